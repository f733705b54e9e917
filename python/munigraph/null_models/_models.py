"""Random counterparts of a network's memberships, and the ties that they do not explain.

Three nulls, from the least to the most that is kept: *curveball* (every degree, exactly), *BiCM*
(every degree, on average) and *gravity* (arrangement sizes, and on average degrees, with population
and distance doing the rest). Against the first two everything geographic is significant; gravity
is the honest one.
"""

from __future__ import annotations

from typing import Any

from .._common.words import check_word
from ..network._network import Network
from ._bicm import Bicm
from ._curveball import Curveball
from ._gravity import Gravity
from ._null_model import NULLS, NullModel
from ._tiling import Tiling


def null_model(network: Network, null: str | NullModel, **options: Any) -> NullModel:
    """A null model by name, or one that is there already.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
    >>> mg.null_models.null_model(network, "curveball").name
    'curveball'
    """
    if isinstance(null, NullModel):
        return null
    check_word("null model", null, NULLS)
    if null in ("gravity", "tiling"):
        options.setdefault("progress", False)  # whoever asks for a null shows progress of its own
    kinds: dict[str, Any] = {
        "gravity": Gravity,
        "curveball": Curveball,
        "bicm": Bicm,
        "tiling": Tiling,
    }
    return kinds[null](network, **options)
