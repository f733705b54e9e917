"""Regression of ties: against R's sna, ordinary regression, and what permutation must give."""

import shutil
import subprocess

import munigraph as mg
import numpy as np
import pandas as pd
import pytest

# Made by this R (sna 2.7, R 4.2); the test below runs it again where R has sna.
R_LINES = """
suppressMessages(library(sna))
n <- 14
i <- matrix(rep(0:(n - 1), n), n); j <- t(i); a <- pmin(i, j); b <- pmax(i, j)
x1 <- (a %/% 5 == b %/% 5) * 1
x2 <- log(1 + (b - a))
x3 <- (a * b) %% 7
y <- (3 * a + 5 * b + a * b) %% 6 + 2 * x1
diag(y) <- 0
x <- array(0, c(3, n, n)); x[1, , ] <- x1; x[2, , ] <- x2; x[3, , ] <- x3
set.seed(1)
lin <- netlm(y, x, mode = "graph", nullhyp = "qapspp", reps = 2000)
logit <- netlogit((y > 3) * 1, x, mode = "graph", nullhyp = "qapspp", reps = 1000)
low <- lower.tri(y)
pois <- glm(y[low] ~ x1[low] + x2[low] + x3[low], family = poisson())
show <- function(...) cat(format(c(...), digits = 15), "\\n")
show(lin$coefficients); show(lin$tstat); show(lin$pgreqabs)
show(logit$coefficients); show(logit$tstat); show(logit$pgreqabs)
show(coef(pois)); show(summary(pois)$coefficients[, 3])
"""
REFERENCE = {
    "gaussian": (
        [2.96495837659845, 2.45470285721322, -0.23041528505147, 0.00322351430589],
        [3.5542517304965, 4.8297999761971, -0.5699719547017, 0.0419111472326],
    ),
    "binomial": (
        [-0.8314622141244, 3.0199738685858, -0.2906549712228, 0.0623004809839],
        [-0.653294372072, 3.537774072786, -0.469877650128, 0.502001753529],
    ),
    "poisson": (
        [1.07304554030350, 0.64956711188200, -0.07677913413190, 0.00108508172817],
        [3.5631969392775, 3.7803141051320, -0.5223958530531, 0.0405773560469],
    ),
}
P_LINEAR = [0.00025, 0.57525, 0.9685]  # Of 4,000 permutations.
N = 14


