"""Charts of tracked clusters: persistent colours, counts with their range and noise floor."""

from __future__ import annotations

from itertools import pairwise

import munigraph as mg
import pytest
from munigraph import plot
from munigraph.plot._saving import specification


def labels(*clusters):
    return {one: k for k, members in enumerate(clusters) for one in members}


@pytest.fixture(scope="module")
def track():
    return mg.track({
        "2017": labels("abcdefg", "hij", "klm", "n"),
        "2020": labels("klm", "abcdefghij", "n"),
        "2023": labels("abcdef", "ghijn", "kl", "m"),
    })  # fmt: skip


def values(chart, key):
    """The rows of a chart that have a column."""
    tables = chart["datasets"].values()
    return next(rows for rows in tables if rows and key in rows[0])


def test_a_cluster_keeps_its_colour(track):
    chart = plot.tracks(track).to_dict()
    boxes = values(chart, "middle")
    fills = {}
    for box in boxes:
        fills.setdefault(box["block"], set()).add(box["fill"])
    assert all(len(fill) == 1 for fill in fills.values())
    assert sorted(fills) == ["1", "2", "3", "4", "alone"]
    assert {box["column"] for box in boxes} == {"2017", "2020", "2023"}
    for column in ("2017", "2020", "2023"):
        here = sorted((b for b in boxes if b["column"] == column), key=lambda b: b["y"])
        sides = [b["fill"] for b in here]
        assert all(a != b for a, b in pairwise(sides))
        assert sum(b["size"] for b in here) == 14
    ribbons = {r["ribbon"]: r["count"] for r in values(chart, "ribbon")}
    assert ribbons["0|2|1"] == 3
    assert "3 clusters" in chart["description"]


def test_a_date_without_anybody():
    with pytest.raises(ValueError, match="nobody is there at 2"):
        plot.tracks(mg.track([labels("ab"), {}]))


def test_counts_without_a_noise_floor(track):
    chart = plot.track_counts(track).to_dict()
    rows = values(chart, "clusters")
    assert [row["clusters"] for row in rows] == [3, 2, 3]
    assert all(row["largest"] is None for row in rows)
    assert {row["kind"] for row in values(chart, "kind")} == {"no noise floor"}
    assert "no noise floor" in chart["description"]


def test_counts_with_a_noise_floor_and_held_arrangements():
    register = mg.synthetic(municipalities=40, arrangements=60, clusters=4, seed=1)
    snapshots = [register.at(day) for day in ("2019-01-01", "2020-01-01", "2021-01-01")]
    for arrangements, looks in (("all", 3), ("in_both", 4)):
        found = mg.track(snapshots, arrangements=arrangements, runs=2, pairs=6)
        chart = plot.track_counts(found).to_dict()
        rows = values(chart, "clusters")
        assert len(rows) == looks
        assert len({row["label"] for row in rows}) == looks
        for row in rows:
            assert row["clusters_min"] <= row["clusters"] <= row["clusters_max"]
            assert row["above"] - row["clusters"] == row["largest"]
        assert len({b["column"] for b in values(plot.tracks(found).to_dict(), "middle")}) == looks


def test_colours_of_other_charts_are_kept_and_clusters_are_called_by_name():
    from munigraph._common.colours import MUTED

    history = mg.synthetic(60, 90, seed=4, history=True)
    track = mg.track([history.at(year).network() for year in (2010, 2013)], runs=3, seed=1)
    given = {1: MUTED[4]}
    spec = specification(plot.tracks(track, palette=given))
    parts = [one.get("data", {}).get("values", []) for one in spec["layer"]]
    parts += spec.get("datasets", {}).values()
    rows = [row for part in parts for row in part if "called" in row]
    assert {row["fill"] for row in rows if row["block"] == "1"} == {MUTED[4]}
    names = {row["called"] for row in rows if row["block"] == "1"}
    central = track.clusters.query("number == 1")["cluster_name"].str.partition(" · ")[2]
    assert names == {f"1 · {name}" for name in central}
