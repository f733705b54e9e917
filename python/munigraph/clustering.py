"""Clusters of municipalities: Leiden and Louvain, and what they find."""

from __future__ import annotations

import html
import operator
from typing import TYPE_CHECKING, Any

from . import _core

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from .network import Network

_SEED_LIMIT = 2**64


def _seed(seed: int) -> int:
    """A seed as the core takes it; TypeError for what is no integer, ValueError out of range."""
    value = operator.index(seed)
    if not 0 <= value < _SEED_LIMIT:
        raise ValueError(f"seed must lie in [0, 2**64), not {value}")
    return value


def _resolution(resolution: float | None) -> float | None:
    return None if resolution is None else float(resolution)


def _iterations(iterations: int | None) -> int | None:
    return None if iterations is None else operator.index(iterations)


def _options(
    quality: str,
    resolution: float | None,
    iterations: int | None,
    representation: str,
    seed: int,
) -> dict[str, Any]:
    """The options that all runs of Leiden have in common, as the core takes them."""
    return {
        "quality": quality,
        "resolution": _resolution(resolution),
        "iterations": _iterations(iterations),
        "representation": representation,
        "seed": _seed(seed),
    }


class Clustering:
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
    quality_function, resolution, seed, representation, iterations, converged : how it was found.
    """

    __slots__ = (
        "_network",
        "_nodes",
        "_summary",
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
        "seed",
        "singletons",
    )

    _network: Network
    _nodes: pd.DataFrame | None
    _summary: pd.DataFrame | None
    labels: np.ndarray[Any, Any]
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

    def __init__(self, network: Network, found: dict[str, Any]) -> None:
        for name, value in found.items():
            object.__setattr__(self, name, value)
        self.labels.flags.writeable = False
        object.__setattr__(self, "_network", network)
        object.__setattr__(self, "_nodes", None)
        object.__setattr__(self, "_summary", None)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError("a Clustering cannot be changed")

    __delattr__ = __setattr__  # type: ignore[assignment]

    @property
    def _node_table(self) -> pd.DataFrame:
        """Columns id, name and province of the nodes, as far as the network has them."""
        made = self._nodes
        if made is None:
            nodes = self._network.nodes
            columns = [c for c in ("id", "name", "province") if c in nodes.columns]
            made = nodes[columns].reset_index(drop=True)
            object.__setattr__(self, "_nodes", made)
        return made

    @property
    def table(self) -> pd.DataFrame:
        """One row per node: ``id, name, cluster``."""
        table = self._node_table.drop(columns="province", errors="ignore").copy()
        if "name" not in table.columns:
            table["name"] = table["id"]
        table["cluster"] = self.labels
        return table

    @property
    def summary(self) -> pd.DataFrame:
        """One row per cluster of two or more members, indexed by its label.

        ``size``; ``weight_inside`` (of the ties within, each once); ``inside_share`` (of the
        members' strength, what stays within: 1 for a cluster without ties outside); ``provinces``
        (those of its members, most frequent first, where known); ``central`` (id of the member
        with the most weight inside) and ``central_name``.
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
        inside, strength, central = _core.cluster_summary(self._network._core, self.labels, groups)
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
                "size": np.bincount(self.labels, minlength=groups)[:k],
                "weight_inside": inside[:k],
                "inside_share": 2 * inside[:k] / strength[:k],
                "provinces": provinces,
                "central": ids[central[:k]],
                "central_name": names[central[:k]],
            },
            index=pd.RangeIndex(k, name="cluster"),
        )

    def members(self, cluster: int) -> list[str]:
        """Ids of the members of a label; KeyError for a label that is not there."""
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
        _ = self._node_table, self.summary  # what needs the network is worked out before it goes
        return {name: getattr(self, name) for name in self.__slots__ if name != "_network"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, value)
        object.__setattr__(self, "_network", None)
        self.labels.flags.writeable = False

    def _counts(self) -> str:
        parts = [
            f"{self.clusters} clusters",
            f"{self.singletons} singletons",
            f"{self.isolates} of them isolates" if self.isolates else "no isolates",
            f"{self.components} components",
        ]
        if self.disconnected:
            parts.append(f"{self.disconnected} clusters not connected")
        return ", ".join(parts)

    def _origin(self) -> str:
        return (
            f"{self.quality_function} {self.quality:.5f} at resolution {self.resolution:g}, "
            f"seed {self.seed}, {self.representation}"
        )

    def __repr__(self) -> str:
        return f"<Clustering of {len(self.labels)} nodes: {self._counts()}; {self._origin()}>"

    def _repr_html_(self) -> str:
        shown = self.summary.head(30)
        more = "" if len(shown) == self.clusters else f"<p>… and {self.clusters - 30} more</p>"
        head = f"<p><b>{html.escape(self._counts())}</b><br>{html.escape(self._origin())}</p>"
        table = shown.to_html(float_format="{:.3f}".format, border=0) + more
        return head + self._small_map() + table

    def _small_map(self) -> str:
        """Points on a map, where the network is still there and knows coordinates."""
        from .plot.small import small_map

        nodes = getattr(self._network, "nodes", None)
        return "" if nodes is None else small_map(nodes, self.labels)


def leiden(
    network: Network,
    *,
    quality: str = "modularity",
    resolution: float | None = None,
    iterations: int | None = None,
    representation: str = "auto",
    seed: int = 0,
    threads: int = 1,
) -> Clustering:
    """Clusters by the Leiden algorithm.

    With m the total weight, w the weight of the ties inside a cluster, s the sum of its members'
    strengths and n their number, the sum over clusters is maximised of

    - ``"modularity"``: w/m − γ (s/2m)²;
    - ``"cpm"`` (constant Potts model): [w − γ n(n−1)/2] / m. γ is a tie weight per pair of nodes.
      leidenalg's ``quality()`` is 2m times this value.

    Parameters
    ----------
    resolution : γ; by default 1 for modularity, while CPM must be given one.
    iterations : passes over all levels; by default until no move of a node to a neighbouring or an
        empty cluster, and no merge of adjacent clusters, gains more than 1e-12 of the total weight.
    representation : ``"dense"`` (a matrix, for small networks), ``"explicit"`` (compressed rows),
        ``"implicit"`` (the memberships; additive weightings only) or ``"auto"``.
    seed : 0 to 2**64 − 1; the same seed gives the same labels on every machine.
    threads : within the run, where the representation can use them (0: all cores); the labels do
        not depend on it.

    Every cluster is connected. An empty network has no clusters and quality NaN; nodes without
    ties are singletons. Raises ValueError for a CPM without resolution, a negative or non-finite
    resolution, or an unknown option value.

    Traag, Waltman & van Eck (2019), Scientific Reports 9, 5233, doi:10.1038/s41598-019-41695-z.
    """
    options = _options(quality, resolution, iterations, representation, seed)
    found = _core.leiden(network._core, **options, threads=operator.index(threads))
    return Clustering(network, found)


def louvain(
    network: Network,
    *,
    quality: str = "modularity",
    resolution: float | None = None,
    iterations: int | None = None,
    seed: int = 0,
) -> Clustering:
    """Clusters by the Louvain algorithm, to compare with older studies.

    Arguments as in :func:`leiden`; ``iterations`` limits the levels. Its clusters may be
    disconnected: ``.disconnected`` says how many are.

    Blondel, Guillaume, Lambiotte & Lefebvre (2008), Journal of Statistical Mechanics P10008,
    doi:10.1088/1742-5468/2008/10/P10008.
    """
    options = _options(quality, resolution, iterations, "auto", seed)
    found = _core.louvain(network._core, **options, threads=1)
    return Clustering(network, found)
