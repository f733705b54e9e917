"""Domains and dates at equal numbers of arrangements."""

import munigraph as mg
import numpy as np
import pandas as pd
import pytest

DAY = "2020-06-01"


def register_of(groups, nodes, themes=None, **columns):
    """A register of arrangements ``{id: members}``, of the themes that their ids begin with."""
    rows = [(name, f"m{i}") for name, members in groups.items() for i in members]
    themes = themes or {name: [name[0]] for name in groups}
    pairs = [(name, theme) for name, some in themes.items() for theme in some]
    return mg.Register.from_tables(
        {"id": [f"m{i}" for i in range(nodes)]},
        {"id": list(groups), **columns},
        {"arrangement": [a for a, _ in rows], "participant": [p for _, p in rows]},
        themes={"arrangement": [a for a, _ in pairs], "theme": [t for _, t in pairs]},
        domains={"x": "ex", "y": "why"},
    )


@pytest.fixture(scope="module")
def pairs():
    """Domain ex: six separate pairs. Domain why: three arrangements of the first four."""
    groups = {f"x{k}": (2 * k, 2 * k + 1) for k in range(6)} | {f"y{k}": range(4) for k in range(3)}
    return register_of(groups, 12).at(DAY)


def rarefied(table, **where):
    frame = pd.DataFrame(table.attrs["rarefied"])
    for name, value in where.items():
        frame = frame[frame[name] == value]
    return frame


def test_by_hand(pairs):
    """Any three of six pairs are three clusters and six isolates; 12 memberships are all six."""
    table = mg.compare_domains(
        pairs, rarefy=True, draws=20, relabellings=9, permutations=0, runs=2, progress=False
    )
    assert table["clusters"].to_dict() == {"ex": 6, "why": 1}
    assert table["clusters_rarefied"].to_dict() == {"ex": 3, "why": 1}
    assert table["isolates_rarefied"].to_dict() == {"ex": 6, "why": 8}
    assert table["clusters_rarefied_low"].to_dict() == {"ex": 3, "why": 1}
    assert rarefied(table, side="ex", equal="memberships", figure="clusters")["mean"].item() == 6
    # Of why's three, all are needed for twelve memberships.
    assert rarefied(table, side="why", equal="memberships", figure="isolates")["mean"].item() == 8
    curve = pd.DataFrame(table.attrs["curves"])
    ex = curve[(curve["side"] == "ex") & (curve["figure"] == "clusters")]
    assert ex["arrangements"].tolist() == [3, 4, 5, 6]
    assert ex["mean"].tolist() == [3, 4, 5, 6]
    # Pairs are dealt among pairs, fours among fours: nothing can be dealt, all differences are 5.
    (test,) = table.attrs["fragmentation"]
    assert (test["a"], test["b"], test["difference"]) == ("ex", "why", 5)
    assert (test["expected"], test["sd"], test["p"]) == (5, 0, 1)


def test_relabelling_against_all_deals():
    """Four pairs, two of each domain, of which two share a member: every deal is enumerated."""
    groups = {"x0": (0, 1), "x1": (1, 2), "y0": (3, 4), "y1": (5, 6)}
    day = register_of(groups, 7).at(DAY)
    table = mg.compare_domains(
        day, rarefy=True, draws=5, relabellings=600, permutations=0, runs=2, progress=False
    )
    (test,) = table.attrs["fragmentation"]
    # Together x0 and x1 are one cluster, apart or with another two: −1 and +1 in one deal of six.
    assert test["difference"] == -1
    assert test["expected"] == pytest.approx(0, abs=0.1)
    assert test["sd"] == pytest.approx((2 / 6) ** 0.5, abs=0.06)
    assert test["p"] == 1
    assert test["two_sided"] == pytest.approx(2 / 6, abs=0.07)


def test_obligations_are_strata():
    """What the law imposes is dealt among itself: here every deal is the same."""
    groups = {"x0": (0, 1), "x1": (1, 2), "y0": (3, 4), "y1": (5, 6)}
    day = register_of(groups, 7, obligation=["imposed", "imposed", "free", "free"]).at(DAY)
    options = {"rarefy": True, "draws": 5, "relabellings": 40, "permutations": 0, "runs": 2}
    (test,) = mg.compare_domains(day, progress=False, **options).attrs["fragmentation"]
    assert (test["expected"], test["sd"]) == (-1, 0)


