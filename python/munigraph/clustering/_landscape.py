"""How clusters depend on the resolution, and how many different good solutions there are."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from .. import _core
from .._common.arguments import checked_threads, leiden_options
from .._common.choices import check_choices
from .._common.objects import core_of
from .._common.progress import Progress, ProgressLike
from .._common.result import Result
from .._common.structs import fields
from .._common.words import check_word
from ._ensemble import Ensemble

if TYPE_CHECKING:
    import pandas as pd

    from .._common.literals import Quality, Representation
    from .._common.types import IntMatrix, IntVector
    from ..network._network import Network


class Landscape(Result):
    """Different solutions of nearly the same quality. Can be pickled.

    Attributes
    ----------
    table : one row per group of similar solutions, the most frequent first: ``runs, share,
        labellings`` (different ones), ``quality, quality_min, clusters_min, clusters_max,
        similarity`` (mean AMI of its runs with its representative) and ``representative`` (a row
        of ``ensemble.labels``, that of the highest quality).
    representatives : int32 array (groups, n).
    group : int32 array (R): the group of each run, −1 for runs that are not near-optimal.
    runs, near_optimal : number of runs, and of those within ``tolerance`` of the best.
    unseen : estimated share of further near-optimal runs that would belong to no group so far.
    runs_needed : after how many runs a further one is expected to be of a group seen before, with
        chance ``coverage``.
    enough : whether ``unseen`` is at most 1 − coverage.
    ensemble : the runs.
    """

    __slots__ = (
        "enough",
        "ensemble",
        "group",
        "near_optimal",
        "representatives",
        "runs_needed",
        "table",
        "unseen",
    )

    table: pd.DataFrame
    representatives: IntMatrix
    group: IntVector
    near_optimal: int
    unseen: float
    runs_needed: int
    enough: bool
    ensemble: Ensemble

    def __init__(self, network: Network, found: _core.Landscape, seed: int) -> None:
        import pandas as pd

        runs = Ensemble(network, found.ensemble, seed)
        table = pd.DataFrame(fields(found.groups))
        table.insert(1, "share", table["runs"] / max(found.near_optimal, 1))
        columns = [c for c in table.columns if c != "representative"]
        self._set(
            ensemble=runs,
            table=table[[*columns, "representative"]],
            representatives=runs.labels[table["representative"].to_numpy(dtype=int)],
            group=found.group,
            near_optimal=found.near_optimal,
            unseen=found.unseen,
            runs_needed=found.runs_needed,
            enough=found.enough,
        )

    @property
    def runs(self) -> int:
        return len(self.ensemble)

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        verdict = "enough" if self.enough else "not enough"
        return (
            f"<Landscape: {len(self)} groups of similar solutions in {self.near_optimal} "
            f"near-optimal of {self.runs} runs; unseen {self.unseen:.3f} ({verdict}), "
            f"{self.runs_needed} runs needed>"
        )


def landscape(
    network: Network,
    *,
    runs: int | str = "auto",
    tolerance: float = 0.01,
    similarity: float = 0.9,
    coverage: float = 0.95,
    most_runs: int = 3200,
    quality: Quality = "modularity",
    resolution: float | None = None,
    iterations: int | None = None,
    representation: Representation = "auto",
    seed: int = 0,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> Landscape:
    """How many different solutions of nearly the same quality there are.

    Runs within ``tolerance`` (a share) of the best quality are taken in order of quality; each
    joins the first group whose representative it is similar to (AMI of at least ``similarity``),
    else it founds one. ``runs="auto"`` doubles their number from 50 until the share of further runs
    expected to find something new is at most 1 − ``coverage``, or there are ``most_runs``.

    Grouping after Calatayud, Bernardo-Madrid, Neuman, Rojas & Rosvall (2019), Physical Review E
    100, 052308, with AMI as the similarity. Other arguments as in :func:`ensemble`.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
    >>> mg.landscape(network, runs=10).table["share"].tolist()
    [1.0]
    """
    count: int | None
    if isinstance(runs, str):
        check_word("number of runs", runs, ("auto",))
        count = None
    else:
        count = operator.index(runs)
    check_choices(
        "landscape",
        runs=count,
        tolerance=tolerance,
        similarity=similarity,
        coverage=coverage,
        most_runs=most_runs,
    )
    options = leiden_options(quality, resolution, iterations, representation, seed)
    with Progress("runs", progress) as bar:
        found = _core.landscape(
            core_of(network),
            **options,
            runs=count,
            tolerance=float(tolerance),
            similarity=float(similarity),
            coverage=float(coverage),
            most_runs=operator.index(most_runs),
            threads=checked_threads(threads),
            progress=bar.callback,
        )
    return Landscape(network, found, options["seed"])
