"""The folder of what can be made or fetched again: downloads, and texts that take long to make."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from .files import write_atomic


def cache_folder() -> Path:
    """Where downloads are kept (``XDG_CACHE_HOME`` or ``~/.cache``).

    Examples
    --------
    >>> import munigraph as mg
    >>> mg.datasets.cache_folder().is_absolute()
    True
    """
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "munigraph"


def kept(name: str, make: Callable[[], str]) -> str:
    """The text of this name from the cache folder, or made now and kept there.

    Each is kept with its hash: what was cut short or changed is made again. Without a folder that
    can be written the text is made each time.
    """
    try:
        path = cache_folder() / "made" / name
        digest, _, text = path.read_bytes().decode("utf-8").partition("\n")
        if digest == _hash(text):
            return text
    except (OSError, RuntimeError, ValueError):  # no home, no file, no UTF-8
        pass
    text = make()
    with contextlib.suppress(OSError, RuntimeError):
        write_atomic(cache_folder() / "made" / name, f"{_hash(text)}\n{text}".encode())
    return text


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
