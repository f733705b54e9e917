"""Grids of a multiverse: products, lists, misuse, and what does not go together."""

from __future__ import annotations

import itertools
import json

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from munigraph.inference._multiverse import grid as grids

DATE = "2020-07-01"


def same(a, b):
    pd.testing.assert_frame_equal(a, b, check_exact=True)


def test_a_dict_of_lists_is_a_product(table, grid):
    combos = list(itertools.product(*grid.values()))
    assert len(table) == len(combos) == 16
    for row, combo in zip(table.itertuples(), combos, strict=True):
        weighting, size, domain, resolution = combo
        assert row.weighting == weighting
        assert (None if pd.isna(row.max_size) else row.max_size) == size
        assert (None if pd.isna(row.domain) else row.domain) == domain
        assert row.resolution == resolution
    assert (table["date"] == pd.Timestamp(DATE)).all()
    assert (table["quality_function"] == "modularity").all()
    assert table["row"].is_unique
    assert table["seed"].is_unique
    assert not table.columns.duplicated().any()


def test_a_list_of_dicts_keeps_its_order(register, table, grid):
    rows = [dict(zip(grid, combo, strict=True)) for combo in itertools.product(*grid.values())]
    again = mg.multiverse(register, rows, date=DATE, runs=5, seed=3, progress=False)
    same(table, again)
    some = mg.multiverse(
        register, rows[::-3], date=DATE, runs=5, seed=3, reference=rows[0], progress=False
    )
    expected = table.iloc[::-3].reset_index(drop=True)
    same(some, expected)


def test_invalid_combinations_are_reported_not_dropped(register):
    rows = [
        {"max_size": 3, "min_size": 5},
        {"quality": "cpm"},
        {"split_domains": True},
        {"date": "1990-01-01"},
        {"max_share": 7.5},
        {},
    ]
    found = mg.multiverse(register, rows, date=DATE, runs=2, progress=False)
    assert len(found) == len(rows)
    invalid = found["status"].str.startswith("invalid: ")
    assert invalid.tolist() == [True] * 5 + [False]
    for word, status in zip(
        ["max_size", "resolution", "split_domains", "1990-01-01", "max_share"],
        found["status"],
        strict=False,
    ):
        assert word in status
    assert found.loc[invalid, ["clusters", "nodes", "agreement"]].isna().all(axis=None)
    assert found["row"].is_unique


@pytest.mark.parametrize(
    ("grid", "error", "match"),
    [
        ({"weigthing": ["newman"]}, ValueError, "did you mean 'weighting'"),
        ({"weighting": ["newmann"]}, ValueError, "did you mean 'newman'"),
        ({"domain": ["socail"]}, ValueError, "did you mean 'social'"),
        ({"backbone": ["disparty"]}, ValueError, "did you mean 'disparity'"),
        ({"quality": ["modularty"]}, ValueError, "did you mean 'modularity'"),
        ({"resolution": [-1]}, ValueError, "at least 0"),
        ({"resolution": ["high"]}, TypeError, "a number"),
        ({"resolution": []}, ValueError, "no values for 'resolution'"),
        ({"max_size": ["big"]}, ValueError, "max_size"),
        ({"max_size": [object()]}, TypeError, "cannot use"),
        ("newman", TypeError, "a dict of lists or a list of dicts"),
        (["newman"], TypeError, "a row of a grid is a dict"),
    ],
)
def test_misuse_is_an_error(register, grid, error, match):
    with pytest.raises(error, match=match):
        mg.multiverse(register, grid, date=DATE, runs=1, progress=False)


def test_a_date_is_needed(register):
    with pytest.raises(TypeError, match="2020-01-01"):
        mg.multiverse(register, {"weighting": ["newman"]}, runs=1, progress=False)
    with pytest.raises(ValueError, match="runs is 0, expected a whole number of at least 1"):
        mg.multiverse(register, [{}], date=DATE, runs=0)
    with pytest.raises(ValueError, match="threads"):
        mg.multiverse(register, [{}], date=DATE, threads=0)


def test_a_grid_without_any_result_is_an_error_and_some_are_told(register):
    with pytest.raises(ValueError, match="no row of the grid has a result: 2 × max_size"):
        mg.multiverse(
            register, {"max_size": [1], "weighting": ["newman", "count"]}, date=DATE, runs=1,
            progress=False,
        )  # fmt: skip
    with pytest.warns(UserWarning, match=r"1 of 2 rows are invalid: 1 × max_size"):
        mg.multiverse(register, {"max_size": [1, 4]}, date=DATE, runs=1, progress=False)


def test_empty_and_single(register):
    none = mg.multiverse(register, [], date=DATE, progress=False)
    assert len(none) == 0
    assert {"clusters", "status", "row"} <= set(none.columns)
    one = mg.multiverse(register, {}, date=DATE, runs=1, progress=False)
    assert len(one) == 1
    assert np.isnan(one["agreement"][0])
    twice = mg.multiverse(register, [{}, {"min_size": 2}], date=DATE, runs=1, progress=False)
    assert twice["row"].nunique() == 1
    assert twice["clusters"].nunique() == 1


def test_lists_and_dicts_as_choices(register):
    grid = {
        "domain": [["social", "safety"], "social"],
        "intensity": [None, {"covenant": 0.5}],
        "date": [pd.Timestamp(DATE), np.datetime64("2020-03-01")],
        "max_size": np.array([10, 20]),
    }
    found = mg.multiverse(register, grid, runs=1, progress=False)
    assert len(found) == 16
    assert found["domain"][0] == "social + safety"
    assert json.loads(found["intensity"][4]) == {"covenant": 0.5}
    assert found["date"].dt.strftime("%Y-%m-%d").unique().tolist() == [DATE, "2020-03-01"]


@settings(max_examples=25, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["min_size", "max_size", "min_shared", "max_share", "resolution"]),
        st.lists(st.integers(0, 4), min_size=1, max_size=3),
        max_size=3,
    )
)
def test_any_grid_gives_its_rows(hand_made, grid):
    try:
        found = mg.multiverse(hand_made, grid, date=DATE, runs=1, progress=False)
    except ValueError as error:
        if not str(error).startswith("no row of the grid has a result: "):
            raise
        return
    assert len(found) == int(np.prod([len(values) for values in grid.values()], initial=1))
    for name, values in grid.items():
        assert set(found[name]) == set(values)
    assert found["status"].str.match("ok$|no ties$|invalid: .").all()


def test_no_choice_is_unknown_to_the_network(register):
    """Every choice of a grid but the clustering's and the register's own is an option of
    snapshot.network."""
    import inspect

    options = set(inspect.signature(mg.Snapshot.network).parameters) - {"self"}
    assert set(grids.defaults()) - {"date", "geography", "resolution", "quality"} == options


def test_a_year_is_its_first_of_july():
    register = mg.datasets.load("nl-2020")
    options = {"runs": 1, "progress": False}
    years = mg.multiverse(register, {"date": [2020]}, **options)
    days = mg.multiverse(register, {"weighting": ["newman"]}, date=2020, **options)
    assert years["date"].astype(str).tolist() == days["date"].astype(str).tolist() == ["2020-07-01"]
    for wrong in (2020.5, True):
        with pytest.raises(TypeError, match="expected a year, a date, or text"):
            mg.multiverse(register, {"date": [wrong]}, **options)
