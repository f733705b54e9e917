"""Tables that are laid out on their side, and texts that are none."""

from __future__ import annotations

import re

from ..._common.text import squeeze
from ._region import Region
from ._words import field_of

__all__ = ["no_table_of_rows"]

_OF_ARRANGEMENTS = frozenset(
    {"valid_from", "valid_to", "period", "members", "legal_form", "theme", "obligation", "host"}
)
_SAID = re.compile(r"([^\W\d_][^:]{1,40}):\s*\S")


def no_table_of_rows(region: Region) -> str:
    """Why a table is not one with a row for each thing: names of fields stand in its first column,
    or before a colon in each line; "" for any other."""
    if not region.columns or not region.rows:
        return ""
    first = region.columns[0]
    texts = [squeeze(first.values[code]) for code in first.used()][:60]
    names = [region.labels[0], *texts]
    # Every row of a table on its side is another field.
    known = {its for name in names if (its := field_of(name)) in _OF_ARRANGEMENTS}
    if (
        len(texts) == region.rows
        and len(known) >= 2
        and len(known) >= 0.5 * len(names)
        and "members" in known
    ):
        return (
            "names of columns stand in the first column: turn the table, so that an arrangement is "
            "a row"
        )
    said = [found[1] for text in texts if (found := _SAID.match(text))]
    if len(said) >= 0.5 * len(texts) and sum(bool(field_of(name)) for name in said) >= 2:
        return "lines of the form NAME: VALUE are no table: give each NAME a column"
    return ""
