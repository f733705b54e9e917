"""The house: the same families on all sides, a Python file and a test for every header."""

from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FAMILIES = sorted(
    p.name for p in (ROOT / "include" / "munigraph").iterdir() if p.is_dir() and p.name != "core"
)
HEADERS = sorted(
    f"{p.parent.name}/{p.stem}" for p in (ROOT / "include" / "munigraph").glob("*/*.hpp")
)

#: Headers without a Python file of their name: where Python has what they hold, or why it does not.
ELSEWHERE = {
    "bridging/bootstrap": "bridging/_rank_stability.py",
    "bridging/files": "bridging/_bridges.py",
    "bridging/choices": "_common/choices.py",
    "clustering/choices": "_common/choices.py",
    "clustering/plan": "what runs in C++ share",
    "comparison/choices": "_common/choices.py",
    "comparison/contingency": "comparison/_agreement.py",
    "core/choice": "_common/choices.py",
    "core/date": "_common/arguments.py",
    "core/error": "_common/errors.py",
    "core/export": "what a shared library shows stays in C++",
    "core/monitor": "_common/progress.py",
    "core/parallel": "threads stay in C++",
    "core/partition": "_common/labels.py",
    "core/random": "_common/random.py",
    "core/text": "_common/text.py",
    "core/words": "_common/words.py",
    "dynamics/choices": "_common/choices.py",
    "dynamics/decomposed": "dynamics/_factsheet.py",
    "dynamics/difference": "dynamics/_factsheet.py",
    "dynamics/event": "dynamics/_chronicle.py",
    "dynamics/inventory": "dynamics/_factsheet.py",
    "dynamics/names": "comparing names stays in C++",
    "dynamics/noise": "dynamics/_track_clusters.py",
    "dynamics/planted": "network/_synthetic.py",
    "inference/choices": "_common/choices.py",
    "network/affiliation_network": "network/_network.py",
    "network/boost": "templates of C++",
    "clustering/multilayer": "dynamics/_multilayer.py",
    "network/builder": "network/_exchange.py",
    "network/cooperation_network": "network/_network.py",
    "network/eigen": "templates of C++",
    "network/projection": "network/_network.py",
    "network/resampling": "inference/_stability.py",
    "network/totals": "network/_network.py",
    "network/weighting": "network/_network.py",
    "null_models/adjacency": "null_models/_tiling.py",
    "null_models/choices": "_common/choices.py",
    "null_models/poisson_binomial": "null_models/_bicm.py",
    "registry/builder": "registry/_register.py",
    "registry/chains": "registry/_register.py",
    "registry/csv": "registry/_package.py",
    "registry/repair": "registry/_register.py",
    "registry/succession": "registry/_register.py",
    "registry/text_table": "_common/columns.py",
}


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_has_the_same_name_on_all_sides(family: str) -> None:
    for folder in ("src", "tests/cpp", "python/munigraph", "tests/python"):
        assert (ROOT / folder / family).is_dir(), f"{folder}/{family}"
    assert (ROOT / "python" / "munigraph" / family / "__init__.pyi").is_file()
    assert (ROOT / "python" / "bindings" / f"bind_{family}.cpp").is_file()


@pytest.mark.parametrize("header", HEADERS)
def test_a_header_has_a_python_file_and_a_test(header: str) -> None:
    family, name = header.split("/")
    python = ROOT / "python" / "munigraph"
    own = python / family / f"_{name}.py"
    if header in ELSEWHERE:
        assert not own.exists(), f"{header} has a file of its name now: take it off the list"
        where = ELSEWHERE[header]
        assert not where.endswith(".py") or (python / where).is_file(), where
    else:
        assert own.is_file() or own.with_suffix("").is_dir(), own
    assert (ROOT / "tests" / "cpp" / family / f"{name}_test.cpp").is_file()


def test_the_list_names_headers_only() -> None:
    assert set(ELSEWHERE) <= set(HEADERS)


