"""Reading a study file into a checked study, with every default filled in."""

from __future__ import annotations

import copy
import datetime
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .._common.dates import date_text
from .._common.text import visible
from . import _schema as schema
from ._check import Checker, Problem, StudyError
from ._fields import REQUIRED, Section
from ._lines import key_lines


@dataclass(frozen=True)
class Study:
    """A checked study. ``settings`` holds every key, defaults filled in, dates as text.

    ``folder`` is what relative paths start from; ``text`` the file as written.
    """

    settings: dict[str, Any]
    text: str = ""
    folder: Path = field(default_factory=Path.cwd)
    name: str = "study.toml"

    def __repr__(self) -> str:
        networks = len(self.settings["networks"])
        many = f"{networks} network{'s' * (networks != 1)}"
        return visible(f"<Study {self.title!r}: {many}, {self.name}>", line=True)

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Study:
        """Read and check a file. Raises ``StudyError``, a ``DataError`` that lists all mistakes."""
        source = Path(path)
        try:
            text = source.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            raise StudyError(str(source), [Problem("", None, "no such file")]) from None
        except (IsADirectoryError, UnicodeDecodeError):
            problem = Problem("", None, "expected a TOML file in UTF-8")
            raise StudyError(str(source), [problem]) from None
        return cls.parse(text, folder=source.resolve().parent, name=source.name)

    @classmethod
    def parse(cls, text: str, *, folder: Path | None = None, name: str = "study.toml") -> Study:
        """Check the text of a study file."""
        from .._common.toml import tomllib

        try:
            document = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise StudyError(name, [_syntax(error)]) from None
        return cls._checked(document, text, folder or Path.cwd(), name)

    @classmethod
    def of(cls, settings: Mapping[str, Any], *, folder: Path | None = None) -> Study:
        """A study from a mapping laid out like the file; ``None`` is a key that is not there."""
        return cls._checked(_given(settings), "", folder or Path.cwd(), "study")

    @classmethod
    def _checked(cls, document: dict[str, Any], text: str, folder: Path, name: str) -> Study:
        checker = Checker(key_lines(text))
        checker.document(document)
        if checker.problems:
            raise StudyError(name, checker.problems)
        return cls(_filled(document), text, folder, name)

    def __getitem__(self, section: str) -> Any:
        return self.settings[section]

    def __contains__(self, section: str) -> bool:
        return section in self.settings

    @property
    def title(self) -> str:
        return str(self["study"]["title"])

    @property
    def seed(self) -> int:
        return int(self["study"]["seed"])

    @property
    def main(self) -> str:
        return str(self["study"]["main"])

    def dates(self) -> list[str | None]:
        """Dates on which networks are made, years as ``"2020"``: they stand for the day that the
        register says (:meth:`Register.day`). ``[None]``: its own, if it has just one."""
        data = self["data"]
        if data["dates"]:
            return list(data["dates"])
        if data["years"]:
            return [str(year) for year in data["years"]]
        return [data["date"]]


def construction(network: Mapping[str, Any]) -> dict[str, Any]:
    """The options of ``snapshot.network`` in a network's settings, defaults left out."""
    out = {}
    for option in schema.CONSTRUCTION:
        value = network.get(option.name)
        if value is not None and value != option.default:
            out[option.name] = value
    return out


def _syntax(error: Exception) -> Problem:
    place = re.search(r"\(at (?:line (\d+), column \d+|end of document)\)", str(error))
    line = int(place.group(1)) if place and place.group(1) else None
    text = re.sub(r"\s*\(at .*\)$", "", str(error))
    return Problem("", line, f"not valid TOML: {text[:1].lower()}{text[1:]}")


def _filled(document: dict[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for section in schema.SECTIONS:
        if section.name not in document:
            if section.name in ("clusters", "claims", "output"):
                out[section.name] = _with_defaults(section, {})
            continue
        value = document[section.name]
        if section.shape == "list":
            out[section.name] = [_with_defaults(section, item) for item in value]
        elif section.shape == "named":
            out[section.name] = {k: _with_defaults(section, v) for k, v in value.items()}
        else:
            out[section.name] = _with_defaults(section, value)
    out["study"]["main"] = out["study"]["main"] or next(iter(out["networks"]))
    return out


def _with_defaults(section: Section, value: Mapping[str, Any]) -> dict[str, Any]:
    out = {f.name: copy.deepcopy(f.default) for f in section.fields if f.default is not REQUIRED}
    parts = {part.name.rsplit(".", 1)[-1]: part for part in section.parts}
    for key, item in value.items():
        out[key] = _with_defaults(parts[key], item) if key in parts else _plain(item)
    return out


def _given(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _given(item) for key, item in value.items() if item is not None}
    if isinstance(value, (list, tuple)):
        return [_given(item) for item in value]
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, (datetime.date, datetime.datetime)):
        return date_text(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
