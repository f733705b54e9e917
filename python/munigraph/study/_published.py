"""Published figures and statements as claims: answered without a null."""

from __future__ import annotations

import numpy as np

from ._rule import NO, OPEN, SAME_SIGN, YES, Row, given

#: Figures that a search gives; all others are counts of the register.
_SOUGHT = frozenset({"clusters", "singletons", "quality", "agreement", "weight_inside"})


def published(one: Row) -> Row:
    """A published figure: as computed, against its own range and the free constructions."""
    low, high = one["published_low"], one["published_high"]
    inside = given(one["computed"]) and low <= one["computed"] <= high
    own = (one["computed_min"], one["computed_max"])
    meets = given(own[0]) and own[0] <= high and own[1] >= low
    tried, share = int(one["multiverse_rows"] or 0), one["multiverse_share"]
    exact = one["figure"] not in _SOUGHT
    row: Row = {
        "kind": "published",
        "key": one["name"],
        "claim": _named(one["name"], _ends(low, high)),
        "figure": one["figure"].replace("_", " "),
        "value": one["computed"],
        "low": None if exact else own[0],
        "high": None if exact else own[1],
        "interval": None if exact else "its own range",
        "constructions": tried,
        "min": one["multiverse_min"],
        "max": one["multiverse_max"],
        "same_sign": share,
        "apart": one.get("multiverse_apart"),
        "varied": one.get("varied"),
        "null": "no null",
        "method": one.get("method"),
    }
    # Constructions on either side of a figure do not speak against it.
    around = tried and one["multiverse_min"] <= high and one["multiverse_max"] >= low
    if not given(one["computed"]):
        row |= {"answer": OPEN, "why": "not computed"}
    elif inside and (exact or (tried and share >= SAME_SIGN)):
        row |= {"answer": YES, "why": "as published"}
    elif not meets and (exact or (tried and not around)):
        row |= {"answer": NO, "why": "outside its own range and every construction tried"
                if not exact else "a count of the register, without chance"}  # fmt: skip
    elif not tried:
        why = "no other construction of the same question was tried"
        row |= {"answer": OPEN, "why": why}
    elif share == 0 and not meets:
        why = "constructions of the same question give less and more, and none gives it"
        row |= {"answer": OPEN, "why": why}
    else:
        row |= {"answer": OPEN, "why": "constructions of the same question disagree"}
    return row


def _named(name: str, figure: str) -> str:
    """A name that ends in its figure says it already."""
    return name if name.endswith(f" {figure}") else f"{name}: {figure}"


def _ends(low: float, high: float) -> str:
    if low == high:
        return f"{low:,g}"
    if low == -np.inf:
        return f"at most {high:,g}"
    return f"at least {low:,g}" if high == np.inf else f"{low:,g}–{high:,g}"


def stated(one: Row) -> Row:
    """A statement about one question: in how many of its constructions it holds. Without a null,
    chance is not ruled out."""
    tried, share = int(one["tried"]), one["share"]
    name = one["figure"].replace("_", " ")
    name = f"difference in {name}" if one["compared"] else name
    # What a statement pins is said by its text, but for what it is tried on apart.
    apart = one["questions"] > 1 and one["question"]
    row: Row = {
        "kind": "statement",
        "key": one["text"],
        "claim": f"{one['text']} ({one['question']})" if apart else one["text"],
        "figure": f"{name}: holds in {int(one['holds'])} of {tried} constructions",
        "constructions": tried,
        "min": one["min"],
        "max": one["max"],
        "same_sign": share,
        "apart": one.get("apart"),
        "varied": one.get("varied"),
        "null": "no null",
    }
    if not tried:
        return row | {"answer": OPEN, "why": "no construction that it is about"}
    if share == 0:
        return row | {"answer": NO, "why": "holds in no construction"}
    if share < SAME_SIGN:
        return row | {"answer": OPEN, "why": f"constructions disagree: against it {one['against']}"}
    whatever = "in every construction" if share == 1 else "in nine of ten constructions"
    return row | {"answer": OPEN, "why": f"holds {whatever}, but chance was not ruled out"}