def test_tests_of_a_floor_know_no_floor_above() -> None:
    floors = ["core", "registry", "store", "network", "comparison", "null_models", "clustering",
              "bridging", "inference", "dynamics"]  # fmt: skip
    # The register's history is read by a floor that needs no network.
    known = {name: set(floors[: k + 1]) for k, name in enumerate(floors)}
    wrong = []
    for path in (ROOT / "tests" / "cpp").glob("*/**/*.cpp"):
        family = path.relative_to(ROOT / "tests" / "cpp").parts[0]
        for other in re.findall(r'#include "munigraph/(\w+)/', path.read_text("utf-8")):
            if family in known and other not in known[family]:
                wrong.append(f"{path.relative_to(ROOT)} includes {other}")
    assert wrong == []


def test_the_floors_hold() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "check_house.py")], capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_the_recipe_for_a_measure_names_the_true_places() -> None:
    """Follow "To add … a measure of a node" with one that is there: participation."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    recipe = text.split("**a measure of a node.**")[1].split("\n\n**")[0]
    named = set(re.findall(r"`([^`\s]+)`", recipe))
    assert {
        "bind_bridging.cpp",
        "python/munigraph/bridging/_<header>.py",
        "bridging/__init__.pyi",
        "munigraph/__init__.pyi",
        "bridging/_ranking.py",
        "src/bridging/choices.cpp",
        "references.bib",
    } <= named
    package = ROOT / "python" / "munigraph"
    assert (ROOT / "include/munigraph/bridging/participation.hpp").is_file()
    assert (ROOT / "src/bridging/participation.cpp").is_file()
    assert "participation" in (ROOT / "python/bindings/bind_bridging.cpp").read_text("utf-8")
    assert "def participation(" in (package / "bridging/_participation.py").read_text("utf-8")
    for face in (package / "bridging/__init__.pyi", package / "__init__.pyi"):
        assert "import participation as participation" in face.read_text("utf-8")
    assert '"participation"' in (ROOT / "src/bridging/choices.cpp").read_text("utf-8")
    assert "cluster_ties" in (package / "bridging/_ranking.py").read_text("utf-8")
    assert "guimera2005" in (package / "data/references.bib").read_text("utf-8")


def test_the_recipes_name_files_that_are_there() -> None:
    """Every path in "To add …", and every name that is said to stand in one of them."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8").split("## To add …")[1]
    listed = [
        path.relative_to(ROOT).as_posix()
        for folder in ("include", "src", "python", "tests", "scripts", "docs")
        for path in (ROOT / folder).rglob("*.*")
    ]
    paths = {name for name in re.findall(r"`([\w./]+)`", text) if re.search(r"\.(\w{2,4})$", name)}
    assert len(paths) > 15
    for name in paths:
        assert any(f"/{path}".endswith(f"/{name}") for path in listed), name
    for name, where in re.findall(r"`(\w+)` (?:in|of)\s+`([\w/]+\.\w+)`", text):
        found = next(path for path in listed if f"/{path}".endswith(f"/{where}"))
        assert re.search(rf"\b{name}\b", (ROOT / found).read_text("utf-8")), (name, where)


def test_the_stub_of_the_core_tells_what_is_there():
    """Every name of the compiled module, and every member of its structs, in their order."""
    from munigraph import _core

    body = ast.parse((ROOT / "python" / "munigraph" / "_core.pyi").read_text("utf-8")).body
    classes = {one.name: one for one in body if isinstance(one, ast.ClassDef)}
    names = {one.name for one in body if isinstance(one, ast.FunctionDef)} | set(classes)
    names |= {str(one.target.id) for one in body if isinstance(one, ast.AnnAssign)}
    assert names - {"_Struct"} == {name for name in dir(_core) if not name.startswith("__")} | {
        "__version__"
    }
    structs = {name: getattr(_core, name).fields for name in classes if name in dir(_core)
               and hasattr(getattr(_core, name), "fields")}  # fmt: skip
    assert len(structs) > 30
    for name, fields in structs.items():
        assert tuple(one.name for one in classes[name].body) == fields, name


