"""Regions that are numbered or named anew in every scheme of one table."""

from __future__ import annotations

from itertools import combinations

from ..._common.text import fold, squeeze
from ._claims import Claims
from ._draft import Draft, all_numbers, are_answers, are_sizes
from ._mapping import ColumnMapping
from ._words import header_kind

__all__ = ["divide", "name_divisions"]


def name_divisions(draft: Draft, layout: str) -> None:
    """Find the column without which regions of several schemes would be one: "1" of "afval" and
    "1" of "jeugd", with other members. A column of schemes divides names, too."""
    label = draft.first("arrangement")
    if layout not in ("memberships", "lists") or not label or "@" in draft.fields[label]:
        return
    if len(draft.having("arrangement")) > 1 or header_kind(label) == "arrangement_code":
        return
    own = draft.column(label)
    brief = all(len(squeeze(own.values[code])) <= 2 for code in own.used())
    short = all_numbers(own) or (brief and "regi" in fold(label))
    free = [one for one in draft.region.labels if one not in draft.fields]
    candidates = [*draft.having("scheme"), *((*draft.having("theme"), *free) if short else ())]
    people = draft.first("participant") or draft.first("members")
    if not people:
        return
    for other in candidates:
        column = draft.column(other)
        if other == label or all_numbers(column) or are_answers(column) or are_sizes(column):
            continue
        if not _divides(draft, label, other, people):
            continue
        its = "theme" if draft.fields.get(other) == "theme" else "scheme"
        draft.fields[other] = its
        draft.key = its
        draft.why.append(
            f"{label!r} means others in each {other!r}: an arrangement is both (key = {its!r})"
        )
        return


def _divides(draft: Draft, label: str, other: str, people: str) -> bool:
    """Whether arrangements recur under several values of another column, mostly with others in
    them (unless it is one of schemes), and nobody is in two of them under one value."""
    texts = [draft.column(one).texts() for one in (label, other, people)]
    year = draft.first("year")
    years = draft.column(year).texts() if year else [""] * len(texts[0])
    members: dict[str, dict[str, set[str]]] = {}
    seen: set[tuple[str, str, str]] = set()
    twice = 0
    for arrangement, scheme, person, when in zip(*texts, years, strict=True):
        if not (arrangement.strip() and scheme.strip()):
            return False
        members.setdefault(arrangement, {}).setdefault(scheme, set()).add(person)
        twice += (scheme, person, when) in seen
        seen.add((scheme, person, when))
    recur = [list(of.values()) for of in members.values() if len(of) > 1]
    differ = sum(any(not (a <= b or b <= a) for a, b in combinations(sets, 2)) for sets in recur)
    least = 0.0 if draft.fields.get(other) == "scheme" else 0.5 * len(recur)
    return bool(recur) and differ >= least and twice <= 0.05 * len(texts[0])


def divide(claims: Claims, mapping: ColumnMapping) -> None:
    """Say of every claim to which scheme its arrangement belongs, where the mapping asks for it."""
    if mapping.key in ("scheme", "theme") and mapping.key in claims.fields:
        claims.fields.setdefault("division", claims.fields[mapping.key])
