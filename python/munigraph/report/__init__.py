"""The report of a study: one HTML file that needs nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__all__ = ["render", "write"]

if TYPE_CHECKING:
    from .page import render as render
    from .page import write as write


def __getattr__(name: str) -> Any:
    if name in __all__:
        from . import page

        return getattr(page, name)
    raise AttributeError(f"module 'munigraph.report' has no attribute {name!r}")
