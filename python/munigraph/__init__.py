"""munigraph: networks, clusters and bridges from registers of inter-municipal cooperation.

Names are loaded when first used, so that ``import munigraph`` costs next to nothing.
"""

from __future__ import annotations

import lazy_loader as _lazy

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = _lazy.attach_stub(__name__, __file__)
