"""Maps of a column, shapes from a GeoDataFrame, simplified shapes, cells, and no map at all."""

import json

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from munigraph import plot
from munigraph.plot._geometry import CELLS, shipped_cells


def features(chart):
    """All rows of inline data."""
    spec = chart.to_dict()
    found = [row for rows in spec.get("datasets", {}).values() for row in rows]

    def walk(part):
        if isinstance(part, dict):
            rows = part.get("values")
            found.extend(rows if isinstance(rows, list) and rows else [])
            for value in part.values():
                walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    walk({key: value for key, value in spec.items() if key != "datasets"})
    return [row for row in found if isinstance(row, dict) and "id" in row]


def heading(chart):
    return chart.to_dict()["title"]


def frame(country, shapes, **more):
    geopandas = pytest.importorskip("geopandas")
    read = geopandas.read_file(shapes)
    return read.assign(**more)


def test_numbers_are_shades_and_the_lost_ones_are_white(country, shapes):
    values = pd.Series(np.arange(36.0), index=country.ids)
    values.iloc[3] = np.nan
    chart = plot.choropleth(country.network, values, geometry=shapes, name="score")
    rows = features(chart)
    assert {row["id"] for row in rows} == set(country.ids)
    shown = {row["id"]: row["value"] for row in rows}
    assert shown.pop(country.ids[3]) is None
    assert shown == {k: v for k, v in values.items() if k in shown}
    assert heading(chart)["text"] == "score, from 0 to 35; 1 municipality without, white"
    assert plot.to_svg(chart).startswith("<svg")


def test_a_column_of_the_nodes_by_its_name(country, shapes):
    chart = plot.choropleth(country.network, "province", geometry=shapes, title="Provinces")
    assert heading(chart)["text"] == "Provinces"
    assert "province: 2 values" in heading(chart)["subtitle"]
    assert {row["value"] for row in features(chart)} == {"P0", "P1"}
    dots = plot.choropleth(country.network, "population", geometry=None, log=True)
    assert len(features(dots)) == 36
    assert '"log"' in json.dumps(dots.to_dict())
    assert plot.to_svg(dots).startswith("<svg")


def test_values_are_taken_by_id(country):
    values = pd.Series(np.arange(36.0), index=country.ids, name="score")
    expected = plot.choropleth(country.network, values, geometry=None).to_dict()
    for form in (values.iloc[::-1], values.sample(frac=1, random_state=1)):
        assert plot.choropleth(country.network, form, geometry=None).to_dict() == expected
    for form in (values.iloc[::-1].to_dict(), values.to_numpy(), values.reset_index(drop=True)):
        drawn = plot.choropleth(country.network, form, geometry=None, name="score").to_dict()
        assert drawn == expected
    part = plot.choropleth(country.network, values.iloc[5:], geometry=None)
    assert len([row for row in features(part) if row.get("value") is not None]) == 31


def test_a_column_of_the_nodes_as_it_stands(country, shapes):
    column = country.network.nodes["population"]
    chart = plot.choropleth(country.network, column, geometry=shapes)
    shown = {row["id"]: row["value"] for row in features(chart)}
    assert shown == dict(zip(country.network.nodes["id"], column, strict=True))
    assert heading(chart)["text"].startswith("population, from")


def test_many_words_share_a_colour(country):
    words = [f"w{k}" if k < 30 else "often" for k in range(36)]
    chart = plot.choropleth(country.network, words, geometry=None)
    kinds = {row["value"] for row in features(chart)}
    assert len(kinds) == 13
    assert {"often", "others"} <= kinds


@pytest.mark.parametrize(
    ("values", "match"),
    [
        ("populaton", "population"),
        ([1, 2], "one number per node expected"),
        (pd.Series([1.0], index=["elsewhere"]), "1 of 1 ids are not among the nodes"),
        ({"M00": 1.0, "M01": 2.0, "elswhere": 3.0}, "1 of 3 ids are not among the nodes"),
        (pd.Series(range(36)).sort_index(ascending=False), "not in order"),
        (pd.Series([1.0, 2.0], index=["M00", "M00"]), "twice"),
        ({"M00": None}, "no node has a value"),
    ],
)
def test_what_cannot_be_shown_is_refused(country, values, match):
    with pytest.raises(ValueError, match=match):
        plot.choropleth(country.network, values, geometry=None)
    with pytest.raises(ValueError, match="above 0"):
        plot.choropleth(country.network, np.zeros(36), geometry=None, log=True)


def test_a_geodataframe_is_the_same_as_its_file(country, shapes):
    made = frame(country, shapes)
    ids = country.ids
    read, given = plot.Geometry.read(shapes, ids=ids), plot.Geometry.from_frame(made, ids=ids)
    assert given.shapes == read.shapes
    assert given.borders == read.borders
    # In metres, it comes back to degrees.
    metres = made.set_crs(4326, allow_override=True).to_crs(3857)
    back = plot.Geometry.from_frame(metres, ids=ids)
    here, there = (np.array(g.shapes["M00"]["coordinates"][0][0]) for g in (back, read))
    assert np.abs(here - there).max() < 1e-3
    chart = plot.cluster_map(country.network, country.labels, geometry=made)
    assert "1 municipality without a shape: a dot at the seat" in json.dumps(heading(chart))
    bridges = plot.bridge_map(country.network, country.labels, country.bridges, geometry=made)
    assert len(features(bridges)) > 35


