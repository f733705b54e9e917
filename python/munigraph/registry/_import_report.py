"""What a reader did with every row that it read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from .._common.result import Result
from .._common.text import visible

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ImportReport", "ReportBuilder", "ReportEntry"]

ACTIONS = ("repaired", "merged", "left_out", "dropped", "noted")


class ReportEntry(NamedTuple):
    """One thing that happened to one field of one row."""

    row: int | str
    """1-based row of the source (the header is row 1), or an id."""
    column: str
    value: str
    """The value as it was read."""
    became: str
    """The value as it was taken ("" if it was not)."""
    action: str
    """`repaired`, `merged`, `left_out`, `dropped` (a part of a row that was taken: one member of a
    list, a date that is none), or `noted` (taken as it is, but worth knowing)."""
    reason: str
    """The rule, followed by ": " and particulars where there are any."""
    source: str = ""
    """The file or table, where there is more than one."""


@dataclass(frozen=True, repr=False)
class ImportReport(Result):
    """How the rows of a source became a register.

    Every row read is accounted for: `rows_read == taken + merged + left_out`. `repaired` counts
    rows, not fields, and a repaired row is also taken. A row that is merged says nothing new: it
    repeats another row, or is a piece of it.

    Raises
    ------
    ValueError
        the counts do not add up, or one is negative.
    """

    rows_read: int
    taken: int
    repaired: int = 0
    merged: int = 0
    left_out: int = 0
    entries: tuple[ReportEntry, ...] = field(default=(), repr=False)
    unknown_themes: tuple[str, ...] = ()
    """Themes that the theme map does not list; they are kept, and belong to no domain."""
    source: str = ""

    def __post_init__(self) -> None:
        entries = tuple(ReportEntry(*entry) for entry in self.entries)
        object.__setattr__(self, "entries", entries)
        object.__setattr__(self, "unknown_themes", tuple(self.unknown_themes))
        counts = (self.rows_read, self.taken, self.repaired, self.merged, self.left_out)
        if min(counts) < 0:
            raise ValueError(f"counts of an import report cannot be negative: {counts}")
        if self.rows_read != self.taken + self.merged + self.left_out:
            raise ValueError(
                f"an import report must account for every row: {self.rows_read} read, but "
                f"{self.taken} taken + {self.merged} merged + {self.left_out} left out"
            )
        if self.repaired > self.taken:
            raise ValueError(f"{self.repaired} rows repaired, but only {self.taken} taken")
        strange = {entry.action for entry in entries} - set(ACTIONS)
        if strange:
            raise ValueError(f"unknown action {sorted(strange)}; one of {', '.join(ACTIONS)}")

    @property
    def table(self) -> pd.DataFrame:
        """One line per field that was changed or row that was merged, left out or noted:
        DataFrame `row, column, value, became, action, reason, source`. Cost O(entries)."""
        import pandas as pd

        table = pd.DataFrame(list(self.entries), columns=list(ReportEntry._fields))
        return table if len(table) else table.astype(object)

    def summary(self) -> pd.DataFrame:
        """How often each rule was applied: DataFrame `action, reason, count, example`, one row per
        action and rule (the reason up to its first colon), most frequent first in each action."""
        import pandas as pd

        counts: Counter[tuple[str, str]] = Counter()
        examples: dict[tuple[str, str], str] = {}
        for entry in self.entries:
            key = (entry.action, entry.reason.partition(":")[0])
            counts[key] += 1
            arrow = f" → {entry.became}" if entry.became else ""
            examples.setdefault(key, f"{entry.value}{arrow}")
        order = sorted(counts, key=lambda key: (ACTIONS.index(key[0]), -counts[key], key[1]))
        rows = [(*key, counts[key], examples[key]) for key in order]
        return pd.DataFrame(rows, columns=["action", "reason", "count", "example"])

    def __str__(self) -> str:
        name = f" of {self.source}" if self.source else ""
        text = (
            f"{self.rows_read} rows{name}: {self.taken} taken ({self.repaired} of them repaired), "
            f"{self.merged} merged, {self.left_out} left out"
        )
        # The summary counts repairs, not rows.
        repairs = sum(entry.action == "repaired" for entry in self.entries)
        if repairs > self.repaired:
            text += f"; {repairs} repairs in all (several in a row, or in rows that were not taken)"
        if self.unknown_themes:
            shown = ", ".join(self.unknown_themes[:5])
            more = len(self.unknown_themes) - 5
            text += f"; unknown themes: {shown}{f' and {more} more' if more > 0 else ''}"
        if warnings := len(self.warnings):
            text += f"; {warnings} warning{'s' * (warnings > 1)}: report.warnings"
        return visible(text)

    @property
    def warnings(self) -> list[str]:
        """What was noted as a warning: a sheet or a column that is not read, say."""
        told = (entry.reason for entry in self.entries if entry.action == "noted")
        return [text.removeprefix("warning: ") for text in told if text.startswith("warning: ")]

    def __repr__(self) -> str:
        return f"<ImportReport: {self}>"

    def _repr_html_(self) -> str:
        from .._common.display import shown

        table = self.summary()
        return shown("Import report", [str(self)], table=table if len(table) else None, rows=40)


class ReportBuilder:
    """Collects what happens to rows while a reader works, then gives the `ImportReport`.

    A row is taken unless it is merged or left out; the first of the two that is said of it holds.
    Rows of several files are told apart by `source`.
    """

    def __init__(self, source: str = "") -> None:
        self.source = source
        self._rows_read = 0
        self._entries: list[ReportEntry] = []
        self._repaired: set[tuple[str, int | str]] = set()
        self._gone: dict[tuple[str, int | str], str] = {}

    def read(self, rows: int) -> None:
        """Count `rows` more rows as read."""
        self._rows_read += rows

    def repair(
        self, row: int | str, column: str, value: str, became: str, reason: str, source: str = ""
    ) -> None:
        """A field was taken as `became`."""
        self._repaired.add((source, row))
        self._add(row, column, value, became, "repaired", reason, source)

    def merge(
        self, row: int | str, column: str, value: str, became: str, reason: str, source: str = ""
    ) -> None:
        """A row says nothing that another row does not say."""
        if self._gone.setdefault((source, row), "merged") == "merged":
            self._add(row, column, value, became, "merged", reason, source)

    def leave_out(
        self, row: int | str, column: str, value: str, reason: str, source: str = ""
    ) -> None:
        """A row was not taken."""
        if self._gone.setdefault((source, row), "left_out") == "left_out":
            self._add(row, column, value, "", "left_out", reason, source)

    def drop(self, row: int | str, column: str, value: str, reason: str, source: str = "") -> None:
        """A part of a row was not taken; the row was."""
        self._add(row, column, value, "", "dropped", reason, source)

    def note(self, row: int | str, column: str, value: str, reason: str, source: str = "") -> None:
        """A row was taken as it is, but something about it is worth knowing."""
        self._add(row, column, value, value, "noted", reason, source)

    def build(self, unknown_themes: Iterable[str] = ()) -> ImportReport:
        """The report; its counts are checked."""
        gone = Counter(self._gone.values())
        return ImportReport(
            rows_read=self._rows_read,
            taken=self._rows_read - gone["merged"] - gone["left_out"],
            repaired=len(self._repaired - self._gone.keys()),
            merged=gone["merged"],
            left_out=gone["left_out"],
            entries=tuple(self._entries),
            unknown_themes=tuple(unknown_themes),
            source=self.source,
        )

    def _add(
        self,
        row: int | str,
        column: str,
        value: str,
        became: str,
        action: str,
        reason: str,
        source: str,
    ) -> None:
        self._entries.append(ReportEntry(row, column, value, became, action, reason, source))
