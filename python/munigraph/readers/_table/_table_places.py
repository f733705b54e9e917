"""A table of places of one's own: ``id, name``, perhaps province, dates, population, position."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..._common.errors import DataError
from ..._common.text import fold
from ._codes import CodeBook, code_of
from ._dates import read_dates
from ._found import Found
from ._numbers import read_numbers
from ._region import Region, find_region
from ._source import open_source
from ._spellings import (
    cleaned,
    code_and_name,
    loose_spellings,
    name_key,
    near_names,
    plain_key,
    without_brackets,
    without_footnote,
)  # fmt: skip
from ._words import VOCABULARIES, field_of, header_kind, words

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TablePlaces", "place_columns"]

_OWN = {
    "id": "id", "code": "id", "name": "name", "naam": "name", "nom": "name", "kind": "kind",
    "valid_from": "valid_from", "valid_to": "valid_to", "alias": "alias", "aliases": "alias",
    "participant": "id", "participant_name": "name", "participant_kind": "kind",
    "participant_from": "valid_from", "participant_to": "valid_to",
}  # fmt: skip
_FROM_FIELDS = {
    "participant_name": "name", "participant_kind": "kind", "valid_from": "valid_from",
    "valid_to": "valid_to", "joined": "valid_from", "left": "valid_to", "province": "province",
    "population": "population", "population_year": "population_year", "lon": "lon", "lat": "lat",
}  # fmt: skip


def place_columns(labels: list[str]) -> dict[str, str]:
    """Column → what it is in a table of places; other columns keep their own names."""
    found: dict[str, str] = {}
    for label in labels:
        what = _OWN.get(label.strip().casefold()) or _FROM_FIELDS.get(field_of(label), "")
        if not what and field_of(label) == "participant":
            what = "id" if header_kind(label) == "participant_code" else "name"
        if what and what not in found.values():
            found[label] = what
    return found


class TablePlaces:
    """Places of a table.

    A place with several rows has several periods; the register holds one participant from the first
    day to the last.
    """

    def __init__(self, table: Any, *, successions: Any = None) -> None:
        import pandas as pd

        self.about = f"places of {os.path.basename(table)}" if isinstance(table, str) else "places"
        region = self._region(table)
        roles = place_columns(region.labels)
        by_role = {what: label for label, what in roles.items()}
        if "id" not in by_role and "name" not in by_role:
            raise DataError(
                "a table of places without ids or names", source=self.about,
                expected=f"a column id, code or name; it has {', '.join(region.labels)}",
            )  # fmt: skip
        by_role.setdefault("id", by_role.get("name", ""))
        by_role.setdefault("name", by_role["id"])
        self._rows = pd.DataFrame(
            {what: self._read(region, what, label) for what, label in by_role.items()}
        )
        for label in region.labels:
            if label not in roles and label not in self._rows:
                self._rows[label] = [cleaned(text) for text in region.column(label).texts()]
        self._rows = self._rows[self._rows["id"] != ""].reset_index(drop=True)
        for column in ("valid_from", "valid_to", "province"):
            if column not in self._rows:
                self._rows[column] = ""
        self._codes = CodeBook(self._rows["id"].unique())
        self._successions = successions
        self.notes: list[str] = []
        self._index()

    @staticmethod
    def _region(table: Any) -> Region:
        for sheet in open_source(table).sheets:
            region = find_region(sheet)
            if region is not None and region.rows:
                return region
        raise DataError("no places in the table", source="places", expected="a row per place")

    def _read(self, region: Region, what: str, label: str) -> Any:
        column = region.column(label)
        if what in ("valid_from", "valid_to"):
            dates = read_dates(column, end=what == "valid_to")
            wrong = {**dates.clocks, **dates.bad}
            if wrong or dates.undecided:
                example = dates.undecided or column.values[next(iter(wrong))]
                raise DataError(
                    "not a date that is decided", source=self.about, column=label, value=example,
                    expected="dates as YYYY-MM-DD",
                )  # fmt: skip
            return [dates.days[code] for code in column.codes.tolist()]
        if what in ("population", "population_year", "lon", "lat"):
            numbers = read_numbers(
                column, whole=what.startswith("population"),
                header=label if what == "population" else "",
            )  # fmt: skip
            if numbers.refused:
                raise DataError(
                    numbers.refused, source=self.about, column=label, value=numbers.example,
                    expected="numbers without separators between thousands",
                )  # fmt: skip
            nan = float("nan")
            values = [nan if value is None else value for value in numbers.values]
            return [values[code] for code in column.codes.tolist()]
        texts = [cleaned(text) for text in column.values]
        if what == "kind":
            known = words().vocabularies[VOCABULARIES["participant_kind"]]
            texts = [known.get(fold(text), text) for text in texts]
        return [texts[code] for code in column.codes.tolist()]

    def _index(self) -> None:
        self._periods: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._names: dict[str, set[str]] = defaultdict(set)
        self._name_of: dict[str, str] = {}
        self._province: dict[str, str] = {}
        aliases = self._rows["alias"] if "alias" in self._rows else [""] * len(self._rows)
        columns = self._rows[["id", "name", "province", "valid_from", "valid_to"]]
        for (id_, name, province, start, end), alias in zip(
            columns.itertuples(index=False), aliases, strict=True
        ):
            self._periods[id_].append((start, end))
            self._name_of[id_] = name
            self._province[id_] = province
            for spelling in (name, *alias.split(";")):
                if spelling.strip():
                    self._names[plain_key(spelling)].add(id_)
        several = [id_ for id_, periods in self._periods.items() if len(periods) > 1]
        if several:
            self.notes.append(
                f"{len(several)} places have several periods, such as {several[0]}: each is one "
                "participant, from its first day to its last"
            )

    def prepare(self, texts: Iterable[str], header: str) -> None:
        """Nothing: the table is known beforehand."""

    def _in_force(self, id_: str, date: str | None) -> bool:
        if date is None:
            return True
        return any(start <= date and (not end or date < end) for start, end in self._periods[id_])

    def find(self, text: str, *, province: str = "", date: str | None = None) -> Found:
        name = without_footnote(cleaned(text))
        code = self._codes.find(name)
        if code is not None:
            step = "exact" if code == text else "code" if code_of(name) else "normalised"
            return self._carried(code, step, date)
        both = code_and_name(cleaned(text))
        if both is not None and (code := self._codes.find(both[0])) is not None:
            named = self.find(both[1], province=province, date=date)
            if named.id and named.id == self._carried(code, "code", date).id:
                return named._replace(step="code")
        for spelling in self._spellings(name):
            ids = self._names.get(plain_key(spelling), set())
            present = {id_ for id_ in ids if self._in_force(id_, date)} or ids
            if len(present) > 1 and province:
                here = {i for i in present if name_key(self._province[i]) == name_key(province)}
                present = here or present
            if len(present) == 1:
                id_ = next(iter(present))
                step = "exact" if self._name_of[id_] == text else "normalised"
                return self._carried(id_, step, date)
            if present:
                listed = ", ".join(sorted(present))
                candidates = tuple((self._name_of[i], i, 1.0) for i in sorted(present))
                return Found(
                    "", "ambiguous", reason=f"{name} may be {listed}", candidates=candidates
                )
        if self._codes.looks_like_code(name):
            return Found("", "unknown", reason=f"no place has the code {name}")
        known = {key: next(iter(ids)) for key, ids in self._names.items() if len(ids) == 1}
        candidates = tuple(
            (self._name_of[id_], id_, score) for _, id_, score in near_names(name, known)
        )
        return Found("", "unknown", reason="no place has this name", candidates=candidates)

    @staticmethod
    def _spellings(name: str) -> Iterable[str]:
        yield name
        split = without_brackets(name)
        if split is not None:
            yield split[0]
        yield from loose_spellings(name)

    def _carried(self, id_: str, step: str, date: str | None) -> Found:
        """The place itself, or the one that it became by the date."""
        name = self._name_of[id_]
        if self._in_force(id_, date) or self._successions is None:
            return Found(id_, step, name)
        assert date is not None
        ends: set[str] = set()
        todo, seen = [id_], {id_}
        table = self._successions[["date", "from", "to"]].astype(str)
        while todo:
            one = todo.pop()
            for _, old, new in table[table["from"] == one].itertuples(index=False):
                if new in self._periods and new not in seen:
                    seen.add(new)
                    (ends.add if self._in_force(new, date) else todo.append)(new)
                del old
        if len(ends) == 1:
            end = ends.pop()
            return Found(
                end, "dissolved", self._name_of[end], f"{name} became {self._name_of[end]}"
            )
        return Found(id_, step, name)

    def table(self) -> pd.DataFrame | None:
        """One row per place: the last known values, from the first day to the last."""
        rows = self._rows.drop(columns="alias", errors="ignore")
        table = rows.drop_duplicates("id", keep="last").reset_index(drop=True)
        first, last = {}, {}
        for id_, periods in self._periods.items():
            starts, ends = zip(*periods, strict=True)
            first[id_] = "" if "" in starts else min(starts)
            last[id_] = "" if "" in ends else max(ends)
        table["valid_from"] = table["id"].map(first)
        table["valid_to"] = table["id"].map(last)
        if "kind" in table:
            table["kind"] = table["kind"].where(table["kind"] != "", "municipality")
        else:
            table["kind"] = "municipality"
        return table

    def successions(self) -> pd.DataFrame | None:
        return self._successions

    def names(self) -> Iterable[str]:
        return {name_key(name) for name in self._name_of.values()}

    def in_province(self, province: str, date: str | None) -> list[str] | None:
        wanted = name_key(province)
        found = [
            id_ for id_, name in self._province.items()
            if (not wanted or name_key(name) == wanted) and self._in_force(id_, date)
        ]  # fmt: skip
        known = not wanted or any(name_key(name) == wanted for name in self._province.values())
        return sorted(found) if known else None
