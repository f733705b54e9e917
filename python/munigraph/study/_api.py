"""Running, verifying and comparing studies."""

from __future__ import annotations

import concurrent.futures as futures
import dataclasses
import hashlib
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from .._common.cache import Cache
from .._common.errors import DataError
from .._common.executors import executor_of
from .._common.files import file_names
from .._common.progress import Progress, ProgressLike, Report
from .._common.spreadsheets import csv_text
from . import _data as data_step
from . import _kept_page as kept
from ._assemble import tables as assembled
from ._code import code_hash
from ._entries import Result, dumps, parquet
from ._file import Study
from ._finding import finding
from ._folder import ALWAYS, Folder, claimed
from ._manifest import manifest
from ._plan import Key, instances, plan
from ._result import StudyResult
from ._runner import State, Tell
from ._runner import run as run_tasks
from ._writing import as_toml


def run(
    study: str | os.PathLike[str] | Study | Mapping[str, object],
    out: str | os.PathLike[str],
    *,
    executor: futures.Executor | None = None,
    resume: bool = True,
    force: bool = False,
    progress: ProgressLike = None,
) -> StudyResult:
    """Compute a study and write it to a folder.

    Parameters
    ----------
    study : path of a study file, a ``Study``, or a mapping laid out like the file.
    out : folder; made if need be, else empty or an earlier study's. It gets ``tables/*.parquet``,
        ``results.json``, ``manifest.json``, ``report.html`` and a ``cache`` from which a run is
        taken up again.
    executor : any ``concurrent.futures`` executor, or a Dask ``Client``. Without one a pool of
        threads.
    resume : take what an earlier run with the same data, settings and code has computed.
    force : take a folder that holds files of somebody else. Those that the study writes are
        overwritten, no other is removed.
    progress : True or False; None shows a bar on terminals and in notebooks after two seconds; a
        function is called with ``(done, total)`` tasks.

    Killed at any moment and started again it loses at most the tasks in flight and ends with the
    same tables. Only files that a study has written are written over or removed. Raises
    ``StudyError`` for a file with mistakes, ``DataError`` for bad data, ``TaskError`` for a task
    that fails, ``ValueError`` for a folder with files of somebody else, and ``BlockingIOError``
    that says who else is writing to it.

    Examples
    --------
    >>> import munigraph as mg
    >>> result = mg.study.run("study.toml", "out")  # doctest: +SKIP
    """
    with Progress("tasks", progress) as bar:
        return told(
            study, out, executor=executor, resume=resume, force=force, tell=counted(bar.callback)
        )


def told(
    study: str | os.PathLike[str] | Study | Mapping[str, object],
    out: str | os.PathLike[str],
    *,
    executor: futures.Executor | None = None,
    resume: bool = True,
    force: bool = False,
    tell: Tell | None = None,
) -> StudyResult:
    """As :func:`run`; ``tell`` hears the whole state of the run after each task."""
    checked, executor = _study(study), executor_of(executor)
    with claimed(Path(out), force=force) as folder:
        folder.check([*ALWAYS, *(["report.html"] if checked["output"]["report"] else [])])
        return _computed(checked, folder, executor, resume, tell)


def counted(report: Report | None) -> Tell | None:
    """What hears the state of a run and passes on ``(done, total)``."""
    if report is None:
        return None

    def tell(state: State) -> None:
        report(state.done, state.total)

    return tell


def _computed(
    checked: Study,
    folder: Folder,
    executor: futures.Executor | None,
    resume: bool,
    tell: Tell | None,
) -> StudyResult:
    cache = Cache(folder.path / "cache")
    cache.sweep()
    if not resume:
        cache.clear()
    register = _register(checked, cache)
    loaded = Result.decode(register)
    data_step.check_names(checked, loaded)
    checked = _possible(checked, register)
    todo = plan(checked)
    keys = todo.keys(loaded.facts["hash"], code_hash())
    results, state = run_tasks(todo, keys, register, cache, executor=executor, tell=tell)
    tables = assembled(checked, todo, loaded, results)
    about = manifest(checked, loaded.facts, keys, state, tables)
    written = _write(folder, checked, loaded, results, tables, about)
    result = StudyResult(folder.path)
    written += _outputs(result, checked, folder, resume)
    folder.end(written)
    # Again, with the names of all files: the next run takes no other for its own.
    result.manifest["files"] = sorted(written)
    folder.write("manifest.json", dumps(result.manifest, sort=False).encode("utf-8"))
    return result


