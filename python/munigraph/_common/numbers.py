"""Figures that several families give, computed in one way."""

from __future__ import annotations

from typing import Any


def decimals(value: float, digits: int) -> str:
    """A number with so many decimals; what rounds to zero has no sign."""
    text = f"{value:.{digits}f}"
    return text.removeprefix("-") if float(text) == 0 else text


def median(values: Any) -> float:
    """NumPy's median: of 18 and 19 it is 18.5; NaN of nothing."""
    import numpy as np

    return float(np.median(values)) if len(values) else float("nan")
