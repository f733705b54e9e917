"""Whether tracking finds planted changes of clusters, and none where nothing was planted.

    python benchmarks/validity/tracking.py [--simulations 20] [--pairs 200]
        [--store build/validity/tracking.jsonl] [--write docs/track.md]

Registers of 150 municipalities in ten planted clusters of 15, with 300 arrangements of two to seven
members around a host. Of the members a share (`noise`) is anybody, the others are of the host's
cluster. At the later date one cluster is `split` into two, two are `merged`, or one is `born` of 15
municipalities of all others, and the arrangements of hosts and members whose cluster that is are
drawn anew; a twentieth of all others is drawn anew too. `redrawn` does only that, and `seeds`
clusters one network twice. Each step is held against three floors: two that might have been, and
that of `mg.track`, the last. Every simulation is written when it is done: stop it at any time, run
it again, and it goes on.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import cells
import munigraph as mg
import numpy as np
import pandas as pd

MUNICIPALITIES, ARRANGEMENTS, CLUSTERS, REDRAWN = 150, 300, 10, 0.05
NOISE = (0.1, 0.2, 0.3, 0.5)
PLANTED = ("split", "merged", "born")
CASES = ("seeds", "redrawn", *PLANTED)
RUNS = 20

#: What a floor is called → runs of an ensemble, and which of the pairs.
FLOORS = {
    f"95th percentile, best of {RUNS}": (RUNS, "p95"),
    "95th percentile, single runs": (1, "p95"),
    "largest, single runs": (1, "largest"),
}


def members_of(host: int, cluster: np.ndarray, noise: float, rng: np.random.Generator) -> list[int]:
    mates = np.flatnonzero(cluster == cluster[host])
    members, size = {host}, int(rng.integers(2, 8))
    while len(members) < min(size, len(mates)):
        anybody = rng.random() < noise
        members.add(int(rng.integers(MUNICIPALITIES) if anybody else rng.choice(mates)))
    return sorted(members)


def later(cluster: np.ndarray, case: str) -> np.ndarray:
    """The planted clusters of the later date."""
    cluster = cluster.copy()
    if case == "split":
        cluster[np.flatnonzero(cluster == 0)[::2]] = CLUSTERS
    elif case == "merged":
        cluster[cluster == 1] = 0
    elif case == "born":
        cluster[: MUNICIPALITIES // CLUSTERS] = CLUSTERS  # They are of all clusters.
    return cluster


def network_of(arrangements: list[list[int]]) -> mg.Network:
    groups = np.repeat(np.arange(len(arrangements)), [len(one) for one in arrangements])
    return mg.Network.from_memberships(np.concatenate(arrangements), groups, n=MUNICIPALITIES)


def two_dates(case: str, noise: float, rng: np.random.Generator) -> list[mg.Network]:
    before = np.arange(MUNICIPALITIES) % CLUSTERS
    after = later(before, case)
    changed = before != after
    touched = np.isin(after, after[changed])
    if case == "split":  # Both parts of it.
        touched |= np.isin(before, before[changed])
    hosts = rng.integers(MUNICIPALITIES, size=ARRANGEMENTS).tolist()
    first = [members_of(host, before, noise, rng) for host in hosts]
    if case == "seeds":
        return [network_of(first)] * 2
    second = [
        members_of(host, after, noise, rng)
        if touched[host] or changed[one].any() or rng.random() < REDRAWN
        else one
        for host, one in zip(hosts, first, strict=True)
    ]
    return [network_of(first), network_of(second)]


def simulate(key: str, pairs: int) -> dict[str, Any]:
    """Figures that are called changes, by floor."""
    case, noise, number = key.split("/")
    rng = np.random.default_rng([CASES.index(case), round(100 * float(noise)), int(number)])
    networks = two_dates(case, float(noise), rng)
    seeds = [2 * int(number), 2 * int(number) + 1]
    common = {"method": "leiden", "runs": RUNS, "progress": False}
    items = [
        mg.ensemble(network, runs=RUNS, seed=seed, progress=False).best
        for network, seed in zip(networks, seeds, strict=True)
    ]
    found = {
        runs: mg.track(items, noise_runs=runs, pairs=count, seed=seeds[0], **common)
        for runs, count in ((1, pairs), (RUNS, -(-pairs // 2)))
    }
    said = {}
    for name, (runs, column) in FLOORS.items():
        floor = found[runs].noise.groupby("figure")[column].max()
        value = found[runs].changes.set_index("figure")["value"]
        said[name] = sorted(value.index[value > floor.reindex(value.index)])
    return {"said": said, "happened": [one for one in PLANTED if found[1].table.loc[0, one]]}


def keys(simulations: int) -> Iterator[str]:
    for number in range(simulations):
        for case in CASES:
            for noise in NOISE:
                yield f"{case}/{noise}/{number}"


def table(store: cells.Store) -> str:
    rows = pd.DataFrame(
        [(*key.split("/")[:2], record) for key, record in store.records.items()],
        columns=["case", "noise", "record"],
    )
    count = int(rows.groupby(["case", "noise"]).size().min())
    text = "\nShare of steps in which anything is called a change, "
    text += f"{count} simulations per case; in brackets the share in which what was planted is "
    text += "seen, and is called a change itself:\n\n"
    text += "| noise | floor | " + " | ".join(CASES) + " |\n"
    text += "|---|---|" + "---|" * len(CASES) + "\n"
    for noise in NOISE:
        for floor in FLOORS:
            shown = []
            for case in CASES:
                here = rows[(rows["case"] == case) & (rows["noise"] == str(noise))]["record"]
                any_ = statistics.mean(bool(one["said"][floor]) for one in here)
                seen = statistics.mean(case in one["happened"] for one in here)
                named = statistics.mean(case in one["said"][floor] for one in here)
                planted = f" ({seen:.2f}, {named:.2f})" if case in PLANTED else ""
                shown.append(f"{any_:.2f}{planted}")
            text += f"| {noise:g} | {floor} | " + " | ".join(shown) + " |\n"
    return text + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--simulations", type=int, default=20)
    parser.add_argument("--pairs", type=int, default=200, help="of runs; of ensembles half as many")
    parser.add_argument("--store", type=Path, default=Path("build/validity/tracking.jsonl"))
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    store = cells.Store(options.store)
    cells.run_or_stop(store, keys(options.simulations), lambda key: simulate(key, options.pairs))
    cells.show(table(store), "tracking", options.write)


if __name__ == "__main__":
    main()
