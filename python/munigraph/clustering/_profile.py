"""How clusters depend on the resolution, and how many different good solutions there are."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from .. import _core
from .._common.arguments import checked_threads, leiden_options
from .._common.choices import check_choices
from .._common.numbers import at_edge
from .._common.objects import core_of
from .._common.progress import Progress, ProgressLike
from .._common.result import Result
from .._common.structs import fields
from ._given import partition_matrix

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import ArrayLike

    from .._common.literals import Quality, Representation
    from .._common.types import HasLabels, IntMatrix, IntVector, LabelsLike, MatrixLike
    from ..network._network import Network


class Profile(Result):
    """A scan of resolutions. Can be pickled.

    Attributes
    ----------
    table : one row per resolution: ``resolution, clusters, clusters_min, clusters_max,
        singletons, quality, agreement, plateau``. Clusters, singletons and quality are those of
        the best run, low and high of all runs; ``plateau`` is a row of ``plateaus``.
    domains : one row per partition that is the best of all that were found over some range of γ:
        ``low, high, clusters, singletons, inside, penalty``; its quality is inside − γ · penalty.
        The ranges are exact and cover the scan.
    plateaus : neighbouring domains with one number of clusters: ``low, high, clusters, length,
        agreement``, by length (log10) times agreement, the best first.
    partitions : int32 array (domains, n): the labels of each row of ``domains``.
    """

    __slots__ = ("domains", "partitions", "plateaus", "table")

    table: pd.DataFrame
    domains: pd.DataFrame
    plateaus: pd.DataFrame
    partitions: IntMatrix

    def __init__(self, found: _core.Profile) -> None:
        import pandas as pd

        self._set(
            table=pd.DataFrame(fields(found.points)),
            domains=pd.DataFrame(fields(found.domains)),
            plateaus=pd.DataFrame(fields(found.plateaus)),
            partitions=found.partitions,
        )

    def at(self, resolution: float) -> IntVector:
        """Labels of the best partition found for a resolution within the scan.

        Examples
        --------
        >>> import munigraph as mg
        >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
        >>> mg.profile(network, resolutions=[0.5, 1.0], runs=5).at(1.0).tolist()
        [0, 0, 0, 1, 1, 1]
        """
        inside = (self.domains["low"] <= resolution) & (resolution <= self.domains["high"])
        if not inside.any():
            raise ValueError(f"resolution {resolution:g} lies outside the scan")
        return self.partitions[int(inside.to_numpy().argmax())]

    def __repr__(self) -> str:
        if self.plateaus.empty:
            return f"<Profile of {len(self.table)} resolutions: no ties>"
        best, scan = self.plateaus.iloc[0], self.table["resolution"]
        return (
            f"<Profile of {len(self.table)} resolutions: {len(self.domains)} partitions are best "
            f"somewhere; longest plateau {int(best['clusters'])} clusters, "
            f"γ {best['low']:.3g} to {best['high']:.3g}{at_edge(best['low'], best['high'], scan)}, "
            f"agreement {best['agreement']:.3f}>"
        )

    def _shown(self) -> pd.DataFrame:
        return self.plateaus

    def _picture(self) -> str:
        """The number of clusters over the logarithm of the resolution."""
        import numpy as np

        from .._common.display import curve

        table = self.table
        return curve(
            np.log(table["resolution"].to_numpy(dtype=float)),
            table["clusters"].to_numpy(dtype=float),
            "Clusters against the logarithm of the resolution",
        )


def profile(
    network: Network,
    partitions: HasLabels | MatrixLike | Sequence[LabelsLike] | None = None,
    *,
    resolutions: ArrayLike | None = None,
    runs: int = 20,
    quality: Quality = "modularity",
    iterations: int | None = None,
    representation: Representation = "auto",
    seed: int = 0,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> Profile:
    """Clusters over a range of resolutions, with exact domains and plateaus.

    ``resolutions``: positive numbers in any order; None takes 25 of them, evenly spaced in their
    logarithms from 0.1 to 10 (CPM, whose γ has the unit of a tie weight, needs them given). At each
    the ensemble of ``runs`` with the same seed is computed. As the quality of a partition is linear
    in γ, the range in which each is the best *of those found* is exact (CHAMP), and a plateau, a
    range with one number of clusters, is an interval and no accident of the grid.

    ``partitions`` are labellings that are there already (an ``Ensemble``, an array R×n, a list of
    labellings in any form): which of them is best in which range of γ, instead of runs. Counts and
    agreement are then of all of them, at every resolution.

    Cost: ``runs`` runs of Leiden at each resolution; of partitions that are given, the quality of
    each of them.

    >>> import munigraph as mg
    >>> network = mg.Network.from_edges([0, 1, 2, 3], [1, 2, 3, 0])
    >>> mg.profile(network, [[0, 0, 0, 0], [0, 0, 1, 1], [0, 1, 2, 3]]).domains["clusters"].tolist()
    [1, 2, 0]

    Raises ValueError for a resolution that is not positive; other arguments as in :func:`ensemble`.
    Weir, Emmons, Gibson, Taylor & Mucha (2017), Algorithms 10, 93.
    """
    import numpy as np

    if resolutions is None:
        if quality == "cpm":
            raise ValueError("cpm has no default resolutions: give tie weights per pair")
        resolutions = np.asarray(_core.log_spaced(0.1, 10.0, 25))
    scan = np.atleast_1d(np.asarray(resolutions, dtype=np.float64))
    if scan.ndim != 1:
        raise ValueError("resolutions must be a list of numbers")
    check_choices("profile", runs=runs)
    options = leiden_options(quality, None, iterations, representation, seed)
    del options["resolution"]  # there are many
    if partitions is not None:
        labels = partition_matrix(network, partitions)
        with Progress("partitions", progress) as bar:
            found = _core.profile_of(
                core_of(network), labels, scan, quality=quality, seed=options["seed"],
                threads=checked_threads(threads), progress=bar.callback,
            )  # fmt: skip
        return Profile(found)
    with Progress("runs", progress) as bar:
        found = _core.profile(
            core_of(network),
            scan,
            **options,
            runs=operator.index(runs),
            threads=checked_threads(threads),
            progress=bar.callback,
        )
    return Profile(found)
