"""Single measures of bridging, each an array over the nodes of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.labels import labels_of
from .._common.objects import core_of
from .._common.structs import fields

if TYPE_CHECKING:
    import numpy as np

    from .._common.types import FloatVector, IntVector, LabelsLike
    from ..network._network import Network


def cluster_ties(network: Network, clustering: Any) -> dict[str, Any]:
    """Every measure of ties against clusters, in one pass."""
    ties, codes = _ties(network, clustering)
    return {
        **fields(ties),
        "outside_share": _core.outside_share(ties),
        "participation_normalised": _core.normalised_participation(ties, codes),
    }


def _ties(network: Network, clustering: Any) -> tuple[_core.ClusterTies, np.ndarray[Any, Any]]:
    codes = labels_of(network, clustering).codes
    return _core.cluster_ties(core_of(network), codes), codes


def participation(
    network: Network, clustering: LabelsLike, *, normalised: bool = False
) -> FloatVector:
    """Participation coefficient 1 − Σ_s (k_is / k_i)² over clusters s.

    0 where all ties stay in one cluster, at most 1 − 1/K. ``normalised`` multiplies by K/(K−1),
    where K counts clusters with a member that has ties, so that networks with different K compare.
    NaN for nodes without ties, and where K < 2 if normalised.

    Guimerà & Amaral (2005), Nature 433, 895–900, doi:10.1038/nature03288.

    Parameters
    ----------
    network : Network of n nodes.
    clustering : n labels, or an object with ``.labels``, or a column of ``network.nodes``.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> mg.participation(network, [0, 0, 0, 1, 1, 1]).round(3).tolist()
    [0.0, 0.0, 0.444, 0.444, 0.0, 0.0]
    """
    ties, codes = _ties(network, clustering)
    if normalised:
        return _core.normalised_participation(ties, codes)
    return ties.participation.copy()


def within_cluster_z(network: Network, clustering: LabelsLike) -> FloatVector:
    """How far a node's strength inside its cluster is above the cluster's mean, in deviations.

    Population standard deviation; NaN where it is 0, as it is in clusters of one.
    Guimerà & Amaral (2005), doi:10.1038/nature03288.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> mg.within_cluster_z(network, [0, 0, 0, 1, 1, 1]).tolist()
    [nan, nan, nan, nan, nan, nan]
    """
    return _ties(network, clustering)[0].within_z.copy()


def outside_share(network: Network, clustering: LabelsLike) -> FloatVector:
    """Share of a node's strength that goes outside its cluster; NaN without ties.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> mg.bridging.outside_share(network, [0, 0, 0, 1, 1, 1]).round(3).tolist()
    [0.0, 0.0, 0.333, 0.333, 0.0, 0.0]
    """
    return _core.outside_share(_ties(network, clustering)[0])


def clusters_reached(network: Network, clustering: LabelsLike) -> IntVector:
    """Number of labels besides its own that a node has a tie to, those of one member included.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> mg.bridging.clusters_reached(network, [0, 0, 0, 1, 1, 1]).tolist()
    [0, 0, 1, 1, 0, 0]
    """
    return _ties(network, clustering)[0].clusters_reached.copy()
