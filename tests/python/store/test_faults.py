"""What can go wrong with a register file: kills, full disks, files that cannot be written."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import munigraph as mg
import pytest

SCRIPT = Path(__file__).parents[3] / "scripts" / "kill_stores.py"


def test_kills_of_every_kind_of_work(tmp_path):
    # The long form: python scripts/kill_stores.py --kills 200
    pytest.importorskip("python_calamine")
    pytest.importorskip("xlsxwriter")
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--kills", "20", "--seed", "3"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    *found, last = (int(line.rpartition(" ")[2]) for line in done.stdout.splitlines())
    within, *states = found
    assert sum(states) == last == 20
    assert 0 < within <= 20


def test_a_reader_takes_back_what_a_killed_writer_left(tmp_path):
    path = tmp_path / "a.munigraph"
    register = mg.synthetic(60, 80, seed=1)
    register.save(path)
    code = (
        "import os, signal, sqlite3, sys\n"
        "database = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "database.execute('PRAGMA cache_size = 1')\n"  # pages reach the file before the end
        "database.execute('BEGIN IMMEDIATE')\n"
        "database.execute(\"UPDATE memberships SET role = 'observer'\")\n"
        "database.execute(\"UPDATE participants SET name = 'half'\")\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    assert subprocess.run([sys.executable, "-c", code, path], check=False).returncode == -9
    assert Path(f"{path}-journal").exists()
    assert mg.open_register(path).memberships.equals(register.memberships)


FULL = """
import resource, signal, sys
import munigraph as mg
path, room = sys.argv[1], int(sys.argv[2])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
big = mg.synthetic(300, 900, seed=2)
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
try:
    if sys.argv[3] == "save":
        big.save(path)
    else:
        mg.update_register(path, big)
except mg.DataError as error:
    print(error)
    sys.exit(3)
