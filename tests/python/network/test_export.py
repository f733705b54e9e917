"""Networks in other tools give the same ties; files say what the network says, or are refused."""

from __future__ import annotations

import csv
import html
import warnings

import munigraph as mg
import numpy as np
import pandas as pd
import pytest

networkx = pytest.importorskip("networkx")


@pytest.fixture
def network(register):
    return register.at("2020-07-01").network()


@pytest.fixture(scope="module")
def large():
    register = mg.synthetic(municipalities=40, arrangements=50, clusters=4, seed=3)
    network = register.at("2020-06-01").network()
    clusters = mg.leiden(network)
    return network, clusters, mg.bridges(network, clusters)


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
    assert graph.vs["population"] == [100_000, 20_000.5, None, 5, 7]
    names = graph.vs["name"]
    found = {frozenset((names[e.source], names[e.target])): e["weight"] for e in graph.es}
    assert found == edges_of(network)


def test_graphml(network, tmp_path):
    network.write(tmp_path / "network.graphml")
    graph = networkx.read_graphml(tmp_path / "network.graphml")
    assert edges_in(graph) == edges_of(network)
    shared = {frozenset(r[:2]): r[3] for r in network.edges.itertuples(index=False)}
    assert {frozenset((a, b)): d["shared"] for a, b, d in graph.edges(data=True)} == shared
    assert [graph.nodes[one]["name"] for one in "pqrst"] == network.nodes["name"].tolist()
    assert graph.nodes["p"]["population"] == 100_000
    igraph = pytest.importorskip("igraph")
    other = igraph.Graph.Read_GraphML(str(tmp_path / "network.graphml"))
    assert other.vs["id"] == list("pqrst")
    assert other.vs["name"] == network.nodes["name"].tolist()
    found = {frozenset((other.vs[e.source]["id"], other.vs[e.target]["id"])): e["weight"]
             for e in other.es}  # fmt: skip
    assert found == edges_of(network)


def test_gexf(network, tmp_path):
    network.write(tmp_path / "network.GEXF")
    graph = networkx.read_gexf(tmp_path / "network.GEXF")
    assert edges_in(graph) == edges_of(network)
    assert graph.nodes["p"]["province"] == "West"
    assert [graph.nodes[one]["label"] for one in "pqrst"] == network.nodes["name"].tolist()


def test_gml(network, tmp_path):
    network.write(tmp_path / "network.gml")
    assert (tmp_path / "network.gml").read_bytes().isascii()
    graph = networkx.read_gml(tmp_path / "network.gml")
    assert list(graph) == network.nodes["name"].tolist()
    ids = {name: data["original_id"] for name, data in graph.nodes(data=True)}
    assert edges_in(networkx.relabel_nodes(graph, ids)) == edges_of(network)
    igraph = pytest.importorskip("igraph")
    # igraph leaves numeric entities as they are, and warns of them.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        other = igraph.Graph.Read_GML(str(tmp_path / "network.gml"))
    assert [html.unescape(one) for one in other.vs["name"]] == network.nodes["name"].tolist()
    assert sorted(other.es["weight"]) == sorted(edges_of(network).values())


def test_pajek_refuses_quotes_and_line_breaks_or_leaves_them_off(network, tmp_path, readers):
    with pytest.raises(mg.DataError, match="row 2.*Pajek cannot hold '\"' in a label.*plain=True"):
        network.write(tmp_path / "network.net")
    assert list(tmp_path.iterdir()) == []
    network.write(str(tmp_path / "network.net"), plain=True)
    graph = networkx.Graph(networkx.read_pajek(tmp_path / "network.net"))
    names = dict(zip(["'s-Pee", "Q, 'the' town", "Ar en", "Sudwest", "Tee"], "pqrst", strict=True))
    assert set(graph) == set(names)
    assert edges_in(networkx.relabel_nodes(graph, names)) == edges_of(network)
    assert readers.pajek(tmp_path / "network.net")[0] == list(names)


