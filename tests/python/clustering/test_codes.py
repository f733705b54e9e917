"""Qualities that are lengths of codes: against infomap, and through everything that takes them."""

import math

import munigraph as mg
import numpy as np
import pytest

CODES = ["map", "planted_partition"]


def karate():
    nx = pytest.importorskip("networkx")
    source, target = zip(*nx.karate_club_graph().edges, strict=True)
    return mg.Network.from_edges(source, target, n=34)


def planted(noise=0.1, weighting="count", seed=0):
    rng = np.random.default_rng(seed)
    node, arrangement = [], []
    for a in range(160):
        cluster = rng.integers(6)
        size = rng.integers(2, 6)
        inside = cluster + 6 * rng.choice(10, size, replace=False)
        members = np.where(rng.random(size) < noise, rng.integers(0, 60, size), inside)
        for one in set(members.tolist()):
            node.append(one)
            arrangement.append(a)
    return mg.Network.from_memberships(node, arrangement, n=60, weighting=weighting)


def test_karate_has_the_published_length():
    # Two levels, undirected: 4.3118 bits in three modules, as Infomap itself reports.
    found = mg.ensemble(karate(), runs=20, quality="map", progress=False).best
    assert found.code_length == pytest.approx(4.3117926458, abs=1e-9)
    assert found.clusters == 3
    assert "bits per step" in repr(found)


def test_as_short_as_infomap():
    infomap = pytest.importorskip("infomap")
    rng = np.random.default_rng(1)
    behind = 0
    for case in range(12):
        n = 40 + 5 * case
        cluster = np.arange(n) % (3 + case % 4)
        chance = np.where(cluster[:, None] == cluster, 0.35, 0.04)
        a, b = np.nonzero(np.triu(rng.random((n, n)) < chance, 1))
        w = rng.integers(1, 9, len(a)) / 3
        theirs = infomap.Infomap(two_level=True, silent=True, num_trials=20, seed=3)
        for one in zip(a.tolist(), b.tolist(), w.tolist(), strict=True):
            theirs.add_link(*one)
        result = theirs.run()
        network = mg.Network.from_edges(a, b, w, n=n)
        ours = mg.ensemble(network, runs=20, quality="map", progress=False).best
        # The value of their modules is the one that they tell.
        labels = np.arange(n) + n
        for node, module in dict(result.modules()).items():
            labels[node] = module
        value = mg.quality(network, labels, quality="map").value
        assert -value == pytest.approx(result.codelength, abs=1e-8)
        behind += ours.code_length > result.codelength + 1e-8
    assert behind <= 1


@pytest.mark.parametrize("quality", CODES)
def test_planted_clusters_are_found(quality):
    network = planted()
    for found in (
        mg.leiden(network, quality=quality),
        mg.estimate(network, quality=quality, runs=10, progress=False).clustering,
        mg.stability(
            network, quality=quality, resample="arrangements", draws=5, runs=2, progress=False
        ).clustering,
    ):
        assert found.clusters == 6
        assert found.disconnected == 0
        assert found.quality_function == quality
        assert math.isnan(found.resolution)
        assert found.code_length == -found.quality


def test_a_planted_partition_is_a_model_of_counts():
    assert mg.leiden(planted(weighting="binary"), quality="planted_partition").clusters >= 1
    for weighting in ("newman", "jaccard", "cosine", "pair_share"):
        with pytest.raises(ValueError, match="model of multigraphs"):
            mg.leiden(planted(weighting=weighting), quality="planted_partition")
        mg.leiden(planted(weighting=weighting), quality="map")
    halves = mg.Network.from_edges([0, 1], [1, 2], [0.5, 1.0])
    with pytest.raises(ValueError, match="a weight of 0.5"):
        mg.leiden(halves, quality="planted_partition")
    with pytest.raises(ValueError, match="model of multigraphs"):
        mg.quality(planted(weighting="newman"), np.zeros(60, int), quality="planted_partition")


