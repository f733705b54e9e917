"""The studies and notebooks in `examples`, and the manual.

The studies are run, and their reports held against their tables, in report/test_examples_agree.py;
the notebooks by scripts/run_notebooks.py.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from munigraph.study import Study, reference

ROOT = Path(__file__).parents[3]
STUDIES = sorted((ROOT / "examples" / "studies").glob("*.toml"))
NOTEBOOKS = sorted((ROOT / "examples" / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", STUDIES, ids=lambda p: p.stem)
def test_example_studies_are_good(path):
    assert Study.read(path).title


def test_the_manual_has_every_key_as_it_is():
    text = (ROOT / "docs" / "study.md").read_text("utf-8")
    assert reference().rstrip() in text, "run scripts/make_choices.py"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebooks_are_stored_without_outputs(path):
    cells = json.loads(path.read_text("utf-8"))["cells"]
    assert all(not cell.get("outputs") for cell in cells), "clear the outputs"
