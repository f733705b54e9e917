"""Where participants come from: the package's municipalities, a table of one's own, or nothing."""

from __future__ import annotations

import os
from typing import Any

from ..._common.errors import DataError
from ..._common.text import near
from ._dutch_places import DutchPlaces
from ._found import Places
from ._no_places import NoPlaces
from ._table_places import TablePlaces

__all__ = ["places_of"]


def places_of(places: Any, *, successions: Any = None) -> Places:
    """The places of an argument ``places``.

    Raises ``ValueError`` for an unknown word, ``DataError`` for a table without ids or names.
    """
    if places is None or places is False or (isinstance(places, str) and places in ("none", "")):
        return NoPlaces()
    if isinstance(places, str) and places.casefold() == "nl":
        return DutchPlaces()
    if isinstance(places, str) and not os.path.exists(places):
        if "." in places or "/" in places or "\\" in places:
            raise DataError("no such file", source=places, expected="a table of places")
        similar = near(places, ["nl", "none"])
        hint = f"did you mean '{similar[0]}'? " if similar else ""
        raise ValueError(
            f"unknown places '{places}'; {hint}expected 'nl', a table, the path of one, or None"
        )
    return TablePlaces(places, successions=successions)
