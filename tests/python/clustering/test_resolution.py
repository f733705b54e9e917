"""Profiles and landscapes through the public API."""

from __future__ import annotations

import pickle

import munigraph as mg
import numpy as np
import pytest

networkx = pytest.importorskip("networkx")


def ring():
    edges = np.array(networkx.ring_of_cliques(30, 5).edges)
    return mg.Network.from_edges(edges[:, 0], edges[:, 1])


def karate():
    edges = np.array(networkx.karate_club_graph().edges)
    return mg.Network.from_edges(edges[:, 0], edges[:, 1])


def test_ring_of_cliques_has_its_plateau_at_single_cliques():
    found = mg.profile(ring(), runs=20, resolutions=np.geomspace(0.3, 12, 12))
    assert found.plateaus["clusters"].iloc[0] == 30
    assert found.table.columns.tolist() == [
        "resolution", "clusters", "clusters_min", "clusters_max", "singletons", "quality",
        "agreement", "plateau",
    ]  # fmt: skip
    low, high = found.plateaus[["low", "high"]].iloc[0]
    assert len(set(found.at((low + high) / 2))) == 30


def test_domains_are_exact_and_cover_the_scan():
    found = mg.profile(karate(), runs=10)
    domains = found.domains
    assert domains["low"].iloc[0] == pytest.approx(0.1)
    assert domains["high"].iloc[-1] == pytest.approx(10)
    assert domains["low"].to_numpy()[1:].tolist() == domains["high"].to_numpy()[:-1].tolist()
    for row, labels in zip(domains.itertuples(), found.partitions, strict=True):
        for gamma in (row.low, row.high):
            value = mg._core.quality_value(karate()._core, labels, "modularity", gamma)
            assert value == pytest.approx(row.inside - gamma * row.penalty, abs=1e-12)
    assert found.at(1.0).tolist()
    with pytest.raises(ValueError, match="outside"):
        found.at(99)
    again = pickle.loads(pickle.dumps(found))
    assert again.domains.equals(domains)
    assert "Profile" in repr(again)
    assert again._repr_html_()


def test_profile_rejects_misuse():
    with pytest.raises(ValueError, match="positive"):
        mg.profile(karate(), resolutions=[0.0, 1.0])
    with pytest.raises(ValueError, match="at least one"):
        mg.profile(karate(), resolutions=[])
    with pytest.raises(ValueError, match="no default resolutions"):
        mg.profile(karate(), quality="cpm")


def test_landscape_of_karate():
    found = mg.landscape(karate(), tolerance=0.05, seed=3)
    assert found.enough
    assert found.runs >= 50
    assert found.table["runs"].sum() == found.near_optimal
    assert found.table["share"].sum() == pytest.approx(1)
    assert found.table["quality"].max() == pytest.approx(0.4198, abs=5e-5)
    assert found.representatives.shape == (len(found), 34)
    assert found.group.shape == (found.runs,)
    assert 1 <= found.runs_needed <= found.runs
    fixed = mg.landscape(karate(), runs=found.runs, tolerance=0.05, seed=3, threads=1)
    assert fixed.ensemble.labels.tolist() == found.ensemble.labels.tolist()
    assert repr(pickle.loads(pickle.dumps(found))) == repr(found)
    assert found._repr_html_()


def test_landscape_rejects_misuse():
    for options in ({"runs": "all"}, {"coverage": 1.0}, {"similarity": -1}, {"runs": 0}):
        with pytest.raises(ValueError, match=r"runs|coverage|similarity"):
            mg.landscape(karate(), **options)


def test_without_ties():
    nothing = mg.Network.from_edges([], [], n=3)
    assert len(mg.profile(nothing, runs=2).table) == 25
    assert len(mg.landscape(nothing)) == 0
