"""What the ranges of a count of clusters hold, scheme by scheme.

    python benchmarks/validity/coverage.py [--simulations 200] [--draws 100]
        [--store build/validity/coverage.jsonl] [--write docs/multiverse.md]

Two registers are made by one process (recovery.py's: 100 municipalities, 150 arrangements, eight
planted clusters, a share of members that is anybody). Of the first every scheme gives a range; the
cells are how often it holds the count of the second, and the number that was planted. `giant`:
both have one arrangement with 60 municipalities besides. Every simulation is written when it is
done: stop it at any time, run it again, and it goes on.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import cells
import munigraph as mg
import numpy as np
import recovery

CASES = {"noise .2": ("many", 0.2), "noise .4": ("many", 0.4), "giant, noise .2": ("giant", 0.2)}
SCHEMES = {
    "weights": {"resample": "weights"},
    "arrangements, a tenth out": {"resample": "arrangements", "drop": 0.1},
    "memberships, a tenth out": {"resample": "memberships", "drop": 0.1},
    "with_replacement": {"resample": "with_replacement"},
    "arrangements, half out": {"resample": "arrangements", "drop": 0.5},
}
POSTERIOR = "posterior of planted_partition"
HELD = ("another register's count", "the planted number")


def simulate(key: str, draws: int) -> dict[str, Any]:
    """Per scheme whether its range holds either, and how wide it is."""
    case, number = key.split("/")
    domain, noise = CASES[case]
    rng = np.random.default_rng([list(CASES).index(case), int(number)])
    first, second = (recovery.made_up(domain, noise, rng) for _ in range(2))
    options: dict[str, Any] = {"seed": int(number), "threads": 1, "progress": False}
    network = recovery.network_of(first, "newman")
    other = mg.ensemble(recovery.network_of(second, "newman"), runs=10, **options).best.clusters
    found = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, scheme in SCHEMES.items():
            one = mg.stability(network, draws=draws, **scheme, **options)
            found[name] = held(one.range(0.95), other)
    counted = recovery.network_of(first, "count")
    drawn = mg.posterior(counted, draws=draws, **options)
    twin = recovery.network_of(second, "count")
    options["quality"] = "planted_partition"
    found[POSTERIOR] = held(drawn.range(), mg.ensemble(twin, runs=10, **options).best.clusters)
    return found


def held(limits: tuple[float, float], other: int) -> list[float]:
    low, high = limits
    return [low <= other <= high, low <= recovery.CLUSTERS <= high, high - low]


def keys(simulations: int) -> Iterator[str]:
    for number in range(simulations):
        for case in CASES:
            yield f"{case}/{number}"


def table(store: cells.Store) -> str:
    done = sum(key.startswith("noise .2/") for key in store.records)
    text = (
        f"\nHow often a range of 95% holds it, {done} simulations per case (95% interval), and its "
    )
    text += (
        "mean width:\n\n| case | scheme | "
        + " | ".join(HELD)
        + " | width |\n|---|---|---|---|---|\n"
    )
    for case in CASES:
        rows = [one for key, one in store.records.items() if key.startswith(f"{case}/")]
        for name in (*SCHEMES, POSTERIOR):
            each = np.array([one[name] for one in rows], dtype=float)
            shown = [cells.rate(int(each[:, k].sum()), len(each)) for k in range(len(HELD))]
            text += f"| {case} | {name} | " + " | ".join(shown) + f" | {each[:, 2].mean():.1f} |\n"
    return text + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--simulations", type=int, default=200)
    parser.add_argument("--draws", type=int, default=100)
    parser.add_argument("--store", type=Path, default=Path("build/validity/coverage.jsonl"))
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    store = cells.Store(options.store)
    cells.run_or_stop(store, keys(options.simulations), lambda key: simulate(key, options.draws))
    cells.show(table(store), "coverage", options.write)


if __name__ == "__main__":
    main()
