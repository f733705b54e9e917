"""Networks of a register: constructions, the shipped register's landmarks, building again."""

from __future__ import annotations

import json
import pickle

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from munigraph import DataError, Register

WEIGHTINGS = ("newman", "count", "pair_share", "binary", "jaccard", "cosine")


@pytest.fixture(scope="module")
def nl2020() -> Register:
    return mg.datasets.load("nl-2020")


def ids_of(network):
    return network.arrangements["id"].tolist()


def edges_of(network):
    return {(s, t): w for s, t, w, _ in network.edges.itertuples(index=False)}


def test_a_small_network_by_hand(register):
    network = register.at("2020-07-01").network()
    assert (network.node_count, network.arrangement_count, network.membership_count) == (5, 4, 13)
    # care 1/2 per pair, waste 1/4, shelter 1/2 for p–q and p–t, pair 1.
    assert edges_of(network) == {
        ("p", "q"): 1.25, ("p", "r"): 0.75, ("p", "s"): 0.25, ("p", "t"): 0.75, ("q", "r"): 0.75,
        ("q", "s"): 0.25, ("q", "t"): 0.25, ("r", "s"): 0.25, ("r", "t"): 0.25, ("s", "t"): 1.25,
    }  # fmt: skip
    assert network.edges["shared"].tolist() == [3, 2, 1, 2, 2, 1, 1, 1, 1, 2]
    assert network.total_weight == 6.0
    assert network.arrangements["size"].tolist() == [3, 5, 3, 2]
    assert network.isolates == []
    assert network.components == 1


def test_filters(register):
    at = register.at("2020-07-01")
    assert ids_of(at.network(domain="social")) == ["care", "shelter", "pair"]
    assert ids_of(at.network(themes="care | youth")) == ["shelter"]
    assert ids_of(at.network(legal_forms=["covenant", "public_body"])) == ["care", "waste", "pair"]
    assert ids_of(at.network(obligation="free", domain="physical")) == ["waste", "pair"]
    assert ids_of(at.network(min_size=3, max_size=4)) == ["care", "shelter"]
    assert ids_of(at.network(max_province_coverage=1.0, min_province=3)) == ["shelter", "pair"]
    assert ids_of(at.network(max_share=0.5)) == ["pair"]
    assert set(edges_of(at.network(min_shared=3))) == {("p", "q")}
    halved = at.network(domain="social", split_domains=True)
    assert edges_of(halved)[("s", "t")] == 0.5
    assert halved.arrangements["intensity"].tolist() == [1.0, 1.0, 0.5]
    assert edges_of(at.network(intensity={"covenant": 0}))[("p", "r")] == 0.5
    assert at.network(domain="physical", obligation="free").isolates == []
    assert at.network(themes="care | youth").isolates == ["r", "s"]


def test_options_may_be_arrays_and_sets(register):
    at = register.at("2020-07-01")
    forms = ids_of(at.network(legal_forms=["covenant", "public_body"]))
    for given in (
        np.array(["covenant", "public_body"]),
        {"covenant", "public_body"},
        ("covenant", "public_body"),
        pd.Series(["covenant", "public_body"]),
    ):
        assert ids_of(at.network(legal_forms=given)) == forms
    assert ids_of(at.network(max_size=np.int64(3), split_domains=np.bool_(False))) == [
        "care", "shelter", "pair",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"weighting": "newmann"}, "did you mean 'newman'"),
        ({"obligation": "imposd"}, "did you mean 'imposed'"),
        ({"domain": "socail"}, "did you mean 'social'"),
        ({"legal_forms": ["covenants"]}, "did you mean 'covenant'"),
        ({"kinds": "municipalities"}, "did you mean 'municipality'"),
        ({"backbone": "disparty"}, "did you mean 'disparity'"),
        ({"min_size": 0}, "min_size is 0"),
        ({"max_size": 1}, "max_size is 1"),
        ({"max_share": float("nan")}, "max_share is nan"),
        ({"max_province_coverage": 2}, "max_province_coverage"),
        ({"intensity": {"covenant": -1}}, "intensity of 'covenant'"),
        ({"intensity": {"covenant": float("inf")}}, "intensity"),
        ({"split_domains": True}, "split_domains needs a domain"),
        ({"domain": []}, "domain"),
        ({"min_size": 2.5}, "min_size"),
    ],
)
def test_misuse_is_a_value_error(register, options, message):
    with pytest.raises(ValueError, match=message) as error:
        register.at("2020-07-01").network(**options)
    assert not isinstance(error.value, DataError)


