"""Results of tasks as bytes, as a cache keeps them and workers send them."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from .._common.files import read_parquet


@dataclass
class Result:
    """What a task gives: tables, facts that JSON can hold, and whole files."""

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def encode(self) -> bytes:
        """One block of bytes: a zip archive, whose files have checksums."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
            for name, table in self.tables.items():
                archive.writestr(f"{name}.parquet", parquet(table))
            for name, content in self.files.items():
                archive.writestr(f"files/{name}", content)
            archive.writestr("facts.json", dumps(self.facts))
        return buffer.getvalue()

    @classmethod
    def decode(cls, data: bytes) -> Result:
        """The result that was encoded. Raises ``zipfile.BadZipFile`` where it is none."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
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


def table_hash(table: pd.DataFrame) -> str:
    """Hash of a table's content: names, order and exact values, whatever file it came from."""
    digest = hashlib.sha256()
    for column in table.columns:
        digest.update(f"\x1d{column}\x1e".encode())
        for value in table[column].tolist():
            digest.update(repr(plain(value)).encode())
            digest.update(b"\x1f")
    return digest.hexdigest()
