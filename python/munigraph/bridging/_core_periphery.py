"""The inner circle: k-cores, and a core that everyone is tied to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .. import _core
from .._common.labels import nodes_of
from .._common.objects import core_of
from .._common.result import Result

if TYPE_CHECKING:
    import pandas as pd

    from .._common.types import IntVector
    from ..network._network import Network


@dataclass(frozen=True)
class CorePeriphery(Result):
    """A core, and how well it describes the network."""

    table: pd.DataFrame
    """One row per node: ``id, name, core`` (bool), ``strength``."""
    correlation: float
    """Pearson's, over all pairs of nodes, of ties with the pattern (1 where one end or both are in
    the core, else 0). NaN where no pair differs from another."""

    @property
    def core(self) -> list[str]:
        """The ids in the core."""
        return [str(one) for one in self.table.loc[self.table["core"], "id"]]

    def __repr__(self) -> str:
        return (
            f"<CorePeriphery: {len(self.core)} of {len(self.table)} nodes in the core, "
            f"correlation {self.correlation:.3f}>"
        )


def k_core(network: Network) -> IntVector:
    """The core number of every node (int32, n).

    That is the largest k for which it is in the k-core: the largest part of the network in which
    everyone has at least k partners within the part. Weights do not matter; isolates have 0.
    One arrangement of s members makes all of them at least an (s − 1)-core. O(n + m).

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> mg.k_core(network).tolist()
    [2, 2, 2, 2, 2, 2]
    """
    numbers: IntVector = _core.core_numbers(core_of(network, "Network"))
    return numbers


def core_periphery(network: Network, *, weighted: bool = True) -> CorePeriphery:
    """Divide a network into a core that all are tied to and a periphery without ties of its own.

    The core with the best correlation of ties with that pattern (Borgatti & Everett 2000, discrete
    model): from every beginning of the order by strength (above 1,000 nodes the best one) single
    nodes change sides as long as that gains. A correlation is no test: any network with unequal
    degrees has a core. Hold it against a null, by ``significance`` with ``lambda n:
    core_periphery(n).correlation`` as its statistic.

    Parameters
    ----------
    network : of n nodes; isolates are in the periphery.
    weighted : correlate weights; else only whether a pair is tied.

    Returns
    -------
    CorePeriphery

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> found = mg.core_periphery(network)
    >>> len(found.table)
    6
    """
    core, correlation = _core.core_periphery(core_of(network, "Network"), bool(weighted))
    nodes = nodes_of(network)
    table = nodes[["id", "name"]].assign(core=core.astype(bool), strength=network.strength)
    return CorePeriphery(table.reset_index(drop=True), correlation)
