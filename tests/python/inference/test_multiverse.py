"""The multiverse: grids, rows, executors, files, and the Dutch register."""

from __future__ import annotations

import itertools
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from munigraph.inference import grid as grids

DATE = "2020-07-01"
GRID = {
    "weighting": ["newman", "binary"],
    "max_size": [None, 20],
    "domain": [None, "social"],
    "resolution": [0.5, 2],
}


@pytest.fixture(scope="module")
def register():
    return mg.datasets.load("nl-2020")


@pytest.fixture(scope="module")
def table(register):
    return mg.multiverse(register, GRID, date=DATE, runs=5, seed=3, progress=False)


def hand_made():
    """Two triples with three arrangements each, one arrangement of all six, and a loner."""
    groups = {f"a{k}": [0, 1, 2] for k in range(3)}
    groups |= {f"b{k}": [3, 4, 5] for k in range(3)}
    groups["all"] = range(6)
    pairs = [(a, f"m{i}") for a, members in groups.items() for i in members]
    return mg.Register.from_tables(
        {"id": [f"m{i}" for i in range(7)]},
        {"id": list(groups), "valid_from": ["2019-01-01"] * 7},
        {"arrangement": [a for a, _ in pairs], "participant": [p for _, p in pairs]},
    )


def same(a, b):
    pd.testing.assert_frame_equal(a, b, check_exact=True)


def test_by_hand():
    found = mg.multiverse(
        hand_made(), {"max_size": [None, 3, 2, 1]}, date=DATE, runs=3, progress=False
    )
    assert found["clusters"].tolist()[:3] == [2, 2, 0]
    assert found["singletons"].tolist()[:3] == [1, 1, 7]
    assert found["isolates"].tolist()[:3] == [1, 1, 7]
    assert found["components"].tolist()[:3] == [1, 2, 0]
    assert found["edges"].tolist()[:3] == [15, 6, 0]
    assert found["arrangements"].tolist()[:3] == [7, 6, 0]
    assert found["weight_inside"].tolist()[:2] == pytest.approx([0.85, 1])
    assert found["quality"].tolist()[:2] == pytest.approx([0.35, 0.5])
    assert found["ami_reference"].tolist()[:2] == [1, 1]
    assert found["ami_nodes"].tolist()[:3] == [6, 6, 0]
    assert found["status"].tolist()[:3] == ["ok", "ok", "no ties"]
    assert found["status"][3].startswith("invalid: max_size")
    assert found.loc[3, ["clusters", "isolates", "quality", "ami_nodes"]].isna().all()


def test_a_dict_of_lists_is_a_product(table):
    combos = list(itertools.product(*GRID.values()))
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


def test_columns(table):
    promised = {
        "clusters", "clusters_low", "clusters_high", "singletons", "isolates", "components",
        "quality", "agreement", "ami_reference", "ami_nodes", "weight_inside", "status",
    }  # fmt: skip
    assert promised <= set(table.columns)
    assert (table["status"] == "ok").all()
    assert (table["clusters_low"] <= table["clusters"]).all()
    assert (table["clusters"] <= table["clusters_high"]).all()
    assert table["ami_reference"][0] == 1
    assert table["weight_inside"].between(0, 1).all()
    assert table["date"].dtype == "datetime64[s]"


def test_a_list_of_dicts_keeps_its_order(register, table):
    rows = [dict(zip(GRID, combo, strict=True)) for combo in itertools.product(*GRID.values())]
    again = mg.multiverse(register, rows, date=DATE, runs=5, seed=3, progress=False)
    same(table, again)
    some = mg.multiverse(
        register, rows[::-3], date=DATE, runs=5, seed=3, reference=rows[0], progress=False
    )
    expected = table.iloc[::-3].reset_index(drop=True)
    same(some, expected)


