"""Verifying a study by computing it again, and telling two apart."""

from __future__ import annotations

import concurrent.futures as futures
import copy
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from .._common.progress import Progress, ProgressLike
from .._common.result import Result
from .._common.text import visible
from ._api import counted, told
from ._entries import table_hash
from ._file import Study
from ._result import StudyResult
from ._runner import Tell

TOLERANCE = 1e-12


@dataclass(frozen=True)
class Difference:
    """One thing that differs: ``what`` (setting, data, code, table) and where, in words."""

    what: str
    where: str
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        values = f": {self.before} → {self.after}" if self.before or self.after else ""
        return visible(f"{self.what} {self.where}{values}")

    def __repr__(self) -> str:
        return f"<Difference: {self}>"


@dataclass(frozen=True, repr=False)
class Comparison(Result):
    """Differences between two results; ``same`` if their tables agree."""

    differences: tuple[Difference, ...] = ()
    tables: int = 0
    """How many tables were compared."""

    @property
    def same(self) -> bool:
        return not any(d.what == "table" for d in self.differences)

    @property
    def table(self) -> pd.DataFrame:
        """One row per difference: ``what, where, before, after``."""
        rows = [(d.what, d.where, d.before, d.after) for d in self.differences]
        return pd.DataFrame(rows, columns=["what", "where", "before", "after"], dtype=object)

    def __bool__(self) -> bool:
        return self.same

    def __str__(self) -> str:
        if not self.differences:
            return f"the same in all {self.tables} tables"
        return "\n".join([self._head(), *(f"  {d}" for d in self.differences)])

    def _head(self) -> str:
        return "tables agree" if self.same else "tables differ"

    def __repr__(self) -> str:
        count = f"{len(self.differences):,} differences in {self.tables:,} tables"
        return f"<Comparison: {self._head()}, {count}>"


def verify(
    out: str | os.PathLike[str],
    *,
    executor: futures.Executor | None = None,
    progress: ProgressLike = None,
) -> Comparison:
    """Compute a study again from its data and compare every table.

    Labels, counts and text must be equal, floating-point figures to 1e-12 (relative, or absolute
    below 1). Nothing of the earlier run is reused, and nothing in ``out`` is changed.

    Examples
    --------
    >>> import munigraph as mg
    >>> mg.study.verify("out")  # doctest: +SKIP
    """
    with Progress("tasks", progress) as bar:
        return verified(out, executor=executor, tell=counted(bar.callback))


def verified(
    out: str | os.PathLike[str],
    *,
    executor: futures.Executor | None = None,
    tell: Tell | None = None,
) -> Comparison:
    """As :func:`verify`; ``tell`` hears the whole state of the run after each task."""
    before = StudyResult(out)
    folder = _source(before)
    settings = copy.deepcopy(before.study.settings)
    settings["output"] = {"report": False, "tables": [], "charts": []}
    study = Study(settings, before.study.text, folder)
    damaged = _damaged(before)
    with tempfile.TemporaryDirectory(prefix="munigraph-verify-") as scratch:
        after = told(study, scratch, executor=executor, tell=tell)
        found = [*damaged, *_causes(before, after), *_tables(before, after, TOLERANCE)]
    found = [d for d in found if d.where not in ("output", "output.report")]
    return Comparison(tuple(d for d in found if not d.where.startswith("output.")), len(before))


def diff(a: str | os.PathLike[str], b: str | os.PathLike[str]) -> Comparison:
    """What differs between two results, and why: settings, data, code, then tables.

    Examples
    --------
    >>> import munigraph as mg
    >>> mg.study.diff("before", "after")  # doctest: +SKIP
    """
    first, second = StudyResult(a), StudyResult(b)
    return Comparison((*_causes(first, second), *_tables(first, second, 0.0)), len(first))


def _source(result: StudyResult) -> Path:
    try:
        folder = json.loads((result.folder / "source.json").read_text("utf-8"))["folder"]
    except (FileNotFoundError, KeyError, ValueError):
        return result.folder
    return Path(folder) if Path(folder).is_dir() else result.folder


