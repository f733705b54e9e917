"""Claims about bridges under their nulls."""

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from munigraph._common.places import distances


@pytest.fixture(scope="module")
def network():
    return mg.datasets.load("nl-2020").at("2020-07-01").network()


@pytest.fixture(scope="module")
def table(network):
    return mg.bridges(network, mg.leiden(network), measures=["strength"])


@pytest.fixture(scope="module")
def population(network):
    return network.nodes.set_index("id")["population"]


def fields(network, scale, count, seed):
    """Gaussian random fields with covariance exp(−d/scale), by column."""
    nodes = network.nodes
    apart = distances(nodes["lon"].to_numpy(), nodes["lat"].to_numpy())
    root = np.linalg.cholesky(np.exp(-apart / scale) + 1e-9 * np.eye(len(nodes)))
    drawn = root @ np.random.default_rng(seed).normal(size=(len(nodes), count))
    return pd.DataFrame(drawn, index=nodes["id"].to_numpy())


def scores(values):
    """A table of bridges of made-up scores."""
    found = pd.DataFrame({"participation": values, "strength": 1.0}, index=values.index)
    found.attrs = {"by": "participation"}
    return found


def test_all_nulls_stand_side_by_side(table, population):
    claim = mg.size_claim(table, population, draws=499)
    assert claim.null == "spatial"
    assert claim.note == ""
    assert claim.nulls["null"].tolist() == ["spatial", "permutation", "within"]
    p = claim.nulls.set_index("null")
    assert claim.p == p.loc["spatial", "p"]
    assert p[["p", "p_auc", "p_partial", "p_two_sided"]].notna().all().all()
    assert claim.table.loc[0, "p_permutation"] == p.loc["permutation", "p"]
    for null in ("permutation", "within", "variogram"):
        asked = mg.size_claim(table, population, null=null, draws=99)
        assert asked.null == null
        assert asked.p == asked.nulls.set_index("null").loc[null, "p"]
        assert asked.rank_correlation == claim.rank_correlation
    assert "variogram" in set(asked.nulls["null"])


def test_moran_is_that_of_the_ranks(network, table, population):
    claim = mg.size_claim(table, population, draws=9)
    kept = table[table["participation"].notna()]
    expected = mg.moran(kept["participation"].round(12).rank(), network)
    assert claim.moran_score == pytest.approx(expected)
    sizes = population.reindex(kept.index).rank()
    assert claim.moran_attribute == pytest.approx(mg.moran(sizes, network))


def test_spatial_p_is_that_of_the_surrogates(network):
    x, y = fields(network, 30, 2, seed=1).T.to_numpy()
    ids = network.nodes["id"].to_numpy()
    claim = mg.attribute_claim(
        scores(pd.Series(x, ids)), pd.Series(y, ids), positions=network, draws=200, seed=3
    )
    a, b = (pd.Series(one).rank().to_numpy() for one in (x, y))
    drawn = mg.spatial_surrogates(a, network, draws=200, seed=3)
    found = np.array([np.corrcoef(one, b)[0, 1] for one in drawn])
    observed = np.corrcoef(a, b)[0, 1]
    assert claim.rank_correlation == pytest.approx(observed)
    assert claim.p == ((found >= observed).sum() + 1) / 201
    assert (
        claim.p_two_sided
        == ((np.abs(found - found.mean()) >= abs(observed - found.mean())).sum() + 1) / 201
    )


