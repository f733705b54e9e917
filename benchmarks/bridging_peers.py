"""Betweenness and constraint beside igraph, NetworkX and NetworKit: time, and error.

    python benchmarks/bridging_peers.py [--repeats 5]

On the synthetic register `national` (355 municipalities × 1,284 arrangements) and on the Dutch
register that ships with the package. Time is CPU seconds of one thread, the least of the
repeats; error is the largest relative deviation over nodes, of betweenness from whole-number
arithmetic (weights are fractions, so lengths are too), of constraint from a plain sum over triples.
Peers that are not installed are left out.
"""

from __future__ import annotations

import argparse
import heapq
import importlib.util
import math
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import munigraph as mg
import numpy as np
from munigraph import bridging
from munigraph.network import _synthetic as generators


def national(weighting: str, max_size: int = 10**9) -> mg.Network:
    made = generators.synthetic_memberships(**generators.synthetic_options("national"))
    nodes, groups = made["participants"], made["arrangements"]
    small = np.bincount(groups)[groups] <= max_size
    return mg.Network.from_memberships(nodes[small], groups[small], n=355, weighting=weighting)


def dutch() -> mg.Network:
    return mg.datasets.load("nl-2020").at("2020-07-01").network()


def whole_lengths(network: mg.Network) -> list[dict[int, int]]:
    """1/w of every tie that can be on a shortest path, times one number that makes all whole."""
    nodes, groups = network._core.memberships()
    hosts = network._core.hosts()
    weight: list[dict[int, Fraction]] = [{} for _ in range(network.node_count)]
    order = np.argsort(groups, kind="stable")
    starts = np.searchsorted(groups[order], np.arange(network.arrangement_count + 1))
    for a in range(network.arrangement_count):
        members = nodes[order[starts[a] : starts[a + 1]]].tolist()
        newman = network._core.weighting == "newman"
        part = Fraction(1, max(1, len(members) - 1)) if newman else Fraction(1)
        for i in members:
            for j in members:
                if i != j and hosts[a] in (-1, i, j):
                    weight[i][j] = weight[i].get(j, Fraction(0)) + part
    near = shortest_ties(weight)
    common = math.lcm(1, *{weight[i][j].numerator for i, j in near})
    lengths: list[dict[int, int]] = [{} for _ in weight]
    for i, j in near:
        lengths[i][j] = int(common / weight[i][j])
    return lengths


def shortest_ties(weight: list[dict[int, Fraction]]) -> Iterator[tuple[int, int]]:
    """Ties no longer than the way around them, with a margin far above rounding."""
    n = len(weight)
    d = np.full((n, n), np.inf)
    np.fill_diagonal(d, 0)
    for i, row in enumerate(weight):
        for j, w in row.items():
            d[i, j] = float(1 / w)
    direct = d.copy()
    for k in range(n):
        np.minimum(d, d[:, k, None] + d[None, k, :], out=d)
    longest = d[np.isfinite(d)].max()
    keep = np.isfinite(direct) & (direct <= d + 1e-6 * longest)
    np.fill_diagonal(keep, False)
    return [(int(i), int(j)) for i, j in np.argwhere(keep)]


def exact_betweenness(lengths: list[dict[int, int]]) -> np.ndarray:
    """Brandes' algorithm with whole lengths and fractions of paths."""
    total = [Fraction(0)] * len(lengths)
    for source in range(len(lengths)):
        distance, before, order = {source: 0}, {source: []}, []
        heap, done = [(0, source)], set()
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
                elif way == distance[v]:
                    before[v].append(u)
        paths = {source: 1}
        for v in order[1:]:
            paths[v] = sum(paths[u] for u in before[v])
        share = dict.fromkeys(order, Fraction(0))
        for v in reversed(order[1:]):
            for u in before[v]:
                share[u] += Fraction(paths[u], paths[v]) * (1 + share[v])
            total[v] += share[v]
    return np.array([float(t / 2) for t in total])


def plain_constraint(network: mg.Network) -> np.ndarray:
    w = network.to_scipy().toarray()
    p = w / w.sum(axis=1, keepdims=True)
    return (((p + p @ p) * (w > 0)) ** 2).sum(axis=1)


def as_networkx(network: mg.Network) -> Any:
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(range(network.node_count))
    for a, b, w in zip(*network._core.edges(), strict=True):
        graph.add_edge(int(a), int(b), weight=float(w), length=float(1 / w))
    return graph


def contestants(network: mg.Network, measure: str) -> dict[str, Callable[[], Any]]:
    source, target, weight = network._core.edges()
    lengths = (1 / weight).tolist()
    betweenness = measure == "betweenness"
    ours = {"munigraph": lambda: bridging.constraint(network, threads=1)}
    if betweenness:
        ours = {"munigraph": lambda: bridging.betweenness(network, normalised=False, threads=1)}
    if importlib.util.find_spec("igraph"):
        import igraph

        g = igraph.Graph(network.node_count, np.stack([source, target], axis=1).tolist())
        ours["igraph"] = (
            (lambda: g.betweenness(weights=lengths))
            if betweenness
            else (lambda: g.constraint(weights=weight.tolist()))
        )
    if betweenness and importlib.util.find_spec("networkit"):
        import networkit

        networkit.setNumberOfThreads(1)
        kit = networkit.Graph(network.node_count, weighted=True)
        for a, b, length in zip(source.tolist(), target.tolist(), lengths, strict=True):
            kit.addEdge(a, b, length)

        def run_networkit() -> list[float]:
            scores = networkit.centrality.Betweenness(kit).run().scores()
            return [s / 2 for s in scores]

        ours["networkit"] = run_networkit
    if importlib.util.find_spec("networkx"):
        import networkx as nx

        graph = as_networkx(network)
        ours["networkx"] = (
            (lambda: nx.betweenness_centrality(graph, weight="length", normalized=False))
            if betweenness
            else (lambda: nx.constraint(graph, weight="weight"))
        )
    return ours


def measured(run: Callable[[], Any], repeats: int) -> tuple[float, np.ndarray]:
    best, result = math.inf, None
    for _ in range(repeats):
        start = time.process_time()
        result = run()
        took = time.process_time() - start
        best = min(best, took)
        if took > 5:
            break
    values = list(result.values()) if isinstance(result, dict) else result
    return best, np.asarray(values, dtype=float)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=5)
    repeats = parser.parse_args().repeats
    print("| network | measure | by | CPU s | largest error | nodes off by > 1% |")
    print("|---|---|---|---|---|---|")
    networks = {
        "national, newman": national("newman"),
        "national, count": national("count"),
        "national, newman, at most 5 members": national("newman", 5),
        "nl-2020, newman": dutch(),
    }
    for name, network in networks.items():
        truths = {
            "betweenness": exact_betweenness(whole_lengths(network)),
            "constraint": plain_constraint(network),
        }
        for measure, truth in truths.items():
            for peer, run in contestants(network, measure).items():
                took, values = measured(run, repeats)
                error = np.abs(values - truth) / np.maximum(np.abs(truth), 1e-300)
                error[(truth == 0) & (np.abs(values) < 1e-9)] = 0
                off = int((error > 0.01).sum())
                print(f"| {name} | {measure} | {peer} | {took:.4f} | {error.max():.1e} | {off} |")


if __name__ == "__main__":
    main()
