"""A table of attributes of participants, read by the rules of imports."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..._common.errors import DataError
from ..._common.text import fold, squeeze
from ...registry._import_report import ReportBuilder
from ._cells import Column
from ._codes import CodeBook
from ._faults import Faults
from ._numbers import read_numbers
from ._region import Region, find_region
from ._source import open_source
from ._spellings import cleaned, plain_key
from ._table_places import place_columns
from ._words import words

if TYPE_CHECKING:
    from ... import _core
    from ...registry._import_report import ImportReport

__all__ = ["join_attributes", "read_attributes"]

_WHOLE = ("population", "population_year")
_NUMBERS = (*_WHOLE, "lon", "lat")


@dataclass(frozen=True)
class Attributes:
    """Columns as text, ``id`` among them, and which hold numbers."""

    columns: dict[str, list[str]]
    numbers: set[str]
    rows: list[int]
    """Number of every row in the source."""
    source: str
    bad: list[tuple[int, str, str, str]]
    """Cells that are no number in a column of numbers: row, column, value, reason."""


def read_attributes(table: Any, decimal: str | None = None) -> Attributes:
    """Attributes of a DataFrame, a dict of columns, an Arrow stream, or a file of any kind.

    Raises ``DataError`` without ids, ``TableError`` for columns whose separators are undecided.
    """
    source = _name(table)
    region = _region(table)
    labels = dict(_names(region.labels))
    if "id" not in labels.values():
        got = ", ".join(region.labels) or "no columns"
        raise DataError(
            f"{source}: a needed column is missing (got {got}); expected a column 'id'",
            source=source, column="id", expected="a column 'id'",
        )  # fmt: skip
    faults = Faults(source)
    columns: dict[str, list[str]] = {}
    numbers: set[str] = set()
    bad: list[tuple[int, str, str, str]] = []
    for label, name in labels.items():
        column = region.column(label)
        if name != "id" and _is_numeric(column, name):
            numbers.add(name)
            columns[name] = _as_numbers(column, name, label, decimal, region, faults, bad)
        else:
            columns[name] = column.mapped([cleaned(text) for text in column.values]).texts()
    faults.raise_if_any()
    for label in region.empty_columns:
        columns.setdefault(label, [""] * region.rows)
    return Attributes(columns, numbers, region.numbers.tolist(), source, bad)


def _region(table: Any) -> Region:
    for sheet in open_source(table).sheets:
        region = find_region(sheet)
        if region is not None and (region.rows or sheet.header is not None):
            return region
    raise DataError("no table in it", source=_name(table), expected="rows under a header")


def _name(table: Any) -> str:
    """What a table of attributes is called in errors: its file's name where it is one."""
    return Path(table).name if isinstance(table, str | os.PathLike) else "attributes"


def _names(labels: list[str]) -> list[tuple[str, str]]:
    """Columns and what they become: `id` and the columns of the schema by their names in any
    language, others as they are called."""
    if "id" in labels:
        known = {
            label: what for label, what in place_columns(labels).items()
            if what in _NUMBERS and what not in labels
        }  # fmt: skip
        return [(label, known.get(label, label)) for label in labels]
    known = place_columns([label for label in labels if fold(label) != "code"])
    return [(label, known.get(label, label)) for label in labels]


def _is_numeric(column: Column, name: str) -> bool:
    """Whether a column holds numbers: typed so, or texts of digits without zeros in front."""
    used = [code for code in column.used() if column.values[code].strip()]
    if not used:
        return name in _NUMBERS
    if name in _NUMBERS:
        return True
    missing = words().missing
    for code in used:
        text = squeeze(column.values[code])
        if column.kinds[code] == "number" or text.casefold() in missing:
            continue
        if column.kinds[code] != "text" or re.fullmatch(r"[-+]?0\d+", text):
            return False
        if not re.fullmatch(r"[-+]?\d[\d.,' \u00a0]*(?:[eE][-+]?\d+)?%?", text):
            return False
    return not all(squeeze(column.values[c]).casefold() in missing for c in used)


