"""Errors that say where the data are wrong and what was expected."""

from __future__ import annotations

from typing import Any


class DataError(ValueError):
    """Input that cannot be right.

    Attributes
    ----------
    source : file, table or argument.
    row : 1-based row of the source (the header of a file is row 1), or an id; ``None`` if unknown.
    column : name of the column, or ``None``.
    value : what was found.
    expected : what should have stood there.
    """

    def __init__(
        self,
        message: str,
        *,
        source: str | None = None,
        row: int | str | None = None,
        column: str | None = None,
        value: Any = None,
        expected: str | None = None,
    ) -> None:
        where = [str(source)] if source else []
        if row not in (None, ""):
            where.append(f"row {row}")
        if column:
            where.append(f"column {column}")
        text = ", ".join(where) + (": " if where else "") + message
        if value not in (None, ""):
            text += f" (got {str(value)!r})"
        if expected:
            text += f"; expected {expected}"
        super().__init__(text)
        self._set(source, row, column, value, expected)

    def _set(self, source: Any, row: Any, column: Any, value: Any, expected: Any) -> None:
        self.source = source or None
        self.row = None if row in (None, "") else row
        self.column = column or None
        self.value = value
        self.expected = expected or None

    @classmethod
    def located(
        cls, text: str, source: str, row: str, column: str, value: str, expected: str
    ) -> DataError:
        """From a complete message and its parts, as the C++ core gives them."""
        error = cls.__new__(cls)
        ValueError.__init__(error, text)
        error._set(source, int(row) if row.isdigit() else row, column, value, expected)
        return error

    def __reduce__(self) -> tuple[Any, ...]:
        parts = (self.source, self.row, self.column, self.value, self.expected)
        return _rebuild, (str(self), parts)


def _rebuild(text: str, parts: tuple[Any, ...]) -> DataError:
    error = DataError.__new__(DataError)
    ValueError.__init__(error, text)
    error._set(*parts)
    return error
