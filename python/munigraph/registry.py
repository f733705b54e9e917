"""Registers of cooperation: all participants, arrangements and memberships of all time."""

from __future__ import annotations

import html
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from . import _core
from ._columns import frame, typed_columns

if TYPE_CHECKING:
    import datetime

    import numpy as np
    import pandas as pd

    from .import_report import ImportReport
    from .network import Network

__all__ = ["Register", "Snapshot", "read_package"]

#: Tables of a register, in the order of their counts.
TABLES = ("participants", "arrangements", "arrangement_themes", "memberships", "successions")


class Register:
    """A register: the truth that every network is made from. Immutable; can be pickled.

    Made by :meth:`from_tables`, by a reader (``munigraph.read_package``, ``read_roo``, …) or by
    ``munigraph.datasets.load``. Its tables are given as DataFrames (copies), with ids as strings
    and dates as ``datetime64[s]``; :meth:`at` takes what is in force on a date.
    """

    __slots__ = ("_core", "_frames", "_truth", "name")

    def __init__(
        self, core: _core.Register, *, truth: pd.DataFrame | None = None, name: str = ""
    ) -> None:
        self._core = core
        self._truth = truth
        self._frames: dict[str, pd.DataFrame] | None = None
        #: What the register is called in tables and reports.
        self.name = name

    @classmethod
    def from_tables(
        cls,
        participants: Any,
        arrangements: Any,
        memberships: Any,
        *,
        themes: Any = None,
        successions: Any = None,
        domains: Any = None,
        name: str = "",
    ) -> Register:
        """A register from its tables.

        Parameters
        ----------
        participants, arrangements, memberships, themes, successions :
            DataFrames, dicts of columns, or Arrow tables. Needed are ``id`` of participants and of
            arrangements, and ``arrangement`` and ``participant`` of memberships; every other column
            has a default (see docs/data.md). Columns beyond the schema are kept with participants
            and arrangements. ``themes`` has ``arrangement, theme`` and perhaps ``basis``.
        domains :
            theme → domain as a dict, a TOML file, or a ``ThemeMap``; the package's own mapping of
            Dutch policy areas if not given.

        Raises
        ------
        DataError
            with table, row (1-based), column, value and what was expected.

        Cost is linear in the rows.
        """
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
            if table is not None or key in ("participants", "arrangements", "memberships"):
                tables[key], numbers[key] = typed_columns(table, key)
        # `register.arrangement_themes` gives the domain beside the theme; the mapping decides it.
        tables.get("arrangement_themes", {}).pop("domain", None)
        mapping = _domain_map(domains, tables.get("arrangement_themes"))
        return cls(_core.Register.from_text(tables, mapping, numbers), name=name)

    def to_package(self, folder: str | os.PathLike[str]) -> None:
        """Write the register as a tabular data package (CSV + ``datapackage.json``).

        Each file is replaced whole; ``read_package`` reads the same register back.
        """
        self._core.write_package(os.fspath(folder))

    def to_table(
        self, path: str | os.PathLike[str], layout: str = "memberships", *, lossy: bool = False
    ) -> None:
        """Write the register as one table (.csv, .tsv, .parquet) that ``read_table`` reads back.

        Parameters
        ----------
        path : of the table. Beside it stands its mapping (``NAME.csv.columns.toml``), and where
            there are any ``NAME.participants.csv`` (participants that the table does not describe)
            and ``NAME.successions.csv``.
        layout :
            ``memberships``: a row per membership, holds everything (themes joined by ``;``).
            ``lists``: a row per arrangement, where no membership has a role or dates of its own.
            ``matrix``: participants × arrangements. ``pairs``: two participants per row; lossy, all
            pairs with their number of shared arrangements. ``years``: memberships in force on each
            1 January.
        lossy : leave out what the layout cannot hold; else it is refused, by name.

        Raises ``DataError`` naming what the layout cannot hold, ``ValueError`` for an unknown
        layout or suffix.
        """
        from .readers._table._write import write_table

        write_table(self, path, layout, lossy=lossy)

    def _table(self, name: str) -> pd.DataFrame:
        if self._frames is None:
            numbers = self._core.number_columns
            self._frames = {
                key: frame(key, columns, numbers.get(key, ()))
                for key, columns in self._core.to_text().items()
            }
        return self._frames[name]

    @property
    def participants(self) -> pd.DataFrame:
        """``id, name, kind, province, population, population_year, lon, lat, valid_from, valid_to``
        and further attributes."""
        return self._table("participants").copy()

    @property
    def arrangements(self) -> pd.DataFrame:
        """One row per version: ``id, chain, name, kind, legal_form, structure, obligation, phase,
        parent, inputs, decision_rules, evaluation, valid_from, valid_to, source`` and further
        columns."""
        return self._table("arrangements").copy()

    @property
    def arrangement_themes(self) -> pd.DataFrame:
        """``arrangement, theme, basis`` and ``domain`` by the register's mapping (missing where the
        theme is unknown to it)."""
        table = self._table("arrangement_themes").copy()
        known = {theme: self._core.domain_of(theme) for theme in table["theme"].unique()}
        table["domain"] = [known[theme] or None for theme in table["theme"]]
        return table

    @property
    def memberships(self) -> pd.DataFrame:
        """``arrangement, participant, role, valid_from, valid_to``."""
        return self._table("memberships").copy()

    @property
    def successions(self) -> pd.DataFrame:
        """``date, from, to, kind, share, share_of``."""
        return self._table("successions").copy()

    @property
    def truth(self) -> pd.DataFrame | None:
        """Planted structure of a synthetic register (``id, cluster, bridge``), else ``None``."""
        return None if self._truth is None else self._truth.copy()

    @property
    def domains(self) -> list[str]:
        """Domains of the register's theme mapping, ascending."""
        return self._core.domains

    @property
    def domain_map(self) -> dict[str, str]:
        """Theme → domain."""
        return self._core.domain_map

    @property
    def unknown_themes(self) -> dict[str, int]:
        """Themes in use that belong to no domain, with their number of arrangements."""
        return self._core.unknown_themes

    @property
    def usable_range(self) -> tuple[str | None, str | None]:
        """First start and last end of arrangements (``None``: not known or open)."""
        return self._core.usable_range

    def at(self, date: str | datetime.date | None = None) -> Snapshot:
        """What is in force on a date (``from ≤ date < to``).

        Raises ``TypeError`` without a date, stating the usable range, and ``DataError`` for text
        that is no date or a date on which no arrangement is in force.
        """
        if date is None:
            first, last = self.usable_range
            raise TypeError(
                "at() needs a date; arrangements of this register are in force from "
                f"{first or 'an unknown date'} to {'before ' + last if last else 'an open end'}"
            )
        return Snapshot(self, self._core.at(_iso(date)))

    def rebuild(self, construction: Mapping[str, Any]) -> Network:
        """The network that a ``network.construction`` describes, from this register.

        Raises ``ValueError`` for the construction of a network that was made in another way (from
        edges, from memberships, or drawn from a null model), or by a newer version.
        """
        from .network import construct

        options = dict(construction)
        if options.get("made_from") is not None:
            raise ValueError(
                f"this network was made from {options['made_from']}, not from a register alone: "
                "it cannot be built from one"
            )
        date = options.pop("date", None)
        if date is None:
            raise ValueError("the construction has no date; expected the 'date' of a snapshot")
        return construct(self.at(date), options)

    def with_attributes(
        self, table: Any, *, decimal: str | None = None
    ) -> tuple[Register, ImportReport]:
        """The register with attributes of participants joined on ``id``.

        ``table`` is a DataFrame, a dict of columns, an Arrow stream, or a file (CSV of any separator
        and encoding, workbook, Parquet) with an ``id`` column and one column per attribute: those
        of the schema (``population``, ``lon``, …) replace what is there where a value is given;
        others are added. An id may lack its zeros or letters in front (``344`` for ``GM0344``), or
        be a name that one participant has. Rows with an unknown id are left out, rows that repeat an
        earlier one are merged, and a second, different row for an id is left out; the report names
        each.

        A column of text is read as numbers where all of it is; whether a comma or point is decimal
        the column decides (``decimal`` says it else). Raises ``TableError`` where nothing decides:
        ``89.999`` inhabitants are never 90.
        """
        from .attributes import join_attributes

        return join_attributes(self, table, decimal)

    def __len__(self) -> int:
        return self._core.counts[1]

    def __reduce__(self) -> tuple[Any, ...]:
        core = self._core
        state = (core.to_text(), core.domain_map, core.number_columns, self._truth, self.name)
        return _unpickle_register, state

    def __repr__(self) -> str:
        participants, arrangements, _, memberships, _ = self._core.counts
        first, last = self.usable_range
        name = f" {self.name}" if self.name else ""
        return (
            f"<Register{name}: {participants:,} participants, {arrangements:,} arrangements, "
            f"{memberships:,} memberships, {first or '…'} to {last or '…'}>"
        )

    def _repr_html_(self) -> str:
        from ._html import table_html

        counts = zip(TABLES, self._core.counts, strict=True)
        rows = [(name.replace("_", " "), f"{count:,}") for name, count in counts]
        first, last = self.usable_range
        rows.append(("in force", f"{first or '…'} to {last or '…'}"))
        rows.append(("domains", ", ".join(self.domains) or "none"))
        title = f"Register {self.name}".strip()
        return f"<p><b>{html.escape(title)}</b></p>" + table_html(rows)


