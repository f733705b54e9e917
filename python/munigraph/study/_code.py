"""The hash of the code that the tables of a study come from."""

from __future__ import annotations

import functools
import hashlib
import re
from pathlib import Path

from .. import _core

_PACKAGE = Path(__file__).resolve().parent.parent

#: Where the tables of a study are made; all that these import can change them.
_ROOTS = ("study/_steps.py", "study/_assemble.py", "study/_data.py", "study/_plan.py")


@functools.lru_cache(maxsize=1)
def code_hash() -> str:
    """Hash of what can change a table: the files that the study's steps stand on, data, core.

    A change elsewhere (charts, the report, the command line, this text's neighbours) leaves
    it as it is, and so leaves the cache valid.
    """
    return hash_of(_ROOTS, "data", core=True)


@functools.lru_cache(maxsize=4)
def hash_of(roots: tuple[str, ...], *folders: str, core: bool = False) -> str:
    """Hash of the files that these modules (patterns) stand on, of all files in some folders, and
    of the core."""
    files = {path.relative_to(_PACKAGE).as_posix(): path for path in reached(roots)}
    for folder in folders:
        for path in (_PACKAGE / folder).rglob("*"):
            if path.is_file():
                files[path.relative_to(_PACKAGE).as_posix()] = path
    if core:
        files["_core"] = Path(str(_core.__file__))
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode())
        digest.update(hashlib.sha256(files[name].read_bytes()).digest())
    return digest.hexdigest()


def reached(roots: tuple[str, ...]) -> set[Path]:
    """The files of the package that these import, directly or not, themselves included."""
    found: set[Path] = set()
    waiting = [path for root in roots for path in sorted(_PACKAGE.glob(root))]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting.extend(_imports(path))
    return found


@functools.cache
def _imports(path: Path) -> tuple[Path, ...]:
    here = path.relative_to(_PACKAGE).parts[:-1]
    found = []
    for dots, module, names in relative_imports(path.read_text(encoding="utf-8")):
        base = _PACKAGE.joinpath(*here[: len(here) - dots + 1])
        base = base.joinpath(*module.split(".")) if module else base
        for one in (base, *(base / name for name in names)):
            for file in (one.with_suffix(".py"), one / "__init__.py"):
                if file.is_file() and file.parent != _PACKAGE:
                    found.append(file)
    return tuple(found)


_FROM = re.compile(
    r"^[ \t]*from[ \t]+(\.+)([\w.]*)[ \t]+import[ \t]+(?:\(([^)]*)\)|([^\n(]+))", re.MULTILINE
)
_NAME = re.compile(r"(\w+)(?:[ \t]+as[ \t]+\w+)?[ \t]*(?:,|$)")


def relative_imports(text: str) -> list[tuple[int, str, tuple[str, ...]]]:
    """Relative imports as dots, module and names.

    Found by pattern, which takes a tenth of the time of a syntax tree; a test holds the two
    against each other for every file of the package.
    """
    found = []
    for dots, module, several, one in _FROM.findall(text):
        names = "\n".join(line.partition("#")[0].strip() for line in (several or one).split("\n"))
        found.append((len(dots), module, tuple(_NAME.findall(names.replace("\n", " ").strip()))))
    return found
