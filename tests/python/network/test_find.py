"""Nodes by id or name, their partners, and what a register calls so."""

import munigraph as mg
import numpy as np
import pytest


@pytest.fixture(scope="module")
def network():
    people = {"id": ["p", "q", "r", "s"], "name": ["Bergen", "Bergen", "Alkmaar", "Súdwest"]}
    groups = {"a": "pqr", "b": "pr", "c": "rs"}
    rows = [(name, one) for name, members in groups.items() for one in members]
    register = mg.Register.from_tables(
        people,
        {"id": list(groups), "name": ["Care", "Waste of Alkmaar", "Roads"]},
        {"arrangement": [a for a, _ in rows], "participant": [p for _, p in rows]},
    )
    return register.at("2020-01-01").network()


def test_partners_by_hand(network):
    found = network.partners("r")
    assert found.index.tolist() == ["p", "q", "s"] or found.index.tolist() == ["p", "s", "q"]
    assert found.loc["p"].tolist() == ["Bergen", 1.5, 0.5, 2]
    assert found.loc["q", ["weight", "shared"]].tolist() == [0.5, 1]
    assert found["share"].sum() == pytest.approx(1)


def test_partners_are_the_rows_of_the_edges():
    network = mg.datasets.load("nl-2020").at("2020-07-01").network()
    edges = network.edges
    for index, node in enumerate(network.nodes["id"]):
        mine = edges[(edges["source"] == node) | (edges["target"] == node)]
        found = network.partners(node)
        assert len(found) == len(mine)
        assert found["weight"].sum() == pytest.approx(network.strength[index])
        assert (np.diff(found["weight"]) <= 0).all()
        if index == 40:
            break


def test_a_name_that_one_node_has_is_taken(network):
    by_name = network.arrangements_between("Alkmaar", "sudwest")
    assert by_name.equals(network.arrangements_between("r", "s"))
    assert by_name["id"].tolist() == ["c"]


def test_a_name_of_several_or_none_names_ids(network):
    with pytest.raises(KeyError, match=r"name of 2 nodes: give an id \(p, q\)"):
        network.partners("Bergen")
    with pytest.raises(KeyError, match=r"near: r \(Alkmaar\)"):
        network.arrangements_between("Alkmar", "s")
    with pytest.raises(KeyError, match=r"an id is, for instance, p \(Bergen\)"):
        network.partners("xyzzy")


def test_finding_in_a_register(network):
    register = network.snapshot.register
    assert register.find("ALKM")["id"].tolist() == ["r", "b"]
    assert register.find("alkm")["table"].tolist() == ["participants", "arrangements"]
    assert register.find("súdw")["id"].tolist() == ["s"]
    assert register.find("p")["id"].tolist()[0] == "p"
    assert register.find("Alkmar")["id"].tolist() == ["r"], "similar where none holds it"
    assert register.find("xyzzy").empty
    assert register.find("").empty
