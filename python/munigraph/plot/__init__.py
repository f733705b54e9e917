"""Charts of registers, networks, clusters and bridges, as Altair charts.

Every chart takes the library's own results or DataFrames with the same columns, names
municipalities in its tooltips, carries a text alternative (``description``) and is drawn in
colours that stay apart under the common kinds of colour blindness. ``save`` writes SVG, PNG, PDF
or a page that works without a network connection.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

_EXPORTS = {
    "Geometry": "geometry",
    "arrangement_sizes": "distributions",
    "bridge_map": "maps",
    "cluster_colours": "colours",
    "cluster_map": "maps",
    "co_assignment": "matrices",
    "domains": "alluvial",
    "find_geometry": "geometry",
    "meta_network": "meta",
    "null_histogram": "distributions",
    "profile": "scan",
    "role_plane": "roles",
    "save": "saving",
    "small_map": "small",
    "specification_curve": "specification",
    "to_svg": "saving",
}

__all__ = [
    *_EXPORTS,
]

if TYPE_CHECKING:
    from .alluvial import domains as domains
    from .colours import cluster_colours as cluster_colours
    from .distributions import arrangement_sizes as arrangement_sizes
    from .distributions import null_histogram as null_histogram
    from .geometry import Geometry as Geometry
    from .geometry import find_geometry as find_geometry
    from .maps import bridge_map as bridge_map
    from .maps import cluster_map as cluster_map
    from .matrices import co_assignment as co_assignment
    from .meta import meta_network as meta_network
    from .roles import role_plane as role_plane
    from .saving import save as save
    from .saving import to_svg as to_svg
    from .scan import profile as profile
    from .small import small_map as small_map
    from .specification import specification_curve as specification_curve


def __getattr__(name: str) -> Any:
    if name in _EXPORTS:
        value = getattr(importlib.import_module(f".{_EXPORTS[name]}", __name__), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'munigraph.plot' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