def _possible(study: Study, register: bytes) -> Study:
    """The study without the dates on which a network has nothing in force, where it has others.

    A network that no date allows stays, so that its task says what is wrong.
    """
    nets = instances(study)
    several = [net for net in nets if net.name != net.network]
    reasons = {}
    known = data_step.register_of(register) if several else None
    for net in several:
        try:
            data_step.network_of(known, net.params)
        except DataError as error:
            reasons[net.name] = str(error).splitlines()[0]
    some = {net.network for net in several if net.name not in reasons}
    left = {net.name: reasons[net.name] for net in several
            if net.name in reasons and net.network in some}  # fmt: skip
    if not left:
        return study
    return dataclasses.replace(study, settings={**study.settings, "left_out": left})


def _study(study: Any) -> Study:
    if isinstance(study, Study):
        return study
    return Study.of(study) if isinstance(study, Mapping) else Study.read(study)


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
    folder: Folder,
    study: Study,
    loaded: Result,
    results: Mapping[Key, Result],
    tables: Mapping[str, pd.DataFrame],
    about: dict[str, Any],
) -> list[str]:
    """Write tables, facts and manifest; gives the names of these files."""
    makers: dict[str, Callable[[pd.DataFrame], bytes]] = {"parquet": parquet}
    if "csv" in study["output"]["tables"]:
        safe = bool(study["output"]["safe_csv"])
        makers["csv"] = lambda table: csv_text(table, safe_csv=safe).encode("utf-8")
    names = [f"tables/{name}.{suffix}" for name in tables for suffix in makers]
    folder.begin([*names, *ALWAYS])
    for name, table in tables.items():
        for suffix, make in makers.items():
            folder.write(f"tables/{name}.{suffix}", make(table))
    said = finding(study, tables)
    facts = {
        "finding": said.text,
        "sentences": said.sentences,
        "numbers": said.numbers,
        "data": {k: v for k, v in loaded.facts.items() if k != "domains"},
        "tasks": [{"task": list(key), "facts": result.facts} for key, result in results.items()],
    }
    folder.write("results.json", dumps(facts).encode("utf-8"))
    text = study.text or as_toml(study.settings)
    folder.write("study.toml", text.encode("utf-8"))
    folder.write("source.json", dumps({"folder": str(study.folder)}).encode())
    # The manifest comes last: where it is, all is.
    folder.write("manifest.json", dumps(about, sort=False).encode("utf-8"))
    return [*names, *ALWAYS]


def _outputs(result: StudyResult, study: Study, folder: Folder, resume: bool) -> list[str]:
    """The report and the charts, where their libraries are installed; gives their names."""
    written = []
    if study["output"]["report"]:
        from .. import report

        written.append("report.html")
        folder.begin(written)
        if not (resume and kept.is_current(result, _geometry(study))):
            report.write(result, result.folder / "report.html", geometry=_geometry(study))
            kept.note(result, _geometry(study))
    if study["output"]["charts"]:
        from .. import plot
        from ..report._charts import charts

        drawn = charts(result, geometry=_geometry(study))
        stems = file_names(drawn, "chart")
        files = {
            f"charts/{stems[name]}.{suffix}": chart
            for name, chart in drawn.items()
            for suffix in study["output"]["charts"]
        }
        folder.begin(files)
        for name, chart in files.items():
            plot.save(chart, result.folder / name)
        written += files
    return written


def _geometry(study: Study) -> Any:
    name = study["data"]["geometry"]
    if name == "none":
        return None
    return name if name in ("auto", "cells") else study.folder / name


def geometry_of(result: StudyResult) -> Any:
    """The geometry of a finished study, which its file names relative to where it was."""
    place = json.loads((result.folder / "source.json").read_text("utf-8"))["folder"]
    study = result.study
    return _geometry(Study(study.settings, study.text, Path(place), study.name))
