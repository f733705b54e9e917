"""Every function that takes labels or attributes of nodes reads them alike: by id."""

import importlib
import inspect
import pickle
import pkgutil
import random
import re

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from munigraph import bridging, inference, plot
from munigraph import clustering as clustering_
from munigraph.null_models import Gravity

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


@pytest.fixture(scope="module")
def network():
    register = mg.synthetic(municipalities=36, arrangements=50, clusters=4, seed=3)
    return register.at("2020-06-01").network()


@pytest.fixture(scope="module")
def clustering(network):
    return mg.leiden(network, seed=1)


@pytest.fixture(scope="module")
def other(network):
    """A network of as many nodes, of other names."""
    n = network.node_count
    return mg.Network.from_edges(np.arange(n - 1), np.arange(1, n))


@pytest.fixture(scope="module")
def turned(network):
    """The same nodes in another order, with the same ties; and the order."""
    order = np.random.default_rng(5).permutation(network.node_count)
    place = np.argsort(order)
    source, target, weight = network._core.edges()
    core = mg.Network.from_edges(place[source], place[target], weight, n=network.node_count)._core
    rows = network._node_rows[order]
    made = mg.Network(
        core, construction={"version": 1, "made_from": "edges"}, snapshot=network.snapshot,
        node_rows=rows,
    )  # fmt: skip
    return made, order


def figures(result):
    """A result as plain values, so that any two can be compared."""
    if isinstance(result, tuple):
        return [figures(one) for one in result]
    if isinstance(result, pd.DataFrame):
        return result.to_json(default_handler=str)
    if isinstance(result, np.ndarray):
        return (
            np.round(result.astype(float), 12).tolist() if result.dtype.kind in "fiub" else result
        )
    if hasattr(result, "to_dict") and hasattr(result, "to_html"):
        # Bare labels know no names of clusters: their charts show numbers alone.
        text = re.sub(r" · [^'\"(]*?(?= \(| and |, |\.? *$|[.'\"])", "", str(result.to_dict()))
        return re.sub(r"data-[0-9a-f]+", "data", text)
    if hasattr(result, "to_dict"):
        return str(result.to_dict())
    if hasattr(result, "__dataclass_fields__"):
        names = [n for n in result.__dataclass_fields__ if not n.startswith("_")]
        return {n: figures(getattr(result, n)) for n in names}
    return str(result)


#: Every function that takes labels: how it is called with them.
LABELS = {
    "comparison.compare": lambda n, c, x: mg.compare(c, x).ami,
    "comparison.pairwise": lambda n, c, x: mg.pairwise([c, x, x]),
    "clustering.bipartite_modularity": lambda n, c, x: mg.bipartite_modularity(
        n, x, np.zeros(n.arrangement_count)
    ),
    "clustering.quality": lambda n, c, x: mg.quality(n, x).table,
    "clustering.leiden": lambda n, c, x: mg.leiden(n, initial=x).labels,
    "clustering.consensus": lambda n, c, x: mg.consensus(n, [x, x, c]).labels,
    "clustering.profile": lambda n, c, x: mg.profile(n, [x, c]).table,
    "clustering.weight_inside": lambda n, c, x: clustering_.weight_inside(n, x),
    "inference.alluvial": lambda n, c, x: mg.alluvial(x, c),
    "inference.alignment": lambda n, c, x: mg.alignment(n, x),
    "inference.significance": lambda n, c, x: mg.significance(
        n, null="curveball", statistic="group_share", groups=x, draws=3
    ).row(),
    "bridging.bridges": lambda n, c, x: mg.bridges(n, x),
    "bridging.bridging_arrangements": lambda n, c, x: mg.bridging_arrangements(n, x),
    "bridging.bridge_details": lambda n, c, x: mg.bridge_details(n, x),
    "bridging.cross_ties": lambda n, c, x: bridging.cross_ties(n, x),
    "bridging.brokerage": lambda n, c, x: mg.brokerage(n, x),
    "bridging.brokerage_scores": lambda n, c, x: bridging.brokerage_scores(n, x),
    "bridging.cluster_network": lambda n, c, x: mg.cluster_network(n, x),
    "bridging.compare_cluster_networks": lambda n, c, x: bridging.compare_cluster_networks(
        {"one": (n, x)}
    ),
    "bridging.compare_roles": lambda n, c, x: mg.compare_roles({"one": (n, x)}),
    "bridging.meta_network": lambda n, c, x: bridging.meta_network(n, x),
    "bridging.participation": lambda n, c, x: mg.participation(n, x),
    "bridging.within_cluster_z": lambda n, c, x: mg.within_cluster_z(n, x),
    "bridging.outside_share": lambda n, c, x: bridging.outside_share(n, x),
    "bridging.clusters_reached": lambda n, c, x: bridging.clusters_reached(n, x),
    "bridging.rank_stability": lambda n, c, x: mg.rank_stability(n, x, draws=3),
    "bridging.rank_over_clusterings": lambda n, c, x: bridging.rank_over_clusterings(n, [x, c]),
    "bridging.reach": lambda n, c, x: mg.reach(n, x, top=2),
    "plot.cluster_map": lambda n, c, x: plot.cluster_map(n, x, geometry=None),
    "plot.bridge_map": lambda n, c, x: plot.bridge_map(n, x, mg.bridges(n, c), geometry=None),
    "plot.meta_network": lambda n, c, x: plot.meta_network(n, x, geometry=None),
    "plot.domains": lambda n, c, x: plot.domains({"a": c, "b": x}, n),
    "plot.co_assignment": lambda n, c, x: plot.co_assignment(np.eye(n.node_count), x, n),
    "plot.small_map": lambda n, c, x: plot.small_map(n.nodes, x),
}  # fmt: skip
#: The same for second labels of one function.
GROUPS = {
    "compare": lambda n, c, x: mg.compare(x, c).ami,
    "alignment": lambda n, c, x: mg.alignment(n, c, x),
    "bridges": lambda n, c, x: mg.bridges(n, c, groups=x),
    "rank_stability": lambda n, c, x: mg.rank_stability(n, c, by="liaison", groups=x, draws=3),
    "significance": lambda n, c, x: mg.significance(
        n, null="curveball", statistic="alignment", groups=x, draws=3
    ).row(),
    "alluvial": lambda n, c, x: mg.alluvial(c, x),
    "qap": lambda n, c, x: mg.qap(
        n, ["log_distance"], permutation="within", groups=x, permutations=19
    ).table,
    "attribute_claim": lambda n, c, x: mg.attribute_claim(
        mg.bridges(n, c), n.nodes["population"], null="within", groups=x, draws=19
    ).table,
}  # fmt: skip
CALLS = [pytest.param(call, id=name) for name, call in LABELS.items()]
CALLS += [pytest.param(call, id=f"{name}, groups") for name, call in GROUPS.items()]

