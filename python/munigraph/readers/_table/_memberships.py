"""Layout ``memberships``: a row is an arrangement and a participant."""

from __future__ import annotations

from typing import Any

from ._cells import Column
from ._claims import Claims
from ._mapping import ColumnMapping, split_field
from ._region import Region

__all__ = ["attributes_of", "membership_claims"]


def membership_claims(region: Region, mapping: ColumnMapping, first: int) -> Claims:
    """A claim per row; ``first`` is the position of the region's first row."""
    import numpy as np

    rows = np.arange(first, first + region.rows)
    fields, labels = attributes_of(region, mapping)
    return Claims(rows, fields, labels)


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
