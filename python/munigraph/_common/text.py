"""Comparing and tidying words and names."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

_NO_WORD = re.compile(r"[^0-9a-z]+")

_LETTERS_WITHOUT_DECOMPOSITION = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "o", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ł": "l",
     "đ": "d", "ð": "d", "þ": "th", "ĳ": "ij", "Ĳ": "ij", "‐": "-", "–": "-"}
)  # fmt: skip
# What terminals act upon, and what turns the direction of writing; tabs and line ends may stay.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_BLANKS = re.compile(r"[\s\u200b\u2060\ufeff]+")


def in_order(name: object) -> tuple[tuple[int, str], ...]:
    """What names are sorted by: letters without case, and numbers by their size, so that
    "Province 2" comes before "Province 10"."""
    parts = re.split(r"(\d+)", str(name))
    return tuple((int(one), "") if k % 2 else (0, one.casefold()) for k, one in enumerate(parts))


def squeeze(text: str) -> str:
    """The text without blanks at its ends, and with one space for every run of blanks inside
    (no-break and zero-width spaces are blanks too)."""
    return " ".join(text.split()) if text.isascii() else _BLANKS.sub(" ", text).strip()


def visible(text: str, *, line: bool = False) -> str:
    r"""The text with control characters shown and not sent: ESC as `\x1b`. A name could otherwise
    move the cursor, change the window's title or hide what follows; `line` shows tabs and line ends
    too. Nothing else changes."""
    shown = CONTROLS.sub(_escape, text)
    return shown.replace("\t", "\\t").replace("\n", "\\n") if line else shown


def _escape(found: re.Match[str]) -> str:
    code = ord(found.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def fold(text: str) -> str:
    """The form in which names are compared: lower case, without diacritics, every run of anything
    but letters and digits as one space. `'s-Gravenhage` → `s gravenhage`."""
    plain = text
    if not text.isascii():
        plain = text.translate(_LETTERS_WITHOUT_DECOMPOSITION)
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = plain.casefold()
    return _NO_WORD.sub(" ", plain).strip()


def slug(text: str) -> str:
    """`fold` with hyphens: an id made of a name."""
    return fold(text).replace(" ", "-")


def within_one_edit(first: str, second: str) -> bool:
    """Whether the Damerau–Levenshtein distance (optimal string alignment: inserting, deleting or
    replacing a character, or swapping two neighbours) is at most one. Cost O(length)."""
    if first == second:
        return True
    if len(first) > len(second):
        first, second = second, first
    if len(second) - len(first) > 1:
        return False
    start = 0
    while start < len(first) and first[start] == second[start]:
        start += 1
    if len(first) < len(second):
        return first[start:] == second[start + 1 :]
    if first[start + 1 :] == second[start + 1 :]:
        return True
    swapped = first[start : start + 2][::-1]
    return swapped == second[start : start + 2] and first[start + 2 :] == second[start + 2 :]


def near(word: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The `count` most similar of `known`, most similar first; none if nothing is similar."""
    by_fold: dict[str, str] = {}
    for candidate in known:
        by_fold.setdefault(candidate.casefold(), candidate)
    found = difflib.get_close_matches(word.casefold(), list(by_fold), n=count, cutoff=0.6)
    return [by_fold[candidate] for candidate in found]
