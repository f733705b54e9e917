"""One network in one row: what the command line and the examples print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.errors import ConsensusWarning
from .._common.labels import labels_of
from .._common.objects import core_of
from .._common.result import Result
from .._common.warn import without
from ._estimate import Estimate, estimate

if TYPE_CHECKING:
    import pandas as pd

    from ..network._network import Network

__all__ = ["Summary", "summarise", "weight_inside"]


class Summary(Result):
    """Counts of a network, and of its clusters with their range.

    Attributes
    ----------
    arrangements, municipalities : counted in the network.
    estimate : the :class:`Estimate` of the clusters; ``clusters, clusters_min, clusters_max,
        method, runs`` are its.
    weight_inside : share of the weight inside clusters.
    """

    __slots__ = ("arrangements", "estimate", "municipalities", "weight_inside")

    arrangements: int
    municipalities: int
    estimate: Estimate
    weight_inside: float

    def __init__(self, network: Network, found: Estimate) -> None:
        self._set(
            arrangements=network.arrangement_count,
            municipalities=network.node_count,
            estimate=found,
            weight_inside=weight_inside(network, found.clustering),
        )

    def row(self) -> dict[str, Any]:
        """The figures, by name: ``arrangements, municipalities, isolates, components, clusters,
        clusters_min, clusters_max, method, runs, weight_inside, quality``.
        """
        found = self.estimate
        return {
            "arrangements": self.arrangements,
            "municipalities": self.municipalities,
            "isolates": found.clustering.isolates,
            "components": found.clustering.components,
            "clusters": found.clusters,
            "clusters_min": found.clusters_min,
            "clusters_max": found.clusters_max,
            "method": found.method,
            "runs": found.runs,
            "weight_inside": self.weight_inside,
            "quality": found.clustering.quality,
        }

    @property
    def table(self) -> pd.DataFrame:
        """One row, as :meth:`row`."""
        import pandas as pd

        return pd.DataFrame([self.row()])

    def __repr__(self) -> str:
        return (
            f"<Summary: {self.municipalities} municipalities, {self.arrangements} arrangements, "
            f"{self.estimate.range} clusters, {self.estimate.by}>"
        )


def summarise(network: Network, **options: Any) -> Summary:
    """A network in one row; ``options`` as of :func:`estimate`."""
    with without(ConsensusWarning):
        return Summary(network, estimate(network, **{"progress": False, **options}))


def weight_inside(network: Network, clustering: Any) -> float:
    """Share of the total weight on ties inside clusters; NaN where there is no tie."""
    # Modularity that expects nothing; needs no projection where the weights add up.
    codes = labels_of(network, clustering).codes
    return float(_core.quality_value(core_of(network), codes, "modularity", 0.0))
