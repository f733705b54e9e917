"""Accounting for every row of an import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...registry._import_report import ImportReport, ReportEntry
from ._claims import Claims

if TYPE_CHECKING:
    import numpy as np

__all__ = ["DONE", "FAULTY", "MERGED", "Ledger"]

DONE, MERGED, FAULTY = 0, 1, 2


class Ledger:
    """What happened to rows, and to the claims in them.

    A row is taken if one of its claims is, merged if all of them repeat others, else left out. What
    happened to a claim of a row that was taken all the same is ``dropped``: a part of it.
    """

    def __init__(self, source: str, numbers: np.ndarray[Any, Any], sheets: list[str],
                 sheet_of: np.ndarray[Any, Any]) -> None:  # fmt: skip
        self.source = source
        self._numbers = numbers
        self._sheets = sheets
        self._sheet_of = sheet_of
        self._entries: list[ReportEntry] = []
        self._late: list[tuple[int, str, str, str, str, str]] = []
        self._repaired: set[int] = set()
        self._none: list[ReportEntry] = []

    def number(self, row: int) -> int:
        return int(self._numbers[row])

    def where(self, row: int) -> str:
        """Such as "row 12", with its sheet where there are several."""
        sheet = self._sheet(row)
        return f"row {self.number(row)}" + (f" of {sheet}" if sheet else "")

    def name_of(self, sheet: str) -> str:
        """The name of a sheet where there are several, else ""."""
        return sheet if len(self._sheets) > 1 else ""

    def _sheet(self, row: int) -> str:
        return self._sheets[int(self._sheet_of[row])] if len(self._sheets) > 1 else ""

    def _entry(
        self, row: int, label: str, value: str, became: str, action: str, reason: str
    ) -> None:
        self._entries.append(
            ReportEntry(self.number(row), label, value, became, action, reason, self._sheet(row))
        )

    def note(self, label: str, text: str, *, value: str = "", sheet: str = "") -> None:
        """Something that was found about the whole table or a column."""
        self._entries.append(ReportEntry("", label, value, value, "noted", text, sheet))

    def note_row(self, row: int, label: str, value: str, text: str) -> None:
        self._entry(row, label, value, value, "noted", text)

    def repair(self, row: int, label: str, value: str, became: str, reason: str) -> None:
        self._repaired.add(row)
        self._entry(row, label, value, became, "repaired", reason)

    def drop(self, row: int, label: str, value: str, reason: str) -> None:
        """A part of a row is not taken."""
        self._late.append((row, label, value, "", "dropped", reason))

    def fault(self, row: int, label: str, value: str, reason: str) -> None:
        """A claim cannot be taken; the row is left out if no other claim of it is."""
        self._late.append((row, label, value, "", "left_out", reason))

    def merge(self, row: int, label: str, value: str, became: str, reason: str) -> None:
        """A claim repeats another."""
        self._late.append((row, label, value, became, "merged", reason))

    def no_row(self, number: int, text: str, what: str, sheet: str) -> None:
        """A row among the data that is none (totals, a note)."""
        self._none.append(ReportEntry(number, "", text, "", "left_out", what, sheet))

    def build(
        self, claims: Claims, states: np.ndarray[Any, Any], unknown: tuple[str, ...]
    ) -> ImportReport:
        """The report. ``states`` has one of DONE, MERGED, FAULTY per claim."""
        import numpy as np

        count = len(self._numbers)
        taken = np.zeros(count, dtype=bool)
        taken[claims.rows[states == DONE]] = True
        taken[list(claims.lone)] = True
        merged = np.zeros(count, dtype=bool)
        merged[claims.rows[states == MERGED]] = True
        merged &= ~taken
        faulty = np.zeros(count, dtype=bool)
        faulty[claims.rows[states == FAULTY]] = True
        merged &= ~faulty
        self._settle(taken, merged, claims)
        left_out = count - int(taken.sum()) - int(merged.sum()) + len(self._none)
        repaired = sum(1 for row in self._repaired if taken[row])
        order = sorted(
            self._entries, key=lambda e: (e.source, e.row if isinstance(e.row, int) else 0)
        )
        return ImportReport(
            rows_read=count + len(self._none),
            taken=int(taken.sum()),
            repaired=repaired,
            merged=int(merged.sum()),
            left_out=left_out,
            entries=tuple(order),
            unknown_themes=unknown,
            source=self.source,
        )

    def _settle(
        self, taken: np.ndarray[Any, Any], merged: np.ndarray[Any, Any], claims: Claims
    ) -> None:
        import numpy as np

        told = np.zeros(len(taken), dtype=bool)
        for row, label, value, became, action, reason in self._late:
            told[row] = True
            if action == "left_out" and taken[row]:
                action = "dropped"
            elif action == "merged" and not merged[row]:
                action = "noted" if taken[row] else "left_out"
            elif action == "dropped" and not taken[row]:
                continue
            self._entry(row, label, value, became, action, reason)
        for row in np.flatnonzero(~taken & ~merged & ~told).tolist():
            self._entry(row, "", "", "", "left_out", claims.reasons.get(row, "nothing in the row"))
        for entry in self._none:
            self._entries.append(entry)
