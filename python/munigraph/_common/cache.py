"""Results on disk while work goes on: each bound to its key, whole or not there, one writer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from .files import write_atomic
from .locks import locked

_MAGIC = b"munigraph-entry-3\n"


class Cache:
    """Entries (bytes) in a folder, by the hash (64 hexadecimal digits) of what they depend on.

    An entry begins with its key and a checksum of both, so that one that was damaged, cut off or
    put under another's name is found out; it is then forgotten, and its work is done again.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        #: Keys of the entries that were found damaged.
        self.damaged: list[str] = []

    def path(self, key: str) -> Path:
        """Where an entry lies."""
        return self.folder / key[:2] / f"{key}.entry"

    def held(self, what: object) -> AbstractContextManager[None]:
        """Nobody else writes to ``what`` meanwhile; ``BlockingIOError`` says who does already."""
        return locked(self.folder / "lock", what)

    def get(self, key: str) -> bytes | None:
        """What was kept under a key, or ``None`` where nothing is, or it is damaged."""
        try:
            data = self.path(key).read_bytes()
        except FileNotFoundError:
            return None
        head = len(_MAGIC) + 64 + 1
        content = data[head:]
        if data[:head] == _head(key, content):
            return content
        self.damaged.append(key)
        self.forget(key)
        return None

    def put(self, key: str, content: bytes) -> None:
        """Keep an entry."""
        write_atomic(self.path(key), _head(key, content) + content)

    def forget(self, key: str) -> None:
        """Remove an entry, where it is there."""
        self.path(key).unlink(missing_ok=True)

    def keys(self) -> Iterator[str]:
        """Keys of all entries, in order."""
        for path in sorted(self.folder.glob("??/*.entry")):
            if path == self.path(path.stem):
                yield path.stem

    def clear(self) -> None:
        """Forget all entries."""
        for key in list(self.keys()):
            self.forget(key)

    def sweep(self) -> None:
        """Remove what a killed run left half-written."""
        for stray in (*self.folder.glob("??/.tmp-*"), *self.folder.glob(".tmp-*")):
            stray.unlink(missing_ok=True)


def _head(key: str, content: bytes) -> bytes:
    digest = hashlib.sha256(key.encode())
    digest.update(content)
    return _MAGIC + digest.hexdigest().encode() + b"\n"
