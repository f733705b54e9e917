"""The register itself: columns of text for the core, stars where there is a host."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ._arrangements import Arrangements
from ._claims import Claims
from ._found import Places
from ._ledger import Ledger
from ._mapping import ColumnMapping
from ._participants import Finder
from ._spells import NONE, Spells

if TYPE_CHECKING:
    import numpy as np

    from ...registry._import_report import ImportReport
    from ...registry._register import Register

__all__ = ["build_register"]

ROLES = ("member", "host", "observer")


def build_register(
    claims: Claims, states: np.ndarray[Any, Any], spells: Spells, arrangements: Arrangements,
    people: dict[str, list[str]], finder: Finder, places: Places, ledger: Ledger, *, name: str,
    mapping: ColumnMapping, domains: Any = None,
) -> tuple[Register, ImportReport]:  # fmt: skip
    """Raises ``TableError`` where no membership can be taken."""
    from ... import _core
    from ...registry._register import Register, _domain_map
    from ._domains import with_domains
    from ._faults import Fault, TableError

    if not len(spells.arrangement):
        report = ledger.build(claims, states, ())
        faults = [
            Fault(("", "", f"{reason}", int(count), str(example), ""))
            for action, reason, count, example in report.summary().itertuples(index=False)
            if action != "noted"
        ] or [Fault(("", "", "no rows", 1, "", ""))]
        raise TableError(name, faults, "no row can be taken")
    if not mapping.exact:
        _stars(spells, arrangements, ledger)
    tables = {
        "participants": people,
        "arrangements": arrangements.columns,
        "memberships": _memberships(spells, arrangements, finder),
    }
    numbers = {
        "arrangements": arrangements.numbers,
        "participants": {
            name.partition(".")[2] for name in mapping.numbers if name.startswith("participant.")
        },
    }
    if arrangements.themes:
        tables["arrangement_themes"] = arrangements.themes
    successions = _successions(places, mapping)
    if successions is not None:
        tables["successions"] = successions
    if domains is None and mapping.domains:
        domains = with_domains(mapping.domains)
    themes = _domain_map(domains, tables.get("arrangement_themes"))
    register = Register(_core.Register.from_text(tables, themes, numbers), name=name)
    unknown = tuple(register.unknown_themes) if arrangements.themes else ()
    return register, ledger.build(claims, states, unknown)


def _successions(places: Places, mapping: ColumnMapping) -> dict[str, list[str]] | None:
    from .._text import read_csv

    if mapping.successions:
        return dict(read_csv(mapping.successions, ("date", "from", "to")).columns)
    table = places.successions()
    if table is None:
        return None
    from ..._common.columns import text_columns

    return text_columns(table, "successions")


def _stars(spells: Spells, arrangements: Arrangements, ledger: Ledger) -> None:
    """An arrangement with one host at any time is a star, unless the table says otherwise."""
    import numpy as np

    if "structure" in arrangements.columns:
        said = arrangements.columns["structure"]
    else:
        said = [""] * len(arrangements.columns["id"])
    hosts = np.flatnonzero(spells.role == ROLES.index("host"))
    if not len(hosts) and not any(said):
        return
    assert arrangements.place is not None
    by: dict[int, list[tuple[int, int]]] = {}
    for place in hosts.tolist():
        row = int(arrangements.place[spells.arrangement[place]])
        end = int(spells.end[place])
        by.setdefault(row, []).append((int(spells.start[place]), 2**62 if end == NONE else end))
    for row, periods in by.items():
        periods.sort()
        if any(b[0] < a[1] for a, b in pairwise(periods)):
            ledger.note(
                "", f"several hosts at a time, so no star: {arrangements.columns['id'][row]}"
            )
            said[row] = "clique"
        elif not said[row]:
            said[row] = "star"
    arrangements.columns["structure"] = said


def _memberships(
    spells: Spells, arrangements: Arrangements, finder: Finder
) -> dict[str, list[str]]:
    assert arrangements.place is not None
    ids = arrangements.columns["id"]
    columns = {
        "arrangement": [ids[row] for row in arrangements.place[spells.arrangement].tolist()],
        "participant": [finder.ids[number] for number in spells.participant.tolist()],
    }
    if spells.role.any():
        columns["role"] = [ROLES[role] for role in spells.role.tolist()]
    for name, days in (("valid_from", spells.start), ("valid_to", spells.end)):
        if (days != NONE).any():
            columns[name] = _days(days)
    return columns


def _days(days: np.ndarray[Any, Any]) -> list[str]:
    import numpy as np

    distinct, inverse = np.unique(days, return_inverse=True)
    texts = ["" if day == NONE else str(np.datetime64(day, "D")) for day in distinct.tolist()]
    return [texts[code] for code in inverse.tolist()]
