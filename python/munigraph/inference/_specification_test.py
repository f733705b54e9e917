"""Whether a statement holds in more specifications than chance would have it."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .._common.arguments import checked_seed
from .._common.choices import check_choices
from .._common.objects import require
from .._common.progress import Progress, ProgressLike
from .._common.random import stream
from .._common.result import Result
from .._common.words import check_word, unknown
from ..null_models._models import null_model
from ..null_models._null_model import NullModel
from ._multiverse import grid as grids
from ._multiverse import multiverse
from ._statements import FIGURES, chosen, holds, partners

if TYPE_CHECKING:
    import datetime

    import numpy as np
    import pandas as pd

    from .._common.literals import Null
    from .._common.types import FloatVector
    from ..registry._register import Register
    from ..registry._snapshot import Snapshot

#: Keys of a statement, with what they are without one.
_KEYS: dict[str, Any] = {
    "text": "", "figure": "clusters", "where": None, "at_least": None, "at_most": None,
    "more_than": None,
}  # fmt: skip
#: The directions of a median, by what the statement says.
_SIDES = {"at_least": "greater", "more_than": "greater", "at_most": "less"}


@dataclass(frozen=True)
class SpecificationTest(Result):
    """A statement over the specifications of a register and of draws from a null model."""

    statement: dict[str, Any]
    null: str
    specifications: pd.DataFrame
    """Rows of the multiverse that the statement is about, and ``holds``."""
    draws: FloatVector
    """Share of specifications in which the statement is true, per draw."""
    medians: FloatVector
    """Median of the figure over the specifications with ties, per draw."""

    @property
    def share(self) -> float:
        """Share of specifications in which the statement is true; those without ties count as not
        true."""
        return float(self.specifications["holds"].mean())

    @property
    def expected(self) -> float:
        """Mean share over the draws: what would agree without anything to it."""
        return float(self.draws.mean())

    @property
    def p(self) -> float:
        """(b + 1) / (draws + 1), b the draws in which at least as many specifications agree."""
        return _p(self.share, self.draws, "greater")

    @property
    def two_sided(self) -> float:
        """The same, of draws whose share is at least as far from the mean of the draws."""
        return _p(self.share, self.draws, "two-sided")

    @property
    def median(self) -> float:
        """Median of the figure over the specifications with ties."""
        return _median(self.specifications, self.statement["figure"])

    @property
    def median_p(self) -> float:
        """P of the median, in the direction of the statement (two-sided where it has both)."""
        said = {side for key, side in _SIDES.items() if self.statement[key] is not None}
        return _p(self.median, self.medians, said.pop() if len(said) == 1 else "two-sided")

    @property
    def table(self) -> pd.DataFrame:
        """Rows ``share`` and ``median``: ``statistic, observed, expected, low, high`` (95% of the
        draws), ``p, two_sided, draws``."""
        import pandas as pd

        return pd.DataFrame([
            _row("share", self.share, self.draws, self.p),
            _row("median", self.median, self.medians, self.median_p),
        ])  # fmt: skip

    def __repr__(self) -> str:
        text = self.statement["text"]
        said = f"{text!r} " if text else ""
        return (
            f"<SpecificationTest: {said}true in {self.share:.0%} of {len(self.specifications)} "
            f"specifications, {self.expected:.0%} expected under {self.null}, p {self.p:.2g}>"
        )


def specification_test(
    register: Register,
    grid: Mapping[str, Any] | Iterable[Mapping[str, Any]],
    statement: Mapping[str, Any],
    *,
    date: str | int | datetime.date | None = None,
    null: Null | NullModel = "curveball",
    draws: int = 99,
    runs: int = 20,
    seed: int = 0,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> SpecificationTest:
    """Whether a statement is true in more specifications than under a null model of the register.

    That most constructions agree is no evidence by itself: they are made from the same register,
    and would agree under chance as well. Here a draw is a whole register (``sample_snapshot``: the
    members of all arrangements in force are drawn), every construction is applied to that one draw,
    and the share of constructions that agree is compared with its values on the draws.

    Parameters
    ----------
    grid : as of :func:`multiverse`, all of one date.
    statement : as ``[[statements]]`` of a study: ``figure`` (a column of the multiverse,
        ``clusters`` by default), ``where`` (choices: the rows it is about), one or two of
        ``at_least``, ``at_most`` (numbers) and ``more_than`` (choices of the row that the figure is
        larger than, all else equal), and perhaps ``text``.
    date : of the register; needed unless the grid has it.
    null : ``"curveball"``, ``"bicm"``, ``"gravity"``, ``"tiling"``, or a fitted model of this
        register's day.
    draws : registers drawn.
    runs : of Leiden per specification.
    threads : as of :func:`multiverse`; the result does not depend on it.

    Specifications without ties, or whose choices do not go together, count as not true, of the
    register as of the draws. Those that have no row to be compared with are left out of both.

    Returns
    -------
    SpecificationTest

    Raises ``ValueError`` for an unknown key, figure or null, a statement that says nothing or is
    about no row, and several dates. Cost: (draws + 1) times the multiverse of the rows that the
    statement is about.

    Simonsohn, Simmons & Nelson (2020), Nature Human Behaviour 4, 1208,
    doi:10.1038/s41562-020-0912-z.

    Examples
    --------
    >>> import munigraph as mg
    >>> register = mg.datasets.load("nl-2020")
    >>> statement = {"figure": "clusters", "at_least": 5}
    >>> grid = {"weighting": ["newman", "binary"], "domain": ["safety"]}
    >>> found = mg.specification_test(
    ...     register, grid, statement, date="2020-07-01", draws=3, runs=1
    ... )
    >>> 0 < found.p <= 1
    True
    """
    require(register, "Register")
    check_choices("specification_test", draws=draws, runs=runs)
    draws, seed = operator.index(draws), checked_seed(seed)
    said = _checked(statement)
    rows = grids.expand(grid, register, date)
    day = _only_date(rows)
    plan = _Plan(rows, said)
    model = _model(register.at(day), null)
    shares, medians = [], []
    with Progress("draws", progress) as bar:
        options: dict[str, Any] = {"runs": operator.index(runs), "threads": threads}
        observed = plan.tried(register, day, seed, options)
        for d in range(draws):
            if bar.callback is not None:
                bar.callback(d, draws)
            drawn = model.sample_snapshot(stream(seed, 2 * d)).register
            table = plan.tried(drawn, day, stream(seed, 2 * d + 1), options)
            shares.append(float(table["holds"].mean()))
            medians.append(_median(table, said["figure"]))
        if bar.callback is not None:
            bar.callback(draws, draws)
    import numpy as np

    return SpecificationTest(said, model.name, observed, np.array(shares), np.array(medians))


class _Plan:
    """The rows of a grid that a statement needs, and which of them it is about."""

    def __init__(self, rows: list[grids.Specification], statement: dict[str, Any]) -> None:
        unique = list({row.key: row for row in rows}.values())
        self.statement = statement
        self.choices = list(dict.fromkeys(key for row in unique for key in row.choices))
        table = grids.columns(unique)
        about = chosen(table, statement["where"])
        needed = list(about.index)
        if statement["more_than"] is not None:
            others = partners(table, about, self.choices, statement["more_than"]).dropna()
            about = about.loc[others.index]
            needed = sorted({*about.index, *others})
        if about.empty:
            raise ValueError("the statement is about no row of the grid")
        self.grid = [unique[k].choices for k in needed]
        self.about = [needed.index(k) for k in about.index]

    def tried(
        self, register: Register, day: str, seed: int, options: dict[str, Any]
    ) -> pd.DataFrame:
        """The rows that the statement is about, on a register, and whether it is true there."""
        import pandas as pd

        table = multiverse(
            register, self.grid, date=day, seed=seed, progress=False, **options
        )  # fmt: skip
        figure = self.statement["figure"]
        numbers = pd.to_numeric(table[figure], errors="coerce").astype(float)
        table[figure] = numbers.where(table["status"] == "ok")
        true = holds(table, self.statement, self.choices)
        about = table.iloc[self.about]
        held = true.reindex(about.index)
        return about.assign(holds=[one is True for one in held]).reset_index(drop=True)


def _checked(statement: Mapping[str, Any]) -> dict[str, Any]:
    """A statement with all keys."""
    if not isinstance(statement, Mapping):
        raise TypeError(f"statement is {statement!r}, expected a dict")
    for key in statement:
        if key not in _KEYS:
            raise unknown("key of a statement", key, _KEYS)
    said = {**_KEYS, **statement}
    # Draws have no reference.
    known = [name for name in FIGURES if name not in ("ami_reference", "ami_nodes")]
    check_word("figure", said["figure"], known)
    if all(said[key] is None for key in _SIDES):
        raise ValueError("the statement says nothing: give at_least, at_most or more_than")
    for key in ("at_least", "at_most"):
        if isinstance(said[key], (str, bool)):
            raise TypeError(f"{key} of the statement is {said[key]!r}, expected a number")
    for key in ("where", "more_than"):
        if said[key] is not None and not isinstance(said[key], Mapping):
            raise TypeError(f"{key} of the statement is {said[key]!r}, expected a dict of choices")
    return said


def _only_date(rows: list[grids.Specification]) -> str:
    days = sorted({str(row.choices["date"]) for row in rows})
    if len(days) != 1:
        raise ValueError(
            f"the grid has {len(days)} dates, but a draw is of one day: test them one by one"
        )
    return days[0]


def _model(snapshot: Snapshot, null: Any) -> NullModel:
    if isinstance(null, NullModel):
        other = null.network.snapshot
        if other is None or (other.date, other.register) != (snapshot.date, snapshot.register):
            raise ValueError(f"the null model is not one of this register on {snapshot.date}")
        return null
    return null_model(snapshot._one_of_many(arrangement_kinds=None), null)


def _median(table: pd.DataFrame, figure: str) -> float:
    from .._common.numbers import median

    values = table[figure].dropna()
    return median(values.to_numpy())


def _p(observed: float, draws: np.ndarray[Any, Any], side: str) -> float:
    """(b + 1) / (draws + 1) over the draws that are defined."""
    from ._significance import Significance

    return Significance("", "", observed, draws, side).p


def _row(name: str, observed: float, draws: np.ndarray[Any, Any], p: float) -> dict[str, Any]:
    from ._significance import Significance

    told = Significance("", name, observed, draws, "two-sided")
    row = told.row()
    return {
        "statistic": name, "observed": observed, "expected": row["mean"], "low": row["low"],
        "high": row["high"], "p": p, "two_sided": told.p, "draws": row["draws"],
    }  # fmt: skip
