"""From claims to a register, with every row accounted for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ._arrangements import arrangement_table, group_arrangements, pair_claims
from ._attributes import (
    NUMBER_FIELDS,
    Values,
    read_days,
    read_extra,
    read_floats,
    read_words,
)
from ._cells import Column
from ._claims import Claims
from ._dates import year_of
from ._faults import Faults
from ._found import Places
from ._ledger import DONE, FAULTY, MERGED, Ledger
from ._mapping import ColumnMapping
from ._participants import Finder
from ._people import participant_table
from ._spells import NONE, Spells, joined_spells, yearly_spells
from ._words import VOCABULARIES

if TYPE_CHECKING:
    import numpy as np

    from ...registry._import_report import ImportReport
    from ...registry._register import Register

__all__ = ["assemble"]

ROLES = ("member", "host", "observer")


@dataclass
class _Typed:
    """Claims with their fields read."""

    claims: Claims
    bad: np.ndarray[Any, Any]
    days: dict[str, Column]
    columns: dict[str, Column]


def assemble(
    claims: Claims, sheet: Column, mapping: ColumnMapping, places: Places, ledger: Ledger,
    faults: Faults, *, pairs: bool, name: str, domains: Any = None,
) -> tuple[Register, ImportReport]:  # fmt: skip
    """The register of claims.

    Parameters
    ----------
    sheet
        name of the sheet or file per claim; empty where there is one.
    pairs
        whether claims are pairs of participants instead of memberships.

    Raises ``TableError`` with all faults of the columns, or where nothing can be taken.
    """
    import numpy as np

    from ._build import build_register

    claims.fields["sheet"] = sheet
    finder = Finder(places, mapping, ledger)
    claims = finder.spread(claims)
    bad = np.zeros(len(claims), dtype=bool)
    for fault in claims.faults:
        ledger.fault(fault.row, fault.label, fault.value, fault.reason)
    participant = finder.find(claims, "participant", bad)
    finder.tell_other_names(claims, participant)
    if pairs:
        partner = finder.find(claims, "partner", bad)
        claims, participant, bad = pair_claims(
            claims, participant, partner, bad, finder, mapping, ledger
        )
    typed = _typed(claims, bad, mapping, ledger, faults)
    years = _years(claims, bad, ledger)
    group, keys = group_arrangements(claims, bad, mapping, ledger)
    _other_side(typed, group, bad, mapping, ledger)
    membership_dates = _dates_of_memberships(typed, group, bad, mapping, ledger)
    spells = _spells(typed, group, participant, years, membership_dates, ledger)
    faults.raise_if_any()
    states = np.where(typed.bad, FAULTY, DONE)
    _tell_repeats(spells, states, typed, ledger)
    arrangements = arrangement_table(
        typed, group, keys, states, spells, membership_dates, mapping, ledger
    )
    lone = [_lone_id(finder, text) for text in (*claims.lone.values(), *claims.present)]
    people = participant_table(
        typed, participant, states, finder, places, ledger, [id_ for id_ in lone if id_], mapping
    )
    return build_register(
        claims, states, spells, arrangements, people, finder, places, ledger, name=name,
        domains=domains, mapping=mapping,
    )  # fmt: skip


def _lone_id(finder: Finder, text: str) -> str:
    found = finder._one(text, "", None)
    if found.id:
        finder.number(found.id)
    return found.id


def _typed(
    claims: Claims,
    bad: np.ndarray[Any, Any],
    mapping: ColumnMapping,
    ledger: Ledger,
    faults: Faults,
) -> _Typed:
    columns: dict[str, Column] = {}
    for field in claims.fields:
        if field in VOCABULARIES:
            columns[field] = read_words(claims, field, mapping, ledger)
        elif field in NUMBER_FIELDS:
            columns[field] = read_floats(claims, field, mapping, ledger, faults)
        elif field not in ("participant", "partner", "arrangement", "sheet", "year"):
            columns[field] = read_extra(claims, field, mapping, ledger, faults)
    days = read_days(claims, mapping, ledger, faults)
    return _Typed(claims, bad, days, columns)


def _years(
    claims: Claims, bad: np.ndarray[Any, Any], ledger: Ledger
) -> np.ndarray[Any, Any] | None:
    """The year of every claim, or None where the table has none."""
    import numpy as np

    if "year" not in claims.fields:
        return None
    values = Values(claims, "year")
    years = [year_of(text) or 0 for text in values.column.values]
    wrong = {code: "no year" for code in values.column.used() if not years[code]}
    if 0 in wrong:
        wrong[0] = "no year named"
    values.tell_bad(wrong, ledger, fault=True)
    found = np.array(years, dtype=np.int64)[values.column.codes]
    bad |= found == 0
    return found


def _differ(
    typed: _Typed, fields: list[str], group: np.ndarray[Any, Any], bad: np.ndarray[Any, Any]
) -> bool:
    """Whether dates differ within an arrangement."""
    import numpy as np

    keys = group.astype(np.int64)
    for field in fields:
        column = typed.days[field]
        keys = keys * len(column.values) + column.codes
    return len(np.unique(keys[~bad])) != len(np.unique(group[~bad]))


def _other_side(
    typed: _Typed, group: np.ndarray[Any, Any], bad: np.ndarray[Any, Any], mapping: ColumnMapping,
    ledger: Ledger,
) -> None:  # fmt: skip
    """Where one end is that of memberships and the other is called the arrangement's, but differs
    within arrangements, it is that of memberships, too."""
    for field, its, other in (("valid_from", "joined", "left"), ("valid_to", "left", "joined")):
        days = typed.days
        if mapping.exact or field not in days or its in days or other not in days:
            continue
        if _differ(typed, [field], group, bad):
            label = typed.claims.labels.get(field, field)
            ledger.note(label, "differs within arrangements: taken as dates of memberships")
            days[its] = days.pop(field)
            typed.claims.fields[its] = typed.claims.fields.pop(field)
            typed.claims.labels[its] = label


def _dates_of_memberships(
    typed: _Typed, group: np.ndarray[Any, Any], bad: np.ndarray[Any, Any], mapping: ColumnMapping,
    ledger: Ledger,
) -> bool:  # fmt: skip
    """Whether dates that are called those of the arrangement are those of memberships: where they
    differ within an arrangement and memberships have none of their own."""
    if "joined" in typed.days or "left" in typed.days or mapping.exact:
        return False
    there: list[str] = [field for field in ("valid_from", "valid_to") if field in typed.days]
    if not there:
        return False
    if not _differ(typed, there, group, bad):
        return False
    for label in dict.fromkeys(typed.claims.labels.get(field, field) for field in there):
        ledger.note(label, "differs within arrangements: taken as dates of memberships")
    return True


def _spells(
    typed: _Typed, group: np.ndarray[Any, Any], participant: np.ndarray[Any, Any],
    years: np.ndarray[Any, Any] | None, membership_dates: bool, ledger: Ledger,
) -> Spells:  # fmt: skip
    import numpy as np

    count = len(typed.claims)
    role = np.zeros(count, dtype=np.int64)
    if "role" in typed.columns:
        column = typed.columns["role"]
        role = np.array([ROLES.index(word) if word else 0 for word in column.values])[column.codes]
    if years is not None:
        good = np.flatnonzero(~typed.bad)
        available = np.unique([*years[good].tolist(), *typed.claims.years])
        found = yearly_spells(group[good], participant[good], role[good], years[good], available)
        return _of_all(found, good, count)
    names = ("valid_from", "valid_to") if membership_dates else ("joined", "left")
    start, end = (_numbers(typed.days.get(name), count) for name in names)
    wrong = (start != NONE) & (end != NONE) & (end < start) & ~typed.bad
    for place in np.flatnonzero(wrong).tolist():
        label = typed.claims.labels.get(names[1], names[1])
        text = typed.claims.fields[names[1]].text(place)
        ledger.fault(int(typed.claims.rows[place]), label, text, "ends before it starts")
    typed.bad |= wrong
    good = np.flatnonzero(~typed.bad)
    found = joined_spells(group[good], participant[good], role[good], start[good], end[good])
    return _of_all(found, good, count)


def _numbers(column: Column | None, count: int) -> np.ndarray[Any, Any]:
    """Days as numbers, NONE where there is none."""
    import numpy as np

    if column is None:
        return np.full(count, NONE, dtype=np.int64)
    days = [
        int(np.datetime64(text, "D").astype(np.int64)) if text else NONE for text in column.values
    ]
    return np.array(days, dtype=np.int64)[column.codes]


def _of_all(spells: Spells, good: np.ndarray[Any, Any], count: int) -> Spells:
    """Spells of some claims with the numbers of all."""
    import numpy as np

    repeats = np.full(count, -1, dtype=np.int64)
    there = spells.repeats >= 0
    repeats[good[there]] = good[spells.repeats[there]]
    conflicts = [(int(good[x]), int(good[y])) for x, y in spells.conflicts]
    return spells._replace(claim=good[spells.claim], repeats=repeats, conflicts=conflicts)


def _tell_repeats(
    spells: Spells, states: np.ndarray[Any, Any], typed: _Typed, ledger: Ledger
) -> None:
    import numpy as np

    claims = typed.claims
    label = claims.labels.get("participant", "participant")
    column = claims.fields["participant"]
    hosts = {pair for pair in spells.conflicts if claims.rows[pair[0]] == claims.rows[pair[1]]}
    for place in np.flatnonzero(spells.repeats >= 0).tolist():
        states[place] = MERGED
        before = int(spells.repeats[place])
        row, first = int(claims.rows[place]), int(claims.rows[before])
        if row == first and (place, before) in hosts:
            continue  # the host of a list is in it, too
        text = column.text(place)
        reason = (
            "named twice in the row"
            if row == first
            else f"repeats or overlaps: {ledger.where(first)}"
        )
        ledger.merge(row, label, text, column.text(before), reason)
    for place, before in spells.conflicts:
        if (place, before) in hosts:
            continue
        ledger.note_row(
            int(claims.rows[place]), claims.labels.get("role", "role"), column.text(place),
            f"another role: than {ledger.where(int(claims.rows[before]))}",
        )  # fmt: skip
