"""Reading a table of one's own: open, find, map, claim, assemble."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..._common.errors import DataError
from ..._common.text import near
from ...registry._import_report import ImportReport
from ._assemble import assemble
from ._cells import Column
from ._claims import Claims, joined_claims
from ._dates import year_of
from ._faults import Fault, Faults, TableError
from ._files import separator_name
from ._found import Places
from ._ledger import Ledger
from ._lists import list_claims
from ._mapping import LAYOUTS, ColumnMapping, mapping_of, mapping_path, split_field
from ._matrix import is_square, mark_claims, matrix_pairs
from ._memberships import membership_claims
from ._no_places import NoPlaces
from ._places import places_of
from ._proposal import propose, unknown_words, usable
from ._region import Region, find_region
from ._source import Source, is_workbook, open_source
from ._spellings import name_key

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from ...registry._register import Register

__all__ = ["match_names", "propose_columns", "read_table"]

#: Reasons that are no faults: rows that are none, and what the mapping itself leaves out.
_NO_FAULT = ("totals row", "header again", "note below the table")


def read_table(
    source: Any,
    *,
    layout: str = "auto",
    columns: Any = None,
    sheet: Any = None,
    places: Any = None,
    date: Any = None,
    strict: bool = False,
    encoding: str | None = None,
    separator: str | None = None,
    domains: Any = None,
    name: str = "",
    progress: bool | Callable[[int, int], None] | None = None,
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
    progress : a bar (None: on terminals, after a while), or a function of ``(done, total)``.

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
    """
    _check_layout(layout)
    with _Progress(progress) as step:
        step(0)
        opened = _open(source, sheet, encoding, separator, columns)
        step(1)
        mapping, regions = _mapping_and_regions(opened, layout, columns)
        mapping = _with_arguments(mapping, places, date)
        step(2)
        found = _import(opened, regions, mapping, domains, name, step)
    register, report = found
    if strict:
        _refuse(report)
    return register, report


def propose_columns(
    source: Any, *, layout: str = "auto", sheet: Any = None, encoding: str | None = None,
    separator: str | None = None,
) -> ColumnMapping:  # fmt: skip
    """How :func:`read_table` would read a table: the mapping, which ``print`` shows and
    ``.write()`` writes as ``FILE.columns.toml``. ``.preview`` holds the first rows.

    Raises ``TableError`` where no layout can be told, with what was recognised.
    """
    _check_layout(layout)
    opened = open_source(source, sheet=sheet, encoding=encoding, separator=separator)
    regions = [region for one in opened.sheets if (region := find_region(one)) is not None]
    mapping = propose(
        [r for r in regions if usable(r)] or regions, layout=layout, source=opened.name
    )
    chosen = _chosen(regions, mapping)
    said = opened.sheets[0].said
    explicit = {
        "encoding": encoding or "",
        "separator": separator or "",
        "header_rows": tuple(chosen[0].header_rows) if len(chosen) == 1 and chosen[0].sheet.header is None else None,
    }  # fmt: skip
    found = [*mapping.why]
    if said:
        found.insert(
            0, f"encoding {said['encoding']}, separator {separator_name(said['separator'])}"
        )
    for region in chosen:
        found += _about(region, len(chosen) > 1)
    return replace(
        mapping,
        **explicit,
        why=tuple(found),
        doubts=tuple(_doubts(chosen, mapping)),
        path=mapping_path(opened.path) if opened.path is not None else None,
        preview=_preview(chosen[0]),
    )


