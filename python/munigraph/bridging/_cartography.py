"""Single measures of bridging, each an array over the nodes of a network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.choices import choices_of
from .._common.words import check_word

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from .._common.types import TextVector


#: Where the plane of participation and within-cluster z is cut (Guimerà & Amaral 2005).
CARTOGRAPHIC_CUTS: Mapping[str, float] = {
    name: cut.default for name, cut in choices_of("cartographic_cuts").items()
}


def cuts_of(cuts: Mapping[str, float] | None) -> dict[str, float]:
    """All cuts, some of them replaced; ``ValueError`` for an unknown one."""
    chosen = dict(CARTOGRAPHIC_CUTS)
    for name, value in (cuts or {}).items():
        chosen[check_word("cut", name, chosen)] = float(value)
    return chosen


def cartographic_roles(
    participation: ArrayLike, within_z: ArrayLike, *, cuts: Mapping[str, float] | None = None
) -> TextVector:
    """The role of each node in the plane of participation (raw) and within-cluster z.

    One of ``ultra-peripheral``, ``peripheral``, ``connector``, ``kinless``, ``provincial hub``,
    ``connector hub``, ``kinless hub``, and ``isolate`` where participation is NaN. A node whose z
    is NaN is no hub. The cuts of Guimerà & Amaral (2005) were drawn by eye on other networks:
    ``cuts`` replaces any of :data:`CARTOGRAPHIC_CUTS`.

    Examples
    --------
    >>> import munigraph as mg
    >>> mg.bridging.cartographic_roles([0.0, 0.5, 0.5], [0.0, 0.0, 3.0]).tolist()
    ['ultra-peripheral', 'peripheral', 'connector hub']
    """
    import numpy as np

    chosen = cuts_of(cuts)
    first: Any = getattr(participation, "index", None)
    second: Any = getattr(within_z, "index", None)
    if hasattr(first, "equals") and hasattr(second, "equals") and not first.equals(second):
        raise ValueError("participation and within_z are Series of different indices")
    p = np.asarray(participation, dtype=np.float64)
    z = np.asarray(within_z, dtype=np.float64)
    return np.array(_core.cartographic_roles(p, z, **chosen), dtype=object)
