"""Tables and charts of a finished study for a paper."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from munigraph.report._sections import all_tables
from munigraph.study import export, run


@pytest.fixture
def finished(folder):
    return run(folder / "study.toml", folder / "out")


def test_latex_has_booktabs_and_a_caption(finished, tmp_path):
    (path,) = export(finished, "latex", names=["constructions"], to=tmp_path)
    text = path.read_text("utf-8")
    for word in ("\\toprule", "\\midrule", "\\bottomrule", "\\label{tab:constructions}"):
        assert word in text
    assert "\\caption{Constructions and what they give}" in text
    assert "everything" in text


def test_latex_escapes_names(finished, tmp_path):
    (path,) = export(finished, "latex", names=["files"], to=tmp_path)
    assert "tables/null\\_" in path.read_text() or "\\_" in path.read_text("utf-8")


def test_csv_is_the_table_of_the_page(finished, tmp_path):
    for path in export(finished, "csv", to=tmp_path):
        shown = all_tables(finished)[path.stem]
        read = pd.read_csv(io.StringIO(path.read_text("utf-8")), dtype=str, keep_default_na=False)
        assert read.shape == (len(shown.rows), len(shown.columns))
        assert read.to_numpy().tolist() == [[cell.text for cell in row] for row in shown.rows]


def test_docx_holds_caption_and_cells(finished, tmp_path):
    docx = pytest.importorskip("docx")
    (path,) = export(finished, "docx", names=["claims"], to=tmp_path)
    document = docx.Document(str(path))
    assert document.paragraphs[0].text == "Claims and whether the data can tell"
    table = document.tables[0]
    assert table.rows[1].cells[0].text == finished["claims"]["claim"].iloc[0]
    assert len(table.rows) == 1 + len(finished["claims"])


def test_charts_have_their_description_beside_them(finished, tmp_path):
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    (path,) = export(finished, "svg", names=["roles"], to=tmp_path)
    assert path.read_text("utf-8").startswith("<svg")
    assert "Role plane of" in path.with_suffix(".txt").read_text("utf-8")


def test_a_raw_table_can_be_had_too(finished, tmp_path):
    (path,) = export(finished, "csv", names=["nodes"], to=tmp_path)
    assert len(path.read_text("utf-8").splitlines()) == 1 + len(finished["nodes"])


def test_unknown_names_are_told(finished):
    with pytest.raises(ValueError, match="claims"):
        export(finished, "csv", names=["clams"])
    with pytest.raises(ValueError, match="docx"):
        export(finished, "docs")
