"""The real registers and their chronicles, read once."""

from __future__ import annotations

from typing import Any

import munigraph as mg
import pytest


@pytest.fixture(scope="session")
def dutch(real_file: Any) -> Any:
    return mg.read_roo(real_file("nl/roo/roo_gr_participants.csv"))[0]


@pytest.fixture(scope="session")
def french(real_file: Any) -> Any:
    return mg.read_epci_panel(real_file("fr/epci_panel.csv.gz"))[0]


@pytest.fixture(scope="session")
def dutch_chronicle(dutch: Any) -> Any:
    return mg.chronicle(dutch)


@pytest.fixture(scope="session")
def french_chronicle(french: Any) -> Any:
    return mg.chronicle(french)


@pytest.fixture
def history() -> Any:
    """A made-up register: `care` gains t, loses r by a merger into s, is renumbered `care2` with
    another form, and ends; `waste` loses q and is older than its record."""
    return mg.Register.from_tables(
        {
            "id": list("pqrst"),
            "name": ["Pee", "Quu", "Ar <b>", "Es", "Tee"],
            "province": ["West", "West", "East", "East", "East"],
            "valid_to": [None, None, "2018-01-01", None, None],
        },
        {
            "id": ["care-1", "care-2", "care-3", "waste-1", "waste-2"],
            "chain": ["care", "care", "care2", "waste", "waste"],
            "name": ["Care", "Care", "Care company", "Waste", "Waste"],
            "legal_form": ["public_body"] * 2 + ["operational_organisation"] + ["covenant"] * 2,
            "valid_from": ["2014-01-01", "2017-01-01", "2020-01-01", "2012-01-01", "2016-07-01"],
            "valid_to": ["2017-01-01", "2020-01-01", "2022-01-01", "2016-07-01", None],
        },
        {
            "arrangement": ["care-1"] * 3
            + ["care-2"] * 4
            + ["care-3"] * 4
            + ["waste-1"] * 3
            + ["waste-2"] * 2,
            "participant": list("pqrpqstpqstpqrpr"),
            "valid_from": ["2014-01-01"] * 3
            + ["2014-01-01", "2014-01-01", None, "2016-03-01"]
            + ["2020-01-01"] * 4
            + ["1999-01-01"] * 5,
        },
        successions={"date": ["2018-01-01"], "from": ["r"], "to": ["s"], "kind": ["merged"]},
        name="made up",
    )
