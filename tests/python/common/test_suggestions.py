"""A misspelt option or name is an error that says which was meant."""

import inspect
import pickle

import munigraph as mg
import pytest


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: mg.leiden(None, resoluton=2), r"leiden\(\): unknown option 'resoluton'; did you"
         " mean 'resolution'"),
        (lambda: mg.bridges(None, None, stabilty=2), "did you mean 'stability'"),
        (lambda: mg.plot.cluster_map(None, titel="x"), "did you mean 'title'"),
        (lambda: mg.gravity(None, degree_corection=False), "did you mean 'degree_correction'"),
        (lambda: mg.Network.from_edges([0], [1], wieght=[1]), "did you mean 'weight'"),
        (lambda: mg.datasets.load("nl-2020").at(2020, repiar=True), "did you mean 'repair'"),
        (lambda: mg.datasets.load("nl-2020").at(2020).network(weightng="count"),
         "did you mean 'weighting'"),
    ],
)  # fmt: skip
def test_options(call, message):
    with pytest.raises(TypeError, match=message) as caught:
        call()
    assert caught.value.__cause__ is None


def test_other_errors_stay_as_they_are():
    with pytest.raises(TypeError, match="missing 1 required positional argument"):
        mg.leiden()
    with pytest.raises(TypeError, match="expected a network"):
        mg.leiden("x")


def test_names():
    with pytest.raises(AttributeError, match="did you mean 'leiden'"):
        _ = mg.leidn
    with pytest.raises(AttributeError, match="did you mean 'cluster_map'"):
        _ = mg.plot.cluster_mapp
    assert not hasattr(mg, "__wrapped__")


def test_functions_are_still_themselves():
    assert mg.leiden is mg.clustering.leiden
    assert pickle.loads(pickle.dumps(mg.leiden)) is mg.leiden
    assert inspect.signature(mg.leiden).parameters["resolution"].default is None
    assert "Parameters" in mg.bridges.__doc__


def test_a_warning_points_at_the_users_line():
    register = mg.datasets.load("nl-2020")
    with pytest.warns(mg.EmptyNetworkWarning) as told:
        register.at("2020-07-01").network(min_size=10_000)
    assert told[0].filename == __file__
    with pytest.warns(DeprecationWarning, match="title") as told:
        mg.plot.arrangement_sizes([2], title_text="x")
    assert told[0].filename == __file__
