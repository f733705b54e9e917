"""Betweenness of ties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import _core
from .._common.arguments import checked_threads
from .._common.choices import check_choices
from .._common.objects import core_of
from .._common.progress import Progress, ProgressLike

if TYPE_CHECKING:
    from .._common.literals import Weight
    from .._common.types import FloatVector
    from ..network._network import Network


def edge_betweenness(
    network: Network,
    *,
    weight: Weight = "distance",
    normalised: bool = True,
    tolerance: float = 1e-10,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> FloatVector:
    """Share of shortest paths between two nodes that use each tie, summed over pairs.

    In the order of ``network.edges``, so that ``network.edges.assign(betweenness=…)`` names the
    ties that hold clusters together.

    Parameters
    ----------
    network
        The network.
    weight, tolerance, threads, progress
        As of :func:`betweenness`.
    normalised
        Divide by the number of pairs of nodes, n(n−1)/2.

    Returns
    -------
    numpy.ndarray
        float64, one value per tie.

    Examples
    --------
    >>> import munigraph as mg
    >>> path = mg.Network.from_edges([0, 1, 2], [1, 2, 3])
    >>> mg.edge_betweenness(path, normalised=False).tolist()
    [3.0, 4.0, 3.0]

    Cost O(n·m + n² log n). Girvan & Newman (2002), doi:10.1073/pnas.122653799; Brandes (2008),
    doi:10.1016/j.socnet.2007.11.001.
    """
    check_choices("betweenness", weight=weight, normalised=normalised, tolerance=tolerance)
    hops = weight == "none"
    with Progress("nodes", progress) as bar:
        values: FloatVector = _core.edge_betweenness(
            core_of(network), hops, normalised, tolerance, checked_threads(threads), bar.callback
        )
    return values
