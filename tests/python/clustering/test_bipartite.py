"""Barber's bipartite modularity on the Southern Women of Davis, Gardner & Gardner."""

from __future__ import annotations

import math
import pickle

import munigraph as mg
import pytest

networkx = pytest.importorskip("networkx")


def davis():
    graph = networkx.davis_southern_women_graph()
    women, events = graph.graph["top"], graph.graph["bottom"]
    edges = [(women.index(w), events.index(e)) for w in women for e in graph[w]]
    return mg.Network.from_memberships([w for w, _ in edges], [e for _, e in edges])


def test_davis_best_value():
    found = max((mg.bipartite_leiden(davis(), seed=s) for s in range(200)), key=lambda c: c.quality)
    assert found.quality == pytest.approx(0.34554, abs=5e-6)
    assert found.modules == 4
    assert len(found.labels) == 18
    assert len(found.arrangement_labels) == 14
    again = mg.bipartite_modularity(davis(), found.labels, found.arrangement_labels)
    assert again == pytest.approx(found.quality, abs=1e-14)
    assert repr(pickle.loads(pickle.dumps(found))) == repr(found)


def test_same_seed_same_modules():
    a, b = mg.bipartite_leiden(davis(), seed=9), mg.bipartite_leiden(davis(), seed=9)
    assert a.labels.tolist() == b.labels.tolist()


def test_misuse():
    with pytest.raises(ValueError, match="resolution"):
        mg.bipartite_leiden(davis(), resolution=math.inf)
    with pytest.raises(ValueError, match="labels"):
        mg.bipartite_modularity(davis(), [0, 1], [0])
    with pytest.raises(ValueError, match="ties alone|memberships"):
        mg.bipartite_leiden(mg.Network.from_edges([0], [1]))
