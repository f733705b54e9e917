"""Networks that are clustered on their memberships are projected by nothing else either."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import munigraph as mg
import numpy as np
import pytest
from munigraph.clustering._summary import summarise, weight_inside
from munigraph.network._synthetic import synthetic_memberships

WEIGHTINGS = ["newman", "count", "pair_share"]
OPTIONS = {"representation": "implicit", "progress": False, "seed": 2}


def memberships():
    """Eight groups with five arrangements each, a few pairs across, a loner."""
    lists = [range(6 * c, 6 * c + 6) for c in range(8) for _ in range(5)]
    lists += [(6 * c, (6 * c + 8) % 48) for c in range(8)]
    node = [i for members in lists for i in members]
    arrangement = [a for a, members in enumerate(lists) for _ in members]
    return node, arrangement


def network(weighting="newman"):
    return mg.Network.from_memberships(*memberships(), n=49, weighting=weighting)


def register():
    node, arrangement = memberships()
    return mg.Register.from_tables(
        {"id": [f"m{i:02}" for i in range(49)]},
        {"id": [f"a{a}" for a in range(max(arrangement) + 1)]},
        {
            "arrangement": [f"a{a}" for a in arrangement],
            "participant": [f"m{i:02}" for i in node],
        },
    )


@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_figures_are_those_of_the_ties(weighting):
    drawn = synthetic_memberships(300, 900, clusters=6, memberships=4_000, seed=3)
    apart = mg.Network.from_memberships(
        drawn["participants"], drawn["arrangements"], n=310, weighting=weighting
    )
    text = repr(apart), apart._repr_html_()
    counts = (apart.edge_count, apart.total_weight, apart.components, apart.isolates)
    strength, labels = apart.strength, apart.component_labels
    assert not apart.is_projected
    edges = apart.edges
    assert apart.is_projected
    assert counts == (len(edges), apart.total_weight, apart.components, apart.isolates)
    assert counts[1] == pytest.approx(edges["weight"].sum(), rel=1e-12)
    assert np.array_equal(strength, apart.strength)
    assert np.array_equal(labels, apart.component_labels)
    assert text == (repr(apart), apart._repr_html_())


def test_what_needs_the_ties_projects():
    tied = mg.Network.from_edges([0, 1], [1, 2])
    assert tied.is_projected
    other = network("jaccard")
    assert not other.is_projected
    assert other.edge_count > 0
    assert other.is_projected
    explicit = network()
    mg.leiden(explicit, representation="explicit")
    assert explicit.is_projected


@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_clusterings_of_many_runs(weighting):
    apart, tied = network(weighting), network(weighting)
    ties = {**OPTIONS, "representation": "explicit"}
    for call in (mg.ensemble, mg.consensus, mg.landscape):
        a, b = call(apart, runs=8, **OPTIONS), call(tied, runs=8, **ties)
        best = [getattr(getattr(x, "ensemble", x), "best", x) for x in (a, b)]
        assert np.array_equal(best[0].labels, best[1].labels)
        assert best[0].quality == pytest.approx(best[1].quality, abs=1e-12)
        assert best[0].summary.equals(best[1].summary)
        assert weight_inside(apart, best[0]) == weight_inside(tied, best[1])
    assert summarise(apart, runs=4, representation="implicit").estimate.clusters == 8
    assert not apart.is_projected
    assert tied.is_projected


def test_measures_of_clusters():
    apart, tied = network(), network()
    labels = mg.leiden(apart, representation="implicit").labels
    tied.edges  # noqa: B018  (projects)
    for call in (mg.participation, mg.within_cluster_z):
        assert np.allclose(call(apart, labels), call(tied, labels), atol=1e-12, equal_nan=True)
    assert not apart.is_projected
    assert tied.is_projected


@pytest.mark.parametrize("quality", ["modularity", "cpm"])
def test_profile(quality):
    scan = [0.1, 0.2, 0.4] if quality == "cpm" else [0.5, 1, 2]
    apart, tied = network(), network()
    a = mg.profile(apart, resolutions=scan, runs=4, quality=quality, **OPTIONS)
    b = mg.profile(
        tied, resolutions=scan, runs=4, quality=quality, **{**OPTIONS, "representation": "explicit"}
    )
    assert not apart.is_projected
    assert tied.is_projected
    assert np.array_equal(a.partitions, b.partitions)
    assert np.allclose(a.domains, b.domains, rtol=1e-9, atol=0)


@pytest.mark.parametrize("resample", ["weights", "arrangements", "memberships"])
def test_stability(resample):
    apart, tied = network(), network()
    options = {"draws": 10, "runs": 3, "resample": resample}
    a = mg.stability(apart, **options, **OPTIONS)
    b = mg.stability(tied, **options, **{**OPTIONS, "representation": "explicit"})
    assert a.clustering.representation == "implicit"
    assert not apart.is_projected
    same = (a.labels == b.labels).all(axis=1)
    assert same.mean() >= 0.8
    for name in ("counts", "singletons", "isolates", "components"):
        assert np.array_equal(getattr(a, name)[same], getattr(b, name)[same])
    assert np.allclose(a.quality[same], b.quality[same], rtol=1e-9, atol=0)


def test_multiverse_columns():
    grid = {"weighting": WEIGHTINGS, "resolution": [1, 2]}
    options = {"date": "2020-07-01", "runs": 4, "seed": 1, "progress": False}
    tables = {
        form: mg.multiverse(register(), grid, representation=form, **options)
        for form in ("implicit", "explicit")
    }
    for form, table in tables.items():
        assert (table["status"] == "ok").all()
        assert (table["representation"] == form).all()
        assert (table["clusters"] == 8).all()
    a, b = (table.drop(columns="representation") for table in tables.values())
    exact = [c for c in a.columns if not c.startswith("quality")]
    assert a[exact].equals(b[exact])
    for name in ("quality", "quality_min", "quality_max"):
        assert np.allclose(a[name], b[name], rtol=0, atol=1e-12)


def test_multiverse_says_which_rows_need_the_ties():
    grid = [{}, {"min_shared": 2}, {"weighting": "jaccard"}]
    found = mg.multiverse(
        register(), grid, date="2020-07-01", runs=2, representation="implicit", progress=False
    )
    assert found["status"][0] == "ok"
    assert found["status"][1:].str.contains("needs the explicit form").all()
    assert found["representation"].tolist() == ["implicit", "", ""]
    with pytest.raises(ValueError, match="did you mean 'implicit'"):
        mg.multiverse(register(), grid, date="2020-07-01", representation="implict")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits its own memory")
def test_an_arrangement_of_everyone_fits_in_little_memory():
    """Its 200 million ties would take 5 GB."""
    script = """
        import resource
        import munigraph as mg
        n = 20_000
        ids = [f"m{i}" for i in range(n)]
        groups = [f"g{i // 1000}" for i in range(n)]
        register = mg.Register.from_tables(
            {"id": ids},
            {"id": ["all", *dict.fromkeys(groups)]},
            {"arrangement": ["all"] * n + groups, "participant": ids + ids},
        )
        used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + 2 * 2**30,) * 2)
        options = {"runs": 1, "threads": 1, "seed": 1, "progress": False}
        table = mg.multiverse(register, [{}], date="2020-01-01", **options)
        assert table["status"][0] == "ok", table["status"][0]
        assert table["representation"][0] == "implicit"
        assert table["edges"][0] == n * (n - 1) // 2
        assert table["clusters"][0] == 20
        network = register.at("2020-01-01").network()
        found = mg.stability(network, draws=1, **options)
        assert found.observed == 20
        assert not network.is_projected
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=True)
