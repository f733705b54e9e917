"""What an update did to a register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .. import _core
from .._common.result import Result

if TYPE_CHECKING:
    import pandas as pd

    from ._register import Register

__all__ = ["UpdateReport"]

TABLES = ("participants", "arrangements", "memberships", "arrangement_themes", "successions")
ACTIONS = ("added", "changed", "closed", "removed", "kept")


class UpdateReport(Result):
    """What an update did, row by row.

    Attributes
    ----------
    table : DataFrame
        ``table, action, id, column, before, after``: one row per field that changed, or per row
        that was added, removed or kept. ``closed``: it left the source, and its end is now known.
        ``kept``: it left the source, and stays as it was. ``removed``: a theme that the source no
        longer gives.
    closing : str or None
        The day at which what left the source was closed.
    """

    __slots__ = ("_rows", "_unchanged", "closing")

    closing: str | None
    _rows: tuple[tuple[str, str, str, str, str, str], ...]
    _unchanged: tuple[int, ...]

    def __init__(
        self,
        closing: str | None,
        unchanged: Sequence[int],
        rows: Sequence[tuple[str, str, str, str, str, str]],
    ) -> None:
        self._set(closing=closing, _unchanged=tuple(unchanged), _rows=tuple(rows))

    @property
    def table(self) -> pd.DataFrame:
        """One row per field that changed, or per row that was added, removed or kept."""
        import pandas as pd

        columns = ["table", "action", "id", "column", "before", "after"]
        return pd.DataFrame(self._rows, columns=columns, dtype=str)

    @property
    def counts(self) -> pd.DataFrame:
        """Rows per table (index) and action, with those that are ``unchanged``."""
        import pandas as pd

        seen = {(row[0], row[1], row[2]): None for row in self._rows}
        counts = pd.DataFrame(0, index=pd.Index(TABLES, name="table"), columns=list(ACTIONS))
        for table, action, _ in seen:
            counts.loc[table, action] += 1
        return counts.assign(unchanged=list(self._unchanged))

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        totals = self.counts.sum()
        told = ", ".join(f"{count} {name}" for name, count in totals.items() if count)
        return f"<UpdateReport: {told or 'no rows'}>"


def updated(
    register: Register, other: Register, closing: str | None
) -> tuple[_core.Register, UpdateReport]:
    """The core of ``Register.update``."""
    core, found = _core.update(register._core, other._core, closing)
    return core, UpdateReport(*found)
