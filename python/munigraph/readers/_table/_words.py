"""Words that are known: names of columns, terms of the vocabularies, marks, ends, totals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..._common.text import fold, squeeze
from ..._common.toml import DATA, read_toml

__all__ = ["FIELDS", "THOUSANDS", "VOCABULARIES", "Words", "field_of", "words"]

FIELDS = {
    "arrangement": "what identifies the arrangement: its name, or its code",
    "arrangement_name": "its name, where `arrangement` is a code",
    "arrangement_kind": "cooperation or division",
    "chain": "the arrangement over time",
    "legal_form": "its legal form",
    "structure": "clique or star",
    "obligation": "imposed, semi, free",
    "phase": "policy, execution, both",
    "parent": "the arrangement it is part of",
    "inputs": "whether inputs are laid down",
    "decision_rules": "whether decision rules are",
    "evaluation": "whether evaluation is",
    "scheme": "the set of arrangements it belongs to",
    "valid_from": "first day of the arrangement",
    "valid_to": "its end",
    "period": "both in one cell (2012-2018)",
    "source": "where it is documented",
    "theme": "its themes, `;` between them",
    "theme_basis": "official, inherited, proposed, given",
    "participant": "what identifies the participant: its code, or its name",
    "participant_name": "its name, where `participant` is a code",
    "participant_kind": "municipality, province, …",
    "participant_from": "first day of the participant",
    "participant_to": "its end",
    "province": "its province",
    "population": "its inhabitants",
    "population_year": "of which year they are",
    "lon": "degrees east",
    "lat": "degrees north",
    "partner": "the other participant of a pair",
    "partner_name": "its name, where `partner` is a code",
    "role": "member, host or observer",
    "host": "the participant that is the host, in a list",
    "takes_part": "whether it is a membership: yes or no",
    "joined": "first day of the membership",
    "left": "its end",
    "membership_period": "both in one cell",
    "members": "the members, in one cell",
    "member": "a member; several columns",
    "listed": "a column that is called as an arrangement, with its members below",
    "mark": "a column of a matrix",
    "weight": "the weight of a pair",
    "year": "the year that the row is about",
    "ignore": "not read",
}
"""Fields of a mapping. `arrangement.NAME` and `participant.NAME` keep a column as further column
NAME of that table."""

VOCABULARIES = {
    "role": "role",
    "obligation": "obligation",
    "legal_form": "legal_form",
    "phase": "phase",
    "structure": "structure",
    "arrangement_kind": "arrangement_kind",
    "participant_kind": "participant_kind",
    "inputs": "answer",
    "decision_rules": "answer",
    "evaluation": "answer",
}
"""Field → its part of [words]."""


@dataclass(frozen=True)
class Words:
    """The tables of ``table_words.toml``, folded."""

    headers: dict[str, str]
    turned: frozenset[str]
    """Headers of a question whose yes says the opposite: "voluntary"."""
    entities: dict[str, str]
    attributes: dict[str, str]
    vocabularies: dict[str, dict[str, str]]
    cells_yes: frozenset[str]
    cells_no: frozenset[str]
    nothing: frozenset[str]
    """What says in a column of names that there is none; single letters are names."""
    denials: frozenset[str]
    """Words after which a word of a vocabulary says what is not, or no longer."""
    former: frozenset[str]
    """Those that say: no longer."""
    values: frozenset[str]
    """Headers that say no more than that cells hold values."""
    open: frozenset[str]
    missing: frozenset[str]
    ended: frozenset[str]
    """What says in a column of states that something is over, or not yet begun."""
    pivots: frozenset[str]
    """What a spreadsheet writes over the names of the rows of a pivot table."""
    totals: frozenset[str]
    notes: frozenset[str]


@lru_cache(maxsize=1)
def words() -> Words:
    table = read_toml(DATA / "table_words.toml")
    exact = {name: frozenset(map(_plain, table["cells"][name])) for name in table["cells"]}
    return Words(
        headers={**_inverse(table["turned"]), **_inverse(table["headers"])},
        turned=frozenset(fold(term) for terms in table["turned"].values() for term in terms),
        entities=_inverse(table["entities"]),
        attributes=_inverse(table["attributes"]),
        vocabularies={name: _inverse(terms) for name, terms in table["words"].items()},
        cells_yes=exact["yes"],
        cells_no=exact["no"],
        nothing=frozenset(
            t for t in exact["no"] | exact["missing"] if not t.isalpha() or len(t) > 1
        ),
        denials=frozenset(map(fold, (*table["rows"]["denials"], *table["rows"]["former"]))),
        former=frozenset(map(fold, table["rows"]["former"])),
        values=frozenset(map(fold, table["rows"]["values"])),
        open=exact["open"],
        missing=exact["missing"],
        ended=frozenset(fold(word) for word in table["rows"]["ended"]),
        pivots=frozenset(fold(word) for word in table["rows"]["pivots"]),
        totals=frozenset(fold(word) for word in table["rows"]["totals"]),
        notes=frozenset(fold(word) for word in table["rows"]["notes"]),
    )


def names_nothing(text: str) -> bool:
    """Whether a cell of names says that there is none ("-", "geen", "n.v.t.", "geen leden"); 0 may
    be an id."""
    plain = _plain(text)
    if not plain or (plain != "0" and plain in words().nothing):
        return True
    first, _, rest = plain.partition(" ")
    known = words()
    if not rest or first not in known.denials - known.former:
        return False
    return all(known.entities.get(word) == "participant" for word in fold(rest).split())


_TOTAL = re.compile(
    r"(?:eind|sub)?totaal|(?:grand |sub ?)?total(?:s|e|es)?|gesamt(?:summe)?|zwischensumme|"
    r"insgesamt|summe"
)


def names_total(text: str) -> bool:
    """Whether a cell of names is a total: "Totaal", "Totaal regio Noord"."""
    plain = text.casefold()
    if "tot" not in plain and "gesamt" not in plain and "summe" not in plain:
        return False
    folded = fold(text)
    first = folded.partition(" ")[0]
    return bool(_TOTAL.fullmatch(folded) or _TOTAL.fullmatch(first))


def _plain(text: str) -> str:
    return squeeze(text).casefold()


def _inverse(table: dict[str, list[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for meaning, terms in table.items():
        for term in (meaning, *terms):
            found.setdefault(fold(term), meaning)
    return found


_OPTIONAL = re.compile(r"[\(\[/][a-zé]{1,3}[\)\]]?(?=\W|$)")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_DATED = re.compile(
    r"[\s,_]+(?:per|op|in|at|am|au|stand|ultimo|as of)?\s*\d[\d\s./-]*$", re.IGNORECASE
)
THOUSANDS = re.compile(
    r"(?<!\w)(?:[x×*]\s?1[.,' ]?000|1[.,' ]?000 ?[x×]|(?:in )?duizend(?:en|tallen)|in thousands"
    r"|thousands|000s|in tausend|tsd|(?:en )?milliers|(?:in )?migliaia|en miles)(?!\w)",
    re.IGNORECASE,
)
"""What says in the name of a column that its numbers count thousands."""
_ONS = re.compile(r"^(LAD|UTLA|LTLA)\d\d(CD|NM)$", re.IGNORECASE)
"""Headers of the British statistics office: LAD22CD, LAD22NM."""
_NUMBERED = re.compile(r"^(.*?)[\s_\-.]*\(?(\d{1,3})\)?$")
_WITHIN = re.compile(r"^(.*[^\W\d_])[\s_\-.]*\(?(\d{1,2})\)?[\s_\-.:/]+([^\W\d_].*)$")
_LETTERED = re.compile(r"^(.*?)[\s_\-.]+([a-c])$")
_PAIRS = (
    ("source", "target"), ("from", "to"), ("ego", "alter"), ("i", "j"), ("node1", "node2"),
    ("van", "naar"), ("von", "nach"), ("a", "b"), ("da", "a"),
    ("origen", "destino"), ("origine", "destinazione"), ("origin", "destination"),
    ("sender", "receiver"), ("opdrachtgever", "opdrachtnemer"), ("afnemer", "leverancier"),
    ("client", "provider"), ("auftraggeber", "auftragnehmer"), ("uitbesteder", "uitvoerder"),
)  # fmt: skip


def field_of(header: str) -> str:
    """The field that a column of this name is, or "". Parts are separated by " / "."""
    parts = [part for part in header.split(" / ") if part.strip()]
    if len(parts) > 1 and (found := _composed(parts)):
        return found
    known = words()
    for text in dict.fromkeys((header, *parts[-1:])):
        meant = next((known.headers[key] for key in _forms(text) if key in known.headers), None)
        if meant:
            return _canonical(meant)
    return _composed(_split(header))


def _forms(text: str) -> list[str]:
    """Forms in which a header is looked up: as it is, without "(s)", without what stands in
    brackets, without a date or year at its end ("Inwoners per 1-1-2020")."""
    plain = _BRACKETED.sub(" ", text)
    plain = THOUSANDS.sub(" ", plain)
    plain = _ONS.sub(r"\1\2", plain)
    forms = (text, _OPTIONAL.sub("", text), plain, _DATED.sub("", plain))
    return [key for key in dict.fromkeys(map(fold, forms)) if key]


def _canonical(field: str) -> str:
    return {"arrangement_code": "arrangement", "participant_code": "participant"}.get(field, field)


def header_kind(header: str) -> str:
    """The finer kind of a header: ``arrangement_code`` for a code of an arrangement, say."""
    known = words()
    found = next((known.headers[key] for key in _forms(header) if key in known.headers), "")
    if found:
        return found
    parts = [fold(part) for part in header.split(" / ")]
    split = parts if len(parts) > 1 else _split(header)
    its = _composed(split)
    coded = any(known.attributes.get(part) == "code" for part in split)
    return f"{its}_code" if coded and its in ("participant", "arrangement") else ""


def known_spans(header: str) -> list[str]:
    """The names of columns that stand within a header, the longest first."""
    tokens = fold(header).split()
    spans = [" ".join(tokens[a:b]) for a in range(len(tokens)) for b in range(len(tokens), a, -1)]
    return sorted(
        (span for span in spans if len(span) > 3 and span in words().headers),
        key=len, reverse=True,
    )  # fmt: skip


def vocabulary_of(field: str, header: str) -> dict[str, str]:
    """The words of a field in a column of this name.

    An obligation may be answered with yes or no: what a yes means is the question's to say, and
    "voluntary" asks for the opposite of "mandatory". Numbers may be codes of anything.
    """
    known = words()
    table = known.vocabularies[VOCABULARIES[field]]
    if field != "obligation":
        return table
    says = {"yes": "imposed", "no": "free", "unknown": "unknown"}
    if is_turned(header):
        says |= {"yes": "free", "no": "imposed"}
    answers = {
        word: says[its]
        for word, its in known.vocabularies["answer"].items() if not word.isdigit()
    }  # fmt: skip
    return {**answers, **table}


def is_turned(header: str) -> bool:
    """Whether a yes in a column of this name says the opposite of what its field is called."""
    known = words()
    named = [form for form in _forms(header) if form in known.headers] or known_spans(header)
    return bool(named) and named[0] in known.turned


def _split(header: str) -> list[str]:
    """A header of one line in two parts: "deelnemer naam", "code_gemeente"."""
    tokens = fold(header).split()
    for cut in range(1, len(tokens)):
        first, second = " ".join(tokens[:cut]), " ".join(tokens[cut:])
        known = words()
        if first in known.entities and second in known.attributes:
            return [first, second]
        if first in known.attributes and second in known.entities:
            return [second, first]
    return []


def _composed(parts: list[str]) -> str:
    known = words()
    folded = [fold(part) for part in parts]
    entity = next((known.entities[p] for p in folded if p in known.entities), "")
    attribute = next((known.attributes[p] for p in reversed(folded) if p in known.attributes), "")
    if not entity or not attribute:
        return ""
    table = {
        ("participant", "name"): "participant_name",
        ("participant", "code"): "participant",
        ("participant", "role"): "role",
        ("arrangement", "name"): "arrangement_name",
        ("arrangement", "code"): "arrangement",
        ("arrangement", "from"): "valid_from",
        ("arrangement", "to"): "valid_to",
        ("arrangement", "form"): "legal_form",
        ("arrangement", "theme"): "theme",
        ("participant", "from"): "joined",
        ("participant", "to"): "left",
        ("membership", "from"): "joined",
        ("membership", "to"): "left",
        ("membership", "role"): "role",
    }
    return table.get((entity, attribute), "")


def numbered(header: str) -> tuple[str, int] | None:
    """("lid", 3) of "lid 3", "Lid_3" or "lid3"; ("gemeente", 1) of "Gemeente A"; ("lid rol", 3) of
    "Lid 3 rol"; else None."""
    text = squeeze(header)
    found = _NUMBERED.match(text)
    if found and found.group(1):
        return fold(found.group(1)), int(found.group(2))
    if within := numbered_within(text):
        return within
    found = _LETTERED.match(text.casefold())
    if found and found.group(1):
        return fold(found.group(1)), ord(found.group(2)) - ord("a") + 1
    return None


def numbered_within(header: str) -> tuple[str, int] | None:
    """("lid rol", 3) of "Lid 3 rol" or "Lid 3 / Rol"; else None."""
    found = _WITHIN.match(squeeze(header))
    return (fold(f"{found[1]} {found[3]}"), int(found[2])) if found else None


def pair_headers(headers: list[str]) -> tuple[int, int] | None:
    """Places of two columns that name the ends of a pair ("source", "target"), or None."""
    whole = [fold(header) for header in headers]
    known = words()
    about = {word for word, kind in known.entities.items() if kind == "participant"}
    about |= {word for word, kind in known.attributes.items() if kind in ("name", "code")}
    bare = [" ".join(t for t in text.split() if t not in about) for text in whole]
    for folded in (whole, bare):
        for first, second in _PAIRS:
            if first in folded and second in folded:
                return folded.index(first), folded.index(second)
    return None


def is_participant_word(text: str) -> bool:
    """Whether a word is one for participants ("gemeente", "lid", "member")."""
    return words().entities.get(text) == "participant" or words().headers.get(text) in (
        "participant", "participant_code", "members",
    )  # fmt: skip
