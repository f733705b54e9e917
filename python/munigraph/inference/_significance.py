"""Is it real? What a figure would be if chance, degrees or geography alone were at work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

from .._common.arguments import checked_seed, checked_threads
from .._common.choices import check_choices, words_of
from .._common.progress import Progress, ProgressLike, Report
from .._common.result import Result
from .._common.words import check_word
from ..null_models._models import null_model
from ..null_models._null_model import NullModel
from ._measured import Measured, figure_options
from ._refit import STANDARD, p_of, refitted

if TYPE_CHECKING:
    import pandas as pd

    from .._common.literals import Alternative, Null, Quality, Refit, Statistic
    from .._common.types import FloatVector, ValuesLike
    from ..network._network import Network

    #: A null model, by name or fitted.
    NullLike: TypeAlias = Null | NullModel
    #: A figure of a network, by name or as a function that gives a number.
    StatisticLike: TypeAlias = (
        Statistic | Literal["modularity", "count"] | Callable[[Network], float]
    )

__all__ = ["Significance", "SignificanceTable", "significance"]

#: Statistics by name; any callable ``network -> number`` will do as well.
STATISTICS = words_of("significance", "statistic")
_ALIASES = {"modularity": "quality", "count": "clusters"}


@dataclass(frozen=True)
class Significance(Result):
    """One statistic of a network beside its values on draws from one null model."""

    null: str
    statistic: str
    observed: float
    draws: FloatVector
    """The statistic of every draw (NaN where it is not defined there)."""
    alternative: str = "two-sided"
    refit: str = "none"
    """``double`` where p comes from fitting the null to its draws as well."""
    refitted_z: float = float("nan")
    """z of the observed value among the first 25 draws: what ``refitted`` is compared with."""
    refitted: FloatVector | None = None
    """Per draw its z among 25 draws of the null fitted to it."""
    fit: Mapping[str, Any] = field(default_factory=dict)
    """What was fitted and how well, by name; ``munigraph.gravity(network)`` and ``tiling`` give
    the tables behind it."""

    @property
    def _defined(self) -> FloatVector:
        import numpy as np

        return self.draws[np.isfinite(self.draws)]

    @property
    def mean(self) -> float:
        """Mean of the draws."""
        return float(self._defined.mean()) if len(self._defined) else float("nan")

    @property
    def sd(self) -> float:
        """Standard deviation of the draws (divisor one less than their number)."""
        return float(self._defined.std(ddof=1)) if len(self._defined) > 1 else float("nan")

    @property
    def z(self) -> float:
        """(observed − mean) / sd; NaN where the draws do not vary."""
        return (self.observed - self.mean) / self.sd if self.sd > 0 else float("nan")

    @property
    def p(self) -> float:
        """Empirical p = (b + 1) / (draws + 1), b the number of draws at least as extreme.

        Two-sided: at least as far from the draws' mean. Its smallest value is 1 / (draws + 1).
        With ``refit="double"`` draws and observed value are compared by their z.
        """
        import numpy as np

        if self.refitted is not None:
            return p_of(self.refitted_z, self.refitted, self.alternative)
        if not np.isfinite(self.observed) or not len(self._defined):
            return float("nan")
        if self.alternative == "greater":
            extreme = self._defined >= self.observed
        elif self.alternative == "less":
            extreme = self._defined <= self.observed
        else:
            # Rounding of the mean must not tell apart what is equally far.
            far = abs(self.observed - self.mean)
            extreme = np.abs(self._defined - self.mean) >= far * (1 - 1e-12)
        return float((extreme.sum() + 1) / (len(self._defined) + 1))

    def on(self, side: Alternative) -> Significance:
        """The same with p on another side: ``two-sided``, ``greater`` or ``less``."""
        check_choices("significance", alternative=side)
        return replace(self, alternative=side)

    def histogram(self, bins: int = 20) -> pd.DataFrame:
        """``low, high, count`` of the draws; the observed value lies within the range."""
        import numpy as np
        import pandas as pd

        values = np.append(self._defined, self.observed)
        values = values[np.isfinite(values)]
        span = (values.min(), values.max()) if len(values) else (0.0, 1.0)
        counts, edges = np.histogram(self._defined, bins=bins, range=span)
        return pd.DataFrame({"low": edges[:-1], "high": edges[1:], "count": counts})

    @property
    def table(self) -> pd.DataFrame:
        """One row: ``null, statistic, observed, mean, sd, low, high, z, p, draws,
        refit``."""
        import pandas as pd

        return pd.DataFrame([self.row()])

    def row(self) -> dict[str, Any]:
        """Everything in one row of a table."""
        import numpy as np

        low, high = (
            np.quantile(self._defined, [0.025, 0.975]) if len(self._defined) else (np.nan,) * 2
        )
        return {
            "null": self.null,
            "statistic": self.statistic,
            "observed": self.observed,
            "mean": self.mean,
            "sd": self.sd,
            "low": float(low),
            "high": float(high),
            "z": self.z,
            "p": self.p,
            "draws": len(self._defined),
            "refit": self.refit,
        }

    def __repr__(self) -> str:
        return (
            f"<Significance: {self.statistic} {self.observed:.4g}, {self.null} {self.mean:.4g} "
            f"± {self.sd:.2g}, z {self.z:.1f}, p {self.p:.2g}>"
        )

    def _said(self) -> list[str]:
        return [
            f"{self.statistic}: observed {self.observed:.4g}, {self.null} {self.mean:.4g} "
            f"± {self.sd:.2g} in {len(self._defined):,} draws",
            f"z {self.z:.1f}, p {self.p:.2g} ({self.alternative})",
        ]

    def _picture(self) -> str:
        """The draws as a histogram, the observed value as a line."""
        from .._common.display import bars

        if not len(self._defined):
            return ""
        found = self.histogram()
        low, high = float(found["low"].iloc[0]), float(found["high"].iloc[-1])
        return bars(found["count"].tolist(), low, high, self.observed)


class SignificanceTable(Result, Mapping[Any, Significance]):
    """Several nulls or statistics side by side: a mapping (null, statistic) → ``Significance``."""

    __slots__ = ("_results",)

    _results: dict[tuple[str, str], Significance]

    def __init__(self, results: Sequence[Significance]) -> None:
        self._set(_results={(one.null, one.statistic): one for one in results})

    @property
    def table(self) -> pd.DataFrame:
        """One row each: ``null, statistic, observed, mean, sd, low, high, z, p, draws,
        refit``; ``low`` and ``high`` enclose 95% of the draws."""
        import pandas as pd

        return pd.DataFrame([one.row() for one in self._results.values()])

    def copy(self) -> SignificanceTable:
        """The same results with draws of their own."""
        return SignificanceTable([one.copy() for one in self.values()])

    def __getitem__(self, key: tuple[str, str]) -> Significance:
        return self._results[key]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._results)

    def __len__(self) -> int:
        return len(self._results)

    def __repr__(self) -> str:
        return repr(self.table)

    def _repr_html_(self) -> str:
        from .._common.display import shown

        return shown("Significance", table=self.table)


# What is both a model and a sequence of models nobody makes.
@overload
def significance(  # type: ignore[overload-overlap]
    network: Network,
    *,
    null: NullLike = "gravity",
    statistic: StatisticLike = "quality",
    draws: int = 100,
    seed: int = 0,
    groups: ValuesLike = "province",
    node: str | None = None,
    themes: Sequence[str] | None = None,
    quality: Quality = "modularity",
    resolution: float | None = None,
    runs: int = 1,
    alternative: Alternative = "two-sided",
    refit: Refit | None = None,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> Significance: ...
@overload
def significance(
    network: Network,
    *,
    null: Sequence[NullLike],
    statistic: StatisticLike | Sequence[StatisticLike] = "quality",
    draws: int = 100,
    seed: int = 0,
    groups: ValuesLike = "province",
    node: str | None = None,
    themes: Sequence[str] | None = None,
    quality: Quality = "modularity",
    resolution: float | None = None,
    runs: int = 1,
    alternative: Alternative = "two-sided",
    refit: Refit | None = None,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> SignificanceTable: ...
@overload
def significance(
    network: Network,
    *,
    null: NullLike = "gravity",
    statistic: Sequence[StatisticLike],
    draws: int = 100,
    seed: int = 0,
    groups: ValuesLike = "province",
    node: str | None = None,
    themes: Sequence[str] | None = None,
    quality: Quality = "modularity",
    resolution: float | None = None,
    runs: int = 1,
    alternative: Alternative = "two-sided",
    refit: Refit | None = None,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> SignificanceTable: ...
def significance(
    network: Network,
    *,
    null: NullLike | Sequence[NullLike] = "gravity",
    statistic: StatisticLike | Sequence[StatisticLike] = "quality",
    draws: int = 100,
    seed: int = 0,
    groups: ValuesLike = "province",
    node: str | None = None,
    themes: Sequence[str] | None = None,
    quality: Quality = "modularity",
    resolution: float | None = None,
    runs: int = 1,
    alternative: Alternative = "two-sided",
    refit: Refit | None = None,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> Significance | SignificanceTable:
    """Compare a statistic of a network with its values under a null model.

    Parameters
    ----------
    null : ``"gravity"`` (sizes of arrangements, degrees on average, population and distance),
        ``"curveball"`` (all degrees exactly), ``"bicm"`` (all degrees on average), ``"tiling"``
        (statutory regions tile, all others by gravity), or a fitted model such as
        ``munigraph.gravity(network)``; a list of them to put them side by side.
    statistic : one or a list of
        ``quality`` (of the clustering; ``modularity`` is another name), ``clusters`` (of two or
        more), ``singletons``, ``isolates``, ``components``, ``cross_share`` (share of the weight
        between clusters), ``alignment`` (AMI of clusters and ``groups``, over nodes with a tie and
        a group), ``group_share`` (share of the weight within ``groups``), ``participation`` (of
        ``node``), ``coherence`` (mean overlap, over municipalities and pairs of ``themes``, of the
        partners in one and in the other), or a callable that takes a network and gives a number.
    draws : number of draws.
    groups : a column of ``network.nodes``, or one label per node (missing: unknown).
    node : id, for ``participation``.
    themes : domains or themes of the register, for ``coherence``; all domains in force by default.
        A draw keeps the themes of an arrangement, not a municipality's number of arrangements per
        theme: :func:`coherence` draws every theme by itself, and tells pairs of themes apart.
    quality, resolution : of Leiden, which clusters the network and every draw anew.
    runs : runs of Leiden per network, whose figures are averaged.
    alternative : ``two-sided``, ``greater`` or ``less``.
    refit : ``"none"`` compares with draws of the model fitted to this network; ``"double"`` fits
        the model to every draw as well, makes 25 draws of each fit, and compares z (docs/nulls.md).
        By default ``"double"`` for ``bicm`` and ``gravity``, whose fit uses up what it is compared
        with, and ``"none"`` for ``curveball`` and ``tiling``. It costs ``draws`` fits
        and 25 times the draws: 10 seconds for ``bicm`` and 8 minutes for ``gravity`` with 100 draws
        of the 355 municipalities of ``nl-2020``.
    threads : all cores by default; the result does not depend on it. Callables run in one.

    Returns
    -------
    ``Significance`` for one null and one statistic; else a ``SignificanceTable`` with ``.table``.

    Against the nulls that keep degrees only, everything geographic is significant; ``gravity`` says
    what is left when size and distance are allowed for.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
    >>> found = mg.significance(network, null="curveball", statistic="components", draws=19, seed=1)
    >>> found.observed
    1.0
    """
    nulls = [null] if isinstance(null, (str, NullModel)) else list(null)
    statistics = (
        [statistic] if isinstance(statistic, str) or callable(statistic) else list(statistic)
    )
    check_choices(
        "significance",
        draws=draws,
        alternative=alternative,
        quality=quality,
        resolution=resolution,
        runs=runs,
    )
    names = [one if callable(one) else _ALIASES.get(one, one) for one in statistics]
    for name in names:
        if not callable(name):
            check_word("statistic", name, STATISTICS)
    named = [name for name in names if not callable(name)]
    options = figure_options(network, named, groups, node, themes, quality, resolution, runs)
    seed = checked_seed(seed)
    if refit is not None:
        check_word("refit", refit, REFITS)
    measured = Measured(names, options, seed, checked_threads(threads))
    observed = measured.observed(network)
    results = []
    with Progress("draws", progress) as bar:
        for one in nulls:
            _ticking(bar.callback, draws)(0)  # the first fit and draw may take long
            model = null_model(network, one)
            how = STANDARD[model.name] if refit is None else refit
            double = how == "double"
            values = measured.draws(network, model, draws, seed, None if double else bar.callback)
            zs: tuple[Any, Any] = (None, None)
            if double:
                zs = refitted(
                    model, observed, values, measured.draws, seed, _ticking(bar.callback, draws)
                )
            fit = dict(model._facts())
            for k, name in enumerate(names):
                title = getattr(name, "__name__", repr(name)) if callable(name) else name
                more = {"refitted_z": float(zs[0][k]), "refitted": zs[1][:, k]} if double else {}
                results.append(
                    Significance(
                        model.name, title, float(observed[k]), values[:, k].copy(), alternative,
                        how, fit=fit, **more,
                    )
                )  # fmt: skip
    if len(results) == 1 and isinstance(null, (str, NullModel)) and not isinstance(statistic, list):
        return results[0]
    return SignificanceTable(results)


#: How null models are fitted to their draws.
REFITS = ("none", "double")


def _ticking(report: Report | None, total: int) -> Callable[[int], None]:
    def tick(done: int) -> None:
        if report is not None:
            report(done, total)

    return tick
