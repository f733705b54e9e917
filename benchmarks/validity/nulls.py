"""How often a null model rejects registers that it made itself: null × statistic × side.

    python benchmarks/validity/nulls.py [--simulations 500] [--draws 39]
        [--nulls bicm curveball gravity] [--power N] [--size small|nl-2020]
        [--store FILE] [--write docs/nulls.md]

`bicm`: memberships are independent with probabilities x y / (1 + x y) of a node and an
arrangement, both lognormal, so that BiCM is the true model and what is fitted are its parameters.
`curveball`: such a register dealt anew by a long chain, so that it is one of all tables with its
margins. `gravity`: a draw of the gravity model that was fitted to a synthetic register.
`refit="none"` compares a register with draws of the fit, `refit="double"` with what fits to draws
give. Power: a fifth of the arrangements of such a register have their members from one of six
groups, which lie anywhere and are those of `group_share`. `--size nl-2020`: registers as large as
that one, in a store and between marks of their own. Every simulation is written when it is done:
stop it at any time, run it again, and it goes on.
"""

from __future__ import annotations

import argparse
import functools
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import cells
import munigraph as mg
import numpy as np

#: Municipalities and arrangements.
SIZES = {"small": (60, 90), "nl-2020": (355, 461)}
STATISTICS = ("quality", "cross_share", "clusters", "isolates", "group_share")
#: Of the criterion's mean: what takes too many values to have jumps.
CONTINUOUS = ("quality", "cross_share", "group_share")
#: The default of a null first.
REFITS = {"bicm": ("double", "none"), "curveball": ("none",), "gravity": ("double", "none")}
SIDES = ("greater", "less", "two-sided")
#: What is appended to the name of a null: its registers with a planted effect.
PLANTED = "+planted"


def independent(rng: np.random.Generator, size: str) -> mg.Network:
    """A register of chance: about four members each."""
    nodes, arrangements = SIZES[size]
    x = np.exp(0.5 * rng.normal(size=nodes))
    y = np.exp(0.5 * rng.normal(size=arrangements)) * 4 / nodes
    odds = np.outer(x, y)
    table = rng.random(odds.shape) < odds / (1 + odds)
    table = table[:, table.sum(axis=0) >= 2]
    node, arrangement = np.nonzero(table)
    return mg.Network.from_memberships(node, arrangement, n=nodes)


@functools.cache
def gravity_truth(size: str) -> mg.null_models.Gravity:
    register = mg.synthetic(*SIZES[size], clusters=6, seed=1)
    return mg.gravity(register.at("2020-07-01").network())


def made_up(null: str, number: int, size: str) -> mg.Network:
    if null == "gravity":
        return gravity_truth(size).sample(number)
    network = independent(np.random.default_rng([7, number]), size)
    if null == "bicm":
        return network
    return mg.curveball(network, seed=number, trades_per_node=50)


def planted(network: mg.Network, number: int) -> tuple[mg.Network, np.ndarray]:
    """Every fifth arrangement within one of six groups, and these; attributes of nodes stay."""
    rng = np.random.default_rng([8, number])
    table = network.incidence().toarray() > 0
    group = rng.permutation(len(table)) % 6
    for k in range(0, table.shape[1], 5):
        own = np.flatnonzero(group == rng.integers(6))
        size = min(int(table[:, k].sum()), len(own))
        table[:, k] = False
        table[rng.choice(own, size, replace=False), k] = True
    node, arrangement = np.nonzero(table)
    if network.snapshot is None:
        return mg.Network.from_memberships(node, arrangement, n=len(table)), group
    ids = network.nodes["id"].to_numpy()
    return mg.Network.from_memberships(ids[node], arrangement, nodes=network.nodes), group


def simulate(key: str, draws: int, size: str = "small") -> dict[str, Any]:
    """p per refit, statistic and side."""
    kind, number = key.split("/")
    null = kind.removesuffix(PLANTED)
    network = made_up(null, int(number), size)
    groups = np.arange(network.node_count) % 4
    refits = REFITS[null]
    if kind != null:
        network, groups = planted(network, int(number))
        refits = refits[:1]
    found: dict[str, Any] = {}
    for refit in refits:
        table = mg.significance(
            network, null=null, statistic=list(STATISTICS), draws=draws, seed=int(number),
            groups=groups, refit=refit, threads=1, progress=False,
        )  # fmt: skip
        found[refit] = {}
        for name in STATISTICS:
            one = table[null, name]
            found[refit][name] = {side: one.on(side).p for side in SIDES}
    return found


def keys(nulls: list[str], simulations: int) -> Iterator[str]:
    for number in range(simulations):
        for null in nulls:
            yield f"{null}/{number}"


def records(store: cells.Store, null: str) -> list[dict[str, Any]]:
    return [one for key, one in store.records.items() if key.startswith(f"{null}/")]


def rejections(found: list[dict[str, Any]], refit: str, name: str, side: str) -> np.ndarray:
    return np.array([one[refit][name][side] <= cells.ALPHA for one in found])