#: Parameters that hold labels or attributes of nodes.
TAKEN = {"clustering", "clusterings", "labels", "groups", "by", "a", "b", "networks"}
ATTRIBUTES = {"population", "lon", "lat", "attribute"}
#: Parameters of these names that are something else.
OTHERWISE = {
    "inference.claim_with_and_without", "inference.compare_networks", "plot.arrangement_sizes",
    "plot.cluster_colours", "bridging.bridge_map", "plot.profile", "plot.specification_curve",
    "dynamics.factsheet", "plot.figures",
    "study.diff", "inference.size_claim", "inference.attribute_claim", "inference.qap",
    "inference.compare_fragmentation", "dynamics.multilayer",
}  # fmt: skip


def public():
    """Every public function of every family, once, by where it stands."""
    found = {}
    for family in FAMILIES:
        module = importlib.import_module(f"munigraph.{family}")
        for name in module.__all__:
            one = getattr(module, name)
            if inspect.isfunction(one):
                found[f"{family}.{name}"] = one
    return found


def test_the_sweep_knows_every_function():
    takers = {
        name
        for name, function in public().items()
        if TAKEN & set(inspect.signature(function).parameters)
    }
    assert takers - OTHERWISE - set(LABELS) == set(), "functions that take labels are not swept"
    attributes = {
        name
        for name, function in public().items()
        if ATTRIBUTES & set(inspect.signature(function).parameters)
    }
    assert attributes == {
        "inference.size_claim",
        "inference.attribute_claim",
        "null_models.gravity",
        "null_models.tiling",
    }
    assert {m.name for m in pkgutil.iter_modules(mg.__path__) if not m.name.startswith("_")} == {
        *FAMILIES, "cli"
    }  # fmt: skip


def by_id(network, labels):
    return pd.Series(np.asarray(labels), index=network.nodes["id"].to_numpy())


def shuffled(series):
    order = list(range(len(series)))
    random.Random(4).shuffle(order)
    return series.iloc[order]


@pytest.mark.parametrize("call", CALLS)
def test_labels_are_matched_by_id(call, network, clustering):
    labels = clustering.labels
    expected = figures(call(network, clustering, labels))
    series = by_id(network, labels)
    forms = {
        "by id": series,
        "shuffled": shuffled(series),
        "sorted": series.sort_values(),
        "categories": shuffled(series).rename("x").astype("Int64"),
        "dict": shuffled(series).to_dict(),
        "positions": pd.Series(labels),
        "list": labels.tolist(),
        "clustering": clustering,
        "unpickled": pickle.loads(pickle.dumps(clustering)),
        "table": shuffled(series).rename("cluster").rename_axis("id").to_frame(),
        "sets": [set(series.index[series == k]) for k in sorted(set(labels.tolist()))],
        "sets of positions": [
            {int(i) for i in np.flatnonzero(labels == k)} for k in sorted(set(labels.tolist()))
        ],
    }
    for name, form in forms.items():
        assert figures(call(network, clustering, form)) == expected, name


