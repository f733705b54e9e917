"""Tables for people: drawn on a terminal, plain in a pipe; CSV and JSON for programs."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from .._common.columns import is_missing
from .._common.numbers import decimals
from .._common.spreadsheets import csv_text
from .._common.text import CONTROLS, visible

if TYPE_CHECKING:
    import pandas as pd

    from ..clustering._clustering import Clustering


#: What was said for all commands.
chosen: dict[str, Any] = {"safe_csv": True, "wide": False, "columns": None}


def say(what: object, *, error: bool = False) -> None:
    """Print what may hold names from data: what a terminal would act upon is shown instead."""
    print(visible(str(what)), file=sys.stderr if error else sys.stdout)


def say_doubt(clustering: Clustering) -> None:
    """What a consensus leaves in doubt, beside the result and not in it."""
    if clustering.doubt:
        say(f"munigraph: {clustering.doubt}", error=True)


def show(table: pd.DataFrame, title: str = "", right: Collection[str] = ()) -> None:
    """Print a table: drawn by rich on a terminal, columns in plain text elsewhere. Numbers of a
    column have one format; `right`: columns of text that stand to the right as numbers do."""
    forms = [_form(table.iloc[:, k]) for k in range(table.shape[1])]
    cells = [
        [visible(form(value), line=True) for form, value in zip(forms, row, strict=True)]
        for row in table.itertuples(index=False)
    ]
    names = [visible(str(name), line=True) for name in table.columns]
    title = visible(title)
    numeric = [table[name].dtype.kind in "iuf" or name in right for name in table.columns]
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.markup import escape
        from rich.table import Table

        console = Console()
        kept = fitting(names, cells, console.width)
        left = [name for k, name in enumerate(names) if k not in kept]
        names = [names[k] for k in kept]
        numeric = [numeric[k] for k in kept]
        cells = [[row[k] for k in kept] for row in cells]
        drawn = Table(title=escape(title), title_justify="left")
        for k, (name, at_right) in enumerate(zip(names, numeric, strict=True)):
            # A head that is wider than its cells is broken; cells stay whole.
            longest = max((len(row[k]) for row in cells), default=0)
            parted = escape(name).replace("_", "\n" if len(name) > longest else " ")
            drawn.add_column(parted, justify="right" if at_right else "left", no_wrap=True)
        for row in cells:
            drawn.add_row(*(escape(cell) for cell in row))
        # A table that is wider by wish is not cut.
        if chosen["wide"] or chosen["columns"]:
            console = Console(width=10_000)
        console.print(drawn)
        if left:
            more = "munigraph --wide … shows all, --columns A,B … these"
            console.print(escape(f"not shown: {', '.join(left)} ({more})"))
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


def fitting(names: list[str], cells: list[list[str]], width: int) -> list[int]:
    """Columns that are shown: those that were named, else the first that fit whole."""
    if chosen["columns"]:
        from .._common.words import check_word

        wanted = [one.strip() for one in str(chosen["columns"]).split(",") if one.strip()]
        return [names.index(check_word("column", one, names)) for one in wanted]
    if chosen["wide"]:
        return list(range(len(names)))
    kept: list[int] = []
    used = 1
    for k, name in enumerate(names):
        # Heads are broken at underscores; a cell has a blank on either side and a line.
        head = max((len(part) for part in name.split("_")), default=0)
        used += max([head, *(len(row[k]) for row in cells)]) + 3
        if used > width and kept:
            break
        kept.append(k)
    return kept


def _form(column: pd.Series) -> Callable[[Any], str]:
    """How the values of a column are written: numbers without a fraction as whole ones, if all are;
    else all with the same decimals."""
    if column.dtype.kind == "f" and (column.isna() | (column % 1 == 0)).all():
        return lambda value: "" if is_missing(value) else f"{value:.0f}"
    return _cell


def _cell(value: Any) -> str:
    if is_missing(value):
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float):
        return decimals(value, 3)
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
