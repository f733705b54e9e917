"""Clusters of the real Dutch register over time, as independent code found them."""

from __future__ import annotations

import munigraph as mg
import numpy as np
import pytest


@pytest.fixture(scope="session")
def still(dutch):
    """The register on the municipalities of 2026."""
    return dutch.on_geography("2026-05-01")[0]


def steps(register, *years, domain=None, **options):
    networks = [register.at(year).network(domain=domain) for year in years]
    return mg.track(networks, method="leiden", runs=20, **{"pairs": 0, **options})


def test_all_domains(still):
    row = steps(still, 2017, 2026).table.loc[0]
    assert (row["clusters_before"], row["clusters_after"]) == (13, 14)
    assert (row["continued"], row["split"], row["merged"], row["gone"], row["born"]) == (
        13,
        1,
        0,
        0,
        0,
    )
    assert 0.045 <= row["moved"] <= 0.075
    row = steps(still, 2020, 2023).table.loc[0]
    assert (row["continued"], row["merged"], row["split"], row["gone"]) == (13, 1, 0, 0)
    assert round(row["moved"], 2) == 0.06


def test_there_and_back(still):
    found = steps(still, 2020, 2023, 2026)
    assert found.counts["clusters"].tolist() == [14, 13, 14]
    # One number ends in the merger; what parts from it again is a cluster of its own.
    assert found.clusters["number"].max() == 15


def test_social(still):
    row = steps(still, 2017, 2026, domain="social").table.loc[0]
    assert 18 <= row["clusters_before"] <= 19
    assert 15 <= row["clusters_after"] <= 16
    assert 12 <= row["continued"] <= 15
    assert 0.08 <= row["moved"] <= 0.17


def test_noise_of_single_runs(still):
    """Median 0, at most 7% (all) and 12% (social), with splits and merges that are none."""
    for domain, most in ((None, 0.07), ("social", 0.12)):
        networks = [still.at(year).network(domain=domain) for year in (2020, 2023)]
        noise = mg.track(networks, method="leiden", runs=1, pairs=200).noise
        by = noise.set_index(["date", "figure"])
        assert (noise["pairs"] == 200).all()
        for date in noise["date"].unique():
            assert by.loc[(date, "moved"), "median"] == 0
            assert 0 < by.loc[(date, "moved"), "largest"] <= most
        assert by.xs("split", level="figure")["largest"].max() >= 1
        assert by.xs("merged", level="figure")["largest"].max() >= 1


@pytest.mark.parametrize("method", ["consensus", "leiden"])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_fourteen_thirteen_fourteen(still, method, seed):
    """Two runs of 2023 differ by as much as 2023 does from 2020 and from 2026."""
    networks = [still.at(year).network() for year in (2020, 2023, "2026-05-01")]
    found = mg.track(networks, method=method, seed=seed)
    assert found.counts["clusters"].tolist() == [14, 13, 14]
    assert found.table["merged"].tolist() == [1, 0]
    assert found.table["split"].tolist() == [0, 1]
    assert found.table["changes"].tolist() == ["", ""]
    assert not found.events["change"].any()


@pytest.mark.parametrize(("places", "event"), [((0, 1), "split"), ((1, 0), "merged")])
def test_a_change_of_the_same_year_is_found(still, places, event):
    """2017 beside itself with the largest cluster's arrangements cut in two; and backwards. (Of
    2023 two runs differ by as much, so that one split would be none there.)"""
    network = still.at(2017).network()
    largest = mg.leiden(network).labels == 0
    finer = mg.leiden(network, resolution=3).labels
    part = largest & (finer == np.bincount(finer[largest]).argmax())
    assert 0.3 <= part.sum() / largest.sum() <= 0.7
    members = network.memberships
    apart = members["participant"].isin(network.nodes["id"][part])
    arrangement = members["arrangement"].where(~apart, members["arrangement"] + " apart")
    cut = mg.Network.from_memberships(members["participant"], arrangement)
    found = mg.track([(network, cut)[place] for place in places])
    assert found.table.loc[0, event] == 1
    assert event in found.table.loc[0, "changes"].split(", ")


def test_the_floor_of_many_runs_is_that_of_the_method(still):
    """The best of 20 runs is the same in all pairs, so that a hair would be a change."""
    networks = [still.at(year).network() for year in (2020, 2023)]
    found = mg.track(networks, method="leiden", noise_runs=20, pairs=20)
    assert (found.noise["largest"] == 0).all()
    assert found.table.loc[0, "changes"] == "clusters, merged, moved"


def test_where_arrangements_are_held(dutch, still):
    """Most change comes with arrangements that are in the register in one of the years only."""
    networks = {year: still.at(year).network() for year in (2017, 2020, 2023, 2026)}
    for before, after in ((2017, 2020), (2020, 2023), (2023, 2026), (2017, 2026)):
        labels = [mg.ensemble(networks[year], runs=20).best for year in (before, after)]
        assert 0.925 <= mg.compare(*labels).ami <= 0.985
        found = mg.track([dutch.at(before), dutch.at(after)], geography="2026-05-01",
                         arrangements="in_both", method="leiden", runs=20, pairs=0)  # fmt: skip
        wide = found.memberships.pivot(index="id", columns="date", values="number")
        first, second = [wide[date].astype(int) for date in found.dates]
        assert 0.955 <= mg.compare(first, second).ami <= 1


def test_geography_of_snapshots_is_that_of_the_register(dutch, still):
    found = mg.track([dutch.at(2017), dutch.at(2026)], geography="2026-05-01", method="leiden",
                     runs=20, pairs=0)  # fmt: skip
    again = steps(still, 2017, 2026)
    assert found.table.equals(again.table)
    assert found.geography == again.geography == "2026-05-01"
    assert len(found.stability) == 342
