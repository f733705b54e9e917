"""Running, verifying and comparing studies."""

from __future__ import annotations

import concurrent.futures as futures
import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from .._common.files import write_atomic
from . import _data as data_step
from ._assemble import tables as assembled
from ._code import code_hash
from ._entries import Cache, Result, dumps, parquet
from ._file import Study
from ._finding import finding
from ._manifest import manifest
from ._plan import Key, plan
from ._result import StudyResult
from ._runner import Progress
from ._runner import run as run_tasks
from ._writing import as_toml


def run(
    study: str | os.PathLike[str] | Study | Mapping[str, Any],
    out: str | os.PathLike[str],
    *,
    executor: futures.Executor | None = None,
    resume: bool = True,
    progress: Progress | None = None,
) -> StudyResult:
    """Compute a study and write it to a folder.

    Parameters
    ----------
    study : path of a study file, a ``Study``, or a mapping laid out like the file.
    out : folder; made if need be. It gets ``tables/*.parquet``, ``results.json``,
        ``manifest.json``, ``report.html`` and a ``cache`` from which a run is taken up again.
    executor : any ``concurrent.futures`` executor, as ``client.get_executor()`` of Dask. Without
        one a pool of threads.
    resume : take what an earlier run with the same data, settings and code has computed.
    progress : called with a ``State`` after each task.

    Killed at any moment and started again it loses at most the tasks in flight and ends with the
    same tables. Raises ``StudyError`` for a file with mistakes, ``DataError`` for bad data,
    ``TaskError`` for a task that fails.
    """
    checked = _study(study)
    folder = Path(out)
    cache = Cache(folder / "cache")
    cache.sweep()
    if not resume:
        cache = _fresh(folder)
    register = _register(checked, cache)
    loaded = Result.decode(register)
    data_step.check_columns(checked, loaded)
    todo = plan(checked)
    keys = todo.keys(loaded.facts["hash"], code_hash())
    results, state = run_tasks(todo, keys, register, cache, executor=executor, progress=progress)
    tables = assembled(checked, todo, loaded, results)
    _write(folder, checked, loaded, results, tables, manifest(checked, loaded.facts, keys, state,
                                                              tables))  # fmt: skip
    result = StudyResult(folder)
    _outputs(result, checked)
    return result


def _study(study: Any) -> Study:
    if isinstance(study, Study):
        return study
    return Study.of(study) if isinstance(study, Mapping) else Study.read(study)


def _fresh(folder: Path) -> Cache:
    for entry in (folder / "cache").glob("*/*.entry"):
        entry.unlink()
    return Cache(folder / "cache")


def _register(study: Study, cache: Cache) -> bytes:
    """The register's entry, from the cache if the source is still the same."""
    source = data_step.source_hash(study["data"], study.folder)
    key = hashlib.sha256(f"data {source} {code_hash()}".encode()).hexdigest()
    found = cache.get(key)
    if found is None:
        found = data_step.load(study["data"], study.folder).encode()
        cache.put(key, found)
    return found


def _write(
    folder: Path,
    study: Study,
    loaded: Result,
    results: Mapping[Key, Result],
    tables: Mapping[str, pd.DataFrame],
    about: dict[str, Any],
) -> None:
    for name, table in tables.items():
        write_atomic(folder / "tables" / f"{name}.parquet", parquet(table))
        if "csv" in study["output"]["tables"]:
            write_atomic(
                folder / "tables" / f"{name}.csv", table.to_csv(index=False).encode("utf-8")
            )
    for stray in (folder / "tables").iterdir():
        if stray.stem not in tables or stray.name.startswith(".tmp-"):
            stray.unlink()
    facts = {
        "finding": finding(study, tables),
        "data": {k: v for k, v in loaded.facts.items() if k != "domains"},
        "tasks": [{"task": list(key), "facts": result.facts} for key, result in results.items()],
    }
    write_atomic(folder / "results.json", dumps(facts).encode("utf-8"))
    text = study.text or as_toml(study.settings)
    write_atomic(folder / "study.toml", text.encode("utf-8"))
    write_atomic(folder / "source.json", dumps({"folder": str(study.folder)}).encode())
    # The manifest comes last: where it is, all is.
    write_atomic(folder / "manifest.json", dumps(about, sort=False).encode("utf-8"))


def _outputs(result: StudyResult, study: Study) -> None:
    """The report and the charts, where their libraries are installed."""
    if study["output"]["report"]:
        from .. import report

        report.write(result, result.folder / "report.html", geometry=_geometry(study))
    if study["output"]["charts"]:
        from .. import plot
        from ..report._charts import charts

        for name, chart in charts(result, geometry=_geometry(study)).items():
            for suffix in study["output"]["charts"]:
                target = (
                    result.folder
                    / "charts"
                    / f"{name.replace(':', '-').replace(' ', '-')}.{suffix}"
                )
                target.parent.mkdir(exist_ok=True)
                plot.save(chart, target)


def _geometry(study: Study) -> Any:
    name = study["data"]["geometry"]
    if name == "none":
        return None
    return name if name in ("auto", "cells") else study.folder / name