def match_names(names: Any, *, date: Any = None, places: Any = "nl") -> pd.DataFrame:
    """What names or codes of participants are.

    Parameters
    ----------
    names : names or codes.
    date : at which they are looked up (``YYYY-MM-DD``, a date, or a year: its 1 July). A
        municipality that was merged by then is its successor, where there is just one.
    places : ``"nl"``, or a table or the path of one, as of :func:`read_table`.

    Returns
    -------
    DataFrame ``name, id, step, candidates``, one row per name in their order. ``id`` is "" where
    nobody was found; ``step`` says how: ``exact``, ``code``, ``normalised``, ``alias``,
    ``dissolved``, ``other`` (a province, a water board), ``ambiguous``, ``unknown``.
    ``candidates`` is a list of ``(name, id, score)``, the most similar first: proposed, never taken.
    """
    import pandas as pd

    if isinstance(names, str):
        raise TypeError("names: expected a list of names, got one text")
    book = places_of(places)
    listed = ["" if one is None or one != one else str(one) for one in names]
    book.prepare([one for one in listed if one], "")
    day = _day(date)
    known: dict[str, Any] = {}
    for one in listed:
        if one not in known:
            known[one] = book.find(one, date=day) if one.strip() else None
    found = [known[one] for one in listed]
    return pd.DataFrame(
        {
            "name": pd.Series(listed, dtype=object),
            "id": pd.Series([f.id if f else "" for f in found], dtype=object),
            "step": pd.Series([f.step if f else "unknown" for f in found], dtype=object),
            "candidates": pd.Series([list(f.candidates) if f else [] for f in found], dtype=object),
        }
    )


# ---- the way of a table --------------------------------------------------------------------------


def _check_layout(layout: str) -> None:
    if layout not in ("auto", *LAYOUTS):
        similar = near(layout, LAYOUTS, 1)
        hint = f"did you mean '{similar[0]}'? " if similar else ""
        raise ValueError(f"unknown layout '{layout}'; {hint}one of auto, {', '.join(LAYOUTS)}")


def _day(date: Any) -> str | None:
    """A date in any of the usual forms; a year is its 1 July."""
    if date is None or date == "":
        return None
    if isinstance(date, int) and not isinstance(date, bool):
        return f"{date:04d}-07-01"
    text = date.isoformat()[:10] if hasattr(date, "isoformat") else str(date)
    if len(text) == 4 and text.isdigit():
        return f"{text}-07-01"
    try:
        return datetime.date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        raise DataError(
            "not a date", source="date", value=text, expected="a date such as 2020-07-01, or a year"
        ) from None


def _open(source: Any, sheet: Any, encoding: Any, separator: Any, columns: Any) -> Source:
    """The source, by what the mapping says about the file where arguments do not."""
    from pathlib import Path

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
        mapping = propose(
            [r for r in regions if usable(r)] or regions, layout=layout, source=opened.name
        )
        return mapping, _chosen(regions, mapping)
    regions = [region for region in regions if region.rows]
    mapping, regions = _fitted(given, regions, opened.name)
    return _with_layout(mapping, layout, regions, opened.name), regions


def _chosen(regions: list[Region], mapping: ColumnMapping) -> list[Region]:
    found = [r for r in regions if usable(r)] or regions
    return [r for r in found if r.name in mapping.sheets] if mapping.sheets else found


def _fitted(
    mapping: ColumnMapping, regions: list[Region], source: str
) -> tuple[ColumnMapping, list[Region]]:
    """The mapping with the names of the columns as the sheets have them. A sheet that has none of
    the columns that identify a row is not read.

    Raises ``TableError`` naming every column that no sheet has.
    """
    faults = Faults(source)
    if mapping.sheets:
        regions = [
            region for region in regions if region.name in mapping.sheets or len(regions) == 1
        ]
    labels = list(dict.fromkeys(label for region in regions for label in region.labels))
    empty = {label for region in regions for label in region.empty_columns}
    folded = {name_key(label): label for label in reversed(labels)}
    columns: dict[str, str] = {}
    for label, its in mapping.columns.items():
        found = (
            label if label in labels else folded.get(name_key(label)) or _last_part(label, labels)
        )
        if found is not None:
            columns[found] = its
        elif label not in empty and its != "ignore":
            similar = near(label, labels, 1)
            hint = (
                f"did you mean {similar[0]!r}?" if similar else f"columns: {', '.join(labels[:30])}"
            )
            faults.add(label, f"no such column, mapped to {its}", expected=hint)
    for name, its in (("fill_down", mapping.fill_down),):
        for label in its:
            if label not in labels and name_key(label) not in folded:
                faults.add(label, f"no such column, in {name}")
    faults.raise_if_any()
    needed = [label for label, its in columns.items() if its != "ignore"]
    read = [region for region in regions if any(label in region.labels for label in needed)]
    most = max((sum(label in r.labels for label in needed) for r in read), default=0)
    read = [r for r in read if sum(label in r.labels for label in needed) >= most / 2]
    return replace(mapping, columns=columns), read


