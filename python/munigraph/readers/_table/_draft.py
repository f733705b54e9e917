"""A proposal for one sheet while it is made, and what its columns look like."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass

from ..._common.text import fold, squeeze
from ._cells import Column
from ._dates import looks_like_date
from ._marks import dated_mark
from ._periods import dated, period_of
from ._region import Region
from ._words import words

__all__ = [
    "Draft",
    "all_numbers",
    "are_answers",
    "are_marks",
    "are_sizes",
    "is_answer",
    "needs_arrangement",
    "says_both",
    "scheme_instead",
]


_NUMBERS = re.compile(r"[-+]?[\d.,' ]+%?")
_YEAR = re.compile(r"(?:1[89]|20)\d\d(?:\.0+)?")
_SIZE = re.compile(r"(?:€|EUR|CHF|\$|£)?\s*[-+]?\d[\d.,'\s]*(?:%|€|EUR|CHF|,-)?", re.IGNORECASE)
_UNIT = re.compile(r"[%€$£]|EUR|CHF", re.IGNORECASE)


@dataclass
class Draft:
    """A proposal for one sheet while it is made."""

    region: Region
    fields: dict[str, str]
    why: list[str]
    layout: str = ""
    rows: str = ""
    across: str = ""
    fill_down: tuple[str, ...] = ()
    separators: tuple[str, ...] = ()
    key: str = ""
    """The column that is part of what identifies an arrangement: ``scheme`` or ``theme``."""
    numbered: bool = False
    """Whether its columns of arrangements are one field: "regeling 1", "regeling 2"."""
    legend: dict[str, str] = dataclasses.field(default_factory=dict)
    """Sign → meaning, of other sheets of the source."""
    marks: dict[str, str] = dataclasses.field(default_factory=dict)
    """Meanings of the signs of a matrix, by its legend."""
    refused: str = ""
    """Why it has no layout, where that is known."""

    def column(self, label: str) -> Column:
        return self.region.column(label)

    def having(self, field: str) -> list[str]:
        return [label for label, its in self.fields.items() if its.partition("@")[0] == field]

    def first(self, field: str) -> str:
        return next(iter(self.having(field)), "")


def needs_arrangement(draft: Draft) -> bool:
    """Whether a column identifies the arrangement; a leftover column of text will do."""
    if draft.having("arrangement"):
        return True
    left = [
        label for label in draft.region.labels
        if label not in draft.fields and not are_sizes(draft.column(label))
    ]  # fmt: skip
    texts = [label for label in left if not all_numbers(draft.column(label))]
    chosen = next(iter(texts or left), "")
    if not chosen:
        return bool(scheme_instead(draft))
    draft.fields[chosen] = "arrangement"
    draft.why.append(f"{chosen!r} is taken as the arrangement: what is left identifies the rows")
    return True


def scheme_instead(draft: Draft) -> str:
    """The column of schemes, taken as the arrangement where no other column can be; else ""."""
    chosen = draft.first("arrangement_name") or draft.first("scheme")
    if chosen:
        draft.fields[chosen] = "arrangement"
        draft.why.append(f"{chosen!r} is taken as the arrangement: no other column names it")
    return chosen


def are_marks(column: Column) -> bool:
    """Whether cells are 0/1, x, roles or small counts, with at least one that says yes.

    Numbers above 1 without a 0 or blank among them are rather codes. What says that nothing is
    known ("?") says nothing about the column either.
    """
    known = words()
    roles = known.vocabularies["role"]
    yes = no = count = 0
    for code in column.used():
        text = squeeze(column.values[code]).casefold()
        if text in known.cells_no:
            no += 1
        elif text in known.cells_yes or fold(text) in roles or _is_explained_yes(text):
            yes += 1
        elif text in known.missing:
            continue
        elif (parts := dated(text)) and parts[0] in known.cells_no:
            no += 1  # "nee, vanaf 2021": refused where it is read, and no reason to read no column
        elif re.fullmatch(r"\d{1,2}(\.0+)?", text):
            count += 1
        else:
            return False
    return yes + count > 0 and (not count or no > 0)


def are_answers(column: Column) -> bool:
    """Whether every cell says yes, no or that nothing is known, and one of them yes."""
    known = words()
    there = {squeeze(column.values[code]).casefold() for code in column.used()}
    may_be = known.cells_yes | known.cells_no | known.missing
    return bool(there & known.cells_yes) and there <= may_be


def is_answer(text: str) -> bool:
    """Whether a cell says yes, no or that nothing is known; a single letter may be a name."""
    known = words()
    plain = squeeze(text).casefold()
    there = plain in known.cells_yes | known.cells_no | known.missing
    return (there and not (plain.isalpha() and len(plain) == 1)) or _is_explained_yes(plain)


def _is_explained_yes(text: str) -> bool:
    """Whether a cell says yes and in brackets as what, or since when: "ja (centrum)", "lid/host",
    "x, sinds 2019"."""
    if not text.endswith(")") and "/" not in text and not dated(text):
        return False
    mark = dated_mark(text, {}, {})
    return mark is not None and mark.yes


def says_both(column: Column) -> bool:
    """Whether cells are marks, some of which say yes and some no."""
    if not are_marks(column):
        return False  # soon told, even of a column with a text of its own in each row
    known = words()
    there = {squeeze(column.values[code]).casefold() for code in column.used()}
    return bool(there & known.cells_yes) and bool(there & known.cells_no)


def are_sizes(column: Column) -> bool:
    """Whether cells are years, dates, periods, shares or sums of money (or nothing, or a mark that
    says yes): they name nothing. The first 200 distinct values are looked at."""
    known = words()
    there = [squeeze(column.values[code]) for code in column.used()[:200]]
    there = [text for text in there if text and text.casefold() not in known.nothing]
    there = [text for text in there if text.casefold() not in known.cells_yes]
    return bool(there) and (
        all(_YEAR.fullmatch(text) or _is_when(text) for text in there)
        or (all(_SIZE.fullmatch(text) for text in there) and any(map(_UNIT.search, there)))
    )


def _is_when(text: str) -> bool:
    return not text.isdigit() and (looks_like_date(text) or period_of(text) is not None)


def all_numbers(column: Column) -> bool:
    there = False
    for code in column.used():
        if text := squeeze(column.values[code]):
            there = True
            if not _NUMBERS.fullmatch(text):
                return False
    return there
