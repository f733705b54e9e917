"""The network comes first; the order and the names before are taken, and told."""

import munigraph as mg
import pytest
from munigraph import plot


@pytest.fixture(scope="module")
def network():
    register = mg.synthetic(municipalities=30, arrangements=36, clusters=3, seed=2)
    return register.at("2020-06-01").network()


def spec(chart):
    return chart.to_dict()


def test_the_order_before_gives_the_same(network):
    found = mg.leiden(network)
    table = mg.bridges(network, found)
    for before, now in (
        (
            lambda: spec(plot.cluster_map(found, network, geometry=None)),
            lambda: spec(plot.cluster_map(network, found, geometry=None)),
        ),
        (
            lambda: spec(plot.cluster_map(found.labels, network=network, geometry=None)),
            lambda: spec(plot.cluster_map(network, found.labels, geometry=None)),
        ),
        (
            lambda: spec(plot.meta_network(found, network, geometry=None)),
            lambda: spec(plot.meta_network(network, found, geometry=None)),
        ),
        (
            lambda: spec(plot.bridge_map(table, found, network, geometry=None)),
            lambda: spec(plot.bridge_map(network, found, table, geometry=None)),
        ),
        (
            lambda: mg.alignment(found.labels, "province", network=network).share,
            lambda: mg.alignment(network, found.labels, "province").share,
        ),
    ):
        with pytest.warns(DeprecationWarning, match="network first"):
            told = before()
        assert told == now()


def test_a_clustering_alone_knows_its_network(network):
    found = mg.leiden(network)
    assert mg.alignment(found).share == mg.alignment(network, found).share
    assert plot.cluster_map(found.table.merge(network.nodes), geometry=None)


def test_title_text_is_title():
    with pytest.warns(DeprecationWarning, match="title_text is called title"):
        before = plot.arrangement_sizes([2, 3, 3], title_text="Sizes")
    assert spec(before) == spec(plot.arrangement_sizes([2, 3, 3], title="Sizes"))
    with pytest.raises(TypeError, match="both"):
        plot.arrangement_sizes([2, 3], title="a", title_text="b")
