"""Participants without a table of places: names or codes are ids."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ._codes import restored_codes
from ._found import Found
from ._spellings import cleaned, name_key, plain_key, without_footnote

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["NoPlaces"]


class NoPlaces:
    """Names or codes are ids.

    Spellings of one name (case, accents, blanks, footnotes, "Gemeente" in front) are one
    participant, under the most frequent of them; codes get back their zeros where the column shows
    them.
    """

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
        name = self._spelling.setdefault(key, bare)
        return Found(name, "exact" if name == text else "normalised", name)

    def table(self) -> pd.DataFrame | None:
        return None

    def successions(self) -> pd.DataFrame | None:
        return None

    def names(self) -> Iterable[str]:
        # Only so that a list is not cut through a name; they give no ids.
        from .. import _facts as facts

        table = facts.municipalities()
        return {name_key(name) for name in table["name"]}

    def in_province(self, province: str, date: str | None) -> list[str] | None:
        return None
