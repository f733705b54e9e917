"""From the names of municipalities to their codes, in fixed steps.

A name is tried in this order, and the first step that knows it decides:

1. `exact`: the official name, with or without its disambiguation, of a municipality in force;
2. `normalised`: the same without regard to case, diacritics, punctuation and a leading "Gemeente";
3. `alias`: another spelling, listed in the alias table;
4. `dissolved`: a municipality that is not in force at the date, by its successions, if they lead to
   exactly one municipality that is;
5. `other`: a participant that is no municipality (province, water board, foreign body, …);
6. `typing_error`: exactly one municipality in force whose name is one letter away;
7. `unknown`.

A name that several municipalities share is `ambiguous` and refused, unless the province of the row
leaves one of them. Nothing is guessed: a municipality that was split among several is refused too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from .._common.text import fold, squeeze, within_one_edit
from ._bodies import BodyIndex

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["STEPS", "Match", "NameMatcher"]

STEPS = (
    "exact", "normalised", "alias", "dissolved", "other", "typing_error", "ambiguous", "unknown",
)  # fmt: skip

MIN_LENGTH_FOR_TYPING_ERRORS = 6
"""Letters a name needs before one wrong letter is forgiven: `Leer` is not `Leek`."""

_PREFIX = re.compile(r"^(gemeente|gem) (?=\S)")
_CONTINUES = frozenset({"merged", "split", "renamed", "recoded"})
_KEEPS_IDENTITY = frozenset({"renamed", "recoded"})


class Match(NamedTuple):
    """What a name turned out to be."""

    step: str
    """One of `STEPS`."""
    id: str = ""
    """Code of the municipality or id of the body; "" if refused or unknown."""
    name: str = ""
    """Its official name."""
    kind: str = ""
    """Kind of participant."""
    reason: str = ""
    """Why the name was refused, or by what it was decided."""

    @property
    def found(self) -> bool:
        return bool(self.id)


class _Municipality(NamedTuple):
    code: str
    name: str
    province: str
    valid_from: str
    valid_to: str


class NameMatcher:
    """Matches names at one date. Answers are remembered: a repeated name costs a look-up.

    Parameters
    ----------
    date
        `YYYY-MM-DD`; the municipalities in force then count. None: all that ever were, and no
        step `dissolved`.
    municipalities
        DataFrame `code, name, province, valid_from, valid_to[, disambiguation]`;
        None takes those of the package.
    bodies
        recognises other participants; None takes the known ones of the package.
    """

    def __init__(
        self,
        date: str | None,
        *,
        municipalities: pd.DataFrame | None = None,
        bodies: BodyIndex | None = None,
    ) -> None:
        from . import _facts as facts

        table = facts.municipalities() if municipalities is None else municipalities
        self.date = date
        self._bodies = bodies or BodyIndex()
        self._by_code: dict[str, _Municipality] = {}
        self._exact: dict[str, set[str]] = defaultdict(set)
        self._normal: dict[str, set[str]] = defaultdict(set)
        self._alias: dict[str, set[str]] = defaultdict(set)
        self._add_names(table)
        self._add_aliases(facts.aliases())
        self._former = {
            fold(name): successor
            for name, successor in facts.former_names()[["name", "successor"]].itertuples(
                index=False
            )
            if successor in self._by_code
        }
        self._next, self._previous = _succession_steps(facts.successions())
        self._memory: dict[tuple[str, str], Match] = {}

    def _add_names(self, table: pd.DataFrame) -> None:
        names = ("code", "name", "province", "valid_from", "valid_to", "disambiguation")
        columns = [
            table[name].astype(object).where(table[name].notna(), "")
            if name in table
            else [""] * len(table)
            for name in names
        ]
        for *fields, mark in zip(*columns, strict=True):
            place = _Municipality(*fields)
            self._by_code[place.code] = place
            spellings = [place.name] + ([f"{place.name} ({mark})"] if mark else [])
            for spelling in spellings:
                self._exact[spelling].add(place.code)
                self._normal[fold(spelling)].add(place.code)

    def _add_aliases(self, table: pd.DataFrame) -> None:
        for alias, code in table[["alias", "code"]].itertuples(index=False):
            if code in self._by_code:
                self._alias[fold(alias)].add(code)

    def in_force(self, code: str) -> bool:
        """Whether the municipality of that code exists at the date of the matcher."""
        place = self._by_code.get(code)
        if place is None or self.date is None:
            return place is not None
        return place.valid_from <= self.date and (not place.valid_to or self.date < place.valid_to)

    def province_of(self, code: str) -> str:
        """The province of a municipality ("" if not known)."""
        return self._by_code[code].province if code in self._by_code else ""

    def name_of(self, code: str) -> str:
        """The official name of a municipality."""
        return self._by_code[code].name

    def match(self, name: str, province: str = "") -> Match:
        """What the name is. Cost O(1), O(municipalities) for a name that no step knows."""
        key = (name, province)
        found = self._memory.get(key)
        if found is None:
            found = self._memory[key] = self._match(squeeze(name), province)
        return found

    def municipality(self, name: str, province: str = "") -> Match:
        """The first four steps only: municipalities by a known name."""
        text = squeeze(name)
        folded = fold(text)
        plain = _PREFIX.sub("", folded)
        gone: set[str] = set()
        steps = (
            ("exact", self._exact.get(text)),
            ("normalised", self._normal.get(folded) or self._normal.get(plain)),
            ("alias", self._alias.get(folded) or self._alias.get(plain)),
        )
        for step, codes in steps:
            present = {code for code in codes or () if self.in_force(code)}
            if present:
                return self._decide(step, text, present, province)
            gone |= codes or set()
        return self._dissolved(text, plain, gone, province)

    def by_code(self, code: str) -> Match:
        """The municipality of a code (step `exact`), or of its successor (`dissolved`)."""
        place = self._by_code.get(code)
        if place is None:
            return Match("unknown", reason=f"no municipality has the code {code}")
        if self.in_force(code):
            return Match("exact", code, place.name, "municipality")
        return self._dissolved(place.name, "", {code}, "")

    def names_in_force(self) -> dict[str, set[str]]:
        """Folded spelling → codes in force at the date of the matcher."""
        found = {
            name: {c for c in codes if self.in_force(c)} for name, codes in self._normal.items()
        }
        return {name: codes for name, codes in found.items() if codes}

    def _match(self, text: str, province: str) -> Match:
        if not text:
            return Match("unknown", reason="no name")
        found = self.municipality(text, province)
        if found.step != "unknown" or found.name:
            return found  # a municipality by a known name, even if it is refused
        body = self._bodies.match(text)
        if body is not None:
            reason = "one letter off" if body.how == "typing_error" else ""
            return Match("other", body.id, body.name, body.kind, reason)
        return self._typing_error(text)

    def _decide(self, step: str, text: str, codes: set[str], province: str) -> Match:
        chosen, reason = codes, ""
        if len(codes) > 1 and province:
            wanted = fold(province)
            chosen = {code for code in codes if fold(self._by_code[code].province) == wanted}
            reason = f"the row is of {province}"
        if len(chosen) == 1:
            code = next(iter(chosen))
            return Match(step, code, self._by_code[code].name, "municipality", reason)
        listed = ", ".join(
            f"{code} ({self._by_code[code].province})" if self._by_code[code].province else code
            for code in sorted(codes)
        )
        return Match("ambiguous", name=text, reason=f"{text} may be {listed}")

    def _dissolved(self, text: str, plain: str, codes: set[str], province: str) -> Match:
        if not codes and plain in self._former and self.date is not None:
            codes = {self._former[plain]}
        if not codes:
            return Match("unknown", reason="no municipality or other body of this name is known")
        if len(codes) > 1:
            decided = self._decide("dissolved", text, codes, province)
            if not decided.found:
                return decided
            codes = {decided.id}
        code = next(iter(codes))
        ends = {code} if self.in_force(code) else self._successors(code)
        if len(ends) == 1:
            end = next(iter(ends))
            reason = f"{text} became {self._by_code[end].name}"
            return Match("dissolved", end, self._by_code[end].name, "municipality", reason)
        if not ends:
            why = f"{text} is not in force on {self.date} and nothing leads from it to one that is"
        else:
            names = ", ".join(sorted(self._by_code[end].name for end in ends))
            why = f"{text} was split among {names}"
        return Match("ambiguous" if ends else "unknown", name=text, reason=why)

    def _successors(self, code: str) -> set[str]:
        """Municipalities in force to which successions lead: forward in time from one that ended,
        backward through mere renamings from one that is still to come."""
        assert self.date is not None
        place = self._by_code[code]
        ended = bool(place.valid_to) and place.valid_to <= self.date
        steps: Mapping[str, list[tuple[str, str]]] = self._next if ended else self._previous
        ends: set[str] = set()
        todo, seen = [code], {code}
        while todo:
            for date, other in steps.get(todo.pop(), ()):
                if (date <= self.date) != ended or other in seen:
                    continue
                seen.add(other)
                if self.in_force(other):
                    ends.add(other)
                else:
                    todo.append(other)
        return ends

    def _typing_error(self, text: str) -> Match:
        key = _PREFIX.sub("", fold(text))
        if len(key) < MIN_LENGTH_FOR_TYPING_ERRORS:
            return Match("unknown", reason="no municipality or other body of this name is known")
        found = {
            code
            for name, codes in self._normal.items()
            if within_one_edit(key, name)
            for code in codes
            if self.in_force(code)
        }
        if len(found) == 1:
            code = found.pop()
            name = self._by_code[code].name
            return Match("typing_error", code, name, "municipality", "one letter off")
        if not found:
            return Match("unknown", reason="no municipality or other body of this name is known")
        names = ", ".join(sorted(self._by_code[code].name for code in found))
        return Match("unknown", name=text, reason=f"{text} is one letter off from {names}")


_Steps = dict[str, list[tuple[str, str]]]


def _succession_steps(table: pd.DataFrame) -> tuple[_Steps, _Steps]:
    forward: _Steps = defaultdict(list)
    backward: _Steps = defaultdict(list)
    columns = table[["date", "from_code", "to_code", "kind"]]
    for date, old, new, kind in columns.itertuples(index=False):
        if kind in _CONTINUES:
            forward[old].append((date, new))
        if kind in _KEEPS_IDENTITY:
            backward[new].append((date, old))
    return forward, backward
