"""Single measures of bridging, each an array over the nodes of a network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .. import _core
from ._labels import labels_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike

    from ..network import Network

    FloatArray = np.ndarray[Any, np.dtype[np.float64]]

#: Where the plane of participation and within-cluster z is cut (Guimerà & Amaral 2005).
CARTOGRAPHIC_CUTS: Mapping[str, float] = {
    "hub": 2.5,
    "peripheral": 0.05,
    "connector": 0.62,
    "kinless": 0.80,
    "connector_hub": 0.30,
    "kinless_hub": 0.75,
}


def cluster_ties(network: Network, clustering: Any) -> dict[str, Any]:
    """Every measure of ties against clusters, in one pass."""
    codes, _ = labels_of(network, clustering)
    result: dict[str, Any] = _core.cluster_ties(network._core, codes)
    return result


def participation(network: Network, clustering: Any, *, normalised: bool = False) -> FloatArray:
    """Participation coefficient 1 − Σ_s (k_is / k_i)² over clusters s.

    0 where all ties stay in one cluster, at most 1 − 1/K. ``normalised`` multiplies by K/(K−1),
    where K counts clusters of two or more members, so that networks with different K compare.
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
    """Number of clusters (of two or more members) besides its own that a node has a tie to."""
    return cluster_ties(network, clustering)["clusters_reached"]


def cartographic_roles(
    participation: ArrayLike, within_z: ArrayLike, *, cuts: Mapping[str, float] | None = None
) -> np.ndarray[Any, Any]:
    """The role of each node in the plane of participation (raw) and within-cluster z.

    One of ``ultra-peripheral``, ``peripheral``, ``connector``, ``kinless``, ``provincial hub``,
    ``connector hub``, ``kinless hub``, and ``isolate`` where participation is NaN. A node whose z
    is NaN is no hub. The cuts of Guimerà & Amaral (2005) were drawn by eye on other networks:
    ``cuts`` replaces any of :data:`CARTOGRAPHIC_CUTS`.
    """
    import numpy as np

    chosen = dict(CARTOGRAPHIC_CUTS)
    for name, value in (cuts or {}).items():
        if name not in chosen:
            raise ValueError(f"unknown cut {name!r}; known are {sorted(chosen)}")
        chosen[name] = float(value)
    p = np.asarray(participation, dtype=np.float64)
    z = np.asarray(within_z, dtype=np.float64)
    return np.array(_core.cartographic_roles(p, z, **chosen), dtype=object)
