"""The clusters of each item that is tracked, and what seeds alone make of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.labels import as_text, labels_by_id, nodes_of, own_ids
from ..clustering._estimate import method_text
from ._track_items import Look

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from ..network._network import Network

__all__ = ["Clustered", "Settings", "cluster"]

#: Repetitions that the range of a consensus is made of, itself among them.
REPEATS = 10


@dataclass(frozen=True)
class Settings:
    """How clusters are found, as the core takes it; None where the network decides."""

    method: str
    runs: int | None
    threshold: float
    pairs: int | None
    threads: int
    leiden: dict[str, Any] = field(default_factory=dict)

    def method_for(self, nodes: int) -> str:
        return _core.method_for(self.method, nodes)

    def runs_for(self, method: str) -> int:
        return self.runs if self.runs is not None else _core.standard_runs(method)

    def pairs_for(self, nodes: int) -> int:
        return (
            self.pairs if self.pairs is not None else 100 if nodes <= _core.largest_consensus else 0
        )


@dataclass(frozen=True)
class Clustered:
    """Clusters of one look. Labels are 0 … clusters − 1, and −1 for who is alone."""

    date: str
    ids: pd.Index
    names: np.ndarray[Any, Any]
    labels: np.ndarray[Any, Any]
    clusters: int
    central: np.ndarray[Any, Any] | None  # name of the central member of each cluster
    method: str  # in words; "given" where the clusters were
    low: int | None
    high: int | None
    noise: _core.NoiseFigures | None  # figures of pairs of ensembles


def cluster(look: Look, settings: Settings, progress: Any = None) -> Clustered:
    """The clusters of a look: its own, or those of its network."""
    network, given = look.network, look.item.given
    if network is None:
        return _given(look.item.date, given)
    leiden = dict(settings.leiden)
    clustering = look.item.clustering
    if clustering is not None:  # made anew as it was made, and held against its like
        leiden |= {"quality": clustering.quality_function, "resolution": clustering.resolution}
    method = settings.method_for(network.node_count)
    how: dict[str, Any] = {"consensus": method == "consensus", "runs": settings.runs_for(method),
           "threshold": settings.threshold}  # fmt: skip
    own = clustering if look.own else None
    counts: np.ndarray[Any, Any] | None = None
    if own is None:
        own, counts = _found(network, method, how, settings, leiden)
    pairs = settings.pairs_for(network.node_count)
    noise = None
    if pairs:
        noise = _core.noise(network._core, **how, pairs=pairs, **leiden,
                            threads=settings.threads, progress=progress)  # fmt: skip
    low, high = _range(own.clusters, counts, noise)
    nodes = nodes_of(network)
    labels, alone = own.labels.copy(), own.labels >= own.clusters
    labels[alone] = -1
    return Clustered(
        date=look.item.date,
        ids=as_text(nodes["id"].to_numpy(dtype=object)),
        names=nodes["name"].to_numpy(dtype=object),
        labels=labels,
        clusters=own.clusters,
        central=_central(network, nodes, own),
        method="given" if look.own else method_text(method, how["runs"]),
        low=low,
        high=high,
        noise=noise,
    )


def _found(network: Network, method: str, how: dict[str, Any], settings: Settings,
           leiden: dict[str, Any]) -> tuple[Any, np.ndarray[Any, Any]]:  # fmt: skip
    """The clustering, and the counts of its repetitions."""
    from ..clustering._clustering import Clustering

    options = {"runs": how["runs"], "threshold": how["threshold"], "threads": settings.threads}
    found = _core.estimate(network._core, method=method, **options, **leiden)
    return Clustering(network, found.clustering), found.counts


def _range(
    count: int, counts: np.ndarray[Any, Any] | None, noise: _core.NoiseFigures | None
) -> tuple[int | None, int | None]:
    """Of the repetitions of an estimate; for clusters that were given, of so many ensembles of the
    noise and themselves."""
    if counts is not None:
        return int(counts.min()), int(counts.max())
    if noise is None or 2 * len(noise.moved) < REPEATS - 1:
        return None, None
    both = zip(noise.clusters_before.tolist(), noise.clusters_after.tolist(), strict=True)
    others = [one for pair in both for one in pair][: REPEATS - 1]
    return min([count, *others]), max([count, *others])


def _central(network: Network, nodes: pd.DataFrame, clustering: Any) -> np.ndarray[Any, Any]:
    groups = clustering.clusters + clustering.singletons
    central = _core.cluster_summary(network._core, clustering.labels, groups).central
    return nodes["name"].to_numpy(dtype=object)[central[: clustering.clusters]]


def _given(date: str, labels: Any) -> Clustered:
    """Labels that know no network: clusters by size, then by their first node."""
    import numpy as np
    import pandas as pd

    ids = own_ids(labels)
    if ids is None:
        ids = pd.Index([str(k) for k in range(len(labels))], dtype=object, name="id")
    if not ids.is_unique:
        twice = ids[ids.duplicated()][0]
        raise ValueError(f"{date}: labels: the id {twice!r} is there twice; expected each once")
    codes = labels_by_id(ids, labels, f"{date}: labels").codes
    sizes = np.bincount(codes)
    first = np.full(len(sizes), len(codes))
    np.minimum.at(first, codes, np.arange(len(codes)))
    order = np.lexsort((first, -sizes))
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    numbers = place[codes].astype(np.int32)
    clusters = int((sizes > 1).sum())
    numbers[numbers >= clusters] = -1
    table = getattr(labels, "table", None)
    names = ids.to_numpy()
    if isinstance(table, pd.DataFrame) and "name" in table.columns and len(table) == len(ids):
        names = table["name"].to_numpy()
    return Clustered(date, ids, names, numbers, clusters, None, "given", None, None, None)
