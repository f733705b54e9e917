"""Where the real files are, if they are anywhere."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest


def _data_folder() -> Path | None:
    given = os.environ.get("MUNIGRAPH_DATA")
    root = Path(__file__).resolve().parents[3]
    candidates = [Path(given)] if given else [root.parent / "shared" / "data"]
    return next((path for path in candidates if path.is_dir()), None)


@pytest.fixture
def real_file() -> Callable[[str], Path]:
    """The path of a real file or folder; the test is skipped where it is not there."""

    def find(name: str) -> Path:
        folder = _data_folder()
        if folder is None or not (folder / name).exists():
            pytest.skip(f"real data not found: {name} (set MUNIGRAPH_DATA)")
        return folder / name

    return find


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file below a temporary folder."""

    def put(name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return put
