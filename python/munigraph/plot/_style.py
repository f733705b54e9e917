"""The look that all charts share, and the words under them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
from altair.utils.schemapi import debug_mode

from .._common.colours import INK
from ._tables import records

FONT = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', 'Liberation Sans', Arial, sans-serif"
HALO = "#FFFFFF"

CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": "#FFFFFF",
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 11,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelColor": INK,
        "titleColor": INK,
        "gridColor": "#E5E5E5",
        "domainColor": "#888888",
        "tickColor": "#888888",
    },
    "legend": {"labelFontSize": 11, "titleFontSize": 12, "titleFontWeight": "normal"},
    "header": {"labelFontSize": 12, "titleFontSize": 12, "labelColor": INK},
    "title": {
        "anchor": "start",
        "fontSize": 14,
        "fontWeight": 600,
        "subtitleFontSize": 11,
        "subtitleColor": "#555555",
        "color": INK,
        "offset": 10,
    },
}


class _Rows(alt.InlineData):
    """Rows that charts share: Altair copies a chart at every step of its making, and would copy
    and check each number of its data again."""

    def __deepcopy__(self, memo: Any = None) -> _Rows:
        return self


def data(table: pd.DataFrame | list[dict[str, Any]]) -> alt.InlineData:
    """Inline data: no row limit, no server, no file."""
    with unchecked():
        return _Rows(values=records(table) if isinstance(table, pd.DataFrame) else table)


def unchecked() -> AbstractContextManager[None]:
    """Altair takes what it is given as good: charts of ours are held against the schema in the
    tests, where it costs nobody a second."""
    return debug_mode(False)


def heading(text: str | None, *subtitle: str) -> Any:
    """A title with what must be said under it; without a title the first note takes its place."""
    lines = [line for line in (text, *subtitle) if line]
    if not lines:
        return alt.Undefined
    return alt.TitleParams(text=lines[0], subtitle=lines[1:] or alt.Undefined)


def tip(field: str, label: str, kind: str = "nominal", form: str | None = None) -> alt.Tooltip:
    more: dict[str, Any] = {"type": kind} if form is None else {"type": kind, "format": form}
    return alt.Tooltip(field=field, title=label, **more)


def number(value: float) -> str:
    """``1234`` → ``1,234``; fractions with three significant digits."""
    if pd.isna(value):
        return "unknown"
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.3g}"


def plural(count: int, word: str, many: str | None = None) -> str:
    return f"{count:,} {word if count == 1 else many or _many(word)}"


def sentences(parts: Iterable[str]) -> str:
    """Notes as sentences of a caption: ``Quality against null models. Gravity: …``."""
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts if part)


def _many(word: str) -> str:
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


def named(names: list[str], most: int = 5) -> str:
    """``A, B, C and 4 more``."""
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} more"


def readable(
    wanted: pd.DataFrame,
    within: pd.DataFrame,
    *,
    x: str = "x",
    y: str = "y",
    aside: bool = False,
) -> pd.DataFrame:
    """The rows whose names do not run into one further up.

    Boxes are estimated from the extent of ``within``; ``aside``: names stand right of their point
    and not over it.
    """
    across = float(np.ptp(within[x].dropna())) if len(within) else 0.0
    down = float(np.ptp(within[y].dropna())) if len(within) else 0.0
    boxes: list[tuple[float, float, float]] = []
    keep = []
    for px, py, name in zip(wanted[x], wanted[y], wanted["name"], strict=True):
        half = 0.0075 * len(name) * (across or 1.0)
        middle = px + half if aside else px
        clear = all(
            abs(middle - bx) > half + wide or abs(py - by) > 0.026 * (down or 1.0)
            for bx, by, wide in boxes
        )
        keep.append(clear)
        if clear:
            boxes.append((middle, py, half))
    return wanted[keep]
