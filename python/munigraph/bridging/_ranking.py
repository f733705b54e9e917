"""The measures that a ranking of bridges can be made by, and the ranking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import checked_threads
from .._common.choices import words_of
from .._common.labels import labels_of
from .._common.objects import core_of
from .._common.progress import Report
from ._betweenness import betweenness
from ._brokerage import BROKER_ROLES, brokerage
from ._cut_nodes import cut_nodes
from ._participation import cluster_ties

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from ..network._network import Network

#: Columns that a ranking can be made by, in the table's order.
MEASURES = words_of("bridges", "by")

#: Small values of these bridge most.
ASCENDING = frozenset({"constraint"})

#: Significant digits that a ranking looks at.
_DIGITS = 12


def compute(
    network: Network,
    clustering: Any,
    wanted: Sequence[str],
    *,
    groups: Any = None,
    threads: int | None = None,
    reports: Iterator[Report | None] | None = None,
) -> dict[str, Any]:
    """The wanted measures, and those against clusters in any case.

    ``reports`` gives a report for each of :func:`long_ones`.
    """
    threads = checked_threads(threads)
    reports = reports or repeat(None)
    values = cluster_ties(network, clustering)
    if any(role in wanted for role in BROKER_ROLES):
        between = clustering if groups is None else groups
        counts = brokerage(
            network, between, threads=threads, progress=next(reports) or False
        ).astype("int64")
        values |= {role: counts[:, r] for r, role in enumerate(BROKER_ROLES)}
    burt = ("constraint" in wanted, "effective_size" in wanted)
    if any(burt):
        holes = _core.structural_holes(core_of(network), True, *burt, threads)
        values |= dict(zip(("constraint", "effective_size"), holes, strict=True))
    if "betweenness" in wanted:
        values["betweenness"] = betweenness(
            network, threads=threads, progress=next(reports) or False
        )
    if "cut_node" in wanted:
        values["cut_node"] = cut_nodes(network)
    if "bridging_arrangements" in wanted:
        values["bridging_arrangements"] = _bridging_arrangements(network, clustering)
    return values


def long_ones(wanted: Sequence[str]) -> int:
    """How many calls of :func:`compute` report while they go on."""
    return int(any(role in wanted for role in BROKER_ROLES)) + int("betweenness" in wanted)


def _bridging_arrangements(network: Network, clustering: Any) -> np.ndarray[Any, Any]:
    import numpy as np

    if not core_of(network).has_memberships:
        return np.full(network.node_count, np.nan)
    codes = labels_of(network, clustering).codes
    return _core.arrangement_bridges(core_of(network), codes).bridging_of_node


def rank(values: Any, strength: Any, ids: pd.Index, by: str) -> np.ndarray[Any, Any]:
    """1 for the strongest bridge; ties by strength, then by id; NaN last."""
    import numpy as np

    keys = rounded(np.asarray(values, dtype=np.float64))
    keys = keys if by in ASCENDING else -keys
    order = np.lexsort((np.asarray(ids, dtype=str), -rounded(strength), keys))
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(1, len(order) + 1)
    return ranks


def rounded(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """To 12 significant digits: the last bits of a sum must not rank nodes that are alike."""
    import numpy as np

    return np.array([float(f"{v:.{_DIGITS}g}") for v in values.tolist()], dtype=np.float64)
