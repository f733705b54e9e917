"""Draws of a null model as registers."""

import pickle

import munigraph as mg
import numpy as np
import pandas as pd
import pytest

NULLS = {
    "curveball": lambda n: mg.null_models.Curveball(n),
    "bicm": mg.bicm,
    "gravity": lambda n: mg.gravity(n, progress=False),
}


@pytest.fixture(scope="module")
def snapshot():
    return mg.synthetic(municipalities=40, arrangements=60, clusters=4, seed=3).at("2020-06-01")


@pytest.fixture(scope="module")
def by_hand():
    """A star whose host is a water board, a star of municipalities, one that is over, one of one
    municipality, one of another kind."""
    groups = {"a": "pqr", "b": "pst", "c": "qrst", "old": "pq", "one": "tw", "div": "qs"}
    rows = [(name, one) for name, members in groups.items() for one in members]
    rows.append(("a", "w"))
    roles = ["host" if row in (("a", "w"), ("b", "p")) else "member" for row in rows]
    return mg.Register.from_tables(
        {
            "id": list("pqrstw"),
            "kind": ["municipality"] * 5 + ["water_board"],
            "population": [10_000.0, 20_000, 30_000, 40_000, 50_000, 60_000],
            "lon": [5.0, 5.1, 5.2, 5.3, 5.4, 5.5],
            "lat": [52.0, 52.1, 52.0, 52.3, 52.4, 52.1],
        },
        {
            "id": list(groups),
            "kind": ["cooperation"] * 5 + ["division"],
            "structure": ["star", "star"] + ["clique"] * 4,
            "obligation": ["imposed"] + ["free"] * 5,
            "legal_form": ["public_body"] * 6,
            "valid_from": ["2019-01-01"] * 6,
            "valid_to": [None, None, None, "2019-06-01", None, None],
            "parent": [None, "old", "a", None, None, None],
            "colour": list("rgbrgb"),
        },
        {
            "arrangement": [a for a, _ in rows],
            "participant": [p for _, p in rows],
            "role": roles,
            "valid_from": ["2019-02-01"] * len(rows),
        },
        themes={"arrangement": ["a", "b", "old"], "theme": ["care", "waste", "care"]},
        domains={"care": "social", "waste": "physical"},
    )


@pytest.mark.parametrize("null", NULLS)
def test_a_draw_by_hand(by_hand, null):
    """Members change; who is no municipality, hosts and all that is known of an arrangement
    stay."""
    day = by_hand.at("2020-01-01")
    model = NULLS[null](day.network())
    drawn = model.sample_snapshot(5)
    assert drawn.date == day.date
    members = drawn.memberships.groupby("arrangement")["participant"].agg(set)
    before = day.arrangements.assign(parent=[None, None, "a", None, None])
    before = before[before["id"].isin(members.index)].reset_index(drop=True)
    pd.testing.assert_frame_equal(drawn.arrangements, before, check_dtype=False)
    pd.testing.assert_frame_equal(drawn.arrangement_themes, day.arrangement_themes)
    pd.testing.assert_frame_equal(drawn.participants, day.participants)
    assert drawn.register.domains == by_hand.domains
    assert "w" in members["a"]  # a host that is no municipality
    assert members["one"] == {"t", "w"}  # too few municipalities to draw
    hosts = drawn.memberships[drawn.memberships["role"] == "host"]
    assert set(zip(hosts["arrangement"], hosts["participant"], strict=True)) == {
        ("a", "w"), ("b", "p")
    }  # fmt: skip
    if null != "bicm":
        assert {name: len(members[name]) for name in ("a", "b", "c", "div")} == {
            "a": 4, "b": 3, "c": 4, "div": 2
        }  # fmt: skip


def test_arrangements_that_the_network_leaves_out_are_drawn_too(by_hand):
    day = by_hand.at("2020-01-01")
    for options in ({}, {"domain": "social"}, {"weighting": "count"}):
        model = mg.null_models.Curveball(day.network(**options))
        draws = [model.sample_snapshot(seed).memberships for seed in range(30)]
        for name in ("c", "div"):
            seen = {frozenset(d.loc[d["arrangement"] == name, "participant"]) for d in draws}
            assert len(seen) > 1, (options, name)


@pytest.mark.parametrize("null", NULLS)
def test_a_draw_is_that_of_sample(snapshot, null):
    """Of a model of all arrangements, network and register of a seed are one draw."""
    network = snapshot.network(arrangement_kinds=None)
    model = NULLS[null](network)
    drawn = model.sample_snapshot(7)
    made = drawn.network(arrangement_kinds=None)
    own = model.sample(7)
    table = own.edges.sort_values(["source", "target"], ignore_index=True)
    pd.testing.assert_frame_equal(
        made.edges.sort_values(["source", "target"], ignore_index=True), table
    )
    again = pickle.loads(pickle.dumps(model)).sample_snapshot(7)
    pd.testing.assert_frame_equal(again.memberships, drawn.memberships)
    other = model.sample_snapshot(8).memberships
    assert not other.equals(drawn.memberships)
    assert made.nodes["id"].tolist() == network.nodes["id"].tolist()


def test_curveball_keeps_every_degree(snapshot):
    model = mg.null_models.Curveball(snapshot.network())
    for seed in range(3):
        drawn = model.sample_snapshot(seed)
        for side in ("participant", "arrangement"):
            counts = [s.memberships[side].value_counts().sort_index() for s in (snapshot, drawn)]
            pd.testing.assert_series_equal(*counts)


def test_arrangements_that_lose_all_members_are_left_out(snapshot):
    """BiCM keeps sizes on average only: a pair may be left without anybody."""
    model = mg.bicm(snapshot.network())
    known = set(snapshot.arrangements["id"])
    lost = 0
    for seed in range(10):
        drawn = model.sample_snapshot(seed)
        here = set(drawn.memberships["arrangement"])
        assert here == set(drawn.arrangements["id"]) <= known
        assert set(drawn.arrangement_themes["arrangement"]) <= here
        lost += len(known - here)
    assert lost > 0


def test_domains_of_a_draw_are_made_from_the_same_members(snapshot):
    """Every construction is applied to one draw: the domains' arrangements are all there."""
    drawn = mg.bicm(snapshot.network()).sample_snapshot(1)
    whole = drawn.memberships.groupby("arrangement")["participant"].agg(frozenset)
    for domain in drawn.arrangement_themes["domain"].dropna().unique():
        network = drawn.network(domain=domain, min_size=1)
        member, arrangement = network._core.memberships()
        frame = pd.DataFrame(
            {
                "a": network.arrangements["id"].to_numpy()[arrangement],
                "p": network.nodes["id"].to_numpy()[member],
            }
        )
        found = frame.groupby("a")["p"].agg(frozenset)
        assert found.to_dict() == whole[found.index].to_dict()


def test_networks_without_a_register_are_refused():
    network = mg.Network.from_memberships([0, 1, 2, 1, 2], [0, 0, 0, 1, 1])
    with pytest.raises(ValueError, match="no snapshot"):
        mg.bicm(network).sample_snapshot()
    with pytest.raises(ValueError, match="seed"):
        mg.bicm(network).sample_snapshot(-1)


def test_a_repaired_day(snapshot):
    day = snapshot.register.at("2020-06-01", repair=True)
    drawn = mg.null_models.Curveball(day.network()).sample_snapshot(2)
    assert len(drawn.memberships) == len(day.memberships)
    assert np.array_equal(drawn.network().nodes["id"], day.network().nodes["id"])
