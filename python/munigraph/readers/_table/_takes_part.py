"""Rows that say that somebody takes no part: a column of yes and no, "geen lid", a weight of 0."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ..._common.text import fold, squeeze
from ._cells import Cell, Column
from ._claims import CellFault, Claims
from ._dates import LAST_DAY
from ._draft import Draft, are_answers, are_marks, says_both
from ._mapping import ColumnMapping
from ._marks import mark_of
from ._periods import dated
from ._words import field_of, header_kind, words

if TYPE_CHECKING:
    import numpy as np

__all__ = [
    "NO_PART",
    "asks_who_takes_part",
    "settle_answers",
    "those_who_take_part",
    "unread_answers",
    "warnings_of",
]

NO_PART = "takes no part"
"""The reason by which a row is left out that says no: what the table says, and no fault."""
_NOT_SAID = "not said whether it takes part"
_QUESTION = re.compile(
    r"\s+(?:ja (?:of )?nee|j n|yes (?:or )?no|y n|oui non|o n|ja (?:oder )?nein|si no|0 1|1 0)$"
)
_NOT_YET = re.compile(r"(?:nog niet|not yet|noch nicht|pas encore|non ancora|aun no)\b")
_ZERO = re.compile(r"[-+]?0+(?:[.,]0+)?")


def asks_who_takes_part(draft: Draft, label: str) -> bool:
    """Whether a column of yes and no says who takes part, by its name: "Neemt deel", or
    "Deelnemer" beside the participants themselves."""
    plain = _QUESTION.sub("", fold(label))
    its = field_of(plain)
    if its not in ("takes_part", "participant", "member", "members", "role"):
        return False
    column = draft.column(label)
    if not (are_answers(column) or says_both(column) or (its == "takes_part" and _mostly(column))):
        return False
    others = [one for one in draft.region.labels if one != label and not _is_mark(draft, one)]
    named = [field_of(one) for one in others]
    # Marks beside it are a matrix, of which it is a column.
    row = {"participant", "arrangement"} <= {one.partition("_")[0] for one in named}
    marks = len(draft.region.labels) - len(others) - 1
    people = any(one.startswith("participant") for one in named)
    return len(others) > 1 and (people or its == "takes_part") and (row or not marks)


def _mostly(column: Column) -> bool:
    """Whether most cells begin with yes or no: "ja, sinds 2019", "nog niet"."""
    counts = column.counts()
    begun = sum(int(counts[code]) for code in column.used() if _begins(column.values[code]))
    return 2 * begun > len(column) - int(counts[0])


def _begins(text: str) -> str:
    """``yes`` or ``no`` where a text begins so, else ""."""
    tokens = fold(text).split()
    known = words()
    if not tokens:
        return ""
    if (
        tokens[0] in known.denials
        or tokens[0] in known.cells_no
        or _NOT_YET.match(" ".join(tokens))
    ):
        return "no"
    return "yes" if tokens[0] in known.cells_yes and not tokens[0].isdigit() else ""


def _is_mark(draft: Draft, label: str) -> bool:
    return field_of(label) in ("", "participant", "arrangement") and are_marks(draft.column(label))


def settle_answers(draft: Draft, layout: str) -> None:
    """What is left of yes and no once the layout is known: who takes part, where nothing else can
    be meant; else it is told, since everybody in the table would take part."""
    if layout not in ("memberships", "pairs") or draft.having("takes_part"):
        return
    left = unread_answers(draft.region.labels, draft.fields, draft.column)
    chosen = _of_pairs(draft, left) if layout == "pairs" else _of_rows(draft, left)
    if chosen:
        draft.fields[chosen] = "takes_part"
        draft.why.append(f"{chosen!r} says who takes part: rows that say no are left out")


def unread_answers(
    labels: list[str], fields: dict[str, str], column: Callable[[str], Column]
) -> list[str]:
    """Columns that answer both yes and no, and that are not read."""
    return [
        label for label in labels
        if fields.get(label, "ignore") == "ignore" and says_both(column(label))
        and not header_kind(label).endswith("_code")
    ]  # fmt: skip


def warnings_of(labels: Iterable[str]) -> list[str]:
    """What is told of columns that answer yes and no and are not read."""
    return [
        f"warning: {label!r} answers yes and no and is not read, so all rows take part: if it says "
        f'who takes part, map it ("{label}" = "takes_part")'
        for label in labels
    ]


def _of_pairs(draft: Draft, left: list[str]) -> str:
    """The one column that answers, where pairs have no weight: "Samenwerking" with ja and nee."""
    named = [one for one in draft.having("arrangement") if says_both(draft.column(one))]
    found = [*named, *left]
    return found[0] if len(found) == 1 and not draft.having("weight") else ""


def _of_rows(draft: Draft, left: list[str]) -> str:
    """The one column that answers where every arrangement stands beside every participant, or one
    called "value"."""
    weights = [one for one in draft.having("weight") if _has_zeros(draft.column(one))]
    plain = [one for one in (*weights, *left) if fold(one) in words().values]
    plain = [one for one in plain if says_both(draft.column(one))]
    if len(plain) == 1:
        return plain[0]
    found = [*weights, *left]
    return found[0] if len(found) == 1 and _is_whole_grid(draft) else ""


def _has_zeros(column: Column) -> bool:
    return any(_ZERO.fullmatch(squeeze(column.values[code])) for code in column.used())


def _is_whole_grid(draft: Draft) -> bool:
    import numpy as np

    first, second = draft.first("arrangement"), draft.first("participant")
    if not first or not second:
        return False
    own, other = draft.column(first), draft.column(second)
    pairs = np.unique(own.codes.astype(np.int64) * len(other.values) + other.codes)
    rows, columns = len(own.used()), len(other.used())
    return min(rows, columns) > 1 and len(pairs) == rows * columns


def those_who_take_part(claims: Claims, mapping: ColumnMapping, *, pairs: bool) -> Claims:
    """Claims without those that say no; their participants are kept, as in a matrix."""
    import numpy as np

    if mapping.exact:
        return claims
    says_no = np.zeros(len(claims), dtype=bool)
    for field in ("takes_part", "role"):
        if field in claims.fields:
            _take_dates(claims, field, mapping)
    if "takes_part" in claims.fields:
        said = claims.fields.pop("takes_part")
        says_no |= _leave_out(claims, "takes_part", said, _answers(said, mapping))
        _take_roles(claims, said, mapping)
    if "role" in claims.fields:
        says_no |= _without_role(claims, mapping, says_no)
    if "weight" in claims.fields and (pairs or _weighted(claims)):
        weight = claims.fields["weight"]
        zero = {
            code: f"{NO_PART}: a weight of 0" for code in weight.used()
            if _ZERO.fullmatch(squeeze(weight.values[code]))
        }  # fmt: skip
        says_no |= _leave_out(claims, "weight", weight, zero, but=says_no)
    if not says_no.any():
        return claims
    for field in ("participant", "partner"):
        if field in claims.fields:
            claims.present.update(
                dict.fromkeys(claims.fields[field].take(np.flatnonzero(says_no)).texts())
            )
    return claims.take(np.flatnonzero(~says_no))


def _take_dates(claims: Claims, field: str, mapping: ColumnMapping) -> None:
    """Dates behind a yes or a role ("ja, sinds 2019", "lid (2012-2018)"): those of the membership
    where no column has its dates."""
    column = claims.fields[field]
    meanings, roles = mapping.words.get("mark", {}), mapping.words.get("role", {})
    found = {
        code: parts for code in column.used()
        if (parts := dated(column.values[code]))
        and ((mark := mark_of(parts[0], meanings, roles)) is None or mark.yes)
        and (mark is not None or _begins(parts[0]) == "yes")
    }  # fmt: skip
    if not found:
        return
    values = [found[k][0] if k in found else text for k, text in enumerate(column.values)]
    claims.fields[field] = column.mapped(values)
    if {"joined", "left", "membership_period"} & set(claims.fields):
        reason = "a date in a column that is not one of dates, where others hold them"
        _leave_out(claims, field, column, dict.fromkeys(found, reason))
        return
    starts = [found[k][1].start if k in found else "" for k in range(len(column.values))]
    ends: list[Cell] = [
        (found[k][1].end, LAST_DAY if found[k][1].last_day else "text")
        if k in found
        else ("", "text")
        for k in range(len(column.values))
    ]
    for its, became in (("joined", column.mapped(starts)), ("left", column.recoded(ends))):
        if any(became.values):
            claims.fields[its] = became
            claims.labels[its] = claims.labels.get(field, field)


def _weighted(claims: Claims) -> bool:
    """Whether weights differ within arrangements, so that they are of memberships."""
    import numpy as np

    named, weight = claims.fields.get("arrangement"), claims.fields["weight"]
    if named is None:
        return False
    keys = named.codes.astype(np.int64) * len(weight.values) + weight.codes
    return len(np.unique(keys)) > len(named.used())


def _leave_out(
    claims: Claims, field: str, column: Column, reasons: dict[int, str],
    but: np.ndarray[Any, Any] | None = None,
) -> np.ndarray[Any, Any]:  # fmt: skip
    """Mark and tell the claims whose value has a reason."""
    import numpy as np

    where = np.isin(column.codes, list(reasons))
    if but is not None:
        where &= ~but
    label = claims.labels.get(field, field)
    told = [
        CellFault(int(claims.rows[place]), label, column.text(place), reasons[column.codes[place]])
        for place in np.flatnonzero(where).tolist()
    ]
    claims.faults = [*claims.faults, *dict.fromkeys(told)]
    return where


def _answers(said: Column, mapping: ColumnMapping) -> dict[int, str]:
    """Value → why it is left out. A blank says no where nothing else does: "x" and nothing."""
    meanings, roles = mapping.words.get("mark", {}), mapping.words.get("role", {})
    found: dict[int, str] = {}
    marks = {code: mark_of(said.values[code], meanings, roles) for code in said.used()}
    plain = any(mark is not None and not mark.yes for code, mark in marks.items() if code)
    for code, mark in marks.items():
        text = squeeze(said.values[code])
        if not text:
            found[code] = _NOT_SAID if plain else NO_PART
        elif text.casefold() in words().missing - words().cells_no:
            found[code] = _NOT_SAID
        elif mark is None and _begins(text) == "no":
            found[code] = NO_PART
        elif mark is None and _begins(text) == "yes":
            continue
        elif mark is None:
            found[code] = (
                "neither yes nor no: say what it means in the mapping, "
                f'[words.mark] "{text}" = "yes"'
            )
        elif not mark.yes:
            found[code] = NO_PART
    return found


def _take_roles(claims: Claims, said: Column, mapping: ColumnMapping) -> None:
    """Roles that stand where yes would: "centrumgemeente", where no column is of roles."""
    if "role" in claims.fields:
        return
    meanings, roles = mapping.words.get("mark", {}), mapping.words.get("role", {})
    marks = [mark_of(text, meanings, roles) if text else None for text in said.values]
    became = [mark.role if mark is not None else "" for mark in marks]
    if any(became):
        claims.fields["role"] = said.mapped(became)
        claims.labels.setdefault("role", claims.labels.get("takes_part", "takes_part"))


def _without_role(
    claims: Claims, mapping: ColumnMapping, but: np.ndarray[Any, Any]
) -> np.ndarray[Any, Any]:
    """The claims whose role says that it is none ("geen deelnemer"), or no longer where no date
    says until when ("voormalig lid")."""
    role = claims.fields["role"]
    known = {**words().vocabularies["role"], **mapping.words.get("role", {})}
    none: dict[int, str] = {}
    over: dict[int, str] = {}
    for code in role.used():
        text = role.values[code]
        if not is_denied_role(text, known):
            continue
        former = fold(text).split()[0] in words().former
        if former:
            over[code] = f"{NO_PART}: no longer, and no date says until when"
        else:
            none[code] = NO_PART
    says_no = _leave_out(claims, "role", role, none, but=but)
    dated = but.copy()
    for field in ("left", "valid_to", "membership_period", "period"):
        if field in claims.fields:
            dated |= claims.fields[field].codes != 0
    return says_no | _leave_out(claims, "role", role, over, but=dated)


def is_denied_role(text: str, roles: Mapping[str, str]) -> bool:
    """Whether a text says that there is no such role, or no longer: "geen lid", "voormalig lid"."""
    tokens = fold(text).split()
    if len(tokens) < 2 or " ".join(tokens) in roles or tokens[0] not in words().denials:
        return False
    return any(" ".join(tokens[first:]) in roles for first in range(1, len(tokens)))
