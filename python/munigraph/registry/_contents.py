"""What a register holds: its tables, its domains and the time that it covers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from .._common.columns import frame

if TYPE_CHECKING:
    import pandas as pd

    from .. import _core
    from ._register import Register


class Contents:
    """The part of :class:`Register` that shows what is in it."""

    __slots__ = ("_core", "_frames", "_history", "_truth")

    _core: _core.Register
    _frames: dict[str, pd.DataFrame] | None
    _history: pd.DataFrame | None
    _truth: pd.DataFrame | None

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
    def history(self) -> pd.DataFrame | None:
        """What was planted in a synthetic register with a history (``date, event, reason,
        arrangement, participant, counterpart``, as :func:`munigraph.chronicle` names them), else
        ``None``."""
        return None if self._history is None else self._history.copy()

    @property
    def domains(self) -> list[str]:
        """Domains of the register's theme mapping, ascending."""
        return self._core.domains

    @property
    def domain_map(self) -> dict[str, str]:
        """Theme → domain."""
        return self._core.domain_map

    def _theme_words(self) -> list[str]:
        """Themes in use, those above them, what the mapping knows, and domains."""
        used = self.arrangement_themes["theme"].unique()
        return sorted({*self.domains, *themes_above([*used, *self.domain_map])})

    @property
    def unknown_themes(self) -> dict[str, int]:
        """Themes in use that belong to no domain, with their number of arrangements."""
        return self._core.unknown_themes

    @property
    def usable_range(self) -> tuple[str | None, str | None]:
        """First start and last end of arrangements (``None``: not known or open)."""
        return self._core.usable_range

    @property
    def last_day(self) -> str | None:
        """The day up to which the register tells: its export (``created`` in ``datapackage.json``),
        else the latest start or end of an arrangement; ``None`` where there is no date."""
        return self._core.last_day

    def find(self, text: str) -> pd.DataFrame:
        """Participants and arrangements whose name holds a text, or whose id it is.

        Case, diacritics and punctuation do not count. Whole names come first, then beginnings, then
        the rest; where nothing holds the text, names that are similar. Columns ``id, name, kind,
        valid_from, valid_to`` (a row per version) and ``table`` (``participants`` or
        ``arrangements``). Cost O(names).

        Examples
        --------
        >>> import munigraph as mg
        >>> mg.datasets.load("nl-2020").find("delfz")["id"].tolist()
        ['GM0010']
        """
        from ._find import find_in

        return find_in(cast("Register", self), text)


def themes_above(themes: Iterable[str]) -> set[str]:
    """Themes and those that they stand below: "a | b" is of "a", too."""
    known = set()
    for theme in themes:
        parts = theme.split("|")
        known |= {"|".join(parts[: k + 1]).rstrip() for k in range(len(parts))}
    return known
