"""Which of two is more fragmented, at equal size: domains, dates, registers."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from .._common.arguments import checked_resolution, checked_seed, checked_threads
from .._common.choices import check_choices
from .._common.objects import core_of, require
from .._common.progress import Progress, ProgressLike, Report
from .._common.result import Result
from ..null_models._schemes import find_schemes
from ._dealing import Hand
from ._equal_size import (
    Clusterer,
    Dealt,
    Pool,
    Side,
    Steps,
    at_equal_numbers,
    deals_of,
    dealt,
    members_of,
)
from ._significance import Significance

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy as np
    import pandas as pd
    from typing_extensions import Unpack

    from .._common.literals import Alternative, NetworkChoices, Quality
    from .._common.types import FloatVector
    from ..network._network import Network
    from ..registry._snapshot import Snapshot


@dataclass(frozen=True)
class Fragmentation(Result):
    """Two networks at equal numbers of arrangements, and whether one falls into more clusters than
    who is in which arrangement explains."""

    names: tuple[str, str]
    table: pd.DataFrame
    """``side, equal`` (``arrangements`` or ``memberships``), ``at`` (that number), ``figure,
    observed`` (of all arrangements, one run), ``mean, low, high`` (95% of the draws)."""
    curves: pd.DataFrame
    """``side, arrangements`` (drawn without replacement), ``figure, mean, low, high``."""
    difference: float
    """Clusters of the first less those of the second, medians over runs."""
    relabelled: FloatVector
    """The same where the sides are dealt anew; empty where that cannot be."""
    relabelled_schemes: FloatVector
    """The same where schemes of regions that tile the country are dealt as wholes, and all other
    arrangements as before; empty where the sides do not differ in their schemes."""
    note: str = ""
    """Why there is no test, if there is none."""

    @property
    def _test(self) -> Significance:
        return Significance("", "", self.difference, self.relabelled, "greater")

    @property
    def p_schemes(self) -> float:
        """As ``p``, with schemes dealt as wholes; NaN where that cannot be. A few schemes can be
        dealt in few ways, so it cannot be small: 1/7 at best where one of seven is the first's."""
        return self._of_schemes("greater").p

    @property
    def two_sided_schemes(self) -> float:
        """As ``two_sided``, with schemes dealt as wholes."""
        return self._of_schemes("two-sided").p

    def _of_schemes(self, side: Alternative) -> Significance:
        return Significance("", "", self.difference, self.relabelled_schemes, side)

    @property
    def expected(self) -> float:
        """Mean difference of the relabellings: what numbers and sizes alone make of it."""
        return self._test.mean

    @property
    def sd(self) -> float:
        """Standard deviation of the relabellings."""
        return self._test.sd

    @property
    def p(self) -> float:
        """(b + 1) / (relabellings + 1), b those with at least as large a difference: the first is
        more fragmented. NaN without a test."""
        return self._test.p

    @property
    def two_sided(self) -> float:
        """The same, of differences at least as far from the mean of the relabellings."""
        return Significance("", "", self.difference, self.relabelled, "two-sided").p

    def row(self) -> dict[str, Any]:
        """The test in one row."""
        return {
            "a": self.names[0], "b": self.names[1], "difference": self.difference,
            "expected": self.expected, "sd": self.sd, "p": self.p, "two_sided": self.two_sided,
            "p_schemes": self.p_schemes, "two_sided_schemes": self.two_sided_schemes,
            "relabellings": len(self.relabelled), "note": self.note,
        }  # fmt: skip

    def __repr__(self) -> str:
        a, b = self.names
        said = self.note or f"{self.expected:+.1f} ± {self.sd:.1f} expected, p {self.p:.2g}"
        if len(self.relabelled_schemes):
            said += f", with whole schemes dealt {self.p_schemes:.2g}"
        return f"<Fragmentation: {a} has {self.difference:+g} clusters beside {b}; {said}>"


