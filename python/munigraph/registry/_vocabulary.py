"""The words that the tables of a register use, and what Dutch registers call them."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from .._common.text import near

__all__ = [
    "ARRANGEMENT_KINDS",
    "LEGAL_FORMS",
    "LEGAL_FORMS_NL",
    "OBLIGATIONS",
    "PARTICIPANT_KINDS",
    "PHASES",
    "ROLES",
    "STRUCTURES",
    "SUCCESSION_KINDS",
    "THEME_BASES",
    "YES_NO",
    "check_word",
    "legal_form",
]

PARTICIPANT_KINDS = (
    "municipality", "province", "water_board", "state", "foreign", "organisation", "arrangement",
)  # fmt: skip
"""What a participant is. `foreign` is any body of another country."""

ARRANGEMENT_KINDS = ("cooperation", "division")
"""`division`: a map of regions that is no cooperation, such as COROP."""

STRUCTURES = ("clique", "star")
"""`star`: all ties run between the host and the members."""

OBLIGATIONS = ("imposed", "semi", "free", "unknown")
"""Whether statute demands the cooperation (`imposed`), demands it in a form or with partners that
municipalities may choose (`semi`), or leaves it to them (`free`)."""

PHASES = ("policy", "execution", "both", "unknown")

ROLES = ("member", "host", "observer")

THEME_BASES = ("official", "inherited", "proposed", "given")
"""Where a theme comes from: the source states it, another version of the same chain does, a
classifier proposes it, or the user gives it."""

SUCCESSION_KINDS = ("merged", "split", "part", "renamed", "recoded")

YES_NO = ("yes", "no", "unknown")

LEGAL_FORMS = (
    "public_body", "operational_organisation", "joint_organ", "arrangement_only",
    "host_municipality", "service_contract", "covenant", "private_entity", "consultation",
    "unknown",
)  # fmt: skip

LEGAL_FORMS_NL = MappingProxyType(
    {
        "openbaar lichaam": "public_body",
        "OL": "public_body",
        "bedrijfsvoeringsorganisatie": "operational_organisation",
        "BVO": "operational_organisation",
        "gemeenschappelijk orgaan": "joint_organ",
        "GO": "joint_organ",
        "regeling zonder meer": "arrangement_only",
        "lichte regeling": "arrangement_only",
        "RZM": "arrangement_only",
        "centrumregeling": "host_municipality",
        "centrumgemeente": "host_municipality",
        "gastheergemeente": "host_municipality",
        "dienstverleningsovereenkomst": "service_contract",
        "DVO": "service_contract",
        "convenant": "covenant",
        "bestuursovereenkomst": "covenant",
        "stichting": "private_entity",
        "vereniging": "private_entity",
        "coöperatie": "private_entity",
        "besloten vennootschap": "private_entity",
        "BV": "private_entity",
        "naamloze vennootschap": "private_entity",
        "NV": "private_entity",
        "overleg": "consultation",
        "project": "consultation",
        "netwerk": "consultation",
    }
)
"""Dutch terms and abbreviations → common legal form."""

_LEGAL_FORM_KEYS = MappingProxyType(
    {term.casefold(): form for term, form in LEGAL_FORMS_NL.items()}
    | {form: form for form in LEGAL_FORMS}
)


def check_word(word: str, words: Iterable[str], what: str) -> str:
    """The word, if it is one of `words`.

    Raises:
        ValueError: it is not; the message names the most similar one and all that are allowed.
    """
    allowed = list(words)
    if word in allowed:
        return word
    similar = near(word, allowed, 1)
    hint = f"did you mean '{similar[0]}'? " if similar else ""
    raise ValueError(f"unknown {what} '{word}'; {hint}one of {', '.join(allowed)}")


def legal_form(term: str) -> str:
    """The common legal form of a Dutch term, abbreviation or common form; "" is `unknown`.

    Raises:
        ValueError: the term is not known.
    """
    if not term.strip():
        return "unknown"
    known = _LEGAL_FORM_KEYS.get(term.strip().casefold())
    return known or check_word(term.strip(), [*LEGAL_FORMS, *LEGAL_FORMS_NL], "legal form")
