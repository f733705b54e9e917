import munigraph as mg
import numpy as np
import pytest
from munigraph.network._synthetic import (
    SIZES,
    synthetic_memberships,
    synthetic_options,
    synthetic_tables,
)


def test_national_is_the_default():
    drawn = synthetic_memberships(seed=3)
    chosen = synthetic_memberships(**synthetic_options("national"), seed=3)
    assert np.array_equal(drawn["participants"], chosen["participants"])
    assert len(drawn["participants"]) == 11_700
    assert len(drawn["cluster"]) == 355
    assert len(drawn["domain"]) == 1_284


def test_standard_sizes_grow():
    assert [synthetic_options(s)["memberships"] for s in SIZES] == [11_700, 1_500_000, 15_000_000]
    with pytest.raises(ValueError, match="did you mean 'europe'"):
        synthetic_options("europa")


@pytest.mark.parametrize(("n", "count"), [(2, 1), (5, 3), (30, 100), (1000, 4000)])
def test_any_size_has_defaults(n, count):
    drawn = synthetic_memberships(n, count, clusters=min(n, 4), seed=1)
    sizes = np.bincount(drawn["arrangements"], minlength=count)
    assert sizes.min() >= 2
    assert sizes.max() <= n


def test_planted_clusters_are_those_of_the_memberships():
    drawn = synthetic_memberships(2_000, 8_000, clusters=20, memberships=30_000, seed=5)
    home = drawn["home"][drawn["arrangements"]]
    same = drawn["cluster"][drawn["participants"]] == home
    assert 0.6 < same.mean() < 0.9


def test_larger_municipalities_lie_in_the_middle_and_bridge():
    drawn = synthetic_memberships(2_000, 4_000, clusters=20, seed=2)
    bridges = drawn["bridge_strength"] > 0
    assert bridges.sum() == pytest.approx(100, abs=5)
    population = drawn["population"]
    assert np.median(population[bridges]) > 3 * np.median(population[~bridges])
    assert population.max() > 20 * np.median(population)


def test_tables_have_the_columns_of_a_register():
    tables = synthetic_tables(50, 80, clusters=4, seed=1, stars=0.3)
    people = tables["participants"]
    assert people["id"].is_unique
    assert people["id"].iloc[0] == "S000001"
    assert set(people["kind"]) == {"municipality"}
    assert people["valid_from"].dtype == "datetime64[s]"
    assert set(tables["memberships"]["participant"]) <= set(people["id"])
    hosts = tables["memberships"].query("role == 'host'")
    stars = tables["arrangements"].query("structure == 'star'")
    assert sorted(hosts["arrangement"]) == sorted(stars["id"])
    assert len(tables["arrangement_themes"]) == 80
    truth = tables["truth"]
    assert truth["cluster"].nunique() == 4
    assert (truth["bridge"] == (truth["bridge_strength"] > 0)).all()


def test_what_cannot_be_met_is_refused():
    with pytest.raises(ValueError, match="clusters is 0"):
        synthetic_memberships(clusters=0)
    with pytest.raises(ValueError, match="memberships is 5, expected"):
        synthetic_memberships(memberships=5)


def test_network_of_the_arrays():
    drawn = synthetic_memberships(seed=1)
    net = mg.Network.from_memberships(drawn["participants"], drawn["arrangements"], n=355)
    assert net.node_count == 355
    assert net.strength.sum() == pytest.approx(11_700)


@pytest.mark.parametrize("name", ["municipalities", "arrangements", "clusters", "provinces",
                                  "memberships", "largest"])  # fmt: skip
def test_sizes_are_whole_numbers(name):
    for wrong in ("national", 20.5, None if name in ("municipalities", "clusters") else "many"):
        with pytest.raises(TypeError, match=f"{name} is {wrong!r}"):
            synthetic_memberships(**{"municipalities": 40, "arrangements": 30, name: wrong})
    with pytest.raises(ValueError, match=f"{name} is -1"):
        synthetic_memberships(**{"municipalities": 40, "arrangements": 30, name: -1})
