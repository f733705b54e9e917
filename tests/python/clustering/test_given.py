"""Labels from elsewhere: their quality, runs that begin at them, their consensus and profile."""

from __future__ import annotations

import pickle

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

ZACHARY = (
    "1-2 1-3 1-4 1-5 1-6 1-7 1-8 1-9 1-11 1-12 1-13 1-14 1-18 1-20 1-22 1-32 2-3 2-4 2-8 2-14 2-18 "
    "2-20 2-22 2-31 3-4 3-8 3-9 3-10 3-14 3-28 3-29 3-33 4-8 4-13 4-14 5-7 5-11 6-7 6-11 6-17 7-17 "
    "9-31 9-33 9-34 10-34 14-34 15-33 15-34 16-33 16-34 19-33 19-34 20-34 21-33 21-34 23-33 23-34 "
    "24-26 24-28 24-30 24-33 24-34 25-26 25-28 25-32 26-32 27-30 27-34 28-34 29-32 29-34 30-33 "
    "30-34 31-33 31-34 32-33 32-34 33-34"
)


@pytest.fixture(scope="module")
def karate():
    ends = np.array([pair.split("-") for pair in ZACHARY.split()], dtype=int) - 1
    return mg.Network.from_edges(ends[:, 0], ends[:, 1])


@pytest.fixture(scope="module")
def network():
    register = mg.synthetic(municipalities=50, arrangements=70, clusters=5, seed=4)
    return register.at("2020-06-01").network()


# --- quality --------------------------------------------------------------------------------------


def test_quality_of_the_karate_club(karate):
    """The club's split has .3715 where member 9 goes to the officers (as Zachary predicted), .3582
    where he goes where he went; the best partition has .4198 (Brandes et al. 2008).
    """
    officers = {10, 15, 16, 19, 21, *range(23, 35)}
    labels = {str(k - 1): k in officers for k in range(1, 35)}
    assert mg.quality(karate, labels).value == pytest.approx(0.3582, abs=5e-5)
    labels["8"] = True
    assert mg.quality(karate, labels).value == pytest.approx(0.3715, abs=5e-5)
    best = max(mg.leiden(karate, seed=s).quality for s in range(20))
    assert best == pytest.approx(0.4198, abs=5e-5)


def test_quality_by_hand():
    network = mg.Network.from_edges(list("aabcdd"), list("bccdef"), [1, 1, 1, 1, 1, 1])
    labels = pd.Series({"a": "x", "b": "x", "c": "x", "d": "y", "e": "y", "f": "y"})
    found = mg.quality(network, labels)
    assert found.table["cluster"].tolist() == ["x", "y"]
    assert found.table["size"].tolist() == [3, 3]
    assert found.table["weight_inside"].tolist() == [3, 2]
    assert found.table["strength"].tolist() == [7, 5]
    np.testing.assert_allclose(found.table["part"], [3 / 6 - 49 / 144, 2 / 6 - 25 / 144])
    assert float(found) == found.value == pytest.approx(5 / 6 - 74 / 144)
    cpm = mg.quality(network, labels, quality="cpm", resolution=0.5)
    np.testing.assert_allclose(cpm.table["part"], [(3 - 1.5) / 6, (2 - 1.5) / 6])
    assert cpm.value == pytest.approx(2 / 6)


@pytest.mark.parametrize(("quality", "resolution"), [("modularity", None), ("modularity", 2.5),
                                                     ("cpm", 0.2)])  # fmt: skip
def test_parts_add_up_and_leidens_quality_is_the_same(network, quality, resolution):
    clusters = mg.leiden(network, quality=quality, resolution=resolution, seed=3)
    found = mg.quality(network, clusters, quality=quality, resolution=resolution)
    assert found.value == pytest.approx(clusters.quality, abs=1e-14)
    assert found.table["part"].sum() == pytest.approx(found.value, abs=1e-12)
    assert (found.table["part"] == found.table["inside"]
            - found.resolution * found.table["expected"]).all()  # fmt: skip
    assert pickle.loads(pickle.dumps(found)).table.equals(found.table)
    assert found.table["size"].is_monotonic_decreasing


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.floats(0, 4))
def test_quality_equals_its_definition(seed, resolution):
    random = np.random.default_rng(seed)
    n = int(random.integers(1, 12))
    weights = np.triu(random.random((n, n)) * (random.random((n, n)) < 0.5), 1)
    network = mg.Network.from_scipy(weights + weights.T)
    labels = random.integers(0, 4, n)
    full, m = weights + weights.T, weights.sum()
    together = labels[:, None] == labels
    value = mg.quality(network, labels, resolution=resolution).value
    if m == 0:
        assert np.isnan(value)
        return
    s = full.sum(axis=0)
    expected = ((full / (2 * m) - resolution * np.outer(s, s) / (2 * m) ** 2) * together).sum()
    assert value == pytest.approx(expected, abs=1e-12)


def test_quality_refuses(network):
    with pytest.raises(ValueError, match="cpm has no default resolution"):
        mg.quality(network, np.zeros(50), quality="cpm")
    with pytest.raises(ValueError, match="did you mean 'modularity'"):
        mg.quality(network, np.zeros(50), quality="modularty")
    with pytest.raises(ValueError, match="one label per node"):
        mg.quality(network, np.zeros(49))
    with pytest.raises(ValueError, match="resolution"):
        mg.quality(network, np.zeros(50), resolution=-1)


