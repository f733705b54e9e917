"""Leiden and Louvain against hand-worked cases, published values and igraph."""

from __future__ import annotations

import math
import pickle
import random
import signal
import threading
import time

import munigraph as mg
import numpy as np
import pytest

networkx = pytest.importorskip("networkx")
igraph = pytest.importorskip("igraph", minversion="1.0")


def from_networkx(graph, weight=None):
    graph = networkx.convert_node_labels_to_integers(graph)
    edges = list(graph.edges(data=True))
    weights = [1.0 if weight is None else d[weight] for _, _, d in edges]
    source = [a for a, _, _ in edges]
    target = [b for _, b, _ in edges]
    return mg.Network.from_edges(source, target, weights, n=len(graph))


def register(nodes, arrangements, seed):
    """Memberships of neighbours on a line, sizes 2 to 6 with a tail."""
    rng = random.Random(seed)
    pairs = []
    for a in range(arrangements):
        size = rng.randint(8, 40) if rng.random() < 0.06 else rng.randint(2, 6)
        centre = rng.randrange(nodes)
        for _ in range(size):
            step = rng.randrange(nodes) if rng.random() < 0.06 else rng.randrange(2 * size + 6)
            pairs.append(((centre + step) % nodes, a))
    node, arrangement = zip(*pairs, strict=True)
    return mg.Network.from_memberships(node, arrangement, n=nodes)


def to_igraph(network):
    source, target, weight = network._core.edges()
    graph = igraph.Graph(n=network.node_count, edges=list(zip(source, target, strict=True)))
    return graph, list(weight)


@pytest.mark.parametrize(
    ("graph", "weight", "best", "clusters"),
    [
        ("karate_club_graph", None, 0.4198, 4),
        ("karate_club_graph", "weight", 0.4449, 4),
        ("les_miserables_graph", None, 0.5600, 6),
        ("les_miserables_graph", "weight", 0.5667, 6),
    ],
)
def test_published_values(graph, weight, best, clusters):
    network = from_networkx(getattr(networkx, graph)(), weight)
    found = max((mg.leiden(network, seed=s) for s in range(300)), key=lambda c: c.quality)
    assert found.quality == pytest.approx(best, abs=5e-5)
    assert found.clusters == clusters


def test_ring_of_cliques_by_cpm():
    network = from_networkx(networkx.ring_of_cliques(30, 5))
    found = mg.leiden(network, quality="cpm", resolution=0.5)
    assert found.clusters == 30
    assert found.singletons == 0
    assert len(set(found.labels[:5])) == 1


def test_quality_as_networkx_and_leidenalg_have_it():
    leidenalg = pytest.importorskip("leidenalg")
    network = register(80, 90, 3)
    graph, weights = to_igraph(network)
    for resolution in (0.5, 1.0, 2.0):
        found = mg.leiden(network, resolution=resolution)
        assert found.quality == pytest.approx(
            graph.modularity(found.labels.tolist(), weights=weights, resolution=resolution),
            abs=1e-12,
        )
    cpm = mg.leiden(network, quality="cpm", resolution=0.1)
    peer = leidenalg.CPMVertexPartition(
        graph, cpm.labels.tolist(), weights=weights, resolution_parameter=0.1
    )
    assert cpm.quality * 2 * sum(weights) == pytest.approx(peer.quality(), rel=1e-12)


@pytest.mark.parametrize("case", ["karate", "register", "large register", "cpm"])
def test_mean_quality_is_at_least_that_of_igraph(case):
    network = {
        "karate": lambda: from_networkx(networkx.karate_club_graph(), "weight"),
        "register": lambda: register(120, 200, 11),
        "large register": lambda: register(300, 900, 12),
        "cpm": lambda: register(120, 200, 13),
    }[case]()
    options = {"quality": "cpm", "resolution": 0.08} if case == "cpm" else {}
    graph, weights = to_igraph(network)
    igraph.set_random_number_generator(random.Random(1))
    theirs = []
    for _ in range(200):
        found = graph.community_leiden(
            objective_function="CPM" if case == "cpm" else "modularity",
            weights=weights,
            resolution=options.get("resolution", 1.0),
            n_iterations=-1,
        )
        theirs.append(
            mg._core.quality_value(
                network._core,
                np.asarray(found.membership, dtype=np.int32),
                options.get("quality", "modularity"),
                options.get("resolution", 1.0),
            )
        )
    ours = [mg.leiden(network, seed=s, **options).quality for s in range(200)]
    error = math.sqrt((np.var(ours) + np.var(theirs)) / 200)
    assert np.mean(ours) >= np.mean(theirs) - 3 * error - 1e-12


def test_labels_are_canonical():
    # A triangle 4-5-6, a pair 1-2; 0 and 3 have no ties.
    network = mg.Network.from_edges([4, 5, 4, 1], [5, 6, 6, 2], n=7)
    found = mg.leiden(network)
    assert found.labels.tolist() == [2, 1, 1, 3, 0, 0, 0]
    assert found.labels.dtype == np.int32
    assert (found.clusters, found.singletons, found.isolates, found.components) == (2, 2, 2, 2)
    assert found.quality == pytest.approx(1 - (6 / 8) ** 2 - (2 / 8) ** 2)
    assert (found.resolution, found.seed, found.converged) == (1.0, 0, True)


