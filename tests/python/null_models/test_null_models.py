import contextlib
import io
import json
import pickle
import signal
import threading

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from munigraph import _core
from munigraph.null_models._curveball import Curveball


def made_up(seed=0, nodes=40, arrangements=60, **options):
    rng = np.random.default_rng(seed)
    sizes = np.minimum(nodes, 1 + rng.geometric(0.25, arrangements))
    members = [rng.choice(nodes, k, replace=False) for k in sizes]
    return mg.Network.from_memberships(
        np.concatenate(members), np.repeat(np.arange(arrangements), sizes), n=nodes, **options
    )


def table_of(network):
    rows, columns = network._core.memberships()
    table = np.zeros((network.node_count, network.arrangement_count), dtype=int)
    table[rows, columns] = 1
    return table


PLACES = {
    "population": np.linspace(1e3, 9e4, 40),
    "lon": np.linspace(3.5, 7.0, 40),
    "lat": np.tile([51.0, 51.7, 52.4, 53.1], 10),
}


def test_curveball_keeps_all_degrees():
    network = made_up(weighting="count")
    drawn = mg.curveball(network, seed=3)
    before, after = table_of(network), table_of(drawn)
    np.testing.assert_array_equal(before.sum(0), after.sum(0))
    np.testing.assert_array_equal(before.sum(1), after.sum(1))
    assert (before != after).any()
    assert drawn._core.weighting == "count"
    assert drawn.construction["made_from"] == "curveball"
    json.dumps(drawn.construction)
    np.testing.assert_array_equal(after, table_of(mg.curveball(network, seed=3)))
    assert (after != table_of(mg.curveball(network, seed=4))).any()
    np.testing.assert_array_equal(after, table_of(pickle.loads(pickle.dumps(drawn))))
    np.testing.assert_array_equal(
        before, table_of(mg.curveball(network, seed=3, trades_per_node=0))
    )


def test_curveball_mixing_levels_off():
    mixing = mg.curveball_mixing(made_up(), points=10)
    assert mixing.table["perturbed"].iloc[0] == 0
    assert len(mixing.table) == 11
    assert 0.3 < mixing.plateau < 1
    assert 0 < mixing.reached <= 10


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", [0, 1])
def test_bicm_equals_the_bicm_package(seed):
    peer = pytest.importorskip("bicm")
    network = made_up(seed)
    table = table_of(network)
    model = mg.bicm(network)
    assert model.largest_residual <= 1e-8
    np.testing.assert_allclose(model.probabilities.sum(0), table.sum(0), atol=1e-8)
    np.testing.assert_allclose(model.probabilities.sum(1), table.sum(1), atol=1e-8)

    quiet = io.StringIO()
    with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
        graph = peer.BipartiteGraph()
        graph.set_biadjacency_matrix(table)
        graph.solve_tool(method="newton", initial_guess="degrees", tol=1e-12)
        graph.compute_projection(
            rows=True, approx_method="poibin", threads_num=1, progress_bar=True
        )
        expected = graph.get_bicm_matrix()
        validated = graph.get_rows_projection(fmt="edgelist")
    np.testing.assert_allclose(model.probabilities, expected, atol=1e-6)
    p = model.p_values()
    for row in p.itertuples():
        i, j = int(row.source), int(row.target)
        assert row.shared == (table[i] & table[j]).sum()
        assert row.p == pytest.approx(graph.rows_pvals[i][j], abs=1e-6)
    kept = model.validated_projection(0.05).edges
    assert {tuple(sorted((int(a), int(b)))) for a, b in validated} == set(
        zip(kept["source"].astype(int), kept["target"].astype(int), strict=True)
    )


def test_validated_projection_finds_a_planted_pair():
    # Two nodes are in the same twelve of 60 arrangements.
    rng = np.random.default_rng(2)
    members = [list(rng.choice(np.arange(2, 40), 4, replace=False)) for _ in range(60)]
    for a in range(12):
        members[a] += [0, 1]
    network = mg.Network.from_memberships(
        np.concatenate(members), np.repeat(np.arange(60), [len(m) for m in members]), n=40
    )
    kept = mg.bicm(network).validated_projection(0.02, correction="bonferroni")
    assert kept.edges[["source", "target"]].to_numpy().tolist() == [["0", "1"]]
    everything = network.edges.set_index(["source", "target"])["weight"]
    assert kept.edges["weight"].tolist() == [everything["0", "1"]]
    assert kept.node_count == 40
    assert mg.backbone(network, "bicm", 0.02).edge_count >= 1
    json.dumps(kept.construction)


