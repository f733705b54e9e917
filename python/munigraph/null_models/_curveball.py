"""Random counterparts of a network's memberships, and the ties that they do not explain.

Three nulls, from the least to the most that is kept: *curveball* (every degree, exactly), *BiCM*
(every degree, on average) and *gravity* (arrangement sizes, and on average degrees, with population
and distance doing the rest). Against the first two everything geographic is significant; gravity
is the honest one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import checked_seed
from .._common.choices import check_choices
from .._common.objects import core_of
from .._common.progress import Progress, ProgressLike
from .._common.result import Result
from ..network._network import Network
from ._null_model import NullModel

if TYPE_CHECKING:
    import pandas as pd


class Curveball(NullModel):
    """Memberships with exactly the observed degrees, uniformly among all such tables.

    See :func:`curveball`. Strona et al. (2014), doi:10.1038/ncomms5114.
    """

    name = "curveball"

    def __init__(self, network: Network, *, trades_per_node: float | None = None) -> None:
        check_choices("curveball", trades_per_node=trades_per_node)
        model = _core.Curveball(core_of(network), trades_per_node)
        super().__init__(network, model)
        self.trades_per_node = model.trades_per_node
        self._asked = trades_per_node

    def _of(self, network: Network) -> Curveball:
        return Curveball(network, trades_per_node=self._asked)

    def __reduce__(self) -> tuple[Any, ...]:
        return _curveball_model, (self.network, self._asked)


def _curveball_model(network: Network, trades_per_node: float | None) -> Curveball:
    return Curveball(network, trades_per_node=trades_per_node)


def curveball(network: Network, *, seed: int = 0, trades_per_node: float | None = None) -> Network:
    """A draw that keeps every node's number of arrangements and every arrangement's size, exactly.

    A chain of ``trades_per_node`` · n trades from the observed table, in each of which two nodes
    share out anew the arrangements that only one of them is in; uniform among all tables with these
    degrees in the limit. By default 5 trades per node, but 20 on small tables (up to 100 nodes)
    of which at least half of the arrangements are stars: there the chain is slow, which
    :func:`curveball_mixing`, the share of memberships that have changed, does not show, and χ²
    tests over all possible tables hold at 20.

    Raises ``ValueError`` for a network without memberships. Cost O(trades · memberships per node).

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
    >>> mg.curveball(network, seed=1).membership_count
    8
    """
    return Curveball(network, trades_per_node=trades_per_node).sample(seed)


@dataclass(frozen=True)
class Mixing(Result):
    """How fast the curveball chain forgets the observed table."""

    table: pd.DataFrame
    """``trades_per_node, perturbed``: share of the memberships that differ from the observed."""
    plateau: float
    """Where ``perturbed`` levels off (mean of the second half of the chain)."""
    reached: float
    """Trades per node after which 99% of the plateau is first reached."""

    def __repr__(self) -> str:
        return (
            f"<Mixing: {self.plateau:.0%} of the memberships differ at the plateau, "
            f"99% of it after {self.reached:.3g} trades per node>"
        )


def curveball_mixing(
    network: Network,
    *,
    trades_per_node: float = 20.0,
    points: int = 40,
    seed: int = 0,
    progress: ProgressLike = None,
) -> Mixing:
    """Follow one curveball chain and see when it stops moving away from the observed table.

    Raises ``ValueError`` for numbers out of range. Cost: that of the chain, and of a look at all
    memberships at each point.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
    >>> list(mg.curveball_mixing(network).table.columns)
    ['trades_per_node', 'perturbed']
    """
    import pandas as pd

    check_choices("curveball_mixing", trades_per_node=trades_per_node, points=points)
    seed = checked_seed(seed)
    with Progress("trades", progress) as bar:
        found = _core.curveball_mixing(
            core_of(network), trades_per_node, points, seed, bar.callback
        )
    table = pd.DataFrame({"trades_per_node": found.trades_per_node, "perturbed": found.perturbed})
    return Mixing(table, found.plateau, found.reached)
