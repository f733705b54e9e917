"""Studies: one text file in, tables and one report out.

``run`` computes a study file, ``verify`` computes it again and compares, ``diff`` tells two results
apart, ``new`` writes a commented file to start from.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

_EXPORTS = {
    "Comparison": "compare",
    "Difference": "compare",
    "Study": "file",
    "StudyError": "check",
    "StudyResult": "result",
    "TaskError": "runner",
    "diff": "compare",
    "reference": "writing",
    "run": "api",
    "template": "writing",
    "verify": "compare",
}

__all__ = [*_EXPORTS]

if TYPE_CHECKING:
    from .api import run as run
    from .check import StudyError as StudyError
    from .compare import Comparison as Comparison
    from .compare import Difference as Difference
    from .compare import diff as diff
    from .compare import verify as verify
    from .file import Study as Study
    from .result import StudyResult as StudyResult
    from .runner import TaskError as TaskError
    from .writing import reference as reference
    from .writing import template as template


def __getattr__(name: str) -> Any:
    if name in _EXPORTS:
        value = getattr(importlib.import_module(f".{_EXPORTS[name]}", __name__), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'munigraph.study' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
