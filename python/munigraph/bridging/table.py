"""The table of bridges: one row per municipality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .. import _core
from ._labels import labels_of, nodes_of, one_of
from .measures import (
    BROKER_ROLES,
    betweenness,
    brokerage,
    cartographic_roles,
    cluster_ties,
    cut_nodes,
)

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
    *BROKER_ROLES,
    "constraint",
    "effective_size",
    "betweenness",
    "cut_node",
    "clusters_reached",
    "bridging_arrangements",
)

#: Small values of these bridge most.
ASCENDING = frozenset({"constraint"})

#: Nodes × edges from which betweenness has to be asked for by name: some ten minutes on one core.
_PATIENCE = 10**10

#: Significant digits that a ranking looks at.
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
    threads: int | None = None,
) -> pd.DataFrame:
    """Which municipalities bridge the clusters: one row each, the strongest bridge first.

    Parameters
    ----------
    network : Network of n nodes.
    clustering : n labels, an object with ``.labels``, or a column of ``network.nodes``.
    groups : labels that brokerage is counted between (default: the clusters).
    by : the measure that ranks; large values bridge most, but small ones of ``constraint``.
        Ties (to 12 digits) are ranked by strength, then by id; NaN comes last.
    stability : draws of the Bayesian bootstrap over arrangements for ``rank_low`` and
        ``rank_high`` (95% range; 0: NaN), see :func:`rank_stability`.
    seed : of those draws.
    measures : the measures to compute (default: all; strength is always one). Betweenness takes by
        far the longest, O(n·m): on networks with n·m > 10¹⁰ it is NaN, with a warning, unless it is
        named here or in ``by``.
    cuts : of the cartographic roles, see :func:`cartographic_roles`.
    threads : default all cores.

    Returns
    -------
    DataFrame indexed by id, ordered by ``rank`` (1 is the strongest bridge): ``name, cluster,
    strength, outside_share, participation, participation_normalised, within_z, role, coordinator,
    consultant, gatekeeper, liaison, constraint, effective_size, betweenness, cut_node,
    clusters_reached, bridging_arrangements, rank, rank_low, rank_high``. Measures are described at
    the functions of their names; ``bridging_arrangements`` counts the arrangements that tie a
    municipality to another cluster (NaN where the network has no memberships).
    """
    import numpy as np
    import pandas as pd

    chosen = MEASURES if measures is None else {"strength", by, *measures}
    wanted = [m for m in MEASURES if m in chosen]
    skipped = measures is None and by != "betweenness" and _takes_long(network)
    if skipped:
        wanted.remove("betweenness")
    for name in (by, *(measures or ())):
        one_of("measure", name, MEASURES)
    if stability < 0:
        raise ValueError(f"stability is a number of draws, got {stability}")
    nodes = nodes_of(network)
    ids = pd.Index(nodes["id"].to_numpy(), name="id")
    _, labels = labels_of(network, clustering)
    values = compute(network, clustering, wanted, groups=groups, threads=threads)
    if skipped:
        values["betweenness"] = np.full(len(ids), np.nan)
        wanted = list(MEASURES)
    columns: dict[str, Any] = {"name": nodes["name"].to_numpy(), "cluster": labels}
    for name in wanted:
        columns[name] = values[name]
        if name == "within_z":
            columns["role"] = cartographic_roles(values["participation"], values[name], cuts=cuts)
    table = pd.DataFrame(columns, index=ids)
    table["rank"] = rank(values[by], values["strength"], ids, by)
    table["rank_low"] = table["rank_high"] = np.nan
    if stability:
        from .stability import rank_stability

        ranges = rank_stability(
            network,
            clustering,
            by=by,
            groups=groups,
            draws=stability,
            seed=seed,
            threads=threads,
        ).table
        table["rank_low"] = ranges["rank_low"].reindex(ids)
        table["rank_high"] = ranges["rank_high"].reindex(ids)
    table = table.sort_values("rank", kind="stable")
    # So that tables made of this one know what it was ranked by and how the nodes were ordered.
    table.attrs = {"by": by, "nodes": tuple(ids)}
    return table


def _takes_long(network: Network) -> bool:
    import warnings

    if network.node_count * network.edge_count <= _PATIENCE:
        return False
    warnings.warn(
        f"betweenness of {network.node_count:,} nodes and {network.edge_count:,} edges takes long "
        "and is left out; to have it, name it in `measures`",
        stacklevel=3,
    )
    return True


def compute(
    network: Network,
    clustering: Any,
    wanted: Sequence[str],
    *,
    groups: Any = None,
    threads: int | None = None,
) -> dict[str, Any]:
    """The wanted measures, and those against clusters in any case."""
    values = cluster_ties(network, clustering)
    if any(role in wanted for role in BROKER_ROLES):
        between = clustering if groups is None else groups
        counts = brokerage(network, between, threads=threads).astype("int64")
        values |= {role: counts[:, r] for r, role in enumerate(BROKER_ROLES)}
    burt = ("constraint" in wanted, "effective_size" in wanted)
    if any(burt):
        holes = _core.structural_holes(network._core, True, *burt, threads or 0)
        values |= dict(zip(("constraint", "effective_size"), holes, strict=True))
    if "betweenness" in wanted:
        values["betweenness"] = betweenness(network, threads=threads)
    if "cut_node" in wanted:
        values["cut_node"] = cut_nodes(network)
    if "bridging_arrangements" in wanted:
        values["bridging_arrangements"] = _bridging_arrangements(network, clustering)
    return values


def _bridging_arrangements(network: Network, clustering: Any) -> np.ndarray[Any, Any]:
    import numpy as np

    if not network._core.has_memberships:
        return np.full(network.node_count, np.nan)
    codes, _ = labels_of(network, clustering)
    found: np.ndarray[Any, Any] = _core.arrangement_bridges(network._core, codes)[
        "bridging_of_node"
    ]
    return found


def rank(values: Any, strength: Any, ids: pd.Index, by: str) -> np.ndarray[Any, Any]:
    """1 for the strongest bridge; ties by strength, then by id; NaN last."""
    import numpy as np

    keys = _rounded(np.asarray(values, dtype=np.float64))
    keys = keys if by in ASCENDING else -keys
    order = np.lexsort((np.asarray(ids, dtype=str), -_rounded(strength), keys))
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(1, len(order) + 1)
    return ranks


def _rounded(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """To 12 significant digits: the last bits of a sum must not rank nodes that are alike."""
    import numpy as np

    return np.array([float(f"{v:.{_DIGITS}g}") for v in values.tolist()], dtype=np.float64)
