"""The face of the chronicle: tables, bounds, rules, display."""

from __future__ import annotations

import pickle
import signal
import threading
import time

import munigraph as mg
import pandas as pd
import pytest
from munigraph.dynamics import ChronicleRules

COLUMNS = [
    "date", "earliest", "latest", "date_basis", "event", "reason", "administrative", "arrangement",
    "versions", "participant", "counterpart", "before", "after", "share", "rule",
]  # fmt: skip


def brief(chronicle):
    return [
        (f"{r.date:%Y-%m-%d}", r.event, r.reason, r.arrangement, r.participant or r.counterpart)
        for r in chronicle.events.itertuples()
    ]


def test_events_of_a_made_up_history(history):
    chronicle = mg.chronicle(history)
    assert list(chronicle.events) == COLUMNS
    assert brief(chronicle) == [
        ("2012-01-01", "founded", "registered", "waste", None),
        ("2014-01-01", "founded", "real", "care", None),
        ("2016-03-01", "joined", "real", "care", "t"),
        ("2016-07-01", "left", "real", "waste", "q"),
        ("2018-01-01", "joined", "merger", "care", "s"),
        ("2018-01-01", "left", "merger", "care", "r"),
        ("2020-01-01", "form", "real", "care", None),
        ("2020-01-01", "name", "real", "care", None),
        ("2020-01-01", "renumbered", "real", "care", "care2"),
        ("2022-01-01", "ended", "real", "care2", None),
    ]
    left = chronicle.events[chronicle.events["participant"] == "q"].iloc[0]
    assert left["earliest"] == pd.Timestamp("2012-01-01")
    assert left["latest"] == pd.Timestamp("2016-07-01")
    assert left["versions"] == "waste-1 → waste-2"


def test_types(history):
    events = mg.chronicle(history).events
    for column in ("date", "earliest", "latest"):
        assert str(events[column].dtype) == "datetime64[s]"
    assert events["administrative"].dtype == bool
    assert events["earliest"].isna().sum() == 2  # of foundings


def test_bounds_are_inclusive_and_a_year_is_all_of_it(history):
    whole = brief(mg.chronicle(history))
    assert brief(mg.chronicle(history, 2016, 2018)) == whole[2:6]
    assert brief(mg.chronicle(history, "2016", 2016)) == whole[2:4]
    assert brief(mg.chronicle(history, "2016-03-02", "2018-01-01")) == whole[3:6]
    assert brief(mg.chronicle(history, pd.Timestamp("2020-01-01"))) == whole[6:]
    assert brief(mg.chronicle(history, end="2013-01-01")) == whole[:1]
    with pytest.raises(ValueError, match="before start"):
        mg.chronicle(history, 2018, 2016)
    with pytest.raises(ValueError, match="expected a year or a date"):
        mg.chronicle(history, "last year")


def test_copies_do_not_change_it(history):
    chronicle = mg.chronicle(history)
    events = chronicle.events
    events["reason"] = "x"
    assert "x" not in set(chronicle.events["reason"])


def test_rules_are_the_cores(history):
    rules = ChronicleRules(registered_days=10_000, near_days=0)
    assert rules["registered_days"] == 10_000
    assert rules == dict(rules)
    assert repr(rules) == "ChronicleRules(registered_days=10000, near_days=0)"
    assert pickle.loads(pickle.dumps(rules)) == rules
    table = rules.table.set_index("rule")
    assert table.loc["near_days", ["value", "default", "unit"]].tolist() == [0, 31, "days"]
    assert table["about"].str.endswith(".").all()
    reasons = mg.chronicle(history, rules=rules).events["reason"]
    assert "registered" not in set(reasons)
    assert mg.chronicle(history, rules={"near_days": 0}).rules["near_days"] == 0


def test_wrong_rules_are_refused(history):
    with pytest.raises(ValueError, match="did you mean 'near_days'"):
        mg.chronicle(history, rules={"near_day": 3})
    with pytest.raises(ValueError, match="share from 0 to 1"):
        ChronicleRules(merged_share=2)
    with pytest.raises(TypeError, match="expected a number"):
        ChronicleRules(merged_share="half")
    with pytest.raises(TypeError, match="rules"):
        mg.chronicle(history, rules=3)
    with pytest.raises(AttributeError):
        ChronicleRules().near_days = 3


def test_every_rule_is_documented():
    from pathlib import Path

    page = Path(__file__).parents[3] / "docs" / "chronicle.md"
    text = page.read_text(encoding="utf-8")
    for row in ChronicleRules().table.itertuples():
        assert f"`{row.rule}`" in text
        number = f"{row.default:g}".removeprefix("0")
        assert number in text or f"{row.default:,.0f}" in text


def test_every_rule_of_an_event_is_documented(history, dutch_chronicle, french_chronicle):
    from pathlib import Path

    text = (Path(__file__).parents[3] / "docs" / "chronicle.md").read_text(encoding="utf-8")
    for chronicle in (mg.chronicle(history), dutch_chronicle, french_chronicle):
        for rule in chronicle.events["rule"].str.split("; ").explode().unique():
            if not rule.startswith(
                ("other_", "nothing_", "first_", "classification_", "gap_", "overlap_")
            ):
                assert f"`{rule}`" in text, rule


def test_shows_itself(history):
    chronicle = mg.chronicle(history)
    assert repr(chronicle) == (
        "<Chronicle: 10 events, 6 of them of the world, 2012-01-01 to 2022-01-01; 0 candidates>"
    )
    assert "<table>" in chronicle._repr_html_()
    assert chronicle.summary["events"].sum() == len(chronicle) == 10
    empty = mg.chronicle(history, 2030)
    assert "no events" in repr(empty)
    assert empty._repr_html_()


def test_pickles(history):
    chronicle = mg.chronicle(history, 2016)
    again = pickle.loads(pickle.dumps(chronicle))
    pd.testing.assert_frame_equal(again.events, chronicle.events)
    assert again.start == "2016-01-01"
    assert again.rules == chronicle.rules


def test_reads_the_same_from_a_package(history, tmp_path):
    history.to_package(tmp_path)
    again = mg.read_package(tmp_path)[0]
    pd.testing.assert_frame_equal(mg.chronicle(again).events, mg.chronicle(history).events)


def test_ctrl_c_is_heard(french):
    """In the midst of the work; how soon is measured in the benchmark."""
    pressed: list[float] = []

    def press():
        time.sleep(0.05)
        pressed.append(time.monotonic())
        signal.raise_signal(signal.SIGINT)

    thread = threading.Thread(target=press)
    try:
        thread.start()
        for _ in range(1000):
            mg._core.chronicle(french._core, {})
    except KeyboardInterrupt:
        heard = time.monotonic()
    thread.join()
    assert heard >= pressed[0]
