"""Null models of the memberships: draws that keep degrees, and the projection they validate."""

from __future__ import annotations

from typing import Any

import numpy as np
from networks import Memberships

from tasks import Clock, task, tiny, warm

DRAWS = 20


def kept(memberships: Memberships, drawn: Any) -> dict[str, float]:
    """Memberships in the last draw, and the share of them that are those observed."""
    nodes, arrangements = memberships.network()._core.memberships()
    before = set(zip(nodes.tolist(), arrangements.tolist(), strict=True))
    now = set(zip(drawn[0].tolist(), drawn[1].tolist(), strict=True))
    return {"memberships": len(now), "unmoved": len(now & before) / max(1, len(now))}


curveball = task(
    name="curveball",
    title=f"{DRAWS} draws by curveball, 5 trades per node each",
    data=("national", "nl-2020", "nl-roo", "fr-2021", "europe"),
    small=("national", "nl-2020"),
    score=kept,
    note="The published peer, fastball of R's backbone, took 13 ms per draw on national.",
)


@curveball.contender("munigraph")
def munigraph_curveball(memberships: Memberships, seed: int, clock: Clock) -> Any:
    from munigraph import _core

    network = memberships.network()._core
    with clock("draws"):
        model = _core.Curveball(network, 5.0)
        for draw in range(DRAWS):
            drawn = model.draw(network, seed + draw)
    return drawn.memberships()


bicm = task(
    name="bicm",
    title=f"Bipartite configuration model: solve, {DRAWS} draws",
    data=("national", "nl-2020", "nl-roo", "fr-2021"),
    small=("national", "nl-2020"),
    score=kept,
)


@bicm.contender("munigraph")
def munigraph_bicm(memberships: Memberships, seed: int, clock: Clock) -> Any:
    from munigraph import _core

    network = memberships.network()._core
    with clock("solving"):
        model = _core.Bicm(network)
    with clock("draws"):
        for draw in range(DRAWS):
            drawn = model.draw(network, seed + draw)
    return drawn.memberships()


@bicm.contender("bicm", only=("national", "nl-2020", "nl-roo"))
def peer_bicm(memberships: Memberships, seed: int, clock: Clock) -> Any:
    from bicm import BipartiteGraph

    nodes, arrangements = memberships.network()._core.memberships()
    table = np.zeros((memberships.n, int(arrangements.max()) + 1), dtype=np.int8)
    table[nodes, arrangements] = 1
    for part in (table[:60], table):  # compiled at the first call, which is not measured
        graph = BipartiteGraph()
        graph.set_biadjacency_matrix(part)
        if part is not table:
            graph.solve_tool(method="newton", initial_guess="degrees", tol=1e-9)
    with clock("solving"):
        graph.solve_tool(method="newton", initial_guess="degrees", tol=1e-9)
        chance = graph.get_bicm_matrix()
    random = np.random.default_rng(seed)
    with clock("draws"):
        for _ in range(DRAWS):
            drawn = random.random(chance.shape) < chance
    return np.nonzero(drawn)


def edges(memberships: Memberships, count: int) -> dict[str, float]:
    return {"ties kept": float(count)}


validated = task(
    name="validated_projection",
    title="Validated projection (Poisson-binomial, false discovery rate 5%)",
    data=("national", "nl-2020", "nl-roo", "fr-2021"),
    small=("national", "nl-2020"),
    score=edges,
)


@validated.contender("munigraph")
def munigraph_validated(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import munigraph as mg

    warm(lambda net: mg.backbone(net, "bicm"), tiny())
    network = memberships.network()
    with clock("all"):
        return mg.backbone(network, "bicm", threads=1).edge_count
