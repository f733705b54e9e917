"""Sheets of cells, column by column, each column as its distinct values.

Every rule of an import looks at distinct values; rows only carry their numbers. So a million rows
cost little more than the few thousand different texts in them.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..._common.dates import date_text

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Cell", "Column", "ColumnBuilder", "Sheet", "cell_of", "sheet_of_rows", "sheet_of_texts"]

Cell = tuple[str, str]
"""Text and kind of a cell: ``text``, ``number``, ``date`` or ``yes_no``, as the source has it; or
``last day``, of an end that says so."""
_EMPTY: Cell = ("", "text")


@dataclass(frozen=True)
class Column:
    """``codes`` (int32, one per row) point into ``values`` and ``kinds``; 0 is the empty cell."""

    codes: np.ndarray[Any, Any]
    values: list[str]
    kinds: list[str]

    def __len__(self) -> int:
        return len(self.codes)

    def text(self, row: int) -> str:
        return self.values[self.codes[row]]

    def texts(self) -> list[str]:
        """One text per row."""
        values = self.values
        return [values[code] for code in self.codes.tolist()]

    def take(self, rows: np.ndarray[Any, Any]) -> Column:
        return Column(self.codes[rows], self.values, self.kinds)

    def compact(self) -> Column:
        """The column without values that do not occur (but the empty one)."""
        import numpy as np

        there = self.counts() > 0
        there[0] = True
        became = np.cumsum(there, dtype=np.int32) - 1
        kept = np.flatnonzero(there).tolist()
        values = [self.values[code] for code in kept]
        return Column(became[self.codes], values, [self.kinds[code] for code in kept])

    def used(self) -> list[int]:
        """Codes that occur, in the order of their first row."""
        import numpy as np

        first = self.first_rows()
        found = np.flatnonzero(first >= 0)
        return found[np.argsort(first[found], kind="stable")].tolist()

    def counts(self) -> np.ndarray[Any, Any]:
        """Number of rows per value."""
        import numpy as np

        return np.bincount(self.codes, minlength=len(self.values))

    def first_rows(self) -> np.ndarray[Any, Any]:
        """First row of every value, -1 where it does not occur."""
        import numpy as np

        first = np.full(len(self.values), -1, dtype=np.int64)
        first[self.codes[::-1]] = np.arange(len(self.codes) - 1, -1, -1)
        return first

    def mapped(self, became: Sequence[str]) -> Column:
        """The column with value k replaced by ``became[k]``; equal texts become one value."""
        return self.recoded([(text, "text") for text in became])

    def recoded(self, became: Sequence[Cell]) -> Column:
        """The column with value k replaced by the cell ``became[k]``; equal cells become one."""
        import numpy as np

        place: dict[Cell, int] = {_EMPTY: 0}
        pairs = [cell if cell[0] else _EMPTY for cell in became]
        new = np.array([place.setdefault(cell, len(place)) for cell in pairs], dtype=np.int32)
        return Column(new[self.codes], [text for text, _ in place], [kind for _, kind in place])

    @classmethod
    def constant(cls, text: str, rows: int) -> Column:
        import numpy as np

        code = 1 if text else 0
        return cls(
            np.full(rows, code, dtype=np.int32), ["", text][: code + 1], ["text"] * (code + 1)
        )

    @classmethod
    def of_texts(cls, texts: Iterable[str]) -> Column:
        builder = ColumnBuilder()
        for text in texts:
            builder.add((text, "text"))
        return builder.build()

    @classmethod
    def joined(cls, columns: Sequence[Column]) -> Column:
        """Columns one below the other."""
        import numpy as np

        place: dict[Cell, int] = {("", "text"): 0}
        parts = []
        for column in columns:
            pairs = zip(column.values, column.kinds, strict=True)
            new = [
                place.setdefault(pair if pair[0] else ("", "text"), len(place)) for pair in pairs
            ]
            parts.append(np.array(new, dtype=np.int32)[column.codes])
        codes = np.concatenate(parts) if parts else np.empty(0, dtype=np.int32)
        return cls(codes, [text for text, _ in place], [kind for _, kind in place])


class ColumnBuilder:
    """Collects the cells of one column."""

    def __init__(self, blanks: int = 0) -> None:
        self.codes = array("i", bytes(4 * blanks))
        self.place: dict[Cell, int] = {("", "text"): 0}

    def add(self, cell: Cell) -> None:
        self.codes.append(self.place.setdefault(cell, len(self.place)))

    def build(self) -> Column:
        import numpy as np

        codes = np.frombuffer(self.codes, dtype=np.int32) if self.codes else np.empty(0, np.int32)
        return Column(codes, [text for text, _ in self.place], [kind for _, kind in self.place])


@dataclass(frozen=True)
class Sheet:
    """A rectangle of cells, headers included."""

    name: str
    """Name of the sheet, or of the file where it has one table."""
    columns: list[Column]
    first_row: int = 1
    """Number of the first row, as people count it in the source."""
    header: tuple[str, ...] | None = None
    """Names of the columns where the source has them apart (a DataFrame), else None."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Merged ranges: first and last row, first and last column, 0-based."""
    said: dict[str, str] = field(default_factory=dict)
    """What was found about the file: ``encoding``, ``separator``."""

    @property
    def rows(self) -> int:
        return len(self.columns[0]) if self.columns else 0

    def row(self, number: int) -> list[str]:
        """Texts of a row (0-based)."""
        return [column.text(number) for column in self.columns]

    def kinds(self, number: int) -> list[str]:
        return [column.kinds[column.codes[number]] for column in self.columns]


