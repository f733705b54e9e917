"""Days out of dates and times, without guessing which day a time means elsewhere."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["TIME_OF_DAY", "clock_fault", "date_text", "without_clock", "without_midnight"]

#: Why a time in no zone names no day, as an end at least.
TIME_OF_DAY = "a time of day"

#: A time behind a date, and its zone.
_CLOCK = re.compile(
    r"[T ](\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s*(Z|z|[+-]\d{2}(?::?\d{2}){0,2}|UTC|GMT)?$"
)


def clock_fault(text: str) -> str:
    """Why a text with a date and a time names no day, or "".

    Midnight without a zone is the day itself. A time of day is none: as an end, 23:59:59 may mean
    that the day is in or out. A time in a zone may be on another day where the register is kept
    (2018-12-31T23:00Z is midnight in Amsterdam).
    """
    found = _CLOCK.search(text)
    if found is None:
        return ""
    if found.group(2):
        return "a time zone, in which another day may be meant"
    return TIME_OF_DAY if re.search("[1-9]", found.group(1)) else ""


def without_midnight(text: str) -> str:
    """The text without a midnight that is in no zone; any other time stays."""
    return text if clock_fault(text) else _CLOCK.sub("", text)


def without_clock(text: str) -> str:
    """The text without its time."""
    return _CLOCK.sub("", text)


def date_text(value: Any) -> str:
    """A date, time, ``Timestamp`` or ``datetime64`` as YYYY-MM-DD; with its time where that is not
    midnight or has a zone, so that whoever reads it as a day refuses it."""
    text = str(value.isoformat()) if hasattr(value, "isoformat") else str(value)
    return without_midnight(text)
