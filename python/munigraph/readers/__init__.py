"""Readers of registers: each gives ``(Register, ImportReport)``."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

# Reader -> the module that defines it.
_READERS = {
    "match_names": "_table._read",
    "propose_columns": "_table._read",
    "read_epci_panel": "france",
    "read_fr_memberships": "france",
    "read_opengr": "opengr",
    "read_regioatlas": "regioatlas",
    "read_roo": "roo",
    "read_table": "_table._read",
}

__all__ = sorted(_READERS)

if TYPE_CHECKING:
    from ._table._read import match_names as match_names
    from ._table._read import propose_columns as propose_columns
    from ._table._read import read_table as read_table
    from .france import read_epci_panel as read_epci_panel
    from .france import read_fr_memberships as read_fr_memberships
    from .opengr import read_opengr as read_opengr
    from .regioatlas import read_regioatlas as read_regioatlas
    from .roo import read_roo as read_roo


def __getattr__(name: str) -> Any:
    if name in _READERS:
        return getattr(importlib.import_module(f".{_READERS[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
