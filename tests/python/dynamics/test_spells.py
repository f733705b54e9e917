"""Spells as a table."""

from __future__ import annotations

import munigraph as mg
import pytest


def test_memberships(history):
    table = mg.spells(history)
    assert table.columns.tolist() == [
        "arrangement", "participant", "start", "entry", "stop", "stop_earliest", "start_known",
        "exit", "cause", "entry_days", "stop_days", "registered", "members", "legal_form",
        "obligation", "kind", "participant_kind", "province", "population",
    ]  # fmt: skip
    rows = {
        (r.arrangement, r.participant): (f"{r.start:%Y}", f"{r.entry:%Y}", f"{r.stop:%Y}", r.cause)
        for r in table.itertuples()
    }
    assert rows == {
        ("care", "p"): ("2014", "2014", "2022", "ended"),
        ("care", "q"): ("2014", "2014", "2022", "ended"),
        ("care", "r"): ("2014", "2014", "2018", "merger"),
        ("care", "s"): ("2018", "2018", "2022", "ended"),
        ("care", "t"): ("2016", "2017", "2022", "ended"),
        ("waste", "p"): ("1999", "2012", "2022", "censored"),
        ("waste", "q"): ("1999", "2012", "2016", "real"),
        ("waste", "r"): ("1999", "2012", "2022", "censored"),
    }
    left = table[table["cause"] == "real"].iloc[0]
    assert f"{left['stop_earliest']:%Y-%m-%d}" == "2012-01-01"
    assert left["stop_days"] - left["entry_days"] == (left["stop"] - left["entry"]).days
    assert table["exit"].sum() == 6
    assert (table["stop_days"] >= table["entry_days"]).all()


def test_arrangements(history):
    table = mg.spells(history, unit="arrangement").set_index("arrangement")
    assert "participant" not in table
    assert table.loc["care", "cause"] == "ended"
    assert table.loc["care", "entry_days"] == 0
    assert table.loc["waste", "registered"]
    assert not table.loc["waste", "exit"]
    assert f"{table.loc['waste', 'start']:%Y}" == "1999"
    assert table.loc["waste", "members"] == 3


def test_rules_hold(history):
    table = mg.spells(history, unit="arrangement", rules={"near_days": 0, "renumbered_overlap": 1})
    assert len(table) == 2  # Still the same members, on the same day.
    changed = mg.spells(history, unit="arrangement", rules={"registered_days": 10_000})
    assert not changed["registered"].any()


def test_misuse(history):
    with pytest.raises(ValueError, match="known are membership, arrangement"):
        mg.spells(history, unit="week")
    with pytest.raises(ValueError, match="did you mean"):
        mg.spells(history, rules={"near_day": 1})


def test_spells_agree_with_the_chronicle(dutch, dutch_chronicle):
    table = mg.spells(dutch)
    causes = table["cause"].value_counts()
    left = dutch_chronicle.events
    left = left[left["event"] == "left"]["reason"].value_counts()
    for reason in ("real", "merger", "dissolved_not_succeeded"):
        assert causes[reason] == left[reason]
    assert not table.duplicated(["arrangement", "participant", "start"]).any()
