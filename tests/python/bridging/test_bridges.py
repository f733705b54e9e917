from types import SimpleNamespace

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from munigraph.bridging import CARTOGRAPHIC_CUTS, cartographic_roles

LABELS = [0, 0, 0, 1, 1, 1, 2]


@pytest.fixture
def two_triangles():
    """0-1-2 and 3-4-5 joined by 2-3; 6 is an isolate."""
    return mg.Network.from_edges(
        [0, 0, 1, 3, 3, 4, 2], [1, 2, 2, 4, 5, 5, 3], [1, 2, 1, 1, 1, 1, 3], n=7
    )


def test_columns_and_order(two_triangles):
    table = mg.bridges(two_triangles, LABELS)
    assert table.index.name == "id"
    assert list(table.index[:2]) == ["2", "3"]
    assert table["rank"].tolist() == [1, 2, 3, 4, 5, 6, 7]
    assert table.index[-1] == "6", "NaN comes last"
    assert table.loc["2", "participation"] == 0.5
    assert table.loc["2", "participation_normalised"] == 1.0
    assert table.loc["3", "outside_share"] == pytest.approx(0.6)
    assert table.loc["6", "role"] == "isolate"
    assert table.loc["2", "clusters_reached"] == 1
    assert table["cluster"].to_dict() == {str(i): c for i, c in enumerate(LABELS)}
    assert table[["rank_low", "rank_high"]].isna().all().all()


def test_ties_by_strength_then_id(two_triangles):
    # Participation 0 for 0, 1, 4, 5 with strengths 3, 2, 2, 2.
    assert list(mg.bridges(two_triangles, LABELS).index[2:6]) == ["0", "1", "4", "5"]


def test_rank_ignores_the_last_bits():
    # Both ends spread 1:2 over two foreign clusters, summed in another order.
    w = [0.1, 0.2, 0.7, 0.2, 0.1, 0.7]
    net = mg.Network.from_edges([0, 0, 0, 1, 1, 1], [2, 3, 4, 5, 6, 7], w, n=8)
    table = mg.bridges(net, [0, 1, 2, 3, 4, 2, 3, 4])
    assert table.loc["0", "rank"] < table.loc["1", "rank"], "equal values: by id"


@pytest.mark.parametrize("by", ["strength", "outside_share", "within_z", "clusters_reached"])
def test_ranked_by_any_measure(two_triangles, by):
    table = mg.bridges(two_triangles, LABELS, by=by)
    values = table[by].dropna()
    assert (values.diff().dropna() <= 1e-12).all()
    assert table[by].isna().to_numpy()[len(values) :].all(), "NaN last"


def test_labels_in_every_form(two_triangles):
    wanted = mg.participation(two_triangles, LABELS)
    names = np.array(["west", "west", "west", "east", "east", "east", "sea"])
    by_id = pd.Series(names[::-1], index=[str(i) for i in range(7)][::-1])
    for labels in (names, names.tolist(), by_id, SimpleNamespace(labels=np.array(LABELS))):
        np.testing.assert_array_equal(mg.participation(two_triangles, labels), wanted)
    assert mg.bridges(two_triangles, names).loc["2", "cluster"] == "west"
    normalised = mg.participation(two_triangles, LABELS, normalised=True)
    np.testing.assert_array_equal(normalised, 2 * wanted)


def test_within_cluster_z(two_triangles):
    z = mg.within_cluster_z(two_triangles, LABELS)
    assert z[:3] == pytest.approx([2**-0.5, -(2**0.5), 2**-0.5])
    assert np.isnan(z[3:]).all()


def test_misuse(two_triangles):
    with pytest.raises(ValueError, match=r"one label per node expected \(7\), got 2"):
        mg.bridges(two_triangles, [0, 1])
    with pytest.raises(ValueError, match="1 nodes have no label"):
        mg.bridges(two_triangles, ["a", "a", "a", "b", "b", "b", None])
    with pytest.raises(ValueError, match="did you mean 'participation'"):
        mg.bridges(two_triangles, LABELS, by="particpation")
    with pytest.raises(ValueError, match="stability is -1, expected a whole number of at least 0"):
        mg.bridges(two_triangles, LABELS, stability=-1)
    with pytest.raises(ValueError, match="unknown cut"):
        mg.bridges(two_triangles, LABELS, cuts={"hubs": 1})


def test_roles_and_their_cuts():
    assert list(cartographic_roles([0.0, 0.5, 0.7, 0.9], [0, 0, 0, np.nan])) == [
        "ultra-peripheral",
        "peripheral",
        "connector",
        "kinless",
    ]
    assert cartographic_roles([0.5], [1.2], cuts={"hub": 1.0})[0] == "connector hub"
    assert CARTOGRAPHIC_CUTS["hub"] == 2.5


def test_disjoint_cliques_have_no_bridge():
    groups = np.repeat(np.arange(6), 4)
    net = mg.Network.from_memberships(np.arange(24), groups)
    assert (mg.participation(net, groups) == 0).all()
    assert (mg.bridges(net, groups)["clusters_reached"] == 0).all()


def test_measures_can_be_chosen(two_triangles):
    table = mg.bridges(two_triangles, LABELS, measures=["strength"])
    assert list(table.columns[4:]) == ["cluster", "cluster_name", "strength", "participation"]
    assert "within_z" not in table


def test_betweenness_of_a_huge_network_has_to_be_asked_for(two_triangles, monkeypatch):
    monkeypatch.setattr("munigraph.bridging._bridges._PATIENCE", 48)  # 7 nodes × 7 edges = 49
    with pytest.warns(UserWarning, match="name it in `measures`"):
        table = mg.bridges(two_triangles, LABELS)
    assert table["betweenness"].isna().all()
    assert list(table.columns).index("betweenness") < list(table.columns).index("cut_node")
    asked = mg.bridges(two_triangles, LABELS, measures=["betweenness"])
    assert asked["betweenness"].notna().all()
    assert mg.bridges(two_triangles, LABELS, by="betweenness")["betweenness"].notna().all()


def test_participation_normalised_counts_clusters_that_ties_lead_to():
    # 0 is tied to two singletons and to a member of its cluster; 4 and 5 are isolates.
    network = mg.Network.from_edges([0, 0, 0], [1, 2, 3], n=6)
    labels = [0, 0, 1, 2, 3, 4]
    found = mg.participation(network, labels, normalised=True)
    assert found[0] == pytest.approx(1.0), "spread evenly over the three clusters with ties"
    assert np.isnan(found[4])
    rng = np.random.default_rng(1)
    for _ in range(20):
        matrix = np.triu(rng.random((12, 12)) < 0.2, 1)
        network = mg.Network.from_edges(*np.nonzero(matrix), n=12)
        values = mg.participation(network, rng.integers(0, 8, 12), normalised=True)
        assert np.nanmax(values, initial=0) <= 1 + 1e-12
