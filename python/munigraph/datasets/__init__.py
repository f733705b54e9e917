"""Registers by name: shipped, synthetic or found here; and the facts that ship with them."""

from __future__ import annotations

import lazy_loader as _lazy

__getattr__, __dir__, __all__ = _lazy.attach_stub(__name__, __file__)
