"""One change in words, written into a register file."""

import subprocess
import sys

import munigraph as mg
import pytest
from munigraph.dynamics._record_grammar import parse


@pytest.fixture
def path(tmp_path):
    register = mg.Register.from_tables(
        {"id": list("pqrs"), "name": ["P", "Q", "R", "S"]},
        {"id": ["x", "y", "z, too"], "name": ["Waste", "Care", "Odd"],
         "valid_from": ["2010-01-01"] * 3},
        {"arrangement": ["x", "x", "x", "y", "y", "z, too"], "participant": list("pqrpqp")},
        name="made up",
    )  # fmt: skip
    register.save(tmp_path / "a.munigraph")
    return tmp_path / "a.munigraph"


def members(path, arrangement, date):
    found = mg.open_register(path).at(date).memberships
    register = mg.open_register(path)
    chain = dict(zip(register.arrangements["id"], register.arrangements["chain"], strict=True))
    there = found["arrangement"].map(chain) == arrangement
    return sorted(found.loc[there, "participant"])


def test_who_leaves_and_joins(path):
    report = mg.record_change(path, "2026-01-01 p, q leaves x", source="Gazette 1", author="me")
    assert report.table["column"].tolist() == ["valid_to", "valid_to"]
    assert members(path, "x", "2025-12-31") == ["p", "q", "r"]
    assert members(path, "x", "2026-01-01") == ["r"]
    mg.record_change(path, '2027-01-01 s joins "z, too" as host')
    assert members(path, "z, too", "2027-01-01") == ["p", "s"]
    imports = mg.store.imports_of(path).iloc[1:]
    assert imports["kind"].tolist() == ["record", "record"]
    assert imports["author"].tolist() == ["me", ""]
    assert imports["source"].tolist() == ["Gazette 1", "by hand"]
    assert imports["note"].tolist()[0] == "2026-01-01 p, q leaves x"
    mg.store.undo_import(path, 2)
    assert members(path, "x", "2026-01-01") == ["p", "q", "r"]


def test_founded_renamed_form_merged_dissolved(path):
    mg.record_change(path, '2026-01-01 n founded by p, s as DVO named "New, one" on waste, care')
    register = mg.open_register(path)
    row = register.arrangements.set_index("id").loc["n"]
    assert (row["name"], row["legal_form"]) == ("New, one", "service_contract")
    assert sorted(register.arrangement_themes["theme"]) == ["care", "waste"]
    mg.record_change(path, "2027-01-01 x renamed Waste and water")
    mg.record_change(path, "2027-01-01 y form BVO")
    mg.record_change(path, "2028-01-01 y dissolved")
    mg.record_change(path, "2028-01-01 p, q merged into t named Big")
    register = mg.open_register(path)
    names = register.at("2027-06-01").arrangements.set_index("chain")
    assert names.loc["x", "name"] == "Waste and water"
    assert names.loc["y", "legal_form"] == "operational_organisation"
    assert register.at("2026-06-01").arrangements.set_index("chain").loc["x", "name"] == "Waste"
    assert "y" not in set(register.at("2028-01-01").arrangements["chain"])
    assert members(path, "x", "2028-01-01") == ["r", "t"]
    assert len(register.successions) == 2
    mg.record_change(path, "2028-02-01 r renamed Err")
    assert mg.open_register(path).participants.set_index("id").loc["r", "name"] == "Err"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "nothing is said"),
        ("p leaves x", "'p' is no date"),
        ("2026-02-30 p leaves x", "no date"),
        ("2026-01-01 p leavs x", "did you mean 'leaves'"),
        ("2026-01-01 leaves x", "nobody before 'leaves'"),
        ("2026-01-01 p leaves", "expected what is left"),
        ("2026-01-01 p leaves x, y", "one name"),
        ("2026-01-01 n founded p", "expected 'by'"),
        ("2026-01-01 p, q merged", "expected 'into'"),
        ("2026-01-01 p,, q leaves x", "between two commas"),
        ('2026-01-01 "p leaves x', "quote"),
        ("2026-01-01 x renamed", "new name"),
        ('2026-01-01 x renamed Waste, "water"', "one name, after the verb; a name with a comma"),
        ("2026-01-01 x renamed to", "nothing after 'to'"),
        ("2026-01-01 x renamed A to B", "one name"),
        ("2026-01-01 x form BVO, DVO", "one name"),
        ("2026-01-01 p joins x as", "nothing after 'as'"),
        ("2026-01-01 p joins x as hst", "did you mean 'host'"),
        ("2026-01-01 x form covenent", "did you mean"),
        ("2026-01-01 s leaves x", "no member"),
    ],
)
def test_what_is_not_understood_is_said_and_changes_nothing(path, text, message):
    with pytest.raises(ValueError, match=message):
        mg.record_change(path, text)
    assert len(mg.store.imports_of(path)) == 1


def test_unknown_ids(path):
    with pytest.raises(KeyError, match="no arrangement 'w'"):
        mg.record_change(path, "2026-01-01 p leaves w")
    with pytest.raises(TypeError, match="expected text"):
        parse(7)


