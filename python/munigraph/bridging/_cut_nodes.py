"""Single measures of bridging, each an array over the nodes of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import _core
from .._common.labels import nodes_of
from .._common.objects import core_of

if TYPE_CHECKING:
    import pandas as pd

    from .._common.types import BoolVector
    from ..network._network import Network


def cut_nodes(network: Network) -> BoolVector:
    """Whether taking a node away would separate others that are connected (bool, n). O(n + m).

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> mg.cut_nodes(network).tolist()
    [False, False, True, True, False, False]
    """
    import numpy as np

    mask: BoolVector = _core.find_cuts(core_of(network))[0].astype(np.bool_)
    return mask


def cut_ties(network: Network) -> pd.DataFrame:
    """Ties whose removal separates their ends: DataFrame ``source, target`` of ids. O(n + m).

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> mg.bridging.cut_ties(network)[["source", "target"]].values.tolist()
    [['c', 'd']]
    """
    import pandas as pd

    _, source, target = _core.find_cuts(core_of(network))
    ids = nodes_of(network)["id"].to_numpy()
    return pd.DataFrame({"source": ids[source], "target": ids[target]})
