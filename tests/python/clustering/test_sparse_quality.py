"""Mean quality on small sparse networks, held against igraph's Leiden."""

import random

import munigraph as mg
import networkx as nx
import numpy as np
import pytest

SEEDS = 300
NETWORKS = {
    "karate": lambda: nx.karate_club_graph(),
    "neighbours, 62": lambda: nx.random_geometric_graph(62, 0.18, seed=1),
    "neighbours, 100": lambda: nx.random_geometric_graph(100, 0.14, seed=2),
    "small world": lambda: nx.watts_strogatz_graph(80, 4, 0.2, seed=3),
    "hubs": lambda: nx.barabasi_albert_graph(62, 3, seed=4),
    "random": lambda: nx.gnm_random_graph(62, 160, seed=5),
    "planted": lambda: nx.planted_partition_graph(10, 20, 0.25, 0.015, seed=8),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_the_mean_is_not_below_igraphs(name):
    igraph = pytest.importorskip("igraph")
    graph = nx.convert_node_labels_to_integers(NETWORKS[name]())
    edges = np.array(list(graph.edges))
    network = mg.Network.from_edges(*edges.T, n=len(graph))
    ours = mg.ensemble(network, runs=SEEDS, seed=5).quality
    other = igraph.Graph(n=len(graph), edges=edges.tolist())
    random.seed(1)
    theirs = np.array(
        [
            other.community_leiden("modularity", n_iterations=-1).modularity
            for _ in range(SEEDS)
        ]
    )  # fmt: skip
    error = np.sqrt((ours.var() + theirs.var()) / SEEDS)
    assert ours.mean() - theirs.mean() >= -2 * error
