"""The description of choices, and that everything which reads it agrees with what is done."""

from __future__ import annotations

import inspect
import math
import subprocess
import sys
from pathlib import Path

import munigraph as mg
import numpy as np
import pytest
from munigraph._common.choices import all_choices, check_choices, choices_of, words_of
from munigraph.cli._options import help_of, takes
from munigraph.study import _schema as schema

ROOT = Path(__file__).resolve().parents[3]

#: Lists that are no function's own arguments.
NO_FUNCTION = {"specification", "cartographic_cuts"}

#: Arguments that are no choices: data, and what changes no result or is the same everywhere.
NO_CHOICES = {
    "self", "network", "snapshot", "register", "grid", "clustering", "groups", "labels", "a", "b",
    "seed", "threads", "progress", "executor", "out", "date", "reference", "node", "themes",
    "resolutions", "measures", "cuts", "population", "lon", "lat", "construction", "partitions",
    "initial", "fixed", "items", "geography", "repair", "bridges", "attribute", "threshold", "by",
    "positions", "schemes", "borders", "predictors", "response", "networks", "refit",
    "arrangement_groups", "start", "domains", "names", "statement", "shares", "before", "after",
}  # fmt: skip

#: Defaults that are another word for none.
SPELLED = {
    ("multilayer", "coupling"): inspect.Parameter.empty,
    ("landscape", "runs"): "auto",
    ("backbone", "method"): inspect.Parameter.empty,
}


def function_of(name):
    if name == "network":
        return mg.Snapshot.network
    return getattr(mg, name, None) or getattr(mg.bridging, name)


FUNCTIONS = sorted(set(all_choices()) - NO_FUNCTION)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_signature_is_its_description(name):
    described = {one.name: one.default for one in choices_of(name).values()}
    if name == "network":
        del described["date"]  # the snapshot has it
    given = {
        one.name: one.default
        for one in inspect.signature(function_of(name)).parameters.values()
        if one.name not in NO_CHOICES or one.name in described
    }
    assert set(given) == set(described)
    for argument, default in given.items():
        expected = SPELLED.get((name, argument), described[argument])
        plain = list(default) if isinstance(default, tuple) else default
        assert plain == expected, argument
        assert type(plain) is type(expected), argument


def test_every_choice_says_what_it_is():
    for name, listed in all_choices().items():
        for choice in listed.values():
            assert choice.about.endswith("."), (name, choice.name)
            assert choice.kind != "word" or choice.words, (name, choice.name)
            if choice.default is not None:
                choice.check(choice.default)
            else:
                assert choice.optional or (name, choice.name) in SPELLED, (name, choice.name)


def test_choices_are_checked():
    choices = choices_of("network")
    choices["max_share"].check(1)
    choices["kinds"].check(["municipality", "water_board"])
    choices["domain"].check("social")
    choices["intensity"].check({"covenant": 0.5})
    choices["min_size"].check(np.int64(3))
    with pytest.raises(ValueError, match="max_share is 0, expected a number above 0, at most 1"):
        choices["max_share"].check(0)
    with pytest.raises(ValueError, match="max_share is nan, expected a finite number"):
        choices["max_share"].check(math.nan)
    with pytest.raises(ValueError, match="unknown kind of participant 'state_'"):
        choices["kinds"].check(["state_"])
    with pytest.raises(ValueError, match="unknown legal form 'convenant'; did you mean 'covenant'"):
        choices["intensity"].check({"convenant": 0.5})
    with pytest.raises(ValueError, match="intensity of 'covenant' is -1"):
        choices["intensity"].check({"covenant": -1})
    for name, wrong in {
        "min_size": 2.5, "min_shared": True, "split_domains": 1, "kinds": None, "domain": 3,
        "max_share": "much", "intensity": [1],
    }.items():  # fmt: skip
        with pytest.raises(TypeError, match=name):
            choices[name].check(wrong)
    with pytest.raises(ValueError, match="runs is 0"):
        check_choices("ensemble", runs=0)


def outside(choice):
    """Values just out of a choice's range."""
    step = 1 if choice.kind == "integer" else 1e-9
    if choice.low is not None:
        yield choice.low if choice.above_low else choice.low - step
    if choice.high is not None:
        above = max(choice.high + step, np.nextafter(choice.high, np.inf))
        yield choice.high if choice.below_high else above


NETWORK = mg.Network.from_memberships([0, 1, 2, 2, 3, 4], [0, 0, 0, 1, 1, 1])
LABELS = [0, 0, 0, 1, 1]


