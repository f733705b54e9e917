"""Layout ``memberships``: a row is an arrangement and a participant."""

from __future__ import annotations

from typing import Any

from ..._common.text import squeeze
from ._cells import Column
from ._claims import Claims, joined_claims
from ._draft import are_answers
from ._mapping import ColumnMapping, split_field
from ._region import Region
from ._spellings import name_key
from ._words import words

__all__ = ["FIGURES", "attributes_of", "attributes_of_year", "membership_claims"]

_WIDE = ("members", "mark", "arrangement")
_NO_ATTRIBUTES = ("ignore", "mark", "member", "listed")
FIGURES = ("population", "population_year", "lon", "lat")
"""Fields of the participant of a row, and of nobody else."""


def membership_claims(region: Region, mapping: ColumnMapping, first: int) -> Claims:
    """A claim per row; ``first`` is the position of the region's first row."""
    import numpy as np

    rows = np.arange(first, first + region.rows)
    fields, labels = attributes_of(region, mapping)
    if "host" in fields and not any(
        its.startswith("arrangement@") for its in mapping.columns.values()
    ):
        return _with_hosts(Claims(rows, fields, labels))
    schemes = scheme_columns(mapping, region)
    if len(schemes) < 2:
        return Claims(rows, fields, labels)
    parts = []
    for label in schemes:
        column = region.column(label)
        here = np.flatnonzero(_says_something(column)[column.codes])
        part = Claims(rows, dict(fields), {**labels, "arrangement": label}).take(here)
        part.fields["arrangement"] = column.take(here)
        part.fields["division"] = Column.constant(label, len(here))
        parts.append(part)
    claims = joined_claims(parts)
    for row in np.setdiff1d(rows, claims.rows).tolist():
        claims.lone[row] = fields["participant"].text(row - first)
    order = np.argsort(claims.rows, kind="stable")
    return claims.take(order)


def _with_hosts(claims: Claims) -> Claims:
    """Rows that name the host of their arrangement, which is in it, too: as a row of its own where
    the table has one, else as a claim of the first row that names it. Where no column is the
    arrangement, each host is one. A column that answers yes or no says it of its own row."""
    import numpy as np

    host = claims.fields.pop("host")
    label = claims.labels.pop("host")
    roles = claims.fields.get("role", Column.constant("", len(claims))).texts()
    if (are_answers(host) or _only_denies(host)) and not _are_named(host, claims):
        yes = words().cells_yes
        claims.fields["role"] = Column.of_texts(
            "host" if squeeze(text).casefold() in yes else role
            for text, role in zip(host.texts(), roles, strict=True)
        )
        claims.labels.setdefault("role", label)
        return claims
    if "arrangement" not in claims.fields:
        claims.fields["arrangement"] = host
        claims.labels["arrangement"] = label
    keys = np.array([name_key(text) for text in host.values], dtype=object)[host.codes]
    own = np.zeros(len(claims), dtype=bool)
    for field in ("participant", "participant_name"):
        if field in claims.fields:
            column = claims.fields[field]
            own |= (
                keys == np.array([name_key(t) for t in column.values], dtype=object)[column.codes]
            )
    own &= keys != ""
    claims.fields["role"] = Column.of_texts(
        "host" if its else role for its, role in zip(own.tolist(), roles, strict=True)
    )
    claims.labels.setdefault("role", label)
    arrangement = claims.fields["arrangement"]
    there = {(arrangement.text(row), keys[row]) for row in np.flatnonzero(own).tolist()}
    extra: list[int] = []
    for row in np.flatnonzero(keys != "").tolist():
        pair = (arrangement.text(row), keys[row])
        if pair not in there:
            there.add(pair)
            extra.append(row)
    hosts = claims.take(np.array(extra, dtype=np.int64))
    gone = ("participant_name", "participant_kind", "province", "joined", "left")
    hosts.fields = {
        name: column for name, column in hosts.fields.items()
        if name not in gone and name not in FIGURES and not name.startswith("participant.")
    }  # fmt: skip
    hosts.fields["participant"] = host.take(np.array(extra, dtype=np.int64))
    hosts.fields["role"] = Column.constant("host", len(hosts))
    if "takes_part" in hosts.fields:
        hosts.fields["takes_part"] = Column.constant("yes", len(hosts))
    hosts.labels = {**claims.labels, "participant": label}
    both = joined_claims([claims, hosts])
    return both.take(np.argsort(both.rows, kind="stable"))


def _only_denies(column: Column) -> bool:
    """Whether a column says no in every row: nobody is the host."""
    no = words().cells_no
    return all(squeeze(column.values[code]).casefold() in no for code in column.used())


def _are_named(column: Column, claims: Claims) -> bool:
    """Whether participants are called as a value of a column: "1" may be an id."""
    values = {name_key(column.values[code]) for code in column.used()} - {""}
    return any(
        name_key(text) in values
        for field in ("participant", "participant_name") if field in claims.fields
        for text in claims.fields[field].values
    )  # fmt: skip


def scheme_columns(mapping: ColumnMapping, region: Region) -> list[str]:
    """Columns that each say which arrangement of a scheme the participant of the row is in."""
    return [
        label for label, its in mapping.columns.items()
        if its == "arrangement" and label in region.labels
    ]  # fmt: skip


def _says_something(column: Column) -> Any:
    import numpy as np

    nothing = words().nothing | {""}
    return np.array([text.strip().casefold() not in nothing for text in column.values], dtype=bool)


def attributes_of(
    region: Region, mapping: ColumnMapping, without: frozenset[str] = frozenset()
) -> tuple[dict[str, Column], dict[str, str]]:
    """Columns by field and their names; several columns of themes become one."""
    fields: dict[str, Column] = {}
    labels: dict[str, str] = {}
    for label, its in mapping.columns.items():
        name, year = split_field(its)
        if label not in region.labels or name in _NO_ATTRIBUTES or name in without:
            continue
        if year is not None:
            continue
        column = region.column(label)
        if name in fields:
            fields[name] = _both(fields[name], column) if name == "theme" else fields[name]
            continue
        fields[name] = column
        labels[name] = label
    return fields, labels


def attributes_of_year(
    region: Region, mapping: ColumnMapping, year: int | None
) -> tuple[dict[str, Column], dict[str, str]]:
    """Columns that are about one year ("role@2018"), by field, and their names."""
    fields: dict[str, Column] = {}
    labels: dict[str, str] = {}
    for label, its in mapping.columns.items():
        name, own = split_field(its)
        if own is not None and own == year and label in region.labels and name not in _WIDE:
            fields[name], labels[name] = region.column(label), label
    return fields, labels


def _both(first: Column, second: Column) -> Column:
    texts: list[Any] = []
    for a, b in zip(first.texts(), second.texts(), strict=True):
        texts.append(";".join(part for part in (a, b) if part.strip()))
    return Column.of_texts(texts)
