"""Names of the columns of a table."""

from __future__ import annotations

from ..._common.text import squeeze
from ._cells import Sheet

__all__ = ["distinct_labels", "labels_of"]


def labels_of(grid: Sheet, places: list[int]) -> list[str]:
    """Names of the columns from the header rows at these places, parts joined by " / "."""
    rows = [[squeeze(text) for text in grid.row(place)] for place in places]
    if len(rows) == 1:
        return [text.strip() for text in grid.row(places[0])]
    for row in rows[:-1]:
        last = ""
        below = rows[-1]
        for k, text in enumerate(row):
            # Blanks right of a group's name belong to it where the row below has a name.
            last = text or (last if below[k] else "")
            row[k] = last
    labels = []
    for k in range(len(grid.columns)):
        parts = [row[k] for row in rows if row[k]]
        labels.append(" / ".join(dict.fromkeys(parts)))
    return labels


def distinct_labels(labels: list[str]) -> list[str]:
    """The names; "column C" for none, and "NAME (2)" for one that stood before."""
    seen: dict[str, int] = {}
    result = []
    for k, label in enumerate(labels):
        name = label or f"column {_letters(k)}"
        seen[name] = seen.get(name, 0) + 1
        result.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return result


def _letters(place: int) -> str:
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
