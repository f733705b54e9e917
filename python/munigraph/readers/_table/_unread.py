"""Warnings about columns that are not read, though they change what the table says."""

from __future__ import annotations

import re

from ..._common.text import fold
from ._draft import Draft
from ._words import words

__all__ = ["warn_of_unread"]

FEW = 50
"""Distinct values that a column of states has at most."""
_SECOND = re.compile(r"(.+) \(\d+\)")
_IDENTIFY = ("arrangement", "participant", "members", "member", "partner")


def warn_of_unread(draft: Draft, unread: list[str]) -> None:
    """Say of a second table beside the first, and of rows that are over or not yet begun."""
    twice = [
        label for label in unread
        if (again := _SECOND.fullmatch(label)) and draft.fields.get(again[1]) in _IDENTIFY
    ]  # fmt: skip
    if twice:
        draft.why.append(
            f"warning: {', '.join(map(repr, twice))} are called as columns that are read: is it a "
            "second table beside the first? It is not read; put it below, or on a sheet of its own"
        )
    ended = words().ended
    for label in unread:
        column = draft.column(label)
        if len(column.values) > FEW:
            continue
        over = [
            code for code in column.used()
            if (text := fold(column.values[code]))
            and (text in ended or text.partition(" ")[0] in words().former)
        ]  # fmt: skip
        if over:
            rows = int(column.counts()[over].sum())
            draft.why.append(
                f"warning: {label!r} says of {rows} rows that they are over, or not yet begun "
                f"({column.values[over[0]]!r}), and is not read: they count as all others; give "
                "them dates, or take them out"
            )
