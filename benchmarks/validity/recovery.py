"""Which method finds the planted number of clusters, over noise and domains.

    python benchmarks/validity/recovery.py [--simulations 50] [--runs 20] [--draws 100]
        [--store build/validity/recovery.jsonl] [--write docs/recovery.md]

Registers of 100 municipalities and 150 arrangements with a host among eight planted clusters. Of
the members of an arrangement a share (`noise`) is anybody, the others are of the host's cluster.
Two domains: `many`, all 150 arrangements of two to seven; `few`, 40 of them; and `giant`, all of
them and one with 60 municipalities. Noise 1 is a register without clusters: there a method is
right that says one, or none. Every simulation is written when it is done: stop it at any time, run
it again, and it goes on.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import cells
import munigraph as mg
import numpy as np

MUNICIPALITIES, ARRANGEMENTS, CLUSTERS, GIANT = 100, 150, 8, 60
NOISE = (0.0, 0.2, 0.4, 0.6, 1.0)
DOMAINS = ("many", "few", "giant")


def made_up(domain: str, noise: float, rng: np.random.Generator) -> list[np.ndarray]:
    """Members of each arrangement."""
    cluster = np.arange(MUNICIPALITIES) % CLUSTERS
    arrangements = []
    for _ in range(40 if domain == "few" else ARRANGEMENTS):
        host = int(rng.integers(MUNICIPALITIES))
        members = {host}
        mates = np.flatnonzero(cluster == cluster[host])
        size = int(rng.integers(2, 8))
        while len(members) < size:
            anybody = rng.random() < noise
            members.add(int(rng.integers(MUNICIPALITIES) if anybody else rng.choice(mates)))
        arrangements.append(np.array(sorted(members)))
    if domain == "giant":
        arrangements.append(np.sort(rng.choice(MUNICIPALITIES, GIANT, replace=False)))
    return arrangements


def network_of(arrangements: list[np.ndarray], weighting: str) -> mg.Network:
    groups = np.repeat(np.arange(len(arrangements)), [len(one) for one in arrangements])
    return mg.Network.from_memberships(
        np.concatenate(arrangements), groups, n=MUNICIPALITIES, weighting=weighting
    )


def best(quality: str, weighting: str) -> Callable[..., int]:
    def count(arrangements: list[np.ndarray], runs: int, draws: int, seed: int) -> int:
        found = mg.ensemble(
            network_of(arrangements, weighting), runs=runs, quality=quality, seed=seed, threads=1,
            progress=False,
        )  # fmt: skip
        return int(found.best.clusters)

    return count


def agreed(threshold: float | str) -> Callable[..., int]:
    def count(arrangements: list[np.ndarray], runs: int, draws: int, seed: int) -> int:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", mg.ConsensusWarning)
            found = mg.consensus(
                network_of(arrangements, "newman"), runs=5 * runs, threshold=threshold, seed=seed,
                threads=1, progress=False,
            )  # fmt: skip
        return int(found.clusters)

    return count


def median_draw(arrangements: list[np.ndarray], runs: int, draws: int, seed: int) -> int:
    found = mg.posterior(
        network_of(arrangements, "count"), draws=draws, seed=seed, threads=1, progress=False
    )
    return int(np.median(found.counts))


METHODS = {
    "modularity, best run": best("modularity", "newman"),
    "modularity, consensus at .5": agreed(0.5),
    "modularity, consensus at null": agreed("null"),
    "map, newman": best("map", "newman"),
    "map, count": best("map", "count"),
    "planted_partition, count": best("planted_partition", "count"),
    "planted_partition, binary": best("planted_partition", "binary"),
    "planted_partition, median of the posterior": median_draw,
}


def simulate(key: str, runs: int, draws: int) -> dict[str, Any]:
    """Counts per method."""
    domain, noise, number = key.split("/")
    rng = np.random.default_rng([DOMAINS.index(domain), round(100 * float(noise)), int(number)])
    arrangements = made_up(domain, float(noise), rng)
    return {name: count(arrangements, runs, draws, int(number)) for name, count in METHODS.items()}


def keys(simulations: int) -> Iterator[str]:
    for number in range(simulations):
        for domain in DOMAINS:
            for noise in NOISE:
                yield f"{domain}/{noise}/{number}"


def right(noise: str, count: int) -> bool:
    return count <= 1 if float(noise) == 1 else count == CLUSTERS


def table(store: cells.Store) -> str:
    done = sum(key.startswith(f"many/{NOISE[0]}/") for key in store.records)
    text = f"\nShare of registers in which the count is right, {done} simulations per case; in "
    text += "brackets the median count:\n\n"
    text += "| domain | method | " + " | ".join(f"noise {one:g}" for one in NOISE) + " |\n"
    text += "|---|---|" + "---|" * len(NOISE) + "\n"
    for domain in DOMAINS:
        for name in METHODS:
            shown = []
            for noise in NOISE:
                counts = [
                    one[name]
                    for key, one in store.records.items()
                    if key.startswith(f"{domain}/{noise}/")
                ]
                share = statistics.mean(right(str(noise), count) for count in counts)
                shown.append(f"{share:.2f} ({statistics.median(counts):g})")
            text += f"| {domain} | {name} | " + " | ".join(shown) + " |\n"
    return text + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--simulations", type=int, default=50)
    parser.add_argument("--runs", type=int, default=20, help="a consensus takes five times as many")
    parser.add_argument("--draws", type=int, default=100, help="of each of four chains")
    parser.add_argument("--store", type=Path, default=Path("build/validity/recovery.jsonl"))
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    store = cells.Store(options.store)
    cells.run_or_stop(
        store, keys(options.simulations), lambda key: simulate(key, options.runs, options.draws)
    )
    cells.show(table(store), "recovery", options.write)


if __name__ == "__main__":
    main()
