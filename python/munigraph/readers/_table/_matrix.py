"""Layout ``matrix``: a row is a participant (or an arrangement), with marks for the others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..._common.text import fold, squeeze
from ._cells import Column
from ._claims import CellFault, Claims, joined_claims
from ._mapping import ColumnMapping, split_field
from ._memberships import attributes_of
from ._region import Region
from ._spellings import name_key
from ._words import words

if TYPE_CHECKING:
    import numpy as np

__all__ = ["is_square", "mark_claims", "matrix_pairs"]


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
    for label, its in mapping.columns.items():
        name, year = split_field(its)
        if name != "mark" or label not in region.labels:
            continue
        column = region.column(label)
        yes, roles = _read_marks(column, mapping, label, faults, first)
        here = rows[yes[column.codes]]
        fields = {one: its_column.take(here) for one, its_column in rest.items()}
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
        if any(roles):
            fields["role"] = column.take(here).mapped(roles)
        parts.append(Claims(here + first, fields, {**labels, field: label}))
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
) -> tuple[np.ndarray[Any, Any], list[str]]:
    """Which values say yes, and the role that they give."""
    import numpy as np

    known = words()
    vocabulary = {**known.vocabularies["role"], **mapping.words.get("role", {})}
    yes = np.zeros(len(column.values), dtype=bool)
    roles = [""] * len(column.values)
    for code in column.used():
        text = squeeze(column.values[code])
        plain = text.casefold()
        if fold(text) in mapping.words.get("role", {}) or (text in mapping.words.get("role", {})):
            yes[code], roles[code] = True, text
        elif plain in known.cells_no:
            continue
        elif plain in known.cells_yes:
            yes[code] = True
        elif fold(text) in vocabulary:
            yes[code], roles[code] = True, text
        elif re.fullmatch(r"\d+(?:[.,]\d+)?", plain):
            yes[code] = float(plain.replace(",", ".")) > 0
        else:
            for row in np.flatnonzero(column.codes == code).tolist():
                faults.append(CellFault(first + row, label, text, "no mark that is known"))
    return yes, roles


def matrix_pairs(region: Region, mapping: ColumnMapping, first: int) -> Claims:
    """The pairs of a square matrix, with numbers as weights: fields ``participant, partner``.

    A mark on the diagonal says nothing; rows without marks are taken for their participant.
    """
    import numpy as np

    rest, labels = attributes_of(region, mapping)
    faults: list[CellFault] = []
    parts: list[Claims] = []
    rows = np.arange(region.rows)
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
        yes, _ = _read_marks(column, mapping, label, faults, first)
        key = name_key(_own_name(label))
        marked_rows = rows[yes[column.codes]].tolist()
        here = np.array([r for r in marked_rows if key not in (own[r], names[r])], dtype=np.int64)
        fields = {name: one.take(here) for name, one in rest.items()}
        fields["partner"] = Column.constant(_own_name(label), len(here))
        weights = [_weight(text) for text in column.values]
        if any(weights):
            fields["weight"] = column.take(here).mapped(weights)
        parts.append(Claims(here + first, fields, {**labels, "partner": label}))
    claims = joined_claims(parts)
    claims.faults = faults
    marked = np.zeros(region.rows, dtype=bool)
    marked[claims.rows - first] = True
    for row in np.flatnonzero(~marked).tolist():
        claims.lone[first + row] = rest["participant"].text(row)
    order = np.argsort(claims.rows, kind="stable")
    return claims.take(order)


def _weight(text: str) -> str:
    plain = squeeze(text).replace(",", ".")
    return plain if re.fullmatch(r"\d+(?:\.\d+)?", plain) and float(plain) not in (0.0, 1.0) else ""
