"""Memberships → clusters: one run of Leiden, from the table of memberships to labels."""

from __future__ import annotations

from typing import Any

import numpy as np
from munigraph import _core
from networks import Memberships

from tasks import Clock, projection, task, tiny, upper_edges, warm


def score(memberships: Memberships, labels: Any) -> dict[str, float]:
    network = memberships.network()
    found = _core.describe_labels(
        network._core, np.asarray(labels, np.int32), quality="modularity", resolution=1.0, seed=0
    )
    return {
        "quality": found["quality"],
        "clusters": found["clusters"],
        "disconnected": found["disconnected"],
    }


clusters = task(
    name="clusters",
    title="Memberships → clusters (Newman weights, modularity, γ = 1)",
    data=("national", "europe", "world", "nl-2020", "nl-roo", "fr-2021"),
    small=("national", "region", "nl-2020", "fr-2021"),
    score=score,
    note="One run, from membership arrays to labels. *projection*, *conversion* (into the peer's "
    "graph) and *clustering* are shown apart; the ratio leaves the conversion out, which favours "
    "the peers. Quality is computed by munigraph for all.",
)

not_world = ("national", "region", "europe", "nl-2020", "nl-roo", "fr-2021")
moderate = ("national", "region", "nl-2020", "nl-roo", "fr-2021")


def explicit_memory(memberships: Memberships) -> float:
    """MB of SciPy's product, its upper triangle and a peer's graph: some 90 bytes per tie."""
    pairs = min(memberships.pairs, float(memberships.n) ** 2)
    return 90 * pairs * 0.8 / 2**20


@clusters.contender("munigraph")
def munigraph(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import munigraph as mg

    leiden = warm(mg.leiden, tiny())
    with clock("clustering"):
        return leiden(memberships.network(), seed=seed).labels


@clusters.contender("munigraph, 2 iterations", only=("region", "europe", "world", "fr-2021"))
def munigraph_two_iterations(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import munigraph as mg

    leiden = warm(mg.leiden, tiny())
    with clock("clustering"):
        return leiden(memberships.network(), seed=seed, iterations=2).labels


@clusters.contender("munigraph, 2 threads", only=("region", "europe", "world", "fr-2021"))
def munigraph_two(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import munigraph as mg

    leiden = warm(mg.leiden, tiny())
    with clock("clustering"):
        return leiden(memberships.network(), seed=seed, threads=2).labels


@clusters.contender("munigraph, explicit", only=not_world)
def munigraph_explicit(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import munigraph as mg

    leiden = warm(mg.leiden, tiny())
    network = memberships.network()
    with clock("projection"):
        network._core.project()
    with clock("clustering"):
        return leiden(network, seed=seed, representation="explicit").labels


@clusters.contender("NetworKit ParallelLeiden", memory=explicit_memory)
def networkit(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import networkit as nk
    import scipy.sparse  # noqa: F401

    nk.setNumberOfThreads(1)
    nk.setSeed(seed, False)
    with clock("projection"):
        weights = projection(memberships)
    with clock("conversion"):
        source, target, weight = upper_edges(weights)
        graph = nk.GraphFromCoo(
            (weight, (source, target)), n=memberships.n, weighted=True, directed=False
        )
    del weights, source, target, weight
    with clock("clustering"):
        run = nk.community.ParallelLeiden(graph, randomize=True)
        run.run()
        return np.array(run.getPartition().getVector())


def with_igraph(memberships: Memberships, clock: Clock) -> tuple[Any, np.ndarray]:
    import igraph
    import scipy.sparse  # noqa: F401

    with clock("projection"):
        weights = projection(memberships)
    with clock("conversion"):
        source, target, weight = upper_edges(weights)
        graph = igraph.Graph(n=memberships.n, edges=np.column_stack([source, target]))
    return graph, weight


@clusters.contender("igraph, converged", only=moderate, memory=explicit_memory)
def igraph_converged(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import random

    import igraph

    graph, weight = with_igraph(memberships, clock)
    igraph.set_random_number_generator(random.Random(seed))
    with clock("clustering"):
        return graph.community_leiden("modularity", weights=weight, n_iterations=-1).membership


@clusters.contender("igraph, 2 iterations", only=not_world, memory=explicit_memory)
def igraph_two(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import random

    import igraph

    graph, weight = with_igraph(memberships, clock)
    igraph.set_random_number_generator(random.Random(seed))
    with clock("clustering"):
        return graph.community_leiden("modularity", weights=weight, n_iterations=2).membership


@clusters.contender("leidenalg, converged", only=("national", "nl-2020", "nl-roo"))
def leidenalg(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import leidenalg as la

    graph, weight = with_igraph(memberships, clock)
    with clock("clustering"):
        found = la.find_partition(
            graph,
            la.RBConfigurationVertexPartition,
            weights=weight,
            n_iterations=-1,
            seed=seed,
        )
    return found.membership


@clusters.contender("scikit-network Leiden", only=moderate)
def scikit_network(memberships: Memberships, seed: int, clock: Clock) -> Any:
    from sknetwork.clustering import Leiden

    with clock("projection"):
        weights = projection(memberships)
    with clock("clustering"):
        return Leiden(random_state=seed).fit_predict(weights)
