"""Structs of the core: results that the compiled module hands over as they are."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol


class Struct(Protocol):
    """A bound struct; arrays that it gives are read-only views that keep it alive."""

    fields: ClassVar[tuple[str, ...]]


def fields(found: Struct) -> dict[str, Any]:
    """All that a struct holds, by the names that the core gives: arguments, columns of a table."""
    return {name: getattr(found, name) for name in found.fields}
