"""The tables of a register while a scenario changes them from one day on.

A row is never changed in place: it is replaced, at the position that it has. So drafts share their
rows, and what is taken back leaves the tables as they were, to the last bit.
"""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from .. import _core
from ..network._arrays import near_ids

if TYPE_CHECKING:
    from ..registry._register import Register

Row = dict[str, str]
#: Rows by position, in the order of the table.
Rows = dict[int, Row]

#: The column that each table is looked up by.
_KEYS = {
    "participants": "id",
    "arrangements": "chain",
    "memberships": "arrangement",
    "arrangement_themes": "arrangement",
}

#: What the id of a version that was split off ends in; it says one day, not all before it.
_SPLIT = re.compile(r"@\d{4}-\d\d-\d\d(·\d+)?$")

#: Later than any date, as text.
OPEN = "9999-99-99"


class Draft:
    """Tables as text, and the edits that scenarios are made of."""

    def __init__(self, register: Register, day: str) -> None:
        self.day = day
        text = register._core.to_text()
        self.columns = {name: list(columns) for name, columns in text.items()}
        self.tables: dict[str, Rows] = {
            name: {
                k: dict(zip(columns, values, strict=True))
                for k, values in enumerate(zip(*columns.values(), strict=True))
            }
            for name, columns in text.items()
        }
        self.original = {name: dict(rows) for name, rows in self.tables.items()}
        #: Versions that begin on the day because a scenario says so, with those they go on from.
        self.splits: dict[str, str] = {}
        self._next = {name: len(rows) for name, rows in self.tables.items()}
        self._found: dict[str, dict[str, list[int]]] = {}

    def copy(self) -> Draft:
        """The same tables, to be changed on their own; rows are shared."""
        made = object.__new__(Draft)
        made.day, made.columns, made.original = self.day, self.columns, self.original
        made.tables = {name: dict(rows) for name, rows in self.tables.items()}
        made.splits = dict(self.splits)
        made._next = dict(self._next)
        made._found = {}
        return made

    @property
    def changed(self) -> bool:
        """Whether anything differs from the register."""
        return self.tables != self.original

    @property
    def closing(self) -> str:
        """The day on which the record of all arrangements closes, where it does: what is founded
        before does not outlast it. Empty where any of the register's is open."""
        ends = [row["valid_to"] for row in self.original["arrangements"].values()]
        last = max(ends) if ends and all(ends) else ""
        return last if last > self.day else ""

    def to_core(self, register: Register) -> _core.Register:
        """The register of these tables."""
        tables = {
            name: {column: [row[column] for row in self._in_order(name)] for column in columns}
            for name, columns in self.columns.items()
        }
        core = register._core
        return _core.Register.from_text(tables, core.domain_map, core.number_columns, core.exported)

    def _in_order(self, name: str) -> list[Row]:
        rows = self.tables[name]
        return [rows[k] for k in sorted(rows)]

    # --- rows -----------------------------------------------------------------------------------

    def add(self, table: str, **values: str) -> int:
        """A new row at the end; columns that are not given are empty."""
        position = self._next[table]
        self._next[table] += 1
        self.put(table, position, {**dict.fromkeys(self.columns[table], ""), **values})
        return position

    def put(self, table: str, position: int, row: Row) -> None:
        rows, key = self.tables[table], _KEYS.get(table)
        before = rows.get(position)
        rows[position] = row
        if table in self._found and key and (before is None or before[key] != row[key]):
            if before is not None:
                self._found[table][before[key]].remove(position)
            insort(self._found[table].setdefault(row[key], []), position)

    def drop(self, table: str, positions: Iterable[int]) -> None:
        for k in positions:
            row = self.tables[table].pop(k)
            if table in self._found:
                self._found[table][row[_KEYS[table]]].remove(k)

    def change(self, table: str, position: int, **values: str) -> None:
        self.put(table, position, {**self.tables[table][position], **values})

    def of(self, table: str, column: str, value: str) -> list[int]:
        """Positions of the rows with this value, in order; by an index where there is one."""
        rows, key = self.tables[table], _KEYS[table]
        if key != column:
            return [k for k in sorted(rows) if rows[k][column] == value]
        if table not in self._found:
            index: dict[str, list[int]] = {}
            for k in sorted(rows):
                index.setdefault(rows[k][key], []).append(k)
            self._found[table] = index
        return list(self._found[table].get(value, ()))

    # --- who and what is there on the day -------------------------------------------------------

    def participant(self, id_: str) -> int:
        """Position of a participant in force on the day.

        Raises ``KeyError`` for an unknown id and ``ValueError`` for one that is not in force.
        """
        found = self.of("participants", "id", str(id_))
        if not found:
            raise _unknown("participant", id_, [r["id"] for r in self._in_order("participants")])
        if not in_force(self.tables["participants"][found[0]], self.day):
            raise ValueError(f"participant {id_!r} is not in force on {self.day}")
        return found[0]

    def chain(self, id_: str) -> str:
        """The chain of an arrangement that is in force on the day, by its id or that of a version.

        Raises ``KeyError`` for an unknown id and ``ValueError`` for one that is not in force.
        """
        rows = self.tables["arrangements"]
        own = self.of("arrangements", "id", str(id_))
        chain = rows[own[0]]["chain"] if own else str(id_)
        versions = self.of("arrangements", "chain", chain)
        if not versions:
            known = [r["id"] for r in self._in_order("arrangements")]
            raise _unknown("arrangement", id_, known)
        if not any(in_force(rows[k], self.day) for k in versions):
            raise ValueError(f"arrangement {id_!r} is not in force on {self.day}")
        return chain

    def is_arrangement(self, id_: str) -> bool:
        return bool(
            self.of("arrangements", "id", str(id_)) or self.of("arrangements", "chain", str(id_))
        )

    def version(self, chain: str) -> int:
        """Position of the version in force on the day: of several the later one."""
        rows = self.tables["arrangements"]
        there = [k for k in self.of("arrangements", "chain", chain) if in_force(rows[k], self.day)]
        return max(there, key=lambda k: (rows[k]["valid_from"], k))

    def versions(self, chain: str) -> list[int]:
        """Positions of the versions of a chain in force on the day or later."""
        rows = self.tables["arrangements"]
        return [k for k in self.of("arrangements", "chain", chain) if to(rows[k]) > self.day]

    def rows_of(self, version: int, who: Callable[[str], bool] | None = None) -> list[int]:
        """Positions of the memberships of a version that last beyond the day."""
        rows = self.tables["memberships"]
        return [
            k
            for k in self.of("memberships", "arrangement", self.id_of(version))
            if to(rows[k]) > self.day and (who is None or who(rows[k]["participant"]))
        ]

    def members(self, version: int) -> dict[str, str]:
        """Participants of a version in force on the day, with their role."""
        rows = [self.tables["memberships"][k] for k in self.rows_of(version)]
        return {
            row["participant"]: row["role"]
            for row in rows
            if row["valid_from"] <= self.day and self.is_there(row["participant"])
        }

    def is_there(self, participant: str) -> bool:
        """Whether a participant is in force on the day."""
        position = self.of("participants", "id", participant)[0]
        return in_force(self.tables["participants"][position], self.day)

    def id_of(self, version: int) -> str:
        return self.tables["arrangements"][version]["id"]

    def starts_before(self, version: int, row: Row | None = None) -> bool:
        """Whether a version, or a membership of it, was in force before the day."""
        start = self.tables["arrangements"][version]["valid_from"]
        return max(start, row["valid_from"] if row else "") < self.day

    def has_hub(self, id_: str) -> bool:
        """Whether an arrangement of this id is in force on the day."""
        rows = self.tables["arrangements"]
        return any(in_force(rows[k], self.day) for k in self.of("arrangements", "chain", id_))

    # --- edits ----------------------------------------------------------------------------------

    def cut(self, version: int, positions: Iterable[int]) -> None:
        """Memberships end on the day; those that begin then or later never were."""
        for k in list(positions):
            if self.starts_before(version, self.tables["memberships"][k]):
                self.change("memberships", k, valid_to=self.day)
            else:
                self.drop("memberships", [k])

    def end(self, chain: str) -> None:
        """A chain ends on the day; its versions that begin then or later never were."""
        for version in self.versions(chain):
            if self.starts_before(version):
                self.change("arrangements", version, valid_to=self.day)
            else:
                self.remove(version)

    def remove(self, version: int) -> None:
        """A version, its memberships and its themes are gone."""
        id_ = self.id_of(version)
        for table in ("memberships", "arrangement_themes"):
            self.drop(table, self.of(table, "arrangement", id_))
        self.drop("arrangements", [version])
        self.splits.pop(id_, None)
        for k in self.of("arrangements", "parent", id_):
            self.change("arrangements", k, parent="")

    def forget(self, participant: str) -> None:
        """A participant that a scenario made is gone, unless it is a member of anything."""
        rows = self.tables["memberships"].values()
        if not any(row["participant"] == participant for row in rows):
            self.drop("participants", self.of("participants", "id", participant))

    def split(self, chain: str) -> int:
        """The version that begins on the day: the one in force goes on as a new version, so that
        what changes is not changed for the time before."""
        version = self.version(chain)
        if not self.starts_before(version):
            return version
        row = self.tables["arrangements"][version]
        id_ = self.free("arrangements", f"{_SPLIT.sub('', row['id'])}@{self.day}")
        members, themes = (
            self.rows_of(version),
            self.of("arrangement_themes", "arrangement", row["id"]),
        )
        self.change("arrangements", version, valid_to=self.day)
        made = self.add("arrangements", **{**row, "id": id_, "valid_from": self.day})
        for k in members:
            self.add("memberships", **{**self.tables["memberships"][k], "arrangement": id_})
        for k in list(themes):
            self.add(
                "arrangement_themes", **{**self.tables["arrangement_themes"][k], "arrangement": id_}
            )
        self.splits[id_] = row["id"]
        return made

    def rejoin(self, chain: str) -> None:
        """Undoes :meth:`split` where nothing differs any more."""
        new = self.version(chain)
        id_ = self.id_of(new)
        if id_ not in self.splits:
            return
        old = self.of("arrangements", "id", self.splits[id_])[0]
        rows = self.tables["arrangements"]
        aside = {"id": "", "valid_from": "", "valid_to": ""}
        if {**rows[old], **aside} != {**rows[new], **aside}:
            return
        for table in ("memberships", "arrangement_themes"):
            both = [self._contents(table, version) for version in (old, new)]
            if both[0] != both[1]:
                return
        end = rows[new]["valid_to"]
        self.remove(new)
        self.change("arrangements", old, valid_to=end)

    def _contents(self, table: str, version: int) -> list[list[tuple[str, str]]]:
        """What a version holds from the day on, without its id."""
        kept = self.rows_of(version) if table == "memberships" else self.of(
            table, "arrangement", self.id_of(version)
        )  # fmt: skip
        rows = self.tables[table]
        return sorted(sorted({**rows[k], "arrangement": ""}.items()) for k in kept)

    def free(self, table: str, id_: str) -> str:
        """The id, or the first of ``id·2``, ``id·3``, … that is not taken."""
        made, number = id_, 1
        while self.of(table, "id", made) or (
            table == "arrangements" and self.of("arrangements", "chain", made)
        ):
            number += 1
            made = f"{id_}·{number}"
        return made


def to(row: Row) -> str:
    """The day from which a row is no longer in force."""
    return row["valid_to"] or OPEN


def in_force(row: Row, day: str) -> bool:
    return row["valid_from"] <= day < to(row)


def _unknown(what: str, id_: str, ids: list[str]) -> KeyError:
    near = near_ids(str(id_), ids)
    return KeyError(f"no {what} {id_!r}" + (f"; near: {', '.join(near)}" if near else ""))
