"""Reader of RegioAtlas: the divisions of the Netherlands in 2016, municipality by municipality."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .._common.errors import DataError
from .._common.text import fold, near, slug, squeeze
from .._common.toml import DATA, read_toml
from .._common.words import check_word
from ..registry._import_report import ImportReport, ReportBuilder
from ..registry._tables import (
    ARRANGEMENT_COLUMNS,
    MEMBERSHIP_COLUMNS,
    THEME_COLUMNS,
    RegisterTables,
    frame,
)
from ..registry._themes import ThemeMap
from ..registry._vocabulary import (
    ARRANGEMENT_KINDS,
    LEGAL_FORMS,
    OBLIGATIONS,
    STRUCTURES,
)
from ._dutch import municipality_table, participants, successions_among
from ._names import NameMatcher
from ._text import CsvTable, read_csv, repair_encoding

if TYPE_CHECKING:
    from ..registry._register import Register
    from ._dutch import MunicipalityTable

__all__ = ["read_regioatlas", "regioatlas_tables"]

VALID_FROM, VALID_TO = "2016-01-01", "2017-01-01"
"""The divisions are of the municipalities of 2016; they are taken to hold for that year."""

NAME, CODE, SIZE = "Gemeente", "CBS", "Inwoneraantal van regio"
NO_REGION = frozenset(
    {"", "geen", "geen regio", "n v t", "nvt", "niet van toepassing", "niet ingedeeld", "onbekend"}
)
"""Values (folded) that say that a municipality belongs to no region."""


def read_regioatlas(
    folder: str | os.PathLike[str],
    *,
    domains: str | Iterable[str] | None = None,
    municipalities: MunicipalityTable = None,
    theme_map: ThemeMap | Mapping[str, str] | str | os.PathLike[str] | None = None,
    encoding: str = "utf-8",
) -> tuple[Register, ImportReport]:
    """Read the folders `Sociaal`, `Fysiek`, `Veiligheid` and `Bestuurlijk` of RegioAtlas.

    One row places one municipality in one region; a region is an arrangement. Divisions that are no
    cooperation (COROP, courts, police, …) come in as `kind="division"`; one that copies another is
    read once. The two lists of centre municipalities come in as stars whose host is the
    municipality that gives the region its name. A municipality may be in several regions of one
    division. Municipalities are joined on their code. All regions hold from 2016-01-01 to
    2017-01-01. The theme is the folder and the division, such as `Sociaal | GGD's`.

    Parameters
    ----------
    folder
        the folder with the domain folders, or one domain folder.
    domains
        which domain folders to read, by their name (`Sociaal`) or by the domain that they
        stand for (`social`); None reads all that are there.
    municipalities
        DataFrame or CSV `code, name, province, valid_from, valid_to`; None takes
        those of the package.
    theme_map
        which domain each theme belongs to; None takes the map of the package.
    encoding
        of the files.

    Raises
    ------
    DataError
        the folder or a file is missing, not in that encoding, or lacks a column.
    ValueError
        no such domain.

    Examples
    --------
    >>> import munigraph as mg
    >>> register, report = mg.read_regioatlas("regioatlas")  # doctest: +SKIP
    """
    themes = ThemeMap.of(theme_map)
    tables, report = regioatlas_tables(
        folder, domains=domains, municipalities=municipalities, theme_map=themes, encoding=encoding
    )
    return tables.to_register(themes), report


def regioatlas_tables(
    folder: str | os.PathLike[str],
    *,
    domains: str | Iterable[str] | None = None,
    municipalities: MunicipalityTable = None,
    theme_map: ThemeMap | None = None,
    encoding: str = "utf-8",
) -> tuple[RegisterTables, ImportReport]:
    """The tables behind `read_regioatlas`."""
    themes = ThemeMap.of(theme_map)
    table = municipality_table(municipalities)
    builder = _Builder(NameMatcher(VALID_FROM, municipalities=table), Path(folder).name)
    for domain, path in _files(Path(folder), domains, themes):
        builder.add(domain, path, encoding)
    arrangements, memberships, theme_rows = builder.columns()
    result = RegisterTables(
        participants=participants(table, ()),
        arrangements=frame(arrangements, ARRANGEMENT_COLUMNS),
        memberships=frame(memberships, MEMBERSHIP_COLUMNS),
        themes=frame(theme_rows, THEME_COLUMNS),
        successions=successions_among(table),
        metadata={
            "licence": "ODC-PDDL-1.0",
            "source": "RegioAtlas 2016",
            "name": "RegioAtlas 2016",
            "valid_from": VALID_FROM,
            "valid_to": VALID_TO,
        },
    )
    return result, builder.report.build(themes.resolve(theme_rows["theme"])[1])


def _files(
    folder: Path, domains: str | Iterable[str] | None, themes: ThemeMap
) -> list[tuple[str, Path]]:
    """(domain folder, file) in the order of reading: listed files first, as they are listed."""
    if not folder.is_dir():
        raise DataError("no such folder", source=str(folder), expected="the folder of RegioAtlas")
    inner = {path.name: path for path in sorted(folder.iterdir()) if any(path.glob("*.csv"))}
    if not inner and any(folder.glob("*.csv")):
        inner = {folder.name: folder}
    if not inner:
        raise DataError(
            "no CSV files", source=str(folder), expected="folders such as Sociaal with CSV files"
        )
    chosen = [inner[name] for name in _chosen(inner, domains, themes)]
    order = {name: place for place, name in enumerate(_described())}
    found = [(path.name, file) for path in chosen for file in sorted(path.glob("*.csv"))]
    return sorted(found, key=lambda pair: (order.get(pair[1].stem, len(order)), pair[1].name))


def _chosen(
    folders: Iterable[str], domains: str | Iterable[str] | None, themes: ThemeMap
) -> list[str]:
    names = list(folders)
    if domains is None:
        return names
    chosen: dict[str, None] = {}
    for wanted in [domains] if isinstance(domains, str) else domains:
        fits = [
            name for name in names
            if name.casefold() == wanted.casefold() or themes.domain_of(name) == wanted
        ]  # fmt: skip
        if not fits:
            known = sorted({*names, *filter(None, map(themes.domain_of, names))})
            similar = near(wanted, known, 1)
            hint = f"did you mean '{similar[0]}'? " if similar else ""
            raise ValueError(f"unknown domain '{wanted}'; {hint}one of {', '.join(known)}")
        chosen.update(dict.fromkeys(fits))
    return list(chosen)


@dataclass(frozen=True)
class _Place:
    """One row: a municipality in a region."""

    row: int
    code: str
    region: str


class _Builder:
    """Collects the tables file by file."""

    def __init__(self, matcher: NameMatcher, source: str) -> None:
        self.report = ReportBuilder(source)
        self._matcher = matcher
        self._arrangements: dict[str, list[str]] = defaultdict(list)
        self._memberships: dict[str, list[str]] = defaultdict(list)
        self._themes: dict[str, list[str]] = defaultdict(list)
        self._divisions: dict[frozenset[frozenset[str]], str] = {}

    def columns(self) -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, list[str]]]:
        """Columns of arrangements, memberships and themes."""
        empty: dict[str, list[str]] = {"arrangement": [], "theme": [], "basis": []}
        return self._arrangements, self._memberships, self._themes or empty

    def add(self, domain: str, path: Path, encoding: str) -> None:
        """Read one file."""
        table = read_csv(path, (NAME, CODE), encoding=encoding)
        title = _title(table)
        self.report.read(len(table))
        described = _described().get(path.stem)
        if described is None and len(table):
            self.report.note(1, title, "", "file not described: taken as cooperation", path.name)
        facts = described or {}
        places = self._places(table, title)
        regions: dict[str, list[_Place]] = defaultdict(list)
        for place in places:
            regions[slug(place.region)].append(place)
        if facts.get("kind") == "division" and self._is_copy(path.name, title, regions):
            return
        for key, members in regions.items():
            identifier = f"regioatlas:{path.stem}:{key}"
            self._add_arrangement(identifier, members[0].region, path.stem, title, domain, facts)
            self._add_members(identifier, members, facts.get("structure") == "star", table.source)
        self._note_several(places, title, table.source)

    def _places(self, table: CsvTable, title: str) -> list[_Place]:
        regions = [self._clean(row, title, value, table.source)
                   for row, value in zip(table.rows, table[title], strict=True)]  # fmt: skip
        places: list[_Place] = []
        seen: dict[tuple[str, str], int] = {}
        for row, name, code, region in zip(
            table.rows, table[NAME], table[CODE], regions, strict=True
        ):
            if fold(region) in NO_REGION:
                self.report.leave_out(row, title, region, "no region", table.source)
                continue
            found = self._municipality(row, squeeze(name), squeeze(code), table.source)
            if not found:
                continue
            before = seen.setdefault((found, slug(region)), row)
            if before == row:
                places.append(_Place(row, found, region))
            else:
                self.report.merge(row, title, region, region,
                                  f"already in the region: row {before}", table.source)  # fmt: skip
        return places

    def _clean(self, row: int, column: str, value: str, source: str) -> str:
        decoded = repair_encoding(value)
        if decoded != value:
            self.report.repair(row, column, value, decoded, "double-encoded UTF-8", source)
        text = squeeze(decoded)
        if text != decoded:
            self.report.repair(row, column, decoded, text, "stray blanks", source)
        return text

    def _municipality(self, row: int, name: str, code: str, source: str) -> str:
        if not code.isdigit() or len(code) > 4:
            return self._by_name(row, name, code, source)
        padded = f"GM{code.zfill(4)}"
        if len(code) < 4:
            self.report.repair(row, CODE, code, code.zfill(4), "code without its zeros", source)
        if not self._matcher.in_force(padded):
            self.report.leave_out(
                row, CODE, code, f"no municipality in force on {VALID_FROM}: {name}", source
            )
            return ""
        found = self._matcher.municipality(name, self._matcher.province_of(padded))
        if found.found and found.id != padded:
            reason = f"name and code differ, the code decides: {self._matcher.name_of(padded)}"
            self.report.note(row, NAME, name, reason, source)
        return padded

    def _by_name(self, row: int, name: str, code: str, source: str) -> str:
        found = self._matcher.municipality(name)
        if not found.found:
            reason = f"no code, and the name does not tell: {found.reason}"
            self.report.leave_out(row, CODE, code, reason, source)
            return ""
        self.report.repair(row, CODE, code, found.id, f"no code: {found.step} name", source)
        return found.id

    def _is_copy(self, file: str, title: str, regions: dict[str, list[_Place]]) -> bool:
        groups = frozenset(frozenset(p.code for p in places) for places in regions.values())
        before = self._divisions.setdefault(groups, file)
        if before == file or not groups:
            return False
        for places in regions.values():
            for place in places:
                self.report.merge(place.row, title, place.region, "",
                                  f"copy of another division: {before}", file)  # fmt: skip
        return True

    def _add_arrangement(
        self,
        identifier: str,
        region: str,
        stem: str,
        title: str,
        domain: str,
        facts: Mapping[str, str],
    ) -> None:
        values = {
            "id": identifier,
            "chain": identifier,
            "name": f"{title}: {region}",
            "kind": facts.get("kind", "cooperation"),
            "legal_form": facts.get("legal_form", "unknown"),
            "structure": facts.get("structure", "clique"),
            "obligation": facts.get("obligation", "unknown"),
            "valid_from": VALID_FROM,
            "valid_to": VALID_TO,
            "source": "RegioAtlas 2016",
            "division": stem,
            "region": region,
        }
        for column, value in values.items():
            self._arrangements[column].append(value)
        theme = {
            "arrangement": identifier,
            "theme": f"{domain} | {title}",
            "basis": "official",
        }
        for column, value in theme.items():
            self._themes[column].append(value)

    def _add_members(self, identifier: str, places: list[_Place], star: bool, source: str) -> None:
        host = self._host(places[0], source) if star else ""
        members = {place.code: "member" for place in places}
        if host and host not in members:
            self.report.note(places[0].row, CODE, places[0].region,
                             "host that is in another region itself", source)  # fmt: skip
        if host:
            members[host] = "host"
        for code, role in members.items():
            self._memberships["arrangement"].append(identifier)
            self._memberships["participant"].append(code)
            self._memberships["role"].append(role)

    def _host(self, place: _Place, source: str) -> str:
        found = self._matcher.municipality(place.region)
        if not found.found:
            self.report.note(place.row, CODE, place.region,
                             "host not known: no ties", source)  # fmt: skip
        return found.id

    def _note_several(self, places: list[_Place], title: str, source: str) -> None:
        counts = Counter(place.code for place in places)
        for place in places:
            if counts[place.code] > 1:
                reason = f"in {counts[place.code]} regions: {self._matcher.name_of(place.code)}"
                self.report.note(place.row, title, place.region, reason, source)


def _title(table: CsvTable) -> str:
    others = [name for name in table.columns if name not in (NAME, CODE, SIZE)]
    if len(others) != 1:
        raise DataError(
            "not one column of regions", source=table.source, row=1,
            value=", ".join(table.columns), expected=f"{NAME}, {CODE}, one division, {SIZE}",
        )  # fmt: skip
    return others[0]


@lru_cache(maxsize=1)
def _described() -> dict[str, dict[str, Any]]:
    files: dict[str, dict[str, Any]] = read_toml(DATA / "regioatlas_nl.toml")["files"]
    for facts in files.values():
        check_word("kind of arrangement", facts.get("kind", "cooperation"), ARRANGEMENT_KINDS)
        check_word("legal form", facts.get("legal_form", "unknown"), LEGAL_FORMS)
        check_word("structure", facts.get("structure", "clique"), STRUCTURES)
        check_word("obligation", facts.get("obligation", "unknown"), OBLIGATIONS)
    return files
