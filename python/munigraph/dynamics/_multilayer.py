"""One labelling for several layers: years, domains, forms."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import checked_resolution, checked_seed, checked_threads
from .._common.choices import check_choices
from .._common.labels import as_text, nodes_of
from .._common.progress import Progress, ProgressLike
from .._common.result import Result
from .._common.structs import fields
from ..network._network import Network

if TYPE_CHECKING:
    import pandas as pd

    from .._common.literals import Layers, Normalise, Quality
    from .._common.types import FloatVector, IntMatrix, TextVector

__all__ = ["Multilayer", "multilayer"]


class Multilayer(Result):
    """Clusters of several layers together, as :func:`munigraph.multilayer` finds them.

    Attributes
    ----------
    labels : int32 array (layers, n)
        The cluster of each node in each layer, −1 where a layer lacks it. Clusters of two or more
        copies are numbered by size, ties by their first copy; copies alone come after them.
    ids : array of str (n)
        Of the nodes, in the order in which the layers name them.
    layers : tuple
        What the layers are called.
    clusters, singletons : int
        Labels of two or more copies, and of one.
    quality : float
        The sum over layers, and 2ω for each coupled pair with one label.
    layer_quality : float64 array (layers)
        Of each layer: its modularity (or CPM), unless ``normalise="none"``.
    coupled, pairs : int
        Coupled pairs of copies with one label, and all of them.
    coupling, order, normalise, quality_function, resolution, seed
        How it was found.
    """

    __slots__ = (
        "_node_names", "clusters", "coupled", "coupling", "ids", "labels", "layer_quality",
        "layers", "normalise", "order", "pairs", "quality", "quality_function", "resolution",
        "seed", "singletons",
    )  # fmt: skip

    _node_names: TextVector
    labels: IntMatrix
    ids: TextVector
    layers: tuple[object, ...]
    clusters: int
    singletons: int
    quality: float
    layer_quality: FloatVector
    coupled: int
    pairs: int
    coupling: float
    order: str
    normalise: str
    quality_function: str
    resolution: float | None
    seed: int

    def __init__(self, **values: object) -> None:
        self._set(**values)

    @property
    def table(self) -> pd.DataFrame:
        """One row per copy: ``layer, id, name, cluster``."""
        import numpy as np
        import pandas as pd

        layer, node = np.nonzero(self.labels >= 0)
        return pd.DataFrame(
            {
                "layer": [self.layers[t] for t in layer],
                "id": self.ids[node],
                "name": self._node_names[node],
                "cluster": self.labels[layer, node],
            }
        )

    @property
    def sizes(self) -> pd.DataFrame:
        """Nodes of each cluster in each layer: a row per layer, a column per label."""
        import numpy as np
        import pandas as pd

        groups = self.clusters + self.singletons
        counts = [np.bincount(row[row >= 0], minlength=groups) for row in self.labels]
        return pd.DataFrame(counts, index=pd.Index(self.layers, name="layer"))

    def __repr__(self) -> str:
        return (
            f"<Multilayer of {len(self.layers)} layers, {len(self.ids)} nodes: {self.clusters} "
            f"clusters, {self.singletons} alone; quality {_shown(self.quality)}, of which layers "
            f"{_shown(self.layer_quality.sum())}; {self.coupled:,} of {self.pairs:,} coupled pairs "
            f"together at coupling {self.coupling:g}, {self.order}>"
        )


def multilayer(
    networks: Iterable[Network] | Mapping[str, Network] | Mapping[int, Network],
    *,
    coupling: float,
    layers: Layers = "ordered",
    normalise: Normalise = "layer",
    quality: Quality = "modularity",
    resolution: float | None = None,
    starts: int | None = None,
    seed: int = 0,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> Multilayer:
    """Clusters of several networks together, by Leiden over the copies of their nodes.

    With A_t the weights of layer t, k their row sums, 2m_t their sum and g the labels, maximised is

    Q = Σ_t σ_t Σ_ij (A_ijt − γ k_it k_jt / 2m_t) δ(g_it, g_jt) + 2ω Σ_coupled δ(g_it, g_iu),

    over ordered pairs ij. For ``"cpm"`` the expectation is γ per pair of different nodes.

    Parameters
    ----------
    networks : iterable or mapping of Network
        The layers, in their order, with their names where it is a mapping. Nodes are the same where
        their ids are; a layer may lack some.
    coupling : float
        ω from 0 to 1e100. With 0 every layer is :func:`munigraph.leiden` with this seed; from some
        ω on all copies of a node have one label. Its unit is that of σ_t A: with
        ``normalise="layer"`` a share of a layer's weight, so that 2ω is what a modularity must lose
        for it.
    layers : {"ordered", "categorical"}
        Couple the copies in successive layers that have the node, or all of them.
    normalise : {"layer", "none"}
        σ_t = 1/2m_t, so that layers count the same and their qualities are modularities; or 1.
    quality, resolution
        As in :func:`munigraph.leiden`.
    starts : int, optional
        Starts from each of three kinds of beginnings (one label for all copies of a node, each
        layer's own clusters, single copies); the best counts, of equal ones that with more coupled
        pairs together. By default 20,000 by the number of copies, from 6 to 50.
    seed, threads, progress
        As everywhere; the labels do not depend on the threads.

    Returns
    -------
    Multilayer
        Converged: no move of a copy, of coupled copies of one node that share a label, and no merge
        of two clusters gains more than 1e-12 of the weight. Every cluster is connected by ties and
        couplings.

    Raises
    ------
    ValueError
        For no networks, dates of ordered layers without names that go forth and back, a coupling
        out of range or not finite, an unknown word, or as :func:`munigraph.leiden`.
    TypeError
        For what is no network.

    Cost per start near O(ties of all layers) per pass.

    Mucha, Richardson, Macon, Porter & Onnela (2010), Science 328, 876–878,
    doi:10.1126/science.1184819, before their division by 2µ.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> mg.multilayer([network, network], coupling=0.5).labels.tolist()
    [[0, 0, 0, 1, 1, 1], [0, 0, 0, 1, 1, 1]]
    """
    import numpy as np
    import pandas as pd

    check_choices(
        "multilayer",
        coupling=coupling,
        layers=layers,
        normalise=normalise,
        quality=quality,
        resolution=resolution,
        starts=starts,
    )
    names, given = _layers(networks)
    if layers == "ordered" and not isinstance(networks, Mapping):
        _check_order(given)
    tables = [nodes_of(network)[["id", "name"]] for network in given]
    everyone = pd.concat(tables).drop_duplicates("id")
    ids = as_text(everyone["id"])
    nodes = [ids.get_indexer(as_text(table["id"])).astype(np.int32) for table in tables]
    options: dict[str, Any] = {
        "coupling": float(coupling),
        "layers": layers,
        "normalise": normalise,
        "quality": quality,
        "resolution": checked_resolution(resolution),
    }
    with Progress("starts", progress) as bar:
        found = _core.multilayer(
            [network._core for network in given],
            nodes,
            len(ids),
            **options,
            starts=None if starts is None else operator.index(starts),
            seed=(seed := checked_seed(seed)),
            threads=checked_threads(threads),
            progress=bar.callback,
        )
    return Multilayer(
        **fields(found),
        _node_names=everyone["name"].to_numpy(),
        ids=ids.to_numpy(),
        layers=names,
        coupling=options["coupling"],
        order=layers,
        normalise=normalise,
        quality_function=quality,
        resolution=options["resolution"],
        seed=seed,
    )


def _shown(value: float) -> str:
    """Five decimals, unless a large coupling makes these a row of digits."""
    return f"{value:.5f}" if abs(value) < 1e9 else f"{value:.6g}"


def _layers(networks: Any) -> tuple[tuple[Any, ...], list[Network]]:
    """Names and networks; layers without names are numbered from 0."""
    if isinstance(networks, Network):
        raise TypeError("one Network; expected several, in a list or by name")
    if isinstance(networks, Mapping):
        names, given = tuple(networks), list(networks.values())
    elif not isinstance(networks, Iterable):
        raise TypeError(
            f"networks: expected a Network for each layer, in a list or by name, got "
            f"{type(networks).__name__}"
        )
    else:
        given = list(networks)
        names = tuple(range(len(given)))
    for one in given:
        if not isinstance(one, Network):
            raise TypeError(f"expected a Network for each layer, got {type(one).__name__}")
    if not given:
        raise ValueError("no networks; expected at least one layer")
    return names, given


def _check_order(networks: list[Network]) -> None:
    """Successive layers are coupled: days that go forth and back would couple others than are
    neighbours in time. (Backwards throughout is the same as forwards.)"""
    days = [one.snapshot.date for one in networks if one.snapshot is not None]
    if days in (sorted(days), sorted(days, reverse=True)):
        return
    raise ValueError(
        f"layers of {', '.join(days)}: expected them in the order of time (with names of your own, "
        "in a dict, any order is taken as it is)"
    )
