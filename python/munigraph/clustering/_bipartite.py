"""Modules of the two-mode network: municipalities and arrangements clustered together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .. import _core
from .._common.arguments import checked_iterations, checked_seed
from .._common.choices import check_choices
from .._common.labels import as_text, labels_by_id, labels_of
from .._common.numbers import decimals
from .._common.objects import core_of
from .._common.result import Result
from .._common.structs import fields

if TYPE_CHECKING:
    import pandas as pd

    from .._common.types import IntVector, LabelsLike, TextVector
    from ..network._network import Network


@dataclass(frozen=True, repr=False, eq=False)
class BipartiteClustering(Result):
    """Modules of municipalities and arrangements.

    Attributes
    ----------
    labels : int32 array (n), the module of each municipality, in the order of ``network.nodes``.
    arrangement_labels : int32 array, the module of each arrangement. Modules of two or more members
        come first, by size (both kinds together).
    modules : number of modules of two or more members.
    quality : Barber's bipartite modularity; NaN without memberships.
    resolution, seed, iterations, converged : how it was found.
    ids, arrangement_ids : of the municipalities and the arrangements, in the order of the labels.
    """

    labels: IntVector
    arrangement_labels: IntVector
    modules: int
    quality: float
    resolution: float
    seed: int
    iterations: int
    converged: bool
    ids: TextVector
    arrangement_ids: TextVector

    @property
    def table(self) -> pd.DataFrame:
        """One row per municipality and per arrangement: ``kind, id, module``."""
        import numpy as np
        import pandas as pd

        counts = [len(self.ids), len(self.arrangement_ids)]
        kinds = np.repeat(["municipality", "arrangement"], counts)
        ids = np.concatenate([self.ids, self.arrangement_ids])
        modules = np.concatenate([self.labels, self.arrangement_labels])
        return pd.DataFrame({"kind": kinds, "id": ids, "module": modules})

    def __repr__(self) -> str:
        return (
            f"<BipartiteClustering of {len(self.labels)} municipalities and "
            f"{len(self.arrangement_labels)} arrangements: {self.modules} modules, bipartite "
            f"modularity {decimals(self.quality, 5)}, seed {self.seed}>"
        )


def bipartite_leiden(
    network: Network,
    *,
    resolution: float = 1.0,
    iterations: int | None = None,
    seed: int = 0,
) -> BipartiteClustering:
    """Modules by Leiden on the memberships, maximising Barber's bipartite modularity.

    Q = 1/m Σ_ia [A_ia − γ k_i k_a / m] δ(g_i, g_a) over municipalities i and arrangements a, with m
    memberships. Intensities and hosts play no part. Converged and connected as :func:`leiden`.
    Raises ValueError for a network without memberships, or a resolution that is negative or not
    finite. Barber (2007), Physical Review E 76, 066102.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
    >>> mg.bipartite_leiden(network).labels.tolist()
    [0, 0, 1, 1, 2, 2]
    """
    check_choices("bipartite_leiden", resolution=resolution, iterations=iterations)
    seed = checked_seed(seed)
    resolution = float(resolution)
    found = _core.bipartite_leiden(
        core_of(network),
        resolution=resolution,
        iterations=checked_iterations(iterations),
        seed=seed,
    )
    return BipartiteClustering(
        resolution=resolution,
        seed=seed,
        ids=network._table["id"].to_numpy(),
        arrangement_ids=network.arrangements["id"].to_numpy(),
        **fields(found),
    )


def bipartite_modularity(
    network: Network,
    labels: LabelsLike,
    arrangement_labels: LabelsLike,
    *,
    resolution: float = 1.0,
) -> float:
    """Barber's bipartite modularity of given modules; NaN without memberships.

    Parameters
    ----------
    network : Network of n municipalities and m arrangements.
    labels : the module of each municipality, in any form that :func:`munigraph.bridges` takes.
    arrangement_labels : the module of each arrangement, in the order of ``network.arrangements``
        or by their ids. Modules of both kinds are one where their labels are equal.
    resolution : γ, a number of at least 0.

    Raises
    ------
    ValueError : an id is missing, unknown or there twice, or a label is missing.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
    >>> mg.bipartite_modularity(network, [0, 0, 0, 1, 1, 1], [0, 1, 0])
    0.375
    """
    import numpy as np
    import pandas as pd

    first = labels_of(network, labels, "labels")
    groups = as_text(network.arrangements["id"])
    second = labels_by_id(groups, arrangement_labels, "arrangement_labels")
    both = [first.values.astype(object), second.values.astype(object)]
    codes = pd.factorize(np.concatenate(both))[0].astype(np.int32)
    count = len(first.codes)
    return _core.bipartite_modularity(
        core_of(network), codes[:count], codes[count:], float(resolution)
    )
