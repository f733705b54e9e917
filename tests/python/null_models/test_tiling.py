"""Statutory regions drawn anew as regions that tile."""

import pickle

import munigraph as mg
import networkx
import numpy as np
import pandas as pd
import pytest
from munigraph.null_models._schemes import apart, find_schemes

SIDE = 8
CELLS = SIDE * SIDE


def cell(i):
    return f"m{i:02d}"


def quarters(i):
    """16 regions of 2 × 2."""
    return i // SIDE // 2 * 4 + i % SIDE // 2


def country(*, provinces=None, schemes=True, free=40, stars=False, seed=0, themes=False):
    """64 municipalities on a grid, in 16 regions of fire services and, all but one, of health; and
    arrangements that neighbours in no scheme make."""
    rng = np.random.default_rng(seed)
    rows, arrangements = [], []

    def add(name, members, scheme, obligation, host=None):
        arrangements.append((name, scheme, obligation, "star" if host is not None else "clique"))
        rows.extend((name, cell(i), "host" if i == host else "member") for i in members)

    for scheme in ("fire", "health"):
        for region in range(16):
            members = [i for i in range(CELLS) if quarters(i) == region]
            if scheme == "health":
                members = [i for i in members if i != CELLS - 1]
            host = members[0] if stars and scheme == "health" else None
            add(f"{scheme}{region:02d}", members, scheme, "imposed", host)
    for k in range(free):
        first = int(rng.integers(CELLS))
        near = sorted(range(CELLS), key=lambda j: ((j - first) % SIDE) ** 2 + (j // SIDE) ** 2)
        some = rng.choice([j for j in near[:40] if j != first], 2, replace=False)
        add(f"free{k:02d}", [first, *map(int, some)], "", "free")
    table = pd.DataFrame(arrangements, columns=["id", "scheme", "obligation", "structure"])
    if not schemes:
        table = table.drop(columns="scheme")
    about = [(a, "safety" if a.startswith("fire") else "care") for a in table["id"]]
    theme = pd.DataFrame(about, columns=["arrangement", "theme"]) if themes else None
    register = mg.Register.from_tables(
        {
            "id": [cell(i) for i in range(CELLS)],
            "kind": ["municipality"] * CELLS,
            "population": [1000.0 * (1 + i) for i in range(CELLS)],
            "lon": [4 + 0.1 * (i % SIDE) + 0.001 * rng.random() for i in range(CELLS)],
            "lat": [52 + 0.06 * (i // SIDE) + 0.001 * rng.random() for i in range(CELLS)],
            "province": [str((provinces or quarters)(i)) for i in range(CELLS)],
        },
        table.assign(kind="cooperation", legal_form="public_body", valid_from="2019-01-01"),
        pd.DataFrame(rows, columns=["arrangement", "participant", "role"]).assign(
            valid_from="2019-01-01"
        ),
        themes=theme,
    )
    return register.at("2020-06-01").network()


@pytest.fixture(scope="module")
def network():
    return country()


@pytest.fixture(scope="module")
def model(network):
    return mg.tiling(network, others="curveball")


def regions_of(network):
    return network.memberships.groupby("arrangement")["participant"].agg(frozenset)


def test_it_finds_the_schemes_and_says_what_it_keeps(model):
    table = model.schemes.set_index("scheme")
    assert table["regions"].to_dict() == {"fire": 16, "health": 16}
    assert table["nodes"].to_dict() == {"fire": 64, "health": 63}
    assert model.adjacency == "delaunay"
    # 15 of 16 regions are equal; the last has a member less.
    assert model.kept.loc["equal", "observed"] == 30 / 32
    assert model.kept.loc["equal", "drawn"] >= 28 / 32
    assert model.kept.loc["connected"].min() > 0.9
    assert model.outside <= 0.1
    curve = model.mixing.set_index("scheme").loc["fire"]
    assert curve["agreement"].iloc[0] == 1
    assert curve["agreement"].iloc[-1] < 0.7
    assert "fire, health" in model._repr_html_()


def test_draws_tile_and_coincide(network, model):
    graph = networkx.from_pandas_edgelist(model.neighbours)
    everyone = set(network.nodes["id"])
    for seed in range(10):
        drawn = regions_of(model.sample(seed))
        fire = [drawn[f"fire{k:02d}"] for k in range(16)]
        assert sum(map(len, fire)) == 64
        assert frozenset().union(*fire) == everyone
        assert all(3 <= len(one) <= 5 for one in fire)
        assert all(networkx.is_connected(graph.subgraph(one)) for one in fire)
        same = sum(drawn[f"fire{k:02d}"] == drawn[f"health{k:02d}"] for k in range(16))
        assert same >= 14
        # Curveball keeps everybody's number of the others.
        for name in ("m00", "m17"):
            of = [a for a, members in drawn.items() if name in members and a.startswith("free")]
            own = regions_of(network)
            assert len(of) == sum(
                name in members for a, members in own.items() if a.startswith("free")
            )


def test_draws_depend_on_the_seed_alone(network, model):
    again = mg.tiling(network, others="curveball", threads=2)
    for one in (again, pickle.loads(pickle.dumps(model))):
        pd.testing.assert_frame_equal(one.sample(3).memberships, model.sample(3).memberships)
    assert not model.sample(4).memberships.equals(model.sample(3).memberships)


def test_a_register_is_drawn_with_its_hosts():
    network = country(stars=True)
    model = mg.tiling(network, others="curveball")
    drawn, as_network = model.sample_snapshot(2), model.sample(2)
    redrawn = drawn.network()
    own = regions_of(as_network)
    assert regions_of(redrawn).to_dict() == own.to_dict()
    hosts = {}
    for seed in range(20):
        hosted = model.sample_snapshot(seed).network().memberships
        hosted = hosted[hosted["host"]] if hosted["host"].dtype == bool else hosted
        for a, p in hosted[["arrangement", "participant"]].itertuples(index=False):
            if a.startswith("health"):
                hosts.setdefault(a, set()).add(p)
    assert all(len(one) > 3 for one in hosts.values())


def test_schemes_by_theme_where_there_is_no_column():
    network = country(schemes=False, themes=True)
    # "care" holds the free ones too, which nothing lays down.
    assert {name: len(one) for name, one in find_schemes(network).items()} == {
        "safety": 16,
        "care": 16,
    }
    sets = [frozenset(x) for x in ("ab", "cd", "ef", "bce", "af")]
    assert apart([0, 1, 2, 3], sets) == [0, 1, 2]
    assert apart([0, 1, 2, 4], sets) == [0, 1, 2]
    assert apart([0, 1], [frozenset("abc"), frozenset("ad")]) == [0]


def test_given_schemes_and_borders(network):
    names = {f"fire{k:02d}": "x" for k in range(16)}
    own = mg.tiling(network, others="curveball", schemes=names)
    assert own.schemes["scheme"].tolist() == ["x"]
    by_column = mg.tiling(network, others="curveball", schemes="scheme")
    assert by_column.schemes["scheme"].tolist() == ["fire", "health"]
    grid = networkx.grid_2d_graph(SIDE, SIDE)
    borders = [(cell(a * SIDE + b), cell(c * SIDE + d)) for (a, b), (c, d) in grid.edges]
    model = mg.tiling(network, others="curveball", borders=[*borders, ("m00", "elsewhere")])
    assert model.adjacency == "borders"
    assert {frozenset(pair) for pair in model.neighbours.itertuples(index=False)} == {
        frozenset(pair) for pair in borders
    }
    table = pd.DataFrame(borders, columns=["a", "b"])
    same = mg.tiling(network, others="curveball", borders=table)
    assert regions_of(same.sample(1)).equals(regions_of(model.sample(1)))
    gabriel = mg.tiling(network, others="curveball", adjacency="gabriel")
    pairs = {frozenset(p) for p in gabriel.neighbours.itertuples(index=False)}
    assert pairs < {
        frozenset(p)
        for p in mg.tiling(network, others="curveball").neighbours.itertuples(index=False)
    }


def test_gravity_draws_the_others(network):
    model = mg.tiling(network)
    assert isinstance(model.others, mg.null_models.Gravity)
    drawn = model.sample(1)
    sizes = regions_of(drawn).map(len)
    assert (sizes[[f"free{k:02d}" for k in range(40)]] == 3).all()


def test_it_is_a_null_like_any_other(network):
    found = mg.significance(
        network, null="tiling", statistic=["group_share", "alignment"], draws=5, progress=False
    )
    one = found["tiling", "group_share"]
    assert one.refit == "none"
    assert one.fit["schemes"] == "fire, health"
    assert np.isfinite(one.draws).all()


def test_what_is_no_tiling_is_refused(network):
    bare = mg.synthetic(municipalities=30, arrangements=36, clusters=3, seed=2).at(2020).network()
    with pytest.raises(ValueError, match="no scheme of regions found"):
        mg.tiling(bare)
    with pytest.raises(ValueError, match="no arrangement 'nowhere'"):
        mg.tiling(network, schemes={"nowhere": "x"})
    with pytest.raises(ValueError, match="3 names for 72 arrangements"):
        mg.tiling(network, schemes=["a", "b", "c"])
    with pytest.raises(ValueError, match="none of 1 pairs"):
        mg.tiling(network, others="curveball", borders=[("x", "y")])
    with pytest.raises(ValueError, match="no pair of ids"):
        mg.tiling(network, others="curveball", borders=["m00"])
    with pytest.raises(ValueError, match="gabriel"):
        mg.tiling(network, adjacency="gabrial")
    nowhere = pd.Series(np.nan, index=network.nodes["id"])
    with pytest.raises(ValueError, match="do not touch"):
        mg.tiling(network, others="curveball", borders=[("m00", "m01")], lon=nowhere)


def test_planted_and_chance():
    """Provinces that are unions of regions stand out; provinces that have nothing to do with them
    do so one time in twenty. One free arrangement in two lies within a province of the planted."""
    draws, reject = 19, []
    for seed in range(12):
        # Chance: regions drawn by the null itself, against fixed provinces.
        base = country(seed=seed, free=10, provinces=lambda i: i % SIDE // 3)
        made = mg.tiling(base, others="curveball").sample(1000 + seed)
        one = mg.significance(
            made,
            null=mg.tiling(made, others="curveball"),
            statistic="group_share",
            draws=draws,
            seed=seed,
            alternative="greater",
            progress=False,
        )
        reject.append(one.p <= 0.05)
    # 5% of 12: four or more have a chance of .002.
    assert sum(reject) <= 3
    planted = country(free=10)
    found = mg.significance(
        planted, null=mg.tiling(planted, others="curveball"), statistic="group_share", draws=39,
        alternative="greater", progress=False,
    )  # fmt: skip
    assert found.p == 1 / 40
