"""Tables between DataFrames and the text columns of the core."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from .dates import date_text
from .errors import DataError

if TYPE_CHECKING:
    import pandas as pd

#: Columns of the schema: d date, n number, w whole number, t text, m text that may be missing.
_SCHEMA = {
    "participants": {
        "id": "t", "name": "t", "kind": "t", "province": "m", "population": "n",
        "population_year": "w", "lon": "n", "lat": "n", "valid_from": "d", "valid_to": "d",
    },
    "arrangements": {
        "id": "t", "chain": "t", "name": "t", "kind": "t", "legal_form": "t", "structure": "t",
        "obligation": "t", "phase": "t", "parent": "m", "inputs": "t", "decision_rules": "t",
        "evaluation": "t", "valid_from": "d", "valid_to": "d", "source": "m",
    },
    "arrangement_themes": {"arrangement": "t", "theme": "t", "basis": "t"},
    "memberships": {
        "arrangement": "t", "participant": "t", "role": "t", "valid_from": "d", "valid_to": "d",
    },
    "successions": {
        "date": "d", "from": "t", "to": "t", "kind": "t", "share": "n", "share_of": "m",
    },
}  # fmt: skip


def is_missing(value: Any) -> bool:
    """None, NaN, NaT or ``pandas.NA``."""
    if value is None:
        return True
    try:
        return bool(value != value)
    except (TypeError, ValueError):
        # pandas.NA is neither equal to itself nor different; an array has no one answer.
        return type(value).__name__ == "NAType"


def as_frame(table: Any, name: str) -> pd.DataFrame:
    """A DataFrame from a DataFrame, a dict of columns, or an Arrow table."""
    import pandas as pd

    if isinstance(table, pd.DataFrame):
        return table
    if isinstance(table, Mapping):
        columns = {str(key): _listed(values, name, str(key)) for key, values in table.items()}
        lengths = {key: len(values) for key, values in columns.items()}
        for key, length in lengths.items():
            if length != next(iter(lengths.values())):
                raise DataError(
                    "columns differ in length", source=name, column=key, value=length,
                    expected=f"{next(iter(lengths.values()))} rows",
                )  # fmt: skip
        try:
            return pd.DataFrame(columns)
        except UnicodeEncodeError:  # pandas says neither where nor what was expected
            for key, values in columns.items():
                _require_unicode([key, *(one for one in values if isinstance(one, str))], name, key)
            raise
    if hasattr(table, "to_pandas"):
        return table.to_pandas()
    raise TypeError(
        f"{name}: expected a DataFrame, a dict of columns or an Arrow table, "
        f"got {type(table).__name__}"
    )


def _listed(values: Any, name: str, column: str) -> Any:
    if isinstance(values, (str, bytes)) or not hasattr(values, "__iter__"):
        raise TypeError(f"{name}: column {column!r} is {values!r}, expected a list of values")
    if not hasattr(values, "__len__"):
        return list(values)
    # An index of its own would shift rows against the other columns.
    return values.reset_index(drop=True) if hasattr(values, "reset_index") else values


def text_columns(table: Any, name: str) -> dict[str, list[str]]:
    """Every column as text; a missing value is the empty text."""
    return typed_columns(table, name)[0]


def typed_columns(table: Any, name: str) -> tuple[dict[str, list[str]], set[str]]:
    """Every column as text, and the names of those that hold numbers."""
    data = as_frame(table, name)
    texts: dict[str, list[str]] = {}
    numbers: set[str] = set()
    for position, label in enumerate(data.columns):
        column = str(label)
        if column in texts:
            raise DataError(
                "a column is there twice", source=name, column=column, value=column,
                expected="distinct column names",
            )  # fmt: skip
        values = data.iloc[:, position]
        texts[column] = _texts(values)
        _require_unicode([column, *texts[column]], name, column)
        if _holds_numbers(values):
            numbers.add(column)
    return texts, numbers


def _holds_numbers(values: pd.Series[Any]) -> bool:
    import numbers

    if values.dtype.kind in "iuf":
        return True
    if values.dtype.kind != "O":
        return False
    there = [value for value in values.tolist() if not is_missing(value)]
    return bool(there) and all(
        isinstance(value, numbers.Real) and not isinstance(value, bool) for value in there
    )


def _texts(values: pd.Series[Any]) -> list[str]:
    return [_text(value) for value in values.tolist()]


def _require_unicode(texts: list[str], source: str, column: str) -> None:
    """Raises ``DataError`` for halves of characters, which no file holds; the name stands first."""
    try:
        "".join(texts).encode("utf-8")
    except UnicodeEncodeError:
        row = next(k for k, one in enumerate(texts) if any("\ud800" <= c <= "\udfff" for c in one))
        raise DataError(
            "half of a character (a surrogate) is no text", source=source, row=row,
            column=ascii(column)[1:-1], value=ascii(texts[row]), expected="text",
        ) from None  # fmt: skip


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if is_missing(value):
        return ""
    if type(value).__name__ == "datetime64":
        return date_text(value)
    if hasattr(value, "item"):  # NumPy scalars
        value = value.item()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime.date):
        return date_text(value)
    return str(value)


def add_missing(tables: dict[str, dict[str, list[str]]]) -> None:
    """Tables of participants and arrangements that were not given, from what memberships (and
    successions) name."""
    members = tables["memberships"]
    for key, column in (("participants", "participant"), ("arrangements", "arrangement")):
        if key in tables:
            continue
        named = [one for one in members.get(column, []) if one]
        if key == "participants":
            moves = tables.get("successions", {})
            named += [one for end in ("from", "to") for one in moves.get(end, []) if one]
        tables[key] = {"id": list(dict.fromkeys(named))}


def frame(name: str, columns: dict[str, list[str]], numbers: Collection[str] = ()) -> pd.DataFrame:
    """A DataFrame with the types of the schema from text columns; ``numbers`` are the columns
    beyond the schema that hold numbers."""
    import pandas as pd

    schema = _SCHEMA[name]
    data = {
        column: _typed(values, schema.get(column, "n" if column in numbers else "m"))
        for column, values in columns.items()
    }
    return pd.DataFrame(data)


def _typed(values: list[str], kind: str) -> Any:
    import numpy as np
    import pandas as pd

    if kind == "d":
        return np.array([value or "NaT" for value in values], dtype="datetime64[s]")
    if kind == "n":
        return np.array([float(value or "nan") for value in values], dtype=np.float64)
    if kind == "w":
        return pd.array([int(value) if value else None for value in values], dtype="Int64")
    if kind == "m":
        return [value or None for value in values]
    return values