def test_relabelling_keeps_the_quality():
    edges = register(60, 80, 5)._core.edges()
    order = np.random.default_rng(2).permutation(60)
    best = []
    for source, target in ((edges[0], edges[1]), (order[edges[0]], order[edges[1]])):
        network = mg.Network.from_edges(source, target, edges[2], n=60)
        best.append(max(mg.leiden(network, seed=s).quality for s in range(60)))
    assert best[0] == pytest.approx(best[1], abs=1e-9)


def test_order_of_edges_does_not_matter():
    source, target, weight = register(60, 80, 5)._core.edges()
    order = np.random.default_rng(2).permutation(len(source))
    a = mg.leiden(mg.Network.from_edges(source, target, weight, n=60), seed=3)
    b = mg.leiden(mg.Network.from_edges(target[order], source[order], weight[order], n=60), seed=3)
    assert a.labels.tolist() == b.labels.tolist()


def test_networks_without_ties():
    for n in (0, 1, 4):
        found = mg.leiden(mg.Network.from_edges([], [], n=n))
        assert (found.clusters, found.singletons, found.isolates) == (0, n, n)
        assert math.isnan(found.quality)
        assert len(found.table) == n
        assert len(found.summary) == 0
        assert repr(found)
        assert found._repr_html_()


def test_table_summary_and_members():
    network = mg.Network.from_edges([4, 5, 4, 1, 6], [5, 6, 6, 2, 1], [2.0, 2, 1, 3, 1], n=7)
    found = mg.leiden(network)
    assert found.table.columns.tolist() == ["id", "name", "cluster", "cluster_name"]
    assert found.table["cluster"].tolist() == found.labels.tolist()
    summary = found.summary
    assert summary["size"].tolist() == [3, 2]
    assert summary["weight_inside"].tolist() == [5.0, 3.0]
    assert summary["inside_share"].tolist() == pytest.approx([10 / 11, 6 / 7])
    assert summary["central"].tolist() == ["5", "1"]
    assert found.members(1) == ["1", "2"]
    with pytest.raises(KeyError):
        found.members(9)
    assert np.asarray(found).tolist() == found.labels.tolist()


def test_summary_of_memberships_equals_that_of_ties():
    network = register(80, 90, 3)
    labels = np.arange(80, dtype=np.int32) % 7
    implicit = mg._core.cluster_summary(register(80, 90, 3)._core, labels, 7)
    network._core.project()
    explicit = mg._core.cluster_summary(network._core, labels, 7)
    for name in implicit.fields:
        assert getattr(implicit, name) == pytest.approx(getattr(explicit, name))


def test_pickling():
    found = mg.leiden(register(80, 90, 3), seed=4)
    again = pickle.loads(pickle.dumps(found))
    assert again.labels.tolist() == found.labels.tolist()
    assert repr(again) == repr(found)
    assert again.summary.equals(found.summary)
    assert again.table.equals(found.table)


def test_immutable():
    found = mg.leiden(register(80, 90, 3))
    with pytest.raises(AttributeError):
        found.quality = 1.0
    with pytest.raises(ValueError, match="read-only"):
        found.labels[0] = 3


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"quality": "modularty"}, ValueError, "did you mean 'modularity'"),
        ({"quality": "cpm"}, ValueError, "no default resolution"),
        ({"resolution": -1}, ValueError, "at least 0"),
        ({"resolution": math.nan}, ValueError, "finite"),
        ({"resolution": "a lot"}, TypeError, "expected a number"),
        ({"iterations": 0}, ValueError, "at least 1"),
        ({"iterations": 1.5}, TypeError, "a whole number"),
        ({"representation": "explict"}, ValueError, "did you mean 'explicit'"),
        ({"representation": "implicit"}, ValueError, "memberships"),
        ({"seed": -1}, ValueError, "seed"),
        ({"seed": 0.5}, TypeError, "integer"),
    ],
)
def test_misuse(options, error, message):
    network = mg.Network.from_edges([0, 1], [1, 2])
    with pytest.raises(error, match=message):
        mg.leiden(network, **options)


def test_louvain():
    network = from_networkx(networkx.karate_club_graph())
    found = max((mg.louvain(network, seed=s) for s in range(100)), key=lambda c: c.quality)
    assert found.quality == pytest.approx(0.4198, abs=2e-3)
    assert found.disconnected >= 0


def test_ctrl_c_is_heard():
    rng = np.random.default_rng(0)
    source, target = rng.integers(0, 400_000, (2, 4_000_000), dtype=np.int32)
    network = mg.Network.from_edges(source, target, n=400_000)
    sent = []

    def interrupt():
        time.sleep(0.3)
        sent.append(time.perf_counter())
        signal.raise_signal(signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        mg.leiden(network)
    thread.join()
    assert sent
