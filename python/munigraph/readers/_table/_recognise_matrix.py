"""Recognising a matrix: columns of marks."""

from __future__ import annotations

import re

from ..._common.text import fold
from ._dates import year_of
from ._draft import Draft, all_numbers, are_marks
from ._dutch_places import DutchPlaces
from ._words import words

__all__ = ["are_marks_of_matrix"]


def are_marks_of_matrix(draft: Draft, sure: bool) -> bool:
    known = words()
    marks = []
    for label in draft.region.labels:
        its = draft.fields.get(label)
        if year_of(label) and its is None and re.fullmatch(r".*\d{4}.*", label):
            continue
        if its in (
            None,
            "participant",
            "arrangement",
            "member",
            "ignore",
            "theme",
            "host",
        ) and are_marks(draft.column(label)):
            if its == "ignore" and fold(label) in known.totals:
                continue
            marks.append(label)
    others = [
        label for label in draft.region.labels if label not in marks and label not in draft.fields
    ]
    if len(marks) < (1 if sure else 2) or (len(others) > len(marks) and not sure):
        return False
    names = [label for label in draft.region.labels if label not in marks]
    if draft.having("arrangement") and draft.having("participant"):
        kept = [m for m in marks if draft.fields.get(m) in ("arrangement", "participant")]
        if not kept:
            return False
    for label in marks:
        draft.fields[label] = "mark"
    rows = (
        draft.first("arrangement") or draft.first("participant") or draft.first("participant_name")
    )
    if not rows:
        rows = next(
            (
                one
                for one in names
                if one not in draft.fields and not all_numbers(draft.column(one))
            ),
            "",
        )
        rows = rows or next((one for one in names if one not in draft.fields), "")
        if not rows:
            return False
        draft.fields[rows] = _row_of_matrix(draft, rows, marks)
    for label in draft.having("members"):
        draft.fields[label] = draft.fields.get(rows, "") and "participant"
    draft.across = _across(draft, rows, marks)
    draft.why.append(
        f"layout matrix: {len(marks)} columns of marks; rows are {draft.fields[rows]}s, "
        f"columns {draft.across}"
    )
    return True


def _row_of_matrix(draft: Draft, rows: str, marks: list[str]) -> str:
    """Whether the rows of a matrix are participants (unless its columns are known places)."""
    across = _known_share(marks)
    down = _known_share([text for text in draft.column(rows).values if text])
    return "arrangement" if across > 0.5 and across > down else "participant"


def _across(draft: Draft, rows: str, marks: list[str]) -> str:
    if draft.fields[rows] == "arrangement":
        return "participants"
    own = {
        fold(text)
        for label in (rows, *draft.having("participant_name"))
        for text in draft.column(label).values
        if text
    }
    names = {fold(mark.rpartition(" / ")[2]) for mark in marks}
    return "participants" if len(own & names) >= 0.8 * len(names) else "arrangements"


def _known_share(names: list[str]) -> float:

    places = DutchPlaces()
    some = names[:200]
    return sum(bool(places.find(name.rpartition(" / ")[2]).id) for name in some) / max(len(some), 1)
