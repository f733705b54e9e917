"""Extreme weights, gaps, codes and counts: the right value, or an error that says what works."""

import itertools
import math
from fractions import Fraction

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from munigraph import DataError, Network
from munigraph._common.numbers import decimals

ADDITIVE = ("newman", "count", "pair_share")


def weights_of(network):
    edges = network.edges
    return dict(
        zip(zip(edges["source"], edges["target"], strict=True), edges["weight"], strict=True)
    )


# --- weights --------------------------------------------------------------------------------------


@pytest.mark.parametrize("weighting", ADDITIVE)
def test_a_tie_beside_a_huge_one_stays(weighting):
    network = Network.from_memberships(
        [0, 1, 1, 2], [0, 0, 1, 1], intensity=[1e20, 1.0], weighting=weighting
    )
    assert network.isolates == []
    assert network.edge_count == 2
    assert not network.exact
    assert network.largest_rounding == 0
    assert weights_of(network) == {("0", "1"): 1e20, ("1", "2"): 1.0}
    assert network.strength.tolist() == [1e20, 1e20, 1.0]
    assert network.components == 1
    found = mg.bridging_arrangements(network, [0, 0, 1])
    assert sorted(found["weight"]) == [1.0, 1e20]


@pytest.mark.parametrize("weighting", ADDITIVE)
@given(
    st.lists(
        st.tuples(st.sets(st.integers(0, 7), min_size=2), st.floats(-70, 70)),
        min_size=1,
        max_size=6,
    )
)
def test_ties_are_those_of_exact_sums(weighting, drawn):
    """Against fractions: every tie there, within a thousandth of itself, and as far off as told."""
    intensity = [10.0**power for _, power in drawn]
    places = [(i, a) for a, (members, _) in enumerate(drawn) for i in sorted(members)]
    network = Network.from_memberships(
        *np.transpose(places), n=8, intensity=intensity, weighting=weighting
    )
    exact = {}
    for (members, _), s in zip(drawn, intensity, strict=True):
        k = len(members)
        share = {"newman": Fraction(1, k - 1), "count": 1, "pair_share": Fraction(2, k * (k - 1))}
        for pair in itertools.combinations(sorted(members), 2):
            exact[pair] = exact.get(pair, 0) + Fraction(s) * share[weighting]
    held = {(int(a), int(b)): w for (a, b), w in weights_of(network).items()}
    assert held.keys() == exact.keys()
    for pair, weight in exact.items():
        off = abs(Fraction(held[pair]) - weight)
        assert off <= weight / 1000
        # Told of sums in units; doubles have the rounding of doubles besides.
        assert off <= Fraction(network.largest_rounding) + weight * Fraction(1, 2**49)


@pytest.mark.parametrize("intensity", [1e308, 1e81, 1e-81, 5e-324, -1.0, math.nan, math.inf])
def test_intensities_out_of_range_are_refused(intensity):
    with pytest.raises(DataError) as caught:
        Network.from_memberships([0, 1, 1, 2], [0, 0, 1, 1], intensity=[1.0, intensity])
    assert (caught.value.row, caught.value.column) == (2, "intensity")
    assert caught.value.expected == "0, or a number from 1e-80 to 1e80"


@pytest.mark.parametrize("weight", [1e308, 1e300, 1e101, 1e-101, 1e-162, 1e-300, 5e-324])
def test_weights_out_of_range_are_refused(weight):
    with pytest.raises(DataError) as caught:
        Network.from_edges([0, 1, 2], [1, 2, 3], [1.0, 1.0, weight])
    assert (caught.value.row, caught.value.column) == (3, "weight")
    assert caught.value.expected == "0, or a number from 1e-100 to 1e100"


def exact_modularity(weights, labels, edges):
    m = sum(map(Fraction, weights))
    value = Fraction(0)
    for label in set(labels):
        inside = sum(
            Fraction(w)
            for (a, b), w in zip(edges, weights, strict=True)
            if labels[a] == labels[b] == label
        )
        strength = sum(
            Fraction(w) * sum(labels[end] == label for end in edge)
            for edge, w in zip(edges, weights, strict=True)
        )
        value += inside / m - (strength / (2 * m)) ** 2
    return float(value)


@pytest.mark.parametrize("representation", ["dense", "explicit"])
@given(st.lists(st.floats(-100, 100), min_size=7, max_size=7))
def test_quality_over_all_orders_of_magnitude(representation, powers):
    edges = [(0, 1), (1, 2), (0, 2), (2, 3), (3, 4), (4, 5), (3, 5)]
    weights = [min(max(10.0**p, 1e-100), 1e100) for p in powers]
    network = Network.from_edges(*np.transpose(edges), weights)
    found = mg.leiden(network, representation=representation)
    assert found.quality == pytest.approx(
        exact_modularity(weights, found.labels.tolist(), edges), abs=1e-9
    )
    assert found.converged
    for values in (mg.effective_size(network), mg.constraint(network), mg.betweenness(network)):
        assert np.isfinite(values).all()


