"""Choices that change the question, and those that are free once it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from ._file import Study
from ._words import QUESTION

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MANY = {
    "weighting": "weightings", "resolution": "γ", "max_size": "largest sizes",
    "min_size": "smallest sizes", "min_shared": "numbers of shared arrangements",
    "max_province_coverage": "limits of coverage of a province", "quality": "quality functions",
    "max_share": "limits of share", "backbone": "backbones", "intensity": "intensities",
}  # fmt: skip


def question_of(study: Study) -> tuple[str, ...]:
    """Names of the choices that change the question, as ``[multiverse]`` lists them."""
    given = study["multiverse"]["question"] if "multiverse" in study else None
    return tuple(given) if given else QUESTION


def asked(row: Mapping[str, Any], keys: Iterable[str]) -> tuple[str, ...]:
    """What a row of a grid, or a network, asks about: equal for the same question."""
    from .._common.choice_words import word_of

    usual = {"kinds": ["municipality"], "arrangement_kinds": ["cooperation"], "geography": "own"}
    out = []
    for key in keys:
        value = row.get(key)
        value = usual.get(key) if value is None or value == "none" else value
        if isinstance(value, str) and key not in ("date", "geography"):
            value = [value]
        listed = sorted(map(str, value)) if isinstance(value, list) else value
        out.append(word_of(listed))
    return tuple(out)


def outcome(row: Mapping[str, Any]) -> str:
    """``ok``, or why a row has no place in a range."""
    status = str(row["status"])
    if status != "ok":
        return "no ties" if status == "no ties" else "invalid"
    clusters = row["clusters"]
    if pd.isna(clusters) or clusters <= 0:
        return "singletons only"
    return "one cluster" if clusters <= 1 else "ok"


def apart(rows: pd.DataFrame) -> dict[str, int]:
    """How many rows are counted apart, by reason."""
    if not len(rows):
        return {}
    counts = rows["outcome"].value_counts()
    order = ("no ties", "one cluster", "singletons only", "invalid")
    return {name: int(counts[name]) for name in order if name in counts}


def apart_words(counts: Mapping[str, int]) -> str:
    """``2 more without ties and 1 of one cluster are counted apart``; nothing for none."""
    words = {"no ties": "without ties", "one cluster": "of one cluster",
             "singletons only": "of single municipalities only", "invalid": "that do not go "
             "together"}  # fmt: skip
    parts = [f"{count} {words[name]}" for name, count in counts.items()]
    if not parts:
        return ""
    said = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"{said} counted apart"


def varied(study: Study, rows: pd.DataFrame) -> str:
    """What differs between rows: ``four weightings × γ 0.5, 1, 2``."""
    from .._common.choice_words import word_of

    parts = []
    for key in study["multiverse"]["grid"]:
        column = "quality_function" if key == "quality" else key
        if key in question_of(study) or column not in rows.columns:
            continue
        values = list(dict.fromkeys(word_of(v) for v in rows[column]))
        if len(values) < 2:
            continue
        name = _MANY.get(key, key.replace("_", " "))
        if all(_is_number(v) or v == "none" for v in values):
            parts.append(f"{name} {', '.join(values)}")
        else:
            count = _NUMBERS[len(values)] if len(values) <= 10 else str(len(values))
            parts.append(f"{count} {name}")
    return " × ".join(parts)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def records(table: pd.DataFrame | None) -> list[dict[str, Any]]:
    """The rows of a table by names of columns; none of a table that is not there."""
    if table is None:
        return []
    return [{str(k): v for k, v in row.items()} for row in table.to_dict("records")]
