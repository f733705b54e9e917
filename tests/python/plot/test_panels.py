"""Charts that say what they show: open dots, panels of their own, bands that are told apart."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

pytest.importorskip("altair")

from munigraph import plot
from munigraph.plot._over_time import draw_counts


def bridges(z):
    return pd.DataFrame(
        {
            "name": list("abcd"),
            "participation": [0.1, 0.2, 0.3, 0.4],
            "within_z": z,
            "role": "peripheral",
            "strength": 1.0,
        }
    )


def layers(spec):
    for part in spec.get("layer", spec.get("vconcat", [])):
        yield part
        yield from layers(part)


def test_open_dots_have_an_outline():
    spec = plot.role_plane(bridges([None, None, 1.0, 2.0])).to_dict()
    dots = next(one for one in layers(spec) if "fillOpacity" in one.get("encoding", {}))
    assert dots["encoding"]["stroke"]["field"] == "role"
    assert dots["encoding"]["strokeOpacity"] == {"value": 1}


def test_both_cuts_are_drawn_and_said():
    spec = plot.role_plane(bridges([0.0, 1.0, 2.0, 3.0])).to_dict()
    # numpy: the 90th percentile of 0, 1, 2, 3 is 2.7, the 75th of .1, .2, .3, .4 is .325.
    assert "2.70" in spec["description"]
    assert "0.33" in spec["description"] or "0.32" in spec["description"]
    assert "Guimerà" in spec["description"]
    said = [row for data in spec["datasets"].values() for row in data if "what" in row]
    assert {"90th percentile of z", "75th percentile of participation"} <= {
        row["what"] for row in said
    }


def test_two_statistics_have_panels_of_their_own():
    def one(low):
        return {"draws": [low, low + 1, low + 2], "observed": low + 5, "p": 0.25, "z": 3.0}

    both = {("gravity", "quality"): one(0), ("gravity", "clusters"): one(100)}
    spec = plot.null_histogram(both).to_dict()
    panels = spec["vconcat"]
    assert len(panels) == 2
    titles = [panel["vconcat"][0]["layer"][0]["encoding"]["x"]["title"] for panel in panels]
    assert titles == ["quality (gravity)", "clusters (gravity)"]
    scales = [
        panel["vconcat"][0]["layer"][0]["encoding"]["x"]["scale"]["domain"] for panel in panels
    ]
    assert scales[0][1] < 100 < scales[1][1]


def test_neighbouring_bands_differ():
    table = pd.DataFrame(
        {"resolution": [0.5, 1.0, 2.0, 4.0], "clusters": [2, 3, 4, 5], "agreement": 1.0}
    )
    found = pd.DataFrame({"low": [0.5, 1.0, 2.0], "high": [1.0, 2.0, 4.0], "clusters": [2, 3, 4]})
    spec = plot.profile(SimpleNamespace(table=table, plateaus=found)).to_dict()
    rows = next(d for d in spec["datasets"].values() if d and "odd" in d[0])
    assert [row["odd"] for row in rows] == [False, True, False]
    assert "CHAMP" in spec["description"]


def test_counts_over_dates():
    rows = pd.DataFrame(
        {
            "date": ["2012-07-01", "2010-07-01"],
            "clusters": [5, 4],
            "clusters_min": [4, 4],
            "clusters_max": [6, 4],
        }
    )
    spec = draw_counts(rows).to_dict()
    assert "2010-07-01: 4 (4 to 4); 2012-07-01: 5 (4 to 6)" in spec["description"]
