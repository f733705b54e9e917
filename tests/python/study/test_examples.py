"""The studies and notebooks in `examples`, and the manual."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from munigraph.study import Study, StudyResult, reference, run, verify

ROOT = Path(__file__).parents[3]
STUDIES = sorted((ROOT / "examples" / "studies").glob("*.toml"))
NOTEBOOKS = sorted((ROOT / "examples" / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", STUDIES, ids=lambda p: p.stem)
def test_example_studies_are_good(path):
    assert Study.read(path).title


def test_the_manual_has_every_key_as_it_is():
    text = (ROOT / "docs" / "study.md").read_text("utf-8")
    assert reference().rstrip() in text, "run scripts/make_choices.py"


def quick(path: Path, tmp_path: Path) -> StudyResult:
    """A study with few runs, so that a test takes seconds."""
    study = Study.read(path)
    settings = study.settings
    settings["clusters"]["runs"] = 5
    for part in ("profile", "stability"):
        if part in settings["clusters"]:
            settings["clusters"][part] |= {"runs": 3} if part == "profile" else {"draws": 5}
    if "nulls" in settings:
        settings["nulls"]["draws"] = 5
    settings["multiverse"]["runs"] = 2
    settings["output"]["report"] = False
    return run(study, tmp_path / "out")


@pytest.mark.parametrize("name", ["nl-2020", "synthetic", "eleven-or-twenty-eight"])
def test_studies_without_other_data_run(name, tmp_path):
    result = quick(ROOT / "examples" / "studies" / f"{name}.toml", tmp_path)
    assert len(result["counts"]) == len(result.study["networks"])
    assert result["counts"]["clusters"].between(2, 60).all()
    assert len(result["expectations"]) == len(result.study["expectations"])


@pytest.mark.parametrize(("name", "data"), [("nl-roo", "nl-roo"), ("nl-opengr", "nl-opengr-2016")])
def test_studies_of_open_registers_run(name, data, tmp_path):
    from munigraph.datasets import _datasets as datasets

    # The file itself: a download that broke off may have left its folder.
    if datasets.find(datasets.dataset(data).path) is None:
        pytest.skip(f"{data} is not on this machine")
    result = quick(ROOT / "examples" / "studies" / f"{name}.toml", tmp_path)
    facts = result.facts["data"]["imports"][0]
    assert facts["rows_read"] == facts["taken"] + facts["merged"] + facts["left_out"]
    assert len(result["import_report"])


def test_a_synthetic_study_can_be_verified_and_knows_what_was_planted(tmp_path):
    result = quick(ROOT / "examples" / "studies" / "synthetic.toml", tmp_path)
    assert result["truth"]["planted"].tolist() == [11, 11, 11]
    assert (result["truth"]["ami"] > 0.3).all()
    assert verify(result.folder).same


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebooks_run(path, monkeypatch, tmp_path):
    pytest.importorskip("altair")
    monkeypatch.chdir(path.parent)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    cells = json.loads(path.read_text("utf-8"))["cells"]
    assert all(not cell.get("outputs") for cell in cells), "clear the outputs"
    space: dict[str, object] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), space)
