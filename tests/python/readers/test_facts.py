from __future__ import annotations

import pandas as pd
import pytest
from munigraph.readers import _facts as facts
from munigraph.registry._tables import ARRANGEMENT_COLUMNS, PARTICIPANT_COLUMNS


def in_force(table: pd.DataFrame, date: str) -> pd.DataFrame:
    begun = (table["valid_from"] == "") | (table["valid_from"] <= date)
    return table[begun & ((table["valid_to"] == "") | (date < table["valid_to"]))]


@pytest.mark.parametrize(
    ("date", "count"),
    [
        ("2010-01-01", 431),
        ("2016-01-01", 390),
        ("2017-07-01", 388),
        ("2019-01-01", 355),
        ("2020-07-01", 355),
        ("2026-01-01", 342),
    ],
)
def test_municipalities_in_force(date: str, count: int) -> None:
    assert len(in_force(facts.municipalities(), date)) == count


def test_participants() -> None:
    table = facts.municipality_participants()
    assert list(table.columns) == list(PARTICIPANT_COLUMNS)
    assert table["id"].is_unique
    assert table["name"].is_unique
    assert {"Bergen (NH.)", "Bergen (L.)", "Utrecht"} <= set(table["name"])
    assert (table["province"] != "").all()
    alive = in_force(table, "2020-07-01")
    assert alive["population"].sum() == 17_398_900
    assert alive["lon"].between(3.3, 7.3).all()
    assert alive["lat"].between(50.7, 53.6).all()
    # Population and seat are known of all but those that ended on 2010-01-01.
    assert set(table.loc[table["population"].isna(), "valid_to"]) == {"2010-01-01"}


def test_successions_lead_from_one_known_municipality_to_another() -> None:
    table = facts.succession_table()
    codes = set(facts.municipalities()["code"])
    assert len(table) == 148
    assert set(table["from"]) <= codes
    assert set(table["to"]) <= codes
    assert table["share"].dropna().between(0, 1).all()
    assert ((table["share_of"] == "population") == table["share"].notna()).all()


def test_aliases_and_former_names_are_nobody_elses() -> None:
    names = set(facts.municipalities()["name"])
    assert not set(facts.aliases()["alias"]) & names
    assert not set(facts.former_names()["name"]) & names
    codes = set(facts.municipalities()["code"])
    assert set(facts.aliases()["code"]) <= codes
    assert set(facts.former_names()["successor"]) <= codes
    assert (facts.former_names()["valid_to"] < "2010-01-01").all()


def test_shipped_register() -> None:
    tables = facts.nl2020_tables()
    assert len(tables.arrangements) == 461
    assert len(tables.memberships) == 4024
    assert list(tables.arrangements.columns) == [*ARRANGEMENT_COLUMNS, "scheme", "sure"]
    assert set(tables.memberships["arrangement"]) == set(tables.arrangements["id"])
    members = set(tables.memberships["participant"])
    assert members == set(in_force(tables.participants, "2020-01-01")["id"])
    assert not tables.memberships.duplicated(["arrangement", "participant"]).any()
    stars = set(tables.arrangements.query("structure == 'star'")["id"])
    hosts = tables.memberships.query("role == 'host'")["arrangement"]
    assert sorted(hosts) == sorted(stars)
    assert set(tables.arrangements["valid_from"]) == {"2020-01-01"}
    assert "`mostly`" in tables.metadata["limits"]


def test_transport_for_target_groups_is_a_theme_of_its_own() -> None:
    themes = facts.nl2020_tables().themes
    assert (themes["theme"] == "transport | target_group").sum() == 5
    assert (themes["theme"] == "transport").sum() == 4


def test_tables_are_copies() -> None:
    table = facts.municipalities()
    table.loc[0, "name"] = "changed"
    assert facts.municipalities()["name"][0] != "changed"
