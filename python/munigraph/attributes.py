"""Joining attributes to the participants of a register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import DataError

if TYPE_CHECKING:
    from . import _core
    from .import_report import ImportReport
    from .registry import Register


def join_attributes(
    register: Register, table: Any, decimal: str | None = None
) -> tuple[Register, ImportReport]:
    """See ``Register.with_attributes``."""
    from .import_report import ReportBuilder
    from .readers._table._attach import IdBook, read_attributes
    from .registry import Register as Made

    given = read_attributes(table, decimal)
    columns, numeric = given.columns, given.numbers
    tables = register._core.to_text()
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
    core = _with_numbers(register, tables, names, numeric, rows)
    joined = Made(core, truth=register.truth, name=register.name)
    return joined, report.build()


def _with_numbers(
    register: Register,
    tables: dict[str, dict[str, list[str]]],
    names: list[str],
    numeric: set[str],
    rows: dict[str, int],
) -> _core.Register:
    """The core's register; ``rows`` is the number of each id's row in the table of attributes."""
    from . import _core

    before = register._core.number_columns
    old = before.get("participants", set())
    there = set(register._core.to_text()["participants"])
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
            str(error).partition(": ")[2].partition(" (got")[0], source="attributes",
            row=rows[ids[row]], column=error.column, value=error.value,
            expected=error.expected,
        ) from None  # fmt: skip
