"""The rule by which a claim is answered, and Holm's p of several."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

Row = dict[str, Any]

YES, NO, OPEN = "Yes", "No", "Cannot be told"
LEVEL, SAME_SIGN = 0.05, 0.9


def answer_of(
    p: float | None, same_sign: float | None, high: float | None, smallest: float | None
) -> tuple[str, str]:
    """The answer by the rule, and what decided it."""
    tested, tried = given(p), given(same_sign)
    if tested and tried and p <= LEVEL and same_sign >= SAME_SIGN:  # type: ignore[operator]
        return YES, "chance does not give it, and nine of ten constructions agree"
    if given(high) and given(smallest) and high < smallest:  # type: ignore[operator]
        return NO, "the interval lies below the smallest size that would matter"
    if not tested:
        return OPEN, "no null"
    if p > LEVEL:  # type: ignore[operator]
        return OPEN, "chance gives it too often, and the interval reaches sizes that would matter"
    if not tried:
        return OPEN, "no other construction of the same question was tried"
    return OPEN, "constructions of the same question disagree about its sign"


def given(value: Any) -> bool:
    return value is not None and bool(pd.notna(value))


def holm(p: Iterable[float | None]) -> list[float]:
    """Holm's p of several tests, missing ones left out: 1979, Scand. J. Statist. 6, 65."""
    values = np.array([np.nan if v is None else v for v in p], dtype=float)
    known = np.flatnonzero(~np.isnan(values))
    out = values.copy()
    order = known[np.argsort(values[known], kind="stable")]
    largest = 0.0
    for rank, k in enumerate(order):
        largest = max(largest, min(1.0, (len(order) - rank) * values[k]))
        out[k] = largest
    return [float(v) for v in out]
