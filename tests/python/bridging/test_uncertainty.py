import pickle

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from munigraph import bridging
from scipy import stats
from sklearn.metrics import roc_auc_score


@pytest.fixture(scope="module")
def network():
    """Two groups of ten; node 0 sits in many arrangements of both."""
    rng = np.random.default_rng(3)
    nodes, groups = [], []
    for a in range(60):
        home = 10 * (a % 2)
        members = {home + int(i) for i in rng.choice(10, size=4, replace=False)}
        if a % 3 == 0:
            members |= {0, 19}
        nodes += sorted(members)
        groups += [a] * len(members)
    return mg.Network.from_memberships(nodes, groups, n=21)


LABELS = [0] * 10 + [1] * 10 + [2]


def test_ranges_hold_the_observed_rank_and_repeat(network):
    table = mg.bridges(network, LABELS, stability=100, seed=7)
    assert (table["rank_low"] <= table["rank"]).all()
    assert (table["rank"] <= table["rank_high"]).all()
    again = mg.bridges(network, LABELS, stability=100, seed=7, threads=1)
    pd.testing.assert_frame_equal(table, again)
    other = mg.bridges(network, LABELS, stability=100, seed=8)
    assert not table["rank_high"].equals(other["rank_high"])
    assert table.loc["20", "rank_low"] == 21, "the isolate stays last"


@pytest.mark.parametrize("by", bridging.MEASURES)
def test_every_measure_has_ranges(network, by):
    table = mg.bridges(network, LABELS, by=by, stability=20, measures=[by])
    assert table[["rank_low", "rank_high"]].notna().all().all()
    assert (table["rank_low"] <= table["rank_high"]).all()


def test_top_of_the_ranking(network):
    found = bridging.rank_stability(network, LABELS, draws=50)
    assert found.ranks.shape == (50, 21)
    assert sorted(found.ranks[0]) == list(range(1, 22))
    top = found.top(2)
    assert set(top.index[:2]) == {"0", "19"}, "planted"
    assert found.overlap(21) == 1.0
    assert 0 < found.overlap(2) <= 1
    assert "50 draws" in repr(found)
    pickle.loads(pickle.dumps(found))


def test_dropping_arrangements(network):
    # Of 60 arrangements .8% rounds to none.
    kept = bridging.rank_stability(network, LABELS, resample="arrangements", drop=0.008, draws=3)
    assert (kept.ranks == kept.table["rank"].to_numpy()).all()
    with pytest.raises(ValueError, match="above 0 and below 1"):
        bridging.rank_stability(network, LABELS, resample="arrangements", drop=0.0)
    for resample in ("memberships", "with_replacement"):
        drawn = bridging.rank_stability(network, LABELS, resample=resample, draws=5)
        assert drawn.ranks.shape == (5, 21)
    with pytest.raises(ValueError, match="can't be resampled"):
        bridging.rank_stability(network, LABELS, by="liaison", resample="arrangements")
    with pytest.raises(ValueError, match="did you mean 'weights'"):
        bridging.rank_stability(network, LABELS, resample="weight")


def test_bootstrap_needs_weights_that_listen():
    ties = mg.Network.from_edges([0, 1], [1, 2])
    with pytest.raises(ValueError, match="has none"):
        mg.bridges(ties, [0, 0, 1], stability=5)
    jaccard = mg.Network.from_memberships([0, 1, 1, 2], [0, 0, 1, 1], weighting="jaccard")
    with pytest.raises(ValueError, match="resample 'arrangements'"):
        mg.bridges(jaccard, [0, 0, 1], stability=5)


def test_ranks_over_clusterings(network):
    halves = np.array(LABELS)
    quarters = halves * 2 + (np.arange(21) % 2)
    found = bridging.rank_over_clusterings(network, [halves, halves, quarters])
    one = mg.bridges(network, halves)["rank"].reindex([str(i) for i in range(21)])
    np.testing.assert_array_equal(found.ranks[0], one)
    np.testing.assert_array_equal(found.ranks[0], found.ranks[1])
    assert found.table["rank"].isna().all()
    assert 0 <= found.overlap(3) <= 1
    same = bridging.rank_over_clusterings(network, np.array([halves, halves]))
    assert same.overlap(3) == 1.0


def random_table(seed, n=60):
    rng = np.random.default_rng(seed)
    strength = rng.integers(1, 20, n).astype(float)
    score = np.round(rng.random(n) + 0.02 * strength, 1)  # with ties
    size = np.round(np.exp(rng.normal(10.5, 1, n)) * (1 + score), -3)
    ids = [f"GM{i:04d}" for i in range(n)]
    table = pd.DataFrame({"participation": score, "strength": strength}, index=ids)
    table.attrs = {"by": "participation", "nodes": tuple(ids)}
    return table, pd.Series(size, index=ids)


