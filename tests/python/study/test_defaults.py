"""A study that leaves out all that it can."""

import munigraph as mg
import pytest

pytest.importorskip("pyarrow")
pytest.importorskip("jinja2")
pytest.importorskip("altair")

from munigraph.study import Study, run


def test_a_study_of_defaults_has_a_report_that_names_its_method(tmp_path):
    mg.synthetic(30, 40, clusters=3, seed=2).to_package(tmp_path / "register")
    settings = {
        "study": {"title": "All defaults"},
        "data": {"register": "register", "date": "2020-07-01"},
        "networks": {"all": {}},
        "clusters": {},
    }
    result = run(Study.of(settings, folder=tmp_path), tmp_path / "out")
    counts = result["counts"].iloc[0]
    assert (counts["method"], counts["runs"]) == ("consensus", 100)
    page = result.report.read_text("utf-8")
    assert "Clusters are the consensus of 100 runs (threshold 0.5)" in page