def _last_part(label: str, labels: list[str]) -> str | None:
    """A column by the last part of its name, where only one ends so."""
    found = [one for one in labels if name_key(one.rpartition(" / ")[2]) == name_key(label)]
    return found[0] if len(found) == 1 else None


def _with_layout(
    mapping: ColumnMapping, layout: str, regions: list[Region], source: str
) -> ColumnMapping:
    """The layout of a mapping that names columns only, and what it lacks.

    Raises ``TableError`` where its fields make no layout.
    """
    fields = mapping.fields()
    names = [label for labels in fields.get("participant_name", ()) for label in [labels]]
    columns = dict(mapping.columns)
    for field in ("participant", "partner", "arrangement"):
        alone = fields.get(f"{field}_name", [])
        if alone and field not in fields:
            columns[alone[0]] = columns[alone[0]].replace(f"{field}_name", field)
    del names
    mapping = replace(mapping, columns=columns)
    fields = mapping.fields()
    yearly = "year" in fields or any("@" in its for its in columns.values())
    base = mapping.rows or (mapping.layout if mapping.layout != "years" else "")
    if layout not in ("auto", "years"):
        base = layout
    base = base or _layout_of(fields)
    if not base or not _complete(base, fields):
        faults = Faults(source)
        said = ", ".join(f"{label} = {its}" for label, its in columns.items()) or "nothing"
        faults.add(
            "", f"the mapping makes no {base or 'layout'}: {said}",
            expected="arrangement and participant (memberships); arrangement and members (lists); "
            "participant and partner (pairs); marks and participant or arrangement (matrix)",
        )  # fmt: skip
        faults.raise_if_any()
    if "years" in (layout, mapping.layout) and not yearly:
        yearly = len(regions) > 1 and all(year_of(region.name) for region in regions)
        if not yearly:
            faults = Faults(source)
            faults.add("", "layout years: no column is a year, and sheets are not named by years")
            faults.raise_if_any()
    across = mapping.across
    if base == "matrix" and not across:
        across = "participants" if "arrangement" in fields else _across_of(mapping, regions)
    return replace(
        mapping, layout="years" if yearly else base, rows=base if yearly else "", across=across
    )


def _layout_of(fields: dict[str, list[str]]) -> str:
    if "partner" in fields and "participant" in fields:
        return "pairs"
    if "members" in fields or "member" in fields:
        return "lists"
    if "mark" in fields and not ("arrangement" in fields and "participant" in fields):
        return "matrix"
    return "memberships"


def _complete(base: str, fields: dict[str, list[str]]) -> bool:
    if base == "pairs":
        return "participant" in fields and "partner" in fields
    if base == "lists":
        return "arrangement" in fields and bool({"members", "member", "host"} & set(fields))
    if base == "matrix":
        return "mark" in fields and bool({"participant", "arrangement"} & set(fields))
    return "arrangement" in fields and "participant" in fields


def _across_of(mapping: ColumnMapping, regions: list[Region]) -> str:
    label = mapping.fields()["participant"][0]
    own = {name_key(t) for r in regions if label in r.labels for t in r.column(label).values if t}
    marks = {
        name_key(m.rpartition(" / ")[2]) for m, its in mapping.columns.items() if its == "mark"
    }
    return "participants" if len(own & marks) >= 0.8 * len(marks) else "arrangements"


