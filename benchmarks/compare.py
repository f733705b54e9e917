"""Runs every task with every contender, each measurement in a process of its own, and writes the
table and the figures behind it.

    python compare.py [--small] [--task NAME ...] [--data NAME ...] [--repeats N]
                      [--table docs/benchmarks.md] [--json benchmarks/results.json]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

PEERS = ("igraph", "leidenalg", "networkit", "scikit-network", "scikit-learn", "scipy", "numpy")
OURS = "munigraph"


def main() -> None:
    options = arguments()
    from tasks import load_tasks

    tasks = load_tasks()
    results = []
    if options.update and options.json.exists():
        results = json.loads(options.json.read_text())["results"]
    for task_name in options.task or tasks:
        task = tasks[task_name]
        for data in task.small if options.small else task.data:
            if options.data and data not in options.data:
                continue
            for contender in task.contenders:
                if data not in task.only.get(contender, (data,)):
                    continue
                if options.contender and contender not in options.contender:
                    continue
                result = repeated(
                    task_name, contender, data, repeats(options, data), options.timeout
                )
                result |= {"task": task_name, "contender": contender, "data": data}
                same = ("task", "contender", "data")
                results = [r for r in results if any(r[k] != result[k] for k in same)]
                results.append(result)
                print(line(result), file=sys.stderr, flush=True)
                write(options, results, tasks)  # at once: a long run may be interrupted
    write(options, results, tasks)
    print(f"written: {options.table} and {options.json}", file=sys.stderr)


def write(options: argparse.Namespace, results: list[dict[str, Any]], tasks: Any) -> None:
    report = {"machine": machine(), "small": options.small, "results": results}
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(report, indent=1) + "\n")
    options.table.parent.mkdir(parents=True, exist_ok=True)
    options.table.write_text("\n".join(document(report, tasks)) + "\n")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--small", action="store_true", help="smaller networks, two minutes")
    parser.add_argument("--task", action="append", help="only these tasks")
    parser.add_argument("--data", action="append", help="only these networks")
    parser.add_argument("--contender", action="append", help="only these contenders")
    parser.add_argument("--repeats", type=int, help="runs of each (seeds 0, 1, …)")
    parser.add_argument("--timeout", type=float, default=3600, help="seconds for one measurement")
    parser.add_argument("--update", action="store_true", help="keep other results of the JSON file")
    parser.add_argument("--table", type=Path, default=HERE.parent / "docs" / "benchmarks.md")
    parser.add_argument("--json", type=Path, default=HERE / "results.json")
    return parser.parse_args()


def repeats(options: argparse.Namespace, data: str) -> int:
    if options.repeats:
        return options.repeats
    if options.small:
        return 1
    return {"world": 1, "europe": 3}.get(data, 5)


def repeated(task: str, contender: str, data: str, times: int, timeout: float) -> dict[str, Any]:
    """Medians over seeds; `skipped` says why there are none."""
    runs = []
    for seed in range(times):
        run = one(task, contender, data, seed, timeout)
        if "skipped" in run:
            return run
        runs.append(run)
    return {
        "runs": len(runs),
        "cpu": medians(runs, "cpu"),
        "wall": medians(runs, "wall"),
        "memory": statistics.median(run["memory"] for run in runs),
        "score": medians(runs, "score"),
        "size": runs[0]["size"],
        "all": [{key: run[key] for key in ("cpu", "wall", "memory", "score")} for run in runs],
    }


def medians(runs: list[dict[str, Any]], key: str) -> dict[str, float]:
    return {name: statistics.median(run[key][name] for run in runs) for name in runs[0][key]}


def one(task: str, contender: str, data: str, seed: int, timeout: float) -> dict[str, Any]:
    command = [sys.executable, str(HERE / "worker.py"), task, contender, data, str(seed)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=timeout, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        return {"skipped": f"not finished in {timeout:.0f} s"}
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        killed = done.returncode in (-9, 137)
        return {"skipped": "out of memory" if killed else f"failed: {last[0]}"}
    return json.loads(done.stdout.strip().splitlines()[-1])


def total(result: dict[str, Any], kind: str = "cpu") -> float:
    """Seconds without the conversion into a peer's graph."""
    return sum(seconds for phase, seconds in result[kind].items() if phase != "conversion")


