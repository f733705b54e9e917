"""Tables and charts of a finished study for a paper."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest
from munigraph.report._sections import all_tables
from munigraph.study import export, run
from munigraph.study._export import _SIGNS, _escaped, _file


@pytest.fixture
def finished(folder):
    return run(folder / "study.toml", folder / "out")


def test_latex_has_booktabs_and_a_caption(finished, tmp_path):
    (path,) = export(finished, "latex", names=["constructions"], to=tmp_path)
    text = path.read_text("utf-8")
    for word in ("\\toprule", "\\midrule", "\\bottomrule", "\\label{tab:constructions}"):
        assert word in text
    assert "\\caption[Constructions and what they give]{Constructions and what they give." in text
    assert "everything" in text


def test_latex_of_wide_tables_fits_a_page_on_its_side(finished, tmp_path):
    """Set by LaTeX itself where it is there: no line of any table is wider than the page."""
    latex = shutil.which("pdflatex")
    if latex is None:
        pytest.skip("pdflatex is not on this machine")
    paths = export(finished, "latex", to=tmp_path)
    body = "\n".join(f"\\input{{{path.name}}}\\clearpage" for path in paths)
    (tmp_path / "whole.tex").write_text(
        "\\documentclass[a4paper,landscape]{article}\\usepackage[T1]{fontenc}"
        "\\usepackage{booktabs,longtable}\\usepackage[margin=1.5cm]{geometry}"
        f"\\begin{{document}}{body}\\end{{document}}"
    )
    command = [latex, "-interaction=nonstopmode", "-halt-on-error", "whole.tex"]
    said = ""
    for _ in range(2):  # widths of long tables are known the second time
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
        said = done.stdout.decode("latin-1")
        assert done.returncode == 0, said[-2000:]
    assert [line for line in said.splitlines() if line.startswith("Overfull \\hbox")] == []


def test_heads_of_wide_tables_are_broken_into_lines(finished, tmp_path):
    (path,) = export(finished, "latex", names=["bridges"], to=tmp_path)
    assert "\\shortstack[r]{Share \\\\ outside}" in path.read_text("utf-8")


def test_latex_escapes_names(finished, tmp_path):
    (path,) = export(finished, "latex", names=["files"], to=tmp_path)
    assert "tables/null\\_" in path.read_text() or "\\_" in path.read_text("utf-8")


def test_csv_is_the_table_of_the_page(finished, tmp_path):
    paths = export(finished, "csv", to=tmp_path)
    assert [path.stem for path in paths] == list(all_tables(finished))
    for path in paths:
        shown = all_tables(finished)[path.stem]
        read = pd.read_csv(io.StringIO(path.read_text("utf-8")), dtype=str, keep_default_na=False)
        assert read.shape == (len(shown.rows), len(shown.columns))
        assert read.to_numpy().tolist() == [[cell.text for cell in row] for row in shown.rows]
        caption = path.with_suffix(".txt").read_text("utf-8")
        assert caption.startswith(f"{shown.caption}.")
        assert shown.note in caption


def test_docx_holds_caption_and_cells(finished, tmp_path):
    docx = pytest.importorskip("docx")
    (path,) = export(finished, "docx", names=["claims"], to=tmp_path)
    document = docx.Document(str(path))
    assert document.paragraphs[0].text == "Claims and whether the data can tell"
    table = document.tables[0]
    assert table.rows[1].cells[0].text == finished["claims"]["claim"].iloc[0]
    assert len(table.rows) == 1 + len(finished["claims"])
    assert [cell.text for cell in table.rows[0].cells][:2] == ["Claim", "Answer"]
    assert document.paragraphs[-1].text == all_tables(finished)["claims"].note
    page = document.sections[0]
    assert page.page_width > page.page_height  # ten columns


def test_latex_of_every_table_has_its_note_and_no_sign_that_latex_lacks(finished, tmp_path):
    """pdfLaTeX stops at a character that no package sets up."""
    known = {one.name: one for one in all_tables(finished).values()}
    for path in export(finished, "latex", to=tmp_path):
        text = path.read_text("utf-8")
        assert not set("≤≥−×÷∞γ→·␣⍽⇥\u00ad") & set(text)
        shown = known[path.stem]
        assert text.count("\\\\\n") >= len(shown.rows)
        assert _escaped(shown.note).translate(_SIGNS) in text
    claims = (tmp_path / "claims.tex").read_text("utf-8")
    assert "p{0." in claims  # sentences are broken into lines
    assert "$\\leq$" in claims


def test_files_of_names_alike_do_not_overwrite_each_other():
    paths = [Path("a-b.svg"), Path("a-b-2.svg")]
    assert [_file("a:b", paths[:n]) for n in range(3)] == ["a-b", "a-b-2", "a-b-3"]


def test_every_chart_has_a_file_and_a_caption(finished, tmp_path):
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    from munigraph.report._charts import charts

    names = list(charts(finished, geometry=None))
    paths = export(finished, "svg", to=tmp_path)
    assert len({path.name for path in paths}) == len(names)
    for path in paths:
        assert path.read_text("utf-8").startswith("<svg")
        caption = path.with_suffix(".txt").read_text("utf-8").strip()
        assert caption[:1].isupper()
        assert caption.endswith(".")


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
