"""Reader of the Dutch register of government organisations (ROO): joint arrangements, flattened."""

from __future__ import annotations

import os
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from .._common.errors import DataError
from .._common.text import squeeze
from ..registry._import_report import ImportReport, ReportBuilder
from ..registry._tables import (
    ARRANGEMENT_COLUMNS,
    MEMBERSHIP_COLUMNS,
    THEME_COLUMNS,
    RegisterTables,
    frame,
)
from ..registry._themes import ThemeMap
from ..registry._vocabulary import LEGAL_FORMS_NL
from ._chains import Chains, Version
from ._classifier import Classifier
from ._dutch import municipality_table, participants, successions_among
from ._roo_participants import ParticipantJoin
from ._roo_xml import is_xml, read_roo_xml
from ._text import CsvTable, check_date, read_csv, repair_encoding

if TYPE_CHECKING:
    import pandas as pd

    from ..registry._register import Register
    from ._dutch import MunicipalityTable

__all__ = ["read_roo", "roo_tables"]

REQUIRED = (
    "gr_roo_id", "gr_name", "samenwerkingsvorm", "datum_inwerkingtreding",
    "datum_uitwerkingtreding", "previous_roo_id", "next_roo_id", "policy_areas",
    "participant_name", "participant_roo_id", "participant_tooi", "toetredings_datum",
)  # fmt: skip
VERSION_COLUMNS = REQUIRED[:8]
OWN_LIST = ("name", "roo_id", "tooi")
UNKNOWN_DATE = "1900-01-01"
"""What the register writes where it does not know a date."""


def read_roo(
    path: str | os.PathLike[str],
    *,
    municipalities: MunicipalityTable = None,
    theme_map: ThemeMap | Mapping[str, str] | str | os.PathLike[str] | None = None,
    encoding: str = "utf-8",
) -> tuple[Register, ImportReport]:
    """Read the register: its own export (XML), or flattened (CSV).

    The CSV has one row per version of an arrangement and participant; the XML is read into such
    rows, which count from 1 in the report.

    Each version becomes one row of `arrangements`; `chain` is the id of the first version. A
    version that overlaps the next of its chain ends where that begins; gaps stay. Participants are
    joined on their id in the register, so that those whose TOOI code is missing (most dissolved
    municipalities) are kept: by the list `roo_gemeenten.csv` beside the file where there is one,
    else by name. A dissolved municipality that the register still lists stays a member; a snapshot
    leaves it out, because the municipality is no longer in force. Themes: official policy areas,
    else those of the nearest version of the chain, else what the name proposes.

    Parameters
    ----------
    path
        the file. XML (``exportOO.xml``) is streamed; it needs the extra ``[tables]``.
    municipalities
        what becomes participants: DataFrame or CSV `code, name, province,
        valid_from, valid_to`; None takes those of the package. The register's own list is no
        such table (sentinel dates, no provinces): given here, it is used for joining only.
    theme_map
        which domain each theme belongs to; None takes the map of the package.
    encoding
        of a CSV file; XML says its own.

    Raises
    ------
    DataError
        the file is missing, not in that encoding, lacks a column, holds a date that is
        none, an unknown form, or two descriptions of one version.

    Examples
    --------
    >>> import munigraph as mg
    >>> register, report = mg.read_roo("exportOO.xml")  # doctest: +SKIP
    """
    themes = ThemeMap.of(theme_map)
    tables, report = roo_tables(
        path, municipalities=municipalities, theme_map=themes, encoding=encoding
    )
    return tables.to_register(themes), report


def roo_tables(
    path: str | os.PathLike[str],
    *,
    municipalities: MunicipalityTable = None,
    theme_map: ThemeMap | None = None,
    encoding: str = "utf-8",
) -> tuple[RegisterTables, ImportReport]:
    """The tables behind `read_roo`."""
    source = read_roo_xml(path) if is_xml(path) else read_csv(path, REQUIRED, encoding=encoding)
    table, own_list = _municipality_tables(municipalities, Path(path))
    report = ReportBuilder(source.source)
    report.read(len(source))
    columns = _clean(source, report)
    chains = Chains(_versions(source, columns), source.source)
    _close_overlaps(chains, columns, source, report)
    join = ParticipantJoin(table, own_list)
    memberships = _memberships(source, columns, chains, join, report)
    kept = set(memberships["arrangement"])
    versions = [version for version in chains.ordered if version.id in kept]
    classifier = Classifier.load()
    themes = _themes(chains, versions, classifier)
    unknown = ThemeMap.of(theme_map).resolve(themes["theme"])[1]
    result = RegisterTables(
        participants=participants(table, join.bodies),
        arrangements=frame(_arrangements(versions, chains, classifier), ARRANGEMENT_COLUMNS),
        memberships=frame(memberships, MEMBERSHIP_COLUMNS),
        themes=frame(themes, THEME_COLUMNS),
        successions=successions_among(table),
        metadata={
            "name": "Register van Overheidsorganisaties",
            "limits": "The register was being filled in these years: a start may be the day on "
            "which an arrangement was entered, and what is missing need not have been missing.",
            "licence": "CC0-1.0",
            "source": "Register van Overheidsorganisaties (organisaties.overheid.nl)",
        },
    )
    return result, report.build(unknown)


