"""The figures of each year, and why they differ."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import checked_flag
from .._common.objects import require
from .._common.result import Result
from .._common.structs import fields
from .._common.words import check_word
from ._counting import (
    STARTS,
    counting_options,
    days_of,
    inventories,
    listed,
    participants_of,
)

if TYPE_CHECKING:
    import pandas as pd

    from .._common.literals import (
        DecomposedFigure,
        FactsheetFigure,
        Grouping,
        MembershipStart,
        SplitRule,
    )
    from .._common.types import YearLike
    from ..registry._register import Register

__all__ = ["STARTS", "Factsheet", "factsheet"]

FIGURES = (
    "arrangements", "memberships", "mean", "lower_quartile", "median", "upper_quartile",
    "two_to_five", "official_share", "official_inhabitants", "phase", "classified", "inferred",
    "changed_members", "changed_form", "changed_themes", "changed_name",
)  # fmt: skip
GROUPINGS = ("form", "theme", "domain", "province", "size")
COLUMNS = ("year", "figure", "group", "value", "numerator", "denominator", "coverage")
#: Figures whose differences are decomposed, each with the kinds of groups that it has.
DECOMPOSED: dict[str, tuple[str, ...]] = {
    figure: (
        "all",
        *(("form", "theme", "domain") if of_arrangements else ()),
        *(("province", "size") if of_municipalities else ()),
        *(("members",) if of_sizes else ()),
    )
    for figure, of_arrangements, of_municipalities, of_sizes in _core.decomposed_figures()
}
MOST_MOVED = 0.05
SIZE_CLASSES = (20_000.0, 50_000.0, 100_000.0)


class Factsheet(Result):
    """Figures of several years, as :func:`munigraph.factsheet` counts them. Can be pickled.

    Attributes
    ----------
    table : DataFrame
        One row per figure, group and year: ``year, figure, group, value, numerator, denominator,
        coverage``; docs/factsheet.md says what each figure counts. ``value`` is missing where
        coverage is below ``min_coverage``; numerator and denominator are still there.
    dates : dict
        The day that stands for each year.
    geography : str
        ``"own"``, or the day whose municipalities are counted.
    repair : bool
        Whether memberships were carried over to municipalities that existed on the day.
    """

    __slots__ = ("_options", "_source", "_table", "dates", "geography", "register", "repair")

    register: Register
    _table: pd.DataFrame
    dates: dict[Any, str]
    geography: str
    repair: bool
    _options: dict[str, Any]
    _source: _core.Inventories | None

    def __init__(
        self,
        register: Register,
        table: pd.DataFrame,
        *,
        dates: Mapping[Any, str],
        geography: str,
        repair: bool,
        options: Mapping[str, Any],
    ) -> None:
        self._set(
            register=register,
            _table=table,
            dates=dict(dates),
            geography=geography,
            repair=repair,
            _options=dict(options),
            _source=None,
        )

    @property
    def table(self) -> pd.DataFrame:
        """All figures (a copy)."""
        return self._table.copy()

    def figure(self, name: FactsheetFigure, group: str = "all") -> pd.DataFrame:
        """The rows of one figure and group, by year.

        Raises ``ValueError`` for a figure or group that is not there, naming the nearest.

        Examples
        --------
        >>> import munigraph as mg
        >>> sheet = mg.factsheet(mg.datasets.load("nl-2020"), [2020])
        >>> sheet.figure("mean")["value"].round(2).tolist()
        [11.33]
        """
        check_word("figure", name, self._table["figure"].unique().tolist())
        rows = self._table[self._table["figure"] == name]
        check_word("group", group, rows["group"].unique().tolist())
        return rows[rows["group"] == group].reset_index(drop=True)

    def difference(
        self, a: YearLike, b: YearLike, *, figure: DecomposedFigure = "mean", group: str = "all"
    ) -> pd.DataFrame:
        """Why a figure differs between two years: contributions of causes that add up exactly.

        Parameters
        ----------
        a, b : year or date
            The earlier and the later one; they need not be among the years of the table.
        figure : str
            One that can be decomposed (``mg.dynamics.DECOMPOSED`` lists them with their groups): a
            number, or a share of numbers. Medians and quartiles are no sums; ``changed_members``
            and the like tell their causes themselves (``cause=``); ``phase`` and ``inferred`` say
            what the record knows.
        group : str
            ``"all"`` or a group that the figure has there, with anything of the register in it.

        Returns
        -------
        DataFrame
            One row per cause: ``cause, detail, numerator, denominator`` (changes of these),
            ``contribution`` (to the value), and ``part, unit``, integers whose quotient the
            contribution is, so that sums are exact. ``.attrs`` holds ``before`` and ``after``
            (value, numerator, denominator), ``total``, and ``in_between``: memberships that joined
            and left again between the two days, counted apart.

            Causes, the first that applies: ``registered`` (the arrangement was there before the
            register named it), ``founded``, ``ended`` (``detail`` says where that is a gap in the
            register), ``reorganisation`` (of municipalities, also where the register runs ahead of
            it: the chronicle's reason counts; on a fixed geography what that has
            ``as_municipalities_were``: nobody took the place of one that was dissolved or divided),
            ``real`` (``detail`` says of memberships whether they ``joined`` or ``left``),
            ``classified`` and ``changed`` (the theme or form asked for became known, or changed),
            and without repair ``lag``: what the register names of another time.

        Raises
        ------
        ValueError
            for a figure that cannot be decomposed (naming those that can), a group that nothing is
            in (naming the nearest), or years out of order.
        DataError
            where there is nothing to divide by, where the figure's coverage is below
            ``min_coverage`` on either day, so that the table has no value to explain, or where
            official themes are asked for and their coverage moves by more than 5 points: the trend
            would mix classification with change.
        """
        import pandas as pd

        for what, word in (("figure", figure), ("group", group)):
            if not isinstance(word, str):
                raise TypeError(f"{what} is {word!r}, expected text")
        found = self._inventories().difference(
            self.register.day(a),
            self.register.day(b),
            figure,
            group,
            self.repair,
            self._options["min_coverage"],
            list(self._options["size_classes"]),
        )
        parts = fields(found.parts)
        shares = [part / found.unit for part in parts["part"].tolist()]  # of whole numbers: exact
        parts |= {"contribution": shares, "unit": found.unit}
        table = pd.DataFrame(parts).astype({"contribution": "float64"})
        order = ["cause", "detail", "contribution", "numerator", "denominator", "part", "unit"]
        table = table[order]
        before = found.numerator_before, found.denominator_before
        after = found.numerator_after, found.denominator_after
        table.attrs.update(
            figure=figure,
            group=group,
            before=_quotient(before),
            after=_quotient(after),
            total=after[0] / after[1] - before[0] / before[1],
            in_between=found.in_between,
        )
        return table

    def mixes_classification(self, group: str = "all") -> bool:
        """Whether a trend of a group over these years mixes classification with change, so that
        :meth:`difference` refuses it and charts draw no line: themes are asked for by their
        official basis alone, and the share of arrangements that have one moves by more than 5
        points.

        Raises ``ValueError`` for a group that is not there, naming the nearest.
        """
        counting = self._options["counting"]
        coverage = self.figure("arrangements", group)["coverage"]
        asked = counting["themes"] or group.startswith(("theme=", "domain="))
        if counting["bases"] != ["official"] or not asked:
            return False
        return bool(coverage.max() - coverage.min() > MOST_MOVED)

    def municipalities(self, year: YearLike) -> pd.DataFrame:
        """The municipalities in force on the day of a year, and the arrangements of each:
        ``id, name, province, population, lon, lat, arrangements``.

        Raises ``DataError`` for text that is no date, or a day on which nothing is in force.
        """
        import numpy as np

        source = self._inventories()
        inventory = source.at(self.register.day(year), self.repair)
        _, participants, everyone = inventory.memberships()
        table = participants_of(source.register).iloc[everyone].reset_index(drop=True)
        counts = np.bincount(participants, minlength=int(everyone.max(initial=-1)) + 1)[everyone]
        columns = ["id", "name", "province", "population", "lon", "lat"]
        return table[columns].assign(arrangements=counts)

    def _inventories(self) -> _core.Inventories:
        found = self._source
        if found is None:
            found = inventories(self.register, self._options["counting"])
            self._set(_source=found)
        return found

    def __reduce__(self) -> tuple[Any, ...]:
        state = (self.register, self._table, self.dates, self.geography, self.repair)
        return _unpickle, (*state, self._options)

    @property
    def notes(self) -> list[str]:
        """Which years stand for another day than their 1 July, and for which, in sentences."""
        days: dict[str, list[Any]] = {}
        for year, day in self.dates.items():
            if isinstance(year, int) and not day.endswith("-07-01"):
                days.setdefault(day, []).append(year)
        return [
            f"{', '.join(map(str, years))} {'stands' if len(years) == 1 else 'stand'} for {day}, "
            "the register's last day"
            for day, years in days.items()
        ]

    def __len__(self) -> int:
        return len(self._table)

    def __repr__(self) -> str:
        years = list(self.dates)
        span = f"{years[0]} to {years[-1]}" if len(years) > 1 else str(years[0])
        unit = "year" if len(years) == 1 else "years"
        return (
            f"<Factsheet: {len(years)} {unit} ({span}), {len(self):,} figures, "
            f"geography {self.geography}>"
        )

    def _repr_html_(self) -> str:
        from .._common.html import table_html

        names: tuple[FactsheetFigure, ...] = (
            "arrangements", "mean", "median", "two_to_five", "official_share",
        )  # fmt: skip
        rows = []
        for name in names:
            values = self.figure(name).set_index("year")["value"]
            rows.append((name.replace("_", " "), *(_shown(values[year]) for year in self.dates)))
        title = "; ".join([f"{len(self.dates)} years, geography {self.geography}", *self.notes])
        return f"<p><b>{html.escape(title)}</b></p>" + table_html(rows, ("", *map(str, self.dates)))


def factsheet(
    register: Register,
    years: Iterable[YearLike],
    *,
    themes: str | Iterable[str] | None = None,
    forms: str | Iterable[str] | None = None,
    by: Grouping | Iterable[Grouping] | None = None,
    geography: YearLike = "own",
    repair: bool = True,
    bases: str | Iterable[str] | None = None,
    starts: MembershipStart = "dated",
    splits: SplitRule = "largest",
    min_coverage: float = 0.5,
    size_classes: Sequence[float] = SIZE_CLASSES,
    rules: Mapping[str, float] | None = None,
) -> Factsheet:
    """The figures that inventories and factsheets of cooperation report, for each year.

    Counted are chains (arrangements over time) of cooperation with at least two municipalities in
    force, in the later of their versions in force, and memberships of municipalities in force in
    them. Observers are no members.

    Parameters
    ----------
    register : Register
        With versions of arrangements over time.
    years : year, date, or several
        A year stands for its 1 July, or for the register's last day where that is earlier.
    themes : str or list of str, optional
        Only arrangements with a theme in any of these, or below one; a domain's name stands for
        its themes.
    forms : str or list of str, optional
        Only arrangements of these legal forms.
    by : str or list of str, optional
        Groups: of ``form, theme, domain, province, size``; all of them by default, none for ``()``.
    geography : "own", year or date
        ``"own"``: municipalities as they were. Else everything is carried to those of one day.
    repair : bool
        Carry memberships that name municipalities of another time over to those in force (on its
        own geography; on a fixed one all are carried).
    bases : str or list of str, optional
        Count themes of these bases only (``official``, ``inherited``, ``proposed``, ``given``).
    starts : {"dated", "listed"}
        A membership counts from its accession on, or as long as the version lists it.
    splits : {"largest", "undetermined"}
        Where memberships of split municipalities go on a fixed geography.
    min_coverage : float
        Below this share of arrangements (or municipalities) that have what a figure needs there is
        no value; from 0 to 1.
    size_classes : sequence of float
        Where size classes of municipalities begin, in inhabitants; above 0, ascending.
    rules : ChronicleRules or mapping, optional
        Thresholds by which an arrangement is registered and not founded, as in
        :func:`munigraph.chronicle`.

    Returns
    -------
    Factsheet

    Raises
    ------
    ValueError
        for an unknown word, naming the nearest, no years, or a coverage or size class out of range.
    TypeError
        where ``repair`` is neither True nor False.
    DataError
        for text that is no date, a day on which no arrangement is in force, or a geography that the
        register does not tell of.

    Cost is linear in the register for each year.

    Examples
    --------
    >>> import munigraph as mg
    >>> register = mg.datasets.load("nl-2020")
    >>> sheet = mg.factsheet(register, [2020])
    >>> sheet.table.query("figure == 'arrangements' and group == 'all'")["value"].tolist()
    [459.0]
    """
    require(register, "Register")
    repaired = checked_flag(repair, "repair")
    dates = days_of(register, years)
    counting = counting_options(
        register, themes=themes, forms=forms, bases=bases, geography=geography, starts=starts,
        splits=splits, rules=rules,
    )  # fmt: skip
    groups = list(GROUPINGS) if by is None else listed(by, "by")
    for word in groups:
        check_word("grouping", word, GROUPINGS)
    classes = [float(size) for size in size_classes]
    source = inventories(register, counting)
    taken = {label: source.at(day, repaired) for label, day in dates.items()}
    table = _table(source, taken, groups, float(min_coverage), classes)
    sheet = Factsheet(
        register,
        table,
        dates=dates,
        geography=counting["geography"] or register.geography or "own",
        repair=repaired,
        options={
            "counting": counting,
            "size_classes": classes,
            "min_coverage": float(min_coverage),
        },
    )
    sheet._set(_source=source)
    return sheet


def _table(
    source: _core.Inventories,
    taken: Mapping[Any, _core.Inventory],
    groups: list[str],
    min_coverage: float,
    classes: list[float],
) -> pd.DataFrame:
    import pandas as pd

    def figures(inventory: _core.Inventory, also: list[str]) -> _core.FactsheetFigures:
        return source.figures(inventory, groups, min_coverage, classes, also)

    days = {label: figures(inventory, []) for label, inventory in taken.items()}
    # What one year has and another has not is none there, and no gap in a series.
    everywhere = {label: set(one.group) for label, one in days.items()}
    seen = sorted(set().union(*everywhere.values()))
    parts = []
    before: _core.Inventory | None = None
    for label, inventory in taken.items():
        some = everywhere[label].issuperset(seen)
        columns = [days[label] if some else figures(inventory, seen)]
        if before is not None:
            columns.append(source.changed(before, inventory, min_coverage))
        parts += [pd.DataFrame(fields(one)).assign(year=label) for one in columns]
        before = inventory
    return pd.concat(parts, ignore_index=True)[list(COLUMNS)]


def _quotient(pair: tuple[int, int]) -> tuple[float, int, int]:
    return pair[0] / pair[1], pair[0], pair[1]


def _shown(value: float) -> str:
    if value != value:
        return "–"
    return f"{value:,.0f}" if value == int(value) and value > 1 else f"{value:.2f}"


def _unpickle(
    register: Register,
    table: pd.DataFrame,
    dates: dict[Any, str],
    geography: str,
    repair: bool,
    options: dict[str, Any],
) -> Factsheet:
    return Factsheet(
        register, table, dates=dates, geography=geography, repair=repair, options=options
    )
