"""Small pieces of HTML for notebooks and pages. Every text from data is escaped."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Sequence
from typing import Any

#: What could end a script element, or is a line end to some readers of JavaScript alone.
_IN_SCRIPT = (
    ("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"),
    ("\u2028", "\\u2028"), ("\u2029", "\\u2029"),
)  # fmt: skip


class ScriptEncoder(json.JSONEncoder):
    """JSON that can stand in a script element, whatever names are in it.

    The characters are written as escapes of JSON: who reads it gets the same text.
    """

    def encode(self, o: Any) -> str:
        text = super().encode(o)
        for char, safe in _IN_SCRIPT:
            text = text.replace(char, safe)
        return text


def script_json(value: Any) -> str:
    """A value as JSON for a script element. Raises ``ValueError`` for NaN and infinities."""
    return json.dumps(
        value, cls=ScriptEncoder, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def script_code(code: str) -> str:
    """Code that cannot end its script element early."""
    return code.replace("</script", "<\\/script").replace("<!--", "<\\!--")


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
