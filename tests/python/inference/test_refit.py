"""Null models fitted to their own draws: the double bootstrap of z."""

import pickle

import munigraph as mg
import numpy as np
import pytest
from munigraph import stream
from munigraph.inference._refit import INNER, p_of, z_of


@pytest.fixture(scope="module")
def network():
    return mg.synthetic(municipalities=30, arrangements=40, clusters=3, seed=6).at(2020).network()


def weight(network):
    return network.total_weight / network.edge_count


@pytest.mark.parametrize(
    "null",
    [lambda n, _=None: mg.bicm(n), lambda n, start=None: mg.gravity(n, start=start)],
    ids=["bicm", "gravity"],
)
def test_it_is_the_double_bootstrap(network, null):
    """Draws, fits to draws and draws of these, one by one."""
    model = null(network)
    draws = 4
    found = mg.significance(
        network, null=model, statistic=weight, draws=draws, seed=5, refit="double", progress=False
    )
    inner, outer = [], []
    for b in range(draws):
        drawn = model.sample(stream(5, 2 * b))
        outer.append(weight(drawn))
        again = null(drawn, model)
        seed = stream(5, 2**61 + b)
        values = [weight(again.sample(stream(seed, 2 * c))) for c in range(25)]
        inner.append((outer[b] - np.mean(values)) / np.std(values, ddof=1))
    assert found.draws.tolist() == pytest.approx(outer)
    assert found.refitted.tolist() == pytest.approx(inner)
    own = (weight(network) - np.mean(outer)) / np.std(outer, ddof=1)
    assert found.refitted_z == pytest.approx(own)
    assert found.on("greater").p == (1 + sum(z >= own for z in inner)) / 5
    assert found.on("less").p == (1 + sum(z <= own for z in inner)) / 5
    assert found.on("two-sided").p == found.p == (1 + sum(abs(z) >= abs(own) for z in inner)) / 5
    assert found.refit == found.table["refit"].item() == "double"
    assert pickle.loads(pickle.dumps(found)).p == found.p


def test_named_statistics_share_the_draws(network):
    """One statistic at a time gives what all together give, on one thread or two."""
    options = {"null": "bicm", "draws": 5, "seed": 2, "groups": "province", "progress": False}
    names = ["quality", "clusters", "group_share"]
    together = mg.significance(network, statistic=[*names, weight], **options)
    for name in names:
        alone = mg.significance(network, statistic=name, threads=1, **options)
        assert alone.refitted.tolist() == together["bicm", name].refitted.tolist()
        assert alone.p == together["bicm", name].p
    once = mg.significance(network, statistic="quality", refit="none", **options)
    assert once.draws.tolist() == together["bicm", "quality"].draws.tolist()
    assert once.refitted is None


def test_the_default_depends_on_what_is_fitted(network):
    table = mg.significance(
        network, null=["curveball", "bicm", "gravity"], draws=3, progress=False
    ).table
    assert table["refit"].tolist() == ["none", "double", "double"]
    forced = mg.significance(network, null="curveball", draws=3, refit="double", progress=False)
    assert forced.refit == "double"
    with pytest.raises(ValueError, match="did you mean 'double'"):
        mg.significance(network, refit="doubel")


def test_only_the_first_draws_make_the_registers_z(network):
    found = mg.significance(network, null="bicm", statistic=weight, draws=30, progress=False)
    some = found.draws[:INNER]
    assert found.refitted_z == pytest.approx((found.observed - some.mean()) / some.std(ddof=1))


def test_z_and_p_by_hand():
    assert z_of(3.0, np.array([1.0, 2.0, 3.0])) == 1.0
    assert z_of(2.0, np.array([2.0, 2.0])) == 0.0
    assert z_of(3.0, np.array([2.0, 2.0])) == np.inf
    assert z_of(1.0, np.array([2.0, np.nan, 2.0])) == -np.inf
    assert np.isnan(z_of(np.nan, np.array([1.0, 2.0])))
    assert np.isnan(z_of(1.0, np.array([np.nan])))
    draws = np.array([-2.0, 0.0, 1.0, np.inf])
    assert p_of(1.0, draws, "greater") == 3 / 5  # a tie is extreme
    assert p_of(1.0, draws, "less") == 4 / 5
    assert p_of(1.0, draws, "two-sided") == 4 / 5
    assert p_of(np.inf, draws, "greater") == 2 / 5
    assert p_of(-np.inf, draws, "less") == 1 / 5
    assert np.isnan(p_of(np.nan, draws, "less"))


def test_progress_counts_the_fits(network):
    told = []
    mg.significance(network, null="bicm", draws=4, progress=lambda done, all_: told.append(done))
    assert told[-1] == 4
