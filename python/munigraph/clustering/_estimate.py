"""How many clusters there are, by one method, with the range that belongs to it."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from .. import _core
from .._common.arguments import checked_threads, leiden_options
from .._common.choices import check_choices
from .._common.objects import core_of
from .._common.progress import Progress, ProgressLike
from .._common.result import Result
from .._common.structs import fields
from ._clustering import Clustering
from ._consensus import checked_threshold, threshold_told, warn_of

if TYPE_CHECKING:
    import pandas as pd

    from .._common.literals import Method, Quality, Representation
    from .._common.types import IntVector
    from ..network._network import Network


class Estimate(Result):
    """A number of clusters and its range, both by one method.

    Attributes
    ----------
    method : ``consensus``, ``leiden`` or ``louvain``.
    clustering : the consensus, or the best run.
    counts : int32 array, clusters of each repetition: of ten consensus with seeds of their own
        (the first is ``clustering``), or of every run.
    run_counts : int32 array (runs), clusters of the runs behind ``clustering``.
    agreement : mean adjusted mutual information over pairs of these runs; NaN for a single run.
    """

    __slots__ = ("agreement", "clustering", "counts", "method", "run_counts")

    method: str
    clustering: Clustering
    counts: IntVector
    run_counts: IntVector
    agreement: float

    def __init__(
        self, network: Network, found: _core.Estimate, threshold: float | str | None = None
    ) -> None:
        is_consensus = found.method == "consensus"
        behind = (found.run_counts, found.agreement, threshold) if is_consensus else ()
        clustering = Clustering(network, found.clustering, *behind)
        self._set(**{**fields(found), "clustering": clustering})

    @property
    def clusters(self) -> int:
        """The estimate: clusters of two or more in :attr:`clustering`."""
        return self.clustering.clusters

    @property
    def clusters_min(self) -> int:
        """The least count of the repetitions."""
        return int(self.counts.min())

    @property
    def clusters_max(self) -> int:
        """The greatest count of the repetitions."""
        return int(self.counts.max())

    @property
    def runs(self) -> int:
        """Runs behind :attr:`clustering`."""
        return len(self.run_counts)

    @property
    def by(self) -> str:
        """The method in words, as tables and sentences name it."""
        return method_text(self.method, self.runs)

    @property
    def range(self) -> str:
        """The count with its range, as text: ``17``, or ``17 (16–18)``."""
        return range_text(self.clusters, self.clusters_min, self.clusters_max)

    @property
    def table(self) -> pd.DataFrame:
        """One row: ``method, runs, clusters, clusters_min, clusters_max, agreement``."""
        import pandas as pd

        names = ("method", "runs", "clusters", "clusters_min", "clusters_max", "agreement")
        return pd.DataFrame([{name: getattr(self, name) for name in names}])

    def __repr__(self) -> str:
        spread = f"{self.clusters_min}–{self.clusters_max} in {len(self.counts)} repetitions"
        return f"<Estimate: {self.clusters} clusters ({spread}), {self.by}>"


def range_text(count: int, low: int, high: int) -> str:
    """A count with its range: ``17``, or ``17 (16–18)``."""
    return f"{count}" if low == high == count else f"{count} ({low}–{high})"


def method_text(method: str, runs: int) -> str:
    """A method in words: ``consensus of 100 runs``, ``best of 20 runs of Leiden``."""
    if method == "consensus":
        return f"consensus of {runs} runs"
    return f"best of {runs} runs of {method.capitalize()}"


def estimate(
    network: Network,
    *,
    method: Method = "auto",
    runs: int | None = None,
    threshold: float | str = 0.5,
    quality: Quality = "modularity",
    resolution: float | None = None,
    iterations: int | None = None,
    representation: Representation = "auto",
    seed: int = 0,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> Estimate:
    """The number of clusters of a network with its range: what a study and the commands report.

    With ``consensus`` (``auto`` up to 5,000 municipalities) the estimate is the consensus of
    ``runs`` runs (100) for the seed, as :func:`consensus` gives it, and the range that of ten such
    consensus with seeds of their own. With ``leiden`` (``auto`` above) or ``louvain`` it is the
    best of ``runs`` runs (20), and the range that of all runs. A count and a range of two methods
    are never put side by side. A consensus that is no summary of its runs warns, as there.

    Cost: that of the runs, ten times for a consensus. Arguments and errors as in
    :func:`consensus`.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> mg.estimate(network, runs=10, seed=1).clusters
    2
    """
    check_choices("estimate", method=method, runs=runs)
    least = checked_threshold(threshold)
    options = leiden_options(quality, resolution, iterations, representation, seed)
    with Progress("runs", progress) as bar:
        found = _core.estimate(
            core_of(network),
            method=method,
            runs=None if runs is None else operator.index(runs),
            threshold=least,
            threads=checked_threads(threads),
            progress=bar.callback,
            **options,
        )
    made = Estimate(network, found, threshold_told(least))
    warn_of(made.clustering)
    return made
