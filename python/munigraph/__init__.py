"""munigraph: networks, clusters and bridges from registers of inter-municipal cooperation.

Names are loaded when first used, so that ``import munigraph`` costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

# Public name -> the module that defines it.
_EXPORTS = {
    "Agreement": "comparison",
    "Alignment": "geography",
    "BipartiteClustering": "bipartite",
    "Clustering": "clustering",
    "Coherence": "partners",
    "DataError": "errors",
    "Ensemble": "ensembles",
    "ImportReport": "import_report",
    "Landscape": "resolution",
    "Network": "network",
    "Profile": "resolution",
    "Register": "registry",
    "Significance": "null_tests",
    "Snapshot": "registry",
    "Stability": "inference",
    "ThemeMap": "themes",
    "alignment": "geography",
    "alluvial": "domains",
    "attribute_claim": "bridging",
    "backbone": "null_models",
    "betweenness": "bridging",
    "bicm": "null_models",
    "bipartite_leiden": "bipartite",
    "bipartite_modularity": "bipartite",
    "bridge_details": "bridging",
    "bridges": "bridging",
    "bridging_arrangements": "bridging",
    "brokerage": "bridging",
    "cluster_network": "bridging",
    "coherence": "partners",
    "compare": "comparison",
    "compare_domains": "domains",
    "compare_networks": "domains",
    "compare_roles": "bridging",
    "consensus": "ensembles",
    "constraint": "bridging",
    "curveball": "null_models",
    "curveball_mixing": "null_models",
    "cut_nodes": "bridging",
    "density": "domains",
    "effective_size": "bridging",
    "ensemble": "ensembles",
    "gravity": "null_models",
    "landscape": "resolution",
    "leiden": "clustering",
    "louvain": "clustering",
    "match_names": "readers",
    "multiverse": "inference",
    "pairwise": "comparison",
    "participation": "bridging",
    "profile": "resolution",
    "propose_columns": "readers",
    "rank_stability": "bridging",
    "reach": "bridging",
    "read_epci_panel": "readers",
    "read_fr_memberships": "readers",
    "read_opengr": "readers",
    "read_package": "registry",
    "read_regioatlas": "readers",
    "read_roo": "readers",
    "read_table": "readers",
    "significance": "null_tests",
    "size_claim": "bridging",
    "stability": "inference",
    "stream": "random",
    "synthetic": "datasets",
    "within_cluster_z": "bridging",
}

# Modules to be had as attributes of the package.
_MODULES = frozenset(
    {*_EXPORTS.values(), "facts", "generators", "plot", "report", "study", "summary"}
)

__all__ = sorted([*_EXPORTS, *_MODULES, "__version__"])  # noqa: PLE0604, RUF100

if TYPE_CHECKING:
    from .bipartite import BipartiteClustering as BipartiteClustering
    from .bipartite import bipartite_leiden as bipartite_leiden
    from .bipartite import bipartite_modularity as bipartite_modularity
    from .bridging import attribute_claim as attribute_claim
    from .bridging import betweenness as betweenness
    from .bridging import bridge_details as bridge_details
    from .bridging import bridges as bridges
    from .bridging import bridging_arrangements as bridging_arrangements
    from .bridging import brokerage as brokerage
    from .bridging import cluster_network as cluster_network
    from .bridging import compare_roles as compare_roles
    from .bridging import constraint as constraint
    from .bridging import cut_nodes as cut_nodes
    from .bridging import effective_size as effective_size
    from .bridging import participation as participation
    from .bridging import rank_stability as rank_stability
    from .bridging import reach as reach
    from .bridging import size_claim as size_claim
    from .bridging import within_cluster_z as within_cluster_z
    from .clustering import Clustering as Clustering
    from .clustering import leiden as leiden
    from .clustering import louvain as louvain
    from .comparison import Agreement as Agreement
    from .comparison import compare as compare
    from .comparison import pairwise as pairwise
    from .datasets import synthetic as synthetic
    from .domains import alluvial as alluvial
    from .domains import compare_domains as compare_domains
    from .domains import compare_networks as compare_networks
    from .domains import density as density
    from .ensembles import Ensemble as Ensemble
    from .ensembles import consensus as consensus
    from .ensembles import ensemble as ensemble
    from .errors import DataError as DataError
    from .geography import Alignment as Alignment
    from .geography import alignment as alignment
    from .import_report import ImportReport as ImportReport
    from .inference import Stability as Stability
    from .inference import multiverse as multiverse
    from .inference import stability as stability
    from .network import Network as Network
    from .null_models import backbone as backbone
    from .null_models import bicm as bicm
    from .null_models import curveball as curveball
    from .null_models import curveball_mixing as curveball_mixing
    from .null_models import gravity as gravity
    from .null_tests import Significance as Significance
    from .null_tests import significance as significance
    from .partners import Coherence as Coherence
    from .partners import coherence as coherence
    from .random import stream as stream
    from .readers import match_names as match_names
    from .readers import propose_columns as propose_columns
    from .readers import read_epci_panel as read_epci_panel
    from .readers import read_fr_memberships as read_fr_memberships
    from .readers import read_opengr as read_opengr
    from .readers import read_regioatlas as read_regioatlas
    from .readers import read_roo as read_roo
    from .readers import read_table as read_table
    from .registry import Register as Register
    from .registry import Snapshot as Snapshot
    from .registry import read_package as read_package
    from .resolution import Landscape as Landscape
    from .resolution import Profile as Profile
    from .resolution import landscape as landscape
    from .resolution import profile as profile
    from .themes import ThemeMap as ThemeMap


def __getattr__(name: str) -> Any:
    if name in _EXPORTS:
        value = getattr(importlib.import_module(f".{_EXPORTS[name]}", __name__), name)
        globals()[name] = value
        return value
    if name in _MODULES:
        return importlib.import_module(f".{name}", __name__)
    raise AttributeError(f"module 'munigraph' has no attribute {name!r}")


def __dir__() -> list[str]:
    return list(__all__)
