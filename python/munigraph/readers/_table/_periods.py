"""Periods in one cell: "2012-2018", "2012 t/m 2018", "2012–heden", "since 2012"."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..._common.text import squeeze
from ._cells import Cell, Column
from ._claims import Claims
from ._dates import LAST_DAY, SINCE, UNTIL, is_open, looks_like_date, says_last_day
from ._faults import Faults
from ._ledger import Ledger
from ._words import field_of

__all__ = ["PERIODS", "Period", "are_periods", "dated", "period_of", "split_periods"]

PERIODS = {"period": ("valid_from", "valid_to"), "membership_period": ("joined", "left")}
"""Field of a period → fields of its two ends."""

_JOINT = re.compile(
    r"\s*[–—→]\s*|\s+-\s+|\s*\bt\s?/\s?m\b\s*|-|/"
    r"|\s+(?:t\.?e\.?m\.?|tot en met|tot|through|thru|to|until|till"
    r"|bis(?: einschlie(?:ß|ss)lich| und mit)?|au"
    r"|jusqu['’ ]?(?:en|au|à)|à|al?|fino al?|hasta(?: el)?)\s+",
    re.IGNORECASE,
)
_ONWARDS = re.compile(
    r"(.+?)\s*(?:e\.?\s?v\.?|en verder|en later|onwards?|and later|ff\.?)", re.IGNORECASE
)


class Period(NamedTuple):
    """Texts of the first and the last day; "" where there is none."""

    start: str
    end: str
    last_day: bool = False
    """Whether the words say that the end is in."""
    alone: bool = False
    """Whether it is a year with nothing before or behind it."""


def period_of(text: str) -> Period | None:
    """The period that a cell tells, or None.

    >>> period_of("2012 t/m 2018")
    Period(start='2012', end='2018', last_day=True, alone=False)
    """
    text = squeeze(text)
    for joint in _JOINT.finditer(text):
        start, end = text[: joint.start()], text[joint.end() :]
        if since := SINCE.fullmatch(start):
            start = since.group(1)
        if not (looks_like_date(start) or (not start and looks_like_date(end))):
            continue
        if not end or is_open(end):
            return Period(start, "")
        if looks_like_date(end):
            return Period(start, end, says_last_day(joint.group()))
    if (since := SINCE.fullmatch(text)) and looks_like_date(since.group(1)):
        return Period(since.group(1), "")
    if (until := UNTIL.fullmatch(text)) and looks_like_date(until.group(2)):
        return Period("", until.group(2), until.group(1) is not None)
    if (onwards := _ONWARDS.fullmatch(text)) and looks_like_date(onwards.group(1)):
        return Period(onwards.group(1), "")
    if re.fullmatch(r"\d{4}", text) and looks_like_date(text):
        return Period(text, text, alone=True)
    return None


def dated(text: str) -> tuple[str, Period] | None:
    """What a cell says and since when or from when to when, or None.

    >>> dated("ja, sinds 2019")
    ('ja', Period(start='2019', end='', last_day=False, alone=False))
    """
    text = squeeze(text)
    if not re.search(r"\d{4}", text):
        return None
    for cut in _CUT.finditer(text):
        before, after = text[: cut.start()].strip(), text[cut.end() :].strip().removesuffix(")")
        if not before or before.isdigit():
            continue
        if (found := period_of(after)) and (found.start or found.end):
            # A year or day behind it is when it began.
            return before, found._replace(end="", alone=False) if found.alone else found
        if looks_like_date(after):
            return before, Period(after, "")
    return None


_CUT = re.compile(r"\s*[(,;:]\s*|\s+")


def are_periods(column: Column) -> bool:
    """Whether the cells of a column are periods: nearly all are dates or periods, and one at least
    has both ends. The first 200 distinct values are looked at."""
    texts = [column.values[code] for code in column.used()[:200]]
    texts = [text for text in map(squeeze, texts) if text and not is_open(text)]
    found = [period_of(text) for text in texts]
    both = sum(
        one is not None and not one.alone and bool(one.start) and not SINCE.fullmatch(text)
        for one, text in zip(found, texts, strict=True)
    )
    known = sum(
        one is not None or looks_like_date(text) for one, text in zip(found, texts, strict=True)
    )
    return both > 0 and known >= 0.8 * len(texts)


def split_periods(claims: Claims, ledger: Ledger, faults: Faults) -> None:
    """Periods as their two ends. A cell that is none stays as its start, where it is refused."""
    for field, ends in PERIODS.items():
        column = claims.fields.pop(field, None)
        if column is None:
            continue
        label = claims.labels.get(field, field)
        if there := [claims.labels.get(end, end) for end in ends if end in claims.fields]:
            faults.add(
                label, "dates beside a period: which of them hold?", example=", ".join(there),
                expected="'ignore' for one of them in the mapping",
            )  # fmt: skip
            continue
        found = [period_of(text) for text in column.values]
        if field_of(label) in ("valid_from", "joined"):
            # "2010" in a column of starts is one, though another cell has both ends.
            found = [
                one._replace(end="", alone=False) if one and one.alone else one for one in found
            ]
        alone = sum(one is not None and one.alone for one in found)
        if alone:
            ledger.note(
                label, f"a year alone is the whole of that year and no more: {alone} of them"
            )
        starts = [
            one.start if one else ("" if is_open(squeeze(text)) else text)
            for one, text in zip(found, column.values, strict=True)
        ]
        last: list[Cell] = [
            (one.end, LAST_DAY if one.last_day else "text") if one else ("", "text")
            for one in found
        ]
        for end, became in zip(ends, (column.mapped(starts), column.recoded(last)), strict=True):
            claims.fields[end] = became
            claims.labels[end] = label