def failures(store: cells.Store, nulls: list[str]) -> list[str]:
    """Cells of the nulls' defaults that reject too often, and nulls whose mean does."""
    number = len(nulls) * len(STATISTICS) * len(SIDES)
    failed = []
    for null in nulls:
        found, refit = records(store, null), REFITS[null][0]
        for side in SIDES:
            for name in STATISTICS:
                hit = rejections(found, refit, name, side)
                if cells.verdict(int(hit.sum()), len(hit), number) == "too often":
                    failed.append(f"{null} {name} {side}: {cells.rate(int(hit.sum()), len(hit))}")
            low, _, mean = mean_interval(found, refit, side)
            if low > cells.ALPHA:
                failed.append(f"{null} mean {side}: {mean:.3f}, at least {low:.3f}")
    return failed


def mean_interval(found: list[dict[str, Any]], refit: str, side: str) -> tuple[float, float, float]:
    """The 99.9% interval of the mean over continuous statistics, by resampling simulations whole,
    and the mean. Conservative statistics are left out; NaN where none is left."""
    table = np.array([rejections(found, refit, name, side) for name in CONTINUOUS], dtype=float)
    table = table[table.mean(axis=1) >= cells.CONSERVATIVE]
    if not len(table):
        return (float("nan"),) * 3
    means = table.mean(axis=0)
    drawn = np.random.default_rng(0).integers(0, len(means), (4000, len(means)))
    low, high = np.quantile(means[drawn].mean(axis=1), [0.0005, 0.9995])
    return float(low), float(high), float(means.mean())


def table(store: cells.Store) -> str:
    nulls = [null for null in REFITS if records(store, null)]
    number = sum(len(REFITS[null]) for null in nulls) * len(STATISTICS) * len(SIDES)
    counts = ", ".join(f"{len(records(store, null))} of {null}" for null in nulls)
    text = f"\nType-I error at .05, {counts} simulations (95% interval):\n\n"
    text += "| null | refit | statistic | " + " | ".join(SIDES) + " |\n"
    text += "|---|---|---|" + "---|" * len(SIDES) + "\n"
    mark = {"too often": " **too often**", "conservative": " conservative"}
    for null in nulls:
        found = records(store, null)
        for refit in REFITS[null]:
            for name in STATISTICS:
                shown = []
                for side in SIDES:
                    hit = rejections(found, refit, name, side)
                    verdict = cells.verdict(int(hit.sum()), len(hit), number)
                    shown.append(cells.rate(int(hit.sum()), len(hit)) + mark.get(verdict, ""))
                text += f"| {null} | {refit} | {name} | " + " | ".join(shown) + " |\n"
            shown = []
            for side in SIDES:
                low, high, mean = mean_interval(found, refit, side)
                shown.append("–" if np.isnan(mean) else f"{mean:.3f} ({low:.3f}–{high:.3f})")
            text += f"| {null} | {refit} | mean, 99.9% | " + " | ".join(shown) + " |\n"
    return text + "\n"


def power(store: cells.Store) -> str:
    """Rejections on planted registers; empty without any."""
    nulls = [null for null in REFITS if records(store, null + PLANTED)]
    if not nulls:
        return ""
    counts = ", ".join(f"{len(records(store, null + PLANTED))} of {null}" for null in nulls)
    text = f"Power at .05 with a fifth of the arrangements within groups, {counts}:\n\n"
    text += "| null | refit | statistic | " + " | ".join(SIDES) + " |\n"
    text += "|---|---|---|" + "---|" * len(SIDES) + "\n"
    for null in nulls:
        found, refit = records(store, null + PLANTED), REFITS[null][0]
        for name in STATISTICS:
            reached = [int(rejections(found, refit, name, side).sum()) for side in SIDES]
            shown = " | ".join(cells.rate(one, len(found)) for one in reached)
            text += f"| {null} | {refit} | {name} | {shown} |\n"
    return text + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--simulations", type=int, default=500)
    parser.add_argument("--draws", type=int, default=39)
    parser.add_argument("--nulls", nargs="+", choices=list(REFITS), default=list(REFITS))
    parser.add_argument("--power", type=int, default=0, metavar="N", help="planted registers")
    parser.add_argument("--size", choices=list(SIZES), default="small")
    parser.add_argument("--store", type=Path)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    mark = "" if options.size == "small" else f"-{options.size}"
    store = cells.Store(options.store or Path(f"build/validity/nulls{mark}.jsonl"))

    def one(key: str) -> dict[str, Any]:
        return simulate(key, options.draws, options.size)

    planted_nulls = [null + PLANTED for null in options.nulls]
    for nulls, count in ((options.nulls, options.simulations), (planted_nulls, options.power)):
        cells.run_or_stop(store, keys(nulls, count), one)
    cells.show(table(store) + power(store), f"type-i{mark}", options.write)


if __name__ == "__main__":
    main()
