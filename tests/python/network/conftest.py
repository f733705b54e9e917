"""Readers of Pajek's and UCINET's files by their grammar, apart from what writes them."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest


def pajek(path):
    """Labels in order, and ties as (source, target, weight)."""
    lines = Path(path).read_text(encoding="utf-8").split("\n")
    head = re.fullmatch(r"\*Vertices (\d+)", lines[0])
    count = int(head.group(1))
    labels = []
    for number, line in enumerate(lines[1 : count + 1], 1):
        found = re.fullmatch(rf'{number} "([^"]*)"', line)
        assert found, line
        labels.append(found.group(1))
    assert lines[count + 1] == "*Edges"
    assert lines[-1] == ""
    ties = [line.split() for line in lines[count + 2 : -1]]
    return labels, [(int(a) - 1, int(b) - 1, float(w)) for a, b, w in ties]


def _values(path):
    lines = Path(path).read_text(encoding="ascii").split("\n")
    count = int(re.fullmatch(r"\*Vertices (\d+)", lines[0]).group(1))
    assert len(lines) == count + 2
    assert lines[-1] == ""
    return lines[1:-1]


def partition(path):
    return [int(value) for value in _values(path)]


def vector(path):
    values = [float(value) for value in _values(path)]
    return [np.nan if value == 999999998 else value for value in values]


def _labels(text, keyword, before):
    """What stands between a keyword and the next one: labels that are parted by spaces, line ends,
    commas or equal signs, in quotes where they hold some."""
    start = text.index(f"\n{keyword}:\n") + len(keyword) + 3
    part = text[start : text.index(f"\n{before}:\n", start) + 1]
    tokens = re.findall(r'"([^"]*)"|([^\s,="]+)', part)
    return [quoted or bare for quoted, bare in tokens]


def ucinet(path):
    """Labels in order, and ties as (source, target, weight)."""
    text = Path(path).read_text(encoding="utf-8")
    count = int(re.match(r"DL n=(\d+)\nformat=edgelist1\nlabels:\n", text).group(1))
    labels = _labels(text, "labels", "data") if count else []
    assert len(labels) == count
    ties = [line.split() for line in text.rpartition("\ndata:\n")[2].splitlines()]
    return labels, [(int(a) - 1, int(b) - 1, float(w)) for a, b, w in ties]


def ucinet_matrix(path):
    """Labels of rows and of columns, and the numbers."""
    text = Path(path).read_text(encoding="utf-8")
    found = re.match(r"DL nr=(\d+) nc=(\d+)\nformat=fullmatrix\nrow labels:\n", text)
    rows, columns = int(found.group(1)), int(found.group(2))
    row_labels = _labels(text, "row labels", "column labels")
    column_labels = _labels(text, "column labels", "data")
    data = text.rpartition("\ndata:\n")[2].splitlines()
    matrix = [[np.nan if v == "NA" else float(v) for v in line.split()] for line in data]
    assert len(row_labels) == rows == len(matrix)
    assert len(column_labels) == columns
    return row_labels, column_labels, np.array(matrix)


@pytest.fixture(scope="session")
def readers():
    return SimpleNamespace(
        pajek=pajek,
        partition=partition,
        vector=vector,
        ucinet=ucinet,
        ucinet_matrix=ucinet_matrix,
    )
