"""Single measures of bridging, each an array over the nodes of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.labels import labels_of
from .._common.objects import core_of

if TYPE_CHECKING:
    import numpy as np

    from ..network._network import Network

    FloatArray = np.ndarray[Any, np.dtype[np.float64]]


def cluster_ties(network: Network, clustering: Any) -> dict[str, Any]:
    """Every measure of ties against clusters, in one pass."""
    codes = labels_of(network, clustering).codes
    result: dict[str, Any] = _core.cluster_ties(core_of(network), codes)
    return result


def participation(network: Network, clustering: Any, *, normalised: bool = False) -> FloatArray:
    """Participation coefficient 1 − Σ_s (k_is / k_i)² over clusters s.

    0 where all ties stay in one cluster, at most 1 − 1/K. ``normalised`` multiplies by K/(K−1),
    where K counts clusters with a member that has ties, so that networks with different K compare.
    NaN for nodes without ties, and where K < 2 if normalised.

    Guimerà & Amaral (2005), Nature 433, 895–900, doi:10.1038/nature03288.

    Parameters
    ----------
    network : Network of n nodes.
    clustering : n labels, or an object with ``.labels``, or a column of ``network.nodes``.
    """
    ties = cluster_ties(network, clustering)
    return ties["participation_normalised" if normalised else "participation"]


def within_cluster_z(network: Network, clustering: Any) -> FloatArray:
    """How far a node's strength inside its cluster is above the cluster's mean, in deviations.

    Population standard deviation; NaN where it is 0, as it is in clusters of one.
    Guimerà & Amaral (2005), doi:10.1038/nature03288.
    """
    return cluster_ties(network, clustering)["within_z"]


def outside_share(network: Network, clustering: Any) -> FloatArray:
    """Share of a node's strength that goes outside its cluster; NaN without ties."""
    return cluster_ties(network, clustering)["outside_share"]


def clusters_reached(network: Network, clustering: Any) -> np.ndarray[Any, Any]:
    """Number of labels besides its own that a node has a tie to, those of one member included."""
    return cluster_ties(network, clustering)["clusters_reached"]
