"""Makes the messy tables of this folder: all made up, in the shapes that people send around.

``python tests/data/own/make.py`` writes the text files anew (they stand in ``make_*.py`` beside it,
by layout); the tests make the workbooks themselves (``workbooks(folder)``).
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def _part(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(f"own_{name}", HERE / f"make_{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def texts(folder: Path = HERE) -> None:
    """All text files."""
    for part in ("memberships", "lists", "matrices", "years"):
        for name, (text, encoding) in _part(part).TEXTS.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.lstrip("\n").encode(encoding))


def workbooks(folder: Path) -> None:
    """All workbooks."""
    _part("workbooks").workbooks(folder)


if __name__ == "__main__":
    texts()
