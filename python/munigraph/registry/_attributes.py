"""Joining attributes to the participants of a register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._common.columns import typed_columns
from .._common.errors import DataError

if TYPE_CHECKING:
    from .. import _core
    from ._import_report import ImportReport


def join_attributes(register: _core.Register, table: Any) -> tuple[_core.Register, ImportReport]:
    """See ``Register.with_attributes``."""
    from ._import_report import ReportBuilder

    columns, numeric = typed_columns(table, "attributes")
    if "id" not in columns:
        raise DataError(
            f"attributes: a needed column is missing (got {', '.join(columns) or 'no columns'}); "
            "expected a column 'id'",
            source="attributes", column="id", expected="a column 'id'",
        )  # fmt: skip
    tables = register.to_text()
    participants = tables["participants"]
    row_of = {id_: row for row, id_ in enumerate(participants["id"])}
    names = [name for name in columns if name != "id"]
    for name in names:
        participants.setdefault(name, [""] * len(row_of))

    report = ReportBuilder("attributes")
    report.read(len(columns["id"]))
    seen: dict[str, int] = {}
    for row, id_ in enumerate(columns["id"]):
        number = row + 1
        if id_ not in row_of:
            report.leave_out(number, "id", id_, "no participant has this id")
        elif id_ in seen:
            first = seen[id_]
            if all(columns[name][row] == columns[name][first] for name in names):
                report.merge(number, "id", id_, id_, "repeats an earlier row")
            else:
                report.leave_out(number, "id", id_, "contradicts an earlier row for this id")
        else:
            seen[id_] = row
            for name in names:
                if columns[name][row]:
                    participants[name][row_of[id_]] = columns[name][row]
    return _with_numbers(register, tables, names, numeric, seen), report.build()


def _with_numbers(
    register: _core.Register,
    tables: dict[str, dict[str, list[str]]],
    names: list[str],
    numeric: set[str],
    rows: dict[str, int],
) -> _core.Register:
    """The core's register; ``rows`` is the row of each id in the table of attributes."""
    from .. import _core

    before = register.number_columns
    old = before.get("participants", set())
    there = set(register.to_text()["participants"])
    # A column that held numbers and now gets text as well becomes text, and the other way round.
    now = {name for name in names if name in numeric and (name in old or name not in there)}
    numbers = {**before, "participants": (old - set(names)) | now}
    try:
        return _core.Register.from_text(tables, register.domain_map, numbers, register.exported)
    except DataError as error:
        ids = tables["participants"]["id"]
        row = error.row - 1 if isinstance(error.row, int) else -1
        if error.source != "participants" or error.column not in names or not 0 <= row < len(ids):
            raise
        if ids[row] not in rows:
            raise
        raise DataError(
            error.message, source="attributes",
            row=rows[ids[row]] + 1, column=error.column, value=error.value,
            expected=error.expected,
        ) from None  # fmt: skip
