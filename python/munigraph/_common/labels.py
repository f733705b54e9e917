"""Labels of nodes in every form a user may hold them in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .words import check_word

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from ..network._network import Network


def nodes_of(network: Network) -> pd.DataFrame:
    """The nodes of a network; `id` and `name` are always among the columns."""
    nodes = network.nodes
    return nodes if "name" in nodes.columns else nodes.assign(name=nodes["id"])


def label_codes(labels: Any) -> tuple[np.ndarray[Any, Any], Any]:
    """Labels (integers, strings, anything hashable; or what has ``.labels``) as int32 codes, and
    the distinct labels that the codes number."""
    import numpy as np
    import pandas as pd

    values = getattr(labels, "labels", labels)
    if callable(values):
        raise TypeError(f"expected labels or a clustering, got {type(labels).__name__}")
    array = values if isinstance(values, pd.Series) else np.asarray(values)
    if array.ndim != 1:
        raise ValueError(f"expected one label per node, got an array of shape {array.shape}")
    codes, names = pd.factorize(array, use_na_sentinel=True)
    if (codes < 0).any():
        where = int(np.flatnonzero(codes < 0)[0])
        raise ValueError(f"label {where} is missing; leave such nodes out, or give them a label")
    return codes.astype(np.int32), pd.Index(names)


def labels_of(
    network: Network, labels: Any, what: str = "clustering"
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """(codes, labels): the labels as given, and as integers 0..K-1.

    `labels` has one entry per node: any array, an object with `.labels`, a Series (by id where its
    index holds ids, else by position), or the name of a column of ``network.nodes``.
    """
    import numpy as np
    import pandas as pd

    if isinstance(labels, str):
        labels = _column(network, labels, what)
    labels = getattr(labels, "labels", labels)
    if isinstance(labels, pd.Series):
        labels = _by_id(network, labels, what)
    values = np.asarray(labels)
    if values.dtype.kind not in "biufOUST":
        values = values.astype(object)
    if values.ndim != 1 or len(values) != network.node_count:
        shape = len(values) if values.ndim == 1 else f"shape {values.shape}"
        raise ValueError(f"{what}: one label per node expected ({network.node_count}), got {shape}")
    missing = pd.isna(values)
    if missing.any():
        raise ValueError(
            f"{what}: {int(missing.sum())} nodes have no label (first: node "
            f"{int(np.flatnonzero(missing)[0])}); give them one, or leave them out of the network"
        )
    codes, _ = pd.factorize(values)
    return codes.astype(np.int32), values


def _column(network: Network, name: str, what: str) -> Any:
    nodes = nodes_of(network)
    return nodes[check_word(f"column for {what}", name, list(nodes.columns))].to_numpy()


def _by_id(network: Network, labels: pd.Series, what: str) -> Any:
    import pandas as pd

    if isinstance(labels.index, pd.RangeIndex) or not labels.index.is_unique:
        return labels.to_numpy()
    ids = nodes_of(network)["id"]
    if not ids.isin(labels.index).any():
        return labels.to_numpy()
    absent = ids[~ids.isin(labels.index)]
    if len(absent):
        raise KeyError(f"{what}: no label for {absent.iloc[0]!r} and {len(absent) - 1} others")
    return labels.reindex(ids).to_numpy()
