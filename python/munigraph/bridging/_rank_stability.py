"""How far the ranking of bridges depends on single arrangements and on the clustering."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import checked_seed, checked_threads
from .._common.choices import check_choices
from .._common.labels import labellings_of, labels_of, nodes_of
from .._common.objects import core_of
from .._common.progress import Progress, ProgressLike
from .._common.result import Result
from ._ranking import compute, rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    import pandas as pd

    from .._common.literals import By, Resample
    from .._common.types import HasLabels, LabelsLike, MatrixLike, ValuesLike
    from ..network._network import Network

#: Measures that change with the weights of ties; the others only change with the ties themselves.
WEIGHTED = (
    "strength",
    "outside_share",
    "participation",
    "participation_normalised",
    "within_z",
    "constraint",
    "effective_size",
    "betweenness",
)


@dataclass(frozen=True)
class RankStability(Result):
    """Ranks of every municipality over redrawn data or over clusterings.

    Attributes
    ----------
    table : DataFrame indexed by id in the order of the nodes: ``name, rank`` (observed; missing
        where there is none), ``rank_low, rank_median, rank_high`` (95% range of the draws).
    ranks : (draws, n), 1 is the strongest bridge.
    by : the measure.
    """

    table: pd.DataFrame
    ranks: np.ndarray[tuple[int, int], np.dtype[np.int64]]
    by: str

    def top(self, k: int = 10) -> pd.DataFrame:
        """Who is among the first ``k``: ``name, rank, share`` (of the draws in which it is), for
        all that ever are, the steadiest first.

        Examples
        --------
        >>> import munigraph as mg
        >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
        >>> mg.rank_stability(network, [0, 0, 0, 1, 1, 1], draws=20).top(2).index.tolist()
        ['c', 'd']
        """
        share = (self.ranks <= k).mean(axis=0) if len(self.ranks) else self.ranks.sum(axis=0)
        table = self.table[["name", "rank"]].assign(share=share)
        table = table[(share > 0) | (table["rank"] <= k).to_numpy()]
        return table.sort_values(["share", "rank"], ascending=[False, True], kind="stable")

    def overlap(self, k: int = 10) -> float:
        """Share of the observed first ``k`` that are among the first ``k`` of a draw, on average;
        without an observed ranking, of one draw's in another's.

        Examples
        --------
        >>> import munigraph as mg
        >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
        >>> mg.rank_stability(network, [0, 0, 0, 1, 1, 1], draws=20).overlap(2)
        1.0
        """
        import numpy as np

        first = (self.ranks <= k).astype(np.float64)
        size = min(k, first.shape[1])
        if len(first) == 0 or size == 0:
            return float("nan")
        observed = self.table["rank"].to_numpy(dtype=float)
        if not np.isnan(observed).all():
            return float(first[:, observed <= k].sum(axis=1).mean() / size)
        if len(first) < 2:
            return float("nan")
        both = (first.sum(axis=0) ** 2 - first.sum(axis=0)).sum()
        return float(both / (len(first) * (len(first) - 1) * size))

    def _shown(self) -> pd.DataFrame:
        """The first by rank, with the range of their ranks."""
        return self.table.sort_values("rank", kind="stable", na_position="last")

    def __repr__(self) -> str:
        return (
            f"<RankStability by {self.by}: {len(self.ranks)} draws, "
            f"top 10 overlap {self.overlap(10):.0%}>"
        )


def rank_stability(
    network: Network,
    clustering: LabelsLike,
    *,
    by: By = "participation",
    groups: ValuesLike | None = None,
    draws: int = 200,
    resample: Resample = "weights",
    drop: float = 0.1,
    seed: int = 0,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> RankStability:
    """Ranges of the ranks of bridges over redrawn arrangements, the clusters held.

    The draws are those of :func:`munigraph.stability` with the same seed. ``resample="weights"`` is
    the Bayesian bootstrap: each arrangement's intensity times a draw from Exp(1), these scaled so
    that their sum is the number of arrangements. ``"arrangements"`` and ``"memberships"`` leave a
    share ``drop`` out, exact but for rounding; ``"with_replacement"`` draws as many arrangements
    again. A register is no sample, so this is a range of stability: how much of the ranking hangs
    on single arrangements.

    Counts of ties (brokerage, cut nodes, clusters and arrangements) stay as they are under
    ``"weights"``; then only the tie-break by strength moves. They can't be ranked otherwise.

    Raises ValueError for a network without memberships, for a ``drop`` outside (0, 1) where it is
    used, and under ``"weights"`` for weightings that ignore intensities. Cost: draws × (projection
    + measure), on all threads.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
    >>> mg.rank_stability(network, [0, 0, 0, 1, 1, 1], draws=20).table.head(2).index.tolist()
    ['a', 'b']
    """
    import numpy as np

    check_choices("rank_stability", by=by, draws=draws, resample=resample, drop=drop)
    if resample != "weights" and by not in WEIGHTED:
        raise ValueError(f"{by!r} can't be resampled by {resample}; choose one of {WEIGHTED}")
    codes = labels_of(network, clustering).codes
    ids = _ids(network)
    observed = compute(network, clustering, [by], groups=groups, threads=threads)
    measure = by if by in WEIGHTED else "strength"
    with Progress("draws", progress) as bar:
        values, strength = _core.bootstrap_values(
            core_of(network), codes, measure, resample, drop, operator.index(draws),
            checked_seed(seed), checked_threads(threads), bar.callback,
        )  # fmt: skip
    if by not in WEIGHTED:
        values = np.broadcast_to(np.asarray(observed[by], dtype=np.float64), values.shape)
    ranks = _ranks(zip(values, strength, strict=True), ids, by)
    return _summary(network, ranks, by, rank(observed[by], observed["strength"], ids, by))


def rank_over_clusterings(
    network: Network,
    clusterings: HasLabels | MatrixLike | Sequence[LabelsLike],
    *,
    by: By = "participation",
    threads: int | None = None,
) -> RankStability:
    """Ranges of the ranks of bridges over clusterings: bridges between clusters that are themselves
    unsure. ``clusterings``: an ensemble, an array (R, n) of labels, or a list of clusterings.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
    >>> runs = mg.ensemble(network, runs=5)
    >>> mg.bridging.rank_over_clusterings(network, runs).table.head(2).index.tolist()
    ['a', 'b']
    """
    check_choices("rank_stability", by=by)
    ids = _ids(network)
    labellings = labellings_of(network, clusterings, "clusterings")
    found = (compute(network, labels, [by], threads=threads) for labels in labellings)
    ranks = _ranks(((values[by], values["strength"]) for values in found), ids, by)
    return _summary(network, ranks, by, None)


def _ids(network: Network) -> pd.Index:
    import pandas as pd

    return pd.Index(nodes_of(network)["id"].to_numpy(), name="id")


def _ranks(found: Iterable[tuple[Any, Any]], ids: pd.Index, by: str) -> np.ndarray[Any, Any]:
    import numpy as np

    rows = [rank(values, strength, ids, by) for values, strength in found]
    return np.array(rows, dtype=np.int64).reshape(len(rows), len(ids))


def _summary(
    network: Network, ranks: np.ndarray[Any, Any], by: str, observed: np.ndarray[Any, Any] | None
) -> RankStability:
    import numpy as np
    import pandas as pd

    n = network.node_count
    none = np.full(n, np.nan)
    low, median, high = none, none, none
    if len(ranks):
        low = np.quantile(ranks, 0.025, axis=0, method="lower").astype(float)
        median = np.median(ranks, axis=0)
        high = np.quantile(ranks, 0.975, axis=0, method="higher").astype(float)
    table = pd.DataFrame(
        {
            "name": nodes_of(network)["name"].to_numpy(),
            "rank": none if observed is None else observed.astype(float),
            "rank_low": low,
            "rank_median": median,
            "rank_high": high,
        },
        index=_ids(network),
    )
    return RankStability(table=table, ranks=ranks, by=by)
