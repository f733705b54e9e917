"""What every function takes in the same way: seeds, threads, resolutions, dates."""

from __future__ import annotations

import operator
import os
from typing import Any

from .choices import check_choices

_SEED_LIMIT = 2**64


def checked_seed(seed: int, what: str = "seed") -> int:
    """A seed as the core takes it; TypeError for what is no integer, ValueError out of range."""
    try:
        value = operator.index(seed)
    except TypeError:
        raise TypeError(f"{what} is {seed!r}, expected an integer from 0 to 2**64 - 1") from None
    if not 0 <= value < _SEED_LIMIT:
        raise ValueError(f"{what} must lie in [0, 2**64), not {value}")
    return value


#: Nodes, runs and draws are counted in 32 bits.
LARGEST_COUNT = 2**31 - 1


def checked_count(value: int, what: str, low: int = 0) -> int:
    """A number of things as the core takes it; TypeError for what is no integer, ValueError out of
    range."""
    try:
        if isinstance(value, bool):
            raise TypeError
        count = operator.index(value)
    except TypeError:
        raise TypeError(f"{what} is {value!r}, expected a whole number of at least {low}") from None
    if not low <= count <= LARGEST_COUNT:
        raise ValueError(f"{what} is {count}, expected {low} to {LARGEST_COUNT}")
    return count


def checked_id(id: Any) -> str:
    """An id as text; ``TypeError`` for what is neither text nor a whole number."""
    if isinstance(id, str):
        return id
    if isinstance(id, bool) or not hasattr(id, "__index__"):
        raise TypeError(f"id is {id!r}, expected that of an arrangement or a participant")
    return str(id)


def checked_flag(value: bool, what: str) -> bool:
    """True or False, of Python or NumPy; TypeError for anything else."""
    if type(value).__name__ not in ("bool", "bool_"):
        raise TypeError(f"{what} is {value!r}, expected True or False")
    return bool(value)


def checked_threads(threads: int | None) -> int:
    """The number of threads for the core: ``None`` stands for the cores this process may use.

    Raises ``ValueError`` for anything but ``None`` or an integer of at least 1.
    """
    if threads is None:
        affinity = getattr(os, "sched_getaffinity", None)
        return len(affinity(0)) if affinity else os.cpu_count() or 1
    try:
        value = operator.index(threads)
    except TypeError:
        value = 0
    if value < 1 or isinstance(threads, bool):
        raise ValueError(f"threads is {threads!r}, expected at least 1 (or None for all cores)")
    return value


def checked_resolution(resolution: float | None) -> float | None:
    return None if resolution is None else float(resolution)


def checked_iterations(iterations: int | None) -> int | None:
    return None if iterations is None else operator.index(iterations)


def leiden_options(
    quality: str,
    resolution: float | None,
    iterations: int | None,
    representation: str,
    seed: int,
) -> dict[str, Any]:
    """The options that all runs of Leiden have in common, checked, as the core takes them."""
    check_choices(
        "leiden",
        quality=quality,
        resolution=resolution,
        iterations=iterations,
        representation=representation,
    )
    return {
        "quality": quality,
        "resolution": checked_resolution(resolution),
        "iterations": checked_iterations(iterations),
        "representation": representation,
        "seed": checked_seed(seed),
    }


def iso_date(date: Any) -> str:
    """A date in any of the usual forms as YYYY-MM-DD; other text is left for the core to refuse.

    A time of day names the day that it is on, but not with a time zone: then it is left, too.
    Raises ``TypeError`` for what is neither a date nor text, such as a year with a fraction.
    """
    if isinstance(date, str):
        return date
    if hasattr(date, "isoformat"):
        text = str(date.isoformat())
        return text if getattr(date, "tzinfo", None) is not None else text[:10]
    if type(date).__name__ != "datetime64":  # numpy's, which need not be there
        raise TypeError(f"date is {date!r}, expected a year, a date, or text as YYYY-MM-DD")
    return str(date)[:10]
