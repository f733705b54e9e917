"""Clusters of municipalities: Leiden and Louvain, and what they find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import _core
from .._common.arguments import checked_threads, leiden_options
from .._common.objects import core_of
from ._clustering import Clustering

if TYPE_CHECKING:
    from ..network._network import Network


def leiden(
    network: Network,
    *,
    quality: str = "modularity",
    resolution: float | None = None,
    iterations: int | None = None,
    representation: str = "auto",
    seed: int = 0,
    threads: int | None = 1,
) -> Clustering:
    """Clusters by the Leiden algorithm.

    With m the total weight, w the weight of the ties inside a cluster, s the sum of its members'
    strengths and n their number, the sum over clusters is maximised of

    - ``"modularity"``: w/m − γ (s/2m)²;
    - ``"cpm"`` (constant Potts model): [w − γ n(n−1)/2] / m. γ is a tie weight per pair of nodes.
      leidenalg's ``quality()`` is 2m times this value.

    Parameters
    ----------
    resolution : γ; by default 1 for modularity, while CPM must be given one.
    iterations : passes over all levels; by default until no move of a node to a neighbouring or an
        empty cluster, and no merge of adjacent clusters, gains more than 1e-12 of the total weight.
    representation : ``"dense"`` (a matrix, for small networks), ``"explicit"`` (compressed rows),
        ``"implicit"`` (the memberships; additive weightings only) or ``"auto"``.
    seed : 0 to 2**64 − 1; the same seed gives the same labels on every machine.
    threads : within the run, where the representation can use them (None: all cores); the labels
        do not depend on it.

    Every cluster is connected. An empty network has no clusters and quality NaN; nodes without
    ties are singletons. Raises ValueError for a CPM without resolution, a negative or non-finite
    resolution, or an unknown option value.

    Traag, Waltman & van Eck (2019), Scientific Reports 9, 5233, doi:10.1038/s41598-019-41695-z.
    """
    options = leiden_options(quality, resolution, iterations, representation, seed)
    found = _core.leiden(core_of(network), **options, threads=checked_threads(threads))
    return Clustering(network, found)


def louvain(
    network: Network,
    *,
    quality: str = "modularity",
    resolution: float | None = None,
    iterations: int | None = None,
    seed: int = 0,
) -> Clustering:
    """Clusters by the Louvain algorithm, to compare with older studies.

    Arguments as in :func:`leiden`; ``iterations`` limits the levels. Its clusters may be
    disconnected: ``.disconnected`` says how many are.

    Blondel, Guillaume, Lambiotte & Lefebvre (2008), Journal of Statistical Mechanics P10008,
    doi:10.1088/1742-5468/2008/10/P10008.
    """
    options = leiden_options(quality, resolution, iterations, "auto", seed)
    found = _core.louvain(core_of(network), **options, threads=1)
    return Clustering(network, found)
