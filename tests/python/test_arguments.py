"""Seeds, threads and progress mean the same in every public function that takes them."""

import importlib
import inspect

import munigraph as mg
import numpy as np
import pandas as pd
import pytest

FAMILIES = (
    "bridging",
    "clustering",
    "comparison",
    "datasets",
    "dynamics",
    "inference",
    "network",
    "null_models",
    "plot",
    "readers",
    "registry",
    "report",
    "store",
    "study",
)

#: Few of everything, so that a call takes no time.
SMALL = {
    "draws": 3,
    "runs": 2,
    "relabellings": 3,
    "permutations": 3,
    "top": 2,
    "stability": 2,
    "points": 4,
    "starts": 1,
    "pairs": 2,
}


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """What the parameters of these names are given."""
    folder = tmp_path_factory.mktemp("studies")
    study = {
        "study": {"title": "Small"},
        "data": {"synthetic": {"municipalities": 20, "arrangements": 24, "clusters": 2}},
        "networks": {"whole": {}},
        "clusters": {"method": "leiden", "runs": 2},
        "claims": {"draws": 0, "null_draws": 0},
        "output": {"report": False},
    }
    mg.study.run(study, folder / "finished", progress=False)
    register = mg.synthetic(municipalities=30, arrangements=36, clusters=3, seed=2)
    snapshot = register.at("2020-06-01")
    network = snapshot.network()
    clustering = mg.leiden(network)
    table = mg.bridges(network, clustering)
    return {
        "network": network,
        "clustering": clustering,
        "clusterings": [clustering, clustering],
        "labels": [clustering, clustering],
        "items": [network, network],
        "groups": "province",
        "snapshot": snapshot,
        "register": register,
        "networks": [network, network],
        "coupling": 0.1,
        "before": register,
        "after": register,
        "grid": {"weighting": ["newman", "count"]},
        "statement": {"at_least": 2},
        "date": "2020-06-01",
        "bridges": table,
        "population": network.nodes["population"],
        "attribute": network.nodes["population"],
        "a": network,
        "b": network,
        "null": "curveball",
        "method": "bicm",
        "schemes": ["one", *[None] * (network.arrangement_count - 1)],
        "predictors": ["same_province", "log_distance"],
        "values": network.nodes["population"],
        "positions": network,
        "seed": 0,
        "index": 0,
        "study": study,
        "out": folder / "out",
        "finished": folder / "finished",
        "source": pd.DataFrame({"regeling": ["x", "x"], "gemeente": ["Ede", "Elburg"]}),
    }


def functions():
    """Every public function, and the public methods of every public class, by name."""
    found = {"stream": mg.stream}
    for family in FAMILIES:
        module = importlib.import_module(f"munigraph.{family}")
        for name in module.__all__:
            one = getattr(module, name)
            if inspect.isfunction(one):
                found[f"{family}.{name}"] = one
            elif inspect.isclass(one):
                for method, function in inspect.getmembers(one, inspect.isfunction):
                    if not method.startswith("_"):
                        found[f"{family}.{name}.{method}"] = function
    return found


ALL = functions()


def takers(parameter):
    return sorted(
        name for name, one in ALL.items() if parameter in inspect.signature(one).parameters
    )


#: Objects whose methods are called.
MADE = {
    "null_models.Bicm": lambda n: mg.bicm(n),
    "null_models.Curveball": lambda n: mg.null_models.Curveball(n),
    "null_models.Gravity": lambda n: mg.gravity(n),
    "null_models.Tiling": lambda n: mg.tiling(
        n, others="curveball", schemes=["one", *[None] * (n.arrangement_count - 1)]
    ),
    "null_models.NullModel": lambda n: mg.null_models.Curveball(n),
}


