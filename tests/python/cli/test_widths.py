"""Tables on a narrow terminal: the columns that fit, whole; the rest by name."""

from __future__ import annotations

import json
import re
import sys

import pytest
from munigraph import cli
from munigraph.cli import _output


@pytest.fixture
def chosen(monkeypatch):
    fresh = dict(_output.chosen)
    monkeypatch.setattr(_output, "chosen", fresh)
    return fresh


NAMES = ["id", "name", "cut_node"]
CELLS = [["GM0001", "Appingedam", "yes"], ["GM0002", "Bergen op Zoom", ""]]


def test_the_first_that_fit_are_kept(chosen):
    # A line, then per column its widest cell with two blanks and a line: 1 + 9 + 17 + 7 = 34.
    assert _output.fitting(NAMES, CELLS, 34) == [0, 1, 2]
    assert _output.fitting(NAMES, CELLS, 33) == [0, 1]
    assert _output.fitting(NAMES, CELLS, 20) == [0]
    assert _output.fitting(NAMES, CELLS, 3) == [0]


def test_all_or_some_on_request(chosen):
    chosen["wide"] = True
    assert _output.fitting(NAMES, CELLS, 10) == [0, 1, 2]
    chosen["columns"] = "cut_node, id"
    assert _output.fitting(NAMES, CELLS, 10) == [2, 0]
    chosen["columns"] = "nme"
    with pytest.raises(ValueError, match="name"):
        _output.fitting(NAMES, CELLS, 10)


def test_eighty_columns_hold_whole_cells_and_what_ranks(
    chosen, register, tmp_path, capsys, monkeypatch
):
    pytest.importorskip("typer")
    pytest.importorskip("rich")
    register.to_package(tmp_path / "small")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    for by in ("participation", "betweenness"):
        command = ["bridges", str(tmp_path / "small"), "--date", "2020-07-01", "--by", by]
        assert cli.run(command) == 0
        out, _ = capsys.readouterr()
        table, _, rest = out.partition("not shown:")
        assert "…" not in table
        assert by in table.split("┡")[0]
        assert "--wide" in rest
        assert all(len(line) <= 80 for line in re.sub("\x1b\\[[0-9;]*m", "", table).splitlines())


def test_the_limits_of_a_register_are_said_beside_what_is_made_of_it(register, tmp_path, capsys):
    pytest.importorskip("typer")
    pytest.importorskip("rich")
    register.to_package(tmp_path / "small")
    descriptor = tmp_path / "small" / "datapackage.json"
    about = json.loads(descriptor.read_text("utf-8"))
    about["licenses"], about["sources"] = [{"name": "CC0-1.0"}], [{"title": "by hand"}]
    about["munigraph"] = {**about.get("munigraph", {}), "notes": ["Half is missing."]}
    descriptor.write_text(json.dumps(about), "utf-8")
    for command in (["clusters", "--csv"], ["bridges", "--csv"]):
        assert cli.run([*command, str(tmp_path / "small"), "--date", "2020-07-01"]) == 0
        out, err = capsys.readouterr()
        for said in ("Half is missing.", "source: by hand", "licence: CC0-1.0"):
            assert said in err
            assert said not in out
