from __future__ import annotations

import pytest
from munigraph._common.words import check_word
from munigraph.readers import _facts as facts
from munigraph.registry import _vocabulary as words


@pytest.mark.parametrize(
    ("term", "form"),
    [
        ("OL", "public_body"),
        ("openbaar lichaam", "public_body"),
        ("BVO", "operational_organisation"),
        ("Gemeenschappelijk orgaan", "joint_organ"),
        ("RZM", "arrangement_only"),
        ("centrumregeling", "host_municipality"),
        ("dienstverleningsovereenkomst", "service_contract"),
        ("stichting", "private_entity"),
        ("convenant", "covenant"),
        ("overleg", "consultation"),
        ("public_body", "public_body"),
        ("", "unknown"),
    ],
)
def test_legal_forms(term: str, form: str) -> None:
    assert words.legal_form(term) == form


def test_unknown_words_name_the_nearest() -> None:
    with pytest.raises(ValueError, match="did you mean 'openbaar lichaam'"):
        words.legal_form("openbaar lichaamp")
    with pytest.raises(ValueError, match=r"unknown role 'hots'; did you mean 'host'\?"):
        check_word("role", "hots", words.ROLES)
    with pytest.raises(ValueError, match="unknown phase 'zzz'; known are unknown, policy"):
        check_word("phase", "zzz", words.PHASES)


def test_every_dutch_term_has_a_common_form() -> None:
    assert set(words.LEGAL_FORMS_NL.values()) <= set(words.LEGAL_FORMS)


def test_the_shipped_register_uses_the_vocabularies() -> None:
    tables = facts.nl2020_tables()
    assert set(tables.arrangements["legal_form"]) <= set(words.LEGAL_FORMS)
    assert set(tables.arrangements["structure"]) <= set(words.STRUCTURES)
    assert set(tables.arrangements["obligation"]) <= set(words.OBLIGATIONS)
    assert set(tables.memberships["role"]) <= set(words.ROLES)
    assert set(tables.themes["basis"]) <= set(words.THEME_BASES)
    assert set(tables.successions["kind"]) <= set(words.SUCCESSION_KINDS)
    assert set(tables.participants["kind"]) <= set(words.PARTICIPANT_KINDS)
