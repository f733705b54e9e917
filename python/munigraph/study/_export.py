"""Tables and charts of a finished study as files for a paper, with their captions."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from .._common.files import write_atomic
from .._common.words import check_word
from ._result import StudyResult

FORMATS = ("latex", "docx", "csv", "svg", "pdf")
_SUFFIX = {"latex": ".tex"}
_LONG = 40  # rows above which a table of LaTeX goes over pages


def export(
    result: StudyResult | str | os.PathLike[str],
    format: str,
    *,
    names: Iterable[str] | None = None,
    to: str | os.PathLike[str] | None = None,
) -> list[Path]:
    """Write tables (``latex``, ``docx``, ``csv``) or charts (``svg``, ``pdf``) with captions.

    Parameters
    ----------
    result : a finished study, or its folder.
    format : one of ``latex`` (booktabs), ``docx``, ``csv``, ``svg``, ``pdf``.
    names : tables or charts to write, all by default. Tables are those of the report, called as in
        its page, and the tables of the result as they are.
    to : folder (default ``export`` in that of the study). A chart's caption is in ``NAME.txt``.

    Raises ``ValueError`` for an unknown name or format ("did you mean …?"), ``ImportError`` for
    ``docx`` without python-docx.

    Examples
    --------
    >>> import munigraph as mg
    >>> mg.study.export("out", "latex")  # doctest: +SKIP
    """
    check_word("format", format, FORMATS)
    found = result if isinstance(result, StudyResult) else StudyResult(result)
    folder = Path(to) if to is not None else found.folder / "export"
    if format in ("svg", "pdf"):
        return _charts(found, format, names, folder)
    from ..report._sections import all_tables

    known = all_tables(found)
    chosen = list(known) if names is None else [_known(n, known, found) for n in names]
    out = []
    for name in chosen:
        caption, frame, numeric = _shown(found, known, name)
        path = folder / f"{_file(name)}{_SUFFIX.get(format, '.' + format)}"
        write_atomic(path, _WRITERS[format](name, caption, frame, numeric))
        out.append(path)
    return out


def _known(name: str, known: Any, result: StudyResult) -> str:
    return check_word("table", name, [*known, *[n for n in result if n not in known]])


def _file(name: str) -> str:
    return "".join(c if c.isalnum() or c in "-_" else "-" for c in name)


def _shown(result: StudyResult, known: Any, name: str) -> tuple[str, pd.DataFrame, list[bool]]:
    """Caption, cells as people read them, and which columns hold numbers."""
    if name in known:
        table = known[name]
    else:
        from ..report._wording import label
        from ..report._wording import table as made

        table = made(name, label(name), result[name], list(result[name].columns))
    cells = [[cell.text for cell in row] for row in table.rows]
    heads = [column.label for column in table.columns]
    frame = pd.DataFrame(cells, columns=pd.Index(heads, dtype=object), dtype=object)
    return table.caption, frame, [column.numeric for column in table.columns]


def _csv(name: str, caption: str, frame: pd.DataFrame, numeric: list[bool]) -> bytes:
    return frame.to_csv(index=False).encode("utf-8")


def _latex(name: str, caption: str, frame: pd.DataFrame, numeric: list[bool]) -> bytes:
    unique = frame.set_axis(range(frame.shape[1]), axis=1)
    style = unique.style.hide(axis="index").format(escape="latex")
    style = style.format_index(lambda k: _escaped(frame.columns[k]), axis=1)
    text = style.to_latex(
        hrules=True,
        caption=_escaped(caption),
        label=f"tab:{_file(name)}",
        column_format="".join("r" if one else "l" for one in numeric),
        environment="longtable" if len(frame) > _LONG else None,
        position_float="centering" if len(frame) <= _LONG else None,
    )
    return text.encode("utf-8")


def _escaped(text: str) -> str:
    for char, safe in (
        ("\\", "\\textbackslash "), ("&", "\\&"), ("%", "\\%"), ("$", "\\$"), ("#", "\\#"),
        ("_", "\\_"), ("{", "\\{"), ("}", "\\}"), ("~", "\\textasciitilde "),
        ("^", "\\textasciicircum "),
    ):  # fmt: skip
        text = text.replace(char, safe)
    return text


def _docx(name: str, caption: str, frame: pd.DataFrame, numeric: list[bool]) -> bytes:
    try:
        import docx
        from docx.enum.text import WD_ALIGN_PARAGRAPH
    except ImportError as error:
        raise ImportError("docx needs python-docx: pip install munigraph[docx]") from error
    document = docx.Document()
    document.add_paragraph(caption, style="Caption")
    table = document.add_table(rows=1, cols=frame.shape[1], style="Light List")
    for row in [list(frame.columns), *frame.to_numpy().tolist()]:
        cells = table.rows[0].cells if row == list(frame.columns) else table.add_row().cells
        for cell, text, right in zip(cells, row, numeric, strict=True):
            cell.text = str(text)
            if right:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


_WRITERS = {"csv": _csv, "latex": _latex, "docx": _docx}


def _charts(
    result: StudyResult, format: str, names: Iterable[str] | None, folder: Path
) -> list[Path]:
    from .. import plot
    from ..report._charts import charts
    from ._api import geometry_of

    drawn = charts(result, geometry=geometry_of(result))
    out = []
    for name in list(drawn) if names is None else [check_word("chart", n, drawn) for n in names]:
        path = folder / f"{_file(name)}.{format}"
        path.parent.mkdir(parents=True, exist_ok=True)
        plot.save(drawn[name], path)
        described = plot._saving.specification(drawn[name]).get("description", "")
        write_atomic(path.with_suffix(".txt"), f"{described}\n".encode())
        out.append(path)
    return out
