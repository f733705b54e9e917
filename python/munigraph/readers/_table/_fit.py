"""A given mapping on the sheets of a source: names of columns, and the layout they make."""

from __future__ import annotations

from dataclasses import replace

from ..._common.text import near
from ._dates import year_of
from ._faults import Faults
from ._mapping import ColumnMapping
from ._region import Region
from ._spellings import name_key

__all__ = ["fitted", "with_layout"]


def fitted(
    mapping: ColumnMapping, regions: list[Region], source: str
) -> tuple[ColumnMapping, list[Region]]:
    """The mapping with the names of the columns as the sheets have them.

    A sheet that has none of the columns that identify a row is not read.

    Raises ``TableError`` naming every column that no sheet has.
    """
    faults = Faults(source)
    if mapping.sheets:
        regions = [
            region for region in regions if region.name in mapping.sheets or len(regions) == 1
        ]
    labels = list(dict.fromkeys(label for region in regions for label in region.labels))
    empty = {label for region in regions for label in region.empty_columns}
    folded = {name_key(label): label for label in reversed(labels)}
    columns: dict[str, str] = {}
    for label, its in mapping.columns.items():
        found = (
            label if label in labels else folded.get(name_key(label)) or _last_part(label, labels)
        )
        if found is not None:
            columns[found] = its
        elif label not in empty and its != "ignore":
            similar = near(label, labels, 1)
            hint = (
                f"did you mean {similar[0]!r}?" if similar else f"columns: {', '.join(labels[:30])}"
            )
            faults.add(label, f"no such column, mapped to {its}", expected=hint)
    for label in mapping.fill_down:
        if label not in labels and name_key(label) not in folded:
            faults.add(label, "no such column, in fill_down")
    faults.raise_if_any()
    needed = [label for label, its in columns.items() if its != "ignore"]
    read = [region for region in regions if any(label in region.labels for label in needed)]
    most = max((sum(label in r.labels for label in needed) for r in read), default=0)
    read = [r for r in read if sum(label in r.labels for label in needed) >= most / 2]
    return replace(mapping, columns=columns), read


def _last_part(label: str, labels: list[str]) -> str | None:
    """A column by the last part of its name, where only one ends so."""
    found = [one for one in labels if name_key(one.rpartition(" / ")[2]) == name_key(label)]
    return found[0] if len(found) == 1 else None


def with_layout(
    mapping: ColumnMapping, layout: str, regions: list[Region], source: str
) -> ColumnMapping:
    """The layout of a mapping that names columns only, and what it lacks.

    Raises ``TableError`` where its fields make no layout.
    """
    fields = mapping.fields()
    columns = dict(mapping.columns)
    for field in ("participant", "partner", "arrangement"):
        alone = fields.get(f"{field}_name", [])
        if alone and field not in fields:
            columns[alone[0]] = columns[alone[0]].replace(f"{field}_name", field)
    mapping = replace(mapping, columns=columns)
    fields = mapping.fields()
    yearly = "year" in fields or any("@" in its for its in columns.values())
    base = mapping.rows or (mapping.layout if mapping.layout != "years" else "")
    if layout not in ("auto", "years"):
        base = layout
    base = base or _layout_of(fields)
    if not base or not _complete(base, fields):
        faults = Faults(source)
        said = ", ".join(f"{label} = {its}" for label, its in columns.items()) or "nothing"
        faults.add(
            "", f"the mapping makes no {base or 'layout'}: {said}",
            expected="arrangement and participant (memberships); arrangement and members (lists); "
            "participant and partner (pairs); marks and participant or arrangement (matrix)",
        )  # fmt: skip
        faults.raise_if_any()
    if "years" in (layout, mapping.layout) and not yearly:
        yearly = len(regions) > 1 and all(year_of(region.name) for region in regions)
        if not yearly:
            faults = Faults(source)
            faults.add("", "layout years: no column is a year, and sheets are not named by years")
            faults.raise_if_any()
    across = mapping.across
    if base == "matrix" and not across:
        across = "participants" if "arrangement" in fields else _across_of(mapping, regions)
    return replace(
        mapping, layout="years" if yearly else base, rows=base if yearly else "", across=across
    )


def _layout_of(fields: dict[str, list[str]]) -> str:
    if "partner" in fields and "participant" in fields:
        return "pairs"
    if {"members", "member", "listed"} & set(fields):
        return "lists"
    if "mark" in fields and not ("arrangement" in fields and "participant" in fields):
        return "matrix"
    return "memberships"


def _complete(base: str, fields: dict[str, list[str]]) -> bool:
    if base == "pairs":
        return "participant" in fields and "partner" in fields
    if base == "lists" and "listed" in fields:
        return True
    if base == "lists":
        listed = {"members", "member"} & set(fields)
        return bool(
            ("arrangement" in fields and (listed or "host" in fields))
            or ("host" in fields and listed)
        )
    if base == "matrix":
        return "mark" in fields and bool({"participant", "arrangement"} & set(fields))
    return bool({"arrangement", "host"} & set(fields)) and "participant" in fields


def _across_of(mapping: ColumnMapping, regions: list[Region]) -> str:
    label = mapping.fields()["participant"][0]
    own = {name_key(t) for r in regions if label in r.labels for t in r.column(label).values if t}
    marks = {
        name_key(m.rpartition(" / ")[2]) for m, its in mapping.columns.items() if its == "mark"
    }
    return "participants" if len(own & marks) >= 0.8 * len(marks) else "arrangements"
