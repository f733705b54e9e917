"""The matrix of weight between groups."""

from __future__ import annotations

import pandas as pd
import pytest
from munigraph import plot
from munigraph.plot._saving import specification

PAIRS = pd.DataFrame(
    [("East", "East", 8.0, 4.0, 0.01), ("East", "West", 1.0, 4.0, 0.99),
     ("West", "West", 6.0, 6.0, 0.5),
     ("North", "North", 0.0, 0.0, 1.0), ("East", "North", 2.0, 0.0, 0.01),
     ("North", "West", 0.0, 1.0, 1.0)],
    columns=["a", "b", "weight", "expected", "p"],
)  # fmt: skip


def cells(chart):
    spec = specification(chart)
    rows = (spec.get("data") or spec["layer"][0]["data"]).get("values")
    if rows is None:
        rows = next(iter(spec["datasets"].values()))
    return {(r["a"], r["b"]): r for r in rows}


def test_ratios_by_hand():
    found = cells(plot.weight_matrix(PAIRS))
    said = {pair: row["said"] for pair, row in found.items()}
    assert said == {
        ("East", "East"): "2.0",
        ("East", "West"): ".25", ("West", "East"): ".25",
        ("West", "West"): "1.0",
        ("East", "North"): "∞", ("North", "East"): "∞",
        ("North", "West"): "0", ("West", "North"): "0",
    }  # fmt: skip
    # Neither weight nor expectation: nothing is said of North with itself.
    assert found["East", "East"]["shade"] == 1
    assert found["East", "West"]["shade"] == -2
    assert found["North", "West"]["shade"] == -3


def test_the_description_tells_what_stands_out():
    spec = specification(plot.weight_matrix(PAIRS, null="gravity"))
    # 14 of 17 within, 10 of 15 expected.
    assert spec["description"].startswith(
        "Weight between 3 groups: 82% lies within one, 67% under gravity. "
    )
    assert "lowest: North and West (0)" in spec["description"]


def test_colour_is_never_alone():
    marks = [one["mark"]["type"] for one in specification(plot.weight_matrix(PAIRS))["layer"]]
    assert marks == ["rect", "text"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: t.drop(columns="expected"), "expected a, b, weight, expected"),
        (lambda t: pd.concat([t, t.head(1)]), "'East', 'East' stands there twice"),
        (lambda t: pd.concat([t, t.iloc[[1]].rename(columns={"a": "b", "b": "a"})]), "twice"),
    ],
)
def test_what_is_wrong_is_told(change, words):
    with pytest.raises(ValueError, match=words):
        plot.weight_matrix(change(PAIRS))


def test_what_is_too_small_to_tell_is_left_empty():
    small = pd.DataFrame([("East", "East", 999.0, 999.0), ("East", "West", 0.5, 0.1)],
                         columns=["a", "b", "weight", "expected"])  # fmt: skip
    assert set(cells(plot.weight_matrix(small))) == {("East", "East")}
    assert "No group is expected" in specification(plot.weight_matrix(small))["description"]
