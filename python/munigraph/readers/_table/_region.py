"""Where the table is in a sheet: header, data, notes above and below, totals, empty columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..._common.errors import DataError
from ..._common.text import fold, squeeze
from ._cells import Column, Sheet
from ._labels import distinct_labels, labels_of
from ._literals import unwrapped
from ._no_rows import LEGEND, is_named_note, rows_that_are_none
from ._square import with_row_names
from ._words import field_of, numbered_within, words

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Region", "find_region"]

LOOKED_AT = 40
"""Rows in which a header is looked for."""


@dataclass(frozen=True)
class Region:
    """The table of a sheet. Columns hold the data rows only."""

    sheet: Sheet
    labels: list[str]
    """Names of the columns, distinct; parts of several header rows joined by " / "."""
    columns: list[Column]
    numbers: np.ndarray[Any, Any]
    """Number of every data row in the source."""
    header_rows: list[int] = field(default_factory=list)
    """Numbers of the header rows in the source."""
    notes: list[tuple[int, str]] = field(default_factory=list)
    """Notes above the header: number and text."""
    skipped: list[tuple[int, str, str]] = field(default_factory=list)
    """Rows among the data that are none: number, text, what they are."""
    empty_columns: list[str] = field(default_factory=list)
    blank_rows: int = 0
    filled: dict[str, int] = field(default_factory=dict)
    """Column → number of cells that merged ranges filled."""

    @property
    def name(self) -> str:
        return self.sheet.name

    @property
    def rows(self) -> int:
        return len(self.numbers)

    def column(self, label: str) -> Column:
        return self.columns[self.labels.index(label)]


def find_region(
    sheet: Sheet, header_rows: Sequence[int] | None = None, *, exact: bool = False
) -> Region | None:
    """The table of a sheet, or None where it has none.

    Parameters
    ----------
    header_rows
        numbers of the header rows where they are known.
    exact
        whether every row under the header is data, and blanks are texts.

    Raises
    ------
    DataError
        the header rows are not in the sheet.
    """
    import numpy as np

    if not sheet.columns or sheet.rows == 0:
        return None
    columns, filled_at = _unmerged(sheet)
    grid = Sheet(sheet.name, columns, sheet.first_row, sheet.header)
    if sheet.header is not None:
        return _cut(sheet, grid, [], list(sheet.header), 0, filled_at, exact)
    full = np.zeros(sheet.rows, dtype=np.int64)
    for column in columns:
        full += _filled(column)
    places: list[int] | None
    if header_rows is not None:
        places = [number - sheet.first_row for number in header_rows]
        if any(not 0 <= place < sheet.rows for place in places):
            raise DataError(
                "no such header rows", source=sheet.name, value=list(header_rows),
                expected=f"rows from {sheet.first_row} to {sheet.first_row + sheet.rows - 1}",
            )  # fmt: skip
    else:
        places = _header(grid, full)
        if places is None:
            return None
    labels = labels_of(grid, places) if places else [""] * len(columns)
    after = max(places) + 1 if places else _first_wide(full)
    if header_rows is None:
        after = _after_numbering(grid, after)
    return _cut(sheet, grid, places, labels, after, filled_at, exact)


def _filled(column: Column) -> np.ndarray[Any, Any]:
    import numpy as np

    blank = np.array([not text.strip() for text in column.values], dtype=bool)
    return ~blank[column.codes]


def _unmerged(sheet: Sheet) -> tuple[list[Column], dict[int, list[tuple[int, int]]]]:
    """Columns with merged ranges filled from their first cell, and which rows that filled."""
    if not sheet.merged:
        return sheet.columns, {}
    columns = list(sheet.columns)
    filled: dict[int, list[tuple[int, int]]] = {}
    for top, bottom, left, right in sheet.merged:
        if left >= len(columns) or top >= sheet.rows:
            continue
        bottom = min(bottom, sheet.rows - 1)
        first = columns[left]
        text, kind = first.text(top), first.kinds[first.codes[top]]
        if not text:
            continue
        for place in range(left, min(right, len(columns) - 1) + 1):
            # A title that is merged across a sheet is no value of every column.
            if right > left and bottom == top and top >= LOOKED_AT:
                break
            columns[place] = _with_value(columns[place], top, bottom, text, kind)
            if bottom > top:
                filled.setdefault(place, []).append((top + 1, bottom))
    return columns, filled


def _with_value(column: Column, top: int, bottom: int, text: str, kind: str) -> Column:
    values, kinds = column.values, column.kinds
    pairs = list(zip(values, kinds, strict=True))
    if (text, kind) in pairs:
        code = pairs.index((text, kind))
    else:
        code, values, kinds = len(values), [*values, text], [*kinds, kind]
    codes = column.codes.copy()
    codes[top : bottom + 1] = code
    return Column(codes, values, kinds)


def _first_wide(full: np.ndarray[Any, Any]) -> int:
    import numpy as np

    return int(np.flatnonzero(full >= min(2, int(full.max())))[0])


def _header(grid: Sheet, full: np.ndarray[Any, Any]) -> list[int] | None:
    """Places of the header rows; none where the data begin at once; None: there is no table."""
    import numpy as np

    rows = np.flatnonzero(full[: LOOKED_AT * 3]).tolist()[:LOOKED_AT]
    if not rows:
        return None
    wide = full[:5000][full[:5000] > 0]
    width = int(np.median(wide[wide > 1])) if (wide > 1).any() else 1
    scores = [_header_score(grid, place, int(full[place]), width) for place in rows]
    if max(scores) <= 0:
        return None
    # The first that is about as good as the best: a row of data may hold words of headers too.
    best = next(p for p, score in zip(rows, scores, strict=True) if score >= 0.8 * max(scores))
    values = _role_values(grid, best)
    named = any(field_of(text) and text not in values for text, _ in _texts_of(grid, best))
    if not named and _recurs(grid, best):
        return []
    places = [best]
    above = best - 1
    while above >= 0 and _is_group_row(grid, above, best, width):
        places.insert(0, above)
        above -= 1
    below = best + 1
    if below < grid.rows and _is_more_header(grid, best, below):
        places.append(below)
    return places


def _recurs(grid: Sheet, place: int) -> bool:
    """Whether a text of a row stands again below it, in its own column: so it is no name of it."""
    for column in grid.columns:
        code = column.codes[place]
        text = column.values[code].strip()
        if text and (column.codes[place + 1 :] == code).any():
            return True
    return False


def _texts_of(grid: Sheet, place: int) -> list[tuple[str, str]]:
    return [
        (squeeze(text), kind)
        for text, kind in zip(grid.row(place), grid.kinds(place), strict=True)
        if text.strip()
    ]


def _header_score(grid: Sheet, place: int, full: int, width: int) -> float:
    """How much a row looks like a header; 0: not at all."""
    cells = _texts_of(grid, place)
    if not cells or full < min(2, width):
        return 0.0
    share = min(1.0, full / max(width, 1))
    texts = [text for text, _ in cells]
    numbers = sum(_numeric(text, kind) for text, kind in cells)
    years = sum(bool(re.fullmatch(r"(19|20)\d\d", text)) for text in texts)
    # A group's name over several columns counts once.
    # "no" and "n" are names of columns, and what stands in cells.
    cells_of_data = words().cells_yes | words().cells_no
    values = _role_values(grid, place)
    named = [
        text for text in set(texts)
        if _names_column(text) and len(text) < 60 and text.casefold() not in cells_of_data
        and text not in values
    ]  # fmt: skip
    known = len(named)
    if len(set(texts)) < len(texts) * 0.6 and known < 2:
        return 0.0
    if fold(texts[0]) in words().pivots:
        pass
    elif known == 0 and (numbers > years or share < 0.7 or max(map(len, texts)) > 120):
        return 0.0
    if known and share < 0.4 and known < 2:
        return 0.0
    later = max(0.0, 1.0 - place / (LOOKED_AT * 3))
    # "lid" and "centrumgemeente" name columns, and are what cells of data say of a member.
    roles = words().vocabularies["role"]
    sure = known - 0.5 * sum(fold(text) in roles for text in named)
    pivot = 10.0 * any(fold(text) in words().pivots for text in texts)
    return pivot + 3.0 * sure / len(texts) + 2.0 * min(sure, 3) + share + 0.5 * later


def _role_values(grid: Sheet, place: int) -> set[str]:
    """Words for roles in a row ("lid") that stand in their column again, and more often than what
    the row begins with does: values of a column, and not its name."""
    roles = words().vocabularies["role"]
    found: set[str] = set()
    begins = -1
    for column in grid.columns:
        code = column.codes[place]
        text = squeeze(column.values[code])
        if not text:
            continue
        again = int((column.codes == code).sum()) - 1
        begins = again if begins < 0 else begins
        if again > begins and fold(text) in roles:
            found.add(text)
    return found


def _names_column(text: str) -> bool:
    """Whether a text is the name of a column: "Regeling", "Lid 1 rol"."""
    within = numbered_within(text)
    return bool(field_of(text) or (within and field_of(within[0])))


def _numeric(text: str, kind: str) -> bool:
    return kind in ("number", "date") or bool(re.fullmatch(r"[-+]?[\d.,\s/\-]+", text))


def _is_group_row(grid: Sheet, above: int, header: int, width: int) -> bool:
    """A row of group names over the header: several cells of text, some over several columns."""
    cells = _texts_of(grid, above)
    texts = [text for text, _ in cells]
    years = [text for text in texts if re.fullmatch(r"(?:19|20)\d\d", text)]
    if years:
        # Years over columns that come again under each: "2018", "" over "Gemeente", "Rol".
        under = [text for text, _ in _texts_of(grid, header)]
        if len(set(years)) < 2 or len(set(under)) == len(under):
            return False
    other = any(_numeric(text, kind) for text, kind in cells if text not in years)
    if len(cells) < 2 or other:
        return False
    if max(map(len, texts)) > 60 or any(
        LEGEND.match(text) or is_named_note(text) for text in texts
    ):
        return False
    names = [bool(text.strip()) for text in grid.row(header)]
    over = [bool(text.strip()) for text in grid.row(above)]
    if len(set(texts)) == 1 and all(o for o, name in zip(over, names, strict=True) if name):
        return False  # a title, merged across the table
    if len(set(texts)) < len(texts):
        return True  # merged cells, filled
    if not over[names.index(True)] and len(cells) < sum(names):
        # Groups whose names stand once, right of the names of the rows: "", "Zorg", "", "Fysiek",
        # "".
        return all(name for name, o in zip(names, over, strict=True) if o)
    known = sum(fold(text) in words().entities or bool(field_of(text)) for text in texts)
    return known >= 1 and len(cells) < max(width, 2)


def _is_more_header(grid: Sheet, header: int, below: int) -> bool:
    """A second row of names under the header: names in another language, or parts of a group."""
    cells = _texts_of(grid, below)
    if len(cells) < 2 or any(_numeric(text, kind) for text, kind in cells):
        return False
    texts = [text for text, _ in cells]
    if _completes(grid, header, below):
        return True
    known = words()
    named = sum(bool(field_of(text)) or fold(text) in known.attributes for text in texts)
    # A cell of data may be a word too ("gemeente"); nearly all have to be, and none twice.
    return named >= 2 and named >= 0.75 * len(texts) and len(set(texts)) == len(texts)


def _completes(grid: Sheet, header: int, below: int) -> bool:
    """Whether a row has names where the header is blank, and is blank under its first name: the
    second row of groups whose names stand once ("Waste", "", over "policy", "execution")."""
    above = [squeeze(text) for text in grid.row(header)]
    under = [squeeze(text) for text in grid.row(below)]
    first = next((place for place, text in enumerate(above) if text), 0)
    pairs = list(zip(above, under, strict=True))[first:]
    # What is new left of it is the first name of a row: of a matrix whose corner is blank.
    fresh = sum(bool(b) and not a for a, b in pairs)
    return not under[first] and fresh >= 1 and sum(map(bool, under)) > fresh


def _after_numbering(grid: Sheet, after: int) -> int:
    """Behind a row that only numbers the columns: (1) (2) (3)."""
    if after >= grid.rows:
        return after
    texts = [text.strip("()[] .") for text, _ in _texts_of(grid, after)]
    if len(texts) > 2 and texts == [str(k) for k in range(1, len(texts) + 1)]:
        return after + 1
    return after


def _legends(grid: Sheet, filled: np.ndarray[Any, Any], rows: np.ndarray[Any, Any]) -> list[int]:
    """Columns beside the table that say what signs mean, a line each: "C = centrum"."""
    found = []
    for k, column in enumerate(grid.columns):
        if len(column.values) > LOOKED_AT:
            continue
        texts = {squeeze(column.values[code]) for code in set(column.codes[rows].tolist())} - {""}
        lines = int(filled[k, rows].sum())
        if 1 < len(texts) == lines and all("=" in text and LEGEND.match(text) for text in texts):
            found.append(k)
    return found if filled.any(axis=1).sum() - len(found) > 1 else []


def _read_as(column: Column, exact: bool) -> Column:
    return column if exact else unwrapped(column)


def _cut(
    sheet: Sheet, grid: Sheet, places: list[int], labels: list[str], after: int,
    filled_at: dict[int, list[tuple[int, int]]], exact: bool,
) -> Region:  # fmt: skip
    import numpy as np

    filled = np.vstack([c.codes != 0 if exact else _filled(c) for c in grid.columns])
    data = np.arange(after, grid.rows)
    beside = [] if exact else _legends(grid, filled, data)
    told = [
        (int(place) + sheet.first_row, squeeze(grid.columns[k].text(int(place))))
        for k in beside for place in data[filled[k, data]]
    ]  # fmt: skip
    filled[beside] = False
    here = filled[:, data]
    blank = ~here.any(axis=0)
    skipped = [] if exact else rows_that_are_none(grid, filled, data[~blank], labels)
    gone = np.isin(data, [place for place, _, _ in skipped])
    kept = data[~blank & ~gone]
    used = [k for k in range(len(grid.columns)) if exact or filled[k, kept].any()]
    names = distinct_labels(labels)
    first = sheet.first_row
    top = min(places) if places else after
    notes = [
        (place + first, " ".join(dict.fromkeys(text for text, _ in _texts_of(grid, place))))
        for place in range(top)
        if filled[:, place].any()
    ] + told
    kept_set = np.zeros(grid.rows, dtype=bool)
    kept_set[kept] = True
    counts = {
        names[k]: int(sum(kept_set[a : b + 1].sum() for a, b in spans))
        for k, spans in filled_at.items()
    }
    region = Region(
        sheet=sheet,
        labels=[names[k] for k in used],
        columns=[_read_as(grid.columns[k].take(kept).compact(), exact) for k in used],
        numbers=kept + first,
        header_rows=[place + first for place in places],
        notes=notes,
        skipped=[(place + first, text, what) for place, text, what in skipped],
        empty_columns=[names[k] for k in range(len(names)) if k not in used and labels[k]],
        blank_rows=int(blank.sum()),
        filled={name: count for name, count in counts.items() if count},
    )
    return region if exact else with_row_names(region)
