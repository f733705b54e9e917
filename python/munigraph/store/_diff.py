"""What two registers say differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import _core
from .._common.objects import core_of
from .._common.result import Result

if TYPE_CHECKING:
    import pandas as pd

    from ..registry._register import Register

__all__ = ["RegisterDifference", "difference_of"]

COLUMNS = ("table", "what", "id", "column", "first", "second")


class RegisterDifference(Result):
    """What two registers say differently. Immutable; can be pickled.

    Attributes
    ----------
    table : DataFrame
        ``table, what, id, column, first, second``: a row per field that differs, or per row that
        one register alone has (``what``: ``only in the first``, ``only in the second``,
        ``differs``). Rows are matched as updates match them (docs/store.md).
    """

    __slots__ = ("_rows",)

    _rows: tuple[tuple[str, ...], ...]

    def __init__(self, rows: tuple[tuple[str, ...], ...]) -> None:
        self._set(_rows=rows)

    @property
    def table(self) -> pd.DataFrame:
        """One row per field that differs, or per row that one register alone has."""
        import pandas as pd

        return pd.DataFrame(self._rows, columns=list(COLUMNS), dtype=str)

    @property
    def counts(self) -> pd.DataFrame:
        """Rows per table (index) and kind of difference; a row counts once."""
        import pandas as pd

        table = self.table.drop_duplicates(["table", "what", "id"])
        counts = pd.crosstab(table["table"], table["what"])
        whats = ["only in the first", "only in the second", "differs"]
        return counts.reindex(columns=whats, fill_value=0).rename_axis(columns=None)

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        return f"<RegisterDifference: {len(self)} differences>"


def difference_of(first: Register, second: Register) -> RegisterDifference:
    """What two registers say differently: arrangements, members, forms, themes, all columns.

    Rows are matched as an update matches them: participants and arrangements by id, memberships by
    both (several periods by start), themes and successions by what they say. What is empty in all
    rows of ``second`` differs from what ``first`` says there, too.

    Cost O(rows log rows).

    Examples
    --------
    >>> import munigraph as mg
    >>> register = mg.datasets.load("nl-2020")
    >>> mg.store.difference_of(register, register).table.empty
    True
    """
    old, new = core_of(first, "Register"), core_of(second, "Register")
    _, (_, _, there) = _core.update(old, new, None)
    _, (_, _, back) = _core.update(new, old, None)
    alone = {(table, id_) for table, action, id_, *_ in there if action == "added"}
    gone = {(table, id_) for table, action, id_, *_ in back if action == "added"}
    rows = {(t, "only in the second", id_, "", "", ""): None for t, id_ in alone}
    rows |= {(t, "only in the first", id_, "", "", ""): None for t, id_ in gone}
    for table, action, id_, column, before, after in there:
        if (table, id_) not in gone and action in ("changed", "closed"):
            rows[table, "differs", id_, column, before, after] = None
    # What is empty throughout one register, an update by it does not change.
    for table, action, id_, column, before, after in back:
        if (table, id_) not in alone and action in ("changed", "closed"):
            rows[table, "differs", id_, column, after, before] = None
    order = ("participants", "arrangements", "memberships", "arrangement_themes", "successions")
    return RegisterDifference(tuple(sorted(rows, key=lambda r: (order.index(r[0]), *r[1:]))))
