"""Tables and charts of a finished study as files for a paper, with their captions."""

from __future__ import annotations

import io
import os
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from .._common.files import write_atomic
from .._common.text import CONTROLS
from .._common.words import check_word
from ._result import StudyResult

if TYPE_CHECKING:
    from .._common.literals import ExportFormat

FORMATS = ("latex", "docx", "csv", "svg", "pdf")
_SUFFIX = {"latex": ".tex"}
_LONG = 40  # rows above which a table of LaTeX goes over pages
_UPRIGHT = 6  # columns that a page has room for upright
_WORDY = 30  # characters from which a column of text is broken into lines
#: Points across a page of A4 on its side; sizes of letters, with points per letter and by a cell.
_PAGE = 700
_SIZES = (("", 4.9, 6), (r"\footnotesize", 4.0, 4), (r"\scriptsize", 3.6, 3), (r"\tiny", 2.8, 2))
#: What LaTeX has no glyph for without further packages.
_SIGNS = str.maketrans(
    {"≤": r"$\leq$", "≥": r"$\geq$", "−": "$-$", "×": r"$\times$", "÷": r"$\div$", "±": r"$\pm$",
     "∞": r"$\infty$", "γ": r"$\gamma$", "→": r"$\to$", "·": r"$\cdot$",
     "␣": r"\textvisiblespace{}", "⍽": r"\textvisiblespace{}", "⇥": r"$\mapsto$", "\u00ad": r"\-"}
)  # fmt: skip


def export(
    result: StudyResult | str | os.PathLike[str],
    format: ExportFormat,
    *,
    names: Iterable[str] | None = None,
    to: str | os.PathLike[str] | None = None,
) -> list[Path]:
    """Write tables (``latex``, ``docx``, ``csv``) or charts (``svg``, ``pdf``) with captions.

    LaTeX needs the packages ``booktabs`` and, for tables of more than 40 rows, ``longtable``.

    Parameters
    ----------
    result : a finished study, or its folder.
    format : one of ``latex`` (booktabs), ``docx``, ``csv``, ``svg``, ``pdf``.
    names : tables or charts to write, all by default. Tables are those of the report, called as in
        its page, and the tables of the result as they are.
    to : folder (default ``export`` in that of the study). The caption of a chart, or of a table as
        CSV, is in ``NAME.txt``; what stands under a table in the report follows its caption.

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
    out: list[Path] = []
    for name in chosen:
        path = folder / f"{_file(name, out)}{_SUFFIX.get(format, '.' + format)}"
        one = _shown(found, known, name)
        write_atomic(path, _WRITERS[format](one))
        if format == "csv":
            write_atomic(path.with_suffix(".txt"), f"{one.described}\n".encode())
        out.append(path)
    return out


@dataclass(frozen=True)
class _Shown:
    """A table as people read it; ``numeric`` says which columns hold numbers."""

    name: str
    caption: str
    note: str
    frame: pd.DataFrame
    numeric: list[bool]

    @property
    def described(self) -> str:
        return f"{self.caption}. {self.note}" if self.note else f"{self.caption}."


def _known(name: str, known: Any, result: StudyResult) -> str:
    return check_word("table", name, [*known, *[n for n in result if n not in known]])


def _file(name: str, others: Iterable[Path] = ()) -> str:
    """A name for a file, and no other's: networks may be called "a:b" and "a-b"."""
    plain = "".join(c if c.isalnum() or c in "-_" else "-" for c in name)
    taken = {path.stem for path in others}
    wanted = (plain, *(f"{plain}-{k}" for k in range(2, len(taken) + 3)))
    return next(one for one in wanted if one not in taken)


def _shown(result: StudyResult, known: Any, name: str) -> _Shown:
    if name in known:
        table = known[name]
    else:
        from ..report._wording import label
        from ..report._wording import table as made

        table = made(name, label(name), result[name], list(result[name].columns))
    cells = [[cell.text for cell in row] for row in table.rows]
    heads = [column.label for column in table.columns]
    frame = pd.DataFrame(cells, columns=pd.Index(heads, dtype=object), dtype=object)
    numeric = [column.numeric for column in table.columns]
    return _Shown(name, table.caption, table.note, frame, numeric)


def _csv(one: _Shown) -> bytes:
    return one.frame.to_csv(index=False).encode("utf-8")


def _latex(one: _Shown) -> bytes:
    frame, long = one.frame, len(one.frame) > _LONG
    unique = frame.set_axis(range(frame.shape[1]), axis=1)
    style = unique.style.hide(axis="index").format(escape="latex")
    heads = _heads(one)
    style = style.format_index(lambda k: heads[k], axis=1)
    columns, size = _columns(one)
    text = style.to_latex(
        hrules=True,
        caption=(_escaped(one.described), _escaped(one.caption)),
        label=f"tab:{_file(one.name)}",
        column_format=columns,
        environment="longtable" if long else None,
        position_float=None if long else "centering",
    )
    if size and long:
        text = f"{{{size}\n{text}}}\n"
    elif size:  # a float begins in letters of normal size
        text = text.replace("\\begin{tabular}", f"{size}\n\\begin{{tabular}}", 1)
    return CONTROLS.sub("", text).translate(_SIGNS).encode("utf-8")


