"""Rows of a sheet that are no rows of its table: totals, notes, the header said again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..._common.text import fold, squeeze
from ._cells import Sheet
from ._words import words

if TYPE_CHECKING:
    import numpy as np

__all__ = ["LEGEND", "is_named_note", "rows_that_are_none"]


def rows_that_are_none(
    grid: Sheet, filled: np.ndarray[Any, Any], rows: np.ndarray[Any, Any], labels: list[str]
) -> list[tuple[int, str, str]]:
    """Totals, notes below, and the header said again: place, text and what it is."""
    import numpy as np

    if not len(rows):
        return []
    first_filled = filled[:, rows].argmax(axis=0)
    full = filled[:, rows].sum(axis=0)
    found: dict[int, tuple[str, str]] = {}
    header = [squeeze(label) for label in labels]
    for k in np.unique(first_filled).tolist():
        column = grid.columns[k]
        total = np.array([_is_total(text) for text in column.values], dtype=bool)
        again = np.array([bool(text) and squeeze(text) == header[k] for text in column.values])
        here = rows[first_filled == k]
        for place in here[total[column.codes[here]]].tolist():
            if _rest_is_numbers(grid, place, k):
                found[place] = (column.text(place), "totals row")
        maybe = np.array([_may_be_total(text) for text in column.values], dtype=bool) & ~total
        for place in here[maybe[column.codes[here]]].tolist():
            if _rest_is_numbers(grid, place, k) and _counts_names(grid, place, k):
                found[place] = (column.text(place), "totals row")
        for place in here[again[column.codes[here]]].tolist():
            cells = [squeeze(text) for text in grid.row(place)]
            if sum(a == b for a, b in zip(cells, header, strict=True) if a) >= min(2, len(header)):
                found[place] = (column.text(place), "header again")
    for place in rows[::-1][:60].tolist():
        cells = [squeeze(text) for text in grid.row(place) if text.strip()]
        if len(cells) > 1 and all("=" in text and LEGEND.match(text) for text in cells):
            found.setdefault(place, ("; ".join(cells), "note below the table"))
    for place in _ruled(grid, filled, rows):
        found.setdefault(place, (squeeze(" ".join(grid.row(place))), "a ruled line"))
    width = int(np.median(full))
    for index in range(len(rows) - 1, max(-1, len(rows) - 60), -1):
        place = int(rows[index])
        if place in found:
            continue
        text = grid.columns[int(first_filled[index])].text(place)
        if not _is_note(text, int(full[index]), width):
            break
        found[place] = (squeeze(text), "note below the table")
    return [(place, text, what) for place, (text, what) in sorted(found.items())]


_RULE = re.compile(r"\s*(?:[:|+]?[-=_–—]{3,}[:|+]?\s*)+")


def _ruled(grid: Sheet, filled: np.ndarray[Any, Any], rows: np.ndarray[Any, Any]) -> list[int]:
    """Rows all of whose cells are lines drawn by signs, as under the header of a table in text."""
    import numpy as np

    none = np.asarray(filled.any(axis=0))
    # Columns of few values first: they tell soon that there is no such row.
    for k in sorted(range(len(grid.columns)), key=lambda place: len(grid.columns[place].values)):
        column = grid.columns[k]
        drawn = np.array([bool(_RULE.fullmatch(text)) for text in column.values])[column.codes]
        none &= drawn | ~filled[k]
        if not none[rows].any():
            return []
    return rows[none[rows]].tolist()


def _is_total(text: str) -> bool:
    folded = fold(text)
    if not folded:
        return False
    known = words().totals
    return folded in known or (
        folded.split()[0] in known and len(folded.split()) <= 4 and ":" in text
    )


def _rest_is_numbers(grid: Sheet, place: int, first: int) -> bool:
    """Whether the other cells of a row are blank, numbers or marks: so a total, not a name."""
    others = [text for k, text in enumerate(grid.row(place)) if k != first and text.strip()]
    return all(re.fullmatch(r"[-+]?[\d.,'\s%]+", squeeze(text)) for text in others)


def _may_be_total(text: str) -> bool:
    """Whether a text begins as a total does: "Totaal aantal gemeenten"."""
    tokens = fold(text).split()
    return 1 < len(tokens) <= 5 and tokens[0] in words().totals


def _counts_names(grid: Sheet, place: int, first: int) -> bool:
    """Whether a row has a number in a column of names: it counts them."""
    for k, column in enumerate(grid.columns):
        if k == first or not column.text(place).strip():
            continue
        used = [text for text in column.values if text.strip()]
        if sum(bool(re.search(r"[^\W\d_]", text)) for text in used) > 0.5 * len(used):
            return True
    return False


LEGEND = re.compile(r"^\S{1,3}\s*[=:]\s*\S")
_MARK = re.compile(r"^(\*+|†|‡|[¹²³⁴⁵]|\d{1,2}\)|\(\d{1,2}\)|\[\d{1,2}\]|©)")


def is_named_note(text: str) -> bool:
    """Whether a text says itself that it is a note: "Bron: …"."""
    before, colon, _ = text.partition(":")
    known = words().notes
    return bool(colon) and (fold(before) in known or fold(before).partition(" ")[0] in known)


def _is_note(text: str, full: int, width: int) -> bool:
    """A line under a table: alone in its row, and a note by its mark, first word or length."""
    text = squeeze(text)
    head = fold(re.split(r"[:\s]", text, maxsplit=1)[0])
    if full <= 2 and (is_named_note(text) or (_MARK.match(text) and len(text) > 3)):
        return True
    if full == 1 and width >= 2 and LEGEND.match(text):
        return True
    return width >= 3 and full == 1 and (len(text) > 40 or bool(head in words().notes))
