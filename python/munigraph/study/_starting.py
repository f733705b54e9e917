"""What a new study says about a register: the networks and choices that this register allows."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from ..registry._register import Register
from . import _data as data_step
from ._words import CONTRAST

_FEW = 3
"""Arrangements with ties that a domain, theme or obligation needs to get a network of its own."""

_MOST = 4
"""Domains or themes that get one."""


@dataclass(frozen=True)
class Start:
    """The sections of a new study that depend on its register, and remarks to write over them."""

    data: dict[str, Any]
    networks: dict[str, dict[str, Any]]
    grid: dict[str, list[Any]]
    title: str
    remarks: dict[str, str] = field(default_factory=dict)
    contrast: list[str] = field(default_factory=list)
    """Two domains to hold against each other, where the usual ones are not in the register."""


def start(register: str | os.PathLike[str], study: Path) -> Start:
    """What a study in the file ``study`` can say of a register (a name, or a path from here).

    Raises ``DataError`` for what is no register.
    """
    name = os.fspath(register)
    if Path(name).exists():
        name = Path(os.path.relpath(name, study.parent)).as_posix()
    section = {"register": name, "format": "auto"}
    read, _ = data_step._register(section, study.parent)
    return of_register(read, name)


def of_register(register: Register, name: str) -> Start:
    """The same of a register that is read already; ``name`` is what the study calls it."""
    date, why = _date(register)
    snapshot = register.at(date)
    tied = _tied(snapshot)
    networks: dict[str, dict[str, Any]] = {"whole": {"label": "all arrangements"}}
    grid: dict[str, list[Any]] = {"weighting": ["newman", "count", "binary"]}
    remarks = {"data": f"{register!r}; {why}."}
    parts, said = _parts(register, tied, snapshot)
    remarks["networks"] = said
    networks |= {
        _key(one): {"label": f"{one} domain" if kind == "domain" else one, kind: one}
        for kind, one in parts
    }
    if parts:
        kind = parts[0][0]
        grid[kind] = ["none", *(one for _, one in parts)]
    free = int((tied["obligation"] == "free").sum())
    if _FEW <= free < len(tied):
        networks["voluntary"] = {"label": "voluntary cooperation", "obligation": ["free"]}
        grid["obligation"] = ["none", "free"]
    elif (tied["obligation"] == "unknown").all():
        remarks["networks"] += " It does not say what statute demands, so none is told apart by it."
    grid["resolution"] = [0.5, 1.0, 2.0]
    title = f"Clusters of cooperation: {register.name if register.name != 'package' else name}"
    largest = [one for kind, one in parts if kind == "domain"][:2]
    usual = set(CONTRAST) <= {one for _, one in parts}
    contrast = largest if len(largest) == 2 and not usual else []
    return Start({"register": name, "date": date}, networks, grid, title, remarks, contrast)


def _tied(snapshot: Any) -> pd.DataFrame:
    """Arrangements in force in which two or more take part."""
    sizes = snapshot.memberships.groupby("arrangement")["participant"].nunique()
    table = snapshot.arrangements
    return table[table["id"].isin(sizes[sizes >= 2].index) & (table["kind"] == "cooperation")]


def _parts(
    register: Register, tied: pd.DataFrame, snapshot: Any
) -> tuple[list[tuple[str, str]], str]:
    """Domains (else themes) that are worth a network, and what is said of them."""
    themes = register.arrangement_themes
    themes = themes[themes["arrangement"].isin(tied["id"])]
    for column, kind in (("domain", "domain"), ("theme", "themes")):
        counts = themes.dropna(subset=[column]).groupby(column)["arrangement"].nunique()
        order = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
        told = ", ".join(f"{one} {count}" for one, count in order[:8])
        enough = [str(one) for one, count in order if _FEW <= count < len(tied)][:_MOST]
        if enough:
            more = ", …" if len(order) > 8 else ""
            return [(kind, one) for one in enough], f"Arrangements per {column}: {told}{more}."
    return [], "No domain or theme of this register has arrangements enough for a network."


def _date(register: Register) -> tuple[str, str]:
    """A day on which the register tells, and why this one."""
    first, last = register.usable_range
    if last is not None:
        end = min(_before(last), register.last_day or _before(last))
        return _july(end, first), "the last 1 July, or day, that it tells of"
    if register.last_day is not None:
        # A year is its 1 July, or the last day that the register tells of where that is earlier.
        return register.day(int(register.last_day[:4])), "the last 1 July, or day, that it tells of"
    days = sorted(_days(register))
    if days:
        return _next_july(days[-1]), "the 1 July after its latest date"
    today = datetime.date.today()
    return f"{today.year}-07-01", "it has no dates: any day gives the same arrangements"


def _days(register: Register) -> Iterator[str]:
    """Dates of memberships, and starts of those who take part."""
    members = register.memberships
    people = register.participants
    people = people[people["id"].isin(members["participant"])]
    for column in (members["valid_from"], members["valid_to"], people["valid_from"]):
        yield from (str(day)[:10] for day in column.dropna())


def _before(day: str) -> str:
    return (datetime.date.fromisoformat(day) - datetime.timedelta(days=1)).isoformat()


def _july(day: str, first: str | None) -> str:
    """The 1 July of that year or before it; never before ``first``: then the day itself."""
    year = int(day[:4])
    middle = f"{year:04}-07-01" if day[5:] >= "07-01" else f"{year - 1:04}-07-01"
    return middle if first is None or middle >= first else day


def _next_july(day: str) -> str:
    return f"{int(day[:4]) + (day[5:] > '07-01'):04}-07-01"


def _key(word: str) -> str:
    """A word as a bare key of TOML and a name of files."""
    key = "".join(c if c.isascii() and c.isalnum() else "_" for c in word.lower()).strip("_")
    return key or "part"