def compare_fragmentation(
    a: Snapshot,
    b: Snapshot,
    *,
    names: tuple[str, str] | None = None,
    draws: int = 200,
    relabellings: int = 999,
    runs: int = 5,
    quality: Quality = "modularity",
    resolution: float | None = None,
    seed: int = 0,
    threads: int | None = None,
    progress: ProgressLike = None,
    **construction: Unpack[NetworkChoices],
) -> Fragmentation:
    """Whether cooperation of one snapshot falls into more clusters than that of another, at equal
    numbers of arrangements.

    Parameters
    ----------
    a, b : snapshots of two dates, or of two registers.
    names : what they are called; their dates by default.
    draws : of arrangements without replacement, at the smaller number of arrangements and (apart)
        of memberships; a quarter of them at every size of the curves.
    relabellings : times that arrangements are dealt anew between the two, within strata of
        obligation and size (2–3, 4–7, 8–15, 16 and more). One that is in both with the same members
        keeps being in two at a time. Where the snapshots have schemes of regions that tile the
        country (as :class:`Tiling` finds them), as often again with whole schemes dealt.
    runs : of Leiden, whose median counts in the test; draws are clustered once.
    construction : further arguments of ``snapshot.network``; no ``backbone``.

    Figures of a snapshot count its own municipalities. The test deals among the municipalities of
    both; without any in common there is none (``note``).
    Cost: (4 draws + 2 · runs · relabellings) clusterings, with schemes (4 draws + 4 · runs ·
    relabellings).

    Raises ``ValueError`` for a backbone or ``split_domains``, which hang on the whole network.

    Examples
    --------
    >>> import munigraph as mg
    >>> snapshot = mg.datasets.load("nl-2020").at("2020-07-01")
    >>> found = mg.compare_fragmentation(snapshot, snapshot, draws=2, relabellings=9, runs=1)
    >>> 0 < found.p <= 1
    True
    """
    require(a, "Snapshot")
    require(b, "Snapshot")
    check_choices("compare_fragmentation", draws=draws, relabellings=relabellings, runs=runs)
    how = clusterer(quality, resolution, runs, threads)
    draws, relabellings = operator.index(draws), operator.index(relabellings)
    refuse_whole(construction)
    titles = names or ((a.date, b.date) if a.date != b.date else ("a", "b"))
    first, second = (one._one_of_many(**construction) for one in (a, b))
    seed = checked_seed(seed)
    pool, carries, schemes, shared = joined(first, second)
    deals = relabellings if shared else 0
    hands = deals_of(pool, carries, schemes)
    with Progress("draws", progress) as bar:
        steps = Steps(bar.callback, 2 + deals * rounds(hands))
        sides = [
            Side(name, own := Pool.of(network), _all(own))
            for name, network in zip(titles, (first, second), strict=True)
        ]
        parts = list(at_equal_numbers(sides, draws, how, seed, steps))
        found = dealt(pool, hands, deals, how, seed, steps)
    note = "" if shared else "no municipality in common: there is nothing to deal"
    return made((titles[0], titles[1]), parts, found, note)


def rounds(hands: tuple[Hand, Hand]) -> int:
    """Clusterings of both sides that a relabelling takes."""
    return 1 + hands[1].has_schemes


def made(names: tuple[str, str], parts: list[Any], found: Dealt, note: str = "") -> Fragmentation:
    """The result of the parts of two sides."""
    import pandas as pd

    tables = [table for _, table, _ in parts]
    curves = [curve for *_, curve in parts]
    return Fragmentation(
        names,
        pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(),
        pd.concat(curves, ignore_index=True) if curves else pd.DataFrame(),
        found.observed,
        found.alone,
        found.whole,
        note,
    )


def clusterer(quality: str, resolution: float | None, runs: int, threads: int | None) -> Clusterer:
    """Leiden as the clusterings of sets take it."""
    check_choices("ensemble", runs=runs, quality=quality, resolution=resolution)
    return Clusterer(
        quality, checked_resolution(resolution), operator.index(runs), checked_threads(threads)
    )


def refuse_whole(construction: Mapping[str, object]) -> None:
    """What depends on the whole network has no meaning for a part of its arrangements."""
    for name in ("backbone", "split_domains"):
        if construction.get(name):
            raise ValueError(f"{name} hangs on the whole network: leave it out at equal numbers")


