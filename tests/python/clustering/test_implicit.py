"""Leiden on memberships, without the projection."""

import munigraph as mg
import numpy as np
import pytest
from munigraph.network._synthetic import synthetic_memberships


def network(weighting="newman", **options):
    drawn = synthetic_memberships(3_000, 9_000, clusters=40, memberships=45_000, seed=4, **options)
    return drawn, mg.Network.from_memberships(
        drawn["participants"], drawn["arrangements"], n=3_000, weighting=weighting
    )


@pytest.mark.parametrize("weighting", ["newman", "count", "pair_share"])
def test_implicit_and_explicit_agree_in_quality(weighting):
    _, net = network(weighting)
    implicit = mg.leiden(net, representation="implicit", seed=1)
    assert implicit.representation == "implicit"
    assert implicit.converged
    assert implicit.disconnected == 0
    assert not net._core.is_projected
    explicit = mg.leiden(net, representation="explicit", seed=1)
    assert implicit.quality == pytest.approx(explicit.quality, abs=0.01)
    assert implicit.components == explicit.components
    value = net._core.project() and _value(net, implicit.labels)
    assert implicit.quality == pytest.approx(value, abs=1e-9)


def _value(net, labels):
    from munigraph import _core

    return _core.quality_value(net._core, labels, "modularity", 1.0)


def test_chosen_where_the_projection_would_be_large():
    drawn, net = network(largest=2_000)
    assert mg.leiden(net).representation == "implicit"
    small = mg.Network.from_memberships([0, 1, 2, 0], [0, 0, 0, 1])
    assert mg.leiden(small).representation != "implicit"
    # The planted clusters are found again, up to neighbours that were merged.
    found = mg.leiden(net).labels
    together = found[:, None][drawn["cluster"] == 0]
    assert np.unique(together).size <= 6


@pytest.mark.parametrize("threads", [2, 3])
def test_labels_do_not_depend_on_threads(threads):
    _, net = network()
    one = mg.leiden(net, representation="implicit", seed=9)
    several = mg.leiden(net, representation="implicit", seed=9, threads=threads)
    assert np.array_equal(one.labels, several.labels)


def test_other_weightings_need_the_explicit_form():
    _, net = network("jaccard")
    with pytest.raises(ValueError, match="needs the explicit form"):
        mg.leiden(net, representation="implicit")
    ties = mg.Network.from_edges([0, 1], [1, 2])
    with pytest.raises(ValueError, match="needs memberships"):
        mg.leiden(ties, representation="implicit")
