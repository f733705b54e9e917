"""Clusters of several layers together: by hand, by enumeration, invariants, published values."""

import functools
import itertools

import munigraph as mg
import networkx as nx
import numpy as np
import pytest

TOLERANCE = 1e-9


def network_of(ties, n):
    source, target, *weight = zip(*ties, strict=True)
    return mg.Network.from_edges(source, target, *weight, n=n)


def matrix(network):
    return network.to_scipy().toarray()


def value(matrices, labels, coupling, layers="ordered", scaled=True, gamma=1.0, cpm=False):
    """Q by its definition; labels (layers, n), −1 for a node that is not there."""
    total = 0.0
    for a, row in zip(matrices, labels, strict=True):
        twice = a.sum()
        if twice == 0:
            continue
        k = a.sum(axis=0)
        there = row >= 0
        expected = gamma * (1 - np.eye(len(a))) if cpm else gamma * np.outer(k, k) / twice
        same = (row[:, None] == row) & there[:, None] & there
        total += ((a - expected)[same]).sum() / (twice if scaled else 1)
    for column in labels.T:
        own = column[column >= 0]
        pairs = itertools.pairwise(own) if layers == "ordered" else itertools.combinations(own, 2)
        total += 2 * coupling * sum(int(x == y) for x, y in pairs)
    return total


@functools.cache
def partitions(n):
    """All labellings of n things, each once: int8 (Bell number, n)."""
    rows = np.zeros((1, 1), np.int8)
    for _ in range(n - 1):
        top = rows.max(axis=1)
        rows = np.concatenate(
            [
                np.column_stack([rows[top + 1 >= label], np.full((top + 1 >= label).sum(), label)])
                for label in range(top.max() + 2)
            ]
        ).astype(np.int8)
    return rows


def best_by_enumeration(matrices, coupling, *, layers="ordered", scaled=True, gamma=1.0, cpm=False):
    """The largest Q over all labellings of the copies, summed pair by pair of copies."""
    n = len(matrices[0])
    copies = len(matrices) * n
    pair = np.zeros((copies, copies))
    for t, a in enumerate(matrices):
        twice, k = a.sum(), a.sum(axis=0)
        expected = gamma * (1 - np.eye(n)) if cpm else gamma * np.outer(k, k) / twice
        here = slice(t * n, t * n + n)
        pair[here, here] = (a - expected) / (twice if scaled else 1)
    for t, u in itertools.combinations(range(len(matrices)), 2):
        if layers == "categorical" or u == t + 1:
            pair[range(t * n, t * n + n), range(u * n, u * n + n)] = 2 * coupling
    labels = partitions(copies)
    total = np.full(len(labels), np.trace(pair))
    for x, y in itertools.combinations(range(copies), 2):
        if weight := pair[x, y] + pair[y, x]:
            total += weight * (labels[:, x] == labels[:, y])
    return total.max()


SLICES = (
    [(0, 1), (0, 2), (1, 2), (2, 3), (3, 4)],
    [(0, 1), (1, 2), (2, 3), (2, 4), (3, 4)],
)


class TestSlices:
    """Two slices of five nodes, whose optima are known by enumeration."""

    @pytest.fixture
    def slices(self):
        return [network_of(ties, 5) for ties in SLICES]

    @pytest.mark.parametrize("coupling", [0.7, 0.71, 1, 5, 1e6])
    def test_one_labelling_from_seven_tenths(self, slices, coupling):
        found = mg.multilayer(slices, coupling=coupling, normalise="none")
        assert (found.labels[0] == found.labels[1]).all()
        assert found.layer_quality.sum() == pytest.approx(3)
        scaled = mg.multilayer(slices, coupling=coupling / 10)
        assert (scaled.labels[0] == scaled.labels[1]).all()
        assert scaled.layer_quality.sum() == pytest.approx(0.3)

    @pytest.mark.parametrize("coupling", [0.001, 0.1, 0.4, 0.69, 0.6999])
    def test_less_below(self, slices, coupling):
        found = mg.multilayer(slices, coupling=coupling, normalise="none")
        assert found.coupled == 4
        assert found.layer_quality.sum() == pytest.approx(22 / 5)
        assert found.quality == pytest.approx(22 / 5 + 2 * coupling * 4)
        scaled = mg.multilayer(slices, coupling=coupling / 10)
        assert scaled.quality == pytest.approx(found.quality / 10)

    def test_by_enumeration(self, slices):
        matrices = [matrix(one) for one in slices]
        for coupling in (0.0, 0.3, 0.69, 0.71):
            best = best_by_enumeration(matrices, coupling, scaled=False)
            found = mg.multilayer(slices, coupling=coupling, normalise="none")
            assert found.quality == pytest.approx(best)


