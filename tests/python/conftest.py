"""Made-up registers that several families of tests use."""

from __future__ import annotations

import signal
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# A loaded machine is no failure: no example has a time limit.
settings.register_profile("munigraph", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("munigraph")

# A shell starts background jobs deaf to Ctrl-C, and Python then stays so: tests that send the
# signal would wait for the whole work instead. (Children get the system's own handling.)
signal.signal(signal.SIGINT, signal.default_int_handler)


Tables = dict[str, dict[str, list[Any]]]


def small_tables() -> Tables:
    """Five municipalities: `care` (p q r), `waste` (p to t), `shelter`, a star of p for q and t
    until 2021, and `pair` (s t) from 2020 on."""
    rows = {
        "care": "pqr",
        "waste": "pqrst",
        "shelter": "pqt",
        "pair": "st",
    }
    pairs = [(name, one) for name, members in rows.items() for one in members]
    return {
        "participants": {
            "id": list("pqrst"),
            "name": ["'s-Pee", 'Q, "the" town', "Ar\nen", "Súdwest", "Tee"],
            "province": ["West", "West", "West", None, None],
            "population": [100_000, 20_000.5, None, 5, 7],
        },
        "arrangements": {
            "id": list(rows),
            "legal_form": ["public_body", "covenant", None, "covenant"],
            "structure": ["clique", "clique", "star", "clique"],
            "obligation": ["imposed", "free", "semi", "free"],
            "valid_from": ["2018-01-01", "2018-01-01", "2018-01-01", "2020-01-01"],
            "valid_to": [None, None, "2021-01-01", None],
        },
        "memberships": {
            "arrangement": [name for name, _ in pairs],
            "participant": [one for _, one in pairs],
            "role": ["host" if pair == ("shelter", "p") else "member" for pair in pairs],
        },
        "themes": {
            "arrangement": ["care", "waste", "shelter", "pair", "pair"],
            "theme": ["care", "waste", "care | youth", "care", "waste"],
        },
    }


@pytest.fixture
def tables() -> Tables:
    return small_tables()


@pytest.fixture
def register(tables: Tables) -> Any:
    from munigraph import Register

    domains = {"care": "social", "waste": "physical", "order": "safety"}
    return Register.from_tables(**tables, domains=domains, name="small")
