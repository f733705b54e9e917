"""Opening a source: a file, several, a folder, a DataFrame, an Arrow stream; as sheets of cells."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..._common.errors import DataError
from ..._common.files import read_parquet
from ._cells import Column, Sheet, cell_of, sheet_of_rows
from ._files import read_text_file
from ._hidden import counts_from_1904, hidden_parts
from ._zeros import shown_widths

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Source", "is_workbook", "open_source"]

WORKBOOKS = (".xlsx", ".xls", ".ods", ".xlsm", ".xlsb")
TEXTS = (".csv", ".tsv", ".txt", ".tab", ".psv")
PARQUET = (".parquet", ".pq")


class Source:
    """Sheets of one import. ``path`` is the file they come from, where it is one."""

    def __init__(self, name: str, sheets: list[Sheet], path: Path | None = None) -> None:
        self.name = name
        self.sheets = sheets
        self.path = path


def open_source(
    source: Any,
    *,
    sheet: str | int | Sequence[str | int] | None = None,
    encoding: str | None = None,
    separator: str | None = None,
) -> Source:
    """All sheets of a source.

    Parameters
    ----------
    source
        a path (workbook, text, Parquet, or a folder of such), several paths, a DataFrame,
        or anything with ``__arrow_c_stream__``; a dict of tables gives each its name.
    sheet
        name, or number from 1, of the sheet of a workbook; several in a list. None: all.

    Raises
    ------
    DataError
        a file is missing, empty or cannot be read, or has no such sheet.
    TypeError
        the source is none of these.
    ImportError
        an extra is missing; the message names it.
    """
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        if path.is_dir():
            return _folder(path, sheet, encoding, separator)
        return Source(path.name, _file(path, sheet, encoding, separator), path)
    if isinstance(source, Mapping) and source and all(_is_table(t) for t in source.values()):
        return Source("tables", [_table(table, str(name)) for name, table in source.items()])
    if isinstance(source, list | tuple) and source:
        if all(isinstance(one, str | os.PathLike) for one in source):
            return _several([Path(one) for one in source], sheet, encoding, separator)
        if all(_is_table(one) for one in source):
            sheets = [_table(one, f"table {k}") for k, one in enumerate(source, 1)]
            return Source("tables", sheets)
    if _is_table(source) or isinstance(source, Mapping):
        return Source("table", [_table(source, "table")])
    raise TypeError(
        f"a table to read: expected a path, a DataFrame or an Arrow stream, got "
        f"{type(source).__name__}"
    )


def _folder(path: Path, sheet: Any, encoding: str | None, separator: str | None) -> Source:
    files = sorted(
        file for file in path.iterdir()
        if file.suffix.lower() in (*WORKBOOKS, *TEXTS, *PARQUET)
        and not file.name.startswith((".", "~"))
    )  # fmt: skip
    if not files:
        raise DataError(
            "no tables in the folder", source=str(path),
            expected=f"files that end in {', '.join((*TEXTS[:2], *WORKBOOKS[:3], PARQUET[0]))}",
        )  # fmt: skip
    found = _several(files, sheet, encoding, separator)
    return Source(path.name, found.sheets)


def _several(files: list[Path], sheet: Any, encoding: str | None, separator: str | None) -> Source:
    sheets: list[Sheet] = []
    names = [file.stem for file in files]
    for file in files:
        # Files of one name in two folders are told apart by the folder.
        stem = file.stem if names.count(file.stem) == 1 else f"{file.parent.name}/{file.stem}"
        found = _file(file, sheet, encoding, separator)
        for one in found:
            name = stem if len(found) == 1 else f"{stem}/{one.name}"
            sheets.append(_renamed(one, name))
    more = f" and {len(files) - 3} more files" if len(files) > 3 else ""
    return Source(", ".join(file.name for file in files[:3]) + more, sheets)


def _renamed(sheet: Sheet, name: str) -> Sheet:
    return replace(sheet, name=name)


def _file(path: Path, sheet: Any, encoding: str | None, separator: str | None) -> list[Sheet]:
    suffix = path.suffix.lower()
    if is_workbook(path):
        if sheet is None and _is_text(path):
            text = read_text_file(path, encoding=encoding, separator=separator)
            return [replace(text, said={**text.said, "text": "yes"})]
        return _workbook(path, sheet)
    if sheet is not None:
        raise ValueError(f"{path.name} has no sheets to choose from: it is no workbook")
    if suffix in PARQUET:
        return [_parquet(path)]
    return [read_text_file(path, encoding=encoding, separator=separator)]


def is_workbook(path: Path) -> bool:
    """A workbook, by its name or (a zip archive, an old Excel file) under another one."""
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS or suffix in PARQUET:
        return suffix in WORKBOOKS
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except OSError:
        return False
    return head[:4] == b"PK\x03\x04" or head == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _is_text(path: Path) -> bool:
    """Whether a file by the name of a workbook is text, as programs write them.

    Raises ``DataError`` for a page or document of marks (HTML, XML).
    """
    try:
        with path.open("rb") as file:
            head = file.read(1000)
    except OSError:
        return False
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise DataError(
            "a web page or XML by the name of a workbook", source=path.name,
            expected="a workbook: open it in a spreadsheet program and save it as .xlsx",
        )  # fmt: skip
    known = head.startswith((b"PK", b"\xd0\xcf\x11\xe0", b"\x09"))
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return not known and (wide or b"\x00" not in head) and any(sep in head for sep in b"\t;,|")


def _workbook(path: Path, wanted: Any) -> list[Sheet]:
    try:
        import python_calamine as calamine
    except ImportError:
        raise ImportError(
            f"{path.name} is a workbook: reading it needs python-calamine: "
            "pip install 'munigraph[tables]'"
        ) from None
    if not path.exists():
        raise DataError("no such file", source=str(path), expected="a workbook")
    try:
        book = calamine.CalamineWorkbook.from_path(str(path))
    except Exception as error:  # calamine has an error per format, without a common base
        raise DataError(
            f"not a workbook that can be read: {error}", source=path.name,
            expected="an .xlsx, .xls or .ods file without a password",
        ) from None  # fmt: skip
    names, hidden = _chosen(book.sheet_names, wanted, path.name), []
    if wanted is None:
        seen = [one.name for one in book.sheets_metadata if str(one.visible).endswith("Visible")]
        hidden = [name for name in names if name not in seen] if seen else []
    said = {"hidden": ", ".join(map(repr, hidden))} if hidden else {}
    if counts_from_1904(path):
        said["from 1904"] = "yes"
    return [
        _worksheet(book.get_sheet_by_name(name), name, path, said)
        for name in names if name not in hidden
    ]  # fmt: skip


def _worksheet(sheet: Any, name: str, path: Path, said: dict[str, str]) -> Sheet:
    ranges = sheet.merged_cell_ranges or []
    merged = tuple((first[0], last[0], first[1], last[1]) for first, last in ranges)
    found = sheet_of_rows(sheet.to_python(skip_empty_area=False), name, merged=merged)
    columns = list(found.columns)
    for place, width in shown_widths(path, name).items():
        if place < len(columns):
            columns[place] = _with_zeros(columns[place], width)
    return replace(found, columns=columns, said={**said, **hidden_parts(path, name)})


def _with_zeros(column: Column, width: int) -> Column:
    """Whole numbers with the zeros that their format shows; they are codes then, and text."""
    pairs = zip(column.values, column.kinds, strict=True)
    return column.recoded(
        [
            (text.zfill(width), "text") if kind == "number" and text.isdigit() else (text, kind)
            for text, kind in pairs
        ]
    )


def _chosen(names: list[str], wanted: Any, source: str) -> list[str]:
    if wanted is None:
        return list(names)
    chosen = []
    for one in [wanted] if isinstance(wanted, str | int) else list(wanted):
        if isinstance(one, int) and not isinstance(one, bool) and 1 <= one <= len(names):
            chosen.append(names[one - 1])
        elif one in names:
            chosen.append(one)
        else:
            raise DataError(
                "no such sheet", source=source, value=one,
                expected=f"one of {', '.join(names)}, or a number from 1 to {len(names)}",
            )  # fmt: skip
    return chosen


def _parquet(path: Path) -> Sheet:
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        raise ImportError(
            f"reading {path.name} needs pyarrow: pip install 'munigraph[arrow]'"
        ) from None
    if not path.exists():
        raise DataError("no such file", source=str(path), expected="a Parquet file")
    try:
        if path.is_dir():
            data = parquet.read_table(path, use_threads=False).to_pandas(use_threads=False)
        else:
            data = read_parquet(path)
    except MemoryError:
        raise
    except Exception as error:
        raise DataError(f"not a Parquet file: {error}", source=path.name) from None
    return _table(data, path.name)


def _is_table(value: Any) -> bool:
    return hasattr(value, "__arrow_c_stream__") or hasattr(value, "iloc")


def _table(table: Any, name: str) -> Sheet:
    """A sheet of a DataFrame, a dict of columns or an Arrow stream; rows are numbered from 1."""
    data = _data_frame(table, name)
    columns = [_column(data.iloc[:, place]) for place in range(data.shape[1])]
    return Sheet(name, columns, header=tuple(map(_label, data.columns)))


def _label(label: Any) -> str:
    """The name of a column; its levels, where it has several, as those of header rows."""
    if not isinstance(label, tuple):
        return str(label)
    levels = [str(level) for level in label if level is not None and level == level]
    return " / ".join(dict.fromkeys(level for level in levels if level.strip()))


def _data_frame(table: Any, name: str) -> pd.DataFrame:
    import pandas as pd

    if isinstance(table, pd.Series):
        table = table.to_frame()
    if isinstance(table, pd.DataFrame):
        named = [label for label in table.index.names if label is not None]
        if named or table.index.nlevels > 1:
            return table.reset_index()
        return table.rename_axis(index="").reset_index() if _names_rows(table.index) else table
    if hasattr(table, "__arrow_c_stream__"):
        try:
            import pyarrow
        except ImportError:
            raise ImportError(
                "reading an Arrow stream needs pyarrow: pip install 'munigraph[arrow]'"
            ) from None
        try:
            arrow = pyarrow.table(table)
        except pyarrow.ArrowInvalid:  # a column alone
            raise TypeError(
                f"a table to read: expected columns with names, got {type(table).__name__}"
            ) from None
        return _unnested(arrow).to_pandas(use_threads=False)
    from ..._common.columns import as_frame

    return as_frame(table, name)


def _names_rows(index: pd.Index[Any]) -> bool:
    """Whether an index without a name holds the names of the rows, as of a matrix."""
    return (
        index.nlevels == 1
        and len(index) > 0
        and index.is_unique
        and all(isinstance(label, str) for label in index)
    )


def _unnested(table: Any) -> Any:
    """An Arrow table whose columns of lists are texts, a line for each item."""
    import pyarrow

    for place, field in enumerate(table.schema):
        if pyarrow.types.is_nested(field.type):
            texts = [_lines(value) for value in table.column(place).to_pylist()]
            table = table.set_column(place, field.name, pyarrow.array(texts, pyarrow.string()))
    return table


def _lines(value: Any) -> Any:
    """A list of members as a text with a line for each."""
    # A number or date of NumPy is an array of no dimension.
    if isinstance(value, list | tuple | set | frozenset) or bool(getattr(value, "ndim", None)):
        items = sorted(value) if isinstance(value, set | frozenset) else list(value)
        return "\n".join(cell_of(item)[0] for item in items)
    return value


def _column(values: pd.Series[Any]) -> Column:
    import numpy as np
    import pandas as pd

    if values.dtype == object:
        values = values.map(_lines)
    codes, distinct = pd.factorize(values, use_na_sentinel=True)
    place = {("", "text"): 0}
    cells = distinct.tolist() if hasattr(distinct, "tolist") else list(distinct)
    became = [place.setdefault(cell_of(cell), len(place)) for cell in cells]
    table = np.array([*became, 0], dtype=np.int32)  # -1, a missing value, is the last
    return Column(table[codes], [text for text, _ in place], [kind for _, kind in place])
