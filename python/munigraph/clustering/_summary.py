"""One network in one row: what the command line and the examples print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.labels import labels_of
from .._common.numbers import median
from .._common.objects import core_of
from ._ensemble import ensemble

if TYPE_CHECKING:
    from ..network._network import Network
    from ._clustering import Clustering

__all__ = ["Summary", "summarise", "weight_inside"]


@dataclass(frozen=True)
class Summary:
    """Counts of a network and of its clusters over several seeds."""

    arrangements: int
    municipalities: int
    isolates: int
    components: int
    clusters: float  #: median over runs
    clusters_min: int
    clusters_max: int
    weight_inside: float  #: share of the weight inside clusters, of the best run
    quality: float  #: of the best run
    runs: int
    best: Clustering

    @property
    def range(self) -> str:
        """The count with its range over seeds, as text."""
        if self.clusters_min == self.clusters_max:
            return str(self.clusters_min)
        return f"{self.clusters_min}–{self.clusters_max}"

    def row(self) -> dict[str, Any]:
        """Everything but the clustering itself."""
        return {k: v for k, v in vars(self).items() if k != "best"}


def summarise(network: Network, *, runs: int = 20, seed: int = 0, **options: Any) -> Summary:
    """Clusters of a network by Leiden over ``runs`` seeds; ``options`` as of ``ensemble``."""
    found = ensemble(network, runs=runs, seed=seed, progress=False, **options)
    best = found.best
    return Summary(
        arrangements=network.arrangement_count,
        municipalities=network.node_count,
        isolates=best.isolates,
        components=best.components,
        clusters=median(found.counts),
        clusters_min=int(found.counts.min()),
        clusters_max=int(found.counts.max()),
        weight_inside=weight_inside(network, best),
        quality=best.quality,
        runs=runs,
        best=best,
    )


def weight_inside(network: Network, clustering: Any) -> float:
    """Share of the total weight on ties inside clusters; NaN where there is no tie."""
    # Modularity that expects nothing; needs no projection where the weights add up.
    codes = labels_of(network, clustering).codes
    return float(_core.quality_value(core_of(network), codes, "modularity", 0.0))
