"""Tables between DataFrames and the text columns of the core."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

_DATES = {"valid_from", "valid_to", "date"}
_NUMBERS = {"population", "lon", "lat", "share"}
_WHOLE = {"population_year"}
#: Text columns in which nothing given is a missing value, not an empty text.
_MAY_MISS = {"province", "parent", "source", "share_of"}


def as_frame(table: Any, name: str) -> pd.DataFrame:
    """A DataFrame from a DataFrame, a dict of columns, or an Arrow table."""
    import pandas as pd

    if isinstance(table, pd.DataFrame):
        return table
    if isinstance(table, Mapping):
        return pd.DataFrame(dict(table))
    if hasattr(table, "to_pandas"):
        return table.to_pandas()
    raise TypeError(
        f"{name}: expected a DataFrame, a dict of columns or an Arrow table, "
        f"got {type(table).__name__}"
    )


def text_columns(table: Any, name: str) -> dict[str, list[str]]:
    """Every column as text; a missing value is the empty text."""
    data = as_frame(table, name)
    return {str(column): _texts(data[column]) for column in data.columns}


def _texts(values: pd.Series[Any]) -> list[str]:
    import numpy as np

    kind = values.dtype.kind if isinstance(values.dtype, np.dtype) else ""
    if kind == "M":
        days = values.dt.strftime("%Y-%m-%d")
        return ["" if missing else day for missing, day in zip(values.isna(), days, strict=True)]
    if kind == "f":
        return ["" if value != value else _number(value) for value in values.tolist()]
    return [_text(value) for value in values.tolist()]


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    text = str(value)
    return "" if text in ("NaT", "<NA>") else text


def frame(name: str, columns: dict[str, list[str]]) -> pd.DataFrame:
    """A DataFrame with the types of the schema from text columns."""
    import numpy as np
    import pandas as pd

    data: dict[str, Any] = {}
    for column, values in columns.items():
        if column in _DATES:
            data[column] = np.array([value or "NaT" for value in values], dtype="datetime64[s]")
        elif column in _NUMBERS:
            data[column] = np.array([float(value or "nan") for value in values], dtype=np.float64)
        elif column in _WHOLE:
            data[column] = pd.array([int(v) if v else None for v in values], dtype="Int64")
        elif column in _MAY_MISS:
            data[column] = [value or None for value in values]
        elif _known_text(name, column):
            data[column] = values
        else:
            data[column] = _extra(values)
    return pd.DataFrame(data)


_TEXT = {
    "participants": {"id", "name", "kind"},
    "arrangements": {
        "id", "chain", "name", "kind", "legal_form", "structure", "obligation", "phase",
        "inputs", "decision_rules", "evaluation",
    },
    "arrangement_themes": {"arrangement", "theme", "basis"},
    "memberships": {"arrangement", "participant", "role"},
    "successions": {"from", "to", "kind"},
}  # fmt: skip


def _known_text(table: str, column: str) -> bool:
    return column in _TEXT.get(table, set())


def _extra(values: list[str]) -> Any:
    """Numbers where every value that is there is a number as the core writes it, else text."""
    import numpy as np

    numbers = []
    for value in values:
        if not value:
            numbers.append(float("nan"))
            continue
        try:
            number = float(value)
        except ValueError:
            return [text or None for text in values]
        if len(value) > 1 and value[0] == "0" and value[1] != ".":
            return [text or None for text in values]
        numbers.append(number)
    if any(values):
        return np.array(numbers, dtype=np.float64)
    return [None] * len(values)