class _Places(dict[str, int]):
    """Text → code; a new text gets the next one."""

    def __missing__(self, text: str) -> int:
        code = self[text] = len(self)
        return code


def sheet_of_texts(chunks: Iterable[list[list[str]]], name: str, **more: Any) -> Sheet:
    """A sheet from rows of texts, many at a time. Short rows are filled up."""
    import numpy as np

    codes: list[array[int]] = []
    places: list[_Places] = []
    count = 0
    for rows in chunks:
        widths = set(map(len, rows))
        while len(codes) < max(widths):
            codes.append(array("i", bytes(4 * count)))
            places.append(_Places({"": 0}))
        if widths != {len(codes)}:
            for row in rows:
                row.extend([""] * (len(codes) - len(row)))
        for its, place, texts in zip(codes, places, zip(*rows, strict=True), strict=True):
            its.extend(map(place.__getitem__, texts))
        count += len(rows)
    columns = [
        Column(np.frombuffer(its, dtype=np.int32), list(place), ["text"] * len(place))
        for its, place in zip(codes, places, strict=True)
    ]
    return Sheet(name, columns, **more)


def sheet_of_rows(rows: Iterable[Sequence[Any]], name: str, **more: Any) -> Sheet:
    """A sheet from rows of typed cells. Short rows are filled up."""
    builders: list[ColumnBuilder] = []
    for count, row in enumerate(rows):
        while len(builders) < len(row):
            builders.append(ColumnBuilder(count))
        for builder, value in zip(builders, row, strict=False):
            builder.add(cell_of(value))
        for builder in builders[len(row) :]:
            builder.codes.append(0)
    return Sheet(name, [builder.build() for builder in builders], **more)


def cell_of(value: Any) -> Cell:
    """A typed value as text and kind; whole numbers lose ``.0``, midnight is no time."""
    import datetime

    if isinstance(value, str):
        return (value, "text")
    if value is None or value != value:
        return ("", "text")
    if isinstance(value, bool):
        return ("yes" if value else "no", "yes_no")
    if isinstance(value, int):
        return (str(value), "number")
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15
        return (str(int(value)) if whole else repr(value), "number")
    if isinstance(value, datetime.date):  # a date-time, too
        return (date_text(value), "date")
    if type(value).__name__ == "datetime64":
        return (date_text(value), "date")
    if hasattr(value, "item"):  # NumPy scalars
        return cell_of(value.item())
    text = str(value)
    return ("", "text") if text in ("<NA>", "NaT") else (text, "text")
