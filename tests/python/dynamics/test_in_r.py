"""The lines of R in docs/chronicle.md, run where R and its package survival are.

Parquet needs R's package arrow, which is on few machines: the same lines read CSV here.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import munigraph as mg
import pandas as pd
import pytest

DOCS = Path(__file__).parents[3] / "docs" / "chronicle.md"


def r_lines() -> str:
    found = re.search(r"```r\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.S)
    assert found is not None
    text = found.group(1).replace("library(arrow)\n", "")
    return re.sub(r'read_parquet\("(\w+)\.parquet"\)', r'read.csv("\1.csv")', text)


def as_r(table: pd.DataFrame, path: Path) -> None:
    flags = [name for name in table if str(table[name].dtype) in ("bool", "boolean")]
    words = {True: "TRUE", False: "FALSE"}
    table.assign(**{name: table[name].map(words) for name in flags}).to_csv(path, index=False)


@pytest.fixture(scope="module")
def rscript() -> str:
    found = shutil.which("Rscript")
    if found is None:
        pytest.skip("Rscript is not installed")
    asked = [found, "--vanilla", "-e", 'q(status = !requireNamespace("survival", quietly = TRUE))']
    if subprocess.run(asked, capture_output=True).returncode:
        pytest.skip("R's package survival is not installed")
    return found


def survival(table: pd.DataFrame, days: float) -> float:
    """Kaplan–Meier with late entry."""
    alive = 1.0
    table = table[table["stop_days"] > table["entry_days"]]
    for day in sorted(table.loc[table["exit"], "stop_days"].unique()):
        if day <= days:
            at_risk = ((table["entry_days"] < day) & (day <= table["stop_days"])).sum()
            alive *= 1 - (table["exit"] & (table["stop_days"] == day)).sum() / at_risk
    return alive


def test_the_lines_run_and_agree(rscript: str, tmp_path: Path, dutch: mg.Register) -> None:
    spells = mg.spells(dutch, unit="arrangement")
    as_r(spells, tmp_path / "spells.csv")
    as_r(mg.dyads(mg.synthetic(40, 60, seed=2, history=True), [2012, 2016]), tmp_path / "dyads.csv")
    script = r_lines() + 'cat("at 20 years", summary(fit, times = 20 * 365.25)$surv, "\\n")\n'
    (tmp_path / "lines.R").write_text(script, encoding="utf-8")
    done = subprocess.run(
        [rscript, "--vanilla", "lines.R"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    said = re.search(r"at 20 years ([\d.]+)", done.stdout)
    assert said is not None, done.stdout
    assert float(said.group(1)) == pytest.approx(survival(spells, 20 * 365.25), abs=1e-6)
