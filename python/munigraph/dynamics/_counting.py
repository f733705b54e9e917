"""What factsheets and dyads count, and on which days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.objects import core_of
from .._common.words import check_word
from ._rules import ChronicleRules

if TYPE_CHECKING:
    import pandas as pd

    from ..registry._register import Register

STARTS = ("dated", "listed")


def counting_options(
    register: Register,
    *,
    themes: str | Iterable[str] | None = None,
    forms: str | Iterable[str] | None = None,
    bases: str | Iterable[str] | None = None,
    geography: Any = "own",
    starts: str = "dated",
    splits: str = "largest",
    rules: Mapping[str, float] | None = None,
) -> dict[str, Any]:
    """What is counted and how, as the core takes it."""
    own = geography is None or (isinstance(geography, str) and geography == "own")
    check_word("start of memberships", starts, STARTS)
    check_word("rule for splits", splits, ("undetermined", "largest"))
    for theme in listed(themes, "themes"):
        check_word("theme", theme, register._theme_words())
    return {
        "themes": listed(themes, "themes"),
        "forms": listed(forms, "forms"),
        "bases": listed(bases, "bases"),
        "geography": None if own else register.geography_day(geography),
        "starts": starts,
        "splits": splits,
        "rules": dict(ChronicleRules.of(rules)),
    }


def inventories(register: Register, counting: dict[str, Any]) -> _core.Inventories:
    """A register prepared for counting on many days."""
    core = core_of(register, "Register")
    if register.geography is not None:
        # Carried from what it was made from, so that the chronicle of that is known; or there.
        if register._moved_from is not None:
            core = core_of(register._moved_from[0], "Register")
            if counting["geography"] is None:
                there = {"geography": register.geography, "splits": register._moved_from[1]}
                counting = {**counting, **there}
        elif counting["geography"] is not None:
            register._as_moved(counting["geography"])
            counting = {**counting, "geography": None}
    return _core.Inventories(core, **counting)


def participants_of(core: _core.Register) -> pd.DataFrame:
    """The table of participants of a core's register."""
    from .._common.columns import frame

    text = core.to_text()["participants"]
    return frame("participants", text, core.number_columns.get("participants", ()))


def days_of(register: Register, years: Any) -> dict[Any, str]:
    """Each year or date once, with its day, in the order of time: years as integers, dates as
    text.

    Raises ``ValueError`` for none, ``TypeError`` for what is neither.
    """
    from ..registry._geography import year_of

    single = isinstance(years, str) or not isinstance(years, Iterable)
    days = {}
    for one in [years] if single else list(years):
        year = year_of(one)
        day = register.day(one)
        days[day if year is None else year] = day
    if not days:
        raise ValueError("no years; expected at least one")
    return dict(sorted(days.items(), key=lambda pair: pair[1]))


def days_apart(register: Register, years: Any, what: str) -> dict[Any, str]:
    """:func:`days_of` where each must be a day of its own; ``ValueError`` where two years stand
    for one, or there is one alone."""
    days = days_of(register, years)
    if len(days) < 2:
        raise ValueError(f"{len(days)} year, expected at least two {what}s")
    if len(set(days.values())) < len(days):
        raise ValueError(
            f"the years {', '.join(map(str, days))} stand for {', '.join(days.values())}; "
            f"expected a day of its own for each {what} (nothing is known after the last day)"
        )
    return days


def listed(words: str | Iterable[str] | None, what: str) -> list[str]:
    """One word or several as a list; ``TypeError`` for what is neither."""
    if words is None:
        return []
    if isinstance(words, str):
        return [words]
    if not isinstance(words, Iterable):
        raise TypeError(f"{what} is {words!r}, expected a word or several")
    return [str(word) for word in words]
