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


def chosen_words(construction: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was chosen otherwise than by default, for people: a name and a value each.

    The date and the weighting are always said; of what was made from another network, what that
    one was made by.
    """
    known = choices_of("network")
    made = {k: v for k, v in construction.items() if k not in ("version", "of")}
    inner = construction.get("of") or {}
    made |= {k: v for k, v in inner.items() if k != "version" and k not in made}
    always = ("date", "weighting")
    return [
        (name.replace("_", " "), _words(value))
        for name, value in made.items()
        if value is not None
        and (name in always or name not in known or value != known[name].default)
    ]


def _words(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return json.dumps(value, ensure_ascii=False)
