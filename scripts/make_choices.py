"""Write what is made from the description of choices: types of words, tables of the manual.

python scripts/make_choices.py            write the files
python scripts/make_choices.py --check    say which are not current, and exit with 1
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from munigraph._common.choices import Choice, all_choices
from munigraph.study import reference

ROOT = Path(__file__).resolve().parent.parent
LITERALS = ROOT / "python/munigraph/_common/literals.py"

LITERALS_HEAD = '''\
"""Types of the words that arguments take. Written by scripts/make_choices.py."""

from typing import Literal

'''


def camel(text: str) -> str:
    return "".join(part.capitalize() for part in re.split(r"[ _]", text))


def literals() -> str:
    """An alias for every set of words, named after what one of them is called."""
    aliases: dict[str, tuple[str, ...]] = {}
    for function, choices in all_choices().items():
        for choice in choices.values():
            if not choice.words or choice.words in aliases.values():
                continue
            name = camel(choice.what)
            if name in aliases:
                name = camel(function) + name
            aliases[name] = choice.words
    lines = [
        f"{name} = Literal[{', '.join(repr(word) for word in words)}]"
        for name, words in sorted(aliases.items())
    ]
    return formatted(LITERALS_HEAD + "\n".join(lines) + "\n")


def formatted(code: str) -> str:
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(LITERALS), "-"]
    done = subprocess.run(command, input=code, text=True, capture_output=True, check=True, cwd=ROOT)
    return done.stdout


def table(choices: dict[str, Choice]) -> str:
    """The choices of a function as Markdown."""
    rows = ["| option | takes | default | meaning |", "|---|---|---|---|"]
    for choice in choices.values():
        default = "" if choice.default is None else f"`{choice.default!r}`"
        rows.append(f"| `{choice.name}` | {taken(choice)} | {default} | {choice.about} |")
    return "\n".join(rows)


def taken(choice: Choice) -> str:
    words = ", ".join(f"`{word}`" for word in choice.words)
    if choice.kind == "factors":
        return f"{choice.expected}: {words}"
    text = words or choice.expected
    return f"{text}; also a list" if choice.several else text


def section(name: str) -> str:
    if name == "study":
        return reference().rstrip()
    choices = dict(all_choices()[name])
    if name == "network":
        del choices["date"]
    return table(choices)


def filled(path: Path) -> str:
    """The text of a page with every generated section made anew."""
    pattern = re.compile(
        r"(<!-- made by scripts/make_choices\.py: (\w+) -->\n\n).*?(\n\n<!-- end of \2 -->)", re.S
    )
    return pattern.sub(
        lambda found: found.group(1) + section(found.group(2)) + found.group(3),
        path.read_text(encoding="utf-8"),
    )


def main(arguments: list[str]) -> int:
    made = {LITERALS: literals()}
    for page in sorted((ROOT / "docs").glob("*.md")):
        made[page] = filled(page)
    old = {path: path.read_text(encoding="utf-8") if path.exists() else "" for path in made}
    stale = [path for path, text in made.items() if text != old[path]]
    for path in stale:
        print(path.relative_to(ROOT))
        if "--check" not in arguments:
            path.write_text(made[path], encoding="utf-8")
    if stale and "--check" in arguments:
        print("are not current: run scripts/make_choices.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
