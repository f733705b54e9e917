"""Every chart: what it shows, its text alternative, and that it can be drawn."""

from __future__ import annotations

import json
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from munigraph import plot
from munigraph._common.colours import ENOUGH, distance


def marks(chart) -> list[str]:
    return [layer["mark"]["type"] for layer in chart.to_dict()["layer"]]


def test_what_has_no_ties_between_clusters_has_no_empty_layer(country):
    """Vega warns of a scale without values, and leaves a mark that has no name for a reader."""
    one = np.zeros(len(country.labels), dtype=int)
    assert "rule" in marks(plot.meta_network(country.network, country.labels))
    assert "rule" not in marks(plot.meta_network(country.network, one))
    nobody = country.bridges.assign(participation=0.0)
    chart = plot.bridge_map(country.network, one, nobody, geometry=None)
    assert marks(chart) == ["circle"]
    assert "Nobody has any" in chart.to_dict()["description"]
    some = plot.bridge_map(country.network, country.labels, country.bridges, geometry=None)
    assert len(marks(some)) == 5
    assert "The first: Town" in some.to_dict()["description"]


def values(chart) -> list[list[dict]]:
    """All inline data of a chart."""
    spec = chart.to_dict()
    named = spec.get("datasets", {})
    found: list[list[dict]] = []

    def walk(part):
        if isinstance(part, dict):
            data = part.get("data")
            if isinstance(data, dict):
                found.append(data["values"] if "values" in data else named[data["name"]])
            for key, value in part.items():
                if key not in ("data", "datasets"):
                    walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    walk(spec)
    return found


def drawn(chart) -> str:
    svg = plot.to_svg(chart)
    assert svg.startswith("<svg")
    assert len(chart.to_dict()["description"]) > 20
    return svg


def test_shapes_and_the_list_of_those_without_one_make_up_all(country, shapes):
    chart = plot.cluster_map(country.network, country.labels, geometry=shapes)
    features = [v for v in values(chart) if v and v[0].get("type") == "Feature"]
    assert len(features[0]) == 35
    assert "1 municipality without a shape: a dot at the seat" in json.dumps(
        chart.to_dict()["title"]
    )
    svg = drawn(chart)
    assert svg.count("Municipality: Town") == 36  # each names itself
    assert "9 clusters of 36 municipalities" in svg


def test_clusters_that_share_a_border_are_told_apart(country, shapes):
    labels = np.array([x * 6 + y for x, y in country.cells]) // 2  # 18 dominoes
    chart = plot.cluster_map(country.network, labels, geometry=shapes)
    features = next(v for v in values(chart) if v and v[0].get("type") == "Feature")
    fill = {f["id"]: f["fill"] for f in features}
    cluster = dict(zip(country.ids, labels, strict=True))
    borders = plot.Geometry.read(shapes, ids=country.ids).borders
    pairs = [(a, b) for a, b in borders if cluster[a] != cluster[b]]
    assert pairs
    assert all(distance(fill[a], fill[b]) >= ENOUGH for a, b in pairs)


@pytest.mark.parametrize("columns", [(1,), (2,), (3,), (2, 3), (1, 4)])
@pytest.mark.parametrize("size", [2, 3])
def test_clusters_on_both_sides_of_missing_shapes_are_told_apart(country, shapes, columns, size):
    """Municipalities that merged since have no shape: their neighbours are found by the seats."""
    labels = np.array([x * 6 + y for x, y in country.cells]) // size
    nodes = country.nodes.assign(
        lon=[x + 0.5 for x, _ in country.cells], lat=[y + 0.5 for _, y in country.cells]
    )
    whole = plot.Geometry.read(shapes, ids=country.ids)
    gap = [key for key, (x, _) in zip(country.ids, country.cells, strict=True) if x in columns]
    left = plot.Geometry(
        {key: shape for key, shape in whole.shapes.items() if key not in gap},
        frozenset(pair for pair in whole.borders if not set(pair) & set(gap)),
    )
    chart = plot.cluster_map(nodes, labels, geometry=left)
    fill = {
        row["id"]: row["fill"] for part in values(chart) for row in part if row.get("fill")
    }  # shapes, and dots where there is none
    cluster = dict(zip(country.ids, labels, strict=True))
    assert set(fill) == set(country.ids)
    beside = [(a, b) for a, b in whole.borders if cluster[a] != cluster[b]]
    assert sum(a in gap or b in gap for a, b in beside) > 5
    assert all(distance(fill[a], fill[b]) >= ENOUGH for a, b in beside)