@pytest.mark.parametrize("call", CALLS)
def test_labels_that_do_not_fit_are_an_error(call, network, clustering, other):
    labels = clustering.labels
    series = by_id(network, labels)
    twice = pd.concat([series.iloc[:-1], series.iloc[:1]])
    wrong = {
        "positions shuffled": shuffled(pd.Series(labels)),
        "positions sorted": pd.Series(labels).sort_values(),
        "other numbers": pd.Series(labels, index=range(1, len(labels) + 1)),
        "one too few": series.iloc[1:],
        "one too many": pd.concat([series, pd.Series([0], index=["no such place"])]),
        "one twice": twice,
        "other nodes": mg.leiden(other),
        "unpickled, other nodes": pickle.loads(pickle.dumps(mg.leiden(other))),
        "other names": series.set_axis([f"{one}x" for one in series.index]),
        "too short": labels[1:],
        "two dimensions": np.stack([labels, labels]),
        "overlapping sets": [set(series.index), set(series.index[:1])],
        "a set too few": [set(series.index[1:])],
    }
    for name, form in wrong.items():
        with pytest.raises((ValueError, TypeError)):
            pytest.fail(f"{name} was taken: {call(network, clustering, form)}")


@pytest.mark.parametrize("call", CALLS)
def test_a_clustering_of_the_nodes_in_another_order_is_matched(call, network, clustering, turned):
    again, order = turned
    made = mg.leiden(again, seed=1)
    back = np.empty_like(made.labels)
    back[order] = made.labels
    # Labels of another order are numbered by other nodes: only what they say is the same.
    assert figures(call(network, clustering, made)) == figures(call(network, clustering, back))


def test_the_packages_own_ranked_table(network, clustering):
    table = mg.bridges(network, clustering)
    assert table.index.tolist() != network.nodes["id"].tolist()
    assert mg.compare(clustering, table["cluster"]).ami == 1.0
    assert mg.compare(table["cluster"], table["cluster"].sort_values()).ami == 1.0
    with pytest.raises(ValueError, match="cannot be matched"):
        mg.compare(clustering.labels, table["cluster"])


def test_clusterings_of_networks_in_another_order(network, clustering, turned):
    again = turned[0]
    assert mg.compare(clustering, mg.leiden(again, seed=1)).ami > 0.7
    mine, theirs = mg.leiden(network, resolution=0.0), mg.leiden(again, resolution=0.0)
    assert mg.compare(mine, theirs).ami == 1.0
    with pytest.raises(ValueError, match="cannot be matched"):
        mg.pairwise([clustering, mg.leiden(again), clustering.labels])


def test_two_networks_of_other_nodes():
    a = mg.leiden(mg.Network.from_edges([0, 1, 2], [1, 2, 3]))
    b = mg.leiden(mg.Network.from_edges([0, 1, 2], [1, 2, 3], n=5))
    with pytest.raises(ValueError, match=r"1 of 5 ids are not among the nodes \(first: '4'\)"):
        mg.compare(a, b)


def test_columns_are_named(network, clustering):
    province = network.nodes["province"]
    expected = mg.brokerage(network, province.tolist()).tolist()
    assert mg.brokerage(network, "province").tolist() == expected
    with pytest.raises(ValueError, match="did you mean 'province'"):
        mg.brokerage(network, "provice")
    with pytest.raises(TypeError, match="of no network"):
        mg.compare("province", clustering)


def test_numbers_as_ids():
    """Codes that were read as numbers are the ids that they are written with."""
    tables = {
        "participants": {"id": ["344", "355", "363"]},
        "arrangements": {"id": ["a"]},
        "memberships": {"arrangement": ["a"] * 3, "participant": ["344", "355", "363"]},
    }
    network = mg.Register.from_tables(**tables).at("2020-01-01").network()
    labels = pd.Series([1, 0, 0], index=[363, 355, 344])
    assert mg.cluster_network(network, labels).clusters["size"].tolist() == [2, 1]
    assert mg.bridges(network, labels.to_dict())["cluster"].to_dict() == {
        "344": 0, "355": 0, "363": 1
    }  # fmt: skip


