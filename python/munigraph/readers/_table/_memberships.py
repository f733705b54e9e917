"""Layout ``memberships``: a row is an arrangement and a participant."""

from __future__ import annotations

from typing import Any

from ._cells import Column
from ._claims import Claims, joined_claims
from ._mapping import ColumnMapping, split_field
from ._region import Region
from ._words import words

__all__ = ["attributes_of", "membership_claims"]


def membership_claims(region: Region, mapping: ColumnMapping, first: int) -> Claims:
    """A claim per row; ``first`` is the position of the region's first row."""
    import numpy as np

    rows = np.arange(first, first + region.rows)
    fields, labels = attributes_of(region, mapping)
    schemes = scheme_columns(mapping, region)
    if len(schemes) < 2:
        return Claims(rows, fields, labels)
    parts = []
    for label in schemes:
        column = region.column(label)
        here = np.flatnonzero(_says_something(column)[column.codes])
        part = Claims(rows, dict(fields), {**labels, "arrangement": label}).take(here)
        part.fields["arrangement"] = column.take(here)
        part.fields["division"] = Column.constant(label, len(here))
        parts.append(part)
    claims = joined_claims(parts)
    for row in np.setdiff1d(rows, claims.rows).tolist():
        claims.lone[row] = fields["participant"].text(row - first)
    order = np.argsort(claims.rows, kind="stable")
    return claims.take(order)


def scheme_columns(mapping: ColumnMapping, region: Region) -> list[str]:
    """Columns that each say which arrangement of a scheme the participant of the row is in."""
    return [
        label for label, its in mapping.columns.items()
        if its == "arrangement" and label in region.labels
    ]  # fmt: skip


def _says_something(column: Column) -> Any:
    import numpy as np

    known = words()
    nothing = known.cells_no | known.missing
    return np.array([text.strip().casefold() not in nothing for text in column.values], dtype=bool)


def attributes_of(
    region: Region, mapping: ColumnMapping, without: frozenset[str] = frozenset()
) -> tuple[dict[str, Column], dict[str, str]]:
    """Columns by field and their names; several columns of themes become one."""
    fields: dict[str, Column] = {}
    labels: dict[str, str] = {}
    for label, its in mapping.columns.items():
        name, year = split_field(its)
        if label not in region.labels or name in ("ignore", "mark", "member") or name in without:
            continue
        if year is not None:
            continue
        column = region.column(label)
        if name in fields:
            fields[name] = _both(fields[name], column) if name == "theme" else fields[name]
            continue
        fields[name] = column
        labels[name] = label
    return fields, labels


def _both(first: Column, second: Column) -> Column:
    texts: list[Any] = []
    for a, b in zip(first.texts(), second.texts(), strict=True):
        texts.append(";".join(part for part in (a, b) if part.strip()))
    return Column.of_texts(texts)
