"""What the readers of Dutch registers share."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from .._common.errors import DataError
from ..registry._tables import PARTICIPANT_COLUMNS, frame
from . import _facts as facts
from ._bodies import Body
from ._classifier import Classifier
from ._text import check_date, read_csv

if TYPE_CHECKING:
    import pandas as pd

    MunicipalityTable: TypeAlias = pd.DataFrame | str | os.PathLike[str] | None

__all__ = [
    "classified_columns",
    "municipality_table",
    "other_participants",
    "participants",
    "propose",
    "successions_among",
]


def municipality_table(given: MunicipalityTable) -> pd.DataFrame:
    """The municipalities that become participants: those given (a table or the path of a CSV), or
    those of the package.

    Raises
    ------
    DataError
        `code` or `name` is missing, a code is empty or occurs twice, or a date is none.
    TypeError
        neither a table nor a path.
    """
    import pandas as pd

    if given is None:
        return facts.municipalities()
    source = "municipalities"
    if isinstance(given, str | os.PathLike):
        source = Path(given).name
        given = pd.DataFrame(read_csv(given, ("code", "name")).columns, dtype=object)
    if not isinstance(given, pd.DataFrame):
        raise TypeError(f"municipalities: a DataFrame or a path, not {type(given).__name__}")
    missing = [name for name in ("code", "name") if name not in given]
    if missing:
        raise DataError(
            "the column is missing", source=source, column=missing[0],
            expected=f"columns code and name; the table has {', '.join(map(str, given))}",
        )  # fmt: skip
    table = given.reset_index(drop=True)
    for column in ("code", "name", "province", "valid_from", "valid_to", "disambiguation"):
        texts = table[column].fillna("") if column in table else [""] * len(table)
        table[column] = pd.Series([str(text) for text in texts], dtype=object)
    _check_municipalities(table, source)
    return table


def _check_municipalities(table: pd.DataFrame, source: str) -> None:
    for row, code in enumerate(table["code"], start=2):
        if not code:
            raise DataError(
                "a municipality without a code", source=source, row=row, column="code",
                expected="a code such as GM0363",
            )  # fmt: skip
    if table["code"].duplicated().any():
        row = int(table["code"].duplicated().to_numpy().argmax())
        raise DataError(
            "a code that occurs twice", source=source, row=row + 2, column="code",
            value=table["code"][row], expected="each code once",
        )  # fmt: skip
    for column in ("valid_from", "valid_to"):
        for row, date in enumerate(table[column], start=2):
            check_date(date, source=source, row=row, column=column)


def participants(municipalities: pd.DataFrame, others: Iterable[Body]) -> pd.DataFrame:
    """The participants of a register: municipalities first, then other bodies by id."""
    import pandas as pd

    return pd.concat(
        [facts.municipality_participants(municipalities), other_participants(others)],
        ignore_index=True,
    )


def other_participants(bodies: Iterable[Body]) -> pd.DataFrame:
    """Bodies that are no municipality as participants, each id once, ordered by id."""
    by_id = {body.id: body for body in bodies}
    ordered = [by_id[identifier] for identifier in sorted(by_id)]
    columns = {
        "id": [body.id for body in ordered],
        "name": [body.name for body in ordered],
        "kind": [body.kind for body in ordered],
    }
    return frame(columns, PARTICIPANT_COLUMNS)


def successions_among(municipalities: pd.DataFrame) -> pd.DataFrame:
    """The successions between municipalities that the table has."""
    table = facts.succession_table()
    codes = set(municipalities["code"])
    known = table["from"].isin(codes) & table["to"].isin(codes)
    return table[known].reset_index(drop=True)


def classified_columns(
    classifier: Classifier, names: Iterable[str]
) -> tuple[list[str], list[str], list[str]]:
    """Obligation, the rule behind it, and legal form of each name."""
    found = [(*classifier.obligation(name), classifier.legal_form(name)) for name in names]
    obligation, rule, form = ([row[place] for row in found] for place in range(3))
    return obligation, rule, form


def propose(
    classifier: Classifier, names: Mapping[str, str]
) -> tuple[list[str], list[str], list[str]]:
    """Columns `arrangement, theme, basis` of the themes that names propose (id → name)."""
    rows = [(identifier, theme) for identifier, name in names.items()
            for theme in classifier.themes(name)]  # fmt: skip
    return [row[0] for row in rows], [row[1] for row in rows], ["proposed"] * len(rows)
