from ._alignment import Alignment as Alignment
from ._alignment import alignment as alignment
from ._claims import Claim as Claim
from ._claims import attribute_claim as attribute_claim
from ._claims import claim_with_and_without as claim_with_and_without
from ._claims import size_claim as size_claim
from ._coherence import Coherence as Coherence
from ._coherence import coherence as coherence
from ._domains import NetworkComparison as NetworkComparison
from ._domains import alluvial as alluvial
from ._domains import compare_domains as compare_domains
from ._domains import compare_networks as compare_networks
from ._domains import density as density
from ._mrqap import Mrqap as Mrqap
from ._mrqap import qap as qap
from ._multiverse import multiverse as multiverse
from ._significance import STATISTICS as STATISTICS
from ._significance import Significance as Significance
from ._significance import SignificanceTable as SignificanceTable
from ._significance import significance as significance
from ._stability import Stability as Stability
from ._stability import stability as stability
from ._surrogates import moran as moran
from ._surrogates import spatial_surrogates as spatial_surrogates

__all__ = [
    "STATISTICS",
    "Alignment",
    "Claim",
    "Coherence",
    "Mrqap",
    "NetworkComparison",
    "Significance",
    "SignificanceTable",
    "Stability",
    "alignment",
    "alluvial",
    "attribute_claim",
    "claim_with_and_without",
    "coherence",
    "compare_domains",
    "compare_networks",
    "density",
    "moran",
    "multiverse",
    "qap",
    "significance",
    "size_claim",
    "spatial_surrogates",
    "stability",
]
