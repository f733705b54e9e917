"""Facts about Dutch municipalities that ship with the package, and the register `nl-2020`.

The tables cover 2010-01-01 to 2026-01-01. Codes, provinces and dates follow Statistics
Netherlands. Population (rounded to hundreds) and seats are approximate: fit for size classes,
distances and a point map, not for rates.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from .._common.toml import DATA
from ..registry._tables import (
    ARRANGEMENT_COLUMNS,
    MEMBERSHIP_COLUMNS,
    PARTICIPANT_COLUMNS,
    SUCCESSION_COLUMNS,
    THEME_COLUMNS,
    RegisterTables,
    frame,
)
from ._text import CsvTable, read_csv

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "aliases",
    "former_names",
    "municipalities",
    "municipality_participants",
    "nl2020_tables",
    "population_places",
    "succession_table",
    "successions",
]

NL2020_LIMITS = (
    "Who cooperated with whom in the Netherlands in 2020, compiled from public knowledge: "
    "in force from 2020-01-01 to 2021-01-01. 45 of the 461 arrangements are marked `mostly` in "
    "`sure` (a member or two may be wrong). Nine placements that could not be confirmed are left "
    "out (six around Harderwijk in shelter, Heusden and Echt-Susteren in school drop-out, Uitgeest "
    "in domestic violence). Twelve legal forms are unknown. The voluntary part is a selection, so "
    "counts of voluntary arrangements mean nothing."
)


@cache
def _table(name: str) -> CsvTable:
    return read_csv(DATA / name)


def _frame(name: str) -> pd.DataFrame:
    import pandas as pd

    columns = _table(name).columns
    return pd.DataFrame({key: pd.Series(values, dtype=object) for key, values in columns.items()})


def municipalities() -> pd.DataFrame:
    """Every Dutch municipality that existed on or after 2009-12-31: DataFrame `code, name,
    disambiguation, province, valid_from, valid_to` (text; empty: before 2010, or still there).

    Examples
    --------
    >>> import munigraph as mg
    >>> mg.datasets.municipalities().query("name == 'Delfzijl'")["code"].tolist()
    ['GM0010']
    """
    import pandas as pd

    ended = _frame("nl/nl_municipalities_ended_2010-01-01.csv")
    both = pd.concat([_frame("nl/nl_municipalities.csv"), ended], ignore_index=True)
    return both.sort_values("code", ignore_index=True)


def successions() -> pd.DataFrame:
    """Municipal reorganisations from 2010: DataFrame `date, from_code, to_code, kind, share, note`
    (text; share of the residents, rounded, where known).

    Examples
    --------
    >>> import munigraph as mg
    >>> list(mg.datasets.successions().columns)
    ['date', 'from_code', 'to_code', 'kind', 'share', 'note']
    """
    return _frame("nl/nl_successions.csv")


def aliases() -> pd.DataFrame:
    """Other spellings of municipalities: DataFrame `alias, code, why`.

    None of them is another municipality's name.

    Examples
    --------
    >>> import munigraph as mg
    >>> list(mg.datasets.aliases().columns)
    ['alias', 'code', 'why']
    """
    return _frame("nl/nl_aliases.csv")


def former_names() -> pd.DataFrame:
    """Municipalities that ended before 2010 and still occur in registers: DataFrame `name,
    valid_to, successor` (text). A selection.

    Examples
    --------
    >>> import munigraph as mg
    >>> list(mg.datasets.former_names().columns)
    ['name', 'valid_to', 'successor']
    """
    return _frame("nl/nl_former_names.csv")


def population_places() -> pd.DataFrame:
    """DataFrame `code, population, population_year, seat, lon, lat, sure` (numbers as float64).

    Examples
    --------
    >>> import munigraph as mg
    >>> list(mg.datasets.population_places().columns)
    ['code', 'population', 'population_year', 'seat', 'lon', 'lat', 'sure']
    """
    places = _frame("nl/nl_population_places.csv")
    numbers = ["population", "population_year", "lon", "lat"]
    return places.astype(dict.fromkeys(numbers, "float64"))


def municipality_participants(table: pd.DataFrame | None = None) -> pd.DataFrame:
    """Municipalities as the participants of a register, one row each, ordered by code.

    Parameters
    ----------
    table
        municipalities as `municipalities()` gives them (needs `code` and `name`); None takes
        those. Population and seats come from the package where the table has none. Names that
        several municipalities share get their disambiguation (`Bergen (NH.)`).
    """
    base = municipalities() if table is None else table.sort_values("code", ignore_index=True)
    joined = base[["code"]].merge(population_places(), on="code", how="left")
    columns = {
        "id": base["code"],
        "name": _distinct_names(base),
        "kind": ["municipality"] * len(base),
    }
    for name in ("population", "population_year", "lon", "lat"):
        columns[name] = base[name] if name in base else joined[name]
    for name in ("province", "valid_from", "valid_to"):
        columns[name] = base[name] if name in base else [""] * len(base)
    return frame(columns, PARTICIPANT_COLUMNS)


def _distinct_names(base: pd.DataFrame) -> list[str]:
    shared = base["name"].duplicated(keep=False)
    marks = base["disambiguation"] if "disambiguation" in base else [""] * len(base)
    return [
        f"{name} ({mark})" if twice and mark else name
        for name, mark, twice in zip(base["name"], marks, shared, strict=True)
    ]


def succession_table() -> pd.DataFrame:
    """Successions as a register has them: DataFrame `date, from, to, kind, share, share_of`."""
    import pandas as pd

    table = successions()
    share = pd.to_numeric(table["share"].where(table["share"] != ""))
    columns = {
        "date": table["date"],
        "from": table["from_code"],
        "to": table["to_code"],
        "kind": table["kind"],
        "share": share,
        "share_of": ["population" if known else "" for known in share.notna()],
    }
    return frame(columns, SUCCESSION_COLUMNS)


def nl2020_tables() -> RegisterTables:
    """The register that ships with the package: 461 arrangements and 4,024 memberships of the 355
    municipalities in force on 2020-01-01, with `scheme` and `sure` beside the standard columns.

    Its limits stand in `metadata["limits"]`; say them wherever it is used. Cost: some 50 ms.
    """
    listed = _table("nl-2020/arrangements.csv")
    count = len(listed)
    during = {"valid_from": ["2020-01-01"] * count, "valid_to": ["2021-01-01"] * count}
    source = ["nl-2020"] * count
    arrangements = frame(
        {**listed.columns, "chain": listed["id"], **during, "source": source}, ARRANGEMENT_COLUMNS
    )
    memberships = frame(_table("nl-2020/memberships.csv").columns, MEMBERSHIP_COLUMNS)
    return RegisterTables(
        participants=municipality_participants(),
        arrangements=arrangements,
        memberships=memberships,
        themes=_nl2020_themes(),
        successions=succession_table(),
        metadata={
            "name": "nl-2020",
            "limits": NL2020_LIMITS,
            "licence": "CC0-1.0",
            "source": "compiled from public knowledge for munigraph",
        },
    )


def _nl2020_themes() -> pd.DataFrame:
    listed = _table("nl-2020/arrangement_themes.csv")
    themes = [
        # The source uses `transport` for two things, told apart by the domain beside it.
        "transport | target_group" if theme == "transport" and domain == "social" else theme
        for theme, domain in zip(listed["theme"], listed["domain"], strict=True)
    ]
    columns = {
        "arrangement": listed["arrangement"],
        "theme": themes,
        "basis": ["official"] * len(listed),
    }
    return frame(columns, THEME_COLUMNS)
