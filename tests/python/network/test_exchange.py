"""Networks from ids, tables of nodes and the graphs of other tools; memberships and pairs."""

from __future__ import annotations

import math
import pickle

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

networkx = pytest.importorskip("networkx")
igraph = pytest.importorskip("igraph")
scipy_sparse = pytest.importorskip("scipy.sparse")


def ties(network):
    return {frozenset((a, b)): w for a, b, w, _ in network.edges.itertuples(index=False)}


def test_edges_by_id():
    network = mg.Network.from_edges(["b", "a", "b"], ["a", "c", "a"], [1.0, 2.0, 0.5])
    assert network.nodes["id"].tolist() == ["b", "a", "c"], "as the rows name them"
    assert ties(network) == {frozenset("ab"): 1.5, frozenset("ac"): 2.0}
    nodes = pd.DataFrame({"id": [344, 355, 363], "name": ["Utrecht", None, "Amsterdam"],
                          "population": [1, 2, 3]})  # fmt: skip
    network = mg.Network.from_edges([344], ["363"], nodes=nodes)
    assert network.nodes["id"].tolist() == ["344", "355", "363"]
    assert network.nodes["name"].tolist() == ["Utrecht", "355", "Amsterdam"]
    assert network.nodes["population"].tolist() == [1, 2, 3]
    assert network.isolates == ["355"]
    for column in (pd.Series(["a", "b"]), pd.Series(["a", "b"], dtype="category"),
                   pd.array(["a", "b"], dtype="string"), np.array(["a", "b"])):  # fmt: skip
        assert ties(mg.Network.from_edges(column, column[::-1])) == {frozenset("ab"): 2.0}


def test_ids_that_are_wrong_are_named():
    nodes = ["Utrecht", "Amersfoort"]
    with pytest.raises(mg.DataError, match=r"source.*row 2.*not among the nodes.*near: Utrecht"):
        mg.Network.from_edges(["Utrecht", "Utrect"], ["Amersfoort"] * 2, nodes=nodes)
    with pytest.raises(mg.DataError, match="target, row 1.*an id is missing"):
        mg.Network.from_edges(["a"], [None], nodes=["a"])
    with pytest.raises(mg.DataError, match="row 3.*twice"):
        mg.Network.from_edges(["a"], ["b"], nodes=["a", "b", "a"])
    with pytest.raises(ValueError, match="a column id is needed"):
        mg.Network.from_edges(["a"], ["b"], nodes=pd.DataFrame({"code": ["a", "b"]}))
    with pytest.raises(ValueError, match="n is 5, but there are 2 nodes"):
        mg.Network.from_edges(["a"], ["b"], n=5)
    with pytest.raises(ValueError, match="source has 1 values, target 2"):
        mg.Network.from_edges(["a"], ["b", "c"])
    with pytest.raises(mg.DataError, match="host, row 1.*not among the nodes"):
        mg.Network.from_memberships(["a", "b"], ["x", "x"], host=["c"])
    with pytest.raises(ValueError, match="intensity: no arrangement 'y'"):
        mg.Network.from_memberships(["a", "b"], ["x", "x"], intensity={"y": 2})


def test_memberships_by_id():
    network = mg.Network.from_memberships(
        ["a", "b", "c", "a", "c"], ["water", "water", "water", "care", "care"],
        intensity={"care": 3}, host={"water": "b"},
    )  # fmt: skip
    assert network.arrangements["id"].tolist() == ["water", "care"]
    assert network.arrangements["intensity"].tolist() == [1, 3]
    assert network.arrangements_between("a", "c")["id"].tolist() == ["care"]
    assert set(ties(network)) == {frozenset("ab"), frozenset("bc"), frozenset("ac")}
    assert network.memberships.to_numpy().tolist() == [
        ["water", "a", False], ["water", "b", True], ["water", "c", False],
        ["care", "a", False], ["care", "c", False],
    ]  # fmt: skip
    numbers = mg.Network.from_memberships([0, 1, 2, 0, 2], [0, 0, 0, 1, 1])
    names = mg.Network.from_memberships(list("abcac"), ["x", "x", "x", "y", "y"])
    np.testing.assert_array_equal(names.to_scipy().toarray(), numbers.to_scipy().toarray())
    assert mg.Network.from_memberships(list("ab"), [1, 0], nodes=list("ab")).arrangement_count == 2
    # Codes of arrangements are ids, not positions.
    coded = mg.Network.from_memberships(list("abab"), [2019001, 2019001, 7, 7])
    assert coded.arrangements["id"].tolist() == ["2019001", "7"]


