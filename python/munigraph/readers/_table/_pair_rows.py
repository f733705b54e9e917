"""Layout ``pairs``: a row is two participants, or one and a list of its partners."""

from __future__ import annotations

from dataclasses import replace

from ._cells import Column
from ._claims import Claims, joined_claims
from ._found import Places
from ._lists import list_claims
from ._mapping import ColumnMapping
from ._memberships import attributes_of
from ._pieces import looks_like_list
from ._region import Region

__all__ = ["pair_row_claims"]


def pair_row_claims(region: Region, mapping: ColumnMapping, first: int, places: Places) -> Claims:
    """A claim per pair: fields ``participant`` and ``partner``."""
    import numpy as np

    partners = [
        label for label, its in mapping.columns.items()
        if its == "partner" and label in region.labels
    ]  # fmt: skip
    rest, labels = attributes_of(region, mapping, frozenset({"partner"}))
    rows = np.arange(region.rows)
    parts: list[Claims] = []
    for label in partners:
        column = region.column(label)
        if not mapping.exact and _is_list(column):
            parts.append(_of_list(region, mapping, label, rest, labels, places))
            continue
        here = rows if len(partners) == 1 else np.flatnonzero(column.codes != 0)
        fields = {name: one.take(here) for name, one in rest.items()}
        fields["partner"] = column.take(here)
        parts.append(Claims(here, fields, {**labels, "partner": label}))
    claims = joined_claims(parts)
    for row in np.setdiff1d(rows, claims.rows).tolist():
        claims.lone[first + row] = rest["participant"].text(row)
    claims.reasons = {}
    claims.rows = claims.rows + first
    return claims.take(np.argsort(claims.rows, kind="stable"))


def _is_list(column: Column) -> bool:
    cells = [text for text in column.values if text.strip()]
    commas = sum("," in text for text in cells)
    return looks_like_list(cells) or commas >= 0.3 * max(len(cells), 1)


def _of_list(
    region: Region, mapping: ColumnMapping, label: str, rest: dict[str, Column],
    labels: dict[str, str], places: Places,
) -> Claims:  # fmt: skip
    """Pairs of the participant with every name in a cell."""
    own = labels["participant"]
    listed = replace(mapping, columns={own: "arrangement", label: "members"}, separators=())
    found = list_claims(region, listed, 0, places)
    fields = {name: one.take(found.rows) for name, one in rest.items()}
    fields["partner"] = found.fields["participant"]
    return Claims(found.rows, fields, {**labels, "partner": label})
