"""The table of bridges: one row per municipality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .._common.arguments import checked_seed, checked_threads
from .._common.choices import check_choices
from .._common.labels import labels_of, nodes_of
from .._common.objects import require
from .._common.progress import Progress, ProgressLike
from .._common.warn import warn
from .._common.words import check_word
from ..clustering._names import cluster_names
from ._cartography import cartographic_roles
from ._rank_stability import rank_stability
from ._ranking import MEASURES, compute, long_ones, rank

if TYPE_CHECKING:
    import pandas as pd

    from .._common.literals import By
    from .._common.types import LabelsLike, ValuesLike
    from ..network._network import Network


#: Nodes × edges from which betweenness has to be asked for by name: some ten minutes on one core.
_PATIENCE = 10**10


def bridges(
    network: Network,
    clustering: LabelsLike,
    *,
    groups: ValuesLike | None = None,
    by: By = "participation",
    stability: int = 0,
    seed: int = 0,
    measures: Sequence[str] | None = None,
    cuts: Mapping[str, float] | None = None,
    threads: int | None = None,
    progress: ProgressLike = None,
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
    progress : True, False or a function of (steps done, all); None shows a bar on terminals and in
        notebooks after two seconds.

    Returns
    -------
    DataFrame indexed by id, ordered by ``rank`` (1 is the strongest bridge): ``name, rank,
    rank_low, rank_high, cluster, cluster_name, strength, outside_share, participation,
    participation_normalised, within_z, role, coordinator, consultant, gatekeeper, liaison,
    constraint, effective_size, betweenness, cut_node, clusters_reached, bridging_arrangements``.
    Measures are described at the functions of their names; ``bridging_arrangements`` counts the
    arrangements that tie a municipality to another cluster (NaN where the network has no
    memberships).

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> table = mg.bridges(network, [0, 0, 0, 1, 1, 1])
    >>> table[["rank", "participation", "cut_node"]].round(3).head(2)
        rank  participation  cut_node
    id
    c      1          0.444      True
    d      2          0.444      True

    The strongest bridges with the range of their ranks:

    >>> network = mg.datasets.load("nl-2020").at("2020-07-01").network(domain="social")
    >>> table = mg.bridges(network, mg.leiden(network), stability=20, seed=1)
    >>> table[["name", "rank", "rank_low", "rank_high"]].head(2)
                  name  rank  rank_low  rank_high
    id
    GM0394  Haarlemmermeer     1       1.0       92.0
    GM0626     Voorschoten     2       1.0       22.0
    """
    import numpy as np
    import pandas as pd

    require(network)
    check_choices("bridges", by=by, stability=stability)
    seed, threads = checked_seed(seed), checked_threads(threads)
    chosen = MEASURES if measures is None else {"strength", by, *measures}
    wanted = [m for m in MEASURES if m in chosen]
    skipped = measures is None and by != "betweenness" and _takes_long(network)
    if skipped:
        wanted.remove("betweenness")
    for name in measures or ():
        check_word("measure", name, MEASURES)
    nodes = nodes_of(network)
    ids = pd.Index(nodes["id"].to_numpy(), name="id")
    labels = labels_of(network, clustering)
    pieces = long_ones(wanted) + bool(stability)
    with Progress("bridges", progress, counted=False) as bar:
        reports = (bar.share(k, max(pieces, 1)) for k in range(max(pieces, 1)))
        values = compute(
            network, clustering, wanted, groups=groups, threads=threads, reports=reports
        )
        ranges = None
        if stability:
            ranges = rank_stability(
                network,
                clustering,
                by=by,
                groups=groups,
                draws=stability,
                seed=seed,
                threads=threads,
                progress=next(reports) or False,
            ).table
        if not pieces and bar.callback:
            bar.callback(1, 1)
    if skipped:
        values["betweenness"] = np.full(len(ids), np.nan)
        wanted = list(MEASURES)
    columns: dict[str, Any] = {
        "name": nodes["name"].to_numpy(),
        "rank": rank(values[by], values["strength"], ids, by),
        "rank_low": np.nan,
        "rank_high": np.nan,
        "cluster": labels.values,
        "cluster_name": cluster_names(network, labels)[labels.codes],
    }
    for name in wanted:
        columns[name] = values[name]
        if name == "within_z":
            columns["role"] = cartographic_roles(values["participation"], values[name], cuts=cuts)
    table = pd.DataFrame(columns, index=ids)
    if ranges is not None:
        table["rank_low"] = ranges["rank_low"].reindex(ids)
        table["rank_high"] = ranges["rank_high"].reindex(ids)
    table = table.sort_values("rank", kind="stable")
    # So that tables made of this one know what it was ranked by, how the nodes were ordered, and
    # where they lie.
    table.attrs = {"by": by, "nodes": tuple(ids), "places": _places(nodes)}
    return table


def _places(nodes: pd.DataFrame) -> dict[str, tuple[Any, ...]]:
    """Positions and provinces of the nodes, as far as they have them; None where missing. Plain
    values, so that a table with them can be written as Parquet and compared."""
    found = {}
    for name in ("lon", "lat", "province"):
        if name in nodes.columns and nodes[name].notna().any():
            values = nodes[name].astype(object)
            found[name] = tuple(values.where(nodes[name].notna(), None).tolist())
    return found


def _takes_long(network: Network) -> bool:
    if network.node_count * network.edge_count <= _PATIENCE:
        return False
    warn(
        f"betweenness of {network.node_count:,} nodes and {network.edge_count:,} edges takes long "
        "and is left out; to have it, name it in `measures`",
    )
    return True
