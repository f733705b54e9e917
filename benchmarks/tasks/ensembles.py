"""Many seeds on one small network: the work that counts with a range are made of."""

from __future__ import annotations

from typing import Any

import numpy as np
from clock import Clock
from munigraph import _core
from networks import Memberships

from tasks import task, tiny, warm
from tasks.clusters import with_igraph


def runs(memberships: Memberships, ours: bool, small: bool) -> int:
    """Runs in one measurement. What is faster makes more of them, so that there is something to
    measure; with the repeats igraph makes 1,000 below 500 nodes and 200 above."""
    if memberships.n < 500:
        return (500 if small else 2000) if ours else (50 if small else 334)
    if memberships.n < 1500:
        return (50 if small else 400) if ours else (6 if small else 67)
    return (10 if small else 200) if ours else (1 if small else 100)


def score(memberships: Memberships, labellings: Any) -> dict[str, Any]:
    network = memberships.network()
    return {
        "quality": [
            _core.quality_value(network._core, np.asarray(labels, np.int32), "modularity", 1.0)
            for labels in labellings
        ],
        "clusters": float(np.median([len(np.unique(labels)) for labels in labellings])),
    }


SEEN = ("national",)
"""Networks that settings were tried out on."""
UNSEEN = ("national-100", "national-101", "national-102", "national-103")
THOUSAND = ("nodes1000-100", "nodes1000-101")
TWO_THOUSAND = ("nodes2000-100",)
REGISTER = ("nl-2020", "nl-roo")
SMALL = (*SEEN, *UNSEEN, *REGISTER)

ensembles = task(
    name="ensembles",
    title="Seeds of Leiden on one projected network (Newman weights, γ = 1, converged)",
    data=(*SEEN, *UNSEEN, *THOUSAND, *TWO_THOUSAND, *REGISTER),
    small={"national-100": (), "nodes1000-100": (), "nl-2020": ()},
    score=score,
    reference=("igraph, converged",),
    unit="run",
    repeats={"": 3, **dict.fromkeys(TWO_THOUSAND, 2)},
    note="Clustering only; the network is projected before. ms are of the processor per run, with "
    "what `ensemble` does besides (making the matrix ready, agreement between runs). Settings"
    " were never tried out on `national-100` and `national-103`, which are `national` with "
    "other seeds of the generator. `nodes1000-…` and `nodes2000-…` have every option of "
    "`national` in proportion (municipalities, arrangements, memberships, clusters, "
    "provinces, largest arrangement); 99% of all pairs are tied in each. Quality is the mean "
    "over all runs with its standard error; *difference* is that mean minus igraph's, with "
    "the standard error of the difference. igraph is called from Python with a list of "
    "weights, which it copies in each call. Clusters count singletons too.",
)


def ours(memberships: Memberships, seed: int, clock: Clock, threads: int) -> Any:
    import munigraph as mg

    ensemble = warm(mg.ensemble, tiny(), runs=2, progress=False)
    network = memberships.network()
    network._core.project()
    clock.units = runs(memberships, True, clock.small)
    with clock("clustering"):
        return ensemble(
            network, runs=clock.units, seed=seed, threads=threads, progress=False
        ).labels


@ensembles.contender("munigraph")
def munigraph(memberships: Memberships, seed: int, clock: Clock) -> Any:
    return ours(memberships, seed, clock, 1)


@ensembles.contender("munigraph, 2 threads")
def munigraph_two(memberships: Memberships, seed: int, clock: Clock) -> Any:
    # Other seeds than with one thread: they would give the same labels again.
    return ours(memberships, 1_000 + seed, clock, 2)


@ensembles.contender("igraph, converged")
def igraph_converged(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import random

    import igraph

    graph, weight = with_igraph(memberships, Clock())
    weights = weight.tolist()
    igraph.set_random_number_generator(random.Random(seed))
    clock.units = runs(memberships, False, clock.small)
    with clock("clustering"):
        return [
            graph.community_leiden("modularity", weights=weights, n_iterations=-1).membership
            for _ in range(clock.units)
        ]
