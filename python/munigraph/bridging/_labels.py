"""Labels of nodes in every form a user may hold them in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy as np
    import pandas as pd

    from ..network import Network


def nodes_of(network: Network) -> pd.DataFrame:
    """The nodes of a network; `id` and `name` are always among the columns."""
    nodes = network.nodes
    return nodes if "name" in nodes.columns else nodes.assign(name=nodes["id"])


def one_of(what: str, value: str, known: Collection[str]) -> str:
    """`value`, or a ValueError that names the nearest of `known`."""
    import difflib

    if value in known:
        return value
    near = difflib.get_close_matches(str(value), list(known), 1)
    hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"
    raise ValueError(f"unknown {what} {value!r}; {hint}")


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
    return nodes[one_of(f"column for {what}", name, list(nodes.columns))].to_numpy()


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