def test_ucinet(network, tmp_path, readers):
    with pytest.raises(mg.DataError, match="row 2.*UCINET cannot hold '\"' in a label.*plain=True"):
        network.write(tmp_path / "network.dl")
    network.write(tmp_path / "network.dl", plain=True)
    lines = (tmp_path / "network.dl").read_text(encoding="ascii").splitlines()
    assert lines[:3] == ["DL n=5", "format=edgelist1", "labels:"]
    labels, ties = readers.ucinet(tmp_path / "network.dl")
    assert labels == ["'s-Pee", "Q_'the'_town", "Ar_en", "Sudwest", "Tee"]
    dense = np.zeros((5, 5))
    for source, target, weight in ties:
        assert source < target, "each tie in one direction"
        dense[source, target] = weight
    np.testing.assert_array_equal(dense + dense.T, network.to_scipy().toarray())
    igraph = pytest.importorskip("igraph")
    graph = igraph.Graph.Read_DL(str(tmp_path / "network.dl"), directed=False)
    assert graph.vs["name"] == labels
    assert [(e.source, e.target, e["weight"]) for e in graph.es] == ties


def test_ucinet_quotes_labels_with_spaces(tmp_path, readers):
    names = ["Bergen op Zoom", "'s-Graveland", "Súdwest-Fryslân", "a,b", "x=y", "data:"]
    nodes = pd.DataFrame({"id": list("abcdef"), "name": names})
    network = mg.Network.from_edges(["a"], ["f"], nodes=nodes)
    network.write(tmp_path / "n.dl")
    assert readers.ucinet(tmp_path / "n.dl")[0] == names
    assert '"Bergen op Zoom"' in (tmp_path / "n.dl").read_text(encoding="utf-8").splitlines()


