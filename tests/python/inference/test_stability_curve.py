"""Counts of clusters over parts of the arrangements."""

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from munigraph import stream


@pytest.fixture(scope="module")
def cliques():
    """Ten separate pairs, each by one arrangement."""
    return mg.Network.from_memberships(np.arange(20), np.repeat(np.arange(10), 2))


def test_by_hand(cliques):
    """Every arrangement is a cluster of its own: k of them are k clusters."""
    found = mg.stability_curve(cliques, shares=[0.2, 0.7], draws=5, runs=1, progress=False)
    table = found.table
    assert table["share"].tolist() == [0.2, 0.5, 0.7, 1.0]
    for name in ("arrangements", "clusters", "clusters_low", "clusters_high", "components"):
        assert table[name].tolist() == [2, 5, 7, 10], name
    assert table["isolates"].tolist() == [16, 10, 6, 0]
    assert table["clusters_sd"].tolist() == [0, 0, 0, 0]
    assert found.half == (5, 5)
    assert found.observed == 10
    assert "10 clusters of all arrangements, 5 to 5 of half" in repr(found)


def test_each_share_is_a_stability():
    network = mg.synthetic(60, 90, clusters=5, seed=1).at(2020).network()
    found = mg.stability_curve(network, shares=[0.3, 0.8], draws=12, runs=2, seed=4)
    for k, share in enumerate([0.3, 0.5, 0.8]):
        one = mg.stability(
            network, resample="arrangements", drop=1 - share, draws=12, runs=2, seed=stream(4, k)
        )
        row = found.table.iloc[k]
        assert row["clusters"] == one.mean
        assert (row["clusters_low"], row["clusters_high"]) == one.range()
        assert row["agreement"] == pytest.approx(np.nanmean(one.agreement))
        assert row["isolates"] == one.isolates.mean()
    assert found.observed == mg.ensemble(network, runs=2, seed=4).best.clusters
    again = mg.stability_curve(network, shares=[0.8, 0.3], draws=12, runs=2, seed=4, threads=1)
    pd.testing.assert_frame_equal(found.table, again.table)


def test_clusters_rise_and_fall():
    """Subsets of the social arrangements have more clusters than few, and than all."""
    social = mg.datasets.load("nl-2020").at("2020-07-01").network(domain="social")
    found = mg.stability_curve(social, shares=[0.03, 0.25], draws=20, runs=2, progress=False)
    few, quarter, _, whole = found.table["clusters"]
    assert few < quarter > whole


@pytest.mark.parametrize("shares", [[0.0], [1.0], [-0.1], [float("nan")]])
def test_shares_out_of_range(cliques, shares):
    with pytest.raises(ValueError, match="share"):
        mg.stability_curve(cliques, shares=shares)
