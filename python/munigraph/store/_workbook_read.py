"""A workbook of a register, read back as text."""

from __future__ import annotations

import datetime
import json
import os
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .._common.errors import DataError
from .._common.words import unknown
from ._workbook_sheets import BASE, DATES, EDITED, ROW, SHEETS, WORDS, Rows, digest, readable

__all__ = ["Book", "Line", "read_workbook"]

#: Tables that hold columns of one's own.
EXTENDED = ("participants", "arrangements")


@dataclass(frozen=True)
class Line:
    """A row of a sheet."""

    sheet_row: int
    """As the spreadsheet numbers it."""
    base: int | None
    """The row of the state that it is (from 0); None: a new one."""
    values: dict[str, str]
    edited: str
    """The day of the edit, or ""."""


@dataclass(frozen=True)
class Book:
    """What a workbook says, and what it was made from."""

    source: str
    state: str
    """The hash of what it was made from."""
    editor: str
    lines: dict[str, list[Line]]
    base: Rows
    columns: dict[str, list[str]]


def read_workbook(path: str | os.PathLike[str]) -> Book:
    """The sheets of a workbook that ``Register.to_workbook`` wrote and people may have changed."""
    try:
        import python_calamine
    except ImportError:
        raise ImportError(
            "reading workbooks needs python-calamine: pip install 'munigraph[tables]'"
        ) from None
    place = Path(path)
    if not place.is_file():
        raise DataError("there is no such file", source=place.name, expected="a workbook (.xlsx)")
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(place))
        found = {name: _cells(book, name) for name in (*SHEETS, BASE) if name in book.sheet_names}
    except (python_calamine.CalamineError, OSError, zipfile.BadZipFile) as error:
        raise DataError(
            "the file is no workbook", source=place.name, value=str(error), expected="an .xlsx file"
        ) from None
    missing = [name for name in (*SHEETS, BASE) if name not in found]
    if missing:
        raise DataError(
            "the workbook lacks a sheet", source=place.name, value=missing[0],
            expected="a workbook that Register.to_workbook wrote",
        )  # fmt: skip
    heads = {name: _head(found[name], place.name, name) for name in SHEETS}
    state, base, columns = _base(found[BASE], place.name)
    _check_columns(heads, columns, place.name)
    lines = {name: _lines(found[name], heads[name], len(base[name]), name) for name in SHEETS}
    return Book(place.name, state, _editor(place), lines, base, columns)


def _cells(book: Any, name: str) -> list[list[Any]]:
    cells: list[list[Any]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return cells


def _head(cells: list[list[Any]], source: str, name: str) -> list[str]:
    head = [str(one).strip() for one in cells[0]] if cells else []
    while head and not head[-1]:
        head.pop()
    if ROW not in head or len(set(head)) != len(head) or "" in head:
        raise DataError(
            "the first row of a sheet has other names than it was written with",
            source=source, row=1, column=name, value=", ".join(head),
            expected=f"{ROW!r} and the names of the columns, each once",
        )  # fmt: skip
    return head


def _base(cells: list[list[Any]], source: str) -> tuple[str, Rows, dict[str, list[str]]]:
    """Hash, rows and columns of the state that the workbook was made from."""
    base: Rows = {name: [] for name in SHEETS}
    columns: dict[str, list[str]] = {}
    try:
        state = str(cells[0][1])
        for row in cells[1:]:
            if not any(row):
                continue
            name, values = str(row[0]), json.loads("".join(str(one) for one in row[1:]))
            if name not in columns:
                columns[name] = values
            else:
                base[name].append(dict(zip(columns[name], values, strict=True)))
        if digest(base) != state or any(name not in columns for name in SHEETS):
            raise ValueError("another state")
    except (IndexError, KeyError, TypeError, ValueError):
        raise DataError(
            "the hidden sheet with the state that the workbook was made from was changed",
            source=source, column=BASE, expected="a workbook that Register.to_workbook wrote",
        ) from None  # fmt: skip
    return state, base, columns


def _check_columns(heads: dict[str, list[str]], columns: dict[str, list[str]], source: str) -> None:
    for name, known in columns.items():
        for column in known:
            if column not in heads[name]:
                raise DataError(
                    "a sheet lacks a column", source=source, row=name, column=column,
                    expected="the columns that it was written with",
                )  # fmt: skip
        for column in heads[name]:
            if column in known or column in (ROW, EDITED) or name in EXTENDED:
                continue
            raise DataError(
                "a sheet has a column that its table cannot hold", source=source, row=name,
                column=column, expected=", ".join(known),
            )  # fmt: skip


def _lines(cells: list[list[Any]], head: list[str], known: int, name: str) -> list[Line]:
    lines: list[Line] = []
    taken: set[int] = set()
    for number, row in enumerate(cells[1:], 2):
        values = {
            column: _value(row[k] if k < len(row) else "", column, name, number)
            for k, column in enumerate(head)
        }
        at, edited = values.pop(ROW), values.pop(EDITED, "")
        if not any(values.values()):
            continue
        base = int(at) - 1 if re.fullmatch(r"[0-9]{1,9}", at) else None
        if base is not None and not (0 <= base < known and base not in taken):
            base = None  # a copied row, or a number that somebody wrote: a new one
        if base is not None:
            taken.add(base)
        lines.append(Line(number, base, values, edited))
    return lines


def _value(cell: Any, column: str, sheet: str, row: int) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, datetime.datetime):
        cell = cell.date() if cell.time() == datetime.time() else cell
    if isinstance(cell, (datetime.datetime, datetime.date)):
        text = cell.isoformat()
    elif isinstance(cell, float):
        text = str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    else:
        text = readable(str(cell))
    if column in DATES or column == EDITED:
        text = text.strip()
        if text:
            _require_date(text, column, sheet, row)
    words = WORDS.get((sheet, column))
    if words and text.strip() not in ("", *words):
        raise DataError(
            "an unknown word", source=sheet, row=row, column=column, value=text,
            expected=str(unknown(column, text, words)),
        )  # fmt: skip
    if words:
        text = text.strip()
    return text


def _require_date(text: str, column: str, sheet: str, row: int) -> None:
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            raise ValueError
        np.datetime64(text, "D")  # the register's days begin in year 0, those of datetime in year 1
    except ValueError:
        raise DataError(
            "not a date", source=sheet, row=row, column=column, value=text,
            expected="a date such as 2026-01-31, or nothing",
        ) from None  # fmt: skip


def _editor(path: Path) -> str:
    """Who saved the workbook last, as the program that did says."""
    try:
        with zipfile.ZipFile(path) as files, files.open("docProps/core.xml") as file:
            text = file.read(100_000).decode("utf-8", errors="replace")
    except (KeyError, OSError, zipfile.BadZipFile):
        return ""
    import html

    found = re.search(r"<cp:lastModifiedBy>([^<]{0,200})</cp:lastModifiedBy>", text)
    return html.unescape(found.group(1)).strip() if found else ""
