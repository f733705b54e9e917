"""Registers on the municipalities of another day, and days with repaired memberships."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .. import _core
from ._import_report import ImportReport, ReportBuilder

SPLITS = ("undetermined", "largest")

_RULES = {
    "carried": "carried to who stands for it on the day",
    "merged": "the same membership already",
    "extended": "accession by reorganisation, no joining",
    "undetermined": "nobody stands for it on the day",
    "gone": "its arrangement is gone",
}


def move(core: _core.Register, day: str, splits: str) -> tuple[_core.Register, ImportReport]:
    """A register on the municipalities of `day`, and what became of its memberships."""
    moved, (read, taken, merged, left_out), _, changes = core.on_geography(day, splits)
    report = _report(read, changes)
    counted = (report.rows_read, report.taken, report.merged, report.left_out)
    assert counted == (read, taken, merged, left_out), (counted, (read, taken, merged, left_out))
    return moved, report


def unmoved(core: _core.Register) -> ImportReport:
    """The account of a register that is on the geography already."""
    return _report(core.counts[3], ())


def repair(
    core: _core.Register, day: str, splits: str = "undetermined"
) -> tuple[_core.Register, _core.Snapshot, set[int], ImportReport]:
    """A register with the memberships that `day` needs, its snapshot, the rows that were added, and
    what became of the memberships that name municipalities of another time."""
    repaired, snapshot, inferred, changes = core.at_repaired(day, splits)
    return repaired, snapshot, set(inferred.tolist()), _report(len(changes), changes)


def _report(read: int, changes: Iterable[tuple[int, str, str, str, str, str]]) -> ImportReport:
    """Rows are those of the table of memberships, from 1."""
    builder = ReportBuilder("memberships")
    builder.read(read)
    for row, arrangement, participant, became, action, reason in changes:
        why = f"{_RULES[action]}: {reason} (arrangement {arrangement})"
        if action == "merged":
            builder.merge(row + 1, "participant", participant, became, why)
        elif action in ("carried", "extended"):
            builder.repair(row + 1, "participant", participant, became, why)
        else:
            builder.leave_out(row + 1, "participant", participant, why)
    return builder.build()


def year_of(date: Any) -> int | None:
    """The year that a date is given as (2020, "2020"), or None where it is a day."""
    if isinstance(date, bool):
        return None
    if isinstance(date, str):
        return int(date) if len(date) == 4 and date.isdigit() else None
    try:
        return int(date.__index__())
    except (AttributeError, TypeError):
        return None
