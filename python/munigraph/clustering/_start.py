"""Runs of Leiden that begin at given labels, and nodes whose label stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.labels import as_text, attribute_of, ids_of, labels_of
from .._common.objects import core_of

if TYPE_CHECKING:
    import numpy as np

    from ..network._network import Network


def from_labels(
    network: Network, initial: Any, fixed: Any, options: dict[str, Any]
) -> _core.Clustering:
    """What the core finds from these labels."""
    import numpy as np

    core = core_of(network)
    if initial is None:
        raise ValueError("fixed: which label stays? give the labels as initial")
    labels = labels_of(network, initial, "initial", unknown=True).codes
    held = np.empty(0, np.uint8) if fixed is None else _mask(network, fixed).astype(np.uint8)
    if len(held) and ((labels < 0) & (held != 0)).any():
        lost = int(np.flatnonzero((labels < 0) & (held != 0))[0])
        one = network._table["id"].iloc[lost]
        raise ValueError(f"fixed: {one!r} has no label in initial that could stay")
    return _core.leiden_from(core, labels, held, **options)


def _mask(network: Network, fixed: Any) -> np.ndarray[Any, Any]:
    """Which nodes are fixed: ids, or a yes or no per node."""
    import numpy as np

    listed = isinstance(fixed, (list, tuple, set, frozenset))
    if listed and not (fixed and all(isinstance(one, (bool, np.bool_)) for one in fixed)):
        ids, named = ids_of(network), as_text(fixed)
        unknown = named[~named.isin(ids)]
        if len(unknown):
            raise ValueError(f"fixed: no node {unknown[0]!r}")
        return np.asarray(ids.isin(named))
    values = attribute_of(network, fixed, "fixed")
    read = np.asarray([bool(one) for one in values]) if values.dtype.kind == "O" else values
    if read.dtype.kind not in "bui" or not np.isin(read, (0, 1)).all():
        raise TypeError("fixed: expected ids, or one yes or no per node")
    return read.astype(bool)
