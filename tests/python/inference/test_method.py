"""``method`` of the multiverse and of stability: the figures of one method only."""

from __future__ import annotations

import munigraph as mg
import numpy as np
import pytest


@pytest.fixture(scope="module")
def register():
    return mg.synthetic(60, 120, clusters=5, seed=3)


@pytest.fixture(scope="module")
def rows(register):
    grid = {"weighting": ["newman", "count"], "resolution": [1.0, 2.0]}
    return mg.multiverse(
        register, grid, date="2020-07-01", method="consensus", runs=8, threshold=0.4,
        progress=False,
    )  # fmt: skip


def test_a_row_is_what_the_estimate_says(register, rows):
    assert set(rows["method"]) == {"consensus"}
    for row in rows.itertuples():
        network = register.at("2020-07-01").network(weighting=row.weighting)
        found = mg.estimate(
            network, method="consensus", runs=8, threshold=0.4, resolution=row.resolution,
            seed=int(row.seed), progress=False,
        )  # fmt: skip
        assert (row.clusters, row.clusters_min, row.clusters_max) == (
            found.clusters, found.clusters_min, found.clusters_max,
        )  # fmt: skip
        assert row.quality == pytest.approx(found.clustering.quality)


def test_threads_change_nothing(register, rows):
    grid = {"weighting": ["newman", "count"], "resolution": [1.0, 2.0]}
    for threads in (1, 3):
        again = mg.multiverse(
            register, grid, date="2020-07-01", method="consensus", runs=8, threshold=0.4,
            threads=threads, progress=False,
        )  # fmt: skip
        assert again.equals(rows)


def test_leiden_is_as_before(register):
    one = mg.multiverse(register, {"resolution": [1.0]}, date="2020-07-01", runs=4, progress=False)
    assert one["method"].tolist() == ["leiden"]
    many = mg.ensemble(
        register.at("2020-07-01").network(), runs=4, seed=int(one["seed"].iloc[0]), progress=False
    )
    assert one["clusters"].iloc[0] == np.median(many.counts)


def test_stability_of_a_consensus(register):
    network = register.at("2020-07-01").network()
    found = mg.stability(network, draws=12, runs=6, method="consensus", seed=5, progress=False)
    assert found.method == "consensus"
    agreed = mg.consensus(network, runs=6, seed=5, progress=False)
    assert found.clustering.labels.tolist() == agreed.labels.tolist()
    table = found.draws_table
    assert table["clusters"].tolist() == found.counts.tolist()
    assert set(table["method"]) == {"consensus"}
    again = mg.stability(
        network, draws=12, runs=6, method="consensus", seed=5, threads=1, progress=False
    )
    assert again.counts.tolist() == found.counts.tolist()


@pytest.mark.parametrize("method", ["louvain", "auto", "consensu"])
def test_other_methods_are_refused(register, method):
    network = register.at("2020-07-01").network()
    with pytest.raises(ValueError, match="method"):
        mg.stability(network, draws=2, method=method, progress=False)
    with pytest.raises(ValueError, match="method"):
        mg.multiverse(register, {"resolution": [1.0]}, date="2020-07-01", method=method)
