"""A consensus beside its runs: what it says of them, and when it warns."""

import pickle
import warnings

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from munigraph import ConsensusWarning


@pytest.fixture(scope="module")
def planted():
    """Three groups of five that do nothing but together."""
    rows = [(5 * g + i, 4 * g + k) for g in range(3) for k in range(4) for i in range(5)]
    return mg.Network.from_memberships([i for i, _ in rows], [a for _, a in rows])


@pytest.fixture(scope="module")
def noise():
    """Arrangements of any four of 120 nodes."""
    rng = np.random.default_rng(4)
    members = np.concatenate([rng.choice(120, 4, replace=False) for _ in range(160)])
    return mg.Network.from_memberships(members, np.repeat(np.arange(160), 4), n=120)


def test_a_consensus_that_its_runs_share_is_silent(planted):
    found = mg.consensus(planted, runs=20)
    runs = mg.ensemble(planted, runs=20)
    assert found.clusters == 3
    assert found.doubt == ""
    assert found.agreement == runs.agreement == 1.0
    np.testing.assert_array_equal(found.run_counts, runs.counts)
    assert "runs 3" in repr(found)
    assert mg.leiden(planted).run_counts is None
    assert mg.leiden(planted).agreement is None
    assert mg.leiden(planted).doubt == ""


def test_a_count_that_no_run_has_warns(noise):
    runs = mg.ensemble(noise, runs=30, seed=3)
    with pytest.warns(ConsensusWarning, match="report their range") as told:
        found = mg.consensus(noise, runs=30, seed=3)
    assert told[0].filename == __file__
    assert not runs.counts.min() <= found.clusters <= runs.counts.max()
    assert f"its {found.clusters} clusters lie outside the {runs.counts.min()}" in found.doubt
    assert found.agreement == runs.agreement < 0.8
    assert f"agree only {runs.agreement:.2f}" in found.doubt
    # Of the same runs, made before: the same, and all of it survives pickling and copying.
    with pytest.warns(ConsensusWarning):
        given = mg.consensus(noise, runs, seed=3)
    np.testing.assert_array_equal(given.labels, found.labels)
    for again in (pickle.loads(pickle.dumps(found)), found.copy()):
        assert again.doubt == found.doubt
        np.testing.assert_array_equal(again.run_counts, found.run_counts)
    with pytest.warns(ConsensusWarning):
        estimate = mg.estimate(noise, runs=30, seed=3)
    assert estimate.clustering.doubt == found.doubt
    # Those that make many estimates say it in their own way.
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert mg.clustering.summarise(noise, runs=30, seed=3).estimate.clustering.doubt


def test_agreement_alone_warns():
    """Two runs of other divisions and one count: only their agreement tells."""
    network = mg.Network.from_edges([0, 1, 2, 3], [1, 2, 3, 0])
    runs = [[0, 0, 1, 1], [0, 1, 1, 0], [0, 0, 1, 1]]
    with pytest.warns(ConsensusWarning, match=r"^this consensus .*: its runs agree only"):
        found = mg.consensus(network, runs)
    assert found.run_counts.tolist() == [2, 2, 2]
    pairs = [mg.compare(runs[a], runs[b]).ami for a, b in ((0, 1), (0, 2), (1, 2))]
    assert found.agreement == pytest.approx(np.mean(pairs))
    one = mg.consensus(network, runs[:1])
    assert np.isnan(one.agreement)
    assert one.doubt == ""


def test_thresholds_by_hand():
    """a and b together in three of four runs, c and d in all."""
    network = mg.Network.from_edges([0, 2, 1], [1, 3, 2])
    runs = [[0, 0, 1, 1]] * 3 + [[0, 2, 1, 1]]
    table = mg.consensus_thresholds(network, runs, thresholds=[0.5, 0.75, 0.8])
    # At .75 a and b are together just as often, not more often: apart. At .8 they are without a
    # tie, and whoever has none joins the neighbour that it is most often with.
    assert table["clusters"].tolist() == [2, 1, 2]
    assert table["singletons"].tolist() == [0, 2, 0]
    assert table["runs_min"].tolist() == [1, 1, 1]
    assert table["runs_max"].tolist() == [2, 2, 2]
    assert table["largest"].tolist() == [2, 2, 2]
    assert table["within_runs"].all()


def test_thresholds_are_the_consensus_at_each(noise):
    table = mg.consensus_thresholds(noise, runs=20, seed=5, thresholds=[0.3, 0.6])
    for _, row in table.iterrows():
        with pytest.warns(ConsensusWarning):
            one = mg.consensus(noise, runs=20, seed=5, threshold=row["threshold"])
        assert row["clusters"] == one.clusters
        assert row["quality"] == one.quality
        assert row["agreement"] == one.agreement
        assert row["within_runs"] == (one.run_counts.min() <= one.clusters <= one.run_counts.max())
    assert table["clusters"].is_monotonic_increasing
    pd.testing.assert_frame_equal(
        table, mg.consensus_thresholds(noise, runs=20, seed=5, thresholds=[0.3, 0.6], threads=1)
    )
    with pytest.raises(ValueError, match="threshold"):
        mg.consensus_thresholds(noise, thresholds=[0.5, 2])
