"""Memberships → clusters: one run of Leiden, from the table of memberships to labels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from clock import Clock
from munigraph import _core
from networks import Memberships

from tasks import projection, task, tiny, upper_edges, warm


def score(memberships: Memberships, labels: Any) -> dict[str, Any]:
    if labels is None:  # only projected
        return {}
    network = memberships.network()
    found = _core.describe_labels(
        network._core, np.asarray(labels, np.int32), quality="modularity", resolution=1.0, seed=0
    )
    return {
        "quality": found.quality,
        "clusters": found.clusters,
        "disconnected": found.disconnected,
    }


GROWTH = ("europe-half", "europe", "europe-x2", "europe-x4", "world")
"""In the order of their sizes; each but the last twice the one before."""
LARGE = (*GROWTH, "region", "fr-2021")
SMALL = ("national-100", "nl-2020", "nl-roo")

clusters = task(
    name="clusters",
    title="Memberships → clusters (Newman weights, modularity, γ = 1)",
    data=("national-100", "nl-2020", "nl-roo", "fr-2021", *GROWTH),
    small={
        "national-100": ("munigraph", "igraph, converged"),
        "nl-2020": ("munigraph", "igraph, converged"),
        "region": (
            "munigraph",
            "munigraph, explicit",
            "NetworKit ParallelLeiden",
            "igraph, converged",
        ),
        "fr-2021": ("munigraph", "igraph, converged"),
        "europe": ("munigraph", "munigraph, 2 threads", "NetworKit ParallelLeiden"),
    },
    score=score,
    reference=("igraph, converged", "igraph, 2 iterations"),
    repeats={"europe": 10, "fr-2021": 10, "europe-x4": 2, "world": 2, "": 3},
    note="One run, from membership arrays to labels. *projection*, *conversion* (into the peer's "
    "graph) and *clustering* are shown apart; the ratio leaves the conversion out, which favours "
    "the peers, as does SciPy's projection, which is faster than igraph's own. Quality is computed "
    "by munigraph for all; it is the mean over the seeds with its standard error. `europe-half`, "
    "`europe-x2` and `europe-x4` are the generator's `europe` with all options in proportion.",
)

AGAINST = ("national-100", "region", "europe", "nl-2020", "nl-roo", "fr-2021")
FEW = {"europe": 1, "fr-2021": 2, "": 3}
ONE = {"": 1}


def per_pair(size: float) -> Callable[[Memberships], float]:
    """Estimate of memory in MB, from the bytes at the peak for each ordered pair within an
    arrangement; as measured on `europe`."""

    def estimate(memberships: Memberships) -> float:
        return size * min(memberships.pairs, float(memberships.n) ** 2) / 2**20

    return estimate


@clusters.contender("munigraph")
def munigraph(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import munigraph as mg

    leiden = warm(mg.leiden, tiny())
    with clock("clustering"):
        return leiden(memberships.network(), seed=seed).labels


@clusters.contender(
    "munigraph, 2 threads",
    only=("region", "europe", "world", "fr-2021"),
    repeats={"world": 1, "": 3},
)
def munigraph_two(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import munigraph as mg

    leiden = warm(mg.leiden, tiny())
    with clock("clustering"):
        return leiden(memberships.network(), seed=seed, threads=2).labels


@clusters.contender("munigraph, explicit", only=AGAINST, repeats=FEW)
def munigraph_explicit(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import munigraph as mg

    leiden = warm(mg.leiden, tiny())
    network = memberships.network()
    with clock("projection"):
        network._core.project()
    with clock("clustering"):
        return leiden(network, seed=seed, representation="explicit").labels


@clusters.contender(
    "NetworKit ParallelLeiden",
    only=(*AGAINST, "world"),
    memory=per_pair(30),
    repeats={**FEW, "europe": 2, "world": 1},
)
def networkit(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import networkit as nk
    import scipy.sparse  # noqa: F401

    nk.setNumberOfThreads(1)
    nk.setSeed(seed, False)
    with clock("projection"):
        weights = projection(memberships)
    with clock("conversion"):
        source, target, weight = upper_edges(weights)
        del weights
        graph = nk.GraphFromCoo(
            (weight, (source, target)), n=memberships.n, weighted=True, directed=False
        )
    del source, target, weight
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
        del weights
        graph = igraph.Graph(n=memberships.n, edges=np.column_stack([source, target]))
    return graph, weight


@clusters.contender("igraph, converged", only=AGAINST, memory=per_pair(100), repeats=FEW)
def igraph_converged(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import random

    import igraph

    graph, weight = with_igraph(memberships, clock)
    igraph.set_random_number_generator(random.Random(seed))
    with clock("clustering"):
        return graph.community_leiden("modularity", weights=weight, n_iterations=-1).membership


@clusters.contender("igraph, 2 iterations", only=AGAINST, memory=per_pair(100), repeats=ONE)
def igraph_two(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import random

    import igraph

    graph, weight = with_igraph(memberships, clock)
    igraph.set_random_number_generator(random.Random(seed))
    with clock("clustering"):
        return graph.community_leiden("modularity", weights=weight, n_iterations=2).membership


@clusters.contender("leidenalg, converged", only=SMALL, repeats=ONE)
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


@clusters.contender("scikit-network Leiden", only=(*SMALL, "region", "fr-2021"), repeats=ONE)
def scikit_network(memberships: Memberships, seed: int, clock: Clock) -> Any:
    from sknetwork.clustering import Leiden

    with clock("projection"):
        weights = projection(memberships)
    with clock("clustering"):
        return Leiden(random_state=seed).fit_predict(weights)


@clusters.contender("SciPy projection alone", only=GROWTH, memory=per_pair(25), repeats=ONE)
def scipy_projection(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import scipy.sparse  # noqa: F401

    with clock("projection"):
        projection(memberships)
