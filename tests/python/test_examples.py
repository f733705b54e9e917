"""Every public function has an example in its docstring, and each example gives what it says."""

from __future__ import annotations

import doctest
import importlib
import inspect
from pathlib import Path

import munigraph as mg
import pytest

FAMILIES = [
    getattr(mg, name) for name in mg.__all__ if inspect.ismodule(getattr(mg, name))
]  # fmt: skip

#: Examples that need what does not ship: files of others, a finished study.
NOT_RUN = {
    "diff", "export", "fetch", "read_epci_panel", "read_fr_memberships",
    "read_opengr", "read_regioatlas", "read_roo", "render", "run",
    "undo_import", "update_from_workbook", "verify", "write",
}  # fmt: skip


def public_functions():
    found = {}
    for module in (mg, *FAMILIES):
        for name in module.__all__:
            one = inspect.unwrap(getattr(module, name))
            if inspect.isfunction(one):
                found[f"{one.__module__}.{one.__name__}"] = one
    return found


FUNCTIONS = public_functions()
MODULES = sorted(
    ".".join(
        ("munigraph", *path.relative_to(Path(mg.__file__).parent).with_suffix("").parts)
    ).removesuffix(".__init__")
    for path in Path(mg.__file__).parent.rglob("_*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_public_function_has_an_example(name):
    examples = doctest.DocTestParser().get_examples(FUNCTIONS[name].__doc__)
    assert examples, name
    skipped = [one for one in examples if doctest.SKIP in one.options]
    assert not skipped or FUNCTIONS[name].__name__ in NOT_RUN, name
    assert any(FUNCTIONS[name].__name__ in one.source for one in examples), name


@pytest.mark.parametrize("name", MODULES)
@pytest.mark.filterwarnings("ignore")
def test_examples_give_what_they_say(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    module = importlib.import_module(name)
    failed, ran = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert ran > 0
    assert failed == 0


@pytest.mark.parametrize("kind", ["Snapshot", "Network", "Clustering", "Ensemble", "Stability"])
def test_a_method_of_what_every_session_holds_has_an_example(kind):
    held = getattr(mg, kind)
    names = set(dir(held)) - {"copy", "to_frame"}  # as every result has
    methods = {name: getattr(held, name) for name in names if not name.startswith("_")}
    functions = {name: one for name, one in methods.items() if inspect.isroutine(one)}
    assert functions
    assert [name for name, one in functions.items() if ">>> " not in (one.__doc__ or "")] == []