def test_rows_are_ensembles(register, table):
    for k in (0, 3, 6, 13):
        row = table.iloc[k]
        options = {
            "weighting": row["weighting"],
            "max_size": None if pd.isna(row["max_size"]) else int(row["max_size"]),
            "domain": None if pd.isna(row["domain"]) else row["domain"],
        }
        network = register.at(DATE).network(**options)
        direct = mg.ensemble(
            network, runs=5, seed=int(row["seed"]), resolution=row["resolution"], progress=False
        )
        assert row["clusters"] == np.median(direct.counts)
        assert (row["clusters_low"], row["clusters_high"]) == (
            direct.counts.min(),
            direct.counts.max(),
        )
        assert row["quality_high"] == direct.best.quality
        assert row["agreement"] == direct.agreement
        assert row["isolates"] == direct.best.isolates
        assert row["components"] == direct.best.components
        inside = direct.best.summary["weight_inside"].sum() / network.total_weight
        assert row["weight_inside_low"] - 1e-12 <= inside <= row["weight_inside_high"] + 1e-12


def test_the_seed_is_that_of_the_choices():
    register = hand_made()
    one = mg.multiverse(register, [{}], date=DATE, runs=2, seed=5, progress=False)
    same_choices = [{"min_size": 2, "resolution": 1.0, "date": DATE, "kinds": "municipality"}]
    two = mg.multiverse(register, same_choices, runs=2, seed=5, progress=False)
    assert one["row"][0] == two["row"][0]
    assert one["seed"][0] == two["seed"][0] == mg.stream(5, int(one["row"][0], 16))
    three = mg.multiverse(register, [{}], date=DATE, runs=2, seed=6, progress=False)
    assert one["row"][0] == three["row"][0]
    assert one["seed"][0] != three["seed"][0]


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_threads_change_nothing(register, table, threads):
    same(
        table,
        mg.multiverse(register, GRID, date=DATE, runs=5, seed=3, threads=threads, progress=False),
    )


def test_executors_change_nothing(register, table):
    with ThreadPoolExecutor(2) as executor:
        same(
            table,
            mg.multiverse(
                register, GRID, date=DATE, runs=5, seed=3, executor=executor, progress=False
            ),
        )
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) as executor:
        same(
            table,
            mg.multiverse(
                register, GRID, date=DATE, runs=5, seed=3, executor=executor, progress=False
            ),
        )


def test_dask_changes_nothing(register, table):
    distributed = pytest.importorskip("distributed")
    cluster = {"n_workers": 1, "threads_per_worker": 2, "processes": False}
    with distributed.Client(**cluster, dashboard_address=None) as client:
        found = mg.multiverse(
            register,
            GRID,
            date=DATE,
            runs=5,
            seed=3,
            executor=client.get_executor(),
            progress=False,
        )
    same(table, found)


def test_the_reference(register, table):
    other = mg.multiverse(register, GRID, date=DATE, runs=5, seed=3, reference=5, progress=False)
    assert other["ami_reference"][5] == 1
    row = {"weighting": "newman", "domain": "safety", "resolution": 1.3}
    outside = mg.multiverse(
        register, GRID, date=DATE, runs=5, seed=3, reference=row, progress=False
    )
    both = mg.multiverse(
        register, [row, *([{"resolution": 0.5}])], date=DATE, runs=5, seed=3, progress=False
    )
    assert outside["ami_reference"][0] == both["ami_reference"][1]
    fixed = table.columns.difference(["ami_reference", "ami_nodes"])
    same(table[fixed], outside[fixed])


def test_ami_is_over_nodes_isolated_in_neither(register):
    grid = [{"domain": "administrative"}, {"domain": "social", "obligation": "free"}]
    found = mg.multiverse(register, grid, date=DATE, runs=4, seed=1, progress=False)
    labels, tied = [], []
    for k, options in enumerate(grid):
        network = register.at(DATE).network(**options)
        best = mg.ensemble(network, runs=4, seed=int(found["seed"][k]), progress=False).best
        labels.append(best.labels)
        tied.append(~network.nodes["id"].isin(network.isolates).to_numpy())
    both = tied[0] & tied[1]
    assert 0 < both.sum() < 355
    assert found["ami_nodes"][1] == both.sum()
    expected = mg.compare(labels[0][both], labels[1][both]).ami
    assert found["ami_reference"][1] == pytest.approx(expected, abs=1e-12)


