import pickle

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from munigraph.inference._significance import STATISTICS


@pytest.fixture(scope="module")
def network():
    return mg.datasets.load("nl-2020").at("2020-07-01").network(domain="administrative")


@pytest.fixture(scope="module")
def gravity(network):
    return mg.gravity(network)


def test_one_null_one_statistic(network):
    found = mg.significance(network, null="curveball", statistic="quality", draws=19, seed=1)
    assert found.observed == pytest.approx(mg.leiden(network).quality, abs=0.02)
    assert len(found.draws) == 19
    assert found.mean == pytest.approx(found.draws.mean())
    assert found.sd == pytest.approx(found.draws.std(ddof=1))
    assert found.z == pytest.approx((found.observed - found.mean) / found.sd)
    assert found.p == 1 / 20
    assert found.histogram(5)["count"].sum() == 19
    again = mg.significance(network, null="curveball", draws=19, seed=1, threads=1)
    np.testing.assert_array_equal(found.draws, again.draws)
    assert (found.draws != mg.significance(network, null="curveball", draws=19).draws).any()
    pd.testing.assert_series_equal(
        pd.Series(found.row()), pd.Series(pickle.loads(pickle.dumps(found)).row())
    )


def test_nulls_side_by_side(network, gravity):
    found = mg.significance(
        network, null=[gravity, "curveball", "bicm"], statistic=list(STATISTICS), draws=9,
        node="GM0363",
    )  # fmt: skip
    table = found.table.set_index(["null", "statistic"])
    assert len(table) == 3 * len(STATISTICS)
    # Degrees alone know no geography; gravity does.
    groups = table.xs("group_share", level="statistic")
    assert groups["mean"]["gravity"] > 3 * groups["mean"]["curveball"]
    assert groups["observed"].nunique() == 1
    assert found["bicm", "quality"].p == 1 / 10
    assert len(found) == 3 * len(STATISTICS)
    assert "gravity" in repr(found)


def test_coherence_is_a_statistic():
    snapshot = mg.datasets.load("nl-2020").at("2020-07-01")
    network = snapshot.network(max_size=30)
    themes = ["social", "safety", "physical"]
    options = {"statistic": "coherence", "draws": 19, "seed": 3}
    found = mg.significance(network, null="curveball", themes=themes, **options)
    # The same overlaps as those of `coherence`, which draws theme by theme.
    beside = mg.coherence(snapshot, themes, draws=1, max_size=30, progress=False)
    assert found.observed == pytest.approx(beside.details["overlap"].mean(), abs=1e-12)
    assert found.mean < found.observed / 2  # neighbours work together in whatever they do
    assert found.p == 1 / 20
    again = mg.significance(network, null="curveball", themes=themes, threads=1, **options)
    np.testing.assert_array_equal(found.draws, again.draws)
    # Themes in another order are the same; by default all domains are compared.
    turned = mg.significance(network, null="curveball", themes=themes[::-1], **options)
    np.testing.assert_allclose(found.draws, turned.draws, rtol=1e-12)
    everything = mg.significance(network, null="curveball", draws=2, statistic="coherence")
    assert 0 < everything.observed < 1
    assert everything.observed != found.observed
    # A theme that the network leaves out has no partners.
    social = mg.significance(
        snapshot.network(domain="social"), null="curveball", themes=themes[:2], **options
    )
    assert np.isnan(social.observed)
    assert np.isnan(social.p)


def test_draws_of_a_null_know_their_themes():
    network = mg.datasets.load("nl-2020").at("2020-07-01").network(max_size=30)
    drawn = mg.gravity(network).sample(1)
    again = mg.null_models.Curveball(drawn).sample(2)
    options = {"null": "curveball", "statistic": "coherence", "draws": 2}
    observed = mg.significance(network, **options)
    for one in (drawn, again):
        found = mg.significance(one, **options)
        assert 0 < found.observed < observed.observed


