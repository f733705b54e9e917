"""The queries of docs/store.md, in every program that the page names and that is here."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

import munigraph as mg
import pytest

DOCS = Path(__file__).parents[3] / "docs" / "store.md"


def queries(language):
    found = re.findall(rf"^```{language}\n(.*?)^```$", DOCS.read_text("utf-8"), re.M | re.S)
    assert found
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("views")
    mg.datasets.load("nl-2020").save(made / "nl.munigraph")
    return made


def mean_per_year():
    """Arrangements per municipality in 2020, from the library."""
    snapshot = mg.datasets.load("nl-2020").at("2020-07-01")
    towns = snapshot.participants.query("kind == 'municipality'")["id"]
    members = snapshot.memberships
    counts = members[members["participant"].isin(towns)].groupby("participant")["arrangement"]
    return float(counts.nunique().mean())


def test_in_python(folder):
    in_force, per_year = queries("sql")
    with sqlite3.connect(folder / "nl.munigraph") as database:
        rows = database.execute(in_force).fetchall()
        years = dict(database.execute(per_year).fetchall())
    database.close()
    members = mg.datasets.load("nl-2020").at("2020-07-01").memberships
    assert len(rows) == len(members)
    assert years[2020] == pytest.approx(mean_per_year())


def test_in_the_shell_of_sqlite(folder):
    shell = shutil.which("sqlite3")
    if shell is None:
        pytest.skip("the program sqlite3 is not on this machine")
    for query in queries("sql"):
        done = subprocess.run(
            [shell, "nl.munigraph", query], cwd=folder, capture_output=True, text=True, check=True
        )
        with sqlite3.connect(folder / "nl.munigraph") as database:
            assert len(done.stdout.splitlines()) == len(database.execute(query).fetchall())
        database.close()


def test_in_datasette(folder):
    if importlib.util.find_spec("datasette") is None:
        pytest.skip("Datasette is not on this machine")

    def get(path):
        command = [sys.executable, "-m", "datasette", "nl.munigraph", "--get", path]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
        return done.stdout

    in_force, per_year = queries("sql")
    asked = urlencode({"sql": per_year, "_shape": "arrays"})
    (row,) = json.loads(get(f"/nl.json?{asked}"))["rows"]
    assert row == [2020, pytest.approx(mean_per_year())]
    # A page shows a thousand rows at most.
    counted = f"SELECT count(*) FROM ({in_force.strip().rstrip(';')})"
    rows = get("/nl.csv?" + urlencode({"sql": counted}))
    members = mg.datasets.load("nl-2020").at("2020-07-01").memberships
    assert rows.split()[-1] == str(len(members))
    page = get("/nl")
    assert all(f"/nl/{view}" in page for view in ("memberships_named", "arrangements_per_year"))


def test_in_duckdb(folder, monkeypatch):
    duckdb = pytest.importorskip("duckdb")
    found = importlib.util.find_spec("duckdb_extension_sqlite_scanner")
    if found is None:
        pytest.skip("the sqlite extension of DuckDB is not on this machine")
    here = Path(found.origin).parent / "extensions" / f"v{duckdb.__version__}"
    if not here.is_dir():
        pytest.skip(f"the sqlite extension is of another version than DuckDB {duckdb.__version__}")
    monkeypatch.chdir(folder)
    connection = duckdb.connect()
    connection.execute(f"LOAD '{next(here.iterdir())}'")
    (query,) = queries("duckdb")
    years = dict(connection.execute(query).fetchall())
    assert years == {2020: pytest.approx(mean_per_year())}
    in_force, _ = queries("sql")
    rows = connection.execute(in_force.replace("FROM ", "FROM nl.")).fetchall()
    members = mg.datasets.load("nl-2020").at("2020-07-01").memberships
    assert len(rows) == len(members)
    connection.close()
