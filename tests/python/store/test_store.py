"""Registers in one SQLite file, through the public functions."""

import copy
import pickle
import sqlite3
import subprocess
import sys
import textwrap

import munigraph as mg
import pandas as pd
import pytest


def tables(**changes):
    rows = {
        "participants": {"id": list("pqr"), "name": ["P", "Q\n", "Ürk"], "area": [1.5, None, 0.1]},
        "arrangements": {"id": ["a", "b"], "valid_from": ["2018-01-01", "2019-01-01"]},
        "memberships": {"arrangement": list("aaabb"), "participant": list("pqrqr")},
        "themes": {"arrangement": ["a", "b"], "theme": ["waste", "care"]},
    }
    return {**rows, **changes}


def same(a, b):
    for name in ("participants", "arrangements", "arrangement_themes", "memberships"):
        pd.testing.assert_frame_equal(getattr(a, name), getattr(b, name))
    assert a.domain_map == b.domain_map if hasattr(a, "domain_map") else True


@pytest.fixture
def register():
    return mg.Register.from_tables(**tables(), name="made up")


@pytest.fixture
def path(tmp_path, register):
    register.save(tmp_path / "nl.munigraph", author="me", note="first")
    return tmp_path / "nl.munigraph"


def test_a_register_comes_back(path, register):
    same(mg.open_register(path), register)
    imports = mg.store.imports_of(path)
    assert imports[["kind", "source", "author", "note"]].to_numpy().tolist() == [
        ["save", "made up", "me", "first"]
    ]
    assert list(path.parent.iterdir()) == [path]


def test_the_shipped_register_comes_back(tmp_path):
    register = mg.datasets.load("nl-2020")
    register.save(tmp_path / "x.munigraph")
    found = mg.open_register(tmp_path / "x.munigraph")
    same(found, register)
    assert found.at(2020).network().total_weight == register.at(2020).network().total_weight


def test_an_update_in_memory_and_in_a_file_are_one(path, register):
    later = mg.Register.from_tables(
        **tables(
            arrangements={"id": ["a", "c"], "valid_from": ["2018-01-01", "2021-01-01"],
                          "name": ["Waste", ""]},
            memberships={"arrangement": list("aacc"), "participant": list("pqpr")},
            themes={"arrangement": ["a"], "theme": ["waste"]},
        )
    )  # fmt: skip
    updated, report = register.update(later, closing="2022-01-01")
    assert report.closing == "2022-01-01"
    counts = report.counts
    assert counts.loc["arrangements"].to_dict() == {
        "added": 1, "changed": 1, "closed": 1, "removed": 0, "kept": 0, "unchanged": 0,
    }  # fmt: skip
    assert counts.loc["memberships", ["added", "closed", "unchanged"]].tolist() == [2, 3, 2]
    again = mg.update_register(path, later, source="made up", closing="2022-01-01")
    pd.testing.assert_frame_equal(again.table, report.table)
    same(mg.open_register(path), updated)
    assert updated.update(later, closing="2022-01-01")[1].table["action"].unique().tolist() == [
        "kept"
    ]


def test_the_same_twice_changes_nothing(path, register):
    report = mg.update_register(path, register)
    assert len(report) == 0
    assert report.counts["unchanged"].tolist() == [3, 2, 5, 2, 0]
    assert len(mg.store.imports_of(path)) == 1


def test_what_another_source_brought_stays(path):
    other = mg.Register.from_tables(
        {"id": ["p", "x"]},
        {"id": ["z"]},
        {"arrangement": ["z", "z"], "participant": ["p", "x"]},
        name="another",
    )
    report = mg.update_register(path, other)
    assert report.counts.loc["arrangements", "closed"] == 0
    assert len(mg.open_register(path).arrangements) == 3


