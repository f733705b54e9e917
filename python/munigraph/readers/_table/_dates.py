"""Dates as people write them, by stated rules; what is not decided is refused."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..._common.dates import TIME_OF_DAY, clock_fault, without_clock, without_midnight
from ..._common.text import fold, squeeze
from ._cells import Column
from ._words import words

__all__ = [
    "LAST_DAY", "SINCE", "UNTIL", "Dates", "day_order", "is_open", "looks_like_date", "read_dates",
    "says_last_day", "year_of",
]  # fmt: skip

_YEAR = re.compile(r"(\d{4})(?:\.0+)?")
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0+)?")
_COMPACT_MONTH = re.compile(r"((?:1[5-9]|20|21)\d\d)(0[1-9]|1[0-2])(?:\.0+)?")
_DAYS = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4})")
_SHORT = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}")
_SERIAL = re.compile(r"(\d{5})(?:\.(\d+))?")
_NAMED = re.compile(
    r"(?:(\d{1,2})(?:er|e|st|nd|rd|th|\.|º|°)?[\s\-/]+(?:of |de )?)?"
    r"([^\W\d_]{3,})\.?,?[\s\-/]+(?:del? )?(\d{4})"
)
_NAMED_SHORT = re.compile(r"(?:\d{1,2}[\s\-/.]+)?([^\W\d_]{3,})\.?[\s\-/'’]+\d{2}")
_PART = re.compile(
    r"(?:([QKT])\s?([1-4])|([HS])\s?([12])"
    r"|([1-4])(?:e|er|ère|re|ème|nd|st|rd|th|\.|º|°)?\s?"
    r"(kwartaal|kw\.?|quarter|qtr\.?|quartal|trimestre|trim\.?|halfjaar|helft|half|halbjahr|semestre))"
    r"(?:\s?(?:van|of|de|del|di)\s|[\s\-/.']*)(\d{4})",
    re.IGNORECASE,
)
"""A quarter or half of a year, its year behind it: "Q3 2019", "3e kwartaal 2019", "H1 2019"."""
_PART_BEHIND = re.compile(r"(\d{4})[\s\-/.]*(.*\S)")
_WEEKDAY = re.compile(
    r"(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|ma|di|wo|do|vr|za|zo"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|mi|fr|sa|so"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica"
    r"|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)[.,]*\s+(?=\d|[^\W\d_]{3,}\.?\s+\d)",
    re.IGNORECASE,
)
_NAMED_US = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "januari january janvier januar gennaio enero jan janv gen ene",
            "februari february fevrier februar febbraio febrero feb fevr febr",
            "maart march mars marz maerz marzo mrt mar mrz", "april avril aprile abril apr avr abr",
            "mei may mai maggio mayo mag",
            "juni june juin giugno junio jun giu", "juli july juillet luglio julio jul juil lug",
            "augustus august aout agosto aug ago",
            "september septembre settembre septiembre setiembre sept sep set",
            "oktober october octobre ottobre octubre okt oct ott",
            "november novembre noviembre nov",
            "december decembre dezember dicembre diciembre dec dez dic",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_EPOCH = datetime.date(1899, 12, 30)
LAST_DAY = "last day"
"""Kind of a cell whose end is the last day that is in ("t/m 31-12-2018")."""
_LAST = (
    r"t\s?/\s?m|t\.?\s?e\.?\s?m\.?|tot en met|through|thru|up to and including"
    r"|bis einschlie(?:ß|ss)lich|bis und mit"
)
SINCE = re.compile(
    r"(?:vanaf|sinds|per|m\.?i\.?v\.?|met ingang van|van|from|since|as of|depuis(?: le)?|"
    r"à partir de|du|"
    r"seit|ab|von|dal|dall'|da|desde(?: el)?|del?)\s+(.+)",
    re.IGNORECASE,
)
UNTIL = re.compile(
    rf"(?:({_LAST})|tot|until|till|up to|to|jusqu['’ ]?(?:en|au|à)|bis(?: zum)?"
    r"|fino (?:al?|all')|hasta(?: el)?)\s+(.+)",
    re.IGNORECASE,
)
"""Words before an end, and the end; the first group is there where they say that it is in."""
_SAYS_LAST = re.compile(
    rf"(?<!\w)(?:{_LAST}|last day|laatste dag|dernier jour|letzter tag)(?!\w)", re.IGNORECASE
)
_NEVER = ("9999-12-31", "9999-01-01", "2999-12-31", "2099-12-31", "3000-01-01", "2100-01-01")


@dataclass
class Dates:
    """A day per distinct value, ``YYYY-MM-DD``; "" where there is none."""

    days: list[str]
    bad: dict[int, str] = field(default_factory=dict)
    """Code of a value that is no date, and why."""
    clocks: dict[int, str] = field(default_factory=dict)
    """Code of a value with a time of day or a time zone, and which of them: no day is sure."""
    times: int = 0
    """Starts with a time of day in no zone, which is left out."""
    undecided: str = ""
    """A value whose day and month nothing tells apart, or ""."""
    inclusive: bool = False
    """Whether whole dates were read as last days."""


def day_order(columns: Iterable[Column]) -> bool | None:
    """Whether the day comes before the month in these columns; None: nothing decides, or they
    contradict each other."""
    votes = set()
    for column in columns:
        for code in column.used():
            text = _stripped(column.values[code])
            if words_before := SINCE.fullmatch(text) or UNTIL.fullmatch(text):
                text = _stripped(words_before.group(words_before.re.groups))
            found = _DAYS.fullmatch(text)
            if not found:
                continue
            first, second = int(found.group(1)), int(found.group(3))
            if found.group(2) == "." or (first > 12 and second <= 12):
                votes.add(True)
            elif second > 12 and first <= 12:
                votes.add(False)
    return votes.pop() if len(votes) == 1 else None


def read_dates(
    column: Column, *, end: bool = False, day_first: bool | None = None, ends: str | None = None
) -> Dates:
    """The days of a column.

    As a start, a year, a half or quarter of it and a month are their first day. As an end
    (``end``), they are inclusive: 2014 ends on 2015-01-01. Whole dates as an end are the first day
    that is out, unless more of them are the last day of a month than the first: then they are last
    days, and the next day is taken (``ends`` = "inclusive" or "exclusive" decides). ``-``, "heden",
    9999-12-31 and the
    like are open ends. Words before a date ("since", "t/m") do not count, but for those that say
    that the end is in. Five digits are a serial number of Excel. A time zone is
    refused, and so is a time of day as an end, but for midnight; as a start it is on its day.

    Parameters
    ----------
    day_first
        whether 01-02-2014 is 1 February; None: the column decides (13-01-2014 does).
    """
    order = day_order([column]) if day_first is None else day_first
    parsed: list[tuple[str, str] | None] = [None] * len(column.values)
    found = Dates([""] * len(column.values))
    last = {code for code, kind in enumerate(column.kinds) if kind == LAST_DAY}
    for code in column.used():
        text = _stripped(column.values[code])
        if found_words := (UNTIL if end else SINCE).fullmatch(text):
            text = _stripped(found_words.group(found_words.re.groups))
            if end and found_words.group(1):
                last.add(code)
        if not text or is_open(text):
            continue
        if text[:10] in _NEVER:
            text = text[:10]
        if fault := clock_fault(text):
            if end or fault != TIME_OF_DAY:
                found.clocks[code] = fault
                continue
            found.times += 1
            text = without_clock(text)
        try:
            parsed[code] = _parse(text, order, end)
        except _ClockError:
            found.clocks[code] = TIME_OF_DAY
        except _UndecidedError:
            found.undecided = found.undecided or column.values[code]
        except ValueError as error:
            found.bad[code] = str(error)
    if end:
        found.inclusive = ends == "inclusive" if ends else _are_last_days(column, parsed)
    for code, pair in enumerate(parsed):
        if pair is not None:
            found.days[code] = _edge(pair, end, found.inclusive or code in last)
    return found


def year_of(text: str) -> int | None:
    """The year that a text names, alone or at either end ("2018", "2018.0", "peiljaar 2018")."""
    text = squeeze(text)
    if whole := _YEAR.fullmatch(text):
        year = int(whole.group(1))
        return year if 1500 <= year <= 2200 else None
    found = re.findall(r"(?<!\d)((?:1[5-9]|20|21)\d{2})(?!\d)", text)
    return int(found[0]) if len(set(found)) == 1 else None


class _UndecidedError(ValueError):
    pass


class _ClockError(ValueError):
    pass


def _stripped(text: str) -> str:
    """A text without midnight and without the name of a weekday in front. A time of day stays, so
    that it is refused: the day may be another where it is read."""
    return _WEEKDAY.sub("", without_midnight(squeeze(text)).strip(), count=1)


def is_open(text: str) -> bool:
    """Whether a text says that there is no end, or that none is known."""
    known = words()
    key = text.casefold()
    return key in known.open or key in known.missing or fold(text) in known.open


def _parse(text: str, day_first: bool | None, end: bool) -> tuple[str, str]:
    """Precision (``year``, ``month``, ``day``) and the first day."""
    if found := _YEAR.fullmatch(text):
        year = int(found.group(1))
        if year == 9999:
            return "open", ""
        return "year", _day(year, 1, 1)
    if found := _ISO.fullmatch(text):
        return "day", _day(*map(int, found.groups()))
    if (found := _COMPACT.fullmatch(text)) and 1 <= int(found.group(2)) <= 12:
        return "day", _day(*map(int, found.groups()))
    if found := _DAYS.fullmatch(text):
        first, second, year = int(found.group(1)), int(found.group(3)), int(found.group(4))
        if first == second or day_first is not None:
            day, month = (first, second) if day_first is not False else (second, first)
            return "day", _day(year, month, day)
        raise _UndecidedError(text)
    if found := _YEAR_MONTH.fullmatch(text) or _COMPACT_MONTH.fullmatch(text):
        return "month", _day(int(found.group(1)), int(found.group(2)), 1)
    if found := _MONTH_YEAR.fullmatch(text):
        return "month", _day(int(found.group(2)), int(found.group(1)), 1)
    if found := _SERIAL.fullmatch(text):
        serial = int(found.group(1))
        if 10_000 <= serial <= 73_050:
            if end and found.group(2) and found.group(2).strip("0"):
                raise _ClockError(text)
            return "day", (_EPOCH + datetime.timedelta(days=serial)).isoformat()
    return _named(text)


def _part_of_year(text: str) -> tuple[str, str] | None:
    """Precision (``quarter``, ``half``) and first day of a part of a year, or None."""
    if behind := _PART_BEHIND.fullmatch(text):
        text = f"{behind[2]} {behind[1]}"
    found = _PART.fullmatch(text)
    if found is None:
        return None
    _, quarters, half, halves, count, word, year = found.groups()
    number = int(quarters or halves or count)
    if half or (word and word.casefold().startswith(("hal", "hel", "sem"))):
        return ("half", _day(int(year), 6 * number - 5, 1)) if number <= 2 else None
    return "quarter", _day(int(year), 3 * number - 2, 1)


def _named(text: str) -> tuple[str, str]:
    if part := _part_of_year(text):
        return part
    if (found := _NAMED.fullmatch(text)) and fold(found.group(2)) in _MONTHS:
        month = _MONTHS[fold(found.group(2))]
        year = int(found.group(3))
        if found.group(1):
            return "day", _day(year, month, int(found.group(1)))
        return "month", _day(year, month, 1)
    if (found := _NAMED_US.fullmatch(text)) and fold(found.group(1)) in _MONTHS:
        return "day", _day(int(found.group(3)), _MONTHS[fold(found.group(1))], int(found.group(2)))
    short = _NAMED_SHORT.fullmatch(text)
    if _SHORT.fullmatch(text) or (short and fold(short[1]) in _MONTHS):
        raise ValueError("a year of two digits")
    if len(re.findall(r"(?<!\d)\d{4}(?!\d)", text)) > 1:
        raise ValueError("several dates in one cell")
    raise ValueError("no date")


def looks_like_date(text: str) -> bool:
    """Whether a text has the shape of a date, of whatever precision and order."""
    text = _WEEKDAY.sub("", text, count=1)
    if found := _YEAR.fullmatch(text):
        return 1500 <= int(found.group(1)) <= 2200
    if any(form.fullmatch(text) for form in (_ISO, _DAYS, _YEAR_MONTH, _MONTH_YEAR, _SHORT)):
        return True
    if _part_of_year(text):
        return True
    named = _NAMED.fullmatch(text) or _NAMED_US.fullmatch(text) or _NAMED_SHORT.fullmatch(text)
    return named is not None and any(fold(part or "") in _MONTHS for part in named.groups())


def says_last_day(label: str) -> bool:
    """Whether the name of a column of ends says that they are the last days ("Tot en met")."""
    return _SAYS_LAST.search(squeeze(label)) is not None


def _day(year: int, month: int, day: int) -> str:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        raise ValueError("no day of the calendar") from None


def _are_last_days(column: Column, parsed: list[tuple[str, str] | None]) -> bool:
    counts = column.counts()
    last = first = 0
    for code, pair in enumerate(parsed):
        if pair is None or pair[0] != "day" or pair[1] in _NEVER:
            continue
        day = datetime.date.fromisoformat(pair[1])
        last += int(counts[code]) * ((day + datetime.timedelta(days=1)).day == 1)
        first += int(counts[code]) * (day.day == 1)
    return last > first


def _edge(pair: tuple[str, str], end: bool, inclusive: bool) -> str:
    precision, text = pair
    if precision == "open" or (end and text in _NEVER):
        return ""
    if not end:
        return text
    day = datetime.date.fromisoformat(text)
    if day.year >= 9998:
        return ""
    if precision == "year":
        return f"{day.year + 1:04d}-01-01"
    if months := {"month": 1, "quarter": 3, "half": 6}.get(precision):
        last = day.month - 1 + months
        return _day(day.year + last // 12, last % 12 + 1, 1)
    return (day + datetime.timedelta(days=1)).isoformat() if inclusive else text
