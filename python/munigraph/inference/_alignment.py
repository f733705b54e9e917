"""Clusters beside a geography: do they follow the borders of provinces, and which do they cross?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .._common.labels import labels_of
from .._common.numbers import decimals
from .._common.objects import core_of, require
from .._common.order import network_first
from .._common.result import Result
from ..clustering._names import cluster_names
from ..comparison._agreement import Agreement, compare

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from .._common.types import HasLabels, LabelsLike, ValuesLike
    from ..network._network import Network

__all__ = ["Alignment", "alignment"]


@dataclass(frozen=True)
class Alignment(Result):
    """How clusters follow a grouping of the nodes, such as provinces.

    Nodes without a group (``unknown``) are left out of everything but sizes; nodes without ties
    are in no cluster and left out of ``agreement``.
    """

    by: str
    clusters: pd.DataFrame
    """One row per cluster (of two or more): ``cluster, cluster_name, size, unknown, majority``
    (the most frequent group, ties by name), ``share`` (of the known members in it), ``groups``
    (their number), ``weight_share`` (of the weight inside the cluster, what stays within groups).
    """
    agreement: Agreement | None
    """Clusters and groups compared over nodes with a tie and a group; ``None`` without any."""
    share: float
    """Share of nodes (in clusters, with a group) that are in their cluster's majority group."""
    weight_within: float
    """Share of the weight of all ties (between nodes with a group) that stays within groups."""
    unknown: list[str]
    """Ids of nodes without a group."""
    crossing: pd.DataFrame
    """Group × group: weight of the ties between members of the two (symmetric; within a group each
    tie counts once)."""
    borders: pd.DataFrame
    """One row per two groups with a tie, most weight first: ``a, b, weight, ties, share_of_a,
    share_of_b`` (of the weight that leaves each), ``ratio`` (weight over what both would have if
    the weight that leaves groups went to others in proportion to theirs), ``clusters`` (that have
    members in both)."""
    leanings: pd.DataFrame
    """One row per group: ``group, size, within`` (share of its members' strength that stays
    inside), ``partner, partner_share`` (of the weight that leaves, the group that gets most),
    ``rather_than, rather_than_share`` (the runner-up), ``clusters`` (over which it is split)."""
    table: pd.DataFrame
    """Cluster × group: number of nodes."""

    def describe(self) -> list[str]:
        """A sentence per group: with whom it works across its border rather than with whom else.

        Examples
        --------
        >>> import munigraph as mg
        >>> network = mg.datasets.load("nl-2020").at("2020-07-01").network()
        >>> mg.alignment(network, mg.leiden(network)).describe()[-2]
        'Zeeland works with Noord-Brabant (100% of the weight that crosses its border)'
        """
        lines = []
        for row in self.leanings.to_dict("records"):
            if row["partner"] is None:
                lines.append(f"{row['group']} works with no other group")
                continue
            line = f"{row['group']} works with {row['partner']} ({row['partner_share']:.0%} of the "
            line += "weight that crosses its border)"
            if row["rather_than"] is not None:
                second = f"{row['rather_than_share']:.0%}"
                # What reads as the same share is no preference.
                even = second == f"{row['partner_share']:.0%}"
                line += (
                    f" {'as much as' if even else 'rather than'} {row['rather_than']} ({second})"
                )
            lines.append(line)
        return lines

    def _said(self) -> list[str]:
        return [*super()._said(), *self.describe()[:5]]

    def _shown(self) -> pd.DataFrame:
        """The clusters; the table of counts has a column per group."""
        return self.clusters

    def __repr__(self) -> str:
        ami = float("nan") if self.agreement is None else self.agreement.ami
        return (
            f"<Alignment by {self.by}: {self.share:.0%} of nodes in their cluster's majority, "
            f"AMI {decimals(ami, 3)}, {self.weight_within:.1%} of weight within>"
        )


@network_first("clustering", "by", "network")
def alignment(
    network: Network | HasLabels, clustering: LabelsLike | None = None, by: ValuesLike = "province"
) -> Alignment:
    """Compare clusters with a grouping of their nodes.

    Parameters
    ----------
    network : the network; a clustering that was not unpickled knows its own and may stand alone.
    clustering : a ``Clustering``, or labels.
    by : a column of ``network.nodes``, or one label per node; missing values are unknown.

    Raises ``ValueError`` for an unknown column ("did you mean …?") or lengths that do not fit.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.datasets.load("nl-2020").at("2020-07-01").network(domain="social")
    >>> found = mg.leiden(network)
    >>> 0.5 < mg.alignment(network, found, "province").share < 1
    True
    """
    known: Any = network
    if clustering is None:
        known, clustering = getattr(network, "_network", None), known
    if known is None:
        require(clustering, "Network")
        raise ValueError("alignment needs a clustering as well: alignment(network, clustering)")
    read = labels_of(known, clustering)
    labels = read.values
    codes, found, _ = labels_of(known, by, "groups", unknown=True, ascending=True)
    names = list(found)
    ids = known._table["id"].to_numpy()
    tied = ~core_of(known).isolates.astype(bool)
    both = tied & (codes >= 0)
    edges = _Edges(known, labels, codes, len(names))
    clusters, table = _per_cluster(labels, codes, names, edges)
    called = dict(zip(read.names.tolist(), cluster_names(known, read), strict=True))
    clusters.insert(1, "cluster_name", clusters["cluster"].map(called))
    members = int(clusters["size"].sum() - clusters["unknown"].sum())
    majority = float((clusters["share"] * (clusters["size"] - clusters["unknown"])).sum())
    crossing = _frame(edges.weight_between, names)
    return Alignment(
        by=by if isinstance(by, str) else "groups",
        clusters=clusters,
        agreement=compare(labels[both], codes[both]) if both.any() else None,
        share=majority / members if members else float("nan"),
        weight_within=edges.within_share,
        unknown=ids[codes < 0].tolist(),
        crossing=crossing,
        borders=_borders(edges, names, table),
        leanings=_leanings(edges, names, codes, table),
        table=table,
    )


