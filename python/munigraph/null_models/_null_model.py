"""Random counterparts of a network's memberships, and the ties that they do not explain.

Three nulls, from the least to the most that is kept: *curveball* (every degree, exactly), *BiCM*
(every degree, on average) and *gravity* (arrangement sizes, and on average degrees, with population
and distance doing the rest). Against the first two everything geographic is significant; gravity
is the honest one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._common.arguments import checked_seed
from .._common.choices import words_of
from ..network._network import Network

if TYPE_CHECKING:
    pass


#: Names of the null models.
NULLS = words_of("significance", "null")


def _with_core(network: Network, core: Any, made: dict[str, Any]) -> Network:
    """The same nodes (and arrangements, where memberships are left) with other ties."""
    return Network(
        core,
        construction={"version": 1, **made, "of": network.construction},
        snapshot=network.snapshot,
        node_rows=network._node_rows,
        arrangement_rows=network._arrangement_rows if core.has_memberships else None,
        nodes=network._own_nodes,
        arrangements=network._own_arrangements if core.has_memberships else None,
    )


class NullModel:
    """What all null models have: :meth:`sample`. Immutable; can be pickled."""

    name = ""

    def __init__(self, network: Network, core: Any) -> None:
        self.network = network
        self._core = core

    def _facts(self) -> list[tuple[str, object]]:
        """What was fitted, a name and a value each."""
        return []

    def _picture(self) -> str:
        return ""

    def _repr_html_(self) -> str:
        from .._common.display import facts

        size = [
            ("nodes", f"{self.network.node_count:,}"),
            ("arrangements", f"{self.network.arrangement_count:,}"),
        ]
        kind = f"{type(self).__name__}: null model"
        return facts(kind, [*size, *self._facts()], picture=self._picture())

    def __repr__(self) -> str:
        of = f"{self.network.node_count:,} nodes, {self.network.arrangement_count:,} arrangements"
        return f"<{type(self).__name__}: null model of {of}>"

    def sample(self, seed: int = 0) -> Network:
        """A random counterpart of the network: the same nodes and arrangements, other members,
        weighted as the network is. The same seed gives the same draw.

        The host of a star stays; its members are drawn.
        """
        seed = checked_seed(seed)
        core = self._core.draw(self.network._core, seed)
        return _with_core(self.network, core, {"made_from": self.name, "seed": seed})
