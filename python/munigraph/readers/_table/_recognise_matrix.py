"""Recognising a matrix: columns of marks."""

from __future__ import annotations

from ..._common.text import fold
from ._dates import year_of
from ._draft import Draft, all_numbers, are_marks, scheme_instead
from ._dutch_places import DutchPlaces

__all__ = ["are_marks_of_matrix"]


def are_marks_of_matrix(draft: Draft, sure: bool) -> bool:
    """Whether columns hold marks, at least two of them and no fewer than columns of other kinds."""
    marks = _mark_columns(draft)
    names = [label for label in draft.region.labels if label not in marks]
    others = [label for label in names if label not in draft.fields]
    if len(marks) < (1 if sure else 2) or (len(others) > len(marks) and not sure):
        return False
    there = {its for label, its in draft.fields.items() if label not in marks}
    if {"arrangement", "participant"} <= there:
        return False  # a row says who is in what; marks say something else
    for label in marks:
        draft.fields[label] = "mark"
    rows = next(
        (one for its in ("arrangement", "participant", "participant_name")
         if (one := draft.first(its))),
        "",
    )  # fmt: skip
    if not rows:
        texts = [one for one in others if not all_numbers(draft.column(one))]
        rows = next(iter(texts or others), "")
        if rows:
            draft.fields[rows] = _row_of_matrix(draft, rows, marks)
        else:
            rows = scheme_instead(draft)
        if not rows:
            return False
    for label in draft.having("members"):
        draft.fields[label] = draft.fields.get(rows, "") and "participant"
    draft.across = _across(draft, rows, marks)
    draft.why.append(
        f"layout matrix: {len(marks)} columns of marks; rows are {draft.fields[rows]}s, "
        f"columns {draft.across}"
    )
    return True


_MAY_BE_MARKS = (None, "member", "theme", "host")


def _mark_columns(draft: Draft) -> list[str]:
    """Columns of marks.

    A column that is called an arrangement or a participant is one only where it says no more than
    yes or no: a number in it may be an id.
    """
    found = []
    for label in draft.region.labels:
        its = draft.fields.get(label)
        column = draft.column(label)
        if its is None and year_of(label):
            continue
        plain = its in ("arrangement", "participant") and len(column.used()) <= 2
        if (its in _MAY_BE_MARKS or plain) and are_marks(column):
            found.append(label)
    return found


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
