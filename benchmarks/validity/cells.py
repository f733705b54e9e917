"""What simulations of type-I error share: results that survive an interruption, and the criterion.

A cell is a test × statistic × side. It passes if an exact one-sided binomial test does not reject
"rate at most .05" at .05 / number of cells; below .03 it is allowed, and named conservative.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ALPHA = 0.05
CONSERVATIVE = 0.03


class Store:
    """Records of simulations, one line each, written as they are done."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self.records: dict[str, dict[str, Any]] = {}
        if path.exists():
            for line in path.read_text("utf-8").splitlines():
                try:
                    record = json.loads(line)
                except ValueError:  # The line that an interruption cut.
                    continue
                self.records[record["key"]] = record

    def run(self, keys: Iterator[str], simulate: Callable[[str], dict[str, Any]]) -> None:
        """Simulate what is not there yet."""
        text = self.path.read_text("utf-8") if self.path.exists() else ""
        cut = text != "" and not text.endswith("\n")
        with self.path.open("a", encoding="utf-8") as file:
            if cut:
                file.write("\n")
            for key in keys:
                if key in self.records:
                    continue
                record = {"key": key} | simulate(key)
                self.records[key] = record
                file.write(json.dumps(record) + "\n")
                file.flush()


def tail(count: int, reached: int, rate: float = ALPHA) -> float:
    """P(X ≥ reached) of a binomial."""
    logs = [
        math.lgamma(count + 1) - math.lgamma(k + 1) - math.lgamma(count - k + 1)
        + k * math.log(rate) + (count - k) * math.log1p(-rate)
        for k in range(reached, count + 1)
    ]  # fmt: skip
    return min(1.0, math.fsum(math.exp(one) for one in logs))


def verdict(reached: int, count: int, cells: int) -> str:
    if tail(count, reached) < ALPHA / cells:
        return "too often"
    return "conservative" if reached / count < CONSERVATIVE else "holds"


def interval(reached: int, count: int) -> tuple[float, float]:
    """Wilson's 95% interval of a rate."""
    z = 1.959964
    p = reached / count
    centre = (p + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * math.sqrt(p * (1 - p) / count + z * z / (4 * count**2))
    return max(0.0, centre - half), min(1.0, centre + half)


def rate(reached: int, count: int) -> str:
    low, high = interval(reached, count)
    return f"{reached / count:.3f} ({low:.3f}–{high:.3f})"


def write_between(path: Path, name: str, text: str) -> None:
    """Replace what stands between the marks of that name."""
    first, last = f"<!-- {name} -->", f"<!-- /{name} -->"
    whole = path.read_text("utf-8")
    before, _, rest = whole.partition(first)
    _, mark, after = rest.partition(last)
    if not mark:
        raise SystemExit(f"{path} has no marks {first} … {last}")
    path.write_text(f"{before}{first}\n{text}{last}{after}", "utf-8")


def run_or_stop(
    store: Store, keys: Iterator[str], simulate: Callable[[str], dict[str, Any]]
) -> None:
    """Simulate what is missing; an interruption ends the program with what is done kept."""
    try:
        store.run(keys, simulate)
    except KeyboardInterrupt:
        print("stopped; run it again to go on", file=sys.stderr)
        raise SystemExit(130) from None


def show(text: str, name: str, page: Path | None) -> None:
    """Write the text between the marks of that name, or print it."""
    if page:
        write_between(page, name, text)
    else:
        print(text)
