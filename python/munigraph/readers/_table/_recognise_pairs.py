"""Recognising pairs: two columns of participants."""

from __future__ import annotations

import re
from itertools import combinations

from ..._common.text import fold
from ._draft import Draft, all_numbers, are_marks, is_answer
from ._spellings import name_key
from ._words import is_participant_word, numbered, pair_headers, words

__all__ = ["are_named_pairs", "are_pairs"]


_DISTANCE = re.compile(r"afstand|distan|entfernung|\bkm\b|kilomet|reistijd|travel|\bmin\b")


def are_named_pairs(draft: Draft, sure: bool) -> bool:
    """Pairs by the names of the columns."""
    labels = draft.region.labels
    ends = pair_headers(labels)
    if ends is not None and all(len(labels[place]) == 1 for place in ends):
        # "A" and "B" may be the first columns of a matrix.
        columns = [draft.region.columns[place] for place in ends]
        matrix = all(map(are_marks, columns)) or (
            len(labels) > 2 and 0 not in ends and all(map(all_numbers, columns))
        )
        ends = None if matrix else ends
    if ends is not None and _rows_are_named(draft):
        parts = [numbered(labels[place]) for place in ends]
        if all(one is not None and is_participant_word(one[0]) for one in parts):
            return False  # "Gemeente A" and "Gemeente B" of what the row names
    if ends is None and _take_partners(draft):
        return True
    ends = ends or _numbered_pair(draft)
    return ends is not None and _take_pair(draft, ends)


def _take_partners(draft: Draft) -> bool:
    """A participant and its partners, in columns "partner 1", "partner 2" and so on."""
    if draft.having("arrangement") or draft.having("arrangement_name"):
        return False
    own = [one for one in draft.having("participant") if numbered(one) is None]
    found: dict[str, list[str]] = {}
    for label in draft.region.labels:
        parts = numbered(label)
        if parts and is_participant_word(parts[0]) and label not in own:
            found.setdefault(parts[0], []).append(label)
    partners = max(found.values(), key=len, default=[])
    if len(own) != 1 or len(partners) < 2:
        return False
    for label in draft.having("participant"):
        if label not in own:
            draft.fields.pop(label)
    for label in partners:
        draft.fields[label] = "partner"
    draft.why.append(f"layout pairs: {own[0]!r} with each of {', '.join(map(repr, partners))}")
    return True


def are_pairs(draft: Draft, sure: bool) -> bool:
    """Pairs by what stands in the columns."""
    if draft.having("arrangement") or draft.having("members") or _rows_are_named(draft):
        return False
    ends = _overlapping(draft)
    return ends is not None and _take_pair(draft, ends)


def _take_pair(draft: Draft, ends: tuple[int, int]) -> bool:
    labels = draft.region.labels
    columns = [draft.region.columns[place] for place in ends]
    if any(map(are_marks, columns)) and all_numbers(columns[0]) != all_numbers(columns[1]):
        return False
    first, second = (labels[place] for place in ends)
    for label in (first, second, *draft.having("participant")):
        draft.fields.pop(label, None)
    draft.fields[first], draft.fields[second] = "participant", "partner"
    draft.why.append(f"layout pairs: {first!r} and {second!r} are the two ends")
    _settle_arrangement(draft, first, second)
    if not draft.having("weight"):
        _take_weight(draft)
    return True


def _take_weight(draft: Draft) -> None:
    """A column of numbers is the weight; not one of distances, and not one that answers."""
    free = [
        label for label in draft.region.labels
        if label not in draft.fields and all_numbers(draft.column(label))
        and not _DISTANCE.search(fold(label))
    ]  # fmt: skip
    named = [one for one in draft.having("arrangement") if are_marks(draft.column(one))]
    if named and not free:
        draft.fields[named[0]] = "takes_part"
        draft.why.append(f"{named[0]!r} says which pairs there are")
    elif free:
        chosen = named[0] if named else free[0]
        draft.fields[chosen] = "weight"
        draft.why.append(f"{chosen!r} is taken as the weight: a column of numbers")


def _settle_arrangement(draft: Draft, first: str, second: str) -> None:
    """A column of arrangements beside pairs is what they are pairs of, where it names all pairs of
    its members; a region or kind of pairs does not."""
    named = next(
        (one for one in draft.having("arrangement") if not are_marks(draft.column(one))), ""
    )
    if not named:
        return
    ends: dict[int, set[frozenset[str]]] = {}
    texts = [draft.column(label).texts() for label in (first, second)]
    codes = draft.column(named).codes.tolist()
    for code, a, b in zip(codes, *texts, strict=True):
        ends.setdefault(code, set()).add(frozenset((name_key(a), name_key(b))))
    whole = 0
    for pairs in ends.values():
        members = len(frozenset().union(*pairs))
        whole += len(pairs) == members * (members - 1) // 2
    if whole >= 0.9 * len(ends):
        draft.why.append(
            f"{named!r} is the arrangement of the pairs: all pairs of its members stand"
        )
        return
    draft.fields[named] = "ignore"
    draft.why.append(
        f"warning: {named!r} is not read: not all pairs of those that it names stand in the table, "
        f'so each pair is an arrangement; if it is one itself, map it ("{named}" = "arrangement")'
    )


def _numbered_pair(draft: Draft) -> tuple[int, int] | None:
    """Two columns of one name with 1 and 2, or A and B, behind it, and no third."""
    if _rows_are_named(draft):
        return None
    found: dict[str, list[tuple[int, int]]] = {}
    for place, label in enumerate(draft.region.labels):
        parts = numbered(label)
        if parts and (is_participant_word(parts[0]) or parts[0] in ("id", "node", "naam", "name")):
            found.setdefault(parts[0], []).append((parts[1], place))
    for places in found.values():
        if sorted(number for number, _ in places) == [1, 2] and not draft.having("arrangement"):
            return tuple(place for _, place in sorted(places))  # type: ignore[return-value]
    return None


def _rows_are_named(draft: Draft) -> bool:
    """Whether a column called "name" or "scheme" has another one in each row: an arrangement with
    its members, and no pair."""
    plain = [
        label for label in draft.region.labels
        if label not in draft.fields and words().attributes.get(fold(label)) == "name"
    ]  # fmt: skip
    return any(
        len(draft.column(label).used()) == draft.region.rows
        and not all_numbers(draft.column(label))
        for label in (*plain, *draft.having("scheme"))
    )


def _overlapping(draft: Draft) -> tuple[int, int] | None:
    """Two columns of text that hold the same names; answers ("ja", "?") are none."""
    free = (None, "participant", "partner")
    sets: dict[int, set[str]] = {}
    for place, (label, column) in enumerate(
        zip(draft.region.labels, draft.region.columns, strict=True)
    ):
        if draft.fields.get(label) in free and not all_numbers(column) and not are_marks(column):
            sets[place] = {
                plain for value in column.values
                if (plain := name_key(value)) and not is_answer(value)
            }  # fmt: skip
    for first, second in combinations(sets, 2):
        smaller = min(len(sets[first]), len(sets[second]))
        if smaller > 1 and len(sets[first] & sets[second]) >= 0.3 * smaller:
            return first, second
    return None
