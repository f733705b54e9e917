"""What does the bridging: arrangements, ties between clusters, and the network of clusters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import _core
from .._common.labels import labels_of, nodes_of
from .._common.objects import core_of
from ..clustering._names import cluster_names
from ._cluster_network import canonical, originals

if TYPE_CHECKING:
    import pandas as pd

    from .._common.types import LabelsLike
    from ..network._network import Network


def bridging_arrangements(network: Network, clustering: LabelsLike) -> pd.DataFrame:
    """Which arrangements tie clusters together: one row each, the most weight across first.

    Columns: ``arrangement`` (id), ``name``, ``size`` (members counted), ``clusters_spanned``
    (different labels among them), ``cross_pairs_share`` (of the pairs that the arrangement ties,
    of a star host and member, the share between clusters; NaN where it ties none),
    ``weight_across`` (its part of the weight of ties between clusters), ``weight`` (its part of all
    ties). Parts add up to the network's weight; under weightings that are no sums over
    arrangements, every tie is shared out evenly over the arrangements behind it.

    Raises ValueError for a network without memberships. Cost O(Σ k²).

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
    >>> mg.bridging_arrangements(network, [0, 0, 0, 1, 1, 1])[["clusters_spanned"]].iloc[0].tolist()
    [2]
    """
    import numpy as np
    import pandas as pd

    codes = labels_of(network, clustering).codes
    found = _core.arrangement_bridges(core_of(network), codes)
    names = network.arrangements
    share = np.full(len(names), np.nan)
    np.divide(found.cross_pairs, found.pairs, out=share, where=found.pairs > 0)
    table = pd.DataFrame(
        {
            "arrangement": names["id"].to_numpy(),
            "name": names["name"].to_numpy(),
            "size": found.size,
            "clusters_spanned": found.clusters_spanned,
            "cross_pairs_share": share,
            "weight_across": found.weight_across,
            "weight": found.weight,
        }
    )
    order = ["weight_across", "clusters_spanned", "arrangement"]
    return table.sort_values(
        order, ascending=[False, False, True], kind="stable", ignore_index=True
    )


def bridge_details(network: Network, clustering: LabelsLike) -> pd.DataFrame:
    """The arrangements behind each municipality's bridging, as a long table.

    One row per municipality × arrangement × other cluster that the arrangement ties it to:
    ``id, name, arrangement, arrangement_name, cluster, cluster_name`` (the one
    reached), ``partners`` (members of that cluster tied to) and ``weight`` (the arrangement's part
    in those ties). Summed by municipality, ``weight`` is its strength outside its cluster.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
    >>> table = mg.bridge_details(network, [0, 0, 0, 1, 1, 1])
    >>> table["arrangement"].tolist()
    ['z', 'z']
    """
    import pandas as pd

    read = labels_of(network, clustering)
    codes, labels = read.codes, read.values
    called = cluster_names(network, read)[codes]
    own = canonical(codes)
    found = _core.bridge_details(core_of(network), codes)
    nodes, names = nodes_of(network), network.arrangements
    return pd.DataFrame(
        {
            "id": nodes["id"].to_numpy()[found.node],
            "name": nodes["name"].to_numpy()[found.node],
            "arrangement": names["id"].to_numpy()[found.arrangement],
            "arrangement_name": names["name"].to_numpy()[found.arrangement],
            "cluster": originals(own, labels)[found.cluster],
            "cluster_name": originals(own, called)[found.cluster],
            "partners": found.partners,
            "weight": found.weight,
        }
    )


def cross_ties(network: Network, clustering: LabelsLike) -> pd.DataFrame:
    """The ties between clusters, the strongest first, with what they are made of.

    Columns: ``source, target`` (ids), ``source_cluster, target_cluster, weight, shared`` and
    ``arrangements`` (ids of the arrangements that tie the pair; empty where made from edges).

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> mg.bridging.cross_ties(network, [0, 0, 0, 1, 1, 1])[["source", "target"]].values.tolist()
    [['c', 'd']]
    """
    import numpy as np

    labels = labels_of(network, clustering).values
    source, target, _ = core_of(network).edges()
    edges = network.edges
    across = np.asarray(labels[source] != labels[target])
    table = edges[across].copy()
    table.insert(2, "source_cluster", labels[source[across]])
    table.insert(3, "target_cluster", labels[target[across]])
    rows: list[list[str]] = [[] for _ in range(len(table))]
    if core_of(network).has_memberships:
        ids = network.arrangements["id"].to_numpy()
        pairs = zip(source[across].tolist(), target[across].tolist(), strict=True)
        rows = [ids[core_of(network).arrangements_between(a, b)].tolist() for a, b in pairs]
    table["arrangements"] = rows
    order = ["weight", "source", "target"]
    return table.sort_values(order, ascending=[False, True, True], ignore_index=True)
