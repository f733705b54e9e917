"""Networks of municipalities tied by shared arrangements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import _core

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike


class Network:
    """An undirected weighted network, with the memberships it was made from where there are any."""

    __slots__ = ("_core",)

    def __init__(self, core: _core.Network) -> None:
        self._core = core

    @classmethod
    def from_edges(
        cls,
        source: ArrayLike,
        target: ArrayLike,
        weight: ArrayLike | None = None,
        *,
        n: int | None = None,
    ) -> Network:
        """A network from edges (integer arrays of the same length), each given once."""
        import numpy as np

        source = np.asarray(source, dtype=np.int32)
        target = np.asarray(target, dtype=np.int32)
        if n is None:
            n = int(max(source.max(initial=-1), target.max(initial=-1))) + 1
        values = np.empty(0) if weight is None else np.asarray(weight, dtype=np.float64)
        return cls(_core.Network.from_edges(source, target, values, n))

    @classmethod
    def from_memberships(
        cls,
        participants: ArrayLike,
        arrangements: ArrayLike,
        *,
        n: int | None = None,
        weighting: str = "newman",
    ) -> Network:
        """A network from memberships: parallel integer arrays, 0-based."""
        import numpy as np

        nodes = np.asarray(participants, dtype=np.int32)
        groups = np.asarray(arrangements, dtype=np.int32)
        if n is None:
            n = int(nodes.max(initial=-1)) + 1
        count = int(groups.max(initial=-1)) + 1
        none = np.empty(0)
        return cls(
            _core.Network.from_memberships(
                nodes, groups, n, count, weighting, 1, none, np.empty(0, np.int32)
            )
        )

    @property
    def node_count(self) -> int:
        return self._core.node_count

    @property
    def edge_count(self) -> int:
        return self._core.edge_count

    @property
    def strength(self) -> np.ndarray[Any, Any]:
        return self._core.strength
