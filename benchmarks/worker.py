"""One measurement in a process of its own: prints one line of JSON.

python worker.py TASK CONTENDER DATA SEED
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))


def available_memory() -> float:
    """MB, or infinity where the system does not say."""
    try:
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return float("inf")


def measure(task_name: str, contender: str, data: str, seed: int) -> dict:
    from networks import load
    from tasks import Clock, load_tasks

    task = load_tasks()[task_name]
    memberships = load(data)
    if memberships is None:
        return {"skipped": "data not found"}
    needs = task.memory[contender](memberships) if contender in task.memory else 0
    if needs > available_memory():
        return {"skipped": f"needs about {needs / 1024:.0f} GB"}
    clock = Clock()
    result = task.contenders[contender](memberships, seed, clock)
    memory = clock.memory
    return {
        "cpu": clock.cpu,
        "wall": clock.wall,
        "memory": memory,
        "score": task.score(memberships, result),
        "size": {
            "municipalities": memberships.n,
            "arrangements": len(memberships.sizes),
            "memberships": len(memberships.participants),
        },
    }


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))))
