"""Registers of cooperation: all participants, arrangements and memberships of all time."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import iso_date
from .._common.columns import add_missing, typed_columns
from .._common.faces import suggesting
from .._common.text import visible
from ._about import About, about
from ._carried import Carried
from ._contents import Contents
from ._geography import repair as repair_day
from ._geography import year_of
from ._output import Output
from ._snapshot import Snapshot

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    import pandas as pd

    from .._common.literals import Language
    from .._common.types import DateLike, PathText, TableLike, YearLike
    from ..dynamics._log import RegisterLog
    from ..dynamics._scenario import Scenario
    from ..network._network import Network
    from ._doubts import Doubts
    from ._import_report import ImportReport
    from ._update import UpdateReport


#: Tables of a register, in the order of their counts.
TABLES = ("participants", "arrangements", "arrangement_themes", "memberships", "successions")


class Register(Contents, Carried, Output):
    """A register: the truth that every network is made from. Immutable; can be pickled.

    Made by :meth:`from_tables`, by a reader (``munigraph.read_package``, ``read_roo``, …) or by
    ``munigraph.datasets.load``. Its tables are given as DataFrames (copies), with ids as strings
    and dates as ``datetime64[s]``; :meth:`at` takes what is in force on a date.
    """

    __slots__ = (
        "_about",
        "_geography",
        "_moved_from",
        "_provenance",
        "_scenario",
        "name",
    )

    def __init__(
        self,
        core: _core.Register,
        *,
        truth: pd.DataFrame | None = None,
        name: str = "",
        geography: str | None = None,
        history: pd.DataFrame | None = None,
        scenario: tuple[str, tuple[tuple[str, str], ...]] | None = None,
        provenance: tuple[tuple[Any, ...], tuple[Any, ...]] | None = None,
        about: About = About(),  # noqa: B008 - a tuple, which does not change
        moved_from: tuple[Register, str] | None = None,
    ) -> None:
        self._about = about
        self._core = core
        self._truth = truth
        self._geography = geography
        # On a fixed geography: the register as municipalities were, and the rule for splits.
        self._moved_from = moved_from
        self._history = history
        # The day of the scenario that the register is of, and its hubs.
        self._scenario = scenario
        # Of a register file: its imports, and what they changed.
        self._provenance = provenance
        self._frames: dict[str, pd.DataFrame] | None = None
        #: What the register is called in tables and reports.
        self.name = name

    @classmethod
    @suggesting
    def from_tables(
        cls,
        participants: TableLike | None = None,
        arrangements: TableLike | None = None,
        memberships: TableLike | None = None,
        *,
        themes: TableLike | None = None,
        successions: TableLike | None = None,
        domains: Mapping[str, str] | Mapping[str, list[str]] | None = None,
        name: str = "",
        notes: Sequence[str] = (),
        licence: str = "",
        source: str = "",
    ) -> Register:
        """A register from its tables.

        Parameters
        ----------
        participants, arrangements, memberships, themes, successions :
            DataFrames, dicts of columns, or Arrow tables. Needed are ``arrangement`` and
            ``participant`` of memberships, and ``id`` of participants and of arrangements where
            these are given (else those that memberships name); every other column has a default
            (see docs/data.md). Columns beyond the schema are kept with participants and
            arrangements. ``themes`` has ``arrangement, theme`` and perhaps ``basis``.
        domains :
            theme → domain as a dict, a TOML file, or a ``ThemeMap``; the package's own mapping of
            Dutch policy areas if not given.
        notes, licence, source :
            what must be said wherever the register is used: its limits, a sentence each; its
            licence; where it is from.

        Raises
        ------
        DataError
            with table, row (1-based), column, value and what was expected.

        Cost is linear in the rows.
        """
        if memberships is None:
            raise TypeError("from_tables() needs memberships: arrangement, participant")
        given = {
            "participants": participants,
            "arrangements": arrangements,
            "memberships": memberships,
            "arrangement_themes": themes,
            "successions": successions,
        }
        tables: dict[str, dict[str, list[str]]] = {}
        numbers: dict[str, set[str]] = {}
        for key, table in given.items():
            if table is not None:
                tables[key], numbers[key] = typed_columns(table, key)
        add_missing(tables)
        # `register.arrangement_themes` gives the domain beside the theme; the mapping decides it.
        tables.get("arrangement_themes", {}).pop("domain", None)
        mapping = _domain_map(domains, tables.get("arrangement_themes"))
        core = _core.Register.from_text(tables, mapping, numbers)
        return cls(core, name=name, about=about(notes, licence, source))

    @property
    def notes(self) -> tuple[str, ...]:
        """Limits that must be said wherever the register is used, a sentence each."""
        return self._about.notes

    @property
    def licence(self) -> str:
        """The licence of the register; empty if unknown."""
        return self._about.licence

    @property
    def source(self) -> str:
        """Where the register is from; empty if unknown."""
        return self._about.source

    def check(self) -> Doubts:
        """What is doubtful, by severity, with counts and examples.

        Errors cannot be right (a star without a host, an arrangement that is part of itself);
        warnings most probably are not (overlapping versions, a member that no longer exists, a
        name used twice, a succession that does not add up); notes tell what is missing (themes,
        what a contract lays down: inputs, decision rules, evaluation). Cost O(rows log rows).
        """
        from ._doubts import doubts_of

        return doubts_of(self)

    def log(self, id: str | None = None, *, language: Language = "en") -> RegisterLog:
        """The register as a document: what happened, per arrangement and municipality.

        Parameters
        ----------
        id : str, optional
            Only this arrangement (or one of its versions) or participant.
        language : {"en", "nl"}
            Of the sentences.

        Returns
        -------
        RegisterLog
            Newest first, with ``to_markdown()`` and ``to_html()``. Of a register from a file it
            says also which import brought a change, from which source, by whom.

        Raises ``KeyError`` for an unknown id, ``ValueError`` for an unknown language.
        """
        from ..dynamics._log import log_of

        return log_of(self, id, language=language)

    @suggesting
    def update(
        self, other: Register, *, closing: DateLike | None = None
    ) -> tuple[Register, UpdateReport]:
        """The register brought up to date by a newer export of the same source.

        Rows are matched by their ids. A column that ``other`` leaves empty throughout says nothing;
        arrangements and memberships that are no longer there end at ``closing`` (default the last
        day of ``other``), unless they ended before; participants and successions are kept; a theme
        of an arrangement that is still there is removed. The same register twice changes nothing.

        Cost O(rows log rows).
        """
        from ._update import updated

        end = None if closing is None else iso_date(closing)
        core, report = updated(self, other, end)
        return Register(
            core, truth=self._truth, name=self.name, geography=self._geography, about=self._about
        ), report

    def day(self, date: YearLike) -> str:
        """A date in any usual form as ``YYYY-MM-DD``.

        A year (2020) stands for its 1 July, or for :attr:`last_day` where that is earlier.

        Examples
        --------
        >>> import munigraph as mg
        >>> mg.datasets.load("nl-2020").day(2020)
        '2020-07-01'
        """
        year = year_of(date)
        return iso_date(date) if year is None else self._core.day_of_year(year)

    @suggesting
    def at(
        self,
        date: str | int | datetime.date | None = None,
        *,
        repair: bool = False,
        geography: str | int | datetime.date = "own",
    ) -> Snapshot:
        """What is in force on a date (``from ≤ date < to``).

        Parameters
        ----------
        date : date or year
            A year stands for a day as in :meth:`day`; the snapshot says which (``.date``).
        repair : bool
            Registers lag behind municipal mergers and edit versions in place, so that a version
            may name municipalities that no longer or not yet exist; plainly, these memberships are
            not there. With ``repair`` they are carried over: forward to the successor that the
            successions name (a split is left undetermined unless one is named), backward to the
            predecessors (to those that the arrangement names elsewhere, where it names any).
            ``snapshot.memberships`` then has a column ``basis`` (``recorded`` or ``inferred``), and
            ``snapshot.repairs`` accounts for each.
        geography : "own", date or year
            ``"own"``: municipalities as they were. Else the register is carried to those of that
            day first (:meth:`on_geography`, which also gives the account of it), and networks of
            the snapshot say so in their construction.

        Raises ``TypeError`` without a date, stating the usable range, and ``DataError`` for text
        that is no date or a date on which no arrangement is in force.

        Examples
        --------
        >>> import munigraph as mg
        >>> mg.datasets.load("nl-2020").at("2020-07-01")
        <Snapshot 2020-07-01: 355 participants, 461 arrangements, 4,024 memberships>
        """
        if date is None:
            first, last = self.usable_range
            raise TypeError(
                "at() needs a date; arrangements of this register are in force from "
                f"{first or 'an unknown date'} to {'before ' + last if last else 'an open end'}"
            )
        if not (isinstance(geography, str) and geography == "own"):
            return self.on_geography(geography)[0].at(self.day(date), repair=repair)
        if not repair:
            return Snapshot(self, self._core.at(self.day(date)))
        core, snapshot, inferred, report = repair_day(self._core, self.day(date))
        register = Register(
            core, truth=self._truth, name=self.name, geography=self._geography, about=self._about
        )
        return Snapshot(register, snapshot, original=self, inferred=inferred, repairs=report)

    def scenario(self, date: str | int | datetime.date) -> Scenario:
        """What if: a builder whose steps change the register from a day on.

        ``register.scenario(2026).merge(["GM0001", "GM0002"], into="GM0001").register`` is the
        register in which the two have merged; see :class:`munigraph.Scenario` for the steps and
        :func:`munigraph.difference` for what they do. A year stands for a day as in :meth:`day`.
        Raises ``DataError`` for text that is no date or a day on which no arrangement is in force.
        """
        from ..dynamics._scenario import Scenario

        return Scenario(self, date)

    def rebuild(self, construction: Mapping[str, Any]) -> Network:
        """The network that a ``network.construction`` describes, from this register.

        Raises ``ValueError`` for the construction of a network that was made in another way (from
        edges, from memberships, or drawn from a null model), or by a newer version.

        Examples
        --------
        >>> import munigraph as mg
        >>> network = mg.datasets.load("nl-2020").at("2020-07-01").network(domain="social")
        >>> network.snapshot.register.rebuild(network.construction).edges.equals(network.edges)
        True
        """
        from ..network._rebuilt import rebuilt

        return rebuilt(self, construction)

    def with_attributes(
        self, table: TableLike | PathText, *, decimal: str | None = None
    ) -> tuple[Register, ImportReport]:
        """The register with attributes of participants joined on ``id``.

        ``table`` is a DataFrame, a dict of columns, an Arrow stream, or a file (CSV of any
        separator and encoding, workbook, Parquet) with an ``id`` column and one column per
        attribute: those of the schema (``population``, ``lon``, …) replace what is there where a
        value is given; others are added. An id may lack its zeros or letters in front (``344`` for
        ``GM0344``), or be a name that one participant has. Rows with an unknown id are left out,
        rows that repeat an earlier one are merged, and a second, different row for an id is left
        out; the report names each.

        A column of text is read as numbers where all of it is; whether a comma or point is decimal
        the column decides (``decimal`` says it else). Raises ``TableError`` where nothing decides:
        ``89.999`` inhabitants are never 90.

        Examples
        --------
        >>> import munigraph as mg
        >>> register = mg.datasets.load("nl-2020")
        >>> register, report = register.with_attributes({"id": ["GM0363"], "river": ["Amstel"]})
        >>> report.taken
        1
        """
        from ..readers._table._attach import join_attributes

        core, report = join_attributes(self._core, table, decimal)
        joined = Register(
            core, truth=self.truth, name=self.name, geography=self._geography, about=self._about
        )
        return joined, report

    def __len__(self) -> int:
        return self._core.counts[1]

    def __reduce__(self) -> tuple[Any, ...]:
        core = self._core
        state = (core.to_text(), core.domain_map, core.number_columns, self._truth, self.name)
        extra = (
            core.exported, self._geography, self._history, self._scenario, self._provenance,
            self._about, self._moved_from,
        )  # fmt: skip
        return _unpickle_register, (*state, *extra)

    def __repr__(self) -> str:
        participants, arrangements, _, memberships, _ = self._core.counts
        first, last = self.usable_range
        name = f" {visible(self.name, line=True)}" if self.name else ""
        return (
            f"<Register{name}: {participants:,} participants, {arrangements:,} arrangements, "
            f"{memberships:,} memberships, {first or '…'} to {last or '…'}>"
        )

    def _repr_html_(self) -> str:
        from .._common.display import cut, facts

        counts = zip(TABLES, self._core.counts, strict=True)
        rows = [(name.replace("_", " "), f"{count:,}") for name, count in counts]
        first, last = self.usable_range
        rows.append(("in force", f"{first or '…'} to {last or '…'}"))
        # Whole, for these are the words that networks are asked for.
        domains = cut(f"Domains: {', '.join(map(visible, self.domains)) or 'none'}.", 400)
        said = "".join(f"<p>{html.escape(line)}</p>" for line in (domains, *self._about.lines()))
        return facts(f"Register {visible(self.name, line=True)}".strip(), rows) + said


def _unpickle_register(
    tables: dict[str, dict[str, list[str]]],
    domains: dict[str, str],
    numbers: dict[str, set[str]],
    truth: pd.DataFrame | None,
    name: str,
    exported: str | None = None,
    geography: str | None = None,
    history: pd.DataFrame | None = None,
    scenario: tuple[str, tuple[tuple[str, str], ...]] | None = None,
    provenance: tuple[tuple[Any, ...], tuple[Any, ...]] | None = None,
    about: About = About(),  # noqa: B008 - a tuple, which does not change
    moved_from: tuple[Register, str] | None = None,
) -> Register:
    core = _core.Register.from_text(tables, domains, numbers, exported)
    return Register(
        core, truth=truth, name=name, geography=geography, history=history, scenario=scenario,
        provenance=provenance, about=about, moved_from=moved_from,
    )  # fmt: skip


def _domain_map(domains: Any, themes: Mapping[str, list[str]] | None) -> dict[str, str]:
    """The rules of a theme map, and the themes in use as it resolves them."""
    from ._themes import ThemeMap

    rules = ThemeMap.of(domains)
    used = themes.get("theme", []) if themes is not None else []
    return {**dict(rules), **rules.resolve(used)[0]}
