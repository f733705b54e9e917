"""The sessions in the documentation are what happens; their tables come from their script."""

import importlib.util
import sys
from pathlib import Path

import munigraph as mg
import pytest

for one in ("typer", "rich", "tomli_w", "pyarrow", "altair", "jinja2", "pybtex"):
    pytest.importorskip(one)
calamine = pytest.importorskip("python_calamine")

ROOT = Path(__file__).resolve().parents[2]
OWN = ROOT / "examples" / "own-data"


def script(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def test_the_session_shows_what_its_commands_print(tmp_path):
    session = script(ROOT / "scripts" / "make_session.py")
    text = session.PAGES[0].read_text(encoding="utf-8")
    assert 3 <= len(session.commands(text)) <= 6
    assert session.executed(text, tmp_path) == text
    assert (tmp_path / "out" / "report.html").stat().st_size > 10_000
    # The published figures of another register are not claimed of this one.
    study = (tmp_path / "study.toml").read_text(encoding="utf-8")
    assert "\n# [[expectations]]" in study
    assert "\n[[expectations]]" not in study
    register, _ = mg.read_package(tmp_path / "register")
    names = [name for row in script(OWN / "make.py").INVENTORY for name in row[1]]
    assert len(register.memberships) == len(names)
    assert set(register.participants["id"]) == set(names)


def test_the_worked_cases_are_what_python_says(tmp_path):
    pytest.importorskip("rapidfuzz")
    session = script(ROOT / "scripts" / "make_session.py")
    text = session.PAGES[1].read_text(encoding="utf-8")
    for layout in ("memberships", "lists", "matrix", "pairs", "years"):
        assert f"`{layout}" in text
    assert text.count(">>> ") > 15
    assert session.executed(text, tmp_path) == text


def test_the_tables_are_those_that_the_script_makes(tmp_path):
    pytest.importorskip("xlsxwriter")
    script(OWN / "make.py").main(tmp_path)
    made = sorted(path.name for path in tmp_path.iterdir())
    assert set(made) == {path.name for path in OWN.iterdir() if path.suffix not in (".py", "")}
    for name in made:
        if name.endswith(".xlsx"):
            cells = [calamine.CalamineWorkbook.from_path(f / name) for f in (OWN, tmp_path)]
            there, here = ({s: book.get_sheet_by_name(s).to_python() for s in book.sheet_names}
                           for book in cells)  # fmt: skip
            assert there == here, name
        else:
            assert (OWN / name).read_bytes() == (tmp_path / name).read_bytes(), name
