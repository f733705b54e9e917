"""A wrong object gives one sentence of what is expected, never the words of the binding layer."""

import importlib
import inspect

import munigraph as mg
import networkx
import numpy as np
import pandas as pd
import pytest

FAMILIES = (
    "bridging",
    "clustering",
    "comparison",
    "dynamics",
    "inference",
    "network",
    "null_models",
    "plot",
    "registry",
)
#: Classes that users make.
MODELS = ("Bicm", "Curveball", "Gravity")
#: What the parameters of these names take.
KINDS = {
    "network": "Network",
    "a": "Network",
    "b": "Network",
    "register": "Register",
    "snapshot": "Snapshot",
}
#: Words that only the binding layer and Python's own machinery say.
FORBIDDEN = (
    "_core",
    "incompatible function arguments",
    "has no attribute",
    "object is not",
    "NoneType",
    "invoked with",
    "std::",
    "unexpected keyword",
)


def functions():
    """Every public function and class that takes one of our objects, with the parameter's name."""
    for family in FAMILIES:
        module = importlib.import_module(f"munigraph.{family}")
        for name in module.__all__:
            one = getattr(module, name)
            if not inspect.isfunction(one) and not inspect.isclass(one):
                continue
            if inspect.isclass(one) and name not in MODELS:
                continue  # results, which functions make
            try:
                known = inspect.signature(one).parameters
            except ValueError:
                continue
            for parameter in known.values():
                annotation = str(parameter.annotation)
                kind = KINDS.get(parameter.name)
                if kind is not None and annotation.split(" ")[0] == kind:
                    yield pytest.param(one, parameter.name, kind, id=f"{family}.{name}")


@pytest.fixture(scope="module")
def given():
    register = mg.synthetic(municipalities=20, arrangements=24, clusters=2, seed=2)
    snapshot = register.at("2020-06-01")
    network = snapshot.network()
    clustering = mg.leiden(network)
    return {"network": network, "register": register, "snapshot": snapshot} | {
        "a": network,
        "b": network,
        "clustering": clustering,
        "labels": clustering,
        "groups": "province",
        "clusterings": [clustering],
        "grid": {"weighting": ["newman"]},
        "bridges": mg.bridges(network, clustering),
        "population": network.nodes["population"],
        "attribute": network.nodes["population"],
        "null": "curveball",
        "method": "bicm",
    }


def wrong(given, kind):
    """Objects that are something else."""
    yield from (None, "text", 5, float("nan"), object(), np.arange(3), networkx.path_graph(3))
    yield pd.DataFrame({"id": ["a", "b"]})
    yield mg.Network
    yield given["clustering"]
    yield from (given[name] for name in ("network", "register", "snapshot") if KINDS[name] != kind)


def arguments(one, given):
    known = inspect.signature(one).parameters.values()
    return {
        p.name: given.get(p.name)
        for p in known
        if p.default is p.empty and p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)
    }


def test_the_functions_are_found():
    assert len(list(functions())) >= 45


@pytest.mark.parametrize(("one", "parameter", "kind"), list(functions()))
def test_says_what_is_expected(one, parameter, kind, given):
    for value in wrong(given, kind):
        if value is None and inspect.signature(one).parameters[parameter].default is None:
            continue  # it is known from the clustering
        if one is mg.alignment and value is given["clustering"]:
            continue  # which may be given alone
        with pytest.raises((TypeError, ValueError)) as caught:
            one(**arguments(one, given) | {parameter: value})
        text = str(caught.value)
        assert not any(word in text for word in FORBIDDEN), text
        assert f"expected a {kind.lower()} (munigraph.{kind}), got " in text, text


def test_says_how_to_get_there(given):
    for value, way in (
        (given["snapshot"], "got a Snapshot: call snapshot.network()"),
        (given["register"], "got a Register: call register.at(date).network()"),
        (given["clustering"], "got a Clustering: give the network that was clustered"),
        (
            networkx.path_graph(3),
            "got a networkx.Graph: convert it by munigraph.Network.from_networkx",
        ),
        (None, "got None: make one with snapshot.network()"),
        ("gm0344", "got 'gm0344' (str): make one"),
    ):
        with pytest.raises(TypeError) as caught:
            mg.leiden(value)
        assert way in str(caught.value)


#: Few of everything, so that a call that is no error takes no time.
SMALL = {
    "draws": 2,
    "runs": 2,
    "relabellings": 2,
    "permutations": 2,
    "top": 2,
    "points": 2,
    "stability": 2,
}
WRONG_VALUES = (None, "zzz", 2.5, float("nan"), float("inf"), -1, 10**10, object(), [1], b"x")


def plain_parameters():
    """Parameters that take a number, a word or True and False."""
    kinds = ("int", "float", "bool", "str", "int | None", "float | None", "str | None")
    seen = set()
    for case in functions():
        one = case.values[0]
        for name, parameter in inspect.signature(one).parameters.items():
            if parameter.annotation in kinds and name != "threads" and (one, name) not in seen:
                seen.add((one, name))
                yield pytest.param(one, name, id=f"{one.__name__}.{name}")


@pytest.mark.parametrize(("one", "name"), list(plain_parameters()))
def test_a_wrong_value_never_shows_the_binding_layer(one, name, given):
    known = inspect.signature(one).parameters
    for value in WRONG_VALUES:
        small = {key: few for key, few in SMALL.items() if key in known}
        try:
            one(**arguments(one, given) | small | {name: value})
        except (TypeError, ValueError, KeyError) as error:
            text = str(error)
            assert not any(word in text for word in FORBIDDEN), (value, text)


def test_a_network_in_the_place_of_its_clusters_is_told():
    network = mg.Network.from_edges(["a", "b"], ["b", "c"])
    with pytest.raises(TypeError, match=r"got a Network; find its clusters first, by .*leiden"):
        mg.bridges(network, network)
    with pytest.raises(ValueError, match="one value per node, got 3"):
        mg.bridges(network, 3)
