"""How sure a number of clusters is under a model: draws from its posterior distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import checked_seed, checked_threads
from .._common.choices import check_choices
from .._common.objects import core_of
from .._common.progress import Progress, ProgressLike
from .._common.result import Result
from .._common.structs import fields
from ._clustering import Clustering

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from .._common.types import FloatMatrix, FloatVector, IntMatrix, IntVector
    from ..network._network import Network


class Posterior(Result):
    """Partitions drawn from the posterior of the planted-partition model. Can be pickled.

    Attributes
    ----------
    labels : int32 array (draws, n), chain after chain; numbered as of a ``Clustering``.
    counts : int32 array (draws), clusters of two or more.
    groups : int32 array (draws), clusters and singletons with ties.
    length : float64 array (draws), description lengths in nats.
    chains : number of chains, of as many draws each.
    accepted : share of the proposed merges and splits that were accepted.
    best : the shortest description met, as a ``Clustering``.
    """

    __slots__ = ("accepted", "best", "chains", "counts", "groups", "labels", "length")

    labels: IntMatrix
    counts: IntVector
    groups: IntVector
    length: FloatVector
    chains: int
    accepted: float
    best: Clustering

    def __init__(self, network: Network, found: _core.Posterior, chains: int) -> None:
        best = Clustering(network, found.best)
        self._set(**{**fields(found), "best": best}, chains=chains)

    @property
    def table(self) -> pd.DataFrame:
        """One row per draw: ``chain, clusters, groups, length``."""
        import numpy as np
        import pandas as pd

        return pd.DataFrame(
            {
                "chain": np.repeat(np.arange(self.chains), len(self.counts) // self.chains),
                "clusters": self.counts,
                "groups": self.groups,
                "length": self.length,
            }
        )

    @property
    def mean(self) -> float:
        """Mean count."""
        return float(self.counts.mean())

    def range(self, level: float = 0.95) -> tuple[float, float]:
        """Between which counts the middle ``level`` of the draws lies."""
        import numpy as np

        if not 0 < level < 1:
            raise ValueError(f"level is {level}, expected a number above 0, below 1")
        tail = (1 - level) / 2
        low, high = np.quantile(self.counts, [tail, 1 - tail])
        return float(low), float(high)

    @property
    def rhat(self) -> float:
        """Whether chains agree on the number of groups and the length: the larger of the two split
        R-hat (Gelman et al., Bayesian Data Analysis, 2013). 1 where they do; above 1.05 draw more.
        NaN for fewer than four draws per chain."""
        return max(_split_rhat(self.groups, self.chains), _split_rhat(self.length, self.chains))

    def co_assignment(self) -> FloatMatrix:
        """Share of the draws in which two nodes are together, n×n."""
        found: np.ndarray[Any, Any] = _core.co_assignment(self.labels)
        return found

    def __repr__(self) -> str:
        low, high = self.range()
        return (
            f"<Posterior: {low:g} to {high:g} clusters in 95% of {len(self.counts):,} draws of "
            f"{self.chains} chains, R-hat {self.rhat:.3f}>"
        )


def _split_rhat(values: np.ndarray[Any, Any], chains: int) -> float:
    import numpy as np

    half = len(values) // chains // 2
    if half < 2:
        return float("nan")
    each = values.reshape(chains, -1)
    parts = np.concatenate([each[:, :half], each[:, -half:]]).astype(float)
    within = parts.var(axis=1, ddof=1).mean()
    between = parts.mean(axis=1).var(ddof=1)
    if within == 0:
        return 1.0 if between == 0 else float("inf")
    return float(np.sqrt((half - 1) / half + between / within))


def posterior(
    network: Network,
    *,
    draws: int = 1000,
    chains: int = 4,
    warmup: int | None = None,
    seed: int = 0,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> Posterior:
    """How sure the number of clusters is under the planted-partition model.

    Partitions are drawn in proportion to their probability given the ties, by Gibbs updates of
    single nodes and by merges and splits (Jain & Neal 2004). The model is that of
    ``leiden(quality="planted_partition")`` (Zhang & Peixoto 2020), over partitions without labels.

    The range is one *given the model*. It knows nothing of what the register might have been, and
    cliques of arrangements are not the independent ties that it takes them for, so it is too sure:
    set it beside :func:`stability`, and beside draws of a null model.

    Parameters
    ----------
    network : of counted ties: ``weighting="count"`` or ``"binary"``, or edges with whole numbers.
    draws : partitions kept per chain, one per sweep over all nodes.
    chains : even ones begin at a run of Leiden, odd ones at the components; see ``.rhat``.
    warmup : sweeps of a chain before the first that is kept; as many as draws by default.
    seed, threads : the draws do not depend on the threads, nor on the platform.
    progress : True, False or a function of (done, total); None shows a bar on terminals and in
        notebooks after two seconds.

    Returns
    -------
    Posterior
        Counts, description lengths and labels of the draws. Clusters of a draw need not be
        connected; nodes without ties stay alone.

    Raises
    ------
    ValueError
        Ties that are not counted; fewer than one draw or chain.

    Examples
    --------
    >>> import munigraph as mg
    >>> ties = [(a, b) for c in (0, 8) for a in range(c, c + 8) for b in range(c, a)]
    >>> network = mg.Network.from_edges(*zip(*ties, (7, 8)))
    >>> mg.posterior(network, draws=200, progress=False).range()
    (2.0, 2.0)

    Cost per sweep O(n · clusters + m); memory O(chains · draws · n).
    """
    check_choices("posterior", draws=draws, chains=chains, warmup=warmup)
    with Progress("sweeps", progress) as bar:
        found = _core.posterior(
            core_of(network),
            draws=int(draws),
            chains=int(chains),
            warmup=None if warmup is None else int(warmup),
            seed=checked_seed(seed),
            threads=checked_threads(threads),
            progress=bar.callback,
        )
    return Posterior(network, found, int(chains))
