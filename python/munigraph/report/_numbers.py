"""Numbers as sentences write them."""

from __future__ import annotations

from typing import Any

from .._common.numbers import p_bound as p_bound
from .._common.numbers import p_figure as p_figure
from .._common.numbers import p_text as p_text


def number(value: Any, *, share: bool = False, digits: int = 2, p: bool = False) -> str:
    """A number for a sentence: whole ones with thousands, shares as per cent, a real minus."""
    if p:
        return p_figure(value)
    if share:
        return f"{100 * float(value):.0f}%"
    figure = float(value)
    whole = figure.is_integer() and digits == 2 and abs(figure) >= 1
    digits = 1 if digits == 2 and abs(figure) >= 1 else digits
    text = f"{figure:,.0f}" if whole or figure == 0 else f"{figure:.{digits}f}"
    # 2.96 beside 3 would look like another kind of figure.
    text = text.removesuffix(".0") if abs(figure) >= 1 else text
    # What rounds to nothing has no sign.
    text = text if text.strip("-0.,") else text.lstrip("-")
    return text.replace("-", "−")
