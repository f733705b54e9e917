"""Print the rooms and floors of the Python package from its imports, and check them.

    python scripts/check_house.py [--rooms]

Every import counts, those inside functions too; imports for type checkers alone do not. Checked:
each family stands on lower floors only, but for the convenience methods in ``UPWARD``; no circle,
neither of families nor of files; no more than ``MAX_ROOMS`` rooms at the root. And of all sources:
no file is longer than ``MAX_LINES``, bindings write no more keys by hand than ``MAX_KEYS``, and C++
uses no part of the standard library that ``MISSING`` names.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "python" / "munigraph"
MAX_ROOMS = 17

#: Lines of a source file; stubs (.pyi) declare and are not counted.
MAX_LINES = 450
#: Longer ones, with the lines that they have: each may only shrink, and then leaves the list.
LONG_FILES = {}
SOURCES = ("src", "include", "python", "tests", "scripts", "benchmarks", "examples")

#: ``dict["key"] =`` in bindings: results are bound structs. What is left are the five tables of a
#: register, a mapping that Python gives back by the same names. May only shrink.
MAX_KEYS = 5

#: What libc++ 14 (and macOS of its day) lacks. `.ci/run libcxx` builds with it; this tells at once.
MISSING = ("std::ranges::", "std::jthread", "std::stop_token", "std::format", "std::views::")

#: From the ground up. Families of one floor do not know each other.
FLOORS = (
    ("_core",),
    ("_common",),
    ("registry",),
    ("network", "store"),
    ("comparison",),
    ("null_models",),
    ("clustering",),
    ("bridging",),
    ("inference",),
    ("dynamics",),
    ("readers",),
    ("datasets",),
    ("plot",),
    ("report",),
    ("study",),
    ("cli",),
)

#: Methods that users expect on a lower floor, each a plain forward: file -> families above.
UPWARD = {
    "registry/_snapshot.py": {"network"},  # Snapshot.network
    # Register.rebuild; Register.with_attributes; Register.log, Register.scenario
    "registry/_register.py": {"network", "readers", "dynamics"},
    "registry/_output.py": {"readers", "store"},  # Register.to_table; save, to_workbook
    "network/_network.py": {"null_models"},  # Snapshot.network(backbone=...)
}


def is_for_types(node: ast.AST) -> bool:
    test = getattr(node, "test", None)
    return isinstance(node, ast.If) and ast.unparse(test) in (
        "TYPE_CHECKING",
        "typing.TYPE_CHECKING",
    )


def walk(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes below, without what only type checkers see."""
    for child in ast.iter_child_nodes(node):
        if not is_for_types(child):
            yield child
            yield from walk(child)


def exists(parts: list[str]) -> bool:
    path = PACKAGE.joinpath(*parts)
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def file_of(parts: list[str]) -> str:
    """The file (below the package) of a module."""
    path = PACKAGE.joinpath(*parts)
    found = path.with_suffix(".py") if path.with_suffix(".py").is_file() else path / "__init__.py"
    return found.relative_to(PACKAGE).as_posix()


def imports(path: Path) -> Iterator[list[str]]:
    """Modules of the package that a file imports, as parts below the package."""
    here = list(path.relative_to(PACKAGE).with_suffix("").parts[:-1])
    for node in walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom):
            continue
        module = node.module.split(".") if node.module else []
        if node.level:
            base = here[: len(here) - node.level + 1] + module
        elif module[:1] == ["munigraph"]:
            base = module[1:]
        else:
            continue
        for alias in node.names:
            whole = [*base, alias.name]
            if whole == ["_core"] or base[:1] == ["_core"]:
                yield ["_core"]
            elif exists(whole):
                yield whole
            elif base:
                yield base


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Strongly connected components of more than one node (Tarjan)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found = []

    def visit(node: str) -> None:
        order[node] = low[node] = len(order)
        stack.append(node)
        for other in sorted(graph.get(node, ())):
            if other not in order:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], order[other])
        if low[node] == order[node]:
            part = stack[stack.index(node) :]
            del stack[stack.index(node) :]
            if len(part) > 1:
                found.append(sorted(part))

    for node in sorted(graph):
        if node not in order:
            visit(node)
    return found


