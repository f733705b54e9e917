"""Choices of a multiverse as words, so that they can be compared however they were written."""

from __future__ import annotations

import json
from typing import Any

from .choices import all_choices


def word_of(value: Any) -> str:
    """A choice as a word: ``None`` and NaN are "none", lists are joined."""
    import numpy as np
    import pandas as pd

    if value is None or (isinstance(value, float) and np.isnan(value)) or value is pd.NA:
        return "none"
    if isinstance(value, (list, tuple, set, np.ndarray)):
        return " + ".join(map(str, value)) or "none"
    if isinstance(value, dict):
        return json.dumps(value, sort_keys=True)
    if isinstance(value, (float, np.floating)):
        return f"{value:g}"
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return str(value)


def shown_word(value: Any, name: str = "") -> str:
    """The same for people: what leaves nothing out is "all". Study files write it "none", which is
    told from a word of its own by the ``name`` of the choice."""
    word = word_of(value)
    if word != "none":
        return word
    chosen = all_choices()["network"].get(name)
    return "all" if not isinstance(value, str) or (chosen and chosen.optional) else word
