import pickle
import warnings
from decimal import Decimal, getcontext
from math import comb

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

metrics = pytest.importorskip("sklearn.metrics")

PEERS = {
    "ami": lambda a, b: metrics.adjusted_mutual_info_score(a, b),
    "ami_max": lambda a, b: metrics.adjusted_mutual_info_score(a, b, average_method="max"),
    "ari": metrics.adjusted_rand_score,
    "nmi": metrics.normalized_mutual_info_score,
    "homogeneity": metrics.homogeneity_score,
    "completeness": metrics.completeness_score,
    "v_measure": metrics.v_measure_score,
    "mutual_information": metrics.mutual_info_score,
}


def assert_equals_peer(a, b, tolerance=1e-9):
    found = mg.compare(a, b)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it takes many small groups for a regression target
        for name, peer in PEERS.items():
            if name == "mutual_information" and not len(a):
                continue  # not defined there
            assert getattr(found, name) == pytest.approx(peer(a, b), abs=tolerance), name


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 9)), min_size=0, max_size=60),
)
@settings(max_examples=150, deadline=None)
def test_equals_scikit_learn_on_small_labellings(pairs):
    assert_equals_peer([a for a, _ in pairs], [b for _, b in pairs])


@pytest.mark.parametrize(("n", "k", "noise"), [(355, 14, 0.3), (355, 120, 0.5), (2000, 40, 0.9)])
def test_equals_scikit_learn_on_noisy_copies(n, k, noise):
    rng = np.random.default_rng(n + k)
    a = rng.zipf(1.6, n) % k
    b = np.where(rng.random(n) < noise, rng.integers(0, k, n), a)
    assert_equals_peer(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ([], []),
        ([3], [1]),
        ([1] * 7, [1] * 7),
        ([1] * 7, list(range(7))),
        (list(range(7)), list(range(7))),
        (list(range(6)), [0, 0, 0, 1, 1, 1]),
        ([0, 0, 1, 1], [5, 5, 2, 2]),
        ([0, 0, 1, 1], [0, 1, 0, 1]),
    ],
)
def test_special_cases_are_those_of_scikit_learn(a, b):
    assert_equals_peer(a, b, 1e-12)
    assert_equals_peer(b, a, 1e-12)


def exact_ami(a, b):
    """Rational weights, logarithms to 50 digits: no rounding that matters."""
    getcontext().prec = 60
    n = len(a)
    table = pd.crosstab(np.asarray(a), np.asarray(b)).to_numpy()
    rows, columns = table.sum(1).tolist(), table.sum(0).tolist()
    logs = [Decimal(0), *(Decimal(k).ln() for k in range(1, n + 1))]
    information = (
        sum(
            (
                k * (logs[n] + logs[k] - logs[rows[i]] - logs[columns[j]])
                for (i, j), k in np.ndenumerate(table.astype(object))
                if k
            ),
            Decimal(0),
        )
        / n
    )
    expected = Decimal(0)
    known = {}
    for x in rows:
        for y in columns:
            if (x, y) not in known:
                total = sum(
                    (
                        comb(x, k)
                        * comb(n - x, y - k)
                        * k
                        * (logs[n] + logs[k] - logs[x] - logs[y])
                        for k in range(max(1, x + y - n), min(x, y) + 1)
                    ),
                    Decimal(0),
                )
                known[x, y] = total / (comb(n, y) * n)
            expected += known[x, y]
    entropies = [
        sum((k * (logs[n] - logs[k]) for k in sizes), Decimal(0)) / n for sizes in (rows, columns)
    ]
    return [
        float((information - expected) / (bound - expected))
        for bound in (sum(entropies) / 2, max(entropies))
    ]


@pytest.mark.parametrize(
    ("n", "k", "noise"),
    [(50, 5, 0.5), (355, 17, 0.2), (1000, 30, 0.6), (1000, 300, 0.4), (1000, 2, 0.9)],
)
def test_ami_equals_exact_arithmetic(n, k, noise):
    rng = np.random.default_rng(k)
    a = rng.integers(0, k, n)
    b = np.where(rng.random(n) < noise, rng.zipf(1.5, n) % k, a)
    found = mg.compare(a, b)
    arithmetic, largest = exact_ami(a, b)
    assert found.ami == pytest.approx(arithmetic, abs=1e-12)
    assert found.ami_max == pytest.approx(largest, abs=1e-12)


def test_element_centric_equals_its_definition():
    # Personalised PageRank on the two cluster graphs: 0.9/|C| within a cluster, 0.1 stays.
    rng = np.random.default_rng(3)
    a, b = rng.integers(0, 4, 40), rng.integers(0, 7, 40)

    def affinity(labels):
        same = labels[:, None] == labels[None, :]
        return 0.9 * same / same.sum(1, keepdims=True) + 0.1 * np.eye(len(labels))

    distance = np.abs(affinity(a) - affinity(b)).sum(1) / (2 * 0.9)
    assert mg.compare(a, b).element_centric == pytest.approx(np.mean(1 - distance), abs=1e-12)


