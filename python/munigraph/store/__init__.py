"""Registers in one SQLite file: saved, opened, brought up to date, with their history."""

from __future__ import annotations

import lazy_loader as _lazy

__getattr__, __dir__, __all__ = _lazy.attach_stub(__name__, __file__)
