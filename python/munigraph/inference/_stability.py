"""How clusters change when the memberships do."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import checked_threads, leiden_options
from .._common.choices import check_choices
from .._common.objects import core_of
from .._common.progress import Progress, ProgressLike
from .._common.result import Result
from .._common.structs import fields
from .._common.warn import warn
from ..clustering._clustering import Clustering

if TYPE_CHECKING:
    import pandas as pd

    from .._common.literals import Quality, Representation, Resample, StabilityMethod
    from .._common.types import FloatMatrix, FloatVector, IntMatrix, IntVector, TextVector
    from ..network._network import Network


class Stability(Result):
    """Clusterings of D draws beside that of the network itself. Immutable; can be pickled.

    Attributes
    ----------
    clustering : the best of the runs on the network as it is, or their consensus.
    method : ``leiden`` or ``consensus``, of the network as of every draw.
    observed : its number of clusters (two or more members).
    counts : clusters per draw (int32, D).
    singletons, isolates, components : per draw (int32, D).
    quality : per draw (float64, D).
    agreement : AMI of each draw with ``clustering``, over nodes isolated in neither (float64, D).
    labels : int32 D×n, in the order of ``network.nodes``.
    resample, drop, draws, runs, seed : how the draws were made.
    """

    clustering: Clustering
    counts: IntVector
    singletons: IntVector
    isolates: IntVector
    components: IntVector
    quality: FloatVector
    agreement: FloatVector
    labels: IntMatrix
    node_stability: FloatVector
    method: str
    resample: str
    drop: float | None
    draws: int
    runs: int
    seed: int

    def __init__(self, clustering: Clustering, found: dict[str, Any]) -> None:
        self._set(**{**found, "clustering": clustering})

    @property
    def ids(self) -> TextVector:
        """Ids of the nodes, in the order of a row of ``labels``."""
        return self.clustering.ids

    @property
    def observed(self) -> int:
        """Clusters of the network as it is."""
        return self.clustering.clusters

    @property
    def mean(self) -> float:
        """Mean number of clusters over the draws."""
        return float(self.counts.mean())

    @property
    def bias(self) -> float:
        """``mean − observed``."""
        return self.mean - self.observed

    def range(self, share: float = 0.95) -> tuple[int, int]:
        """Numbers of clusters that bound the middle ``share`` of the draws: a range of stability,
        not of confidence, since a register is no sample. Both are counts that occurred.

        Examples
        --------
        >>> import munigraph as mg
        >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
        >>> mg.stability(network, draws=20, seed=1).range()
        (2, 3)
        """
        import numpy as np

        if not 0 < share <= 1:
            raise ValueError(f"share is {share}, expected a number above 0, at most 1")
        tail = (1 - share) / 2
        low, high = np.quantile(self.counts, [tail, 1 - tail], method="inverted_cdf")
        return int(low), int(high)

    def co_assignment(self) -> FloatMatrix:
        """Share of the draws in which two nodes are in one cluster (float64, n×n; diagonal 1).

        Examples
        --------
        >>> import munigraph as mg
        >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
        >>> mg.stability(network, draws=20, seed=1).co_assignment().shape
        (6, 6)
        """
        return _core.co_assignment(self.labels)

    @property
    def table(self) -> pd.DataFrame:
        """One row per node: ``id, name, cluster`` as observed, and ``stability``, the share of its
        fellow members that it is with, mean over the draws (missing where it is alone)."""
        table = self.clustering.table
        table["stability"] = self.node_stability
        return table

    @property
    def draws_table(self) -> pd.DataFrame:
        """One row per draw: ``clusters, method, singletons, isolates, components, quality,
        agreement``."""
        import pandas as pd

        return pd.DataFrame(
            {
                "clusters": self.counts,
                "method": self.method,
                "singletons": self.singletons,
                "isolates": self.isolates,
                "components": self.components,
                "quality": self.quality,
                "agreement": self.agreement,
            }
        )

    @property
    def summary(self) -> pd.DataFrame:
        """One row per observed cluster: ``cluster_name, size, central, central_name`` and
        ``stability``, the mean of its members."""
        table = self.table
        summary = self.clustering.summary[["cluster_name", "size", "central", "central_name"]]
        summary["stability"] = table.groupby("cluster")["stability"].mean().reindex(summary.index)
        return summary

    def _said(self) -> list[str]:
        low, high = self.range()
        left = f", {self.drop:.0%} left out" if self.drop is not None else ""
        how = "best" if self.method == "leiden" else "consensus"
        return [
            f"{self.observed} clusters observed; mean {self.mean:.1f}, "
            f"95% of draws {low} to {high}",
            f"{self.draws} draws by {self.resample}{left}, {how} of {self.runs} runs each, "
            f"seed {self.seed}",
        ]

    def __repr__(self) -> str:
        return f"<Stability: {'; '.join(self._said())}>"

    def _shown(self) -> pd.DataFrame:
        return self.summary


def stability(
    network: Network,
    *,
    draws: int = 200,
    resample: Resample = "weights",
    drop: float = 0.1,
    runs: int = 10,
    method: StabilityMethod = "leiden",
    threshold: float = 0.5,
    quality: Quality = "modularity",
    resolution: float | None = None,
    iterations: int | None = None,
    representation: Representation = "auto",
    seed: int = 0,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> Stability:
    """How the clusters of a network depend on the arrangements it is made of.

    Parameters
    ----------
    draws : networks drawn and clustered.
    resample : ``"weights"``, the Bayesian bootstrap: each arrangement's intensity times a draw from
        Exp(1), so that nothing vanishes; ``"arrangements"`` or ``"memberships"``: a share ``drop``
        of them left out, which shows sensitivity; ``"with_replacement"``: as many arrangements
        drawn with replacement, which thins the network and so is biased for counts (it warns).
        No scheme is free of bias, since uneven weights may split clusters: see ``.bias``.
    runs : Leiden runs per draw, and of the network itself; the best of them counts, so that the
        range speaks of the data more than of the seeds.
    method, threshold : ``"consensus"``: what the runs agree on counts, as in :func:`consensus`.
    quality, resolution, iterations, representation : as in :func:`leiden`. Draws keep the
        memberships, so that what runs on those is not projected.
    threads : all cores by default; the result does not depend on it.
    progress : True, False or a function of (done, draws); None shows a bar on terminals and in
        notebooks after two seconds.

    A network made from ties alone is drawn as if each tie were an arrangement of two. Filters of
    the construction are not applied again to what a draw leaves, save ``min_shared``.
    Raises ValueError for an unknown word, a number out of range, or ``"weights"`` under a weighting
    that does not see them (binary, jaccard, cosine).

    Rubin (1981), The Bayesian bootstrap, The Annals of Statistics 9, 130,
    doi:10.1214/aos/1176345338.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
    >>> found = mg.stability(network, draws=20, seed=1)
    >>> found.observed
    2
    """
    check_choices(
        "stability", draws=draws, resample=resample, drop=drop, runs=runs, method=method,
        threshold=threshold,
    )  # fmt: skip
    if resample == "with_replacement":
        warn(
            "drawing arrangements with replacement leaves about a third of them out, which splits "
            "clusters: counts are biased. Use resample='weights' for a range of counts",
        )
    leiden = leiden_options(quality, resolution, iterations, representation, seed)
    options: dict[str, Any] = {
        "resample": resample,
        "drop": float(drop),
        "draws": operator.index(draws),
        "runs": operator.index(runs),
    }
    with Progress("draws", progress) as bar:
        found = _core.stability(
            core_of(network),
            **options,
            **leiden,
            threads=checked_threads(threads),
            progress=bar.callback,
            method=method,
            threshold=float(threshold),
        )
    if resample not in ("arrangements", "memberships"):
        options["drop"] = None
    options |= {"seed": leiden["seed"], "method": method}
    together = _core.node_stability(found)
    values = {**fields(found), "node_stability": together, **options}
    return Stability(Clustering(network, found.clustering), values)
