"""Edits in a workbook, brought into a register file beside what others changed there."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .. import _core
from .._common.result import Result
from ..registry._register import Register
from ._store import rewrite
from ._workbook_read import Book, Line, read_workbook
from ._workbook_sheets import DATES, KEYS, SHEETS, Rows, readable, rows_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["WorkbookReport", "update_from_workbook"]

COLUMNS = ("table", "action", "id", "column", "before", "after", "date", "author", "why")
Row = dict[str, str]


class WorkbookReport(Result):
    """What became of the edits in a workbook. Immutable; can be pickled.

    Attributes
    ----------
    table : DataFrame
        ``table, action, id, column, before, after, date, author, why``: a row per cell that was
        ``changed``, per row that was ``added`` or ``removed``, and per ``conflict``: edited in the
        file, too, since the workbook was written. Then ``before`` is what the file says and keeps,
        ``after`` what the workbook says; ``why`` tells what happened.
    author : str
        Who edited.
    """

    __slots__ = ("_rows", "author")

    _rows: tuple[tuple[str, ...], ...]
    author: str

    def __init__(self, rows: Sequence[tuple[str, ...]], author: str) -> None:
        self._set(_rows=tuple(rows), author=author)

    @property
    def table(self) -> pd.DataFrame:
        """One row per edit."""
        import pandas as pd

        return pd.DataFrame(self._rows, columns=list(COLUMNS), dtype=str)

    @property
    def conflicts(self) -> pd.DataFrame:
        """The edits that were not taken, because the file was edited in the same place."""
        table = self.table
        return table[table["action"] == "conflict"].reset_index(drop=True)

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        actions = [row[1] for row in self._rows]
        words = [f"{actions.count(one)} {one}" for one in dict.fromkeys(actions)]
        by = f" by {self.author}" if self.author else ""
        return f"<WorkbookReport: {', '.join(words) or 'no edits'}{by}>"


def update_from_workbook(
    path: str | os.PathLike[str], workbook: str | os.PathLike[str], *, author: str | None = None
) -> WorkbookReport:
    """Bring the edits in a workbook into a register file, in one transaction.

    Parameters
    ----------
    path : of a file that ``register.save`` wrote.
    workbook : of a workbook that ``register.to_workbook`` wrote and people changed.
    author : str, optional
        Who edited; the workbook's last editor if not given.

    Returns
    -------
    WorkbookReport
        Every edit, with its date (the row's ``edited``, else today) and author. A cell that was
        edited in the file, too, keeps what the file says, and is told as a conflict; the workbook
        is never changed.

    Raises
    ------
    DataError
        The workbook is none, lacks a sheet or column, or holds a word or date that is none; or as
        :func:`munigraph.open_register`. The file is then as it was.

    Examples
    --------
    >>> import munigraph as mg
    >>> mg.store.update_from_workbook("register.munigraph", "register.xlsx")  # doctest: +SKIP
    """
    book = read_workbook(workbook)
    who = book.editor if author is None else author
    report: list[tuple[str, ...]] = []

    def change(register: Register) -> Register:
        merge = _Merge(book, register, who)
        report[:] = merge.report
        return merge.register()

    rewrite(path, change, kind="workbook", source=book.source, author=who,
            note=lambda: _note(book, report))  # fmt: skip
    return WorkbookReport(report, who)


def _note(book: Book, report: Sequence[tuple[str, ...]]) -> str:
    """What the history keeps beside the rows: the days that people gave their edits."""
    given = {line.edited for lines in book.lines.values() for line in lines} - {""}
    days: dict[str, list[str]] = {}
    for table, action, id_, _, _, _, day, *_ in report:
        if day in given and action != "conflict":
            days.setdefault(day, []).append(f"{table} {id_}")
    told = [f"{day}: {'; '.join(dict.fromkeys(days[day]))}" for day in sorted(days)]
    return ". ".join([f"made from the state {book.state[:12]}", *told])


def _id(table: str, row: Row) -> str:
    return ", ".join(row[column] for column in KEYS[table])


class _Merge:
    """Three states: what the workbook was made from, what it says, what the file says."""

    def __init__(self, book: Book, register: Register, author: str) -> None:
        self._book, self._register, self._author = book, register, author
        self._today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
        self.report: list[tuple[str, ...]] = []
        self._changed = False
        self._rows: Rows = {}
        now = rows_of(register)
        for table in SHEETS:
            self._rows[table] = self._merged(table, now[table])

    def register(self) -> Register:
        """The register with the edits; the one that was given where there are none."""
        if not self._changed:
            return self._register
        core = self._register._core
        columns = {name: list(found) for name, found in core.to_text().items()}
        for table in SHEETS:
            for row in self._rows[table]:
                columns[table] += [one for one in row if one not in columns[table]]
        tables = {
            name: {c: [row.get(c, "") for row in self._rows[name]] for c in columns[name]}
            for name in SHEETS
        }
        made = _core.Register.from_text(tables, core.domain_map, core.number_columns, core.exported)
        return Register(made, name=self._register.name)

    def _tell(
        self, table: str, action: str, row: Row, line: Line | None = None, column: str = "",
        before: str = "", after: str = "", why: str = "",
    ) -> None:  # fmt: skip
        day = (line.edited if line is not None else "") or self._today
        self._changed = self._changed or action != "conflict"
        found = (table, action, _id(table, row), column, before, after, day, self._author, why)
        self.report.append(found)

    def _merged(self, table: str, now: list[Row]) -> list[Row]:
        rows: list[Row | None] = [dict(row) for row in now]
        lines = {line.base: line for line in self._book.lines[table] if line.base is not None}
        places = _places(table, self._book.base[table], now)
        for k, base in enumerate(self._book.base[table]):
            found = places.get(k)
            current = None if found is None else rows[found]
            line = lines.get(k)
            if line is not None:
                self._edit(table, base, current, line)
            elif found is not None and current is not None:
                if _same(base, current):
                    rows[found] = None
                    self._tell(table, "removed", base)
                else:
                    self._tell(table, "conflict", base, why="removed here, changed in the file")
        kept = [row for row in rows if row is not None]
        for line in self._book.lines[table]:
            if line.base is None:
                self._add(table, line, kept)
        return kept

    def _edit(self, table: str, base: Row, current: Row | None, line: Line) -> None:
        for column, said in line.values.items():
            was = readable(base.get(column, ""))
            if said == was:
                continue
            if current is None:
                self._tell(table, "conflict", base, line, column, "", said,
                           "changed here, removed in the file")  # fmt: skip
                continue
            there = current.get(column, "")
            if readable(there) == said:
                continue
            if readable(there) != was:
                self._tell(table, "conflict", base, line, column, there, said, "changed in both")
                continue
            current[column] = said
            self._tell(table, "changed", base, line, column, there, said)

    def _add(self, table: str, line: Line, kept: list[Row]) -> None:
        row = dict(line.values)
        if table == "arrangements" and not row["chain"]:
            row["chain"] = row["id"]
        same = [one for one in kept if _id(table, one) == _id(table, row)]
        if any(_says(row, one) for one in same):
            return
        if same and table != "memberships":
            self._tell(table, "conflict", row, line, why="new here, already in the file")
            return
        kept.append(row)
        self._tell(table, "added", row, line)


def _places(table: str, base: list[Row], now: list[Row]) -> dict[int, int]:
    """Row of the base → position of the row that it is now.

    Several rows of one id (a membership's periods) are told apart by their start, where one came or
    went; what is left is matched in its order.
    """
    there: dict[str, list[int]] = {}
    for k, row in enumerate(now):
        there.setdefault(readable(_id(table, row)), []).append(k)
    ours: dict[str, list[int]] = {}
    for k, row in enumerate(base):
        ours.setdefault(readable(_id(table, row)), []).append(k)
    found = {}
    for id_, rows in ours.items():
        left, rest = list(there.get(id_, ())), []
        for k in rows:
            start = base[k].get("valid_from")
            same = [one for one in left if now[one].get("valid_from") == start]
            if same:
                found[k] = same[0]
                left.remove(same[0])
            else:
                rest.append(k)
        found.update(zip(rest, left, strict=False))
    return found


def _same(a: Row, b: Row) -> bool:
    return all(readable(a.get(c, "")) == readable(b.get(c, "")) for c in {**a, **b})


def _says(new: Row, there: Row) -> bool:
    """Whether a row of the file is the new one: what was left empty has got the usual word."""
    told = {column: value for column, value in new.items() if value or column in DATES}
    return _same({**there, **told}, there)
