"""Entries of a cache: bound to their keys, whole or not there, one writer."""

from __future__ import annotations

import pytest
from munigraph._common.cache import Cache

KEY, OTHER = "ab" * 32, "cd" * 32


def test_an_entry_is_what_was_put(tmp_path):
    cache = Cache(tmp_path)
    assert cache.get(KEY) is None
    for content in (b"", b"\n", bytes(range(256))):
        cache.put(KEY, content)
        assert cache.get(KEY) == content
    assert list(cache.keys()) == [KEY]
    assert cache.damaged == []


def test_an_entry_that_changed_in_any_byte_is_forgotten(tmp_path):
    cache = Cache(tmp_path)
    cache.put(KEY, b"what a task gave")
    whole = cache.path(KEY).read_bytes()
    changed = [whole[:at] + bytes([whole[at] ^ 0x40]) + whole[at + 1 :] for at in range(len(whole))]
    cut = [whole[:at] for at in range(len(whole))]
    for data in (*changed, *cut, whole + b"x"):
        cache.path(KEY).write_bytes(data)
        assert cache.get(KEY) is None
        assert not cache.path(KEY).exists()
    assert set(cache.damaged) == {KEY}


def test_an_entry_under_the_name_of_another_is_forgotten(tmp_path):
    cache = Cache(tmp_path)
    cache.put(KEY, b"one")
    cache.put(OTHER, b"another")
    cache.path(OTHER).write_bytes(cache.path(KEY).read_bytes())
    assert cache.get(OTHER) is None
    assert cache.get(KEY) == b"one"
    assert list(cache.keys()) == [KEY]


def test_what_is_no_entry_stays(tmp_path):
    cache = Cache(tmp_path)
    cache.put(KEY, b"one")
    (tmp_path / "ab" / ".tmp-half").write_bytes(b"half")
    for name in ("ab/mine.entry", "ab/notes", "lock"):
        (tmp_path / name).write_bytes(b"mine")
    (tmp_path / "ab" / f"{OTHER}.entry").write_bytes(b"in the wrong folder")
    cache.sweep()
    cache.clear()
    names = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file())
    assert names == [f"ab/{OTHER}.entry", "ab/mine.entry", "ab/notes", "lock"]


def test_one_writer_at_a_time(tmp_path):
    with (
        Cache(tmp_path).held("it"),
        pytest.raises(BlockingIOError, match="it is being written"),
        Cache(tmp_path).held("it"),
    ):
        pass
    with Cache(tmp_path).held("it"):
        pass
