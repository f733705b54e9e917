"""Statements that are tried on every row of a multiverse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .._common.choice_words import word_of
from ._multiverse.rows import OUTCOMES

if TYPE_CHECKING:
    import pandas as pd


#: Columns of a multiverse that a statement can be about.
FIGURES = tuple(
    name for name in OUTCOMES if name not in ("method", "representation", "status", "seed", "row")
)


def column_of(choice: str) -> str:
    """The column of a choice; ``quality`` itself is a result."""
    return "quality_function" if choice == "quality" else choice


def chosen(table: pd.DataFrame, where: Mapping[str, Any] | None) -> pd.DataFrame:
    """The rows with these choices; a list means any of its values."""
    import numpy as np

    keep = np.ones(len(table), dtype=bool)
    for choice, value in (where or {}).items():
        key = column_of(choice)
        if key not in table.columns:
            return table.iloc[:0]
        words = {word_of(v) for v in (value if isinstance(value, list) else [value])}
        keep &= table[key].map(word_of).isin(words).to_numpy()
    return table[keep]


def partners(
    table: pd.DataFrame, rows: pd.DataFrame, choices: Iterable[str], instead: Mapping[str, Any]
) -> pd.Series:
    """Per row the label of the row with the other choices instead, all else equal; missing where
    the table has none, or it is the row itself. ``choices`` are those of the grid."""
    import pandas as pd

    columns = [column_of(k) for k in choices]
    changed = {column_of(k): word_of(v) for k, v in instead.items()}
    words = table[columns].apply(lambda column: column.map(word_of))
    known = {tuple(row): label for label, row in zip(words.index, words.to_numpy(), strict=True)}
    wanted = words.loc[rows.index].assign(**{k: v for k, v in changed.items() if k in columns})
    found = [known.get(tuple(row)) for row in wanted.to_numpy()]
    # A row that has these choices itself would be held against itself, and never be more.
    found = [None if other == row else other for row, other in zip(rows.index, found, strict=True)]
    return pd.Series(found, index=rows.index, dtype=object)


def measured(
    table: pd.DataFrame, statement: Mapping[str, Any], choices: Iterable[str]
) -> pd.DataFrame:
    """Per row that the statement is about its ``value``, and the ``other`` that it is held against;
    missing where the table has none."""
    import numpy as np
    import pandas as pd

    if statement["figure"] not in table.columns:
        return pd.DataFrame({"value": [], "other": []})
    figures = pd.to_numeric(table[statement["figure"]], errors="coerce").astype(float)
    rows = chosen(table, statement.get("where"))
    found = pd.DataFrame({"value": figures[rows.index], "other": np.nan})
    if statement.get("more_than"):
        labels = partners(table, rows, choices, statement["more_than"])
        found["other"] = [np.nan if label is None else figures[label] for label in labels]
        found["value"] = found["value"].where(found["other"].notna())
    return found


def holds(table: pd.DataFrame, statement: Mapping[str, Any], choices: Iterable[str]) -> pd.Series:
    """True, False or missing for every row that the statement is about."""
    import pandas as pd

    found = measured(table, statement, choices)
    if not len(found):
        return pd.Series(dtype=object)
    true = pd.Series(True, index=found.index)
    if statement.get("at_least") is not None:
        true &= found["value"] >= statement["at_least"]
    if statement.get("at_most") is not None:
        true &= found["value"] <= statement["at_most"]
    if statement.get("more_than"):
        true &= found["value"] > found["other"]
    return true.astype(object).where(found["value"].notna())
