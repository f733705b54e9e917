"""On which line of a TOML file a key stands."""

from __future__ import annotations

import re

Path = tuple[str | int, ...]

_KEY = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)\s*""")


def key_lines(text: str) -> dict[Path, int]:
    """Line (from 1) of every table and key that starts a line; arrays of tables by index."""
    found: dict[Path, int] = {}
    table: Path = ()
    counts: dict[Path, int] = {}
    state = _State()
    for number, line in enumerate(text.splitlines(), 1):
        if state.open:
            state.feed(line)
            continue
        bare = line.strip()
        if bare.startswith("["):
            array = bare.startswith("[[")
            names = _dotted(bare[2:] if array else bare[1:])[0]
            table = _resolved(names[:-1] if array else names, counts)
            if array and names:
                key = (*table, names[-1])
                counts[key] = counts.get(key, -1) + 1
                table = (*key, counts[key])
            for end in range(1, len(table) + 1):
                found.setdefault(table[:end], number)
            continue
        names, rest = _dotted(line)
        if not names or not rest.startswith("="):
            continue
        for end in range(1, len(names) + 1):
            found.setdefault((*table, *names[:end]), number)
        state.feed(rest[1:])
    return found


def line_of(lines: dict[Path, int], path: Path) -> int | None:
    """The line of a key, or of the nearest table around it."""
    for end in range(len(path), 0, -1):
        if path[:end] in lines:
            return lines[path[:end]]
    return None


def _resolved(names: list[str], counts: dict[Path, int]) -> Path:
    """A header under an array of tables belongs to the array's last element."""
    path: Path = ()
    for name in names:
        path = (*path, name)
        if path in counts:
            path = (*path, counts[path])
    return path


def _dotted(text: str) -> tuple[list[str], str]:
    """The names of a dotted key, and what follows it."""
    names: list[str] = []
    at = 0
    while match := _KEY.match(text, at):
        name = match.group(1)
        names.append(name[1:-1] if name[0] in "\"'" else name)
        at = match.end()
        if not text.startswith(".", at):
            break
        at += 1
    return names, text[at:]


class _State:
    """Whether a value goes on over the end of the line: brackets and long strings."""

    def __init__(self) -> None:
        self.depth = 0
        self.quote = ""

    @property
    def open(self) -> bool:
        return self.depth > 0 or bool(self.quote)

    def feed(self, text: str) -> None:
        at = 0
        while at < len(text):
            if self.quote:
                at = self._in_string(text, at)
            elif text[at] == "#":
                return
            elif text[at : at + 3] in ('"""', "'''"):
                self.quote = text[at : at + 3]
                at += 3
            elif text[at] in "\"'":
                self.quote = text[at]
                at += 1
            else:
                self.depth += (text[at] in "[{") - (text[at] in "]}")
                at += 1
        if len(self.quote) == 1:
            self.quote = ""  # a short string ends with its line

    def _in_string(self, text: str, at: int) -> int:
        if text[at] == "\\" and self.quote[0] == '"':
            return at + 2
        if text.startswith(self.quote, at):
            at += len(self.quote)
            self.quote = ""
            return at
        return at + 1
