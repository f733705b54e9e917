"""The choices between a snapshot and a network, as the one JSON document that the core reads."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from .._common.choices import choices_of


def construction_text(options: Mapping[str, Any]) -> str:
    """The options of ``Snapshot.network`` as JSON; ValueError for numbers that are not finite,
    which JSON cannot say. All else is for the core to check."""
    known = choices_of("network")
    for name, value in options.items():
        factors = value if isinstance(value, Mapping) else {"": value}
        if name in known and any(_endless(one) for one in factors.values()):
            known[name].check(value)
    return json.dumps(options, default=jsonable)


def _endless(value: Any) -> bool:
    return isinstance(value, float) and not math.isfinite(value)


def jsonable(value: Any) -> Any:
    """What JSON has no type for, as what it has."""
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "tolist"):  # NumPy arrays and scalars, Series
        return value.tolist()
    raise TypeError(f"cannot use {value!r} here")
