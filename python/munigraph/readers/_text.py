"""Text as registers publish it: repairing encodings and blanks, reading CSV strictly."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import os
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .._common.errors import DataError
from .._common.text import near, squeeze

__all__ = [
    "CsvTable",
    "check_date",
    "read_csv",
    "repair_encoding",
]

_NON_ASCII_RUN = re.compile(r"[^\x00-\x7f]+")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def _cp1252_byte(char: str) -> int:
    try:
        return char.encode("cp1252")[0]
    except UnicodeEncodeError:
        # cp1252 has five holes, which decoders pass on as the control character of that number.
        if "\x80" <= char <= "\x9f":
            return ord(char)
        raise


def _decode_run(match: re.Match[str]) -> str:
    run = match.group()
    try:
        return bytes(_cp1252_byte(char) for char in run).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return run


def repair_encoding(text: str) -> str:
    """Undo UTF-8 that was read as Windows-1252, once or several times (`FryslÃ¢n` → `Fryslân`).

    Each run of characters outside ASCII is written as cp1252 and read as UTF-8, where that gives
    valid UTF-8, until nothing changes. Text that is right stays as it is: Dutch, Frisian and German
    letters never form valid UTF-8 this way. Latin-1 would lose `â€™` (an apostrophe).
    Cost O(length).
    """
    if text.isascii():
        return text
    repaired = _NON_ASCII_RUN.sub(_decode_run, text)
    return repaired if repaired == text else repair_encoding(repaired)


def check_date(text: str, *, source: str, row: int | str | None, column: str) -> str:
    """The date as it is, if it is `YYYY-MM-DD` or "" (unknown).

    Raises
    ------
    DataError
        the text is no date.
    """
    if not text:
        return text
    try:
        if not _ISO_DATE.fullmatch(text):
            raise ValueError(text)
        datetime.date.fromisoformat(text)
    except ValueError:
        expected = "a date such as 2020-07-01, or nothing"
        raise DataError(
            "not a date", source=source, row=row, column=column, value=text, expected=expected
        ) from None
    return text


@dataclass(frozen=True)
class CsvTable:
    """A CSV file as text, column by column."""

    source: str
    """Name of the file, for messages."""
    columns: dict[str, list[str]]
    rows: Sequence[int]
    """1-based row of every record (the header is row 1)."""

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, column: str) -> list[str]:
        return self.columns[column]


def read_csv(
    path: str | os.PathLike[str],
    required: Sequence[str] = (),
    *,
    encoding: str = "utf-8",
    delimiter: str | None = None,
) -> CsvTable:
    """Read a CSV file strictly; every value stays text, exactly as written.

    Parameters
    ----------
    path
        the file; may be compressed by gzip.
    required
        names of columns that must be there; others are read too. Blanks around a name in
        the header do not count.
    encoding
        how the file is encoded. A byte-order mark is dropped.
    delimiter
        what stands between fields; None takes whichever of `,`, `;` and tab the header
        has most of.

    Raises
    ------
    DataError
        the file is missing, empty, differently encoded, lacks a column, names one twice,
        or has a row with another number of fields than the header.
    ValueError
        no such encoding.
    """
    name = Path(path).name
    text = _decode(_read_bytes(path, name), name, encoding)
    first_line = text.lstrip("\r\n").partition("\n")[0]
    if not first_line.strip():
        raise DataError("the file is empty", source=name, expected="a CSV file with a header")
    if delimiter is None:
        delimiter = max(",;\t", key=first_line.count)
    records = _records(text, name, delimiter)
    header_row, header = records[0]
    names = [squeeze(column) for column in header]
    _check_header(names, required, name, header_row)
    for row, record in records:
        if len(record) != len(names):
            raise DataError(
                "a row with another number of fields than the header",
                source=name,
                row=row,
                value=f"{len(record)} fields",
                expected=f"{len(names)} fields",
            )
    body = records[1:]
    fields = zip(*(record for _, record in body), strict=True) if body else ([] for _ in names)
    columns = dict(zip(names, map(list, fields), strict=True))
    return CsvTable(name, columns, [row for row, _ in body])


def _read_bytes(path: str | os.PathLike[str], name: str) -> bytes:
    try:
        data = Path(path).read_bytes()
        return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DataError(f"not a whole gzip file: {error}", source=str(path)) from None
    except FileNotFoundError:
        raise DataError("no such file", source=str(path), expected="a CSV file") from None
    except IsADirectoryError:
        raise DataError("this is a folder", source=str(path), expected="a CSV file") from None
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", source=str(path)) from error


def _decode(data: bytes, name: str, encoding: str) -> str:
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:1024]
    if wide and "16" not in encoding and "32" not in encoding:
        raise DataError(
            "the file is not text in this encoding; it looks like UTF-16 (Excel's “Unicode text”)",
            source=name,
            row=1,
            value=repr(data[:4]),
            expected=f"{encoding}; convert the file, or name its encoding",
        )
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        start, end = error.start, error.start + 1
        line_start = data.rfind(b"\n", 0, start) + 1
        shown = data[max(line_start, start - 12) : end + 8]
        guess = "; it looks like Windows-1252" if "utf" in encoding.lower() else ""
        raise DataError(
            f"the file is not text in this encoding{guess}",
            source=name,
            row=data.count(b"\n", 0, start) + 1,
            value=repr(shown),
            expected=f"{encoding}; convert the file, or name its encoding (such as 'cp1252')",
        ) from None
    except LookupError:
        raise ValueError(f"unknown encoding {encoding!r}; such as 'utf-8' or 'cp1252'") from None
    return text.removeprefix("\ufeff")


def _records(text: str, name: str, delimiter: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[tuple[int, list[str]]] = []
    row = 0
    try:
        for record in reader:
            row += 1
            if record:
                records.append((row, record))
    except csv.Error as error:
        raise DataError(
            f"not valid CSV: {error}", source=name, row=row + 1, expected="balanced quotes"
        ) from None
    return records


def _check_header(names: list[str], required: Sequence[str], source: str, row: int) -> None:
    for position, name in enumerate(names):
        if name in names[:position]:
            raise DataError(
                "a column that occurs twice", source=source, row=row, column=name, value=name
            )
    for name in required:
        if name not in names:
            raise _missing_column(name, names, source, row)


def _missing_column(name: str, names: list[str], source: str, row: int) -> DataError:
    similar = near(name, names)
    hint = f" (did you mean '{similar[0]}'?)" if similar else ""
    return DataError(
        f"the column is missing{hint}",
        source=source,
        row=row,
        column=name,
        expected=f"a column '{name}'; the file has {', '.join(names)}",
    )
