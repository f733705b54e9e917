"""Check what no compiler or linter checks about the files of the repository.

Errors: large files, downloaded data, paths of one machine, unfinished-work markers, files that
are not UTF-8 or lack a final newline. Warnings: long code files.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAX_BYTES = 1_000_000
MAX_LINES = 450
CODE = {".py", ".pyi", ".hpp", ".cpp"}
TEXT = CODE | {".md", ".toml", ".txt", ".sh", ".json", ".ipynb", ".cmake", ".csv", ".bib", ".in"}
MESSY = ("tests/data/own", "examples/own-data")
MARKERS = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|DISABLED" r"_)")


def tracked_files() -> list[Path]:
    """Files that are committed or about to be."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    paths = (ROOT / os.fsdecode(name) for name in listed.split(b"\0") if name)
    return sorted(path for path in set(paths) if path.is_file())


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def downloaded_digests() -> set[str]:
    """Hashes of the data folder, where there is one; empty files prove nothing."""
    folder = Path(os.environ.get("MUNIGRAPH_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        return set()
    files = (path for path in folder.rglob("*") if path.is_file())
    return {digest(path) for path in files if path.stat().st_size > 0}


def machine_path() -> re.Pattern[str]:
    """Home folders, and the folder that this checkout happens to be in."""
    homes = [r"/home/\w", r"/Users/\w", r"/root/\w", r"[A-Z]:\\\\?Users"]
    if len(ROOT.parents) > 1 and ROOT.parent != Path("/tmp"):
        homes.append(re.escape(f"{ROOT.parent}/"))
    return re.compile(r"(?<![\w.])(" + "|".join(homes) + ")")


def problems_of_text(path: Path, here: re.Pattern[str]) -> Iterator[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        yield "is not UTF-8"
        return
    if text and not text.endswith("\n"):
        yield "has no newline at its end"
    for number, line in enumerate(text.splitlines(), 1):
        if found := here.search(line):
            yield f"line {number}: a path of one machine ({found.group(0)}...)"
        if path.suffix in CODE and (found := MARKERS.search(line)):
            yield f"line {number}: unfinished ({found.group(0)})"


def main() -> int:
    errors, warnings = [], []
    downloaded, here = downloaded_digests(), machine_path()
    for path in tracked_files():
        name = path.relative_to(ROOT)
        if path.stat().st_size > MAX_BYTES:
            errors.append(f"{name}: {path.stat().st_size // 1024} KiB; large files stay out")
        if downloaded and digest(path) in downloaded:
            errors.append(f"{name}: downloaded data stays out of the repository")
        # Messy on purpose: what readers are tried with is in the encodings that people use.
        messy = any(name.is_relative_to(folder) for folder in MESSY)
        if path.suffix in TEXT and not (messy and path.suffix != ".py"):
            errors += [f"{name}: {problem}" for problem in problems_of_text(path, here)]
        if path.suffix in CODE:
            lines = path.read_bytes().count(b"\n")
            if lines > MAX_LINES:
                warnings.append(f"{name}: {lines} lines; does it hold more than one concept?")
    for warning in warnings:
        print("warning:", warning)
    for error in errors:
        print("error:", error)
    print(f"check_repository: {len(errors)} errors, {len(warnings)} warnings")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
