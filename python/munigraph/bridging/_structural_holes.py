"""Single measures of bridging, each an array over the nodes of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import _core
from .._common.arguments import checked_flag, checked_threads
from .._common.objects import core_of

if TYPE_CHECKING:
    from .._common.types import FloatVector
    from ..network._network import Network


def constraint(
    network: Network, *, weighted: bool = True, threads: int | None = None
) -> FloatVector:
    """Burt's constraint Σ_j (p_ij + Σ_q p_iq p_qj)² over neighbours j, p_ij = w_ij / s_i.

    Low where a node's partners are not tied to each other: it bridges structural holes. NaN
    without ties. Equal to NetworkX and igraph. Burt (1992), Structural Holes.

    Cost: that of a product of matrices in dense networks of up to 4,096 nodes, the squared degrees
    of neighbours in others.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> mg.constraint(network).round(2).tolist()
    [1.01, 1.01, 0.61, 0.61, 1.01, 1.01]
    """
    given, cores = checked_flag(weighted, "weighted"), checked_threads(threads)
    values: FloatVector = _core.structural_holes(core_of(network), given, True, False, cores)[0]
    return values


def effective_size(
    network: Network, *, weighted: bool = True, threads: int | None = None
) -> FloatVector:
    """Burt's effective size: the number of neighbours less what is redundant among them.

    Σ_j (1 − Σ_q p_iq m_jq), m_jq = w_jq / max_k w_jk. NaN without ties. Equal to NetworkX.

    Cost: as of :func:`constraint`.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> mg.effective_size(network).round(2).tolist()
    [1.0, 1.0, 2.33, 2.33, 1.0, 1.0]
    """
    given, cores = checked_flag(weighted, "weighted"), checked_threads(threads)
    values: FloatVector = _core.structural_holes(core_of(network), given, False, True, cores)[1]
    return values
