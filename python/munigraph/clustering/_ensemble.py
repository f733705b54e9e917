"""Many runs of Leiden on one network, and what they have in common."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from .. import _core
from .._common.arguments import checked_threads, leiden_options
from .._common.choices import check_choices
from .._common.numbers import decimals
from .._common.objects import core_of
from .._common.progress import Progress, ProgressLike
from .._common.result import Result
from .._common.structs import fields
from ._clustering import Clustering

if TYPE_CHECKING:
    import pandas as pd

    from .._common.literals import Quality, Representation
    from .._common.types import FloatMatrix, FloatVector, IntMatrix, IntVector, TextVector
    from ..network._network import Network


class Ensemble(Result):
    """R runs of Leiden on one network. Can be pickled (without its network).

    Attributes
    ----------
    labels : int32 array (R, n), each row as :attr:`Clustering.labels`.
    quality : float64 array (R).
    counts : int32 array (R), clusters of two or more members.
    singletons : int32 array (R), groups of one, isolates included.
    best : the ``Clustering`` of the highest quality; ``best_run`` is its row.
    agreement : mean adjusted mutual information over pairs of different runs (at most 100 of them,
        drawn by the seed); NaN for a single run.
    seed : of the ensemble; run r is ``leiden(…, seed=stream(seed, r))``.
    """

    __slots__ = ("agreement", "best", "best_run", "counts", "labels", "quality", "seed",
                 "singletons")  # fmt: skip

    labels: IntMatrix
    quality: FloatVector
    counts: IntVector
    singletons: IntVector
    best: Clustering
    best_run: int
    agreement: float
    seed: int

    def __init__(self, network: Network, found: _core.Ensemble, seed: int) -> None:
        best = Clustering(network, found.best)
        self._set(**{**fields(found), "best": best}, seed=seed)

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def ids(self) -> TextVector:
        """Ids of the nodes, in the order of a row of ``labels``."""
        return self.best.ids

    def co_assignment(self) -> FloatMatrix:
        """Share of the runs in which two nodes are in one cluster: float64 (n, n), diagonal 1.

        Examples
        --------
        >>> import munigraph as mg
        >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
        >>> mg.ensemble(network, runs=5).co_assignment().shape
        (6, 6)
        """
        return _core.co_assignment(self.labels)

    @property
    def table(self) -> pd.DataFrame:
        """One row per run: ``clusters, singletons, quality``."""
        import pandas as pd

        return pd.DataFrame(
            {"clusters": self.counts, "singletons": self.singletons, "quality": self.quality},
            index=pd.RangeIndex(len(self), name="run"),
        )

    def _facts(self) -> list[str]:
        low, high = int(self.counts.min()), int(self.counts.max())
        return [
            f"{len(self)} runs of {self.labels.shape[1]} nodes",
            f"{low} to {high} clusters" if low < high else f"{low} clusters",
            f"best {self.best.quality_function} {decimals(self.best.quality, 5)}",
            f"agreement {decimals(self.agreement, 3)}",
            f"seed {self.seed}",
        ]

    def __repr__(self) -> str:
        return f"<Ensemble: {', '.join(self._facts())}>"

    def _shown(self) -> pd.DataFrame:
        """How many runs found how many clusters."""
        import pandas as pd

        spread = pd.Series(self.counts).value_counts().sort_index()
        return pd.DataFrame({"clusters": spread.index, "runs": spread.to_numpy()})


def ensemble(
    network: Network,
    *,
    runs: int = 100,
    quality: Quality = "modularity",
    resolution: float | None = None,
    iterations: int | None = None,
    representation: Representation = "auto",
    seed: int = 0,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> Ensemble:
    """Many runs of Leiden, one seed per thread on the shared network.

    Run r is exactly ``leiden(network, …, seed=stream(seed, r))``, for every number of threads
    (None: all cores). ``progress``: True, False or a function of (done, total); None shows a bar on
    terminals and in notebooks after two seconds. Other arguments and errors as in :func:`leiden`.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> mg.ensemble(network, runs=5, seed=1).counts.tolist()
    [2, 2, 2, 2, 2]
    """
    check_choices("ensemble", runs=runs)
    options = leiden_options(quality, resolution, iterations, representation, seed)
    with Progress("runs", progress) as bar:
        found = _core.ensemble(
            core_of(network),
            **options,
            runs=operator.index(runs),
            threads=checked_threads(threads),
            progress=bar.callback,
        )
    return Ensemble(network, found, options["seed"])
