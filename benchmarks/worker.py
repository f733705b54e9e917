"""One measurement in a process of its own: prints one line of JSON.

python worker.py TASK CONTENDER DATA SEED [--small]
"""

from __future__ import annotations

import json
import math
import resource
import statistics
import sys
from pathlib import Path
from typing import Any

from clock import Clock, held_by_process


def available_memory() -> float:
    """MB, or infinity where the system does not say."""
    try:
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return float("inf")


def hold_to(available: float) -> None:
    """Let this process fail, and not the machine, where it takes more memory than there is."""
    held = held_by_process("VmSize")
    if held is not None and available != float("inf"):
        limit = int((held + available) * 2**20)
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def measure(
    task_name: str, contender: str, data: str, seed: int, small: bool = False
) -> dict[str, Any]:
    from tasks import load_tasks

    task = load_tasks()[task_name]
    given = task.load(data)
    if given is None:
        return {"skipped": "data not found"}
    if contender in task.memory:
        needs, there = task.memory[contender](given), available_memory()
        if needs > there:
            return {"skipped": f"needs about {needs / 1024:.0f} GB of memory"}
        hold_to(there)
    clock = Clock(small)
    result = task.contenders[contender](given, seed, clock)
    score = task.score(given, result)
    return {
        "cpu": clock.cpu,
        "wall": clock.wall,
        "units": clock.units,
        "memory": clock.memory,
        "process": clock.peak,
        "quality": summary(score.pop("quality", None)),
        "score": {name: value for name, value in score.items() if not math.isnan(value)},
        "size": given.size,
    }


def summary(values: Any) -> dict[str, float] | None:
    """Number, mean and standard deviation of a quality or of the qualities of many runs."""
    if values is None:
        return None
    values = [float(v) for v in values] if isinstance(values, list) else [float(values)]
    sd = statistics.stdev(values) if len(values) > 1 else 0.0
    return {"runs": len(values), "mean": statistics.fmean(values), "sd": sd}


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if argument != "--small"]
    print(json.dumps(measure(*arguments[:3], int(arguments[3]), "--small" in sys.argv)))