def test_undo_and_changes(path, register):
    before = mg.open_register(path)
    later = mg.Register.from_tables(
        **tables(participants={"id": list("pqr"), "name": ["P", "Q\n", "Urk"],
                               "area": [1.5, 2, 0.1]}), name="made up",
    )  # fmt: skip
    mg.update_register(path, later)
    changes = mg.store.changes_of(path)
    assert changes[["id", "column", "before", "after"]].to_numpy().tolist() == [
        ["q", "extras", None, '{"area":2.0}'],
        ["r", "name", "Ürk", "Urk"],
    ]
    assert mg.store.undo_import(path) == 2
    same(mg.open_register(path), before)
    with pytest.raises(mg.DataError, match="first import"):
        mg.store.undo_import(path)


def test_sql_answers_as_the_library_does(tmp_path):
    register = mg.datasets.load("nl-2020")
    path = tmp_path / "nl.munigraph"
    register.save(path)
    with sqlite3.connect(path) as database:
        rows = pd.read_sql(
            "SELECT participant, count(DISTINCT arrangement) AS n FROM memberships_named "
            "WHERE since <= '2020-07-01' AND '2020-07-01' < until "
            "AND participant_kind = 'municipality' GROUP BY participant ORDER BY participant",
            database,
        )
        years = pd.read_sql(
            "SELECT participant, arrangements FROM arrangements_per_year WHERE year = 2020 "
            "ORDER BY participant",
            database,
        )
    members = register.at("2020-07-01").memberships
    towns = register.participants.query("kind == 'municipality'")["id"]
    expected = members[members["participant"].isin(towns)]
    expected = expected.groupby("participant")["arrangement"].nunique().sort_index()
    assert rows["participant"].tolist() == expected.index.tolist()
    assert rows["n"].tolist() == expected.tolist()
    assert years["arrangements"].tolist() == expected.tolist()


def test_what_is_no_register_is_refused(tmp_path, register, path):
    with pytest.raises(mg.DataError, match="no such file"):
        mg.open_register(tmp_path / "none")
    (tmp_path / "text").write_text("hello")
    with pytest.raises(mg.DataError, match="no register"):
        mg.open_register(tmp_path / "text")
    with pytest.raises(mg.DataError, match="no register"):
        register.save(tmp_path / "text")
    assert (tmp_path / "text").read_text() == "hello"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TRIGGER t AFTER DELETE ON imports BEGIN SELECT 1; END")
    with pytest.raises(mg.DataError, match="triggers"):
        mg.open_register(path)


def test_a_reader_sees_what_was_there_while_another_writes(path, register):
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    database.execute("UPDATE participants SET name = 'changed'")
    same(mg.open_register(path), register)
    database.execute("ROLLBACK")
    database.close()


def test_a_full_disk_and_a_folder_that_cannot_be_written(tmp_path, register):
    with pytest.raises(mg.DataError, match="cannot be opened"):
        register.save(tmp_path / "none" / "x.munigraph")


def test_a_report_is_a_result(register):
    report = register.update(register)[1]
    for twin in (copy.copy(report), pickle.loads(pickle.dumps(report))):
        pd.testing.assert_frame_equal(twin.counts, report.counts)
    assert "12 unchanged" in repr(report)
    with pytest.raises(AttributeError):
        report.closing = "2020-01-01"


KILLED = """
    import os, signal, sys, threading, time
    import munigraph as mg
    path, other, delay = sys.argv[1], sys.argv[2], float(sys.argv[3])
    register = mg.open_register(other)
    kill = threading.Timer(delay, lambda: os.kill(os.getpid(), signal.SIGKILL))
    kill.start()
    while True:
        mg.update_register(path, register, source="s")
        mg.store.undo_import(path)
"""


def test_kills_leave_one_state_or_the_other(tmp_path):
    first = mg.synthetic(60, 80, seed=1)
    second = mg.synthetic(60, 80, seed=2)
    path, other = tmp_path / "a.munigraph", tmp_path / "b.munigraph"
    first.save(path, source="s")
    second.save(other)
    states = [mg.open_register(path).memberships, first.update(second)[0].memberships]
    for kill in range(5):
        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(KILLED), path, other, str(0.02 + 0.013 * kill)],
            check=False,
        )
        assert done.returncode == -9
        found = mg.open_register(path).memberships
        assert any(found.equals(state) for state in states)
        with sqlite3.connect(path) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []
