"""What this version of the library can do, looked up by name."""

from __future__ import annotations

import functools
import hashlib
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any


def find(name: str) -> Callable[..., Any] | None:
    """The public function of this name, or ``None`` where the library has none (yet)."""
    package = importlib.import_module("munigraph")
    return getattr(package, name, None)


def need(name: str) -> Callable[..., Any]:
    """The public function of this name; ``Unavailable`` where there is none."""
    found = find(name)
    if found is None:
        raise Unavailable(name)
    return found


class Unavailable(NotImplementedError):
    """The library has no function of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"munigraph.{name} is not part of this version")
        self.name = name

    def __reduce__(self) -> tuple[Any, ...]:
        return Unavailable, (self.name,)


@functools.lru_cache(maxsize=1)
def code_hash() -> str:
    """Hash of the library as installed: its Python files, its data and its compiled core."""
    package = importlib.import_module("munigraph")
    folder = Path(str(package.__file__)).parent
    files = {
        str(p.relative_to(folder)): p
        for p in folder.rglob("*")
        if p.is_file()
        and p.suffix in (".py", ".toml", ".csv", ".json")
        # What only draws and writes does not change a figure.
        and p.relative_to(folder).parts[0] not in ("plot", "report", "cli")
    }
    core = importlib.import_module("munigraph._core")
    files["_core"] = Path(str(core.__file__))
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode())
        digest.update(hashlib.sha256(files[name].read_bytes()).digest())
    return digest.hexdigest()
