"""What ``to_table`` writes, ``read_table`` reads."""

import munigraph as mg
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("tomli_w")

KEYS = {
    "participants": ["id"],
    "arrangements": ["id"],
    "memberships": ["arrangement", "participant", "valid_from"],
    "arrangement_themes": ["arrangement", "theme"],
    "successions": ["date", "from", "to"],
}
SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


def same(first, second, tables=tuple(KEYS)):
    for name in tables:
        key = KEYS[name]
        one = getattr(first, name).sort_values(key).reset_index(drop=True)
        two = getattr(second, name).sort_values(key).reset_index(drop=True)
        if not len(one) and not len(two):
            continue
        pd.testing.assert_frame_equal(one, two[one.columns], check_dtype=bool(len(one)))


# Texts of files: letters of any script, marks that trouble CSV, words that trouble readers.
texts = st.one_of(
    st.sampled_from(
        ["Totaal", "Bron: x", "a;b", 'say "no"', "0012", "89.999", "x, y en z", "Ã©", "nan", "-",
         "Utrecht*", "one\ntwo", "alle gemeenten in Utrecht", "=1+1", "GM0344", " a", "NULL", "Ω"]
    ),
    st.text(
        alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")),
        min_size=1,
        max_size=8,
    ),
)  # fmt: skip
days = st.one_of(st.just(""), st.dates(pd.Timestamp("1600-01-01").date()).map(str))


def ordered(first, second):
    return (first, second) if not first or not second or first < second else ("", "")


@st.composite
def registers(draw, roles=True, dates=True):
    people = draw(st.lists(texts, min_size=1, max_size=6, unique=True))
    bodies = draw(st.lists(texts, min_size=1, max_size=4, unique=True))
    participants = {
        "id": people,
        "name": [draw(texts) for _ in people],
        "kind": [draw(st.sampled_from(["municipality", "province", "foreign"])) for _ in people],
        "population": [draw(st.one_of(st.none(), st.integers(0, 10**9))) for _ in people],
        "lon": [draw(st.one_of(st.none(), st.floats(-180, 180))) for _ in people],
        "note": [draw(st.one_of(st.just(""), texts)) for _ in people],
    }
    arrangements = {
        "id": bodies,
        "name": [draw(texts) for _ in bodies],
        "valid_from": [],
        "valid_to": [],
    }
    for _ in bodies:
        start, end = ordered(draw(days), draw(days))
        arrangements["valid_from"].append(start)
        arrangements["valid_to"].append(end)
    arrangements["legal_form"] = [draw(st.sampled_from(["covenant", "unknown"])) for _ in bodies]
    money = st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False))
    arrangements["budget"] = [draw(money) for _ in bodies]
    members = {"arrangement": [], "participant": [], "role": [], "valid_from": [], "valid_to": []}
    for body in bodies:
        for person in draw(st.lists(st.sampled_from(people), min_size=1, unique=True)):
            start, end = ordered(draw(days), draw(days)) if dates else ("", "")
            members["arrangement"].append(body)
            members["participant"].append(person)
            members["role"].append(
                draw(st.sampled_from(["member", "observer", "host"])) if roles else "member"
            )
            members["valid_from"].append(start)
            members["valid_to"].append(end)
    theme = texts.filter(lambda t: ";" not in t and "\n" not in t and t == t.strip())
    pairs = draw(st.lists(st.tuples(st.sampled_from(bodies), theme), max_size=5, unique=True))
    themes = {
        "arrangement": [body for body, _ in pairs],
        "theme": [one for _, one in pairs],
        "basis": [draw(st.sampled_from(["given", "official", "proposed"])) for _ in pairs],
    }
    return mg.Register.from_tables(participants, arrangements, members, themes=themes)


@given(registers())
@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
def test_memberships_hold_everything(tmp_path_factory, register):
    path = tmp_path_factory.mktemp("table") / "own.csv"
    register.to_table(path)
    again, report = mg.read_table(path, strict=True)
    assert report.rows_read == report.taken == len(register.memberships)
    same(register, again)


@given(registers(roles=False, dates=False))
@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
def test_lists_hold_everything_but_roles_and_dates_of_memberships(tmp_path_factory, register):
    path = tmp_path_factory.mktemp("table") / "own.tsv"
    register.to_table(path, "lists")
    again, report = mg.read_table(path, strict=True)
    assert report.rows_read == report.taken == len(register.arrangements)
    same(register, again)


def test_the_shipped_register_comes_back_whole(tmp_path):
    register = mg.datasets.load("nl-2020")
    register.to_table(tmp_path / "nl.csv")
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "nl.csv", "nl.csv.columns.toml", "nl.participants.csv", "nl.successions.csv",
    ]  # fmt: skip
    same(register, mg.read_table(tmp_path / "nl.csv")[0])


@pytest.fixture
def register():
    return mg.Register.from_tables(
        {"id": ["A", "B", "C", "D"]},
        {"id": ["one", "two"], "legal_form": ["covenant", "covenant"]},
        {
            "arrangement": ["one", "one", "two", "two", "two"],
            "participant": ["A", "B", "A", "B", "C"],
            "role": ["host", "member", "member", "member", "member"],
            "valid_from": ["", "", "2015-01-01", "", ""],
        },
        themes={"arrangement": ["one"], "theme": ["a;b"]},
    )


def test_what_a_layout_cannot_hold_is_refused_by_name(register, tmp_path):
    with pytest.raises(mg.DataError, match="themes with a semicolon"):
        register.to_table(tmp_path / "a.csv")
    with pytest.raises(
        mg.DataError, match=r"roles \(host or observer: 1.*dates of memberships \(1\)"
    ):
        register.to_table(tmp_path / "a.csv", "lists")
    with pytest.raises(mg.DataError, match=r"columns of arrangements \(legal_form\)"):
        register.to_table(tmp_path / "a.csv", "matrix")
    with pytest.raises(mg.DataError, match="another size than two"):
        register.to_table(tmp_path / "a.csv", "pairs")
    assert not list(tmp_path.iterdir())
    register.to_table(tmp_path / "a.csv", "lists", lossy=True)
    again, _ = mg.read_table(tmp_path / "a.csv")
    assert again.memberships["role"].unique().tolist() == ["member"]
    assert sorted(again.participants["id"]) == ["A", "B", "C", "D"]
    with pytest.raises(ValueError, match="did you mean 'lists'"):
        register.to_table(tmp_path / "a.csv", "list")
    with pytest.raises(ValueError, match=r"\.csv, \.tsv or \.parquet"):
        register.to_table(tmp_path / "a.docx")


@pytest.mark.parametrize("layout", ["matrix", "pairs", "years"])
def test_other_layouts_hold_what_they_can(layout, tmp_path):
    """Pairs without attributes, dated by years, are held by each of these layouts."""
    dated = layout == "years"
    register = mg.Register.from_tables(
        {"id": ["A", "B", "C"]},
        {"id": ["A – B", "B – C"]}
        | ({"valid_from": ["2015-01-01", "2016-01-01"]} if dated else {}),
        {
            "arrangement": ["A – B", "A – B", "B – C", "B – C"],
            "participant": ["A", "B", "B", "C"],
        } | ({"valid_from": ["2015-01-01"] * 2 + ["2016-01-01"] * 2} if dated else {}),
    )  # fmt: skip
    register.to_table(tmp_path / "a.csv", layout, lossy=dated)
    again, report = mg.read_table(tmp_path / "a.csv")
    same(register, again, ("participants", "memberships"))
    assert report.taken == report.rows_read