def test_small_weights_have_holes_as_large_ones_do():
    source, target = [0, 0, 1, 2], [1, 2, 2, 3]
    one = Network.from_edges(source, target, [1.0, 2.0, 3.0, 4.0])
    tiny = Network.from_edges(source, target, [1e-100, 2e-100, 3e-100, 4e-100])
    assert mg.effective_size(tiny) == pytest.approx(mg.effective_size(one), rel=1e-12)
    assert mg.constraint(tiny) == pytest.approx(mg.constraint(one), rel=1e-12)


@pytest.mark.parametrize("resolution", [1e101, 1e300, -1.0])
@pytest.mark.parametrize("quality", ["modularity", "cpm"])
def test_resolutions_out_of_range_are_refused(quality, resolution):
    network = Network.from_edges([0, 1], [1, 2])
    with pytest.raises(ValueError, match="resolution is .*, expected a number"):
        mg.leiden(network, quality=quality, resolution=resolution)
    with pytest.raises(ValueError, match="resolution is .*, expected a number"):
        mg.bipartite_leiden(Network.from_memberships([0, 1], [0, 0]), resolution=resolution)


def test_the_largest_resolution_gives_a_number():
    network = Network.from_edges([0, 1], [1, 2])
    found = mg.leiden(network, quality="cpm", resolution=1e100)
    assert found.clusters == 0
    assert found.quality == 0


def test_what_rounds_to_zero_has_no_sign():
    assert decimals(-1e-16, 5) == "0.00000"
    assert decimals(-0.0, 3) == "0.000"
    assert decimals(-0.00001, 5) == "-0.00001"
    assert decimals(-1.5, 2) == "-1.50"
    assert decimals(math.nan, 2) == "nan"
    # A triangle in one cluster, whose quality is rounding.
    found = mg.leiden(Network.from_edges([0, 1, 0], [1, 2, 2], [0.1, 0.2, 0.3]))
    assert "-0.0" not in repr(found)


# --- numbers of nodes and arrangements ------------------------------------------------------------


def test_codes_are_no_numbers_of_nodes():
    with pytest.raises(ValueError, match=r"participants: 4 different numbers up to 384, without 0"):
        Network.from_memberships([344, 355, 363, 384], [0, 0, 0, 0])
    with pytest.raises(ValueError, match=r"give n=385 .* or number them from 0"):
        Network.from_memberships([344, 355, 363, 384], [0, 0, 0, 0])
    with pytest.raises(ValueError, match=r"source and target: 3 different .* without 2"):
        Network.from_edges([0, 1], [1, 3])
    with pytest.raises(ValueError, match=r"arrangements: 1 different .* \(pandas.factorize\)"):
        Network.from_memberships([0, 1], [7, 7])
    for codes in ([200_000_344, 200_000_355], [1_999_999_999, 2_000_000_000]):
        with pytest.raises(ValueError, match=r"2 different numbers up to"):
            Network.from_edges(codes[:1], codes[1:])
    with pytest.raises(ValueError, match=r"holds 3000000000: numbers beyond 32 bits are codes"):
        Network.from_edges([0], [3_000_000_000])
    with pytest.raises(TypeError, match=r"expected integers \(pandas.factorize"):
        Network.from_edges([0.5], [1.5])
    assert Network.from_edges(["GM0344"], ["GM0363"]).node_count == 2  # text is ids


def test_gaps_with_a_number_of_nodes_are_isolates():
    assert Network.from_edges([0, 1], [1, 3], n=4).isolates == ["2"]
    network = Network.from_memberships([0, 3], [0, 0], n=5)
    assert network.isolates == ["1", "2", "4"]
    codes = pd.factorize(np.array([344, 355, 344, 363]))[0]
    assert Network.from_memberships(codes, [0, 0, 1, 1]).node_count == 3
    assert Network.from_edges([], []).node_count == 0


def test_arrangements_may_have_gaps_where_each_has_an_intensity():
    network = Network.from_memberships([0, 1, 1, 2], [0, 0, 2, 2], intensity=[1, 5, 2])
    assert network.arrangement_count == 3
    assert network.arrangements["size"].tolist() == [2, 0, 2]
    for entries in ([1.0], [1, 5, 2, 7]):
        with pytest.raises(ValueError, match=r"intensity has \d entries for 3 arrangements"):
            Network.from_memberships([0, 1, 1, 2], [0, 0, 2, 2], intensity=entries)
    with pytest.raises(ValueError, match="host has 2 entries for 1 arrangements"):
        Network.from_memberships([0, 1], [0, 0], host=[-1, -1])
    with pytest.raises(ValueError, match="participants has 2 numbers, arrangements 1"):
        Network.from_memberships([0, 1], [0])


