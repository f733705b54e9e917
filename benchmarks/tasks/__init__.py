"""What is measured: a registry of tasks, each with contenders that do the same work.

A module in this folder adds a task by calling `task(...)`; see `clusters.py`. A contender is a
function `(memberships, seed, clock) -> result`; work inside `with clock("name"):` is measured under
that name, all else (imports, reading data) is not. The result goes to the task's `score`, which is
evaluated by munigraph for all contenders alike and gives the figures of the table.
"""

from __future__ import annotations

import importlib
import pkgutil
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from networks import Memberships


class Clock:
    """CPU and wall seconds per phase, and the peak of memory above what was there before."""

    def __init__(self) -> None:
        self.cpu: dict[str, float] = {}
        self.wall: dict[str, float] = {}
        self.before = _peak()

    @contextmanager
    def __call__(self, phase: str) -> Iterator[None]:
        cpu, wall = time.process_time(), time.perf_counter()
        yield
        self.cpu[phase] = self.cpu.get(phase, 0.0) + time.process_time() - cpu
        self.wall[phase] = self.wall.get(phase, 0.0) + time.perf_counter() - wall

    @property
    def memory(self) -> float:
        """MB."""
        return _peak() - self.before


def _peak() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024**2 if sys.platform == "darwin" else 1024)


Contender = Callable[[Memberships, int, Clock], Any]


@dataclass
class Task:
    """`only`: data sets that a contender is run on (those not named: all of the task's).
    `memory`: estimate of what a contender needs, in MB; it is skipped where there is less."""

    name: str
    title: str
    data: tuple[str, ...]
    small: tuple[str, ...]
    score: Callable[[Memberships, Any], dict[str, float]]
    note: str = ""
    contenders: dict[str, Contender] = field(default_factory=dict)
    only: dict[str, tuple[str, ...]] = field(default_factory=dict)
    memory: dict[str, Callable[[Memberships], float]] = field(default_factory=dict)

    def contender(
        self,
        name: str,
        *,
        only: tuple[str, ...] = (),
        memory: Callable[[Memberships], float] | None = None,
    ) -> Callable[[Contender], Contender]:
        def add(function: Contender) -> Contender:
            self.contenders[name] = function
            if only:
                self.only[name] = only
            if memory:
                self.memory[name] = memory
            return function

        return add


TASKS: dict[str, Task] = {}


def task(**options: Any) -> Task:
    made = Task(**options)
    TASKS[made.name] = made
    return made


def load_tasks() -> dict[str, Task]:
    for module in sorted(m.name for m in pkgutil.iter_modules(__path__)):
        importlib.import_module(f"tasks.{module}")
    return TASKS


def warm(function: Callable[..., Any], *arguments: Any, **options: Any) -> Callable[..., Any]:
    """The function after a first call on something tiny: modules are loaded when first used."""
    function(*arguments, **options)
    return function


def tiny() -> Any:
    """A triangle, for first calls."""
    import munigraph as mg

    return mg.Network.from_memberships([0, 1, 2], [0, 0, 0])


def projection(memberships: Memberships) -> Any:
    """The one-mode network with Newman weights by SciPy: B·diag(1/(k−1))·Bᵀ without diagonal."""
    import scipy.sparse as sp

    sizes = memberships.sizes
    incidence = sp.csr_matrix(
        (
            np.ones(len(memberships.participants)),
            (memberships.participants, memberships.arrangements),
        ),
        shape=(memberships.n, len(sizes)),
    )
    weight = np.where(sizes > 1, 1.0 / np.maximum(sizes - 1, 1), 0.0)
    weights = (incidence @ sp.diags(weight)) @ incidence.T
    weights.setdiag(0)
    weights.eliminate_zeros()
    return weights.tocsr()


def upper_edges(weights: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Each tie once: source, target, weight."""
    import scipy.sparse as sp

    upper = sp.triu(weights, 1).tocoo()
    return upper.row, upper.col, upper.data
