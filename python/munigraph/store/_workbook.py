"""A register as a workbook that people keep."""

from __future__ import annotations

import datetime
import io
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .._common.errors import DataError
from .._common.files import write_atomic
from ._workbook_sheets import (
    ABOUT,
    BASE,
    DATES,
    EDITED,
    ROW,
    SHEETS,
    WORDS,
    Rows,
    digest,
    readable,
    rows_of,
)

if TYPE_CHECKING:
    from ..registry._register import Register

__all__ = ["write_workbook"]

MOST_ROWS = 1_048_575  # below the header
LONGEST = 32_767
#: Spreadsheets know no earlier days, and the one of Lotus 1-2-3 believes in 29 February 1900.
FIRST_DAY = "1900-03-01"

EXPLAINED = """
This workbook holds a register of cooperation: who worked with whom, when, in which form, on what.
Change it as you like, then bring it back:

    munigraph register update FILE.munigraph THIS.xlsx --author "your name"

The sheets
participants: municipalities and other bodies, one row each; id is what other sheets name them by.
arrangements: one row per version; versions of one arrangement share their chain.
memberships: who is in what, as what, from when to when (valid_to is the first day without).
arrangement_themes: what an arrangement is about.
successions: municipal reorganisations: on a date, who became who.

How to change things
- Cells with an arrow take words from a list; other cells take text, numbers or dates (2026-01-31).
- A new row: write it below the last one and leave the grey column "row" empty.
- A row that ended: give it a valid_to; delete a row only if it should never have been there.
- The column "edited" is yours: the day of a change, if it is not today.
- Leave the grey column "row" and the names in the first row as they are. Sorting and filtering do
  no harm.

What becomes of it
Every cell that you changed becomes a change with your name and the date. What somebody else
changed in the same cell since this workbook was written is told, and not overwritten: the file
keeps the other value, and this workbook keeps yours.
""".strip()


def write_workbook(register: Register, path: str | os.PathLike[str]) -> None:
    """The workbook behind ``Register.to_workbook``; the file takes its name when it is complete."""
    try:
        import xlsxwriter
    except ImportError:
        raise ImportError(
            "writing workbooks needs XlsxWriter: pip install 'munigraph[tables]'"
        ) from None
    place = Path(path)
    if place.suffix.lower() != ".xlsx":
        raise ValueError(f"{place.name!r}: expected a name that ends in .xlsx")
    rows = rows_of(register)
    _check(rows)
    numbers = register._core.number_columns
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    try:
        with xlsxwriter.Workbook(content, options) as book:
            _explain(book, register.name, digest(rows))
            columns = register._core.to_text()
            for name in SHEETS:
                _sheet(book, name, list(columns[name]), rows[name], numbers.get(name, set()))
            _state(book, rows, columns)
        write_atomic(place, content.getvalue())
    except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
        raise DataError(
            "the workbook cannot be written", source=place.name, value=str(error)
        ) from None


def _check(rows: Rows) -> None:
    if sum(len(table) for table in rows.values()) > MOST_ROWS:
        raise DataError(
            "a register of so many rows fits no workbook",
            value=sum(len(table) for table in rows.values()),
            expected=f"at most {MOST_ROWS} rows",
        )
    for name, table in rows.items():
        for number, row in enumerate(table, 1):
            for column, value in row.items():
                if len(value.encode("utf-16-le")) // 2 > LONGEST:
                    raise DataError(
                        "a text is too long for a cell", source=name, row=number, column=column,
                        value=f"{len(value)} characters", expected=f"at most {LONGEST}",
                    )  # fmt: skip


def _explain(book: Any, name: str, state: str) -> None:
    sheet = book.add_worksheet(ABOUT)
    sheet.set_column(0, 0, 110)
    bold = book.add_format({"bold": True, "font_size": 14})
    sheet.write_string(0, 0, readable(name) or "Register", bold)
    for k, line in enumerate(EXPLAINED.splitlines(), 2):
        sheet.write_string(k, 0, line)
    book.set_custom_property("munigraph state", state)


def _sheet(
    book: Any, name: str, columns: list[str], rows: list[dict[str, str]], numbers: set[str]
) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EEF4"})
    grey = book.add_format({"font_color": "#999999", "bg_color": "#F4F4F4"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    text = book.add_format({"num_format": "@"})
    names = [ROW, *columns, EDITED]
    for k, column in enumerate(names):
        sheet.write_string(0, k, column, head)
        width = 8 if column == ROW else 40 if column == "name" else 14
        plain = column in numbers or column in DATES or column in (ROW, EDITED)
        kind = day if column in DATES or column == EDITED else None if plain else text
        sheet.set_column(k, k, width, kind)
        words = WORDS.get((name, column))
        if words:
            sheet.data_validation(1, k, MOST_ROWS, k, {"validate": "list", "source": list(words)})
    sheet.freeze_panes(1, 2 if name in ("participants", "arrangements") else 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(names) - 1)
    for number, row in enumerate(rows, 1):
        sheet.write_number(number, 0, number, grey)
        for k, column in enumerate(columns, 1):
            _cell(sheet, number, k, row[column], column, numbers, day, text)


def _cell(
    sheet: Any, row: int, k: int, value: str, column: str, numbers: set[str], day: Any, text: Any
) -> None:
    value = readable(value)
    if not value:
        return
    if column in DATES:
        if value >= FIRST_DAY:
            date = datetime.date.fromisoformat(value)
            sheet.write_datetime(row, k, datetime.datetime(date.year, date.month, date.day), day)
            return
    elif column in numbers and (number := _number(value)) is not None:
        sheet.write_number(row, k, number)
        return
    sheet.write_string(row, k, value, text)


def _number(value: str) -> float | None:
    """The number that a cell holds and gives back as this very text."""
    try:
        number = float(value)
    except ValueError:
        return None
    back = str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
    # A cell holds 17 digits, as XlsxWriter writes them with %.16G: not every double survives.
    return number if back == value and float(f"{number:.16G}") == number else None


def _state(book: Any, rows: Rows, columns: dict[str, Any]) -> None:
    """What the workbook was made from, hidden: so that edits on both sides are told apart."""
    sheet = book.add_worksheet(BASE)
    sheet.very_hidden()
    sheet.write_string(0, 0, "state")
    sheet.write_string(0, 1, digest(rows))
    k = 1
    for name in SHEETS:
        for values in [list(columns[name]), *(list(row.values()) for row in rows[name])]:
            # XlsxWriter and readers take _x0041_ for a letter.
            said = json.dumps(values, ensure_ascii=True).replace("_x", "\\u005fx")
            sheet.write_string(k, 0, name)
            for piece, start in enumerate(range(0, len(said), LONGEST), 1):
                sheet.write_string(k, piece, said[start : start + LONGEST])
            k += 1
