"""Against NetworkX, igraph and exact fractions, on published and random networks."""

import heapq
import math
import signal
from fractions import Fraction

import igraph
import munigraph as mg
import networkx as nx
import numpy as np
import pytest
from munigraph import bridging

# The undirected example of NetworkX's test_structuralholes.py.
TIES = [tuple(e) for e in ["AB", "AF", "AG", "AE", "EG", "FG", "BG", "BD", "DG", "GC"]]
WEIGHTS = [2, 3, 5, 2, 8, 3, 4, 1, 3, 10]
NAMES = "ABCDEFG"


def structural(weights):
    a = [NAMES.index(x) for x, _ in TIES]
    b = [NAMES.index(y) for _, y in TIES]
    return mg.Network.from_edges(a, b, weights)


def random_network(seed, n=None):
    """Weighted, often disconnected, with isolates; weights are sums of 1/(k−1)."""
    rng = np.random.default_rng(seed)
    n = n or int(rng.integers(1, 26))
    nodes, groups = [], []
    for a in range(int(rng.integers(0, 18))):
        size = min(n, int(rng.integers(1, 7)))
        members = rng.choice(max(1, n - n // 4), size=min(size, max(1, n - n // 4)), replace=False)
        nodes += members.tolist()
        groups += [a] * len(members)
    return mg.Network.from_memberships(nodes, groups, n=n)


def as_networkx(network, weighted=True):
    graph = nx.Graph()
    graph.add_nodes_from(range(network.node_count))
    for a, b, w in zip(*network._core.edges(), strict=True):
        graph.add_edge(int(a), int(b), weight=float(w) if weighted else 1.0, length=1 / w)
    return graph


def as_igraph(network):
    source, target, weight = network._core.edges()
    graph = igraph.Graph(
        network.node_count, list(zip(source.tolist(), target.tolist(), strict=True))
    )
    graph.es["weight"] = weight.tolist()
    return graph


def test_published_structural_holes():
    plain = structural(None)
    holes = dict(zip(NAMES, bridging.constraint(plain).round(3), strict=True))
    assert (holes["G"], holes["A"], holes["C"]) == (0.400, 0.595, 1.0)
    sizes = dict(zip(NAMES, bridging.effective_size(plain).round(2), strict=True))
    assert (sizes["G"], sizes["A"], sizes["C"]) == (4.67, 2.50, 1.0)
    heavy = structural(WEIGHTS)
    assert bridging.constraint(heavy)[NAMES.index("G")].round(3) == 0.299
    assert bridging.constraint(heavy)[NAMES.index("A")].round(3) == 0.795
    assert bridging.effective_size(heavy)[NAMES.index("G")].round(2) == 5.47
    assert bridging.effective_size(heavy)[NAMES.index("A")].round(2) == 2.47
    unweighted = bridging.constraint(heavy, weighted=False)
    np.testing.assert_allclose(unweighted, bridging.constraint(plain), rtol=1e-14)


@pytest.mark.parametrize("seed", range(60))
def test_structural_holes_equal_peers(seed):
    network = random_network(seed)
    graph = as_networkx(network)
    expected = nx.constraint(graph, weight="weight")
    mine = bridging.constraint(network)
    np.testing.assert_allclose(mine, list(expected.values()), rtol=1e-10)
    if network.edge_count:
        theirs = as_igraph(network).constraint(weights="weight")
        np.testing.assert_allclose(mine, theirs, rtol=1e-10)
    # By node: the matrix form of NetworkX 3.6 divides by the maximum of the wrong end.
    expected = nx.effective_size(graph, nodes=list(graph), weight="weight")
    np.testing.assert_allclose(
        bridging.effective_size(network), list(expected.values()), rtol=1e-10, atol=1e-12
    )


@pytest.mark.parametrize("seed", range(60))
def test_cut_nodes_equal_networkx(seed):
    network = random_network(seed)
    graph = as_networkx(network)
    assert set(np.flatnonzero(bridging.cut_nodes(network))) == set(nx.articulation_points(graph))
    ties = bridging.cut_ties(network)
    mine = {(int(a), int(b)) for a, b in zip(ties["source"], ties["target"], strict=True)}
    assert mine == {(min(e), max(e)) for e in nx.bridges(graph)}


@pytest.mark.parametrize("seed", range(60))
def test_betweenness_without_weights_equals_networkx(seed):
    network = random_network(seed)
    graph = as_networkx(network)
    for normalised in (True, False):
        expected = list(nx.betweenness_centrality(graph, normalized=normalised).values())
        mine = bridging.betweenness(network, weight="none", normalised=normalised)
        np.testing.assert_allclose(mine, expected, rtol=1e-11, atol=1e-12)


def exact_betweenness(nodes, lengths):
    """Brandes' algorithm in whole numbers; `lengths[u][v]` are Fractions or integers."""
    total = [Fraction(0)] * nodes
    for source in range(nodes):
        distance = {source: 0}
        done, order, before = set(), [], {source: []}
        heap = [(0, source)]
        while heap:
            d, u = heapq.heappop(heap)
            if u in done:
                continue
            done.add(u)
            order.append(u)
            for v, length in lengths[u].items():
                way = d + length
                if v not in distance or way < distance[v]:
                    distance[v], before[v] = way, [u]
                    heapq.heappush(heap, (way, v))
                elif way == distance[v] and v not in done:
                    before[v].append(u)
        paths = {source: 1}
        for v in order[1:]:
            paths[v] = sum(paths[u] for u in before[v])
        share = dict.fromkeys(order, Fraction(0))
        for v in reversed(order[1:]):
            for u in before[v]:
                share[u] += Fraction(paths[u], paths[v]) * (1 + share[v])
            total[v] += share[v]
    return [float(t / 2) for t in total]


def exact_lengths(network):
    """1/w with w = Σ 1/(k−1) as fractions, times one common number that makes them whole."""
    nodes, groups = network._core.memberships()
    weight = [{} for _ in range(network.node_count)]
    hosts = network._core.hosts()
    for a in range(network.arrangement_count):
        members = [int(i) for i in nodes[groups == a]]
        pairs = [(i, j) for i in members for j in members if i != j]
        if hosts[a] != -1:
            pairs = [p for p in pairs if hosts[a] in p]
        for i, j in pairs:
            weight[i][j] = weight[i].get(j, Fraction(0)) + Fraction(1, len(members) - 1)
    common = math.lcm(1, *{w.numerator for row in weight for w in row.values()})
    lengths = [{j: common / w for j, w in row.items()} for row in weight]
    assert all(v.denominator == 1 for row in lengths for v in row.values())
    return [{j: v.numerator for j, v in row.items()} for row in lengths]


@pytest.mark.parametrize("seed", range(200))
def test_weighted_betweenness_equals_exact_fractions(seed):
    """Sums of 1/(k−1): many ties, of which floating point would lose some."""
    network = random_network(seed + 1000)
    expected = exact_betweenness(network.node_count, exact_lengths(network))
    mine = bridging.betweenness(network, normalised=False)
    np.testing.assert_allclose(mine, expected, rtol=1e-12, atol=1e-12)


def test_ties_are_really_at_stake():
    """Without the tolerance some of these networks come out wrong: the tests above can fail."""
    wrong = 0
    for seed in range(1000, 1200):
        network = random_network(seed)
        exact = bridging.betweenness(network)
        naive = bridging.betweenness(network, tolerance=0.0)
        wrong += not np.allclose(exact, naive, rtol=1e-6)
    assert wrong > 0


@pytest.mark.parametrize("seed", range(20))
def test_weighted_betweenness_equals_igraph(seed):
    network = random_network(seed + 300, n=40)
    graph = as_igraph(network)
    lengths = [1 / w for w in graph.es["weight"]]
    expected = graph.betweenness(weights=lengths) if lengths else [0.0] * 40
    mine = bridging.betweenness(network, normalised=False)
    np.testing.assert_allclose(mine, expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("domain", ["physical", "social"])
def test_dutch_betweenness_is_exact(domain):
    """Every tie of path lengths on a real network, against whole-number arithmetic."""
    datasets = pytest.importorskip("munigraph.datasets._datasets")
    register = datasets.load("nl-2020")
    network = register.at("2020-07-01").network(domain=domain)
    expected = exact_betweenness(network.node_count, exact_lengths(network))
    mine = bridging.betweenness(network, normalised=False)
    np.testing.assert_allclose(mine, expected, rtol=1e-11, atol=1e-11)


def test_threads_change_nothing():
    network = random_network(5, n=300)
    dense = mg.Network.from_memberships(
        *np.nonzero(np.random.default_rng(1).random((120, 9)) < 0.5)
    )
    for net in (network, dense):
        for weight in ("distance", "none"):
            one = bridging.betweenness(net, weight=weight, threads=1)
            for threads in (2, 5):
                many = bridging.betweenness(net, weight=weight, threads=threads)
                np.testing.assert_array_equal(one, many)
        np.testing.assert_array_equal(
            bridging.constraint(net, threads=1), bridging.constraint(net, threads=4)
        )
        groups = np.arange(net.node_count) % 5
        np.testing.assert_array_equal(
            bridging.brokerage(net, groups, threads=1), bridging.brokerage(net, groups, threads=4)
        )


def test_ten_thousand_nodes_report_and_hear_ctrl_c():
    rng = np.random.default_rng(0)
    ends = rng.integers(0, 10_000, (2, 50_000))
    network = mg.Network.from_edges(*ends, 1 / rng.integers(1, 9, 50_000), n=10_000)
    seen = []

    def progress(done, total):
        seen.append((done, total))
        if done > 0:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        bridging.betweenness(network, progress=progress)
    assert seen[-1][1] == 10_000
    assert 0 < seen[-1][0] < 10_000, "stopped on the way"
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
