"""What happened in a register: events with their interval, reason and rule."""

from __future__ import annotations

import datetime
import html
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import checked_id
from .._common.html import table_html
from .._common.objects import core_of
from .._common.result import Result
from .._common.structs import fields
from ._rules import ChronicleRules
from ._stories import LifeStory, tell

if TYPE_CHECKING:
    import pandas as pd

    from .._common.literals import Language
    from .._common.types import DateLike
    from ..registry._register import Register
    from ._told import Told

__all__ = ["Chronicle", "chronicle"]


class Chronicle(Result):
    """Events of a register, as :func:`munigraph.chronicle` finds them. Immutable; can be pickled.

    Attributes
    ----------
    events : DataFrame
        One row per event, by date: ``date, earliest, latest, date_basis, event, reason,
        administrative, arrangement, versions, participant, counterpart, before, after, share,
        rule`` (docs/chronicle.md says what each holds).
    candidates : DataFrame
        Pairs of arrangements that lie near each other in time and members but that no rule
        decides: ``event, arrangement, counterpart, ended, began, share, why``. Never applied.
    register : Register
        What was read, on the geography asked for.
    geography : str
        ``"own"``, or the date of the geography.
    start, end : str or None
        First and last day of the events (both inclusive; None: no bound). Of candidates, too: those
        of which one side ends or begins within.
    rules : ChronicleRules
        The thresholds used.
    """

    __slots__ = (
        "_candidates", "_events", "_told", "end", "geography", "register", "rules", "start",
    )  # fmt: skip

    register: Register
    _events: pd.DataFrame
    _candidates: pd.DataFrame
    _told: dict[str, Told]
    rules: ChronicleRules
    geography: str
    start: str | None
    end: str | None

    def __init__(
        self,
        register: Register,
        events: pd.DataFrame,
        candidates: pd.DataFrame,
        *,
        rules: ChronicleRules,
        geography: str,
        start: str | None,
        end: str | None,
    ) -> None:
        self._set(
            register=register,
            _events=events,
            _candidates=candidates,
            _told={},
            rules=rules,
            geography=geography,
            start=start,
            end=end,
        )

    @property
    def table(self) -> pd.DataFrame:
        """The events (a copy)."""
        return self._events.copy()

    @property
    def events(self) -> pd.DataFrame:
        """One row per event (a copy)."""
        return self._events.copy()

    @property
    def candidates(self) -> pd.DataFrame:
        """Near and undecided (a copy)."""
        return self._candidates.copy()

    @property
    def summary(self) -> pd.DataFrame:
        """Number of events by kind and reason: ``event, reason, administrative, events``."""
        keys = ["event", "reason", "administrative"]
        return self._events.groupby(keys, sort=True).size().rename("events").reset_index()

    def of(self, id: str, *, language: Language = "en") -> LifeStory:
        """The life of an arrangement or of a municipality as dated sentences.

        Parameters
        ----------
        id : str
            A chain, one of its versions, a number under which one of them is known (as SIREN
            numbers of intercommunalities are), or a participant.
        language : {"en", "nl"}
            Of the sentences.

        Raises
        ------
        KeyError
            for an unknown id, naming a near one, or a number that several arrangements had.
        ValueError
            for an unknown language.
        TypeError
            for an id that is neither text nor a whole number.

        Examples
        --------
        >>> import munigraph as mg
        >>> register = mg.synthetic(40, 60, clusters=4, history=True, seed=1)
        >>> story = mg.chronicle(register).of(register.arrangements["id"][0])
        >>> len(str(story).splitlines()) > 1
        True
        """
        return tell(self, checked_id(id), language)

    def __getstate__(self) -> dict[str, Any]:
        # What stories look things up in is made again when the first one is asked for.
        return super().__getstate__() | {"_told": {}}

    def __len__(self) -> int:
        return len(self._events)

    def _span(self) -> str:
        if not len(self._events):
            return "no events"
        first, last = self._events["date"].min(), self._events["date"].max()
        return f"{first:%Y-%m-%d} to {last:%Y-%m-%d}"

    def __repr__(self) -> str:
        real = int((~self._events["administrative"]).sum())
        return (
            f"<Chronicle: {_counted(len(self), 'event')}, {real:,} of them of the world, "
            f"{self._span()}; {_counted(len(self._candidates), 'candidate')}>"
        )

    def _repr_html_(self) -> str:
        rows = [
            (r.event, r.reason, "the record's" if r.administrative else "the world's", r.events)
            for r in self.summary.itertuples()
        ]
        title = f"{_counted(len(self), 'event')}, {self._span()}"
        return f"<p><b>{html.escape(title)}</b></p>" + table_html(
            rows, ("event", "reason", "whose", "events")
        )


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def chronicle(
    register: Register,
    start: DateLike | None = None,
    end: DateLike | None = None,
    *,
    geography: str | int | datetime.date = "own",
    rules: Mapping[str, float] | None = None,
) -> Chronicle:
    """What happened in a register: who founded, joined, left, ended and changed what, and why.

    Reads the chains of the register (the versions of an arrangement over time) and tells what the
    world did from what municipal mergers do and from what the register does by itself: filling up,
    revising, renumbering, correcting. Every event carries the interval in which it can have
    happened, its reason, and the rule that gave it; docs/chronicle.md states every rule.

    Parameters
    ----------
    register : Register
        With versions of arrangements over time.
    start, end : int, str or date, optional
        Keep events dated from ``start`` to ``end``, both inclusive, and candidates of which the end
        or the beginning lies there. A year stands for its first
        day as a start and for its last as an end. Rules see the whole register all the same.
    geography : "own", date or year
        ``"own"``: municipalities as they were. A date: all memberships carried to the
        municipalities of that date first (``register.on_geography``), so that municipal mergers
        make no events. Where a dissolved municipality's place was taken by none of its successors,
        the one that stands for it seems to leave: such events keep the reason that they have on
        their own geography (rule ``as_municipalities_were``).
    rules : ChronicleRules or mapping, optional
        Thresholds that differ from the default.

    Returns
    -------
    Chronicle

    Raises
    ------
    ValueError
        for an unknown rule or a value out of range, or ``end`` before ``start``.
    DataError
        for a geography that the register does not tell of.
    KeyboardInterrupt
        within a tenth of a second.

    Notes
    -----
    Cost is linear in memberships, with a factor for arrangements that end and begin near one
    another. The result does not depend on the order of rows, but for versions of one chain that
    start on one day.

    Examples
    --------
    >>> import munigraph as mg
    >>> register = mg.synthetic(40, 60, clusters=4, history=True, seed=1)
    >>> events = mg.chronicle(register).events
    >>> bool((events["event"] == "joined").any())
    True
    """
    set_rules = ChronicleRules.of(rules)
    first, last = _day(start, "start"), _day(end, "end")
    if first is not None and last is not None and last < first:
        raise ValueError(f"end {last} lies before start {first}")
    if not (isinstance(geography, str) and geography == "own"):
        register = register.on_geography(geography)[0]
    core = core_of(register, "Register")
    found = _core.chronicle(core, dict(set_rules), register._as_municipalities_were())
    events, candidates = (_frame(fields(columns)) for columns in found)
    if first is not None:
        events = events[events["date"] >= first]
        candidates = candidates[candidates[["ended", "began"]].max(axis=1) >= first]
    if last is not None:
        events = events[events["date"] <= last]
        candidates = candidates[candidates[["ended", "began"]].min(axis=1) <= last]
    return Chronicle(
        register,
        events.reset_index(drop=True),
        candidates.reset_index(drop=True),
        rules=set_rules,
        geography=register.geography or "own",
        start=first,
        end=last,
    )


def _frame(columns: dict[str, Any]) -> pd.DataFrame:
    """A table; text that is empty is missing."""
    import pandas as pd

    return pd.DataFrame(
        {
            name: pd.Series([value or None for value in values], dtype=object)
            if isinstance(values, list)
            else values
            for name, values in columns.items()
        }
    )


def _day(value: Any, which: str) -> str | None:
    """A bound as YYYY-MM-DD; a year is its first day as a start and its last as an end."""
    if value is None:
        return None
    text = str(value)[:10] if not isinstance(value, str) else value.strip()
    if len(text) == 4 and text.isdigit():
        return f"{text}-01-01" if which == "start" else f"{text}-12-31"
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(f"{which} is {value!r}, expected a year or a date YYYY-MM-DD") from None