def test_a_map_falls_back_to_points_and_to_a_layout(country):
    points = plot.cluster_map(country.network, country.labels, geometry=None)
    assert '"longitude"' in json.dumps(points.to_dict())
    drawn(points)
    bare = SimpleNamespace(
        nodes=country.nodes[["id", "name"]], edges=country.network.edges, isolates=[]
    )
    laid_out = plot.cluster_map(bare, country.labels)
    assert '"longitude"' not in json.dumps(laid_out.to_dict())
    places = {(r["x"], r["y"]) for r in values(laid_out)[0]}
    assert len(places) == 36
    assert laid_out.to_dict() == plot.cluster_map(bare, country.labels).to_dict()
    with pytest.raises(ValueError, match="coordinates"):
        plot.cluster_map(country.nodes[["id", "name"]], country.labels)


def test_isolates_and_singletons_are_said_and_shown(country):
    labels = country.labels.copy()
    labels[0], labels[1] = 100, 101
    country.network.isolates = ["M00"]
    chart = plot.cluster_map(country.network, labels, geometry=None)
    kinds = {r["id"]: r["belongs"] for r in values(chart)[0]}
    assert kinds["M00"] == "has no ties"
    assert kinds["M01"] == "alone in its cluster"
    assert "1 alone, 1 without ties" in chart.to_dict()["description"]


def test_tables_and_results_are_taken_like_labels(country):
    table = country.nodes[["id", "name", "lon", "lat"]].assign(cluster=country.labels)
    result = SimpleNamespace(table=table[["id", "name", "cluster"]].sample(frac=1, random_state=1))
    expected = plot.meta_network(country.network, country.labels).to_dict()
    assert plot.meta_network(country.network, result).to_dict() == expected
    drawn(plot.cluster_map(table, geometry=None))


@pytest.mark.parametrize(
    ("labels", "error"),
    [([0, 1], ValueError), (pd.DataFrame({"id": ["?"], "cluster": [0]}), ValueError)],
)
def test_labels_that_do_not_fit_are_refused(country, labels, error):
    with pytest.raises(error):
        plot.cluster_map(country.network, labels)
    with pytest.raises(TypeError):
        plot.cluster_map(np.zeros(3))


def test_names_from_data_stay_text(country):
    country.network.nodes.loc[0, "name"] = "<script>alert(1)</script>"
    svg = drawn(plot.cluster_map(country.network, country.labels, geometry=None))
    assert "<script>" not in svg
    assert "&lt;script" in svg


def test_bridge_map_draws_the_ties_between_clusters(country, shapes):
    chart = plot.bridge_map(country.network, country.labels, country.bridges, geometry=shapes)
    edges = country.network.edges
    label = dict(zip(country.ids, country.labels, strict=True))
    across = (edges["source"].map(label) != edges["target"].map(label)).sum()
    ties = next(v for v in values(chart) if v and "source_x" in v[0])
    assert len(ties) == across
    first = country.bridges.sort_values("rank")["name"].iloc[0]
    assert first in drawn(chart)
    few = plot.bridge_map(country.network, country.labels, country.bridges, geometry=None, ties=3)
    assert f"3 of {across} ties" in few.to_dict()["description"]
    with pytest.raises(ValueError, match="unknown column"):
        plot.bridge_map(country.network, country.labels, country.bridges, by="size")