class Snapshot:
    """A register on one date. Made by :meth:`Register.at`; can be pickled."""

    __slots__ = ("_core", "register")

    def __init__(self, register: Register, core: _core.Snapshot) -> None:
        self.register = register
        self._core = core

    @property
    def date(self) -> str:
        """The date, ``YYYY-MM-DD``."""
        return self._core.date

    @property
    def participants(self) -> pd.DataFrame:
        """Participants in force, of every kind, whether or not they cooperate."""
        return self._rows("participants", self._core.participants)

    @property
    def arrangements(self) -> pd.DataFrame:
        """Arrangements in force."""
        return self._rows("arrangements", self._core.arrangements)

    @property
    def memberships(self) -> pd.DataFrame:
        """Memberships in force."""
        return self._rows("memberships", self._core.memberships)

    @property
    def arrangement_themes(self) -> pd.DataFrame:
        """Themes of the arrangements in force."""
        themes = self.register.arrangement_themes
        here = themes["arrangement"].isin(self.arrangements["id"])
        return themes[here].reset_index(drop=True)

    def _rows(self, name: str, rows: np.ndarray[Any, Any]) -> pd.DataFrame:
        return self.register._table(name).iloc[rows].reset_index(drop=True)

    def network(
        self,
        *,
        domain: str | list[str] | None = None,
        themes: str | list[str] | None = None,
        weighting: str = "newman",
        intensity: Mapping[str, float] | None = None,
        legal_forms: str | list[str] | None = None,
        obligation: str | list[str] | None = None,
        phase: str | list[str] | None = None,
        kinds: str | tuple[str, ...] | list[str] = ("municipality",),
        arrangement_kinds: str | tuple[str, ...] | list[str] = ("cooperation",),
        min_size: int = 2,
        max_size: int | None = None,
        max_province_coverage: float | None = None,
        max_share: float | None = None,
        min_shared: int = 1,
        backbone: str | None = None,
        split_domains: bool = False,
    ) -> Network:
        """The network of who cooperates with whom under a construction.

        Nodes are all participants of ``kinds`` in force, isolates too. Filters work in this order:

        domain, themes
            keep arrangements with a theme in any of these domains / these themes or below them.
        legal_forms, obligation, phase, kinds, arrangement_kinds
            keep these words of the vocabularies only.
        min_size, max_size
            number of members left in the arrangement.
        max_province_coverage
            leave out what covers at least this share (0, 1] of the municipalities of a province.
        max_share
            leave out what has more than this share of all nodes.
        min_shared
            keep ties between pairs with at least so many shared arrangements.
        backbone
            ``"disparity"`` or ``"bicm"``: keep significant ties only.

        ``weighting`` is ``newman`` (strength = number of one's arrangements), ``count``,
        ``pair_share``, ``binary``, ``jaccard`` or ``cosine``. ``intensity`` gives each legal form a
        factor (default 1); ``split_domains`` weighs an arrangement by the share of its domains that
        were chosen.

        Raises ``ValueError`` for an unknown word ("did you mean …?") or a value out of range, and
        ``DataError`` for a domain or theme that no arrangement in force has.
        Cost is linear in memberships; the ties are worked out when first asked for.
        """
        from .network import construct

        options = dict(locals())
        del options["self"], options["construct"]
        return construct(self, options)

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpickle_snapshot, (self.register, self.date)

    def __repr__(self) -> str:
        return (
            f"<Snapshot {self.date}: {len(self._core.participants):,} participants, "
            f"{len(self._core.arrangements):,} arrangements, "
            f"{len(self._core.memberships):,} memberships>"
        )


