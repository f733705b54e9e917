"""Registers from tables of every kind, and back."""

from __future__ import annotations

import datetime
import pickle
import subprocess
import sys

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from munigraph import DataError, Register

TABLES = ("participants", "arrangements", "arrangement_themes", "memberships", "successions")


def assert_same(a: Register, b: Register) -> None:
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(a, name), getattr(b, name))
    assert a.domain_map == b.domain_map


def test_dicts_frames_and_arrow_give_the_same(tables, register):
    import pyarrow as pa

    domains = register.domain_map
    frames = {name: pd.DataFrame(table) for name, table in tables.items()}
    arrow = {name: pa.table(table) for name, table in tables.items()}
    for given_tables in (frames, arrow):
        assert_same(Register.from_tables(**given_tables, domains=domains), register)


def test_types_of_the_tables(register):
    people = register.participants
    assert people["population"].tolist()[:2] == [100_000.0, 20_000.5]
    assert np.isnan(people["population"][2])
    assert people["population"].dtype == np.float64
    assert str(people["population_year"].dtype) == "Int64"
    assert str(people["valid_from"].dtype) == "datetime64[s]"
    assert people["province"].isna().tolist() == [False, False, False, True, True]
    assert people["name"][1] == 'Q, "the" town'
    arrangements = register.arrangements
    assert arrangements["chain"].tolist() == arrangements["id"].tolist()
    assert arrangements["legal_form"].tolist() == ["public_body", "covenant", "unknown", "covenant"]
    assert arrangements["valid_to"].isna().tolist() == [True, True, False, True]
    assert register.memberships["role"].value_counts()["host"] == 1
    assert register.arrangement_themes["domain"].tolist() == [
        "social", "physical", "social", "social", "physical",
    ]  # fmt: skip


def test_dates_numbers_and_missing_values_of_every_kind(tables):
    people = pd.DataFrame(tables["participants"])
    people["population"] = pd.array([1, 2, None, 4, 5], dtype="Int64")
    people["province"] = pd.array(["W", None, "W", pd.NA, "E"], dtype="string")
    people["valid_from"] = pd.to_datetime(["2018-01-01", None, None, None, None])
    people["valid_to"] = [None, datetime.date(2030, 1, 1), np.nan, pd.NaT, pd.Timestamp(2031, 5, 6)]
    people["coast"] = [True, False, None, np.bool_(True), False]
    tables["participants"] = people
    made = Register.from_tables(**tables).participants
    assert made["population"].fillna(-1).tolist() == [1, 2, -1, 4, 5]
    assert made["province"].fillna("").tolist() == ["W", "", "W", "", "E"]
    assert made["valid_from"][0] == pd.Timestamp("2018-01-01")
    assert made["valid_to"].isna().tolist() == [True, False, True, True, False]
    assert made["valid_to"][4] == pd.Timestamp("2031-05-06")
    assert made["coast"].fillna("").tolist() == ["yes", "no", "", "yes", "no"]


def test_columns_of_a_dict_go_by_position_not_by_their_index(tables):
    people = tables["participants"]
    people["population"] = pd.Series([1, 2, 3, 4, 5], index=[4, 3, 2, 1, 0])
    assert Register.from_tables(**tables).participants["population"].tolist() == [1, 2, 3, 4, 5]


def test_further_columns_keep_their_type(tables, tmp_path):
    people = tables["participants"]
    people["code"] = ["1", "2", "3", "4", "5"]
    people["area"] = [1.5, 2, None, 1e300, 0.1]
    people["nickname"] = ["nan", "inf", "1_000", "", None]
    # Names that mean something in other tables.
    people["share"] = ["half", "", "", "", ""]
    people["date"] = ["spring", "", "", "", ""]
    tables["arrangements"]["population"] = ["many", "few", "", ""]
    made = Register.from_tables(**tables)
    made.to_package(tmp_path)
    again, _ = mg.read_package(tmp_path)
    joined, _ = made.with_attributes({"id": ["p"], "seat": ["here"]})
    for register in (made, again, pickle.loads(pickle.dumps(made)), joined):
        people = register.participants
        assert people["code"].tolist() == ["1", "2", "3", "4", "5"]
        assert people["area"].dtype == np.float64
        assert people["area"].fillna(-1).tolist() == [1.5, 2, -1, 1e300, 0.1]
        assert people["nickname"].fillna("").tolist() == ["nan", "inf", "1_000", "", ""]
        assert people["share"][0] == "half"
        assert people["date"][0] == "spring"
        assert register.arrangements["population"].fillna("").tolist() == ["many", "few", "", ""]


def test_whole_numbers_may_be_ids(tables):
    tables["participants"]["id"] = [1, 2, 3, 4, 5]
    number = dict(zip("pqrst", range(1, 6), strict=True))
    tables["memberships"]["participant"] = [
        number[one] for one in tables["memberships"]["participant"]
    ]
    register = Register.from_tables(**tables)
    assert register.participants["id"].tolist() == ["1", "2", "3", "4", "5"]
    assert register.at("2020-01-01").network().nodes["id"].tolist() == ["1", "2", "3", "4", "5"]


