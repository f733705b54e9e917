"""A multiverse of a million Leiden runs on the Dutch register, through Python, as a user would.

    python benchmarks/multiverse.py [--runs 1000000] [--threads 1 2] [--register nl-2020]

The grid is that of examples/notebooks/multiverse.ipynb: 3 domains × imposed cooperation counted or
not × 5 weightings × 6 size caps × 4 `min_shared`, at as many resolutions as make up the runs,
20 seeds each. Agreement and every other column are part of the time. Beside it stands what Leiden
alone takes: the same number of runs in one `ensemble` of the register's default network.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

import munigraph as mg
import numpy as np

DATE = "2020-07-01"
SEEDS = 20
GRID: dict[str, Any] = {
    "domain": [None, "social", "physical"],
    "obligation": [None, ["semi", "free", "unknown"]],
    "weighting": ["newman", "count", "pair_share", "binary", "jaccard"],
    "max_size": [None, 50, 30, 20, 10, 5],
    "min_shared": [1, 2, 3, 5],
}


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Wall seconds, CPU seconds, and what came out."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return time.perf_counter() - wall, time.process_time() - cpu, result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=1_000_000)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--register", default="nl-2020")
    options = parser.parse_args()
    register = mg.datasets.load(options.register)
    constructions = int(np.prod([len(values) for values in GRID.values()]))
    count = max(1, round(options.runs / (constructions * SEEDS)))
    grid = {**GRID, "resolution": np.geomspace(0.25, 4, count)}
    for threads in options.threads:
        wall, cpu, table = timed(
            lambda threads=threads: mg.multiverse(
                register, grid, date=DATE, runs=SEEDS, seed=1, threads=threads, reference={}
            )
        )
        runs = SEEDS * int((table["status"] == "ok").sum())
        print(
            f"multiverse, {threads} threads: {len(table):,} rows, {runs:,} runs in {wall:.1f} s "
            f"({cpu:.1f} s CPU), {1e3 * cpu / runs:.3f} ms CPU per run; "
            f"clusters {table['clusters'].min():g} to {table['clusters'].max():g}"
        )
    network = register.at(DATE).network()
    wall, cpu, _ = timed(lambda: mg.ensemble(network, runs=10_000, threads=1, progress=False))
    print(f"ensemble of the default network, 1 thread: {1e3 * cpu / 10_000:.3f} ms CPU per run")


if __name__ == "__main__":
    main()