def test_an_unknown_option_is_a_type_error(register):
    with pytest.raises(TypeError, match="domains"):
        register.at("2020-07-01").network(domains="social")


def test_arrangements_between(register):
    network = register.at("2020-07-01").network()
    table = network.arrangements_between("p", "q")
    assert table["id"].tolist() == ["care", "waste", "shelter"]
    assert table["weight"].tolist() == [0.5, 0.25, 0.5]
    # q and t are in the shelter both, but only the host ties there.
    assert network.arrangements_between("t", "q")["id"].tolist() == ["waste"]
    assert len(network.arrangements_between("p", "p")) == 0
    cosine = register.at("2020-07-01").network(weighting="cosine")
    assert "weight" not in cosine.arrangements_between("p", "q")
    with pytest.raises(KeyError, match="no node 'P'"):
        network.arrangements_between("P", "q")


def test_an_unknown_id_names_near_ones(nl2020):
    network = nl2020.at("2020-07-01").network()
    with pytest.raises(KeyError, match=r"near: .*GM0363"):
        network.arrangements_between("GM0384", "gm0363")


def test_what_an_edge_is_made_of_adds_up_to_its_weight(nl2020):
    network = nl2020.at("2020-07-01").network(domain="physical")
    for a, b, weight, shared in network.edges.sample(40, random_state=1).itertuples(index=False):
        parts = network.arrangements_between(a, b)
        assert len(parts) == shared
        assert parts["weight"].sum() == pytest.approx(weight, abs=1e-12)


def sized(tables, rng):
    """A register of random memberships without stars, as incidence matrix and tables."""
    n, m = 12, 15
    incidence = (rng.random((n, m)) < 0.35).astype(float)
    incidence[0, incidence.sum(axis=0) == 0] = 1
    rows, columns = np.nonzero(incidence)
    made = Register.from_tables(
        {"id": [f"p{i:02}" for i in range(n)]},
        {"id": [f"a{j}" for j in range(m)]},
        {"arrangement": [f"a{j}" for j in columns], "participant": [f"p{i:02}" for i in rows]},
    )
    return made, incidence[:, incidence.sum(axis=0) >= 2]


def reference(incidence, weighting):
    """Weights as matrix products."""
    size = incidence.sum(axis=0)
    shared = incidence @ incidence.T
    degree = incidence.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        made = {
            "newman": (incidence / (size - 1)) @ incidence.T,
            "count": shared,
            "pair_share": (2 * incidence / (size * (size - 1))) @ incidence.T,
            "binary": (shared > 0).astype(float),
            "jaccard": shared / (degree[:, None] + degree[None, :] - shared),
            "cosine": shared / np.sqrt(np.outer(degree, degree)),
        }[weighting]
    made = np.where(shared > 0, made, 0.0)
    np.fill_diagonal(made, 0)
    return made


@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_weights_equal_matrix_products(weighting):
    for seed in range(20):
        made, incidence = sized(None, np.random.default_rng(seed))
        network = made.at("2020-01-01").network(weighting=weighting)
        dense = network.to_scipy().toarray()
        np.testing.assert_allclose(dense, reference(incidence, weighting), rtol=0, atol=1e-12)
        np.testing.assert_allclose(network.strength, dense.sum(axis=1), rtol=0, atol=1e-12)


def test_newman_strength_is_the_number_of_arrangements():
    for seed in range(5):
        made, incidence = sized(None, np.random.default_rng(seed))
        strength = made.at("2020-01-01").network().strength
        np.testing.assert_allclose(strength, incidence.sum(axis=1), atol=1e-12)


# --- the shipped register -----------------------------------------------------------------------

LANDMARKS = {
    "whole": ({}, 459, 0, 1, 4437),
    "social": ({"domain": "social"}, 281, 0, 3, 3624),
    "physical": ({"domain": "physical"}, 67, 0, 13, 2764),
    "safety": ({"domain": "safety"}, 25, 0, 25, 2698),
    "administrative": ({"domain": "administrative"}, 75, 75, 23, 1976),
    "imposed and semi": ({"obligation": ["imposed", "semi"]}, 265, 0, 6, 3420),
    "voluntary": ({"obligation": "free"}, 194, 15, 3, 3175),
    "voluntary, social": ({"obligation": "free", "domain": "social"}, 72, 69, 33, 1608),
    "voluntary, physical": ({"obligation": "free", "domain": "physical"}, 36, 159, 21, 938),
}


@pytest.mark.parametrize("name", LANDMARKS)
def test_landmarks_of_the_shipped_register(nl2020, name):
    options, *expected = LANDMARKS[name]
    network = nl2020.at("2020-07-01").network(**options)
    assert network.node_count == 355
    counts = [network.arrangement_count, len(network.isolates), network.components]
    assert [*counts, network.edge_count] == expected


