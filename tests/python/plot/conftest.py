"""A made-up country of square municipalities, with a network, clusters and bridges."""

from __future__ import annotations

import json
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("altair")
pytest.importorskip("vl_convert")

SIDE = 6


def square(x: int, y: int) -> list[list[float]]:
    return [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]


@pytest.fixture
def country() -> SimpleNamespace:
    """36 squares in nine blocks of four; ties inside blocks, and one across each border."""
    cells = [(x, y) for x in range(SIDE) for y in range(SIDE)]
    ids = [f"M{x}{y}" for x, y in cells]
    labels = np.array([(x // 2) * 3 + y // 2 for x, y in cells])
    nodes = pd.DataFrame(
        {
            "id": ids,
            "name": [f"Town {i}" for i in ids],
            "province": [f"P{x // 3}" for x, _ in cells],
            "population": [1000.0 * (i + 1) for i in range(len(ids))],
            "lon": [5 + 0.1 * x for x, _ in cells],
            "lat": [52 + 0.1 * y for _, y in cells],
        }
    )
    rows = []
    for i, (x, y) in enumerate(cells):
        for j, (u, v) in enumerate(cells[:i]):
            if abs(x - u) + abs(y - v) == 1:
                same = labels[i] == labels[j]
                if same or y % 2 == 0:
                    rows.append((ids[j], ids[i], 1.0 if same else 0.25, 1))
    edges = pd.DataFrame(rows, columns=["source", "target", "weight", "shared"])
    network = SimpleNamespace(nodes=nodes, edges=edges, isolates=[])
    rng = np.random.default_rng(1)
    bridges = pd.DataFrame(
        {
            "name": nodes["name"].to_numpy(),
            "cluster": labels,
            "participation": rng.random(len(ids)),
            "within_z": rng.normal(size=len(ids)),
            "strength": rng.random(len(ids)),
            "role": np.where(np.arange(len(ids)) % 3 == 0, "connector", "peripheral"),
        },
        index=pd.Index(ids, name="id"),
    )
    bridges["rank"] = bridges["participation"].rank(ascending=False).astype(int)
    return SimpleNamespace(
        cells=cells, ids=ids, labels=labels, network=network, bridges=bridges, nodes=nodes
    )


@pytest.fixture
def shapes(country: SimpleNamespace, tmp_path):
    """The squares as a GeoJSON file, the last municipality left out."""
    features = [
        {
            "type": "Feature",
            "properties": {"gm": key, "other": "x"},
            "geometry": {"type": "Polygon", "coordinates": [square(x, y)]},
        }
        for key, (x, y) in zip(country.ids[:-1], country.cells[:-1], strict=True)
    ]
    path = tmp_path / "squares.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path
