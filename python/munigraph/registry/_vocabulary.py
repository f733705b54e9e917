"""The words that the tables of a register use, and what Dutch registers call them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.words import unknown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._common.literals import LegalForm, Role

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
    "legal_form",
]

# They are those of the core, in its order.
_WORDS: dict[str, Any] = _core.vocabularies()

PARTICIPANT_KINDS = _WORDS["participant_kind"]
"""What a participant is. `foreign` is any body of another country."""

ARRANGEMENT_KINDS = _WORDS["arrangement_kind"]
"""`division`: a map of regions that is no cooperation, such as COROP."""

STRUCTURES = _WORDS["structure"]
"""`star`: all ties run between the host and the members."""

OBLIGATIONS = _WORDS["obligation"]
"""Whether statute demands the cooperation (`imposed`), demands it in a form or with partners that
municipalities may choose (`semi`), or leaves it to them (`free`)."""

PHASES = _WORDS["phase"]

ROLES: tuple[Role, ...] = _WORDS["role"]

THEME_BASES = _WORDS["theme_basis"]
"""Where a theme comes from: the source states it, another version of the same chain does, a
classifier proposes it, or the user gives it."""

SUCCESSION_KINDS = _WORDS["succession_kind"]

YES_NO = _WORDS["answer"]

LEGAL_FORMS: tuple[LegalForm, ...] = _WORDS["legal_form"]

LEGAL_FORMS_NL: Mapping[str, LegalForm] = MappingProxyType(
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

_LEGAL_FORM_KEYS: Mapping[str, LegalForm] = MappingProxyType(
    {term.casefold(): form for term, form in LEGAL_FORMS_NL.items()}
    | {form: form for form in LEGAL_FORMS}
)


def legal_form(term: str) -> LegalForm:
    """The common legal form of a Dutch term, abbreviation or common form; "" is `unknown`.

    Raises
    ------
    ValueError
        the term is not known.
    """
    if not term.strip():
        return "unknown"
    known = _LEGAL_FORM_KEYS.get(term.strip().casefold())
    if known is None:
        raise unknown("legal form", term.strip(), [*LEGAL_FORMS, *LEGAL_FORMS_NL])
    return known