def test_tables_are_copies(register):
    for table in (register.participants, register.at("2020-01-01").participants):
        table.loc[0, "name"] = "changed"
    assert register.participants["name"][0] == "'s-Pee"


def test_half_open_snapshots(register):
    def names(date):
        return register.at(date).arrangements["id"].tolist()

    assert names("2019-12-31") == ["care", "waste", "shelter"]
    assert names("2020-01-01") == ["care", "waste", "shelter", "pair"]
    assert names("2020-12-31") == ["care", "waste", "shelter", "pair"]
    assert names("2021-01-01") == ["care", "waste", "pair"]
    snapshot = register.at("2021-01-01")
    assert set(snapshot.memberships["arrangement"]) == {"care", "waste", "pair"}
    assert set(snapshot.arrangement_themes["arrangement"]) == {"care", "waste", "pair"}
    assert len(snapshot.participants) == 5


@pytest.mark.parametrize(
    "date",
    [
        "2020-07-01",
        datetime.date(2020, 7, 1),
        datetime.datetime(2020, 7, 1, 12),
        pd.Timestamp("2020-07-01"),
        np.datetime64("2020-07-01"),
    ],
)
def test_dates_of_every_kind(register, date):
    assert register.at(date).date == "2020-07-01"


def test_no_date_names_the_range(register):
    with pytest.raises(TypeError, match="from 2018-01-01 to an open end"):
        register.at()
    assert register.usable_range == ("2018-01-01", None)


def test_themes_without_a_domain_are_counted(tables):
    tables["themes"]["theme"] = ["care", "odd", "odd", "odd", "waste"]
    register = Register.from_tables(**tables, domains={"care": "social", "waste": "physical"})
    assert register.unknown_themes == {"odd": 3}
    assert register.arrangement_themes["domain"].isna().tolist() == [False, True, True, True, False]
    assert register.domains == ["physical", "social"]


def test_a_theme_map_ignores_case_as_a_toml_file_too(tables, tmp_path):
    tables["themes"]["theme"][0] = "CARE |  Old"
    file = tmp_path / "themes.toml"
    file.write_text('[domains]\nsocial = ["care"]\nphysical = ["waste"]\n', encoding="utf-8")
    register = Register.from_tables(**tables, domains=file)
    assert register.arrangement_themes["domain"][0] == "social"
    assert len(register.at("2020-01-01").network(domain="social").arrangements) == 3


def test_pickles_of_everything(register):
    copy = pickle.loads(pickle.dumps(register))
    assert_same(copy, register)
    assert copy.name == "small"
    snapshot = pickle.loads(pickle.dumps(register.at("2020-07-01")))
    assert snapshot.date == "2020-07-01"
    pd.testing.assert_frame_equal(snapshot.memberships, register.at("2020-07-01").memberships)


def test_pickles_keep_the_truth_of_synthetic_registers():
    made = mg.synthetic(30, 60, clusters=3, seed=1)
    copy = pickle.loads(pickle.dumps(made))
    pd.testing.assert_frame_equal(copy.truth, made.truth)
    assert_same(copy, made)


def test_package_round_trip_and_report(register, tmp_path):
    register.to_package(tmp_path / "deep" / "small")
    again, report = mg.read_package(tmp_path / "deep" / "small")
    assert_same(again, register)
    assert again.name == "small"
    rows = sum(len(getattr(register, name)) for name in TABLES)
    assert (report.rows_read, report.taken, report.left_out) == (rows, rows, 0)


def test_shows_itself(register):
    assert repr(register) == (
        "<Register small: 5 participants, 4 arrangements, 13 memberships, 2018-01-01 to …>"
    )
    assert len(register) == 4
    html = register._repr_html_()
    assert "arrangement themes" in html
    assert "physical, safety, social" in html
    assert repr(register.at("2020-07-01")).startswith("<Snapshot 2020-07-01: 5 participants")


# --- attributes ---------------------------------------------------------------------------------


def test_attributes_are_joined_and_what_is_not_is_reported(register):
    table = {
        "id": ["q", "r", "x", "q", "q", ""],
        "population": [30_000, None, 1, 30_000, 31_000, 5],
        "seat": ["Qee", "Are", "Ex", "Qee", "Qee", "nowhere"],
        "index": [1.5, 2.5, 3.5, 1.5, 1.5, 0],
    }
    joined, report = register.with_attributes(table)
    people = joined.participants.set_index("id")
    assert people.loc["q", "population"] == 30_000
    assert np.isnan(people.loc["r", "population"])
    assert people.loc["p", "population"] == 100_000
    assert people.loc["r", "seat"] == "Are"
    assert pd.isna(people.loc["p", "seat"])
    assert people["index"].dtype == np.float64
    assert people.loc["q", "index"] == 1.5
    counts = (report.rows_read, report.taken, report.merged, report.left_out)
    assert counts == (6, 2, 1, 3)
    assert report.table["row"].tolist() == [3, 4, 5, 6]
    assert report.table["action"].tolist() == ["left_out", "merged", "left_out", "left_out"]
    # The register itself is as it was.
    assert "seat" not in register.participants
    assert joined.at("2020-07-01").network().nodes["seat"][1] == "Qee"


