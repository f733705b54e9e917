"""Writing files whole or not at all; reading Parquet."""

from __future__ import annotations

import contextlib
import functools
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

_NO_FILE_NAME = re.compile(r"[^0-9A-Za-z_]+")
#: Names that Windows keeps for devices.
_DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{i}" for port in ("com", "lpt") for i in range(10)),
}
_LONGEST = 80


def file_names(names: Iterable[str], other: str = "file") -> dict[str, str]:
    """A name for a file, without a suffix, for each of ``names``: letters, digits, ``_`` and ``-``.

    No two are the same, also where capitals do not count. ``other`` stands for a name without any
    such letter; a number is added to what would be there twice, in the order of ``names``.
    """
    made: dict[str, str] = {}
    taken: set[str] = set()
    for name in dict.fromkeys(names):
        stem = _slug(name)[:_LONGEST].strip("-") or other
        stem = f"{stem}-" if stem.casefold() in _DEVICES else stem
        candidate, count = stem, 1
        while candidate.casefold() in taken:
            count += 1
            candidate = f"{stem}-{count}"
        taken.add(candidate.casefold())
        made[name] = candidate
    return made


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _NO_FILE_NAME.sub("-", plain)


@contextlib.contextmanager
def named(path: str | os.PathLike[str]) -> Iterator[None]:
    """An ``OSError`` from within says which file it is about, where it does not already.

    The system names no file when a disk is full or a quota reached.
    """
    try:
        yield
    except OSError as error:
        if error.filename is not None:
            raise
        if error.errno is None:
            raise OSError(f"{os.fspath(path)}: {error}") from error
        text = error.strerror or os.strerror(error.errno)
        raise OSError(error.errno, text, os.fspath(path)) from error


def write_atomic(path: Path, content: bytes) -> None:
    """Whole or not at all, also if the machine stops in the middle."""
    with named(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_atomic(path, content)


def _write_atomic(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".tmp-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@functools.cache
def _umask() -> int:
    """Asked for once: it can only be read by setting it, which other threads would see."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def read_parquet(source: Any) -> pd.DataFrame:
    """A Parquet file or buffer as a DataFrame, read in the calling thread alone.

    Arrow's own threads wait for each other for ever where one of them is out of memory; in this
    thread that is a ``MemoryError``. Tables here are small, so nothing is lost.
    """
    import pyarrow.parquet as pq

    # `read_table` would scan in a thread of its own.
    with pq.ParquetFile(source, pre_buffer=False) as file:
        return file.read(use_threads=False).to_pandas(use_threads=False)
