"""Finding the participants of claims: each distinct name or code once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ._cells import Column
from ._claims import Claims
from ._expansion import expand, is_description
from ._found import Found, Places
from ._ledger import Ledger
from ._mapping import ColumnMapping
from ._no_places import NoPlaces
from ._pieces import are_others
from ._spellings import without_brackets
from ._words import names_nothing, names_total

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Finder"]

_REPAIRS = {
    "code": "code written in another way",
    "normalised": "name written in another way",
    "alias": "other name",
    "dissolved": "municipality that was merged",
    "other": "other body",
    "given": "by the mapping",
}

_NOBODY = (
    "no participant named", "more participants, without their names", "refers to another cell",
    "totals row",
)  # fmt: skip
_REFERS = re.compile(
    r"idem|dito|ditto|do\.|[\"”„]|(?:zie|siehe|s\.|voir|vedi|véase)\s.+|see\s(?:above|row|note|under)\b.*",
    re.IGNORECASE,
)
_PLACE = ("", "municipality")


class Finder:
    """Ids of participants as numbers; what was found, per distinct name, province and date."""

    def __init__(self, places: Places, mapping: ColumnMapping, ledger: Ledger) -> None:
        self._places = places
        self._mapping = mapping
        self._ledger = ledger
        self.ids: list[str] = []
        self._place: dict[str, int] = {}
        self.names: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self.candidates: dict[str, Found] = {}

    def number(self, id_: str) -> int:
        if id_ not in self._place:
            self._place[id_] = len(self.ids)
            self.ids.append(id_)
        return self._place[id_]

    def spread(self, claims: Claims) -> Claims:
        """Claims with descriptions ("alle gemeenten in de provincie Utrecht") as their members."""
        import numpy as np

        column = claims.fields.get("participant")
        if column is None or self._mapping.exact:
            return claims
        described = [code for code in column.used() if is_description(column.values[code])]
        described = [code for code in described if column.values[code] not in self._mapping.names]
        if not described:
            return claims
        years = claims.fields.get("year")
        where = np.isin(column.codes, described)
        chosen: list[int] = []
        texts: list[str] = []
        for place, hit in enumerate(where.tolist()):
            text = column.text(place)
            if not hit:
                chosen.append(place)
                texts.append(text)
                continue
            date = self._date(years.text(place) if years is not None else "")
            found = expand(text, self._places, date)
            row = int(claims.rows[place])
            label = claims.labels.get("participant", "participant")
            if found is None or not found.ids:
                chosen.append(place)
                texts.append(text)
                continue
            self._ledger.repair(
                row, label, text, f"{len(found.ids)} participants", "described members, written out"
            )
            chosen += [place] * len(found.ids)
            texts += found.ids
        spread = claims.take(np.array(chosen, dtype=np.int64))
        spread.fields["participant"] = Column.of_texts(texts)
        return spread

    def _date(self, year: str) -> str | None:
        return self._mapping.date or (f"{year}-01-01" if year else None)

    def find(self, claims: Claims, field: str, bad: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """A number per claim, -1 where nobody was found; those are marked in ``bad`` and told."""
        import numpy as np

        column = claims.fields[field]
        province = claims.fields.get("province") if field == "participant" else None
        year = claims.fields.get("year")
        keys = column.codes.astype(np.int64)
        for other in (province, year):
            if other is not None:
                keys = keys * len(other.values) + other.codes
        distinct, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        found = [
            self._one(
                column.text(place),
                province.text(place) if province is not None else "",
                self._date(year.text(place) if year is not None else ""),
            )
            for place in first.tolist()
        ]
        numbers = np.array([self.number(f.id) if f.id else -1 for f in found], dtype=np.int64)
        label = claims.labels.get(field, field)
        self._tell(claims, column, label, found, inverse, len(distinct), bad)
        return numbers[inverse] if len(numbers) else np.empty(0, dtype=np.int64)

    def _one(self, text: str, province: str, date: str | None) -> Found:
        names = self._mapping.names
        if text in names or text.strip() in names:
            id_ = names.get(text, names.get(text.strip(), ""))
            if not id_:
                return Found("", "unknown", reason="left out by the mapping")
            known = self._places.find(id_, date=date)
            found = Found(known.id or id_, "given", known.name, kind=known.kind)
        elif self._mapping.exact and text:
            return Found(text, "exact", "")
        elif names_nothing(text):
            return Found("", "unknown", reason="no participant named")
        elif are_others(text):
            return Found("", "unknown", reason="more participants, without their names")
        elif _REFERS.fullmatch(text.strip()):
            return Found("", "unknown", reason="refers to another cell")
        elif names_total(text):
            return Found("", "unknown", reason="totals row")
        else:
            if is_description(text):
                described = expand(text, self._places, date)
                if described is not None and not described.ids:
                    return Found("", "unknown", reason=described.reason or "stands for nobody")
            found = self._places.find(text, province=province, date=date)
            found = found if found.id else self._by_code(text, date) or found
        if found.id:
            if found.name:
                self.names.setdefault(found.id, found.name)
            if found.kind:
                self.kinds[found.id] = found.kind
        else:
            self.candidates.setdefault(text, found)
        return found

    def tell_other_names(self, claims: Claims, participant: np.ndarray[Any, Any]) -> None:
        """Tell of rows whose name is that of another place than their code: one of them is wrong,
        as where a column was sorted alone."""
        import numpy as np

        column = claims.fields.get("participant_name")
        if column is None or self._mapping.exact or isinstance(self._places, NoPlaces):
            return
        label = claims.labels.get("participant_name", "participant_name")
        years = claims.fields.get("year")
        keys = (participant + 1) * len(column.values) + column.codes
        _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        for number, place in enumerate(first.tolist()):
            text, own = column.text(place), int(participant[place])
            if own < 0 or names_nothing(text) or self.kinds.get(self.ids[own], "") not in _PLACE:
                continue
            date = self._date(years.text(place) if years is not None else "")
            named = self._places.find(text, date=date)
            if not named.id or named.id == self.ids[own]:
                continue
            called = self.names.get(self.ids[own], self.ids[own])
            for row in dict.fromkeys(claims.rows[np.flatnonzero(inverse == number)].tolist()):
                self._ledger.note_row(
                    row, label, text,
                    f"warning: another place than the code, which is kept: {called} "
                    f"({self.ids[own]}), not {named.name or text} ({named.id})",
                )  # fmt: skip

    def _by_code(self, text: str, date: str | None) -> Found | None:
        """The participant of "Utrecht (GM0344)", unless its name is that of another one."""
        split = without_brackets(text)
        if not split or not any(map(str.isdigit, split[1])):
            return None
        code = self._places.find(split[1], date=date)
        named = self._places.find(split[0], date=date)
        if not code.id or code.step not in ("code", "exact") or (named.id and named.id != code.id):
            return None
        return code._replace(step="code")

    def _tell(
        self, claims: Claims, column: Column, label: str, found: list[Found],
        inverse: np.ndarray[Any, Any], count: int, bad: np.ndarray[Any, Any],
    ) -> None:  # fmt: skip
        import numpy as np

        known = np.array([bool(f.id) for f in found], dtype=bool)
        told = np.array(
            [f.step in _REPAIRS and f.step != "other" for f in found], dtype=bool
        )  # fmt: skip
        if not count:
            return
        fresh = ~bad
        bad |= ~known[inverse]
        for place in np.flatnonzero((~known[inverse]) & fresh).tolist():
            one = found[inverse[place]]
            reason = one.reason or "not known"
            if one.candidates:
                near = ", ".join(
                    f"{name} ({id_}, {score:.2f})" for name, id_, score in one.candidates
                )
                reason = f"{reason}; near: {near}" if one.step == "unknown" else reason
            rule = "ambiguous name" if one.step == "ambiguous" else "unknown participant"
            text = column.text(place)
            if one.reason in _NOBODY:
                rule, reason = one.reason, ""
            full = f"{rule}: {reason}" if reason else rule
            self._ledger.fault(int(claims.rows[place]), label, text, full)
        for place in np.flatnonzero(told[inverse]).tolist():
            one = found[inverse[place]]
            became = one.id if one.step == "code" else one.name or one.id
            text = column.text(place)
            if became == text:
                continue
            reason = _REPAIRS[one.step] + (f": {one.reason}" if one.reason else "")
            if one.step == "code" and isinstance(self._places, NoPlaces):
                reason = "code with its zeros restored" if became.endswith(text) else reason
            self._ledger.repair(int(claims.rows[place]), label, text, became, reason)
