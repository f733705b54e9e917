"""Studies and multiverses that are killed at any moment, resumed and verified."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")
pytest.importorskip("altair")

SCRIPT = Path(__file__).parents[2] / "scripts" / "kill_runs.py"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("what", ["study", "multiverse"])
def test_killed_at_any_moment_it_ends_with_the_same_tables(what):
    # The long form: python scripts/kill_runs.py --kills 40
    kills = os.environ.get("MUNIGRAPH_KILLS", "5")
    command = [sys.executable, str(SCRIPT), what, "--kills", kills]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    said = re.fullmatch(
        rf"{what}: kills (\d+), resumed (\d+), left something (\d+); .*\n", done.stdout
    )
    assert said, done.stdout
    assert int(said.group(1)) >= int(kills)
    assert int(said.group(2)) >= 1
