import munigraph as mg
import numpy as np
import pytest


def test_network_from_edges_and_memberships():
    net = mg.Network.from_edges([0, 1, 2], [1, 2, 0], [1.0, 2.0, 3.0], n=4)
    assert net.edge_count == 3
    assert net.strength.tolist() == [4.0, 3.0, 5.0, 0.0]
    net = mg.Network.from_memberships([0, 1, 2, 0], [0, 0, 0, 1])
    assert net.strength.tolist() == [1.0, 1.0, 1.0]


def test_bad_weight_says_where():
    with pytest.raises(mg.DataError, match="row 2, column weight") as caught:
        mg.Network.from_edges([0, 1], [1, 2], [1.0, np.nan])
    assert caught.value.row == 2
    assert caught.value.expected == "0, or a number from 1e-100 to 1e100"
