"""Where participants come from: the package's municipalities, a table of one's own, or nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from ...errors import DataError
from ...text import near
from ._codes import restored_codes
from ._spellings import cleaned, name_key, plain_key, without_footnote

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Found", "NoPlaces", "Places", "places_of"]


class Found(NamedTuple):
    """What a name or code of a participant turned out to be."""

    id: str
    """"" if it is not known."""
    step: str
    """``given``, ``code``, ``exact``, ``normalised``, ``alias``, ``dissolved``, ``other``,
    ``ambiguous``, ``unknown``."""
    name: str = ""
    reason: str = ""
    candidates: tuple[tuple[str, str, float], ...] = ()
    """Names, ids and scores of what it may be."""
    kind: str = ""


class Places(Protocol):
    """A source of participants."""

    about: str

    def prepare(self, texts: Iterable[str], header: str) -> None:
        """Look at all names and codes of the import before any is asked for."""

    def find(self, text: str, *, province: str = "", date: str | None = None) -> Found:
        """The participant of a name or code, at a date where one is known."""

    def table(self) -> pd.DataFrame | None:
        """All participants, or None: those that the import finds."""

    def successions(self) -> pd.DataFrame | None: ...

    def names(self) -> Iterable[str]:
        """Folded names that are known, so that a list is not cut through one."""

    def in_province(self, province: str, date: str | None) -> list[str] | None:
        """Ids in force in a province ("": everywhere), or None: no such province is known."""


class NoPlaces:
    """Names or codes are ids. Spellings of one name (case, accents, blanks, footnotes, "Gemeente"
    in front) are one participant, under the most frequent of them; codes get back their zeros
    where the column shows them."""

    about = "names or codes are ids"

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._spelling: dict[str, str] = {}
        self._by_name: dict[str, str] = {}

    def prepare(self, texts: Iterable[str], header: str) -> None:
        listed = list(texts)
        self._codes.update(restored_codes(listed, header))
        for text in listed:
            if text not in self._codes:
                bare = without_footnote(cleaned(text))
                self._spelling.setdefault(plain_key(bare) or bare, bare)

    def name_has_code(self, name: str, code: str) -> None:
        """A row that gives both; so a name alone is known elsewhere."""
        self._by_name.setdefault(plain_key(name), code)

    def find(self, text: str, *, province: str = "", date: str | None = None) -> Found:
        if text in self._codes:
            code = self._codes[text]
            return Found(code, "exact" if code == text else "code")
        bare = without_footnote(cleaned(text))
        key = plain_key(bare) or bare
        if key in self._by_name:
            return Found(self._by_name[key], "normalised", bare)
        name = self._spelling.get(key, bare)
        return Found(name, "exact" if name == text else "normalised", name)

    def table(self) -> pd.DataFrame | None:
        return None

    def successions(self) -> pd.DataFrame | None:
        return None

    def names(self) -> Iterable[str]:
        # Only so that a list is not cut through a name; they give no ids.
        from ... import facts

        table = facts.municipalities()
        return {name_key(name) for name in table["name"]}

    def in_province(self, province: str, date: str | None) -> list[str] | None:
        return None


def places_of(places: Any, *, successions: Any = None) -> Places:
    """The places of an argument ``places``.

    Raises ``ValueError`` for an unknown word, ``DataError`` for a table without ids or names.
    """
    if places is None or places is False or places in ("none", ""):
        return NoPlaces()
    if isinstance(places, str) and places.casefold() == "nl":
        from ._dutch_places import DutchPlaces

        return DutchPlaces()
    if isinstance(places, str) and not os.path.exists(places):
        if "." in places or "/" in places or "\\" in places:
            raise DataError("no such file", source=places, expected="a table of places")
        similar = near(places, ["nl", "none"])
        hint = f"did you mean '{similar[0]}'? " if similar else ""
        raise ValueError(
            f"unknown places '{places}'; {hint}expected 'nl', a table, the path of one, or None"
        )
    from ._table_places import TablePlaces

    return TablePlaces(places, successions=successions)
