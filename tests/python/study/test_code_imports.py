"""What the hash of the code covers."""

from __future__ import annotations

import ast

import pytest
from munigraph.study._code import _PACKAGE, hash_of, reached, relative_imports

FILES = sorted(_PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(_PACKAGE)))
def test_imports_by_pattern_are_those_of_the_syntax_tree(path):
    text = path.read_text("utf-8")
    expected = [
        (node.level, node.module or "", tuple(alias.name for alias in node.names))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert sorted(relative_imports(text)) == sorted(expected)


def test_a_change_of_any_drawing_file_changes_the_hash_of_a_page(monkeypatch):
    files = reached(("report/*.py", "plot/*.py"))
    for name in ("report/_page.py", "plot/_maps.py", "_common/colours.py"):
        assert _PACKAGE / name in files
    assert hash_of(("plot/*.py",)) != hash_of(("report/*.py", "plot/*.py"))
    assert hash_of(("plot/*.py",), "data") != hash_of(("plot/*.py",), "report/templates")


def test_hidden_imports_are_found():
    text = "def f():\n    from ..a._b import (\n        C,  # why (here\n        d as e,\n    )\n"
    assert relative_imports(text) == [(2, "a._b", ("C", "d"))]