"""


@pytest.mark.parametrize("what", ["save", "update"])
def test_no_room_left_is_an_error_and_nothing_is_lost(tmp_path, what):
    path = tmp_path / "a.munigraph"
    register = mg.synthetic(30, 40, seed=1)
    if what == "update":
        register.save(path)
    room = 100_000
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path), str(room), what],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert path.name in done.stdout
    if what == "save":
        assert list(tmp_path.iterdir()) == []
        return
    assert mg.open_register(path).memberships.equals(register.memberships)
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 600 kB: only root may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(place)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no small disk can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_keeps_what_was_there_and_nothing_else(small_disk):
    pytest.importorskip("xlsxwriter")
    path = small_disk / "a.munigraph"
    register, big = mg.synthetic(60, 80, seed=1), mg.synthetic(2000, 4000, seed=2)
    register.save(path)
    one = register.memberships.iloc[0]
    said = f"2020-01-01 {one['participant']} leaves {one['arrangement']}"

    def require_same():
        assert mg.open_register(path).memberships.equals(register.memberships)
        assert [one.name for one in small_disk.iterdir()] == [path.name]
        with sqlite3.connect(path) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        database.close()

    for work in (
        lambda: big.save(small_disk / "b.munigraph"),
        lambda: big.save(path),
        lambda: mg.update_register(path, big),
        lambda: big.to_workbook(small_disk / "b.xlsx"),
    ):
        with pytest.raises(mg.DataError, match=r"[ab]\.(munigraph|xlsx).*(full|space)"):
            work()
        require_same()
    mg.record_change(path, said)
    room = os.statvfs(small_disk)
    (small_disk / "rest").write_bytes(bytes(room.f_bavail * room.f_bsize))
    with pytest.raises(mg.DataError, match="full"):
        mg.store.undo_import(path)
    (small_disk / "rest").unlink()
    assert mg.store.undo_import(path) == 2
    require_same()


def test_a_disk_that_can_only_be_read(small_disk):
    """As the folder below, but root is held back too."""
    pytest.importorskip("xlsxwriter")
    path, register = small_disk / "a.munigraph", mg.synthetic(30, 40, seed=1)
    register.save(path)
    mg.update_register(path, mg.synthetic(30, 40, seed=2))
    before = mg.open_register(path).memberships
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert mg.open_register(path).memberships.equals(before)
    assert len(mg.store.imports_of(path)) == 2
    for work in (
        lambda: mg.update_register(path, register),
        lambda: mg.store.undo_import(path),
        lambda: register.save(path),
        lambda: register.save(small_disk / "b.munigraph"),
        lambda: register.to_workbook(small_disk / "b.xlsx"),
    ):
        with pytest.raises(mg.DataError, match=r"[ab]\.(munigraph|xlsx)"):
            work()
    assert mg.open_register(path).memberships.equals(before)
    assert [one.name for one in small_disk.iterdir()] == [path.name]


def test_what_stands_in_the_place_of_a_file(tmp_path):
    register = mg.synthetic(30, 40, seed=1)
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "empty").touch()
    works = (mg.open_register, mg.store.imports_of, mg.store.undo_import,
             lambda path: mg.update_register(path, register))  # fmt: skip
    for name, message in (
        ("folder", "this is no file"),
        ("pipe", "this is no file"),
        ("empty", "an empty file"),
        ("n" * 300, "no such file"),
    ):
        for work in works:
            with pytest.raises(mg.DataError, match=message):
                work(tmp_path / name)
        with pytest.raises(mg.DataError, match="already something|cannot be opened"):
            register.save(tmp_path / name)
    for work in (*works, register.save):
        with pytest.raises(ValueError, match="holds a NUL"):
            work(tmp_path / "a\0b")
    with pytest.raises(mg.DataError, match=r"none/a\.munigraph: "):  # not the file being made
        register.save(tmp_path / "none" / "a.munigraph")
    register.save(tmp_path / "a.munigraph")
    (tmp_path / "link").symlink_to("a.munigraph")
    mg.update_register(tmp_path / "link", mg.synthetic(30, 40, seed=2))
    assert (tmp_path / "link").is_symlink()
    assert len(mg.store.imports_of(tmp_path / "a.munigraph")) == 2


def test_side_files_that_another_program_left(tmp_path):
    """What SQLite wrote is taken in, also by a reader; what it did not write does no harm."""
    path, copied = tmp_path / "a.munigraph", tmp_path / "b.munigraph"
    register = mg.synthetic(30, 40, seed=1)
    register.save(path)
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("UPDATE participants SET name = 'in the log'")
    database.commit()
    for tail in ("", "-wal"):
        Path(f"{copied}{tail}").write_bytes(Path(f"{path}{tail}").read_bytes())
    database.close()
    assert set(mg.open_register(copied).participants["name"]) == {"in the log"}
    assert len(mg.update_register(copied, register)) == len(register.participants)
    assert mg.open_register(copied).participants.equals(register.participants)
    for tail in ("-wal", "-journal"):
        Path(f"{copied}{tail}").write_bytes(b"nothing of SQLite" * 500)
        assert mg.open_register(copied).participants.equals(register.participants)


def test_texts_and_days_at_their_ends_come_back(tmp_path):
    pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")
    path = tmp_path / "a.munigraph"
    register = mg.Register.from_tables(
        {"id": ["a\0b", "c"], "name": ["x" * 3_000_000, "\0"]},
        {"id": ["first", "last"], "valid_from": ["0000-01-01", "9999-12-31"]},
        {"arrangement": ["first", "first", "last", "last"], "participant": ["a\0b", "c"] * 2},
    )
    register.save(path)
    found = mg.open_register(path)
    assert found.participants.equals(register.participants)
    assert found.arrangements["valid_from"].astype(str).tolist() == ["0000-01-01", "9999-12-31"]
    short = mg.Register.from_tables(
        {"id": ["a", "c"]}, register.arrangements[["id", "valid_from"]].astype(str),
        {"arrangement": ["first", "first", "last", "last"], "participant": ["a", "c"] * 2},
    )  # fmt: skip
    short.save(path)
    short.to_workbook(tmp_path / "a.xlsx")
    assert len(mg.store.update_from_workbook(path, tmp_path / "a.xlsx")) == 0


def test_a_newer_schema_and_a_table_that_was_changed(tmp_path):
    path = tmp_path / "a.munigraph"
    mg.synthetic(30, 40, seed=1).save(path)
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(mg.DataError, match="another version"):
        mg.open_register(path)
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 1")
        database.execute("ALTER TABLE memberships ADD COLUMN more TEXT")
    with pytest.raises(mg.DataError, match="not as it should be"):
        mg.open_register(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(tmp_path):
    register = mg.synthetic(30, 40, seed=1)
    path = tmp_path / "a.munigraph"
    register.save(path)
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        assert mg.open_register(path).memberships.equals(register.memberships)
        with pytest.raises(mg.DataError):
            mg.update_register(path, mg.synthetic(30, 40, seed=2))
        with pytest.raises(mg.DataError):
            register.save(tmp_path / "b.munigraph")
    finally:
        tmp_path.chmod(0o755)


def test_a_writer_that_waits_too_long_is_told(tmp_path):
    path = tmp_path / "a.munigraph"
    mg.synthetic(30, 40, seed=1).save(path)
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    with pytest.raises(mg.DataError, match="another program is writing"):
        mg.update_register(path, mg.synthetic(30, 40, seed=2))
    database.execute("ROLLBACK")
    database.close()
    assert len(mg.update_register(path, mg.synthetic(30, 40, seed=2)))


def test_flipped_bytes_are_an_error_or_another_register(tmp_path):
    import random

    path = tmp_path / "a.munigraph"
    mg.synthetic(30, 40, seed=1).save(path)
    whole = path.read_bytes()
    draw = random.Random(5)
    refused = 0
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(draw.choice([1, 4, 64])):
            damaged[draw.randrange(len(damaged))] = draw.randrange(256)
        path.write_bytes(damaged[: draw.choice([len(damaged), draw.randrange(len(damaged))])])
        try:
            mg.open_register(path).check()
        except mg.DataError:
            refused += 1
    assert refused > 50


@pytest.mark.skipif(sys.platform != "linux", reason="paths are bytes on Linux")
def test_paths_that_are_no_text(tmp_path):
    """A folder named in another encoding is read and written like any; errors show its bytes."""
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    register = mg.datasets.load("nl-2020")
    register.to_package(folder)
    assert len(mg.read_package(folder)[0].arrangements) == len(register.arrangements)
    register.save(folder / "r.munigraph")
    assert len(mg.open_register(folder / "r.munigraph").arrangements) == len(register.arrangements)
    (folder / "bad.munigraph").write_bytes(b"SQLite format 3\0" + bytes(100))
    with pytest.raises(mg.DataError) as found:
        mg.open_register(folder / "bad.munigraph")
    assert r"caf\xe9" in str(found.value)
    with pytest.raises(mg.DataError, match=r"caf\\xe9"):
        mg.read_package(folder / "nowhere")