@pytest.mark.parametrize(
    "labels", [[2**32, 0, 2**32, 5], [-1, -7, -1, 3], [0.1, 0.9, 0.1, 0.5], ["a", "b", "a", "c"]]
)
def test_bipartite_modularity_takes_any_labels(labels):
    network = mg.Network.from_memberships([0, 1, 2, 3, 0], [0, 0, 1, 1, 1])
    numbers = [0, 1, 0, 2]
    groups = [labels[0], labels[1]]
    found = mg.bipartite_modularity(network, labels, groups)
    assert found == mg.bipartite_modularity(network, numbers, [0, 1])
    with pytest.raises(ValueError, match="label 1 is missing"):
        mg.bipartite_modularity(network, [0, np.nan, 0, 1], groups)
    with pytest.raises(ValueError, match="label 0 is missing"):
        mg.bipartite_modularity(network, labels, [None, 0])


# --- attributes -----------------------------------------------------------------------------------


def claim(name):
    return lambda n, x: getattr(mg, name)(
        mg.bridges(n, mg.leiden(n)), x, threshold=20_000, draws=19
    ).to_frame()


def _tiling(network, **options):
    """One arrangement drawn as a region of its own, the others by gravity."""
    schemes = ["one", *[None] * (network.arrangement_count - 1)]
    return mg.tiling(network, schemes=schemes, progress=False, **options)


ATTRIBUTE_CALLS = {
    "gravity, population": lambda n, x: mg.gravity(n, population=x, progress=False).alpha,
    "gravity, lon": lambda n, x: mg.gravity(n, lon=_degrees(x), progress=False).alpha,
    "gravity, lat": lambda n, x: Gravity(n, lat=_degrees(x)).alpha,
    "tiling, population": lambda n, x: _tiling(n, population=x).others.alpha,
    "tiling, lon": lambda n, x: _tiling(n, lon=_degrees(x)).others.alpha,
    "tiling, lat": lambda n, x: _tiling(n, lat=_degrees(x)).others.alpha,
    "size_claim": claim("size_claim"),
    "attribute_claim": claim("attribute_claim"),
}


def _degrees(values):
    """Figures of any size as degrees, in the form that they were given in."""
    if isinstance(values, dict):
        return {key: value % 50 for key, value in values.items()}
    return values % 50


@pytest.mark.parametrize("name", ATTRIBUTE_CALLS)
def test_attributes_are_matched_by_id(name, network):
    call = ATTRIBUTE_CALLS[name]
    series = by_id(network, network.nodes["population"])
    expected = figures(call(network, series.to_numpy()))
    forms = [series, shuffled(series), series.sort_values(), shuffled(series).to_dict()]
    for form in (*forms, pd.Series(series.to_numpy())):
        assert figures(call(network, form)) == expected


@pytest.mark.parametrize("name", ATTRIBUTE_CALLS)
def test_attributes_that_do_not_fit_are_an_error(name, network):
    call = ATTRIBUTE_CALLS[name]
    series = by_id(network, network.nodes["population"])
    bare = pd.Series(series.to_numpy())
    wrong = [
        shuffled(bare), bare.sort_values(), series.set_axis([f"{one}x" for one in series.index]),
        series.iloc[1:], pd.concat([series, pd.Series([1.0], index=["no such place"])]),
        bare.iloc[1:], series.to_numpy()[1:],
    ]  # fmt: skip
    for form in wrong:
        with pytest.raises(ValueError, match=r"expected|of \d+ (nodes|ids)|not in order"):
            call(network, form)


def test_claims_on_a_part_of_the_table(network):
    table = mg.bridges(network, mg.leiden(network))
    part = table[table["rank"] > 5]
    population = by_id(network, network.nodes["population"])
    whole = mg.size_claim(part, population, threshold=20_000, draws=19)
    assert whole == mg.size_claim(part, population.reindex(part.index), threshold=20_000, draws=19)
    assert whole == mg.size_claim(part, population.to_numpy(), threshold=20_000, draws=19)
    assert whole.n == len(part)


def test_series_of_two_tables_do_not_make_roles(network, clustering):
    table = mg.bridges(network, clustering)
    with pytest.raises(ValueError, match="different indices"):
        bridging.cartographic_roles(table["participation"], table["within_z"].sort_index())


def test_co_assignment_knows_the_order_of_its_runs(network, clustering, turned):
    again, order = turned
    theirs, mine = mg.ensemble(again, runs=3), mg.ensemble(network, runs=3)
    matrix = np.empty((len(order), len(order)))
    matrix[np.ix_(order, order)] = theirs.co_assignment()
    drawn = plot.co_assignment(theirs, clustering, network)
    assert figures(drawn) == figures(plot.co_assignment(matrix, clustering, network))
    assert mine.ids.tolist() == network.nodes["id"].tolist()


def test_domains_in_inference_are_faces():
    assert inference.alignment is mg.alignment
