"""Which field a column is, by its name."""

from __future__ import annotations

from ..._common.text import fold
from ._draft import Draft
from ._words import field_of, header_kind, words

__all__ = ["name_fields"]

ONCE = ("theme", "member", "mark", "ignore", "arrangement")
"""Fields that several columns may have."""


def name_fields(draft: Draft) -> None:
    """Fields by the names of the columns."""
    kinds: dict[str, str] = {}
    for label in draft.region.labels:
        its = field_of(label)
        if not its:
            continue
        kinds[label] = header_kind(label)
        if its not in draft.fields.values() or its in ONCE or its == "participant":
            draft.fields[label] = its
    _bare_names(draft)
    _names_and_codes(draft, "participant", "participant_name", kinds)
    _names_and_codes(draft, "arrangement", "arrangement_name", kinds)
    said = [f"{label!r} is {its}" for label, its in draft.fields.items() if its != "ignore"]
    if said:
        draft.why.append(f"by their names: {'; '.join(said)}")


def _bare_names(draft: Draft) -> None:
    """A column that is called just "name" names what the column before it identifies."""
    labels = draft.region.labels
    for place, label in enumerate(labels):
        if label in draft.fields or words().attributes.get(fold(label)) != "name":
            continue
        for other in (*reversed(labels[:place]), *labels[place + 1 : place + 2]):
            its = draft.fields.get(other, "")
            if its in ("participant", "arrangement") and f"{its}_name" not in draft.fields.values():
                draft.fields[label] = f"{its}_name"
                break
            if its:
                break


def _names_and_codes(draft: Draft, field: str, name: str, kinds: dict[str, str]) -> None:
    """Of several columns for one thing, a code identifies it and a name names it."""
    labels = draft.having(field)
    codes = [label for label in labels if kinds.get(label) == f"{field}_code"]
    names = [label for label in labels if label not in codes]
    for label in list(codes):
        # A general "code" beside another code, or one that is nearly empty, identifies nothing.
        column = draft.column(label)
        if column.counts()[0] > 0.5 * len(column) and names:
            codes.remove(label)
            del draft.fields[label]
    named = draft.having(name)
    if named and not codes and not names:
        draft.fields[named[0]] = field
    if codes:
        for label in codes[1:]:
            del draft.fields[label]
        if names and not named:
            draft.fields[names[0]] = name
            names = names[1:]
        for label in names:
            del draft.fields[label]
    elif len(names) > 1 and field == "participant":
        for label in names[1:]:
            del draft.fields[label]
