"""Clusters of municipalities: Leiden and Louvain, and what they find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import _core
from .._common.arguments import checked_threads, leiden_options
from .._common.objects import core_of
from ._clustering import Clustering
from ._start import from_labels

if TYPE_CHECKING:
    from collections.abc import Collection

    from .._common.literals import Quality, Representation
    from .._common.types import LabelsLike, ValuesLike
    from ..network._network import Network


def leiden(
    network: Network,
    *,
    quality: Quality = "modularity",
    resolution: float | None = None,
    iterations: int | None = None,
    representation: Representation = "auto",
    seed: int = 0,
    threads: int | None = 1,
    initial: LabelsLike | None = None,
    fixed: ValuesLike | Collection[str] | None = None,
) -> Clustering:
    """Clusters by the Leiden algorithm.

    With m the total weight, w the weight of the ties inside a cluster, s the sum of its members'
    strengths and n their number, the sum over clusters is maximised of

    - ``"modularity"``: w/m − γ (s/2m)²;
    - ``"cpm"`` (constant Potts model): [w − γ n(n−1)/2] / m. γ is a tie weight per pair of nodes.
      leidenalg's ``quality()`` is 2m times this value;
    - ``"map"``: minus the bits per step that a random walk needs under the two-level map equation
      (Rosvall, Axelsson & Bergstrom 2009). Any weights, no teleportation;
    - ``"planted_partition"``: minus the nats that the ties and the clusters need under the
      degree-corrected planted-partition model with uniform priors (Zhang & Peixoto 2020). A model
      of multigraphs, so weights must be whole numbers: ``weighting="count"`` or ``"binary"``.
      Cliques of arrangements are not independent ties, so it overstates the evidence; see
      :func:`posterior` for how sure its count is.

    The last two have no resolution and find the number of clusters by themselves;
    ``.code_length`` of the result is the length without the minus.

    Parameters
    ----------
    resolution : γ; by default 1 for modularity, while CPM must be given one.
    iterations : passes over all levels; by default until no move of a node to a neighbouring or an
        empty cluster, and no merge of adjacent clusters, gains more than 1e-12 of the total weight
        (of the length, for the last two; under planted_partition, moves that would leave a cluster
        in parts are none).
    representation : ``"dense"`` (a matrix, for small networks), ``"explicit"`` (compressed rows),
        ``"implicit"`` (the memberships; additive weightings only) or ``"auto"``.
    seed : 0 to 2**64 − 1; the same seed gives the same labels on every machine.
    threads : within the run, where the representation can use them (None: all cores); the labels
        do not depend on it.

    initial : labels to begin at, in any form (a ``Clustering``, by id, an array; missing: alone).
        The explicit form is used. By default every node begins alone.
    fixed : nodes whose label stays: a list or set of ids, one yes or no per node (an array, by id),
        or the name of a column of those. Fixed nodes of one initial label stay together, those of
        different ones apart; other nodes may join and leave them. Labels are numbered anew, by
        size. Converged then means that no move of another node gains, and no merge of two clusters
        that do not both hold fixed nodes; a cluster is connected where its fixed nodes are taken
        for one. Nodes without ties stay alone.

    Every cluster is connected. An empty network has no clusters and quality NaN; nodes without
    ties are singletons. Raises ValueError for a CPM without resolution, a negative or non-finite
    resolution, an unknown option value, or fixed nodes without initial labels.

    Examples
    --------
    Clusters of today that begin at those of before, with two municipalities held apart:

    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(["a", "b", "c"], ["b", "c", "a"])
    >>> found = mg.leiden(network, initial={"a": 0, "b": 0, "c": 1}, fixed=["a", "c"])
    >>> found.labels[0] != found.labels[2]
    np.True_

    Traag, Waltman & van Eck (2019), Scientific Reports 9, 5233, doi:10.1038/s41598-019-41695-z.
    """
    options = leiden_options(quality, resolution, iterations, representation, seed)
    if initial is not None or fixed is not None:
        checked_threads(threads)
        return Clustering(network, from_labels(network, initial, fixed, options))
    found = _core.leiden(core_of(network), **options, threads=checked_threads(threads))
    return Clustering(network, found)


def louvain(
    network: Network,
    *,
    quality: Quality = "modularity",
    resolution: float | None = None,
    iterations: int | None = None,
    seed: int = 0,
) -> Clustering:
    """Clusters by the Louvain algorithm, to compare with older studies.

    Arguments as in :func:`leiden`; ``iterations`` limits the levels. Its clusters may be
    disconnected: ``.disconnected`` says how many are.

    Blondel, Guillaume, Lambiotte & Lefebvre (2008), Journal of Statistical Mechanics P10008,
    doi:10.1088/1742-5468/2008/10/P10008.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> mg.louvain(network).clusters
    2
    """
    options = leiden_options(quality, resolution, iterations, "auto", seed)
    found = _core.louvain(core_of(network), **options, threads=1)
    return Clustering(network, found)
