"""Real registers in a file: nothing is Dutch by accident, and nothing is lost."""

import munigraph as mg
import pytest

TABLES = ("participants", "arrangements", "memberships", "arrangement_themes", "successions")


def real(name):
    path = mg.datasets.find(name)
    if path is None:
        pytest.skip(f"{name} is not on this machine")
    return path


def test_french_data_comes_out_as_it_went_in(tmp_path):
    register, _ = mg.readers.read_fr_memberships(real("fr/membership_2021_epci_plus_syndicats.csv"))
    path = tmp_path / "fr.munigraph"
    register.save(path, source="fr")
    found = mg.open_register(path)
    assert found.memberships.equals(register.memberships)
    assert found.participants.equals(register.participants)
    assert len(mg.update_register(path, register, source="fr")) == 0


def test_the_dutch_register_comes_out_as_it_went_in(tmp_path):
    register, _ = mg.read_roo(real("nl/roo/roo_gr_participants.csv"))
    path = tmp_path / "nl.munigraph"
    register.save(path)
    found = mg.open_register(path)
    assert found.arrangements["chain"].nunique() == 549
    for day in ("2015-01-01", "2018-01-01", "2017-07-01"):
        assert len(found.at(day).arrangements) == len(register.at(day).arrangements)
    assert len(found.at("2017-07-01").network().isolates) == 4


def test_a_panel_of_years_has_the_same_chains_and_snapshots(tmp_path):
    register, _ = mg.read_epci_panel(real("fr/epci_panel.csv.gz"))
    path = tmp_path / "fr.munigraph"
    register.save(path, source="panel")
    found = mg.open_register(path)
    for name in TABLES:
        assert getattr(found, name).equals(getattr(register, name))
    assert found.arrangements["chain"].nunique() == register.arrangements["chain"].nunique()
    for year in (1999, 2002, 2003, 2014, 2021, 2026):
        ours, theirs = found.at(f"{year}-07-01"), register.at(f"{year}-07-01")
        assert ours.memberships.equals(theirs.memberships)
        assert ours.network().edge_count == theirs.network().edge_count
    assert len(mg.update_register(path, register, source="panel")) == 0
    assert len(mg.store.imports_of(path)) == 1
