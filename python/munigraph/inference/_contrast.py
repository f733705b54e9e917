"""Does one domain fall into more clusters than another, once both are told apart by chance?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .._common.arguments import checked_seed
from .._common.progress import Progress, ProgressLike
from .._common.random import stream
from ._domains import network_or_empty
from ._equal_size import deals_of
from ._fragmentation import clusterer, joined
from ._significance import Significance

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from .._common.literals import Alternative
    from ..registry._snapshot import Snapshot


@dataclass(frozen=True)
class Contrast:
    """Clusters of two domains of one register, and what chance would make of their difference.

    Figures are medians over ``runs`` runs of Leiden. ``dealt``: differences when the sets of
    domains are dealt anew among the arrangements that carry either, within strata of obligation
    and size (2–3, 4–7, 8–15, 16 and more members); ``p`` is of a difference at least as large,
    ``p_two_sided`` of one at least as far from the mean of the draws, which is not 0 where one
    domain has more arrangements. ``dealt_schemes``, ``p_schemes``, ``p_schemes_two_sided``: the
    same with schemes of regions that tile the country dealt as wholes; empty and NaN where the
    domains have none, or all are of one. ``resampled``: differences over the Bayesian bootstrap of
    arrangements. ``rarefied``: both domains at the number of arrangements of the smaller, mean and
    middle 95%; ``redraws`` draws of either.
    """

    a: str
    b: str
    clusters_a: float
    clusters_b: float
    arrangements_a: int
    arrangements_b: int
    draws: int
    runs: int
    dealt: np.ndarray[Any, Any] = field(repr=False, compare=False)
    dealt_schemes: np.ndarray[Any, Any] = field(repr=False, compare=False)
    resampled: np.ndarray[Any, Any] = field(repr=False, compare=False)
    rarefied: pd.DataFrame = field(repr=False, compare=False)

    @property
    def difference(self) -> float:
        """Clusters of the first domain less those of the second."""
        return self.clusters_a - self.clusters_b

    def _p(self, values: np.ndarray[Any, Any], side: Alternative) -> float:
        return Significance("", "", self.difference, values, side).p

    @property
    def p(self) -> float:
        return self._p(self.dealt, "greater")

    @property
    def p_two_sided(self) -> float:
        return self._p(self.dealt, "two-sided")

    @property
    def p_schemes(self) -> float:
        return self._p(self.dealt_schemes, "greater")

    @property
    def p_schemes_two_sided(self) -> float:
        return self._p(self.dealt_schemes, "two-sided")

    def row(self) -> dict[str, Any]:
        """All single figures."""
        names = ("a", "b", "clusters_a", "clusters_b", "difference", "arrangements_a",
                 "arrangements_b", "p", "p_two_sided", "p_schemes", "p_schemes_two_sided",
                 "draws", "runs")  # fmt: skip
        return {name: getattr(self, name) for name in names}

    @property
    def table(self) -> pd.DataFrame:
        """One row."""
        import pandas as pd

        return pd.DataFrame([self.row()])


def contrast(
    snapshot: Snapshot,
    a: str,
    b: str,
    *,
    runs: int = 20,
    draws: int = 99,
    redraws: int | None = None,
    quality: str = "modularity",
    resolution: float | None = None,
    seed: int = 0,
    threads: int | None = None,
    progress: ProgressLike = None,
    **construction: Any,
) -> Contrast:
    """Hold the numbers of clusters of two domains against each other; see :class:`Contrast`.

    ``draws``: times that domains are dealt anew. ``redraws``: draws of the bootstrap and of equal
    sizes; ``None``: as many, and 199 at most.

    Raises ``ValueError`` where either domain has no arrangement, and ``DataError`` for one that the
    register does not know. Cost: ``2 · (draws + 2 · redraws) · runs`` runs of Leiden, and
    ``2 · draws · runs`` more where there are schemes.
    """
    import numpy as np

    how = clusterer(quality, resolution, runs, threads)
    parts = [network_or_empty(snapshot, name, construction, True) for name in (a, b)]
    for name, part in zip((a, b), parts, strict=True):
        if not part.arrangement_count:
            raise ValueError(f"the domain {name} has no arrangement of two or more")
    pool, carries, schemes, _ = joined(*parts)
    alone, whole = deals_of(pool, carries, schemes)
    size_a, size_b = (int(one) for one in carries.sum(axis=0))
    least = min(size_a, size_b)

    def pair(who: Any, index: int, factors: Any = None) -> tuple[float, float]:
        both = (pool.network(np.flatnonzero(who[:, side]), factors) for side in (0, 1))
        first, second = (how.clusters(one, stream(seed, index)) for one in both)
        return first, second

    def thinned(random: np.random.Generator) -> Any:
        out = np.zeros_like(carries)
        for side in (0, 1):
            own = np.flatnonzero(carries[:, side])
            out[random.choice(own, size=least, replace=False), side] = True
        return out

    first, second = pair(carries, 0)
    again = min(draws, 199) if redraws is None else redraws
    # A generator each, so that the number of draws of one changes none of another.
    deal, weigh, thin, tile = (
        np.random.Generator(np.random.PCG64([stream(checked_seed(seed), 1), kind]))
        for kind in range(4)
    )
    dealt, of_schemes, redrawn, thinner = [], [], [], []
    with Progress("draws", progress) as bar:
        for draw in range(max(draws, again)):
            if draw < draws:
                dealt.append(np.subtract(*pair(alone.deal(deal), 2 + draw)))
                if whole.has_schemes:
                    of_schemes.append(np.subtract(*pair(whole.deal(tile), 2 + draw)))
            if draw < again:
                factors = weigh.exponential(size=len(pool))
                redrawn.append(np.subtract(*pair(carries, 2 + draw, factors)))
                thinner.append(pair(thinned(thin), 2 + draw))
            if bar.callback is not None:
                bar.callback(draw + 1, max(draws, again))
    return Contrast(
        a, b, first, second, size_a, size_b, draws=draws, runs=runs,
        dealt=np.array(dealt), dealt_schemes=np.array(of_schemes), resampled=np.array(redrawn),
        rarefied=_rarefied((a, b), least, np.array(thinner)),
    )  # fmt: skip


def _rarefied(names: tuple[str, str], arrangements: int, counts: Any) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    counts = counts.reshape(-1, 2)
    if len(counts):
        low, high = np.quantile(counts, [0.025, 0.975], axis=0)
        mean = counts.mean(axis=0)
    else:
        low = high = mean = np.full(2, np.nan)
    return pd.DataFrame(
        {
            "domain": list(names),
            "arrangements": arrangements,
            "clusters_mean": mean,
            "clusters_low": low,
            "clusters_high": high,
        }
    )
