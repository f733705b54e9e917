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
    from ..registry._snapshot import Snapshot
    from ._redraw import Redraw


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
    """What all null models have: :meth:`sample` and :meth:`sample_snapshot`. Immutable; can be
    pickled."""

    name = ""

    def __init__(self, network: Network, core: Any) -> None:
        self.network = network
        self._core = core
        self._whole: tuple[NullModel, Redraw] | None = None

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

        Examples
        --------
        >>> import munigraph as mg
        >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
        >>> mg.null_models.Curveball(network).sample(1).membership_count
        8
        """
        seed = checked_seed(seed)
        core = self._core.draw(self.network._core, seed)
        return _with_core(self.network, core, {"made_from": self.name, "seed": seed})

    def sample_snapshot(self, seed: int = 0) -> Snapshot:
        """A random counterpart of the register on the day: a draw from which every network can be
        made.

        The members of all arrangements in force that have two or more of the network's kinds of
        node (municipalities) are drawn together, whatever the network itself leaves out. An
        arrangement keeps its id, theme, form, obligation, dates and, a star, its host; members of
        other kinds and arrangements with fewer municipalities stay as they are. Memberships are in
        force as long as their arrangement; roles other than a star's host become ``member``.
        Arrangements that are not in force on the day are left out, and those that ``bicm``, which
        keeps sizes on average, leaves without a member.

        Where the network leaves arrangements out, the model is fitted to all of them first, once.
        The same seed gives the same draw: of a model of all of them, that of :meth:`sample`.

        Raises ``ValueError`` for a network that was made from no snapshot.
        """
        seed = checked_seed(seed)
        if self._whole is None:
            from ._redraw import Redraw, everything_in_force

            whole = everything_in_force(self.network)
            model = self if whole is self.network else self._of(whole)
            self._whole = model, Redraw(whole)
        model, redraw = self._whole
        return redraw.snapshot_of(model.sample(seed))

    def _of(self, network: Network) -> NullModel:
        """The same kind of model of another network of the same nodes."""
        raise NotImplementedError
