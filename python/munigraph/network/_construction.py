"""The choices between a snapshot and a network, as the one JSON document that the core reads."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any


def construction_text(options: Mapping[str, Any]) -> str:
    """The options of ``Snapshot.network`` as JSON; ValueError for numbers that are not finite."""
    factors = options.get("intensity")
    factors = factors if isinstance(factors, Mapping) else {}
    numbers = {**options, **{f"intensity of {form!r}": s for form, s in factors.items()}}
    for name, value in numbers.items():
        if isinstance(value, float) and not math.isfinite(value):
            raise ValueError(f"{name} is {value}, expected a finite number")
    return json.dumps(options, default=jsonable)


def jsonable(value: Any) -> Any:
    """What JSON has no type for, as what it has."""
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "tolist"):  # NumPy arrays and scalars, Series
        return value.tolist()
    raise TypeError(f"cannot use {value!r} here")
