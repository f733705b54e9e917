"""From the tables of a source and a mapping to claims, and on to the register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ._assemble import assemble
from ._cells import Column
from ._claims import Claims, joined_claims
from ._dates import year_of
from ._faults import Faults
from ._found import Places
from ._ledger import Ledger
from ._lists import list_claims
from ._mapping import ColumnMapping, split_field
from ._matrix import is_square, mark_claims, matrix_pairs
from ._memberships import attributes_of_year, membership_claims
from ._no_places import NoPlaces
from ._numbered_regions import divide
from ._pair_rows import pair_row_claims
from ._periods import split_periods
from ._places import places_of
from ._region import Region
from ._signs import roles_by_signs
from ._source import Source
from ._spellings import name_key
from ._takes_part import those_who_take_part
from ._tell import tell_found
from ._words import words

if TYPE_CHECKING:
    from ...registry._import_report import ImportReport
    from ...registry._register import Register

__all__ = ["import_regions"]


def import_regions(
    opened: Source, regions: list[Region], mapping: ColumnMapping, domains: Any, name: str,
    step: Callable[[int], None],
) -> tuple[Register, ImportReport]:  # fmt: skip
    import numpy as np

    faults = Faults(opened.name)
    if not regions:
        faults.add("", "no table in it", expected="rows under a header")
        faults.raise_if_any()
    places = places_of(mapping.places, successions=_successions(mapping))
    names = [region.name for region in regions]
    numbers = np.concatenate([region.numbers for region in regions])
    sheet_of = np.repeat(np.arange(len(regions)), [region.rows for region in regions])
    ledger = Ledger(opened.name, numbers, names, sheet_of)
    regions = [_filled_down(region, mapping, ledger) for region in regions]
    tell_found(opened, regions, mapping, places, ledger)
    prepare_places(places, regions, mapping)
    base = mapping.rows or mapping.layout
    square = base == "matrix" and is_square(mapping)
    parts: list[Claims] = []
    first = 0
    for region in regions:
        claims = _claims(region, mapping, base, square, first, places)
        claims = those_who_take_part(claims, mapping, pairs=base == "pairs")
        if mapping.layout == "years" and "year" not in claims.fields:
            year = year_of(region.name)
            claims.fields["year"] = Column.constant(str(year or ""), len(claims))
            claims.years.update(dict.fromkeys([year] if year else []))
        claims.years.update(_years_of(region, mapping))
        divide(claims, mapping)
        if base in ("memberships", "lists"):
            roles_by_signs(claims, mapping)
        parts.append(claims)
        first += region.rows
    step(4)
    sheet = _sheet_column(parts, regions, mapping)
    claims = joined_claims(parts)
    if base == "lists" and not mapping.exact:
        listed = claims.fields["participant"]
        names_there = dict.fromkeys(text for text in listed.values if text.strip())
        places.prepare(names_there, claims.labels.get("participant", ""))
    split_periods(claims, ledger, faults)
    if "year" in claims.fields:
        years = np.array([year_of(t) or 0 for t in claims.fields["year"].values])
        order = np.argsort(years[claims.fields["year"].codes], kind="stable")
        claims, sheet = claims.take(order), sheet.take(order)
    step(5)
    found = assemble(
        claims, sheet, mapping, places, ledger, faults,
        pairs=base == "pairs" or square, name=name or _stem(opened), domains=domains,
    )  # fmt: skip
    step(10)
    return found


def _stem(opened: Source) -> str:
    return opened.path.name.partition(".")[0] if opened.path is not None else opened.name


def _successions(mapping: ColumnMapping) -> Any:
    if not mapping.successions:
        return None
    import pandas as pd

    from .._text import read_csv

    return pd.DataFrame(dict(read_csv(mapping.successions, ("date", "from", "to")).columns))


def _claims(
    region: Region, mapping: ColumnMapping, base: str, square: bool, first: int, places: Places
) -> Claims:
    marks_in_years = any(its.startswith("mark@") for its in mapping.columns.values())
    if square:
        return matrix_pairs(region, mapping, first)
    if base == "matrix" or marks_in_years:
        return mark_claims(region, mapping, first)
    if base == "pairs":
        return pair_row_claims(region, mapping, first, places)
    if base == "lists":
        return list_claims(region, mapping, first, places)
    wide = [
        (label, its) for label, its in mapping.columns.items() if its.startswith("arrangement@")
    ]
    if not wide:
        return membership_claims(region, mapping, first)
    parts = []
    for label, its in wide:
        if label not in region.labels:
            continue
        plain = membership_claims(region, mapping, first)
        column = region.column(label)
        more, called = attributes_of_year(region, mapping, split_field(its)[1])
        plain.fields.update(more)
        plain.labels = {**plain.labels, **called}
        plain.fields["arrangement"] = column
        plain.fields["year"] = Column.constant(str(split_field(its)[1]), region.rows)
        plain.labels["arrangement"] = label
        parts.append(plain.take(_not_blank(column)))
    claims = joined_claims(parts)
    import numpy as np

    missing = np.setdiff1d(np.arange(first, first + region.rows), claims.rows)
    participant = region.column(mapping.fields()["participant"][0])
    for row in missing.tolist():
        claims.lone[row] = participant.text(row - first)
    return claims


def _not_blank(column: Column) -> Any:
    import numpy as np

    nothing = words().nothing
    blank = np.array([not t.strip() or t.strip().casefold() in nothing for t in column.values])
    return np.flatnonzero(~blank[column.codes])


def _years_of(region: Region, mapping: ColumnMapping) -> dict[int, None]:
    """The years of which a sheet says something: also one in which nobody is a member."""
    found: dict[int, None] = {}
    for label, its in mapping.columns.items():
        name, year = split_field(its)
        if label not in region.labels or not (year or name == "year"):
            continue
        texts = [region.column(label).values[code] for code in region.column(label).used()]
        if year and any(text.strip() for text in texts):
            found[year] = None
        elif not year:
            found.update((its_year, None) for text in texts if (its_year := year_of(text)))
    return found


def _sheet_column(parts: list[Claims], regions: list[Region], mapping: ColumnMapping) -> Column:
    """The sheet of every claim; empty where there is one, or where sheets are years."""
    by_sheet = len(regions) > 1 and not (
        mapping.layout == "years" and "year" not in mapping.fields()
        and all(year_of(region.name) for region in regions)
        and not any("@" in its for its in mapping.columns.values())
    )  # fmt: skip
    columns = []
    for part, region in zip(parts, regions, strict=True):
        name = region.name.partition(".")[0] if by_sheet else ""
        division = part.fields.pop("division", None)
        if division is None:
            columns.append(Column.constant(name, len(part)))
        else:
            columns.append(division.mapped([f"{name}/{d}" if name else d for d in division.values]))
    return Column.joined(columns)


def _filled_down(region: Region, mapping: ColumnMapping, ledger: Ledger) -> Region:
    import numpy as np

    wanted = {name_key(label) for label in mapping.fill_down}
    columns = list(region.columns)
    for place, label in enumerate(region.labels):
        if name_key(label) not in wanted:
            continue
        column = columns[place]
        blank = np.array([not text.strip() for text in column.values])[column.codes]
        source = np.where(~blank, np.arange(len(column)), 0)
        codes = column.codes[np.maximum.accumulate(source)]
        ledger.note(
            label, f"{int(blank.sum())} blanks filled down", sheet=ledger.name_of(region.name)
        )
        columns[place] = Column(codes, column.values, column.kinds)
    return replace(region, columns=columns)


def prepare_places(places: Places, regions: list[Region], mapping: ColumnMapping) -> None:
    """Show the places all names and codes of the import."""
    if mapping.exact:
        return
    fields = mapping.fields()
    for group in (("participant", "partner"), ("member", "listed")):
        labels = [label for field in group for label in fields.get(field, ())]
        texts = [
            text for region in regions for label in labels if label in region.labels
            for text in region.column(label).values if text.strip()
        ]  # fmt: skip
        if texts:
            places.prepare(dict.fromkeys(texts), labels[0])
    if isinstance(places, NoPlaces):
        _names_with_codes(places, regions, mapping)


def _names_with_codes(places: NoPlaces, regions: list[Region], mapping: ColumnMapping) -> None:
    import numpy as np

    fields = mapping.fields()
    codes, names = fields.get("participant", []), fields.get("participant_name", [])
    for region in regions:
        if not codes or not names or codes[0] not in region.labels or names[0] not in region.labels:
            continue
        code, name = region.column(codes[0]), region.column(names[0])
        both = np.unique(code.codes.astype(np.int64) * len(name.values) + name.codes)
        for pair in both.tolist():
            own, called = (
                code.values[pair // len(name.values)],
                name.values[pair % len(name.values)],
            )
            if own.strip() and called.strip():
                places.name_has_code(called, places.find(own).id)
