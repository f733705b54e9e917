"""Fitting a null model costs degrees of freedom: the double bootstrap of z.

A model that was fitted to the register is closer to it than the truth is. Its draws are not: degree
noise enters them twice. So p-values that compare the register with draws of a fitted model are too
small or too large. Here every draw is treated as the register was: the model is fitted to it, and
its z among draws of that fit is what the register's z is compared with.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .._common.random import stream

if TYPE_CHECKING:
    import numpy as np

    from ..network._network import Network
    from ..null_models._null_model import NullModel

#: Draws of every fit to a draw.
INNER = 25
#: Whether null models are fitted to their draws, where nothing else is said.
STANDARD = {"curveball": "none", "tiling": "none", "bicm": "double", "gravity": "double"}
_INNER_STREAM = 2**61

#: Values (draws × statistics) of a network's null model.
Figures = Callable[["Network", "NullModel", int, int], "np.ndarray[Any, Any]"]


def z_of(value: float, draws: np.ndarray[Any, Any]) -> float:
    """(value − mean) / sd; where the draws are all equal 0 if the value equals them, else ±∞."""
    import numpy as np

    known = draws[np.isfinite(draws)]
    if not np.isfinite(value) or not len(known):
        return float("nan")
    off = value - float(known.mean())
    spread = float(known.std(ddof=1)) if len(known) > 1 else 0.0
    small = 1e-12 * max(1.0, abs(value))
    if spread > small:
        return off / spread
    return 0.0 if abs(off) <= small else float(np.copysign(np.inf, off))


def refitted(
    model: NullModel,
    observed: np.ndarray[Any, Any],
    values: np.ndarray[Any, Any],
    figures: Figures,
    seed: int,
    tick: Callable[[int], None],
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """The z of the register (one per statistic), from the first draws, and those of every draw
    among draws of the model fitted to it (draws × statistics)."""
    import numpy as np

    some = values[:INNER]
    own = np.array([z_of(value, some[:, k]) for k, value in enumerate(observed)])
    found = np.empty_like(values)
    for b, row in enumerate(values):
        drawn = model.sample(stream(seed, 2 * b))
        again = figures(drawn, model._of(drawn), INNER, stream(seed, _INNER_STREAM + b))
        found[b] = [z_of(value, again[:, k]) for k, value in enumerate(row)]
        tick(b + 1)
    return own, found


def p_of(z: float, draws: np.ndarray[Any, Any], side: str) -> float:
    """(1 + draws at least as extreme) / (draws + 1); ties count as extreme."""
    import numpy as np

    known = draws[~np.isnan(draws)]
    if np.isnan(z) or not len(known):
        return float("nan")
    if side == "two-sided":
        z, known = abs(z), np.abs(known)
    elif side == "less":
        z, known = -z, -known
    # Rounding must not tell apart what is equal.
    reached = known >= (z if np.isinf(z) else z - 1e-9 * max(1.0, abs(z)))
    return float((1 + reached.sum()) / (len(known) + 1))
