"""Partitions from elsewhere, as rows of labels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .._common.labels import labellings_of

if TYPE_CHECKING:
    import numpy as np

    from ..network._network import Network


def partition_matrix(network: Network, partitions: Any) -> np.ndarray[Any, Any]:
    """Several labellings of a network as an array R×n (int32), one row each."""
    import numpy as np

    if isinstance(partitions, (str, Mapping)) or not hasattr(
        getattr(partitions, "labels", partitions), "__iter__"
    ):
        raise TypeError(
            "partitions: expected an ensemble, an array R×n or a list of labellings, got "
            + type(partitions).__name__
        )
    rows = list(labellings_of(network, partitions, "partitions"))
    if not rows:
        raise ValueError("partitions: at least one is needed")
    return np.array(rows, dtype=np.int32).reshape(len(rows), network.node_count)
