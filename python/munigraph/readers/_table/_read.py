"""Reading a table of one's own: open, find, map, claim, assemble."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..._common.progress import Progress, ProgressLike
from ..._common.text import near
from ._faults import Fault, TableError
from ._fit import fitted, with_layout
from ._import import import_regions
from ._mapping import LAYOUTS, ColumnMapping, mapping_of, mapping_path
from ._match import day_of
from ._proposal import propose, usable
from ._region import Region, find_region
from ._source import Source, is_workbook, open_source
from ._takes_part import NO_PART
from ._tell import about_file, about_region, doubts_of, preview_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from ..._common.literals import TableLayout
    from ..._common.types import Auto, DateLike, PathText, Readable
    from ...registry._import_report import ImportReport
    from ...registry._register import Register

__all__ = ["propose_columns", "read_table"]

#: Steps of an import that its progress counts.
_STEPS = 10
#: Reasons that are no faults: rows that are none, and what the mapping itself leaves out.
_NO_FAULT = ("totals row", "header again", "note below the table", NO_PART)


def read_table(
    source: Readable,
    *,
    layout: TableLayout | Auto = "auto",
    columns: Mapping[str, str] | ColumnMapping | PathText | None = None,
    sheet: str | int | Sequence[str | int] | None = None,
    places: str | PathText | pd.DataFrame | None = None,
    date: DateLike | None = None,
    strict: bool = False,
    encoding: str | None = None,
    separator: str | None = None,
    domains: Mapping[str, str] | Mapping[str, list[str]] | None = None,
    name: str = "",
    progress: ProgressLike = None,
) -> tuple[Register, ImportReport]:
    """A register from a table of one's own.

    Parameters
    ----------
    source :
        A path: workbook (.xlsx, .xls, .ods), text of any separator and encoding, Parquet, or a
        folder of such; several paths; a DataFrame; anything with ``__arrow_c_stream__`` (polars,
        DuckDB, Arrow). With several files or sheets an arrangement is its name *and* its file or
        sheet.
    layout :
        ``memberships`` (a row is an arrangement and a participant), ``lists`` (an arrangement with
        its members in one cell or in many columns), ``matrix`` (a participant or arrangement with a
        mark for each of the others), ``pairs`` (two participants), ``years`` (any of these with one
        column or one sheet per year), or ``auto``: what the table looks like; the report says why.
    columns :
        Column → field as a dict, a whole mapping, or the path of its file. Not given:
        ``FILE.columns.toml`` beside the file, else the proposal of :func:`propose_columns`. Never
        two of these at once; the report says which.
    sheet : name of the sheet of a workbook, or its number from 1; a list of several.
    places :
        Where participants come from: ``"nl"`` (the package's municipalities), a table ``id, name,
        province, valid_from, …`` (DataFrame or path), or None: names or codes are ids.
    date : at which names are looked up, and to which merged municipalities are carried.
    strict : whether a row, or a part of one, that cannot be taken is an error.
    encoding, separator : of a text file, where what is found is wrong.
    domains : theme → domain, as of ``Register.from_tables``.
    name : of the register; the file's if not given.
    progress : True or False; None shows a bar on terminals and in notebooks after two seconds; a
        function is called with ``(done, total)``.

    Returns
    -------
    The register, and the report: every row is taken, merged with another, or left out with its
    reason; every repair, and what was found about the file, is in ``report.table``.

    Raises
    ------
    TableError
        (a ``DataError``) with all faults of the file at once, by column and rule, with counts and
        examples: in the mapping, in columns that cannot be decided, with ``strict`` in rows.
    DataError
        for a file that is missing or no table.
    ImportError
        naming the extra (``[tables]``, ``[arrow]``) that is needed.

    Cost is linear in the cells: 1,000,000 rows of memberships in about ten seconds.

    Examples
    --------
    >>> import munigraph as mg
    >>> import pandas as pd
    >>> table = pd.DataFrame({"regeling": ["Afval", "Afval"], "gemeente": ["Amsterdam", "Diemen"]})
    >>> register, report = mg.read_table(table, places="nl", date="2020-07-01")
    >>> register.memberships["participant"].tolist()
    ['GM0363', 'GM0384']
    """
    _check_layout(layout)
    with Progress("import", progress) as bar:

        def step(done: int) -> None:
            if bar.callback is not None:
                bar.callback(done, _STEPS)

        step(0)
        opened = _open(source, sheet, encoding, separator, columns)
        step(1)
        mapping, regions = _mapping_and_regions(opened, layout, columns)
        mapping = _with_arguments(mapping, places, date)
        step(2)
        found = import_regions(opened, regions, mapping, domains, name, step)
    register, report = found
    if strict:
        _refuse(report)
    return register, report


def propose_columns(
    source: Readable,
    *,
    layout: TableLayout | Auto = "auto",
    sheet: str | int | Sequence[str | int] | None = None,
    encoding: str | None = None,
    separator: str | None = None,
) -> ColumnMapping:
    """How :func:`read_table` would read a table: the mapping, which ``print`` shows and
    ``.write()`` writes as ``FILE.columns.toml``. ``.preview`` holds the first rows.

    Raises ``TableError`` where no layout can be told, with what was recognised.

    Examples
    --------
    >>> import munigraph as mg
    >>> import pandas as pd
    >>> table = pd.DataFrame({"regeling": ["Afval", "Afval"], "gemeente": ["Aa", "Bee"]})
    >>> mg.propose_columns(table).layout
    'memberships'
    """
    _check_layout(layout)
    opened = open_source(source, sheet=sheet, encoding=encoding, separator=separator)
    regions = [region for one in opened.sheets if (region := find_region(one)) is not None]
    mapping = _proposed(opened, regions, layout)
    chosen = _chosen(regions, mapping)
    # Header rows are those of one sheet; several sheets may differ.
    single = len(chosen) == 1 and chosen[0].sheet.header is None
    found = [*about_file(chosen[0]), *mapping.why]
    for region in chosen:
        found += about_region(region, len(chosen) > 1)
    return replace(
        mapping,
        encoding=encoding or "",
        separator=separator or "",
        header_rows=tuple(chosen[0].header_rows) if single else None,
        why=tuple(found),
        doubts=tuple(doubts_of(chosen, mapping)),
        path=mapping_path(opened.path) if opened.path is not None else None,
        preview=preview_of(chosen[0]),
    )


def _check_layout(layout: str) -> None:
    if layout not in ("auto", *LAYOUTS):
        similar = near(layout, LAYOUTS, 1)
        hint = f"did you mean '{similar[0]}'? " if similar else ""
        raise ValueError(f"unknown layout '{layout}'; {hint}one of auto, {', '.join(LAYOUTS)}")


def _open(source: Any, sheet: Any, encoding: Any, separator: Any, columns: Any) -> Source:
    """The source, by what the mapping says about the file where arguments do not."""
    if isinstance(source, str) or hasattr(source, "__fspath__"):
        path = Path(source)
        early = mapping_of(columns, path if path.is_file() else None, path.name)
        if early is not None:
            encoding = encoding or early.encoding or None
            separator = separator or early.separator or None
            if sheet is None and path.is_file() and is_workbook(path):
                sheet = list(early.sheets) or None
    return open_source(source, sheet=sheet, encoding=encoding, separator=separator)


def _mapping_and_regions(
    opened: Source, layout: str, columns: Any
) -> tuple[ColumnMapping, list[Region]]:
    given = mapping_of(columns, opened.path, opened.name)
    header = given.header_rows if given is not None else None
    exact = given is not None and given.exact
    regions = [
        region for one in opened.sheets
        if (region := find_region(one, header if header else None, exact=exact)) is not None
    ]  # fmt: skip
    if given is None:
        mapping = _proposed(opened, regions, layout)
        return mapping, _chosen(regions, mapping)
    regions = [region for region in regions if region.rows]
    mapping, regions = fitted(given, regions, opened.name)
    return with_layout(mapping, layout, regions, opened.name), regions


def _proposed(opened: Source, regions: list[Region], layout: str) -> ColumnMapping:
    """The proposal, which names its sheets where others hold no table: an explanation, nothing."""
    tables = [region for region in regions if usable(region)] or regions
    mapping = propose(tables, layout=layout, source=opened.name)
    names = [region.name for region in tables]
    others = [one.name for one in opened.sheets if one.name not in names]
    if not others or mapping.origin != "proposal":
        return mapping
    why = [f"sheet {name!r} is not read: there is no table in it" for name in others]
    return replace(mapping, sheets=mapping.sheets or tuple(names), why=(*mapping.why, *why))


def _chosen(regions: list[Region], mapping: ColumnMapping) -> list[Region]:
    found = [r for r in regions if usable(r)] or regions
    return [r for r in found if r.name in mapping.sheets] if mapping.sheets else found


def _with_arguments(mapping: ColumnMapping, places: Any, date: Any) -> ColumnMapping:
    if places is not None:
        mapping = replace(mapping, places=places)
    day = day_of(date)
    return replace(mapping, date=day) if day is not None else mapping


def _refuse(report: ImportReport) -> None:
    """Raise for what was not taken, all of it."""
    summary = report.summary()
    bad = summary[summary["action"].isin(["left_out", "dropped"])]
    faults = [
        Fault(("", "", reason, int(count), str(example), ""))
        for _, reason, count, example in bad.itertuples(index=False)
        if reason not in _NO_FAULT
    ]
    if faults:
        raise TableError(report.source, faults, "strict: not every row can be taken")
