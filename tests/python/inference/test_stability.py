"""Stability: draws by hand, against NumPy, and on the Dutch registers."""

from __future__ import annotations

import os
import pickle
import signal
import threading
import warnings

import munigraph as mg
import numpy as np
import pytest

SCHEMES = ["weights", "arrangements", "memberships", "with_replacement"]


def cliques(groups=4, size=5, times=6):
    """Separate groups, each with the same arrangement several times, and one node in nothing."""
    pairs = [
        (g * size + i, g * times + t)
        for g in range(groups)
        for t in range(times)
        for i in range(size)
    ]
    node, arrangement = zip(*pairs, strict=True)
    return mg.Network.from_memberships(node, arrangement, n=groups * size + 1)


@pytest.fixture(scope="module")
def dutch():
    return mg.datasets.load("nl-2020").at("2020-07-01").network()


def test_by_hand():
    found = mg.stability(cliques(), draws=25, progress=False)
    assert found.observed == 4
    assert found.counts.tolist() == [4] * 25
    assert found.mean == 4
    assert found.bias == 0
    assert found.range() == (4, 4)
    assert found.isolates.tolist() == [1] * 25
    assert found.singletons.tolist() == [1] * 25
    assert found.agreement.tolist() == [1.0] * 25
    together = found.co_assignment()
    block = np.kron(np.eye(4), np.ones((5, 5)))
    assert np.array_equal(together[:20, :20], block)
    assert found.table["stability"].tolist()[:20] == [1.0] * 20
    assert np.isnan(found.table["stability"][20])
    assert found.summary["stability"].tolist() == [1.0] * 4


def test_leaving_arrangements_out_isolates():
    # One arrangement per group: leaving out two of four isolates ten nodes.
    found = mg.stability(
        cliques(times=1), resample="arrangements", drop=0.5, draws=10, progress=False
    )
    assert found.observed == 4
    assert found.counts.tolist() == [2] * 10
    assert found.isolates.tolist() == [11] * 10
    assert found.bias == -2
    assert found.drop == 0.5


def test_figures_follow_from_the_draws(dutch):
    found = mg.stability(dutch, draws=40, runs=2, seed=4, progress=False)
    assert found.labels.shape == (40, 355)
    sizes = [np.bincount(row) for row in found.labels]
    assert found.counts.tolist() == [int((s >= 2).sum()) for s in sizes]
    assert found.singletons.tolist() == [int((s == 1).sum()) for s in sizes]
    assert found.mean == pytest.approx(found.counts.mean())
    low, high = found.range(0.8)
    assert low <= np.median(found.counts) <= high
    assert {low, high} <= set(found.counts.tolist())
    assert found.range(1.0) == (found.counts.min(), found.counts.max())
    pairs = np.mean([np.equal.outer(row, row) for row in found.labels], axis=0)
    assert np.allclose(found.co_assignment(), pairs)
    own = np.equal.outer(found.clustering.labels, found.clustering.labels)
    np.fill_diagonal(own, False)
    expected = (pairs * own).sum(axis=1) / own.sum(axis=1)
    assert np.allclose(found.table["stability"], expected)
    for d in (0, 17):
        assert found.agreement[d] == pytest.approx(
            mg.compare(found.labels[d], found.clustering.labels).ami
        )


@pytest.mark.filterwarnings("ignore:drawing arrangements with replacement")
@pytest.mark.parametrize("resample", SCHEMES)
def test_threads_change_nothing(dutch, resample):
    one, two, three = (
        mg.stability(dutch, draws=8, runs=2, resample=resample, seed=2, threads=k, progress=False)
        for k in (1, 2, 3)
    )
    assert np.array_equal(one.labels, two.labels)
    assert np.array_equal(one.labels, three.labels)
    assert np.array_equal(one.agreement, three.agreement)


def test_observed_is_the_ensembles_best(dutch):
    found = mg.stability(dutch, draws=1, runs=7, seed=3, progress=False)
    best = mg.ensemble(dutch, runs=7, seed=3, progress=False).best
    assert np.array_equal(found.clustering.labels, best.labels)
    assert found.clustering.seed == best.seed


def test_resolution_and_quality(dutch):
    fine = mg.stability(dutch, draws=5, runs=2, resolution=4.0, progress=False)
    coarse = mg.stability(dutch, draws=5, runs=2, resolution=0.3, progress=False)
    assert fine.mean > coarse.mean
    assert fine.clustering.resolution == 4.0
    potts = mg.stability(dutch, draws=5, runs=2, quality="cpm", resolution=0.2, progress=False)
    assert potts.clustering.quality_function == "cpm"


def test_plain_resampling_warns(dutch):
    with pytest.warns(UserWarning, match="biased"):
        mg.stability(dutch, draws=2, resample="with_replacement", progress=False)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        mg.stability(dutch, draws=2, progress=False)


def test_weights_that_nothing_sees_are_refused():
    for weighting in ("binary", "jaccard", "cosine"):
        network = mg.Network.from_memberships([0, 1, 1, 2], [0, 0, 1, 1], weighting=weighting)
        with pytest.raises(ValueError, match="changes nothing"):
            mg.stability(network, draws=2, progress=False)
        mg.stability(network, draws=2, resample="memberships", drop=0.3, progress=False)


def test_ties_alone():
    network = mg.Network.from_edges([0, 1, 0, 3, 4, 3], [1, 2, 2, 4, 5, 5])
    found = mg.stability(network, draws=10, progress=False)
    assert found.counts.tolist() == [2] * 10


@pytest.mark.parametrize(
    ("options", "match"),
    [
        ({"resample": "weigths"}, "did you mean 'weights'"),
        ({"resample": "arrangements", "drop": 0}, "above 0"),
        ({"resample": "memberships", "drop": 1}, "below 1"),
        ({"draws": 0}, "draws is 0, expected a whole number of at least 1"),
        ({"runs": 0}, "runs is 0, expected a whole number of at least 1"),
        ({"quality": "cpm"}, "resolution"),
        ({"seed": -1}, "seed"),
    ],
)
def test_misuse(options, match):
    with pytest.raises(ValueError, match=match):
        mg.stability(cliques(), progress=False, **options)
    with pytest.raises(ValueError, match="share"):
        mg.stability(cliques(), draws=2, progress=False).range(0)


def test_results_are_values(dutch):
    found = mg.stability(dutch, draws=3, runs=1, progress=False)
    again = pickle.loads(pickle.dumps(found))
    assert np.array_equal(found.labels, again.labels)
    assert again.observed == found.observed
    assert repr(again) == repr(found)
    assert "17 clusters observed" in found._repr_html_()
    with pytest.raises(AttributeError):
        found.seed = 2
    with pytest.raises(ValueError, match="read-only"):
        found.counts[0] = 1


def test_progress_is_told():
    seen = []
    mg.stability(cliques(), draws=7, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (7, 7)


@pytest.mark.skipif(os.name == "nt", reason="sends SIGINT to itself")
def test_ctrl_c_is_heard(dutch):
    timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            mg.stability(dutch, draws=200_000, runs=100, progress=False)
    finally:
        timer.join()
