"""Kill a process that works on a register file, and look at what it leaves.

    python scripts/kill_stores.py [--kills 200] [--seed 0]

Each time a child does one of five things over and over until it is killed: it updates a file and
undoes that, saves one register over another, brings a workbook in and undoes that, records a change
and undoes that, or saves new files. Half of the kills come at any moment of a round; the other half
while it writes, which may be a small part of it. The file must then be whole by SQLite's own
checks, hold one of the two states, and can be worked on.
"""

from __future__ import annotations

import argparse
import functools
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import munigraph as mg

WORK = ("update", "save", "workbook", "record", "new")
WRITE = 0.005
"""Seconds that a write may go on before the kill."""


def is_writing(path: Path) -> bool:
    """Whether a transaction is open, or a new file is being made."""
    tails = ("-journal", ".part-")
    return any(one.name.startswith(f"{path.name}{tail}")
               for one in path.parent.iterdir() for tail in tails)  # fmt: skip


def killed_after(
    seconds: float, work: Callable[[], Any], while_true: Callable[[], bool] | None = None
) -> None:
    """Kills a child that works; if `while_true` is given, first so long after that is true."""
    child = os.fork()
    if child == 0:
        try:
            while True:
                work()
        finally:
            os._exit(1)
    patience = time.monotonic() + 30
    while while_true is not None and not while_true() and time.monotonic() < patience:
        pass
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise AssertionError("the child ended by itself: its work failed")


def require_whole(path: Path) -> None:
    with sqlite3.connect(path) as database:
        found = database.execute("PRAGMA integrity_check").fetchall()
        broken = database.execute("PRAGMA foreign_key_check").fetchall()
    database.close()
    if found != [("ok",)] or broken:
        raise AssertionError(f"{path.name}: {found} {broken}")


class Stage:
    """Two registers, a workbook, and the state of a file that each work leads to."""

    def __init__(self, home: Path) -> None:
        self.home, self.path = home, home / "a.munigraph"
        self.first, self.second = (mg.synthetic(60, 80, seed=seed) for seed in (1, 2))
        self.pristine = home / "pristine.munigraph"
        self.first.save(self.pristine, source="s")
        row = self.first.at("2020-06-01").memberships.iloc[0]
        self.change = f"2020-06-01 {row['participant']} leaves {row['arrangement']}"
        self.book = home / "a.xlsx"
        scratch = home / "scratch.munigraph"
        shutil.copy(self.pristine, scratch)
        mg.record_change(scratch, self.change)
        self.changed = mg.open_register(scratch)
        self.states = {
            "update": [self.text(self.first), self.text(self.first.update(self.second)[0])],
            "save": [self.text(self.first), self.text(self.second)],
            "record": [self.text(self.first), self.text(self.changed)],
        }
        self.states["workbook"] = [*self.states["update"][:1], self.text(self.edited())]
        self.states["new"] = self.states["update"][:1]
        self.seconds = {kind: self.seconds_of(kind) for kind in WORK}

    def seconds_of(self, kind: str) -> float:
        """How long a round of a work takes here and now; kills come at any moment of it."""
        shutil.copy(self.pristine, self.path)
        begun = time.monotonic()
        self.work(kind)
        return time.monotonic() - begun

    @staticmethod
    def text(register: mg.Register) -> Any:
        found = register._core.to_text()
        return {
            name: sorted(zip(*columns.values(), strict=True)) for name, columns in found.items()
        }

    def edited(self) -> mg.Register:
        """What a workbook brings in: it lacks the edit, so the file takes it back."""
        self.first.to_workbook(self.book)
        import python_calamine
        import xlsxwriter

        cells = python_calamine.CalamineWorkbook.from_path(str(self.book))
        with xlsxwriter.Workbook(str(self.home / "b.xlsx"), {"strings_to_formulas": False}) as book:
            for name in cells.sheet_names:
                sheet = book.add_worksheet(name)
                for k, row in enumerate(cells.get_sheet_by_name(name).to_python()):
                    for j, value in enumerate(row):
                        said = "edited" if (name, k, j) == ("participants", 1, 2) else value
                        if isinstance(said, (int, float)):
                            sheet.write_number(k, j, said)
                        elif said != "":
                            sheet.write_string(k, j, str(said)[:10] if _is_day(said) else said)
        (self.home / "b.xlsx").replace(self.book)
        scratch = self.home / "scratch.munigraph"
        shutil.copy(self.pristine, scratch)
        mg.store.update_from_workbook(scratch, self.book)
        return mg.open_register(scratch)

    def work(self, kind: str) -> None:
        if kind == "save":
            self.second.save(self.path)
            self.first.save(self.path)
            return
        if kind == "new":
            self.path.unlink(missing_ok=True)
            self.first.save(self.path)
            return
        if kind == "update":
            mg.update_register(self.path, self.second, source="s")
        elif kind == "workbook":
            mg.store.update_from_workbook(self.path, self.book)
        else:
            mg.record_change(self.path, self.change)
        mg.store.undo_import(self.path)


def _is_day(value: object) -> bool:
    return hasattr(value, "isoformat")


def kill_stores(kills: int, seed: int, home: Path) -> Counter[str]:
    """Kills at random moments; how often each state was found. AssertionError where it is none."""
    draw, stage = random.Random(seed), Stage(home)
    found: Counter[str] = Counter()
    for number in range(kills):
        kind = WORK[number % len(WORK)]
        shutil.copy(stage.pristine, stage.path)
        for part in home.glob("*.part-*"):  # of a child that was killed
            part.unlink()
        within = number // len(WORK) % 2 == 1
        moment = draw.uniform(0, WRITE if within else 1.5 * stage.seconds[kind])
        killed_after(
            moment,
            functools.partial(stage.work, kind),
            functools.partial(is_writing, stage.path) if within else None,
        )
        found["in the middle of writing"] += is_writing(stage.path)
        if kind == "new" and not stage.path.exists():
            found["new: not there"] += 1
            continue
        state = stage.text(mg.open_register(stage.path))
        require_whole(stage.path)
        states = stage.states[kind]
        if state not in states:
            raise AssertionError(f"kill {number} of {kind}: neither of the states")
        found[f"{kind}: state {states.index(state) + 1}"] += 1
        stage.first.save(stage.path)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill programs that work on a register file.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        for what, count in sorted(kill_stores(given.kills, given.seed, Path(home)).items()):
            print(f"{what}: {count}")
    print(f"every file was whole after each of the kills: {given.kills}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