def test_other_formats_are_read_by_geopandas(country, shapes, tmp_path):
    made = frame(country, shapes)
    made.to_file(tmp_path / "shapes.gpkg")
    read = plot.Geometry.read(tmp_path / "shapes.gpkg", ids=country.ids)
    assert set(read.shapes) == set(country.ids[:-1])


def test_ids_may_be_the_index(country, shapes):
    made = frame(country, shapes)
    column = next(c for c in made.columns if set(made[c].astype(str)) <= set(country.ids))
    other = made.set_index(column)[["geometry"]]
    assert set(plot.Geometry.from_frame(other, ids=country.ids).shapes) == set(country.ids[:-1])


def test_simplified_shapes_have_fewer_points_and_the_same_borders():
    pytest.importorskip("topojson")
    shapely = pytest.importorskip("shapely")
    # Two squares with a wavy border between them.
    y = np.linspace(0, 1, 101)
    wave = np.column_stack([1 + 0.01 * np.sin(40 * y), y]).tolist()
    left = [[0, 0], *wave, [0, 1], [0, 0]]
    right = [[2, 0], [2, 1], *wave[::-1], [2, 0]]
    document = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "id": k, "properties": {},
             "geometry": {"type": "Polygon", "coordinates": [ring]}}
            for k, ring in (("a", left), ("b", right))
        ],
    }  # fmt: skip
    holder = type("Frame", (), {"__geo_interface__": document})()
    whole = plot.Geometry.from_frame(holder, ids=["a", "b"])
    small = whole.simplified(0.05)
    points = [sum(len(r) for p in g.shapes["a"]["coordinates"] for r in p) for g in (whole, small)]
    assert points[1] < points[0] / 5
    assert small.borders == whole.borders == {("a", "b")}
    a, b = (shapely.geometry.shape(small.shapes[k]) for k in "ab")
    assert a.intersection(b).area == pytest.approx(0, abs=1e-9)
    assert a.union(b).area == pytest.approx(2, abs=0.01)
    with pytest.raises(ValueError, match="tolerance"):
        whole.simplified(0)


def test_cells_stand_for_the_municipalities_of_2020_and_say_so(tmp_path, monkeypatch):
    shapely = pytest.importorskip("shapely")
    monkeypatch.setenv("MUNIGRAPH_DATA", str(tmp_path))  # no file of shapes
    network = mg.datasets.load("nl-2020").at("2020-07-01").network(domain="safety")
    cells = shipped_cells()
    nodes = network.nodes
    assert set(cells.shapes) == set(nodes["id"])
    parts = {key: shapely.geometry.shape(shape) for key, shape in cells.shapes.items()}
    for id_, lon, lat in nodes[["id", "lon", "lat"]].itertuples(index=False):
        assert parts[id_].buffer(0.002).covers(shapely.Point(lon, lat)), id_
    whole = shapely.union_all([part.buffer(0) for part in parts.values()])
    assert whole.area == pytest.approx(sum(p.area for p in parts.values()), rel=1e-3)  # no overlap
    for geometry in ("auto", "cells"):
        chart = plot.cluster_map(network, mg.leiden(network), geometry=geometry)
        assert CELLS in json.dumps(heading(chart))
    points = plot.cluster_map(network, mg.leiden(network), geometry=None)
    assert CELLS not in json.dumps(heading(points))


def test_cells_of_2020_do_not_stand_for_another_year(tmp_path, monkeypatch):
    monkeypatch.setenv("MUNIGRAPH_DATA", str(tmp_path))
    register = mg.datasets.load("nl-2020").on_geography("2023-01-01")[0]
    network = register.at("2020-07-01").network()
    chart = plot.cluster_map(network, mg.leiden(network))
    assert CELLS not in json.dumps(heading(chart))
    with pytest.raises(ValueError, match="of 2020"):
        plot.cluster_map(network, mg.leiden(network), geometry="cells")


def test_without_coordinates_the_title_says_that_there_is_no_map(country):
    from types import SimpleNamespace

    nodes = country.nodes.drop(columns=["lon", "lat"])
    network = SimpleNamespace(nodes=nodes, edges=country.network.edges, isolates=[])
    for text in (None, "Mine"):
        charts = (
            plot.cluster_map(network, country.labels, geometry=None, title=text),
            plot.bridge_map(network, country.labels, country.bridges, geometry=None, title=text),
            plot.choropleth(network, "population", title=text),
        )
        for chart in charts:
            assert heading(chart)["text"].endswith(" (no map: positions made up)")
            assert "No map: positions made up" in chart.to_dict()["description"]
    placed = plot.cluster_map(country.network, country.labels, geometry=None)
    assert "made up" not in json.dumps(heading(placed))
