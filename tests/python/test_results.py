"""All results are frozen, have a table, show themselves, can be copied and pickled."""

import copy
import importlib
import pickle

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from munigraph._common.result import Result

FAMILIES = (
    "bridging", "clustering", "comparison", "dynamics", "inference", "null_models", "registry",
    "store", "study",
)  # fmt: skip
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def network():
    groups = {"a": "pqr", "b": "pqs", "c": "stu", "d": "stu", "e": "pr", "f": "qt"}
    rows = [(name, one) for name, members in groups.items() for one in members]
    tables = {
        "participants": {
            "id": list("pqrstu"),
            "name": [HOSTILE, "Q", "R", "S", "T", "U"],
            "province": ["North", "North", "North", "South", "South", HOSTILE],
            "population": [10_000.0, 20_000, 30_000, 40_000, 50_000, 60_000],
            "lon": [5.0, 5.1, 5.2, 5.3, 5.4, 5.5],
            "lat": [52.0, 52.1, 52.0, 52.3, 52.4, 52.1],
        },
        "arrangements": {"id": list(groups)},
        "themes": {"arrangement": list(groups), "theme": ["care", "waste"] * 3},
        "memberships": {"arrangement": [a for a, _ in rows], "participant": [p for _, p in rows]},
    }
    register = mg.Register.from_tables(**tables, domains={"care": "social", "waste": "physical"})
    return register.at("2020-01-01").network()


def bridges_of(network):
    return mg.bridges(network, mg.leiden(network))


def other_than(register):
    themes = register.arrangement_themes[["arrangement", "theme"]].iloc[1:]
    other = mg.Register.from_tables(
        register.participants, register.arrangements, register.memberships, themes=themes
    )
    return register.update(other)[1]


def moved(network):
    """A register with a history: `a` in two versions, the second without `r`."""
    register = network.snapshot.register
    arrangements = pd.DataFrame(
        {"id": ["a1", "a2"], "chain": "a", "valid_from": ["2018-01-01", "2020-01-01"],
         "valid_to": ["2020-01-01", None]}
    )  # fmt: skip
    memberships = pd.DataFrame(
        {"arrangement": ["a1"] * 3 + ["a2"] * 2, "participant": list("pqrpq")}
    )
    return mg.Register.from_tables(register.participants, arrangements, memberships)


def edited():
    row = ("participants", "changed", "p", "name", HOSTILE, "b", "2026-01-01", "me", "")
    return mg.WorkbookReport([row], "me")


MADE = {
    "Agreement": lambda n: mg.compare(mg.leiden(n), [HOSTILE] * 3 + ["b"] * 3),
    "Alignment": lambda n: mg.alignment(mg.leiden(n)),
    "BipartiteClustering": lambda n: mg.bipartite_leiden(n),
    "Chronicle": lambda n: mg.chronicle(moved(n)),
    "Claim": lambda n: mg.size_claim(bridges_of(n), n.nodes["population"], draws=9),
    "ClusterNetwork": lambda n: mg.cluster_network(n, mg.leiden(n)),
    "Clustering": lambda n: mg.leiden(n),
    "Comparison": lambda n: mg.study.Comparison(
        (mg.study.Difference("table", HOSTILE, "1", HOSTILE),), 3
    ),
    "Coherence": lambda n: mg.coherence(n.snapshot, draws=3),
    "CorePeriphery": lambda n: mg.core_periphery(n),
    "Difference": lambda n: mg.difference(n, n, runs=2),
    "Doubts": lambda n: n.snapshot.register.check(),
    "Ensemble": lambda n: mg.ensemble(n, runs=3),
    "Estimate": lambda n: mg.estimate(n, runs=3),
    "Factsheet": lambda n: mg.factsheet(n.snapshot.register, [2019, 2020]),
    "Fragmentation": lambda n: mg.compare_fragmentation(
        n.snapshot, n.snapshot, names=(HOSTILE, "b"), draws=2, relabellings=3, runs=1
    ),
    "ImportReport": lambda n: mg.ImportReport(
        2, 1, left_out=1, entries=((2, "name", HOSTILE, "", "left_out", f"{HOSTILE}: why"),)
    ),
    "Landscape": lambda n: mg.landscape(n, runs=3),
    "LifeStory": lambda n: mg.chronicle(moved(n)).of("a"),
    "Mixing": lambda n: mg.curveball_mixing(n, points=3),
    "Mrqap": lambda n: mg.qap(n, ["same_province", "log_distance"], permutations=9),
    "Multilayer": lambda n: mg.multilayer([n, n], coupling=0.1, starts=1),
    "NetworkComparison": lambda n: mg.compare_networks(n, n, permutations=9),
    "Posterior": lambda n: mg.posterior(n.snapshot.network(weighting="count"), draws=4, chains=2),
    "Profile": lambda n: mg.profile(n, runs=2, resolutions=[0.5, 1, 2]),
    "Proposals": lambda n: mg.store.propose(n.snapshot.register, n.snapshot.register),
    "Reconciliation": lambda n: mg.store.reconcile(n.snapshot.register, moved(n), {"a1": "a"})[1],
    "QualityValue": lambda n: mg.quality(n, mg.leiden(n)),
    "RankStability": lambda n: mg.rank_stability(n, mg.leiden(n), draws=3),
    "RegisterDifference": lambda n: mg.store.difference_of(n.snapshot.register, moved(n)),
    "RegisterLog": lambda n: moved(n).log(),
    "ReachResult": lambda n: mg.reach(n, mg.leiden(n), top=1),
    "Significance": lambda n: mg.significance(n, null="curveball", draws=3),
    "SignificanceTable": lambda n: mg.significance(n, null=["curveball", "bicm"], draws=3),
    "SpecificationTest": lambda n: mg.specification_test(
        n.snapshot.register,
        {"weighting": ["newman", "count"]},
        {"at_least": 2, "text": HOSTILE},
        date="2020-01-01",
        draws=3,
        runs=2,
        progress=False,
    ),
    "Stability": lambda n: mg.stability(n, draws=3, runs=2),
    "StabilityCurve": lambda n: mg.stability_curve(n, shares=[0.8], draws=3, runs=2),
    "Track": lambda n: mg.track([n, mg.leiden(n)], runs=2, pairs=2),
    "UpdateReport": lambda n: other_than(n.snapshot.register),
    "WorkbookReport": lambda n: edited(),
    "Summary": lambda n: mg.clustering.summarise(n, runs=3),
}


