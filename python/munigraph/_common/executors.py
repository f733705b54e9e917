"""What long work may be handed to: executors of the standard library, and Dask's clients."""

from __future__ import annotations

import os
from concurrent.futures import Executor
from typing import Any


def executor_of(given: Any) -> Executor | None:
    """The argument ``executor`` of every function that has one, as an executor.

    A ``distributed.Client`` stands for its ``get_executor()``. Raises ``TypeError`` for anything
    that takes no work.
    """
    if isinstance(given, type):
        raise TypeError(f"executor is the class {given.__name__}, expected an executor made of it")
    if given is None or isinstance(given, Executor):
        return given
    if getattr(given, "asynchronous", False):
        raise TypeError(
            "executor is an asynchronous Client, expected one without asynchronous=True"
        )
    if callable(getattr(given, "get_executor", None)):
        given = given.get_executor()
    if not callable(getattr(given, "submit", None)):
        raise TypeError(
            f"executor is {given!r}, expected an executor of concurrent.futures or a Dask Client"
        )
    return given


def workers_of(executor: Executor | None) -> int:
    """How many pieces of work run at a time; the cores of this machine where nothing says so."""
    client = getattr(executor, "_client", None)  # Dask's
    if client is not None:
        return max(1, sum(client.nthreads().values()))
    return max(1, int(getattr(executor, "_max_workers", 0) or os.cpu_count() or 1))