def line(result: dict[str, Any]) -> str:
    name = f"{result['task']:12} {result['data']:9} {result['contender']:26}"
    if "skipped" in result:
        return f"{name} {result['skipped']}"
    figures = ", ".join(f"{key} {value:.6g}" for key, value in result["score"].items())
    return f"{name} {total(result):9.3f} s {result['memory']:8.0f} MB  {figures}"


def machine() -> dict[str, Any]:
    versions = {}
    for name in ("munigraph", *PEERS):
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "versions": versions,
    }


def processor() -> str:
    try:
        for entry in Path("/proc/cpuinfo").read_text().splitlines():
            if entry.startswith("model name"):
                return entry.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def document(report: dict[str, Any], tasks: dict[str, Any]) -> Iterator[str]:
    used = report["machine"]
    yield "# Benchmarks"
    yield ""
    yield "Made by `bash benchmarks/run.sh" + (" --small`." if report["small"] else "`.")
    yield ""
    yield (
        "Every figure is measured in a process of its own, through Python, on the same network. "
        "Seconds are of the processor (wall time beside it), medians over seeds; memory is the "
        "peak above what the process held before. × compares processor time with the first row"
        " (how many times as long). Machines differ, and so do moments: read the ratios."
    )
    yield ""
    names = ", ".join(f"{name} {number}" for name, number in used["versions"].items())
    yield f"{used['processor']}, {used['cores']} cores, Python {used['python']}; {names}."
    for name, task in tasks.items():
        rows = [r for r in report["results"] if r["task"] == name]
        if rows:
            yield from section(task, rows)


def section(task: Any, rows: list[dict[str, Any]]) -> Iterator[str]:
    yield ""
    yield f"## {task.title}"
    if task.note:
        yield ""
        yield task.note
    for data in dict.fromkeys(row["data"] for row in rows):
        yield ""
        yield from table([row for row in rows if row["data"] == data], data)


def table(rows: list[dict[str, Any]], data: str) -> Iterator[str]:
    done = [row for row in rows if "skipped" not in row]
    if not done:
        yield f"**{data}**: {rows[0]['skipped']}"
        return
    size = done[0]["size"]
    yield (
        f"**{data}** ({size['municipalities']:,} municipalities × {size['arrangements']:,} "
        f"arrangements, {size['memberships']:,} memberships)"
    )
    yield ""
    phases = list(dict.fromkeys(p for row in done for p in row["cpu"]))
    scores = list(dict.fromkeys(s for row in done for s in row["score"]))
    head = ["", *(f"{p} s" for p in phases), "wall s", "×", "MB", *scores, "seeds"]
    yield "| " + " | ".join(head) + " |"
    yield "|---" + "|--:" * (len(head) - 1) + "|"
    ours = next((total(row) for row in done if row["contender"] == OURS), None)
    for row in rows:
        if "skipped" in row:
            yield f"| {row['contender']} | {row['skipped']} |" + " |" * (len(head) - 2)
            continue
        cells = [row["contender"]]
        cells += [seconds(row["cpu"].get(phase)) for phase in phases]
        cells.append(seconds(sum(row["wall"].values())))
        cells.append(f"{total(row) / ours:.3g}" if ours else "")
        cells.append(f"{row['memory']:.0f}")
        cells += [f"{row['score'][s]:.6g}" if s in row["score"] else "" for s in scores]
        cells.append(str(row["runs"]))
        yield "| " + " | ".join(cells) + " |"


def seconds(value: float | None) -> str:
    return "" if value is None else f"{value:.3g}"


if __name__ == "__main__":
    main()
