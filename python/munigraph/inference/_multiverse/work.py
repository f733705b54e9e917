"""The work of a multiverse in parts: here, or on any ``concurrent.futures`` executor."""

from __future__ import annotations

import hashlib
import pickle
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, wait
from typing import TYPE_CHECKING, Any, NamedTuple

from ... import _core
from ..._common.arguments import checked_threads
from ..._common.executors import workers_of
from ..._common.objects import core_of
from ..._common.progress import Report
from ..._common.structs import fields

if TYPE_CHECKING:
    from ...registry._register import Register
    from .grid import Specification

Columns = dict[str, Any]

_registers: OrderedDict[str, _core.Register] = OrderedDict()
_lock = threading.Lock()
_cancelled: set[str] = set()


class Settings(NamedTuple):
    """What all parts have in common. Can be pickled."""

    runs: int
    seed: int
    threads: int
    reference: tuple[Any, Any, Any] | None
    representation: str = "auto"
    job: str = ""
    geography: str = "own"  #: of the reference's participants
    method: str = "leiden"
    threshold: float = 0.5

    @property
    def steps(self) -> int:
        """Runs that a row takes."""
        return self.runs * (10 if self.method == "consensus" else 1)


def compute(
    register: _core.Register,
    rows: list[tuple[str, str, float | None]],
    settings: Settings,
    report: Report | None = None,
) -> Columns:
    """Outcomes of rows, as columns."""
    found = _core.multiverse(
        register,
        rows,
        runs=settings.runs,
        representation=settings.representation,
        seed=settings.seed,
        threads=settings.threads,
        reference=settings.reference,
        progress=report,
        method=settings.method,
        threshold=settings.threshold,
    )
    return fields(found)


def parts_here(
    register: Register,
    rows: list[Specification],
    settings: Settings,
    report: Report | None,
    seconds: float | None,
) -> Iterator[tuple[list[Specification], Columns]]:
    """One part after another, each of about ``seconds`` (None: all at once).

    What a row finds does not depend on the parts.
    """
    done = 0
    total = len(rows) * settings.steps
    size = len(rows) if seconds is None else 2 * settings.threads
    while done < len(rows):
        part = rows[done : done + size]
        before = done * settings.steps

        def shifted(inside: int, _: int, before: int = before) -> None:
            if report is not None:
                report(before + inside, total)

        start = time.monotonic()
        found = compute(
            core_of(register, "Register"), [row.core for row in part], settings, shifted
        )
        spent = max(time.monotonic() - start, 1e-3)
        done += len(part)
        yield part, found
        if seconds is not None:
            size = max(1, min(4 * size, int(size * seconds / spent)))


def parts_on(
    executor: Executor,
    register: Register,
    rows: list[Specification],
    settings: Settings,
    report: Report | None,
) -> Iterator[tuple[list[Specification], Columns]]:
    """Parts as the executor finishes them.

    When the caller stops, what has not begun is cancelled, and what runs in this process is
    stopped.
    """
    payload = pickle.dumps(register, protocol=pickle.HIGHEST_PROTOCOL)
    digest = hashlib.blake2b(payload, digest_size=16).hexdigest()
    _remember(digest, core_of(register, "Register"))  # for executors of threads
    settings = settings._replace(job=uuid.uuid4().hex)
    size = max(1, min(256, -(-len(rows) // (8 * workers_of(executor)))))
    futures = {}
    total = len(rows) * settings.steps
    done = 0
    try:
        for start in range(0, len(rows), size):
            part = rows[start : start + size]
            core = [row.core for row in part]
            futures[executor.submit(work_unit, payload, digest, core, settings)] = part
        while futures:
            finished, _ = wait(futures, timeout=0.1, return_when=FIRST_COMPLETED)
            for future in finished:
                part = futures.pop(future)
                found = future.result()
                done += len(part)
                yield part, found
            if report is not None:
                report(done * settings.steps, total)
    finally:
        if futures:
            _cancelled.add(settings.job)
            for future in futures:
                future.cancel()


def work_unit(
    payload: bytes,
    digest: str,
    rows: list[tuple[str, str, float | None]],
    settings: Settings,
) -> Columns:
    """What an executor runs: some rows of a pickled register."""

    def listen(_: int, __: int) -> None:
        if settings.job in _cancelled:
            raise CancelledError

    return compute(_recall(payload, digest), rows, settings, listen)


def _remember(digest: str, register: _core.Register) -> None:
    with _lock:
        _registers[digest] = register
        _registers.move_to_end(digest)
        while len(_registers) > 2:
            _registers.popitem(last=False)


def _recall(payload: bytes, digest: str) -> _core.Register:
    """The register of a payload, unpickled once per process."""
    with _lock:
        if digest in _registers:
            return _registers[digest]
    register = pickle.loads(payload)._core
    _remember(digest, register)
    return register


def threads_of(threads: int | None, executor: Executor | None) -> int:
    """Threads per part: with an executor its workers are the parallel part."""
    return 1 if threads is None and executor is not None else checked_threads(threads)
