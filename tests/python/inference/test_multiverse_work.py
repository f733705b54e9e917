"""The work of a multiverse: threads, executors, files, progress and interruption."""

from __future__ import annotations

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

DATE = "2020-07-01"


def same(a, b):
    pd.testing.assert_frame_equal(a, b, check_exact=True)


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_threads_change_nothing(register, table, threads, grid):
    same(
        table,
        mg.multiverse(register, grid, date=DATE, runs=5, seed=3, threads=threads, progress=False),
    )


def test_executors_change_nothing(register, table, grid):
    with ThreadPoolExecutor(2) as executor:
        same(
            table,
            mg.multiverse(
                register, grid, date=DATE, runs=5, seed=3, executor=executor, progress=False
            ),
        )
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) as executor:
        same(
            table,
            mg.multiverse(
                register, grid, date=DATE, runs=5, seed=3, executor=executor, progress=False
            ),
        )


def test_dask_changes_nothing(register, table, grid):
    distributed = pytest.importorskip("distributed")
    cluster = {"n_workers": 1, "threads_per_worker": 2, "processes": False}
    options = {"date": DATE, "runs": 5, "seed": 3, "progress": False}
    with distributed.Client(**cluster, dashboard_address=None) as client:
        for executor in (client.get_executor(), client):
            same(table, mg.multiverse(register, grid, **options, executor=executor))


@pytest.mark.parametrize("given", [3, "tcp://127.0.0.1:8786", object(), ThreadPoolExecutor])
def test_what_takes_no_work_is_no_executor(register, given):
    with pytest.raises(TypeError, match=r"executor is .*xecutor"):
        mg.multiverse(register, [{}], date=DATE, runs=1, executor=given, progress=False)


def test_progress_is_told(register):
    seen = []
    mg.multiverse(
        register,
        {"resolution": [0.5, 1, 2]},
        date=DATE,
        runs=4,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen[-1] == (16, 16)  # the reference, and three rows
    assert seen == sorted(seen)


def test_a_file_holds_the_table(register, table, tmp_path, grid):
    pytest.importorskip("pyarrow")
    out = tmp_path / "rows.parquet"
    found = mg.multiverse(register, grid, date=DATE, runs=5, seed=3, out=out, progress=False)
    same(table, found)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["rows.parquet"]
    pd.testing.assert_frame_equal(table, pd.read_parquet(out), check_dtype=False)
    # Rows that are there are not computed again; a larger grid adds to them.
    told = []
    wider = {**grid, "resolution": [0.5, 2, 3]}
    more = mg.multiverse(
        register,
        wider,
        date=DATE,
        runs=5,
        seed=3,
        out=out,
        progress=lambda done, total: told.append(total),
    )
    assert told[-1] == (1 + 8) * 5  # with the reference
    old = more[more["resolution"] != 3].reset_index(drop=True)
    same(table, old)


def test_a_file_of_another_multiverse_is_refused(register, tmp_path, hand_made):
    pytest.importorskip("pyarrow")
    out = tmp_path / "rows.parquet"
    mg.multiverse(register, [{}], date=DATE, runs=2, seed=3, out=out, progress=False)
    with pytest.raises(ValueError, match="another multiverse: seed differs"):
        mg.multiverse(register, [{}], date=DATE, runs=2, seed=4, out=out, progress=False)
    with pytest.raises(ValueError, match="register, runs differ"):
        mg.multiverse(hand_made, [{}], date=DATE, runs=3, seed=3, out=out, progress=False)
    pd.DataFrame({"row": [1]}).to_parquet(out)
    with pytest.raises(ValueError, match="not written by multiverse"):
        mg.multiverse(register, [{}], date=DATE, runs=2, seed=3, out=out, progress=False)
    with pytest.raises(ValueError, match="is a folder"):
        mg.multiverse(register, [{}], date=DATE, runs=2, out=tmp_path, progress=False)


class Stop(Exception):
    pass


def test_what_was_found_before_a_failure_is_kept(register, table, tmp_path, monkeypatch, grid):
    pytest.importorskip("pyarrow")
    monkeypatch.setattr(
        "munigraph.inference._multiverse.rows._PART_SECONDS", 1e-6
    )  # one row per part
    out = tmp_path / "rows.parquet"
    options = {"date": DATE, "runs": 5, "seed": 3, "threads": 1, "out": out}

    def stop(done, total):
        if done >= 6 * 5:
            raise Stop

    with pytest.raises(Stop):
        mg.multiverse(register, grid, **options, progress=stop)
    assert not out.exists()
    kept = len(list((tmp_path / "rows.parquet.parts").glob("*/*.entry")))
    assert kept >= 2
    told = []
    found = mg.multiverse(
        register, grid, **options, progress=lambda done, total: told.append(total)
    )
    same(table, found)
    assert told[-1] < 16 * 5
    assert not (tmp_path / "rows.parquet.parts").exists()


def test_it_goes_on_after_being_killed(register, table, tmp_path, grid):
    pytest.importorskip("pyarrow")
    out = tmp_path / "rows.parquet"
    script = tmp_path / "work.py"
    script.write_text(
        textwrap.dedent(f"""
        import time
        import munigraph as mg
        import munigraph.inference._multiverse.rows as rows
        rows._PART_SECONDS = 1e-6
        register = mg.datasets.load("nl-2020")
        slow = lambda done, total: time.sleep(0.2)
        mg.multiverse(register, {grid!r}, date={DATE!r}, runs=5, seed=3, threads=1,
                      out={str(out)!r}, progress=slow)
        """)
    )
    work = subprocess.Popen([sys.executable, str(script)])
    parts = tmp_path / "rows.parquet.parts"
    while len(list(parts.glob("*/*.entry"))) < 3:
        assert work.poll() is None
        time.sleep(0.02)
    work.kill()
    work.wait()
    assert not out.exists()
    told = []
    found = mg.multiverse(
        register,
        grid,
        date=DATE,
        runs=5,
        seed=3,
        out=out,
        progress=lambda done, total: told.append(total),
    )
    same(table, found)
    assert told[-1] <= 13 * 5


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
