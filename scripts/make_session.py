"""Runs the commands of ``docs/ten-minutes.md`` and writes their output into it.

In a block ``console`` a line that begins with ``$ `` is a command, and what follows is its
output. A block ``diff`` is what a person changes in the file that is named before it. ``--check``
writes nothing and says what differs.
"""

from __future__ import annotations

import difflib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "ten-minutes.md"
BLOCK = re.compile(r"^```(console|diff)\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)


def commands(text: str) -> list[str]:
    """The commands of a page."""
    found = re.findall(r"^\$ (.*)$", text, flags=re.MULTILINE)
    return [str(one) for one in found]


def executed(text: str, folder: Path) -> str:
    """The page as it is when its commands are run in ``folder``."""
    shutil.copy(ROOT / "examples" / "own-data" / "inventory.xlsx", folder)
    parts, end = [], 0
    for block in BLOCK.finditer(text):
        kind, body = block.groups()
        parts.append(text[end : block.start()])
        if kind == "diff":
            name = re.findall(r"`([^`\s]+\.toml)`", text[: block.start()])[-1]
            edit(folder / name, body)
            parts.append(block.group(0))
        else:
            told = "".join(f"$ {one}\n{said(one, folder)}" for one in commands(body))
            parts.append(f"```console\n{told}```")
        end = block.end()
    return "".join([*parts, text[end:]])


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
    text = PAGE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        new = executed(text, Path(folder))
    if "--check" not in sys.argv:
        PAGE.write_text(new, encoding="utf-8")
        return 0
    sys.stdout.writelines(
        difflib.unified_diff(text.splitlines(True), new.splitlines(True), "page", "now")
    )
    return int(text != new)


if __name__ == "__main__":
    sys.exit(main())
