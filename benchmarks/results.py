"""Measurements on file, and the rows of the tables made of them."""

from __future__ import annotations

import json
import math
import os
import platform
import statistics
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PACKAGES = (
    "munigraph",
    "igraph",
    "leidenalg",
    "networkit",
    "scikit-network",
    "scikit-learn",
    "bicm",
    "scipy",
    "numpy",
)
KEY = ("task", "data", "contender", "seed")
Run = dict[str, Any]
Row = dict[str, Any]


class Store:
    """Single measurements in a JSON file, which is written after each of them."""

    def __init__(self, path: Path, *, small: bool, code: str) -> None:
        self.path = path
        self.small = small
        self.code = code
        self.runs: dict[tuple[Any, ...], Run] = {}

    def read(self, same_build: bool) -> None:
        """Take over what is on file; ValueError if that is another table or another build's."""
        if not self.path.exists():
            return
        found = json.loads(self.path.read_text())
        if found.get("small") != self.small or "measurements" not in found:
            raise ValueError(f"{self.path} belongs to another table; start anew or name another")
        if same_build and found["code"] != self.code:
            raise ValueError(
                f"{self.path} was measured with another build of the package: start anew, or "
                "measure some of it again with --update"
            )
        for run in found["measurements"]:
            if "skipped" not in run or not same_build:  # what failed is tried again
                self.add(run)

    def done(self, task: str, data: str, contender: str, seed: int) -> bool:
        """Whether there is nothing left to measure."""
        key = (task, data, contender)
        if (*key, seed) in self.runs:
            return True
        return any("skipped" in run for known, run in self.runs.items() if known[:3] == key)

    def forget(self, task: str, data: str, contender: str) -> None:
        self.runs = {k: r for k, r in self.runs.items() if k[:3] != (task, data, contender)}

    def add(self, run: Run) -> None:
        self.runs[tuple(run[key] for key in KEY)] = run

    def rows(self) -> list[Row]:
        """In the order of the measurements."""
        groups: dict[tuple[Any, ...], list[Run]] = {}
        for key, run in self.runs.items():
            groups.setdefault(key[:3], []).append(run)
        return [combined(runs) for runs in groups.values()]

    def write(self, rows: list[Row], targets: list[dict[str, Any]]) -> None:
        """Whole or not at all."""
        report = {
            "machine": machine(),
            "small": self.small,
            "code": self.code,
            "targets": targets,
            "rows": rows,
            "measurements": list(self.runs.values()),
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        partial = self.path.with_suffix(".partial")
        partial.write_text(json.dumps(report, indent=1) + "\n")
        partial.replace(self.path)


def combined(runs: list[Run]) -> Row:
    """Medians over the seeds, seconds per unit, and the mean quality; `skipped` says why there are
    none."""
    row: Row = {key: runs[0][key] for key in KEY[:3]}
    done = [run for run in runs if "skipped" not in run]
    if not done:
        return {**row, "skipped": runs[-1]["skipped"]}
    each = {
        kind: [{p: s / run["units"] for p, s in run[kind].items()} for run in done]
        for kind in ("cpu", "wall")
    }
    return {
        **row,
        "seeds": len(done),
        "units": sum(run["units"] for run in done),
        "cpu": medians(each["cpu"]),
        "wall": medians(each["wall"]),
        "memory": statistics.median(run["memory"] for run in done),
        "process": statistics.median(run["process"] for run in done),
        "quality": pooled([run["quality"] for run in done]),
        "score": medians([run["score"] for run in done]),
        "size": done[0]["size"],
    }


def medians(measured: list[dict[str, float]]) -> dict[str, float]:
    names = dict.fromkeys(name for one in measured for name in one)
    return {n: statistics.median(one[n] for one in measured if n in one) for n in names}


def pooled(parts: list[dict[str, float] | None]) -> dict[str, Any] | None:
    """Number, mean, standard deviation and standard error of all runs together; the latter two
    None for a single run."""
    known = [part for part in parts if part]
    if not known:
        return None
    count = sum(part["runs"] for part in known)
    mean = sum(part["runs"] * part["mean"] for part in known) / count
    squares = sum(
        (part["runs"] - 1) * part["sd"] ** 2 + part["runs"] * (part["mean"] - mean) ** 2
        for part in known
    )
    sd = math.sqrt(squares / (count - 1)) if count > 1 else None
    error = None if sd is None else sd / math.sqrt(count)
    return {"runs": count, "mean": mean, "sd": sd, "error": error}


def difference(ours: Row, theirs: Row) -> tuple[float, float] | None:
    """How much better our mean quality is, and the standard error of that. One run of theirs is
    taken to vary as ours do."""
    mine, other = ours.get("quality"), theirs.get("quality")
    if not mine or not other:
        return None
    sd = other["sd"] if other["sd"] is not None else mine["sd"]
    if sd is None or mine["sd"] is None:
        return mine["mean"] - other["mean"], float("nan")
    error = math.hypot(mine["sd"] / math.sqrt(mine["runs"]), sd / math.sqrt(other["runs"]))
    return mine["mean"] - other["mean"], error


def total(row: Row, kind: str = "cpu") -> float:
    """Seconds per unit, without the conversion into a peer's graph."""
    return sum(seconds for phase, seconds in row[kind].items() if phase != "conversion")


def find(rows: Iterable[Row], task: str, data: str, contender: str = "munigraph") -> Row | None:
    """The row, if it was measured."""
    wanted = (task, data, contender)
    for row in rows:
        if (row["task"], row["data"], row["contender"]) == wanted and "skipped" not in row:
            return row
    return None


def machine() -> dict[str, Any]:
    versions = {}
    for name in PACKAGES:
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
