"""Readers of French intercommunality: the memberships of 2021, and the panel of EPCI by year."""

from __future__ import annotations

import itertools
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..registry._import_report import ImportReport, ReportBuilder
from ..registry._tables import (
    ARRANGEMENT_COLUMNS,
    MEMBERSHIP_COLUMNS,
    PARTICIPANT_COLUMNS,
    SUCCESSION_COLUMNS,
    THEME_COLUMNS,
    RegisterTables,
    frame,
)
from ._text import CsvTable, check_date, read_csv

if TYPE_CHECKING:
    import pandas as pd

    from ..registry._register import Register

__all__ = ["epci_panel_tables", "fr_membership_tables", "read_epci_panel", "read_fr_memberships"]

FORMS = {
    "CC": "communauté de communes",
    "CA": "communauté d'agglomération",
    "CU": "communauté urbaine",
    "METRO": "métropole",
    "MET69": "métropole de Lyon",
    "DISTRICT": "district",
    "CV": "communauté de villes",
    "SAN": "syndicat d'agglomération nouvelle",
    "SYNDICAT": "syndicat",
}
"""Legal forms in the files. All are public bodies (établissements publics, or a collectivité)."""

_SPELLINGS = {"MÉTROPOLE": "METRO", "METROPOLE": "METRO"}


def read_fr_memberships(
    path: str | os.PathLike[str], *, year: int = 2021, indirect: bool = True
) -> tuple[Register, ImportReport]:
    """Read communes in intercommunalities and syndicats (`arrangement_siren, legal_form, direct,
    insee`, one row per membership).

    Ids are INSEE codes of communes (`01004`, `2A004`) and SIREN numbers of arrangements; the
    département stands in the column `province`. Everything is in force in `year`. The file has no
    names: communes and arrangements are named by their form and number. It has no communes without
    any membership either, so isolates are unknown.

    Parameters
    ----------
    path
        the CSV file.
    year
        that the list describes.
    indirect
        whether to take memberships through an intercommunality (`direct` = 0).

    Raises
    ------
    DataError
        the file is missing, not UTF-8, lacks a column, or is no valid CSV.

    Examples
    --------
    >>> import munigraph as mg
    >>> register, report = mg.read_fr_memberships("membership_2021.csv")  # doctest: +SKIP
    """
    tables, report = fr_membership_tables(path, year=year, indirect=indirect)
    return tables.to_register(), report


def read_epci_panel(path: str | os.PathLike[str]) -> tuple[Register, ImportReport]:
    """Read tax-levying intercommunalities (EPCI) by year (`year, siren, legal_form, tax_model,
    insee, name`, one row per commune and year; `.gz` too).

    An arrangement's version lasts as long as its legal form and tax model in consecutive years of
    the panel, a membership as long as the commune is in it; years that the panel lacks are unknown.
    Ids of versions are SIREN number and first year (`200000172:2019`); the column `number` holds
    the SIREN number, and the name is that of the version's first year. Communes, which the panel
    gives no names, are named by their code. A chain follows the SIREN
    number, and across renumbering: where a number ends and another begins in the next year with
    exactly the same members, they are one chain. A commune whose code vanishes from the panel for
    good (nearly always by a merger) is in force until then; when it began is unknown.

    Raises
    ------
    DataError
        the file is missing, not UTF-8, lacks a column, has a year that is none, or is no
        valid CSV.

    Examples
    --------
    >>> import munigraph as mg
    >>> register, report = mg.read_epci_panel("epci_panel.csv.gz")  # doctest: +SKIP
    """
    tables, report = epci_panel_tables(path)
    return tables.to_register(), report


def fr_membership_tables(
    path: str | os.PathLike[str], *, year: int = 2021, indirect: bool = True
) -> tuple[RegisterTables, ImportReport]:
    """The tables behind `read_fr_memberships`."""
    source = read_csv(path, ("arrangement_siren", "legal_form", "direct", "insee"))
    report = ReportBuilder(source.source)
    report.read(len(source))
    valid_from, valid_to = f"{year}-01-01", f"{year + 1}-01-01"
    check_date(valid_from, source="year", row=None, column="year")
    table = _clean(source, "arrangement_siren", report)
    if not indirect:
        for row in table.loc[table["direct"] == "0", "row"]:
            report.leave_out(int(row), "direct", "0", "indirect membership")
        table = table[table["direct"] != "0"]
    table = _drop_repeated(table, ["siren", "insee"], report)

    arrangements = table.drop_duplicates("siren")
    forms = arrangements["legal_form"].tolist()
    sirens = arrangements["siren"].tolist()
    communes = sorted(set(table["insee"]))
    result = RegisterTables(
        participants=_communes(communes, communes, [""] * len(communes)),
        arrangements=frame(
            {
                "id": sirens,
                "chain": sirens,
                "name": [f"{FORMS[f]} {s}" for f, s in zip(forms, sirens, strict=True)],
                "legal_form": ["public_body"] * len(sirens),
                "valid_from": [valid_from] * len(sirens),
                "valid_to": [valid_to] * len(sirens),
                "source": ["BANATIC"] * len(sirens),
                "form": [FORMS[f] for f in forms],
            },
            ARRANGEMENT_COLUMNS,
        ),
        memberships=frame(
            {"arrangement": table["siren"], "participant": table["insee"]}, MEMBERSHIP_COLUMNS
        ),
        themes=frame({}, THEME_COLUMNS),
        successions=frame({}, SUCCESSION_COLUMNS),
        metadata={"name": f"France {year}", "valid_from": valid_from, "valid_to": valid_to},
    )
    return result, report.build()