@pytest.mark.parametrize("seed", range(12))
def test_small_cases_by_enumeration(seed):
    random = np.random.default_rng(seed)
    count, n = ((2, 5), (3, 3))[seed % 2]
    networks = []
    for _ in range(count):
        ties = [(i, j, int(random.integers(1, 4))) for i in range(n) for j in range(i)
                if random.random() < 0.6]  # fmt: skip
        networks.append(network_of(ties or [(0, 1, 1)], n))
    matrices = [matrix(one) for one in networks]
    for layers, scaled, cpm in itertools.product(("ordered", "categorical"), (True, False), (0, 1)):
        coupling = float(random.choice([0.02, 0.05, 0.3, 1.0]))
        gamma = float(random.choice([0.5, 1.0, 1.5]))
        options = {"layers": layers, "scaled": scaled, "gamma": gamma, "cpm": bool(cpm)}
        best = best_by_enumeration(matrices, coupling, **options)
        found = mg.multilayer(
            networks,
            coupling=coupling,
            layers=layers,
            normalise="layer" if scaled else "none",
            quality="cpm" if cpm else "modularity",
            resolution=gamma,
        )
        assert found.quality == pytest.approx(
            value(matrices, found.labels, coupling, **options), abs=TOLERANCE
        )
        assert found.quality == pytest.approx(best, abs=TOLERANCE)


def gains(matrices, labels, coupling, **options):
    """Every move of a copy and of coupled copies of a node with one label, and every merge."""
    start = value(matrices, labels, coupling, **options)
    groups = set(labels[labels >= 0].tolist())
    fresh = max(groups) + 1
    for a, b in itertools.combinations(groups, 2):
        yield (
            "merge",
            value(matrices, np.where(labels == a, b, labels), coupling, **options) - start,
        )
    for i in range(labels.shape[1]):
        there = np.flatnonzero(labels[:, i] >= 0)
        stretches = [[t] for t in there]
        for t in range(len(there) - 1):
            if labels[there[t], i] == labels[there[t + 1], i]:
                whole = [there[t]]
                while t + 1 < len(there) and labels[there[t + 1], i] == labels[there[t], i]:
                    t += 1
                    whole.append(there[t])
                stretches.append(whole)
        for rows in stretches:
            for target in (*groups, fresh):
                moved = labels.copy()
                moved[rows, i] = target
                yield f"move {i} in {rows}", value(matrices, moved, coupling, **options) - start


@pytest.mark.parametrize("coupling", [0.0, 0.002, 0.02, 0.2])
@pytest.mark.parametrize("seed", range(3))
def test_converged(seed, coupling):
    random = np.random.default_rng(seed)
    networks = []
    for _ in range(3):
        group = np.arange(18) // 6
        group[random.integers(0, 18, 3)] = random.integers(0, 3, 3)
        chance = np.where(group[:, None] == group, 0.5, 0.1)
        source, target = np.nonzero(np.triu(random.random((18, 18)) < chance, 1))
        networks.append(mg.Network.from_edges(source, target, n=18))
    found = mg.multilayer(networks, coupling=coupling, starts=1, seed=seed)
    for what, gain in gains([matrix(n) for n in networks], found.labels, coupling):
        assert gain <= TOLERANCE, what


