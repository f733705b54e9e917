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
def later() -> Any:
    """`care` in three versions, of which the last begins after the day of the scenarios; `waste`;
    a star `shelter` around p."""
    return mg.Register.from_tables(
        {
            "id": list("pqrst"),
            "province": ["West", "West", "East", "East", "East"],
            "population": [100, 300, 50, 20, None],
            "lon": [4.0, 5.0, 6.0, 6.0, 6.0],
            "lat": [52.0, 52.0, 52.0, 52.0, 52.0],
        },
        {
            "id": ["care-1", "care-2", "care-3", "waste", "shelter"],
            "chain": ["care", "care", "care", "waste", "shelter"],
            "legal_form": ["public_body", "public_body", "covenant", "covenant", "unknown"],
            "structure": ["clique"] * 4 + ["star"],
            "valid_from": ["2015-01-01", "2018-01-01", "2022-01-01", "2015-01-01", "2015-01-01"],
            "valid_to": ["2018-01-01", "2022-01-01", None, None, None],
        },
        {
            "arrangement": ["care-1"] * 3
            + ["care-2"] * 4
            + ["care-3"] * 4
            + ["waste"] * 3
            + ["shelter"] * 3,
            "participant": list("pqrpqrspqrtpqtpqs"),
            "role": ["member"] * 14 + ["host", "member", "observer"],
        },
        themes={"arrangement": ["care-2", "waste"], "theme": ["care", "waste"]},
    )