def epci_panel_tables(path: str | os.PathLike[str]) -> tuple[RegisterTables, ImportReport]:
    """The tables behind `read_epci_panel`."""
    source = read_csv(path, ("year", "siren", "legal_form", "tax_model", "insee", "name"))
    report = ReportBuilder(source.source)
    report.read(len(source))
    years = {
        text: check_date(f"{text}-01-01", source=source.source, row=None, column="year")[:4]
        for text in sorted(set(source["year"]))
    }
    table = _clean(source, "siren", report)
    table["year"] = table["year"].map(years).astype(int)
    table = _drop_repeated(table, ["year", "siren", "insee"], report)
    elsewhere = table[table.duplicated(["year", "insee"])]
    for row, siren in elsewhere[["row", "siren"]].itertuples(index=False):
        report.note(int(row), "siren", siren, "commune in two EPCI in one year")

    position = {year: k for k, year in enumerate(sorted(set(table["year"])))}
    table["position"] = table["year"].map(position)
    versions = _versions(table)
    table = table.merge(versions[["siren", "position", "version"]], on=["siren", "position"])
    chains = _chains(table, report)
    result = RegisterTables(
        participants=_panel_communes(table, report),
        arrangements=_panel_arrangements(table, chains),
        memberships=_panel_memberships(table),
        themes=frame({}, THEME_COLUMNS),
        successions=frame({}, SUCCESSION_COLUMNS),
        metadata={"name": "EPCI by year", "years": sorted(position)},
    )
    return result, report.build()


def _clean(source: CsvTable, siren: str, report: ReportBuilder) -> pd.DataFrame:
    """Columns with repaired codes and forms, and `row`; rows without a code are left out."""
    import pandas as pd

    table = pd.DataFrame({name: pd.Series(v, dtype=object) for name, v in source.columns.items()})
    table = table.rename(columns={siren: "siren"})
    table["row"] = source.rows
    for column in table.columns.drop("row"):
        # Few distinct values: repair each once.
        became = {value: _repaired(column, value) for value in table[column].unique()}
        changed = {value: (new, rule) for value, (new, rule) in became.items() if new != value}
        if changed:
            where = table[column].isin(list(changed))
            for row, value in table.loc[where, ["row", column]].itertuples(index=False):
                report.repair(int(row), column, value, *changed[value])
            table[column] = table[column].map({value: new for value, (new, _) in became.items()})
    gone = pd.Series(False, index=table.index)
    for column in ("insee", "siren"):
        bad = ~table[column].map({v: _is_code(column, v) for v in table[column].unique()}) & ~gone
        for row, value in table.loc[bad, ["row", column]].itertuples(index=False):
            report.leave_out(int(row), column, value, "no valid code")
        gone |= bad
    strange = ~table["legal_form"].isin(list(FORMS)) & ~gone
    for row, value in table.loc[strange, ["row", "legal_form"]].itertuples(index=False):
        report.leave_out(int(row), "legal_form", value, "unknown legal form")
    return table[~(gone | strange)].copy()


def _repaired(column: str, value: str) -> tuple[str, str]:
    text = value.strip()
    if text != value:
        return _repaired(column, text)[0], "blanks around"
    if column == "insee" and len(text) == 4 and text.isdigit():
        return text.zfill(5), "code without its leading zero"
    if column == "legal_form" and text.upper() in _SPELLINGS:
        return _SPELLINGS[text.upper()], "other spelling of a legal form"
    if column == "legal_form" and text not in FORMS and text.upper() in FORMS:
        return text.upper(), "other spelling of a legal form"
    return text, ""


def _is_code(column: str, value: str) -> bool:
    if column == "siren":
        return len(value) == 9 and value.isdigit()
    corsica = value[:2] in ("2A", "2B") and value[2:].isdigit()
    return len(value) == 5 and (value.isdigit() or corsica)


def _drop_repeated(table: pd.DataFrame, key: Sequence[str], report: ReportBuilder) -> pd.DataFrame:
    repeated = table.duplicated(list(key))
    for row, insee in table.loc[repeated, ["row", "insee"]].itertuples(index=False):
        report.merge(int(row), "insee", insee, insee, "repeated membership")
    return table[~repeated].copy()


