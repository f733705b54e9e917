"""The participants of a register: those of the places, or those that the table names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._attributes import one_each
from ._cells import Column
from ._found import Places
from ._ledger import DONE, Ledger
from ._mapping import ColumnMapping

if TYPE_CHECKING:
    import numpy as np

    from ._assemble import _Typed
    from ._participants import Finder

__all__ = ["participant_table"]

_FIELDS = {
    "participant_name": "name", "participant_kind": "kind", "province": "province",
    "population": "population", "population_year": "population_year", "lon": "lon", "lat": "lat",
}  # fmt: skip


def participant_table(
    typed: _Typed, participant: np.ndarray[Any, Any], states: np.ndarray[Any, Any],
    finder: Finder, places: Places, ledger: Ledger, lone: list[str], mapping: ColumnMapping,
) -> dict[str, list[str]]:  # fmt: skip
    """Columns of participants, as text."""
    import numpy as np

    good = (states == DONE) & (participant >= 0)
    count = len(finder.ids)
    group = np.where(participant >= 0, participant, 0)

    def each(column: Column, field: str) -> list[str]:
        label = typed.claims.labels.get(field, field)
        return one_each(group, count, column, good, typed.claims, label, ledger)

    said: dict[str, list[str]] = {
        name: each(typed.columns[field], field)
        for field, name in _FIELDS.items()
        if field in typed.columns
    }
    said.update(_periods(typed, group, good, count))
    for field in typed.claims.fields:
        if field.startswith("participant."):
            said[field.partition(".")[2]] = each(typed.columns[field], field)
    used = np.zeros(count, dtype=bool)
    used[group[good]] = True
    for id_ in lone:
        used[finder.number(id_)] = True
    table = places.table()
    found = _own(said, used, finder) if table is None else _of_places(table, said, used, finder)
    return _with_further(found, mapping.participants) if mapping.participants else found


def _with_further(columns: dict[str, list[str]], path: str) -> dict[str, list[str]]:
    """With the participants of a file: further ones, and attributes of those that are there."""
    from .._text import read_csv

    further = read_csv(path, ("id",)).columns
    at = {id_: row for row, id_ in enumerate(columns["id"])}
    for name in further:
        columns.setdefault(name, [""] * len(columns["id"]))
    bare = {"", *columns["id"]}
    for row, id_ in enumerate(further["id"]):
        if id_ not in at:
            at[id_] = len(columns["id"])
            for values in columns.values():
                values.append("")
        place = at[id_]
        for name, values in further.items():
            if not columns[name][place] or (name == "name" and columns[name][place] in bare):
                columns[name][place] = values[row]
    return columns


def _periods(
    typed: _Typed, group: np.ndarray[Any, Any], good: np.ndarray[Any, Any], count: int
) -> dict[str, list[str]]:
    """From the first day of a participant to the last, where it has several periods."""
    import numpy as np

    found: dict[str, list[str]] = {}
    for field, name in (("participant_from", "valid_from"), ("participant_to", "valid_to")):
        column = typed.days.get(field)
        if column is None:
            continue
        texts: list[set[str]] = [set() for _ in range(count)]
        keys = np.unique(group[good] * len(column.values) + column.codes[good])
        for key in keys.tolist():
            texts[key // len(column.values)].add(column.values[key % len(column.values)])
        pick = min if name == "valid_from" else max
        # Unknown or open wins over any day.
        found[name] = ["" if not own or "" in own else pick(own) for own in texts]
    return found


def _own(
    said: dict[str, list[str]], used: np.ndarray[Any, Any], finder: Finder
) -> dict[str, list[str]]:
    import numpy as np

    rows = np.flatnonzero(used).tolist()
    ids = [finder.ids[row] for row in rows]
    columns = {"id": ids, "name": [finder.names.get(id_, id_) for id_ in ids]}
    for name, values in said.items():
        chosen = [values[row] for row in rows]
        if name == "name":
            chosen = [text or own for text, own in zip(chosen, columns["name"], strict=True)]
        columns[name] = chosen
    return columns


def _of_places(
    table: Any, said: dict[str, list[str]], used: np.ndarray[Any, Any], finder: Finder
) -> dict[str, list[str]]:
    """The places, with what the table adds and with participants that the places lack."""
    from ..._common.columns import text_columns

    columns = text_columns(table, "participants")
    at = {id_: row for row, id_ in enumerate(columns["id"])}
    for name in said:
        columns.setdefault(name, [""] * len(at))
    for number, id_ in enumerate(finder.ids):
        if not used[number]:
            continue
        if id_ not in at:
            at[id_] = len(columns["id"])
            for values in columns.values():
                values.append("")
            columns["id"][-1] = id_
            columns["name"][-1] = finder.names.get(id_, id_)
            if "kind" in columns:
                columns["kind"][-1] = finder.kinds.get(id_, "")
        for name, values in said.items():
            if values[number] and not columns[name][at[id_]]:
                columns[name][at[id_]] = values[number]
    return columns
