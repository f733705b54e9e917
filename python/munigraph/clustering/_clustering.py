"""Clusters of municipalities: Leiden and Louvain, and what they find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.labels import Labels
from .._common.numbers import decimals
from .._common.result import Result
from .._common.structs import fields

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from .._common.types import IntVector, TextVector
    from ..network._network import Network

#: Runs that agree less than this (mean AMI) do not share one division.
LEAST_AGREEMENT = 0.8

#: Quality functions that are minus the length of a code, and its unit.
CODES = {"map": "bits per step", "planted_partition": "nats"}


def value_text(function: str, value: float, resolution: float) -> str:
    """A value of a quality function in words."""
    if function in CODES:
        return f"{function} of {decimals(-value, 5)} {CODES[function]}"
    return f"{function} {decimals(value, 5)} at resolution {resolution:g}"


class Clustering(Result):
    """Clusters of one network. Immutable; can be pickled (without its network).

    Attributes
    ----------
    labels : int32 array of length n, in the order of ``network.nodes``. Clusters (two or more
        members) are numbered by size, ties by their smallest node; singletons come after them and
        isolates (nodes without any tie) last, each with a label of its own. Read-only.
    clusters, singletons, isolates, components : counts. Groups of two or more members; groups of
        one, isolates included; nodes without ties; connected components of two or more nodes.
    disconnected : clusters that are not connected (0 after ``leiden``).
    quality : value of the quality function as a share of the total weight; NaN where that is 0.
        Of ``map`` and ``planted_partition`` minus the length of the code, so that more is better.
    quality_function, resolution, seed, representation, iterations, converged : how it was found;
        the resolution is NaN for ``map`` and ``planted_partition``, which have none.
    run_counts, agreement, threshold : of a consensus, the clusters of each of its runs (int32), the
        mean adjusted mutual information of pairs of them, and the share of runs from which being
        together counted, or "null"; None for anything else.
    """

    __slots__ = (
        "_called",
        "_network",
        "_nodes",
        "_summary",
        "agreement",
        "clusters",
        "components",
        "converged",
        "disconnected",
        "isolates",
        "iterations",
        "labels",
        "quality",
        "quality_function",
        "representation",
        "resolution",
        "run_counts",
        "seed",
        "singletons",
        "threshold",
    )

    _called: np.ndarray[Any, Any] | None
    _network: Network
    _nodes: pd.DataFrame | None
    _summary: pd.DataFrame | None
    labels: IntVector
    clusters: int
    singletons: int
    isolates: int
    components: int
    disconnected: int
    quality: float
    quality_function: str
    resolution: float
    seed: int
    representation: str
    iterations: int
    converged: bool
    run_counts: IntVector | None
    agreement: float | None
    threshold: float | str | None

    def __init__(
        self,
        network: Network,
        found: _core.Clustering,
        run_counts: IntVector | None = None,
        agreement: float | None = None,
        threshold: float | str | None = None,
        representation: str | None = None,
    ) -> None:
        self._set(**fields(found), run_counts=run_counts, agreement=agreement, threshold=threshold)
        if representation is not None:  # of the runs that it is a consensus of
            self._set(representation=representation)
        self._set(_network=network, _called=None, _nodes=None, _summary=None)

    @property
    def code_length(self) -> float | None:
        """The length of the code of ``map`` (bits per step) or ``planted_partition`` (nats in all);
        None for other quality functions."""
        return -self.quality if self.quality_function in CODES else None

    @property
    def doubt(self) -> str:
        """Why the count of a consensus should not be reported by itself; empty where it may.

        Its count lies outside the range of its runs', or the runs agree less than .8.
        """
        if self.run_counts is None or not len(self.labels):
            return ""
        low, high = int(self.run_counts.min()), int(self.run_counts.max())
        why = []
        if not low <= self.clusters <= high:
            why.append(f"its {self.clusters} clusters lie outside the {low} to {high} of its runs")
        if self.agreement is not None and self.agreement < LEAST_AGREEMENT:
            why.append(f"its runs agree only {self.agreement:.2f} (AMI)")
        if not why:
            return ""
        return f"this consensus is no summary of its runs: {' and '.join(why)}; report their range"

    @property
    def _node_table(self) -> pd.DataFrame:
        """Columns id, name and province of the nodes, as far as the network has them."""
        made = self._nodes
        if made is None:
            nodes = self._network._table
            columns = [c for c in ("id", "name", "province") if c in nodes.columns]
            made = nodes[columns].reset_index(drop=True)
            object.__setattr__(self, "_nodes", made)
        return made

    @property
    def ids(self) -> TextVector:
        """Ids of the nodes, in the order of ``labels``: what other labels are matched by."""
        return self._node_table["id"].to_numpy()

    @property
    def table(self) -> pd.DataFrame:
        """One row per node: ``id, name, cluster, cluster_name``."""
        table = self._node_table.drop(columns="province", errors="ignore").copy()
        if "name" not in table.columns:
            table["name"] = table["id"]
        table["cluster"] = self.labels
        table["cluster_name"] = self.names[self.labels]
        return table

    @property
    def names(self) -> TextVector:
        """The name of every label for people, such as "4 · Groningen" for 3.

        A number from 1 and the central member, the one with the most weight inside.
        """
        from ._names import cluster_names

        names = self._called
        if names is None:
            names = cluster_names(self._network, _numbered(self.labels))
            object.__setattr__(self, "_called", names)
        return names

    @property
    def summary(self) -> pd.DataFrame:
        """One row per cluster of two or more members, indexed by its label.

        ``cluster_name``; ``size``; ``weight_inside`` (of the ties within, each once);
        ``inside_share`` (of the members' strength, what stays within: 1 for a cluster without ties
        outside); ``provinces`` (those of its members, most frequent first, where known);
        ``central`` (id of the member with the most weight inside) and ``central_name``.
        """
        summary = self._summary
        if summary is None:
            summary = self._make_summary()
            object.__setattr__(self, "_summary", summary)
        return summary.copy()

    def _make_summary(self) -> pd.DataFrame:
        import numpy as np
        import pandas as pd

        groups = self.clusters + self.singletons
        made = _core.cluster_summary(self._network._core, self.labels, groups)
        inside, central = made.weight_inside, made.central
        nodes = self._node_table
        k = self.clusters
        provinces = [""] * k
        if "province" in nodes.columns:
            known = pd.DataFrame({"cluster": self.labels, "province": nodes["province"]})
            known = known[(known["cluster"] < k) & known["province"].notna()]
            for label, column in known.groupby("cluster")["province"]:
                counts = column.astype(str).value_counts()
                order = sorted(counts.index, key=lambda p: (-int(counts[p]), p))
                provinces[int(label)] = ", ".join(p for p in order if p)
        ids = nodes["id"].to_numpy()
        names = nodes["name"].to_numpy() if "name" in nodes.columns else ids
        return pd.DataFrame(
            {
                "cluster_name": self.names[:k],
                "size": np.bincount(self.labels, minlength=groups)[:k],
                "weight_inside": inside[:k],
                "inside_share": 2 * inside[:k] / made.strength[:k],
                "provinces": provinces,
                "central": ids[central[:k]],
                "central_name": names[central[:k]],
            },
            index=pd.RangeIndex(k, name="cluster"),
        )

    def members(self, cluster: int) -> list[str]:
        """Ids of the members of a label; KeyError for a label that is not there.

        Examples
        --------
        >>> import munigraph as mg
        >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
        >>> mg.leiden(network).members(0)
        ['a', 'b']
        """
        import numpy as np

        if not 0 <= cluster < self.clusters + self.singletons:
            raise KeyError(
                f"no cluster {cluster}: labels run from 0 to {self.clusters + self.singletons - 1}"
            )
        return list(self._node_table["id"].to_numpy()[np.flatnonzero(self.labels == cluster)])

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray[Any, Any]:
        import numpy as np

        if copy:
            return np.array(self.labels, dtype=dtype)
        return np.asarray(self.labels, dtype=dtype)

    def __getstate__(self) -> dict[str, Any]:
        _ = (
            self._node_table,
            self.summary,
            self.names,
        )  # what needs the network is worked out before it goes
        return {name: getattr(self, name) for name in self.__slots__ if name != "_network"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._set(
            **{"run_counts": None, "agreement": None, "threshold": None} | state, _network=None
        )

    def _counts(self) -> str:
        parts = [
            f"{self.clusters} clusters",
            f"{self.singletons} singletons",
            f"{self.isolates} of them isolates" if self.isolates else "no isolates",
            f"{self.components} components",
        ]
        if self.run_counts is not None:
            low, high = int(self.run_counts.min()), int(self.run_counts.max())
            parts.append(f"runs {low} to {high}" if low < high else f"runs {low}")
        if self.disconnected:
            parts.append(f"{self.disconnected} clusters not connected")
        return ", ".join(parts)

    def _origin(self) -> str:
        return (
            f"{value_text(self.quality_function, self.quality, self.resolution)}, "
            f"seed {self.seed}, {self.representation}"
        )

    def __repr__(self) -> str:
        return f"<Clustering of {len(self.labels)} nodes: {self._counts()}; {self._origin()}>"

    def _said(self) -> list[str]:
        return [self._counts(), self._origin()]

    def _shown(self) -> pd.DataFrame:
        return self.summary.set_index("cluster_name").rename_axis("cluster")

    def _picture(self) -> str:
        """Points on a map, where the network is still there and knows coordinates."""
        from .._common.small_map import small_map

        nodes = getattr(self._network, "nodes", None)
        return "" if nodes is None else small_map(nodes, self.labels)


def _numbered(labels: IntVector) -> Labels:
    """Labels that are numbered without gaps, as those of a clustering are."""
    import pandas as pd

    count = int(labels.max(initial=-1)) + 1
    return Labels(labels, pd.RangeIndex(count), labels)