def test_attributes_that_cannot_be_right_are_named_where_they_stand(register):
    with pytest.raises(DataError) as error:
        register.with_attributes({"id": ["x", "t"], "population": [1, -3]})
    assert (error.value.source, error.value.row, error.value.column) == (
        "attributes", 2, "population",
    )  # fmt: skip
    assert error.value.value == "-3"
    with pytest.raises(DataError, match="a column 'id'"):
        register.with_attributes({"code": ["p"]})


def test_text_joined_to_a_column_of_numbers_makes_it_text(register):
    once, _ = register.with_attributes({"id": ["p"], "size": [3]})
    twice, _ = once.with_attributes({"id": ["q"], "size": ["large"]})
    assert twice.participants["size"].fillna("").tolist() == ["3", "large", "", "", ""]


# --- strings of every kind ----------------------------------------------------------------------

words = st.text(
    st.one_of(st.sampled_from("\",;\n\r\t '|\\é€🌍0.-"), st.characters(codec="utf-8")), min_size=1
).filter(lambda word: "\x00" not in word)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    ids=st.lists(words, min_size=2, max_size=4, unique=True),
    names=st.lists(words, min_size=4, max_size=4),
    theme=words.filter(lambda word: word.strip(" |\t\n\r") != ""),
    population=st.floats(min_value=0, allow_infinity=False),
    date=st.dates(),
)
def test_text_and_numbers_survive_package_and_pickle(
    tmp_path_factory, ids, names, theme, population, date
):
    n = len(ids)
    made = Register.from_tables(
        {"id": ids, "name": names[:n], "population": [population] * n, "note": names[:n]},
        {"id": ["a"], "name": names[:1], "valid_from": [date], "remark": names[3:]},
        {"arrangement": ["a"] * n, "participant": ids},
        themes={"arrangement": ["a"], "theme": [theme]},
        domains={"care": "social"},
    )
    assert made.participants["id"].tolist() == ids
    assert made.participants["note"].tolist() == names[:n]
    assert made.participants["population"][0] == population
    assert made.arrangements["remark"][0] == names[3]
    assert str(made.arrangements["valid_from"][0])[:10] == date.isoformat()
    folder = tmp_path_factory.mktemp("package")
    made.to_package(folder)
    for again in (mg.read_package(folder)[0], pickle.loads(pickle.dumps(made))):
        assert_same(again, made)


def test_import_is_light():
    code = (
        "import sys, munigraph; munigraph.__version__; dir(munigraph); "
        "heavy = {'numpy', 'pandas', 'scipy', 'pyarrow', 'typer'} & set(sys.modules); "
        "sys.exit(', '.join(sorted(heavy)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_register_is_made_again_from_its_own_tables():
    register = mg.datasets.load("nl-2020")
    again = mg.Register.from_tables(
        register.participants,
        register.arrangements,
        register.memberships,
        themes=register.arrangement_themes,
        successions=register.successions,
        domains=register.domain_map,
    )
    assert again._core.to_text() == register._core.to_text()
    assert again.domain_map == register.domain_map


def test_participants_and_arrangements_may_be_left_out():
    rows = {"arrangement": ["x", "x", "y", "y"], "participant": ["b", "a", "b", "c"]}
    register = mg.Register.from_tables(memberships=rows)
    assert register.participants["id"].tolist() == ["b", "a", "c"]
    assert register.arrangements["id"].tolist() == ["x", "y"]
    assert set(register.participants["kind"]) == {"municipality"}
    whole = mg.Register.from_tables({"id": ["b", "a", "c"]}, {"id": ["x", "y"]}, rows)
    assert register.at(2020).network().edges.equals(whole.at(2020).network().edges)
    named = mg.Register.from_tables({"id": ["a", "b", "c"], "name": ["A", "B", "C"]},
                                    memberships=rows)  # fmt: skip
    assert named.participants["name"].tolist() == ["A", "B", "C"]
    moved = {"date": ["2020-01-01"], "from": ["a"], "to": ["d"], "kind": ["renamed"]}
    assert mg.Register.from_tables(memberships=rows, successions=moved).participants[
        "id"
    ].tolist() == ["b", "a", "c", "d"]
    with pytest.raises(TypeError, match="needs memberships"):
        mg.Register.from_tables({"id": ["a"]})