def test_csv(network, tmp_path):
    network.write(tmp_path / "n.csv", clustering=[0, 0, 0, 1, 1])
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "n.csv", "n.nodes.csv", "n.two-mode.csv"
    ]  # fmt: skip
    edges = pd.read_csv(tmp_path / "n.csv")
    pd.testing.assert_frame_equal(edges, network.edges, check_dtype=False)
    nodes = pd.read_csv(tmp_path / "n.nodes.csv")
    assert nodes["name"].tolist() == network.nodes["name"].tolist()
    assert nodes["cluster"].tolist() == [0, 0, 0, 1, 1]
    with open(tmp_path / "n.two-mode.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    members = network.memberships
    assert [row["participant"] for row in rows] == members["participant"].tolist()
    assert [row["arrangement"] for row in rows] == members["arrangement"].tolist()


def test_clusters_and_bridges_arrive(large, tmp_path, readers):
    network, clusters, bridges = large
    made = {"clustering": clusters, "bridges": bridges}
    ids = network.nodes["id"].tolist()
    expected = bridges.loc[ids]
    network.write(tmp_path / "n.graphml", **made)
    network.write(tmp_path / "n.gexf", **made)
    network.write(tmp_path / "n.gml", **made)
    gml = networkx.read_gml(tmp_path / "n.gml")
    for graph in (
        networkx.read_graphml(tmp_path / "n.graphml"),
        networkx.read_gexf(tmp_path / "n.gexf"),
        networkx.relabel_nodes(gml, {n: d["original_id"] for n, d in gml.nodes(data=True)}),
    ):
        nodes = [graph.nodes[one] for one in ids]
        assert [one["cluster"] for one in nodes] == clusters.labels.tolist()
        assert [one["cluster_name"] for one in nodes] == clusters.table["cluster_name"].tolist()
        assert [one["role"] for one in nodes] == expected["role"].tolist()
        assert [one["participation"] for one in nodes] == expected["participation"].tolist()
        assert [bool(one["cut_node"]) for one in nodes] == expected["cut_node"].tolist()
    network.write(tmp_path / "n.net", **made, plain=True)
    assert readers.partition(tmp_path / "n.clu") == (clusters.labels + 1).tolist()
    np.testing.assert_array_equal(
        readers.vector(tmp_path / "n.participation.vec"), expected["participation"]
    )
    network.write(tmp_path / "n.dl", **made, plain=True)
    labels, columns, matrix = readers.ucinet_matrix(tmp_path / "n.attributes.dl")
    assert labels == readers.ucinet(tmp_path / "n.dl")[0]
    assert columns[0] == "cluster"
    np.testing.assert_array_equal(matrix[:, 0], clusters.labels)
    np.testing.assert_array_equal(
        matrix[:, columns.index("participation")], expected["participation"]
    )
    network.write(tmp_path / "n.csv", **made)
    table = pd.read_csv(tmp_path / "n.nodes.csv", index_col="id")
    assert table["role"].tolist() == expected["role"].tolist()


def test_attributes_by_id_and_by_name(large, tmp_path, readers):
    network = large[0]
    ids = network.nodes["id"].tolist()
    table = pd.DataFrame({"id": ids[::-1], "budget": range(len(ids))})
    network.write(tmp_path / "n.graphml", attributes=table)
    graph = networkx.read_graphml(tmp_path / "n.graphml")
    assert [graph.nodes[one]["budget"] for one in ids] == list(range(len(ids)))[::-1]
    network.write(tmp_path / "n.graphml", attributes=["population"])
    graph = networkx.read_graphml(tmp_path / "n.graphml")
    assert set(graph.nodes[ids[0]]) == {"name", "population"}
    network.write(tmp_path / "n.dl", attributes=["population"], plain=True)
    _, columns, matrix = readers.ucinet_matrix(tmp_path / "n.attributes.dl")
    assert columns == ["population"]
    assert matrix[:, 0].tolist() == network.nodes["population"].tolist()
    network.write(tmp_path / "n.gexf", attributes={"x": pd.Series({ids[3]: 1.5})})
    graph = networkx.read_gexf(tmp_path / "n.gexf")
    assert [graph.nodes[one].get("x") for one in ids[2:5]] == [None, 1.5, None]


def test_attributes_that_do_not_fit_are_refused(large, tmp_path):
    network, clusters, _ = large
    ids = network.nodes["id"]
    path = tmp_path / "n.graphml"
    with pytest.raises(ValueError, match="did you mean 'population'"):
        network.write(path, attributes=["poplation"])
    with pytest.raises(ValueError, match="'population' is there twice"):
        network.write(path, attributes=pd.DataFrame({"id": ids, "population": 1}))
    with pytest.raises(ValueError, match="1 ids are not among the nodes"):
        network.write(path, attributes=pd.DataFrame({"x": [1]}, index=["nowhere"]))
    with pytest.raises(ValueError, match="is there twice"):
        network.write(path, attributes=pd.DataFrame({"x": [1, 2]}, index=[ids[0]] * 2))
    with pytest.raises(mg.DataError, match="column x: no dict|no dict"):
        network.write(path, attributes=pd.DataFrame({"x": [{}]}, index=ids[:1]))
    with pytest.raises(mg.DataError, match="no infinite numbers"):
        network.write(path, attributes=pd.DataFrame({"x": [np.inf]}, index=ids[:1]))
    with pytest.raises(mg.DataError, match="UCINET holds numbers beside the labels, and no text"):
        network.write(tmp_path / "n.dl", attributes=["province"], plain=True)
    with pytest.raises(ValueError, match="one label per node"):
        network.write(path, clustering=clusters.labels[1:])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("column", ["start", "end", "viz", "parents", "pid", "weight", "for"])
@pytest.mark.parametrize("suffix", ["graphml", "gexf", "gml"])
def test_columns_of_any_name(column, suffix, tmp_path):
    nodes = pd.DataFrame({"id": ["a", "b"], column: ["1900", "x"]})
    network = mg.Network.from_edges(["a"], ["b"], nodes=nodes)
    network.write(tmp_path / f"n.{suffix}")
    graph = getattr(networkx, f"read_{suffix}")(tmp_path / f"n.{suffix}")
    assert [graph.nodes[one][column] for one in "ab"] == ["1900", "x"]


@pytest.mark.parametrize("suffix", ["graphml", "gexf", "gml", "net", "dl", "csv"])
def test_control_characters_are_refused(suffix, tmp_path):
    for name in ("a\x00b", "a\ud800b") + (("a\x1bb", "a\uffffb") if suffix != "csv" else ()):
        if suffix in ("net", "dl") and name == "a\uffffb":
            continue
        nodes = pd.DataFrame({"id": ["a", "b"], "name": [name, "x"]}, dtype=object)
        network = mg.Network.from_edges(["a"], ["b"], nodes=nodes)
        with pytest.raises(mg.DataError, match="cannot hold"):
            network.write(tmp_path / f"n.{suffix}")
    assert list(tmp_path.iterdir()) == []


def test_names_of_columns_that_a_format_keeps_for_itself(tmp_path):
    nodes = pd.DataFrame({"id": ["a", "b"], "label": ["x", "y"]})
    network = mg.Network.from_edges(["a"], ["b"], nodes=nodes)
    for suffix in ("gexf", "gml"):
        with pytest.raises(mg.DataError, match="label"):
            network.write(tmp_path / f"n.{suffix}")
    nodes = nodes.rename(columns={"label": "aantal inwoners"})
    network = mg.Network.from_edges(["a"], ["b"], nodes=nodes)
    with pytest.raises(mg.DataError, match="letters, digits and underscores"):
        network.write(tmp_path / "n.gml")
    network.write(tmp_path / "n.graphml")
    graph = networkx.read_graphml(tmp_path / "n.graphml")
    assert graph.nodes["a"]["aantal inwoners"] == "x"


def test_nodes_of_one_name_are_told_apart(tables, tmp_path, readers):
    tables["participants"]["name"] = ["Bergen", "Bergen", "C", "D", "E"]
    network = mg.Register.from_tables(**tables).at("2020-07-01").network()
    network.write(tmp_path / "n.net")
    graph = networkx.read_pajek(tmp_path / "n.net")
    assert set(graph) == {"Bergen (p)", "Bergen (q)", "C", "D", "E"}
    network.write(tmp_path / "n.gml")
    assert set(networkx.read_gml(tmp_path / "n.gml")) == set(graph)
    nodes = pd.DataFrame({"id": ["1", "2", "3"], "name": ["A", "A", "A (1)"]})
    network = mg.Network.from_edges(["1"], ["2"], nodes=nodes)
    network.write(tmp_path / "n.net")
    assert len(readers.pajek(tmp_path / "n.net")[0]) == len(
        set(readers.pajek(tmp_path / "n.net")[0])
    )


def test_a_network_of_edges_and_one_without_ties(tmp_path):
    for network in (mg.Network.from_edges([0, 1], [1, 2], [0.5, 2.0], n=4),
                    mg.Network.from_edges([], [], n=3)):  # fmt: skip
        assert edges_in(network.to_networkx()) == edges_of(network)
        assert network.to_scipy().shape == (network.node_count, network.node_count)
        for suffix in ("graphml", "gexf", "gml", "net", "dl", "csv"):
            network.write(tmp_path / f"n.{suffix}")
        graph = networkx.read_graphml(tmp_path / "n.graphml")
        assert len(graph) == network.node_count
        assert edges_in(graph) == edges_of(network)
        assert not (tmp_path / "n.two-mode.csv").exists()


def test_an_unknown_format_and_a_folder_that_is_not_there(network, tmp_path):
    with pytest.raises(ValueError, match=r"\.graphml, \.gexf, \.gml, \.net, \.dl, \.csv"):
        network.write(tmp_path / "network.xlsx")
    with pytest.raises(FileNotFoundError):
        network.write(tmp_path / "none" / "network.graphml")
    assert list(tmp_path.iterdir()) == []