def test_ids_survive_pickling_nulls_and_backbones():
    nodes = pd.DataFrame({"id": list("abcd"), "name": list("ABCD"), "province": list("xxyy")})
    network = mg.Network.from_memberships(list("abcabcda"), list("11122233"), nodes=nodes)
    again = pickle.loads(pickle.dumps(network))
    assert again.nodes.equals(network.nodes)
    assert again.memberships.equals(network.memberships)
    drawn = mg.curveball(network, seed=1)
    assert drawn.nodes["name"].tolist() == list("ABCD")
    assert drawn.arrangements["id"].tolist() == list("123")
    assert mg.backbone(network, "disparity", alpha=0.9).nodes["id"].tolist() == list("abcd")
    assert mg.leiden(network).table["name"].tolist() == list("ABCD")
    assert mg.bridges(network, mg.leiden(network)).index.isin(list("abcd")).all()


def test_networkx_there_and_back(register):
    network = register.at("2020-07-01").network()
    back = mg.Network.from_networkx(network.to_networkx())
    assert ties(back) == ties(network)
    assert back.nodes["id"].tolist() == network.nodes["id"].tolist()
    assert back.nodes["name"].tolist() == network.nodes["name"].tolist()
    assert back.nodes["population"].dropna().tolist() == [100_000, 20_000.5, 5, 7]
    graph = networkx.MultiGraph([(1, 2, {"w": 2}), (1, 2, {"w": 3}), (2, 2, {"w": 9})])
    graph.nodes[1]["id"] = "one"
    made = mg.Network.from_networkx(graph, weight="w")
    assert ties(made) == {frozenset("12"): 5.0}
    assert made.nodes["id_attribute"].dropna().tolist() == ["one"]
    assert ties(mg.Network.from_networkx(graph)) == {frozenset("12"): 2.0}


def test_graphs_that_are_no_network_are_refused():
    with pytest.raises(ValueError, match="directed.*to_undirected"):
        mg.Network.from_networkx(networkx.DiGraph([(1, 2)]))
    with pytest.raises(ValueError, match="directed.*as_undirected"):
        mg.Network.from_igraph(igraph.Graph([(0, 1)], directed=True))
    graph = networkx.Graph([(1, 2, {"weight": 2}), (2, 3)])
    with pytest.raises(ValueError, match="1 of 2 edges have no 'weight'"):
        mg.Network.from_networkx(graph)
    with pytest.raises(ValueError, match="did you mean 'weight'"):
        mg.Network.from_networkx(graph, weight="weigth")
    graph = networkx.Graph([(1, 2), ("1", 2)])
    with pytest.raises(mg.DataError, match="twice"):
        mg.Network.from_networkx(graph)
    with pytest.raises(TypeError, match="networkx graph"):
        mg.Network.from_networkx([(1, 2)])
    with pytest.raises(TypeError, match="igraph graph"):
        mg.Network.from_igraph(networkx.Graph())


def test_igraph_there_and_back(register):
    network = register.at("2020-07-01").network()
    back = mg.Network.from_igraph(network.to_igraph())
    assert ties(back) == ties(network)
    for column in ("id", "name"):
        assert back.nodes[column].tolist() == network.nodes[column].tolist()
    assert back.nodes["population"].dropna().tolist() == [100_000, 20_000.5, 5, 7]
    plain = mg.Network.from_igraph(igraph.Graph.Ring(4))
    assert plain.nodes["id"].tolist() == ["0", "1", "2", "3"]
    assert plain.edge_count == 4


