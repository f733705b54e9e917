"""Whatever names and attributes hold: a file is read back as it was, or refused with the reason."""

from __future__ import annotations

import contextlib
import csv
import re
import warnings

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

networkx = pytest.importorskip("networkx")
igraph = pytest.importorskip("igraph")

HARD = [
    'a "quoted" name', "'s-Hertogenbosch", "a, b", "Súdwest-Fryslân", "two\nlines", "a\r\nb",
    "<b>&amp;</b>", "]]>", "tab\tand  spaces ", " lead", "a\x00b", "\x1b[31m", "\ud800", "\uffff",
    "\u2028", "\x85", "back\\slash", 'end\\"', "data:", "*Edges", "0", "1.5", "NaN", "true", "=1+1",
    "&#65;", "&quot;", "東京", "🏛", "e\u0301", "a=b", "(x)",
]  # fmt: skip
TEXT = st.one_of(
    st.sampled_from(HARD),
    st.text(min_size=1, max_size=8),
    st.text(st.characters(), min_size=1, max_size=6),
)
VALUES = {
    "text": st.one_of(st.none(), TEXT),
    "number": st.one_of(st.none(), st.floats(allow_nan=False)),
    "integer": st.one_of(st.none(), st.integers(-(2**53), 2**53)),
    "boolean": st.one_of(st.none(), st.booleans()),
}
COLUMNS = st.sampled_from(
    ["start", "end", "viz", "population", "weight", "parents", "a b", 'q"', "größe", "x&y", "key"]
)


@st.composite
def networks(draw):
    """A network with any names, and its attributes as they should be read."""
    n = draw(st.integers(1, 5))
    ids = draw(st.lists(TEXT, min_size=n, max_size=n, unique=True))
    columns = {"id": ids, "name": draw(st.lists(TEXT, min_size=n, max_size=n))}
    for name in draw(st.lists(COLUMNS, max_size=2, unique=True)):
        kind = draw(st.sampled_from(sorted(VALUES)))
        columns[name] = draw(st.lists(VALUES[kind], min_size=n, max_size=n))
    pairs = [(i, j) for i in range(n) for j in range(i)]
    ties = draw(st.lists(st.sampled_from(pairs), unique=True) if pairs else st.just([]))
    weights = draw(
        st.lists(st.floats(2**-10, 2**10, width=32), min_size=len(ties), max_size=len(ties))
    )
    nodes = pd.DataFrame({k: pd.Series(v, dtype=object) for k, v in columns.items()})
    network = mg.Network.from_edges(
        [ids[i] for i, _ in ties], [ids[j] for _, j in ties], weights, nodes=nodes
    )
    return network, columns


def written(network, path, **how):
    """Whether it was written; a refusal says what cannot be held and where."""
    with contextlib.suppress(mg.DataError):
        network.write(path, **how)
        return True
    with pytest.raises(mg.DataError) as refused:
        network.write(path, **how)
    assert refused.value.expected
    assert "hold" in refused.value.message or "label" in refused.value.message
    assert list(path.parent.iterdir()) == []
    return False


def expected(columns, *leave):
    """Attributes of each node as they should be read."""
    n = len(columns["id"])
    found = []
    for row in range(n):
        record = {}
        for name, values in columns.items():
            if name in ("id", *leave) or values[row] is None:
                continue
            record[name] = values[row]
        found.append(record)
    return found


def ties_of(network):
    source, target, weight = network._core.edges()
    return {(int(a), int(b)): w for a, b, w in zip(source, target, weight, strict=True)}


def ties_in(graph, place):
    return {
        tuple(sorted((place[a], place[b]))): data["weight"] for a, b, data in graph.edges(data=True)
    }


def same(found, wanted):
    """The same values; a column of numbers and nothing is one of floats."""
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted, strict=True):
        assert {k: v for k, v in one.items() if k in other} == other, (one, other)


@settings(max_examples=150)
@given(made=networks())
def test_graphml(made, tmp_path_factory):
    network, columns = made
    path = tmp_path_factory.mktemp("x") / "n.graphml"
    if not written(network, path):
        return
    graph = networkx.read_graphml(path)
    ids = columns["id"]
    assert list(graph) == ids
    same([graph.nodes[one] for one in ids], expected(columns))
    assert ties_in(graph, {one: k for k, one in enumerate(ids)}) == ties_of(network)
    if "key" in columns:
        return
    if re.search(r"&amp;(#|\w+;)|id=\"[^\"]*&amp;", path.read_text("utf-8")):
        # igraph takes "&amp;#65;" and "&amp;amp;" for other texts than XML does, and "&amp;" in an
        # id for "&#38;".
        return
    other = igraph.Graph.Read_GraphML(str(path))
    assert other.vs["id"] == ids
    assert other.vs["name"] == columns["name"]
    assert {tuple(sorted(e.tuple)): e["weight"] for e in other.es} == ties_of(network)


@settings(max_examples=150)
@given(made=networks())
def test_gexf(made, tmp_path_factory):
    network, columns = made
    path = tmp_path_factory.mktemp("x") / "n.gexf"
    if not written(network, path):
        return
    graph = networkx.read_gexf(path)
    ids = columns["id"]
    assert list(graph) == ids
    assert [graph.nodes[one]["label"] for one in ids] == columns["name"]
    same([graph.nodes[one] for one in ids], expected(columns, "name"))
    assert ties_in(graph, {one: k for k, one in enumerate(ids)}) == ties_of(network)


