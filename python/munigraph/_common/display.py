"""What a notebook shows of a result: a line, perhaps a picture, and a table of a few rows.

Every text is escaped, and nothing grows with the data: rows, columns and cells beyond a few are
counted instead, so that a display stays below 30 kB.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from .html import table_html
from .text import visible

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

#: Rows and columns of a table, letters of a cell, and letters of a line that are shown.
ROWS, _COLUMNS, _CELL, _LINE = 15, 12, 60, 400
#: Bars are seen on white and on black; lines take the colour of the text around them.
_PALE = "#9DB4C0"


def shown(
    kind: str,
    said: Iterable[str] = (),
    *,
    picture: str = "",
    table: pd.DataFrame | None = None,
    rows: int = ROWS,
) -> str:
    """The display of a result of a kind: what is said of it, line by line, and its table."""
    lines = "<br>".join(html.escape(cut(line, _LINE)) for line in said if line)
    head = f"<p><b>{html.escape(kind)}</b>{'<br>' if lines else ''}{lines}</p>"
    return head + picture + ("" if table is None else frame_html(table, rows))


def facts(kind: str, rows: Iterable[Sequence[object]], *, picture: str = "") -> str:
    """The display of something without a table: a name and a value in each row."""
    told = [[_cell(cell) for cell in row] for row in rows]
    return f"<p><b>{html.escape(kind)}</b></p>" + picture + table_html(told)


def frame_html(frame: pd.DataFrame, rows: int = ROWS) -> str:
    """The first rows and columns of a table, and how many more there are."""
    part = frame.iloc[:rows, :_COLUMNS]
    plain = _is_numbered(frame.index)
    heads = [str(name) for name in part.columns]
    if not plain:
        heads = [" ".join(str(n) for n in frame.index.names if n is not None), *heads]
    body = []
    for key, values in zip(part.index, part.itertuples(index=False, name=None), strict=True):
        cells = [_cell(value) for value in values]
        body.append(cells if plain else [_cell(key), *cells])
    more = []
    if len(frame) > rows:
        more.append(f"{len(frame) - rows:,} more rows")
    if len(frame.columns) > _COLUMNS:
        more.append(f"{len(frame.columns) - _COLUMNS:,} more columns")
    return table_html(body, [cut(head, _CELL) for head in heads]) + (
        f"<p>… and {' and '.join(more)}</p>" if more else ""
    )


def _is_numbered(index: pd.Index) -> bool:
    import pandas as pd

    return isinstance(index, pd.RangeIndex) and index.name is None


def _cell(value: Any) -> str:
    """A value as a few letters; nothing for what is missing."""
    import pandas as pd

    if isinstance(value, tuple):
        return ", ".join(_cell(one) for one in value)
    if isinstance(value, str):
        return cut(visible(value), _CELL)
    if not hasattr(value, "__len__") and pd.isna(value):
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() and abs(value) < 1e12 else f"{value:.4g}"
    if type(value).__name__ == "Timestamp":
        return f"{value:%Y-%m-%d}"
    return cut(visible(str(value)), _CELL)


def cut(text: str, letters: int) -> str:
    """The text, or its beginning and an ellipsis."""
    return text if len(text) <= letters else text[: letters - 1] + "…"


# --- pictures -------------------------------------------------------------------------------------


def bars(
    counts: Sequence[float], low: float, high: float, observed: float | None = None
) -> str:  # fmt: skip
    """A small histogram from ``low`` to ``high``, with what was observed as a line."""
    wide, tall = 220.0, 46.0
    most = max([1.0, *map(float, counts)])
    step = wide / max(len(counts), 1)
    drawn = "".join(
        f'<rect x="{k * step:.1f}" y="{tall * (1 - count / most):.1f}" width="{step - 0.5:.1f}" '
        f'height="{tall * count / most:.1f}" fill="{_PALE}"/>'
        for k, count in enumerate(map(float, counts))
        if count
    )
    if observed is not None and observed == observed and high > low:
        x = wide * (observed - low) / (high - low)
        drawn += (
            f'<rect x="{min(max(x - 1, 0), wide - 2):.1f}" y="0" width="2" height="{tall:g}" '
            'fill="currentColor"/>'
        )
    return _svg(wide, tall, drawn, f"Histogram from {low:.4g} to {high:.4g}")


def curve(x: np.ndarray[Any, Any], y: np.ndarray[Any, Any], text: str) -> str:
    """A small line through points; empty where there are fewer than two."""
    import numpy as np

    good = np.isfinite(x) & np.isfinite(y)
    x, y = x[good], y[good]
    if len(x) < 2:
        return ""
    wide, tall = 220.0, 60.0
    left = wide * (x - x.min()) / (np.ptp(x) or 1.0)
    top = 2 + (tall - 4) * (1 - (y - y.min()) / (np.ptp(y) or 1.0))
    points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(left, top, strict=True))
    line = f'<polyline points="{points}" fill="none" stroke="currentColor" stroke-width="2"/>'
    return _svg(wide, tall, line, text)


def _svg(wide: float, tall: float, drawn: str, text: str) -> str:
    return (
        f'<svg width="{wide:g}" height="{tall:g}" viewBox="0 0 {wide:g} {tall:g}" role="img" '
        f'aria-label="{html.escape(text)}">{drawn}</svg>'
    )
