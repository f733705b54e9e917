"""A statement over specifications, of a register and of draws."""

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from munigraph import stream

DAY = "2020-06-01"
GRID = {"weighting": ["newman", "binary"], "max_size": [None, 6], "resolution": [0.5, 2.0]}


@pytest.fixture(scope="module")
def planted():
    return mg.synthetic(municipalities=40, arrangements=60, clusters=4, seed=3)


def test_it_is_the_multiverse_of_draws(planted):
    """The same by hand: snapshots of the null, their multiverse, counted in plain Python."""
    statement = {"figure": "quality", "at_least": 0.3, "text": "it falls apart"}
    found = mg.specification_test(
        planted, GRID, statement, date=DAY, draws=4, runs=2, seed=9, progress=False
    )
    model = mg.null_models.Curveball(planted.at(DAY).network(arrangement_kinds=None))
    shares, medians = [], []
    for d in range(4):
        drawn = model.sample_snapshot(stream(9, 2 * d)).register
        table = mg.multiverse(drawn, GRID, date=DAY, runs=2, seed=stream(9, 2 * d + 1))
        shares.append(sum(q >= 0.3 for q in table["quality"]) / 8)
        medians.append(np.median(table["quality"]))
    own = mg.multiverse(planted, GRID, date=DAY, runs=2, seed=9)
    assert found.draws.tolist() == shares
    assert found.medians.tolist() == pytest.approx(medians)
    assert found.share == (own["quality"] >= 0.3).mean()
    assert found.median == pytest.approx(own["quality"].median())
    assert found.expected == pytest.approx(np.mean(shares))
    assert found.p == (1 + sum(s >= found.share for s in shares)) / 5
    assert found.median_p == (1 + sum(m >= found.median for m in medians)) / 5
    assert found.table["statistic"].tolist() == ["share", "median"]
    assert found.table["expected"].tolist() == pytest.approx([np.mean(shares), np.mean(medians)])
    assert "'it falls apart' true in" in repr(found)


def test_planted_clusters_are_found_in_more_specifications_than_chance(planted):
    statement = {"figure": "quality", "at_least": 0.35}
    grid = {"weighting": ["newman", "count"], "resolution": [0.7, 1.0]}
    found = mg.specification_test(planted, grid, statement, date=DAY, draws=19, runs=1)
    assert found.share > found.expected
    assert found.p == 0.05


def test_a_register_of_chance_is_like_its_draws(planted):
    """What is drawn itself is not significant more often than it should be."""
    model = mg.null_models.Curveball(planted.at(DAY).network(arrangement_kinds=None))
    p = []
    for seed in range(16):
        chance = model.sample_snapshot(1000 + seed).register
        found = mg.specification_test(
            chance, {"weighting": ["newman", "count"]}, {"figure": "quality", "at_least": 0},
            date=DAY, draws=19, runs=1, seed=seed, progress=False,
        )  # fmt: skip
        p.append(found.median_p)
        assert found.share == found.expected == found.p == 1.0
    # Of 16 uniform p, five or more at .05 come in 9 of 10,000 cases.
    assert sum(one <= 0.05 for one in p) <= 4
    assert 0.25 < np.mean(p) < 0.8


def test_more_than_compares_with_the_other_row(planted):
    domains = planted.at(DAY).arrangement_themes["domain"].value_counts().index[:2].tolist()
    statement = {"where": {"domain": domains[0]}, "more_than": {"domain": domains[1]}}
    grid = {"domain": domains, "weighting": ["newman", "count"]}
    found = mg.specification_test(planted, grid, statement, date=DAY, draws=3, runs=2, seed=1)
    table = mg.multiverse(planted, grid, date=DAY, runs=2, seed=1)
    counts = table.pivot_table(index="weighting", columns="domain", values="clusters")
    expected = (counts[domains[0]] > counts[domains[1]])[["newman", "count"]]
    assert found.specifications["holds"].tolist() == expected.tolist()
    assert len(found.specifications) == 2
    # Rows that have nothing to be compared with are not tried.
    some = [{"domain": d, "weighting": w} for d in domains for w in ("newman", "count")]
    fewer = mg.specification_test(
        planted, some[:3], statement, date=DAY, draws=3, runs=2, seed=1, progress=False
    )
    assert fewer.specifications["weighting"].tolist() == ["newman"]


