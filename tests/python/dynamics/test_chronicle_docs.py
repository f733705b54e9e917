"""The lines of Python in the pages of this family, run, and the numbers that they are to give."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import munigraph as mg
import pytest

DOCS = Path(__file__).parents[3] / "docs"
NAME = "roo_gr_participants.csv"


def statements(code: str) -> list[str]:
    """Lines that stand alone, and what is indented with the line above it."""
    found: list[str] = []
    for line in code.splitlines():
        if line.startswith(" ") and found:
            found[-1] += "\n" + line
        elif line.strip():
            found.append(line)
    return found


def plain(value: Any) -> Any:
    """Numbers of NumPy as those of Python."""
    if isinstance(value, tuple):
        return tuple(plain(one) for one in value)
    return value.item() if hasattr(value, "item") else value


def test_every_number_is_what_its_line_gives(real_file: Any) -> None:
    text = (
        (DOCS / "chronicle.md")
        .read_text(encoding="utf-8")
        .partition("## The Dutch register, number by number")[2]
    )
    found = re.search(r"```python\n(.*?)```", text, re.S)
    assert found is not None
    names: dict[str, Any] = {}
    checked = 0
    for statement in statements(found.group(1)):
        code, _, said = statement.partition("  # ")
        if not said or "\n" in statement:
            exec(statement.replace(f'"{NAME}"', repr(str(real_file(f"nl/roo/{NAME}")))), names)
            continue
        value = plain(eval(code, names))
        shown = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        assert shown == said, code
        checked += 1
    assert checked >= 17
    assert isinstance(names["chronicle"], mg.Chronicle)


@pytest.mark.parametrize(
    "page", ["chronicle", "factsheet", "track", "multilayer", "scenarios", "planted_histories"]
)
def test_the_lines_of_a_page_run(page: str, dutch: Any, tmp_path: Path, monkeypatch: Any) -> None:
    """One after another, as they stand; the register is read once for all of them."""
    text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
    text = text.partition("## The Dutch register, number by number")[0] + text.partition("## Sp")[2]
    found = re.findall(r"^```python\n(.*?)^```", text, re.M | re.S)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"_dutch": (dutch, None)}
    for code in found:
        here = code.replace(f'mg.read_roo("{NAME}")', "_dutch")
        exec(compile(here, f"{page}.md", "exec"), names)
    assert ("mg" in names) == bool(found)
