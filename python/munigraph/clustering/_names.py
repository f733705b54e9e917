"""Names of clusters for people: a number from 1 and the central member."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.labels import Labels, labels_of, nodes_of
from .._common.objects import core_of

if TYPE_CHECKING:
    import numpy as np

    from ..network._network import Network


def cluster_names(network: Network, labels: Labels) -> np.ndarray[Any, Any]:
    """The name of each of ``labels.names``: "4 · Groningen" for the label 3.

    The central member is the one with the most weight inside the cluster. Labels that are words
    (provinces) are names already.
    """
    import numpy as np

    if labels.names.dtype.kind not in "iu":
        return np.array([str(one) for one in labels.names], dtype=object)
    central = _core.cluster_summary(core_of(network), labels.codes, len(labels.names)).central
    members = nodes_of(network)["name"].to_numpy()[central]
    pairs = zip(labels.names.tolist(), members.tolist(), strict=True)
    return np.array([f"{number + 1} · {member}" for number, member in pairs], dtype=object)


def node_cluster_names(network: Network, clustering: Any) -> np.ndarray[Any, Any]:
    """The name of each node's cluster."""
    labels = labels_of(network, clustering)
    return cluster_names(network, labels)[labels.codes]