def _with_arguments(mapping: ColumnMapping, places: Any, date: Any) -> ColumnMapping:
    if places is not None:
        mapping = replace(mapping, places=places)
    day = _day(date)
    return replace(mapping, date=day) if day is not None else mapping


def _import(
    opened: Source, regions: list[Region], mapping: ColumnMapping, domains: Any, name: str,
    step: Callable[[int], None],
) -> tuple[Register, ImportReport]:  # fmt: skip
    import numpy as np

    faults = Faults(opened.name)
    if not regions:
        faults.add("", "no table in it", expected="rows under a header")
        faults.raise_if_any()
    places = places_of(mapping.places, successions=_successions(mapping))
    names = [region.name for region in regions]
    numbers = np.concatenate([region.numbers for region in regions])
    sheet_of = np.repeat(np.arange(len(regions)), [region.rows for region in regions])
    ledger = Ledger(opened.name, numbers, names, sheet_of)
    regions = [_filled_down(region, mapping, ledger) for region in regions]
    _tell_found(opened, regions, mapping, places, ledger)
    _prepare(places, regions, mapping)
    base = mapping.rows or mapping.layout
    square = base == "matrix" and is_square(mapping)
    parts: list[Claims] = []
    first = 0
    for region in regions:
        claims = _claims(region, mapping, base, square, first, places)
        if mapping.layout == "years" and "year" not in claims.fields:
            year = year_of(region.name)
            claims.fields["year"] = Column.constant(str(year or ""), len(claims))
        parts.append(claims)
        first += region.rows
    step(4)
    sheet = _sheet_column(parts, regions, mapping)
    claims = joined_claims(parts)
    if "year" in claims.fields:
        years = np.array([year_of(t) or 0 for t in claims.fields["year"].values])
        order = np.argsort(years[claims.fields["year"].codes], kind="stable")
        claims, sheet = claims.take(order), sheet.take(order)
    step(5)
    found = assemble(
        claims, sheet, mapping, places, ledger, faults,
        pairs=base == "pairs" or square, name=name or _stem(opened), domains=domains,
    )  # fmt: skip
    step(10)
    return found


def _stem(opened: Source) -> str:
    return opened.path.name.partition(".")[0] if opened.path is not None else opened.name


def _successions(mapping: ColumnMapping) -> Any:
    if not mapping.successions:
        return None
    import pandas as pd

    return pd.read_csv(mapping.successions, dtype=str, keep_default_na=False)


def _claims(
    region: Region, mapping: ColumnMapping, base: str, square: bool, first: int, places: Places
) -> Claims:
    marks_in_years = any(its.startswith("mark@") for its in mapping.columns.values())
    if square:
        return matrix_pairs(region, mapping, first)
    if base == "matrix" or marks_in_years:
        return mark_claims(region, mapping, first)
    if base == "lists":
        return list_claims(region, mapping, first, places)
    wide = [
        (label, its) for label, its in mapping.columns.items() if its.startswith("arrangement@")
    ]
    if not wide:
        return membership_claims(region, mapping, first)
    parts = []
    for label, its in wide:
        if label not in region.labels:
            continue
        plain = membership_claims(region, mapping, first)
        column = region.column(label)
        plain.fields["arrangement"] = column
        plain.fields["year"] = Column.constant(str(split_field(its)[1]), region.rows)
        plain.labels["arrangement"] = label
        parts.append(plain.take(_not_blank(column)))
    claims = joined_claims(parts)
    import numpy as np

    missing = np.setdiff1d(np.arange(first, first + region.rows), claims.rows)
    participant = region.column(mapping.fields()["participant"][0])
    for row in missing.tolist():
        claims.lone[row] = participant.text(row - first)
    return claims


