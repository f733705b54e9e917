"""Recognising memberships: a column of arrangements and one of participants."""

from __future__ import annotations

import re
from collections import Counter

from ..._common.text import fold, squeeze
from ._dates import year_of
from ._draft import Draft, all_numbers, are_answers, are_sizes, scheme_instead
from ._words import numbered

__all__ = ["are_memberships"]


_REGION = re.compile(r"regio|verband|district|kring\b|zone\b|gebied|bezirk|epci|syndicat")
_CUT = re.compile(r"[;,\n|/]")


def are_memberships(draft: Draft, sure: bool) -> bool:
    _name_of_arrangements(draft)
    if not draft.having("participant"):
        left = _leftover_texts(draft)
        if draft.having("participant_name"):
            draft.fields[draft.first("participant_name")] = "participant"
        elif draft.having("arrangement") and left:
            draft.fields[left[0]] = "participant"
            draft.why.append(f"{left[0]!r} is taken as the participant: what is left")
        elif len(left) >= 2:
            # Of two columns of names, the arrangement is the one whose names recur more.
            ordered = sorted(left[:2], key=lambda label: len(draft.column(label).used()))
            draft.fields[ordered[0]], draft.fields[ordered[1]] = "arrangement", "participant"
            draft.why.append(
                f"{ordered[0]!r} is taken as the arrangement and {ordered[1]!r} as the "
                "participant: the names of the first recur more"
            )
    if draft.having("arrangement_name") and not draft.having("arrangement"):
        draft.fields[draft.first("arrangement_name")] = "arrangement"
    if _numbered(draft) or _schemes(draft):
        return True
    if not draft.having("arrangement"):
        left = [
            label for label in draft.region.labels
            if draft.fields.get(label) is None and not are_sizes(draft.column(label))
            and not are_answers(draft.column(label))
            and 1 < len(draft.column(label).used()) < max(3, draft.region.rows)
        ]  # fmt: skip
        texts = [label for label in left if not all_numbers(draft.column(label))]
        chosen = next(iter(texts or left or _leftover_texts(draft)), "")
        hosts = [one for one in draft.having("host") if not are_answers(draft.column(one))]
        if not draft.having("participant") or not (chosen or hosts or scheme_instead(draft)):
            return False
        if not chosen and hosts:
            draft.why.append(
                f"each {draft.first('host')!r} is an arrangement with those in its rows"
            )
            return True
        if chosen:
            draft.fields[chosen] = "arrangement"
            draft.why.append(
                f"{chosen!r} is taken as the arrangement: a column of names that recur"
            )
    for label in draft.having("arrangement")[1:]:
        del draft.fields[label]
    return bool(draft.having("participant")) and not _several_in_a_cell(draft)


def _name_of_arrangements(draft: Draft) -> None:
    """A bare column "Naam" beside the participants is the arrangement's where its names recur with
    different participants, and nothing else is the arrangement."""
    import numpy as np

    label, other = draft.first("participant_name"), draft.first("participant")
    if not (label and other) or draft.having("arrangement") or _leftover_texts(draft):
        return
    names, people = draft.column(label), draft.column(other)
    pairs = np.unique(names.codes.astype(np.int64) * len(people.values) + people.codes)
    if len(names.used()) <= 0.7 * len(pairs):
        draft.fields[label] = "arrangement"
        draft.why.append(f"{label!r} is taken as the arrangement: its names have several members")


def _numbered(draft: Draft) -> bool:
    """Several columns with an arrangement of the place each: "regeling 1", "regeling 2"."""
    participant = draft.first("participant")
    found: dict[str, list[str]] = {}
    for label in draft.region.labels:
        parts = numbered(label)
        if parts and draft.fields.get(label) == "arrangement" and not year_of(label):
            found.setdefault(parts[0], []).append(label)
    best = max(found.values(), key=len, default=[])
    if not participant or len(best) < 2 or len(best) < len(draft.having("arrangement")):
        return False
    draft.numbered = True
    draft.why.append(
        f"{best[0]!r} to {best[-1]!r} hold the arrangements of a place: one name is one arrangement"
    )
    return True


def _several_in_a_cell(draft: Draft) -> bool:
    """Whether cells hold several arrangements, which come again in other cells: no name of one."""
    label = draft.first("arrangement")
    values = [text for text in draft.column(label).values if text.strip()]
    if len(values) < 2 or sum(bool(_CUT.search(text)) for text in values) < 0.2 * len(values):
        return False
    cells = [[squeeze(one).casefold() for one in _CUT.split(text)] for text in values]
    counts = Counter(one for cell in cells for one in dict.fromkeys(cell) if one)
    long = [cell for cell in cells if len(cell) > 1]
    shared = sum(all(counts[one] > 1 for one in cell if one) for cell in long)
    if shared < 0.5 * len(long):
        return False
    draft.refused = (
        f"{label!r} holds several arrangements in a cell: give each its own row or column "
        f'("{label} 1", "{label} 2")'
    )
    return True


def _schemes(draft: Draft) -> bool:
    """Several columns that each say in which region the place of the row is: every column a scheme
    of its own. The places have a row each, and the names of every scheme recur."""
    participant = draft.first("participant")
    if not participant or draft.having("role") or draft.having("joined"):
        return False
    column = draft.column(participant)
    if len(column.used()) < len(column) or len(column) < 3:
        return False
    found: list[str] = []
    alone: list[str] = []
    for label in draft.region.labels:
        if draft.fields.get(label, "arrangement") != "arrangement":
            continue
        own = draft.column(label)
        if are_answers(own) or are_sizes(own):
            continue
        distinct = len([code for code in own.used() if own.values[code].strip()])
        called = bool(draft.fields.get(label)) or bool(_REGION.search(fold(label)))
        if 2 <= distinct <= 0.7 * len(own) or (distinct == 1 and called):
            found.append(label)
        elif distinct == 1 and 2 <= len(own) - int(own.counts()[0]) < len(own):
            alone.append(label)
    # Beside schemes of several regions, one with gaps may have a single one.
    found = [label for label in draft.region.labels if label in found or (found and label in alone)]
    found = _without_codes(draft, found)
    if len(found) < 2:
        return False
    for label in found:
        draft.fields[label] = "arrangement"
    draft.why.append(
        f"each of {', '.join(map(repr, found))} divides the places: a scheme of arrangements each"
    )
    return True


def _without_codes(draft: Draft, labels: list[str]) -> list[str]:
    """Columns without those that only number the names of another one."""
    import numpy as np

    kept: list[str] = []
    for label in sorted(labels, key=lambda one: all_numbers(draft.column(one))):
        own = draft.column(label)
        for other in kept:
            column = draft.column(other)
            pairs = np.unique(own.codes.astype(np.int64) * len(column.values) + column.codes)
            if len(pairs) == len(own.used()) == len(column.used()) and (
                all_numbers(own) or fold(label).startswith(fold(other)[:4])
            ):
                break
        else:
            kept.append(label)
    return [label for label in labels if label in kept]


def _leftover_texts(draft: Draft) -> list[str]:
    return [
        label for label in draft.region.labels
        if label not in draft.fields
        and not all_numbers(draft.column(label)) and not are_sizes(draft.column(label))
        and not are_answers(draft.column(label))
    ]  # fmt: skip
