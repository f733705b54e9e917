"""The register of a study: read it, hash it, hand it to workers as a data package."""

from __future__ import annotations

import csv
import functools
import hashlib
import io
import json
import tempfile
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import pandas as pd

from .._common import errors
from .._common.objects import core_of
from ..datasets import _datasets as datasets
from ..datasets._open import is_store_name
from ..readers._table._mapping import mapping_path
from ..registry._contents import themes_above
from ..registry._package import read_package
from ..registry._register import TABLES, Register
from ._check import Checker, StudyError, near
from ._entries import Result, dumps, tidy
from ._file import Study
from ._lines import key_lines
from ._readers import READERS
from ._words import CONTRAST


def source_hash(data: Mapping[str, Any], folder: Path) -> str:
    """Hash of the files that a register is read from; of the settings where it has none."""
    digest = hashlib.sha256()
    for key in ("register", "municipalities", "attributes"):
        name = data.get(key)
        path = folder / name if name else None
        digest.update(f"{key}={name}\n".encode())
        if path is None or not path.exists():
            continue
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            digest.update(file.name.encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    digest.update(repr(sorted(map(str, (data.get("synthetic") or {}).items()))).encode())
    digest.update(str(data.get("format")).encode())
    for key in _TABLE_KEYS:
        if data.get(key) is not None:
            digest.update(f"{key}={data[key]!r}\n".encode())
    beside = _mapping_beside(data, folder)
    if beside is not None:
        digest.update(hashlib.sha256(beside.read_bytes()).digest())
    return digest.hexdigest()


_TABLE_KEYS = ("columns", "layout", "sheet", "places")
"""Keys of ``[data]`` that say how a table of one's own is read."""


def _mapping_beside(data: Mapping[str, Any], folder: Path) -> Path | None:
    """The mapping file of a table, where the study has no mapping of its own."""
    if not data.get("register") or data.get("columns"):
        return None
    path = mapping_path(folder / str(data["register"]))
    return path if path.is_file() else None


def load(data: Mapping[str, Any], folder: Path) -> Result:
    """Read the register of the section ``[data]``; the result holds it as a data package."""
    register, reports = _register(data, folder)
    if data.get("attributes"):
        register, report = register.with_attributes(folder / data["attributes"])
        reports.append(("attributes", report))
    files = packed(register)
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(name.encode() + hashlib.sha256(content).digest())
    tables = {} if register.truth is None else {"truth": tidy(register.truth)}
    facts = {
        "register": data.get("register") or "synthetic",
        "hash": digest.hexdigest(),
        "about": {
            "notes": list(register.notes),
            "licence": register.licence,
            "source": register.source,
        },
        "rows": dict(zip(TABLES, core_of(register, "Register").counts, strict=True)),
        "domains": register.domain_map,
        "range": list(register.usable_range),
        "unknown_themes": register.unknown_themes,
        "imports": [_report_facts(name, report) for name, report in reports],
    }
    rows = [tidy(r.table).assign(source=name) for name, r in reports if len(r.table)]
    if rows:
        columns = ["source", *[c for c in rows[0].columns if c != "source"]]
        tables["import_report"] = tidy(pd.concat(rows, ignore_index=True)[columns].astype(object))
    return Result(tables, facts, files)


def check_names(study: Study, loaded: Result) -> None:
    """``StudyError`` where the study names a column, a domain or a theme that is not there."""
    head = loaded.files["participants.csv"].decode("utf-8").split("\n", 1)[0]
    columns = next(csv.reader([head]))
    domains = sorted(set(loaded.facts["domains"].values()))
    themes = sorted(themes_above([*_themes_in_use(loaded), *loaded.facts["domains"]]))
    known = {
        "column": columns, "domain": domains, "theme": themes,
        "theme or domain": sorted({*domains, *themes}),
    }  # fmt: skip
    checker = Checker(key_lines(study.text))
    for path, what, names in _named(study):
        for name in [names] if isinstance(names, str) else names or []:
            if name not in known[what]:
                checker.report(path, f"no {what} {name!r}{near(name, known[what])}")
    if checker.problems:
        raise StudyError(study.name, checker.problems)


def _themes_in_use(loaded: Result) -> set[str]:
    text = loaded.files["arrangement_themes.csv"].decode("utf-8")
    return {row["theme"] for row in csv.DictReader(io.StringIO(text))}


def _named(study: Study) -> Iterator[tuple[tuple[str, ...], str, Any]]:
    """What a study names of its register: where, what it is, and the name or names."""
    for name, network in study["networks"].items():
        yield ("networks", name, "domain"), "domain", network["domain"]
        yield ("networks", name, "themes"), "theme", network["themes"]
    grid = study["multiverse"].get("grid", {}) if "multiverse" in study else {}
    for key, what in (("domain", "domain"), ("themes", "theme")):
        for value in grid.get(key, []):
            yield ("multiverse", "grid", key), what, None if value == "none" else value
    if "comparison" in study:
        yield ("comparison", "alignment"), "column", study["comparison"]["alignment"]
        yield ("comparison", "domains"), "domain", study["comparison"]["domains"]
        yield ("comparison", "coherence"), "theme or domain", study["comparison"]["coherence"]
    if "bridges" in study:
        yield ("bridges", "groups"), "column", study["bridges"]["groups"]
    # The two by default are left out where a register has no such domains.
    if study["claims"]["contrast"] != list(CONTRAST):
        yield ("claims", "contrast"), "domain", study["claims"]["contrast"]
    if "time" in study:
        yield ("time", "themes"), "theme or domain", study["time"]["themes"]


def packed(register: Register) -> dict[str, bytes]:
    """The files of the register's data package."""
    with tempfile.TemporaryDirectory(prefix="munigraph-") as scratch:
        folder = Path(scratch) / "register"
        register.to_package(folder)
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def unpacked(files: Mapping[str, bytes], name: str) -> Register:
    """The register of such files."""
    with tempfile.TemporaryDirectory(prefix="munigraph-") as scratch:
        for file, content in files.items():
            if Path(file).name != file:
                raise ValueError(f"an entry holds {file!r}, which is no name of a file")
            (Path(scratch) / file).write_bytes(content)
        register, _ = read_package(scratch)
    register.name = name
    return register


def _report_facts(name: str, report: Any) -> dict[str, Any]:
    counts = ("rows_read", "taken", "repaired", "merged", "left_out")
    return {"source": name, **{c: int(getattr(report, c)) for c in counts}}


def _register(data: Mapping[str, Any], folder: Path) -> tuple[Any, list[tuple[str, Any]]]:
    if data.get("synthetic"):
        return datasets.synthetic(**data["synthetic"]), []
    name = str(data["register"])
    path = folder / name
    if not path.exists():
        return _dataset(name, path)
    form = data["format"] if data["format"] != "auto" else _guessed(path)
    more: dict[str, Any] = {}
    if form == "table":
        return _own_table(data, folder, path)
    if data.get("municipalities") and form != "package":
        more["municipalities"] = folder / data["municipalities"]
    register, report = READERS[form](path, **more)
    return register, [(form, report)]


def _own_table(
    data: Mapping[str, Any], folder: Path, path: Path
) -> tuple[Any, list[tuple[str, Any]]]:
    """A table of one's own, by ``[data.columns]``, the mapping beside it, or the proposal."""
    places = data.get("places")
    if places and (folder / str(places)).exists():
        places = folder / str(places)
    register, report = READERS["table"](
        path,
        columns=data.get("columns") or None,
        layout=data.get("layout") or "auto",
        sheet=data.get("sheet"),
        places=str(places) if places else None,
        date=data.get("date"),
    )
    return register, [("table", report)]


def _dataset(name: str, path: Path) -> tuple[Any, list[tuple[str, Any]]]:
    if "/" in name or "\\" in name or path.suffix:
        raise errors.DataError(
            "there is no such file or folder", source=str(path), expected="a register"
        )
    register, report = datasets.load_with_report(cast(Any, name))
    return register, [(name, report)]


def _guessed(path: Path) -> str:
    """The format of a path by what it holds."""
    if path.is_dir():
        if (path / "datapackage.json").exists() and (path / "memberships.csv").exists():
            return "package"
        return "regioatlas" if any(one.is_dir() for one in path.iterdir()) else "table"
    if is_store_name(path):
        return "package"
    if path.suffix == ".xml":
        return "roo"
    head = path.read_bytes()[:4000].decode("utf-8", errors="replace").splitlines()[:1]
    columns = head[0].lower() if head else ""
    if "roo_id" in columns:
        return "roo"
    if (
        "gemeenschappelijke regeling" in columns
        and "deelnemer" in columns
        and "provincie" in columns
    ):
        return "opengr"
    return "table"


_WORKERS: dict[str, Any] = {}
_LOCK = threading.Lock()


def register_of(entry: bytes) -> Any:
    """The register in an entry; kept, so that a worker reads it once."""
    key = hashlib.sha256(entry).hexdigest()
    with _LOCK:
        if key not in _WORKERS:
            if len(_WORKERS) >= 2:
                _WORKERS.pop(next(iter(_WORKERS)), None)
            found = Result.decode(entry)
            _WORKERS[key] = unpacked(found.files, str(found.facts["register"]))
        return _WORKERS[key]


@functools.lru_cache(maxsize=4)
def on_ground(register: Any, geography: str | int | None) -> tuple[Any, Any]:
    """The register on a geography, with the report of what moved; as it is for None."""
    return (register, None) if geography is None else register.on_geography(geography)


def snapshot_of(register: Any, params: Mapping[str, Any]) -> Any:
    """The snapshot of a task's date and geography."""
    date = day_of(register, params["date"])
    return on_ground(register, params.get("geography"))[0].at(date)


@functools.lru_cache(maxsize=16)
def _network(register: Any, date: str | None, geography: str | int | None, options: str) -> Any:
    snapshot = snapshot_of(register, {"date": date, "geography": geography})
    return snapshot._one_of_many(**json.loads(options))


def network_of(register: Any, params: Mapping[str, Any]) -> Any:
    """The network of a task's date, geography and construction; the last few are kept."""
    options = dumps(params["construction"])
    return _network(register, params["date"], params.get("geography"), options)


def day_of(register: Any, date: str | None) -> str | None:
    """The day of a date or year of a study: a year as :meth:`Register.day` has it; without one, the
    register's own day."""
    return only_date(register) if date is None else str(register.day(date))


def only_date(register: Any) -> str | None:
    """The date of a register of one moment (else ``at`` will say what range there is)."""
    bounds = getattr(register, "usable_range", (None, None))
    return str(bounds[0]) if bounds and bounds[0] else None
