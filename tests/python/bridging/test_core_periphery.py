"""k-cores and the discrete core–periphery structure."""

import itertools

import munigraph as mg
import networkx as nx
import numpy as np
import pytest


def drawn(seed, n=30, p=0.15):
    rng = np.random.default_rng(seed)
    upper = np.triu(rng.random((n, n)) < p, 1)
    source, target = np.nonzero(upper)
    weight = rng.integers(1, 6, len(source)).astype(float)
    return mg.Network.from_edges(source, target, weight, n=n)


def pattern_correlation(network, core, *, weighted=True):
    """Pearson's over all pairs, by its definition."""
    n = network.node_count
    matrix = network.to_scipy().toarray()
    matrix = matrix if weighted else (matrix > 0) * 1.0
    core = np.asarray(core, dtype=bool)
    low = np.tril_indices(n, -1)
    pattern = (core[:, None] | core[None, :])[low] * 1.0
    if pattern.std() == 0 or matrix[low].std() == 0:
        return -1.0
    return np.corrcoef(matrix[low], pattern)[0, 1]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("p", [0.02, 0.1, 0.4])
def test_core_numbers_are_those_of_networkx(seed, p):
    network = drawn(seed, 40, p)
    graph = nx.Graph()
    graph.add_nodes_from(range(40))
    graph.add_edges_from((int(a), int(b)) for a, b in zip(
        network.edges["source"], network.edges["target"], strict=True
    ))  # fmt: skip
    expected = nx.core_number(graph)
    assert mg.k_core(network).tolist() == [expected[i] for i in range(40)]


def test_core_numbers_by_hand():
    # A square with both diagonals, a path that hangs on it, and an isolate.
    source, target = [0, 0, 0, 1, 1, 2, 3, 4], [1, 2, 3, 2, 3, 3, 4, 5]
    network = mg.Network.from_edges(source, target, n=7)
    assert mg.k_core(network).tolist() == [3, 3, 3, 3, 1, 1, 0]
    assert mg.k_core(mg.Network.from_edges([], [], n=2)).tolist() == [0, 0]


def test_a_planted_core_is_found():
    # Everyone is tied to 0, 1 and 2, and the others not among themselves.
    pairs = [(a, b) for a in range(3) for b in range(a + 1, 10)]
    network = mg.Network.from_edges([a for a, _ in pairs], [b for _, b in pairs], n=10)
    found = mg.core_periphery(network)
    assert found.core == ["0", "1", "2"]
    assert found.correlation == pytest.approx(1)
    assert "3 of 10 nodes in the core, correlation 1.000" in repr(found)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("weighted", [True, False])
def test_no_single_move_gains_and_little_is_lost_on_the_best(seed, weighted):
    network = drawn(seed, 9, 0.4)
    found = mg.core_periphery(network, weighted=weighted)
    core = found.table["core"].to_numpy()
    value = pattern_correlation(network, core, weighted=weighted)
    assert found.correlation == pytest.approx(value)
    for i in range(9):
        moved = core.copy()
        moved[i] = ~moved[i]
        assert pattern_correlation(network, moved, weighted=weighted) <= value + 1e-9
    best = max(
        pattern_correlation(network, one, weighted=weighted)
        for one in itertools.product((False, True), repeat=9)
    )
    assert value >= 0.95 * best


def test_networks_without_a_pattern():
    empty = mg.core_periphery(mg.Network.from_edges([], [], n=4))
    assert empty.core == []
    assert np.isnan(empty.correlation)
    full = mg.Network.from_edges([0, 0, 1], [1, 2, 2])
    assert np.isnan(mg.core_periphery(full).correlation)
    assert mg.core_periphery(mg.Network.from_edges([], [], n=0)).core == []