def _not_blank(column: Column) -> Any:
    import numpy as np

    from ._words import words

    blank = np.array(
        [not t.strip() or t.strip().casefold() in words().cells_no for t in column.values]
    )
    return np.flatnonzero(~blank[column.codes])


def _sheet_column(parts: list[Claims], regions: list[Region], mapping: ColumnMapping) -> Column:
    """The sheet of every claim; empty where there is one, or where sheets are years."""
    by_sheet = len(regions) > 1 and not (
        mapping.layout == "years" and "year" not in mapping.fields()
        and all(year_of(region.name) for region in regions)
        and not any("@" in its for its in mapping.columns.values())
    )  # fmt: skip
    columns = []
    for part, region in zip(parts, regions, strict=True):
        name = region.name.partition(".")[0] if by_sheet else ""
        division = part.fields.pop("division", None)
        if division is None:
            columns.append(Column.constant(name, len(part)))
        else:
            columns.append(division.mapped([f"{name}/{d}" if name else d for d in division.values]))
    return Column.joined(columns)


def _filled_down(region: Region, mapping: ColumnMapping, ledger: Ledger) -> Region:
    import numpy as np

    wanted = {name_key(label) for label in mapping.fill_down}
    columns = list(region.columns)
    for place, label in enumerate(region.labels):
        if name_key(label) not in wanted:
            continue
        column = columns[place]
        blank = np.array([not text.strip() for text in column.values])[column.codes]
        source = np.where(~blank, np.arange(len(column)), 0)
        codes = column.codes[np.maximum.accumulate(source)]
        ledger.note(label, f"{int(blank.sum())} blanks filled down", sheet=_of(region, ledger))
        columns[place] = Column(codes, column.values, column.kinds)
    return replace(region, columns=columns)


def _of(region: Region, ledger: Ledger) -> str:
    return region.name if len(ledger._sheets) > 1 else ""


def _tell_found(
    opened: Source, regions: list[Region], mapping: ColumnMapping, places: Places, ledger: Ledger
) -> None:
    said = regions[0].sheet.said
    if said:
        ledger.note(
            "", f"encoding {said['encoding']}, separator {separator_name(said['separator'])}"
        )
    ledger.note("", f"mapping: {mapping.origin}")
    layout = mapping.layout + (f" of {mapping.rows}" if mapping.rows else "")
    ledger.note("", f"layout {layout}")
    for text in mapping.why:
        ledger.note("", text)
    ledger.note("", places.about)
    for text in getattr(places, "notes", ()):
        ledger.note("", text)
    for region in regions:
        sheet = _of(region, ledger)
        for text in _about(region, False):
            ledger.note("", text, sheet=sheet)
        for number, text, what in region.skipped:
            ledger.no_row(number, text, what, sheet)
    unread = [
        label for region in regions for label in region.labels
        if label not in mapping.columns and mapping.origin != "proposal"
    ]  # fmt: skip
    if unread:
        ledger.note("", f"not in the mapping, so not read: {', '.join(dict.fromkeys(unread))}")


def _about(region: Region, several: bool) -> list[str]:
    """What was found about a sheet."""
    where = f"sheet {region.name!r}: " if several else ""
    found = []
    if len(region.header_rows) > 1:
        found.append(f"{where}header in rows {', '.join(map(str, region.header_rows))}")
    elif region.header_rows and region.header_rows != [region.sheet.first_row]:
        found.append(f"{where}header in row {region.header_rows[0]}")
    elif not region.header_rows and region.sheet.header is None:
        found.append(f"{where}no header: columns are named column A, column B, …")
    found += [f"{where}note in row {number}: {text[:200]}" for number, text in region.notes]
    if region.blank_rows:
        found.append(f"{where}{region.blank_rows} blank rows")
    if region.empty_columns:
        found.append(f"{where}empty columns: {', '.join(region.empty_columns)}")
    found += [
        f"{where}merged cells of {label!r} filled: {count} rows"
        for label, count in region.filled.items()
    ]
    return found


