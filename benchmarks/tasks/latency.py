"""How soon Ctrl-C ends a call, how long other threads stand still, how long an import takes."""

from __future__ import annotations

import signal
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clock import Clock

from tasks import task

CALLS = Path(__file__).parent.parent / "calls.py"
OURS = (
    "leiden, europe",
    "leiden, europe, 2 threads",
    "leiden, world, 2 threads",
    "projection and leiden, europe",
    "ensemble, national",
    "ensemble, national, 2 threads",
    "multiverse, nl-2020, 2 threads",
    "profile, national",
    "landscape, national",
    "consensus, national",
    "stability, national",
    "betweenness, region",
    "curveball, europe",
    "backbone, fr-2021",
    "significance, national",
    "generator, world",
    "chronicle, fr-panel",
)
THEIRS = ("leidenalg leiden, region",)
SIGNALS = 6
LONGEST = 2.0
"""Seconds after which a call that repeats itself is interrupted at the latest."""
PHASES = {"projection and leiden, europe": 18, "leiden, world, 2 threads": 12}
"""Calls that do one thing after the other, with their numbers of signals: interrupted in all of
their course."""


@dataclass(frozen=True)
class Name:
    """What is called, or imported."""

    name: str
    size: dict[str, int] = field(default_factory=dict)


@dataclass
class Attempt:
    interrupted: bool
    seconds: float
    """From the beginning to the end, or to the signal."""
    latency: float
    """From the signal to the end."""
    freeze: float
    elsewhere: float
    """The longest pause of a thread of another process meanwhile."""


class Caller:
    """A process that makes the call as often as it is told to."""

    def __init__(self, name: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(CALLS), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        self.line()

    def line(self) -> str:
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        if not said:
            assert self.process.stderr is not None
            last = self.process.stderr.read().strip().splitlines()[-1:]
            raise RuntimeError(last[0] if last else "the call's process ended")
        return said

    def attempt(self, delay: float | None = None) -> Attempt:
        """The call, interrupted after a delay (if any) if it is not done before."""
        assert self.process.stdin is not None
        self.process.stdin.write("call\n")
        began = float(self.line())
        elsewhere, sent = 0.0, time.monotonic()
        while delay is not None and sent < began + delay:
            time.sleep(min(0.001, began + delay - sent))
            elsewhere, sent = max(elsewhere, time.monotonic() - sent), time.monotonic()
        if delay is not None:
            self.process.send_signal(signal.SIGINT)
        how, ended, freeze = self.line().split()
        interrupted = how == "interrupted"
        end = float(ended)
        seconds = (sent if interrupted else end) - began
        return Attempt(interrupted, seconds, end - sent, float(freeze), elsewhere)

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()


def score(name: Name, attempts: list[Attempt]) -> dict[str, Any]:
    heard = [1e3 * a.latency for a in attempts if a.interrupted]
    freezes = [1e3 * a.freeze for a in attempts]
    return {
        "signals heard": len(heard),
        "ms until the end": statistics.median(heard) if heard else float("nan"),
        "at most": max(heard, default=float("nan")),
        "longest freeze, ms": statistics.median(freezes),
        "largest of all calls": max(freezes),
        "in another process": statistics.median(1e3 * a.elsewhere for a in attempts),
    }


interrupts = task(
    name="interrupts",
    title="Ctrl-C in a long call, and how long another thread stands still",
    data=(*OURS, *THEIRS),
    small={"leiden, europe": (), "ensemble, national, 2 threads": ()},
    score=score,
    columns="score",
    load=Name,
    repeats={"": 1},
    note=f"The signal is sent from another process at {SIGNALS} moments or more spread over the "
    f"call (its first {LONGEST:g} s, where it repeats itself) and timed until the call has ended; "
    "calls that were done before are not counted. Freeze is the longest time between two wakings "
    "of a thread that sleeps for a millisecond at a time: the median over the calls, which "
    "are all but one cut short, and the largest. Python's own collection of garbage among what "
    "was there before is left out (by `gc.freeze`). The same in another process, which has "
    "nothing to do with the call, says how much of it is the machine's.",
)


@interrupts.contender("munigraph", only=OURS)
def munigraph(given: Name, seed: int, clock: Clock) -> list[Attempt]:
    caller = Caller(given.name)
    try:
        whole = given.name in PHASES
        first = caller.attempt(None if whole else LONGEST)
        count = 3 if clock.small else PHASES.get(given.name, SIGNALS)
        moments = [(i + 0.5) / count * 0.95 * first.seconds for i in range(count)]
        with clock("calls"):
            return [first, *(caller.attempt(moment) for moment in moments)]
    finally:
        caller.close()


@interrupts.contender("peer", only=THEIRS)
def peer(given: Name, seed: int, clock: Clock) -> list[Attempt]:
    caller = Caller(given.name)
    try:
        with clock("calls"):
            return [caller.attempt(moment) for moment in (0.5,)]
    finally:
        caller.close()


imports = task(
    name="imports",
    title="Import in a fresh process",
    data=("munigraph", "pandas", "igraph", "networkit"),
    small={"munigraph": (), "pandas": ()},
    score=lambda given, values: {
        "ms": 1e3 * statistics.median(values),
        "at most": 1e3 * max(values),
    },
    columns="score",
    load=Name,
    repeats={"": 1},
    note="Median of 9 processes, files in the system's memory.",
)


@imports.contender("import")
def fresh_import(given: Name, seed: int, clock: Clock) -> list[float]:
    program = (
        "import time; start = time.perf_counter(); "
        f"import {given.name}; print(time.perf_counter() - start)"
    )
    seconds = []
    with clock("imports"):
        for _ in range(4 if clock.small else 10):
            done = subprocess.run(
                [sys.executable, "-c", program], capture_output=True, text=True, check=False
            )
            if done.returncode:
                raise RuntimeError(done.stderr.strip().splitlines()[-1])
            seconds.append(float(done.stdout))
    return seconds[1:]
