"""Null models of the memberships: draws that keep degrees, and the projection they validate."""

from __future__ import annotations

from typing import Any

import numpy as np
from clock import Clock
from networks import Memberships

from tasks import task, tiny, warm

SMALL = {"national": ("munigraph",), "nl-2020": ("munigraph",)}
PEERS_ON = ("national", "nl-2020")


def draws(memberships: Memberships) -> int:
    return 100 if memberships.n < 1_000 else 3


def kept(memberships: Memberships, drawn: Any) -> dict[str, float]:
    """Memberships in the last draw, the share of them that are those observed, and the largest
    difference of a degree."""
    nodes, arrangements = drawn
    width = max(arrangements.max(initial=0), memberships.arrangements.max()) + 1
    before = np.unique(memberships.participants * np.int64(width) + memberships.arrangements)
    now = np.unique(nodes * np.int64(width) + arrangements)
    degrees = np.bincount(nodes, minlength=memberships.n)
    observed = np.bincount(memberships.participants, minlength=memberships.n)
    return {
        "memberships": len(now),
        "unmoved": len(np.intersect1d(now, before)) / max(1, len(now)),
        "largest difference of a degree": float(np.abs(degrees - observed).max()),
    }


curveball = task(
    name="curveball",
    title="Draws by curveball, 5 trades per node each",
    data=("national", "nl-2020", "nl-roo", "fr-2021", "europe"),
    small=SMALL,
    score=kept,
    unit="draw",
    repeats={"europe": 2, "": 5},
    note="The published peer, fastball of R's backbone, took 13 ms per draw on national.",
)


@curveball.contender("munigraph")
def munigraph_curveball(memberships: Memberships, seed: int, clock: Clock) -> Any:
    from munigraph.null_models._curveball import Curveball

    sample = warm(Curveball(memberships.network()).sample)
    clock.units = draws(memberships)
    with clock("draws"):
        for draw in range(clock.units):
            drawn = sample(seed * clock.units + draw)
    return drawn._core.memberships()


bicm = task(
    name="bicm",
    title="Bipartite configuration model: draws",
    data=("national", "nl-2020", "nl-roo", "fr-2021"),
    small=SMALL,
    score=kept,
    unit="draw",
    note="Degrees are kept on average. *solving* is shown in the next table.",
)


@bicm.contender("munigraph")
def munigraph_bicm(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import munigraph as mg

    sample = warm(mg.bicm(memberships.network()).sample)
    clock.units = draws(memberships)
    with clock("draws"):
        for draw in range(clock.units):
            drawn = sample(seed * clock.units + draw)
    return drawn._core.memberships()


def peer_model(memberships: Memberships) -> tuple[Any, Any]:
    """The peer's model and a small one to compile its functions with, neither solved."""
    from bicm import BipartiteGraph

    table = np.zeros((memberships.n, len(memberships.sizes)), dtype=np.int8)
    table[memberships.participants, memberships.arrangements] = 1
    models = []
    for part in (table, table[:60][:, table[:60].any(axis=0)]):
        models.append(BipartiteGraph())
        models[-1].set_biadjacency_matrix(part)
    return models[0], models[1]


def solve_peer(model: Any) -> Any:
    model.solve_tool(method="newton", initial_guess="degrees", tol=1e-9)
    return model.get_bicm_matrix()


@bicm.contender("bicm", only=PEERS_ON, repeats={"": 1})
def peer_bicm(memberships: Memberships, seed: int, clock: Clock) -> Any:
    chance = solve_peer(peer_model(memberships)[0])
    random = np.random.default_rng(seed)
    clock.units = draws(memberships)
    with clock("draws"):
        for _ in range(clock.units):
            drawn = random.random(chance.shape) < chance
    return np.nonzero(drawn)


def residual(memberships: Memberships, chance: Any) -> dict[str, float]:
    degrees = np.bincount(memberships.participants, minlength=memberships.n)
    return {"largest residual": float(np.abs(chance.sum(axis=1) - degrees).max())}


solving = task(
    name="bicm_solving",
    title="Bipartite configuration model: solving, with all probabilities",
    data=("national", "nl-2020", "nl-roo"),
    small=SMALL,
    score=residual,
    note="The largest residual is that of a municipality's expected number of arrangements.",
)


@solving.contender("munigraph")
def munigraph_solving(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import munigraph as mg

    network = memberships.network()
    warm(lambda given: mg.bicm(given).probabilities, tiny())
    with clock("solving"):
        return mg.bicm(network).probabilities


@solving.contender("bicm", only=PEERS_ON, repeats={"": 1})
def peer_solving(memberships: Memberships, seed: int, clock: Clock) -> Any:
    model, other = peer_model(memberships)
    solve_peer(other)  # compiled at the first call, which is not measured
    with clock("solving"):
        return solve_peer(model)


validated = task(
    name="validated_projection",
    title="Validated projection (Poisson-binomial, false discovery rate 5%)",
    data=("national", "nl-2020", "nl-roo", "fr-2021"),
    small={"national": ()},
    score=lambda memberships, count: {"ties kept": float(count)},
    repeats={"": 3},
)


@validated.contender("munigraph")
def munigraph_validated(memberships: Memberships, seed: int, clock: Clock) -> Any:
    import munigraph as mg

    warm(lambda given: mg.backbone(given, "bicm"), tiny())
    network = memberships.network()
    with clock("all"):
        return mg.backbone(network, "bicm", threads=1).edge_count