def test_domain_sets_are_dealt_whole():
    """One arrangement carries both domains, and one of any deal does."""
    groups = {"x0": (0, 1), "y0": (2, 3), "x1": (4, 5)}
    themes = {"x0": ["x"], "y0": ["y"], "x1": ["x", "y"]}
    day = register_of(groups, 6, themes).at(DAY)
    options = {"rarefy": True, "draws": 5, "relabellings": 40, "permutations": 0, "runs": 2}
    table = mg.compare_domains(day, progress=False, **options)
    (test,) = table.attrs["fragmentation"]
    assert table["clusters"].tolist() == [2, 2]
    assert (test["difference"], test["expected"], test["sd"]) == (0, 0, 0)


def tilings():
    """Eight municipalities: x tiles them in four, y and z in two halves; a pair besides of both."""
    halves = [(0, 1, 2, 3), (4, 5, 6, 7)]
    regions = {"x": [(0, 1), (2, 3), (4, 5), (6, 7)], "y": halves, "z": halves}
    groups = {f"{name}{k}": one for name, some in regions.items() for k, one in enumerate(some)}
    groups |= {"x9": (0, 1), "y9": (2, 3)}
    domain = {"x": "ex", "y": "why", "z": "why"}
    register = mg.Register.from_tables(
        participants=pd.DataFrame({"id": [f"m{k}" for k in range(8)]}),
        arrangements=pd.DataFrame(
            {"id": list(groups), "scheme": [None if "9" in one else one[0] for one in groups]}
        ),
        memberships=pd.DataFrame(
            [(one, f"m{k}") for one, some in groups.items() for k in some],
            columns=["arrangement", "participant"],
        ),
        themes=pd.DataFrame([(one, one[0]) for one in groups], columns=["arrangement", "theme"]),
        domains=domain,
    )
    return register.at(DAY)


def test_whole_schemes_against_all_deals():
    """One of three schemes is the first's: x has four clusters, halves are two."""
    options = {"relabellings": 300, "draws": 2, "permutations": 0, "relabelled_runs": 2}
    table = mg.compare_domains(tilings(), rarefy=True, progress=False, **options)
    (test,) = table.attrs["fragmentation"]
    assert table["clusters"].to_dict() == {"ex": 4, "why": 2}
    # Dealt as wholes: x is alone in a third of the deals, as observed; y or z alone makes two
    # clusters, and x with the other half-maker two as well. The pairs lie within regions.
    assert test["difference"] == 2
    assert test["p_schemes"] == pytest.approx(1 / 3, abs=0.09)
    # Region by region, pairs are dealt among pairs and fours among fours: another question.
    assert test["p"] != test["p_schemes"]
    again = mg.compare_domains(tilings(), rarefy=True, progress=False, threads=2, **options)
    assert again.attrs["fragmentation"] == [test]


def test_dealt_schemes_are_never_torn():
    from munigraph.inference._dealing import Hand

    rng = np.random.default_rng(1)
    for _ in range(30):
        n = int(rng.integers(4, 20))
        carries = rng.random((n, 2)) < 0.6
        strata = rng.integers(0, 3, n)
        of_scheme = rng.integers(-1, 3, n)
        schemes = [np.flatnonzero(of_scheme == k).tolist() for k in range(3)]
        hand = Hand.of(carries, strata, schemes)
        dealt = hand.deal(rng)
        seen = np.zeros(n, dtype=int)
        for rows in [*hand.groups, *hand.units]:
            seen[rows] += 1
        assert (seen == carries.any(axis=1)).all()  # each once; what neither has, never
        assert (dealt[seen == 0] == carries[seen == 0]).all()
        for unit in hand.units:
            assert len(np.unique(carries[unit], axis=0)) == 1
            assert len(np.unique(dealt[unit], axis=0)) == 1
        for group in hand.groups:  # a stratum keeps its sets
            assert sorted(map(tuple, dealt[group])) == sorted(map(tuple, carries[group]))
        sets = [sorted(tuple(table[unit[0]]) for unit in hand.units) for table in (carries, dealt)]
        assert sets[0] == sets[1]


def test_without_schemes_there_is_no_second_test(pairs):
    found = mg.compare_fragmentation(pairs, pairs, draws=2, relabellings=3, progress=False)
    assert np.isnan(found.p_schemes)
    assert not len(found.relabelled_schemes)
    with_them = mg.compare_fragmentation(
        tilings(), tilings(), draws=2, relabellings=3, progress=False
    )
    # Both have the same schemes: to deal them changes nothing.
    assert np.isnan(with_them.two_sided_schemes)


