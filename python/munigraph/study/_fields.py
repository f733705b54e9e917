"""What one key of a study file is, and how a choice of the library becomes one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from .._common.choices import Choice

REQUIRED: Any = object()


@dataclass(frozen=True)
class Field:
    """One key. ``kinds``: string, integer, number, boolean, date, table; ``[kind]`` for lists."""

    name: str
    kinds: tuple[str, ...]
    doc: str
    default: Any = None
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    above_low: bool = False
    below_high: bool = False
    example: str = ""


@dataclass(frozen=True)
class Section:
    """A table of the file. ``shape``: table, named (a table per name) or list (``[[…]]``)."""

    name: str
    doc: str
    fields: tuple[Field, ...]
    shape: str = "table"
    required: bool = False
    open: bool = False
    parts: tuple[Section, ...] = field(default=())

    def field(self, name: str) -> Field | None:
        return next((f for f in self.fields if f.name == name), None)


_KINDS = {"text": "string", "word": "string", "factors": "table"}


def field_of(choice: Choice, **other: Any) -> Field:
    """The key that a choice of the library is; ``other`` is what a study says differently."""
    kind = _KINDS.get(choice.kind, choice.kind)
    field = Field(
        choice.name,
        (kind, f"[{kind}]") if choice.several else (kind,),
        choice.about,
        choice.default,
        choice.words,
        choice.low,
        choice.high,
        choice.above_low,
        choice.below_high,
        _example(choice),
    )
    return replace(field, **other)


def _example(choice: Choice) -> str:
    """As it stands in a file."""
    if choice.kind == "factors":
        return f"{{ {choice.example.replace('=', ' = ')} }}"
    if choice.kind in ("text", "word") and choice.example:
        return f'"{choice.example}"'
    return choice.example
