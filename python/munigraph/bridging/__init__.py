"""Bridges: municipalities, arrangements and ties that hold clusters together."""

from __future__ import annotations

from .arrangements import (
    ClusterNetwork,
    bridge_details,
    bridging_arrangements,
    cluster_network,
    compare_cluster_networks,
    cross_ties,
)
from .measures import (
    BROKER_ROLES,
    CARTOGRAPHIC_CUTS,
    betweenness,
    brokerage,
    brokerage_scores,
    cartographic_roles,
    clusters_reached,
    constraint,
    cut_nodes,
    cut_ties,
    effective_size,
    outside_share,
    participation,
    within_cluster_z,
)
from .table import (
    MEASURES,
    bridges,
)

__all__ = [
    "BROKER_ROLES",
    "CARTOGRAPHIC_CUTS",
    "MEASURES",
    "ClusterNetwork",
    "betweenness",
    "bridge_details",
    "bridges",
    "bridging_arrangements",
    "brokerage",
    "brokerage_scores",
    "cartographic_roles",
    "cluster_network",
    "clusters_reached",
    "compare_cluster_networks",
    "constraint",
    "cross_ties",
    "cut_nodes",
    "cut_ties",
    "effective_size",
    "outside_share",
    "participation",
    "within_cluster_z",
]
