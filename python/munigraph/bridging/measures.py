"""Single measures of bridging, each an array over the nodes of a network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .. import _core
from ._labels import labels_of, nodes_of, one_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import pandas as pd
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
    """Number of labels besides its own that a node has a tie to, those of one member included."""
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


#: Columns of :func:`brokerage`, in order.
BROKER_ROLES = ("coordinator", "consultant", "gatekeeper", "liaison")


def brokerage(
    network: Network,
    groups: Any,
    *,
    min_weight: float = 0.0,
    threads: int | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> np.ndarray[Any, Any]:
    """How often each node brokers between neighbours that are not tied (uint64, n×4).

    Columns are coordinator (all three in one group), consultant (the two in one group, the broker
    in another), gatekeeper (the broker in the group of one of the two; ties have no direction, so
    representatives are gatekeepers) and liaison (three groups). Each pair of neighbours counts
    once: a row adds up to the number of open triads at the node. A tie exists where its weight is
    above ``min_weight``. Cost O(Σ degree² of neighbours); hears Ctrl-C.

    Gould & Fernandez (1989), Sociological Methodology 19, 89–126, doi:10.2307/270949.
    """
    codes, _ = labels_of(network, groups, "groups")
    found = _core.brokerage(
        network._core, codes, float(min_weight), False, False, threads or 0, progress
    )
    counts: np.ndarray[Any, Any] = found["counts"]
    return counts


def brokerage_scores(
    network: Network,
    groups: Any,
    *,
    keep_own: bool = False,
    min_weight: float = 0.0,
    threads: int | None = None,
) -> pd.DataFrame:
    """Brokerage counts beside what random group labels would give.

    Labels are dealt out at random with the group sizes kept; expectation and standard deviation are
    exact, not sampled. ``keep_own``: the broker keeps its own group and only the others' are dealt.

    Returns a DataFrame indexed by id: for each role ``<role>``, ``<role>_expected`` and
    ``<role>_z`` (NaN where the count cannot vary).
    """
    import numpy as np
    import pandas as pd

    codes, _ = labels_of(network, groups, "groups")
    found = _core.brokerage(
        network._core, codes, float(min_weight), True, keep_own, threads or 0, None
    )
    columns: dict[str, Any] = {}
    for r, role in enumerate(BROKER_ROLES):
        observed, mean = found["counts"][:, r], found["expectation"][:, r]
        sd = found["deviation"][:, r]
        z = np.full(len(mean), np.nan)
        np.divide(observed - mean, sd, out=z, where=sd > 0)
        columns |= {role: observed.astype(np.int64), f"{role}_expected": mean, f"{role}_z": z}
    return pd.DataFrame(columns, index=pd.Index(nodes_of(network)["id"].to_numpy(), name="id"))


def constraint(
    network: Network, *, weighted: bool = True, threads: int | None = None
) -> FloatArray:
    """Burt's constraint Σ_j (p_ij + Σ_q p_iq p_qj)² over neighbours j, p_ij = w_ij / s_i.

    Low where a node's partners are not tied to each other: it bridges structural holes. NaN
    without ties. Equal to NetworkX and igraph. Burt (1992), Structural Holes.
    """
    values: FloatArray = _core.structural_holes(network._core, weighted, True, False, threads or 0)[
        0
    ]
    return values


def effective_size(
    network: Network, *, weighted: bool = True, threads: int | None = None
) -> FloatArray:
    """Burt's effective size: the number of neighbours less what is redundant among them.

    Σ_j (1 − Σ_q p_iq m_jq), m_jq = w_jq / max_k w_jk. NaN without ties. Equal to NetworkX.
    """
    values: FloatArray = _core.structural_holes(network._core, weighted, False, True, threads or 0)[
        1
    ]
    return values


def betweenness(
    network: Network,
    *,
    weight: str = "distance",
    normalised: bool = True,
    tolerance: float = 1e-10,
    threads: int | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> FloatArray:
    """Share of shortest paths between other nodes that pass through each node, summed over pairs.

    Parameters
    ----------
    weight : ``"distance"``: a tie is as long as 1/w; ``"none"``: every tie has length 1.
    normalised : divide by the number of pairs of other nodes, (n−1)(n−2)/2.
    tolerance : paths are equally short if they differ by less than this share of their length.
        Weights are sums of fractions, whose ties plain floating-point numbers lose.
    threads : default all cores; the result does not depend on it.
    progress : called with (nodes done, n) about twenty times a second; Ctrl-C is heard.

    Cost O(n·m + n² log n); dense networks of up to 1,024 nodes are quicker.
    Freeman (1977); Brandes (2001), doi:10.1080/0022250X.2001.9990249.
    """
    hops = one_of("weight", weight, ("distance", "none")) == "none"
    values: FloatArray = _core.betweenness(
        network._core, hops, normalised, tolerance, threads or 0, progress
    )
    return values


def cut_nodes(network: Network) -> np.ndarray[Any, Any]:
    """Whether taking a node away would separate others that are connected (bool, n). O(n + m)."""
    import numpy as np

    mask: np.ndarray[Any, Any] = _core.find_cuts(network._core)[0].astype(np.bool_)
    return mask


def cut_ties(network: Network) -> pd.DataFrame:
    """Ties whose removal separates their ends: DataFrame ``source, target`` of ids. O(n + m)."""
    import pandas as pd

    _, source, target = _core.find_cuts(network._core)
    ids = nodes_of(network)["id"].to_numpy()
    return pd.DataFrame({"source": ids[source], "target": ids[target]})
