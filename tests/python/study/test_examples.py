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


def test_the_notebook_of_a_study_holds_the_study():
    """It runs from any folder, and so cannot look for the file."""
    (path,) = (one for one in NOTEBOOKS if one.stem == "eleven-or-twenty-eight")
    cells = json.loads(path.read_text("utf-8"))["cells"]
    (text,) = (s for c in cells if (s := "".join(c["source"])).startswith("STUDY = "))
    names: dict[str, str] = {}
    exec(text, names)
    study = ROOT / "examples" / "studies" / f"{path.stem}.toml"
    assert names["STUDY"] == study.read_text("utf-8")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebooks_look_for_nothing_beside_them(path):
    cells = json.loads(path.read_text("utf-8"))["cells"]
    code = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
    assert "examples/" not in code.replace("#   munigraph study run examples/", "")
    assert "cwd" not in code


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_is_linked_and_ends_with_something_to_try(path):
    assert f"](../examples/notebooks/{path.name})" in (ROOT / "docs" / "index.md").read_text(
        "utf-8"
    )
    last = json.loads(path.read_text("utf-8"))["cells"][-1]
    assert last["cell_type"] == "markdown"
    assert "## To try" in "".join(last["source"])
