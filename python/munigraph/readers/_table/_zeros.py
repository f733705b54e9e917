"""Zeros in front that a workbook only shows: a number 344 in a cell of format ``0000``."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

__all__ = ["part_of", "shown_widths"]

_FORMAT = re.compile(rb'<numFmt\b[^>]*?numFmtId="(\d+)"[^>]*?formatCode="(0{2,})"')
_FORMAT_TURNED = re.compile(rb'<numFmt\b[^>]*?formatCode="(0{2,})"[^>]*?numFmtId="(\d+)"')
_STYLES = re.compile(rb"<cellXfs\b.*?</cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<xf\b[^>]*?>")
_ID = re.compile(rb'numFmtId="(\d+)"')
_CELL = re.compile(rb'<c r="([A-Z]+)\d+" s="(\d+)"')
_SHEET = re.compile(rb'<sheet\b[^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"')
_TARGET = re.compile(rb"<Relationship\b[^>]*>")


def shown_widths(path: Path, sheet: str) -> dict[int, int]:
    """Column (from 0) → number of digits that its format shows, for columns with a format of zeros
    only. Empty for anything but .xlsx, and for files without such formats.

    The text of the parts is searched, not parsed: no entity of an untrusted file is expanded.
    """
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        return {}
    try:
        with zipfile.ZipFile(path) as book:
            styles = _zero_styles(book.read("xl/styles.xml"))
            part = part_of(book, sheet) if styles else None
            return _columns(book.read(part), styles) if part else {}
    except (KeyError, OSError, zipfile.BadZipFile):
        return {}


def _zero_styles(text: bytes) -> dict[int, int]:
    """Number of a cell style → digits."""
    formats = {int(number): len(code) for number, code in _FORMAT.findall(text)}
    formats |= {int(number): len(code) for code, number in _FORMAT_TURNED.findall(text)}
    block = _STYLES.search(text)
    if not formats or block is None:
        return {}
    found = {}
    for place, style in enumerate(_STYLE.findall(block.group())):
        number = _ID.search(style)
        if number and int(number.group(1)) in formats:
            found[place] = formats[int(number.group(1))]
    return found


def part_of(book: zipfile.ZipFile, sheet: str) -> str | None:
    """The name of the part of an .xlsx file that holds a sheet."""
    import html

    for name, relation in _SHEET.findall(book.read("xl/workbook.xml")):
        if html.unescape(name.decode("utf-8")) != sheet:
            continue
        for link in _TARGET.findall(book.read("xl/_rels/workbook.xml.rels")):
            if b'Id="' + relation + b'"' in link:
                target = re.search(rb'Target="([^"]*)"', link)
                if target:
                    path = target.group(1).decode("utf-8").lstrip("/")
                    return path if path.startswith("xl/") else f"xl/{path}"
    return None


def _columns(text: bytes, styles: dict[int, int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for letters, style in _CELL.findall(text):
        width = styles.get(int(style))
        if width:
            column = 0
            for letter in letters.decode():
                column = column * 26 + ord(letter) - ord("A") + 1
            found[column - 1] = max(width, found.get(column - 1, 0))
    return found
