"""Many runs of Leiden on one network, and what they have in common."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import checked_threads, leiden_options
from .._common.choices import check_choices
from .._common.objects import core_of
from .._common.progress import Progress, ProgressLike
from ._clustering import Clustering
from ._given import partition_matrix

if TYPE_CHECKING:
    from ..network._network import Network


def consensus(
    network: Network,
    partitions: Any = None,
    *,
    runs: int = 100,
    threshold: float = 0.5,
    quality: str = "modularity",
    resolution: float | None = None,
    iterations: int | None = None,
    representation: str = "auto",
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

    A network whose runs work on the memberships is not projected here either. Shares are held as
    ties, so memory follows the pairs that are together often enough: the sum of the squared sizes
    of clusters.

    ``partitions`` is what to find the consensus of instead of runs: an ``Ensemble``, an array R×n
    or a list of labellings in any form, from anywhere (``runs``, ``iterations`` and
    ``representation`` are not used; quality and resolution only for the quality of the result).

    >>> import munigraph as mg
    >>> network = mg.Network.from_edges([0, 1, 2, 3], [1, 2, 3, 0])
    >>> mg.consensus(network, [[0, 0, 1, 1], [0, 0, 1, 1], [0, 1, 1, 0]]).labels.tolist()
    [0, 0, 1, 1]

    Lancichinetti & Fortunato (2012), Scientific Reports 2, 336. Raises ValueError for a threshold
    out of (0, 1]; other arguments and errors as in :func:`ensemble`.
    """
    check_choices("consensus", runs=runs, threshold=threshold)
    options = leiden_options(quality, resolution, iterations, representation, seed)
    if partitions is not None:
        labels = partition_matrix(network, partitions)
        del options["iterations"], options["representation"]
        with Progress("runs", progress) as bar:
            found = _core.consensus_of(
                core_of(network),
                labels,
                **options,
                threshold=float(threshold),
                threads=checked_threads(threads),
                progress=bar.callback,
            )
        return Clustering(network, found)
    with Progress("runs", progress) as bar:
        found = _core.consensus(
            core_of(network),
            **options,
            runs=operator.index(runs),
            threshold=float(threshold),
            threads=checked_threads(threads),
            progress=bar.callback,
        )
    return Clustering(network, found)