@settings(max_examples=150)
@given(made=networks())
def test_gml(made, tmp_path_factory):
    network, columns = made
    path = tmp_path_factory.mktemp("x") / "n.gml"
    if not written(network, path):
        return
    assert path.read_bytes().isascii()
    graph = networkx.read_gml(path)
    nodes = list(graph.nodes(data=True))
    assert [data["original_id"] for _, data in nodes] == columns["id"]
    same([data for _, data in nodes], expected(columns))
    place = {name: k for k, (name, _) in enumerate(nodes)}
    assert ties_in(graph, place) == ties_of(network)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # numeric entities are left as they are
        other = igraph.Graph.Read_GML(str(path))
    plain = [name for name in columns["name"] if name.isascii() and name.isprintable()]
    read = [one for one, name in zip(other.vs["name"], columns["name"], strict=True)
            if name in plain]  # fmt: skip
    assert read == plain
    if not any("&" in name for name in columns["name"]):
        assert [
            re.sub(r"&#(\d+);", lambda found: chr(int(found.group(1))), one)
            for one in other.vs["name"]
        ] == columns["name"]
    assert {tuple(sorted(e.tuple)): e["weight"] for e in other.es} == ties_of(network)


@settings(max_examples=150)
@given(made=networks(), plain=st.booleans())
def test_pajek(made, plain, tmp_path_factory, readers):
    network, columns = made
    path = tmp_path_factory.mktemp("x") / "n.net"
    if not written(network, path, plain=plain, attributes=[]):
        assert not plain
        return
    labels, ties = readers.pajek(path)
    assert {(a, b): w for a, b, w in ties} == ties_of(network)
    assert len(set(labels)) == len(labels)
    if plain:
        assert path.read_bytes().isascii()
    elif len(set(columns["name"])) == len(labels):
        assert labels == columns["name"]
    graph = networkx.read_pajek(path)
    assert list(graph) == labels
    other = igraph.Graph.Read_Pajek(str(path))
    assert other.vs["name"] == labels
    assert {tuple(sorted(e.tuple)): e["weight"] for e in other.es} == ties_of(network)


def test_plain_names_that_become_the_same_are_told_apart(tmp_path, readers):
    nodes = pd.DataFrame({"id": ["x", "y", "z"], "name": ["a, b", "a=b", "c"]})
    network = mg.Network.from_edges(["x"], ["y"], nodes=nodes)
    network.write(tmp_path / "n.dl", plain=True, attributes=[])
    assert readers.ucinet(tmp_path / "n.dl")[0] == ["a_b_1", "a_b_2", "c_3"]


@settings(max_examples=150)
@given(made=networks(), plain=st.booleans())
def test_ucinet(made, plain, tmp_path_factory, readers):
    network, columns = made
    path = tmp_path_factory.mktemp("x") / "n.dl"
    if not written(network, path, plain=plain, attributes=[]):
        assert not plain
        return
    labels, ties = readers.ucinet(path)
    assert {(a, b): w for a, b, w in ties} == ties_of(network)
    assert len(set(labels)) == len(labels)
    if not plain:
        if len(set(columns["name"])) == len(labels):
            assert labels == columns["name"]
        return
    assert path.read_bytes().isascii()
    other = igraph.Graph.Read_DL(str(path), directed=False)
    assert other.vs["name"] == labels
    assert {tuple(sorted(e.tuple)): e["weight"] for e in other.es} == ties_of(network)


@settings(max_examples=150)
@given(made=networks())
def test_csv(made, tmp_path_factory):
    network, columns = made
    path = tmp_path_factory.mktemp("x") / "n.csv"
    if not written(network, path):
        return
    with open(path, encoding="utf-8", newline="") as file:
        edges = list(csv.DictReader(file))
    ids = columns["id"]
    place = {one: k for k, one in enumerate(ids)}
    found = {(place[r["source"]], place[r["target"]]): float(r["weight"]) for r in edges}
    assert {tuple(sorted(pair)): w for pair, w in found.items()} == ties_of(network)
    with open(path.with_name("n.nodes.csv"), encoding="utf-8", newline="") as file:
        nodes = list(csv.DictReader(file))
    assert [r["id"] for r in nodes] == ids
    assert [r["name"] for r in nodes] == columns["name"]
    for name in columns:
        for read, value in zip((r[name] for r in nodes), columns[name], strict=True):
            if value is None:
                assert read == ""
            elif isinstance(value, bool):
                assert read == str(value).lower()
            elif isinstance(value, str):
                assert read == value
            else:
                assert float(read) == value


@settings(max_examples=60)
@given(numbers=st.lists(st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False)),
                        min_size=3, max_size=3), clusters=st.lists(st.integers(0, 2), min_size=3,
                        max_size=3))  # fmt: skip
def test_numbers_beside_pajek_and_ucinet(numbers, clusters, tmp_path_factory, readers):
    folder = tmp_path_factory.mktemp("x")
    network = mg.Network.from_edges(["a"], ["b"], nodes=["a", "b", "c"])
    table = pd.DataFrame({"x": pd.Series(numbers, index=list("abc"), dtype=object)})
    wanted = np.array([np.nan if v is None else v for v in numbers])
    network.write(folder / "n.net", clustering=clusters, attributes=table)
    assert readers.partition(folder / "n.clu") == [k + 1 for k in clusters]
    np.testing.assert_array_equal(readers.vector(folder / "n.x.vec"), wanted)
    network.write(folder / "n.dl", clustering=clusters, attributes=table)
    labels, names, matrix = readers.ucinet_matrix(folder / "n.attributes.dl")
    assert (labels, names) == (["a", "b", "c"], ["cluster", "x"])
    np.testing.assert_array_equal(matrix, np.column_stack([clusters, wanted]))
