"""A multiverse of the Dutch register: every construction, resolution and seed of a grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from clock import Clock

from tasks import task

DATE = "2020-07-01"
GRID: dict[str, Any] = {
    "domain": [None, "social", "physical"],
    "obligation": [None, ["semi", "free", "unknown"]],
    "weighting": ["newman", "count", "pair_share", "binary", "jaccard"],
    "max_size": [None, 50, 30, 20, 10, 5],
    "min_shared": [1, 2, 3, 5],
}
CONSTRUCTIONS = int(np.prod([len(values) for values in GRID.values()]))
MILLION = 82
"""Resolutions that make it a million runs: some constructions of the grid have no ties."""


@dataclass(frozen=True)
class Grid:
    register: Any
    resolutions: int
    seeds: int

    @property
    def size(self) -> dict[str, int]:
        return {
            "constructions": CONSTRUCTIONS,
            "resolutions": self.resolutions,
            "seeds": self.seeds,
        }


SIZES = {"a million runs": (MILLION, 20), "12 resolutions": (12, 20), "1 resolution": (1, 5)}


def load_grid(name: str) -> Grid | None:
    import munigraph as mg

    try:
        return Grid(mg.datasets.load("nl-2020"), *SIZES[name])
    except FileNotFoundError:
        return None


def score(grid: Grid, table: Any) -> dict[str, Any]:
    done = table[table["status"] == "ok"]
    return {
        "rows": len(table),
        "no ties or invalid": len(table) - len(done),
        "runs": grid.seeds * len(done),
        "fewest clusters": float(done["clusters"].min()),
        "most": float(done["clusters"].max()),
        "mean agreement": float(done["agreement"].mean()),
    }


multiverse = task(
    name="multiverse",
    title="Multiverse of the Dutch register (nl-2020)",
    data=("12 resolutions", "a million runs"),
    small={"1 resolution": ()},
    score=score,
    load=load_grid,
    repeats={"": 1},
    note="3 domains × imposed cooperation counted or left out × 5 weightings × 6 size caps × 4 "
    "`min_shared`, at resolutions spaced evenly on a log scale from ¼ to 4; from the register to "
    "the table, agreement and every other column included.",
)


def table(grid: Grid, seed: int, clock: Clock, threads: int) -> Any:
    import munigraph as mg

    resolution = np.geomspace(0.25, 4, grid.resolutions) if grid.resolutions > 1 else [1.0]
    warm = {"weighting": ["newman"], "resolution": [1.0]}
    mg.multiverse(grid.register, warm, date=DATE, runs=2, seed=seed, threads=1, progress=False)
    with clock("multiverse"):
        return mg.multiverse(
            grid.register,
            {**GRID, "resolution": resolution},
            date=DATE,
            runs=grid.seeds,
            seed=seed,
            threads=threads,
            reference={},
            progress=False,
        )


@multiverse.contender("munigraph, 2 threads")
def munigraph_two(grid: Grid, seed: int, clock: Clock) -> Any:
    return table(grid, seed, clock, 2)


@multiverse.contender("munigraph", only=("12 resolutions",))
def munigraph(grid: Grid, seed: int, clock: Clock) -> Any:
    return table(grid, seed, clock, 1)
