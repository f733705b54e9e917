"""Figures that several families give, computed in one way."""

from __future__ import annotations

from typing import Any


def decimals(value: float, digits: int) -> str:
    """A number with so many decimals; what rounds to zero has no sign."""
    text = f"{value:.{digits}f}"
    return text.removeprefix("-") if float(text) == 0 else text


def p_figure(p: float) -> str:
    """``.28``, ``.0012``, ``1``."""
    return f"{float(p):.2g}".removeprefix("0") if p < 1 else "1"


def p_bound(p: float, draws: float | None) -> str:
    """``.28``; ``≤ .01`` for the least that so many draws can show."""
    known = draws is not None and draws == draws
    least = known and p <= (1 + 1e-9) / (float(draws) + 1)  # type: ignore[arg-type]
    return f"{'≤ ' if least else ''}{p_figure(p)}"


def p_text(p: float, draws: float | None, *, inside: bool = False) -> str:
    """``p = .28 (99 draws)``; ``p ≤ .01`` for the least that so many draws can show.

    ``inside`` brackets: ``p = .28, 99 draws``.
    """
    bound = p_bound(p, draws)
    said = f"p {bound}" if bound.startswith("≤") else f"p = {bound}"
    if draws is None or draws != draws:
        return said
    return f"{said}, {int(draws):,} draws" if inside else f"{said} ({int(draws):,} draws)"


def at_edge(low: float, high: float, scan: Any) -> str:
    """What is said of a stretch that reaches the first or last of the values looked at: it may be
    longer than it seems."""
    reaches = low <= min(scan) * (1 + 1e-9) or high >= max(scan) * (1 - 1e-9)
    return " (at the edge of the scan)" if reaches else ""


def median(values: Any) -> float:
    """NumPy's median: of 18 and 19 it is 18.5; NaN of nothing."""
    import numpy as np

    return float(np.median(values)) if len(values) else float("nan")
