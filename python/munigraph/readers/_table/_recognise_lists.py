"""Recognising lists: members in one cell, or in many columns."""

from __future__ import annotations

import re

from ..._common.text import fold
from ._cells import Column
from ._draft import Draft, all_numbers, needs_arrangement
from ._expansion import is_description
from ._member_columns import name_member_attributes
from ._pieces import list_separators, looks_like_list
from ._words import field_of, header_kind, is_participant_word, numbered

__all__ = ["are_lists", "holds_lists"]


def are_lists(draft: Draft, sure: bool) -> bool:
    many = _many_members(draft)
    if many:
        for label in many:
            draft.fields[label] = "member"
        name_member_attributes(draft, many)
        if not needs_arrangement(draft):
            return False
        draft.why.append(
            f"layout lists: {len(many)} columns of members, {many[0]!r} to {many[-1]!r}"
        )
        return True
    label = draft.first("members")
    if label and not sure and not holds_lists(draft.column(label)):
        # "Deelnemers" with one name a row: the participant of a membership.
        del draft.fields[label]
        if not draft.having("participant"):
            draft.fields[label] = "participant"
        return False
    if not label and sure:
        label = draft.first("participant")
    if not label:
        label = next(
            (one for one in draft.region.labels
             if draft.fields.get(one) in (None, "participant")
             and looks_like_list(draft.column(one).values)),
            "",
        )  # fmt: skip
        if not label or (draft.fields.get(label) is None and draft.having("participant")):
            return False
    draft.fields[label] = "members"
    # Inhabitants beside a list are those of the arrangement, not of its members.
    for field in ("population", "population_year", "lon", "lat"):
        for other in draft.having(field):
            draft.fields[other] = "ignore"
    for other in draft.having("participant") + draft.having("participant_name"):
        if header_kind(other) != "participant_code":
            draft.fields[other] = (
                "host" if not draft.having("host") and not draft.having("arrangement") else "ignore"
            )
    if not needs_arrangement(draft):
        if not draft.having("host"):
            return False
        own = draft.column(draft.first("host"))
        about = ""
        if draft.having("theme") and len(own.used()) < len(own):
            draft.key, about = "theme", " and theme"
        draft.why.append(
            f"each {draft.first('host')!r}{about} is an arrangement with those in its rows"
        )
    draft.separators = list_separators(draft.column(label).values)
    draft.why.append(
        f"layout lists: {label!r} holds several names, cut at {_shown(draft.separators)}"
    )
    return True


def holds_lists(column: Column) -> bool:
    """Whether cells hold several names each, or describe them."""
    if looks_like_list(column.values) or any(map(is_description, column.values)):
        return True
    cells = [text for text in column.values if text.strip()]
    return sum("," in text or " en " in text or " and " in text for text in cells) >= 0.3 * max(
        len(cells), 1
    )


def _shown(separators: tuple[str, ...]) -> str:
    return ", ".join({"\n": "line break"}.get(sep, repr(sep)) for sep in separators)


def _many_members(draft: Draft) -> list[str]:
    found: dict[str, list[str]] = {}
    for label in draft.region.labels:
        parts = numbered(label)
        if parts and _is_member(parts[0]) and not re.fullmatch(r".*(19|20)\d\d", label):
            found.setdefault(parts[0], []).append(label)
    best = max(found.values(), key=len, default=[])
    if len(best) >= 2:
        word = numbered(best[0])
        assert word is not None
        plain = [label for label in draft.region.labels if fold(label) == word[0]]
        return [*plain, *best]
    return _unnamed_right(draft)


def _is_member(name: str) -> bool:
    """Whether numbered columns of this name hold members: "lid", "deelnemer naam"."""
    return is_participant_word(name) or field_of(name) in ("participant", "participant_name")


def _unnamed_right(draft: Draft) -> list[str]:
    """A column of members ("Deelnemers") and the nameless ones right of it."""
    labels = draft.region.labels
    for place, label in enumerate(labels):
        if draft.fields.get(label) not in ("members", "participant"):
            continue
        right = []
        for other in labels[place + 1 :]:
            if not re.fullmatch(rf"column [A-Z]+|{re.escape(label)} \(\d+\)", other):
                break
            right.append(other)
        if right and not any(all_numbers(draft.column(one)) for one in right):
            return [label, *right]
    return []
