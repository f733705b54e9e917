"""Square matrices whose rows have no names: programs write them without, or with numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ..._common.text import squeeze
from ._cells import Column

if TYPE_CHECKING:
    from ._region import Region

__all__ = ["with_row_names"]

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def with_row_names(region: Region) -> Region:
    """A symmetric matrix of numbers with the names of its columns as those of its rows, where the
    rows have none, or are numbered; any other table as it is."""
    count = region.rows
    extra = len(region.columns) - count
    if count < 3 or extra not in (0, 1):
        return region
    if extra and not _are_row_numbers(region.columns[0]):
        return region
    names = region.labels[extra:]
    if any(_NUMBER.fullmatch(name) for name in names) or not _is_symmetric(region, extra):
        return region
    label = region.labels[0] if extra else "column A"
    where = max(region.header_rows, default=0)
    return replace(
        region,
        labels=[label, *names],
        columns=[Column.of_texts(names), *region.columns[extra:]],
        notes=[
            *region.notes,
            (where, "rows without names: those of the columns, since the matrix is symmetric"),
        ],
    )


def _are_row_numbers(column: Column) -> bool:
    texts = [squeeze(text) for text in column.texts()]
    return any(texts == [str(k + first) for k in range(len(texts))] for first in (0, 1))


def _is_symmetric(region: Region, first: int) -> bool:
    rows = [[squeeze(text) or "0" for text in c.texts()] for c in region.columns[first:]]
    if not all(_NUMBER.fullmatch(text) for row in rows for text in row):
        return False
    pairs = [(rows[a][b], rows[b][a]) for a in range(len(rows)) for b in range(a)]
    return all(a == b for a, b in pairs) and any(a.strip("0.,") for a, _ in pairs)