def call(name, given, **options):
    """The function with small arguments and these options."""
    one = ALL[name]
    known = inspect.signature(one).parameters
    arguments = {}
    for key, parameter in known.items():
        if key == "self":
            arguments[key] = MADE[name.rpartition(".")[0]](given["network"])
        elif key in options:
            arguments[key] = options[key]
        elif key in SMALL and not (key == "runs" and "landscape" in name):
            arguments[key] = SMALL[key]
        elif key == "null" and ("coherence" in name or "claim" in name):
            continue
        elif (parameter.default is parameter.empty and parameter.kind not in (
            parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL
        )) or key in ("date", "null"):  # fmt: skip
            arguments[key] = given[key]
    if name == "study.verify":
        arguments["out"] = given["finished"]
    if name == "inference.compare_fragmentation":
        arguments |= {"a": given["snapshot"], "b": given["snapshot"]}
    if name == "null_models.tiling":
        arguments |= {"others": "curveball", "schemes": given["schemes"]}
    if name == "clustering.landscape":
        arguments["runs"] = 4
    if name == "clustering.posterior":  # a model of ties that are counted
        arguments["network"] = given["snapshot"].network(weighting="count")
    if name in ("network.synthetic", "datasets.synthetic", "network.synthetic_memberships"):
        arguments |= {"municipalities": 20, "arrangements": 20, "clusters": 2}
    return one(**arguments)


def plain(result):
    if isinstance(result, np.ndarray):
        return np.round(result.astype(float), 12).tolist()
    if isinstance(result, pd.DataFrame):
        return result.to_csv()
    if isinstance(result, tuple):
        return [plain(one) for one in result]
    return repr(result)


def test_the_functions_are_found():
    assert {"clustering.leiden", "bridging.betweenness", "inference.multiverse"} <= set(
        takers("threads")
    )
    assert len(takers("threads")) >= 20
    assert len(takers("seed")) >= 20
    assert len(takers("progress")) >= 12


@pytest.mark.parametrize("name", takers("threads"))
def test_threads(name, given):
    once = plain(call(name, given, threads=1))
    for threads in (None, 2, np.int64(2)):
        assert plain(call(name, given, threads=threads)) == once, threads
    for wrong in (0, -1, 1.5, "2", True):
        with pytest.raises(ValueError, match="threads"):
            call(name, given, threads=wrong)
    default = inspect.signature(ALL[name]).parameters["threads"].default
    assert default is None or name == "clustering.leiden"


@pytest.mark.parametrize("name", takers("seed"))
def test_seed(name, given):
    for seed in (0, 2**64 - 1, np.uint64(7)):
        assert plain(call(name, given, seed=seed)) == plain(call(name, given, seed=int(seed)))
    for wrong in (-1, 2**64):
        with pytest.raises(ValueError, match="seed"):
            call(name, given, seed=wrong)
    for wrong in (1.5, "1", None):
        with pytest.raises(TypeError, match="seed"):
            call(name, given, seed=wrong)
    parameter = inspect.signature(ALL[name]).parameters["seed"]
    assert parameter.default == (parameter.empty if name == "stream" else 0)


@pytest.mark.parametrize("name", takers("progress"))
def test_progress(name, given, capsys):
    silent = plain(call(name, given, progress=False))
    assert capsys.readouterr().err == ""
    assert plain(call(name, given, progress=None)) == silent
    assert capsys.readouterr().err == "", "nobody watches, and it takes no time"
    seen = []
    reported = call(name, given, progress=lambda done, total: seen.append((done, total)))
    assert plain(reported) == silent
    assert seen, "a function is called at least once, in the end"
    assert all(isinstance(v, int) and v >= 0 for pair in seen for v in pair)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] <= seen[-1][1]
    assert plain(call(name, given, progress=True)) == silent
    for wrong in (1, "yes", 0.5):
        with pytest.raises(TypeError, match="progress"):
            call(name, given, progress=wrong)
    assert inspect.signature(ALL[name]).parameters["progress"].default is None


@pytest.mark.parametrize("name", takers("progress"))
def test_what_is_said_of_progress(name):
    said = " ".join((ALL[name].__doc__ or "").split())
    assert ("shows a bar" in said) == ("notebooks after two seconds" in said)


@pytest.mark.parametrize("name", takers("progress"))
def test_an_error_in_the_function_ends_the_call(name, given):
    class Enough(Exception):
        pass

    def report(done, total):
        raise Enough

    with pytest.raises(Enough):
        call(name, given, progress=report)


def test_a_bar_that_nobody_asked_for_comes_after_two_seconds(monkeypatch, capsys):
    from munigraph._common import progress

    clock = iter([0.0, 1.9, 2.1, 2.2])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(progress, "_watched", lambda: True)
    opened = []
    monkeypatch.setattr(progress._Line, "draw", lambda self, *said: opened.append(said[1:3]))
    with progress.Progress("runs") as bar:
        bar(1, 10)
        assert opened == []
        bar(2, 10)
        assert opened == [(2, 10)]
