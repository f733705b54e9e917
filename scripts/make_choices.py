"""Write what is made from the description of choices: types of words, tables of the manual.

python scripts/make_choices.py            write the files
python scripts/make_choices.py --check    say which are not current, and exit with 1
"""

from __future__ import annotations

import importlib
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

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias, TypedDict

'''

#: Words that are known to Python alone: the type, where they stand.
PYTHON_WORDS = {
    "BrokerRole": "bridging._brokerage.BROKER_ROLES",
    "DatasetName": "datasets._datasets.NAMES",
    "DecomposedFigure": "dynamics._factsheet.DECOMPOSED",
    "ExportFormat": "study._export.FORMATS",
    "FactsheetFigure": "dynamics._factsheet.FIGURES",
    "HubWay": "dynamics._scenario.WAYS",
    "Language": "dynamics._words.LANGUAGES",
    "MembershipStart": "dynamics._counting.STARTS",
    "MetaPlace": "plot._meta.PLACES",
    "Refit": "inference._significance.REFITS",
    "Response": "inference._mrqap.RESPONSES",
    "Role": "registry._vocabulary.ROLES",
    "Size": "network._synthetic.SIZES",
    "SpellUnit": "dynamics._spells.UNITS",
    "SplitRule": "registry._geography.SPLITS",
    "SurrogateMethod": "inference._surrogates.METHODS",
    "TableLayout": "readers._table._mapping.LAYOUTS",
    "Grouping": "dynamics._factsheet.GROUPINGS",
}

#: The types of choices that are no words.
KINDS = {"text": "str", "integer": "int", "number": "float", "boolean": "bool", "date": "str"}


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
    for name, place in PYTHON_WORDS.items():
        module, _, constant = place.rpartition(".")
        aliases[name] = tuple(getattr(importlib.import_module(f"munigraph.{module}"), constant))
    lines = [
        f"{name}: TypeAlias = Literal[{', '.join(repr(word) for word in words)}]"
        for name, words in sorted(aliases.items())
    ]
    return formatted(LITERALS_HEAD + "\n".join([*lines, "", "", *network_choices(aliases)]) + "\n")


def network_choices(aliases: dict[str, tuple[str, ...]]) -> list[str]:
    """The arguments of ``Snapshot.network`` as a type of dict, for what passes them on."""
    named = {words: name for name, words in aliases.items()}
    lines = [
        "class NetworkChoices(TypedDict, total=False):",
        '"""As of ``Snapshot.network``."""',
        "",
    ]
    for choice in all_choices()["network"].values():
        if choice.name == "date":
            continue  # the snapshot has it
        one = named[choice.words] if choice.words else KINDS[choice.kind]
        if choice.kind == "factors":
            one = f"Mapping[{one}, float]"
        elif choice.several:
            one += f" | Sequence[{one}]"
        lines.append(f"{choice.name}: {one}" + (" | None" if choice.optional else ""))
    return [lines[0], *(f"    {line}" if line else "" for line in lines[1:])]


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
