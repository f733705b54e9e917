"""What the README says is what happens."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import munigraph as mg
import pytest

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


def test_the_python_example_runs_and_prints_what_it_says(capsys):
    (code,) = blocks(README.read_text(encoding="utf-8"), "python")
    exec(compile(code, "README.md", "exec"), {})
    said = re.search(r"print\(found\.clusters.*# (.*)", code)
    assert said is not None
    printed = capsys.readouterr().out
    assert printed.splitlines()[0] == said.group(1)
    assert "participation" in printed
    assert "Amsterdam" in printed


def test_the_table_of_weightings_is_what_the_register_gives():
    text = README.read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (\d+)(?:–(\d+))? \|$", text, flags=re.MULTILINE)
    assert len(rows) == 6
    snapshot = mg.datasets.load("nl-2020").at("2020-07-01")
    for weighting, low, high in rows:
        found = mg.ensemble(snapshot.network(weighting=weighting), runs=20, seed=1)
        assert (min(found.counts), max(found.counts)) == (int(low), int(high or low)), weighting


def test_the_cpp_example_is_the_one_that_is_compiled():
    """``tests/consumer`` builds this file against the installed library and runs it."""
    (code,) = blocks(README.read_text(encoding="utf-8"), "cpp")
    assert code == (ROOT / "tests" / "consumer" / "readme.cpp").read_text(encoding="utf-8")


def test_the_examples_of_constructions_run():
    text = (ROOT / "docs" / "constructions.md").read_text(encoding="utf-8")
    names: dict[str, object] = {}
    for code in blocks(text, "python"):
        exec(compile(code, "constructions.md", "exec"), names)
        if said := re.search(r"^(network\.node_count.*?)  # (.*)$", code, flags=re.MULTILINE):
            assert str(eval(said.group(1), names)) == f"({said.group(2)})"
        if said := re.search(r"^(by_count\.edges.*?)  # True$", code, flags=re.MULTILINE):
            assert eval(said.group(1), names)


def test_the_tables_of_a_register_are_as_data_says():
    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    (code,) = (block for block in blocks(text, "python") if "from_tables" in block)
    names: dict[str, object] = {}
    exec(compile(code, "data.md", "exec"), names)
    said = re.findall(r"^(register\.at.*?)  # (.*)$", code, flags=re.MULTILINE)
    assert len(said) == 2
    for expression, value in said:
        assert str(eval(expression, names)) == value
    register = names["register"]
    for table in ("participants", "arrangements", "memberships", "successions"):
        row = re.search(rf"^\| `{table}` \| (.*) \|$", text, flags=re.MULTILINE)
        assert row is not None
        columns = row.group(1).replace("*", "").split(", ")
        assert columns == list(getattr(register, table).columns), table


def test_what_is_called_in_from_question_to_construction_exists():
    text = (ROOT / "docs" / "from-question-to-construction.md").read_text(encoding="utf-8")
    owners = (mg, mg.Network, mg.Snapshot)
    called = set(re.findall(r"`(?:network\.)?(\w+)\(", text))
    assert len(called) > 12
    for name in called:
        assert any(hasattr(owner, name) for owner in owners), name
    options = set(inspect.signature(mg.Snapshot.network).parameters)
    for name in re.findall(r"`(min_\w+|max_\w+|arrangement_kinds)`", text):
        assert name in options, name
    rows = re.findall(r"^\| \*\*.*\|$", text, flags=re.MULTILINE)
    assert all(row.count(" | ") == 3 for row in rows)


def test_how_to_cite_names_this_version():
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {mg.__version__}\n" in text
    assert "\nlicense: Apache-2.0\n" in text


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document):
    text = re.sub(r"^```.*?^```", "", document.read_text(encoding="utf-8"), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" not in target and not target.startswith("#"):
            assert (document.parent / target.split("#")[0]).exists(), target