@pytest.fixture(scope="module")
def years():
    register = mg.synthetic(municipalities=40, arrangements=60, clusters=4, seed=1, history=True)
    return {year: register.at(year).network() for year in (2010, 2012, 2014)}


class TestInvariants:
    def test_apart_without_coupling(self, years):
        for seed in (0, 5):
            found = mg.multilayer(years, coupling=0, seed=seed)
            total = 0.0
            for t, network in enumerate(years.values()):
                alone = mg.leiden(network, seed=seed)
                row = found.labels[t]
                assert mg.compare(row[row >= 0], alone.labels).ari == pytest.approx(1)
                assert found.layer_quality[t] == pytest.approx(alone.quality)
                total += alone.quality
            assert found.quality == pytest.approx(total)
            assert found.coupled == 0

    def test_one_layer_is_leiden(self, years):
        network = years[2010]
        found = mg.multilayer([network], coupling=1)
        assert found.quality >= mg.leiden(network).quality - TOLERANCE
        assert found.pairs == 0

    def test_one_labelling_where_coupling_is_large(self, years):
        found = mg.multilayer(years, coupling=100)
        assert found.coupled == found.pairs
        for column in found.labels.T:
            assert len(set(column[column >= 0])) == 1
        more = mg.multilayer(years, coupling=1e9)
        assert (more.labels == found.labels).all()

    def test_less_quality_and_more_together_as_coupling_grows(self, years):
        runs = [mg.multilayer(years, coupling=w) for w in (1e-4, 1e-3, 1e-2, 1e-1, 1)]
        together = [run.coupled for run in runs]
        apart = [run.layer_quality.sum() for run in runs]
        assert together == sorted(together)
        assert apart == sorted(apart, reverse=True)

    def test_deterministic(self, years):
        runs = [
            mg.multilayer(years, coupling=0.01, seed=3, threads=threads) for threads in (1, 2, 1)
        ]
        for run in runs[1:]:
            assert (run.labels == runs[0].labels).all()
            assert run.quality == runs[0].quality

    def test_a_node_that_a_layer_lacks_has_no_copy(self, years):
        found = mg.multilayer(years, coupling=0.05)
        for t, network in enumerate(years.values()):
            there = found.ids[found.labels[t] >= 0]
            assert set(there) == set(network.nodes["id"])
        assert len(found.table) == sum(n.node_count for n in years.values())
        assert found.sizes.sum(axis=1).tolist() == [n.node_count for n in years.values()]
        assert found.sizes.index.tolist() == list(years)
        assert "3 layers" in repr(found)

    def test_ordered_couples_over_a_gap(self):
        """Nodes 0 and 1 are in the first and third layer: these copies are successive."""
        a, b = network_of([(0, 1)], 2), network_of([(0, 1)], 2)
        gap = mg.synthetic(municipalities=5, arrangements=5, clusters=1, seed=0)
        between = gap.at("2020-06-01").network()
        found = mg.multilayer([a, between, b], coupling=1)
        assert found.pairs == found.coupled == 2
        assert (found.labels[0, :2] == found.labels[2, :2]).all()

    def test_clusters_are_numbered_by_size(self, years):
        found = mg.multilayer(years, coupling=0.001)
        counts = np.bincount(found.labels[found.labels >= 0])
        assert (np.diff(counts) <= 0).all()
        assert (counts > 1).sum() == found.clusters
        assert (counts == 1).sum() == found.singletons

    def test_layers_without_ties(self):
        empty = mg.Network.from_edges([], [], n=3)
        found = mg.multilayer([empty, network_of([(0, 1)], 3)], coupling=0.1)
        assert found.layer_quality[0] == 0
        assert found.coupled == 3
        assert mg.multilayer([empty, empty], coupling=0).quality == 0


