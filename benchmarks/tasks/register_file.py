"""A register file: opened."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from clock import Clock

from tasks import task
from tasks.chronicle import Given, load_register


def score(given: Given, found: Any) -> dict[str, Any]:
    return {"versions": len(found), "memberships": found._core.counts[3]}


files = task(
    name="register_file",
    title="Opening a register file",
    data=("nl-roo",),
    small={"nl-roo": ()},
    score=score,
    load=load_register,
    note="The Dutch register with all its versions, with the history of the file. One of a million "
    "participants is written and read by `benchmarks/cpp/register_file.py`.",
)


@files.contender("munigraph")
def munigraph(given: Given, seed: int, clock: Clock) -> Any:
    import munigraph as mg

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.munigraph"
        given.register.save(path)
        mg.open_register(path)  # modules are loaded when first used
        with clock("open"):
            return mg.open_register(path)
