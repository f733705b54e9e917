"""Types of the words that arguments take. Written by scripts/make_choices.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias, TypedDict

Adjacency: TypeAlias = Literal["delaunay", "gabriel"]
Alternative: TypeAlias = Literal["two-sided", "greater", "less"]
Arrangements: TypeAlias = Literal["all", "in_both", "not_registered"]
AttributeClaimNull: TypeAlias = Literal["spatial", "variogram", "permutation", "within"]
Backbone: TypeAlias = Literal["disparity", "bicm"]
BrokerRole: TypeAlias = Literal["coordinator", "consultant", "gatekeeper", "liaison"]
By: TypeAlias = Literal[
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
Correction: TypeAlias = Literal["fdr", "bonferroni", "none"]
DatasetName: TypeAlias = Literal[
    "nl-2020",
    "synthetic-national",
    "synthetic-europe",
    "synthetic-world",
    "nl-roo",
    "nl-opengr-2016",
    "nl-regioatlas-2016",
    "fr-2021",
]
DecomposedFigure: TypeAlias = Literal[
    "arrangements",
    "memberships",
    "mean",
    "two_to_five",
    "official_share",
    "official_inhabitants",
    "classified",
]
Distance: TypeAlias = Literal["auto", "initiator", "members"]
ExportFormat: TypeAlias = Literal["latex", "docx", "csv", "svg", "pdf"]
FactsheetFigure: TypeAlias = Literal[
    "arrangements",
    "memberships",
    "mean",
    "lower_quartile",
    "median",
    "upper_quartile",
    "two_to_five",
    "official_share",
    "official_inhabitants",
    "phase",
    "classified",
    "inferred",
    "changed_members",
    "changed_form",
    "changed_themes",
    "changed_name",
]
Family: TypeAlias = Literal["gaussian", "poisson", "binomial"]
Grouping: TypeAlias = Literal["form", "theme", "domain", "province", "size"]
HubWay: TypeAlias = Literal["arrangement", "node"]
KindOfArrangement: TypeAlias = Literal["cooperation", "division"]
KindOfParticipant: TypeAlias = Literal[
    "municipality", "province", "water_board", "state", "foreign", "organisation", "arrangement"
]
Language: TypeAlias = Literal["en", "nl"]
Layers: TypeAlias = Literal["ordered", "categorical"]
LegalForm: TypeAlias = Literal[
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
Measure: TypeAlias = Literal[
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
MembershipStart: TypeAlias = Literal["dated", "listed"]
MetaPlace: TypeAlias = Literal["auto", "geography", "layout"]
Method: TypeAlias = Literal["auto", "consensus", "leiden", "louvain"]
Normalise: TypeAlias = Literal["layer", "none"]
Null: TypeAlias = Literal["gravity", "curveball", "bicm", "tiling"]
Obligation: TypeAlias = Literal["unknown", "imposed", "semi", "free"]
Others: TypeAlias = Literal["gravity", "curveball"]
Permutation: TypeAlias = Literal["all", "within"]
Phase: TypeAlias = Literal["unknown", "policy", "execution", "both"]
QapMethod: TypeAlias = Literal["double_semi_partialling"]
Quality: TypeAlias = Literal["modularity", "cpm", "map", "planted_partition"]
Refit: TypeAlias = Literal["none", "double"]
Representation: TypeAlias = Literal["auto", "dense", "explicit", "implicit"]
Resample: TypeAlias = Literal["weights", "arrangements", "memberships", "with_replacement"]
Response: TypeAlias = Literal["weight", "shared", "tied"]
Role: TypeAlias = Literal["member", "host", "observer"]
Size: TypeAlias = Literal["national", "europe", "world"]
SpellUnit: TypeAlias = Literal["membership", "arrangement"]
SplitRule: TypeAlias = Literal["undetermined", "largest"]
StabilityMethod: TypeAlias = Literal["leiden", "consensus"]
Statistic: TypeAlias = Literal[
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
SurrogateMethod: TypeAlias = Literal["spectral", "variogram"]
TableLayout: TypeAlias = Literal["memberships", "lists", "matrix", "pairs", "years"]
TrackMethod: TypeAlias = Literal["auto", "consensus", "leiden"]
Weight: TypeAlias = Literal["distance", "none"]
Weighting: TypeAlias = Literal["newman", "count", "pair_share", "binary", "jaccard", "cosine"]


class NetworkChoices(TypedDict, total=False):
    """As of ``Snapshot.network``."""

    domain: str | Sequence[str] | None
    themes: str | Sequence[str] | None
    legal_forms: LegalForm | Sequence[LegalForm] | None
    obligation: Obligation | Sequence[Obligation] | None
    phase: Phase | Sequence[Phase] | None
    kinds: KindOfParticipant | Sequence[KindOfParticipant]
    arrangement_kinds: KindOfArrangement | Sequence[KindOfArrangement] | None
    min_size: int
    max_size: int | None
    max_province_coverage: float | None
    min_province: int
    max_share: float | None
    min_shared: int
    weighting: Weighting
    intensity: Mapping[LegalForm, float] | None
    split_domains: bool
    backbone: Backbone | None