def test_files_that_are_too_long_are_named(tmp_path):
    check = _checks()
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "long.cpp").write_text("\n" * 451)
    assert list(check.long_files(tmp_path, {})) == [
        "src/long.cpp has 451 lines, more than 450: split it by concept"
    ]
    assert not list(check.long_files(tmp_path, {"src/long.cpp": 451}))
    assert "has become shorter" in next(check.long_files(tmp_path, {"src/long.cpp": 600}))


def test_keys_of_bindings_are_counted(tmp_path):
    folder = tmp_path / "python" / "bindings"
    folder.mkdir(parents=True)
    (folder / "bind_x.cpp").write_text('result["a"] = 1;\n  x = given["b"];\n')
    assert _checks().string_keys(tmp_path) == 2


def test_parts_of_newer_libraries_are_named(tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "x.cpp").write_text("// as std::ranges::copy\nstd::ranges::copy(a, b);\n")
    (found,) = _checks().missing_in_libraries(tmp_path)
    assert found.startswith("src/x.cpp:2: std::ranges::")


def test_the_library_keeps_what_it_promises_users() -> None:
    check = _script("check_cpp")
    for one in (check.dangling, check.positional, check.one_name, check.other_names,
                check.library_math, check.uncounted):  # fmt: skip
        assert list(one()) == []


def test_accessors_of_temporaries_are_named(tmp_path):
    check, header = _script("check_cpp"), tmp_path / "include" / "x.hpp"
    header.parent.mkdir()
    header.write_text(
        "class A {\n"
        "  [[nodiscard]] const B& free() const noexcept { return b_; }\n"
        "  // const B& comment() const;\n"
        "  [[nodiscard]] std::span<const int> half() const& { return c_; }\n"
        "  std::string_view whole() const&;\n"
        "  std::string_view whole() const&& = delete;\n"
        "  [[nodiscard]] std::vector<int> own() const;\n"
        "  void ask(bool kindly, int times);\n"
        "  Monitor* monitor = nullptr;\n"
        "  const Monitor* stopped = nullptr;\n"
        "};\nbool is_there(int a);\n"
    )
    assert [one.split(": ")[:2] for one in check.dangling(tmp_path)] == [
        ["include/x.hpp:2", "free() of a temporary dangles"],
        ["include/x.hpp:4", "half() has nothing for a temporary"],
    ]
    (found,) = check.positional(tmp_path)
    assert found.startswith("include/x.hpp:8: ")
    assert "'kindly'" in found
    (found,) = check.uncounted(tmp_path)
    assert found.startswith("include/x.hpp:9: ")


def test_names_of_types_and_members_are_compared(tmp_path):
    check = _script("check_cpp")
    for name, text in (
        ("include/a.hpp", "struct A {};\nenum class B : int { x };\nclass D;\n"),
        ("src/b.cpp", "namespace {\nclass B final : C {};\nstruct A::Part {};\n}\n"
                      "double x = std::log(2.0) + y.exp() + portable_log(2.0);\n"),
        ("python/bindings/c.cpp", '.value("one", &A::one).value("two",\n  &A::three);\n'
                                  'describe(standard, &O::four, "five");\n'),
    ):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert list(check.one_name(tmp_path)) == ["B is a type in include/a.hpp and in src/b.cpp"]
    assert [one.split(";")[0] for one in check.other_names(tmp_path)] == [
        "python/bindings/c.cpp:3: O::four is called 'five'",
        "python/bindings/c.cpp:1: A::three is called 'two'",
    ]
    assert [one.split("…")[0] for one in check.library_math(tmp_path)] == [
        "src/b.cpp:5: std::log(", "src/b.cpp:5: .exp()",
    ]  # fmt: skip


def _checks() -> Any:
    return _script("check_house")


def _script(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
