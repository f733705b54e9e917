"""Run the example notebooks from top to bottom; fail on the first cell that raises.

    python scripts/run_notebooks.py [--write] [notebook ...]

Without names, every notebook of examples/notebooks. The files stay as they are unless --write asks
for the new outputs to be stored.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).resolve().parent.parent


def run(path: Path, write: bool) -> bool:
    """Execute one notebook in its own folder; true if every cell ran."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, kernel_name="python3", timeout=None, resources={"metadata": {"path": path.parent}}
    )
    began = time.monotonic()
    try:
        client.execute()
    except CellExecutionError as error:
        print(f"FAILED {path.name}\n{error}", file=sys.stderr)
        return False
    print(f"ok     {path.name} ({time.monotonic() - began:.1f} s)")
    if write:
        nbformat.write(notebook, path)
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("notebooks", nargs="*", type=Path)
    parser.add_argument("--write", action="store_true", help="store the outputs in the files")
    options = parser.parse_args()
    paths = options.notebooks or sorted((ROOT / "examples" / "notebooks").glob("*.ipynb"))
    results = [run(path.resolve(), options.write) for path in paths]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
