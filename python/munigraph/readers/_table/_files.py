"""Text files of any encoding and separator, by stated rules."""

from __future__ import annotations

import csv
import gzip
import io
import itertools
import threading
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ..._common.errors import DataError
from ._cells import Sheet, sheet_of_texts
from ._repairs import broken_letters, unquoted_lines, without_entities

__all__ = ["SEPARATORS", "read_text_file"]

SEPARATORS = (";", ",", "\t", "|")
_NAMES = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar"}
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_LIMIT = threading.Lock()
CHUNK = 2_000
"""Rows that are taken apart together."""


def read_text_file(
    path: Path, *, encoding: str | None = None, separator: str | None = None
) -> Sheet:
    """A sheet from CSV, TSV or the like; ``.gz`` too.

    The encoding is that of a byte-order mark, else UTF-8 if the whole file is that, else cp1252.
    The separator is the one of semicolon, comma, tab and bar by which most rows have one and the
    same number of cells, above one.

    Raises ``DataError`` for a file that is missing, empty, or not text in that encoding.
    """
    data = _bytes(path)
    text, encoding = _decoded(data, path.name, encoding)
    if not text.strip():
        raise DataError("the file is empty", source=path.name, expected="a table with a header")
    said = {"encoding": encoding}
    if encoding == "cp1252" and (told := broken_letters(text)):
        said["letters"] = told
    text, count = without_entities(text)
    if count:
        said["entities"] = str(count)
    if separator is None and (whole := unquoted_lines(text)):
        text, said["quoted"] = whole, "yes"
    found = said["separator"] = separator or _separator(text)
    return sheet_of_texts(_records(text, found, path.name), path.name, said=said)


def separator_name(separator: str) -> str:
    return _NAMES.get(separator, repr(separator))


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
        return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    except FileNotFoundError:
        raise DataError("no such file", source=str(path), expected="a table") from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DataError(f"not a whole gzip file: {error}", source=path.name) from None
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", source=path.name) from error


def _decoded(data: bytes, name: str, encoding: str | None) -> tuple[str, str]:
    if encoding is not None:
        return _strictly(data, name, encoding), encoding
    for mark, its in _MARKS:
        if data.startswith(mark):
            return _strictly(data, name, its), its
    if b"\x00" in data[:4096]:
        # UTF-16 without its mark: in Latin text every second byte is zero.
        even = data[:4096:2].count(0)
        odd = data[1:4096:2].count(0)
        its = "utf-16-le" if odd > even else "utf-16-be"
        return _strictly(data, name, its), its
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _strictly(data, name, "cp1252"), "cp1252"


def _strictly(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        shown = data[max(0, error.start - 12) : error.start + 8]
        raise DataError(
            f"the file is not text in {encoding}", source=name, row=row, value=repr(shown),
            expected="UTF-8, cp1252 or text with a byte-order mark; else name its encoding",
        ) from None  # fmt: skip
    except LookupError:
        raise ValueError(f"unknown encoding {encoding!r}; such as 'utf-8' or 'cp1252'") from None


def _separator(text: str) -> str:
    """By which most rows have one and the same number of cells above one; semicolon before comma
    before tab before bar where equal."""
    best, most = ",", (0, 0)
    # Enough rows to see the rule; a row may hold line breaks, so whole records are counted.
    head = text if len(text) < 2_000_000 else text[: text.rfind("\n", 0, 2_000_000)]
    for separator in SEPARATORS:
        if separator not in head:
            continue
        counts = Counter(
            len(record) for record in csv.reader(io.StringIO(head, newline=""), delimiter=separator)
        )
        width, rows = max(
            ((w, n) for w, n in counts.items() if w > 1),
            key=lambda pair: (pair[1], pair[0]),
            default=(0, 0),
        )
        if (rows, width) > most:
            best, most = separator, (rows, width)
        elif rows == most[0] and separator == ";":
            best = separator
    return best


def _records(text: str, separator: str, name: str) -> Iterator[list[list[str]]]:
    """Records, many at a time."""
    # A list of members can be longer than the csv module expects; its limit belongs to the process.
    with _LIMIT:
        csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        while rows := list(itertools.islice(reader, CHUNK)):
            yield rows
    except csv.Error as error:
        raise DataError(
            f"not valid CSV: {error}", source=name, row=reader.line_num, expected="balanced quotes"
        ) from None
    _check_quotes(text, separator, name)


def _check_quotes(text: str, separator: str, name: str) -> None:
    """A quote that is never closed swallows the rest of a file without a word; find it."""
    if text.count('"') % 2 == 0:
        return
    try:
        row = 0
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            row += 1
    except csv.Error as error:
        if "end of data" in str(error):
            raise DataError(
                "a quote is opened and never closed", source=name, row=row + 1,
                expected="balanced quotes",
            ) from None  # fmt: skip