def _prepare(places: Places, regions: list[Region], mapping: ColumnMapping) -> None:
    """Show the places all names and codes of the import."""
    if mapping.exact:
        return
    fields = mapping.fields()
    for group in (("participant", "partner"), ("member",)):
        labels = [label for field in group for label in fields.get(field, ())]
        texts = [
            text for region in regions for label in labels if label in region.labels
            for text in region.column(label).values if text.strip()
        ]  # fmt: skip
        if texts:
            places.prepare(dict.fromkeys(texts), labels[0])
    if isinstance(places, NoPlaces):
        _names_with_codes(places, regions, mapping)


def _names_with_codes(places: NoPlaces, regions: list[Region], mapping: ColumnMapping) -> None:
    import numpy as np

    fields = mapping.fields()
    codes, names = fields.get("participant", []), fields.get("participant_name", [])
    for region in regions:
        if not codes or not names or codes[0] not in region.labels or names[0] not in region.labels:
            continue
        code, name = region.column(codes[0]), region.column(names[0])
        both = np.unique(code.codes.astype(np.int64) * len(name.values) + name.codes)
        for pair in both.tolist():
            own, called = (
                code.values[pair // len(name.values)],
                name.values[pair % len(name.values)],
            )
            if own.strip() and called.strip():
                places.name_has_code(called, places.find(own).id)


def _doubts(regions: list[Region], mapping: ColumnMapping) -> list[str]:
    """Lines that a person may want in the mapping."""
    lines: list[str] = []
    for region in regions[:1]:
        terms = unknown_words(region, mapping.columns, mapping.words)
        for part in dict.fromkeys(part for part, _, _ in terms):
            lines += ["", f"[words.{part}]"]
            lines += [f'"{word}" = ""  # {count} rows' for its, word, count in terms if its == part]
    fields = mapping.fields()
    labels = [
        label for field in ("participant", "partner", "member") for label in fields.get(field, ())
    ]
    texts = [
        t
        for r in regions
        for label in labels
        if label in r.labels
        for t in r.column(label).values
        if t.strip()
    ]
    some = list(dict.fromkeys(texts))[:400]
    if some:
        found = match_names(some)
        known = found[found["id"] != ""]
        if len(known) >= 0.5 * len(some):
            lines += [
                "",
                f'places = "nl"  # at the top: {len(known)} of {len(some)} names are Dutch municipalities',
            ]
            near_ones = found[(found["id"] == "") & found["candidates"].map(bool)]
            if len(near_ones):
                lines += ["", "[names]"]
            for name, candidates in near_ones[["name", "candidates"]].itertuples(index=False):
                best, id_, score = candidates[0]
                lines.append(f'"{name}" = "{id_}"  # {best}, {score:.2f}')
    return lines[1:] if lines[:1] == [""] else lines


def _preview(region: Region) -> pd.DataFrame:
    import pandas as pd

    rows = min(5, region.rows)
    return pd.DataFrame(
        {
            label: pd.Series([column.text(k) for k in range(rows)], dtype=object)
            for label, column in zip(region.labels, region.columns, strict=True)
        }
    )


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


class _Progress:
    """A bar of ten steps."""

    def __init__(self, progress: Any) -> None:
        self._given = progress if callable(progress) else None
        self._show = progress if isinstance(progress, bool) else None
        self._bar: Any = None

    def __enter__(self) -> Callable[[int], None]:
        from ..._common.progress import Progress

        if self._given is None:
            self._bar = Progress("import", self._show)
            self._bar.__enter__()
        return self._step

    def _step(self, done: int) -> None:
        if self._given is not None:
            self._given(done, 10)
        elif self._bar is not None and self._bar.callback is not None:
            self._bar(done, 10)

    def __exit__(self, *error: Any) -> None:
        if self._bar is not None:
            self._bar.__exit__(*error)
