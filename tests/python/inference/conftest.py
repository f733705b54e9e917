"""Registers and a table that the tests of a multiverse share."""

from __future__ import annotations

import munigraph as mg
import pytest


@pytest.fixture(scope="session")
def register():
    return mg.datasets.load("nl-2020")


@pytest.fixture(scope="session")
def grid():
    return {
        "weighting": ["newman", "binary"],
        "max_size": [None, 20],
        "domain": [None, "social"],
        "resolution": [0.5, 2],
    }


@pytest.fixture(scope="session")
def table(register, grid):
    return mg.multiverse(register, grid, date="2020-07-01", runs=5, seed=3, progress=False)


@pytest.fixture(scope="session")
def hand_made():
    """Two triples with three arrangements each, one arrangement of all six, and a loner."""
    groups = {f"a{k}": [0, 1, 2] for k in range(3)}
    groups |= {f"b{k}": [3, 4, 5] for k in range(3)}
    groups["all"] = range(6)
    pairs = [(a, f"m{i}") for a, members in groups.items() for i in members]
    return mg.Register.from_tables(
        {"id": [f"m{i}" for i in range(7)]},
        {"id": list(groups), "valid_from": ["2019-01-01"] * 7},
        {"arrangement": [a for a, _ in pairs], "participant": [p for _, p in pairs]},
    )
