"""Counts of clusters over parts of the arrangements, up to all of them."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import checked_threads, leiden_options
from .._common.choices import check_choices
from .._common.objects import core_of
from .._common.progress import Progress, ProgressLike
from .._common.random import stream
from .._common.result import Result

if TYPE_CHECKING:
    import pandas as pd

    from .._common.literals import Quality, Representation
    from ..network._network import Network

_OTHERS = ("singletons", "isolates", "components")
HALF = 0.5


@dataclass(frozen=True)
class StabilityCurve(Result):
    """Counts of clusterings of random parts of the arrangements, by the size of the part."""

    table: pd.DataFrame
    """One row per share: ``share, arrangements`` (drawn without replacement), ``clusters`` (mean),
    ``clusters_low, clusters_high`` (95% of the draws), ``clusters_sd``, the means of ``singletons,
    isolates, components``, and ``agreement`` (mean AMI with the clusters of all arrangements). The
    last row is the network itself."""
    draws: int
    runs: int

    @property
    def observed(self) -> int:
        """Clusters of the network itself."""
        return int(self.table["clusters"].iloc[-1])

    @property
    def half(self) -> tuple[int, int]:
        """Numbers of clusters that bound 95% of the draws of half the arrangements."""
        row = self.table[self.table["share"] == HALF].iloc[0]
        return int(row["clusters_low"]), int(row["clusters_high"])

    def __repr__(self) -> str:
        low, high = self.half
        return (
            f"<StabilityCurve: {self.observed} clusters of all arrangements, {low} to {high} of "
            f"half of them (95% of {self.draws} draws)>"
        )


def stability_curve(
    network: Network,
    *,
    shares: Sequence[float] = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9),
    draws: int = 100,
    runs: int = 5,
    quality: Quality = "modularity",
    resolution: float | None = None,
    iterations: int | None = None,
    representation: Representation = "auto",
    seed: int = 0,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> StabilityCurve:
    """How the number of clusters depends on how many of the arrangements are known.

    Arrangements are drawn without replacement, at every share up to the register's own number.
    Counts rise and fall along the curve: few arrangements leave small groups and isolates, more of
    them join these up, more still divide large ones. So it is no base for extrapolation to what a
    more complete register would have, and no range of confidence; a curve that is level at its end
    says that the count hangs little on single arrangements. ``half`` is the range at half of them.

    Parameters
    ----------
    shares : of the arrangements, each above 0 and below 1; half is added where it is missing.
    draws : networks per share.
    runs : of Leiden per draw, the best of which counts.

    Draws are those of :func:`stability` with ``resample="arrangements"``. Cost: ``draws · runs``
    clusterings per share. Errors as there.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.datasets.load("nl-2020").at("2020-07-01").network(domain="safety")
    >>> mg.stability_curve(network, draws=3, runs=2).table["share"].tolist()[:3]
    [0.1, 0.2, 0.3]
    """
    import pandas as pd

    check_choices("stability_curve", draws=draws, runs=runs)
    sizes = sorted({*map(float, shares), HALF})
    for share in sizes:
        if not 0 < share < 1:
            raise ValueError(f"a share is {share:g}, expected a number above 0 and below 1")
    leiden = leiden_options(quality, resolution, iterations, representation, seed)
    options: dict[str, Any] = {"draws": operator.index(draws), "runs": operator.index(runs)}
    workers = checked_threads(threads)
    rows = []
    with Progress("shares", progress) as bar:
        for k, share in enumerate(sizes):
            if bar.callback is not None:
                bar.callback(k, len(sizes))
            found = _core.stability(
                core_of(network), resample="arrangements", drop=1 - share, **options,
                **{**leiden, "seed": stream(seed, k)}, threads=workers, progress=None,
                method="leiden", threshold=0.5,
            )  # fmt: skip
            rows.append(_row(network, share, found))
        if bar.callback is not None:
            bar.callback(len(sizes), len(sizes))
    rows.append(_whole(network, leiden, options["runs"], workers))
    return StabilityCurve(pd.DataFrame(rows), **options)


def _kept(network: Network, share: float) -> int:
    """Arrangements that a draw has: an exact share, rounded. Ties stand for arrangements of two
    where there are none."""
    count = network.arrangement_count or network.edge_count
    return count - int((1 - share) * count + 0.5)


def _row(network: Network, share: float, found: _core.Stability) -> dict[str, Any]:
    import numpy as np

    counts = found.counts
    low, high = np.quantile(counts, [0.025, 0.975], method="inverted_cdf")
    known = found.agreement[np.isfinite(found.agreement)]
    return {
        "share": share,
        "arrangements": _kept(network, share),
        "clusters": float(counts.mean()),
        "clusters_low": int(low),
        "clusters_high": int(high),
        "clusters_sd": float(counts.std(ddof=1)) if len(counts) > 1 else np.nan,
        **{name: float(getattr(found, name).mean()) for name in _OTHERS},
        "agreement": float(known.mean()) if len(known) else np.nan,
    }


def _whole(network: Network, leiden: dict[str, Any], runs: int, threads: int) -> dict[str, Any]:
    """The row of the network itself, the best of as many runs."""
    best = _core.ensemble(core_of(network), **leiden, runs=runs, threads=threads).best
    return {
        "share": 1.0,
        "arrangements": network.arrangement_count or network.edge_count,
        "clusters": float(best.clusters),
        "clusters_low": best.clusters,
        "clusters_high": best.clusters,
        "clusters_sd": 0.0,
        **{name: float(getattr(best, name)) for name in _OTHERS},
        "agreement": 1.0,
    }
