"""Betweenness of ties."""

from __future__ import annotations

import munigraph as mg
import numpy as np
import pytest


def test_agrees_with_networkx():
    networkx = pytest.importorskip("networkx")
    register = mg.synthetic(municipalities=40, arrangements=60, clusters=4, seed=2)
    network = register.at("2020-06-01").network()
    graph = network.to_networkx()
    for _, _, data in graph.edges(data=True):
        # Weights are sums of fractions: rounded lengths find ties of paths that differ in nothing.
        data["length"] = round(1 / data["weight"], 9)
    edges = list(zip(network.edges["source"], network.edges["target"], strict=True))
    for weight, length in (("distance", "length"), ("none", None)):
        for normalised in (True, False):
            peer = networkx.edge_betweenness_centrality(graph, weight=length, normalized=normalised)
            both = {frozenset(edge): value for edge, value in peer.items()}
            found = mg.edge_betweenness(network, weight=weight, normalised=normalised)
            expected = [both[frozenset(edge)] for edge in edges]
            np.testing.assert_allclose(found, expected, atol=1e-7 if normalised else 1e-4)


def test_the_tie_between_two_groups_carries_most():
    pairs = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)]
    network = mg.Network.from_edges(*np.array(pairs).T)
    table = network.edges.assign(betweenness=mg.edge_betweenness(network, normalised=False))
    top = table.loc[table["betweenness"].idxmax()]
    assert (top["source"], top["target"], top["betweenness"]) == ("2", "3", 9)


def test_threads_and_networks_without_ties():
    network = mg.Network.from_edges(np.arange(30), (np.arange(30) * 7 + 3) % 30, n=31)
    one = mg.edge_betweenness(network, threads=1)
    assert mg.edge_betweenness(network, threads=3).tolist() == one.tolist()
    assert mg.edge_betweenness(mg.Network.from_edges([], [], n=3)).tolist() == []
    with pytest.raises(ValueError, match="did you mean 'distance'"):
        mg.edge_betweenness(network, weight="distanc")
