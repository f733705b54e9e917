"""Clusters of municipalities: Leiden and Louvain, many runs, what they share, and how it scales."""

from __future__ import annotations

from .._common import faces as _faces

__getattr__, __dir__, __all__ = _faces.attach(__name__, __file__)
