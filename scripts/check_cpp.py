"""What the C++ library promises its users, as far as its text can show it.

``check_cpp.py`` reads the public headers, the sources and the bindings, and names: accessors that
give a reference or a view of a temporary; truth values by position in public functions; types of
one name; members that Python or JSON calls otherwise; exponentials and logarithms of the C library,
whose last digits differ between platforms; monitors that are told of nothing in particular. Returns
1 where there is any.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

BLANK = re.compile(r"//[^\n]*|/\*.*?\*/", re.S)
#: A member function that gives a reference, a view or a pointer, with what stands behind it.
ACCESSOR = re.compile(
    r"^  (?:\[\[nodiscard\]\] )?(?:const [\w:<>, ]+[&*]|std::span<[^;(]*>|std::string_view)\s+"
    r"(\w+)\([^()]*\)\s*const(&&|&)?",
    re.M,
)
POSITIONAL = re.compile(r"[(,]\s*bool (\w+)(?: = \w+)?\s*[,)]")
TYPE = re.compile(
    r"^(?:enum class|class|struct) (?:MUNIGRAPH\w*_EXPORT )?(\w+)\b(?!::)[^;{(]*\{", re.M
)
MEMBER_FIRST = re.compile(r'&(\w+)::(\w+),\s*"(\w+)"')
NAME_FIRST = re.compile(r'"(\w+)",\s*&(\w+)::(\w+)\b(?!::)')
LIBRARY = re.compile(
    r"\bstd::(?:exp|exp2|expm1|log|log2|log10|log1p|pow|cbrt|sin|cos|tan|asin|acos|atan|atan2|sinh"
    r"|cosh|tanh|tgamma|lgamma|erf|erfc)\("
    r"|\.(?:exp|log|pow|sin|cos|tanh)\(\)"
)

#: Functions that are asked by row where Python asks by id, and a choice that says of what it is.
OTHER_NAMES = {
    ("Register", "participant"),
    ("Register", "arrangement"),
    ("NoiseOptions", "runs"),
}
#: The constants of MD5, which any sine gives: a product that is near no whole number.
LIBRARY_ALLOWED = {"src/registry/package/digest.cpp"}


def texts(root: Path, *folders: str) -> Iterator[tuple[str, str]]:
    """Names and texts of C++ files, without comments but with their lines."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*.?pp")):
            text = BLANK.sub(lambda m: "\n" * m[0].count("\n"), path.read_text("utf-8"))
            yield path.relative_to(root).as_posix(), text


def at(name: str, text: str, place: int) -> str:
    return f"{name}:{text.count(chr(10), 0, place) + 1}"


def dangling(root: Path = ROOT) -> Iterator[str]:
    """A name has an overload for objects that go away, or is one of a view that owns nothing."""
    for name, text in texts(root, "include"):
        for match in ACCESSOR.finditer(text):
            one, qualifier = match.groups()
            if qualifier is None:
                yield f"{at(name, text, match.start())}: {one}() of a temporary dangles: const&"
            elif qualifier == "&" and not re.search(rf"\b{one}\([^()]*\)\s*(?:const)?&&", text):
                yield f"{at(name, text, match.start())}: {one}() has nothing for a temporary"


def positional(root: Path = ROOT) -> Iterator[str]:
    for name, text in texts(root, "include"):
        for match in POSITIONAL.finditer(text):
            where = at(name, text, match.start())
            yield f"{where}: true or false by position says nothing: an enum for '{match[1]}'"


def one_name(root: Path = ROOT) -> Iterator[str]:
    """The name of a public type is that of no other, in whatever namespace."""
    places: dict[str, set[str]] = defaultdict(set)
    for name, text in texts(root, "include", "src"):
        for match in TYPE.finditer(text):
            places[match[1]].add(name)
    for name, files in sorted(places.items()):
        if len(files) > 1 and any(one.startswith("include/") for one in files):
            yield f"{name} is a type in {' and in '.join(sorted(files))}"


def other_names(root: Path = ROOT) -> Iterator[str]:
    """Members under another name than their own."""
    for name, text in texts(root, "src", "python/bindings"):
        found = [(m, m[1], m[2], m[3]) for m in MEMBER_FIRST.finditer(text)]
        found += [(m, m[2], m[3], m[1]) for m in NAME_FIRST.finditer(text)]
        for match, owner, member, shown in found:
            if member != shown and (owner, member) not in OTHER_NAMES:
                where = at(name, text, match.start())
                yield f"{where}: {owner}::{member} is called '{shown}'; one word for one thing"


def library_math(root: Path = ROOT) -> Iterator[str]:
    for name, text in texts(root, "include", "src"):
        if name in LIBRARY_ALLOWED:
            continue
        for match in LIBRARY.finditer(text):
            yield f"{at(name, text, match.start())}: {match[0]}…: use core/portable_math.hpp"


def uncounted(root: Path = ROOT) -> Iterator[str]:
    """Options with a monitor that is told of progress say of what."""
    for path in sorted((root / "include").rglob("*.hpp")):
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            if re.match(r"\s*Monitor\* monitor = nullptr;(?!\s*///<)", line):
                where = f"{path.relative_to(root).as_posix()}:{number}"
                yield f"{where}: of what is the monitor told? A const Monitor* hears stop() alone"


def main() -> int:
    checks = (dangling, positional, one_name, other_names, library_math, uncounted)
    errors = [error for check in checks for error in check()]
    for error in errors:
        print("error:", error)
    print(f"check_cpp: {len(errors)} errors")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
