"""What filters left out is counted, and a network in which nothing is left says why."""

from __future__ import annotations

import pickle
import warnings

import munigraph as mg
import pytest
from munigraph import EmptyNetworkWarning, Register


@pytest.fixture
def at(register):
    return register.at("2020-07-01")


@pytest.fixture
def divisions() -> Register:
    """34 divisions of a country in two."""
    names = [f"d{k}" for k in range(34)]
    return Register.from_tables(
        {"id": ["p", "q"]},
        {"id": names, "kind": ["division"] * 34},
        {
            "arrangement": [name for name in names for _ in range(2)],
            "participant": ["p", "q"] * 34,
        },
    )


def counts(network):
    return {
        (row.filter, row.value): row.arrangements
        for row in network.left_out.itertuples(index=False)
    }


def test_a_register_of_divisions_only_says_what_it_is(divisions):
    snapshot = divisions.at("2020-07-01")
    with pytest.warns(EmptyNetworkWarning) as caught:
        network = snapshot.network()
    assert str(caught[0].message) == (
        "no arrangement left: 34 of kind division were left out by arrangement_kinds"
    )
    assert caught[0].filename == __file__
    assert counts(network) == {("arrangement_kinds", "division"): 34}
    assert counts(pickle.loads(pickle.dumps(network))) == counts(network)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert snapshot.network(arrangement_kinds=["division"]).arrangement_count == 34


# Of four arrangements: care (3 members, public body, imposed), waste (5, covenant, free), shelter
# (3, a star, semi), pair (2, covenant, free).
EMPTYING = [
    ({"legal_forms": ["private_entity"]}, "of legal form covenant were left out by legal_forms"),
    ({"domain": "social", "legal_forms": ["private_entity"]}, "was left out by domain"),
    ({"phase": "policy"}, "4 of phase unknown were left out by phase"),
    ({"kinds": ["municipality"], "min_size": 6}, "4 were left out by min_size"),
    ({"min_size": 1, "max_size": 1}, "4 were left out by max_size"),
    (
        {"max_province_coverage": 0.1, "min_province": 1, "min_size": 3},
        "3 were left out by max_province_coverage",
    ),
    ({"max_share": 0.1}, "4 were left out by max_share"),
    ({"kinds": ["water_board"]}, "no participant left: none in force on 2020-07-01"),
    ({"min_shared": 4}, "no tie left: all were left out by min_shared"),
    ({"backbone": "bicm"}, "no tie left: all were left out by backbone (bicm)"),
]


@pytest.mark.parametrize(("options", "words"), EMPTYING, ids=str)
def test_every_filter_that_empties_a_network_says_so(at, options, words):
    with pytest.warns(EmptyNetworkWarning) as caught:
        network = at.network(**options)
    assert len(caught) == 1
    assert words in str(caught[0].message)
    assert network.edge_count == 0


def test_obligations_are_counted_by_their_words(at):
    network = at.network(obligation="imposed")
    assert counts(network) == {("obligation", "free"): 2, ("obligation", "semi"): 1}
    assert at.network().left_out.empty
    assert list(network.left_out) == ["filter", "value", "arrangements"]
    assert mg.Network.from_edges([0], [1]).left_out.empty


def test_members_of_other_kinds_are_told_from_small_arrangements():
    register = Register.from_tables(
        {"id": ["p", "q", "w"], "kind": ["municipality", "municipality", "water_board"]},
        {"id": ["both", "one", "water"]},
        {"arrangement": ["both", "both", "one", "water", "water"],
         "participant": ["p", "q", "p", "p", "w"]},
    )  # fmt: skip
    network = register.at("2020-07-01").network()
    assert counts(network) == {("kinds", None): 1, ("min_size", None): 1}


@pytest.mark.parametrize("seed", range(10))
def test_what_is_kept_and_what_is_left_out_is_all(seed):
    register = mg.synthetic(40, 60, clusters=3, seed=seed)
    at = register.at("2020-07-01")
    network = at.network(min_size=3, max_size=6, max_share=0.125, max_province_coverage=0.9)
    left = int(network.left_out["arrangements"].sum())
    assert network.arrangement_count + left == len(at.arrangements)
    assert 0 < left < len(at.arrangements)


def test_who_makes_many_networks_does_not_warn(divisions, register):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        mg.multiverse(divisions, {"date": ["2020-07-01"], "weighting": ["newman", "count"]}, runs=2)
        mg.compare_domains(
            register.at("2020-07-01"), ["social", "physical"], legal_forms="private_entity", runs=2
        )
        pickle.loads(pickle.dumps(register.at("2020-07-01").network()))


def test_small_provinces_are_not_covered(at):
    # West has three municipalities, and t and s have no province.
    names = at.network(max_province_coverage=1.0).arrangements["id"].tolist()
    assert names == ["care", "waste", "shelter", "pair"]
    for least, left in ((3, ["shelter", "pair"]), (4, names)):
        network = at.network(max_province_coverage=1.0, min_province=least)
        assert network.arrangements["id"].tolist() == left
        assert network.construction["min_province"] == least


def test_on_the_command_line_it_is_one_line(divisions, tmp_path, capsys):
    pytest.importorskip("typer")
    from munigraph import cli

    divisions.to_package(tmp_path / "made")
    assert cli.run(["clusters", str(tmp_path / "made"), "--date", "2020-07-01"]) == 0
    err = capsys.readouterr().err
    assert err == (
        "munigraph: no arrangement left: 34 of kind division were left out by arrangement_kinds\n"
    )
