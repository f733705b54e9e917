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


def test_the_plane_is_cut_where_the_roles_were():
    cuts = {"hub": 1.25, "connector": 0.5}
    spec = plot.role_plane(bridges([0.0, 1.0, 2.0, 3.0]), cuts=cuts).to_dict()
    assert "hubs at z of 1.25, roles at 0.05, 0.5, 0.8" in str(spec["title"])
    assert "Guimerà" not in str(spec["title"])
    usual = plot.role_plane(bridges([0.0, 1.0, 2.0, 3.0])).to_dict()
    assert "hubs at z of 2.5, roles at 0.05, 0.62, 0.8 (Guimerà" in str(usual["title"])
    with pytest.raises(ValueError, match="did you mean 'hub'"):
        plot.role_plane(bridges([0.0, 1.0, 2.0, 3.0]), cuts={"hbu": 1})


def test_open_dots_have_an_outline():
    spec = plot.role_plane(bridges([None, None, 1.0, 2.0])).to_dict()
    dots = next(one for one in layers(spec) if "fillOpacity" in one.get("encoding", {}))
    assert dots["encoding"]["stroke"]["field"] == "role"
    assert dots["encoding"]["strokeOpacity"] == {"value": 1}


def test_a_role_looks_the_same_whichever_others_are_there():
    def looks(roles):
        spec = plot.role_plane(bridges([0.0] * 4).assign(role=roles)).to_dict()
        dots = next(one for one in layers(spec) if "fillOpacity" in one.get("encoding", {}))
        colour, shape = (dots["encoding"][name]["scale"] for name in ("color", "shape"))
        assert colour["domain"] == shape["domain"]
        assert len(colour["domain"]) == len(colour["range"]) == len(shape["range"])
        return dict(
            zip(colour["domain"], zip(colour["range"], shape["range"], strict=True), strict=True)
        )

    few = looks(["peripheral", "peripheral", "ultra-peripheral", "connector hub"])
    many = looks(["ultra-peripheral", "ultra-peripheral", "peripheral", "my own"])
    assert len(set(few.values())) == 3
    assert {role: few[role] for role in few if role in many} == {
        role: many[role] for role in many if role in few
    }
    assert many["my own"] not in few.values()


def test_counts_of_roles_are_in_their_number():
    roles = ["peripheral", "peripheral", "connector hub", "connector hub"]
    chart = plot.role_plane(bridges([0.0] * 4).assign(role=roles))
    assert "2 peripheral, 2 connector hubs" in chart.to_dict()["description"]


@pytest.mark.parametrize(
    ("sizes", "bins", "turned"),
    [
        ([3, 8], [str(size) for size in range(3, 9)], False),
        ([18, 21, 41], ["18", "19", "20", "21–30", "31–40", "41–50"], False),
        ([2, 334], None, True),
        ([2, 40], None, True),
    ],
)
def test_sizes_leave_no_gap_out_and_their_labels_do_not_run_together(sizes, bins, turned):
    axis = plot.arrangement_sizes(sizes).to_dict()["encoding"]["x"]
    assert bins is None or axis["scale"]["domain"] == bins
    assert axis["axis"]["labelAngle"] == (-90 if turned else 0)


def test_sizes_of_thousands_are_no_row_of_empty_bins():
    axis = plot.arrangement_sizes([2, 99_950]).to_dict()["encoding"]["x"]
    assert axis["scale"]["domain"] == ["2", "99901–100000"]


def test_a_key_does_not_lie_on_dots():
    import munigraph as mg

    network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
    found = mg.leiden(network)
    spec = plot.bridge_map(network, found, mg.bridges(network, found), geometry=None).to_dict()
    sizes = [one["encoding"]["size"] for one in layers(spec) if "size" in one.get("encoding", {})]
    assert [size["legend"]["orient"] for size in sizes] == ["right"]


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
    # The plateau that words name is a band that is drawn.
    found = found.assign(high=[1.0, 2.0, 4.1])
    spec = plot.profile(SimpleNamespace(table=table, plateaus=found)).to_dict()
    assert (
        "longest plateau: 4 clusters from resolution 2 to 4.1 (at the edge of the scan);"
        in spec["description"]
    )
    found = found.assign(high=[1.0, 1.99, 2.1], low=[0.9, 1.0, 2.0])
    spec = plot.profile(SimpleNamespace(table=table, plateaus=found)).to_dict()
    assert "longest plateau: 3 clusters from resolution 1 to 1.99;" in spec["description"]
    assert "bands: intervals" in spec["description"]


def test_bands_that_are_not_drawn_are_counted():
    table = pd.DataFrame({"resolution": [1.0, 2.0, 300.0], "clusters": [2, 3, 9]})
    low = [float(2**k) for k in range(8)]
    found = pd.DataFrame({"low": low, "high": [2.1 * x for x in low], "clusters": range(2, 10)})
    spec = plot.profile(SimpleNamespace(table=table, plateaus=found)).to_dict()
    assert "bands: the 6 longest of 8 intervals" in spec["description"]
    rows = next(d for d in spec["datasets"].values() if d and "odd" in d[0])
    assert len(rows) == 6


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
