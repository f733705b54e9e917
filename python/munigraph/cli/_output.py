"""Tables for people: drawn on a terminal, plain in a pipe; CSV and JSON for programs."""

from __future__ import annotations

import json
import math
import sys
from typing import TYPE_CHECKING, Any

from .._common.columns import is_missing
from .._common.numbers import decimals
from .._common.spreadsheets import csv_text
from .._common.text import CONTROLS, visible

if TYPE_CHECKING:
    import pandas as pd


#: What was said for all commands.
chosen = {"safe_csv": True}


def say(what: object, *, error: bool = False) -> None:
    """Print what may hold names from data: what a terminal would act upon is shown instead."""
    print(visible(str(what)), file=sys.stderr if error else sys.stdout)


def show(table: pd.DataFrame, title: str = "") -> None:
    """Print a table: drawn by rich on a terminal, columns in plain text elsewhere."""
    cells = [
        [visible(_cell(value), line=True) for value in row] for row in table.itertuples(index=False)
    ]
    names = [visible(str(name), line=True) for name in table.columns]
    title = visible(title)
    numeric = [table[name].dtype.kind in "iuf" for name in table.columns]
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.markup import escape
        from rich.table import Table

        drawn = Table(title=escape(title), title_justify="left")
        for name, right in zip(names, numeric, strict=True):
            drawn.add_column(escape(name).replace("_", " "), justify="right" if right else "left")
        for row in cells:
            drawn.add_row(*(escape(cell) for cell in row))
        Console().print(drawn)
        return
    if title:
        print(title)
    widths = [
        max(len(name), *(len(row[i]) for row in cells)) if cells else len(name)
        for i, name in enumerate(names)
    ]
    for row in [names, *cells]:
        parts = [
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ]
        print("  ".join(parts).rstrip())


def _cell(value: Any) -> str:
    if is_missing(value):
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) >= 10 else decimals(value, 3)
    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:10]
    return str(value)


def print_csv(table: pd.DataFrame) -> None:
    text = csv_text(table, safe_csv=chosen["safe_csv"])
    sys.stdout.write(visible(text) if sys.stdout.isatty() else text)


def print_json(value: Any) -> None:
    text = json.dumps(_plain(value), ensure_ascii=False, indent=2, allow_nan=False)
    # The escapes of JSON: programs read the same text.
    print(CONTROLS.sub(lambda found: f"\\u{ord(found.group()):04x}", text))


def _plain(value: Any) -> Any:
    """What JSON can hold; a missing number is null."""
    if hasattr(value, "to_dict") and hasattr(value, "columns"):
        return [_plain(record) for record in value.to_dict("records")]
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if hasattr(value, "tolist"):  # NumPy arrays and scalars
        value = value.tolist()
        if isinstance(value, list):
            return _plain(value)
    if is_missing(value):
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, (str, int, float, bool)):
        return value
    return str(value)