def long_files(root: Path = ROOT, allowed: dict[str, int] = LONG_FILES) -> Iterator[str]:
    """What is wrong with the lengths of files."""
    lengths = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8").count("\n")
        for folder in SOURCES
        for path in sorted((root / folder).rglob("*"))
        if path.suffix in (".py", ".cpp", ".hpp") and path.is_file()
    }
    for name, lines in lengths.items():
        most = max(allowed.get(name, MAX_LINES), MAX_LINES)
        if lines > most:
            yield f"{name} has {lines} lines, more than {most}: split it by concept"
    for name, lines in allowed.items():
        if lengths.get(name, 0) < lines:
            yield f"{name} has become shorter ({lengths.get(name, 0)} lines): so LONG_FILES"


def string_keys(root: Path = ROOT) -> int:
    """Keys that bindings write into dictionaries by hand."""
    sources = sorted((root / "python" / "bindings").glob("*.?pp"))
    return sum(len(re.findall(r'\w\["\w+"\]', one.read_text(encoding="utf-8"))) for one in sources)


def missing_in_libraries(root: Path = ROOT) -> Iterator[str]:
    """Uses of what an older standard library lacks; comments may speak of it."""
    for folder in ("include", "src", "tests/cpp"):
        for path in sorted((root / folder).rglob("*.?pp")):
            for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
                code = line.split("//")[0]
                for name in (one for one in MISSING if one in code):
                    where = f"{path.relative_to(root).as_posix()}:{number}"
                    yield f"{where}: {name} is missing in libc++ 14; use what C++17 has"


def main() -> int:
    floor = {family: k for k, families in enumerate(FLOORS) for family in families}
    errors, lines = [], dict.fromkeys(floor, 0)
    families: dict[str, set[str]] = {}
    files: dict[str, set[str]] = {}
    lazy_faces = {f"{family}/__init__.py" for family in floor}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if "/" not in name:
            continue
        family = name.split("/")[0]
        if family not in floor:
            errors.append(f"{name}: {family} has no floor; add it to FLOORS")
            continue
        lines[family] += path.read_text(encoding="utf-8").count("\n")
        for target in imports(path):
            other = target[0]
            if other == family:
                if other != "_core" and (to := file_of(target)) not in lazy_faces:
                    files.setdefault(name, set()).add(to)
                continue
            if other not in floor:
                continue
            if floor[other] >= floor[family]:
                if other not in UPWARD.get(name, set()):
                    errors.append(f"{name} knows {other}, which stands above it")
                continue
            families.setdefault(family, set()).add(other)
    for part in circles(families):
        errors.append("circle of families: " + ", ".join(part))
    for part in circles(files):
        errors.append("circle of files: " + ", ".join(part))
    rooms = [*sorted(p.name for p in PACKAGE.iterdir() if (p / "__init__.py").is_file()), "_core"]
    loose = [p.name for p in PACKAGE.glob("*.py") if p.name not in ("__init__.py", "__main__.py")]
    if loose:
        errors.append(f"files at the root: {', '.join(sorted(loose))}")
    errors += long_files()
    errors += missing_in_libraries()
    keys = string_keys()
    if keys != MAX_KEYS:
        errors.append(
            f"bindings write {keys} keys into dictionaries, expected {MAX_KEYS}: bind the struct "
            "(structs.hpp), or lower MAX_KEYS where there are fewer"
        )
    if len(rooms) > MAX_ROOMS:
        errors.append(f"{len(rooms)} rooms at the root, more than {MAX_ROOMS}")
    if "--rooms" in sys.argv:
        for family in reversed([f for group in FLOORS for f in group]):
            if family in rooms:
                below = ", ".join(sorted(families.get(family, ()), key=floor.__getitem__))
                print(f"{family:12} {lines[family]:6} lines   knows {below or 'nothing'}")
    for error in errors:
        print("error:", error)
    print(f"check_house: {len(rooms)} rooms, {len(errors)} errors")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
