"""Two sources as one register, by the arrangements that people accepted as the same."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from .. import _core
from .._common.errors import DataError
from .._common.objects import require
from .._common.result import Result
from ..registry._register import Register
from ._proposals import accepted_pairs
from ._store import rewrite
from ._workbook_sheets import WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = ["Reconciliation", "reconcile", "reconcile_register"]

Columns = dict[str, list[str]]
COLUMNS = ("table", "action", "id", "column", "first", "second")


class Reconciliation(Result):
    """What a second source gave to a register, row by row. Immutable; can be pickled.

    Attributes
    ----------
    table : DataFrame
        ``table, action, id, column, first, second``. ``added``: a row that the first source did not
        have. ``filled``: a field that it left empty. ``conflict``: both say something, and not the
        same; the register keeps the first, and this is where the second is told.
    """

    __slots__ = ("_rows",)

    _rows: tuple[tuple[str, ...], ...]

    def __init__(self, rows: tuple[tuple[str, ...], ...]) -> None:
        self._set(_rows=rows)

    @property
    def table(self) -> pd.DataFrame:
        """One row per row that was added, or field that was filled or is disputed."""
        import pandas as pd

        return pd.DataFrame(self._rows, columns=list(COLUMNS), dtype=str)

    @property
    def conflicts(self) -> pd.DataFrame:
        """The fields of which both sources say something, and not the same."""
        return self.table.query("action == 'conflict'").reset_index(drop=True)

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        actions = [row[1] for row in self._rows]
        told = [f"{actions.count(one)} {one}" for one in ("added", "filled", "conflict")]
        return f"<Reconciliation: {', '.join(told)}>"


def reconcile(
    first: Register, second: Register, accepted: Mapping[str, str] | pd.DataFrame
) -> tuple[Register, Reconciliation]:
    """One register of two sources, in which what was accepted as the same is one arrangement.

    Of an accepted pair the first source's id, dates and words hold; the second adds memberships of
    participants that the first does not have there, themes, and fields that are empty. Where both
    say something else, the first is kept and the report tells both. Everything else of the second
    source is added as it is; further versions of an accepted arrangement join its chain. The same
    again adds nothing.

    Parameters
    ----------
    first, second : the register that is kept, and the other source.
    accepted : id in the second → id in the first (``proposals.accept(…)``), or a table of proposals
        with ``yes`` in the column ``accepted``.

    Returns
    -------
    Register
    Reconciliation

    Raises
    ------
    KeyError
        An accepted id is not there.
    DataError
        An arrangement is accepted twice, or both sources use one id for arrangements that were not
        accepted as the same.

    Cost is linear in the rows.

    Examples
    --------
    >>> import munigraph as mg
    >>> register = mg.synthetic(20, 20, clusters=2, seed=1)
    >>> same = {one: one for one in register.arrangements["id"]}
    >>> both, report = mg.store.reconcile(register, register, same)
    >>> len(both.arrangements) == len(register.arrangements)
    True
    """
    require(first, "Register")
    require(second, "Register")
    work = _Work(first, second, accepted_pairs(accepted))
    return work.register(), Reconciliation(tuple(work.rows))


def reconcile_register(
    path: str | os.PathLike[str], second: Register,
    accepted: Mapping[str, str] | pd.DataFrame, *, source: str = "", author: str = "",
    note: str = "",
) -> Reconciliation:  # fmt: skip
    """The same for a register file, in one transaction, as an import of ``source`` (default the
    name of ``second``), which ``undo_import`` takes back. Nothing new makes no import.

    Raises as :func:`reconcile` and :func:`munigraph.open_register`.

    Examples
    --------
    >>> import munigraph as mg
    >>> first = mg.synthetic(20, 20, clusters=2, seed=1)
    >>> first.save("kept.munigraph")
    >>> same = {one: one for one in first.arrangements["id"]}
    >>> len(mg.store.reconcile_register("kept.munigraph", first, same).table)
    0
    """
    found: list[Reconciliation] = []

    def change(register: Register) -> Register:
        made, report = reconcile(register, second, accepted)
        found[:] = [report]
        return made if any(row[1] != "conflict" for row in report._rows) else register

    rewrite(
        path, change, kind="update", source=source or second.name, author=author, note=lambda: note
    )
    return found[0]


class _Work:
    """The tables of the first source as text, to which the second's rows are brought."""

    def __init__(self, first: Register, second: Register, pairs: dict[str, str]) -> None:
        self.first, self.second, self.pairs = first, second, pairs
        self.mine: dict[str, Columns] = {
            name: {column: list(values) for column, values in columns.items()}
            for name, columns in first._core.to_text().items()
        }
        self.theirs: dict[str, Columns] = second._core.to_text()
        self.rows: list[tuple[str, ...]] = []
        self._check()
        self._things("participants", {})
        self._things("arrangements", pairs)
        self._memberships()
        self._facts("arrangement_themes", ("arrangement", "theme"))
        self._facts("successions", ("date", "from", "to"))

    def register(self) -> Register:
        core, other = self.first._core, self.second._core
        numbers = {
            name: (core.number_columns.get(name, set()) | other.number_columns.get(name, set()))
            - self._texts(name)
            for name in ("participants", "arrangements")
        }
        domains = {**other.domain_map, **core.domain_map}
        made = _core.Register.from_text(self.mine, domains, numbers, core.exported)
        return Register(
            made, truth=self.first._truth, name=self.first.name, geography=self.first._geography,
            about=self.first._about,
        )  # fmt: skip

    def _texts(self, name: str) -> set[str]:
        """Columns that one source has as text."""
        return {
            column
            for register in (self.first, self.second)
            for column in register._core.to_text()[name]
            if column not in register._core.number_columns.get(name, ())
        }

    def _check(self) -> None:
        mine, theirs = self.mine["arrangements"], self.theirs["arrangements"]
        at = {id_: row for row, id_ in enumerate(mine["id"])}
        known = {"first": at.keys(), "second": set(theirs["id"])}
        for second, first in self.pairs.items():
            for id_, side in ((first, "first"), (second, "second")):
                if id_ not in known[side]:
                    raise KeyError(f"no arrangement {id_!r} in the {side} source")
        chains = self._chains()
        taken = at.keys() | set(mine["chain"])
        told = [name for name in theirs if name not in ("chain", "parent")]
        for row, (id_, chain) in enumerate(zip(theirs["id"], theirs["chain"], strict=True)):
            here = at.get(id_)
            # An earlier reconciliation may have brought this very row.
            known_row = here is not None and all(
                (mine[name][here] if name in mine else "") == theirs[name][row] for name in told
            )
            if id_ in self.pairs or known_row:
                continue
            for column, value in (("id", id_), ("chain", "" if chain in chains else chain)):
                if value in taken:
                    raise DataError(
                        "both sources use one id for arrangements that were not accepted as the "
                        "same", source=self.second.name or "second", row=id_, column=column,
                        value=value,
                        expected="another id, or the pair among those accepted (an id may be "
                        "accepted as itself)",
                    )  # fmt: skip

    def _chains(self) -> dict[str, str]:
        """Chain in the second source → chain in the first."""
        ours = dict(zip(self.mine["arrangements"]["id"], self.mine["arrangements"]["chain"],
                        strict=True))  # fmt: skip
        rows = self.theirs["arrangements"]
        return {
            chain: ours[self.pairs[id_]]
            for id_, chain in zip(rows["id"], rows["chain"], strict=True)
            if id_ in self.pairs
        }

    def _things(self, table: str, pairs: dict[str, str]) -> None:
        """Participants or arrangements: new rows, and fields that were empty."""
        mine, theirs = self.mine[table], self.theirs[table]
        at = {id_: row for row, id_ in enumerate(mine["id"])}
        for column in theirs:
            mine.setdefault(column, [""] * len(mine["id"]))
        chains = self._chains() if pairs else {}
        for row, id_ in enumerate(theirs["id"]):
            values = {column: cells[row] for column, cells in theirs.items()}
            values["id"] = pairs.get(id_, id_)
            if table == "arrangements":
                values["parent"] = pairs.get(values["parent"], values["parent"])
                values["chain"] = chains.get(values["chain"], values["chain"])
            known = at.get(values["id"])
            if known is None:
                for column, cells in mine.items():
                    cells.append(values.get(column, ""))
                self.rows.append((table, "added", values["id"], "", "", ""))
                continue
            for column, value in values.items():
                self._field(table, values["id"], column, known, value, id_)

    def _field(self, table: str, id_: str, column: str, row: int, value: str, theirs: str) -> None:
        if column in ("id", "chain"):
            return
        held = self.mine[table][column][row]
        empty = {"", "unknown"} if (table, column) in WORDS else {""}
        if value == held or value in empty or (column == "name" and value == theirs):
            return
        if held in empty or (column == "name" and held == id_):
            self.mine[table][column][row] = value
            self.rows.append((table, "filled", id_, column, held, value))
        else:
            self.rows.append((table, "conflict", id_, column, held, value))

    def _memberships(self) -> None:
        mine, theirs = self.mine["memberships"], self.theirs["memberships"]
        told = ("role", "valid_from", "valid_to")
        known: dict[tuple[str, str], list[tuple[str, ...]]] = {}
        for row, key in enumerate(zip(mine["arrangement"], mine["participant"], strict=True)):
            known.setdefault(key, []).append(tuple(mine[name][row] for name in told))
        structure = dict(zip(self.mine["arrangements"]["id"],
                             self.mine["arrangements"]["structure"], strict=True))  # fmt: skip
        hosted = {key[0] for key, rows in known.items() if any(row[0] == "host" for row in rows)}
        for row, (arrangement, who) in enumerate(
            zip(theirs["arrangement"], theirs["participant"], strict=True)
        ):
            place = self.pairs.get(arrangement, arrangement)
            values = tuple(theirs[name][row] for name in told)
            id_ = f"{place}, {who}"
            held = known.get((place, who))
            if held is not None:
                if values not in held and (values[0] != held[0][0] or any(values[1:])):
                    self._disputed(id_, told, held[0], values)
                continue
            if values[0] == "host" and structure[place] == "star" and place in hosted:
                self.rows.append(("memberships", "conflict", id_, "role", "member", "host"))
                values = ("member", *values[1:])
            cells = {
                "arrangement": place,
                "participant": who,
                **dict(zip(told, values, strict=True)),
            }
            for column, column_cells in mine.items():
                column_cells.append(cells[column])
            self.rows.append(("memberships", "added", id_, "", "", ""))

    def _disputed(
        self, id_: str, told: tuple[str, ...], held: tuple[str, ...], values: tuple[str, ...]
    ) -> None:
        for column, here, there in zip(told, held, values, strict=True):
            if there and here != there:
                self.rows.append(("memberships", "conflict", id_, column, here, there))

    def _facts(self, table: str, keys: tuple[str, ...]) -> None:
        """Rows that are what they say: new ones are added."""
        mine, theirs = self.mine[table], self.theirs[table]
        known = set(zip(*(mine[name] for name in keys), strict=True))
        for row in range(len(theirs[keys[0]])):
            values = {name: cells[row] for name, cells in theirs.items()}
            if table == "arrangement_themes":
                values["arrangement"] = self.pairs.get(values["arrangement"], values["arrangement"])
            key = tuple(values[name] for name in keys)
            if key in known:
                continue
            for name, cells in mine.items():
                cells.append(values.get(name, ""))
            self.rows.append((table, "added", ", ".join(key), "", "", ""))
