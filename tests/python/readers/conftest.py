"""Files made up for a test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import munigraph as mg
import pytest


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file below a temporary folder."""

    def put(name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return put


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Any]:
    """Reads the text of a table of one's own; the report adds up."""

    def reading(text: str | bytes, name: str = "own.csv", **more: Any) -> tuple[Any, Any]:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        register, report = mg.read_table(path, **more)
        assert report.rows_read == report.taken + report.merged + report.left_out
        return register, report

    return reading
