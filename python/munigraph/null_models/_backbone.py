"""Random counterparts of a network's memberships, and the ties that they do not explain.

Three nulls, from the least to the most that is kept: *curveball* (every degree, exactly), *BiCM*
(every degree, on average) and *gravity* (arrangement sizes, and on average degrees, with population
and distance doing the rest). Against the first two everything geographic is significant; gravity
is the honest one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import _core
from .._common.arguments import checked_threads
from .._common.choices import check_choices
from .._common.objects import core_of
from ..network._network import Network
from ._null_model import _with_core

if TYPE_CHECKING:
    from .._common.literals import Backbone, Correction


def backbone(
    network: Network,
    method: Backbone,
    alpha: float = 0.05,
    *,
    correction: Correction | None = None,
    threads: int | None = None,
) -> Network:
    """The network with its significant ties only: all nodes stay, kept ties keep their weight.

    Parameters
    ----------
    method : ``"bicm"``, ties between pairs that share more arrangements than their degrees explain
        (see :meth:`Bicm.validated_projection`), or ``"disparity"``, ties that carry more of the
        strength of one of their ends than an even chance gives (Serrano, Boguñá & Vespignani 2009,
        doi:10.1073/pnas.0808904106).
    alpha : level of significance.
    correction : ``fdr``, ``bonferroni`` or ``none``; ``fdr`` for the first and, as is customary,
        ``none`` for the second if not given.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
    >>> mg.backbone(network, "bicm", correction="none", alpha=0.5).node_count
    6
    """
    check_choices("backbone", method=method, alpha=alpha, correction=correction)
    if correction is None:
        correction = "fdr" if method == "bicm" else "none"
    core = _core.backbone(core_of(network), method, alpha, correction, checked_threads(threads))
    kept = network.construction
    if kept.get("backbone") == method and "made_from" not in kept:
        return Network(
            core, construction=kept, snapshot=network.snapshot, node_rows=network._node_rows
        )
    made = {"made_from": "backbone", "backbone": method, "alpha": alpha, "correction": correction}
    return _with_core(network, core, made)
