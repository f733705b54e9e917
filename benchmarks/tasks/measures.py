"""Bridging measures."""

from __future__ import annotations

from typing import Any

import numpy as np
from clock import Clock
from networks import Memberships

from tasks import task, tiny, warm
from tasks.clusters import with_igraph

DATA = ("national", "nl-2020", "nl-roo")


def largest_value(memberships: Memberships, values: Any) -> dict[str, float]:
    values = np.asarray(values, float)
    return {"mean": float(np.nanmean(values)), "largest": float(np.nanmax(values))}


betweenness = task(
    name="betweenness",
    title="Betweenness with path lengths 1/w",
    data=DATA,
    small={"national": ()},
    score=largest_value,
    note="On the projected network, one thread.",
)


@betweenness.contender("munigraph")
def munigraph_betweenness(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import munigraph as mg

    betweenness = warm(mg.betweenness, tiny())
    network = memberships.network()
    network._core.project()
    with clock("measure"):
        return betweenness(network, normalised=False, threads=1)


@betweenness.contender("igraph")
def igraph_betweenness(memberships: Memberships, seed: int, clock: Clock) -> Any:
    graph, weight = with_igraph(memberships, Clock())
    lengths = (1.0 / weight).tolist()
    with clock("measure"):
        return graph.betweenness(weights=lengths, directed=False)


constraint = task(
    name="constraint",
    title="Burt's constraint, weighted",
    data=DATA,
    small={"national": ()},
    score=largest_value,
    note="On the projected network, one thread.",
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