def multiverse() -> pd.DataFrame:
    rows = [
        {"weighting": w, "max_size": m, "resolution": g, "a.b[0]": w == "count", "clusters": c}
        for c, (w, m, g) in enumerate(
            (w, m, g) for w in ("newman", "count") for m in (None, 5) for g in (1.0, 2.0)
        )
    ]
    table = pd.DataFrame(rows)
    table["clusters_min"], table["clusters_max"] = table["clusters"] - 1, table["clusters"] + 2
    table["status"] = "ok"
    table.loc[3, ["clusters", "clusters_min", "clusters_max"]] = np.nan
    table.loc[3, "status"] = "invalid"
    return table


def test_specification_curve_orders_and_counts():
    chart = plot.specification_curve(multiverse(), published={"report": 11})
    curve, choices = values(chart)[:1], values(chart)[-1]
    ranks = [r["outcome"] for r in curve[0]]
    assert ranks == sorted(ranks)
    assert len(ranks) == 7
    assert {c["kind"] for c in choices} == {"weighting", "max_size", "resolution", "a.b[0]"}
    text = chart.to_dict()["description"]
    assert "7 constructions: clusters from 0 to 7" in text
    assert "1 combination without a result" in text
    assert "report: 11" in drawn(chart)


def test_specification_curve_thins_and_says_so():
    table = pd.DataFrame({"clusters": range(1000), "resolution": np.linspace(0.1, 9, 1000)})
    chart = plot.specification_curve(table, most=50, choices=[])
    shown = [r["outcome"] for r in values(chart)[0]]
    assert (len(shown), shown[0], shown[-1]) == (50, 0, 999)
    assert "50 of 1,000 drawn" in chart.to_dict()["description"]
    with pytest.raises(ValueError, match="no construction"):
        plot.specification_curve(table.assign(clusters=np.nan))


def test_profile_shades_plateaus():
    table = pd.DataFrame(
        {
            "resolution": [0.5, 1.0, 2.0, 4.0, 8.0],
            "clusters": [2, 5, 5, 5, 9],
            "agreement": [1, 0.9, 0.95, 0.9, 0.7],
            "plateau": [np.nan, 1, 1, 1, np.nan],
        }
    )
    chart = plot.profile(table)
    bands = next(v for v in values(chart) if v and "start" in v[0])
    assert bands == [{"start": 1.0, "end": 4.0, "clusters": 5.0, "odd": False}]
    assert "5 clusters from resolution 1 to 4" in drawn(chart)
    marks = [False, True, True, True, False]
    assert plot.profile(table.assign(plateau=marks)).to_dict() == chart.to_dict()


def test_co_assignment_reports_blocks(country):
    same = (country.labels[:, None] == country.labels[None, :]).astype(float)
    chart = plot.co_assignment(same, country.labels, country.network)
    cells = next(v for v in values(chart) if v and "others" in v[0])
    assert len(cells) == 81
    assert {(c["a"] == c["b"], c["share"]) for c in cells} == {(True, 1.0), (False, 0.0)}
    assert "data:image/png" in drawn(chart)
    with pytest.raises(ValueError, match="shape"):
        plot.co_assignment(same[:5], country.labels, country.network)


def test_role_plane_keeps_those_without_z(country):
    country.bridges.loc["M00", "within_z"] = np.nan
    country.bridges.loc["M01", ["within_z", "participation"]] = np.nan
    chart = plot.role_plane(country.bridges)
    text = chart.to_dict()["description"]
    assert "1 municipality without a z" in text
    assert "1 municipality without ties left out" in text
    points = next(v for v in values(chart) if v and "defined" in v[0])
    assert len(points) == 35
    drawn(chart)


def test_meta_network_sums_weight_between_clusters(country):
    chart = plot.meta_network(country.network, country.labels)
    links = next(v for v in values(chart) if v and "x2" in v[0])
    edges = country.network.edges
    label = dict(zip(country.ids, country.labels, strict=True))
    across = edges[edges["source"].map(label) != edges["target"].map(label)]["weight"].sum()
    assert sum(link["weight"] for link in links) == pytest.approx(across)
    drawn(chart)
    assert plot.meta_network(country.network, country.labels, place="layout").to_dict()
    with pytest.raises(ValueError, match="place"):
        plot.meta_network(country.network, country.labels, place="moon")


