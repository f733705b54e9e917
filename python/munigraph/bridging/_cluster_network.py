"""What does the bridging: arrangements, ties between clusters, and the network of clusters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.labels import labels_of
from .._common.objects import core_of
from .._common.result import Result
from ..clustering._names import cluster_names

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from .._common.types import LabelsLike
    from ..network._network import Network


@dataclass(frozen=True)
class ClusterNetwork(Result):
    """The network of clusters: what ties them, and how much of all ties stays inside.

    Attributes
    ----------
    clusters : one row per cluster: ``cluster, cluster_name, size, ties_inside, ties_outside,
        weight_inside, weight_outside, ei_index, linked_to`` (other clusters it has a tie to).
    links : one row per tied pair of clusters: ``source, target, ties, weight, pairs_share`` (tied
        pairs of all pairs between the two) and ``arrangements`` (that tie them; NaN without
        memberships).
    linked_pairs_share : share of the pairs of clusters (of two or more members) with a tie.
    cross_weight_share : share of the weight of all ties that lies between clusters.
    ei_index : (external − internal) / (external + internal) ties, by number, from −1 (all inside)
        to 1 (Krackhardt & Stern 1988); each tie counts once.
    ei_index_weighted : the same by weight.

    Shares are NaN where there is nothing to take a share of.
    """

    clusters: pd.DataFrame
    links: pd.DataFrame
    linked_pairs_share: float
    cross_weight_share: float
    ei_index: float
    ei_index_weighted: float

    @property
    def table(self) -> pd.DataFrame:
        """The clusters."""
        return self.clusters

    def __repr__(self) -> str:
        return (
            f"<ClusterNetwork: {len(self.clusters)} clusters, {len(self.links)} linked pairs "
            f"({self.linked_pairs_share:.0%}), {self.cross_weight_share:.1%} of weight across>"
        )


def cluster_network(network: Network, clustering: LabelsLike) -> ClusterNetwork:
    """The network of clusters (meta-network) of a clustering; groups of any kind will do.

    Groups of one member are clusters of the table too, but not of ``linked_pairs_share``.
    Cost O(n + m).

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> mg.cluster_network(network, [0, 0, 0, 1, 1, 1]).table["ei_index"].tolist()
    [-0.5, -0.5]
    """
    import numpy as np
    import pandas as pd

    read = labels_of(network, clustering)
    codes, labels = read.codes, read.values
    found = _core.cluster_network(core_of(network), codes)
    own = canonical(codes)
    called = originals(own, labels)
    sizes = np.bincount(own, minlength=len(called))
    source, target = found.source, found.target
    inside, outside = found.ties_inside, found.ties_outside
    links = pd.DataFrame(
        {
            "source": called[source],
            "target": called[target],
            "ties": found.ties,
            "weight": found.weight,
            "pairs_share": found.ties / (sizes[source] * sizes[target]),
            "arrangements": _arrangements_between(network, codes, own, found),
        }
    )
    clusters = pd.DataFrame(
        {
            "cluster": called,
            "cluster_name": originals(own, cluster_names(network, read)[codes]),
            "size": sizes,
            "ties_inside": inside,
            "ties_outside": outside,
            "weight_inside": found.weight_inside,
            "weight_outside": found.weight_outside,
            "ei_index": [_ei(o, i) for o, i in zip(outside, inside, strict=True)],
            "linked_to": np.bincount(
                np.concatenate([source, target]), minlength=len(called)
            ).astype(np.int64),
        }
    )
    real = int((sizes >= 2).sum())  # the largest come first
    linked = int(((source < real) & (target < real)).sum())
    across, total = found.weight_across, found.total_weight
    return ClusterNetwork(
        clusters=clusters,
        links=links,
        linked_pairs_share=linked / (real * (real - 1) / 2) if real > 1 else np.nan,
        cross_weight_share=across / total if total > 0 else np.nan,
        ei_index=_ei(found.ties_across, found.total_ties - found.ties_across),
        ei_index_weighted=_ei(across, total - across),
    )


def compare_cluster_networks(networks: Mapping[str, tuple[Network, LabelsLike]]) -> pd.DataFrame:
    """One row per domain (or whatever the keys are) of ``{name: (network, clustering)}``: ``name,
    clusters, linked_pairs_share, cross_weight_share, ei_index, ei_index_weighted``.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> both = {"one": (network, [0, 0, 0, 1, 1, 1]), "other": (network, [0, 0, 1, 1, 1, 1])}
    >>> len(mg.bridging.compare_cluster_networks(both))
    2
    """
    import pandas as pd

    rows = []
    for name, (network, clustering) in networks.items():
        meta = cluster_network(network, clustering)
        rows.append(
            {
                "name": name,
                "clusters": int((meta.clusters["size"] >= 2).sum()),
                "linked_pairs_share": meta.linked_pairs_share,
                "cross_weight_share": meta.cross_weight_share,
                "ei_index": meta.ei_index,
                "ei_index_weighted": meta.ei_index_weighted,
            }
        )
    return pd.DataFrame(rows)


def canonical(codes: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The label that the core gives each node for its group."""
    return _core.canonical_labels(codes, ())[0]


def originals(own: np.ndarray[Any, Any], labels: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The user's label of every canonical one."""
    import numpy as np

    _, first = np.unique(own, return_index=True)
    return labels[first]


def _ei(external: float, internal: float) -> float:
    total = external + internal
    return float((external - internal) / total) if total > 0 else float("nan")


def _arrangements_between(
    network: Network,
    codes: np.ndarray[Any, Any],
    canonical_of: np.ndarray[Any, Any],
    found: _core.ClusterNetwork,
) -> np.ndarray[Any, Any]:
    """Number of arrangements that tie each linked pair of clusters."""
    import numpy as np

    if not core_of(network).has_memberships:
        return np.full(len(found.source), np.nan)
    details = _core.bridge_details(core_of(network), codes)
    groups = int(canonical_of.max(initial=-1)) + 1
    own = canonical_of[details.node].astype(np.int64)
    upward = own < details.cluster
    pair = own[upward] * groups + details.cluster[upward]
    behind = np.unique(np.stack([pair, details.arrangement[upward]]), axis=1)[0]
    pairs, counts = np.unique(behind, return_counts=True)
    wanted = found.source.astype(np.int64) * groups + found.target
    result: np.ndarray[Any, Any] = counts[np.searchsorted(pairs, wanted)]
    return result