@pytest.mark.parametrize("weighting", ["jaccard", "cosine"])
def test_arrangements_of_one_member_are_left_out(weighting):
    network = Network.from_memberships([0, 1, 0, 0], [0, 0, 1, 2], weighting=weighting)
    assert weights_of(network) == {("0", "1"): 1.0}
    assert network.membership_count == 2
    assert network.arrangements["size"].tolist() == [2, 0, 0]
    # The same member twice is one member.
    again = Network.from_memberships([0, 1, 0, 0], [0, 0, 1, 1], weighting=weighting)
    assert weights_of(again) == {("0", "1"): 1.0}
    star = Network.from_memberships([0, 1, 0], [0, 0, 1], host=[0, 0], weighting=weighting)
    assert weights_of(star) == {("0", "1"): 1.0}


def test_nulls_weigh_arrangements_of_one_member_as_networks_do():
    """BiCM draws such; they tie nobody, and change no likeness of others."""
    rng = np.random.default_rng(3)
    members = [(i, a) for a in range(12) for i in rng.choice(15, 4, replace=False)]
    observed = Network.from_memberships(*np.transpose(members), n=15, weighting="jaccard")
    for seed in range(10):
        drawn = mg.bicm(observed).sample(seed)
        nodes, groups = drawn._core.memberships()
        again = Network.from_memberships(
            nodes, groups, n=15, weighting="jaccard", intensity=np.ones(drawn.arrangement_count)
            if len(groups) and groups.max() + 1 == drawn.arrangement_count else None,
        )  # fmt: skip
        assert weights_of(drawn) == weights_of(again)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"n": 2.5}, r"n is 2.5, expected a whole number"),
        ({"n": "3"}, r"n is '3', expected a whole number"),
        ({"n": True}, r"n is True, expected a whole number"),
        ({"n": -1}, r"n is -1, expected 0 to 2147483647"),
        ({"n": 2**31}, r"n is 2147483648, expected 0 to 2147483647"),
        ({"weighting": None}, r"weighting is None, expected a word"),
        ({"weighting": "newmann"}, r"did you mean 'newman'"),
        ({"min_shared": 0}, r"min_shared is 0, expected a whole number of at least 1"),
        ({"min_shared": 1.5}, r"min_shared is 1.5, expected a whole number"),
    ],
)
def test_misuse_of_from_memberships(wrong, message):
    with pytest.raises((TypeError, ValueError), match=message):
        Network.from_memberships([0, 1], [0, 0], **wrong)


def test_counts_beyond_32_bits():
    network = Network.from_edges([0, 1], [1, 2])
    message = r"runs is 10000000000, expected a whole number .*at most 2147483647"
    for function in (mg.ensemble, mg.consensus):
        with pytest.raises(ValueError, match=message):
            function(network, runs=10**10)
    with pytest.raises(ValueError, match="seed must lie in"):
        mg.ensemble(network, seed=-1)
    for top in (math.nan, 0, -1, math.inf):
        with pytest.raises(ValueError, match=r"top is .*, expected a share"):
            mg.compare_roles({"all": (network, [0, 0, 1])}, top=top)
    with pytest.raises(TypeError, match="top is '3', expected a share"):
        mg.compare_roles({"all": (network, [0, 0, 1])}, top="3")


def test_rows_count_from_one():
    with pytest.raises(DataError) as caught:
        Network.from_edges([0, 1], [1, 5], n=3)
    assert (caught.value.row, caught.value.column) == (2, "target")
    with pytest.raises(DataError) as caught:
        Network.from_memberships([0, 7], [0, 0], n=3)
    assert (caught.value.row, caught.value.column) == (2, "participant")


# --- labels of two-mode networks ------------------------------------------------------------------


def test_bipartite_labels_are_names_not_numbers():
    network = Network.from_memberships([0, 1, 2, 3], [0, 0, 1, 1])
    right = mg.bipartite_modularity(network, [0, 0, 1, 1], [0, 1])
    assert right == pytest.approx(0.5)
    for first, second in (
        ([2**32, 2**32, 2**33, 2**33], [2**32, 2**33]),  # the same in 32 bits
        ([-1, -1, -2, -2], [-1, -2]),
        ([0.1, 0.1, 0.9, 0.9], [0.1, 0.9]),
        (["north", "north", "south", "south"], ["north", "south"]),
    ):
        assert mg.bipartite_modularity(network, first, second) == right
    with pytest.raises(ValueError, match="1 nodes have no label"):
        mg.bipartite_modularity(network, [0.0, math.nan, 1.0, 1.0], [0, 1])
    with pytest.raises(ValueError, match="1 nodes have no label"):
        mg.bipartite_modularity(network, [0, 0, 1, 1], [math.nan, 1.0])