def matrices():
    i = np.arange(N)[:, None]
    a, b = np.minimum(i, i.T), np.maximum(i, i.T)
    x1 = (a // 5 == b // 5).astype(float)
    y = (3 * a + 5 * b + a * b) % 6 + 2 * x1
    np.fill_diagonal(y, 0)
    return y, {"x1": x1, "x2": np.log(1.0 + b - a), "x3": (a * b) % 7}


def bare(n=N):
    return mg.Network.from_edges([0], [1], n=n)


def regression(family, **options):
    y, x = matrices()
    response = (y > 3) * 1.0 if family == "binomial" else y
    return mg.qap(bare(), x, family=family, response=response, **options)


@pytest.mark.parametrize("family", REFERENCE)
def test_coefficients_and_t_are_those_of_sna(family):
    found = regression(family, permutations=9)
    coefficients, t = REFERENCE[family]
    assert found.table["predictor"].tolist() == ["intercept", "x1", "x2", "x3"]
    np.testing.assert_allclose(found.table["coefficient"], coefficients, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found.table["t"], t, rtol=1e-8)
    assert found.pairs == N * (N - 1) // 2
    assert found.left_out == 0


def test_p_are_those_of_sna_within_the_error_of_permutations():
    found = regression("gaussian", permutations=4_000)
    p = found.table["p"].to_numpy()[1:]
    error = np.sqrt(2 * p * (1 - p) / 4_000)
    assert (np.abs(p - P_LINEAR) < 4 * error + 3 / 4_000).all()


def test_r_itself():
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("needs R")
    done = subprocess.run([program, "-e", R_LINES], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("needs R with the package sna (Debian: r-cran-sna)")
    lines = [np.array(line.split(), dtype=float) for line in done.stdout.splitlines()]
    told = {"gaussian": lines[0:3], "binomial": lines[3:6], "poisson": lines[6:8]}
    for family, rows in told.items():
        found = regression(family, permutations=1_000)
        np.testing.assert_allclose(found.table["coefficient"], rows[0], rtol=1e-7, atol=1e-11)
        np.testing.assert_allclose(found.table["t"], rows[1], rtol=1e-6)
        if len(rows) > 2:
            p = found.table["p"].to_numpy()[1:]
            assert (np.abs(p - rows[2][1:]) < 4 * np.sqrt(0.5 / 1_000)).all()


def t_of(design, y):
    """Ordinary least squares, by its textbook."""
    beta, *_ = np.linalg.lstsq(design, y, rcond=None)
    left = y - design @ beta
    covariance = np.linalg.inv(design.T @ design) * (left @ left) / (len(y) - design.shape[1])
    return beta / np.sqrt(np.diag(covariance))


def test_permuted_t_are_those_of_a_whole_regression():
    # With three nodes per group and pairs of groups, every permutation within can be enumerated.
    rng = np.random.default_rng(2)
    n = 6
    y, x1, x2 = (np.triu(one, 1) + np.triu(one, 1).T for one in rng.normal(size=(3, n, n)))
    network = bare(n)
    found = mg.qap(
        network, {"x1": x1, "x2": x2}, response=y, permutations=400, permutation="within",
        groups=[0, 0, 0, 1, 1, 1],
    )  # fmt: skip
    low = np.tril_indices(n, -1)
    ones = np.ones(len(low[0]))
    rest = x1[low] - np.polyval(np.polyfit(x2[low], x1[low], 1), x2[low])
    residual = np.zeros((n, n))
    residual[low] = rest
    residual += residual.T
    from itertools import permutations

    every = []
    for p in permutations(range(3)):
        for q in permutations(range(3, 6)):
            order = np.array([*p, *q])
            moved = residual[np.ix_(order, order)][low]
            every.append(t_of(np.column_stack([ones, moved, x2[low]]), y[low])[1])
    every = np.array(every)
    for t in found.draws[:, 0]:
        assert np.abs(every - t).min() < 1e-9
    assert len(np.unique(found.draws[:, 0].round(9))) == len(np.unique(every.round(9)))


@pytest.mark.parametrize("family", ["gaussian", "poisson", "binomial"])
def test_the_same_whatever_the_threads(family):
    once = regression(family, permutations=20, seed=5, threads=1)
    again = regression(family, permutations=20, seed=5, threads=2)
    np.testing.assert_array_equal(once.draws, again.draws)
    assert not np.array_equal(once.draws, regression(family, permutations=20, seed=6).draws)


def test_missing_pairs_are_left_out_and_counted():
    y, x = matrices()
    holes = {name: one.astype(float).copy() for name, one in x.items()}
    holes["x3"][3, 5] = holes["x3"][5, 3] = np.nan
    found = mg.qap(bare(), holes, response=y, permutations=50)
    assert (found.pairs, found.left_out) == (N * (N - 1) // 2 - 1, 1)
    low = np.array([(a, b) for a in range(N) for b in range(a) if {a, b} != {3, 5}]).T
    design = np.column_stack([np.ones(found.pairs), *(one[tuple(low)] for one in x.values())])
    np.testing.assert_allclose(found.table["t"], t_of(design, y[tuple(low)]), rtol=1e-9)
    assert np.isfinite(found.draws).all()
    # A node without any pair takes no part, as if it were not there.
    gone = {name: one.astype(float).copy() for name, one in x.items()}
    gone["x3"][13, :] = gone["x3"][:, 13] = np.nan
    without = mg.qap(bare(), gone, response=y, permutations=20)
    assert without.left_out == 13
    small = mg.qap(
        bare(13), {name: one[:13, :13] for name, one in x.items()}, response=y[:13, :13],
        permutations=20,
    )  # fmt: skip
    pd.testing.assert_frame_equal(without.table, small.table)


def test_predictors_by_name():
    network = (
        mg.synthetic(municipalities=40, arrangements=60, clusters=3).at("2020-07-01").network()
    )
    names = ["same_province", "log_distance", "population_product"]
    found = mg.qap(network, names, permutations=19)
    nodes = network.nodes
    lon, lat = np.radians(nodes["lon"].to_numpy()), np.radians(nodes["lat"].to_numpy())
    cosine = np.sin(lat)[:, None] * np.sin(lat) + np.cos(lat)[:, None] * np.cos(lat) * np.cos(
        lon[:, None] - lon
    )
    km = 6371.0088 * np.arccos(np.clip(cosine, -1, 1))
    province, people = nodes["province"].to_numpy(), nodes["population"].to_numpy(float)
    given = {
        "same_province": (province[:, None] == province) * 1.0,
        "log_distance": np.log(np.maximum(km, 1)),
        "population_product": people[:, None] * people,
    }
    again = mg.qap(network, given, permutations=19)
    np.testing.assert_allclose(found.table["t"], again.table["t"], rtol=1e-6)
    labelled = pd.DataFrame(given["same_province"], nodes["id"], nodes["id"])
    turned = labelled.sample(frac=1, random_state=1).T.sample(frac=1, random_state=2)
    third = mg.qap(network, given | {"same_province": turned}, permutations=19)
    pd.testing.assert_frame_equal(again.table, third.table)
    weight = np.zeros((40, 40))
    place = {one: k for k, one in enumerate(nodes["id"])}
    for row in network.edges.itertuples():
        weight[place[row.source], place[row.target]] = row.weight
    fourth = mg.qap(network, names, response=weight + weight.T, permutations=19)
    pd.testing.assert_frame_equal(found.table, fourth.table)


def test_planted_effects_are_found_and_noise_is_not():
    rng = np.random.default_rng(11)
    n = 40
    group = rng.integers(0, 3, n)
    same = (group[:, None] == group) * 1.0
    noise = np.add.outer(rng.normal(size=n), rng.normal(size=n))
    noise = noise + noise.T
    y = rng.poisson(np.exp(0.2 + 0.8 * same))
    y = np.triu(y, 1) + np.triu(y, 1).T
    for family, response in (("gaussian", y), ("poisson", y), ("binomial", (y > 1) * 1)):
        found = mg.qap(
            bare(n), {"same": same, "noise": noise}, family=family, response=response,
            permutations=199,
        )  # fmt: skip
        assert found.table["p"].iloc[1] == 1 / 200
        assert found.table["p"].iloc[2] > 0.02
        assert found.converged
        assert found.not_converged == 0
        assert 0 < found.explained < 1


def test_what_cannot_be_regressed_is_told():
    y, x = matrices()
    network = bare()
    with pytest.raises(ValueError, match=r"predictor 'x[124]' is a combination of the others"):
        mg.qap(network, x | {"x4": x["x1"] + 2 * x["x2"]}, response=y)
    with pytest.raises(ValueError, match="predictor 'one' is the same for all pairs"):
        mg.qap(network, x | {"one": np.ones((N, N))}, response=y)
    with pytest.raises(ValueError, match="not symmetric"):
        mg.qap(network, {"x": np.arange(N * N).reshape(N, N)}, response=y)
    with pytest.raises(ValueError, match="whole numbers from 0"):
        mg.qap(network, x, family="poisson", response=y + 0.5)
    with pytest.raises(ValueError, match="between 0 and 1"):
        mg.qap(network, x, family="binomial", response=y)
    with pytest.raises(ValueError, match="at least one predictor"):
        mg.qap(network, {})
    with pytest.raises(TypeError, match="give matrices as"):
        mg.qap(network, [x["x1"]])
    register = mg.synthetic(municipalities=20, arrangements=20, clusters=2)
    with pytest.raises(ValueError, match=r"did you mean 'same_province'.*or a matrix by name"):
        mg.qap(register.at("2020-07-01").network(), ["sameprovince"])
    with pytest.raises(ValueError, match="did you mean 'province'"):
        mg.qap(register.at("2020-07-01").network(), ["same_provinc"])


def memberships(seed=5, effect=1.5):
    """Members by size, by a planted effect of an attribute, and by chance."""
    rng = np.random.default_rng(seed)
    size, wealth = rng.normal(size=15), rng.normal(size=25)
    linear = effect * wealth[:, None] + 0.8 * size - 1
    table = rng.random((25, 15)) < 1 / (1 + np.exp(-linear))
    table[wealth.argsort()[-2:]] = True  # no arrangement of fewer than two
    node, arrangement = np.nonzero(table)
    nodes = pd.DataFrame({"id": [f"g{i}" for i in range(25)], "wealth": wealth})
    ids = nodes["id"].to_numpy()[node]
    return mg.Network.from_memberships(ids, arrangement, nodes=nodes), size, wealth


def test_two_modes_are_ordinary_regression_over_all_cells():
    network, size, wealth = memberships()
    other = np.random.default_rng(1).normal(size=(25, 15))
    given = {"wealth": "municipality_wealth", "size": np.tile(size, (25, 1)), "other": other}
    found = mg.qap(network, given, two_mode=True, permutations=199, seed=2)
    table = network.incidence().toarray().astype(float)
    columns = [np.ones(375), np.repeat(wealth, 15), np.tile(size, 25), other.ravel()]
    design = np.column_stack(columns)
    coefficients = np.linalg.lstsq(design, table.ravel(), rcond=None)[0]
    np.testing.assert_allclose(found.table["coefficient"], coefficients, atol=1e-10)
    assert found.pairs == 375
    assert found.response == "member"
    p = found.table.set_index("predictor")["p"]
    assert p["wealth"] == 1 / 200
    assert p["other"] > 0.05
    labelled = pd.DataFrame(other, index=network.nodes["id"], columns=network.arrangements["id"])
    same = mg.qap(
        network, given | {"other": labelled.iloc[::-1, ::-1]}, two_mode=True, permutations=199,
        seed=2,
    )  # fmt: skip
    pd.testing.assert_frame_equal(found.table, same.table)


def test_rows_and_columns_of_two_modes_change_places_by_themselves():
    # A predictor of rows alone, permuted over three rows in two groups of columns, takes the six
    # values of t that the orders of rows give, whatever the columns do.
    network, *_ = memberships()
    rows = np.tile(np.arange(25.0)[:, None] ** 2, (1, 15))
    within = mg.qap(
        network, {"rows": rows}, two_mode=True, permutation="within", groups=np.arange(25) // 2,
        arrangement_groups=np.arange(15) % 2, permutations=99,
    )  # fmt: skip
    everywhere = mg.qap(network, {"rows": rows}, two_mode=True, permutations=99)
    assert within.draws.std() < everywhere.draws.std()
    columns = mg.qap(
        network, {"columns": np.tile(np.arange(15.0), (25, 1))}, two_mode=True,
        permutation="within", groups=np.arange(25), arrangement_groups=np.arange(15),
        permutations=19,
    )  # fmt: skip
    np.testing.assert_allclose(columns.draws, columns.table["t"].iloc[1], atol=1e-9)
    assert columns.table["p"].iloc[1] == 1


def test_what_is_no_two_mode_table_is_told():
    network, *_ = memberships()
    with pytest.raises(ValueError, match="made from edges"):
        mg.qap(bare(), ["municipality_x"], two_mode=True)
    with pytest.raises(ValueError, match=r"did you mean 'wealth'"):
        mg.qap(network, ["municipality_walth"], two_mode=True)
    with pytest.raises(ValueError, match="25×15"):
        mg.qap(network, {"x": np.ones((25, 25))}, two_mode=True)
    with pytest.raises(ValueError, match="are of two_mode"):
        mg.qap(network, {"x": np.ones((25, 25))}, arrangement_groups="size")
    with pytest.raises(ValueError, match="one per arrangement"):
        mg.qap(
            network, ["arrangement_size"], two_mode=True, permutation="within", groups="wealth",
            arrangement_groups=[1, 2],
        )  # fmt: skip
    with pytest.raises(TypeError, match="two_mode"):
        mg.qap(network, ["arrangement_size"], two_mode=1)