def test_the_shipped_register(nl2020):
    snapshot = nl2020.at("2020-01-01")
    assert len(snapshot.arrangements) == 461
    assert len(snapshot.memberships) == 4024
    assert len(snapshot.participants) == 355
    assert nl2020.usable_range == ("2020-01-01", "2021-01-01")
    assert nl2020.unknown_themes == {}
    with pytest.raises(DataError, match="2020-01-01 to before 2021-01-01"):
        nl2020.at("2021-01-01")
    population = snapshot.network().nodes["population"].sum()
    assert population == pytest.approx(17_398_900)


# --- building again -----------------------------------------------------------------------------

CONSTRUCTIONS = (
    {},
    {"domain": ["social", "physical"], "weighting": "pair_share", "split_domains": True},
    {"weighting": "jaccard", "min_shared": 2, "max_size": 20, "min_size": 3},
    {"obligation": "free", "intensity": {"covenant": 0.5}, "max_share": 0.1},
    {"themes": "waste", "max_province_coverage": 0.9, "arrangement_kinds": ["cooperation"]},
    {"backbone": "disparity"},
)


@pytest.mark.parametrize("options", CONSTRUCTIONS, ids=str)
def test_a_construction_is_enough_to_build_the_network_again(nl2020, options):
    network = nl2020.at("2020-07-01").network(**options)
    construction = json.loads(json.dumps(network.construction))
    assert construction["version"] == 1
    assert construction["date"] == "2020-07-01"
    for again in (nl2020.rebuild(construction), pickle.loads(pickle.dumps(network))):
        assert again.construction == network.construction
        pd.testing.assert_frame_equal(again.edges, network.edges)
        pd.testing.assert_frame_equal(again.nodes, network.nodes)


def test_a_construction_cannot_be_changed_from_outside(nl2020):
    network = nl2020.at("2020-07-01").network(domain=["social"])
    network.construction["domain"].append("physical")
    assert network.construction["domain"] == ["social"]


def test_what_cannot_be_built_again_says_so(nl2020):
    with pytest.raises(ValueError, match="made from edges"):
        nl2020.rebuild(mg.Network.from_edges([0], [1]).construction)
    drawn = mg.null_models.curveball(nl2020.at("2020-07-01").network(domain="safety"), seed=1)
    with pytest.raises(ValueError, match="curveball"):
        nl2020.rebuild(drawn.construction)
    with pytest.raises(ValueError, match="date"):
        nl2020.rebuild({"version": 1})
    with pytest.raises(ValueError, match="version"):
        nl2020.rebuild({"version": 2, "date": "2020-07-01"})
    with pytest.raises(ValueError, match="did you mean 'weighting'"):
        nl2020.rebuild({"version": 1, "date": "2020-07-01", "weigthing": "count"})


def test_pickles_of_networks_of_arrays_and_of_clusterings(nl2020):
    edges = mg.Network.from_edges([0, 1], [1, 2], [0.1, 2.5], n=5)
    groups = mg.Network.from_memberships(
        [0, 1, 2, 0, 3], [0, 0, 0, 1, 1], n=6, weighting="count",
        intensity=[2.0, 0.5], host=[1, -1],
    )  # fmt: skip
    for network in (edges, groups):
        copy = pickle.loads(pickle.dumps(network))
        pd.testing.assert_frame_equal(copy.edges, network.edges)
        assert copy.construction == network.construction
        assert copy.node_count == network.node_count
    found = mg.leiden(nl2020.at("2020-07-01").network(), seed=3)
    copy = pickle.loads(pickle.dumps(found))
    np.testing.assert_array_equal(copy.labels, found.labels)
    assert copy.quality == found.quality
    pd.testing.assert_frame_equal(copy.table, found.table)


def test_shows_itself(register):
    network = register.at("2020-07-01").network(domain="social")
    assert repr(network) == "<Network: 5 nodes, 5 edges, 3 arrangements, 0 isolates, newman>"
    assert "social" in network._repr_html_()


def test_empty_networks(register):
    network = register.at("2020-07-01").network(legal_forms="joint_organ")
    assert (network.edge_count, network.arrangement_count, len(network.isolates)) == (0, 0, 5)
    assert network.total_weight == 0
    assert network.components == 0
    assert len(network.edges) == 0
    nobody = register.at("2020-07-01").network(kinds="province")
    assert nobody.node_count == 0
    assert nobody.strength.tolist() == []
    assert nobody.isolates == []
    assert len(nobody.nodes) == 0
