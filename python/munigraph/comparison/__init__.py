"""Agreement of labellings of the same nodes."""

from __future__ import annotations

from .._common import faces as _faces

__getattr__, __dir__, __all__ = _faces.attach(__name__, __file__)
