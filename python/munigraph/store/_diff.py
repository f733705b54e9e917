"""What two registers say differently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from .. import _core
from .._common.objects import core_of, require
from .._common.result import Result
from ..registry._snapshot import Snapshot
from ..registry._update import TABLES

if TYPE_CHECKING:
    import datetime

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
        ``differs``). Rows are matched as updates match them (docs/store.md); of two snapshots,
        arrangements by chain.
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


def difference_of(
    first: Register | Snapshot,
    second: Register | Snapshot,
    *,
    on: str | int | datetime.date | None = None,
) -> RegisterDifference:
    """What two registers say differently: arrangements, members, forms, themes, all columns.

    Rows are matched as an update matches them: participants and arrangements by id, memberships by
    both (several periods by start), themes and successions by what they say. What is empty in all
    rows of ``second`` differs from what ``first`` says there, too.

    Of two snapshots, what is in force is compared: arrangements are matched by ``chain`` (by id
    where a chain has several versions in force), since a revision is no other arrangement, and
    dates are left out.

    Parameters
    ----------
    first, second : two registers or two snapshots (``register.at(date)``); two snapshots of one
        register tell what changed between the days.
    on : date or year, optional
        The day on which both registers are compared.

    Raises
    ------
    TypeError
        A register beside a snapshot (without ``on``), or neither.
    DataError
        No arrangement is in force on the day.

    Cost O(rows log rows).

    Examples
    --------
    >>> import munigraph as mg
    >>> register = mg.datasets.load("nl-2020")
    >>> mg.store.difference_of(register, register).table.empty
    True
    """
    if on is not None:
        require(first, "Register")
        require(second, "Register")
        first, second = cast("Register", first).at(on), cast("Register", second).at(on)
    if isinstance(first, Snapshot) or isinstance(second, Snapshot):
        require(first, "Snapshot")
        require(second, "Snapshot")
        rows = _between(cast(Snapshot, first), cast(Snapshot, second))
    else:
        rows = _everything(core_of(first, "Register"), core_of(second, "Register"))
    return RegisterDifference(tuple(sorted(rows, key=lambda r: (TABLES.index(r[0]), *r[1:]))))


def _everything(old: _core.Register, new: _core.Register) -> dict[tuple[str, ...], None]:
    _, (_, _, there) = _core.update(old, new, None)
    _, (_, _, back) = _core.update(new, old, None)
    alone = {(table, id_) for table, action, id_, *_ in there if action == "added"}
    gone = {(table, id_) for table, action, id_, *_ in back if action == "added"}
    rows: dict[tuple[str, ...], None] = {
        (t, "only in the second", id_, "", "", ""): None for t, id_ in alone
    }
    rows |= {(t, "only in the first", id_, "", "", ""): None for t, id_ in gone}
    for table, action, id_, column, before, after in there:
        if (table, id_) not in gone and action in ("changed", "closed"):
            rows[table, "differs", id_, column, before, after] = None
    # What is empty throughout one register, an update by it does not change.
    for table, action, id_, column, before, after in back:
        if (table, id_) not in alone and action in ("changed", "closed"):
            rows[table, "differs", id_, column, after, before] = None
    return rows


def _between(first: Snapshot, second: Snapshot) -> dict[tuple[str, ...], None]:
    several = _several(first) | _several(second)
    old, new = _standing(first, several), _standing(second, several)
    rows: dict[tuple[str, ...], None] = {}
    for table, before in old.items():
        after = new[table]
        for id_ in before.keys() | after.keys():
            if id_ not in after:
                rows[table, "only in the first", id_, "", "", ""] = None
            elif id_ not in before:
                rows[table, "only in the second", id_, "", "", ""] = None
            else:
                one, other = before[id_], after[id_]
                for column in {**one, **other}:
                    says, differs = one.get(column, ""), other.get(column, "")
                    if says != differs:
                        rows[table, "differs", id_, column, says, differs] = None
    return rows


def _several(snapshot: Snapshot) -> set[str]:
    """Chains with several versions in force."""
    chains = snapshot.arrangements["chain"]
    return set(chains[chains.duplicated()])


def _standing(snapshot: Snapshot, several: set[str]) -> dict[str, dict[str, dict[str, str]]]:
    """Table → what a row is called → its columns, of what is in force."""
    core = snapshot._core
    text = snapshot.register._core.to_text()
    called = {
        id_: id_ if chain in several else chain
        for id_, chain in zip(
            text["arrangements"]["id"], text["arrangements"]["chain"], strict=True
        )
    }
    chosen: dict[str, Any] = {
        "participants": core.participants,
        "arrangements": core.arrangements,
        "memberships": core.memberships,
    }
    standing = {text["arrangements"]["id"][row] for row in core.arrangements}
    themes = text["arrangement_themes"]["arrangement"]
    chosen["arrangement_themes"] = [k for k, one in enumerate(themes) if one in standing]
    made: dict[str, dict[str, dict[str, str]]] = {}
    for table, rows in chosen.items():
        columns, made[table] = text[table], {}
        for row in rows:
            values = {name: column[row] for name, column in columns.items()}
            for name in ("id", "chain", "valid_from", "valid_to"):
                values.pop(name, None)
            if values.get("parent"):
                values["parent"] = called[values["parent"]]
            made[table][_name_of(table, columns, row, called, values)] = values
    return made


def _name_of(
    table: str,
    columns: dict[str, list[str]],
    row: int,
    called: dict[str, str],
    values: dict[str, str],
) -> str:
    if table == "participants":
        return columns["id"][row]
    if table == "arrangements":
        return called[columns["id"][row]]
    other = "participant" if table == "memberships" else "theme"
    return f"{called[values.pop('arrangement')]}, {values.pop(other)}"
