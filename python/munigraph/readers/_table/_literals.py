"""Lists as programs write them in a cell: ``['a', 'b']``, ``["a", "b"]``, ``c("a", "b")``,
``{a,"b c"}``."""

from __future__ import annotations

import re

from ._cells import Column

__all__ = ["unwrapped"]

LOOKED_AT = 200
"""Distinct values by which it is told whether a column holds such lists."""
_LIST = re.compile(
    r"\s*(?:(?:c|list|array|set)?\(\[?(?P<round>.*?)\]?,?\)|\[(?P<square>.*)\]|\{(?P<curly>.*)\})\s*",
    re.DOTALL,
)
_NUMBERED = re.compile(r"\s*\(?1[.)]\s*[^\W\d].*?[\s;,]\(?2[.)]\s*[^\W\d]", re.DOTALL)
_ITEM = re.compile(
    r"""\s*(?:"((?:[^"\\]|\\.|"")*)"|'((?:[^'\\]|\\.)*)'|([^,'"()\[\]{}]*))\s*(?:,|$|(?=["']))"""
)


def unwrapped(column: Column) -> Column:
    """A column all of whose cells are lists of a program, or some of whose cells number names
    ("1. Aldern 2. Birkholt"), as texts with a line for each item; any other column as it is."""
    # What the first values are not, a column of them is not either.
    some = [text.strip() for text in column.values[:LOOKED_AT] if text.strip()]
    if any(map(_NUMBERED.match, some)):
        return column.mapped([_enumerated(text) for text in column.values])
    if not some or not all(text[-1] in ")]}" for text in some):
        return column
    texts = [column.values[code] for code in column.used() if column.values[code].strip()]
    found = {text: _items(text) for text in texts}
    if any(items is None for items in found.values()) or not any(
        len(items or ()) > 1 for items in found.values()
    ):
        return column
    return column.mapped(["\n".join(found.get(text) or ()) for text in column.values])


def _enumerated(text: str) -> str:
    if not _NUMBERED.match(text):
        return text
    parts = re.split(r"(?:^|[\s;,]+)\(?\d{1,2}[.)]\s*", text.strip())
    return "\n".join(part.strip(" ;,") for part in parts if part.strip(" ;,"))


def _items(text: str) -> list[str] | None:
    """The items of a list, or None where a text is none. What stands in round brackets has to be
    quoted: "(Zeist, Bunnik)" is a remark."""
    shape = _LIST.fullmatch(text)
    if shape is None:
        return None
    inside = next(part for part in shape.group("round", "square", "curly") if part is not None)
    items: list[str] = []
    at = 0
    while at < len(inside):
        item = _ITEM.match(inside, at)
        if item is None or item.end() == at:
            return None
        double, single, bare = item.groups()
        if bare is not None and bare.strip() and shape.group("round") is not None:
            return None
        quoted = double if double is not None else single
        name = re.sub(r"\\(.)", r"\1", quoted).replace('""', '"') if quoted is not None else bare
        items.append(name.strip())
        at = item.end()
    return [name for name in items if name and name not in ("None", "nan", "null", "NULL", "NA")]
