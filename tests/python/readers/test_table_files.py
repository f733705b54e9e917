"""Messy tables, and for each the register that a careful person would make of it."""

import importlib.util
from pathlib import Path

import munigraph as mg
import pytest

tomllib = pytest.importorskip("tomllib" if __import__("sys").version_info >= (3, 11) else "tomli")

OWN = Path(__file__).parents[2] / "data" / "own"
EXPECTED = tomllib.loads((OWN / "expected.toml").read_text(encoding="utf-8"))


def maker():
    spec = importlib.util.spec_from_file_location("own_maker", OWN / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The workbooks, and the text files made anew."""
    pytest.importorskip("python_calamine")
    pytest.importorskip("xlsxwriter")
    made = tmp_path_factory.mktemp("own")
    maker().texts(made)
    maker().workbooks(made)
    return made


def shown(register):
    """Members of every arrangement as the expectations write them."""
    members = register.memberships.sort_values(["participant", "valid_from"], kind="stable")
    found = {}
    for arrangement in register.arrangements["id"]:
        found[arrangement] = []
        for row in members[members["arrangement"] == arrangement].itertuples():
            role = "" if row.role == "member" else f":{row.role}"
            days = [
                "" if str(day) == "NaT" else str(day)[:10] for day in (row.valid_from, row.valid_to)
            ]
            dates = f" {days[0]}..{days[1]}" if any(days) else ""
            found[arrangement].append(f"{row.participant}{role}{dates}")
    return found


def said(register, column, usual):
    table = register.arrangements
    pairs = zip(table["id"], table[column], strict=True)
    return {id_: value for id_, value in pairs if value != (id_ if column == "name" else usual)}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_messy_table_becomes_the_register_a_careful_person_makes(name, folder):
    wanted = EXPECTED[name]
    options = dict(wanted.get("read", {}))
    if str(options.get("places", "")).endswith(".csv"):
        options["places"] = folder / options["places"]
    if "refused" in wanted:
        with pytest.raises(mg.DataError) as error:
            mg.read_table(folder / name, **options)
        assert [f"{fault[1]}: {fault[2]}" for fault in error.value.faults] == wanted["refused"]
        return
    register, report = mg.read_table(folder / name, **options)
    assert shown(register) == wanted["members"]
    counts = [report.rows_read, report.taken, report.merged, report.left_out]
    assert counts == wanted["rows"]
    assert report.rows_read == report.taken + report.merged + report.left_out
    not_taken = [e for e in report.entries if e.action in ("left_out", "dropped")]
    assert [f"{e.row}: {e.reason.partition(':')[0]}" for e in not_taken] == wanted["not_taken"]
    assert f"layout {wanted['layout']}" in [entry.reason for entry in report.entries]
    usual = {"legal_form": "unknown", "structure": "clique", "obligation": "unknown", "name": ""}
    for column, value in usual.items():
        assert said(register, column, value) == wanted.get(column, {})
    themes = register.arrangement_themes
    assert {a: sorted(g["theme"]) for a, g in themes.groupby("arrangement")} == wanted.get(
        "themes", {}
    )
    people = register.participants.set_index("id")
    if "participants" in wanted:
        assert sorted(people.index) == wanted["participants"]
    for id_, population in wanted.get("population", {}).items():
        assert people.loc[id_, "population"] == population
    for id_, called in wanted.get("participant_name", {}).items():
        assert people.loc[id_, "name"] == called


def test_the_files_in_the_repository_are_those_that_the_script_makes(tmp_path):
    maker().texts(tmp_path)
    made = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert len(made) >= 25
    for path, content in made.items():
        assert (OWN / path).read_bytes() == content, path


@pytest.mark.parametrize("name", sorted(n for n in EXPECTED if "refused" not in EXPECTED[n]))
def test_the_written_proposal_reads_the_same_register(name, folder, tmp_path):
    """What --propose writes is what an import without it does."""
    pytest.importorskip("tomli_w")
    options = dict(EXPECTED[name].get("read", {}))
    if str(options.get("places", "")).endswith(".csv"):
        options["places"] = folder / options["places"]
    mapping = mg.propose_columns(folder / name)
    path = mapping.write(tmp_path / "mapping.columns.toml")
    register, report = mg.read_table(folder / name, columns=path, **options)
    assert shown(register) == EXPECTED[name]["members"]
    counts = [report.rows_read, report.taken, report.merged, report.left_out]
    assert counts == EXPECTED[name]["rows"]
    assert any("sha256" in entry.reason for entry in report.entries)
