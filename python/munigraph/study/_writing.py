"""The commented file that ``munigraph study new`` writes, and the reference in the manual."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

import tomli_w

from . import _schema as schema
from ._fields import REQUIRED, Field, Section
from ._starting import Start

_HEAD = """\
# A study of municipal cooperation: one file in, one report out.
#
#   munigraph study run {name} -o results
#
# Lines that start with '#' show what else can be said, with the default or an example.
"""

_FILLED: dict[str, dict[str, Any]] = {
    "study": {
        "question": "How many clusters are there, and how far does that depend on choices?",
        "seed": 1,
    },
    "clusters": {"method": "consensus", "runs": 100},
    "bridges": {"by": "participation"},
    # Without it a report is silent about provinces and domains.
    "comparison": {"density": True, "reach": True},
    "multiverse": {"runs": 20},
}

_SHIPPED = Start(
    data={"register": "nl-2020", "date": "2020-07-01"},
    networks={
        "whole": {"label": "all domains"},
        "social": {"label": "social domain", "domain": "social"},
        "physical": {"label": "physical domain", "domain": "physical"},
        "voluntary": {"label": "voluntary cooperation", "obligation": ["free"]},
    },
    grid={
        "weighting": ["newman", "count", "binary"],
        "domain": ["none", "social", "physical"],
        "obligation": ["none", "free"],
        "resolution": [0.5, 1.0, 2.0],
    },
    title="Clusters of municipal cooperation",
)

_EXPECTATION = {
    "name": "clusters of governments that cooperate often",
    "figure": "clusters",
    "value": 11,
    "source": "national inventory of cooperation, 2020",
}


def template(name: str = "study.toml", start: Start | None = None) -> str:
    """A commented study file that runs as it is: of the shipped register, or of what ``start`` says
    of another one; figures published about the shipped one are then comments.

    Examples
    --------
    >>> import munigraph as mg
    >>> "date" in mg.study.template()
    True
    """
    parts = [_HEAD.format(name=name)]
    for section in schema.SECTIONS:
        parts.append(_section(section, start or _SHIPPED))
    return "\n".join(parts)


def toml(value: Any) -> str:
    """A value as TOML, on one line."""
    if isinstance(value, dict):
        pairs = (f"{tomli_w.dumps({k: 0})[:-4]}= {toml(v)}" for k, v in value.items())
        return "{ " + ", ".join(pairs) + " }"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(toml(v) for v in value)}]"
    return tomli_w.dumps({"x": _typed(value)}).removeprefix("x = ").rstrip("\n")


def as_toml(settings: Mapping[str, Any]) -> str:
    """The settings of a study that came as a mapping, as a file."""
    return tomli_w.dumps(_given(settings))


def _given(value: Any) -> Any:
    """What TOML can hold: no missing values, dates as dates."""
    if isinstance(value, Mapping):
        return {str(k): _given(v) for k, v in value.items() if v is not None}
    if isinstance(value, (list, tuple)):
        return [_given(v) for v in value]
    return _typed(value)


def _typed(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            return value
    return value


def _section(section: Section, start: Start) -> str:
    text = [f"\n# --- {section.doc}"]
    if section.name in start.remarks:
        text.append(f"# {start.remarks[section.name]}")
    if section.name == "networks":
        for name, given in start.networks.items():
            text += [f"\n[networks.{name}]", *_pairs(given)]
        text += ["\n# Further keys of a network:", *_comments(section, set())]
    elif section.name == "expectations":
        # A published figure is of one register; as an example it must not be held against another.
        text += ["# [[expectations]]", *(f"# {line}" for line in _pairs(_EXPECTATION))]
        text += _comments(section, set(_EXPECTATION))
    elif section.shape == "list":
        text += [f"# [[{section.name}]]", *_comments(section, set())]
    else:
        filled = {
            **_FILLED,
            "study": {"title": start.title, **_FILLED["study"]},
            "data": start.data,
        }
        if start.contrast:
            filled["claims"] = {"contrast": start.contrast}
        given = filled.get(section.name, {})
        started = "" if section.name in filled else "# "
        text += [f"{started}[{section.name}]", *_pairs(given)]
        text += _comments(section, set(given))
    for part in section.parts:
        if part.name == "multiverse.grid":
            text += [f"\n# {part.doc}", "[multiverse.grid]", *_pairs(start.grid)]
        else:
            text += [f"\n# {part.doc}", f"# [{part.name}]", *_comments(part, set())]
    return "\n".join(text)


def _pairs(given: Mapping[str, Any]) -> list[str]:
    return [f"{key} = {toml(value)}" for key, value in given.items()]


def _comments(section: Section, given: set[str]) -> list[str]:
    return [
        f"# {f.name} = {_shown(f)}  # {_first(f.doc)}"
        for f in section.fields
        if f.name not in given
    ]


def _first(doc: str) -> str:
    return doc.replace("`", "'")


def _shown(field: Field) -> str:
    if field.example:
        return field.example
    if field.default is not None and field.default is not REQUIRED and field.default != []:
        return toml(field.default)
    if field.choices:
        first = toml(field.choices[0])
        return f"[{first}]" if field.kinds[0].startswith("[") else first
    return {"string": '"…"', "[string]": '["…"]', "integer": "1", "number": "1.0", "table": "{ }",
            "[number]": "[0.5, 1.0, 2.0]", "[integer]": "[2018, 2020]", "boolean": "true",
            "[date]": "[2018-07-01, 2020-07-01]", "date": "2020-07-01"}[field.kinds[0]]  # fmt: skip


def reference() -> str:
    """The keys of a study file, section by section, as Markdown.

    Examples
    --------
    >>> import munigraph as mg
    >>> mg.study.reference().splitlines()[0][:1]
    '#'
    """
    out = []
    for section in schema.walk():
        name = {"named": f"[{section.name}.NAME]", "list": f"[[{section.name}]]"}.get(
            section.shape, f"[{section.name}]"
        )
        out += [f"## `{name}`", "", section.doc, ""]
        if section.fields:
            out += ["| key | value | default | meaning |", "|---|---|---|---|"]
            out += [_row(f) for f in section.fields]
            out.append("")
    return "\n".join(out)


def _row(field: Field) -> str:
    kind = " or ".join(k.strip("[]") + ("s" if k.startswith("[") else "") for k in field.kinds)
    if field.choices:
        words = ", ".join(f"`{c}`" for c in field.choices)
        kind = f"numbers for {words}" if field.kinds == ("table",) else words
        beside = [k for k in field.kinds if k in ("date", "integer")]
        kind += "".join(f" or {k}" for k in beside)
        kind += "; or a list" if len(field.kinds) > len(beside) + 1 else ""
    if field.low is not None:
        kind += f", above {field.low:g}" if field.above_low else f", at least {field.low:g}"
    if field.high is not None and field.high < 2**53:
        kind += f", below {field.high:g}" if field.below_high else f", at most {field.high:g}"
    default = "**required**" if field.default is REQUIRED else ""
    if field.default is not None and field.default is not REQUIRED:
        default = f"`{toml(field.default)}`"
    return f"| `{field.name}` | {kind} | {default} | {field.doc} |"
