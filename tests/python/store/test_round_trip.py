"""What a register holds comes back from its file and from its package, whatever it is."""

from __future__ import annotations

import json
import sqlite3

import munigraph as mg
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

HARD = ['a "b"', "it's", "two\nlines", "a\r\nb", "\r", " lead ", "a\x00b", "\ufeffx", "\u2028",
        "=1+1", "NA", "null", "0", "007", "1e3", "true", "東京", "{}", "NULL"]  # fmt: skip
TEXT = st.one_of(
    st.sampled_from(HARD), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
)
MAYBE = st.one_of(st.just(""), TEXT)
NUMBER = st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False))
DAY = st.dates().map(lambda day: day.isoformat())


def span(draw):
    """Two days in order, either of which may be unknown."""
    ends = sorted([draw(DAY), draw(DAY)])
    return [end if draw(st.booleans()) else "" for end in ends]


@st.composite
def registers(draw):
    """Registers with something of everything: who takes part in nothing, columns beyond the schema
    (empty ones too), versions, themes, successions, and what is said of the whole."""
    people = draw(st.lists(TEXT, min_size=2, max_size=4, unique=True))
    ids = draw(st.lists(TEXT, min_size=1, max_size=3, unique=True))
    names = draw(
        st.lists(TEXT.filter(lambda name: name.strip()), min_size=4, max_size=4, unique=True)
    )
    spans = [span(draw) for _ in people + ids]
    participants = {
        "id": people,
        "name": [draw(MAYBE) for _ in people],
        "kind": [
            draw(st.sampled_from(["municipality", "province", "organisation"])) for _ in people
        ],
        "population": [draw(st.one_of(st.none(), st.floats(0, 1e9))) for _ in people],
        "valid_from": [one[0] for one in spans[: len(people)]],
        "valid_to": [one[1] for one in spans[: len(people)]],
        f"x {names[0]}": pd.array([draw(NUMBER) for _ in people], dtype="Float64"),
        f"x {names[1]}": [draw(MAYBE) for _ in people],
    }
    arrangements = {
        "id": ids,
        "chain": [ids[0]] * len(ids),
        "name": [draw(MAYBE) for _ in ids],
        "legal_form": [draw(st.sampled_from(["unknown", "covenant"])) for _ in ids],
        "parent": ["", *ids[:1], *ids[:1]][: len(ids)],
        "valid_from": [one[0] for one in spans[len(people) :]],
        "valid_to": [one[1] for one in spans[len(people) :]],
        "source": [draw(MAYBE) for _ in ids],
        f"x {names[2]}": [draw(MAYBE) for _ in ids],
    }
    rows = [(id_, who) for id_ in ids for who in people[: draw(st.integers(1, len(people)))]]
    ends = [span(draw) for _ in rows]
    memberships = {
        "arrangement": [row[0] for row in rows],
        "participant": [row[1] for row in rows],
        "role": [draw(st.sampled_from(["member", "host", "observer"])) for _ in rows],
        "valid_from": [end[0] for end in ends],
        "valid_to": [end[1] for end in ends],
    }
    themes = {"arrangement": ids[:1], "theme": [names[3]], "basis": ["official"]}
    successions = {
        "date": [draw(DAY)], "from": people[:1], "to": people[1:2], "kind": ["merged"],
        "share": [draw(st.one_of(st.none(), st.floats(0, 1)))],
    }  # fmt: skip
    register = mg.Register.from_tables(
        participants, arrangements, memberships, themes=themes,
        successions=successions if draw(st.booleans()) else None,
        domains={names[3]: draw(TEXT.filter(lambda name: name.strip()))}
        if draw(st.booleans()) else {},
        notes=draw(st.lists(TEXT, max_size=3)), licence=draw(MAYBE), source=draw(MAYBE),
    )  # fmt: skip
    geography = draw(st.one_of(st.none(), DAY))
    return type(register)(
        register._core, name=register.name, about=register._about, geography=geography
    )


def held(register):
    """All that a register holds, to be compared."""
    core = register._core
    return {
        "tables": core.to_text(), "numbers": core.number_columns, "domains": core.domain_map,
        "exported": core.exported, "notes": register.notes, "licence": register.licence,
        "source": register.source, "geography": register.geography,
    }  # fmt: skip


@settings(max_examples=60)
@given(register=registers())
def test_a_file_gives_back_what_it_was_given(register, tmp_path_factory):
    path = tmp_path_factory.mktemp("x") / "a.munigraph"
    register.save(path)
    assert held(mg.open_register(path)) == held(register)
    assert held(mg.read_package(path)[0]) == held(register)


@settings(max_examples=60)
@given(register=registers())
def test_a_package_gives_back_what_it_was_given(register, tmp_path_factory):
    folder = tmp_path_factory.mktemp("x") / "p"
    register.to_package(folder)
    assert held(mg.read_package(folder)[0]) == held(register)


@settings(max_examples=30)
@given(first=registers(), second=registers())
def test_what_is_saved_over_is_all_there_is_and_can_be_undone(first, second, tmp_path_factory):
    path = tmp_path_factory.mktemp("x") / "a.munigraph"
    first.save(path)
    second.save(path)
    found = held(mg.open_register(path))
    expected = held(second)
    # Rows that are the same keep their place in the file; which rows there are is what counts.
    for side in (found, expected):
        side["tables"] = {
            name: sorted(zip(*columns.values(), strict=True))
            for name, columns in side["tables"].items()
        }
    assert found == expected
    mg.store.undo_import(path)
    assert held(mg.open_register(path)) == held(first)


def made(**about):
    return mg.Register.from_tables(
        {"id": ["p", "alone"]}, None, {"arrangement": ["a"], "participant": ["p"]}, **about
    )


def test_changes_keep_what_is_said_of_the_whole(tmp_path):
    path = tmp_path / "a.munigraph"
    made(notes=["One.", "Two."], licence="CC0", source="Me").save(path)
    mg.dynamics.record_change(path, "2026-01-01 alone joins a")
    mg.update_register(path, made(licence="other"), source="x")
    found = mg.open_register(path)
    assert (found.notes, found.licence, found.source) == (("One.", "Two."), "CC0", "Me")


def test_the_day_of_a_geography_comes_back_and_is_held_to(tmp_path):
    register, _ = mg.datasets.load("nl-2020").on_geography("2020-07-01")
    register.save(tmp_path / "a.munigraph")
    register.to_package(tmp_path / "p")
    for found in (mg.open_register(tmp_path / "a.munigraph"), mg.read_package(tmp_path / "p")[0]):
        assert found.geography == "2020-07-01"
        with pytest.raises(ValueError, match="those of 2020-07-01 already"):
            found.on_geography("2015-01-01")


def test_what_others_write_about_the_whole(tmp_path):
    path, folder = tmp_path / "a.munigraph", tmp_path / "p"
    made().save(path)
    made().to_package(folder)
    with sqlite3.connect(path) as database:
        database.execute("INSERT INTO properties VALUES ('notes', 'by hand'), ('mine', 'kept')")
    database.close()
    assert mg.open_register(path).notes == ("by hand",)
    mg.dynamics.record_change(path, "2026-01-01 alone joins a")
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT value FROM properties WHERE name = 'mine'").fetchone() == (
            "kept",
        )
        database.execute("INSERT INTO properties VALUES ('geography', 'soon')")
    database.close()
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    descriptor["munigraph"]["geography"] = 2020
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    for read in (lambda: mg.open_register(path), lambda: mg.read_package(folder)):
        with pytest.raises(mg.DataError, match="column geography: not a date"):
            read()
