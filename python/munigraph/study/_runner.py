"""Running the tasks of a study: cached, resumable, on any executor."""

from __future__ import annotations

import concurrent.futures as futures
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .._common.cache import Cache
from .._common.errors import TaskError
from .._common.executors import workers_of
from ._entries import Result
from ._plan import Key, Plan, Task, words
from ._steps import run as run_step

#: What hears how far a run is.
Tell = Callable[["State"], None]

_RETRIES = 3


@dataclass
class State:
    """How far a run is: shown to whoever asked for progress."""

    total: int
    done: int = 0
    reused: int = 0
    last: str = ""
    seconds: dict[Key, float] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)
    workers: int = 1
    waiting: list[Key] = field(default_factory=list)

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self.started

    @property
    def left(self) -> float | None:
        """Estimated seconds to go; ``None`` before the first task is done.

        The mean time of tasks of the same step, of all tasks for steps not met yet.
        """
        if not self.seconds:
            return None
        by_step: dict[str, list[float]] = {}
        for key, seconds in self.seconds.items():
            by_step.setdefault(key[0], []).append(seconds)
        overall = sum(self.seconds.values()) / len(self.seconds)
        means = {step: sum(v) / len(v) for step, v in by_step.items()}
        work = sum(means.get(key[0], overall) for key in self.waiting)
        return work / max(1, min(self.workers, len(self.waiting) or 1))


def run(
    plan: Plan,
    keys: Mapping[Key, str],
    register: bytes,
    cache: Cache,
    *,
    executor: futures.Executor | None = None,
    tell: Tell | None = None,
) -> tuple[dict[Key, Result], State]:
    """Run what the cache does not hold; each result is in the cache before the next is begun.

    ``executor`` is any ``concurrent.futures`` executor (also Dask's); without one, a pool of
    threads: the work itself happens in the compiled core, outside Python's lock.
    """
    state = State(total=len(plan.tasks), workers=workers_of(executor))
    done: dict[Key, bytes] = {}
    for name in plan.tasks:
        found = cache.get(keys[name])
        if found is not None:
            done[name] = found
            state.done += 1
            state.reused += 1
    state.waiting = [name for name in plan.tasks if name not in done]
    if tell:
        tell(state)
    if executor is not None:
        _work(plan, keys, register, cache, executor, done, state, tell)
    elif state.waiting:
        with futures.ThreadPoolExecutor(state.workers, "munigraph-study") as pool:
            _work(plan, keys, register, cache, pool, done, state, tell)
    return {name: Result.decode(done[name]) for name in plan.tasks}, state


def _work(
    plan: Plan,
    keys: Mapping[Key, str],
    register: bytes,
    cache: Cache,
    executor: futures.Executor,
    done: dict[Key, bytes],
    state: State,
    tell: Tell | None,
) -> None:
    # What takes longest begins first, so that no worker stands idle while the last one ends.
    waiting = sorted((plan.tasks[name] for name in state.waiting), key=_lateness)
    running: dict[futures.Future[Any], tuple[Task, int]] = {}
    stop = threading.Event()

    def begin(task: Task, attempt: int) -> None:
        payload = _payload(task, register, done)
        running[executor.submit(_timed, payload, stop if _local(executor) else None)] = (
            task,
            attempt,
        )

    try:
        while waiting or running:
            room = 2 * state.workers + 2 - len(running)
            ready = [t for t in waiting if all(n in done for n in t.after.values())][: max(room, 0)]
            for task in ready:
                begin(task, 1)
            waiting = [t for t in waiting if t not in ready]
            finished, _ = futures.wait(running, return_when=futures.FIRST_COMPLETED)
            for future in finished:
                task, attempt = running.pop(future)
                error = future.exception()
                if error is not None:
                    if not _lost(error) or attempt >= _RETRIES:
                        raise TaskError(words(task.key), error) from error
                    begin(task, attempt + 1)
                    continue
                data, seconds = future.result()
                cache.put(keys[task.key], data)
                done[task.key] = data
                state.seconds[task.key] = seconds
                state.done += 1
                state.last = words(task.key)
                state.waiting.remove(task.key)
                if tell:
                    tell(state)
    except BaseException:
        stop.set()
        for future in running:
            future.cancel()
        raise


#: Steps that take longest, longest first.
_LONG = ("contrast", "sampling", "chance", "across", "multiverse")


def _lateness(task: Task) -> int:
    return _LONG.index(task.step) if task.step in _LONG else len(_LONG)


def _local(executor: futures.Executor) -> bool:
    return isinstance(executor, futures.ThreadPoolExecutor)


def _lost(error: BaseException) -> bool:
    """Whether a worker went away, rather than the task being wrong."""
    names = {c.__name__ for c in type(error).__mro__}
    return bool(names & {"KilledWorker", "CommClosedError", "TimeoutError", "CancelledError"})


def _payload(task: Task, register: bytes, done: Mapping[Key, bytes]) -> dict[str, Any]:
    return {
        "step": task.step,
        "params": task.params,
        "register": register if task.register else None,
        "inputs": {name: done[source] for name, source in task.after.items()},
    }


def _timed(payload: Mapping[str, Any], stop: threading.Event | None = None) -> tuple[bytes, float]:
    """Run a task and measure it (on the worker)."""
    if stop is not None and stop.is_set():
        raise futures.CancelledError
    started = time.perf_counter()
    data = run_step(payload)
    return data, time.perf_counter() - started
