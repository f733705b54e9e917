"""How long a table of one's own takes: a million rows of memberships in a CSV file.

``python benchmarks/own_table.py [ROWS]`` makes the file (semicolons, names, dates, a theme and a
legal form), reads it in a fresh process and prints the seconds and the highest memory of that.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

READ = """
import resource, sys, time
start = time.perf_counter()
import munigraph as mg
register, report = mg.read_table(sys.argv[1], progress=False)
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{seconds:.1f} s, {peak:,.0f} MiB: {report}")
"""


def table(rows: int) -> pd.DataFrame:
    """Memberships of a made-up continent: some thirty members for each arrangement."""
    rng = np.random.default_rng(1)
    arrangement = rng.integers(0, max(rows // 30, 1), rows)
    themes = np.array(["waste", "youth", "taxation", "recreation"])
    forms = np.array(["OL", "BVO", "GO", "convenant"])
    return pd.DataFrame(
        {
            "Regeling": [f"Regeling {k}" for k in arrangement],
            "Gemeente": [f"Gemeente {k}" for k in rng.integers(0, max(rows // 10, 2), rows)],
            "Thema": themes[arrangement % 4],
            "Rechtsvorm": forms[arrangement % 4],
            "Toetreding": [f"{d:02}-{m:02}-{y}" for d, m, y in zip(
                rng.integers(1, 29, rows), rng.integers(1, 13, rows),
                rng.integers(1990, 2021, rows), strict=True)],
        }
    )  # fmt: skip


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "memberships.csv"
        table(rows).to_csv(path, sep=";", index=False)
        print(f"{rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB")
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", READ, str(path)], check=True)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = time.perf_counter() - start
        print(f"process: {seconds:.1f} s, of which {used.ru_utime:.1f} s computing")


if __name__ == "__main__":
    main()
