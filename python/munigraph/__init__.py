"""munigraph: networks, clusters and bridges from registers of inter-municipal cooperation.

Names are loaded when first used, so that ``import munigraph`` costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

# Public name -> the module that defines it.
_EXPORTS = {
    "Clustering": "clustering",
    "DataError": "errors",
    "Network": "network",
    "leiden": "clustering",
    "louvain": "clustering",
    "stream": "random",
}

_MODULES = ("clustering", "errors", "network", "random")

__all__ = sorted([*_EXPORTS, *_MODULES, "__version__"])  # noqa: PLE0604, RUF100

if TYPE_CHECKING:
    from .clustering import Clustering as Clustering
    from .clustering import leiden as leiden
    from .clustering import louvain as louvain
    from .errors import DataError as DataError
    from .network import Network as Network
    from .random import stream as stream


def __getattr__(name: str) -> Any:
    if name in _EXPORTS:
        value = getattr(importlib.import_module(f".{_EXPORTS[name]}", __name__), name)
        globals()[name] = value
        return value
    if name in _MODULES:
        return importlib.import_module(f".{name}", __name__)
    raise AttributeError(f"module 'munigraph' has no attribute {name!r}")


def __dir__() -> list[str]:
    return list(__all__)
