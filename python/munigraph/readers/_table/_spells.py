"""When memberships hold: spells from years, repetitions and overlaps made one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np

__all__ = ["NONE", "Spells", "joined_spells", "yearly_spells"]

NONE = -(2**62)
"""No day: unknown or open."""
_ROLES = ("member", "host", "observer")


class Spells(NamedTuple):
    """Memberships, and which claim tells each; ``state`` per claim: itself, or which it repeats."""

    arrangement: np.ndarray[Any, Any]
    participant: np.ndarray[Any, Any]
    role: np.ndarray[Any, Any]
    start: np.ndarray[Any, Any]
    end: np.ndarray[Any, Any]
    claim: np.ndarray[Any, Any]
    """The claim that each membership is of."""
    repeats: np.ndarray[Any, Any]
    """Per claim: -1, or the claim that it repeats or is joined with."""
    conflicts: list[tuple[int, int]]
    """Claims whose role differs from that of the claim that they are joined with."""


def yearly_spells(
    arrangement: np.ndarray[Any, Any], participant: np.ndarray[Any, Any],
    role: np.ndarray[Any, Any], year: np.ndarray[Any, Any], available: np.ndarray[Any, Any],
) -> Spells:  # fmt: skip
    """Spells of successive available years: from 1 January of the first to 1 January of the first
    available year without; the last available year stays open. A claim of a later year of a spell
    is no repetition: it makes the spell longer."""
    import numpy as np

    place = np.searchsorted(available, year)
    order = np.lexsort((place, role, participant, arrangement))
    a, p, r, y = (values[order] for values in (arrangement, participant, role, place))
    same = np.ones(len(order), dtype=bool)
    same[:1] = False
    same[1:] = (a[1:] == a[:-1]) & (p[1:] == p[:-1]) & (r[1:] == r[:-1])
    again = same.copy()
    again[1:] &= y[1:] == y[:-1]
    begins = ~same
    begins[1:] |= same[1:] & (y[1:] > y[:-1] + 1)
    heads = np.flatnonzero(begins)
    tails = np.append(heads[1:], len(order)) - 1 if len(heads) else heads
    january = _january(available)
    after = np.append(january[1:], NONE)
    repeats = np.full(len(order), -1, dtype=np.int64)
    repeats[order[again]] = order[np.flatnonzero(again) - 1]
    spells = Spells(
        a[heads], p[heads], r[heads], january[y[heads]], after[y[tails]], order[heads], repeats, []
    )
    # One participant with two roles in one year is in the arrangement once.
    return _one_role(spells)


def _january(years: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    import numpy as np

    return np.array([f"{year:04d}-01-01" for year in years.tolist()], dtype="datetime64[D]").astype(
        np.int64
    )


def _one_role(spells: Spells) -> Spells:
    joined = joined_spells(
        spells.arrangement, spells.participant, spells.role, spells.start, spells.end
    )
    if not (joined.repeats >= 0).any():
        return spells
    repeats = spells.repeats.copy()
    gone = joined.repeats >= 0
    repeats[spells.claim[gone]] = spells.claim[joined.repeats[gone]]
    conflicts = [(int(spells.claim[x]), int(spells.claim[y])) for x, y in joined.conflicts]
    return joined._replace(claim=spells.claim[joined.claim], repeats=repeats, conflicts=conflicts)


def joined_spells(
    arrangement: np.ndarray[Any, Any], participant: np.ndarray[Any, Any],
    role: np.ndarray[Any, Any], start: np.ndarray[Any, Any], end: np.ndarray[Any, Any],
) -> Spells:  # fmt: skip
    """Memberships of claims with days (NONE: unknown or open): claims for one participant and
    arrangement that overlap become one, from the earliest start to the latest end; a host is host
    and an observer is a member where claims differ."""
    import numpy as np

    count = len(arrangement)
    order = np.lexsort((np.arange(count), start, participant, arrangement))
    a, p = arrangement[order], participant[order]
    s = start[order].copy()
    e = np.where(end[order] == NONE, 2**62, end[order])
    r = role[order].copy()
    repeats = np.full(count, -1, dtype=np.int64)
    conflicts: list[tuple[int, int]] = []
    keep = np.ones(count, dtype=bool)
    same = np.zeros(count, dtype=bool)
    same[1:] = (a[1:] == a[:-1]) & (p[1:] == p[:-1])
    # Only participants that an arrangement names twice need a look, one after the other.
    head = 0
    for place in np.flatnonzero(same).tolist():
        if not same[place - 1]:
            head = place - 1
        if s[place] < e[head] or (s[place] == s[head] and e[place] == e[head]):
            keep[place] = False
            repeats[order[place]] = order[head]
            if r[place] != r[head]:
                conflicts.append((int(order[place]), int(order[head])))
                r[head] = _stronger(int(r[place]), int(r[head]))
            e[head] = max(e[head], e[place])
        else:
            head = place
    e = np.where(e == 2**62, NONE, e)
    return Spells(a[keep], p[keep], r[keep], s[keep], e[keep], order[keep], repeats, conflicts)


def _stronger(first: int, second: int) -> int:
    host, member = _ROLES.index("host"), _ROLES.index("member")
    return host if host in (first, second) else member
