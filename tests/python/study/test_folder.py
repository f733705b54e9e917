"""The folder of a study: nothing that is not its own is written over or removed; one at a time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from munigraph._common.locks import locked
from munigraph.study import StudyResult, run
from munigraph.study._entries import table_hash


def hashes(result: StudyResult) -> dict[str, str]:
    return {name: table_hash(result[name]) for name in result}


def state(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


@pytest.fixture
def out(folder: Path) -> Path:
    return folder / "out"


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "study.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@pytest.mark.parametrize(
    "name", ["tables/mine.csv", "study.toml", "report.html", "notes.txt", "cache/mine", "tables/"]
)
def test_a_folder_of_somebody_else_is_refused_and_left_alone(folder, out, name):
    path = out / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if name.endswith("/"):
        path.mkdir()
    else:
        path.write_text("mine")
    before = state(out)
    with pytest.raises(ValueError, match=r"no study's folder.*--force"):
        run(folder / "study.toml", out)
    assert state(out) == before


def test_an_empty_folder_and_one_of_a_study_are_taken(folder, out):
    out.mkdir()
    first = run(folder / "study.toml", out)
    assert hashes(run(folder / "study.toml", out)) == hashes(first)


def test_force_removes_nothing_and_overwrites_what_it_must(folder, out):
    mine = {"tables/mine.parquet": b"a", "tables/counts.parquet": b"b", "charts/x.svg": b"c",
            "cache/ab/mine.entry": b"d", "study.toml": b"e", "README": b"f"}  # fmt: skip
    for name, content in mine.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(content)
    run(folder / "study.toml", out, force=True, resume=False)
    after = state(out)
    kept = {"tables/mine.parquet", "charts/x.svg", "cache/ab/mine.entry", "README"}
    assert {name: after[name] for name in kept} == {name: mine[name] for name in kept}
    assert after["study.toml"] == (folder / "study.toml").read_bytes()
    # And so it stays when it is computed again, now that the folder is a study's.
    run(folder / "study.toml", out, resume=False)
    assert {name: state(out)[name] for name in kept} == {name: mine[name] for name in kept}


def test_a_file_that_was_put_into_a_studys_folder_stays(folder, out):
    run(folder / "study.toml", out)
    (out / "tables" / "mine.parquet").write_bytes(b"mine")
    (out / "tables" / "counts.csv").write_bytes(b"mine too")
    run(folder / "study.toml", out)
    assert (out / "tables" / "mine.parquet").read_bytes() == b"mine"
    # Wanted now, and in the way: said, and left.
    change(folder, "report = false", 'report = false\ntables = ["csv"]')
    before = state(out)
    with pytest.raises(ValueError, match=r"counts\.csv: not written by a study"):
        run(folder / "study.toml", out)
    after = state(out)
    assert {n: v for n, v in after.items() if "cache/" not in n} == {
        n: v for n, v in before.items() if "cache/" not in n
    }
    (out / "tables" / "counts.csv").unlink()
    run(folder / "study.toml", out)
    assert (out / "tables" / "mine.parquet").read_bytes() == b"mine"


def test_what_a_study_no_longer_writes_is_removed(folder, out):
    change(folder, "report = false", 'report = false\ntables = ["csv"]')
    first = run(folder / "study.toml", out)
    files = first.manifest["files"]
    assert set(files) == {n for n in state(out) if not n.startswith("cache/")}
    change(folder, '\ntables = ["csv"]', "")
    change(folder, "[bridges]\n", "")
    second = run(folder / "study.toml", out)
    assert set(second.manifest["files"]) == {n for n in state(out) if not n.startswith("cache/")}
    assert not list((out / "tables").glob("*.csv"))
    assert not (out / "tables" / "bridges.parquet").exists()


def test_a_manifest_that_names_other_files_is_not_believed(folder, out):
    run(folder / "study.toml", out)
    outside = folder / "precious.txt"
    outside.write_text("precious")
    (out / "cache" / "deep").mkdir()
    (out / "cache" / "deep" / "x").write_text("x")
    manifest = json.loads((out / "manifest.json").read_text())
    manifest["files"] += ["../precious.txt", str(outside), "cache/deep/x", "tables/../../y", 3, ""]
    (out / "manifest.json").write_text(json.dumps(manifest))
    run(folder / "study.toml", out)
    assert outside.read_text() == "precious"
    assert (out / "cache" / "deep" / "x").exists()


def test_a_file_in_its_place_is_told(folder, out):
    out.write_text("mine")
    with pytest.raises(ValueError, match="is a file, expected a folder"):
        run(folder / "study.toml", out)
    assert out.read_text() == "mine"


def test_the_command(folder, out, capsys):
    pytest.importorskip("typer")
    from munigraph import cli

    out.mkdir()
    (out / "mine").write_text("mine")
    asked = ["study", "run", str(folder / "study.toml"), "-o", str(out), "-q"]
    assert cli.run(asked) == 2
    assert "--force" in capsys.readouterr().err
    assert cli.run([*asked, "--force"]) == 0
    assert (out / "mine").read_text() == "mine"


# --- one at a time ------------------------------------------------------------------------------

HOLDER = """
import sys
from pathlib import Path
from munigraph._common.locks import locked

with locked(Path(sys.argv[1]) / "cache" / "lock", "it"):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(out: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(out)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


@pytest.mark.skipif(os.name == "nt", reason="locks of POSIX")
def test_another_process_is_named_and_waited_for_by_nobody(folder, out):
    first = run(folder / "study.toml", out)
    before = state(out)
    with holder(out) as other:
        with pytest.raises(BlockingIOError, match=rf"out is being written by process {other.pid} "):
            run(folder / "study.toml", out)
        assert {n: v for n, v in state(out).items() if n != "cache/lock"} == {
            n: v for n, v in before.items() if n != "cache/lock"
        }
        other.kill()  # however its holder ends, the lock goes
    assert hashes(run(folder / "study.toml", out)) == hashes(first)


def test_threads_of_one_process_take_turns(folder, out):
    """Many at once: each ends well or is told who writes, and the result is whole."""
    first = run(folder / "study.toml", out)
    expected = hashes(first)
    found: list[object] = []
    told: list[BaseException] = []

    def work() -> None:
        try:
            found.append(hashes(run(folder / "study.toml", out)))
        except BaseException as error:
            told.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) >= 1
    assert all(one == expected for one in found)
    assert {type(error) for error in told} <= {BlockingIOError}
    assert all("this process" in str(error) for error in told)
    assert hashes(run(folder / "study.toml", out)) == expected


def test_a_lock_is_free_again_after_an_error(tmp_path):
    path = tmp_path / "deep" / "lock"

    def fails() -> None:
        with locked(path, "it"):
            with pytest.raises(BlockingIOError), locked(path, "it"):
                pass
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    with locked(path, "it"):
        assert json.loads(path.read_text())["process"] == os.getpid()
    assert path.read_text() == ""
