"""Files of a multiverse that are damaged, exchanged, or written by two at once."""

from __future__ import annotations

import os
import random
import shutil
import threading

import munigraph as mg
import pandas as pd
import pytest
from munigraph._common.cache import Cache

pytest.importorskip("pyarrow")

OPTIONS = {"date": "2020-07-01", "runs": 5, "seed": 3, "threads": 1, "progress": False}


class Stop(Exception):
    pass


@pytest.fixture
def half(register, tmp_path, monkeypatch, grid):
    """A multiverse that stopped half-way, one row per part: its file, and its folder of parts."""
    monkeypatch.setattr("munigraph.inference._multiverse.rows._PART_SECONDS", 1e-6)
    out = tmp_path / "rows.parquet"

    def stop(done, total):
        if done >= 8 * 5:
            raise Stop

    with pytest.raises(Stop):
        mg.multiverse(register, grid, **{**OPTIONS, "progress": stop}, out=out)
    parts = tmp_path / "rows.parquet.parts"
    assert len(list(parts.glob("*/*.entry"))) >= 3
    return out, parts


def test_a_damaged_part_is_computed_again(register, table, half, grid):
    out, parts = half
    kept = shutil.copytree(parts, parts.with_name("kept"))
    chance = random.Random(1)
    for turn in range(25):
        shutil.rmtree(parts, ignore_errors=True)
        shutil.copytree(kept, parts)
        out.unlink(missing_ok=True)
        for part in sorted(parts.glob("*/*.entry")):
            data = bytearray(part.read_bytes())
            if turn % 5 == 0:
                data = data[: chance.randrange(len(data))]
            elif turn % 5 == 1:
                data = bytearray()
            else:
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            part.write_bytes(bytes(data))
        found = mg.multiverse(register, grid, **OPTIONS, out=out)
        pd.testing.assert_frame_equal(found, table, check_exact=True)


def test_a_part_of_another_multiverse_is_not_taken(register, table, half, grid, tmp_path):
    """Also one whose key fits its content."""
    out, parts = half
    other = tmp_path / "other.parquet"
    mg.multiverse(register, grid, **{**OPTIONS, "seed": 4}, out=other)
    cache = Cache(parts)
    before = set(cache.keys())
    cache.put("ab" * 32, other.read_bytes())
    assert set(cache.keys()) - before == {"ab" * 32}
    pd.testing.assert_frame_equal(
        mg.multiverse(register, grid, **OPTIONS, out=out), table, check_exact=True
    )


def test_damaged_facts_are_named(register, half, grid):
    out, parts = half
    for content in ("", "[1]", '{"register": ', "\x00"):
        (parts / "facts.json").write_text(content)
        with pytest.raises(ValueError, match=r"facts\.json is damaged\. Remove the folder .*parts"):
            mg.multiverse(register, grid, **OPTIONS, out=out)
    shutil.rmtree(parts)
    mg.multiverse(register, grid, **OPTIONS, out=out)


def test_a_damaged_file_is_named(register, table, tmp_path, grid):
    out = tmp_path / "rows.parquet"
    mg.multiverse(register, grid, **OPTIONS, out=out)
    whole = out.read_bytes()
    chance = random.Random(2)
    told = []
    for turn in range(40):
        data = bytearray(whole)
        if turn % 4 == 0:
            data = data[: chance.randrange(len(data))]
        else:
            data[chance.randrange(4, len(data) // 2)] ^= 1 << chance.randrange(8)
        out.write_bytes(bytes(data))
        try:
            found = mg.multiverse(register, grid, **OPTIONS, out=out)
        except ValueError as error:
            told.append(str(error))
            # Nobody's file is removed for being damaged, and nothing is left beside it.
            unchanged = out.read_bytes() == bytes(data)
            assert (unchanged, os.listdir(tmp_path)) == (True, [out.name])
        else:  # a byte that means nothing
            pd.testing.assert_frame_equal(found, table, check_exact=True)
    assert len(told) >= 20
    assert [text for text in told if str(out) not in text] == []
    right = ("choose another file", "not written by")
    assert [text for text in told if not any(word in text for word in right)] == []


def test_a_second_writer_is_told_who_writes(register, grid, tmp_path):
    out = tmp_path / "rows.parquet"
    inside, go = threading.Event(), threading.Event()

    def wait(done, total):
        inside.set()
        assert go.wait(600)

    first = threading.Thread(
        target=mg.multiverse,
        args=(register, grid),
        kwargs={**OPTIONS, "out": out, "progress": wait},
    )
    first.start()
    assert inside.wait(600)
    try:
        with pytest.raises(BlockingIOError, match=r"rows\.parquet is being written by this proc"):
            mg.multiverse(register, grid, **OPTIONS, out=out)
    finally:
        go.set()
        first.join()
    assert os.listdir(tmp_path) == ["rows.parquet"]
