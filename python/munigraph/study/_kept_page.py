"""The page of an unchanged study: it is a function of its inputs, and is kept with their hash."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from .._common.files import write_atomic
from ._code import hash_of
from ._entries import dumps
from ._result import StudyResult

_NOTE = "cache/page.json"

#: What of the manifest is in the page; the time of a run is that of the run that made the page.
_SHOWN = ("title", "study", "data", "seed", "code", "machine", "tables")


def is_current(result: StudyResult, geometry: Any) -> bool:
    """Whether the page in the folder is the one that these inputs give, and nobody has changed it.

    Reading and comparing take a fraction of what drawing does.
    """
    try:
        note = json.loads((result.folder / _NOTE).read_text("utf-8"))
        page = (result.folder / "report.html").read_bytes()
    except (OSError, ValueError):
        return False
    return bool(note == {"inputs": _inputs(result, geometry), "page": _sha(page)})


def note(result: StudyResult, geometry: Any) -> None:
    """Remember what the page that was just written was made of."""
    page = (result.folder / "report.html").read_bytes()
    about = {"inputs": _inputs(result, geometry), "page": _sha(page)}
    write_atomic(result.folder / _NOTE, dumps(about).encode("utf-8"))


def _inputs(result: StudyResult, geometry: Any) -> str:
    """Hash of tables, facts, settings, the code that draws, and the shapes of the map."""
    shown = {key: result.manifest.get(key) for key in _SHOWN}
    parts = [dumps(shown, sort=False), dumps(result.facts), result.study.text]
    parts += [hash_of(("report/*.py", "plot/*.py"), "report/templates", "data"), _shapes(geometry)]
    return _sha("\n".join(_sha(part.encode("utf-8")) for part in parts).encode())


def _shapes(geometry: Any) -> str:
    from ..plot import find_geometry

    path = find_geometry() if geometry == "auto" else geometry
    if isinstance(path, (str, os.PathLike)) and Path(path).is_file():
        return f"{path} {_sha(Path(path).read_bytes())}"
    return str(geometry)


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