def _damaged(result: StudyResult) -> list[Difference]:
    """Tables that are not what the manifest says they were."""
    found = []
    for name, info in result.manifest["tables"].items():
        try:
            good = table_hash(result[name]) == info["hash"]
        except Exception:
            good = False
        if not good:
            found.append(Difference("table", f"{name} was changed after the study was computed"))
    return found


def _causes(a: StudyResult, b: StudyResult) -> list[Difference]:
    found = []
    before, after = a.manifest, b.manifest
    old, new = _flat(before["study"]["settings"]), _flat(after["study"]["settings"])
    for key in sorted(set(old) | set(new)):
        if old.get(key) != new.get(key):
            found.append(Difference("setting", key, _show(old, key), _show(new, key)))
    if before["data"]["hash"] != after["data"]["hash"]:
        rows = [json.dumps(m["data"]["rows"], sort_keys=True) for m in (before, after)]
        found.append(Difference("data", "the register's content", *rows))
    if before["code"]["hash"] != after["code"]["hash"]:
        found.append(
            Difference("code", "munigraph", before["code"]["munigraph"], after["code"]["munigraph"])
        )
    return found


def _flat(value: Any, path: str = "") -> dict[str, Any]:
    if isinstance(value, dict):
        out: dict[str, Any] = {}
        for key, item in value.items():
            out |= _flat(item, f"{path}.{key}" if path else str(key))
        return out
    if isinstance(value, list) and any(isinstance(v, dict) for v in value):
        out = {}
        for i, item in enumerate(value):
            out |= _flat(item, f"{path}[{i + 1}]")
        return out
    return {path: value}


def _show(flat: Mapping[str, Any], key: str) -> str:
    return json.dumps(flat[key], ensure_ascii=False) if key in flat else "not set"


def _tables(a: StudyResult, b: StudyResult, tolerance: float) -> list[Difference]:
    found = []
    for name in sorted(set(a) | set(b)):
        if name not in a or name not in b:
            where = "only in the second" if name not in a else "only in the first"
            found.append(Difference("table", f"{name} is {where}"))
            continue
        try:
            before = a[name]
        except Exception:
            continue  # damaged, and reported as such
        found += compare_tables(name, before, b[name], tolerance)
    return found


def compare_tables(
    name: str, a: pd.DataFrame, b: pd.DataFrame, tolerance: float = TOLERANCE
) -> list[Difference]:
    """Differences of two tables; floats may be ``tolerance`` apart (relative, absolute below 1)."""
    if list(a.columns) != list(b.columns):
        gone = sorted(set(a.columns) - set(b.columns))
        new = sorted(set(b.columns) - set(a.columns))
        return [Difference("table", f"{name}: columns", ", ".join(gone), ", ".join(new))]
    if len(a) != len(b):
        return [Difference("table", f"{name}: rows", f"{len(a):,}", f"{len(b):,}")]
    found = []
    for column in a.columns:
        left, right = a[column], b[column]
        unlike = _unlike(left, right, tolerance)
        if unlike.any():
            at = int(np.flatnonzero(unlike)[0])
            where = f"{int(unlike.sum()):,} of {len(a):,} rows, first row {at + 1}"
            found.append(
                Difference(
                    "table",
                    f"{name}.{column}: {where}",
                    str(left.iloc[at]),
                    str(right.iloc[at]),
                )
            )
    return found


def _unlike(left: pd.Series, right: pd.Series, tolerance: float) -> np.ndarray:
    missing = left.isna().to_numpy() != right.isna().to_numpy()
    both = left.notna().to_numpy() & right.notna().to_numpy()
    if pd.api.types.is_float_dtype(left) and pd.api.types.is_float_dtype(right):
        x, y = left.to_numpy(dtype=float), right.to_numpy(dtype=float)
        with np.errstate(invalid="ignore"):
            scale = np.maximum(1.0, np.maximum(np.abs(x), np.abs(y)))
            near = np.isfinite(scale) & (np.abs(x - y) <= tolerance * scale)
            far = (x != y) & ~near
        return np.asarray(missing | (far & both))
    pairs = zip(both.tolist(), left.tolist(), right.tolist(), strict=True)
    unequal = np.array([known and p != q for known, p, q in pairs], dtype=bool)
    return np.asarray(missing | unequal)
