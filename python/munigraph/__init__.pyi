from . import bridging as bridging
from . import clustering as clustering
from . import comparison as comparison
from . import datasets as datasets
from . import dynamics as dynamics
from . import inference as inference
from . import network as network
from . import null_models as null_models
from . import plot as plot
from . import readers as readers
from . import registry as registry
from . import report as report
from . import store as store
from . import study as study
from ._common.errors import ConsensusWarning as ConsensusWarning
from ._common.errors import DataError as DataError
from ._common.errors import EmptyNetworkWarning as EmptyNetworkWarning
from ._common.random import stream as stream
from .bridging import betweenness as betweenness
from .bridging import bridge_details as bridge_details
from .bridging import bridges as bridges
from .bridging import bridging_arrangements as bridging_arrangements
from .bridging import brokerage as brokerage
from .bridging import cluster_network as cluster_network
from .bridging import compare_roles as compare_roles
from .bridging import constraint as constraint
from .bridging import core_periphery as core_periphery
from .bridging import cut_nodes as cut_nodes
from .bridging import edge_betweenness as edge_betweenness
from .bridging import effective_size as effective_size
from .bridging import k_core as k_core
from .bridging import participation as participation
from .bridging import rank_stability as rank_stability
from .bridging import reach as reach
from .bridging import within_cluster_z as within_cluster_z
from .clustering import BipartiteClustering as BipartiteClustering
from .clustering import Clustering as Clustering
from .clustering import Ensemble as Ensemble
from .clustering import Estimate as Estimate
from .clustering import Landscape as Landscape
from .clustering import Posterior as Posterior
from .clustering import Profile as Profile
from .clustering import QualityValue as QualityValue
from .clustering import bipartite_leiden as bipartite_leiden
from .clustering import bipartite_modularity as bipartite_modularity
from .clustering import consensus as consensus
from .clustering import consensus_thresholds as consensus_thresholds
from .clustering import ensemble as ensemble
from .clustering import estimate as estimate
from .clustering import landscape as landscape
from .clustering import leiden as leiden
from .clustering import louvain as louvain
from .clustering import posterior as posterior
from .clustering import profile as profile
from .clustering import quality as quality
from .comparison import Agreement as Agreement
from .comparison import compare as compare
from .comparison import pairwise as pairwise
from .datasets import synthetic as synthetic
from .dynamics import Chronicle as Chronicle
from .dynamics import ChronicleRules as ChronicleRules
from .dynamics import Difference as Difference
from .dynamics import Factsheet as Factsheet
from .dynamics import Multilayer as Multilayer
from .dynamics import RegisterLog as RegisterLog
from .dynamics import Scenario as Scenario
from .dynamics import Track as Track
from .dynamics import chronicle as chronicle
from .dynamics import difference as difference
from .dynamics import dyads as dyads
from .dynamics import factsheet as factsheet
from .dynamics import multilayer as multilayer
from .dynamics import record_change as record_change
from .dynamics import spells as spells
from .dynamics import to_siena as to_siena
from .dynamics import track as track
from .inference import Alignment as Alignment
from .inference import Coherence as Coherence
from .inference import Significance as Significance
from .inference import Stability as Stability
from .inference import alignment as alignment
from .inference import alluvial as alluvial
from .inference import attribute_claim as attribute_claim
from .inference import coherence as coherence
from .inference import compare_domains as compare_domains
from .inference import compare_networks as compare_networks
from .inference import density as density
from .inference import moran as moran
from .inference import multiverse as multiverse
from .inference import qap as qap
from .inference import significance as significance
from .inference import size_claim as size_claim
from .inference import spatial_surrogates as spatial_surrogates
from .inference import stability as stability
from .network import Network as Network
from .null_models import backbone as backbone
from .null_models import bicm as bicm
from .null_models import curveball as curveball
from .null_models import curveball_mixing as curveball_mixing
from .null_models import gravity as gravity
from .null_models import tiling as tiling
from .readers import match_names as match_names
from .readers import propose_columns as propose_columns
from .readers import read_epci_panel as read_epci_panel
from .readers import read_fr_memberships as read_fr_memberships
from .readers import read_opengr as read_opengr
from .readers import read_regioatlas as read_regioatlas
from .readers import read_roo as read_roo
from .readers import read_table as read_table
from .registry import Doubts as Doubts
from .registry import ImportReport as ImportReport
from .registry import Register as Register
from .registry import Snapshot as Snapshot
from .registry import ThemeMap as ThemeMap
from .registry import UpdateReport as UpdateReport
from .registry import read_package as read_package

__version__: str
from .inference import Fragmentation as Fragmentation
from .inference import SpecificationTest as SpecificationTest
from .inference import StabilityCurve as StabilityCurve
from .inference import compare_fragmentation as compare_fragmentation
from .inference import specification_test as specification_test
from .inference import stability_curve as stability_curve
from .store import RegisterDifference as RegisterDifference
from .store import WorkbookReport as WorkbookReport
from .store import open_register as open_register
from .store import update_register as update_register

__all__ = [
    "Agreement",
    "Alignment",
    "BipartiteClustering",
    "Chronicle",
    "ChronicleRules",
    "Clustering",
    "Coherence",
    "ConsensusWarning",
    "DataError",
    "Difference",
    "Doubts",
    "EmptyNetworkWarning",
    "Ensemble",
    "Estimate",
    "Factsheet",
    "Fragmentation",
    "ImportReport",
    "Landscape",
    "Multilayer",
    "Network",
    "Posterior",
    "Profile",
    "QualityValue",
    "Register",
    "RegisterDifference",
    "RegisterLog",
    "Scenario",
    "Significance",
    "Snapshot",
    "SpecificationTest",
    "Stability",
    "StabilityCurve",
    "ThemeMap",
    "Track",
    "UpdateReport",
    "WorkbookReport",
    "alignment",
    "alluvial",
    "attribute_claim",
    "backbone",
    "betweenness",
    "bicm",
    "bipartite_leiden",
    "bipartite_modularity",
    "bridge_details",
    "bridges",
    "bridging",
    "bridging_arrangements",
    "brokerage",
    "chronicle",
    "cluster_network",
    "clustering",
    "coherence",
    "compare",
    "compare_domains",
    "compare_fragmentation",
    "compare_networks",
    "compare_roles",
    "comparison",
    "consensus",
    "consensus_thresholds",
    "constraint",
    "core_periphery",
    "curveball",
    "curveball_mixing",
    "cut_nodes",
    "datasets",
    "density",
    "difference",
    "dyads",
    "dynamics",
    "edge_betweenness",
    "effective_size",
    "ensemble",
    "estimate",
    "factsheet",
    "gravity",
    "inference",
    "k_core",
    "landscape",
    "leiden",
    "louvain",
    "match_names",
    "moran",
    "multilayer",
    "multiverse",
    "network",
    "null_models",
    "open_register",
    "pairwise",
    "participation",
    "plot",
    "posterior",
    "profile",
    "propose_columns",
    "qap",
    "quality",
    "rank_stability",
    "reach",
    "read_epci_panel",
    "read_fr_memberships",
    "read_opengr",
    "read_package",
    "read_regioatlas",
    "read_roo",
    "read_table",
    "readers",
    "record_change",
    "registry",
    "report",
    "significance",
    "size_claim",
    "spatial_surrogates",
    "specification_test",
    "spells",
    "stability",
    "stability_curve",
    "store",
    "stream",
    "study",
    "synthetic",
    "tiling",
    "to_siena",
    "track",
    "update_register",
    "within_cluster_z",
]