def _as_numbers(
    column: Column, name: str, label: str, decimal: str | None, region: Region, faults: Faults,
    bad: list[tuple[int, str, str, str]],
) -> list[str]:  # fmt: skip
    import numpy as np

    header = label if name == "population" else ""
    found = read_numbers(column, whole=name in _WHOLE, decimal=decimal, header=header)
    if found.refused:
        faults.add(
            label, found.refused, example=found.example,
            expected='numbers without separators between thousands, or decimal="," or decimal="."',
        )  # fmt: skip
    for code, reason in found.bad.items():
        for place in np.flatnonzero(column.codes == code).tolist():
            bad.append((int(region.numbers[place]), label, column.values[code], reason))
    texts = ["" if value is None else _number(value) for value in found.values]
    return [texts[code] for code in column.codes.tolist()]


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


class IdBook:
    """Finds the participant of a register by id, by a code written in another way, or by name."""

    def __init__(self, ids: list[str], names: list[str]) -> None:
        self._ids = set(ids)
        self._codes = CodeBook(ids)
        self._names: dict[str, set[str]] = {}
        for id_, name in zip(ids, names, strict=True):
            self._names.setdefault(plain_key(name), set()).add(id_)

    def find(self, text: str) -> str:
        """The id, or the empty text."""
        if text in self._ids or not text:
            return text if text in self._ids else ""
        code = self._codes.find(text)
        if code is not None:
            return code
        named = self._names.get(plain_key(text), set())
        return next(iter(named)) if len(named) == 1 else ""


def join_attributes(
    register: _core.Register, table: Any, decimal: str | None = None
) -> tuple[_core.Register, ImportReport]:
    """See ``Register.with_attributes``."""
    given = read_attributes(table, decimal)
    columns, numeric = given.columns, given.numbers
    tables = register.to_text()
    participants = tables["participants"]
    row_of = {id_: row for row, id_ in enumerate(participants["id"])}
    book = IdBook(participants["id"], participants["name"])
    names = [name for name in columns if name != "id"]
    for name in names:
        participants.setdefault(name, [""] * len(row_of))

    report = ReportBuilder("attributes")
    report.read(len(columns["id"]))
    for row, column, value, reason in given.bad:
        report.drop(row, column, value, reason)
    seen: dict[str, int] = {}
    for row, text in enumerate(columns["id"]):
        number = given.rows[row]
        id_ = book.find(text)
        if not id_:
            reason = "no participant has this id" if text else "no id"
            report.leave_out(number, "id", text, reason)
            continue
        if id_ != text:
            report.repair(number, "id", text, id_, "id or name written in another way")
        if id_ in seen:
            first = seen[id_]
            if all(columns[name][row] == columns[name][first] for name in names):
                report.merge(number, "id", text, id_, "repeats an earlier row")
            else:
                report.leave_out(number, "id", text, "contradicts an earlier row for this id")
        else:
            seen[id_] = row
            for name in names:
                if columns[name][row]:
                    participants[name][row_of[id_]] = columns[name][row]
    rows = {id_: given.rows[row] for id_, row in seen.items()}
    return _with_numbers(register, tables, names, numeric, rows, given.source), report.build()


def _with_numbers(
    register: _core.Register,
    tables: dict[str, dict[str, list[str]]],
    names: list[str],
    numeric: set[str],
    rows: dict[str, int],
    source: str,
) -> _core.Register:
    """The core's register; ``rows`` is the number of each id's row in the table of attributes."""
    from ... import _core

    before = register.number_columns
    old = before.get("participants", set())
    there = set(register.to_text()["participants"])
    # A column that held numbers and now gets text as well becomes text, and the other way round.
    now = {name for name in names if name in numeric and (name in old or name not in there)}
    numbers = {**before, "participants": (old - set(names)) | now}
    try:
        return _core.Register.from_text(tables, register.domain_map, numbers)
    except DataError as error:
        ids = tables["participants"]["id"]
        row = error.row - 1 if isinstance(error.row, int) else -1
        if error.source != "participants" or error.column not in names or not 0 <= row < len(ids):
            raise
        if ids[row] not in rows:
            raise
        raise DataError(
            error.message, source=source,
            row=rows[ids[row]], column=error.column, value=error.value,
            expected=error.expected,
        ) from None  # fmt: skip
