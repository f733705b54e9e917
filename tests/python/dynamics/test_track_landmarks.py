"""Clusters of the real Dutch register over time, as independent code found them."""

from __future__ import annotations

import munigraph as mg
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
        for date in noise["date"].unique():
            assert by.loc[(date, "moved"), "median"] == 0
            assert 0 < by.loc[(date, "moved"), "largest"] <= most
        assert by.xs("split", level="figure")["largest"].max() >= 1
        assert by.xs("merged", level="figure")["largest"].max() >= 1


def test_fourteen_thirteen_fourteen(still):
    """What single runs differ by at most covers the merger of 2023 and the split of 2026; their
    95th percentiles, and the best of 20 runs, do not."""
    networks = [still.at(year).network() for year in (2020, 2023, "2026-05-01")]
    single = mg.track(networks, method="leiden", runs=1, pairs=200).noise
    floor = single.groupby("figure")[["p95", "largest"]].max()
    found = mg.track(networks, method="leiden", runs=20, pairs=100)
    assert found.counts["clusters"].tolist() == [14, 13, 14]
    values = found.changes.groupby("figure")["value"].max()
    for figure in ("clusters", "split", "merged", "moved"):
        assert 0 < values[figure] <= floor.loc[figure, "largest"]
    for figure in ("clusters", "moved"):
        assert values[figure] > floor.loc[figure, "p95"]
    assert (found.noise.loc[found.noise["figure"] == "moved", "largest"] == 0).all()
    assert found.table["changes"].tolist() == ["clusters, merged, moved", "clusters, split, moved"]


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