def test_a_million_labels():
    # scikit-learn does not finish these; the sums over shuffled labels give AMI near 0.
    rng = np.random.default_rng(0)
    a, b = rng.zipf(1.3, (2, 1_000_000)) % 25_000
    assert abs(mg.compare(a, b).ami) < 1e-3
    assert mg.compare(a, np.random.default_rng(1).permutation(25_000)[a]).ami == 1.0


def test_table_names_the_labels():
    found = mg.compare(["Utrecht", "Zeeland", "Utrecht", "Zeeland"], [3, 3, 7, 3])
    assert found.table.to_dict("list") == {
        "a": ["Utrecht", "Utrecht", "Zeeland"],
        "b": [3, 7, 3],
        "count": [1, 1, 2],
    }
    assert found.crosstab().loc["Zeeland"].tolist() == [2, 0]
    again = pickle.loads(pickle.dumps(found))
    assert again == found
    pd.testing.assert_frame_equal(again.table, found.table)
    assert mg.compare([], []).table.empty


def test_takes_series_strings_and_clusterings():
    class Clustering:
        labels = np.array([0, 0, 1], dtype=np.int32)

    series = pd.Series(["x", "x", "y"])
    assert mg.compare(series, Clustering()).ami == 1.0
    assert mg.compare(series.set_axis([5, 6, 7]), pd.Series([1, 2, 2], [7, 5, 6])).ami == 1.0
    with pytest.raises(ValueError, match="cannot be matched"):
        mg.compare(series.set_axis([5, 6, 7]), Clustering())
    assert mg.compare(np.array([2**40, 2**40, 1]), [True, True, False]).ari == 1.0


@pytest.mark.parametrize("missing", [None, np.nan, pd.NA])
def test_misuse(missing):
    with pytest.raises(ValueError, match="3 labels with 2"):
        mg.compare([0, 1, 2], [0, 1])
    with pytest.raises(ValueError, match="label 1 is missing"):
        mg.compare(pd.Series(["a", missing, "b"]), [0, 1, 2])
    with pytest.raises(ValueError, match="did you mean 'ami'"):
        mg.pairwise([[0, 1]], "amy")
    with pytest.raises(ValueError, match="differ in length"):
        mg.pairwise([[0, 1], [0]])
    with pytest.raises(ValueError, match="threads"):
        mg.pairwise([[0, 1]], threads=0)
    with pytest.raises(ValueError, match="shape"):
        mg.compare([[0, 1]], [[0, 1]])


@pytest.mark.parametrize("measure", ["ami", "ari", "nmi", "vi", "homogeneity", "completeness"])
def test_pairwise_equals_compare(measure):
    rng = np.random.default_rng(5)
    labels = rng.integers(0, 6, (7, 50)).astype(np.int32)
    labels[3] = 9 - labels[1]
    matrix = mg.pairwise(labels, measure, threads=2)
    expected = [[getattr(mg.compare(a, b), measure) for b in labels] for a in labels]
    np.testing.assert_allclose(matrix, expected, atol=1e-13)
    np.testing.assert_array_equal(matrix, mg.pairwise(list(labels), measure, threads=1))
    np.testing.assert_array_equal(matrix, mg.pairwise(labels.astype(np.int64), measure))


def test_pairwise_takes_names():
    names = [["a", "a", "b"], ["x", "y", "y"]]
    matrix = mg.pairwise(names, progress=True)
    assert matrix.shape == (2, 2)
    assert matrix.loc[0, 1] == pytest.approx(mg.compare(*names).ami)
    assert mg.pairwise([]).shape == (0, 0)


def test_pairwise_is_labelled_by_the_names_given():
    network = mg.datasets.load("nl-2020").at("2020-07-01").network()
    found = {"all": mg.leiden(network, seed=1), 2020: mg.leiden(network, seed=2)}
    matrix = mg.pairwise(found, "ari")
    assert list(matrix.index) == list(matrix.columns) == ["all", 2020]
    assert matrix.loc["all", 2020] == mg.compare(found["all"], found[2020]).ari
    assert matrix.loc["all", "all"] == 1
    # By id, as everywhere: a series in another order is the same labelling.
    series = pd.Series(found["all"].labels, index=network.nodes["id"]).sample(
        frac=1, random_state=3
    )
    assert mg.pairwise({"a": found["all"], "b": series}).loc["a", "b"] == 1
    assert mg.pairwise({}).shape == (0, 0)


def test_rand_and_split_join_agree_with_peers():
    igraph = pytest.importorskip("igraph")
    metrics = pytest.importorskip("sklearn.metrics")
    random = np.random.default_rng(8)
    for _ in range(40):
        n = int(random.integers(1, 40))
        a, b = random.integers(0, 6, (2, n))
        found = mg.compare(a, b)
        assert found.rand == pytest.approx(metrics.rand_score(a, b), abs=1e-15)
        assert found.split_join == igraph.compare_communities(
            a.tolist(), b.tolist(), method="split-join"
        )
    assert mg.pairwise([[0, 0, 1], [0, 1, 1]], "split_join").to_numpy().tolist() == [[0, 2], [2, 0]]
    assert mg.pairwise([[0, 0, 1], [0, 1, 1]], "rand").loc[0, 1] == pytest.approx(1 / 3)
