"""What a workbook keeps out of sight: hidden rows and columns, and the day it counts from."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from ._zeros import part_of

__all__ = ["counts_from_1904", "hidden_parts"]

_ROW = re.compile(rb"<row\b[^>]*>")
_COLUMN = re.compile(rb"<col\b[^>]*>")
_FROM_1904 = re.compile(rb'<(?:\w+:)?workbookPr\b[^>]*\bdate1904="(?:1|true)"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')


def hidden_parts(path: Path, sheet: str) -> dict[str, str]:
    """What is told of a sheet's hidden rows and columns; nothing for anything but .xlsx, whose
    reader does not tell."""
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        return {}
    try:
        with zipfile.ZipFile(path) as book:
            part = part_of(book, sheet)
            text = book.read(part) if part else b""
    except (KeyError, OSError, zipfile.BadZipFile):
        return {}
    if b"hidden=" not in text:
        return {}
    rows = [_number(tag, b"r") for tag in _ROW.findall(text) if _HIDDEN.search(tag)]
    columns = [
        number for tag in _COLUMN.findall(text) if _HIDDEN.search(tag)
        for number in range(_number(tag, b"min"), min(_number(tag, b"max"), 1000) + 1)
    ]  # fmt: skip
    found = {"hidden rows": _told(rows), "hidden columns": _told(columns)}
    return {name: text for name, text in found.items() if text}


def counts_from_1904(path: Path) -> bool:
    """Whether the days of an .xlsx file are numbered from 1904, as those of older Macs are."""
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        return False
    try:
        with zipfile.ZipFile(path) as book:
            return _FROM_1904.search(book.read("xl/workbook.xml")) is not None
    except (KeyError, OSError, zipfile.BadZipFile):
        return False


def _number(tag: bytes, name: bytes) -> int:
    found = re.search(rb"\b" + name + rb'="(\d+)"', tag)
    return int(found.group(1)) if found else 0


def _told(numbers: list[int]) -> str:
    if not numbers:
        return ""
    more = ", …" if len(numbers) > 8 else ""
    return f"{len(numbers)} ({', '.join(map(str, numbers[:8]))}{more})"