def test_references_that_cannot_be_had(register):
    with pytest.raises(ValueError, match="row 9 of a grid of 1"):
        mg.multiverse(register, [{}], date=DATE, reference=9, progress=False)
    with pytest.raises(ValueError, match=r"the reference has no result.*max_size"):
        mg.multiverse(register, [{}], date=DATE, reference={"max_size": 1}, progress=False)
    with pytest.raises(ValueError, match="unknown choice 'weigthing'"):
        mg.multiverse(register, [{}], date=DATE, reference={"weigthing": 1}, progress=False)
    # Without one, the first row with a result serves.
    found = mg.multiverse(register, {"max_size": [1, None]}, date=DATE, runs=2, progress=False)
    assert found["ami_reference"].isna().tolist() == [True, False]


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
    with pytest.raises(ValueError, match="runs must be at least 1"):
        mg.multiverse(register, [{}], date=DATE, runs=0)
    with pytest.raises(ValueError, match="threads"):
        mg.multiverse(register, [{}], date=DATE, threads=0)


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
def test_any_grid_gives_its_rows(grid):
    found = mg.multiverse(hand_made(), grid, date=DATE, runs=1, progress=False)
    assert len(found) == int(np.prod([len(values) for values in grid.values()], initial=1))
    for name, values in grid.items():
        assert set(found[name]) == set(values)
    assert found["status"].str.match("ok$|no ties$|invalid: .").all()


