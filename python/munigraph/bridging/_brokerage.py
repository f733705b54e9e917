"""Single measures of bridging, each an array over the nodes of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import checked_threads
from .._common.choices import check_choices
from .._common.labels import labels_of, nodes_of
from .._common.objects import core_of
from .._common.progress import Progress, ProgressLike

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from .._common.types import LabelsLike
    from ..network._network import Network


#: Columns of :func:`brokerage`, in order.
BROKER_ROLES = ("coordinator", "consultant", "gatekeeper", "liaison")


def brokerage(
    network: Network,
    groups: LabelsLike,
    *,
    min_weight: float = 0.0,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> np.ndarray[tuple[int, int], np.dtype[np.uint64]]:
    """How often each node brokers between neighbours that are not tied (uint64, n×4).

    Columns are coordinator (all three in one group), consultant (the two in one group, the broker
    in another), gatekeeper (the broker in the group of one of the two; ties have no direction, so
    representatives are gatekeepers) and liaison (three groups). Each pair of neighbours counts
    once: a row adds up to the number of open triads at the node. A tie exists where its weight is
    above ``min_weight``. Cost O(Σ degree² of neighbours); hears Ctrl-C.

    Gould & Fernandez (1989), Sociological Methodology 19, 89–126, doi:10.2307/270949.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> mg.brokerage(network, [0, 0, 0, 1, 1, 1]).tolist()
    [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 2, 0], [0, 0, 2, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
    """
    check_choices("brokerage", min_weight=min_weight)
    codes = labels_of(network, groups, "groups").codes
    with Progress("nodes", progress) as bar:
        found = _core.brokerage(
            core_of(network),
            codes,
            float(min_weight),
            checked_threads(threads),
            bar.callback,
        )
    return found.counts.copy()


def brokerage_scores(
    network: Network,
    groups: LabelsLike,
    *,
    keep_own: bool = False,
    min_weight: float = 0.0,
    threads: int | None = None,
) -> pd.DataFrame:
    """Brokerage counts beside what random group labels would give.

    Labels are dealt out at random with the group sizes kept; expectation and standard deviation are
    exact, not sampled. ``keep_own``: the broker keeps its own group and only the others' are dealt.

    Returns a DataFrame indexed by id: for each role ``<role>``, ``<role>_expected`` and
    ``<role>_z`` (NaN where the count cannot vary).

    Raises ``ValueError`` for numbers out of range and labels that do not fit the network.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> mg.bridging.brokerage_scores(network, [0, 0, 0, 1, 1, 1]).shape
    (6, 12)
    """
    import numpy as np
    import pandas as pd

    check_choices("brokerage_scores", keep_own=keep_own, min_weight=min_weight)
    codes = labels_of(network, groups, "groups").codes
    found = _core.brokerage(
        core_of(network), codes, float(min_weight), checked_threads(threads), None
    )
    random = _core.expected_brokerage(found, codes, keep_own)
    columns: dict[str, Any] = {}
    for r, role in enumerate(BROKER_ROLES):
        observed, mean = found.counts[:, r], random.expectation[:, r]
        sd = random.deviation[:, r]
        z = np.full(len(mean), np.nan)
        np.divide(observed - mean, sd, out=z, where=sd > 0)
        columns |= {role: observed.astype(np.int64), f"{role}_expected": mean, f"{role}_z": z}
    return pd.DataFrame(columns, index=pd.Index(nodes_of(network)["id"].to_numpy(), name="id"))
