"""Layout ``lists``: a row is an arrangement with its members in one cell, or in many columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..._common.text import fold, squeeze
from ._cells import Cell, Column
from ._claims import Claims, joined_claims
from ._dates import LAST_DAY
from ._expansion import is_description
from ._found import Places
from ._mapping import ColumnMapping, split_field
from ._member_columns import member_attributes
from ._memberships import attributes_of, attributes_of_year
from ._periods import period_of
from ._pieces import Cutter, list_separators
from ._region import Region
from ._spellings import without_brackets
from ._takes_part import is_denied_role
from ._words import names_nothing, words

if TYPE_CHECKING:
    import numpy as np

__all__ = ["list_claims"]


def list_claims(region: Region, mapping: ColumnMapping, first: int, places: Places) -> Claims:
    """A claim per member of every row; ``first`` is the position of the region's first row."""
    import numpy as np

    rest, labels = attributes_of(region, mapping, frozenset({"members", "host"}))
    hosts_label = next((one for one, its in mapping.columns.items() if its == "host"), "")
    if "arrangement" not in rest and hosts_label in region.labels and not _headed(mapping):
        # Where no column is the arrangement, each host is one.
        rest, labels = (
            {**rest, "arrangement": region.column(hosts_label)},
            {**labels, "arrangement": hosts_label},
        )
    rows = np.arange(region.rows)
    parts: list[Claims] = []
    many = [
        label
        for label, its in mapping.columns.items()
        if its == "member" and label in region.labels
    ]
    listed = [
        (label, split_field(its)[1]) for label, its in mapping.columns.items()
        if split_field(its)[0] == "members" and label in region.labels
    ]  # fmt: skip
    headed = [
        label
        for label, its in mapping.columns.items()
        if its == "listed" and label in region.labels
    ]
    own = member_attributes(region, mapping, many)
    known = set() if mapping.exact else set(places.names())
    for label, year in listed:
        column = region.column(label)
        its, called = attributes_of_year(region, mapping, year)
        called = {**labels, **called, "participant": label}
        parts.append(_cut(column, rows, mapping, known, {**rest, **its}, called, year))
    for label in (*many, *headed):
        column = region.column(label)
        said = np.array([not names_nothing(text) or mapping.exact for text in column.values])
        here = rows[said[column.codes] & (column.codes != 0)]
        its, called = own.get(label, ({}, {}))
        fields = {name: one.take(here) for name, one in {**rest, **its}.items()}
        fields["participant"] = column.take(here)
        called = {**labels, **called, "participant": label}
        if label in headed:
            fields["arrangement"] = Column.constant(label, len(here))
            called["arrangement"] = label
        parts.append(_with_remarks(Claims(here, fields, called), mapping))
    hosts = _hosts(region, mapping, rest, labels)
    if hosts is not None:
        parts.append(hosts)
    claims = joined_claims(parts)
    claims.rows = claims.rows + first
    named = np.zeros(region.rows, dtype=bool)
    named[claims.rows - first] = True
    for row in np.flatnonzero(~named).tolist():
        claims.reasons[first + row] = "no members named"
    order = np.argsort(claims.rows, kind="stable")
    return claims.take(order)


def _headed(mapping: ColumnMapping) -> bool:
    return "listed" in mapping.columns.values()


def _cut(
    column: Column, rows: np.ndarray[Any, Any], mapping: ColumnMapping, known: set[str],
    rest: dict[str, Column], labels: dict[str, str], year: int | None,
) -> Claims:  # fmt: skip
    import numpy as np

    used = column.used()
    texts = [column.values[code] for code in used]
    cutter = Cutter(mapping.separators or list_separators(texts), known)
    cutter.learn(texts)
    pieces: dict[int, list[str]] = {0: []}
    for code, text in zip(used, texts, strict=True):
        if mapping.exact:
            pieces[code] = [part for part in text.split(cutter.separators[0]) if part]
        elif names_nothing(text):
            pieces[code] = []
        elif is_description(text):
            pieces[code] = [squeeze(text)]
        else:
            pieces[code] = cutter.pieces(text)
    counts = np.array([len(pieces.get(code, ())) for code in range(len(column.values))])
    here = np.repeat(rows, counts[column.codes])
    members = [name for code in column.codes.tolist() for name in pieces[code]]
    fields = {name: one.take(here) for name, one in rest.items()}
    fields["participant"] = Column.of_texts(members)
    if year is not None:
        fields["year"] = Column.constant(str(year), len(here))
    return _with_remarks(Claims(here, fields, labels), mapping)


def _with_remarks(claims: Claims, mapping: ColumnMapping) -> Claims:
    """Roles and dates that stand behind a name in brackets: "Utrecht (centrumgemeente)",
    "Zeist (2012-2018)"."""
    if mapping.exact:
        return claims
    column = claims.fields["participant"]
    names, roles = list(column.values), [""] * len(column.values)
    joined = [""] * len(column.values)
    left: list[Cell] = [("", "text")] * len(column.values)
    vocabulary = {**words().vocabularies["role"], **mapping.words.get("role", {})}
    for code in range(len(column.values)):
        while split := without_brackets(names[code]):
            base, inside = split
            if fold(inside) in vocabulary or is_denied_role(inside, vocabulary):
                roles[code] = inside
            elif (found := period_of(inside)) and not found.alone:
                joined[code] = found.start or joined[code]
                if found.end:
                    left[code] = (found.end, LAST_DAY if found.last_day else "text")
            else:
                break
            names[code] = base
    ends = [text for text, _ in left]
    if not any((*roles, *joined, *ends)):
        return claims
    claims.fields["participant"] = column.mapped(names)
    for field, texts in (("role", roles), ("joined", joined)):
        if any(texts) and field not in claims.fields:
            claims.fields[field] = column.mapped(texts)
    if any(ends) and "left" not in claims.fields:
        claims.fields["left"] = column.recoded(left)
    return claims


def _hosts(
    region: Region, mapping: ColumnMapping, rest: dict[str, Column], labels: dict[str, str]
) -> Claims | None:
    import numpy as np

    label = next((one for one, its in mapping.columns.items() if its == "host"), None)
    if label is None or label not in region.labels:
        return None
    column = region.column(label)
    here = np.arange(region.rows)[column.codes != 0]
    fields = {name: one.take(here) for name, one in rest.items() if name != "role"}
    fields["participant"] = column.take(here)
    fields["role"] = Column.constant("host", len(here))
    return Claims(here, fields, {**labels, "participant": label})
