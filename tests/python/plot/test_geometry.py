from __future__ import annotations

import json
from itertools import pairwise

import munigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from munigraph.plot import Geometry, find_geometry
from munigraph.plot._geometry import centre

TOPOLOGY = {
    # Two unit squares side by side share the upright arc 0; delta-encoded with a transform.
    "type": "Topology",
    "transform": {"scale": [0.5, 0.5], "translate": [1, 2]},
    "arcs": [
        [[2, 0], [0, 2]],
        [[2, 2], [-2, 0], [0, -2], [2, 0]],
        [[2, 0], [2, 0], [0, 2], [-2, 0]],
    ],
    "objects": {
        "regions": {"type": "GeometryCollection", "geometries": []},
        "towns": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"code": "A", "n": 1}},
                {"type": "Polygon", "arcs": [[2, -1]], "properties": {"code": "B", "n": 2}},
            ],
        },
    },
}  # fmt: skip


def write(tmp_path, document, name="map.json"):
    path = tmp_path / name
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    return path


def area(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def test_topology_is_decoded_and_wound_clockwise(tmp_path):
    geometry = Geometry.read(write(tmp_path, TOPOLOGY), ids=["A", "B"])
    assert set(geometry.shapes) == {"A", "B"}
    ring = geometry.shapes["A"]["coordinates"][0][0]
    assert sorted(map(tuple, ring[:-1])) == [(1, 2), (1, 3), (2, 2), (2, 3)]
    assert ring[0] == ring[-1]
    assert [area(s["coordinates"][0][0]) for s in geometry.shapes.values()] == [-1, -1]
    assert geometry.borders == {("A", "B")}
    assert geometry.neighbours() == {"A": {"B"}, "B": {"A"}}
    assert centre(geometry.shapes["A"]) == pytest.approx((1.5, 2.5))


def test_geojson_finds_the_property_with_the_ids(shapes, country):
    geometry = Geometry.read(shapes, ids=country.ids)
    assert set(geometry.shapes) == set(country.ids[:-1])
    assert ("M00", "M01") in geometry.borders
    assert ("M00", "M11") not in geometry.borders  # they touch in a corner only


def test_holes_are_wound_the_other_way(tmp_path):
    outer = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]
    hole = [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]
    feature = {"type": "Feature", "id": "X", "geometry": {"type": "Polygon", "coordinates": []}}
    for rings in ([outer, hole], [outer[::-1], hole[::-1]], [outer, hole[::-1]]):
        feature["geometry"]["coordinates"] = rings
        path = write(tmp_path, {"type": "FeatureCollection", "features": [feature]})
        polygon = Geometry.read(path, ids=["X"]).shapes["X"]["coordinates"][0]
        assert area(polygon[0]) == -16
        assert area(polygon[1]) == 1


@pytest.mark.parametrize(
    "document",
    [
        "not json",
        "[]",
        {"type": "Feature"},
        {"type": "FeatureCollection", "features": []},
        {"type": "Topology", "arcs": [], "objects": {}},
    ],
)
def test_what_is_no_map_is_refused(tmp_path, document):
    with pytest.raises(munigraph.DataError, match=r"map\.json"):
        Geometry.read(write(tmp_path, document))


@given(st.lists(st.tuples(st.floats(-170, 170), st.floats(-80, 80)), min_size=3, max_size=8))
def test_any_ring_survives_reading(tmp_path_factory, points):
    ring = [list(p) for p in points] + [list(points[0])]
    feature = {"type": "Feature", "id": "X", "geometry": {"type": "Polygon", "coordinates": [ring]}}
    path = write(
        tmp_path_factory.mktemp("ring"), {"type": "FeatureCollection", "features": [feature]}
    )
    shape = Geometry.read(path, ids=["X"]).shapes["X"]
    assert sorted(map(tuple, shape["coordinates"][0][0])) == sorted(
        (round(x, 4), round(y, 4)) for x, y in ring
    )


def test_the_data_folder_is_looked_into(tmp_path, monkeypatch):
    monkeypatch.setenv("MUNIGRAPH_DATA", str(tmp_path))
    assert find_geometry() is None
    folder = tmp_path / "nl" / "geo"
    folder.mkdir(parents=True)
    (folder / "x.topo.json").write_text(json.dumps(TOPOLOGY))
    assert find_geometry() == folder / "x.topo.json"
