"""How far apart clusters are, and what of that hangs on the top bridges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import checked_count, checked_threads
from .._common.labels import labels_of, nodes_of
from .._common.objects import core_of
from .._common.progress import Progress, ProgressLike
from .._common.result import Result
from ._bridges import bridges
from ._cluster_network import canonical, originals

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy as np
    import pandas as pd

    from .._common.literals import By
    from .._common.types import LabelsLike
    from ..network._network import Network


@dataclass(frozen=True)
class ReachResult(Result):
    """Distances with and without the top bridges, over the same pairs: those of all others.

    Attributes
    ----------
    summary : one row per case (``with``: as it is; ``without``: the bridges and their ties taken
        away) and kind of pair (``within``, ``between`` clusters): ``pairs, connected_share,
        mean_hops, mean_distance`` (Σ 1/w; both over connected pairs, so they can fall when pairs
        come apart), ``efficiency_hops, efficiency_distance`` (mean of 1/length, 0 for pairs that
        are not connected: these can only fall), ``clusters_one_step, clusters_two_steps`` (means
        over nodes of other clusters reached; rows ``between`` only).
    nodes : indexed by id: ``name, clusters_one_step, clusters_two_steps`` and the same with
        ``_without``; the bridges themselves have no value.
    pairs : one row per pair of clusters of two or more members (a cluster with itself included):
        ``source, target, pairs, connected_share, mean_hops, mean_distance`` and the last three with
        ``_without``.
    removed : ids of the bridges taken away.
    """

    summary: pd.DataFrame
    nodes: pd.DataFrame
    pairs: pd.DataFrame
    removed: list[str]

    @property
    def table(self) -> pd.DataFrame:
        """The summary."""
        return self.summary

    def __repr__(self) -> str:
        return f"<ReachResult: {len(self.nodes)} nodes, without {len(self.removed)} bridges>"


def reach(
    network: Network,
    clustering: LabelsLike,
    *,
    top: int = 10,
    by: By = "participation",
    remove: Collection[str] | None = None,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> ReachResult:
    """How far municipalities are apart, between and within clusters, and without the top bridges.

    Parameters
    ----------
    top : how many of the strongest bridges are taken away, ranked ``by``.
    remove : ids to take away instead.

    Paths are measured in hops and in Σ 1/w (strong ties are short). Cost O(n·m log n), twice.
    Raises KeyError for an unknown id, ValueError for a ``top`` below 0.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> mg.reach(network, [0, 0, 0, 1, 1, 1], remove=["c"]).removed
    ['c']
    """
    import numpy as np
    import pandas as pd

    top = checked_count(top, "top")
    codes, _, labels = labels_of(network, clustering)
    nodes = nodes_of(network)
    ids = pd.Index(nodes["id"].to_numpy(), name="id")
    if remove is None:
        ranked = bridges(network, clustering, by=by, measures=["strength", by], threads=threads)
        removed = ranked.index[:top].tolist()
    else:
        removed = list(remove)
        unknown = [id_ for id_ in removed if id_ not in ids]
        if unknown:
            raise KeyError(f"no node {unknown[0]!r}")
    gone = ids.isin(removed).astype(np.uint8)
    none = np.empty(0, np.uint8)
    core = core_of(network)
    cores = checked_threads(threads)
    with Progress("nodes", progress) as bar:
        before = _core.reach(core, codes, none, gone, cores, bar.part(0, 2))
        after = _core.reach(core, codes, gone, gone, cores, bar.part(1, 2))

    columns: dict[str, Any] = {"name": nodes["name"].to_numpy()}
    for suffix, found in (("", before), ("_without", after)):
        columns |= {column + suffix: steps for column, steps in _steps(found).items()}
    table = pd.DataFrame(columns, index=ids)
    summary = [
        row
        for case, suffix, found in (("with", "", before), ("without", "_without", after))
        for row in _summary(case, found, table, suffix)
    ]
    return ReachResult(
        summary=pd.DataFrame(summary),
        nodes=table,
        pairs=_pairs(before, after, codes, labels),
        removed=removed,
    )


def distances(
    network: Network,
    codes: np.ndarray[Any, Any],
    *,
    aside: Collection[str] = (),
    threads: int | None = None,
) -> pd.DataFrame:
    """The summary of :func:`reach` with all nodes there (case ``with``) alone, at half its cost.
    Paths run through nodes that are set aside, and lead neither from nor to them."""
    import numpy as np
    import pandas as pd

    ids = pd.Index(nodes_of(network)["id"].to_numpy())
    unmeasured = ids.isin(list(aside)).astype(np.uint8)
    none = np.empty(0, np.uint8)
    found = _core.reach(core_of(network), codes, none, unmeasured, checked_threads(threads), None)
    return pd.DataFrame(_summary("with", found, pd.DataFrame(_steps(found)), ""))


def _steps(found: _core.Reach) -> dict[str, np.ndarray[Any, Any]]:
    """Clusters that each node reaches; missing for nodes that are not measured."""
    import numpy as np

    both = {"clusters_one_step": found.one_step, "clusters_two_steps": found.two_steps}
    return {name: np.where(steps < 0, np.nan, steps) for name, steps in both.items()}


def _summary(
    case: str, found: _core.Reach, nodes: pd.DataFrame, suffix: str
) -> list[dict[str, Any]]:
    import numpy as np

    inside = np.eye(found.clusters + 1, dtype=bool)
    inside[-1, -1] = False  # clusters of one, pooled: pairs of different clusters
    rows = []
    for kind, cells in (("within", inside), ("between", ~inside)):
        pairs, connected = (float(sums[cells].sum()) for sums in (found.pairs, found.connected))
        row: dict[str, Any] = {"case": case, "kind": kind, "pairs": int(pairs) // 2}
        row |= {
            "connected_share": _ratio(connected, pairs),
            "mean_hops": _ratio(float(found.hops[cells].sum()), connected),
            "mean_distance": _ratio(float(found.distance[cells].sum()), connected),
            "efficiency_hops": _ratio(float(found.inverse_hops[cells].sum()), pairs),
            "efficiency_distance": _ratio(float(found.inverse_distance[cells].sum()), pairs),
        }
        for column in ("clusters_one_step", "clusters_two_steps"):
            row[column] = nodes[column + suffix].mean() if kind == "between" else np.nan
        rows.append(row)
    return rows


def _ratio(a: float, b: float) -> float:
    return a / b if b > 0 else float("nan")


def _pairs(
    before: _core.Reach,
    after: _core.Reach,
    codes: np.ndarray[Any, Any],
    labels: np.ndarray[Any, Any],
) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    original = originals(canonical(codes), labels)
    a, b = np.triu_indices(before.clusters)
    columns: dict[str, Any] = {"source": original[a], "target": original[b]}
    pairs = before.pairs[a, b]
    columns["pairs"] = np.where(a == b, pairs // 2, pairs)
    for suffix, found in (("", before), ("_without", after)):
        connected = found.connected[a, b]
        for name, over, of in (
            ("connected_share", connected, pairs),
            ("mean_hops", found.hops[a, b], connected),
            ("mean_distance", found.distance[a, b], connected),
        ):
            share = np.full(len(a), np.nan)
            np.divide(over, of, out=share, where=of > 0)
            columns[name + suffix] = share
    return pd.DataFrame(columns)
