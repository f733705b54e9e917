"""A made-up register of twelve towns, and a study of it."""

from __future__ import annotations

import munigraph as mg
import pandas as pd
import pytest

pytest.importorskip("pyarrow")

GROUPS = [range(0, 4), range(4, 8), range(8, 12)]


def register() -> mg.Register:
    """Three groups of four towns with many arrangements inside and two between."""
    towns = [f"T{i:02d}" for i in range(12)]
    participants = pd.DataFrame(
        {
            "id": towns,
            "name": [f"Town {i}" for i in range(11)] + ["<script>alert('x')</script>"],
            "kind": "municipality",
            "province": ["East" if i < 6 else "West" for i in range(12)],
            "population": [1000 * (i + 1) for i in range(12)],
            "lon": [5 + 0.1 * (i % 4) for i in range(12)],
            "lat": [52 + 0.1 * (i // 4) for i in range(12)],
        }
    )
    members: dict[str, list[int]] = {}
    for g, group in enumerate(GROUPS):
        for k in range(3):
            members[f"in{g}{k}"] = [i for i in group if (i + k) % 4 or k == 0]
    members["across1"] = [0, 4, 8]
    members["across2"] = [1, 5]
    arrangements = pd.DataFrame(
        {
            "id": list(members),
            "name": [f"Arrangement {a}" for a in members],
            "valid_from": "2020-01-01",
            "valid_to": "2021-01-01",
            "obligation": ["imposed" if a.startswith("in0") else "free" for a in members],
        }
    )
    rows = [(a, towns[i]) for a, ids in members.items() for i in ids]
    themes = pd.DataFrame(
        {"arrangement": list(members), "theme": ["youth"] * len(members), "basis": "given"}
    )
    return mg.Register.from_tables(
        participants,
        arrangements,
        pd.DataFrame(rows, columns=["arrangement", "participant"]),
        themes=themes,
    )


SETTINGS = """\
[study]
title = "Twelve towns"
seed = 7

[data]
register = "register"
date = 2020-06-01

[networks.whole]
label = "everything"

[networks.free]
obligation = ["free"]

[clusters]
method = "leiden"
runs = 5

[bridges]

[comparison]

[[expectations]]
name = "clusters"
figure = "clusters"
value = 3
source = "made up"

[output]
report = false
"""


@pytest.fixture
def folder(tmp_path):
    """A folder with a register and a study file."""
    register().to_package(tmp_path / "register")
    (tmp_path / "study.toml").write_text(SETTINGS)
    return tmp_path
