"""Bridging measures and the comparison of labellings."""

from __future__ import annotations

from typing import Any

import numpy as np
from networks import Memberships

from tasks import Clock, task, tiny, warm
from tasks.clusters import with_igraph


def largest_value(memberships: Memberships, values: Any) -> dict[str, float]:
    values = np.asarray(values, float)
    return {"mean": float(np.nanmean(values)), "largest": float(np.nanmax(values))}


betweenness = task(
    name="betweenness",
    title="Betweenness with path lengths 1/w",
    data=("national", "nl-2020", "nl-roo"),
    small=("national", "nl-2020"),
    score=largest_value,
)


@betweenness.contender("munigraph")
def munigraph_betweenness(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import munigraph as mg

    betweenness = warm(mg.betweenness, tiny())
    network = memberships.network()
    network._core.project()
    with clock("measure"):
        return betweenness(network, normalised=False)


@betweenness.contender("igraph")
def igraph_betweenness(memberships: Memberships, seed: int, clock: Clock) -> Any:
    graph, weight = with_igraph(memberships, Clock())
    lengths = (1.0 / weight).tolist()
    with clock("measure"):
        return graph.betweenness(weights=lengths, directed=False)


constraint = task(
    name="constraint",
    title="Burt's constraint, weighted",
    data=("national", "nl-2020", "nl-roo"),
    small=("national", "nl-2020"),
    score=largest_value,
)


@constraint.contender("munigraph")
def munigraph_constraint(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import munigraph as mg

    constraint = warm(mg.constraint, tiny())
    network = memberships.network()
    network._core.project()
    with clock("measure"):
        return constraint(network)


@constraint.contender("igraph")
def igraph_constraint(memberships: Memberships, seed: int, clock: Clock) -> Any:
    graph, weight = with_igraph(memberships, Clock())
    weights = weight.tolist()
    with clock("measure"):
        return graph.constraint(weights=weights)


agreement = task(
    name="agreement",
    title="Agreement (AMI) of two labellings, as many labels as there are municipalities",
    data=("europe", "world"),
    small=("region", "europe"),
    score=lambda memberships, value: {"AMI": float(value)},
    note="Labels are uniform draws, a hundred nodes to a label, and the same with a tenth of them "
    "permuted.",
)


def two_labellings(memberships: Memberships, seed: int) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(seed)
    first = generator.integers(0, memberships.n // 100, memberships.n).astype(np.int32)
    redrawn = generator.random(memberships.n) < 0.1
    return first, np.where(redrawn, generator.permutation(first), first).astype(np.int32)


@agreement.contender("munigraph")
def munigraph_agreement(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import munigraph as mg

    first, second = two_labellings(memberships, seed)
    compare = warm(mg.compare, [0, 0, 1], [0, 1, 1])
    with clock("measure"):
        return compare(first, second).ami


@agreement.contender("scikit-learn", only=("region",))
def sklearn_agreement(memberships: Memberships, seed: int, clock: Clock) -> Any:
    from sklearn.metrics import adjusted_mutual_info_score

    first, second = two_labellings(memberships, seed)
    with clock("measure"):
        return adjusted_mutual_info_score(first, second)
