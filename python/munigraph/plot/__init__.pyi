from ._alluvial import domains as domains
from ._between import weight_matrix as weight_matrix
from ._choropleth import choropleth as choropleth
from ._distributions import arrangement_sizes as arrangement_sizes
from ._distributions import null_histogram as null_histogram
from ._events import events as events
from ._geometry import Geometry as Geometry
from ._geometry import find_geometry as find_geometry
from ._maps import bridge_map as bridge_map
from ._maps import cluster_map as cluster_map
from ._matrices import co_assignment as co_assignment
from ._meta import meta_network as meta_network
from ._notebook import set_display as set_display
from ._over_time import decomposition as decomposition
from ._over_time import figures as figures
from ._over_time import yearly_maps as yearly_maps
from ._roles import role_plane as role_plane
from ._saving import save as save
from ._saving import to_svg as to_svg
from ._scan import profile as profile
from ._scenario import before_after as before_after
from ._shared import cluster_colours as cluster_colours
from ._shared import small_map as small_map
from ._specification import specification_curve as specification_curve
from ._timeline import timeline as timeline
from ._tracks import track_counts as track_counts
from ._tracks import tracks as tracks

__all__ = [
    "Geometry",
    "arrangement_sizes",
    "before_after",
    "bridge_map",
    "choropleth",
    "cluster_colours",
    "cluster_map",
    "co_assignment",
    "decomposition",
    "domains",
    "events",
    "figures",
    "find_geometry",
    "meta_network",
    "null_histogram",
    "profile",
    "role_plane",
    "save",
    "set_display",
    "small_map",
    "specification_curve",
    "timeline",
    "to_svg",
    "track_counts",
    "tracks",
    "weight_matrix",
    "yearly_maps",
]
