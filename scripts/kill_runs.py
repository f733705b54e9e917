"""Kill a study or a multiverse at random moments, resume it, and verify what it gives.

    python scripts/kill_runs.py study --kills 40
    python scripts/kill_runs.py multiverse --kills 40

Every kill (SIGKILL) hits a process of its own at a moment drawn from the time of an undisturbed
run. One in two is taken up again and killed again before it is resumed to its end; then every table
equals that of the undisturbed run, a study is computed anew by `verify`, and no draft is left.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

# Everything that children need, so that they do not spend their time on imports. No work is done in
# this process: its threads would be lost in a fork.
import munigraph as mg
import munigraph.bridging
import munigraph.clustering
import munigraph.comparison
import munigraph.datasets
import munigraph.plot._specification
import munigraph.readers
import munigraph.registry
import munigraph.study._compare
import munigraph.study._steps
import pandas as pd
import pyarrow.dataset
import pyarrow.parquet  # noqa: F401
from munigraph.inference._multiverse import rows as multiverse_rows
from munigraph.study import StudyResult, run, verify
from munigraph.study._code import code_hash
from munigraph.study._entries import table_hash

SETTINGS = {
    "study": {"title": "To be killed", "seed": 7},
    "data": {"synthetic": {"municipalities": 40, "arrangements": 60, "clusters": 4}},
    "networks": {"whole": {}, "small": {"max_size": 4}},
    "clusters": {"method": "leiden", "runs": 5},
    "bridges": {},
    "comparison": {},
    "output": {"report": False, "tables": ["csv"]},
}
GRID = {
    "weighting": ["newman", "count", "binary"],
    "max_size": [None, 4, 6],
    "resolution": [0.5, 1.0, 2.0],
}


def study(out: Path) -> None:
    run(SETTINGS, out)


def same_study(out: Path, clean: Path) -> None:
    first, second = StudyResult(clean), StudyResult(out)
    assert list(first) == list(second)
    for name in first:
        assert table_hash(first[name]) == table_hash(second[name]), name
    names = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()}
    assert set(second.manifest["files"]) == {n for n in names if not n.startswith("cache/")}
    assert verify(out).same


def multiverse(out: Path) -> None:
    multiverse_rows._PART_SECONDS = 0.02  # parts enough to be killed between
    register = mg.synthetic(40, 60, clusters=4)
    options = {"date": "2020-07-01", "runs": 20, "seed": 3, "threads": 1, "progress": False}
    out.mkdir(exist_ok=True)
    mg.multiverse(register, GRID, **options, out=out / "rows.parquet")


def same_multiverse(out: Path, clean: Path) -> None:
    first, second = (pd.read_parquet(folder / "rows.parquet") for folder in (clean, out))
    pd.testing.assert_frame_equal(first, second, check_exact=True)
    assert os.listdir(out) == ["rows.parquet"]


WORK: dict[str, tuple[Callable[[Path], None], Callable[[Path, Path], None]]] = {
    "study": (study, same_study),
    "multiverse": (multiverse, same_multiverse),
}


def begin(work: Callable[..., None], *arguments: Path) -> int:
    """Start work in a child; gives its number."""
    child = os.fork()
    if child:
        return child
    try:
        work(*arguments)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def finish(work: Callable[..., None], *arguments: Path) -> None:
    status = os.waitpid(begin(work, *arguments), 0)[1]
    assert status == 0, f"{work.__name__} ended with status {status}"


def kill_once(work: Callable[[Path], None], out: Path, moment: float) -> bool:
    """Whether the child was still at work."""
    child = begin(work, out)
    time.sleep(moment)
    os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or status == 0, f"it failed by itself: {status}"
    return os.WIFSIGNALED(status)


def kill(name: str, kills: int, seed: int, folder: Path) -> dict[str, int]:
    """``kills`` kills that hit: how many there were, and how many runs were then verified."""
    work, same = WORK[name]
    code_hash()  # once, and not in every child
    clean, out = folder / "clean", folder / "out"
    started = time.monotonic()
    finish(work, clean)
    whole = time.monotonic() - started
    chance = random.Random(seed)
    done = resumed = left = 0
    while done < kills:
        for _ in range(chance.choice((1, 2))):
            done += kill_once(work, out, chance.uniform(0, whole))
        left += out.exists()
        finish(work, out)
        finish(same, out, clean)
        assert not list(out.rglob(".tmp-*"))
        resumed += 1
        shutil.rmtree(out)
    return {"kills": done, "resumed": resumed, "left_something": left}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("what", choices=[*WORK, "all"], nargs="?", default="all")
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    for name in WORK if chosen.what == "all" else [chosen.what]:
        with tempfile.TemporaryDirectory(prefix="munigraph-kill-") as scratch:
            found = kill(name, chosen.kills, chosen.seed, Path(scratch))
        said = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in found.items())
        print(f"{name}: {said}; every resumed run was verified", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
