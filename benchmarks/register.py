"""How long it takes to read the Dutch register and to build the network of every domain.

    python benchmarks/register.py [roo_gr_participants.csv] [--date 2020-07-01] [--repeat 3]

Prints seconds per step, the best of the repeats, with the ties of every network worked out, and
fails if all of it takes longer than the limit. Imports are timed apart: they are paid once.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

LIMIT = 3.0
"""Seconds for reading and all domain networks."""


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    made = work()
    return time.perf_counter() - start, made


def measure(path: Path, date: str) -> dict[str, float]:
    """Seconds per step, in their order."""
    import munigraph as mg

    steps: dict[str, float] = {}
    steps["read"], (register, report) = timed(lambda: mg.read_roo(path))
    print(f"{register!r}; {report}", file=sys.stderr)
    steps["at"], snapshot = timed(lambda: register.at(date))
    for domain in register.domains:
        seconds, network = timed(lambda domain=domain: snapshot.network(domain=domain))
        more, ties = timed(lambda network=network: network.edge_count)
        steps[f"network {domain} ({network.arrangement_count} arrangements, {ties} ties)"] = (
            seconds + more
        )
    return steps


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("path", nargs="?", type=Path)
    parser.add_argument("--date", default="2020-07-01")
    parser.add_argument("--repeat", type=int, default=3)
    arguments = parser.parse_args()

    def load() -> None:
        import munigraph.readers.roo  # noqa: F401
        import numpy  # noqa: F401
        import pandas  # noqa: F401

    print(f"{timed(load)[0]:8.3f} s  imports")
    from munigraph.datasets import _datasets as datasets

    path = arguments.path or datasets.fetch("nl-roo")
    runs = [measure(path, arguments.date) for _ in range(arguments.repeat)]
    best = min(runs, key=lambda run: sum(run.values()))
    for step, seconds in best.items():
        print(f"{seconds:8.3f} s  {step}")
    total = sum(best.values())
    print(f"{total:8.3f} s  in all (limit {LIMIT:g} s)")
    return int(total > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
