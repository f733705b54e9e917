"""Ensembles and consensus through the public API."""

from __future__ import annotations

import math
import pickle
import signal
import threading
import time

import munigraph as mg
import numpy as np
import pytest


def network(nodes=80, arrangements=120, seed=1):
    rng = np.random.default_rng(seed)
    pairs = set()
    for a in range(arrangements):
        size = int(rng.integers(2, 7))
        centre = int(rng.integers(nodes))
        for step in rng.integers(0, 2 * size + 8, size):
            far = int(rng.integers(nodes)) if rng.random() < 0.05 else int(step)
            pairs.add(((centre + far) % nodes, a))
    node, arrangement = zip(*sorted(pairs), strict=True)
    return mg.Network.from_memberships(node, arrangement, n=nodes + 1)


def test_runs_are_those_of_leiden():
    found = mg.ensemble(network(), runs=10, seed=5, resolution=1.2)
    assert found.labels.shape == (10, 81)
    assert found.labels.dtype == np.int32
    for r in range(10):
        alone = mg.leiden(network(), resolution=1.2, seed=mg.stream(5, r))
        assert found.labels[r].tolist() == alone.labels.tolist()
        assert found.quality[r] == pytest.approx(alone.quality, abs=1e-14)
        assert found.counts[r] == alone.clusters
    assert found.best.quality == found.quality.max()
    assert found.best.labels.tolist() == found.labels[found.best_run].tolist()
    assert found.best.seed == mg.stream(5, found.best_run)


@pytest.mark.parametrize("threads", [1, 2, 3, 8])
def test_threads_change_nothing(threads):
    one = mg.ensemble(network(), runs=20, threads=1)
    more = mg.ensemble(network(), runs=20, threads=threads)
    assert np.array_equal(one.labels, more.labels)
    assert one.agreement == more.agreement


def test_agreement_equals_scikit_learn():
    metrics = pytest.importorskip("sklearn.metrics")
    found = mg.ensemble(network(seed=4), runs=12)
    pairs = [
        metrics.adjusted_mutual_info_score(found.labels[a], found.labels[b])
        for a in range(12)
        for b in range(a)
    ]
    assert found.agreement == pytest.approx(np.mean(pairs), abs=1e-9)
    assert math.isnan(mg.ensemble(network(), runs=1).agreement)


def test_co_assignment():
    found = mg.ensemble(network(), runs=15)
    shares = found.co_assignment()
    expected = np.mean([row[:, None] == row[None, :] for row in found.labels], axis=0)
    assert shares == pytest.approx(expected)


def test_pickling_and_shapes():
    found = mg.ensemble(network(), runs=6)
    again = pickle.loads(pickle.dumps(found))
    assert np.array_equal(again.labels, found.labels)
    assert repr(again) == repr(found)
    assert again.best.table.equals(found.best.table)
    assert len(found) == 6
    assert found.table.columns.tolist() == ["clusters", "singletons", "quality"]
    assert "Ensemble" in found._repr_html_()


def test_consensus():
    found = mg.consensus(network(), runs=60, seed=2)
    assert found.converged
    assert found.disconnected == 0
    assert found.isolates == int(np.sum(network()._core.isolates))
    assert found.quality == pytest.approx(
        mg._core.quality_value(network()._core, found.labels, "modularity", 1.0)
    )
    same = mg.consensus(network(), runs=60, seed=2, threads=1)
    assert same.labels.tolist() == found.labels.tolist()


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"runs": 0}, ValueError, "runs"),
        ({"runs": 2.5}, TypeError, "a whole number"),
        ({"threads": 0}, ValueError, "threads"),
        ({"quality": "cpm"}, ValueError, "no default resolution"),
    ],
)
def test_misuse(options, error, message):
    with pytest.raises(error, match=message):
        mg.ensemble(network(), **options)


@pytest.mark.parametrize("threshold", [0, 1.01, -0.5])
def test_consensus_rejects_thresholds(threshold):
    with pytest.raises(ValueError, match="threshold"):
        mg.consensus(network(), threshold=threshold)


def test_progress_is_told(capsys):
    mg.ensemble(network(), runs=20, progress=True)
    assert "runs" in capsys.readouterr().err
    mg.ensemble(network(), runs=20, progress=False)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("threads", [1, 3])
def test_ctrl_c_is_heard(threads):
    big = network(400, 1500)
    stopped = []

    def interrupt():
        time.sleep(0.2)
        signal.raise_signal(signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        mg.ensemble(big, runs=1_000_000, threads=threads)
    stopped.append(True)
    thread.join()
    assert stopped