def test_progress_is_told(register):
    seen = []
    mg.multiverse(
        register,
        {"resolution": [0.5, 1, 2]},
        date=DATE,
        runs=4,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen[-1] == (12, 12)
    assert seen == sorted(seen)


# --- files ---------------------------------------------------------------------------------------


def test_a_file_holds_the_table(register, table, tmp_path):
    pytest.importorskip("pyarrow")
    out = tmp_path / "rows.parquet"
    found = mg.multiverse(register, GRID, date=DATE, runs=5, seed=3, out=out, progress=False)
    same(table, found)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["rows.parquet"]
    pd.testing.assert_frame_equal(table, pd.read_parquet(out), check_dtype=False)
    # Rows that are there are not computed again; a larger grid adds to them.
    told = []
    wider = {**GRID, "resolution": [0.5, 2, 3]}
    more = mg.multiverse(
        register,
        wider,
        date=DATE,
        runs=5,
        seed=3,
        out=out,
        progress=lambda done, total: told.append(total),
    )
    assert told[-1] == 8 * 5
    old = more[more["resolution"] != 3].reset_index(drop=True)
    same(table, old)


def test_a_file_of_another_multiverse_is_refused(register, tmp_path):
    pytest.importorskip("pyarrow")
    out = tmp_path / "rows.parquet"
    mg.multiverse(register, [{}], date=DATE, runs=2, seed=3, out=out, progress=False)
    with pytest.raises(ValueError, match="another multiverse: seed differs"):
        mg.multiverse(register, [{}], date=DATE, runs=2, seed=4, out=out, progress=False)
    with pytest.raises(ValueError, match="register, runs differ"):
        mg.multiverse(hand_made(), [{}], date=DATE, runs=3, seed=3, out=out, progress=False)
    pd.DataFrame({"row": [1]}).to_parquet(out)
    with pytest.raises(ValueError, match="not written by multiverse"):
        mg.multiverse(register, [{}], date=DATE, runs=2, seed=3, out=out, progress=False)
    with pytest.raises(ValueError, match="is a folder"):
        mg.multiverse(register, [{}], date=DATE, runs=2, out=tmp_path, progress=False)


class Stop(Exception):
    pass


def test_what_was_found_before_a_failure_is_kept(register, table, tmp_path, monkeypatch):
    pytest.importorskip("pyarrow")
    monkeypatch.setattr("munigraph.inference.rows._PART_SECONDS", 1e-6)  # one row per part
    out = tmp_path / "rows.parquet"
    options = {"date": DATE, "runs": 5, "seed": 3, "threads": 1, "out": out}

    def stop(done, total):
        if done >= 6 * 5:
            raise Stop

    with pytest.raises(Stop):
        mg.multiverse(register, GRID, **options, progress=stop)
    assert not out.exists()
    kept = len(list((tmp_path / "rows.parquet.parts").glob("part-*.parquet")))
    assert kept >= 2
    told = []
    found = mg.multiverse(
        register, GRID, **options, progress=lambda done, total: told.append(total)
    )
    same(table, found)
    assert told[-1] < 16 * 5
    assert not (tmp_path / "rows.parquet.parts").exists()


def test_it_goes_on_after_being_killed(register, table, tmp_path):
    pytest.importorskip("pyarrow")
    out = tmp_path / "rows.parquet"
    script = tmp_path / "work.py"
    script.write_text(
        textwrap.dedent(f"""
        import time
        import munigraph as mg
        import munigraph.inference.rows as rows
        rows._PART_SECONDS = 1e-6
        register = mg.datasets.load("nl-2020")
        slow = lambda done, total: time.sleep(0.2)
        mg.multiverse(register, {GRID!r}, date={DATE!r}, runs=5, seed=3, threads=1,
                      out={str(out)!r}, progress=slow)
        """)
    )
    work = subprocess.Popen([sys.executable, str(script)])
    parts = tmp_path / "rows.parquet.parts"
    while len(list(parts.glob("part-*.parquet"))) < 3:
        assert work.poll() is None
        time.sleep(0.02)
    work.kill()
    work.wait()
    assert not out.exists()
    told = []
    found = mg.multiverse(
        register,
        GRID,
        date=DATE,
        runs=5,
        seed=3,
        out=out,
        progress=lambda done, total: told.append(total),
    )
    same(table, found)
    assert told[-1] <= 13 * 5


# --- interruption --------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="sends SIGINT to itself")
@pytest.mark.parametrize("pooled", [False, True])
def test_ctrl_c_is_heard(register, pooled):
    timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    grid = {"resolution": list(np.geomspace(0.2, 5, 50))}
    executor = ThreadPoolExecutor(2) if pooled else None
    timer.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            mg.multiverse(
                register, grid, date=DATE, runs=100_000, executor=executor, progress=False
            )
    finally:
        timer.join()
        if executor is not None:
            executor.shutdown()  # returns: what ran was stopped, what waited was cancelled


def test_an_error_in_a_part_is_raised(register):
    with ThreadPoolExecutor(1) as executor:
        executor.shutdown()
        with pytest.raises(RuntimeError, match="after shutdown"):
            mg.multiverse(register, [{}], date=DATE, runs=1, executor=executor, progress=False)


# --- the register --------------------------------------------------------------------------------


def test_the_dutch_register(register):
    """Counts that igraph finds on the same networks (best of 20 seeds, Newman weights)."""
    grid = {"domain": [None, "social", "safety"], "resolution": [1.0]}
    found = mg.multiverse(register, grid, date=DATE, runs=50, seed=1, progress=False)
    assert found["clusters"].tolist() == [17, 19, 25]
    assert found["components"].tolist() == [1, 3, 25]
    assert found["quality_high"].tolist() == pytest.approx([0.8845, 0.8993, 0.9544], abs=5e-5)
    assert found["arrangements"].tolist() == [459, 281, 25]


def test_no_choice_is_unknown_to_the_network(register):
    """Every choice of a grid but the clustering's own is an option of snapshot.network."""
    import inspect

    options = set(inspect.signature(mg.Snapshot.network).parameters) - {"self"}
    assert set(grids.defaults()) - set(grids.OWN) == options