def test_matrices_there_and_back(register):
    network = register.at("2020-07-01").network()
    ids = network.nodes["id"].tolist()
    matrix = network.to_scipy()
    frame = pd.DataFrame(matrix.toarray(), index=ids, columns=ids)
    for made in (
        mg.Network.from_scipy(matrix, nodes=network.nodes),
        mg.Network.from_scipy(scipy_sparse.csc_matrix(matrix.toarray()), nodes=ids),
        mg.Network.from_scipy(matrix.toarray(), nodes=ids),
        mg.Network.from_scipy(frame),
    ):
        assert ties(made) == ties(network)
        assert made.nodes["id"].tolist() == ids
    assert mg.Network.from_scipy([[7, 1], [1, 7]]).total_weight == 1
    with pytest.raises(ValueError, match=r"not symmetric \(entry 0, 1\)"):
        mg.Network.from_scipy([[0, 1], [0, 0]])
    with pytest.raises(ValueError, match="not symmetric"):
        mg.Network.from_scipy([[0, 1], [2, 0]])
    with pytest.raises(ValueError, match="one row and column per node"):
        mg.Network.from_scipy(np.ones((2, 3)))
    with pytest.raises(ValueError, match="3 nodes for a matrix of 2"):
        mg.Network.from_scipy([[0, 1], [1, 0]], nodes=list("abc"))


@given(st.integers(1, 7), st.randoms(use_true_random=False))
def test_every_way_in_gives_the_same_network(n, random):
    ids = [f"n{k}" for k in random.sample(range(50), n)]
    pairs = [(i, j, random.choice([0.5, 1.0, 2.25])) for i in range(n) for j in range(i)
             if random.random() < 0.5]  # fmt: skip
    graph = networkx.Graph()
    graph.add_nodes_from(ids)
    graph.add_weighted_edges_from((ids[i], ids[j], w) for i, j, w in pairs)
    dense = np.zeros((n, n))
    for i, j, w in pairs:
        dense[i, j] = dense[j, i] = w
    vertices = igraph.Graph(n=n, edges=[(i, j) for i, j, _ in pairs])
    vertices.vs["name"] = ids
    vertices.es["weight"] = [w for *_, w in pairs]
    expected = {frozenset((ids[i], ids[j])): w for i, j, w in pairs}
    for made in (
        mg.Network.from_edges([ids[i] for i, *_ in pairs], [ids[j] for _, j, _ in pairs],
                              [w for *_, w in pairs], nodes=ids),
        mg.Network.from_networkx(graph),
        mg.Network.from_igraph(vertices),
        mg.Network.from_scipy(dense, nodes=ids),
    ):  # fmt: skip
        assert ties(made) == expected
        assert made.nodes["id"].tolist() == ids


@pytest.mark.parametrize("call", [
    mg.leiden, mg.louvain, mg.ensemble, mg.consensus, mg.betweenness, mg.edge_betweenness,
    mg.constraint, mg.cut_nodes, lambda g: mg.quality(g, [0]), lambda g: mg.bridges(g, [0]),
    lambda g: mg.participation(g, [0]), mg.bicm, mg.curveball,
])  # fmt: skip
def test_a_graph_of_another_tool_says_how_to_convert(call, register):
    for graph, how in (
        (networkx.path_graph(3), "from_networkx"),
        (igraph.Graph.Ring(3), "from_igraph"),
        (scipy_sparse.eye_array(3).tocsr(), "from_scipy"),
        (register.at("2020-07-01"), r"snapshot\.network\(\)"),
        (register, r"register\.at\(date\)\.network\(\)"),
    ):
        with pytest.raises(TypeError, match=how):
            call(graph)


