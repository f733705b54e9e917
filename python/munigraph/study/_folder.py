"""The folder of a study: whose it is, which files are its own, and who is writing there."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .._common.cache import Cache
from .._common.files import write_atomic
from ._entries import dumps

#: Written in every case, the manifest last.
ALWAYS = ("results.json", "study.toml", "source.json", "manifest.json")
_DRAFT = re.compile(r"\.tmp-[a-z0-9_]{8}")  # of `write_atomic`
_ENTRY = re.compile(r"[0-9a-f]{64}\.entry|\.tmp-.*")


class Folder:
    """Files are written over and removed only where a study has written them.

    What it has written stands in the manifest, and, while a run goes on, in ``cache/files.json``:
    there before the first file is, so that a killed run leaves none that nobody knows.
    """

    def __init__(self, path: Path, own: set[str], force: bool) -> None:
        self.path = path
        self.own = own
        self._force = force

    def check(self, names: Iterable[str]) -> None:
        """``ValueError`` where one of these is there and not the study's own."""
        foreign = [n for n in names if n not in self.own and (self.path / n).exists()]
        if foreign and not self._force:
            raise ValueError(
                f"{', '.join(str(self.path / name) for name in foreign[:5])}"
                f"{f' and {len(foreign) - 5} more' if len(foreign) > 5 else ''}: "
                "not written by a study; move it away, or overwrite it with --force (force=True)"
            )

    def begin(self, names: Iterable[str]) -> None:
        """These files are about to be written."""
        names = list(names)
        self.check(names)
        self.own |= set(names)
        self.note()

    def write(self, name: str, content: bytes) -> None:
        write_atomic(self.path / name, content)

    def end(self, names: Iterable[str]) -> None:
        """These files are all there is: what an earlier run has left besides is removed."""
        keep = set(names)
        for name in sorted(self.own - keep):
            with contextlib.suppress(FileNotFoundError):
                (self.path / name).unlink()
            with contextlib.suppress(OSError):
                (self.path / name).parent.rmdir()  # where it was the last
        self.own = keep
        self.note()

    def sweep(self) -> None:
        """Remove what a killed run left half-written."""
        for part in (".", "tables", "charts"):
            for stray in (self.path / part).glob(".tmp-*"):
                if _DRAFT.fullmatch(stray.name):
                    stray.unlink(missing_ok=True)

    def note(self) -> None:
        self.write("cache/files.json", dumps({"files": sorted(self.own)}).encode())


@contextlib.contextmanager
def claimed(path: Path, *, force: bool = False) -> Iterator[Folder]:
    """The folder for one run, locked.

    Raises ``ValueError`` for a file, and, unless ``force``, for a folder with something in it that
    is no study's; ``BlockingIOError`` while another run writes to it.
    """
    if path.exists() and not path.is_dir():
        raise ValueError(f"{path} is a file, expected a folder")
    own = _own(path)
    if own is None and not force and _holds_something(path):
        raise ValueError(
            f"{path} holds {_some(path)} and is no study's folder: choose an empty or a new one, "
            "or take it with --force (force=True), which leaves what it does not write over"
        )
    with Cache(path / "cache").held(path):
        folder = Folder(path, _own(path) or set(), force)
        folder.note()
        folder.sweep()
        yield folder


def _own(path: Path) -> set[str] | None:
    """Names of the files that studies have written here; ``None``: it is no study's folder."""
    noted = _json(path / "cache" / "files.json")
    manifest = _json(path / "manifest.json")
    found = [d["files"] for d in (noted, manifest) if isinstance(d.get("files"), list)]
    if isinstance(manifest.get("tables"), dict) and "study" in manifest and not found:
        tables = [f"tables/{name}.parquet" for name in manifest["tables"]]
        found = [[*ALWAYS, "report.html", *tables]]
    if not found:
        return None
    return {name for names in found for name in names if _is_inside(name)}


def _json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def _is_inside(name: Any) -> bool:
    """Whether it can be a file of a study: none that leads out of the folder is believed."""
    if not isinstance(name, str):
        return False
    parts = name.split("/")
    fine = all(part not in ("", ".", "..") and "\\" not in part for part in parts)
    return fine and (len(parts) == 1 or (len(parts) == 2 and parts[0] in ("tables", "charts")))


def _holds_something(path: Path) -> bool:
    """Whether there is more than a run leaves that was killed before it had said what it writes."""
    if not path.is_dir():
        return False
    for inside in path.iterdir():
        if inside.name != "cache" or not inside.is_dir():
            return True
        files = (one for one in inside.rglob("*") if not one.is_dir())
        if any(one.name != "lock" and not _ENTRY.fullmatch(one.name) for one in files):
            return True
    return False


def _some(path: Path) -> str:
    names = sorted(inside.name for inside in path.iterdir())
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{', '.join(map(repr, names[:3]))}{more}"
