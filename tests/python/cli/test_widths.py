"""Tables on a narrow terminal: the columns that fit, whole; the rest by name."""

from __future__ import annotations

import pytest
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