# --- initial and fixed ----------------------------------------------------------------------------


def test_fixed_nodes_keep_their_label(network):
    ids = network.nodes["id"]
    start = mg.leiden(network, resolution=3.0, seed=2)
    held = ids[::4].tolist()
    found = mg.leiden(network, initial=start, fixed=held, seed=5)
    assert found.converged
    assert found.representation == "explicit"
    a = pd.Series(start.labels, index=ids)[held].to_numpy()
    b = pd.Series(found.labels, index=ids)[held].to_numpy()
    np.testing.assert_array_equal(a[:, None] == a, b[:, None] == b)
    assert found.quality <= max(mg.leiden(network, seed=s).quality for s in range(5)) + 1e-12
    # A mask, a Series by id, a column and a set say the same.
    mask = ids.isin(held).to_numpy()
    series = pd.Series(mask, index=ids).sample(frac=1, random_state=1)
    for form in (mask, mask.tolist(), series, series.to_dict(), set(held), mask.astype(int)):
        again = mg.leiden(network, initial=start, fixed=form, seed=5)
        assert again.labels.tolist() == found.labels.tolist()


def test_a_run_that_begins_at_the_best_stays(karate):
    best = max((mg.leiden(karate, seed=s) for s in range(20)), key=lambda c: c.quality)
    assert mg.leiden(karate, initial=best).labels.tolist() == best.labels.tolist()
    # From nothing in common it converges as from single nodes.
    alone = mg.leiden(karate, initial=[None] * 34, seed=1)
    assert alone.converged
    assert alone.disconnected == 0
    assert alone.quality > 0.39
    assert mg.leiden(karate, initial=best, threads=2, seed=4).labels.tolist() == mg.leiden(
        karate, initial=best, seed=4).labels.tolist()  # fmt: skip


def test_leidenalg_agrees_on_fixed_membership(karate):
    """Held nodes apart: the best of many runs is no worse than the peer's best."""
    leidenalg = pytest.importorskip("leidenalg")
    graph = karate.to_igraph()
    initial = list(range(34))
    fixed = [k in (0, 1, 33) for k in range(34)]
    peer = -1.0
    for seed in range(20):
        partition = leidenalg.ModularityVertexPartition(graph, initial_membership=initial)
        optimiser = leidenalg.Optimiser()
        optimiser.set_rng_seed(seed)
        optimiser.optimise_partition(partition, n_iterations=-1, is_membership_fixed=fixed)
        peer = max(peer, partition.quality())
    ours = max(mg.leiden(karate, initial=initial, fixed=fixed, seed=s).quality for s in range(20))
    assert ours >= peer - 1e-9


def test_initial_and_fixed_refuse(network):
    labels = mg.leiden(network).labels
    with pytest.raises(ValueError, match="give the labels as initial"):
        mg.leiden(network, fixed=[])
    with pytest.raises(ValueError, match="no node 'nowhere'"):
        mg.leiden(network, initial=labels, fixed=["nowhere"])
    missing = pd.Series(labels, dtype="Int64")
    missing[0] = pd.NA
    with pytest.raises(ValueError, match="has no label in initial"):
        mg.leiden(network, initial=missing, fixed=[network.nodes["id"][0]])
    with pytest.raises(ValueError, match="explicit form"):
        mg.leiden(network, initial=labels, representation="dense")
    with pytest.raises(TypeError, match="yes or no"):
        mg.leiden(network, initial=labels, fixed=np.arange(50))
    with pytest.raises(ValueError, match="threads"):
        mg.leiden(network, initial=labels, threads=0)


# --- consensus and profile ------------------------------------------------------------------------


def test_consensus_of_given_partitions(network):
    runs = mg.ensemble(network, runs=30, seed=7)
    expected = mg.consensus(network, runs=30, seed=7)
    assert mg.consensus(network, runs, seed=7).labels.tolist() == expected.labels.tolist()
    ids = network.nodes["id"]
    listed = [pd.Series(row, index=ids).sample(frac=1, random_state=3) for row in runs.labels]
    assert mg.consensus(network, listed, seed=7).labels.tolist() == expected.labels.tolist()
    assert mg.consensus(network, runs.labels, seed=7).quality == expected.quality
    one = mg.leiden(network)
    assert mg.consensus(network, [one, one, one]).labels.tolist() == one.labels.tolist()
    with pytest.raises(ValueError, match="at least one"):
        mg.consensus(network, [])
    with pytest.raises(TypeError, match="list of labellings"):
        mg.consensus(network, 5)


def test_profile_of_given_partitions(network):
    runs = mg.ensemble(network, runs=10, seed=1)
    others = mg.ensemble(network, runs=10, resolution=3.0, seed=1)
    given_ = np.vstack([runs.labels, others.labels])
    found = mg.profile(network, given_)
    for gamma, value in zip(found.table["resolution"], found.table["quality"], strict=True):
        best = max(mg.quality(network, row, resolution=gamma).value for row in given_)
        assert value == pytest.approx(best, abs=1e-12)
        at = mg.quality(network, found.at(gamma), resolution=gamma).value
        assert at == pytest.approx(best, abs=1e-9)
    assert found.domains["low"].iloc[0] == found.table["resolution"].iloc[0]
    with pytest.raises(ValueError, match="cpm has no default resolutions"):
        mg.profile(network, given_, quality="cpm")
