"""Many runs of Leiden on one network, and what they have in common."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import _core
from .._common.arguments import checked_threads, leiden_options
from .._common.choices import check_choices
from .._common.errors import ConsensusWarning
from .._common.objects import core_of
from .._common.progress import Progress, ProgressLike, Report
from .._common.warn import warn
from ._clustering import Clustering
from ._given import partition_matrix

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from .._common.literals import Quality, Representation
    from .._common.types import HasLabels, LabelsLike, MatrixLike
    from ..network._network import Network


def consensus(
    network: Network,
    partitions: HasLabels | MatrixLike | Sequence[LabelsLike] | None = None,
    *,
    runs: int = 100,
    threshold: float | str = 0.5,
    quality: Quality = "modularity",
    resolution: float | None = None,
    iterations: int | None = None,
    representation: Representation = "auto",
    seed: int = 0,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> Clustering:
    """What many runs have in common, by consensus clustering.

    The share of the runs in which two nodes are together becomes a tie; ties below ``threshold``
    are left out, and that network is clustered as many times again, until all runs agree. A node
    without any such tie joins the neighbour it is most often with; isolates stay apart; clusters
    are split into connected parts in the end. The quality is that on the network itself,
    ``.iterations`` the number of rounds and ``.converged`` whether the runs agreed in the end.

    Networks of shares are clustered by CPM at γ = ``threshold``: groups whose members are together
    more often than that, whatever the resolution of the runs.

    ``threshold="null"`` leaves nothing out: rounds then put together nodes that are together more
    often than where one of them keeps its cluster and the labels of all others are permuted (the
    local permutation model of Jeub, Sporns & Fortunato 2018). Where no majority of runs agrees, as
    on noise, a threshold gives many small clusters and this the division that runs vary about;
    ``.threshold`` of the result says which it was.

    A network whose runs work on the memberships is not projected here either. Shares are held as
    ties, so memory follows the pairs that are together often enough: the sum of the squared sizes
    of clusters.

    A consensus is no run. Where runs differ, pairs that no majority puts together fall apart, and
    it has more clusters than any of them. So the result has ``.run_counts`` and ``.agreement`` of
    its runs beside its own count, and warns (``ConsensusWarning``) where that lies outside their
    range or they agree less than .8; report the range of the runs then.
    :func:`consensus_thresholds` shows what hangs on the threshold.

    ``partitions`` is what to find the consensus of instead of runs: an ``Ensemble``, an array R×n
    or a list of labellings in any form, from anywhere (``runs``, ``iterations`` and
    ``representation`` are not used; quality and resolution only for the quality of the result).

    >>> import munigraph as mg
    >>> network = mg.Network.from_edges([0, 1, 2, 3], [1, 2, 3, 0])
    >>> mg.consensus(network, [[0, 0, 1, 1], [0, 0, 1, 1], [0, 1, 1, 0]]).labels.tolist()
    [0, 0, 1, 1]

    Lancichinetti & Fortunato (2012), Scientific Reports 2, 336; Jeub, Sporns & Fortunato (2018),
    Scientific Reports 8, 3259. Raises ValueError for a threshold out of (0, 1]; other arguments
    and errors as in :func:`ensemble`.
    """
    check_choices("consensus", runs=runs)
    least = checked_threshold(threshold)
    options = leiden_options(quality, resolution, iterations, representation, seed)
    workers = checked_threads(threads)
    with Progress("runs", progress) as bar:
        some = _runs_of(network, partitions, runs, options, workers, bar.callback)
        callback = bar.callback if partitions is not None else None
        made = _agreed(network, some, least, options, workers, callback)
    warn_of(made)
    return made


def checked_threshold(threshold: float | str) -> float | None:
    """The threshold of a consensus as the core takes it; None stands for the null model."""
    if isinstance(threshold, str) and threshold == "null":
        return None
    if isinstance(threshold, str):
        raise ValueError(
            f"threshold is {threshold!r}, expected a share above 0, at most 1, or 'null'"
        )
    check_choices("consensus", threshold=threshold)
    return float(threshold)


def threshold_told(threshold: float | None) -> float | str:
    """The threshold as users give it."""
    return "null" if threshold is None else threshold


def consensus_thresholds(
    network: Network,
    partitions: HasLabels | MatrixLike | Sequence[LabelsLike] | None = None,
    *,
    thresholds: Sequence[float | str] = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9),
    runs: int = 100,
    quality: Quality = "modularity",
    resolution: float | None = None,
    iterations: int | None = None,
    representation: Representation = "auto",
    seed: int = 0,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> pd.DataFrame:
    """What a consensus depends on its threshold for: one row per threshold, of the same runs.

    A threshold may be ``"null"``, as of :func:`consensus`.

    Columns ``threshold, clusters, singletons, largest`` (members of the largest cluster),
    ``quality, converged, within_runs`` (whether the count is one that lies between those of the
    runs), ``runs_min, runs_max`` and ``agreement`` of the runs. Where counts climb with the
    threshold, or leave the range of the runs, the runs do not share one division: report their
    range. It does not warn.

    Arguments and errors as in :func:`consensus`; cost that of the runs and of a consensus each.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> mg.consensus_thresholds(network, runs=10)["clusters"].unique().tolist()
    [2]
    """
    import numpy as np
    import pandas as pd

    check_choices("consensus", runs=runs)
    shares = [checked_threshold(one) for one in thresholds]
    options = leiden_options(quality, resolution, iterations, representation, seed)
    workers = checked_threads(threads)
    rows = []
    with Progress("runs", progress) as bar:
        some = _runs_of(network, partitions, runs, options, workers, bar.callback)
        for one in shares:
            made = _agreed(network, some, one, options, workers, None)
            low, high = int(some.counts.min()), int(some.counts.max())
            rows.append(
                {
                    "threshold": made.threshold,
                    "clusters": made.clusters,
                    "singletons": made.singletons,
                    "largest": int(np.bincount(made.labels, minlength=1).max()),
                    "quality": made.quality,
                    "converged": made.converged,
                    "within_runs": low <= made.clusters <= high,
                    "runs_min": low,
                    "runs_max": high,
                    "agreement": some.agreement,
                }
            )
    return pd.DataFrame(rows)


class _Runs(NamedTuple):
    labels: np.ndarray[Any, Any]
    counts: np.ndarray[Any, Any]
    agreement: float
    representation: str | None  #: of the runs, where they were made here


def _runs_of(
    network: Network,
    partitions: Any,
    runs: int,
    options: dict[str, Any],
    threads: int,
    report: Report | None,
) -> _Runs:
    """The runs that a consensus is of: made here, or given."""
    if partitions is None:
        found = _core.ensemble(
            core_of(network), **options, runs=operator.index(runs), threads=threads, progress=report
        )
        return _Runs(found.labels, found.counts, found.agreement, found.best.representation)
    import numpy as np

    labels = partition_matrix(network, partitions)
    counts = np.array([_clusters_in(row) for row in labels], dtype=np.int32)
    known = getattr(partitions, "agreement", None)
    agreement = _mean_agreement(labels, options["seed"]) if known is None else float(known)
    return _Runs(labels, counts, agreement, None)


def _clusters_in(labels: np.ndarray[Any, Any]) -> int:
    """Groups of two or more."""
    import numpy as np

    return int((np.unique(labels, return_counts=True)[1] >= 2).sum())


def _mean_agreement(labels: np.ndarray[Any, Any], seed: int, most: int = 100) -> float:
    """Mean AMI of pairs of rows, at most so many of them."""
    import numpy as np

    from ..comparison._agreement import compare

    first, second = np.triu_indices(len(labels), 1)
    if not len(first):
        return float("nan")
    if len(first) > most:
        chosen = np.random.default_rng(seed).choice(len(first), most, replace=False)
        first, second = first[chosen], second[chosen]
    pairs = zip(first, second, strict=True)
    return float(np.mean([compare(labels[a], labels[b]).ami for a, b in pairs]))


def _agreed(
    network: Network,
    runs: _Runs,
    threshold: float | None,
    options: dict[str, Any],
    threads: int,
    report: Report | None,
) -> Clustering:
    """The consensus of runs."""
    own = {key: options[key] for key in ("quality", "resolution", "seed")}
    found = _core.consensus_of(
        core_of(network), runs.labels, **own, threshold=threshold, threads=threads, progress=report
    )
    return Clustering(
        network, found, runs.counts, runs.agreement, threshold_told(threshold), runs.representation
    )


def warn_of(made: Clustering) -> None:
    """Say so where a consensus is no summary of its runs."""
    if made.doubt:
        warn(made.doubt, ConsensusWarning)
