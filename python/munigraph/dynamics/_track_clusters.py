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

#: Pairs behind a noise floor. A figure of one pair more, drawn like them, is the largest of all
#: with a chance of 1 in 201: one of the seven figures in at most 3.5% of such pairs.
PAIRS = 200


@dataclass(frozen=True)
class Settings:
    """How clusters are found, as the core takes it; None where the network decides."""

    method: str
    runs: int | None
    threshold: float
    pairs: int | None
    noise_runs: int
    threads: int
    leiden: dict[str, Any] = field(default_factory=dict)

    def method_for(self, nodes: int) -> str:
        return _core.method_for(self.method, nodes)

    def runs_for(self, method: str) -> int:
        return self.runs if self.runs is not None else _core.standard_runs(method)

    def pairs_for(self, nodes: int) -> int:
        if self.pairs is not None:
            return self.pairs
        return PAIRS if nodes <= _core.largest_consensus else 0


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


def cluster(look: Look, settings: Settings, searching: Any, repeating: Any) -> Clustered:
    """The clusters of a look: its own, or those of its network. Two halves of the work are told:
    the search for clusters and their range, and the pairs of the noise."""
    network, given = look.network, look.item.given
    if network is None:
        return _given(look.item.date, given)
    leiden = dict(settings.leiden)
    clustering = look.item.clustering
    if clustering is not None:  # made anew as it was made, and held against its like
        leiden |= {"quality": clustering.quality_function, "resolution": clustering.resolution}
    method = settings.method_for(network.node_count)
    how: dict[str, Any] = {"consensus": method == "consensus", "runs": settings.runs_for(method),
           "threshold": settings.threshold, "threads": settings.threads}  # fmt: skip
    own = clustering if look.own else None
    pairs = settings.pairs_for(network.node_count)
    low = high = None
    if own is None or pairs:
        found, counts = _found(network, method, how, leiden, searching)
        own = found if own is None else own
        low, high = min([own.clusters, *counts]), max([own.clusters, *counts])
    noise = None
    if pairs:
        how["runs"] = settings.noise_runs
        noise = _core.noise(network._core, **how, pairs=pairs, **leiden, progress=repeating)
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
        method="given" if look.own else method_text(method, settings.runs_for(method)),
        low=low,
        high=high,
        noise=noise,
    )


def _found(network: Network, method: str, how: dict[str, Any], leiden: dict[str, Any],
           progress: Any) -> tuple[Any, list[int]]:  # fmt: skip
    """A clustering, and the counts of its repetitions, itself among them."""
    from ..clustering._clustering import Clustering

    options = {name: how[name] for name in ("runs", "threshold", "threads")}
    found = _core.estimate(network._core, method=method, **options, **leiden, progress=progress)
    return Clustering(network, found.clustering), found.counts.tolist()


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