def _municipality_tables(
    given: MunicipalityTable, path: Path
) -> tuple[pd.DataFrame, CsvTable | None]:
    """The municipalities that become participants, and the register's own list if there is one."""
    if isinstance(given, str | os.PathLike):
        table = read_csv(given)
        if "roo_id" in table.columns and "code" not in table.columns:
            return municipality_table(None), read_csv(given, OWN_LIST)
    beside = path.parent / "roo_gemeenten.csv"
    own_list = read_csv(beside, OWN_LIST) if beside.is_file() else None
    return municipality_table(given), own_list


def _clean(source: CsvTable, report: ReportBuilder) -> dict[str, list[str]]:
    """The columns without broken letters, stray blanks and sentinel dates; dates are checked."""
    return {column: _clean_column(column, source[column], source, report) for column in REQUIRED}


def _clean_column(
    column: str, values: list[str], source: CsvTable, report: ReportBuilder
) -> list[str]:
    became: dict[str, str] = {}
    reasons: dict[str, str] = {}
    first_rows = dict(zip(reversed(values), reversed(source.rows), strict=True))
    for value in dict.fromkeys(values):
        decoded = repair_encoding(value)
        text = squeeze(decoded)
        if text != value:
            broken = decoded != value
            reasons[value] = "double-encoded UTF-8" if broken else "stray blanks"
        if column.startswith("datum_") or column == "toetredings_datum":
            check_date(text, source=source.source, row=first_rows[value], column=column)
            if text == UNKNOWN_DATE:
                text, reasons[value] = "", "sentinel date: not known"
        became[value] = text
    if reasons:
        for row, value in zip(source.rows, values, strict=True):
            if value in reasons:
                report.repair(row, column, value, became[value], reasons[value])
    return [became[value] for value in values]


def _versions(source: CsvTable, columns: dict[str, list[str]]) -> list[Version]:
    versions: dict[str, Version] = {}
    described: dict[str, tuple[str, ...]] = {}
    for row, *fields in zip(
        source.rows, *(columns[column] for column in VERSION_COLUMNS), strict=True
    ):
        identifier, name, form, start, end, previous, following, areas = fields
        if described.setdefault(identifier, tuple(fields)) != tuple(fields):
            _raise_for_two_descriptions(described[identifier], fields, source.source, row)
        if identifier in versions:
            continue
        if not identifier or not name:
            raise DataError(
                "a version without an id or a name", source=source.source, row=row,
                column="gr_name" if identifier else "gr_roo_id", expected="both",
            )  # fmt: skip
        themes = tuple(dict.fromkeys(filter(None, map(squeeze, areas.split(";")))))
        versions[identifier] = Version(
            identifier, name, form, start, end, previous, following, themes, row
        )
    return list(versions.values())


def _raise_for_two_descriptions(
    first: tuple[str, ...], second: list[str], source: str, row: int
) -> None:
    pairs = zip(VERSION_COLUMNS, first, second, strict=True)
    column, before, after = next(pair for pair in pairs if pair[1] != pair[2])
    raise DataError(
        f"two descriptions of version {first[0]}", source=source, row=row, column=column,
        value=after, expected=f"'{before}', as in its first row",
    )  # fmt: skip


