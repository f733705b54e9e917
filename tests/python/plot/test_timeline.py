"""Timelines of arrangements and municipalities."""

from __future__ import annotations

import munigraph as mg
import pytest
from munigraph import plot


def values(chart, mark):
    made = chart.to_dict()
    layers = [layer for layer in made["layer"] if layer["mark"]["type"] == mark]
    return [made["datasets"][layer["data"]["name"]] for layer in layers]


def test_of_an_arrangement(history):
    chronicle = mg.chronicle(history)
    chart = plot.timeline(chronicle, "care")
    bars = values(chart, "bar")[0]
    assert {row["row"] for row in bars} == {"Pee", "Quu", "Ar <b>", "Es", "Tee"}
    assert chart.to_dict()["title"]["subtitle"] == ["5 participants", "5 memberships ended"]
    ends = values(chart, "point")[0]
    assert {row["why"] for row in ends} == {
        "the arrangement ended",
        "merged into another municipality",
    }
    # The change of form, and the new number and name, on one day.
    assert {row["event"] for row in values(chart, "rule")[1]} == {"form", "name", "renumbered"}
    assert "<svg" in plot.to_svg(chart)


def test_the_later_number_is_the_same_arrangement(history):
    chronicle = mg.chronicle(history)
    first, later = (plot.timeline(chronicle, one) for one in ("care", "care2"))
    assert len(values(later, "bar")[0]) == 5
    assert values(later, "rule")[1] == values(first, "rule")[1]


def test_of_a_municipality(history):
    chart = plot.timeline(mg.chronicle(history), "q", title="Quu's")
    bars = {row["row"]: row for row in values(chart, "bar")[0]}
    assert set(bars) == {"Care", "Waste"}
    assert (bars["Waste"]["start"], bars["Waste"]["entry"]) == ("1999-01-01", "2012-01-01")
    assert bars["Waste"]["why"] == "left"
    assert chart.to_dict()["title"]["text"] == "Quu's"


def test_unknown(history):
    with pytest.raises(KeyError, match="nowhere"):
        plot.timeline(mg.chronicle(history), "nowhere")