@pytest.mark.parametrize("quality", CODES)
def test_what_they_do_not_have_is_refused(quality):
    network = planted()
    with pytest.raises(ValueError, match="resolution is no choice of"):
        mg.leiden(network, quality=quality, resolution=1.0)
    with pytest.raises(ValueError, match="resolution is no choice of"):
        mg.quality(network, np.zeros(60, int), quality=quality, resolution=1.0)
    with pytest.raises(ValueError, match="resolution is no choice of"):
        mg.profile(network, quality=quality, progress=False)
    with pytest.raises(ValueError, match="modularity and cpm"):
        mg.leiden(network, quality=quality, initial=np.zeros(60, int))
    with pytest.raises(ValueError, match="explicit form"):
        mg.leiden(network, quality=quality, representation="dense")


def test_a_multiverse_says_which_rows_it_leaves_out():
    register = mg.synthetic(municipalities=60, arrangements=120, clusters=5, seed=1)
    grid = {"quality": ["modularity", *CODES], "weighting": ["newman", "count", "binary"]}
    with pytest.warns(UserWarning, match="1 of 9 rows are invalid"):
        table = mg.multiverse(register, grid, date="2020-07-01", runs=3, progress=False)
    invalid = table["status"].str.startswith("invalid")
    left = table[invalid]
    assert left["weighting"].tolist() == ["newman"]
    assert left["quality_function"].tolist() == ["planted_partition"]
    assert "model of multigraphs" in left["status"].iloc[0]
    assert (table.loc[~invalid, "clusters"] >= 1).all()


def test_parts_of_a_code_are_none():
    found = mg.quality(karate(), np.arange(34) % 2, quality="map")
    assert found.table["part"].isna().all()
    assert "bits per step" in repr(found)


def test_the_posterior_of_a_planted_count():
    network = planted(noise=0.0)
    found = mg.posterior(network, draws=60, seed=2, progress=False)
    assert found.range() == (6.0, 6.0)
    assert found.mean == 6
    assert found.labels.shape == (240, 60)
    assert found.rhat < 1.2
    assert found.best.clusters == 6
    assert found.co_assignment().shape == (60, 60)
    again = mg.posterior(network, draws=60, seed=2, threads=1, progress=False)
    np.testing.assert_array_equal(found.labels, again.labels)
    np.testing.assert_array_equal(found.length, again.length)
    for row, length in zip(found.labels[::40], found.length[::40], strict=True):
        value = mg.quality(network, row, quality="planted_partition").value
        assert -value == pytest.approx(length, rel=1e-12)


def test_posteriors_are_checked():
    with pytest.raises(ValueError, match="draws"):
        mg.posterior(planted(), draws=0)
    with pytest.raises(ValueError, match="model of multigraphs"):
        mg.posterior(planted(weighting="newman"))
    found = mg.posterior(planted(), draws=2, chains=2, warmup=0, progress=False)
    assert math.isnan(found.rhat)
    with pytest.raises(ValueError, match="level"):
        found.range(1.0)


def noise(seed=0):
    rng = np.random.default_rng(seed)
    members = [rng.choice(150, 5, replace=False) for _ in range(150)]
    return mg.Network.from_memberships(np.concatenate(members), np.repeat(np.arange(150), 5), n=150)


@pytest.mark.filterwarnings("ignore::munigraph.ConsensusWarning")
def test_a_consensus_against_the_null_does_not_fall_apart():
    network = noise()
    runs = mg.ensemble(network, runs=40, seed=1, progress=False)
    half = mg.consensus(network, runs)
    null = mg.consensus(network, runs, threshold="null")
    assert half.threshold == 0.5
    assert null.threshold == "null"
    assert half.clusters > 2 * runs.counts.max()
    assert null.clusters <= runs.counts.max()
    assert null.quality > half.quality
    assert mg.leiden(network).threshold is None


def test_where_runs_agree_the_threshold_is_of_no_account():
    network = planted(noise=0.0)
    found = mg.consensus(network, threshold="null", runs=20, progress=False)
    np.testing.assert_array_equal(found.labels, mg.consensus(network, runs=20).labels)
    rows = mg.consensus_thresholds(network, thresholds=[0.5, "null"], runs=20, progress=False)
    assert rows["threshold"].tolist() == [0.5, "null"]
    assert rows["clusters"].tolist() == [6, 6]
    with pytest.raises(ValueError, match="'null'"):
        mg.consensus(network, threshold="nul")
    made = mg.estimate(network, threshold="null", runs=10, progress=False)
    assert made.clustering.threshold == "null"
