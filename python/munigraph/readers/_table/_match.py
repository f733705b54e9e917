"""What names or codes of participants are."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from ..._common.dates import date_text
from ..._common.errors import DataError
from ._places import places_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from ..._common.types import DateLike, PathText

__all__ = ["day_of", "match_names"]


def match_names(
    names: Iterable[str],
    *,
    date: DateLike | None = None,
    places: str | PathText | pd.DataFrame = "nl",
) -> pd.DataFrame:
    """What names or codes of participants are.

    Parameters
    ----------
    names : names or codes.
    date : at which they are looked up (``YYYY-MM-DD``, a date, or a year: its 1 July). A
        municipality that was merged by then is its successor, where there is just one.
    places : ``"nl"``, or a table or the path of one, as of :func:`read_table`.

    Returns
    -------
    DataFrame ``name, id, step, candidates``, one row per name in their order. ``id`` is "" where
    nobody was found; ``step`` says how: ``exact``, ``code``, ``normalised``, ``alias``,
    ``dissolved``, ``other`` (a province, a water board), ``ambiguous``, ``unknown``.
    ``candidates`` is a list of ``(name, id, score)``, the most similar first: proposed, never
    taken.

    Examples
    --------
    >>> import munigraph as mg
    >>> mg.match_names(["Amsterdam", "Bergen"], date="2020-07-01")["id"].tolist()
    ['GM0363', '']
    """
    import pandas as pd

    if isinstance(names, str):
        raise TypeError("names: expected a list of names, got one text")
    book = places_of(places)
    listed = ["" if one is None or one != one else str(one) for one in names]
    book.prepare([one for one in listed if one], "")
    day = day_of(date)
    known: dict[str, Any] = {}
    for one in listed:
        if one not in known:
            known[one] = book.find(one, date=day) if one.strip() else None
    found = [known[one] for one in listed]
    return pd.DataFrame(
        {
            "name": pd.Series(listed, dtype=object),
            "id": pd.Series([f.id if f else "" for f in found], dtype=object),
            "step": pd.Series([f.step if f else "unknown" for f in found], dtype=object),
            "candidates": pd.Series([list(f.candidates) if f else [] for f in found], dtype=object),
        }
    )


def day_of(date: Any) -> str | None:
    """A date in any of the usual forms; a year is its 1 July."""
    if date is None or date == "":
        return None
    if isinstance(date, int) and not isinstance(date, bool):
        return f"{date:04d}-07-01"
    text = date_text(date)
    if len(text) == 4 and text.isdigit():
        return f"{text}-07-01"
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise DataError(
            "not a date", source="date", value=text, expected="a date such as 2020-07-01, or a year"
        ) from None
