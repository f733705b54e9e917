"""What is measured: a registry of tasks, each with contenders that do the same work.

A module in this folder adds a task by calling `task(...)`; see `clusters.py`. A contender is a
function `(given, seed, clock) -> result`; work inside `with clock("name"):` is measured under that
name, all else (imports, reading data) is not. The result goes to the task's `score`, which is
evaluated by munigraph for all contenders alike and gives the figures of the table; `quality` among
them is a number, or a list with one for each run.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from clock import Clock
from networks import Memberships, load

Contender = Callable[[Any, int, Clock], Any]
EVERYTHING: tuple[str, ...] = ()


@dataclass
class Task:
    """`small`: the data of the small table, each with the contenders that are run on it (empty:
    all). `repeats`: measurements per data set, each with a seed (`""`: those not named).
    `unit`: what `Clock.units` counts. `columns`: `"time"` for seconds and memory, `"score"` for
    the score's figures alone. `reference`: contenders whose quality ours is compared with, the
    first that is there."""

    name: str
    title: str
    data: tuple[str, ...]
    small: Mapping[str, tuple[str, ...]]
    score: Callable[[Any, Any], dict[str, Any]]
    note: str = ""
    unit: str = ""
    reference: tuple[str, ...] = ()
    columns: str = "time"
    load: Callable[[str], Any] = load
    repeats: Mapping[str, int] = field(default_factory=dict)
    contenders: dict[str, Contender] = field(default_factory=dict)
    only: dict[str, tuple[str, ...]] = field(default_factory=dict)
    memory: dict[str, Callable[[Any], float]] = field(default_factory=dict)
    fewer: dict[str, Mapping[str, int]] = field(default_factory=dict)

    def contender(
        self,
        name: str,
        *,
        only: tuple[str, ...] = (),
        memory: Callable[[Any], float] | None = None,
        repeats: Mapping[str, int] | None = None,
    ) -> Callable[[Contender], Contender]:
        """Adds a contender. `only`: the data that it is run on (if not named: all of the task's).
        `memory`: estimate of what it needs, in MB; it is skipped where there is less. `repeats`: as
        the task's, where they differ."""

        def add(function: Contender) -> Contender:
            self.contenders[name] = function
            if only:
                self.only[name] = only
            if memory:
                self.memory[name] = memory
            if repeats:
                self.fewer[name] = repeats
            return function

        return add

    def times(self, contender: str, data: str) -> int:
        mine = self.fewer.get(contender, {})
        return mine.get(data, mine.get("", self.repeats.get(data, self.repeats.get("", 5))))

    def jobs(self, small: bool) -> Iterator[tuple[str, str, int]]:
        """Data, contender and seed of each measurement. All contenders take their turn with one
        seed before the next, so that a slow spell of the machine meets them all."""
        for data in self.small if small else self.data:
            chosen = self.small[data] if small else EVERYTHING
            able = [c for c in self.contenders if data in self.only.get(c, (data,))]
            times = {c: 1 if small else self.times(c, data) for c in able}
            for seed in range(max(times.values(), default=0)):
                for contender in able:
                    if seed < times[contender] and (not chosen or contender in chosen):
                        yield data, contender, seed


TASKS: dict[str, Task] = {}


def task(**options: Any) -> Task:
    made = Task(**options)
    TASKS[made.name] = made
    return made


def load_tasks() -> dict[str, Task]:
    """In the order of the targets."""
    for module in sorted(m.name for m in pkgutil.iter_modules(__path__)):
        importlib.import_module(f"tasks.{module}")
    first = ("ensembles", "multiverse", "clusters")
    return {name: TASKS[name] for name in (*first, *(n for n in TASKS if n not in first))}


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
    """Each tie of a projection once: source, target, weight. (`scipy.sparse.triu` would take
    several times the memory.)"""
    n = weights.shape[0]
    ties = weights.nnz // 2
    source, target = np.empty(ties, np.int32), np.empty(ties, np.int32)
    weight = np.empty(ties)
    done = 0
    for first in range(0, n, 10_000):
        last = min(n, first + 10_000)
        part = slice(weights.indptr[first], weights.indptr[last])
        rows = np.repeat(
            np.arange(first, last, dtype=np.int32), np.diff(weights.indptr[first : last + 1])
        )
        upper = weights.indices[part] > rows
        now = slice(done, done + int(upper.sum()))
        source[now] = rows[upper]
        target[now] = weights.indices[part][upper]
        weight[now] = weights.data[part][upper]
        done = now.stop
    assert done == ties
    return source, target, weight
