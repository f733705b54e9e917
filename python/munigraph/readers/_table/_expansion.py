"""Members that a text describes instead of naming: "alle gemeenten in de provincie Utrecht"."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..._common.text import squeeze
from ._found import Places

__all__ = ["Expansion", "expand", "is_description"]

_BUT = (
    r"behalve|uitgezonderd|met uitzondering van|m\.?\s?u\.?\s?v\.?|exclusief|excl\.?|zonder|"
    "except for|except|excluding|"
    "sauf|hormis|außer|ausser|ohne|"
    r"eccetto|tranne|escluso|esclusi|ad\s+eccezione\s+di|salvo|excepto|a\s+excepción\s+de|menos"
)
_TAIL = rf"(?P<what>.+?)(?:\s*[,(]?\s*(?:{_BUT})\s+(?P<but>.+?)\)?)?"
_ADJECTIVE = r"(?P<adj>[^\W\d]+(?:[- ]Hollandse|[- ]Brabantse)?)"
_PATTERNS = (
    rf"(?:alle|de|al\s+de)\s+(?:(?:overige|andere|\d+)\s+)?(?:{_ADJECTIVE}\s+)?gemeenten"
    rf"(?:\s+(?:in|van|uit|binnen)\s+(?:de\s+)?(?P<word>provincies?|prov\.?)?\s*{_TAIL}"
    rf"|\s*[,(]?\s*(?:{_BUT})\s+(?P<without>.+?)\)?)?",
    # Without "alle" only where a province is named: "gemeenten in de provincie Utrecht".
    r"(?:gemeenten\s+(?:in|van|uit|binnen)\s+(?:de\s+)?|(?:de\s+)?(?:ge)?hele\s+)"
    rf"(?P<word>provincies?|prov\.?)\s+{_TAIL}",
    r"all\s+(?:the\s+)?(?:other\s+)?(?:\d+\s+)?(?P<adj>Dutch\s+)?"
    r"(?:municipalities|councils|communes|local\s+authorities)"
    r"(?:\s+(?:in|of|within)\s+(?:the\s+)?(?P<word>provinces?|county|counties|state)?(?:\s+of)?"
    rf"\s*{_TAIL})?",
    r"toutes\s+les\s+communes(?:\s+(?:de|du|des|dans|d['’])\s*(?:la\s+|le\s+|l['’])?"
    r"(?P<word>provinces?|d[ée]partements?|r[ée]gion)?"
    rf"\s*(?:de\s+la\s+|du\s+|des\s+|de\s+l['’]|de\s+|d['’])?{_TAIL})?",
    r"alle\s+(?:Städte\s+und\s+)?(?:Gemeinden|Kommunen)"
    r"(?:\s+(?:in|im|des|der|von|aus)\s+(?:der\s+|dem\s+)?"
    r"(?P<word>Provinz(?:en)?|(?:Land)?Kreis(?:es)?|(?:Bundes)?Land(?:es)?|Kanton(?:s)?)?"
    rf"\s*{_TAIL})?",
    r"tutti\s+i\s+comuni(?:\s+(?:della|del|di|in|nella)\s+(?P<word>provincia|regione)?(?:\s*di\b)?"
    rf"\s*{_TAIL})?",
    r"todos\s+los\s+municipios(?:\s+(?:de|en)\s+(?:la\s+|el\s+)?(?P<word>provincia|comarca)?"
    rf"(?:\s*de\b)?\s*{_TAIL})?",
)
_FORMS = tuple(re.compile(rf"^{pattern}\s*$", re.IGNORECASE) for pattern in _PATTERNS)
_FIRST = frozenset(
    {"alle", "all", "toutes", "tutti", "todos", "de", "al", "gemeenten", "hele", "gehele"}
)
_CUT = re.compile(r"\s*(?:,|;|\ben\b|\band\b|\bet\b|\bund\b|\be\b|\by\b|&)\s*")


class Expansion(NamedTuple):
    """What a description stands for."""

    ids: list[str]
    reason: str
    """Why it cannot be expanded, or ""."""


def is_description(text: str) -> bool:
    """Whether a text describes members instead of naming one."""
    if text.lstrip()[:10].partition(" ")[0].casefold() not in _FIRST:
        return False
    return any(form.match(squeeze(text)) for form in _FORMS)


def expand(text: str, places: Places, date: str | None) -> Expansion | None:
    """The participants that a text describes, or None where it describes none."""
    for form in _FORMS:
        found = form.match(squeeze(text))
        if found is None:
            continue
        parts = found.groupdict()
        what = parts.get("what") or ""
        but = parts.get("but") or parts.get("without") or ""
        adjective = (parts.get("adj") or "").strip()
        if places.in_province("", date) is None:
            return Expansion([], "which municipalities these are takes places= (a table of them)")
        if adjective.casefold() in ("nederlandse", "dutch"):
            adjective = ""
        return _members(what or adjective, but, bool(parts.get("word")), places, date)
    return None


def _members(what: str, but: str, said: bool, places: Places, date: str | None) -> Expansion:
    whole = places.in_province(what, date)
    if whole is not None:
        return _without(whole, but, places, date)
    ids: list[str] = []
    for place, name in enumerate(part for part in _CUT.split(what) if part.strip()):
        name = re.sub(r"^(?:de |het )?(?:provincie|gemeente) (?=\S)", "", name, flags=re.IGNORECASE)
        here = places.in_province(name, date) if place == 0 or said else None
        if here is None:
            one = places.find(name, date=date)
            here = [one.id] if one.id and place else None
        if here is None:
            return Expansion([], f"no province {name!r} is known")
        ids += [id_ for id_ in here if id_ not in ids]
    return _without(ids, but, places, date)


def _without(ids: list[str], but: str, places: Places, date: str | None) -> Expansion:
    gone = set()
    for name in (part for part in _CUT.split(but) if part.strip()):
        found = places.find(name, date=date)
        if not found.id:
            return Expansion([], f"the exception {name!r} is not known")
        gone.add(found.id)
    return Expansion([id_ for id_ in ids if id_ not in gone], "")