def _department(insee: str) -> str:
    return insee[:3] if insee.startswith("97") else insee[:2]


def _communes(codes: Sequence[str], names: Sequence[str], valid_to: Sequence[str]) -> pd.DataFrame:
    return frame(
        {
            "id": codes,
            "name": names,
            "kind": ["municipality"] * len(codes),
            "province": [_department(code) for code in codes],
            "valid_to": valid_to,
        },
        PARTICIPANT_COLUMNS,
    )


def _versions(table: pd.DataFrame) -> pd.DataFrame:
    """Per arrangement and year of the panel its version: `siren, position, version`."""
    states = table.drop_duplicates(["siren", "position"]).sort_values(["siren", "position"])
    first = (
        (states["siren"] != states["siren"].shift())
        | (states["position"] != states["position"].shift() + 1)
        | (states["legal_form"] != states["legal_form"].shift())
        | (states["tax_model"] != states["tax_model"].shift())
        | (states["year"] != states["year"].shift() + 1)
    )
    start = states["year"].where(first).ffill().astype(int).astype(str)
    states["version"] = states["siren"] + ":" + start
    return states


def _chains(table: pd.DataFrame, report: ReportBuilder) -> dict[str, str]:
    """SIREN number -> that of the first of its chain."""
    members = table.groupby(["position", "siren"])["insee"].agg(frozenset)
    row_of = table.drop_duplicates("siren").set_index("siren")["row"]
    previous: dict[str, str] = {}
    for position in range(1, int(table["position"].max()) + 1):
        before, after = members[position - 1], members[position]
        ended: dict[frozenset[str], list[str]] = {}
        for siren in before.index.difference(after.index):
            ended.setdefault(before[siren], []).append(siren)
        begun: dict[frozenset[str], list[str]] = {}
        for siren in after.index.difference(before.index):
            begun.setdefault(after[siren], []).append(siren)
        for who, new in begun.items():
            old = ended.get(who, [])
            if len(old) == len(new) == 1 and new[0] not in previous:
                previous[new[0]] = old[0]
                report.note(
                    int(row_of[new[0]]), "siren", new[0], f"new number, same members: {old[0]}"
                )
    chains = {}
    for siren in row_of.index:
        first, seen = siren, {siren}
        while first in previous and previous[first] not in seen:
            first = previous[first]
            seen.add(first)
        chains[siren] = first
    return chains


def _panel_communes(table: pd.DataFrame, report: ReportBuilder) -> pd.DataFrame:
    last = table.sort_values("year").drop_duplicates("insee", keep="last").sort_values("insee")
    years = sorted(set(table["year"]))
    following = dict(itertools.pairwise(years))
    valid_to = [
        f"{following[year]}-01-01" if year in following else "" for year in last["year"].tolist()
    ]
    for row, code, until in zip(last["row"], last["insee"], valid_to, strict=True):
        if until:
            report.note(int(row), "insee", code, f"code vanishes: {until}")
    codes = last["insee"].tolist()
    return _communes(codes, codes, valid_to)


def _panel_arrangements(table: pd.DataFrame, chains: dict[str, str]) -> pd.DataFrame:
    versions = table.sort_values("year").groupby("version", sort=True)
    first, last = versions.first(), versions["year"].max()
    forms = [FORMS[form] for form in first["legal_form"]]
    return frame(
        {
            "id": first.index.tolist(),
            "chain": [chains[siren] for siren in first["siren"]],
            "name": [
                name or f"{form} {siren}"
                for name, form, siren in zip(first["name"], forms, first["siren"], strict=True)
            ],
            "legal_form": ["public_body"] * len(first),
            "valid_from": [f"{year}-01-01" for year in first["year"]],
            "valid_to": [f"{year + 1}-01-01" for year in last],
            "source": ["EPCI by year"] * len(first),
            "number": first["siren"].tolist(),
            "form": forms,
            "tax_model": first["tax_model"].tolist(),
        },
        ARRANGEMENT_COLUMNS,
    )


def _panel_memberships(table: pd.DataFrame) -> pd.DataFrame:
    """Runs of consecutive years of one commune in one version."""
    rows = table.sort_values(["version", "insee", "year"])
    begins = (
        (rows["version"] != rows["version"].shift())
        | (rows["insee"] != rows["insee"].shift())
        | (rows["year"] != rows["year"].shift() + 1)
    )
    runs = rows.groupby(begins.cumsum())
    first, last = rows[begins], runs["year"].max()
    return frame(
        {
            "arrangement": first["version"].tolist(),
            "participant": first["insee"].tolist(),
            "valid_from": [f"{year}-01-01" for year in first["year"]],
            "valid_to": [f"{year + 1}-01-01" for year in last],
        },
        MEMBERSHIP_COLUMNS,
    )
