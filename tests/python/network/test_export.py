"""Networks in other tools give the same ties."""

from __future__ import annotations

import munigraph as mg
import numpy as np
import pytest

networkx = pytest.importorskip("networkx")


@pytest.fixture
def network(register):
    return register.at("2020-07-01").network()


def edges_of(network):
    return {
        frozenset((source, target)): weight
        for source, target, weight, _ in network.edges.itertuples(index=False)
    }


def edges_in(graph):
    return {frozenset((a, b)): data["weight"] for a, b, data in graph.edges(data=True)}


def test_scipy(network):
    matrix = network.to_scipy()
    ids = network.nodes["id"].tolist()
    dense = matrix.toarray()
    assert (dense == dense.T).all()
    assert not dense.diagonal().any()
    rows, columns = np.nonzero(np.triu(dense))
    found = {frozenset((ids[i], ids[j])): dense[i, j] for i, j in zip(rows, columns, strict=True)}
    assert found == edges_of(network)


def test_networkx(network):
    graph = network.to_networkx()
    assert list(graph) == network.nodes["id"].tolist()
    assert edges_in(graph) == edges_of(network)
    assert graph.nodes["p"]["population"] == 100_000
    # Missing values are left out.
    assert "population" not in graph.nodes["r"]
    assert "province" not in graph.nodes["s"]


def test_igraph(network):
    pytest.importorskip("igraph")
    graph = network.to_igraph()
    assert graph.vs["name"] == network.nodes["id"].tolist()
    assert graph.vs["label"] == network.nodes["name"].tolist()
    names = graph.vs["name"]
    found = {frozenset((names[e.source], names[e.target])): e["weight"] for e in graph.es}
    assert found == edges_of(network)


def test_graphml(network, tmp_path):
    network.write(tmp_path / "network.graphml")
    graph = networkx.read_graphml(tmp_path / "network.graphml")
    assert edges_in(graph) == edges_of(network)
    assert graph.nodes["q"]["name"] == 'Q, "the" town'
    assert graph.nodes["s"]["name"] == "Súdwest"


def test_gexf(network, tmp_path):
    network.write(tmp_path / "network.GEXF")
    graph = networkx.read_gexf(tmp_path / "network.GEXF")
    assert edges_in(graph) == edges_of(network)
    assert graph.nodes["p"]["province"] == "West"


def test_pajek(network, tmp_path):
    network.write(str(tmp_path / "network.net"))
    graph = networkx.Graph(networkx.read_pajek(tmp_path / "network.net"))
    names = dict(zip(["'s-Pee", "Q, 'the' town", "Ar en", "Súdwest", "Tee"], "pqrst", strict=True))
    assert set(graph) == set(names)
    assert edges_in(networkx.relabel_nodes(graph, names)) == edges_of(network)


def test_ucinet(network, tmp_path):
    network.write(tmp_path / "network.dl")
    lines = (tmp_path / "network.dl").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "DL n=5 format=edgelist1"
    assert lines[1] == "labels:"
    assert lines[2:7] == ['"\'s-Pee"', "\"Q, 'the' town\"", '"Ar en"', '"Súdwest"', '"Tee"']
    assert lines[7] == "data:"
    dense = np.zeros((5, 5))
    for line in lines[8:]:
        source, target, weight = line.split()
        dense[int(source) - 1, int(target) - 1] = float(weight)
    np.testing.assert_array_equal(dense, network.to_scipy().toarray())


def test_nodes_of_one_name_are_told_apart(tables, tmp_path):
    tables["participants"]["name"] = ["Bergen", "Bergen", "C", "D", "E"]
    network = mg.Register.from_tables(**tables).at("2020-07-01").network()
    network.write(tmp_path / "n.net")
    graph = networkx.read_pajek(tmp_path / "n.net")
    assert set(graph) == {"Bergen (p)", "Bergen (q)", "C", "D", "E"}


def test_a_network_of_edges_and_one_without_ties(tmp_path):
    for network in (mg.Network.from_edges([0, 1], [1, 2], [0.5, 2.0], n=4),
                    mg.Network.from_edges([], [], n=3)):  # fmt: skip
        assert edges_in(network.to_networkx()) == edges_of(network)
        assert network.to_scipy().shape == (network.node_count, network.node_count)
        for suffix in ("graphml", "gexf", "net", "dl"):
            network.write(tmp_path / f"n.{suffix}")
        graph = networkx.read_graphml(tmp_path / "n.graphml")
        assert len(graph) == network.node_count
        assert edges_in(graph) == edges_of(network)


def test_an_unknown_format_and_a_folder_that_is_not_there(network, tmp_path):
    with pytest.raises(ValueError, match=r"\.graphml, \.gexf, \.net, \.dl"):
        network.write(tmp_path / "network.xlsx")
    with pytest.raises(FileNotFoundError):
        network.write(tmp_path / "none" / "network.net")
    assert list(tmp_path.iterdir()) == []
