"""Candidates for "the same arrangement" in two sources."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from .._common.arguments import checked_count
from .._common.errors import DataError
from .._common.objects import require
from .._common.result import Result
from .._common.text import fold

if TYPE_CHECKING:
    import pandas as pd

    from ..registry._register import Register

__all__ = ["Proposals", "accepted_pairs", "propose"]


class Proposal(NamedTuple):
    """One candidate: a version of each source."""

    first: str
    second: str
    first_name: str
    second_name: str
    score: float
    members: float
    name: float
    shared: int
    only_first: int
    only_second: int
    best: bool


class Proposals(Result):
    """Candidates for "the same arrangement" in two sources. Immutable; can be pickled.

    Nothing is done by them: :func:`reconcile` applies those that are accepted.

    Attributes
    ----------
    table : DataFrame
        Best first: ``first, second`` (ids), ``first_name, second_name``, ``score``, ``members``
        (shared participants over all of both, 0 to 1), ``name`` (likeness of the names, 0 to 1),
        ``shared, only_first, only_second`` (numbers of participants), ``best`` (neither has a
        better candidate) and ``accepted``, which is empty: for people to write ``yes`` into.
    """

    __slots__ = ("_rows",)

    _rows: tuple[Proposal, ...]

    def __init__(self, rows: Iterable[Proposal]) -> None:
        self._set(_rows=tuple(rows))

    @property
    def table(self) -> pd.DataFrame:
        """One row per candidate, best first."""
        import pandas as pd

        return pd.DataFrame(self._rows, columns=list(Proposal._fields)).assign(accepted="")

    def accept(self, at_least: float) -> dict[str, str]:
        """Those that are each other's best candidate and score at least so much: id in the second
        source → id in the first, as :func:`reconcile` takes it."""
        least = _score(at_least)
        return {one.second: one.first for one in self._rows if one.best and one.score >= least}

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        best = sum(one.best for one in self._rows)
        return f"<Proposals: {len(self)} candidates, {best} of them best on both sides>"


def propose(
    first: Register, second: Register, *, at_least: float = 0.5, most: int = 3
) -> Proposals:
    """Candidates for arrangements that two sources call by different ids.

    The score is the geometric mean of two likenesses, from 0 to 1: of the member sets (Jaccard) and
    of the names (weighted Jaccard of their groups of three letters, each weighted by the logarithm
    of how rare it is in both sources, so that what all names share counts little). Only versions
    that can be in force at the same time and share a participant are candidates; participants are
    the same where their ids are.

    Parameters
    ----------
    first, second : the register that is kept, and the other source.
    at_least : smallest score of a candidate, 0 to 1.
    most : candidates per version of the second source; the best are kept.

    Returns
    -------
    Proposals

    Cost O(Σ over participants of arrangements in the first × in the second).

    Examples
    --------
    >>> import munigraph as mg
    >>> register = mg.synthetic(20, 20, clusters=2, seed=1)
    >>> found = mg.store.propose(register, register, at_least=0.9)
    >>> bool((found.table["first"] == found.table["second"]).all())
    True
    """
    require(first, "Register")
    require(second, "Register")
    least = _score(at_least)
    most = checked_count(most, "most", 1)
    one, other = _Side(first), _Side(second)
    weights = _weights([*one.names.values(), *other.names.values()])
    letters = {name: _groups(name) for side in (one, other) for name in side.names.values()}
    found: list[Proposal] = []
    for id_, members in other.members.items():
        shared = Counter(a for who in members for a in one.arrangements_of.get(who, ()))
        made = []
        for mine, common in shared.items():
            if not _meet(one.times[mine], other.times[id_]):
                continue
            every = len(one.members[mine]) + len(members) - common
            likeness = common / every
            # The names can only lower it: most pairs need no look at them.
            if math.sqrt(likeness) < least:
                continue
            called = _alike(letters[one.names[mine]], letters[other.names[id_]], weights)
            score = math.sqrt(likeness * called)
            if score >= least:
                sizes = (common, len(one.members[mine]) - common, len(members) - common)
                made.append(
                    Proposal(mine, id_, one.names[mine], other.names[id_], score, likeness, called,
                             *sizes, False)
                )  # fmt: skip
        found += sorted(made, key=_order)[:most]
    return Proposals(_with_best(sorted(found, key=_order)))


def _score(at_least: float) -> float:
    number = isinstance(at_least, (int, float)) and not isinstance(at_least, bool)
    if not number or not 0 <= at_least <= 1:
        raise ValueError(f"at_least is {at_least!r}, expected a score from 0 to 1")
    return float(at_least)


class _Side:
    """A source: per version its members, name and time; per participant its versions."""

    def __init__(self, register: Register) -> None:
        text = register._core.to_text()
        rows, members = text["arrangements"], text["memberships"]
        self.members: dict[str, set[str]] = defaultdict(set)
        self.arrangements_of: dict[str, list[str]] = defaultdict(list)
        for id_, who in zip(members["arrangement"], members["participant"], strict=True):
            if who not in self.members[id_]:
                self.members[id_].add(who)
                self.arrangements_of[who].append(id_)
        self.names = dict(zip(rows["id"], rows["name"], strict=True))
        ends = zip(rows["valid_from"], rows["valid_to"], strict=True)
        self.times = dict(zip(rows["id"], ends, strict=True))


def _meet(a: tuple[str, str], b: tuple[str, str]) -> bool:
    """Whether two half-open times have a day in common; what is empty is open."""
    start, end = max(a[0], b[0]), min(a[1] or "9999-12-31", b[1] or "9999-12-31")
    return start < end


def _groups(name: str) -> frozenset[str]:
    text = f" {fold(name)} "
    return frozenset(text[k : k + 3] for k in range(max(1, len(text) - 2)))


def _weights(names: list[str]) -> dict[str, float]:
    counts = Counter(group for name in names for group in _groups(name))
    return {group: math.log((1 + len(names)) / count) for group, count in counts.items()}


def _alike(a: frozenset[str], b: frozenset[str], weights: Mapping[str, float]) -> float:
    every = math.fsum(weights[group] for group in a | b)
    return math.fsum(weights[group] for group in a & b) / every if every > 0 else 1.0


def _order(one: Proposal) -> tuple[float, str, str]:
    return -one.score, one.first, one.second


def _with_best(ordered: list[Proposal]) -> list[Proposal]:
    firsts: dict[str, Proposal] = {}
    seconds: dict[str, Proposal] = {}
    for one in ordered:
        firsts.setdefault(one.first, one)
        seconds.setdefault(one.second, one)
    return [one._replace(best=firsts[one.first] is seconds[one.second]) for one in ordered]


def accepted_pairs(given: Any) -> dict[str, str]:
    """Second id → first id, from a mapping or from a table of proposals with ``accepted``.

    Raises
    ------
    DataError
        An id is accepted twice, or the column says something else than yes or no.
    """
    if isinstance(given, Mapping):
        pairs = [(str(first), str(second)) for second, first in given.items()]
    else:
        from .._common.columns import text_columns

        table = text_columns(given, "proposals")
        for name in ("first", "second", "accepted"):
            if name not in table:
                raise DataError(
                    "a column is missing", source="proposals", column=name,
                    expected="first, second and accepted",
                )  # fmt: skip
        pairs = []
        columns = (table["first"], table["second"], table["accepted"])
        for row, (first, second, said) in enumerate(zip(*columns, strict=True), 1):
            word = said.strip().lower()
            if word not in ("", "yes", "no"):
                raise DataError(
                    "an unknown word", source="proposals", row=str(row), column="accepted",
                    value=said, expected="yes, no, or nothing",
                )  # fmt: skip
            if word == "yes":
                pairs.append((first, second))
    for side, column in enumerate(("first", "second")):
        for id_, count in Counter(pair[side] for pair in pairs).items():
            if count > 1:
                raise DataError(
                    "an arrangement is accepted twice", source="proposals", column=column,
                    value=id_, expected="one partner for each",
                )  # fmt: skip
    return {second: first for first, second in pairs}
