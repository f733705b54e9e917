from ._bipartite import BipartiteClustering as BipartiteClustering
from ._bipartite import bipartite_leiden as bipartite_leiden
from ._bipartite import bipartite_modularity as bipartite_modularity
from ._clustering import Clustering as Clustering
from ._consensus import consensus as consensus
from ._consensus import consensus_thresholds as consensus_thresholds
from ._ensemble import Ensemble as Ensemble
from ._ensemble import ensemble as ensemble
from ._estimate import Estimate as Estimate
from ._estimate import estimate as estimate
from ._landscape import Landscape as Landscape
from ._landscape import landscape as landscape
from ._leiden import leiden as leiden
from ._leiden import louvain as louvain
from ._posterior import Posterior as Posterior
from ._posterior import posterior as posterior
from ._profile import Profile as Profile
from ._profile import profile as profile
from ._quality import QualityValue as QualityValue
from ._quality import quality as quality
from ._summary import Summary as Summary
from ._summary import summarise as summarise
from ._summary import weight_inside as weight_inside

__all__ = [
    "BipartiteClustering",
    "Clustering",
    "Ensemble",
    "Estimate",
    "Landscape",
    "Posterior",
    "Profile",
    "QualityValue",
    "Summary",
    "bipartite_leiden",
    "bipartite_modularity",
    "consensus",
    "consensus_thresholds",
    "ensemble",
    "estimate",
    "landscape",
    "leiden",
    "louvain",
    "posterior",
    "profile",
    "quality",
    "summarise",
    "weight_inside",
]