def test_domains_ribbons_hold_every_municipality_once(country):
    other = np.array([x for x, _ in country.cells])
    other[0] = 77
    chart = plot.domains({"one": country.labels, "two": other}, country.network)
    ribbons = next(v for v in values(chart) if v and "ribbon" in v[0])
    each = {r["ribbon"]: r["count"] for r in ribbons}
    assert sum(each.values()) == 36
    boxes = next(v for v in values(chart) if v and "block" in v[0])
    assert [b["size"] for b in boxes if b["block"] == "alone"] == [1]
    assert "two: 6 clusters, 1 alone" in drawn(chart)


def test_arrangement_sizes_counts_memberships():
    table = pd.DataFrame({"arrangement": list("aaabbc"), "participant": list("xyyxyx")})
    chart = plot.arrangement_sizes(table)
    assert values(chart)[0] == [{"bin": "1", "count": 1}, {"bin": "2", "count": 2}]
    sizes = plot.arrangement_sizes([2, 2, 5, 21, 30, 101])
    assert [r["bin"] for r in values(sizes)[0]] == ["101–200", "2", "21–30", "5"]
    drawn(plot.arrangement_sizes(pd.DataFrame({"size": [2, 3], "form": ["x", None]}), by="form"))


def test_null_histogram_places_the_observed_value():
    draws = np.random.default_rng(0).normal(size=200)
    result = SimpleNamespace(draws=draws, observed=4.0, p=1 / 201, z=4.0)
    chart = plot.null_histogram({"gravity": result, "curveball": {"draws": draws, "observed": 0}})
    text = drawn(chart)
    assert "p ≤ .005 (200 draws)" in text
    bars = [v for v in values(chart) if v and "count" in v[0]]
    assert [sum(b["count"] for b in part) for part in bars] == [200, 200]
    with pytest.raises(ValueError, match="no finite"):
        plot.null_histogram({"draws": [np.nan], "observed": np.nan})


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf", "html", "json"])
def test_files(country, tmp_path, suffix):
    chart = plot.meta_network(country.network, country.labels)
    path = plot.save(chart, tmp_path / f"chart.{suffix}")
    start = path.read_bytes()[:9]
    assert start.startswith(
        {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF", "html": b"<!DOCTYPE", "json": b"{"}[
            suffix
        ]
    )
    assert [p.name for p in tmp_path.iterdir()] == [f"chart.{suffix}"]


def test_a_page_asks_for_nothing_from_outside(country, tmp_path):
    chart = plot.cluster_map(country.network, country.labels, geometry=None)
    page = plot.save(chart, tmp_path / "chart.html").read_text()
    assert "<script src=" not in page
    assert "cdn" not in page.lower() or "jsdelivr" not in page.lower()


def test_an_unknown_suffix_leaves_nothing(country, tmp_path):
    with pytest.raises(ValueError, match=r"\.docx"):
        plot.save(plot.meta_network(country.network, country.labels), tmp_path / "chart.docx")
    assert not list(tmp_path.iterdir())


def test_what_leaves_nothing_out_is_called_all_however_it_was_written():
    """A study's table holds the words of its file, where no domain is "none"."""
    table = pd.DataFrame(
        {
            "domain": ["none", "social"],
            "obligation": [None, "free"],
            "made_up": ["none", "some"],
            "clusters": [3, 4],
        }
    )
    text = plot.specification_curve(table).to_json()
    for said in ("domain: all", "obligation: all", "made up: none"):
        assert said in text
    assert "domain: none" not in text


def test_a_chart_in_the_place_of_the_path_is_told():
    chart = plot.specification_curve(pd.DataFrame({"weighting": ["a", "b"], "clusters": [3, 4]}))
    with pytest.raises(TypeError, match=r"path is a VConcatChart, .*save\(chart, path\)"):
        plot.save("map.svg", chart)
