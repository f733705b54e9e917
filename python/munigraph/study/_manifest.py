"""What made a result: hashes, versions, seeds, machine and time."""

from __future__ import annotations

import datetime
import hashlib
import os
import platform
import sys
from collections.abc import Mapping
from importlib import metadata
from typing import Any

import pandas as pd

from .. import __version__
from ._code import code_hash
from ._entries import dumps, table_hash
from ._file import Study
from ._plan import Key
from ._runner import State

_PACKAGES = ("numpy", "pandas", "pyarrow", "altair", "vl-convert-python", "jinja2", "dask")


def study_hash(study: Study) -> str:
    """Hash of the settings; comments and order of the file do not matter."""
    return hashlib.sha256(dumps(study.settings).encode()).hexdigest()


def manifest(
    study: Study,
    register_facts: Mapping[str, Any],
    keys: Mapping[Key, str],
    state: State,
    tables: Mapping[str, pd.DataFrame],
) -> dict[str, Any]:
    return {
        "format": 2,
        "title": study.title,
        "study": {"hash": study_hash(study), "settings": study.settings, "file": study.name},
        "data": {
            "register": register_facts["register"],
            "hash": register_facts["hash"],
            "rows": register_facts["rows"],
        },
        "seed": study.seed,
        "code": {"munigraph": __version__, "hash": code_hash(), "packages": versions()},
        "machine": {
            "python": platform.python_version(),
            "implementation": sys.implementation.name,
            "system": f"{platform.system()} {platform.machine()}",
            "processors": os.cpu_count(),
        },
        "time": {
            "finished": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
            "seconds": round(state.elapsed, 3),
            "tasks": state.total,
            "reused": state.reused,
        },
        "tasks": [
            {"task": list(task), "key": key, "seconds": state.seconds.get(task)}
            for task, key in keys.items()
        ],
        "tables": {
            name: {"rows": len(t), "columns": list(t.columns), "hash": table_hash(t)}
            for name, t in tables.items()
        },
    }


def versions() -> dict[str, str]:
    found = {}
    for package in _PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return found