def read_package(path: str | os.PathLike[str]) -> tuple[Register, ImportReport]:
    """Read a register from a tabular data package: a folder with ``datapackage.json``.

    Returns the register and a report (every row is taken, or the package is refused).
    Raises ``DataError`` for whatever is missing or cannot be right.
    """
    from .import_report import ImportReport

    core = _core.Register.read_package(os.fspath(path))
    name = os.path.basename(os.path.normpath(os.fspath(path)))
    register = Register(core, name=name)
    rows = sum(core.counts)
    report = ImportReport(
        rows_read=rows, taken=rows, unknown_themes=tuple(register.unknown_themes), source=name
    )
    return register, report


def _unpickle_register(
    tables: dict[str, dict[str, list[str]]],
    domains: dict[str, str],
    numbers: dict[str, set[str]],
    truth: pd.DataFrame | None,
    name: str,
) -> Register:
    core = _core.Register.from_text(tables, domains, numbers)
    return Register(core, truth=truth, name=name)


def _unpickle_snapshot(register: Register, date: str) -> Snapshot:
    return register.at(date)


def _iso(date: Any) -> str:
    """A date in any of the usual forms as YYYY-MM-DD; other text is left for the core to refuse."""
    if isinstance(date, str):
        return date
    if hasattr(date, "isoformat"):
        return str(date.isoformat())[:10]
    text = str(date)  # numpy.datetime64
    return text[:10]


def _domain_map(domains: Any, themes: Mapping[str, list[str]] | None) -> dict[str, str]:
    """The rules of a theme map, and the themes in use as it resolves them."""
    from .themes import ThemeMap

    rules = ThemeMap.of(domains)
    used = themes.get("theme", []) if themes is not None else []
    return {**dict(rules), **rules.resolve(used)[0]}