def call(name, **options):
    if name == "network":
        register = mg.datasets.load("nl-2020")
        return register.at("2020-07-01").network(**options)
    if name == "coherence":
        return mg.coherence(mg.datasets.load("nl-2020").at("2020-07-01"), **options)
    if name == "multiverse":
        grid = {"weighting": ["newman"]}
        date = "2020-07-01"
        return mg.multiverse(mg.datasets.load("nl-2020"), grid, date=date, **options)
    if name == "specification_test":
        grid, statement = {"weighting": ["newman"]}, {"at_least": 2}
        register = mg.datasets.load("nl-2020")
        return mg.specification_test(register, grid, statement, date="2020-07-01", **options)
    if name == "compare_domains":
        return mg.compare_domains(mg.datasets.load("nl-2020").at("2020-07-01"), **options)
    if name == "compare_fragmentation":
        snapshot = mg.datasets.load("nl-2020").at("2020-07-01")
        return mg.compare_fragmentation(snapshot, snapshot, **options)
    if name == "difference":
        return mg.difference(NETWORK, NETWORK, **options)
    if name == "pairwise":
        return mg.pairwise([LABELS, LABELS], **options)
    if name == "multilayer":
        return mg.multilayer([NETWORK, NETWORK], **{"coupling": 0.1, **options})
    if name == "compare_networks":
        return mg.compare_networks(NETWORK, NETWORK, **options)
    if name == "attribute_claim":
        return mg.attribute_claim(mg.bridges(NETWORK, LABELS), [1, 2, 3, 4, 5], **options)
    if name == "qap":
        return mg.qap(NETWORK, {"x": np.abs(np.subtract.outer(range(5), range(5)))}, **options)
    if name == "backbone":
        return mg.backbone(NETWORK, **{"method": "bicm", **options})
    if name in ("bridges", "rank_stability", "brokerage", "brokerage_scores"):
        return function_of(name)(NETWORK, LABELS, **options)
    if name == "stability" and "drop" in options:
        options["resample"] = "arrangements"
    if name == "significance" and "null" not in options:
        options["null"] = "curveball"
    return function_of(name)(NETWORK, **options)


BOUNDS = [
    (name, choice.name, value)
    for name in FUNCTIONS
    for choice in choices_of(name).values()
    if choice.kind in ("integer", "number")
    for value in outside(choice)
]


@pytest.mark.parametrize(("name", "argument", "value"), BOUNDS)
def test_functions_refuse_what_is_out_of_range(name, argument, value):
    value = int(value) if choices_of(name)[argument].kind == "integer" else value
    with pytest.raises(ValueError, match=argument):
        call(name, **{argument: value})


WORDS = [
    (name, choice.name, choice.words[0])
    for name in FUNCTIONS
    for choice in choices_of(name).values()
    if choice.kind == "word"
]


@pytest.mark.parametrize(("name", "argument", "word"), WORDS)
def test_functions_name_the_nearest_word(name, argument, word):
    with pytest.raises(ValueError, match=f"did you mean '{word}'"):
        call(name, **{argument: word[:-1] + "#"})


def test_the_cuts_of_the_cartography_are_those_described():
    described = {one.name: one.default for one in choices_of("cartographic_cuts").values()}
    assert described == mg.bridging.CARTOGRAPHIC_CUTS
    with pytest.raises(ValueError, match="unknown cut 'hubb'; did you mean 'hub'"):
        mg.bridging.cartographic_roles([0.5], [0.0], cuts={"hubb": 1})


def test_a_study_has_every_choice_of_a_network():
    keys = {field.name for field in schema.NETWORKS.fields}
    assert keys >= set(choices_of("network"))
    # On whose municipalities: a choice of the register, not of the network.
    assert set(schema.GRID_FIELDS) == {*choices_of("specification"), "geography"}


def test_an_option_of_a_command_is_made_of_each_choice():
    seen = {}

    @takes(network=choices_of("network"))
    def command(name: str, network: dict) -> None:
        seen.update(network, name=name)

    parameters = inspect.signature(command).parameters
    assert list(parameters) == ["name", *choices_of("network")]
    command(name="x", **{n: p.default for n, p in parameters.items() if n != "name"})
    assert seen == {"name": "x", **{n: c.default for n, c in choices_of("network").items()}}
    assert "newman, count" in help_of(choices_of("network")["weighting"])


def test_words_are_those_of_the_core():
    assert words_of("leiden", "quality") == ("modularity", "cpm", "map", "planted_partition")
    assert "with_replacement" in words_of("stability", "resample")


def test_what_is_made_of_the_description_is_current():
    script = [sys.executable, "scripts/make_choices.py", "--check"]
    done = subprocess.run(script, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
