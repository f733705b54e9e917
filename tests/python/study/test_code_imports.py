"""What the hash of the code covers."""

from __future__ import annotations

import ast

import pytest
from munigraph.study._code import _PACKAGE, _ROOTS, hash_of, reached, relative_imports

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


def test_steps_import_files_and_not_faces():
    """What a family's face loads by name only when it is used is seen by no pattern."""
    hidden = []
    for path in reached(_ROOTS):
        here = path.relative_to(_PACKAGE).parts[:-1]
        for dots, module, names in relative_imports(path.read_text("utf-8")):
            base = _PACKAGE.joinpath(
                *here[: len(here) - dots + 1], *filter(None, module.split("."))
            )
            if (base / "__init__.pyi").is_file() and base != _PACKAGE:
                lazy = [
                    name for name in names
                    if not (base / f"{name}.py").exists() and not (base / name).is_dir()
                ]  # fmt: skip
                hidden += [f"{path.relative_to(_PACKAGE)}: {name}" for name in lazy]
    assert hidden == []
