"""``network.nodes`` with what the ties say, and the same attributes in other tools."""

from __future__ import annotations

import igraph
import munigraph as mg
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from munigraph.network import _find


def test_degree_and_strength_by_hand():
    # Aa–Bee share two arrangements of three and two, Aa–Cee and Bee–Cee the one of three.
    network = mg.Network.from_memberships(
        ["Aa", "Bee", "Cee", "Aa", "Bee", "Dee"], ["x", "x", "x", "y", "y", "z"]
    )
    nodes = network.nodes.set_index("id")
    assert list(network.nodes.columns) == ["id", "name", "degree", "strength"]
    assert nodes["degree"].to_dict() == {"Aa": 2, "Bee": 2, "Cee": 2, "Dee": 0}
    assert nodes["strength"].to_dict() == {"Aa": 2.0, "Bee": 2.0, "Cee": 1.0, "Dee": 0.0}
    assert nodes.loc["Aa", "degree"] == len(network.partners("Aa"))


def test_they_are_those_of_networkx_on_random_networks():
    rng = np.random.default_rng(0)
    for _ in range(20):
        n, m = int(rng.integers(2, 12)), int(rng.integers(1, 40))
        network = mg.Network.from_memberships(
            rng.integers(0, n, m), np.unique(rng.integers(0, 6, m), return_inverse=True)[1], n=n,
            weighting=str(rng.choice(["newman", "count", "binary", "jaccard"])),
        )  # fmt: skip
        graph = network.to_networkx()
        assert network.nodes["degree"].tolist() == [d for _, d in graph.degree()]
        strengths = [s for _, s in graph.degree(weight="weight")]
        np.testing.assert_allclose(network.nodes["strength"], strengths)


def test_the_table_is_ones_own():
    network = mg.Network.from_edges(["a"], ["b"])
    nodes = network.nodes
    nodes.loc[:, "degree"] = 5
    assert network.nodes["degree"].tolist() == [1, 1]


def test_columns_of_these_names_are_worked_out_anew():
    nodes = pd.DataFrame({"id": ["a", "b"], "degree": [7, 7], "colour": ["red", "blue"]})
    network = mg.Network.from_edges(["a"], ["b"], [2.0], nodes=nodes)
    assert list(network.nodes.columns) == ["id", "name", "colour", "degree", "strength"]
    assert network.nodes["degree"].tolist() == [1, 1]


def test_ties_beyond_counting_are_not_counted(monkeypatch):
    network = mg.Network.from_memberships([0, 1, 2], [0, 0, 0])
    monkeypatch.setattr(_find, "_COUNTED", 2)
    assert network.nodes["degree"].isna().all()
    assert network.nodes["strength"].tolist() == [1.0, 1.0, 1.0]
    other = mg.Network.from_memberships([0, 1, 2], [0, 0, 0])
    assert len(other.edges) == 3  # works the ties out
    assert other.nodes["degree"].tolist() == [2, 2, 2]


def test_what_needs_attributes_alone_works_out_no_ties():
    network = mg.datasets.load("nl-2020").at("2020-07-01").network()
    mg.alignment(network, mg.leiden(network, representation="implicit"), "province")
    assert network._measured is None


def test_columns_are_named_where_names_of_columns_go():
    ids = pd.DataFrame({"id": list("abc"), "lon": [4.0, 5.0, 6.0], "lat": [52.0] * 3})
    network = mg.Network.from_edges(["a", "a"], ["b", "c"], nodes=ids)
    found = mg.leiden(network)
    assert mg.alignment(network, found, "degree").crossing.index.tolist() == [1, 2]
    with pytest.raises(ValueError, match="did you mean 'degree'"):
        mg.alignment(network, found, "degre")
    chart = mg.plot.choropleth(network, "strength", geometry=None)
    assert "strength" in str(chart.to_dict())


def test_the_same_attributes_in_networkx_and_igraph():
    network = mg.datasets.load("nl-2020").at("2020-07-01").network(domain="social")
    graph, other = network.to_networkx(), network.to_igraph()
    assert isinstance(graph, nx.Graph)
    assert isinstance(other, igraph.Graph)
    columns = set(network.nodes.columns) - {"id"}
    assert {"degree", "strength", "province", "population"} <= columns
    assert set(other.vs.attributes()) - {"name", "label"} == columns - {"name"}
    for vertex in other.vs:
        here = graph.nodes[vertex["name"]]
        assert here["name"] == vertex["label"]
        for column in columns - {"name"}:
            assert here.get(column) == vertex[column], column
    back = mg.Network.from_networkx(graph)
    assert back.nodes["degree"].tolist() == network.nodes["degree"].tolist()


@pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".csv"])
def test_exports_hold_them_once(tmp_path, suffix):
    network = mg.Network.from_memberships(["a", "b", "c"], ["x", "x", "x"])
    bridges = mg.bridges(network, [0, 0, 1])
    path = tmp_path / f"network{suffix}"
    network.write(path, bridges=bridges)
    text = "".join(file.read_text(encoding="utf-8") for file in sorted(tmp_path.iterdir()))
    assert "degree" in text
    assert "strength" in text
