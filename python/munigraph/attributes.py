"""Joining attributes to the participants of a register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._columns import as_frame, text_columns
from .errors import DataError

if TYPE_CHECKING:
    from .import_report import ImportReport
    from .registry import Register


def join_attributes(register: Register, table: Any) -> tuple[Register, ImportReport]:
    """See ``Register.with_attributes``."""
    from .import_report import ReportBuilder
    from .registry import Register as Made

    columns = text_columns(as_frame(table, "attributes"), "attributes")
    if "id" not in columns:
        raise DataError(
            f"attributes: a needed column is missing (got {', '.join(columns) or 'no columns'}); "
            "expected a column 'id'",
            source="attributes", column="id", expected="a column 'id'",
        )  # fmt: skip
    tables = register._core.to_text()
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
    from . import _core

    core = _core.Register.from_text(tables, register.domain_map)
    joined = Made(core, truth=register.truth, name=register.name)
    return joined, report.build()