def kinds(base=Result):
    for one in base.__subclasses__():
        yield one
        yield from kinds(one)


def test_every_result_is_tested():
    for family in FAMILIES:
        module = importlib.import_module(f"munigraph.{family}")
        assert [getattr(module, name) for name in module.__all__]  # they are loaded when used
    here = {one.__name__ for one in kinds() if one.__module__.startswith("munigraph.")}
    assert here == set(MADE)


def same(a, b):
    """Whether two attributes are the same, tables and arrays in full."""
    if isinstance(a, pd.DataFrame):
        pd.testing.assert_frame_equal(a, b)
    elif isinstance(a, np.ndarray):
        np.testing.assert_array_equal(a, b)
    elif isinstance(a, Result):
        alike(a, b)
    elif isinstance(a, tuple) and a and isinstance(a[0], tuple):
        assert len(a) == len(b)
    elif isinstance(a, dict) and any(isinstance(one, Result) for one in a.values()):
        assert list(a) == list(b)
        for key in a:
            alike(a[key], b[key])
    elif isinstance(a, float):
        assert a == b or (np.isnan(a) and np.isnan(b))
    else:
        assert a == b


def alike(a, b):
    assert type(a) is type(b)
    pd.testing.assert_frame_equal(a.table, b.table)
    pd.testing.assert_frame_equal(a.to_frame(), b.to_frame())
    assert repr(a) == repr(b)
    for name in a._names():
        if name not in (
            "_network",
            "_nodes",
            "_summary",
            "_called",
            "_labels",
            "register",
            "_source",
        ):
            same(getattr(a, name), getattr(b, name))


@pytest.mark.parametrize("name", MADE)
def test_results(name, network):
    found = MADE[name](network)
    assert type(found).__name__ == name
    assert isinstance(found.table, pd.DataFrame)
    assert len(found.table)
    with pytest.raises(AttributeError):
        found.anything = 1
    first = next(iter(found._names()))
    with pytest.raises(AttributeError):
        setattr(found, first, None)
    with pytest.raises(AttributeError):
        delattr(found, first)
    for again in (found.copy(), copy.copy(found), copy.deepcopy(found)):
        alike(found, again)
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        alike(found, pickle.loads(pickle.dumps(found, protocol)))
    shown = found._repr_html_()
    assert shown.startswith("<")
    assert HOSTILE not in shown


@pytest.mark.parametrize("name", MADE)
def test_a_copy_has_tables_of_its_own(name, network):
    found = MADE[name](network)
    before = found.to_frame()
    frame = found.to_frame()
    frame["more"] = 1
    pd.testing.assert_frame_equal(found.to_frame(), before)
    if "table" in set(found._names()):
        again = found.copy()
        again.table["more"] = 1
        assert "more" not in found.table.columns


def test_arrays_cannot_be_written(network):
    for found in (mg.leiden(network), mg.ensemble(network, runs=2), mg.profile(network, runs=2)):
        for again in (found, found.copy(), pickle.loads(pickle.dumps(found))):
            array = again.partitions if hasattr(again, "partitions") else again.labels
            with pytest.raises(ValueError, match="read-only"):
                array[0] = 0


def test_a_copy_keeps_its_network(network):
    found = mg.leiden(network).copy()
    assert mg.alignment(found).by == "province"
    assert copy.copy(found).summary.equals(found.summary)


def test_one_row(network):
    frame = mg.compare([0, 0, 1], [0, 1, 1]).to_frame()
    assert len(frame) == 1
    assert {"ami", "ari", "nmi", "vi"} <= set(frame.columns)
    many = mg.significance(network, null=["curveball", "bicm"], draws=3)
    assert many.to_frame().equals(many.table)
    assert many.copy().table.equals(many.table)
