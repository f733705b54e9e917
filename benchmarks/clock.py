"""Seconds and memory of the phases of one measurement."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Clock:
    """CPU and wall seconds per phase, and the peak of memory.

    `small`: whether the small table is made; contenders then do less of the same.
    `units`: how many times a phase does its work (runs, draws), for seconds per unit.
    """

    def __init__(self, small: bool = False) -> None:
        self.small = small
        self.units = 1
        self.cpu: dict[str, float] = {}
        self.wall: dict[str, float] = {}
        self.peak = 0.0
        """MB of the whole process during the phases."""
        self.before: float | None = None
        """MB that it held when the first phase began."""

    @contextmanager
    def __call__(self, phase: str) -> Iterator[None]:
        if self.before is None:
            self.before = _start_peak()
        cpu, wall = time.process_time(), time.perf_counter()
        yield
        self.cpu[phase] = self.cpu.get(phase, 0.0) + time.process_time() - cpu
        self.wall[phase] = self.wall.get(phase, 0.0) + time.perf_counter() - wall
        self.peak = max(self.peak, _peak())

    @property
    def memory(self) -> float:
        """MB above what the process held before."""
        return max(0.0, self.peak - (self.before or 0.0))


def held_by_process(key: str) -> float | None:
    """MB of an entry (`VmRSS`, `VmHWM`, `VmSize`) of /proc/self/status; None on other systems."""
    try:
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith(key + ":"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return None


def _start_peak() -> float:
    """Forget the peak so far, where the system can, and say what is held now."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return _peak()
    held = held_by_process("VmRSS")
    return _peak() if held is None else held


def _peak() -> float:
    peak = held_by_process("VmHWM")
    if peak is not None:
        return peak
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return largest / (1024**2 if sys.platform == "darwin" else 1024)
