"""How large a network is: counts and sums that the core works out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .. import _core
    from .._common.types import FloatVector, IntVector


class Size:
    """The part of :class:`Network` that counts."""

    __slots__ = ()

    if TYPE_CHECKING:
        _core: _core.Network

    @property
    def node_count(self) -> int:
        """Number of nodes n, isolates included."""
        return self._core.node_count

    @property
    def edge_count(self) -> int:
        """Number of tied pairs, counted at the first call (at most O(Σ k²) time)."""
        return self._core.edge_count

    @property
    def is_projected(self) -> bool:
        """Whether the ties are held explicitly: made from edges, or worked out from memberships by
        something that needs them one by one (``edges``, an explicit clustering, betweenness …).

        Counts, weights, isolates and components, and clusterings in the implicit form, need no
        projection under a weighting that adds up (newman, count, pair_share; ``min_shared`` 1).
        """
        return self._core.is_projected

    @property
    def arrangement_count(self) -> int:
        """Number of arrangements left by the filters; 0 if made from edges."""
        return self._core.arrangement_count

    @property
    def membership_count(self) -> int:
        """Number of (node, arrangement) pairs; 0 if made from edges."""
        return self._core.membership_count

    @property
    def total_weight(self) -> float:
        """Sum of the weights of all ties, each once."""
        return self._core.total_weight

    @property
    def exact(self) -> bool:
        """Whether weights are integers in units of a power of two, so that sums do not depend on
        their order; doubles are kept where weights span too many orders of magnitude."""
        return self._core.is_additive or self._core.exact

    @property
    def largest_rounding(self) -> float:
        """No weight is held further than this from its exact value; 0 where it is held as given.

        Of memberships that are not projected: of what one arrangement gives to a tie.
        """
        return self._core.largest_rounding

    @property
    def strength(self) -> FloatVector:
        """Sum of the weights of each node's ties (float64, n)."""
        return self._core.strength

    @property
    def component_labels(self) -> IntVector:
        """Connected component of each node (int32, n), numbered by smallest node."""
        return self._core.component_labels

    @property
    def components(self) -> int:
        """Number of connected components of two or more nodes."""
        return self._core.component_count
