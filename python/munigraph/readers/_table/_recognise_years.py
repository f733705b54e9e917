"""Recognising a column per year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..._common.text import fold, squeeze
from ._dates import year_of
from ._draft import Draft, are_marks, needs_arrangement
from ._pieces import looks_like_list
from ._recognise_memberships import are_memberships
from ._recognise_pairs import are_named_pairs
from ._words import field_of

if TYPE_CHECKING:
    import numpy as np

__all__ = ["layout_across", "starts_by_year", "years_across"]


def years_across(draft: Draft) -> list[int]:
    """Years of columns that name one each ("2016", "regio 2016"), at least two."""
    found: dict[str, int] = {}
    for label in draft.region.labels:
        year = year_of(label)
        plain = fold(re.sub(r"\d{4}", " ", label))
        its = field_of(plain) if plain else ""
        if year and (its in ("", "arrangement", "members", "participant", "mark")):
            found[label] = year
    if len(found) < 2:
        return []
    if len(set(found.values())) < len(found):
        return _matrix_per_year(draft, found)
    for label, year in found.items():
        draft.fields.pop(label, None)
        column = draft.column(label)
        if are_marks(column):
            field = "mark"
        elif looks_like_list(column.values) or not (
            draft.having("participant") or draft.having("participant_name") or _is_region(label)
        ):
            field = "members"
        else:
            field = "arrangement"
        draft.fields[label] = f"{field}@{year}"
    _of_years(draft, found)
    fields = {its.partition("@")[0] for its in draft.fields.values() if "@" in its}
    if "members" in fields and "mark" in fields:
        for label, year in found.items():
            draft.fields[label] = f"members@{year}"
    return sorted(found.values())


def _matrix_per_year(draft: Draft, found: dict[str, int]) -> list[int]:
    """Years over columns of marks, which come again under each: "2018 / GGD", "2019 / GGD"."""
    names: dict[int, set[str]] = {}
    for label, year in found.items():
        parts = [part for part in label.split(" / ") if year_of(part) != year]
        if len(parts) != 1 or not are_marks(draft.column(label)):
            return []
        names.setdefault(year, set()).add(fold(parts[0]))
    again = set.intersection(*names.values())
    if len(names) < 2 or not again or sum(map(len, names.values())) != len(found):
        return []
    for label, year in found.items():
        draft.fields[label] = f"mark@{year}"
    return sorted(names)


def _is_region(label: str) -> bool:
    """Whether a column says by its name in which arrangement the row is: "regio 2018"."""
    return field_of(fold(re.sub(r"\d{4}", " ", label))) == "arrangement"


def _of_years(draft: Draft, found: dict[str, int]) -> None:
    """Columns that say something of memberships in a year: "2018 / Rol" by "2018 / Gemeente"."""
    years = set(found.values())
    for label in draft.region.labels:
        year = year_of(label) if " / " in label else None
        its = field_of(label.rpartition(" / ")[2]) if year in years else ""
        if label not in found and its in ("role", "participant_kind"):
            draft.fields[label] = f"{its}@{year}"


def layout_across(draft: Draft) -> str:
    """The layout of a table with a column per year, by what these columns hold."""
    fields = {its.partition("@")[0] for its in draft.fields.values() if "@" in its}
    if "arrangement" in fields and "members" not in fields:
        left = [label for label in draft.region.labels if label not in draft.fields]
        if not draft.having("participant") and left:
            draft.fields[left[0]] = "participant"
            draft.why.append(f"{left[0]!r} is taken as the participant: what is left")
        return "memberships" if draft.having("participant") else ""
    if "mark" in fields and len(years := _years_of_marks(draft)) > len(set(years)):
        return "matrix" if _names_rows(draft) else ""
    if "members" in fields:
        return "lists" if needs_arrangement(draft) else ""
    if are_named_pairs(draft, False):
        return "pairs"
    return "memberships" if are_memberships(draft, True) else ""


def _years_of_marks(draft: Draft) -> list[str]:
    return [its.partition("@")[2] for its in draft.fields.values() if its.startswith("mark@")]


def _names_rows(draft: Draft) -> bool:
    """Whether one column names the rows of a matrix, and no other says who takes part in what."""
    known = [one for one in ("participant", "arrangement") if draft.having(one)]
    if known:
        draft.across = "arrangements" if known == ["participant"] else "participants"
        return len(known) == 1
    left = [label for label in draft.region.labels if label not in draft.fields]
    if left:
        draft.fields[left[0]], draft.across = "participant", "arrangements"
        draft.why.append(f"{left[0]!r} is taken as the participant: what is left")
    return bool(left)


def _row_keys(draft: Draft) -> np.ndarray[Any, Any] | None:
    """A number per row for its arrangement: its name, or in pairs both ends and the theme."""
    import numpy as np

    if named := draft.first("arrangement"):
        return draft.column(named).codes.astype(np.int64)
    one, other = draft.first("participant"), draft.first("partner")
    if not (one and other):
        return None
    texts = [
        [squeeze(draft.column(label).text(row)).casefold() for row in range(draft.region.rows)]
        for label in (one, other, *draft.having("theme"))
    ]
    seen: dict[tuple[str, ...], int] = {}
    rows = ((*sorted((a, b)), *rest) for a, b, *rest in zip(*texts, strict=True))
    return np.array([seen.setdefault(key, len(seen)) for key in rows], dtype=np.int64)


def starts_by_year(draft: Draft) -> bool:
    """Whether a column of years says when each arrangement began, and takes it as that: every
    arrangement has one year, and they differ. Over the years an arrangement would come again."""
    import numpy as np

    label = draft.first("year")
    keys = _row_keys(draft)
    if keys is None or draft.having("valid_from"):
        return False
    years = draft.column(label)
    filled = np.array([bool(text.strip()) for text in years.values], dtype=bool)[years.codes]
    keys = keys[filled]
    pairs = np.unique(np.column_stack([keys, years.codes[filled]]), axis=0)
    different = len(np.unique(years.codes[filled]))
    if different < 2 or len(pairs) > len(np.unique(keys)):
        return False
    draft.fields[label] = "valid_from"
    draft.why.append(f"{label!r} is when each arrangement began: none has two years")
    return True
