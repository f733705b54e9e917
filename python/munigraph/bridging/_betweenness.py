"""Single measures of bridging, each an array over the nodes of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import _core
from .._common.arguments import checked_threads
from .._common.choices import check_choices
from .._common.objects import core_of
from .._common.progress import Progress, ProgressLike

if TYPE_CHECKING:
    from .._common.literals import Weight
    from .._common.types import FloatVector
    from ..network._network import Network


def betweenness(
    network: Network,
    *,
    weight: Weight = "distance",
    normalised: bool = True,
    tolerance: float = 1e-10,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> FloatVector:
    """Share of shortest paths between other nodes that pass through each node, summed over pairs.

    Parameters
    ----------
    weight : ``"distance"``: a tie is as long as 1/w; ``"none"``: every tie has length 1.
    normalised : divide by the number of pairs of other nodes, (n−1)(n−2)/2.
    tolerance : paths are equally short if they differ by less than this share of their length.
        Weights are sums of fractions, whose ties plain floating-point numbers lose.
    threads : all cores by default; the result does not depend on it.
    progress : True, False or a function of (nodes done, n); None shows a bar on terminals and in
        notebooks after two seconds.

    Cost O(n·m + n² log n); dense networks of up to 1,024 nodes are quicker.
    Freeman (1977); Brandes (2001), doi:10.1080/0022250X.2001.9990249.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> mg.betweenness(network, weight="none", normalised=False).tolist()
    [0.0, 0.0, 6.0, 6.0, 0.0, 0.0]
    """
    check_choices("betweenness", weight=weight, normalised=normalised, tolerance=tolerance)
    hops = weight == "none"
    with Progress("nodes", progress) as bar:
        values: FloatVector = _core.betweenness(
            core_of(network), hops, normalised, tolerance, checked_threads(threads), bar.callback
        )
    return values
