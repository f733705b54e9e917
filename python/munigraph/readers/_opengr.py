"""Reader of OpenGR: who took part in which joint arrangement in 2016, as the provinces told."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .._common.text import fold, slug, squeeze, within_one_edit
from ..registry._import_report import ImportReport, ReportBuilder
from ..registry._tables import (
    ARRANGEMENT_COLUMNS,
    MEMBERSHIP_COLUMNS,
    THEME_COLUMNS,
    RegisterTables,
    frame,
)
from ..registry._themes import ThemeMap
from ._bodies import Body, BodyIndex
from ._classifier import Classifier
from ._dutch import classified_columns, municipality_table, participants, propose, successions_among
from ._names import Match, NameMatcher
from ._splits import Mended, mend
from ._text import CsvTable, read_csv, repair_encoding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..registry._register import Register
    from ._dutch import MunicipalityTable

__all__ = ["opengr_tables", "read_opengr"]

VALID_FROM, VALID_TO = "2016-01-01", "2017-01-01"
"""The provinces answered in the course of 2016; the list is taken to hold for that year."""

PARTICIPANT, ARRANGEMENT, PROVINCE = "Deelnemer", "Gemeenschappelijke regeling", "Provincie"
POSTCODE, PLACE = "Postcode", "Plaats"
PROVINCES = (
    "Groningen", "Fryslân", "Drenthe", "Overijssel", "Flevoland", "Gelderland", "Utrecht",
    "Noord-Holland", "Zuid-Holland", "Zeeland", "Noord-Brabant", "Limburg",
)  # fmt: skip
CERTAIN = frozenset({"exact", "normalised", "alias"})


def read_opengr(
    path: str | os.PathLike[str],
    *,
    municipalities: MunicipalityTable = None,
    theme_map: ThemeMap | Mapping[str, str] | str | os.PathLike[str] | None = None,
    encoding: str = "utf-8",
) -> tuple[Register, ImportReport]:
    """Read `opengr_provincies.csv` of the Open State Foundation.

    One row is one participant of one arrangement. Every row ends as a membership, as a repetition
    of another row, or is left out with the reason; what was repaired on the way (double-encoded
    letters, blanks, spellings, lists cut at the wrong place) is in the report. Participants are
    matched at 2016-01-01 by the steps of `munigraph.names`. Arrangements hold from 2016-01-01 to
    2017-01-01, and have no official themes: all are proposed from the name.

    Parameters
    ----------
    path
        the CSV file.
    municipalities
        DataFrame or CSV `code, name, province, valid_from, valid_to`; None takes
        those of the package.
    theme_map
        which domain each theme belongs to; None takes the map of the package.
    encoding
        of the file.

    Raises
    ------
    DataError
        the file is missing, not in that encoding, lacks a column, or is no valid CSV.

    Examples
    --------
    >>> import munigraph as mg
    >>> register, report = mg.read_opengr("opengr_provincies.csv")  # doctest: +SKIP
    """
    themes = ThemeMap.of(theme_map)
    tables, report = opengr_tables(
        path, municipalities=municipalities, theme_map=themes, encoding=encoding
    )
    return tables.to_register(themes), report


def opengr_tables(
    path: str | os.PathLike[str],
    *,
    municipalities: MunicipalityTable = None,
    theme_map: ThemeMap | None = None,
    encoding: str = "utf-8",
) -> tuple[RegisterTables, ImportReport]:
    """The tables behind `read_opengr`."""
    source = read_csv(path, (PARTICIPANT, ARRANGEMENT, PROVINCE), encoding=encoding)
    table = municipality_table(municipalities)
    report = ReportBuilder(source.source)
    report.read(len(source))
    rows = list(_clean_rows(source, report))
    bodies = BodyIndex(row.arrangement for row in rows)
    matcher = NameMatcher(VALID_FROM, municipalities=table, bodies=bodies)
    memberships, others = _memberships(rows, matcher, report)
    classifier = Classifier.load()
    names = _arrangement_ids(rows, set(memberships["arrangement"]))
    themes = dict(zip(THEME_COLUMNS, propose(classifier, names), strict=True))
    unknown = ThemeMap.of(theme_map).resolve(themes["theme"])[1]
    result = RegisterTables(
        participants=participants(table, others),
        arrangements=frame(_arrangements(names, rows, classifier), ARRANGEMENT_COLUMNS),
        memberships=frame(memberships, MEMBERSHIP_COLUMNS),
        themes=frame(themes, THEME_COLUMNS),
        successions=successions_among(table),
        metadata={
            "licence": "ODC-PDDL-1.0",
            "source": "OpenGR 2016, as the provinces listed joint arrangements",
            "name": "OpenGR 2016",
            "valid_from": VALID_FROM,
            "valid_to": VALID_TO,
        },
    )
    return result, report.build(unknown)


@dataclass(frozen=True)
class _Row:
    number: int
    participant: str
    arrangement: str
    province: str
    postcode: str
    place: str

    @property
    def arrangement_id(self) -> str:
        return f"opengr:{slug(self.arrangement)}"


def _clean_rows(source: CsvTable, report: ReportBuilder) -> Iterator[_Row]:
    columns = []
    for column in (PARTICIPANT, ARRANGEMENT, PROVINCE, POSTCODE, PLACE):
        values = source.columns.get(column, [""] * len(source))
        columns.append(_clean_column(column, values, source.rows, report))
    for number, participant, arrangement, *rest in zip(source.rows, *columns, strict=True):
        if not participant or not arrangement:
            empty = PARTICIPANT if not participant else ARRANGEMENT
            report.leave_out(number, empty, "", "empty field")
            continue
        yield _Row(number, participant, arrangement, *rest)


def _clean_column(
    column: str, values: list[str], numbers: Sequence[int], report: ReportBuilder
) -> list[str]:
    clean = []
    for number, value in zip(numbers, values, strict=True):
        decoded = repair_encoding(value)
        if decoded != value:
            report.repair(number, column, value, decoded, "double-encoded UTF-8")
        text = squeeze(decoded)
        if text != decoded:
            report.repair(number, column, decoded, text, "stray blanks")
        if column == PROVINCE:
            province = _province(text)
            if province != text.removeprefix("Provincie "):
                report.repair(number, column, text, province, "typing error: province")
            text = province
        clean.append(text)
    return clean


def _province(text: str) -> str:
    name = text.removeprefix("Provincie ")
    if name in PROVINCES:
        return name
    found = [known for known in PROVINCES if within_one_edit(fold(name), fold(known))]
    return found[0] if len(found) == 1 else name


def _arrangement_ids(rows: list[_Row], with_members: set[str]) -> dict[str, str]:
    """Id → name of the arrangements of which any participant was taken."""
    names: dict[str, str] = {}
    for row in rows:
        if row.arrangement_id in with_members:
            names.setdefault(row.arrangement_id, row.arrangement)
    return names


def _memberships(
    rows: list[_Row], matcher: NameMatcher, report: ReportBuilder
) -> tuple[dict[str, list[str]], list[Body]]:
    """Columns `arrangement, participant`, and the bodies among the participants."""
    groups: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        groups[row.arrangement_id].append(row)
    columns: dict[str, list[str]] = {"arrangement": [], "participant": []}
    bodies: dict[str, Body] = {}
    for identifier, group in groups.items():
        members = _members(group, matcher, report)
        columns["arrangement"] += [identifier] * len(members)
        columns["participant"] += list(members)
        for found in members.values():
            if found.kind != "municipality":
                bodies[found.id] = Body(found.id, found.name, found.kind)
    return columns, list(bodies.values())


def _members(group: list[_Row], matcher: NameMatcher, report: ReportBuilder) -> dict[str, Match]:
    """The members of one arrangement (id → match), in the order of the rows."""
    matches = {row.number: matcher.match(row.participant, row.province) for row in group}
    fields = {row.number: row.participant for row in group if matches[row.number].step == "unknown"}
    present = {found.id: found.name for found in matches.values() if found.kind == "municipality"}

    def lookup(name: str) -> tuple[str, str] | None:
        found = matcher.municipality(name, group[0].province)
        return (found.id, found.name) if found.step in CERTAIN else None

    mended = mend(fields, present, lookup) if fields else {}
    members: dict[str, Match] = {}
    first_row: dict[str, int] = {}
    for row in group:
        if row.number in mended:
            found_here = [
                Match("split", code, matcher.name_of(code), "municipality")
                for code in mended[row.number].codes
            ]
            _report_mended(row, mended[row.number], matcher, report)
        else:
            found_here = [matches[row.number]]
            _report_match(row, matches[row.number], report)
        fresh = [found for found in found_here if found.found and found.id not in members]
        for found in fresh:
            members[found.id] = found
            first_row[found.id] = row.number
        if not fresh and any(found.found for found in found_here):
            before = first_row[found_here[0].id]
            report.merge(
                row.number, PARTICIPANT, row.participant, found_here[0].name,
                f"already a participant: row {before}",
            )  # fmt: skip
    return members


_REPAIRS = {
    "normalised": "name matched when normalised",
    "alias": "name matched by alias",
    "dissolved": "dissolved municipality",
    "typing_error": "typing error: municipality",
}


def _report_match(row: _Row, found: Match, report: ReportBuilder) -> None:
    if not found.found:
        rule = "ambiguous name" if found.step == "ambiguous" else "unknown participant"
        reason = f"{rule}: {found.reason}" if found.reason else rule
        report.leave_out(row.number, PARTICIPANT, row.participant, reason)
    elif found.step == "other":
        if found.reason:
            report.repair(
                row.number, PARTICIPANT, row.participant, found.name, "typing error: body"
            )
        elif found.name != row.participant:
            report.repair(
                row.number, PARTICIPANT, row.participant, found.name, "other spelling of a body"
            )
    elif found.step in _REPAIRS:
        reason = _REPAIRS[found.step]
        if found.step == "dissolved":
            reason = f"{reason}: {found.reason}"
        report.repair(row.number, PARTICIPANT, row.participant, found.name, reason)


def _report_mended(row: _Row, mended: Mended, matcher: NameMatcher, report: ReportBuilder) -> None:
    became = "; ".join(matcher.name_of(code) for code in mended.codes)
    if mended.codes:
        rule = "bad split, joined" if mended.rule == "joined" else "bad split, several names"
        report.repair(row.number, PARTICIPANT, row.participant, became, rule)
    elif mended.with_field is not None:
        report.merge(
            row.number, PARTICIPANT, row.participant, "",
            f"bad split, joined: with row {mended.with_field}",
        )  # fmt: skip
    else:
        owner = matcher.name_of(mended.piece_of)
        report.merge(
            row.number, PARTICIPANT, row.participant, owner, f"bad split, piece: of {owner}"
        )


def _arrangements(
    names: dict[str, str], rows: list[_Row], classifier: Classifier
) -> dict[str, list[str]]:
    obligation, rule, form = classified_columns(classifier, names.values())
    first: dict[str, _Row] = {}
    provinces: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        first.setdefault(row.arrangement_id, row)
        provinces[row.arrangement_id][row.province] += 1
    count = len(names)
    return {
        "id": list(names),
        "chain": list(names),
        "name": list(names.values()),
        "legal_form": form,
        "obligation": obligation,
        "valid_from": [VALID_FROM] * count,
        "valid_to": [VALID_TO] * count,
        "source": ["OpenGR 2016"] * count,
        "obligation_rule": rule,
        "reported_by": ["; ".join(sorted(provinces[identifier])) for identifier in names],
        "postcode": [first[identifier].postcode for identifier in names],
        "place": [first[identifier].place for identifier in names],
    }