@pytest.mark.parametrize("seed", range(5))
def test_size_claim_equals_scipy_and_scikit_learn(seed):
    table, size = random_table(seed)
    claim = mg.size_claim(table, size.sample(frac=1, random_state=1), threshold=50_000, draws=499)
    expected = stats.spearmanr(table["participation"], size)
    assert claim.rank_correlation == pytest.approx(expected.statistic)
    large = size >= 50_000
    assert claim.auc == pytest.approx(roc_auc_score(large, table["participation"]))
    x, y, z = (stats.rankdata(v) for v in (table["participation"], size, table["strength"]))
    r = np.corrcoef([x, y, z])
    partial = (r[0, 1] - r[0, 2] * r[1, 2]) / np.sqrt((1 - r[0, 2] ** 2) * (1 - r[1, 2] ** 2))
    assert claim.partial_correlation == pytest.approx(partial)
    assert (claim.n, claim.n_above, claim.by) == (60, int(large.sum()), "participation")
    greater = stats.spearmanr(table["participation"], size, alternative="greater")
    assert claim.p == pytest.approx(greater.pvalue, abs=0.08)
    assert claim.p >= 1 / 500
    assert claim == mg.size_claim(table, size, threshold=50_000, draws=499)


def test_claim_takes_the_attribute_in_any_form():
    table, size = random_table(0)
    wanted = mg.size_claim(table, size, draws=9)
    shuffled = table.sample(frac=1, random_state=2)
    shuffled.attrs = table.attrs
    assert mg.size_claim(shuffled, size.to_numpy(), draws=9).auc == wanted.auc
    assert mg.size_claim(shuffled, size.reset_index(drop=True), draws=9).auc == wanted.auc
    assert mg.size_claim(shuffled, size.to_dict(), draws=9).auc == wanted.auc
    bare = shuffled.copy()
    bare.attrs = {}
    with pytest.raises(ValueError, match="Series by id"):
        mg.size_claim(bare, size.to_numpy(), by="participation")


def test_claim_leaves_out_what_is_missing():
    table, size = random_table(0)
    table.iloc[0, 0] = np.nan
    size.iloc[1] = np.nan
    assert mg.size_claim(table, size, draws=9).n == 58
    nobody = mg.size_claim(table, size, threshold=1e9, draws=9)
    assert np.isnan(nobody.auc)
    assert np.isnan(nobody.p_auc)
    constant = mg.size_claim(table, pd.Series(5.0, index=table.index), draws=9)
    assert np.isnan(constant.rank_correlation)
    assert np.isnan(constant.p)


def test_flags_need_no_threshold():
    table, size = random_table(0)
    flag = size > size.median()
    claim = mg.attribute_claim(table, flag, draws=9)
    assert claim.auc == pytest.approx(roc_auc_score(flag, table["participation"]))
    assert np.isnan(mg.attribute_claim(table, size, draws=9).auc)
    assert len(claim.to_frame()) == 1


def test_claim_on_a_measure_where_small_bridges_most():
    table, size = random_table(0)
    table["constraint"] = -table["participation"]
    claim = mg.size_claim(table, size, by="constraint", draws=9)
    assert claim.rank_correlation > 0
    with pytest.raises(ValueError, match="did you mean 'constraint'"):
        mg.size_claim(table, size, by="constrain")


def test_reach_with_and_without_the_bridges(network):
    found = mg.reach(network, LABELS, remove=["0", "19"])
    assert found.removed == ["0", "19"]
    table = found.summary.set_index(["case", "kind"])
    assert table.loc[("with", "between"), "connected_share"] == pytest.approx(81 / (81 + 18))
    assert table.loc[("without", "between"), "connected_share"] == 0.0, "only they hold it together"
    assert table.loc[("with", "within"), "pairs"] == 2 * 36
    assert (
        table.loc[("without", "between"), "efficiency_hops"]
        < table.loc[("with", "between"), "efficiency_hops"]
    )
    assert found.nodes.loc["1", "clusters_two_steps"] == 1
    assert found.nodes.loc["1", "clusters_two_steps_without"] == 0
    assert np.isnan(found.nodes.loc["0", "clusters_one_step"])
    assert len(found.pairs) == 3
    assert mg.reach(network, LABELS, top=2).removed in (["0", "19"], ["19", "0"])
    with pytest.raises(KeyError, match="nobody"):
        mg.reach(network, LABELS, remove=["nobody"])


def test_roles_side_by_side(network):
    swapped = mg.Network.from_memberships([0, 1, 1, 2], [0, 0, 1, 1], n=3)
    table = mg.compare_roles({"social": (network, LABELS), "physical": (swapped, [0, 0, 1])}, top=1)
    assert len(table) == 21
    assert table["bridges_in"].sum() == 2
    assert table.loc["1", "only_in"] == "physical"
    social = table.index[table["bridge_social"]]
    assert set(social) <= {"0", "19"}
    assert table.loc[social, "only_in"].tolist() == ["social"]
    assert not table.loc["20", "bridge_physical"], "not there: no bridge"


def test_tidy_tables_for_charts(network):
    table = mg.bridges(network, LABELS)
    points, regions = bridging.role_plane(table)
    assert len(points) == 20, "without the isolate"
    for row in points[points["z_defined"]].itertuples():
        (region,) = regions[regions["role"] == row.role].itertuples()
        assert region.x_low <= row.participation <= region.x_high
        assert region.y_low <= row.within_z <= region.y_high
    with pytest.raises(ValueError, match="did you mean 'hub'"):
        bridging.role_plane(table, cuts={"hbu": 1})
    places = bridging.bridge_map(network, table)
    assert {"id", "lon", "lat", "value", "rank", "cluster"} <= set(places.columns)
    clusters, links, whole = bridging.meta_network(network, LABELS)
    assert len(clusters) == 3
    assert len(links) == len(whole.links)
