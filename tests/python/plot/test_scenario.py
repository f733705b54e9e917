"""Before and after a change."""

from __future__ import annotations

import munigraph as mg
import pandas as pd
import pytest
from munigraph import plot
from munigraph.plot._saving import specification

pytest.importorskip("vl_convert")
DAY = "2020-06-01"


@pytest.fixture(scope="module")
def found():
    register = mg.synthetic(municipalities=50, arrangements=70, clusters=4, seed=4)
    ids = register.at(DAY).network().nodes["id"].tolist()
    scenario = register.scenario(DAY).merge(ids[:3], into=ids[0]).add_hub("hub", ids[4:20])
    return mg.difference(register, scenario, runs=4)


def tables(chart):
    return list(chart.to_dict()["datasets"].values())


def test_maps_and_figures(found):
    chart = plot.before_after(found, geometry=None)
    shown = tables(chart)
    figures = next(t for t in shown if t and "beyond_noise" in t[0])
    assert [row["change"] for row in figures] == pytest.approx(found.table["change"].tolist())
    maps = [t for t in shown if t and "belongs" in t[0]]
    assert len(maps[0]) == 50
    assert sum(len(t) for t in maps[1:]) == 48
    svg = plot.to_svg(chart)
    assert "Before" in svg
    assert "After" in svg


def test_a_cluster_keeps_its_colour(found):
    first, *after = [
        t for t in tables(plot.before_after(found, geometry=None)) if t and "belongs" in t[0]
    ]
    colour, number = ({row["id"]: row[key] for row in first} for key in ("fill", "cluster"))
    table = found.municipalities
    kept = set(table.index[table["mates_kept"] == 1])
    assert len(kept) > 10
    rows = [row for part in after for row in part if row["id"] in kept]
    assert {row["id"] for row in rows} == kept
    for row in rows:
        assert (row["fill"], row["cluster"]) == (colour[row["id"]], number[row["id"]])


def test_neighbours_differ_before_and_after():
    """A row of eleven pairs: more clusters than colours, each beside the next."""
    towns = [f"T{i:02d}" for i in range(22)]
    people = pd.DataFrame(
        {"id": towns, "name": towns, "kind": "municipality",
         "lon": [5 + 0.3 * (i // 2) + 0.01 * (i % 2) for i in range(22)], "lat": 52.0}
    )  # fmt: skip
    ties = pd.DataFrame({"id": [f"a{i}" for i in range(11)], "name": "pair"})
    members = pd.DataFrame(
        [(f"a{i // 2}", town) for i, town in enumerate(towns)],
        columns=["arrangement", "participant"],
    )
    register = mg.Register.from_tables(people, ties, members)
    made = register.scenario("2020-07-01").dissolve("a10")
    chart = plot.before_after(
        mg.difference(register, made, date="2020-07-01", runs=2), geometry=None
    )
    spec = specification(chart)
    for one in spec["vconcat"][0]["hconcat"]:
        rows = [r for r in _rows(one, spec.get("datasets", {})) if {"fill", "name"} <= set(r)]
        fills = {r["name"]: r["fill"] for r in rows}
        assert len(fills) == 22
        for i in range(2, 20, 2):
            assert fills[towns[i]] != fills[towns[i - 2]]


def _rows(spec, datasets):
    parts = [spec.get("data"), *[layer.get("data") for layer in spec.get("layer", [])]]
    known = [part for part in parts if part]
    return [r for part in known for r in part.get("values") or datasets.get(part.get("name"), [])]