def test_bicm_draws_have_the_degrees_on_average():
    network = made_up(4)
    model = mg.bicm(network)
    mean = np.mean([table_of(model.sample(s)) for s in range(2000)], axis=0)
    p = model.probabilities
    z = (mean - p) / np.sqrt(np.maximum(p * (1 - p), 1e-12) / 2000)
    assert np.abs(z[(p > 1e-9) & (p < 1 - 1e-9)]).max() < 5.5
    again = pickle.loads(pickle.dumps(model))
    np.testing.assert_array_equal(table_of(again.sample(7)), table_of(model.sample(7)))


def test_stars_keep_their_hosts_in_every_null():
    host = np.where(np.arange(60) % 4 == 0, 0, -1)
    network = made_up(5)
    table = table_of(network)
    table[0, ::4] = 1
    rows, columns = np.nonzero(table)
    network = mg.Network.from_memberships(rows, columns, n=40, host=host)
    for model in (mg.bicm(network), mg.gravity(network, **PLACES)):
        drawn = model.sample(1)
        assert (table_of(drawn)[0, ::4] == 1).all()
        assert (drawn._core.hosts() == host).all()
    drawn = mg.curveball(network, seed=1)
    assert (table_of(drawn)[0, ::4] == 1).all()
    assert (table_of(drawn).sum(1) == table.sum(1)).all()


def test_gravity_keeps_sizes_and_degrees_on_average():
    network = made_up(6, arrangements=120)
    model = mg.gravity(network, distance="initiator", **PLACES)
    assert model.distance == "initiator"
    assert np.abs(model.degree_errors).max() < 2e-3
    decay = model.distance_decay
    assert list(decay) == ["distance", "factor"]
    assert decay["factor"].iloc[0] == 1
    assert np.isfinite(model.alpha)
    tables = np.array([table_of(model.sample(s)) for s in range(300)])
    assert (tables.sum(1) == table_of(network).sum(0)).all()
    degree = table_of(network).sum(1)
    mean = tables.sum(2).mean(0)
    error = tables.sum(2).std(0) / np.sqrt(300)
    assert (np.abs(mean - degree) <= 0.05 * degree + 5 * error + 1e-9).all()
    again = pickle.loads(pickle.dumps(model))
    np.testing.assert_array_equal(table_of(again.sample(7)), tables[7])


@pytest.mark.parametrize(
    ("name", "date"),
    [("nl-2020", "2020-07-01"), ("nl-roo", "2020-07-01"), ("nl-opengr-2016", "2016-07-01")],
)
def test_gravity_has_the_distances_of_real_registers(name, date):
    """As the definition of the model demands it, on registers that are compact regions."""
    from munigraph.datasets import _datasets as datasets

    if name != "nl-2020" and datasets.find(datasets.dataset(name).path) is None:
        pytest.skip(f"{name} is not on this machine")
    model = mg.gravity(mg.datasets.load(name).at(date).network())
    assert model.distance == "members"
    pairs = model.pairs
    assert list(pairs) == ["from_km", "to_km", "observed", "drawn", "ratio"]
    if name == "nl-2020":
        assert pairs["observed"].sum() == 21_625
    total = pairs["observed"].sum()
    assert pairs["drawn"].sum() == pytest.approx(total)
    large = pairs[["observed", "drawn"]].max(axis=1) >= 0.01 * total
    worst = (pairs["ratio"] - 1).abs()[large].max()
    assert worst == pytest.approx(model.largest_distance_error)
    assert worst <= 0.05
    rest = pairs[~large]
    assert abs(rest["drawn"].sum() - rest["observed"].sum()) <= 0.005 * total
    assert model.reproduces_distances
    # Other draws than those that it was fitted by, and degrees.
    network = model.network
    degree = table_of(network).sum(1)
    mean = np.mean([table_of(model.sample(s)).sum(1) for s in range(100)], axis=0)
    assert np.abs(mean - degree)[degree > 0].mean() <= 0.04 * degree[degree > 0].mean()


