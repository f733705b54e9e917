"""Runs what stands in the documentation's sessions and writes the output into them.

In a block ``console`` a line that begins with ``$ `` is a command, and what follows is its
output. A block ``diff`` is what a person changes in the file that is named before it; a block
``pycon`` is a session of Python; a block ``text NAME`` shows that file. ``--check`` writes
nothing and says what differs.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "docs" / name for name in ("ten-minutes.md", "own-data.md")]
TABLES = ROOT / "examples" / "own-data"
BLOCK = re.compile(
    r"^```(console|diff|pycon|text [\w.-]+)\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL
)


def commands(text: str) -> list[str]:
    """The commands of a page."""
    found = re.findall(r"^\$ (.*)$", text, flags=re.MULTILINE)
    return [str(one) for one in found]


def executed(text: str, folder: Path) -> str:
    """The page as it is when what stands in it is done in ``folder``."""
    for file in TABLES.iterdir():
        if file.is_file() and file.suffix != ".py":
            shutil.copy(file, folder)
    parts, end = [], 0
    names: dict[str, Any] = {}
    for block in BLOCK.finditer(text):
        kind, body = block.groups()
        before = text[: block.start()]
        parts.append(text[end : block.start()])
        parts.append(f"```{kind}\n{_body(kind, body, before, folder, names)}```")
        end = block.end()
    return "".join([*parts, text[end:]])


def _body(kind: str, body: str, before: str, folder: Path, names: dict[str, Any]) -> str:
    if kind == "diff":
        edit(folder / re.findall(r"`([^`\s]+\.toml)`", before)[-1], body)
        return body
    if kind == "console":
        return "".join(f"$ {one}\n{said(one, folder)}" for one in commands(body))
    if kind == "pycon":
        with _inside(folder):
            return "".join(
                f">>> {one}\n{_shown(one, names)}"
                for one in re.findall(r"^>>> (.*)$", body, flags=re.MULTILINE)
            )
    return _content(folder / kind.split()[1])


def _content(path: Path) -> str:
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        with contextlib.suppress(UnicodeError):
            return path.read_text(encoding=encoding)
    raise ValueError(f"{path.name} is no text")


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _shown(line: str, names: dict[str, Any]) -> str:
    """What Python prints for a line."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(line, "session", "single"), names)
    return "".join(f"{one.rstrip()}\n" for one in out.getvalue().splitlines())


def edit(path: Path, body: str) -> None:
    """Do what a block ``diff`` says: lines with ``-`` become those with ``+``."""
    lines = body.splitlines()
    old = "".join(f"{line[1:]}\n" for line in lines if line.startswith("-"))
    new = "".join(f"{line[1:]}\n" for line in lines if line.startswith("+"))
    text = path.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise ValueError(f"{path.name} has no such lines:\n{old}")
    path.write_text(text.replace(old, new), encoding="utf-8")


def said(command: str, folder: Path) -> str:
    """What a command prints; it has to succeed."""
    program, *arguments = shlex.split(command)
    if program != "munigraph":
        raise ValueError(f"only munigraph is run here, not {program}")
    done = subprocess.run(
        [sys.executable, "-m", "munigraph", *arguments],
        cwd=folder,
        env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise ValueError(f"{command} ended with {done.returncode}:\n{done.stdout}")
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def main() -> int:
    differs = False
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            new = executed(text, Path(folder))
        if "--check" not in sys.argv:
            page.write_text(new, encoding="utf-8")
            continue
        sys.stdout.writelines(
            difflib.unified_diff(text.splitlines(True), new.splitlines(True), page.name, "now")
        )
        differs = differs or text != new
    return int(differs)


if __name__ == "__main__":
    sys.exit(main())
