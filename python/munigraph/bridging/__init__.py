"""Bridges: municipalities, arrangements and ties that hold clusters together."""

from __future__ import annotations

from .measures import (
    CARTOGRAPHIC_CUTS,
    cartographic_roles,
    clusters_reached,
    outside_share,
    participation,
    within_cluster_z,
)
from .table import bridges

__all__ = [
    "CARTOGRAPHIC_CUTS",
    "bridges",
    "cartographic_roles",
    "clusters_reached",
    "outside_share",
    "participation",
    "within_cluster_z",
]
