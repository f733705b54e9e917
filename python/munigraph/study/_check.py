"""Checking a study file: every mistake with its key, its line and what may have been meant."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .. import _core
from .._common.choice_words import word_of
from .._common.errors import DataError
from .._common.text import visible
from ..clustering._clustering import CODES
from ..dynamics._rules import ChronicleRules
from ..dynamics._scenario import verb_of
from . import _schema as schema
from ._fields import REQUIRED, Field, Section
from ._lines import Path, line_of
from ._words import QUESTION

_WORDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "date": "a date (YYYY-MM-DD)",
    "table": "a table { … }",
    "[string]": "a list of texts",
    "[integer]": "a list of whole numbers",
    "[number]": "a list of numbers",
    "[date]": "a list of dates",
    "[table]": "a list of tables [{ … }]",
}


@dataclass(frozen=True)
class Problem:
    """One mistake: key path, line (``None`` if unknown) and message."""

    path: str
    line: int | None
    message: str

    def __str__(self) -> str:
        where = f"line {self.line}, " if self.line else ""
        return f"{where}{self.path}: {self.message}" if self.path else f"{where}{self.message}"


class StudyError(DataError):
    """A study file with mistakes; ``problems`` lists them all."""

    problems: list[Problem]

    def __init__(self, source: str, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems, key=lambda p: (p.line or 0, p.path))
        first = self.problems[0]
        text = "\n".join(f"{source}, {p}" for p in self.problems)
        super().__init__("", source=source, row=first.line, column=first.path)
        self.args = (text,)

    def __str__(self) -> str:
        return visible(str(self.args[0]))

    def __reduce__(self) -> tuple[Any, ...]:
        return StudyError, (self.source, self.problems)


def dotted(path: Path) -> str:
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def near(word: str, known: Iterable[str]) -> str:
    """`` Did you mean …?``, or the words there are, or nothing."""
    choices = list(known)
    if found := _core.nearest_word(word, choices):
        return f"; did you mean {found!r}?"
    return f"; known are {', '.join(choices)}" if 0 < len(choices) <= 24 else ""


class Checker:
    """Collects problems; ``lines`` tells where keys stand."""

    def __init__(self, lines: dict[Path, int]) -> None:
        self.lines = lines
        self.problems: list[Problem] = []

    def report(self, path: Path, message: str) -> None:
        self.problems.append(Problem(dotted(path), line_of(self.lines, path), message))

    def document(self, document: dict[str, Any]) -> None:
        names = [s.name for s in schema.SECTIONS]
        for key in document:
            if key not in names:
                self.report((key,), f"no such section{near(key, names)}")
        for section in schema.SECTIONS:
            if section.name in document:
                self.section(section, (section.name,), document[section.name])
            elif section.required:
                self.report((section.name,), f"the section [{section.name}] is missing")
        if not self.problems:
            self.meaning(document)

    def section(self, section: Section, path: Path, value: Any) -> None:
        if section.shape == "list":
            if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
                self.report(path, f"expected [[{section.name}]], once for each")
                return
            for i, item in enumerate(value):
                self.table(section, (*path, i), item)
        elif not isinstance(value, dict):
            self.report(path, f"expected a section [{section.name}], found {_said(value)}")
        elif section.shape == "named":
            if not value:
                self.report(path, f"at least one [{section.name}.NAME] is needed")
            for name, item in value.items():
                if isinstance(item, dict):
                    self.table(section, (*path, name), item)
                else:
                    hint = near(name, [f.name for f in section.fields])
                    self.report(
                        (*path, name), f"expected a named table [{section.name}.NAME]{hint}"
                    )
        else:
            self.table(section, path, value)

    def table(self, section: Section, path: Path, value: dict[str, Any]) -> None:
        parts = {part.name.rsplit(".", 1)[-1]: part for part in section.parts}
        known = [f.name for f in section.fields]
        for key, item in value.items():
            if key in parts:
                self.section(parts[key], (*path, key), item)
            elif (found := section.field(key)) is not None:
                self.value(found, (*path, key), item)
            elif not section.open:
                self.report((*path, key), f"no such key{near(key, [*known, *parts])}")
        for found in section.fields:
            if found.default is REQUIRED and found.name not in value:
                self.report((*path, found.name), "is missing")

    def value(self, field: Field, path: Path, value: Any) -> None:
        if not any(_is(kind, value) for kind in field.kinds):
            expected = " or ".join(_WORDS[k] for k in field.kinds)
            more = ""
            if "date" in field.kinds and _is("integer", value) and 1000 <= value <= 9999:
                more = f"; the middle of that year is {value}-07-01"
            self.report(path, f"expected {expected}, found {_said(value)}{more}")
            return
        if isinstance(value, dict):
            self._factors(field, path, value)
            return
        for item in value if isinstance(value, list) else [value]:
            if field.choices and not _chosen(field, item):
                self.report(path, f"unknown value {item!r}{near(str(item), field.choices)}")
            elif isinstance(item, (int, float)) and not isinstance(item, bool):
                self._range(field, path, item)
        if isinstance(value, list):
            if not value and field.default is REQUIRED:
                self.report(path, "is empty; at least one value is needed")
            elif not value and field.default:
                self.report(path, "is empty; leave the key out for the default")
            if len({str(v) for v in value}) < len(value):
                self.report(path, "names something twice")

    def _factors(self, field: Field, path: Path, value: dict[str, Any]) -> None:
        """A number for each of some words; a table of any other kind has no words."""
        for word, factor in value.items() if field.choices else ():
            if word not in field.choices:
                self.report((*path, word), f"unknown key{near(word, field.choices)}")
            elif not _is("number", factor):
                self.report((*path, word), f"expected a number, found {_said(factor)}")
            else:
                self._range(field, (*path, word), factor)

    def _range(self, field: Field, path: Path, value: float) -> None:
        low, high = field.low, field.high
        if value != value or value in (float("inf"), float("-inf")):
            self.report(path, f"expected a finite number, found {value}")
        elif low is not None and (value < low or (field.above_low and value == low)):
            words = "above" if field.above_low else "at least"
            self.report(path, f"must be {words} {low:g}, not {value:g}")
        elif high is not None and (value > high or (field.below_high and value == high)):
            words = "below" if field.below_high else "at most"
            self.report(path, f"must be {words} {high:g}, not {value:g}")

    # What single keys cannot show: that they fit together.

    def meaning(self, document: dict[str, Any]) -> None:
        networks = list(document["networks"])
        self._data(document["data"])
        self._references(document, networks)
        clusters = document.get("clusters", {})
        if clusters.get("quality") == "cpm" and "resolution" not in clusters:
            self.report(("clusters", "resolution"), "is needed for quality = 'cpm'")
        if clusters.get("quality") in CODES and "resolution" in clusters:
            self.report(
                ("clusters", "resolution"), f"is no choice of quality = {clusters['quality']!r}"
            )
        if clusters.get("quality") in CODES and "profile" in clusters:
            self.report(
                ("clusters", "profile"),
                f"scans resolutions, which quality = {clusters['quality']!r} has none of",
            )
        profile = clusters.get("profile", {})
        self._time(document.get("time"))
        self._dated(document)
        self._scenarios(document)
        contrast = document.get("claims", {}).get("contrast")
        if contrast is not None and len(contrast) != 2:
            self.report(("claims", "contrast"), f"names {len(contrast)} domains, expected two")
        if profile.get("from", 0.25) >= profile.get("to", 4.0):
            self.report(("clusters", "profile", "from"), "must be less than `to`")
        for name, network in document["networks"].items():
            if network.get("max_size", 10**9) < network.get("min_size", 2):
                self.report(("networks", name, "max_size"), "is less than min_size")
        self._grid(document)
        self._expectations(document)

    def _data(self, data: dict[str, Any]) -> None:
        if ("register" in data) == ("synthetic" in data):
            self.report(("data",), "needs either `register` or a part [data.synthetic]")
        given = [k for k in ("date", "dates", "years") if k in data]
        if len(given) > 1:
            self.report(("data", given[1]), f"cannot stand beside `{given[0]}`")

    def _time(self, time: dict[str, Any] | None) -> None:
        if time is None:
            return
        for name, value in time.get("rules", {}).items():
            try:
                ChronicleRules(**{name: value})
            except ValueError as error:
                self.report(("time", "rules", name), str(error))

    def _dated(self, document: dict[str, Any]) -> None:
        """With several dates a network is called by its name and the date."""
        data = document["data"]
        dates = [*data.get("dates", []), *data.get("years", [])]
        made = {
            f"{name} {date}": name
            for name, network in document["networks"].items()
            for date in (dates if len(dates) > 1 and "date" not in network else [])
        }
        for name in made.keys() & document["networks"].keys():
            what = f"[networks.{made[name]}] on its date has this name too; take another"
            self.report(("networks", name), what)

    def _scenarios(self, document: dict[str, Any]) -> None:
        for i, item in enumerate(document.get("scenarios", [])):
            for number, step in enumerate(item["steps"], 1):
                try:
                    verb_of(step, f"step {number}")
                except ValueError as error:
                    self.report(("scenarios", i, "steps"), str(error))

    def _references(self, document: dict[str, Any], networks: list[str]) -> None:
        places: list[tuple[Path, Any]] = [
            (("study", "main"), document["study"].get("main")),
            (("multiverse", "reference"), document.get("multiverse", {}).get("reference")),
        ]
        for i, item in enumerate(document.get("expectations", [])):
            places.append((("expectations", i, "network"), item.get("network")))
        known: set[str] = set()
        for i, item in enumerate(document.get("scenarios", [])):
            if item["name"] in known:
                self.report(("scenarios", i, "name"), "is there twice")
            known.add(item["name"])
            places.append((("scenarios", i, "network"), item.get("network")))
        for section in ("clusters", "bridges", "nulls", "comparison"):
            table = document.get(section, {})
            places += [((section, "networks"), n) for n in table.get("networks", [])]
        for part in ("profile", "stability"):
            inside = document.get("clusters", {}).get(part, {}).get("networks", [])
            places += [(("clusters", part, "networks"), n) for n in inside]
        for path, name in places:
            if name is not None and name not in networks:
                self.report(path, f"there is no [networks.{name}]{near(name, networks)}")

    def _grid(self, document: dict[str, Any]) -> None:
        table = document.get("multiverse")
        if table is None:
            return
        grid = table.get("grid")
        if not grid:
            self.report(("multiverse", "grid"), "a part [multiverse.grid] with choices is needed")
            return
        for key, values in grid.items():
            path: Path = ("multiverse", "grid", key)
            if key not in schema.GRID_FIELDS:
                self.report(path, f"no such choice{near(key, schema.GRID_FIELDS)}")
            elif not isinstance(values, list) or not values:
                self.report(path, "expected a list of values")
            else:
                self._choices(key, path, values)
        self._qualities(document.get("clusters", {}), grid)

    def _qualities(self, clusters: dict[str, Any], grid: dict[str, Any]) -> None:
        """The resolution of ``[clusters]`` is one of its own quality function."""
        own = clusters.get("quality", "modularity")
        tried = grid.get("quality", [own])
        if "cpm" in tried and own != "cpm" and "resolution" not in grid:
            self.report(("multiverse", "grid", "quality"), "'cpm' needs `resolution` in the grid")
        if "resolution" in grid and all(isinstance(q, str) and q in CODES for q in tried):
            self.report(
                ("multiverse", "grid", "resolution"),
                f"is no choice of quality = {' or '.join(map(repr, tried))}",
            )

    def _choices(self, key: str, path: Path, values: list[Any]) -> None:
        for value in values:
            if value != "none":
                self.value(schema.GRID_FIELDS[key], path, value)

    def _expectations(self, document: dict[str, Any]) -> None:
        for i, item in enumerate(document.get("expectations", [])):
            single, ranged = "value" in item, "low" in item or "high" in item
            if single == ranged:
                self.report(("expectations", i), "needs either `value` or `low` and `high`")
            if item.get("low", 0) > item.get("high", float("inf")):
                self.report(("expectations", i, "low"), "is more than `high`")
            if "multiverse" in document:
                # Rows have these three, whatever the grid varies.
                always = ("date", "quality", "resolution")
                where = {k: v for k, v in item.get("where", {}).items() if k not in always}
                grid = document["multiverse"].get("grid", {})
                self._of_grid(("expectations", i, "where"), where, grid)
                self._one_question(i, item.get("where", {}), document["multiverse"])
        for i, item in enumerate(document.get("statements", [])):
            path: Path = ("statements", i)
            if not {"at_least", "at_most", "more_than"} & set(item):
                self.report(path, "needs `at_least`, `at_most` or `more_than`")
            if "multiverse" not in document:
                self.report(path, "is tried on a multiverse: add [multiverse.grid]")
            grid = document.get("multiverse", {}).get("grid", {})
            for part in ("where", "more_than"):
                self._of_grid((*path, part), item.get(part, {}), grid)

    def _one_question(self, i: int, where: dict[str, Any], multiverse: dict[str, Any]) -> None:
        """A published figure answers one question: its range has no rows of another."""
        asks = multiverse.get("question") or QUESTION
        for key, value in where.items():
            if key in asks and isinstance(value, list) and len(value) != 1:
                said = (
                    "one value: with another it is another question, for an expectation of its own"
                )
                self.report(("expectations", i, "where", key), said)

    def _of_grid(self, path: Path, choices: dict[str, Any], grid: dict[str, Any]) -> None:
        """Choices of rows of the grid; a list means any of its values."""
        for key, value in choices.items() if grid else ():
            if key not in grid:
                self.report((*path, key), f"is no choice of the grid{near(key, grid)}")
            elif isinstance(grid[key], list):
                known = [word_of(one) for one in grid[key]]
                for one in value if isinstance(value, list) else [value]:
                    if word_of(one) not in known:
                        said = f"{one!r} is no value of the grid{near(word_of(one), known)}"
                        self.report((*path, key), said)


def _chosen(field: Field, item: Any) -> bool:
    """Whether it is one of the words, or of another kind that stands beside them."""
    if isinstance(item, str) and not ("date" in field.kinds and _is_date(item)):
        return item in field.choices
    return any(_is(kind, item) for kind in field.kinds if kind not in ("string", "[string]"))


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (dict, list)):
        return "a table" if isinstance(value, dict) else "a list"
    return repr(value) if isinstance(value, str) else str(value)


def _is(kind: str, value: Any) -> bool:
    if kind.startswith("["):
        return isinstance(value, list) and all(_is(kind[1:-1], item) for item in value)
    if kind == "date":
        return _is_date(value)
    if kind == "boolean":
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    types: dict[str, Any] = {"string": str, "integer": int, "number": (int, float), "table": dict}
    return isinstance(value, types[kind])


def _is_date(value: Any) -> bool:
    if isinstance(value, str):
        try:
            datetime.date.fromisoformat(value)
        except ValueError:
            return False
        return len(value) == 10
    return isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)
