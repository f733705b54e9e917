"""Results of tasks as bytes with a checksum, and the cache that keeps them."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from .._common.files import read_parquet, write_atomic

_MAGIC = b"munigraph-entry-2\n"
_KEY = b"\nkey "
_TAIL = len(_KEY) + 64


@dataclass
class Result:
    """What a task gives: tables, facts that JSON can hold, and whole files."""

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def encode(self) -> bytes:
        """One block of bytes that begins with its own checksum."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
            for name, table in self.tables.items():
                archive.writestr(f"{name}.parquet", parquet(table))
            for name, content in self.files.items():
                archive.writestr(f"files/{name}", content)
            archive.writestr("facts.json", dumps(self.facts))
        body = buffer.getvalue()
        return _MAGIC + hashlib.sha256(body).hexdigest().encode() + b"\n" + body

    @classmethod
    def decode(cls, data: bytes) -> Result:
        """Raises ``ValueError`` where the checksum does not fit."""
        data = _without_key(data)
        body = data[len(_MAGIC) + 65 :]
        stated = data[len(_MAGIC) : len(_MAGIC) + 64]
        if not data.startswith(_MAGIC) or hashlib.sha256(body).hexdigest().encode() != stated:
            raise ValueError("the entry is damaged")
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            tables = {
                name.removesuffix(".parquet"): read_parquet(io.BytesIO(archive.read(name)))
                for name in archive.namelist()
                if name.endswith(".parquet")
            }
            files = {
                name.removeprefix("files/"): archive.read(name)
                for name in archive.namelist()
                if name.startswith("files/")
            }
            return cls(tables, json.loads(archive.read("facts.json")), files)


def _without_key(data: bytes) -> bytes:
    """The entry itself, where it comes from a cache."""
    return data[:-_TAIL] if data[-_TAIL:].startswith(_KEY) else data


def _of_key(data: bytes, key: str) -> bytes:
    """The entry that was kept under this key, and no other. Raises ``ValueError``."""
    if data[-_TAIL:] != _KEY + key.encode():
        raise ValueError("the entry is not of this key")
    return data[:-_TAIL]


def dumps(value: Any, *, sort: bool = True) -> str:
    """Canonical JSON: keys sorted (unless their order says something), NaN as null."""
    return json.dumps(plain(value), sort_keys=sort, ensure_ascii=False, allow_nan=False)


def plain(value: Any) -> Any:
    """Numpy, pandas and other values as JSON has them."""
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, (bool, str, int)):
        return value
    if isinstance(value, (float, np.floating)):
        return float(value) if np.isfinite(value) else None
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(v) for v in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
    if isinstance(value, np.ndarray):
        return [plain(v) for v in value.tolist()]
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    if hasattr(value, "item"):
        return plain(value.item())
    return str(value)


def tidy(table: pd.DataFrame) -> pd.DataFrame:
    """A table as a file can hold it: named index as column, mixed columns as text."""
    if table.index.name is not None or table.index.nlevels > 1:
        # A column of the same name stands for the index already.
        doubled = table.index.name in table.columns
        out = table.reset_index(drop=doubled)
    else:
        out = table.reset_index(drop=True)
    out.columns = [str(c) for c in out.columns]
    for column in out.columns:
        values = out[column]
        if values.dtype == object or str(values.dtype) in ("category", "string"):
            out[column] = _uniform(values)
    return out


def _uniform(values: pd.Series) -> pd.Series:
    given = [v for v in values.tolist() if not _missing(v)]
    if given and all(isinstance(v, bool) for v in given) and len(given) == len(values):
        return values.astype(bool)
    if given and all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in given):
        whole = len(given) == len(values) and all(isinstance(v, int) for v in given)
        return values.astype("int64") if whole else pd.to_numeric(values).astype(float)
    words = [None if _missing(v) else v if isinstance(v, str) else _word(v) for v in values]
    return pd.Series(words, index=values.index, dtype=object)


def _missing(value: Any) -> bool:
    if value is None or value is pd.NA or value is pd.NaT:
        return True
    return isinstance(value, float) and bool(np.isnan(value))


def _word(value: Any) -> str:
    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:10]
    return dumps(value)


def parquet(table: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    tidy(table).to_parquet(buffer, index=False)
    return buffer.getvalue()


class Cache:
    """Entries by the hash of what they were made from; each says at its end which that was, so that
    one that came under another's name is found out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.damaged: list[str] = []

    def path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.entry"

    def get(self, key: str) -> bytes | None:
        """The entry, or ``None`` if it is not there or damaged (then it is forgotten)."""
        path = self.path(key)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return None
        try:
            data = _of_key(data, key)
            Result.decode(data)
        except Exception:
            self.damaged.append(key)
            path.unlink(missing_ok=True)
            return None
        return data

    def put(self, key: str, data: bytes) -> None:
        write_atomic(self.path(key), data + _KEY + key.encode())

    def clear(self) -> None:
        """Forget all entries."""
        for path in self.folder.glob("??/*.entry"):
            if path == self.path(path.stem):
                path.unlink()

    def sweep(self) -> None:
        """Remove what a killed run left half-written."""
        for stray in (*self.folder.glob("??/.tmp-*"), *self.folder.glob(".tmp-*")):
            stray.unlink(missing_ok=True)


def table_hash(table: pd.DataFrame) -> str:
    """Hash of a table's content: names, order and exact values, whatever file it came from."""
    digest = hashlib.sha256()
    for column in table.columns:
        digest.update(f"\x1d{column}\x1e".encode())
        for value in table[column].tolist():
            digest.update(repr(plain(value)).encode())
            digest.update(b"\x1f")
    return digest.hexdigest()
