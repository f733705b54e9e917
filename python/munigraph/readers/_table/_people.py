"""The participants of a register: those of the places, or those that the table names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._attributes import one_each
from ._cells import Column
from ._found import Places
from ._ledger import FAULTY, Ledger
from ._mapping import ColumnMapping
from ._memberships import FIGURES

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

    good = (states != FAULTY) & (participant >= 0)
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
    if table is None:
        found = _own(said, used, finder)
    else:
        found = _of_places(table, said, used, finder)
        _tell_own_figures(table, found, typed, ledger)
    return _with_further(found, mapping.participants) if mapping.participants else found


def _tell_own_figures(
    table: Any, found: dict[str, list[str]], typed: _Typed, ledger: Ledger
) -> None:
    """Say where figures of the table stand in place of those of the places."""
    from ..._common.columns import text_columns

    # What a table says of its participants counts even where the places say something else.
    before = text_columns(table, "participants")
    for name in FIGURES:
        if name not in typed.columns or name not in before:
            continue
        pairs = zip(before[name], found[name], found["id"], strict=False)
        other = [(id_, old, new) for old, new, id_ in pairs if old and _differ(old, new)]
        if other:
            id_, old, new = other[0]
            ledger.note(
                typed.claims.labels.get(name, name),
                f"{name} is the table's own, not that of the places: differs for {len(other)}, "
                f"such as {id_}: {new}, not {old}",
            )


def _differ(old: str, new: str) -> bool:
    try:
        return float(old) != float(new)
    except ValueError:
        return old != new


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
    years = said.get("population_year")
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
        row = at[id_]
        for name, values in said.items():
            if values[number] and (name in FIGURES or not columns[name][row]):
                columns[name][row] = values[number]
                if name == "population" and "population_year" in columns:
                    # Not the year of the figure that it stands in place of.
                    columns["population_year"][row] = years[number] if years else ""
    return columns
