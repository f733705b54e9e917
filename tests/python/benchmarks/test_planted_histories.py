"""How found events are held against planted ones."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

PATH = Path(__file__).parents[3] / "benchmarks" / "planted_histories.py"


@pytest.fixture(scope="module")
def script() -> Any:
    spec = importlib.util.spec_from_file_location("planted_histories", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def row(event: str, date: str, who: str | None = None, **more: Any) -> dict[str, Any]:
    made = {"event": event, "reason": "real", "arrangement": "a", "participant": who}
    made |= {"counterpart": None, "date": pd.Timestamp(date), "earliest": pd.NaT}
    return {**made, "latest": pd.Timestamp(date), **more}


def test_each_planted_event_is_found_once(script: Any) -> None:
    planted = pd.DataFrame([row("left", "2015-03-01", "p"), row("joined", "2016-01-01", "q")])
    inside = row("left", "2016-01-01", "p", earliest=pd.Timestamp("2014-01-01"))
    found = pd.DataFrame([inside, inside, row("joined", "2016-01-02", "q")])
    hits = script.matched(planted, found)
    # The leaving lies in the interval, and only one of the two rows is it; the joining is a day
    # late.
    assert dict(hits) == {("left", "real"): 1}


def test_another_reason_or_counterpart_is_another_event(script: Any) -> None:
    planted = pd.DataFrame([row("merged", "2015-01-01", counterpart="b")])
    assert script.matched(planted, planted) == {("merged", "real"): 1}
    for change in ({"counterpart": "c"}, {"reason": "merger"}, {"arrangement": "z"}):
        other = pd.DataFrame([{**row("merged", "2015-01-01", counterpart="b"), **change}])
        assert not script.matched(planted, other)


def test_a_register_in_which_nothing_happens(script: Any) -> None:
    assert script.still(2).endswith("Events of the world found: 0.")


def test_most_of_a_history_is_found(script: Any) -> None:
    table = script.counts({}, 2).set_index(["event", "reason"])
    for kind in (("joined", "real"), ("left", "real"), ("left", "merger"), ("joined", "merger")):
        counted = table.loc[kind]
        assert counted["right"] >= 0.98 * counted["planted"]
        assert counted["right"] >= 0.95 * counted["found"]
