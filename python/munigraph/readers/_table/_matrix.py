"""Layout ``matrix``: a row is a participant (or an arrangement), with marks for the others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..._common.text import squeeze
from ._cells import Cell, Column
from ._claims import CellFault, Claims, joined_claims
from ._dates import LAST_DAY, looks_like_date, year_of
from ._mapping import ColumnMapping, split_field
from ._marks import Mark, dated_mark, mark_of
from ._memberships import attributes_of
from ._periods import dated, period_of
from ._region import Region
from ._spellings import name_key

if TYPE_CHECKING:
    import numpy as np

__all__ = ["is_square", "mark_claims", "matrix_pairs"]


_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_PROVINCE = re.compile(r"^(?:provincie|province(?: de| of)?|provinz|county of)\s+", re.IGNORECASE)


def is_square(mapping: ColumnMapping) -> bool:
    """Whether rows and columns are participants alike."""
    rows = mapping.fields()
    return mapping.across == "participants" and "arrangement" not in rows


def mark_claims(region: Region, mapping: ColumnMapping, first: int) -> Claims:
    """A claim per mark.

    Rows without marks are taken for their participant; an arrangement without marks has no members.
    """
    import numpy as np

    rest, labels = attributes_of(region, mapping)
    marks = [label for label, its in mapping.columns.items() if its == "mark"]
    own = {label: _own_name(label) for label in marks}
    if len(set(own.values())) < len(own):
        own = {label: label.replace(" / ", " – ") for label in marks}
    field = "participant" if mapping.across == "participants" else "arrangement"
    rows = np.arange(region.rows)
    parts: list[Claims] = []
    faults: list[CellFault] = []
    themed = "theme" in rest
    weighted = _are_weighted(region, mapping)
    for label, its in mapping.columns.items():
        name, year = split_field(its)
        if name != "mark" or label not in region.labels:
            continue
        column = region.column(label)
        read = _read_marks(column, mapping, label, faults, first)
        here = _marked(rows, column, read)
        fields = {one: its_column.take(here) for one, its_column in rest.items()}
        if year is not None and (mapping.rows or mapping.layout) == "matrix":
            # "2018 / GGD": a column per arrangement and year.
            parts_of = [part for part in label.split(" / ") if year_of(part) != year]
            fields[field] = Column.constant(" / ".join(parts_of), len(here))
        if year is None:
            fields[field] = Column.constant(own[label], len(here))
            group = label.rpartition(" / ")[0]
            if group and field == "arrangement" and "theme" not in rest:
                fields["theme"] = Column.constant(group, len(here))
            elif group and "province" not in rest:
                where = _PROVINCE.sub("", group)
                fields["province"] = Column.constant(where, len(here))
        else:
            fields["year"] = Column.constant(str(year), len(here))
            if "partner" in rest and "weight" not in rest and weighted:
                fields["weight"] = column.take(here).mapped(_weights(column))
        if dates := _dates(column, mapping):
            its_joined, its_left = dates
            fields["joined"] = column.take(here).mapped(its_joined)
            if any(text for text, _ in its_left):
                fields["left"] = column.take(here).recoded(its_left)
        if any(mark.role for mark in read):
            fields["role"] = column.take(here).mapped([mark.role for mark in read])
        if any(mark.themes for mark in read) and not themed:
            fields["theme"] = column.take(here).mapped([";".join(mark.themes) for mark in read])
        called = {**labels, field: label, "joined": label, "left": label}
        parts.append(Claims(here + first, fields, called))
    claims = joined_claims(parts)
    claims.faults = faults
    _lone(claims, region, rest, first, mapping)
    order = np.argsort(claims.rows, kind="stable")
    return claims.take(order)


def _own_name(label: str) -> str:
    """The name of a column without the group over it and without the mark of a second one."""
    return label.rpartition(" / ")[2]


def _lone(
    claims: Claims, region: Region, rest: dict[str, Column], first: int, mapping: ColumnMapping
) -> None:
    import numpy as np

    marked = np.zeros(region.rows, dtype=bool)
    marked[claims.rows - first] = True
    for row in np.flatnonzero(~marked).tolist():
        if mapping.across == "participants":
            claims.reasons[first + row] = "no members: no mark in the row"
        elif "participant" in rest and rest["participant"].text(row).strip():
            claims.lone[first + row] = rest["participant"].text(row)
        else:
            claims.reasons[first + row] = "no participant named"


def _read_marks(
    column: Column, mapping: ColumnMapping, label: str, faults: list[CellFault], first: int
) -> list[Mark]:
    """What each value says; one that nobody explains says no, and is told."""
    import numpy as np

    marks = [Mark(False)] * len(column.values)
    meanings, roles = mapping.words.get("mark", {}), mapping.words.get("role", {})
    for code in column.used():
        text = squeeze(column.values[code])
        mark = (mark_of if mapping.exact else dated_mark)(text, meanings, roles)
        if mark is None and not mapping.exact and (period_of(text) or looks_like_date(text)):
            mark = Mark(True)
        if mark is not None:
            marks[code] = mark
            continue
        reason = (
            "no mark that is known: say what it means in the mapping, "
            f'[words.mark] "{text}" = "member"'
        )
        for row in np.flatnonzero(column.codes == code).tolist():
            faults.append(CellFault(first + row, label, text, reason))
    return marks


def _dates(column: Column, mapping: ColumnMapping) -> tuple[list[str], list[Cell]] | None:
    """First days and ends, where the cells of a column say since when, or from when to when."""
    if mapping.exact:
        return None
    starts = [""] * len(column.values)
    ends: list[Cell] = [("", "text")] * len(column.values)
    for code in column.used():
        text = squeeze(column.values[code])
        if text.isdigit() and not _YEAR.fullmatch(text) and text not in ("0", "1"):
            return None  # a column of counts
        parts = dated(text)
        found = parts[1] if parts is not None else period_of(text)
        if found is not None and (found.start or found.end):
            starts[code] = found.start
            if found.end and not found.alone:
                ends[code] = (found.end, LAST_DAY if found.last_day else "text")
        elif looks_like_date(text):
            starts[code] = text
    return (starts, ends) if any(starts) or any(text for text, _ in ends) else None


def _marked(rows: np.ndarray[Any, Any], column: Column, marks: list[Mark]) -> np.ndarray[Any, Any]:
    """The rows with a mark that says yes."""
    import numpy as np

    return rows[np.array([mark.yes for mark in marks], dtype=bool)[column.codes]]


def matrix_pairs(region: Region, mapping: ColumnMapping, first: int) -> Claims:
    """The pairs of a square matrix, with numbers as weights: fields ``participant, partner``.

    A mark on the diagonal says nothing; rows without marks are taken for their participant.
    """
    import numpy as np

    rest, labels = attributes_of(region, mapping)
    faults: list[CellFault] = []
    parts: list[Claims] = []
    rows = np.arange(region.rows)
    weighted = _are_weighted(region, mapping)
    own = [name_key(text) for text in rest["participant"].texts()]
    names = (
        [name_key(text) for text in rest["participant_name"].texts()]
        if "participant_name" in rest
        else own
    )
    for label, its in mapping.columns.items():
        if its != "mark" or label not in region.labels:
            continue
        column = region.column(label)
        marks = _read_marks(column, mapping, label, faults, first)
        key = name_key(_own_name(label))
        marked_rows = _marked(rows, column, marks).tolist()
        here = np.array(
            [
                row for row in marked_rows if key not in (own[row], names[row])
                for _ in range(max(1, len(marks[column.codes[row]].themes)))
            ],
            dtype=np.int64,
        )  # fmt: skip
        fields = {name: one.take(here) for name, one in rest.items()}
        fields["partner"] = Column.constant(_own_name(label), len(here))
        if weighted:
            fields["weight"] = column.take(here).mapped(_weights(column))
        if any(mark.themes for mark in marks) and "theme" not in rest:
            # A pair and a theme is an arrangement; a cell may tell several.
            told = dict.fromkeys(here.tolist())
            fields["theme"] = Column.of_texts(
                theme for row in told for theme in marks[column.codes[row]].themes or ("",)
            )
        parts.append(Claims(here + first, fields, {**labels, "partner": label}))
    claims = joined_claims(parts)
    claims.faults = faults
    marked = np.zeros(region.rows, dtype=bool)
    marked[claims.rows - first] = True
    for row in np.flatnonzero(~marked).tolist():
        claims.lone[first + row] = rest["participant"].text(row)
    order = np.argsort(claims.rows, kind="stable")
    return claims.take(order)


_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def _are_weighted(region: Region, mapping: ColumnMapping) -> bool:
    """Whether a mark is a number other than 0 and 1, so that 1 is a weight, too."""
    return any(
        _NUMBER.fullmatch(text) and text not in ("0", "1")
        for label, its in mapping.columns.items()
        if split_field(its)[0] == "mark" and label in region.labels
        for text in map(squeeze, region.column(label).values)
    )


def _weights(column: Column) -> list[str]:
    # What a point or comma is, all weights together decide.
    return [text if _NUMBER.fullmatch(text) else "" for text in map(squeeze, column.values)]
