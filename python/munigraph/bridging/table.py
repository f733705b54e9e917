"""The table of bridges: one row per municipality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ._labels import labels_of, nodes_of
from .measures import cartographic_roles, cluster_ties

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from ..network import Network

#: Columns that a ranking can be made by, in the table's order.
MEASURES = (
    "strength",
    "outside_share",
    "participation",
    "participation_normalised",
    "within_z",
    "clusters_reached",
)

#: Small values of these bridge most.
ASCENDING = frozenset({"constraint"})

#: Values closer than this, relatively, are the same value to a ranking.
_DIGITS = 12


def bridges(
    network: Network,
    clustering: Any,
    *,
    groups: Any = None,
    by: str = "participation",
    stability: int = 0,
    seed: int = 0,
    measures: Sequence[str] | None = None,
    cuts: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Which municipalities bridge the clusters: one row each, the strongest bridge first.

    Parameters
    ----------
    network : Network of n nodes.
    clustering : n labels, an object with ``.labels``, or a column of ``network.nodes``.
    groups : labels that brokerage is counted between (default: the clusters).
    by : the measure that ranks; large values bridge most, but small ones of ``constraint``.
        Ties are ranked by strength, then by id; NaN comes last.
    stability : draws of the Bayesian bootstrap for ``rank_low`` and ``rank_high`` (0: NaN).
    seed : of those draws.
    measures : the measures to compute (default: all).
    cuts : of the cartographic roles, see :func:`cartographic_roles`.

    Returns
    -------
    DataFrame indexed by id, ordered by ``rank`` (1 is the strongest bridge).
    """
    import numpy as np
    import pandas as pd

    wanted = _wanted(measures, by)
    if stability < 0:
        raise ValueError(f"stability is a number of draws, got {stability}")
    if stability:
        raise NotImplementedError("rank ranges are not part of this version")
    nodes = nodes_of(network)
    _, labels = labels_of(network, clustering)
    ties = cluster_ties(network, clustering)
    columns: dict[str, Any] = {"name": nodes["name"].to_numpy(), "cluster": labels}
    for name in wanted:
        columns[name] = ties[name]
        if name == "within_z":
            columns["role"] = cartographic_roles(ties["participation"], ties[name], cuts=cuts)
    table = pd.DataFrame(columns, index=pd.Index(nodes["id"].to_numpy(), name="id"))
    table["rank"] = rank(table[by].to_numpy(), ties["strength"], table.index, by in ASCENDING)
    table["rank_low"] = np.nan
    table["rank_high"] = np.nan
    return table.sort_values("rank", kind="stable")


def rank(
    values: Any, strength: Any, ids: pd.Index, ascending: bool = False
) -> np.ndarray[Any, Any]:
    """1 for the strongest bridge; ties by strength, then by id; NaN last."""
    import numpy as np

    keys = _rounded(np.asarray(values, dtype=np.float64))
    keys = keys if ascending else -keys
    order = np.lexsort((np.asarray(ids, dtype=str), -_rounded(strength), keys))
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(1, len(order) + 1)
    return ranks


def _rounded(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """To 12 significant digits: the last bits of a sum must not rank nodes that are alike."""
    import numpy as np

    return np.array([float(f"{v:.{_DIGITS}g}") for v in values.tolist()], dtype=np.float64)


def _wanted(measures: Sequence[str] | None, by: str) -> list[str]:
    import difflib

    for name in (by, *(measures or ())):
        if name not in MEASURES:
            near = difflib.get_close_matches(name, MEASURES, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(MEASURES)}"
            raise ValueError(f"unknown measure {name!r}; {hint}")
    return [m for m in MEASURES if measures is None or m in measures or m == by]
