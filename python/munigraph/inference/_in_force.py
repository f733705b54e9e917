"""Domains that are in force, and the network of those that are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import _core
from .._common.objects import core_of

if TYPE_CHECKING:
    from ..network._network import Network
    from ..registry._snapshot import Snapshot


def domains_in_force(snapshot: Snapshot) -> list[str]:
    here = snapshot.arrangement_themes["domain"].dropna().unique().tolist()
    return [domain for domain in snapshot.register.domains if domain in here]


def empty_like(network: Network) -> Network:
    """The same nodes without any arrangement."""
    import numpy as np

    from ..network._network import Network as Made

    none = np.empty(0, dtype=np.int32)
    core = _core.Network.from_memberships(
        none, none, network.node_count, 0, core_of(network).weighting, 1, np.empty(0), none
    )
    return Made(
        core,
        construction={"version": 1, "made_from": "nothing"},
        snapshot=network.snapshot,
        node_rows=network._node_rows,
        arrangement_rows=none,
        nodes=network._own_nodes,
    )
