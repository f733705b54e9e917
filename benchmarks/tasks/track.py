"""Clusters over time: matched from year to year, with what becomes of each."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from clock import Clock

from tasks import task
from tasks.chronicle import load_register

#: The years that the French panel has.
YEARS = [*range(1999, 2016), *range(2019, 2027)]


class Given(NamedTuple):
    """The clusters of all years."""

    clusterings: list[Any]
    size: dict[str, int]


def load_clusterings(_: str) -> Given | None:
    """One clustering a year: in one year each commune is in at most one arrangement, so that
    clusters are these."""
    import munigraph as mg

    panel = load_register("fr-panel")
    if panel is None:
        return None
    clusterings = [mg.leiden(panel.register.at(f"{year}-07-01").network()) for year in YEARS]
    return Given(clusterings, {"years": len(YEARS), **panel.size})


def score(_: Any, found: Any) -> dict[str, Any]:
    counts = dict(zip(("continued", "split", "merged", "born", "gone"), found, strict=True))
    return {"steps": len(YEARS) - 1, **counts}


tracks = task(
    name="track",
    title="Clusters tracked over time",
    data=("fr-panel",),
    small={"fr-panel": ()},
    score=score,
    load=load_clusterings,
    note="From 25 clusterings of the French panel (36,717 communes, 1,255 clusters or more each) "
    "to the tables of clusters, flows, events and stability; clustering and reading are not "
    "measured. Beside it the same matching and events in plain pandas, without numbers that "
    "persist, overlaps, stability, and the match of the rest with J ≥ .3, so that it calls more "
    "clusters born and gone.",
)


@tracks.contender("munigraph")
def munigraph(given: Given, seed: int, clock: Clock) -> Any:
    import munigraph as mg

    clusterings = given.clusterings
    mg.track(clusterings[:2], pairs=0)
    with clock("track"):
        found = mg.track(clusterings, pairs=0)
    sums = found.table[["continued", "split", "merged", "born", "gone"]].sum()
    return sums.tolist()


@tracks.contender("pandas")
def pandas(given: Given, seed: int, clock: Clock) -> Any:
    tables = [one.table[["id", "cluster"]] for one in given.clusterings]
    sums = np.zeros(5, dtype=int)
    with clock("track"):
        for before, after in pairwise(tables):
            sums += _step(_together(before), _together(after))
    return sums.tolist()


def _together(table: Any) -> Any:
    return table[table.groupby("cluster")["id"].transform("size") > 1]


def _step(before: Any, after: Any) -> Any:
    both = before.merge(after, on="id", suffixes=("_a", "_b"))
    cells = both.groupby(["cluster_a", "cluster_b"]).size().rename("n").reset_index()
    a = cells.groupby("cluster_a")["n"].transform("sum")
    b = cells.groupby("cluster_b")["n"].transform("sum")
    sure = cells["n"] / (a + b - cells["n"]) > 0.5
    takes, makes = cells["n"] / a >= 0.3, cells["n"] / b >= 0.3
    split = takes.groupby(cells["cluster_a"]).sum() > 1
    merged = makes.groupby(cells["cluster_b"]).sum() > 1
    part = takes & cells["cluster_a"].map(split), makes & cells["cluster_b"].map(merged)
    ends = set(cells.loc[sure | part[1], "cluster_a"]) | set(split[split].index)
    begins = set(cells.loc[sure | part[0], "cluster_b"]) | set(merged[merged].index)
    born = after["cluster"].nunique() - len(begins)
    gone = before["cluster"].nunique() - len(ends)
    return np.array([sure.sum(), split.sum(), merged.sum(), born, gone])