def _wide(one: _Shown) -> bool:
    return one.frame.shape[1] > _UPRIGHT


def _lengths(one: _Shown) -> list[tuple[int, bool]]:
    """Per column the characters of its longest cell, and whether it is broken into lines."""
    longest = [max(map(len, cells), default=0) for cells in zip(*one.frame.to_numpy(), strict=True)]
    longest = longest or [0] * one.frame.shape[1]
    return [(n, not number and n >= _WORDY) for n, number in zip(longest, one.numeric, strict=True)]


def _lines(head: str, room: int) -> list[str]:
    """A head in lines no wider than its cells, or than its longest word."""
    widest = max([room, *map(len, head.replace("\u00ad", "").split())])
    return textwrap.wrap(head, widest, break_long_words=False, break_on_hyphens=False) or [""]


def _heads(one: _Shown) -> list[str]:
    """Heads of a wide table in lines, so that they do not make columns of figures wide."""
    heads = [str(head) for head in one.frame.columns]
    if not _wide(one):
        return [_escaped(head) for head in heads]
    out = []
    for head, number, (room, wordy) in zip(heads, one.numeric, _lengths(one), strict=True):
        lines = [head] if wordy else _lines(head, room)
        broken = r" \\ ".join(_escaped(line) for line in lines)
        out.append(rf"\shortstack[{'r' if number else 'l'}]{{{broken}}}" if lines[1:] else broken)
    return out


def _columns(one: _Shown) -> tuple[str, str]:
    """Numbers to the right, columns of sentences share what others leave of the width; and the size
    of letters with which a wide table fits a page on its side."""
    lengths = _lengths(one)
    wordy = sum(broken for _, broken in lengths)
    share, size = 0.8 / max(wordy + 0.5 * (len(lengths) - wordy), 1), ""
    if _wide(one):
        heads = zip(lengths, map(str, one.frame.columns), strict=True)
        plain = sum(
            max(room, *(len(line) for line in _lines(head, room)))
            for (room, broken), head in heads if not broken
        )  # fmt: skip
        for name, letter, gap in _SIZES:
            size, left = name, _PAGE - plain * letter - 2 * gap * len(lengths)
            if left >= wordy * _WORDY * letter / 2:
                break
        share = max(left / _PAGE, 0.3) / max(wordy, 1)
        size += size and rf"\setlength{{\tabcolsep}}{{{gap}pt}}"
    ways = zip(one.numeric, lengths, strict=True)
    sentence = rf"p{{{int(100 * share) / 100:.2f}\linewidth}}"
    return "".join("r" if n else sentence if broken else "l" for n, (_, broken) in ways), size


def _escaped(text: str) -> str:
    for char, safe in (
        ("\\", "\\textbackslash "), ("&", "\\&"), ("%", "\\%"), ("$", "\\$"), ("#", "\\#"),
        ("_", "\\_"), ("{", "\\{"), ("}", "\\}"), ("~", "\\textasciitilde "),
        ("^", "\\textasciicircum "),
    ):  # fmt: skip
        text = text.replace(char, safe)
    return text


def _docx(one: _Shown) -> bytes:
    try:
        import docx
        from docx.enum.section import WD_ORIENT
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt
    except ImportError as error:
        raise ImportError("docx needs python-docx: pip install munigraph[docx]") from error
    document = docx.Document()
    if one.frame.shape[1] > _UPRIGHT:
        page = document.sections[0]
        page.orientation = WD_ORIENT.LANDSCAPE
        page.page_width, page.page_height = page.page_height, page.page_width
    document.add_paragraph(one.caption, style="Caption")
    rows = [list(one.frame.columns), *one.frame.to_numpy().tolist()]
    table = document.add_table(rows=len(rows), cols=one.frame.shape[1], style="Light List")
    # All cells at once: a look-up of each is quadratic in python-docx.
    cells = iter(table._cells)
    for row in rows:
        for text, right in zip(row, one.numeric, strict=True):
            paragraph = next(cells).paragraphs[0]
            paragraph.add_run(str(text)).font.size = Pt(8)
            if right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if one.note:
        document.add_paragraph(one.note)
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
    out: list[Path] = []
    for name in list(drawn) if names is None else [check_word("chart", n, drawn) for n in names]:
        path = folder / f"{_file(name, out)}.{format}"
        path.parent.mkdir(parents=True, exist_ok=True)
        plot.save(drawn[name], path)
        described = plot._saving.specification(drawn[name]).get("description", "")
        write_atomic(path.with_suffix(".txt"), f"{described}\n".encode())
        out.append(path)
    return out
