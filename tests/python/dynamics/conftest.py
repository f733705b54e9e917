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
