"""Types of the words that arguments take. Written by scripts/make_choices.py."""

from typing import Literal

Adjacency = Literal["delaunay", "gabriel"]
Alternative = Literal["two-sided", "greater", "less"]
Arrangements = Literal["all", "in_both", "not_registered"]
AttributeClaimNull = Literal["spatial", "variogram", "permutation", "within"]
Backbone = Literal["disparity", "bicm"]
By = Literal[
    "strength",
    "outside_share",
    "participation",
    "participation_normalised",
    "within_z",
    "coordinator",
    "consultant",
    "gatekeeper",
    "liaison",
    "constraint",
    "effective_size",
    "betweenness",
    "cut_node",
    "clusters_reached",
    "bridging_arrangements",
]
Correction = Literal["fdr", "bonferroni", "none"]
Family = Literal["gaussian", "poisson", "binomial"]
KindOfArrangement = Literal["cooperation", "division"]
KindOfParticipant = Literal[
    "municipality", "province", "water_board", "state", "foreign", "organisation", "arrangement"
]
Layers = Literal["ordered", "categorical"]
LegalForm = Literal[
    "unknown",
    "public_body",
    "operational_organisation",
    "joint_organ",
    "arrangement_only",
    "host_municipality",
    "service_contract",
    "covenant",
    "private_entity",
    "consultation",
]
Measure = Literal[
    "ami",
    "ami_max",
    "ari",
    "nmi",
    "vi",
    "homogeneity",
    "completeness",
    "v_measure",
    "element_centric",
    "rand",
    "split_join",
]
Method = Literal["auto", "consensus", "leiden", "louvain"]
Normalise = Literal["layer", "none"]
Null = Literal["gravity", "curveball", "bicm", "tiling"]
Obligation = Literal["unknown", "imposed", "semi", "free"]
Others = Literal["gravity", "curveball"]
Permutation = Literal["all", "within"]
Phase = Literal["unknown", "policy", "execution", "both"]
QapMethod = Literal["double_semi_partialling"]
Quality = Literal["modularity", "cpm", "map", "planted_partition"]
Representation = Literal["auto", "dense", "explicit", "implicit"]
Resample = Literal["weights", "arrangements", "memberships", "with_replacement"]
StabilityMethod = Literal["leiden", "consensus"]
Statistic = Literal[
    "quality",
    "clusters",
    "singletons",
    "isolates",
    "components",
    "cross_share",
    "alignment",
    "group_share",
    "participation",
    "coherence",
]
TrackMethod = Literal["auto", "consensus", "leiden"]
Weight = Literal["distance", "none"]
Weighting = Literal["newman", "count", "pair_share", "binary", "jaccard", "cosine"]