def test_gravity_says_where_distances_are_not_met():
    rows, columns = np.nonzero(np.eye(40, k=1) + np.eye(40))
    network = mg.Network.from_memberships(rows, columns, n=40)
    model = mg.gravity(network, distance="initiator", **PLACES)
    assert not model.reproduces_distances
    assert "not those of the register" in model._repr_html_()
    with pytest.raises(ValueError, match="initator"):
        mg.gravity(network, distance="initator", **PLACES)
    with pytest.raises(TypeError, match="expected a gravity model"):
        mg.gravity(network, start="initiator", **PLACES)
    fewer = mg.Network.from_memberships([0, 1, 1, 2], [0, 0, 1, 1])
    with pytest.raises(ValueError, match="a start of 40 nodes for 3"):
        mg.gravity(fewer, start=model, population=[1, 1, 1], lon=[4, 5, 6], lat=[52, 52, 52])


def test_gravity_lists_the_ids_it_cannot_place():
    network = made_up()
    with pytest.raises(mg.DataError, match="population") as caught:
        mg.gravity(network)
    assert caught.value.value == ", ".join(map(str, range(40)))
    places = {name: column.copy() for name, column in PLACES.items()}
    places["population"][[3, 8]] = [0, np.nan]
    with pytest.raises(mg.DataError, match="2 of 40") as caught:
        mg.gravity(network, **places)
    assert caught.value.value == "3, 8"
    assert caught.value.column == "population"
    places = {name: column.copy() for name, column in PLACES.items()}
    places["lat"][5] = np.inf
    with pytest.raises(mg.DataError, match="lat of every node"):
        mg.gravity(network, **places)
    with pytest.raises(ValueError, match="one number per node"):
        mg.gravity(network, population=[1.0], lon=PLACES["lon"], lat=PLACES["lat"])


def test_disparity_backbone_equals_its_formula():
    network = made_up(7)
    edges = network.edges
    w = np.zeros((40, 40))
    i, j = edges["source"].astype(int), edges["target"].astype(int)
    w[i, j] = w[j, i] = edges["weight"]
    k, s = (w > 0).sum(1), w.sum(1)
    with np.errstate(invalid="ignore", divide="ignore"):
        p = (1 - w / s[:, None]) ** (k[:, None] - 1)
    p = np.minimum(p, p.T)[i, j]
    np.testing.assert_allclose(_core.disparity_p_values(network._core), p, atol=1e-12)
    kept = mg.backbone(network, "disparity", 0.2)
    pd.testing.assert_frame_equal(
        kept.edges.drop(columns="shared"),
        edges[p <= 0.2].reset_index(drop=True).drop(columns="shared"),
    )


def test_misuse():
    ties = mg.Network.from_edges([0, 1], [1, 2])
    for call in (mg.curveball, mg.bicm, mg.curveball_mixing):
        with pytest.raises(ValueError, match="made from ties"):
            call(ties)
    with pytest.raises(ValueError, match="did you mean 'bicm'"):
        mg.backbone(made_up(), "bimc")
    with pytest.raises(ValueError, match="alpha"):
        mg.backbone(made_up(), "disparity", 1.5)
    with pytest.raises(ValueError, match="did you mean 'bonferroni'"):
        mg.bicm(made_up()).validated_projection(correction="bonferoni")
    with pytest.raises(ValueError, match="trades_per_node"):
        mg.curveball(made_up(), trades_per_node=-1)


def test_empty_and_tiny_networks():
    for n, nodes, groups in ((0, [], []), (3, [], []), (3, [1], [0])):
        network = mg.Network.from_memberships(nodes, groups, n=n)
        ones = np.ones(n)
        # An arrangement of one member ties nobody, and is left out.
        assert mg.curveball(network).membership_count == network.membership_count == 0
        assert mg.bicm(network).sample(1).node_count == n
        assert mg.bicm(network).validated_projection().edge_count == 0
        model = mg.gravity(network, population=ones, lon=ones, lat=ones)
        assert model.sample(1).membership_count == 0
        assert model.alpha == 0


def test_ctrl_c_ends_a_long_draw():
    model = Curveball(made_up(), trades_per_node=1e9)  # would take hours
    threading.Timer(0.2, signal.raise_signal, (signal.SIGINT,)).start()
    with pytest.raises(KeyboardInterrupt):
        model.sample()
