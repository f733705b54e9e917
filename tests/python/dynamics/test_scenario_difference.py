"""What differs between two registers, and what is noise."""

import munigraph as mg
import numpy as np
import pandas as pd
import pytest

DAY = "2020-06-01"
EARLIER = "2020-05-31"


@pytest.fixture(scope="module")
def register():
    return mg.synthetic(municipalities=60, arrangements=90, clusters=5, seed=4)


@pytest.fixture(scope="module")
def ids(register):
    return register.at(DAY).network().nodes["id"].tolist()


def test_of_a_register_with_itself_is_zero(register):
    for pair in ((register, register), (register, register.scenario(DAY).register)):
        found = mg.difference(*pair, runs=6)
        table = found.table
        assert (table[["change", "low", "high"]] == 0).all(axis=None)
        assert not table["beyond_noise"].any()
        assert (found.municipalities["mates_kept"] == 1).all()
        assert "nothing beyond the noise" in repr(found)


def test_figures_by_hand(register, ids):
    scenario = register.scenario(DAY).merge(ids[:3], into=ids[0])
    found = mg.difference(register, scenario, runs=4, seed=7)
    before, after = register.at(DAY).network(), scenario.register.at(DAY).network()
    a, b = (mg.ensemble(n, runs=4, seed=7, progress=False) for n in (before, after))
    assert found.date == DAY
    assert found.figure("municipalities")["change"] == -2
    assert found.figure("ties")["change"] == after.edge_count - before.edge_count
    row = found.figure("clusters")
    assert row["before"] == a.counts.mean()
    assert row["after"] == b.counts.mean()
    change = b.quality - a.quality
    row = found.figure("quality")
    assert row["change"] == pytest.approx(change.mean())
    assert row[["low", "high"]].tolist() == pytest.approx(np.quantile(change, [0.025, 0.975]))
    pairs = [[abs(q[i] - q[j]) for i in (0, 1) for j in (2, 3)] for q in (a.quality, b.quality)]
    assert row["noise"] == pytest.approx(max(np.quantile(p, 0.95) for p in pairs))
    both = [i for i in ids if i not in ids[1:3]]
    disagreement = [
        1
        - mg.compare(
            pd.Series(x, index=a.ids).loc[both].to_numpy(),
            pd.Series(y, index=b.ids).loc[both].to_numpy(),
        ).ami
        for x, y in zip(a.labels, b.labels, strict=True)
    ]
    assert found.figure("disagreement")["change"] == pytest.approx(np.mean(disagreement))
    reach = [mg.reach(n, e.labels[0], remove=[]).summary for n, e in ((before, a), (after, b))]
    hops = [
        (s["mean_hops"] * s["pairs"] * s["connected_share"])[:2].sum()
        / (s["pairs"] * s["connected_share"])[:2].sum()
        for s in reach
    ]
    assert found.figure("mean_hops")["change"] == pytest.approx(hops[1] - hops[0])
    table = found.municipalities
    assert table.loc[ids[1], "cluster_before"] >= 0
    assert pd.isna(table.loc[ids[1], "cluster_after"])
    with pytest.raises(KeyError, match="no figure"):
        found.figure("clutsers")


def test_it_does_not_depend_on_threads(register, ids):
    scenario = register.scenario(DAY).add_hub("hub", ids[:30], "node")
    one = mg.difference(register, scenario, runs=3, threads=1)
    two = mg.difference(register, scenario, runs=3, threads=2)
    pd.testing.assert_frame_equal(one.table, two.table)