def test_incidence(register):
    network = register.at("2020-07-01").network()
    table = network.incidence(labels=True)
    assert table.index.tolist() == network.nodes["id"].tolist()
    assert table.columns.tolist() == network.arrangements["id"].tolist()
    members = {(p, a) for a, p, _ in network.memberships.itertuples(index=False)}
    assert {(p, a) for p in table.index for a in table.columns if table.loc[p, a]} == members
    np.testing.assert_array_equal(network.incidence().toarray(), table.to_numpy())
    assert table.to_numpy().sum() == network.membership_count
    with pytest.raises(ValueError, match="made from edges"):
        mg.Network.from_edges([0], [1]).incidence()
    assert mg.Network.from_edges([0], [1]).memberships.empty


def test_memberships_are_those_after_all_filters(register):
    snapshot = register.at("2020-07-01")
    everything = snapshot.network().memberships
    care = snapshot.network(themes="care").memberships
    assert set(care["arrangement"]) < set(everything["arrangement"])
    shelter = everything[everything["arrangement"] == "shelter"]
    assert shelter.loc[shelter["host"], "participant"].tolist() == ["p"]
    both = everything.merge(snapshot.memberships, on=["arrangement", "participant"])
    assert len(both) == len(everything)


def test_dyads_by_hand():
    nodes = pd.DataFrame({
        "id": list("abcd"), "province": ["X", "X", "Y", None],
        "lon": [5.0, 5.0, 6.0, np.nan], "lat": [52.0, 53.0, 52.0, 52.0],
    })  # fmt: skip
    network = mg.Network.from_memberships(
        list("abcabac"), ["1", "1", "1", "2", "2", "3", "3"], nodes=nodes, weighting="count",
        min_shared=2,
    )  # fmt: skip
    table = network.dyads(clustering={"a": 0, "b": 0, "c": 1, "d": 1})
    assert list(table.columns) == [
        "source", "target", "weight", "shared", "same_province", "km", "same_cluster"
    ]  # fmt: skip
    pairs = [f"{a}{b}" for a, b in zip(table["source"], table["target"], strict=True)]
    assert pairs == ["ab", "ac", "ad", "bc", "bd", "cd"]
    assert table["weight"].tolist() == [2, 2, 0, 0, 0, 0]
    assert table["shared"].tolist() == [2, 2, 0, 1, 0, 0], "one is not enough for a tie"
    assert table["same_province"].tolist() == [True, False, pd.NA, False, pd.NA, pd.NA]
    assert table["same_cluster"].tolist() == [True, False, False, False, False, True]
    assert table["km"][0] == pytest.approx(6371.0088 * math.pi / 180)
    assert np.isnan(table["km"][2])
    tied = network.dyads(tied=True)
    assert tied["shared"].tolist() == [2, 2]
    assert tied["same_cluster"].isna().all()
    assert mg.Network.from_edges(["a"], ["b"]).dyads()["shared"].isna().all()


@pytest.mark.parametrize("weighting", ["newman", "count", "pair_share", "jaccard"])
def test_dyads_agree_with_edges(weighting):
    register = mg.synthetic(municipalities=40, arrangements=60, clusters=4, seed=5)
    network = register.at("2020-06-01").network(weighting=weighting)
    table = network.dyads()
    assert len(table) == 40 * 39 // 2
    tied = table[table["weight"] > 0].reset_index(drop=True)
    pd.testing.assert_frame_equal(tied[["source", "target", "weight", "shared"]], network.edges,
                                  check_dtype=False)  # fmt: skip
    pd.testing.assert_frame_equal(tied, network.dyads(tied=True), check_dtype=False)
    both = network.incidence().toarray().astype(int)
    shared = (both @ both.T)[np.triu_indices(40, 1)]
    assert (table["shared"] <= shared).all(), "a star ties with its host alone"


def test_too_many_dyads():
    network = mg.Network.from_edges([0], [1], n=3200)
    with pytest.raises(ValueError, match=r"5,118,400 pairs, more than 5,000,000; tied=True"):
        network.dyads()
    assert len(network.dyads(tied=True)) == 1
    assert mg.Network.from_edges([], [], n=1).dyads().empty
