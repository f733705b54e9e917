"""The files of a package: what is none, what is too large, and writing whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import munigraph as mg
import pytest
from munigraph import DataError


@pytest.mark.parametrize("name", ["participants.csv", "datapackage.json"])
def test_pipes_devices_and_links_out_are_no_files_of_a_package(package, name, tmp_path_factory):
    file = package.write() / name
    outside = tmp_path_factory.mktemp("elsewhere") / name
    outside.write_bytes(file.read_bytes())
    file.unlink()
    os.mkfifo(file)
    with pytest.raises(DataError, match="no regular file"):
        mg.read_package(package.folder)
    for target in ("/dev/zero", outside):
        file.unlink()
        file.symlink_to(target)
        with pytest.raises(DataError, match="a link out of the package"):
            mg.read_package(package.folder)
    # A link within the folder is a file of it; so is the folder itself reached by a link.
    inside = package.folder / f"{name}.copy"
    inside.write_bytes(outside.read_bytes())
    file.unlink()
    file.symlink_to(inside.name)
    link = package.folder.parent / f"{package.folder.name}-link"
    link.symlink_to(package.folder)
    assert len(mg.read_package(link)[0].participants) == 2
    link.unlink()


def test_a_file_that_is_too_large_is_refused_with_the_limit(package):
    folder = package.write()
    with pytest.raises(DataError, match="at most 10 bytes") as caught:
        mg.read_package(folder, max_bytes=10)
    assert caught.value.value.endswith("bytes")
    assert len(mg.read_package(folder, max_bytes=1000)[0].participants) == 2
    # A file with holes takes no place, and no memory either.
    with (folder / "memberships.csv").open("r+b") as file:
        file.truncate(1 << 40)
    with pytest.raises(DataError, match="too large"):
        mg.read_package(folder)


# --- writing ------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["package", "download"])
def test_a_writer_that_is_killed_leaves_nothing_by_halves(pytestconfig, what):
    if what == "download":
        pytest.importorskip("pooch")
    script = Path(__file__).resolve().parents[3] / "scripts" / "kill_writers.py"
    kills = pytestconfig.getoption("--kills")
    done = subprocess.run(
        [sys.executable, str(script), what, "--kills", str(kills)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = [line for line in done.stderr.splitlines() if ": downloading " not in line]
    assert (done.returncode, said) == (0, [])
    assert f"{kills} kills" in done.stdout


def test_writing_over_a_package_keeps_what_else_lies_there(register, tmp_path, monkeypatch):
    folder = tmp_path / "made"
    register.to_package(folder)
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "deep" / "er" / "x").write_bytes(b"y")
    (folder / "link").symlink_to("notes.txt")
    folder.chmod(0o750)
    smaller = mg.Register.from_tables(
        {"id": ["p", "q"]}, {"id": ["a"]}, {"arrangement": ["a", "a"], "participant": ["p", "q"]},
        domains={},
    )  # fmt: skip
    for over in (folder, tmp_path / "link", Path()):
        if over.name == "link":
            over.symlink_to(folder)
        if over == Path():
            monkeypatch.chdir(folder)
        smaller.to_package(over)
        assert len(mg.read_package(folder)[0].participants) == 2
        assert (folder / "notes.txt").read_text(encoding="utf-8") == "mine"
        assert (folder / "deep" / "er" / "x").read_bytes() == b"y"
        assert (folder / "link").readlink() == Path("notes.txt")
        assert folder.stat().st_mode & 0o777 == 0o750
        assert not (folder / "domains.csv").exists() or smaller.domain_map
        assert sorted(one.name for one in tmp_path.iterdir()) in (["made"], ["link", "made"])
        register.to_package(over)
        assert mg.read_package(folder)[0].domain_map == register.domain_map


def test_a_folder_that_cannot_be_made_is_refused(register, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DataError, match="a writable place"):
        register.to_package(tmp_path / "file")
    with pytest.raises(DataError, match="a writable place"):
        register.to_package(tmp_path / "file" / "below")
