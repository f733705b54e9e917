"""The register on the municipalities of one day, and what it was carried from."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from .._common.arguments import iso_date
from .._common.faces import suggesting
from .._common.words import check_word
from ._geography import SPLITS, move, unmoved, year_of

if TYPE_CHECKING:
    import datetime

    from .._common.literals import SplitRule
    from .._common.types import YearLike
    from .._core import Register as CoreRegister
    from ._import_report import ImportReport
    from ._register import Register


class Carried:
    """The part of :class:`Register` that puts it on a geography."""

    __slots__ = ()

    if TYPE_CHECKING:
        _core: CoreRegister
        _geography: str | None
        _moved_from: tuple[Register, str] | None

    @property
    def geography(self) -> str | None:
        """The day whose municipalities all memberships are on (:meth:`on_geography`), or ``None``
        where they are as they were."""
        return self._geography

    def geography_day(self, date: YearLike) -> str:
        """The day of a geography in any usual form as ``YYYY-MM-DD``.

        A year stands for its 1 July, or for the last day of which the register knows municipalities
        or arrangements, where that comes earlier in the year. A day that the register does not tell
        of is refused by :meth:`on_geography`.
        """
        year = year_of(date)
        return iso_date(date) if year is None else self._core.geography_of_year(year)

    @suggesting
    def on_geography(
        self, date: str | int | datetime.date, *, splits: SplitRule = "largest"
    ) -> tuple[Register, ImportReport]:
        """The register as if its municipalities had always been those of one day.

        Parameters
        ----------
        date : date or year
            Between the first and the last date of the register's municipalities, successions and
            arrangements, or its last day where that is later: beyond, nobody told who is a
            municipality. A year stands for a day as in :meth:`geography_day`.
        splits : {"largest", "undetermined"}
            Where memberships of a municipality go that was split: to the successor with the
            largest share, or nowhere. Where a succession names one successor (merged, renamed,
            recoded), that one takes them in any case.

        Returns
        -------
        Register
            Municipalities in force on the day are in force always; the others leave, and their
            memberships go to those that stand for them, across several reorganisations where there
            were. Memberships that become the same are merged. An accession on the day on which a
            municipality was made from others is no joining: it goes back to the version's start. A
            version whose municipalities have all become one, and that has no other participant, is
            gone. The result has no successions.
        ImportReport
            Accounts for every membership; ``.table`` names each that changed, with the reason.

        Raises
        ------
        DataError
            for text that is no date, a date beyond what the register tells of (naming its range),
            or one on which no municipality is in force.
        ValueError
            for an unknown word, or another day than that of a register that is on a geography and
            no longer knows what it was made from (read from a file).

        Cost is linear in the register.

        Examples
        --------
        >>> import munigraph as mg
        >>> carried, report = mg.datasets.load("nl-2020").on_geography("2020-07-01")
        >>> report.rows_read == report.taken + report.merged + report.left_out
        True
        """
        check_word("rule for splits", splits, SPLITS)
        if self._moved_from is not None:
            return self._moved_from[0].on_geography(date, splits=splits)
        day = self.geography_day(date)
        if self._geography is not None:
            return self._as_moved(day), unmoved(self._core)
        core, report = move(self._core, day, splits)
        whole = cast("Register", self)
        return type(whole)(
            core,
            truth=whole._truth,
            name=whole.name,
            geography=day,
            about=whole._about,
            moved_from=(whole, splits),
        ), report

    def _as_moved(self, day: str) -> Register:
        """The register itself: its municipalities are those of one day, and no others are known."""
        if day != self._geography:
            raise ValueError(
                f"the municipalities of this register are those of {self._geography} already, and "
                f"which there were before is not known; expected {self._geography}, not {day}"
            )
        return cast("Register", self)

    def _as_municipalities_were(self) -> tuple[CoreRegister, str, str] | None:
        """What the core needs to tell reorganisation from what the world did: the register that
        this one was carried from, the day, and the rule for splits; None on its own geography."""
        if self._moved_from is None or self._geography is None:
            return None
        original, splits = self._moved_from
        return original._core, self._geography, splits