class _Edges:
    """Weights of ties added up between groups, and within clusters."""

    def __init__(
        self, network: Network, labels: np.ndarray[Any, Any], codes: Any, groups: int
    ) -> None:
        import numpy as np

        source, target, weight = core_of(network).edges()
        a, b = codes[source], codes[target]
        known = (a >= 0) & (b >= 0)
        low, high = np.minimum(a, b)[known], np.maximum(a, b)[known]
        self.weight_between = np.zeros((groups, groups))
        self.ties_between = np.zeros((groups, groups), dtype=np.int64)
        np.add.at(self.weight_between, (low, high), weight[known])
        np.add.at(self.ties_between, (low, high), 1)
        for table in (self.weight_between, self.ties_between):
            table += np.triu(table, 1).T
        total = weight[known].sum()
        self.within_share = float(np.trace(self.weight_between) / total) if total else float("nan")
        inside = known & (labels[source] == labels[target])
        self.cluster_weight = dict.fromkeys(np.unique(labels).tolist(), 0.0)
        self.cluster_within = dict(self.cluster_weight)
        for label, w, same in zip(
            labels[source][inside].tolist(), weight[inside], (a == b)[inside], strict=True
        ):
            self.cluster_weight[label] += w
            self.cluster_within[label] += w if same else 0.0
        self.leaving = self.weight_between.sum(axis=1) - np.diag(self.weight_between)


def _frame(values: np.ndarray[Any, Any], names: list[Any]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(values, index=pd.Index(names, name="group"), columns=names)


def _per_cluster(
    labels: np.ndarray[Any, Any], codes: Any, names: list[Any], edges: _Edges
) -> tuple[pd.DataFrame, pd.DataFrame]:
    import numpy as np
    import pandas as pd

    values, sizes = np.unique(labels, return_counts=True)
    rows, counts = [], []
    for label, size in zip(values.tolist(), sizes.tolist(), strict=True):
        if size < 2:
            continue
        here = codes[labels == label]
        count = np.bincount(here[here >= 0], minlength=len(names))
        known = int(count.sum())
        weight = edges.cluster_weight[label]
        rows.append(
            {
                "cluster": label,
                "size": size,
                "unknown": size - known,
                "majority": names[int(count.argmax())] if known else None,
                "share": count.max() / known if known else np.nan,
                "groups": int((count > 0).sum()),
                "weight_share": edges.cluster_within[label] / weight if weight else np.nan,
            }
        )
        counts.append(count)
    columns = ["cluster", "size", "unknown", "majority", "share", "groups", "weight_share"]
    clusters = pd.DataFrame(rows, columns=columns)
    table = pd.DataFrame(
        np.array(counts, dtype=np.int64).reshape(len(rows), len(names)),
        index=pd.Index(clusters["cluster"], name="cluster"),
        columns=names,
    )
    return clusters, table


def _borders(edges: _Edges, names: list[Any], table: pd.DataFrame) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    present = table.to_numpy() > 0
    leaving = edges.leaving
    rows = []
    for i, j in zip(*np.nonzero(np.triu(edges.ties_between, 1)), strict=True):
        weight = edges.weight_between[i, j]
        others = leaving.sum()
        # Each group's leaving weight, spread over the others by theirs; the mean of both views.
        expected = (
            leaving[i] * leaving[j] / (others - leaving[i])
            + leaving[i] * leaving[j] / (others - leaving[j])
        ) / 2
        rows.append(
            {
                "a": names[i],
                "b": names[j],
                "weight": weight,
                "ties": int(edges.ties_between[i, j]),
                "share_of_a": weight / leaving[i],
                "share_of_b": weight / leaving[j],
                "ratio": weight / expected,
                "clusters": int((present[:, i] & present[:, j]).sum()),
            }
        )
    columns = ["a", "b", "weight", "ties", "share_of_a", "share_of_b", "ratio", "clusters"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values(["weight", "a", "b"], ascending=[False, True, True], ignore_index=True)


def _leanings(edges: _Edges, names: list[Any], codes: Any, table: pd.DataFrame) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    present = table.to_numpy() > 0
    rows = []
    for g, name in enumerate(names):
        weight = edges.weight_between[g].copy()
        inside, weight[g] = 2 * weight[g], 0.0
        order = [int(k) for k in np.argsort(-weight, kind="stable") if weight[k] > 0][:2]
        partner, other = [*order, None, None][:2]
        leaving = edges.leaving[g]
        strength = inside + leaving
        rows.append(
            {
                "group": name,
                "size": int((codes == g).sum()),
                "within": inside / strength if strength else np.nan,
                "partner": None if partner is None else names[partner],
                "partner_share": np.nan if partner is None else weight[partner] / leaving,
                "rather_than": None if other is None else names[other],
                "rather_than_share": np.nan if other is None else weight[other] / leaving,
                "clusters": int(present[:, g].sum()),
            }
        )
    columns = ["group", "size", "within", "partner", "partner_share", "rather_than",
               "rather_than_share", "clusters"]  # fmt: skip
    frame = pd.DataFrame(rows, columns=columns)
    for column in ("partner", "rather_than"):
        frame[column] = frame[column].astype(object).where(frame[column].notna(), None)
    return frame