@pytest.mark.parametrize("seed", [0, 1])
def test_draws_are_subsets_naively(seed):
    """Rarefied figures of isolates against choosing arrangements with numpy."""
    snapshot = mg.synthetic(municipalities=30, arrangements=60, clusters=3, seed=seed).at(DAY)
    domains = snapshot.arrangement_themes["domain"].value_counts()
    table = mg.compare_domains(
        snapshot, [*domains.index[:2], domains.index[-1]], rarefy=True, draws=400,
        relabellings=0, permutations=0, runs=1, progress=False,
    )  # fmt: skip
    least = int(table["arrangements"].min())
    rng = np.random.default_rng(seed)
    member = snapshot.memberships.groupby("arrangement")["participant"].agg(set)
    for domain in table.index:
        ids = snapshot.network(domain=domain).arrangements["id"].to_numpy()
        lone = [
            30 - len(set().union(*member[rng.choice(ids, least, replace=False)]))
            for _ in range(400)
        ]
        error = 3.5 * np.std(lone) * (2 / 400) ** 0.5 + 1e-9
        assert table.loc[domain, "isolates_rarefied"] == pytest.approx(np.mean(lone), abs=error)


def test_without_rarefying_nothing_changes(pairs):
    plain = mg.compare_domains(pairs, permutations=0, runs=2, progress=False)
    more = mg.compare_domains(
        pairs, permutations=0, runs=2, rarefy=True, draws=2, relabellings=0, progress=False
    )
    assert not any("rarefied" in name for name in plain.columns)
    pd.testing.assert_frame_equal(more[plain.columns], plain)
    assert np.isnan(more.attrs["fragmentation"][0]["p"])


def test_two_dates():
    """What is in both with the same members keeps being in both."""
    groups = {f"x{k}": (2 * k, 2 * k + 1) for k in range(6)}
    ends = [None] * 4 + ["2020-07-01"] * 2
    register = register_of(groups, 12, valid_from=["2019-01-01"] * 6, valid_to=ends)
    a, b = register.at("2020-06-01"), register.at("2021-01-01")
    found = mg.compare_fragmentation(a, b, draws=10, relabellings=30, runs=2, progress=False)
    assert found.names == ("2020-06-01", "2021-01-01")
    assert found.difference == 2
    assert (found.expected, found.p) == (2, 1)  # six and four pairs, whoever they are
    clusters = found.table[found.table["figure"] == "clusters"]
    equal = clusters[clusters["equal"] == "arrangements"]
    assert equal["observed"].tolist() == [6, 4]
    assert equal["mean"].tolist() == [4, 4]
    assert "p 1" in repr(found)
    other = mg.compare_fragmentation(b, a, names=("late", "early"), draws=4, relabellings=5, runs=1)
    assert other.difference == -2
    assert other.names == ("late", "early")


def test_two_registers_without_a_municipality_in_common(pairs):
    rows = {"arrangement": ["q", "q"], "participant": ["far", "away"]}
    other = mg.Register.from_tables(memberships=rows).at(DAY)
    found = mg.compare_fragmentation(pairs, other, draws=4, relabellings=5, runs=1, progress=False)
    assert np.isnan(found.p)
    assert "no municipality in common" in repr(found)
    assert found.difference == 4  # pairs, two of which why joins, less one


def test_threads_and_seeds(pairs):
    options = {"draws": 5, "relabellings": 5, "runs": 2, "progress": False}
    one = mg.compare_fragmentation(pairs, pairs, threads=1, **options)
    two = mg.compare_fragmentation(pairs, pairs, threads=2, **options)
    pd.testing.assert_frame_equal(one.table, two.table)
    assert one.relabelled.tolist() == two.relabelled.tolist()
    assert one.difference == 0


def test_misuse(pairs):
    with pytest.raises(ValueError, match="whole network"):
        mg.compare_domains(pairs, rarefy=True, split_domains=True)
    with pytest.raises(ValueError, match="whole network"):
        mg.compare_fragmentation(pairs, pairs, backbone="disparity")
    with pytest.raises(ValueError, match="relabellings"):
        mg.compare_fragmentation(pairs, pairs, relabellings=-1)
    with pytest.raises(TypeError, match="rarefy"):
        mg.compare_domains(pairs, rarefy="yes")


def test_the_dutch_claim():
    """Social has more clusters, but more arrangements, too: fewer make more clusters of it."""
    snapshot = mg.datasets.load("nl-2020").at("2020-07-01")
    table = mg.compare_domains(
        snapshot, ["social", "physical"], rarefy=True, draws=60, relabellings=60, permutations=0,
        relabelled_runs=3, progress=False,
    )  # fmt: skip
    assert table.loc["social", "arrangements"] == 281
    assert table.loc["physical", "arrangements"] == 67
    assert table.loc["social", "clusters_rarefied"] == pytest.approx(22.6, abs=1.5)
    (test,) = table.attrs["fragmentation"]
    assert test["expected"] < 0 < test["difference"]
