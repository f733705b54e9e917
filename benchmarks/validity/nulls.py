"""How often a fitted null model rejects registers that it made itself.

    python benchmarks/validity/nulls.py [--simulations 500] [--draws 39]
        [--store build/validity/nulls.jsonl] [--write docs/nulls.md]

Memberships are independent with probabilities x y / (1 + x y) of a node and an arrangement, both
lognormal: BiCM is the true model, and what is fitted are its parameters. `refit="none"` compares a
register with draws of the fit, `refit="double"` with what fits to draws give. Every simulation is
written when it is done: stop it at any time.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import cells
import munigraph as mg
import numpy as np

NODES, ARRANGEMENTS = 60, 90
STATISTICS = ("quality", "cross_share", "clusters", "isolates", "group_share")
REFITS = ("none", "double")
SIDES = ("greater", "less", "two-sided")


def made_up(rng: np.random.Generator) -> mg.Network:
    """A register of chance: about four members each."""
    x = np.exp(0.5 * rng.normal(size=NODES))
    y = np.exp(0.5 * rng.normal(size=ARRANGEMENTS)) * 4 / NODES
    odds = np.outer(x, y)
    table = rng.random(odds.shape) < odds / (1 + odds)
    table = table[:, table.sum(axis=0) >= 2]
    node, arrangement = np.nonzero(table)
    return mg.Network.from_memberships(node, arrangement, n=NODES)


def simulate(key: str, draws: int) -> dict[str, Any]:
    """p per refit, statistic and side."""
    network = made_up(np.random.default_rng([7, int(key)]))
    found: dict[str, Any] = {}
    for refit in REFITS:
        table = mg.significance(
            network, null="bicm", statistic=list(STATISTICS), draws=draws, seed=int(key),
            groups=np.arange(NODES) % 4, refit=refit, threads=1, progress=False,
        )  # fmt: skip
        found[refit] = {}
        for name in STATISTICS:
            one = table["bicm", name]
            found[refit][name] = {side: one.on(side).p for side in SIDES}
    return found


def keys(simulations: int) -> Iterator[str]:
    yield from map(str, range(simulations))


def table(store: cells.Store) -> str:
    number = len(REFITS) * len(STATISTICS) * len(SIDES)
    text = f"\nType-I error at .05, {len(store.records)} simulations (95% interval):\n\n"
    text += "| refit | statistic | " + " | ".join(SIDES) + " |\n"
    text += "|---|---|" + "---|" * len(SIDES) + "\n"
    for refit in REFITS:
        for name in STATISTICS:
            shown = []
            for side in SIDES:
                p = [one[refit][name][side] for one in store.records.values()]
                reached = sum(value <= cells.ALPHA for value in p)
                verdict = cells.verdict(reached, len(p), number)
                mark = {"too often": " **too often**", "conservative": " conservative"}
                shown.append(cells.rate(reached, len(p)) + mark.get(verdict, ""))
            text += f"| {refit} | {name} | " + " | ".join(shown) + " |\n"
    return text + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--simulations", type=int, default=500)
    parser.add_argument("--draws", type=int, default=39)
    parser.add_argument("--store", type=Path, default=Path("build/validity/nulls.jsonl"))
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    store = cells.Store(options.store)
    try:
        store.run(keys(options.simulations), lambda key: simulate(key, options.draws))
    except KeyboardInterrupt:
        print("stopped; run it again to go on", file=sys.stderr)
        raise SystemExit(130) from None
    if options.write:
        cells.write_between(options.write, "type-i", table(store))
    else:
        print(table(store))


if __name__ == "__main__":
    main()