def test_unrelated_maps_are_told_from_related_ones(network):
    """A small form of the simulations in the manual: rates by one-sided binomial tests at .001."""
    from scipy.stats import binomtest

    rejected = {"spatial": 0, "permutation": 0}
    count = 120
    drawn = fields(network, 60, 2 * count, seed=8)
    for k in range(count):
        claim = mg.attribute_claim(
            scores(drawn[2 * k]), drawn[2 * k + 1], positions=network, draws=99, seed=k
        )
        for null in rejected:
            p = claim.nulls.set_index("null").loc[null, "p"]
            rejected[null] += p <= 0.05
    assert binomtest(rejected["spatial"], count, 0.05, "greater").pvalue > 0.001
    assert binomtest(rejected["permutation"], count, 0.05, "greater").pvalue < 0.001
    found = 0
    for k in range(20):
        linked = 0.6 * drawn[k] + drawn[k + count]
        claim = mg.attribute_claim(scores(drawn[k]), linked, positions=network, draws=99, seed=k)
        found += claim.p <= 0.05
    assert found >= 12, "a planted effect is found"


def test_permutation_within_groups_keeps_what_groups_have_in_common():
    rng = np.random.default_rng(4)
    group = np.repeat([0, 1, 2, 3], 15)
    ids = [f"m{k:02d}" for k in range(60)]
    x = pd.Series(group * 5.0 + rng.normal(size=60), ids)
    y = pd.Series(group * 5.0 + rng.normal(size=60), ids)
    claim = mg.attribute_claim(scores(x), y, null="within", groups=pd.Series(group, ids), draws=999)
    p = claim.nulls.set_index("null")["p"]
    assert p["permutation"] == 1 / 1000
    assert p["within"] > 0.01
    # One group is no group; groups of one leave nothing to permute.
    whole = mg.attribute_claim(
        scores(x), y, null="within", groups=pd.Series(0, ids), draws=99
    ).nulls.set_index("null")
    assert whole.loc["within", "p_auc":"p_partial"].equals(
        whole.loc["permutation", "p_auc":"p_partial"]
    )
    alone = mg.attribute_claim(
        scores(x), y, null="within", groups=pd.Series(range(60), ids), draws=99
    )
    assert alone.p == 1.0
    with pytest.raises(ValueError, match="null 'within' needs groups"):
        mg.attribute_claim(scores(x), y, null="within")


def test_positions_in_any_form(network, table, population):
    kept = mg.size_claim(table, population, draws=99)
    bare = table.copy()
    bare.attrs = {"by": "participation"}
    places = network.nodes[["id", "lon", "lat"]].sample(frac=1, random_state=1)
    for positions in (network, places, places.set_index("id")):
        assert mg.size_claim(bare, population, positions=positions, draws=99) == kept
    part = table[table["rank"] <= 100]
    assert mg.size_claim(part, population, draws=9).null == "spatial"


def test_where_space_is_not_known_permutation_stands_in_and_says_so(network, table, population):
    bare = table.copy()
    bare.attrs = {"by": "participation"}
    claim = mg.size_claim(bare, population, draws=99)
    assert claim.null == "permutation"
    assert "needs the positions" in claim.note
    assert np.isnan(claim.moran_score)
    assert claim.nulls.set_index("null").loc["spatial", "draws"] == 0
    few = table[table["rank"] <= 29]
    claim = mg.size_claim(few, population, draws=99)
    assert claim.null == "permutation"
    assert "needs 30 municipalities, and there are 29" in claim.note
    places = network.nodes[["id", "lon", "lat"]].iloc[5:]
    claim = mg.size_claim(table, population, positions=places, draws=99)
    assert claim.null == "spatial"
    assert claim.n == 350
    assert "5 without a position left out" in claim.note


def test_isolates_are_left_out_by_every_measure():
    network = mg.Network.from_memberships([0, 1, 1, 2], [0, 0, 1, 1], n=5)
    table = mg.bridges(network, [0, 0, 1, 2, 3], by="clusters_reached")
    assert mg.attribute_claim(table, [1.0, 2, 3, 4, 5], draws=9).n == 3


def test_tables_with_positions_can_be_written(table, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    table.to_parquet(tmp_path / "bridges.parquet")
    again = pd.read_parquet(tmp_path / "bridges.parquet")
    assert again.index.tolist() == table.index.tolist()
    assert parquet
