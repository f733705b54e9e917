"""What voids the cache of a study: a change of code that can change a table, and nothing else."""

from __future__ import annotations

import shutil

import pytest
from munigraph.study import _code


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A copy of the package, whose files a test may change."""
    copy = tmp_path / "munigraph"
    shutil.copytree(_code._PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.so"))
    monkeypatch.setattr(_code, "_PACKAGE", copy)
    yield copy
    for kept in (_code.code_hash, _code.hash_of, _code._imports):
        kept.cache_clear()


def digest() -> str:
    for kept in (_code.code_hash, _code.hash_of, _code._imports):
        kept.cache_clear()
    return _code.code_hash()


def test_it_names_files_that_are_there(package):
    files = _code.reached(_code._ROOTS)
    assert len(files) > 50
    assert all(path.is_file() for path in files)


@pytest.mark.parametrize(
    ("name", "matters"),
    [
        ("study/_steps.py", True),
        ("study/_assemble.py", True),
        ("clustering/_estimate.py", True),
        ("inference/_multiverse/rows.py", True),
        ("_common/labels.py", True),
        ("data/facts.txt", True),
        ("cli/_app.py", False),
        ("report/_sections.py", False),
        ("study/_export.py", False),
    ],
)
def test_a_change_voids_the_cache_where_it_can_change_a_table(package, name, matters):
    before = digest()
    path = package / name
    path.write_text((path.read_text("utf-8") if path.exists() else "") + "# changed\n", "utf-8")
    assert (digest() != before) == matters