def test_a_row_is_not_held_against_itself():
    """The statement is about both domains: that of b has nothing but itself to be more than."""
    from munigraph.inference._statements import holds

    rows = [(d, r, 10 * r + (d == "a")) for d in ("a", "b") for r in (1, 2)]
    table = pd.DataFrame(rows, columns=["domain", "resolution", "clusters"])
    statement = {"figure": "clusters", "more_than": {"domain": "b"}}
    found = holds(table, statement, ["domain", "resolution"])
    assert found[table["domain"] == "a"].tolist() == [True, True]
    assert found[table["domain"] == "b"].isna().all()


def test_specifications_without_ties_are_not_true(hand_made):
    """Nothing is left of at least seven members: no clusters, so fewer than three, but not so."""
    grid = {"min_size": [2, 7]}
    found = mg.specification_test(
        hand_made, grid, {"at_most": 3}, date=DAY, draws=3, runs=1, progress=False
    )
    assert found.specifications["holds"].tolist() == [True, False]
    assert found.share == 0.5
    assert (found.draws <= 0.5).all()
    assert found.median == found.specifications["clusters"].iloc[0]


def test_choices_that_do_not_go_together_are_not_true(hand_made):
    grid = [{"min_size": 2}, {"quality": "cpm"}]  # whose resolution has no default
    found = mg.specification_test(hand_made, grid, {"at_least": 0}, date=DAY, draws=2, runs=1)
    assert found.specifications["holds"].tolist() == [True, False]
    assert found.draws.tolist() == [0.5, 0.5]


def test_threads_and_the_model_given(planted):
    options = {"date": DAY, "draws": 3, "runs": 2, "seed": 4, "progress": False}
    statement = {"at_least": 4}
    one = mg.specification_test(planted, GRID, statement, null="bicm", threads=1, **options)
    model = mg.bicm(planted.at(DAY).network())
    two = mg.specification_test(planted, GRID, statement, null=model, threads=2, **options)
    pd.testing.assert_frame_equal(one.table, two.table)
    assert two.null == "bicm"


@pytest.mark.parametrize(
    ("statement", "error", "match"),
    [
        ({"at_leest": 3}, ValueError, "did you mean 'at_least'"),
        ({"figure": "cluster", "at_least": 3}, ValueError, "did you mean 'clusters'"),
        ({"figure": "status", "at_least": 3}, ValueError, "figure"),
        ({}, ValueError, "says nothing"),
        ({"at_least": 3, "where": {"weighting": "cosine"}}, ValueError, "about no row"),
        ({"more_than": {"weighting": "cosine"}}, ValueError, "about no row"),
        ({"at_least": "3"}, TypeError, "a number"),
        ({"at_least": 3, "where": "social"}, TypeError, "a dict of choices"),
        ("clusters", TypeError, "a dict"),
    ],
)
def test_misuse_of_statements(planted, statement, error, match):
    with pytest.raises(error, match=match):
        mg.specification_test(planted, GRID, statement, date=DAY, draws=1)


def test_misuse(planted):
    with pytest.raises(ValueError, match="2 dates"):
        mg.specification_test(planted, {"date": [DAY, "2020-07-01"]}, {"at_least": 1}, draws=1)
    with pytest.raises(ValueError, match="null model"):
        mg.specification_test(planted, GRID, {"at_least": 1}, date=DAY, null="curvebal")
    other = mg.bicm(mg.synthetic(20, 20, clusters=2).at(DAY).network())
    with pytest.raises(ValueError, match="not one of this register"):
        mg.specification_test(planted, GRID, {"at_least": 1}, date=DAY, null=other)
    for draws in (0, 2.5):
        with pytest.raises((ValueError, TypeError), match="draws"):
            mg.specification_test(planted, GRID, {"at_least": 1}, date=DAY, draws=draws)