def test_coherence_by_hand():
    pairs = {"a": "01", "b": "01", "c": "12", "d": "02"}
    theme = {"a": "zorg", "b": "afval", "c": "afval", "d": "zorg"}
    register = mg.Register.from_tables(
        {"id": ["0", "1", "2", "3"]},
        {"id": list(pairs)},
        {
            "arrangement": [a for a, members in pairs.items() for _ in members],
            "participant": [i for members in pairs.values() for i in members],
        },
        themes={"arrangement": list(theme), "theme": list(theme.values())},
    )
    network = register.at("2020-01-01").network()
    # 0: {1, 2} and {1}; 1: {0} and {0, 2}; 2: {0} and {1}.
    found = mg.significance(
        network, null="curveball", statistic="coherence", themes=["zorg", "afval"], draws=5
    )
    assert found.observed == pytest.approx((0.5 + 0.5 + 0) / 3)
    with pytest.raises(ValueError, match="expected two or more"):
        mg.significance(network, statistic="coherence", themes=["zorg"], null="curveball")
    with pytest.raises(ValueError, match="'zrg'"):
        mg.significance(network, statistic="coherence", themes=["zorg", "zrg"], null="curveball")
    bare = mg.Network.from_memberships([0, 1, 1, 2], [0, 0, 1, 1])
    with pytest.raises(ValueError, match="needs themes"):
        mg.significance(bare, statistic="coherence", null="curveball")


def test_callables_see_the_same_draws(network):
    def edges(net):
        return net.edge_count

    def isolates(net):
        return len(net.isolates)

    found = mg.significance(
        network, null="curveball", statistic=["isolates", isolates, edges], draws=5, seed=3
    )
    named = mg.significance(network, null="curveball", statistic=["isolates"], draws=5, seed=3)
    np.testing.assert_array_equal(found["curveball", "isolates"].draws,
                                  named["curveball", "isolates"].draws)  # fmt: skip
    assert found["curveball", "edges"].observed == network.edge_count
    one = mg.significance(network, null="curveball", statistic=edges, draws=5, seed=3)
    np.testing.assert_array_equal(one.draws, found["curveball", "edges"].draws)


def test_empirical_p():
    draws = np.arange(1.0, 10.0)
    for alternative, observed, expected in [
        ("greater", 9.0, 2 / 10),
        ("greater", 100.0, 1 / 10),
        ("less", 1.5, 2 / 10),
        ("less", 100.0, 1.0),
        ("two-sided", 9.0, 3 / 10),
        ("two-sided", 5.0, 1.0),
    ]:
        assert mg.Significance("n", "s", observed, draws, alternative).p == expected
    undefined = mg.Significance("n", "s", 1.0, np.full(4, np.nan))
    assert np.isnan([undefined.p, undefined.mean, undefined.sd, undefined.z]).all()
    constant = mg.Significance("n", "s", 3.0, np.full(4, 3.0))
    assert np.isnan(constant.z)
    assert constant.p == 1


def test_misuse(network):
    cases = [
        ({"null": "gravty"}, "did you mean 'gravity'"),
        ({"statistic": "qualty"}, "did you mean 'quality'"),
        ({"alternative": "larger"}, "alternative"),
        ({"draws": 0}, "draws"),
        ({"runs": 0}, "runs"),
        ({"statistic": "participation"}, "give its id"),
        ({"statistic": "alignment", "groups": "provice"}, "did you mean 'province'"),
        ({"statistic": "alignment", "groups": [1, 2]}, "2 groups for 355"),
    ]
    for options, message in cases:
        with pytest.raises(ValueError, match=message):
            mg.significance(network, **{"null": "curveball", **options})
    with pytest.raises(KeyError):
        mg.significance(network, null="curveball", statistic="participation", node="GM9999")
    bare = mg.Network.from_memberships([0, 1, 2], [0, 0, 0])
    with pytest.raises(mg.DataError, match="0, 1, 2"):
        mg.significance(bare)


def test_networks_without_ties():
    bare = mg.Network.from_memberships([0, 1], [0, 1], n=3)
    found = mg.significance(bare, null="curveball", statistic=["quality", "clusters"], draws=3)
    assert np.isnan(found["curveball", "quality"].p)
    assert found["curveball", "clusters"].observed == 0
    assert found["curveball", "clusters"].p == 1
