"""What a mark in a matrix says: yes or no, a role, a theme; and legends that say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..._common.text import fold, squeeze
from ._periods import dated
from ._region import Region
from ._words import words

__all__ = ["Mark", "dated_mark", "is_meaning", "legend_of", "legend_sheet", "mark_of", "marks_in"]

THEME = "theme: "
"""Before the name of a theme, in ``[words.mark]``."""
_SIZE = re.compile(r"(?:€|eur|chf|\$|£)?\s*(\d+(?:[.,' ]\d+)*)\s*(?:%|€|eur|chf|,-)?")
_MEANINGS = ("yes", "no", "member", "host", "observer")
_SIGN = r"[^\s=:;,()]{1,3}"
_ENTRY = re.compile(rf"(?:^|[\s;,(])({_SIGN})\s*=\s*([^=;,()]+?)(?=[;,)]|\s+{_SIGN}\s*=|$)")
_ALONE = re.compile(rf"^({_SIGN})\s*:\s*(.+)$")
_NO = re.compile(
    r"^(?:geen|niet|not?|kein\w*|nicht|pas|aucune?|nessun\w*|non|ningun\w*|sin)\b", re.I
)


class Mark(NamedTuple):
    """What a cell says. ``themes`` are what it says instead of a role."""

    yes: bool
    role: str = ""
    themes: tuple[str, ...] = ()


def mark_of(text: str, meanings: Mapping[str, str], roles: Mapping[str, str]) -> Mark | None:
    """The mark in a cell, or None where nobody says what it means.

    Parameters
    ----------
    meanings
        sign (squeezed, case folded) → ``yes``, ``no``, a role, or ``theme: NAME``.
    roles
        further words of roles, folded → role.
    """
    text = squeeze(text)
    plain = text.casefold()
    if plain in meanings:
        return _meant(meanings[plain])
    known = words()
    if fold(text) in roles or text in roles:
        return Mark(True, roles.get(fold(text)) or roles[text])
    if plain in known.cells_no:
        return Mark(False)
    if plain in known.cells_yes:
        return Mark(True)
    if role := known.vocabularies["role"].get(fold(text)):
        return Mark(True, role)
    if sized := _SIZE.fullmatch(plain):
        return Mark(sized[1].strip("0.,' ") != "")
    parts = marks_in(text)
    found = [mark_of(part, meanings, roles) for part in parts] if len(parts) > 1 else []
    if not found or None in found:
        return None
    several = [one for one in found if one is not None and one.yes]
    said = [one.role for one in several if one.role]
    role = "host" if "host" in said else next(iter(said), "")
    themes = tuple(theme for one in several for theme in one.themes)
    return Mark(bool(several), role, themes)


def dated_mark(text: str, meanings: Mapping[str, str], roles: Mapping[str, str]) -> Mark | None:
    """``mark_of``, also of a cell that says since when: "ja, sinds 2019". Who is none since or
    until a date nobody can tell: None."""
    mark = mark_of(text, meanings, roles)
    if mark is None and (parts := dated(text)):
        mark = mark_of(parts[0], meanings, roles)
        return mark if mark is not None and mark.yes else None
    return mark


def marks_in(text: str) -> list[str]:
    """The signs of a cell: "B+U" has two."""
    return [part for part in re.split(r"[\s+/,;&]+", squeeze(text)) if part]


def is_meaning(text: str) -> bool:
    """Whether a text may stand in ``[words.mark]``."""
    return text in _MEANINGS or (text.startswith(THEME) and text != THEME)


def _meant(meaning: str) -> Mark:
    if meaning.startswith(THEME):
        return Mark(True, "", (meaning[len(THEME) :].strip(),))
    return Mark(meaning != "no", "" if meaning in ("yes", "no") else meaning)


def legend_of(
    region: Region, signs: Iterable[str], further: Mapping[str, str] | None = None
) -> dict[str, str]:
    """What the notes above and below a table say about signs (or ``further`` entries): sign → what
    may stand in ``[words.mark]``.

    "C = centrumgemeente" is a role; what is neither a role, yes nor no is a theme.
    """
    wanted = {sign.casefold() for sign in signs}
    found: dict[str, str] = {}
    notes = [text for _, text in region.notes]
    notes += [text for _, text, what in region.skipped if what.startswith("note")]
    for sign, meaning in (further or {}).items():
        if sign in wanted:
            found[sign] = _meaning_of(meaning)
    for note in notes:
        text = squeeze(note)
        entries = _ENTRY.findall(text) or _ALONE.findall(text)
        for sign, meaning in entries:
            if sign.casefold() in wanted:
                found.setdefault(sign.casefold(), _meaning_of(meaning))
    return found


def legend_sheet(region: Region) -> dict[str, str]:
    """The entries of a sheet that is a legend: two columns, signs and what they mean; else none."""
    if len(region.columns) != 2:
        return {}
    signs, meanings = (column.texts() for column in region.columns)
    pairs = list(zip(signs, meanings, strict=True))
    if not pairs or any(len(squeeze(sign)) > 3 or not meaning.strip() for sign, meaning in pairs):
        return {}
    entries = [tuple(region.labels), *pairs]  # the first may have been taken for a header
    return {squeeze(sign).casefold(): meaning for sign, meaning in entries}


def _meaning_of(text: str) -> str:
    known = words()
    plain = squeeze(text).strip(" .")
    role = known.vocabularies["role"].get(fold(plain))
    if role:
        return role
    if plain.casefold() in known.cells_yes:
        return "yes"
    if plain.casefold() in known.cells_no or _NO.match(plain):
        return "no"
    return THEME + plain