def test_names_of_what_merges(path):
    """Arrangements and municipalities, new ones and those that go on, are called as it is said."""
    mg.record_change(path, "2026-01-01 x, y merged into w named Waste and care")
    mg.record_change(path, '2027-01-01 w, "z, too" merged into w named All')
    mg.record_change(path, "2028-01-01 r, s merged into r named RS")
    register = mg.open_register(path)
    assert register.at("2026-01-01").arrangements.set_index("chain").loc["w", "name"] == (
        "Waste and care"
    )
    assert register.at("2027-01-01").arrangements["name"].tolist() == ["All"]
    assert register.participants.set_index("id").loc["r", "name"] == "RS"


def test_the_id_of_a_version_says_one_day(path):
    for text in ("2020-01-01 x renamed A", "2021-01-01 x form BVO", "2022-01-01 x renamed B"):
        mg.record_change(path, text)
    chain = mg.open_register(path).arrangements.query("chain == 'x'")
    assert chain["id"].tolist() == ["x", "x@2020-01-01", "x@2021-01-01", "x@2022-01-01"]
    assert chain["name"].tolist() == ["Waste", "A", "A", "B"]


def test_what_begins_before_or_after_all_that_is_there(tmp_path):
    """A file may begin with nobody in anything; and time goes on where a source ended."""
    path = tmp_path / "a.munigraph"
    nothing = mg.Register.from_tables({"id": ["p", "q"]}, {"id": []},
                                      {"arrangement": [], "participant": []})  # fmt: skip
    nothing.save(path)
    mg.record_change(path, "2020-01-01 x founded by p, q")
    mg.record_change(path, "2021-01-01 x dissolved")
    mg.record_change(path, "2024-01-01 y founded by p, q")
    found = mg.open_register(path).arrangements
    assert found["valid_from"].dt.year.tolist() == [2020, 2024]
    assert found["valid_to"].isna().tolist() == [False, True]
    with pytest.raises(ValueError, match="'x' is not in force on 2022-01-01"):
        mg.record_change(path, "2022-01-01 p leaves x")


WRITER = """
import sys
import munigraph as mg
for year in range(2030, 2036):
    mg.record_change(sys.argv[1], f"{year}-01-01 {sys.argv[2]}{year} founded by p, q")
"""


def test_two_who_write_at_once_lose_nothing(path):
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name]) for name in ("a", "b")
    ]
    assert [one.wait() for one in writers] == [0, 0]
    found = set(mg.open_register(path).arrangements["id"])
    assert {f"{name}{year}" for name in "ab" for year in range(2030, 2036)} <= found
    assert len(mg.store.imports_of(path)) == 13


def test_the_log_reads_like_a_document(path):
    mg.record_change(path, "2026-01-01 p leaves x", source="Gazette 1", author="me")
    register = mg.open_register(path)
    log = register.log()
    text = log.to_markdown()
    assert text.startswith("# Log of a\n")
    assert "### Waste (x)" in text
    section = text.split("### Waste (x)")[1].split("###")[0]
    first, *_ = [line for line in section.splitlines() if line.startswith("- ")]
    assert "1 January 2026" in first
    assert "P" in first
    assert "by me, Gazette 1" in section
    assert "2026-01-01 p leaves x" in section
    dates = log.table.groupby(["part", "id"])["date"]
    assert all(one.is_monotonic_decreasing for _, one in dates)
    only = register.log("p")
    assert len(only) == 1
    assert "Imports" not in only.to_markdown()
    assert "Logboek" in register.log(language="nl").to_markdown()
    assert log.to_html().startswith("<!doctype html>")
    with pytest.raises(KeyError, match="no arrangement or participant"):
        register.log("nobody")


def test_the_log_tells_what_was_put_in_the_place_of_what(path):
    mg.record_change(path, '2026-01-01 s joins "z, too"')
    register = mg.open_register(path)
    names = register.participants.assign(name=["P", "Q", "R", "Ess"])
    newer = mg.Register.from_tables(names, register.arrangements, register.memberships)
    mg.update_register(path, newer, source="export", author="me")
    register = mg.open_register(path)
    assert "participants, s: changed (name: S → Ess)" in register.log("s").to_markdown()
    odd = register.log("z, too", language="nl").to_markdown()
    assert "met de hand: “2026-01-01 s joins" in odd
    assert "(bijgewerkt) door me, export" in register.log(language="nl").to_markdown()


def test_names_cannot_write_markup():
    register = mg.Register.from_tables(
        {"id": ["p", "q"], "name": ["<script>", "Q"]},
        {"id": ["x"], "name": ["*bold* [link](http://x)"], "valid_from": ["2010-01-01"]},
        {"arrangement": ["x", "x"], "participant": ["p", "q"]},
    )
    log = register.log()
    assert "<script>" not in log.to_html()
    assert r"\*bold\* \[link\]" in log.to_markdown()