def _close_overlaps(
    chains: Chains, columns: dict[str, list[str]], source: CsvTable, report: ReportBuilder
) -> None:
    """Let a version end where the next of its chain begins, and note what else is odd."""
    ends: dict[str, str] = {}
    for chain in chains:
        for version in chain:
            if version.valid_from and version.valid_from == version.valid_to:
                report.note(version.row, "datum_uitwerkingtreding", version.valid_to,
                            "never in force: begins and ends on one day")  # fmt: skip
        for version, following in pairwise(chain):
            start, end = following.valid_from, version.valid_to
            if start and (not end or start < end) and start >= version.valid_from:
                ends[version.id] = start
            elif end and start > end:
                report.note(following.row, "datum_inwerkingtreding", start,
                            f"gap in the chain: nothing in force from {end}")  # fmt: skip
    for row, identifier, end in zip(
        source.rows, columns["gr_roo_id"], columns["datum_uitwerkingtreding"], strict=True
    ):
        if identifier in ends:
            report.repair(row, "datum_uitwerkingtreding", end, ends[identifier],
                          "overlap in the chain: ends where the next begins")  # fmt: skip
    for identifier, end in ends.items():
        chains.end(identifier, end)


def _memberships(
    source: CsvTable,
    columns: dict[str, list[str]],
    chains: Chains,
    join: ParticipantJoin,
    report: ReportBuilder,
) -> dict[str, list[str]]:
    """Columns `arrangement, participant, valid_from`."""
    result: dict[str, list[str]] = {"arrangement": [], "participant": [], "valid_from": []}
    periods = {version.id: (version.valid_from, version.valid_to) for version in chains.ordered}
    first_row: dict[tuple[str, str], int] = {}
    names = ("gr_roo_id", "participant_name", "participant_roo_id", "participant_tooi",
             "toetredings_datum")  # fmt: skip
    for row, identifier, name, roo_id, tooi, accession in zip(
        source.rows, *(columns[column] for column in names), strict=True
    ):
        start, end = periods[identifier]
        if end and end < start:
            report.leave_out(row, "datum_uitwerkingtreding", end, "ends before it begins")
            continue
        if not name:
            report.leave_out(row, "participant_name", "", "no participant")
            continue
        joined = join.find(name, roo_id, tooi)
        if not joined.id:
            report.leave_out(row, "participant_name", name, joined.how)
            continue
        before = first_row.setdefault((identifier, joined.id), row)
        if before != row:
            report.merge(row, "participant_name", name, joined.name,
                         f"already a participant: row {before}")  # fmt: skip
            continue
        if joined.how and joined.note:
            report.note(row, "participant_name", name, joined.how)
        elif joined.how:
            report.repair(row, "participant_tooi", tooi, joined.id, joined.how)
        if end and accession >= end:
            report.note(row, "toetredings_datum", accession,
                        "accession after the version ended: never in force")  # fmt: skip
        result["arrangement"].append(identifier)
        result["participant"].append(joined.id)
        result["valid_from"].append(accession)
    return result


def _themes(
    chains: Chains, versions: list[Version], classifier: Classifier
) -> dict[str, list[str]]:
    """Columns `arrangement, theme, basis`: official, else inherited, else proposed."""
    official = {version.id: version.themes for version in chains.ordered}
    proposed = {version.id: classifier.themes(version.name) for version in chains.ordered}
    columns: dict[str, list[str]] = {column: [] for column in THEME_COLUMNS}
    for version in versions:
        themes, basis = version.themes, "official"
        if not themes:
            themes, basis = chains.nearest(version, official), "inherited"
        if not themes:
            themes, basis = chains.nearest(version, proposed), "proposed"
        columns["arrangement"] += [version.id] * len(themes)
        columns["theme"] += themes
        columns["basis"] += [basis] * len(themes)
    return columns


def _arrangements(
    versions: list[Version], chains: Chains, classifier: Classifier
) -> dict[str, list[str]]:
    obligations = [classifier.obligation(version.name) for version in versions]
    return {
        "id": [version.id for version in versions],
        "chain": [chains.chain_of(version.id) for version in versions],
        "name": [version.name for version in versions],
        "legal_form": [_legal_form(version, classifier) for version in versions],
        "obligation": [obligation for obligation, _ in obligations],
        "valid_from": [version.valid_from for version in versions],
        "valid_to": [version.valid_to for version in versions],
        "source": ["ROO"] * len(versions),
        "obligation_rule": [rule for _, rule in obligations],
        "form": [version.form for version in versions],
    }


def _legal_form(version: Version, classifier: Classifier) -> str:
    """The stated form; a light arrangement that calls itself one is a centrumregeling.

    Its host is not stated, so that its structure stays a clique.
    """
    form = LEGAL_FORMS_NL.get(version.form, "unknown")
    if form in ("arrangement_only", "unknown"):
        by_name = classifier.legal_form(version.name)
        if by_name == "host_municipality":
            return by_name
    return form
