"""Runs every task with every contender, each measurement in a process of its own, and writes the
tables and the figures behind them after each.

    python compare.py [--small] [--resume | --update] [--task NAME ...] [--data NAME ...]
                      [--contender NAME ...] [--repeats N] [--table FILE] [--json FILE]

An interrupted run goes on with --resume. --update measures what is chosen again and keeps the rest.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from results import Run, Store, combined, total

HERE = Path(__file__).parent
ROOT = HERE.parent

Job = tuple[str, str, str, int]
"""Task, data, contender, seed."""


def main() -> int:
    options = arguments()
    from networks import code
    from tasks import load_tasks

    tasks = load_tasks()
    store = Store(options.json, small=options.small, code=code())
    jobs = list(chosen(tasks, options))
    if not jobs:
        print("error: nothing is called so", file=sys.stderr)
        return 2
    try:
        if options.resume or options.update:
            store.read(same_build=options.resume)
    except ValueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    if options.update:
        for task, data, contender, _ in jobs:
            store.forget(task, data, contender)
    try:
        measure_all(jobs, store, tasks, options)
    except KeyboardInterrupt:
        print("interrupted; --resume goes on", file=sys.stderr)
        return 130
    print(f"written: {options.table} and {options.json}", file=sys.stderr)
    return int(any("failed" in run.get("skipped", "") for run in store.runs.values()))


def measure_all(
    jobs: list[Job], store: Store, tasks: dict[str, Any], options: argparse.Namespace
) -> None:
    from report import write

    start = time.monotonic()
    for number, job in enumerate(jobs, 1):
        if store.done(*job):
            continue
        run = one(job, options)
        store.add(run)
        write(store, options.table, tasks)
        passed = time.monotonic() - start
        print(f"{passed:5.0f} s {number:3}/{len(jobs)} {line(run)}", file=sys.stderr, flush=True)
    write(store, options.table, tasks)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--small", action="store_true", help="smaller networks, two minutes")
    parser.add_argument("--resume", action="store_true", help="go on with an interrupted run")
    parser.add_argument("--update", action="store_true", help="keep the other results on file")
    parser.add_argument("--task", action="append", help="only these tasks")
    parser.add_argument("--data", action="append", help="only these networks")
    parser.add_argument("--contender", action="append", help="only these contenders")
    parser.add_argument("--repeats", type=int, help="at most so many seeds of each")
    parser.add_argument("--timeout", type=float, default=1800, help="seconds for one measurement")
    parser.add_argument("--table", type=Path, help="default: docs/benchmarks.md, or with --small "
                        "build/benchmarks-small.md")  # fmt: skip
    parser.add_argument("--json", type=Path, help="default: benchmarks/results.json, or with "
                        "--small build/benchmarks-small.json")  # fmt: skip
    options = parser.parse_args()
    small = ROOT / "build" / "benchmarks-small.md"
    options.table = options.table or (small if options.small else ROOT / "docs" / "benchmarks.md")
    options.json = options.json or (
        small.with_suffix(".json") if options.small else HERE / "results.json"
    )
    return options


def chosen(tasks: dict[str, Any], options: argparse.Namespace) -> Iterator[Job]:
    for name, task in tasks.items():
        if options.task and name not in options.task:
            continue
        for data, contender, seed in task.jobs(options.small):
            if options.data and data not in options.data:
                continue
            if options.contender and contender not in options.contender:
                continue
            if options.repeats is None or seed < options.repeats:
                yield name, data, contender, seed


def one(job: Job, options: argparse.Namespace) -> Run:
    """The measurement of a job, or why there is none."""
    task, data, contender, seed = job
    key = {"task": task, "data": data, "contender": contender, "seed": seed}
    command = [sys.executable, str(HERE / "worker.py"), task, contender, data, str(seed)]
    if options.small:
        command.append("--small")
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=options.timeout,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {**key, "skipped": f"not finished in {options.timeout:.0f} s"}
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        killed = done.returncode in (-9, 137) or "MemoryError" in last[0] or "bad_alloc" in last[0]
        return {**key, "skipped": "out of memory" if killed else f"failed: {last[0]}"}
    return {**key, **json.loads(done.stdout.strip().splitlines()[-1])}


def line(run: Run) -> str:
    name = f"{run['task']:12} {run['data']:14} {run['contender']:26} {run['seed']:2}"
    if "skipped" in run:
        return f"{name} {run['skipped']}"
    figures = {key: f"{value:.6g}" for key, value in run["score"].items()}
    if run["quality"]:
        figures = {"quality": f"{run['quality']['mean']:.6f}", **figures}
    words = ", ".join(f"{key} {value}" for key, value in figures.items())
    return f"{name} {1e3 * total(combined([run])):10.2f} ms {run['memory']:6.0f} MB  {words}"


if __name__ == "__main__":
    sys.exit(main())
