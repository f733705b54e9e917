"""Numbers as sentences write them."""

from __future__ import annotations

from typing import Any

import pandas as pd


def number(value: Any, *, share: bool = False, digits: int = 2, p: bool = False) -> str:
    """A number for a sentence: whole ones with thousands, shares as per cent, a real minus."""
    if p:
        return f"{float(value):.2g}".removeprefix("0") if value < 1 else "1"
    if share:
        return f"{100 * float(value):.0f}%"
    figure = float(value)
    whole = figure.is_integer() and digits == 2 and abs(figure) >= 1
    digits = 1 if digits == 2 and abs(figure) >= 1 else digits
    text = f"{figure:,.0f}" if whole or figure == 0 else f"{figure:.{digits}f}"
    # What rounds to nothing has no sign.
    text = text if text.strip("-0.,") else text.lstrip("-")
    return text.replace("-", "−")


def p_text(text: str, p: float, draws: Any) -> str:
    """``p = .28 (99 draws)``; ``p ≤ .01`` for the least that so many draws can show."""
    least = pd.notna(draws) and p <= (1 + 1e-9) / (float(draws) + 1)
    return f"p {'≤' if least else '='} {text} ({int(draws):,} draws)"
