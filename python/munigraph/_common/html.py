"""Small pieces of HTML for notebooks. Every text from data is escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence


def table_html(rows: Iterable[Sequence[object]], head: Sequence[str] = ()) -> str:
    """A plain table; the first column names the row where there is no head."""
    parts = ["<table>"]
    if head:
        heading = "".join(f"<th>{html.escape(str(cell))}</th>" for cell in head)
        parts.append(f"<thead><tr>{heading}</tr></thead>")
    parts.append("<tbody>")
    for row in rows:
        cells = [html.escape(str(cell)) for cell in row]
        first = f"<td>{cells[0]}</td>" if head else f'<th style="text-align:left">{cells[0]}</th>'
        parts.append("<tr>" + first + "".join(f"<td>{cell}</td>" for cell in cells[1:]) + "</tr>")
    parts.append("</tbody></table>")
    return "".join(parts)