def domains_at_equal_size(
    snapshot: Snapshot,
    networks: dict[str, Network],
    how: Clusterer,
    draws: int,
    relabellings: int,
    seed: int,
    construction: Mapping[str, Any],
    report: Report | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame, list[Fragmentation]]:
    """Figures of domains at equal numbers, their curves, and the test of every pair."""
    import numpy as np
    import pandas as pd

    some = {name: network for name, network in networks.items() if network.arrangement_count}
    if not some:
        return pd.DataFrame(), pd.DataFrame(), []
    whole = snapshot._one_of_many(**{**construction, "domain": list(some)})
    pool = Pool.of(whole)
    ids = whole.arrangements["id"]
    has = {name: ids.isin(one.arrangements["id"]).to_numpy() for name, one in some.items()}
    sides = [Side(name, pool, np.flatnonzero(own)) for name, own in has.items()]
    schemes = find_schemes(whole).values()
    couples = [
        (a, b, deals_of(pool, np.column_stack([has[a], has[b]]), schemes))
        for a, b in combinations(has, 2)
    ]
    deals = sum(rounds(hands) for *_, hands in couples)
    steps = Steps(report, len(sides) + deals * relabellings)
    parts = {part[0]: part for part in at_equal_numbers(sides, draws, how, seed, steps)}
    tests = []
    for a, b, hands in couples:
        found = dealt(pool, hands, relabellings, how, seed, steps)
        tests.append(made((a, b), [parts[a], parts[b]], found))
    tables = pd.concat([table for _, table, _ in parts.values()], ignore_index=True)
    curves = pd.concat([curve for *_, curve in parts.values()], ignore_index=True)
    return tables, curves, tests


def _all(pool: Pool) -> np.ndarray[Any, Any]:
    import numpy as np

    return np.arange(len(pool))


def joined(
    first: Network, second: Network
) -> tuple[Pool, np.ndarray[Any, Any], list[list[int]], bool]:
    """The arrangements of two networks in one pool, which side has which, the schemes of both, and
    whether the two have municipalities in common."""
    import numpy as np

    place: dict[str, int] = {}
    known: dict[tuple[Any, ...], int] = {}
    members: list[np.ndarray[Any, Any]] = []
    carried: list[list[bool]] = []
    intensity, hosts, obligation = [], [], []
    schemes: dict[str, dict[int, None]] = {}
    for side, network in enumerate((first, second)):
        ids = network._table["id"].tolist()
        at = np.array([place.setdefault(one, len(place)) for one in ids], dtype=np.int32)
        rows = network.arrangements
        core = core_of(network)
        rows_of = []
        for k, own in enumerate(members_of(network)):
            host = int(core.hosts()[k])
            weight = float(core.intensities()[k])
            who = np.sort(at[own])
            key = (rows["id"].iloc[k], host < 0 or int(at[host]), weight, who.tobytes())
            if key in known:
                carried[known[key]][side] = True
                rows_of.append(known[key])
                continue
            rows_of.append(len(members))
            known[key] = len(members)
            members.append(who)
            intensity.append(weight)
            hosts.append(int(at[host]) if host >= 0 else host)
            obligation.append(str(rows["obligation"].iloc[k]))
            carried.append([side == 0, side == 1])
        for name, regions in find_schemes(network).items():
            schemes.setdefault(name, {}).update((rows_of[k], None) for k in regions)
    pool = Pool(
        first, members, len(place), np.array(intensity), np.array(hosts, dtype=np.int32), obligation
    )
    shared = len(place) < first.node_count + second.node_count
    apart = _each_once(schemes.values())
    return pool, np.array(carried, dtype=bool).reshape(-1, 2), apart, shared


def _each_once(schemes: Iterable[Iterable[int]]) -> list[list[int]]:
    """An arrangement that two snapshots count to different schemes is in the first of them."""
    seen: set[int] = set()
    out = []
    for scheme in schemes:
        out.append([row for row in scheme if row not in seen])
        seen.update(out[-1])
    return out
