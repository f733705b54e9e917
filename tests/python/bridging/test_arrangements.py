import math

import munigraph as mg
import numpy as np
import pytest
from munigraph import bridging

LABELS = ["west", "west", "east", "east", "east", "sea"]


@pytest.fixture
def network():
    """0 ties everyone on land, 1 is inside the west, 2 a star of host 2; node 5 is an isolate."""
    nodes = [0, 1, 2, 3, 0, 1, 2, 3, 4]
    groups = [0, 0, 0, 0, 1, 1, 2, 2, 2]
    return mg.Network.from_memberships(nodes, groups, n=6, host=[-1, -1, 2])


def test_bridging_arrangements(network):
    table = mg.bridging_arrangements(network, LABELS)
    assert table["arrangement"].tolist() == ["0", "1", "2"], "the most weight across first"
    assert table["size"].tolist() == [4, 2, 3]
    assert table["clusters_spanned"].tolist() == [2, 1, 1]
    assert table["cross_pairs_share"].tolist() == pytest.approx([4 / 6, 0, 0])
    assert table["weight_across"].tolist() == pytest.approx([4 / 3, 0, 0])
    assert table["weight"].sum() == pytest.approx(network.total_weight)


def test_bridge_details(network):
    table = mg.bridge_details(network, LABELS)
    assert table["id"].tolist() == ["0", "1", "2", "3"]
    assert table["cluster"].tolist() == ["east", "east", "west", "west"]
    assert table["partners"].tolist() == [2, 2, 2, 2]
    assert table["weight"].tolist() == pytest.approx([2 / 3] * 4)


def test_cross_ties_say_what_they_are_made_of(network):
    table = bridging.cross_ties(network, LABELS)
    assert len(table) == 4
    assert table["arrangements"].tolist() == [["0"]] * 4
    assert set(table["source_cluster"]) == {"west"}
    assert set(table["target_cluster"]) == {"east"}
    edges = mg.Network.from_edges([0], [1])
    assert bridging.cross_ties(edges, [0, 1])["arrangements"].tolist() == [[]]


def test_cluster_network_by_hand(network):
    meta = mg.cluster_network(network, LABELS)
    assert meta.clusters["cluster"].tolist() == ["east", "west", "sea"]
    assert meta.clusters["size"].tolist() == [3, 2, 1]
    assert meta.clusters["ties_inside"].tolist() == [2, 1, 0]
    assert meta.clusters["linked_to"].tolist() == [1, 1, 0]
    link = meta.links.iloc[0]
    assert {link["source"], link["target"]} == {"east", "west"}
    assert (link["ties"], link["arrangements"]) == (4, 1)
    assert link["weight"] == pytest.approx(4 / 3)
    assert link["pairs_share"] == pytest.approx(4 / 6)
    assert meta.linked_pairs_share == 1.0, "clusters of one member leave the share alone"
    assert meta.cross_weight_share == pytest.approx((4 / 3) / network.total_weight)
    assert meta.ei_index == pytest.approx((4 - 3) / 7)
    assert "2 linked" not in repr(meta)


def test_cluster_network_without_anything():
    meta = mg.cluster_network(mg.Network.from_edges([], [], n=2), [0, 1])
    assert len(meta.links) == 0
    assert math.isnan(meta.linked_pairs_share)
    assert math.isnan(meta.cross_weight_share)
    assert math.isnan(meta.ei_index)


def test_domains_side_by_side(network):
    table = bridging.compare_cluster_networks({"a": (network, LABELS), "b": (network, [0] * 6)})
    assert table["name"].tolist() == ["a", "b"]
    assert table["ei_index"].tolist() == pytest.approx([1 / 7, -1.0])
    assert math.isnan(table["linked_pairs_share"][1])


def test_networks_of_ties_have_no_arrangements():
    ties = mg.Network.from_edges([0, 1], [1, 2])
    with pytest.raises(ValueError, match="made from ties alone"):
        mg.bridging_arrangements(ties, [0, 0, 1])
    assert mg.bridges(ties, [0, 0, 1])["bridging_arrangements"].isna().all()
    assert np.isnan(mg.cluster_network(ties, [0, 0, 1]).links["arrangements"]).all()


def test_table_of_bridges_has_every_column(network):
    table = mg.bridges(network, LABELS)
    assert list(table.columns) == [
        *("name", "rank", "rank_low", "rank_high"),  # side by side, in sight
        *("cluster", "cluster_name", "strength", "outside_share", "participation"),
        *("participation_normalised", "within_z", "role", *bridging.BROKER_ROLES),
        *("constraint", "effective_size", "betweenness", "cut_node", "clusters_reached"),
        "bridging_arrangements",
    ]
    assert table.loc["0", "bridging_arrangements"] == 1
    assert table["cut_node"].dtype == bool
    for by in bridging.MEASURES:
        ranked = mg.bridges(network, LABELS, by=by)
        assert ranked["rank"].tolist() == [1, 2, 3, 4, 5, 6]
        values = ranked[by].dropna().astype(float).to_numpy()
        step = np.diff(values) if by == "constraint" else -np.diff(values)
        assert (step >= -1e-12).all(), by


def test_brokerage_between_other_groups(network):
    table = mg.bridges(network, LABELS, groups=[0] * 6)
    assert table[["consultant", "gatekeeper", "liaison"]].to_numpy().sum() == 0
    counts = mg.brokerage(network, [0] * 6)
    assert counts.shape == (6, 4)
    assert table.loc["2", "coordinator"] == counts[2, 0] == 3, "4 with 0, 1 and 3; the rest is tied"


def test_brokerage_scores(network):
    scores = bridging.brokerage_scores(network, LABELS)
    assert scores.index.tolist() == ["0", "1", "2", "3", "4", "5"]
    total = sum(scores[f"{role}_expected"] for role in bridging.BROKER_ROLES)
    assert total.tolist() == pytest.approx([0, 0, 3, 0, 0, 0]), "every open triad has some role"
    assert scores["liaison_z"].isna().tolist() == [True, True, False, True, True, True]
