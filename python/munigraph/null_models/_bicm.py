"""Random counterparts of a network's memberships, and the ties that they do not explain.

Three nulls, from the least to the most that is kept: *curveball* (every degree, exactly), *BiCM*
(every degree, on average) and *gravity* (arrangement sizes, and on average degrees, with population
and distance doing the rest). Against the first two everything geographic is significant; gravity
is the honest one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import checked_threads
from .._common.objects import core_of
from ..network._network import Network
from ._null_model import NullModel, _with_core

if TYPE_CHECKING:
    import pandas as pd

    from .._common.literals import Correction
    from .._common.types import FloatMatrix


class Bicm(NullModel):
    """The bipartite configuration model: independent memberships with the observed degrees on
    average. See :func:`bicm`."""

    name = "bicm"

    def __init__(self, network: Network) -> None:
        super().__init__(network, _core.Bicm(core_of(network)))

    @property
    def probabilities(self) -> FloatMatrix:
        """Probability of every membership (nodes × arrangements); 1 for a star's host."""
        return self._core.probabilities(self.network._core)

    @property
    def largest_residual(self) -> float:
        """Largest difference between an expected and an observed degree."""
        return self._core.largest_residual

    @property
    def iterations(self) -> int:
        """Newton steps that solving took."""
        return self._core.iterations

    def _facts(self) -> list[tuple[str, object]]:
        return [
            ("largest residual of a degree", float(self.largest_residual)),
            ("Newton steps", self.iterations),
        ]

    def p_values(self, *, threads: int | None = None) -> pd.DataFrame:
        """``source, target, weight, shared, p``: per tie the chance of sharing at least as many
        arrangements, from the exact Poisson-binomial distribution."""
        table = self.network.edges
        table["p"] = self._core.p_values(self.network._core, checked_threads(threads))
        return table

    def validated_projection(
        self, alpha: float = 0.05, *, correction: Correction = "fdr", threads: int | None = None
    ) -> Network:
        """The network with those ties only that the model does not explain, weights kept.

        ``correction``: ``fdr`` (Benjamini–Hochberg over all pairs of nodes), ``bonferroni`` or
        ``none``. Raises ``ValueError`` unless 0 < alpha < 1.
        """
        core = self._core.validated_projection(
            self.network._core, alpha, correction, checked_threads(threads)
        )
        made = {"made_from": "backbone", "backbone": "bicm", "alpha": alpha}
        return _with_core(self.network, core, {**made, "correction": correction})

    def _of(self, network: Network) -> Bicm:
        return Bicm(network)

    def __reduce__(self) -> tuple[Any, ...]:
        return Bicm, (self.network,)


def bicm(network: Network) -> Bicm:
    """Solve the bipartite configuration model of a network's memberships.

    Membership of node i in arrangement a has probability x_i y_a / (1 + x_i y_a), independently of
    all others, with x and y such that expected degrees are the observed ones (to 1e-9, Newton on
    the distinct degrees). The places of hosts of stars are certain.

    Raises ``ValueError`` for a network without memberships.
    Saracco et al. (2015), doi:10.1038/srep10595.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
    >>> mg.bicm(network).probabilities.sum(axis=1).round(6).tolist()
    [1.0, 1.0, 2.0, 2.0, 1.0, 1.0]
    """
    return Bicm(network)