def test_a_hub_as_node_and_as_clique(register, ids):
    scenario = register.scenario(DAY)
    node = mg.difference(register, scenario.add_hub("hub", ids, "node"), runs=3)
    clique = mg.difference(register, scenario.add_hub("hub", ids, "arrangement"), runs=3)
    pd.testing.assert_frame_equal(node.hubs, clique.hubs)
    table = node.hubs.set_index("figure")
    n = len(ids)
    # One clique of everyone ties all pairs; the node ties each to itself alone.
    assert table.loc["ties", "arrangement"] == n * (n - 1) / 2
    assert table.loc["ties", "node"] == table.loc["ties", "before"] + n
    assert table.loc["mean_hops", "arrangement"] == 1
    assert 1 < table.loc["mean_hops", "node"] <= 2
    assert table.loc["municipalities", "node"] == n
    assert table.loc["memberships", "node"] == table.loc["memberships", "arrangement"]
    assert (table["artefact"] == table["arrangement"] - table["node"]).all()
    assert set(node.municipalities.index) == set(ids)
    assert "one clique of everyone" in node._repr_html_()


def test_snapshots_and_networks(register, ids):
    other = register.scenario(DAY).leave(*member_of(register)).register
    by_register = mg.difference(register, other, runs=3)
    a, b = register.at(DAY), other.at(DAY)
    for pair in ((a, b), (a.network(), b.network())):
        pd.testing.assert_frame_equal(mg.difference(*pair, runs=3).table, by_register.table)
    binary = mg.difference(register, other, runs=3, weighting="binary")
    assert binary.figure("quality")["before"] != by_register.figure("quality")["before"]
    with pytest.raises(ValueError, match="weighting="):
        mg.difference(a.network(), b.network(), weighting="binary")
    with pytest.raises(ValueError, match="date="):
        mg.difference(a, b, date=DAY)
    with pytest.raises(TypeError, match="expected a Register"):
        mg.difference(register, "nl-2020")


def member_of(register):
    row = register.at(DAY).memberships.iloc[0]
    return row["participant"], row["arrangement"]


def test_noise_is_told_from_change():
    """Ties at random have no clusters to speak of: runs differ, and so little of that is change."""
    random = np.random.default_rng(3)
    source, target = np.triu_indices(60, 1)
    keep = random.random(len(source)) < 0.12
    source, target = source[keep], target[keep]
    network = mg.Network.from_edges(source, target, n=60)
    less = mg.Network.from_edges(source[1:], target[1:], n=60)
    found = mg.difference(network, less, runs=20)
    row = found.figure("disagreement")
    assert row["noise"] > 0.2
    assert not row["beyond_noise"]
    assert found.figure("ties")["beyond_noise"]


@pytest.mark.parametrize("as_", ["node", "arrangement"])
def test_a_hub_that_is_not_there_on_the_day(register, ids, as_):
    """Dissolved, merged away, or not founded yet: there is nothing to set beside it."""
    start = register.scenario(DAY)
    hub = start.add_hub("hub", ids[:6], as_)
    other = register.at(DAY).arrangements["chain"].iloc[0]
    assert hub.dissolve("hub").register is register
    merged = hub.merge_arrangements(["hub", other], "both")
    assert mg.difference(register, merged, runs=1).hubs is None
    assert mg.difference(register, hub, date=EARLIER, runs=1).hubs is None
    assert mg.difference(register, hub, runs=1).hubs is not None


def test_a_hub_called_as_a_municipality(register, ids):
    found = mg.difference(register, register.scenario(DAY).add_hub(ids[0], ids[:5]), runs=1)
    hubs = found.hubs.set_index("figure")
    assert hubs.loc["municipalities", "node"] == hubs.loc["municipalities", "arrangement"]


def test_one_run_has_no_noise_of_seeds(register, ids):
    """What no seed touches has a noise of zero all the same, and is told as beyond it."""
    found = mg.difference(register, register.scenario(DAY).found("new", ids[:4]), runs=1)
    arrangements = found.figure("arrangements")
    assert (arrangements["change"], arrangements["noise"]) == (1, 0)
    assert arrangements["beyond_noise"]
    assert np.isnan(found.figure("quality")["noise"])
    for wrong, error in ((0, ValueError), (-1, ValueError), (1.5, TypeError)):
        with pytest.raises(error, match="top is"):
            mg.difference(register, register, top=wrong)


def test_a_register_beside_a_snapshot_is_asked_on_its_day(register):
    found = mg.difference(register, register.at(DAY), runs=1)
    assert found.date == DAY
    assert not found.table["change"].any()
