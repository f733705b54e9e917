"""Codes of places: one code however it is written, zeros that were lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ..._common.text import fold, squeeze

__all__ = ["CodeBook", "code_of", "restored_codes"]

_CODE = re.compile(r"([A-Za-z]{0,4})[ _\-:]?(\d[\dABab]{0,11}|\d+)(?:[.,]0+)?")
#: Schemes by words of the header: width of their codes, and the widths that lost zeros leave.
_SCHEMES = (
    (("ags", "gemeindeschlussel", "amtlicher gemeindeschlussel"), (8, 5)),
    (("fips", "fips code", "geoid"), (5,)),
    (("insee", "code insee", "codgeo", "code commune", "code geo", "insee commune"), (5,)),
    (("cbs", "cbs code", "gemeentecode", "gm code", "gmcode", "cbs nummer", "gemeentenummer",
      "gemeente code", "code gemeente", "code cbs", "gemcode", "gem code", "gemnr", "gem nr",
      "gemeentenr", "kommunkod", "kommunnummer", "kommunenr", "kommunenummer"), (4,)),
    (("teryt", "kod teryt", "kod gminy"), (7,)),
    (("ine", "codigo ine", "cod ine"), (5,)),
)  # fmt: skip


def code_of(text: str) -> tuple[str, str] | None:
    """Letters and digits of a code (``GM0344``: GM, 0344; ``344.0``, ``344,0``: 344), or None."""
    found = _CODE.fullmatch(squeeze(text))
    return (found.group(1).upper(), found.group(2).upper()) if found else None


class CodeBook:
    """Finds the code of a list that a text is, without regard to zeros in front and to letters
    that all codes of the list begin with."""

    def __init__(self, codes: Iterable[str]) -> None:
        self._exact = {squeeze(code): code for code in codes}
        self._key: dict[tuple[str, str], set[str]] = {}
        letters: Counter[str] = Counter()
        for code in self._exact.values():
            parts = code_of(code)
            if parts is None:
                letters["?"] += 1
                continue
            letters[parts[0]] += 1
            self._key.setdefault((parts[0], parts[1].lstrip("0") or "0"), set()).add(code)
        common = [prefix for prefix in letters if prefix != "?"]
        self.prefix = common[0] if len(common) == 1 else None

    def find(self, text: str) -> str | None:
        """The code, or None: it is none, or two codes differ in zeros alone."""
        text = squeeze(text)
        if text in self._exact:
            return self._exact[text]
        parts = code_of(text)
        if parts is None:
            return None
        letters = parts[0] or self.prefix or ""
        found = self._key.get((letters, parts[1].lstrip("0") or "0"), set())
        return next(iter(found)) if len(found) == 1 else None

    def looks_like_code(self, text: str) -> bool:
        """Whether a text that is no code of the list has the form of one."""
        parts = code_of(text)
        return parts is not None and (not parts[0] or parts[0] == self.prefix)


def restored_codes(texts: Iterable[str], header: str = "") -> dict[str, str]:
    """Text → code, for a column that holds codes; empty where it does not.

    Letters that some codes begin with are given to those without, zeros in front to all, where the
    column shows how wide its codes are: one of them begins with a zero, or its name tells the
    scheme (AGS: 8 or 5 digits; INSEE, FIPS: 5; CBS: 4) and lengths agree with it.
    """
    given = [text for text in dict.fromkeys(texts) if text.strip()]
    parsed = {text: code_of(text) for text in given}
    codes = {text: parts for text, parts in parsed.items() if parts is not None}
    if not codes or len(codes) < 0.9 * len(given):
        return {}
    letters = {parts[0] for parts in codes.values() if parts[0]}
    if len(letters) > 1:
        return {}
    prefix = next(iter(letters), "")
    width = _width([digits for _, digits in codes.values()], header, prefix)
    whole = {text: prefix + digits.zfill(width) for text, (_, digits) in codes.items()}
    spellings = Counter(whole.values())
    mixed = any(parts[0] != prefix for parts in codes.values())
    # Codes that are all written one way stay as they are written.
    return {
        text: code if mixed or width or spellings[code] > 1 else squeeze(text)
        for text, code in whole.items()
    }


def _width(digits: list[str], header: str, prefix: str) -> int:
    lengths = {len(code) for code in digits}
    longest = max(lengths)
    if any(code.startswith("0") and len(code) == longest for code in digits) and longest > 1:
        return longest
    if prefix == "GM":
        return max(4, longest)
    if prefix:
        return 0  # codes of the schemes are digits
    name = fold(header)
    for words, widths in _SCHEMES:
        if name in words or any(f" {word} " in f" {name} " for word in words):
            for width in widths:
                least = 1 if width == 4 else width - 1
                if all(least <= length <= width for length in lengths):
                    return width
    return 0
