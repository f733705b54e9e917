"""Many seeds on one small network: the work that counts with a range are made of."""

from __future__ import annotations

from typing import Any

import numpy as np
from munigraph import _core
from networks import Memberships

from tasks import Clock, task, tiny, warm
from tasks.clusters import with_igraph

RUNS = 200


def score(memberships: Memberships, labellings: Any) -> dict[str, float]:
    network = memberships.network()
    values = [
        _core.quality_value(network._core, np.asarray(labels, np.int32), "modularity", 1.0)
        for labels in labellings
    ]
    counts = [len(np.unique(labels)) for labels in labellings]
    return {
        "quality": float(np.mean(values)),
        "standard error": float(np.std(values) / np.sqrt(len(values))),
        "clusters": float(np.median(counts)),
    }


ensembles = task(
    name="ensembles",
    title=f"{RUNS} seeds of Leiden on one projected network (Newman weights, γ = 1, converged)",
    data=("national", "nl-2020", "nl-roo"),
    small=("national", "nl-2020"),
    score=score,
    note="Clustering only; the network is projected before. Clusters count singletons too.",
)


@ensembles.contender("munigraph")
def munigraph(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import munigraph as mg

    ensemble = warm(mg.ensemble, tiny(), runs=2, progress=False)
    network = memberships.network()
    network._core.project()
    with clock("clustering"):
        return ensemble(network, runs=RUNS, seed=seed, threads=1, progress=False).labels


@ensembles.contender("munigraph, 2 threads")
def munigraph_two(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import munigraph as mg

    ensemble = warm(mg.ensemble, tiny(), runs=2, progress=False)
    network = memberships.network()
    network._core.project()
    with clock("clustering"):
        return ensemble(network, runs=RUNS, seed=seed, threads=2, progress=False).labels


@ensembles.contender("igraph, converged")
def igraph_converged(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import random

    import igraph

    graph, weight = with_igraph(memberships, Clock())
    weights = weight.tolist()
    igraph.set_random_number_generator(random.Random(seed))
    with clock("clustering"):
        return [
            graph.community_leiden("modularity", weights=weights, n_iterations=-1).membership
            for _ in range(RUNS)
        ]
