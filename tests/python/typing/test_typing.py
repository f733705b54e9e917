"""What type checkers know of the package: no Any in what a user meets, and slips are errors."""

from __future__ import annotations

import importlib.util
import inspect
import json
import re
import subprocess
import sys
from pathlib import Path

import munigraph as mg
import pandas as pd
import pytest
from munigraph._common import literals
from munigraph._common.choices import all_choices

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
SCRIPT, TYPOS = HERE / "script.py", HERE / "typos.py"

needs_stubs = pytest.mark.skipif(
    not (Path(pd.__file__).parent.parent / "pandas-stubs").exists(), reason="needs pandas-stubs"
)


def run(*command):
    """A checker's output; elsewhere, so that the installed package is read and not our settings."""
    command = [sys.executable, "-m", *map(str, command)]
    return subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False).stdout


def said_by_mypy(folder):
    """File → line → what mypy --strict says of it."""
    # What it knows of pandas and altair takes a minute to find out, and is kept.
    kept = ROOT / "build" / "typing"
    out = run("mypy", "--strict", "--config-file", "", "--cache-dir", kept, "--no-error-summary",
              SCRIPT, TYPOS)  # fmt: skip
    said = {SCRIPT.name: {}, TYPOS.name: {}}
    for line in out.splitlines():
        found = re.match(r"(?:.*/)?(\w+\.py):(\d+): (.*)", line)
        assert found, line
        said[found[1]].setdefault(int(found[2]), []).append(found[3])
    return said


def said_by_basedpyright(folder):
    config = {"include": [str(SCRIPT), str(TYPOS)], "reportUnusedCallResult": False}
    (folder / "pyrightconfig.json").write_text(json.dumps(config), encoding="utf-8")
    out = run("basedpyright", "--outputjson", "--pythonpath", sys.executable, "--project", folder)
    said = {SCRIPT.name: {}, TYPOS.name: {}}
    for one in json.loads(out)["generalDiagnostics"]:
        line = one["range"]["start"]["line"] + 1
        text = f"{one['severity']}: {one['message']}"
        said[Path(one["file"]).name].setdefault(line, []).append(text)
    return said


@pytest.fixture(scope="module", params=["mypy", "basedpyright"])
def said(request, tmp_path_factory):
    if not importlib.util.find_spec(request.param):
        pytest.skip(f"{request.param} is not here")
    checker = said_by_mypy if request.param == "mypy" else said_by_basedpyright
    return checker(tmp_path_factory.mktemp(request.param))


def lines_of(path):
    return path.read_text(encoding="utf-8").splitlines()


@needs_stubs
def test_a_users_script_is_right_and_nothing_in_it_is_any(said):
    found = said[SCRIPT.name]
    revealed = [i for i, line in enumerate(lines_of(SCRIPT), 1) if line.startswith("reveal_type(")]
    assert len(revealed) > 40
    assert sorted(found) == revealed
    for number, messages in found.items():
        (message,) = messages
        assert message.startswith(("note: Revealed type", "information: Type of")), message
        kind = message.split(" is ", 1)[1]
        assert "Any" not in kind, (number, kind)
        assert "Unknown" not in kind, (number, kind)


@needs_stubs
def test_every_slip_is_an_error(said):
    lines = lines_of(TYPOS)
    first = lines.index("# errors from here") + 2
    told = said[TYPOS.name]
    wrong = {number for number in told if any("error: " in one for one in told[number])}
    assert wrong == set(range(first, len(lines) + 1))


def test_the_words_of_a_choice_are_the_type_of_its_argument():
    """What checkers know is the description of choices, for every function that takes one."""
    types = {
        name: kind.__args__ for name, kind in vars(literals).items() if hasattr(kind, "__args__")
    }
    seen = 0
    for name, choices in all_choices().items():
        function = mg.Snapshot.network if name == "network" else None
        function = function or getattr(mg, name, None) or getattr(mg.bridging, name, None)
        if function is None:  # lists that are no function's own arguments
            assert name in ("specification", "cartographic_cuts")
            continue
        for choice in choices.values():
            if not choice.words:
                continue
            annotation = str(inspect.signature(function).parameters[choice.name].annotation)
            names = re.findall(r"\w+", annotation)
            aliases = {"NullLike": "Null", "StatisticLike": "Statistic"}
            kinds = {types.get(aliases.get(one, one)) for one in names}
            assert choice.words in kinds, (name, choice.name, annotation)
            seen += 1
    assert seen > 50


def test_faces_offer_only_what_is_public():
    """What Tab shows of the package and its families."""
    for module in (mg, *(getattr(mg, name) for name in mg.__all__)):
        if inspect.ismodule(module):
            assert set(dir(module)) == set(module.__all__), module.__name__
            assert not [name for name in dir(module) if name.startswith("_")], module.__name__


#: Documents that are kept as JSON: what they hold may be of any kind.
DOCUMENT = re.compile(r"(dict|Mapping)\[str, (dict\[str, Any\]|Any)\]|dict\[Any, str\]")


def public_things():
    """Everything public by its name: functions, classes."""
    modules = [mg, *(one for name in mg.__all__ if inspect.ismodule(one := getattr(mg, name)))]
    return {name: getattr(module, name) for module in modules for name in module.__all__}


def public_functions():
    """Functions, and methods and properties of classes."""
    for name, one in public_things().items():
        members = {name: one}
        if inspect.isclass(one):
            members = {f"{name}.{key}": value for key, value in vars(one).items()
                       if not key.startswith("_")}  # fmt: skip
        for called, value in members.items():
            function = getattr(value, "__func__", getattr(value, "fget", value))
            if inspect.isfunction(inspect.unwrap(function)):
                yield called, function


def annotations():
    """Where something public is described, and the type: results, attributes, arguments."""
    for name, one in public_things().items():
        if inspect.isclass(one):
            for key, kind in vars(one).get("__annotations__", {}).items():
                if not key.startswith("_"):
                    yield f"{name}.{key}", str(kind)
    for called, function in public_functions():
        signature = inspect.signature(function)
        yield f"{called}()", str(signature.return_annotation)
        for parameter in signature.parameters.values():
            if parameter.kind is not inspect.Parameter.VAR_KEYWORD:
                yield f"{called}({parameter.name})", str(parameter.annotation)


def test_nothing_public_is_of_any_kind():
    found = dict(annotations())
    assert len(found) > 1000
    bare = {place: kind for place, kind in found.items() if "pd." not in kind}
    assert {p: kind for p, kind in bare.items() if "Any" in DOCUMENT.sub("", kind)} == {}


def test_words_that_are_checked_are_types():
    """An argument whose words Python checks against a fixed list is no plain text."""
    checked = re.compile(r'check_word\(\s*"[^"]*", (\w+), (?:[A-Z_]{3,}|\()')
    seen, plain = 0, []
    for called, function in public_functions():
        parameters = inspect.signature(function).parameters
        for name in checked.findall(inspect.getsource(inspect.unwrap(function))):
            if name in parameters:
                seen += 1
                if str(parameters[name].annotation) in ("str", "str | None"):
                    plain.append(f"{called}({name})")
    assert seen > 5
    assert plain == []
