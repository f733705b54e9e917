"""What columns say about arrangements and participants: one value each, contradictions told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..._common.text import fold, squeeze
from ._cells import Column
from ._claims import Claims
from ._dates import Dates, day_order, read_dates, says_last_day
from ._faults import Faults
from ._ledger import Ledger
from ._mapping import ColumnMapping
from ._numbers import read_numbers
from ._spellings import cleaned
from ._words import VOCABULARIES, is_turned, vocabulary_of, words

if TYPE_CHECKING:
    import numpy as np

__all__ = [
    "Values",
    "one_each",
    "read_days",
    "read_extra",
    "read_floats",
    "read_texts",
    "read_words",
]

DATE_FIELDS = ("valid_from", "valid_to", "joined", "left", "participant_from", "participant_to")
NUMBER_FIELDS = ("population", "population_year", "lon", "lat", "weight")


class Values:
    """A typed value per claim of one field, by distinct value."""

    def __init__(self, claims: Claims, field: str) -> None:
        self.claims = claims
        self.field = field
        self.column = claims.fields[field]
        self.label = claims.labels.get(field, field)

    def tell_bad(self, bad: dict[int, str], ledger: Ledger, *, fault: bool = False) -> None:
        """Tell of values that could not be read, per row."""
        import numpy as np

        if not bad:
            return
        where = np.isin(self.column.codes, list(bad))
        tell = ledger.fault if fault else ledger.drop
        told: set[tuple[int, int]] = set()
        for place in np.flatnonzero(where).tolist():
            code = int(self.column.codes[place])
            row = int(self.claims.rows[place])
            if (row, code) not in told:
                told.add((row, code))
                tell(row, self.label, self.column.values[code], bad[code])


def read_texts(claims: Claims, field: str, exact: bool) -> Column:
    """Texts, cleaned unless they are to be taken as they stand."""
    column = claims.fields[field]
    return column if exact else column.mapped([cleaned(text) for text in column.values])


def read_words(claims: Claims, field: str, mapping: ColumnMapping, ledger: Ledger) -> Column:
    """Words of a vocabulary; one that is not known is told, and empty."""
    values = Values(claims, field)
    part = VOCABULARIES[field]
    own = mapping.words.get(part, {})
    table = {**vocabulary_of(field, values.label), **own}
    answers = words().vocabularies["answer"].keys() - own.keys()
    if (
        field == "obligation"
        and is_turned(values.label)
        and any(fold(text) in answers for text in values.column.values)
    ):
        ledger.note(values.label, "asks for the opposite: yes is free, no is imposed")
    bad: dict[int, str] = {}
    became = [""] * len(values.column.values)
    for code in values.column.used():
        text = squeeze(values.column.values[code])
        if not text or (text.casefold() in words().missing and fold(text) not in table):
            continue
        word = table.get(fold(text)) or table.get(text) or _within(text, table)
        if word is None:
            allowed = ", ".join(dict.fromkeys(words().vocabularies[part].values()))
            bad[code] = f"unknown word of {field}: one of {allowed}, or a line in [words.{part}]"
        else:
            became[code] = word
    values.tell_bad(bad, ledger)
    return values.column.mapped(became)


def _within(text: str, table: dict[str, str]) -> str | None:
    """The word of the longest term that stands in a text ("gemeenschappelijke regeling - openbaar
    lichaam"), where there is just one. Not what stands behind a word that denies it, or says that
    it is over ("geen deelnemer")."""
    tokens = fold(text).split()
    found: dict[int, set[str]] = {}
    for first in range(len(tokens)):
        if not words().denials.isdisjoint(tokens[:first]):
            break
        for last in range(first + 1, len(tokens) + 1):
            term = " ".join(tokens[first:last])
            if len(term) > 4 and term in table and table[term] != "unknown":
                found.setdefault(len(term), set()).add(table[term])
    longest = found[max(found)] if found else set()
    if not found and words().denials.isdisjoint(tokens):
        # "GR - OL", "Wgr (BVO)": abbreviations count where they stand apart.
        parts = [fold(part) for part in re.split(r"\s[-–]\s|[/(),:;]", text)]
        longest = {table[part] for part in parts if part in table} - {"unknown"}
    return next(iter(longest)) if len(longest) == 1 else None


def read_floats(
    claims: Claims, field: str, mapping: ColumnMapping, ledger: Ledger, faults: Faults
) -> Column:
    """Numbers as the shortest text that reads back."""
    values = Values(claims, field)
    whole = field in ("population", "population_year") and not mapping.exact
    decimal = "." if mapping.exact else mapping.decimal or None
    header = values.label if field == "population" and whole else ""
    found = read_numbers(values.column, whole=whole, decimal=decimal, header=header)
    if found.scale != 1:
        ledger.note(values.label, f"times {found.scale:,}, as the column is called")
    if found.refused:
        faults.add(
            values.label, found.refused, example=found.example,
            count=int((values.column.codes != 0).sum()),
            expected='decimal = "," or decimal = "." in the mapping',
        )  # fmt: skip
    if found.thousands and any(found.thousands in text for text in values.column.values):
        ledger.note(values.label, f"{found.thousands!r} stands between thousands")
    if found.decimal == "," and any("," in text for text in values.column.values):
        ledger.note(values.label, "',' is the decimal sign")
    values.tell_bad(found.bad, ledger)
    return values.column.mapped(["" if v is None else _number(v) for v in found.values])


def read_extra(
    claims: Claims, field: str, mapping: ColumnMapping, ledger: Ledger, faults: Faults
) -> Column:
    """A column beyond the schema: text, or numbers where the mapping says so."""
    if field in mapping.numbers:
        return read_floats(claims, field, mapping, ledger, faults)
    return read_texts(claims, field, mapping.exact)


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def read_days(
    claims: Claims, mapping: ColumnMapping, ledger: Ledger, faults: Faults
) -> dict[str, Column]:
    """All dates of a table as ``YYYY-MM-DD``.

    Where a column does not tell day from month, the other dates of the table do; where none does,
    it is a fault, and so are times of day and time zones.
    """
    import numpy as np

    there = [field for field in DATE_FIELDS if field in claims.fields]
    if mapping.exact:
        return {field: claims.fields[field].mapped(claims.fields[field].values) for field in there}
    order = mapping.day_first
    if order is None:
        order = day_order([claims.fields[field] for field in there])
    result: dict[str, Column] = {}
    for field in there:
        values = Values(claims, field)
        own = day_order([values.column]) if mapping.day_first is None else order
        end = field in ("valid_to", "left", "participant_to")
        ends = mapping.ends or ("inclusive" if says_last_day(values.label) else None)
        found = read_dates(
            values.column, end=end, day_first=own if own is not None else order, ends=ends
        )
        if found.undecided:
            faults.add(
                values.label, "day or month first? nothing in the table decides",
                example=found.undecided, expected="day_first = true or false in the mapping",
                count=int((values.column.codes != 0).sum()),
            )  # fmt: skip
        if found.times:
            ledger.note(values.label, "times of day of starts are left out: the day counts")
        if found.clocks:
            code, fault = next(iter(found.clocks.items()))
            faults.add(
                values.label, fault, example=values.column.values[code],
                count=int(np.isin(values.column.codes, list(found.clocks)).sum()),
                expected="days without a time, as YYYY-MM-DD",
            )  # fmt: skip
        if found.inclusive and not mapping.ends:
            ledger.note(
                values.label, "ends are last days, so a membership holds until the next day"
            )
        values.tell_bad(found.bad, ledger)
        _warn_of_lost_days(values, found, ledger)
        result[field] = values.column.mapped(found.days)
    return result


def _warn_of_lost_days(values: Values, found: Dates, ledger: Ledger) -> None:
    """Say of a column of dates that most of it is lost: without a start, all is in force always."""
    import numpy as np

    lost = int(np.isin(values.column.codes, list(found.bad)).sum())
    there = int((values.column.codes != 0).sum())
    if 2 * lost > there:
        reason = next(iter(found.bad.values()))
        ledger.note(
            values.label,
            f"warning: {lost} of {there} values are not read ({reason}), and what has no date is "
            "in force at any; write them as YYYY or YYYY-MM-DD",
        )


def one_each(
    group: np.ndarray[Any, Any], count: int, column: Column, good: np.ndarray[Any, Any],
    claims: Claims, label: str, ledger: Ledger, *, last: bool = False,
) -> list[str]:  # fmt: skip
    """One text per group: the first that is there (the last, with ``last``); others are told."""
    import numpy as np

    chosen = np.zeros(count, dtype=np.int64)
    there = np.flatnonzero(good & (column.codes != 0))
    walk = there if last else there[::-1]
    chosen[group[walk]] = column.codes[walk]
    other = there[column.codes[there] != chosen[group[there]]]
    if len(other) and not last:
        _, first = np.unique(
            group[other] * len(column.values) + column.codes[other], return_index=True
        )
        for place in np.sort(other[first]).tolist():
            kept = column.values[int(chosen[group[place]])]
            ledger.note_row(
                int(claims.rows[place]), label, column.text(place),
                f"contradicts an earlier row: {kept} is kept",
            )  # fmt: skip
    return [column.values[code] for code in chosen.tolist()]
