"""Errors of files name the file: full disks, damaged JSON, tables and attributes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap

import munigraph as mg
import pytest

#: A limit on the size of files is what a full disk is, for a test: the system names no file.
_FULL = """
    import resource, sys
    from pathlib import Path
    import munigraph as mg
    import networkx, pandas as pd, pyarrow.parquet, tomli_w
    from munigraph import plot
    from munigraph.study._writing import template
    from munigraph._common.files import write_atomic

    folder = Path(sys.argv[1])
    register = mg.datasets.load("nl-2020")
    network = register.at("2020-07-01").network()
    chart = plot.arrangement_sizes([2, 3, 4])
    plot.to_svg(chart)
    grid = {"date": "2020-07-01", "runs": 1, "progress": False}
    ways = {
        "a.graphml": network.write, "a.gexf": network.write, "a.net": network.write,
        "a.dl": network.write, "a.csv": register.to_table, "a.parquet": register.to_table,
        "a.svg": lambda path: plot.save(chart, path), "a.html": lambda path: plot.save(chart, path),
        "a.json": lambda path: plot.save(chart, path),
        "m.parquet": lambda path: mg.multiverse(register, [{}], **grid, out=path),
        "study.toml": lambda path: write_atomic(path, template().encode()),
    }
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (300, hard))
    bad = 0
    for name, write in ways.items():
        try:
            write(folder / name)
            bad += print(f"{name}: no error") is None
        except OSError as error:
            bad += print(f"{name}: {error}") is None and str(folder / name) not in str(error)
    left = {p.name for p in folder.rglob("*") if not p.is_dir()} - {"facts.json", "lock"}
    print("left:", left)
    sys.exit(bool(bad or left))
"""


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
def test_a_full_disk_is_told_with_the_file_and_leaves_nothing(tmp_path):
    for module in ("networkx", "pyarrow", "tomli_w", "altair", "vl_convert"):
        pytest.importorskip(module)
    command = [sys.executable, "-W", "ignore", "-c", textwrap.dedent(_FULL), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


DAMAGED = {
    "empty": b"",
    "cut": b'{"type": "FeatureCollection", "features": [',
    "a list": b"[1]",
    "zeros": b"\0\0\0\0",
    "no text": bytes(range(256)),
    "an archive": b"PK\x03\x04 and no more",
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".xlsx", ".json"])
def test_damaged_attributes_and_shapes_are_named(register, tmp_path, content, suffix):
    path = tmp_path / f"mine{suffix}"
    path.write_bytes(content)
    with pytest.raises(mg.DataError, match=rf"mine{suffix}"):
        register.with_attributes(path)
    if suffix == ".json":
        pytest.importorskip("altair")
        from munigraph import plot

        with pytest.raises(mg.DataError, match=r"mine\.json"):
            plot.Geometry.read(path)


def test_a_wrong_attribute_is_told_with_its_file(register, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("name,x\np,1\n")
    with pytest.raises(mg.DataError, match=r"mine\.csv: a needed column is missing"):
        register.with_attributes(path)


@pytest.mark.parametrize("name", ["manifest.json", "results.json"])
@pytest.mark.parametrize("content", ["", "[1]", "{}", '{"study": ', "\x00"])
def test_damaged_results_of_a_study_are_named(tmp_path, name, content):
    pytest.importorskip("pyarrow")
    from munigraph.study import StudyError, StudyResult, run

    settings = {
        "study": {"title": "T"},
        "data": {"synthetic": {"municipalities": 20, "arrangements": 20, "clusters": 2}},
        "networks": {"whole": {}},
        "clusters": {"method": "leiden", "runs": 1},
        "output": {"report": False},
    }
    result = run(settings, tmp_path / "out")
    (result.folder / name).write_text(content)
    with pytest.raises(StudyError, match=rf"{name}, damaged"):
        StudyResult(result.folder)
    table = tmp_path / "out" / "tables" / "counts.parquet"
    table.write_bytes(content.encode())
    (result.folder / "manifest.json").write_text(json.dumps(result.manifest))
    if name == "manifest.json":
        with pytest.raises(mg.DataError, match=r"counts\.parquet: damaged"):
            StudyResult(result.folder)["counts"]
        table.unlink()
        with pytest.raises(mg.DataError, match=r"counts\.parquet: a table of the study is missing"):
            StudyResult(result.folder)["counts"]
