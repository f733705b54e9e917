"""Lists in many columns: what is said of each member, and columns that are arrangements."""

from __future__ import annotations

from itertools import combinations

from ._cells import Column
from ._draft import Draft, all_numbers, are_marks
from ._mapping import ColumnMapping
from ._region import Region
from ._spellings import name_key
from ._words import field_of, numbered

__all__ = ["are_headed_columns", "member_attributes", "name_member_attributes"]

_OF_ARRANGEMENTS = {"valid_from": "joined", "valid_to": "left", "period": "membership_period"}
_OF_MEMBERS = (
    "participant_name",
    "role",
    "joined",
    "left",
    "membership_period",
    "participant_kind",
    "province",
)


def name_member_attributes(draft: Draft, members: list[str]) -> None:
    """Columns that are numbered as those of members say something of each: "lid 1", "rol 1"."""
    numbers = {number for label in members if (number := _number(label)) is not None}
    found: dict[str, str] = {}
    for label in draft.region.labels:
        parts = numbered(label)
        if label in members or parts is None or parts[1] not in numbers:
            continue
        its = field_of(parts[0])
        # A second column of the member itself: its name, beside its code.
        its = _OF_ARRANGEMENTS.get(its, "participant_name" if its == "participant" else its)
        if its in _OF_MEMBERS:
            found[label] = its
    several = {its for its in found.values() if list(found.values()).count(its) > 1}
    for label, its in found.items():
        if its in several:
            draft.fields[label] = its
    if several:
        draft.why.append(
            f"{', '.join(repr(one) for one, its in found.items() if its in several)} are of the "
            "members of their number"
        )


def member_attributes(
    region: Region, mapping: ColumnMapping, members: list[str]
) -> dict[str, tuple[dict[str, Column], dict[str, str]]]:
    """Column of members → the columns that are of its members, by field, and their names."""
    of_field = mapping.fields()
    found: dict[str, tuple[dict[str, Column], dict[str, str]]] = {}
    for its in _OF_MEMBERS:
        labels = [one for one in of_field.get(its, ()) if one in region.labels]
        by_number = {_number(one): one for one in labels}
        if len(labels) < 2 or None in by_number:
            continue
        for member in members:
            columns, names = found.setdefault(member, ({}, {}))
            # A member without a column of its own has nothing said of it.
            label = by_number.get(_number(member), "")
            columns[its] = region.column(label) if label else Column.constant("", region.rows)
            names[its] = label or its
    return found


def _number(label: str) -> int | None:
    parts = numbered(label)
    return parts[1] if parts is not None else None


def are_headed_columns(draft: Draft, sure: bool) -> bool:
    """Whether every column is an arrangement by its name, with its members below: no column is
    known by its name, none names anybody twice, several name the same, and some end before others
    do."""
    labels = draft.region.labels
    headed = draft.region.header_rows or draft.region.sheet.header is not None
    if draft.fields or len(labels) < 2 or not headed:
        return False
    columns = [draft.region.column(label) for label in labels]
    if any(all_numbers(column) or are_marks(column) for column in columns):
        return False
    names: list[set[str]] = []
    ends = set()
    for column in columns:
        texts = [name_key(text) for text in column.texts()]
        there = [text for text in texts if text]
        if len(set(there)) < len(there) or any(texts[len(there) :]):
            return False  # a name twice, or a gap
        names.append(set(there))
        ends.add(len(there))
    headers = {name_key(label) for label in labels}
    shared = sum(bool(a & b) for a, b in combinations(names, 2))
    if headers & set().union(*names) or len(ends) < 2 or not shared:
        return False
    for label in labels:
        draft.fields[label] = "listed"
    draft.why.append(
        f"layout lists: each of {', '.join(map(repr, labels[:8]))} is an arrangement, with its "
        "members below"
    )
    return True
