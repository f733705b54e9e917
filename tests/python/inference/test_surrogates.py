"""Moran's I and surrogates, against the definition with every combination of signs."""

import importlib.util
from pathlib import Path

import munigraph as mg
import numpy as np
import pandas as pd
import pytest

PATH = Path(__file__).resolve().parents[2] / "reference" / "randomisation.py"
SPEC = importlib.util.spec_from_file_location("randomisation", PATH)
naive = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(naive)


def made_up(seed, n):
    rng = np.random.default_rng(seed)
    places = np.column_stack([rng.uniform(4, 6, n), rng.uniform(51, 53, n)])
    return rng.normal(size=n), places


def test_moran_by_hand():
    # Three places on the equator, neighbours w apart: I = 3/(4w + 2w²) · 2(w·0 + w·0 − w²·1)/2.
    degree = 6371.0088 * np.pi / 180
    w = np.exp(-degree / 30)
    places = [[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]]
    expected = 3 / (4 * w + 2 * w**2) * (2 * -(w**2)) / 2
    assert mg.moran([-1.0, 0.0, 1.0], places) == pytest.approx(expected)
    assert np.isnan(mg.moran([1.0, 1.0, 1.0], places))
    assert np.isnan(mg.moran([1.0, 2.0], places[:2]))


@pytest.mark.parametrize("seed", range(4))
def test_moran_is_the_definition(seed):
    x, places = made_up(seed, 25)
    for scale in (5, 30, 100):
        assert mg.moran(x, places, scale=scale) == pytest.approx(naive.moran(x, places, scale))


@pytest.mark.parametrize(("seed", "n"), [(0, 3), (1, 7), (2, 10), (3, 12)])
def test_surrogates_are_among_those_of_every_combination_of_signs(seed, n):
    x, places = made_up(seed, n)
    every = naive.every_surrogate(x, places, 30)
    drawn = mg.spatial_surrogates(x, places, draws=200, seed=seed)
    for row in drawn[:20]:
        assert np.abs(every - row).max(axis=1).min() < 1e-9
    assert len(np.unique(drawn.round(9), axis=0)) > min(2 ** (n - 1), 200) / 3
    observed = naive.moran(x, places, 30)
    for row in drawn:
        assert row.mean() == pytest.approx(x.mean())
        assert row.var() == pytest.approx(x.var())
    for row in drawn[:5]:
        assert naive.moran(row, places, 30) == pytest.approx(observed)
    # The mean over signs is the mean of the values, everywhere.
    np.testing.assert_allclose(every.mean(axis=0), x.mean(), atol=1e-12)
    error = every.std(axis=0) / np.sqrt(len(drawn))
    assert (np.abs(drawn.mean(axis=0) - x.mean()) < 5 * error + 1e-12).all()


def test_places_that_coincide_and_many_equal_eigenvalues():
    places = np.array([[5.0, 52.0]] * 4 + [[6.0, 52.0]] * 4)
    x = np.arange(8.0)
    drawn = mg.spatial_surrogates(x, places, draws=20)
    for row in drawn:
        assert row.mean() == pytest.approx(x.mean())
        assert row.var() == pytest.approx(x.var())
        assert mg.moran(row, places) == pytest.approx(mg.moran(x, places))


def test_variogram_surrogates_have_the_range_of_the_variable():
    rng = np.random.default_rng(5)
    places = np.column_stack([rng.uniform(4, 7, 300), rng.uniform(51, 53.5, 300)])
    smooth = np.sin(places[:, 0] * 2) + np.cos(places[:, 1] * 3) + rng.normal(0, 0.05, 300)
    drawn = mg.spatial_surrogates(smooth, places, method="variogram", draws=40)
    found = [mg.moran(row, places) for row in drawn]
    assert np.median(found) > 0.5 * mg.moran(smooth, places)
    np.testing.assert_allclose(drawn.mean(axis=1), smooth.mean())
    noise = rng.normal(size=300)
    drawn = mg.spatial_surrogates(noise, places, method="variogram", draws=40)
    assert np.abs(np.median([mg.moran(row, places) for row in drawn])) < 0.05
    assert 0.7 < np.median(drawn.var(axis=1)) / noise.var() < 1.4
    again = mg.spatial_surrogates(noise, places, method="variogram", draws=3)
    np.testing.assert_array_equal(again, drawn[:3])


def test_columns_of_bridges_are_matched_by_id():
    network = (
        mg.synthetic(municipalities=60, arrangements=80, clusters=3).at("2020-07-01").network()
    )
    table = mg.bridges(network, mg.leiden(network))
    nodes = network.nodes
    by_id = table["participation"].reindex(nodes["id"].to_numpy())
    expected = mg.moran(by_id.to_numpy(), nodes[["lon", "lat"]].to_numpy())
    assert mg.moran(table["participation"], network) == pytest.approx(expected)
    assert mg.moran(table["participation"], nodes[["id", "lon", "lat"]]) == pytest.approx(expected)
    assert mg.moran("population", network) == pytest.approx(mg.moran(nodes["population"], network))


def test_what_cannot_be_placed_is_told():
    places = pd.DataFrame(
        {"id": ["a", "b", "c"], "lon": [5.0, 5.1, 5.2], "lat": [52.0, 52.1, 52.2]}
    )
    with pytest.raises(ValueError, match="1 ids have no position"):
        mg.moran({"a": 1, "b": 2, "d": 3}, places)
    with pytest.raises(ValueError, match=r"columns id, lon, lat; \['lat'\] are missing"):
        mg.moran([1, 2, 3], places.drop(columns="lat"))
    with pytest.raises(ValueError, match="expected degrees from -90 to 90"):
        mg.moran([1, 2, 3], places.assign(lat=[1.0, 2.0, 452.0]))
    with pytest.raises(ValueError, match="scale is 0"):
        mg.moran([1, 2, 3], places, scale=0)
    with pytest.raises(ValueError, match="did you mean 'spectral'"):
        mg.spatial_surrogates([1, 2, 3], places, method="spectrl")
    with pytest.raises(ValueError, match="no value or no position"):
        mg.spatial_surrogates([1, 2, np.nan], places)


@pytest.mark.parametrize("method", ["spectral", "variogram"])
def test_draws_are_a_number(method):
    places = np.column_stack([np.linspace(4, 6, 12), np.linspace(51, 53, 12) ** 1.01])
    values = np.arange(12.0)
    assert mg.spatial_surrogates(values, places, method=method, draws=0).shape == (0, 12)
    with pytest.raises(ValueError, match="draws is -1"):
        mg.spatial_surrogates(values, places, method=method, draws=-1)
    with pytest.raises(TypeError, match="draws is 1.5"):
        mg.spatial_surrogates(values, places, method=method, draws=1.5)