def test_days_that_go_forth_and_back_need_names():
    register = mg.synthetic(30, 40, clusters=3, history=True, seed=1)
    early, middle, late = (register.at(year).network() for year in (2015, 2017, 2019))
    shuffled = [early, late, middle]
    with pytest.raises(ValueError, match="2015-07-01, 2019-07-01, 2017-07-01: expected them in"):
        mg.multilayer(shuffled, coupling=0.1)
    assert mg.multilayer(shuffled, coupling=0.1, layers="categorical").order == "categorical"
    assert mg.multilayer(dict(enumerate(shuffled)), coupling=0.1).layers == (0, 1, 2)
    forth, back = (mg.multilayer(days, coupling=0.1, starts=2)
                   for days in ([early, middle, late], [late, middle, early]))  # fmt: skip
    assert forth.pairs == back.pairs


def test_misuse():
    network = network_of([(0, 1)], 2)
    for arguments, error, text in (
        ({"coupling": -1}, ValueError, "coupling"),
        ({"coupling": float("inf")}, ValueError, "coupling"),
        ({"coupling": float("nan")}, ValueError, "coupling"),
        ({"coupling": 1e101}, ValueError, "from 0 to 1e100"),
        ({"coupling": 1, "layers": "order"}, ValueError, "known are ordered, categorical"),
        ({"coupling": 1, "normalise": "layers"}, ValueError, "did you mean 'layer'"),
        ({"coupling": 1, "quality": "cpm"}, ValueError, "no default resolution"),
        ({"coupling": 1, "starts": 0}, ValueError, "starts"),
    ):
        with pytest.raises(error, match=text):
            mg.multilayer([network, network], **arguments)
    with pytest.raises(ValueError, match="no networks"):
        mg.multilayer([], coupling=1)
    with pytest.raises(TypeError, match="expected several"):
        mg.multilayer(network, coupling=1)
    with pytest.raises(TypeError, match="got str"):
        mg.multilayer(["nl-2020"], coupling=1)
    for other in (5, None):
        with pytest.raises(TypeError, match="in a list or by name, got"):
            mg.multilayer(other, coupling=1)


def test_karate():
    """Best found for Zachary's club and the club without three of its ties."""
    ties = [(a, b) for a, b in nx.karate_club_graph().edges()]
    less = [tie for tie in ties if tie not in ((0, 1), (0, 2), (0, 3))]
    networks = [network_of(one, 34) for one in (ties, less)]
    # At ω = 0 every layer is one run of its own: the best known is the best of a few.
    apart = [mg.multilayer(networks, coupling=0, seed=seed).layer_quality for seed in range(60)]
    assert np.max(apart, axis=0).sum() == pytest.approx(0.842723, abs=1e-6)
    # Many starts: whatever the seed.
    for seed in range(20):
        barely = mg.multilayer(networks, coupling=1e-6, seed=seed)
        assert barely.layer_quality.sum() == pytest.approx(0.842723, abs=1e-6)
        common = mg.multilayer(networks, coupling=10, seed=seed)
        assert common.coupled == 34
        assert common.layer_quality.sum() == pytest.approx(0.833834, abs=1e-6)


def test_large_couplings():
    """Up to what weights can be; the text that shows it stays short."""
    slices = [network_of(ties, 5) for ties in SLICES]
    found = mg.multilayer(slices, coupling=1e100)
    assert found.coupled == found.pairs
    assert found.quality == 2e100 * found.pairs
    assert len(repr(found)) < 250


def test_the_dutch_years(dutch):
    """Copies moved one by one get stuck at 9.3549 where ω is 20."""
    fixed = dutch.on_geography("2026-05-01")[0]
    days = [*(f"{year}-07-01" for year in range(2016, 2026)), "2026-05-01"]
    years = {day: fixed.at(day).network() for day in days}
    apart = mg.multilayer(years, coupling=0)
    assert apart.labels.shape == (11, 342)
    assert apart.quality >= 9.4346
    for coupling in (1, 20):
        one = mg.multilayer(years, coupling=coupling)
        assert one.coupled == one.pairs == 3420
        assert one.layer_quality.sum() >= 9.4191
        assert one.clusters == 14
