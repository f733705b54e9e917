"""munigraph: networks, clusters and bridges from registers of inter-municipal cooperation.

Names are loaded when first used, so that ``import munigraph`` costs next to nothing.
"""

from __future__ import annotations

from ._common import faces as _faces

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = _faces.attach(__name__, __file__)
