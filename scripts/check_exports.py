"""What a shared library shows against what its headers declare.

``check_exports.py HEADERS [LIBRARY...]`` reads the public headers in the folder ``HEADERS``, asks
that everything they leave to the sources is marked for export (``MUNIGRAPH_EXPORT``), and compares
that with the dynamic symbols of the libraries: what is shown is marked, and what is marked is
shown, overload by overload. Prints what differs and returns 1.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

BLANK = re.compile(
    r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\])*"|^[ \t]*#(?:[^\n\\]|\\.|\\\n)*', re.S | re.M
)
MARK = re.compile(r"\bMUNIGRAPH(?:_STORE)?_EXPORT\b")
# What a declaration may begin with although it is defined in the header, or is none of a function.
DEFINED_HERE = re.compile(
    r"(using|typedef|friend|static_assert|enum|extern|template\s*<\s*\w)"
    r"|.*\b(inline|constexpr|consteval)\b"
    r"|.*=\s*(default|delete|0)$",
    re.S,
)
# The qualified name at the end of a demangled symbol, before its arguments.
OWN_NAME = re.compile(r"munigraph::((?:\w+::)*~?(?:operator\W+|\w+)(?:\[abi:\w+\])?(?:<.*>)?)$")
CLASS = re.compile(r"(?:template\s*<.*?>\s*)?(class|struct)\s+(?:MUNIGRAPH\w*_EXPORT\s+)?([\w:]+)")


@dataclass
class Declared:
    """Marked functions with their number of overloads, marked classes, and what lacks a mark."""

    functions: Counter[str] = field(default_factory=Counter)
    classes: set[str] = field(default_factory=set)
    members: set[str] = field(default_factory=set)
    unmarked: list[str] = field(default_factory=list)


def without_angles(text: str) -> str:
    """The text with everything between angle brackets left out."""
    while (shorter := re.sub(r"<[^<>]*>", "", text)) != text:
        text = shorter
    return text


def statements(body: str) -> list[tuple[str, str | None]]:
    """Pieces of a scope: what stands before ``;`` or ``{``, with what the braces hold if any."""
    found: list[tuple[str, str | None]] = []
    start = place = 0
    while place < len(body):
        sign = body[place]
        if sign in "({":
            opened, end = 1, place + 1
            close = ")" if sign == "(" else "}"
            while opened:
                opened += (body[end] == sign) - (body[end] == close)
                end += 1
            if sign == "{":
                found.append((body[start:place].strip(), body[place + 1 : end - 1]))
                start = end
            place = end
            continue
        if sign == ";":
            found.append((body[start:place].strip(), None))
            start = place + 1
        place += 1
    return [(head, inner) for head, inner in found if head]


def function_name(head: str) -> str | None:
    """The name of the function that a statement declares."""
    plain = re.sub(r"\[\[.*?\]\]", "", head)
    match = re.match(r"[^(=]*?((?:operator\W+|~?\w+)(?:<[\w:]+>)?)\s*\(", MARK.sub("", plain), re.S)
    return match.group(1) if match else None


def left_to_sources(head: str, inner: str | None) -> bool:
    """Whether a statement declares a function that is defined elsewhere."""
    plain = re.sub(r"\[\[.*?\]\]", "", head).strip()
    return inner is None and not DEFINED_HERE.match(plain) and function_name(head) is not None


def read_class(head: str, inner: str, where: str, declared: Declared) -> None:
    name = CLASS.match(head)
    if name is None or head.startswith("template"):
        return
    members = [
        f"{name.group(2)}::{function_name(member)}"
        for member, body in statements(inner)
        if left_to_sources(re.sub(r"^\s*(public|protected|private):", "", member), body)
    ]
    if MARK.search(head.split(name.group(2))[0]):
        declared.classes.add(name.group(2))
        declared.members.update(members)
    else:
        declared.unmarked += [f"{where}: {member}" for member in members]


def read_scope(body: str, where: str, declared: Declared) -> None:
    for head, inner in statements(body):
        if inner is not None and re.match(r"(inline\s+)?namespace\b", head):
            if not re.search(r"\bdetail\b", head):
                read_scope(inner, where, declared)
        elif inner is not None and CLASS.match(head):
            read_class(head, inner, where, declared)
        elif left_to_sources(head, inner):
            name = function_name(head) or ""
            if MARK.search(head):
                declared.functions[name.replace("munigraph::", "")] += 1
            else:
                declared.unmarked.append(f"{where}: {name}")


def read_headers(folder: Path) -> Declared:
    declared = Declared()
    for path in sorted(folder.rglob("*.hpp")):
        text = BLANK.sub("", path.read_text("utf-8"))
        read_scope(text, path.relative_to(folder).as_posix(), declared)
    return declared


def shown_by(library: Path) -> list[str]:
    """Demangled dynamic symbols, each once (constructors and destructors have several)."""
    nm = ["nm", "--dynamic", "--defined-only", "--demangle", "--format=posix", str(library)]
    lines = subprocess.run(nm, check=True, capture_output=True, text=True).stdout.splitlines()
    names = [re.sub(r" [A-Za-z] [0-9a-f]+( [0-9a-f]+)?\s*$", "", line) for line in lines]
    return sorted(set(names))


def owner_of(symbol: str) -> tuple[str, str]:
    """The kind (``class`` or ``function``) and the name that a symbol belongs to."""
    special = re.match(r"(?:vtable|typeinfo|typeinfo name) for munigraph::(\w+)", symbol)
    if special:
        return "class", special.group(1)
    before = symbol.split("(")[0]
    match = re.search(
        r"munigraph::((?:\w+::)*~?(?:operator\W+|\w+)(?:\[abi:\w+\])?(?:<.*>)?)$", before
    )
    if match is None:
        return "function", symbol
    name = re.sub(r"\[abi:\w+\]", "", match.group(1)).replace("munigraph::", "")
    parts = without_angles(name).split("::")
    return ("function", name) if len(parts) == 1 else ("class", "::".join(parts[:2]))


def differences(declared: Declared, libraries: list[Path]) -> list[str]:
    wrong = [f"not marked for export: {name}" for name in declared.unmarked]
    if not libraries:
        return wrong
    functions: Counter[str] = Counter()
    classes: set[str] = set()
    for library in libraries:
        for symbol in shown_by(library):
            kind, name = owner_of(symbol)
            if kind == "class" and name.split("::")[0] in declared.classes:
                classes.update((name, name.split("::")[0]))
            elif kind == "function" and name in declared.functions:
                functions[name] += 1
            else:
                wrong.append(f"{library.name} shows what no header marks: {symbol}")
    missing = sorted((declared.classes | declared.members) - classes)
    wrong += [f"marked, but not shown: {name}" for name in missing]
    for name, number in sorted(declared.functions.items()):
        if functions[name] != number:
            wrong.append(f"{name}: declared {number} times, shown {functions[name]} times")
    return wrong


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    declared = read_headers(Path(arguments[0]))
    wrong = differences(declared, [Path(name) for name in arguments[1:]])
    print(*wrong, sep="\n", end="\n" if wrong else "")
    print(
        f"{sum(declared.functions.values())} functions and {len(declared.classes)} classes marked"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
