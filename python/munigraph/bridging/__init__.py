"""Bridges: municipalities, arrangements and ties that hold clusters together."""

from __future__ import annotations

from .across import bridge_map, compare_roles, meta_network, place_attributes, role_plane
from .arrangements import (
    ClusterNetwork,
    bridge_details,
    bridging_arrangements,
    cluster_network,
    compare_cluster_networks,
    cross_ties,
)
from .claims import Claim, attribute_claim, claim_with_and_without, size_claim
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
from .reaching import ReachResult, reach
from .stability import RankStability, rank_over_clusterings, rank_stability
from .table import (
    MEASURES,
    bridges,
)

__all__ = [
    "BROKER_ROLES",
    "CARTOGRAPHIC_CUTS",
    "MEASURES",
    "Claim",
    "ClusterNetwork",
    "RankStability",
    "ReachResult",
    "attribute_claim",
    "betweenness",
    "bridge_details",
    "bridge_map",
    "bridges",
    "bridging_arrangements",
    "brokerage",
    "brokerage_scores",
    "cartographic_roles",
    "claim_with_and_without",
    "cluster_network",
    "clusters_reached",
    "compare_cluster_networks",
    "compare_roles",
    "constraint",
    "cross_ties",
    "cut_nodes",
    "cut_ties",
    "effective_size",
    "meta_network",
    "outside_share",
    "participation",
    "place_attributes",
    "rank_over_clusterings",
    "rank_stability",
    "reach",
    "role_plane",
    "size_claim",
    "within_cluster_z",
]
