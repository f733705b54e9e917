"""The multiverse: rows by hand, beside ensembles, and of the Dutch register."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import munigraph as mg
import numpy as np
import pandas as pd
import pytest

DATE = "2020-07-01"


def same(a, b):
    pd.testing.assert_frame_equal(a, b, check_exact=True)


def test_by_hand(hand_made):
    found = mg.multiverse(
        hand_made, {"max_size": [None, 3, 2, 1]}, date=DATE, runs=3, progress=False
    )
    assert found["clusters"].tolist()[:3] == [2, 2, 0]
    assert found["singletons"].tolist()[:3] == [1, 1, 7]
    assert found["isolates"].tolist()[:3] == [1, 1, 7]
    assert found["components"].tolist()[:3] == [1, 2, 0]
    assert found["edges"].tolist()[:3] == [15, 6, 0]
    assert found["arrangements"].tolist()[:3] == [7, 6, 0]
    assert found["weight_inside"].tolist()[:2] == pytest.approx([0.85, 1])
    assert found["quality"].tolist()[:2] == pytest.approx([0.35, 0.5])
    assert found["ami_reference"].tolist()[:2] == [1, 1]
    assert found["ami_nodes"].tolist()[:3] == [6, 6, 0]
    assert found["status"].tolist()[:3] == ["ok", "ok", "no ties"]
    assert found["status"][3].startswith("invalid: max_size")
    assert found.loc[3, ["clusters", "isolates", "quality", "ami_nodes"]].isna().all()


def test_columns(table):
    promised = {
        "clusters", "clusters_min", "clusters_max", "singletons", "isolates", "components",
        "quality", "agreement", "ami_reference", "ami_nodes", "weight_inside", "status",
    }  # fmt: skip
    assert promised <= set(table.columns)
    assert (table["status"] == "ok").all()
    assert (table["clusters_min"] <= table["clusters"]).all()
    assert (table["clusters"] <= table["clusters_max"]).all()
    assert table["ami_reference"][0] == 1
    assert table["weight_inside"].between(0, 1).all()
    assert table["date"].dtype == "datetime64[s]"


def test_rows_are_ensembles(register, table):
    for k in (0, 3, 6, 13):
        row = table.iloc[k]
        options = {
            "weighting": row["weighting"],
            "max_size": None if pd.isna(row["max_size"]) else int(row["max_size"]),
            "domain": None if pd.isna(row["domain"]) else row["domain"],
        }
        network = register.at(DATE).network(**options)
        direct = mg.ensemble(
            network, runs=5, seed=int(row["seed"]), resolution=row["resolution"], progress=False
        )
        assert row["clusters"] == np.median(direct.counts)
        assert (row["clusters_min"], row["clusters_max"]) == (
            direct.counts.min(),
            direct.counts.max(),
        )
        assert row["quality_max"] == direct.best.quality
        assert row["agreement"] == direct.agreement
        assert row["isolates"] == direct.best.isolates
        assert row["components"] == direct.best.components
        inside = direct.best.summary["weight_inside"].sum() / network.total_weight
        assert row["weight_inside_min"] - 1e-12 <= inside <= row["weight_inside_max"] + 1e-12


def test_the_seed_is_that_of_the_choices(hand_made):
    register = hand_made
    one = mg.multiverse(register, [{}], date=DATE, runs=2, seed=5, progress=False)
    same_choices = [{"min_size": 2, "resolution": 1.0, "date": DATE, "kinds": "municipality"}]
    two = mg.multiverse(register, same_choices, runs=2, seed=5, progress=False)
    assert one["row"][0] == two["row"][0]
    assert one["seed"][0] == two["seed"][0] == mg.stream(5, int(one["row"][0], 16))
    three = mg.multiverse(register, [{}], date=DATE, runs=2, seed=6, progress=False)
    assert one["row"][0] == three["row"][0]
    assert one["seed"][0] != three["seed"][0]


def test_the_reference(register, table, grid):
    other = mg.multiverse(register, grid, date=DATE, runs=5, seed=3, reference=5, progress=False)
    assert other["ami_reference"][5] == 1
    row = {"weighting": "newman", "domain": "safety", "resolution": 1.3}
    outside = mg.multiverse(
        register, grid, date=DATE, runs=5, seed=3, reference=row, progress=False
    )
    both = mg.multiverse(
        register, [row, *([{"resolution": 0.5}])], date=DATE, runs=5, seed=3, progress=False
    )
    assert outside["ami_reference"][0] == both["ami_reference"][1]
    fixed = table.columns.difference(["ami_reference", "ami_nodes"])
    same(table[fixed], outside[fixed])


def test_ami_is_over_nodes_isolated_in_neither(register):
    grid = [{"domain": "administrative"}, {"domain": "social", "obligation": "free"}]
    found = mg.multiverse(register, grid, date=DATE, runs=4, seed=1, progress=False)
    labels, tied = [], []
    for k, options in enumerate(grid):
        network = register.at(DATE).network(**options)
        best = mg.ensemble(network, runs=4, seed=int(found["seed"][k]), progress=False).best
        labels.append(best.labels)
        tied.append(~network.nodes["id"].isin(network.isolates).to_numpy())
    both = tied[0] & tied[1]
    assert 0 < both.sum() < 355
    assert found["ami_nodes"][1] == both.sum()
    expected = mg.compare(labels[0][both], labels[1][both]).ami
    assert found["ami_reference"][1] == pytest.approx(expected, abs=1e-12)


def test_references_that_cannot_be_had(register):
    with pytest.raises(ValueError, match="row 9 of a grid of 1"):
        mg.multiverse(register, [{}], date=DATE, reference=9, progress=False)
    with pytest.raises(ValueError, match=r"the reference has no result.*max_size"):
        mg.multiverse(register, [{}], date=DATE, reference={"max_size": 1}, progress=False)
    with pytest.raises(ValueError, match="unknown choice 'weigthing'"):
        mg.multiverse(register, [{}], date=DATE, reference={"weigthing": 1}, progress=False)
    # Without one, the first row with a result serves.
    found = mg.multiverse(register, {"max_size": [1, None]}, date=DATE, runs=2, progress=False)
    assert found["ami_reference"].isna().tolist() == [True, False]


def test_the_dutch_register(register):
    """Counts that igraph finds on the same networks (best of 20 seeds, Newman weights)."""
    grid = {"domain": [None, "social", "safety"], "resolution": [1.0]}
    found = mg.multiverse(register, grid, date=DATE, runs=50, seed=1, progress=False)
    assert found["clusters"].tolist() == [17, 19, 25]
    assert found["components"].tolist() == [1, 3, 25]
    assert found["quality_max"].tolist() == pytest.approx([0.8845, 0.8993, 0.9544], abs=5e-5)
    assert found["arrangements"].tolist() == [459, 281, 25]


def test_geographies_are_rows_like_any_other():
    register = mg.synthetic(60, 90, seed=1, history=True)
    grid = {"geography": ["own", "2019-06-01"], "weighting": ["newman", "count"]}
    options = {"date": "2012-07-01", "runs": 3, "seed": 1, "progress": False}
    found = mg.multiverse(register, grid, **options)
    assert found["geography"].tolist() == ["own"] * 2 + ["2019-06-01"] * 2
    assert found["row"].nunique() == 4
    figures = ["nodes", "arrangements", "edges", "clusters", "quality", "agreement", "seed"]
    for geography, rows in found.groupby("geography"):
        there = register
        if geography != "own":
            there = register.on_geography(geography)[0]
        alone = mg.multiverse(there, {"weighting": ["newman", "count"]}, **options)
        same(rows[figures].reset_index(drop=True), alone[figures])
    for_all = mg.multiverse(
        register, {"weighting": ["newman", "count"]}, geography="2019-06-01", **options
    )
    same(for_all[figures], found[figures][2:].reset_index(drop=True))
    assert for_all["row"].tolist() == found["row"][2:].tolist()
    assert for_all["geography"].unique().tolist() == ["2019-06-01"]
    assert "geography" not in mg.multiverse(register, {"min_size": [2]}, **options)


def test_a_reference_on_another_geography_is_compared_by_municipality():
    register = mg.synthetic(60, 90, seed=1, history=True)
    grid = [{"geography": "own"}, {"geography": "2019-06-01"}]
    options = {"date": "2012-07-01", "runs": 3, "seed": 1, "progress": False}
    found = mg.multiverse(register, grid, **options)
    networks = [register.at("2012-07-01", geography=row["geography"]).network() for row in grid]
    best = [
        mg.ensemble(net, runs=3, seed=int(seed)).best
        for net, seed in zip(networks, found["seed"], strict=True)
    ]
    tables = [
        clustering.table.assign(isolated=clustering.table["id"].isin(network.isolates))
        for clustering, network in zip(best, networks, strict=True)
    ]
    both = tables[0].merge(tables[1], on="id")
    both = both[~both["isolated_x"] & ~both["isolated_y"]]
    assert found["ami_nodes"][1] == len(both)
    ami = mg.compare(both["cluster_x"].to_numpy(), both["cluster_y"].to_numpy()).ami
    assert found["ami_reference"][1] == pytest.approx(ami)


def test_geographies_on_any_executor_and_resumed(tmp_path):
    register = mg.synthetic(60, 90, seed=1, history=True)
    grid = {"geography": ["own", 2019], "min_size": [2, 3]}
    options = {"date": "2012-07-01", "runs": 2, "progress": False}
    found = mg.multiverse(register, grid, **options)
    with ThreadPoolExecutor(2) as pool:
        same(mg.multiverse(register, grid, executor=pool, **options), found)
    pytest.importorskip("pyarrow")
    first = {"geography": [2019], "min_size": [2, 3]}
    reference = {"reference": {"geography": "own"}}
    out = tmp_path / "rows.parquet"
    mg.multiverse(register, first, out=out, **options, **reference)
    again = mg.multiverse(register, grid, out=out, **options, **reference)
    same(again["clusters"].to_frame(), found["clusters"].to_frame())


def test_a_geography_that_is_none(register):
    with pytest.raises(mg.DataError):
        mg.multiverse(register, {}, date=DATE, geography="then", progress=False)
