"""What is mended in a text file before it is taken apart, and letters that look broken."""

from __future__ import annotations

import csv
import html
import html.entities
import io
import re

__all__ = ["broken_letters", "unquoted_lines", "without_entities"]

_ENTITY = re.compile(r"&(#\d{2,5}|#x[0-9A-Fa-f]{2,4}|[A-Za-z]{2,8});")
_WITHIN_WORDS = re.compile(
    r"[^\W\d_]*[^\W\d_][‚ƒ„…†‡ˆ‰‹›˜™¡¢£¤¥¦§¨©ª«¬®¯±¸¹»¼½¾¿×÷€•“”³¶µ][^\W\d_][^\W\d_]*"
    r"|[^\W\d_]*[a-z][ŽŸŒŠ][a-z][^\W\d_]*"
)
"""Words with a sign, or a capital, where a letter has to be."""
_FOREIGN = re.compile(r"[À-ÿ]{4,}")
_WORD = re.compile(r"[^\W\d_]{4,}")
_SCRIPTS = ("cp1251", "iso8859_7", "cp1253", "cp1254")
_OTHERS = ("cp850", "mac_roman", "cp1250")


def without_entities(text: str) -> tuple[str, int]:
    """The text with entities of HTML as letters, and how many there were: their semicolons would
    cut cells. Quotes and marks of HTML stay."""
    count = 0

    def letter(found: re.Match[str]) -> str:
        nonlocal count
        name = found.group(1)
        meant = html.unescape(found.group())
        if meant == found.group() or meant in "\"'<>" or (name[0] != "#" and not _is_named(name)):
            return found.group()
        count += 1
        return meant

    return (_ENTITY.sub(letter, text) if "&" in text else text), count


def _is_named(name: str) -> bool:
    return f"{name};" in html.entities.html5


def unquoted_lines(text: str) -> str | None:
    """The lines of a file each of which is quoted as a whole, with quotes within it doubled; None
    for any other file."""
    if not text.lstrip("\ufeff").startswith('"'):
        return None
    try:
        records = [record for record in csv.reader(io.StringIO(text, newline="")) if record]
    except csv.Error:
        return None
    quoted = sum(line.startswith('"') for line in text.lstrip("\ufeff").splitlines())
    if not 2 <= len(records) <= quoted or any(len(record) > 1 for record in records):
        return None
    lines = [record[0] for record in records]
    if not any(separator in lines[0] for separator in ";,\t|"):
        return None
    return "\n".join(lines) + "\n"


def broken_letters(text: str) -> str:
    """What is told of a file without a mark of its encoding in which signs stand within words:
    an example, and the encodings that make letters of them; "" for any other file."""
    found = _WITHIN_WORDS.search(text)
    others: tuple[str, ...] = _OTHERS
    if found is None:
        # Words of nothing but letters with accents are of another script.
        some = _WORD.findall(text[:20_000])
        if 2 * sum(bool(_FOREIGN.fullmatch(word)) for word in some) < max(len(some), 1):
            return ""
        found, others = _FOREIGN.search(text), _SCRIPTS
        assert found is not None
    word = found.group()
    better = []
    for encoding in others:
        try:
            other = word.encode("cp1252").decode(encoding)
        except UnicodeError:
            continue
        if other.isalpha() and not _WITHIN_WORDS.search(other):
            better.append(f"encoding={encoding!r} makes {other!r} of it")
    return f"{word!r} looks broken" + (f": {', '.join(better)}" if better else "")
