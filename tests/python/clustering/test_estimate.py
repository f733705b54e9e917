"""A number of clusters with the range that belongs to it."""

import munigraph as mg
import numpy as np
import pytest
from munigraph import stream


@pytest.fixture(scope="module")
def network():
    register = mg.synthetic(120, 150, clusters=6, seed=4)
    return register.at("2020-07-01").network()


def test_a_consensus_with_the_range_of_ten(network):
    found = mg.estimate(network, runs=10, seed=3)
    assert found.method == "consensus"
    assert found.runs == 10
    assert len(found.counts) == 10
    same = mg.consensus(network, runs=10, seed=3)
    np.testing.assert_array_equal(found.clustering.labels, same.labels)
    assert found.counts[0] == same.clusters == found.clusters
    assert found.clusters_min <= found.clusters <= found.clusters_max
    np.testing.assert_array_equal(found.run_counts, mg.ensemble(network, runs=10, seed=3).counts)


@pytest.mark.parametrize(("method", "one"), [("leiden", mg.leiden), ("louvain", mg.louvain)])
def test_the_best_run_with_the_range_of_all(network, method, one):
    found = mg.estimate(network, method=method, runs=6, seed=3)
    runs = [one(network, seed=stream(3, r)) for r in range(6)]
    assert list(found.counts) == [run.clusters for run in runs]
    best = max(runs, key=lambda run: run.quality)
    assert found.clustering.quality == pytest.approx(best.quality, abs=1e-12)
    assert found.range == mg.clustering._estimate.range_text(
        found.clusters, min(found.counts), max(found.counts)
    )


def test_large_networks_take_the_best_run():
    register = mg.synthetic(5_001, 2_000, clusters=20, seed=1)
    found = mg.estimate(register.at("2020-07-01").network(), runs=2)
    assert found.method == "leiden"


def test_says_its_method(network):
    assert "consensus of 5 runs" in repr(mg.estimate(network, runs=5))
    assert "best of 5 runs of Leiden" in repr(mg.estimate(network, runs=5, method="leiden"))
    assert mg.estimate(network, method="leiden").runs == 20
    with pytest.raises(ValueError, match="did you mean 'consensus'"):
        mg.estimate(network, method="consensu")
    with pytest.raises(ValueError, match="runs"):
        mg.estimate(network, runs=0)


def test_it_says_its_range_even_where_all_agree(network):
    found = mg.estimate(network, runs=10, seed=3)
    low, high = found.clusters_min, found.clusters_max
    assert f"{found.clusters} clusters ({low}–{high} in 10 repetitions)" in repr(found)
    assert f"({low}–{high} in 10 repetitions)" in found._repr_html_()
