"""Telling what was found in a source, and what a person may want to decide."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ._domains import domain_doubts
from ._expansion import is_description
from ._files import separator_name
from ._found import Places
from ._ledger import Ledger
from ._mapping import ColumnMapping
from ._match import match_names
from ._no_places import NoPlaces
from ._pieces import Cutter, list_separators
from ._proposal import unknown_words
from ._region import Region
from ._source import Source
from ._takes_part import unread_answers, warnings_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["about_file", "about_region", "doubts_of", "preview_of", "tell_found"]


def tell_found(
    opened: Source, regions: list[Region], mapping: ColumnMapping, places: Places, ledger: Ledger
) -> None:
    for text in dict.fromkeys(text for region in regions[:1] for text in about_file(region)):
        ledger.note("", text)
    ledger.note("", f"mapping: {mapping.origin}")
    layout = mapping.layout + (f" of {mapping.rows}" if mapping.rows else "")
    ledger.note("", f"layout {layout}")
    for text in mapping.why:
        ledger.note("", text)
    ledger.note("", places.about)
    for text in getattr(places, "notes", ()):
        ledger.note("", text)
    for region in regions:
        sheet = ledger.name_of(region.name)
        for text in about_region(region, False):
            ledger.note("", text, sheet=sheet)
        for number, text, what in region.skipped:
            ledger.no_row(number, text, what, sheet)
    for region in regions:
        if text := _beyond(region, mapping):
            ledger.note("", text, sheet=ledger.name_of(region.name))
    unread = [
        label for region in regions for label in region.labels
        if label not in mapping.columns and mapping.origin != "proposal"
    ]  # fmt: skip
    if unread:
        ledger.note("", f"not in the mapping, so not read: {', '.join(dict.fromkeys(unread))}")
    if mapping.origin != "proposal" and (mapping.rows or mapping.layout) in (
        "memberships",
        "pairs",
    ):
        answers = (
            label for region in regions
            for label in unread_answers(region.labels, mapping.columns, region.column)
            if label not in mapping.columns and "takes_part" not in mapping.columns.values()
        )  # fmt: skip
        for text in warnings_of(dict.fromkeys(answers)):
            ledger.note("", text)


def _beyond(region: Region, mapping: ColumnMapping) -> str:
    """What is told of a text file whose rows go on behind the last name of its header."""
    if "separator" not in region.sheet.said or not region.header_rows:
        return ""
    labels = list(region.labels)
    while labels and re.fullmatch(r"column [A-Z]+", labels[-1]):
        labels.pop()
    behind = region.labels[len(labels) :]
    if not labels or any(mapping.columns.get(one, "ignore") != "ignore" for one in behind):
        return ""
    rows = [
        (region.numbers[row], text) for row in range(region.rows) for one in behind
        if (text := region.column(one).text(row)).strip()
    ]  # fmt: skip
    if not rows:
        return ""
    row, text = rows[0]
    count = len({number for number, _ in rows})
    return (
        f"warning: {count} rows go on behind the last name of the header, such as row {row} with "
        f"{text!r}; is a separator in a cell that is not quoted?"
    )


def about_file(region: Region) -> list[str]:
    """What was found about the file of a sheet."""
    said = region.sheet.said
    found = []
    if "encoding" in said:
        found.append(f"encoding {said['encoding']}, separator {separator_name(said['separator'])}")
    if "letters" in said:
        found.append(f"warning: {said['letters']}")
    if "entities" in said:
        found.append(f"{said['entities']} entities of HTML are letters (&eacute; is é)")
    if "quoted" in said:
        found.append("every line is quoted as a whole: the quotes are taken off")
    if "text" in said:
        found.append("a text file by the name of a workbook")
    if "from 1904" in said and _has_serials(region):
        found.append(
            "warning: this workbook counts days from 1904; a day that stands as a plain number is "
            "read four years early: give its column a date format"
        )
    if "hidden" in said:
        found.append(f"hidden sheets are not read, unless they are named: {said['hidden']}")
    return found


def _has_serials(region: Region) -> bool:
    """Whether a cell is a plain number that may be a day."""
    return any(
        kind == "number" and len(text) == 5 and text.isdigit()
        for column in region.sheet.columns
        for text, kind in zip(column.values, column.kinds, strict=True)
    )


def about_region(region: Region, several: bool) -> list[str]:
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
    found += [
        f"{where}{what} are read, too: {region.sheet.said[what]}"
        for what in ("hidden rows", "hidden columns") if what in region.sheet.said
    ]  # fmt: skip
    if region.blank_rows:
        found.append(f"{where}{region.blank_rows} blank rows")
    if region.empty_columns:
        found.append(f"{where}empty columns: {', '.join(region.empty_columns)}")
    found += [
        f"{where}merged cells of {label!r} filled: {count} rows"
        for label, count in region.filled.items()
    ]
    return found


def doubts_of(regions: list[Region], mapping: ColumnMapping) -> list[str]:
    """Lines that a person may want in the mapping: settings first, then parts of it."""
    lines: list[str] = []
    terms: Counter[tuple[str, str]] = Counter()
    for region in regions:
        for part, word, count in unknown_words(region, mapping.columns, mapping.words):
            terms[part, word] += count
    for part in dict.fromkeys(part for part, _ in terms):
        lines.append(f"[words.{part}]")
        lines += [
            f'"{word}" = ""  # {count} rows' for (its, word), count in terms.items() if its == part
        ]
    lines += domain_doubts(regions, mapping)
    some = list(dict.fromkeys(_names_in(regions, mapping)))[:400]
    found = match_names(some)
    known = int((found["id"] != "").sum())
    if not some or known < 0.5 * len(some):
        return lines
    lines.insert(0, f'places = "nl"  # {known} of {len(some)} names are Dutch municipalities')
    near = found[(found["id"] == "") & found["candidates"].map(bool)]
    if len(near):
        lines.append("[names]")
    for name, candidates in near[["name", "candidates"]].itertuples(index=False):
        best, id_, score = candidates[0]
        lines.append(f'"{name}" = "{id_}"  # {best}, {score:.2f}')
    return lines


def _names_in(regions: list[Region], mapping: ColumnMapping) -> Iterator[str]:
    """Names or codes of participants, lists cut."""
    fields = mapping.fields()
    known = set(NoPlaces().names())
    for region in regions:
        for field in ("participant", "partner", "member", "listed", "members"):
            for label in fields.get(field, ()):
                if label not in region.labels:
                    continue
                cells = [text for text in region.column(label).values if text.strip()]
                if field != "members":
                    yield from cells
                    continue
                cutter = Cutter(mapping.separators or list_separators(cells), known)
                cutter.learn(cells)
                yield from (
                    name
                    for cell in cells
                    if not is_description(cell)
                    for name in cutter.pieces(cell)
                )


def preview_of(region: Region) -> pd.DataFrame:
    import pandas as pd

    rows = min(5, region.rows)
    return pd.DataFrame(
        {
            label: pd.Series([column.text(k) for k in range(rows)], dtype=object)
            for label, column in zip(region.labels, region.columns, strict=True)
        }
    )
