"""The municipalities that ship with the package, as places of an import."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..._common.text import fold
from .._bodies import BodyIndex
from .._names import NameMatcher
from ._codes import CodeBook, code_of
from ._found import Found
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

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DutchPlaces"]

_PROVINCES = {
    "gr": "Groningen", "fr": "Fryslân", "frl": "Fryslân", "dr": "Drenthe", "ov": "Overijssel",
    "fl": "Flevoland", "gld": "Gelderland", "gd": "Gelderland", "ut": "Utrecht", "utr": "Utrecht",
    "nh": "Noord-Holland", "zh": "Zuid-Holland", "ze": "Zeeland", "zld": "Zeeland", "zl": "Zeeland",
    "nb": "Noord-Brabant", "lb": "Limburg", "li": "Limburg", "l": "Limburg", "friesland": "Fryslân",
    "brabant": "Noord-Brabant", "o": "Overijssel", "g": "Gelderland", "u": "Utrecht",
    "f": "Fryslân", "d": "Drenthe", "n h": "Noord-Holland", "z h": "Zuid-Holland",
    "n br": "Noord-Brabant",
}  # fmt: skip
_ADJECTIVES = {
    "groningse": "Groningen", "groninger": "Groningen", "friese": "Fryslân", "fryske": "Fryslân",
    "drentse": "Drenthe", "overijsselse": "Overijssel", "flevolandse": "Flevoland",
    "gelderse": "Gelderland", "utrechtse": "Utrecht", "noord hollandse": "Noord-Holland",
    "zuid hollandse": "Zuid-Holland", "zeeuwse": "Zeeland", "brabantse": "Noord-Brabant",
    "noord brabantse": "Noord-Brabant", "limburgse": "Limburg",
}  # fmt: skip
_COUNTRY = frozenset(
    {"nederland", "het land", "nederlandse", "the netherlands", "netherlands", "heel nederland"}
)


class DutchPlaces:
    """Dutch municipalities from 2010, and provinces, water boards and other bodies by name."""

    about = "the package's Dutch municipalities"

    def __init__(self) -> None:
        from .. import _facts as facts

        self._municipalities = facts.municipalities()
        self._codes = CodeBook(self._municipalities["code"])
        self._matchers: dict[str | None, NameMatcher] = {}
        self._bodies = BodyIndex()
        self._seen: dict[str, tuple[str, str]] = {}
        self._provinces = {fold(p): p for p in self._municipalities["province"].unique() if p}

    def prepare(self, texts: Iterable[str], header: str) -> None:
        """Nothing: the table is known beforehand."""

    def _matcher(self, date: str | None) -> NameMatcher:
        if date not in self._matchers:
            self._matchers[date] = NameMatcher(
                date, municipalities=self._municipalities, bodies=self._bodies
            )
        return self._matchers[date]

    def find(self, text: str, *, province: str = "", date: str | None = None) -> Found:
        own = cleaned(text)
        # A code in brackets has the form of a footnote: "Bunnik [12]" has none, "Bunnik [312]" has.
        both = code_and_name(own)
        if both is not None and (code := self._codes.find(both[0])) is not None:
            named = self.find(both[1], province=province, date=date)
            coded = self.find(code, date=date)
            among = {id_ for _, id_, _ in named.candidates} if named.step == "ambiguous" else set()
            if coded.id and coded.id in {named.id, *among}:
                return Found(coded.id, "code", coded.name, coded.reason)
        name = without_footnote(own)
        matcher = self._matcher(date)
        parts = code_of(name)
        if parts is not None and parts[0] in ("", "GM"):
            code = self._codes.find(name)
            if code is None:
                shown = f"GM{parts[1].zfill(4)}"
                return Found("", "unknown", reason=f"no municipality has the code {shown}")
            found = matcher.by_code(code)
            if not found.found:
                return Found("", found.step, reason=found.reason)
            if found.id != code:
                return Found(found.id, "dissolved", found.name, found.reason)
            return Found(code, "exact" if code == text else "code", found.name)
        return self._by_name(text, name, province, date, matcher)

    def _by_name(
        self, text: str, name: str, province: str, date: str | None, matcher: NameMatcher
    ) -> Found:
        for spelling, where in self._spellings(name, province):
            found = matcher.municipality(spelling, where)
            if found.found:
                exact = found.step == "exact" and found.name == text
                step = found.step if exact or found.step != "exact" else "normalised"
                step = "exact" if found.step == "exact" and spelling == text else step
                return Found(found.id, step, found.name, found.reason)
            if found.step == "ambiguous":
                return Found(
                    "", "ambiguous", reason=found.reason, candidates=self._of(found.reason)
                )
        for spelling in loose_spellings(name):
            loose = self._by_name(text, spelling, province, date, matcher)
            if loose.id or loose.step == "ambiguous":
                return Found(
                    loose.id,
                    "ambiguous" if not loose.id else "normalised",
                    loose.name,
                    loose.reason,
                    loose.candidates,
                    loose.kind,
                )
        refused = matcher.municipality(name, province)
        if not refused.name:
            body = self._bodies.match(name)
            if body is not None and body.how != "typing_error":
                self._seen[body.id] = (body.name, body.kind)
                return Found(body.id, "other", body.name, kind=body.kind)
        reason = refused.reason or "no municipality or other body of this name is known"
        return Found("", "unknown", reason=reason, candidates=tuple(self._near(name, date)))

    def _spellings(self, name: str, province: str) -> Iterable[tuple[str, str]]:
        yield name, province
        short = plain_key(name)
        if short != fold(name):
            yield short, province
        split = without_brackets(name)
        if split is not None:
            base, inside = split
            where = _PROVINCES.get(fold(inside)) or self._provinces.get(fold(inside))
            if where:
                yield base, where
            elif fold(inside) in ("gemeente", "gem", "nl", "nederland"):
                yield base, province

    def _of(self, reason: str) -> tuple[tuple[str, str, float], ...]:
        codes = [word.strip(",") for word in reason.split() if word.startswith("GM")]
        matcher = self._matcher(None)
        return tuple((matcher.name_of(code), code, 1.0) for code in codes)

    def _near(self, name: str, date: str | None) -> list[tuple[str, str, float]]:
        matcher = self._matcher(date)
        known = {
            spelling: next(iter(codes))
            for spelling, codes in matcher.names_in_force().items()
            if len(codes) == 1
        }
        return [(matcher.name_of(code), code, score) for _, code, score in near_names(name, known)]

    def table(self) -> pd.DataFrame | None:
        import pandas as pd

        from .. import _facts as facts
        from .._dutch import other_participants

        places = facts.municipality_participants()
        if not self._seen:
            return places
        from .._bodies import Body

        bodies = [Body(id_, name, kind) for id_, (name, kind) in self._seen.items()]
        return pd.concat([places, other_participants(bodies)], ignore_index=True)

    def successions(self) -> pd.DataFrame | None:
        from .. import _facts as facts

        return facts.succession_table()

    def names(self) -> Iterable[str]:
        from .. import _facts as facts

        known = {name_key(name) for name in self._municipalities["name"]}
        known.update(name_key(alias) for alias in facts.aliases()["alias"])
        known.update(name_key(name) for name in facts.former_names()["name"])
        return known

    def in_province(self, province: str, date: str | None) -> list[str] | None:
        folded = fold(province)
        table = self._municipalities
        matcher = self._matcher(date)
        if folded and folded not in _COUNTRY:
            name = self._provinces.get(folded) or _PROVINCES.get(folded) or _ADJECTIVES.get(folded)
            if name is None:
                return None
            table = table[table["province"] == name]
        return [code for code in table["code"].tolist() if matcher.in_force(code)]
