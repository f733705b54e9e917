"""Fragmentation at equal numbers: networks of some of the arrangements of one pool."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import _core
from .._common.numbers import median
from .._common.objects import core_of
from .._common.random import stream
from ._dealing import Hand, strata_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from .._common.progress import Report
    from ..network._network import Network

#: Positions of the regions of each scheme.
Schemes = Collection[Sequence[int]]
#: What is compared at equal numbers, in the order of the tables.
FIGURES = ("clusters", "singletons", "isolates", "components", "quality", "cross_share")
#: Sizes of a curve.
CURVE_POINTS = 8
#: Streams of the seed: each use has its own.
_RAREFIED, _CURVE, _RELABELLED, _SCHEMES = 2**40, 2**41, 2**42, 2**43


class Clusterer(NamedTuple):
    """How every network is clustered."""

    quality: str
    resolution: float | None
    runs: int
    threads: int

    def figures(self, core: Any, seed: int) -> list[float]:
        """The figures of one run."""
        import numpy as np

        found = _core.measure(
            core, seed, quality=self.quality, resolution=self.resolution, runs=1,
            groups=np.empty(0, dtype=np.int32), node=-1, themes=[],
        )  # fmt: skip
        return [float(found[_core.figure_index(name)]) for name in FIGURES]

    def clusters(self, core: Any, seed: int) -> float:
        """The median number of clusters over the runs."""
        found = _core.ensemble(
            core, quality=self.quality, resolution=self.resolution, iterations=None,
            representation="auto", seed=seed, runs=self.runs, threads=self.threads,
        )  # fmt: skip
        return float(median(found.counts))


class Steps:
    """Tells how far the work is."""

    def __init__(self, report: Report | None, total: int) -> None:
        self._report, self._total, self._done = report, total, 0
        self._tell()

    def take(self) -> None:
        self._done += 1
        self._tell()

    def _tell(self) -> None:
        if self._report is not None:
            self._report(self._done, self._total)


class Pool:
    """Arrangements that networks of some of them are made from."""

    def __init__(
        self,
        like: Network,
        members: list[np.ndarray[Any, Any]],
        nodes: int,
        intensity: np.ndarray[Any, Any],
        hosts: np.ndarray[Any, Any],
        obligation: list[str],
    ) -> None:
        import numpy as np

        core = core_of(like)
        self._how = core.weighting, core.min_shared
        self._members, self._intensity, self._hosts = members, intensity, hosts
        self.nodes = nodes
        self.sizes = np.array([len(one) for one in members], dtype=np.int64)
        #: Arrangements of one obligation and class of size, which are dealt among each other.
        self.strata = strata_of(self.sizes, obligation)

    @classmethod
    def of(cls, network: Network) -> Pool:
        """All arrangements of a network."""
        core = core_of(network)
        obligation = network.arrangements["obligation"].astype(str).tolist()
        return cls(
            network, members_of(network), network.node_count, core.intensities(), core.hosts(),
            obligation,
        )  # fmt: skip

    def __len__(self) -> int:
        return len(self.sizes)

    def network(
        self, chosen: np.ndarray[Any, Any], factors: np.ndarray[Any, Any] | None = None
    ) -> Any:
        """The core's network of some arrangements, intensities times ``factors`` (of all); all
        nodes, isolates too."""
        import numpy as np

        intensity = self._intensity if factors is None else self._intensity * factors

        rows = np.repeat(np.arange(len(chosen), dtype=np.int32), self.sizes[chosen])
        some = [self._members[k] for k in chosen]
        places = np.concatenate(some) if some else np.empty(0, dtype=np.int32)
        return _core.Network.from_memberships(
            places.astype(np.int32), rows, self.nodes, len(chosen), *self._how,
            intensity[chosen], self._hosts[chosen],
        )  # fmt: skip


def members_of(network: Network) -> list[np.ndarray[Any, Any]]:
    """The positions of the members of every arrangement."""
    import numpy as np

    member, arrangement = core_of(network).memberships()
    order = np.argsort(arrangement, kind="stable")
    counts = np.bincount(arrangement, minlength=network.arrangement_count)
    return np.split(member[order], np.cumsum(counts)[:-1]) if len(counts) else []


def rarefied(
    pool: Pool, own: np.ndarray[Any, Any], arrangements: int, memberships: int | None, draws: int,
    how: Clusterer, seed: int,
) -> np.ndarray[Any, Any]:  # fmt: skip
    """Figures (draws × figures) of networks of so many of ``own`` drawn without replacement; with
    ``memberships`` as many as it takes to reach that number."""
    import numpy as np

    found = np.empty((draws, len(FIGURES)))
    for d in range(draws):
        one = stream(seed, d)
        order = np.random.default_rng(one).permutation(own)
        count = arrangements
        if memberships is not None:
            reached = np.cumsum(pool.sizes[order])
            count = int(np.searchsorted(reached, memberships)) + 1
        found[d] = how.figures(pool.network(np.sort(order[:count])), one)
    return found


class Side(NamedTuple):
    """One of those that are compared."""

    name: str
    pool: Pool
    own: np.ndarray[Any, Any]  #: Its arrangements, as numbers of the pool.


def at_equal_numbers(
    sides: list[Side], draws: int, how: Clusterer, seed: int, steps: Steps
) -> Iterator[tuple[str, pd.DataFrame, pd.DataFrame]]:
    """Per side its name, its figures at the least number of arrangements and of memberships of
    any, and its curve; sides without arrangements are passed over."""
    import numpy as np
    import pandas as pd

    full = [side for side in sides if len(side.own)]
    if not full:
        return
    least = min(len(side.own) for side in full)
    fewest = min(int(side.pool.sizes[side.own].sum()) for side in full)
    for number, (name, pool, own) in enumerate(full):
        base = stream(seed, _RAREFIED + number)
        observed = how.figures(pool.network(own), base)
        rows = []
        for at, (equal, count) in enumerate((("arrangements", least), ("memberships", fewest))):
            limit = None if equal == "arrangements" else count
            found = rarefied(pool, own, least, limit, draws, how, stream(base, at))
            rows += _told({"side": name, "equal": equal, "at": count}, found, observed)
        sizes = np.unique(np.linspace(least, len(own), CURVE_POINTS).round().astype(int))
        curve = []
        for size in sizes:
            some = rarefied(
                pool, own, int(size), None, max(20, draws // 4), how,
                stream(stream(seed, _CURVE + number), int(size)),
            )  # fmt: skip
            curve += _told({"side": name, "arrangements": int(size)}, some, None)
        steps.take()
        yield name, pd.DataFrame(rows), pd.DataFrame(curve)


def _told(
    key: dict[str, Any], found: np.ndarray[Any, Any], observed: list[float] | None
) -> list[dict[str, Any]]:
    """Mean and middle 95% of every figure."""
    import numpy as np

    rows = []
    for column, name in enumerate(FIGURES):
        values = found[:, column][np.isfinite(found[:, column])]
        low, high = np.quantile(values, [0.025, 0.975]) if len(values) else (np.nan, np.nan)
        row = {**key, "figure": name}
        if observed is not None:
            row["observed"] = observed[column]
        mean = float(values.mean()) if len(values) else np.nan
        rows.append({**row, "mean": mean, "low": float(low), "high": float(high)})
    return rows


class Dealt(NamedTuple):
    """A difference, and its values where the sets of sides are dealt anew."""

    observed: float
    alone: np.ndarray[Any, Any]  #: Arrangement by arrangement, within strata.
    whole: np.ndarray[Any, Any]  #: Schemes as wholes; empty where that changes nothing.


def deals_of(pool: Pool, carries: np.ndarray[Any, Any], schemes: Schemes) -> tuple[Hand, Hand]:
    """What is dealt one by one, and with whole schemes."""
    return Hand.of(carries, pool.strata), Hand.of(carries, pool.strata, schemes)


def dealt(
    pool: Pool, hands: tuple[Hand, Hand], draws: int, how: Clusterer, seed: int, steps: Steps
) -> Dealt:
    """The difference of the median numbers of clusters of two sides, and its values where the sets
    of sides are dealt anew."""
    import numpy as np

    def difference(who: np.ndarray[Any, Any], one: int) -> float:
        counts = [how.clusters(pool.network(np.flatnonzero(who[:, k])), one) for k in (0, 1)]
        return counts[0] - counts[1]

    def differences(hand: Hand, first: int, number: int) -> np.ndarray[Any, Any]:
        found = np.empty(number)
        for d in range(number):
            one = stream(seed, first + d)
            found[d] = difference(hand.deal(np.random.default_rng(one)), one)
            steps.take()
        return found

    alone, whole = hands
    return Dealt(
        difference(alone.carries, stream(seed, _RELABELLED)),
        differences(alone, _RELABELLED + 1, draws),
        differences(whole, _SCHEMES, draws if whole.has_schemes else 0),
    )
