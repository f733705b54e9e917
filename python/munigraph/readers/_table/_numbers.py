"""Numbers as people write them: which of comma and point is which, the column decides."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..._common.text import squeeze
from ._cells import Column
from ._words import THOUSANDS, words

__all__ = ["Numbers", "read_numbers", "scale_of"]

_BLANK = re.compile(r"[\s\u00a0\u202f\u2009'’`´]")
_GROUPS = re.compile(r"[-+]?\d{1,3}([.,])\d{3}(?:\1\d{3})*")
_ONE = re.compile(r"([-+]?\d+)([.,])(\d+)")
_BOTH = re.compile(r"[-+]?\d{1,3}(?:([.,])\d{3})+([.,])\d+")
_PLAIN = re.compile(r"[-+]?\d+")
_SPACED = re.compile(r"[-+]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?")
_EXPONENT = re.compile(r"[-+]?\d+(?:\.\d+)?[eE][-+]?\d+")


@dataclass
class Numbers:
    """A number per distinct value (None: missing, or none), and what was found out."""

    values: list[float | None]
    bad: dict[int, str] = field(default_factory=dict)
    """Code of a value that is no number, and why."""
    refused: str = ""
    """Why the column cannot be read until someone says what its separators are, or ""."""
    example: str = ""
    decimal: str = ""
    thousands: str = ""
    """The separators that were found."""
    scale: int = 1
    """What all were multiplied by, as the name of the column says."""


def read_numbers(
    column: Column, *, whole: bool = False, decimal: str | None = None, header: str = ""
) -> Numbers:
    """The numbers of a column.

    A point or comma is a decimal sign or stands between thousands; a column is read one way. What
    decides: both signs in one value (the last is decimal), a sign twice in one value (thousands), a
    sign not followed by exactly three digits (decimal), a leading zero (``0.123``: decimal). In a
    column of whole numbers, values that all have groups of three, at least two of them and none of
    a thousand or more written without, are thousands. Else ``89.999`` is refused.

    Parameters
    ----------
    whole
        numbers of people: decimals are refused where they may be thousands.
    decimal
        the decimal sign, where it is known.
    header
        the name of the column: "Inwoners (x 1.000)" says that 64,0 are 64,000.
    """
    scale = scale_of(header)
    whole = whole and scale == 1
    texts = [_cleaned(text) for text in column.values]
    used = [code for code in column.used() if texts[code]]
    typed = [code for code in used if column.kinds[code] == "number"]
    written = [code for code in used if column.kinds[code] != "number"]
    found = Numbers([None] * len(texts))
    for code in typed:
        found.values[code] = float(column.values[code])
    if whole:
        _refuse_small_decimals(column, typed, found)
    if decimal is None:
        decimal = _decide(column, texts, written, whole, found)
    thousands = {",": ".", ".": ",", "": ""}[decimal]
    for code in written:
        value = _number(texts[code], decimal, thousands)
        if value is None:
            found.bad[code] = "no number"
        elif whole and not float(value).is_integer() and abs(value) < 1000:
            # One of many is a slip; a column of them counts something else, thousands perhaps.
            found.bad[code] = "a number of people with decimals"
        else:
            found.values[code] = value
    small = [code for code, why in found.bad.items() if why.endswith("with decimals")]
    if 2 * len(small) >= len(written) > 0 and not found.refused:
        found.refused = "numbers of people with decimals: thousands of them?"
        found.example = column.values[small[0]]
    if scale != 1:
        found.values = [None if v is None else round(v * scale, 6) for v in found.values]
    found.decimal, found.thousands, found.scale = decimal, thousands, scale
    return found


def scale_of(header: str) -> int:
    """1,000 where the name of a column says that it counts thousands, else 1."""
    return 1000 if THOUSANDS.search(squeeze(header)) else 1


def _cleaned(text: str) -> str:
    text = squeeze(text)
    if text.casefold() in words().missing or text in ("-", "–", "—", ".", ".."):
        return ""
    if _SPACED.fullmatch(text.replace("\u00a0", " ")) or "'" in text or "’" in text:
        text = _BLANK.sub("", text)
    return text.removesuffix("%").strip()


def _refuse_small_decimals(column: Column, typed: list[int], found: Numbers) -> None:
    """A cell that a program took for 89.999 was perhaps 89,999 people."""
    for code in typed:
        value = found.values[code]
        if value is not None and not value.is_integer() and abs(value) < 1000:
            found.values[code] = None
            found.refused = "numbers of people with decimals: thousands that were read as such?"
            found.example = found.example or column.values[code]


def _decide(column: Column, texts: list[str], codes: list[int], whole: bool, found: Numbers) -> str:
    votes: dict[str, str] = {}
    doubtful: dict[str, list[int]] = {".": [], ",": []}
    for code in codes:
        text = texts[code]
        both = _BOTH.fullmatch(text)
        if both and both.group(1) != both.group(2):
            votes.setdefault(both.group(2), text)
        elif groups := _GROUPS.fullmatch(text):
            sign = groups.group(1)
            if text.count(sign) > 1:
                votes.setdefault(_other(sign), text)
            elif re.match(r"[-+]?0", text):
                votes.setdefault(sign, text)
            else:
                doubtful[sign].append(code)
        elif one := _ONE.fullmatch(text):
            votes.setdefault(one.group(2), text)
    if len(votes) > 1:
        found.refused = "both comma and point are used as decimal sign"
        found.example = " and ".join(votes.values())
        return "."
    if votes:
        return next(iter(votes))
    if not doubtful["."] and not doubtful[","]:
        return "."
    sign = "." if doubtful["."] else ","
    if doubtful["."] and doubtful[","]:
        found.refused = "thousands or decimals? both comma and point stand before three digits"
    elif whole and len(doubtful[sign]) > 1 and not _large_without(texts, codes):
        return _other(sign)
    else:
        found.refused = f"thousands or decimals? nothing in the column decides what {sign!r} is"
    found.example = column.values[doubtful[sign][0]]
    return "."


def _other(sign: str) -> str:
    return "," if sign == "." else "."


def _large_without(texts: list[str], codes: list[int]) -> bool:
    return any(_PLAIN.fullmatch(texts[c]) and abs(int(texts[c])) >= 1000 for c in codes)


def _number(text: str, decimal: str, thousands: str) -> float | None:
    if _EXPONENT.fullmatch(text):
        return float(text)
    if thousands and thousands in text:
        pattern = rf"[-+]?\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+(?:{re.escape(decimal)}\d+)?"
        if not re.fullmatch(pattern, text):
            return None
        text = text.replace(thousands, "")
    text = text.replace(decimal, ".") if decimal else text
    return float(text) if re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)", text) else None
