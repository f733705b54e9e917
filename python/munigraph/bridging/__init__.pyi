from ._across import bridge_map as bridge_map
from ._across import compare_roles as compare_roles
from ._across import meta_network as meta_network
from ._across import place_attributes as place_attributes
from ._across import role_plane as role_plane
from ._arrangements import bridge_details as bridge_details
from ._arrangements import bridging_arrangements as bridging_arrangements
from ._arrangements import cross_ties as cross_ties
from ._betweenness import betweenness as betweenness
from ._bridges import MEASURES as MEASURES
from ._bridges import bridges as bridges
from ._brokerage import BROKER_ROLES as BROKER_ROLES
from ._brokerage import brokerage as brokerage
from ._brokerage import brokerage_scores as brokerage_scores
from ._cartography import CARTOGRAPHIC_CUTS as CARTOGRAPHIC_CUTS
from ._cartography import cartographic_roles as cartographic_roles
from ._cluster_network import ClusterNetwork as ClusterNetwork
from ._cluster_network import cluster_network as cluster_network
from ._cluster_network import compare_cluster_networks as compare_cluster_networks
from ._core_periphery import CorePeriphery as CorePeriphery
from ._core_periphery import core_periphery as core_periphery
from ._core_periphery import k_core as k_core
from ._cut_nodes import cut_nodes as cut_nodes
from ._cut_nodes import cut_ties as cut_ties
from ._edge_betweenness import edge_betweenness as edge_betweenness
from ._participation import clusters_reached as clusters_reached
from ._participation import outside_share as outside_share
from ._participation import participation as participation
from ._participation import within_cluster_z as within_cluster_z
from ._rank_stability import RankStability as RankStability
from ._rank_stability import rank_over_clusterings as rank_over_clusterings
from ._rank_stability import rank_stability as rank_stability
from ._reach import ReachResult as ReachResult
from ._reach import reach as reach
from ._structural_holes import constraint as constraint
from ._structural_holes import effective_size as effective_size

__all__ = [
    "BROKER_ROLES",
    "CARTOGRAPHIC_CUTS",
    "MEASURES",
    "ClusterNetwork",
    "CorePeriphery",
    "RankStability",
    "ReachResult",
    "betweenness",
    "bridge_details",
    "bridge_map",
    "bridges",
    "bridging_arrangements",
    "brokerage",
    "brokerage_scores",
    "cartographic_roles",
    "cluster_network",
    "clusters_reached",
    "compare_cluster_networks",
    "compare_roles",
    "constraint",
    "core_periphery",
    "cross_ties",
    "cut_nodes",
    "cut_ties",
    "edge_betweenness",
    "effective_size",
    "k_core",
    "meta_network",
    "outside_share",
    "participation",
    "place_attributes",
    "rank_over_clusterings",
    "rank_stability",
    "reach",
    "role_plane",
    "within_cluster_z",
]
