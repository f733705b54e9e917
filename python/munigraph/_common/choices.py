"""The choices that users make, as the core describes them.

Name, kind, words, default, range and one sentence of every choice stand once, in C++ beside the
option structs. Checks of arguments, grids, study files, the command line and the manual read them
here.
"""

from __future__ import annotations

import functools
import json
import math
import operator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .. import _core
from .words import check_word


@dataclass(frozen=True)
class Choice:
    """One choice.

    Attributes
    ----------
    name : as an argument, a key and (with dashes) an option.
    kind : ``text``, ``word``, ``integer``, ``number``, ``boolean``, ``date`` (YYYY-MM-DD) or
        ``factors`` (a number for each of some ``words``).
    about : one sentence.
    what : what one value is called in messages.
    several : whether it takes a list too.
    optional : whether it takes None.
    words : all that are known, of ``word`` and ``factors``.
    low, high : bounds of a number, or None; ``above_low`` and ``below_high`` leave them out.
    default : where nothing is given.
    example : as a user would write it; may be empty.
    """

    name: str
    kind: str
    about: str
    what: str
    several: bool
    optional: bool
    words: tuple[str, ...]
    low: float | None
    high: float | None
    above_low: bool
    below_high: bool
    default: Any
    example: str

    @property
    def range(self) -> str:
        """`` of at least 1``, `` above 0, at most 1``; empty without bounds."""
        text = ""
        if self.low is not None:
            text = f" above {self.low:g}" if self.above_low else f" of at least {self.low:g}"
        if self.high is not None:
            text += "," if text else ""
            text += f" below {self.high:g}" if self.below_high else f" at most {self.high:g}"
        return text

    @property
    def expected(self) -> str:
        """What it takes, in words."""
        if self.kind == "integer":
            return f"a whole number{self.range}"
        if self.kind == "number":
            return f"a number{self.range}"
        if self.kind == "factors":
            return f"a number{self.range} per {self.what}"
        words = {"word": "a word", "text": "text", "boolean": "True or False"}
        return words.get(self.kind, "a date as YYYY-MM-DD")

    def holds(self, value: float) -> bool:
        """Whether a number lies within the bounds."""
        if not math.isfinite(value):
            return False
        if self.low is not None and (value <= self.low if self.above_low else value < self.low):
            return False
        if self.high is not None:
            return value < self.high if self.below_high else value <= self.high
        return True

    def check(self, value: Any) -> None:
        """Raises ``TypeError`` for a value of another kind, ``ValueError`` for an unknown word
        (naming the nearest) or a number out of range."""
        if value is None:
            if not self.optional:
                raise TypeError(f"{self.name} is None, expected {self.expected}")
            return
        if self.several and not isinstance(value, str):
            for one in self._listed(value):
                self._check_one(one)
            return
        if self.kind == "factors":
            if not isinstance(value, Mapping):
                raise TypeError(f"{self.name} is {value!r}, expected {self.expected}")
            for word, factor in value.items():
                check_word(self.what, word, self.words)
                self._check_number(factor, f"{self.name} of {word!r}")
            return
        self._check_one(value)

    def _listed(self, value: Any) -> list[Any]:
        try:
            return list(value)
        except TypeError:
            raise TypeError(f"{self.name} is {value!r}, expected a word or a list") from None

    def _check_one(self, value: Any) -> None:
        if self.kind == "word":
            check_word(self.what, value, self.words)
        elif self.kind in ("integer", "number"):
            self._check_number(value, self.name)
        elif not isinstance(value, _TYPES[self.kind]) and not _is_numpy_bool(value):
            raise TypeError(f"{self.name} is {value!r}, expected {self.expected}")

    def _check_number(self, value: Any, name: str) -> None:
        try:
            if isinstance(value, bool):
                raise TypeError
            number = operator.index(value) if self.kind == "integer" else _real(value)
        except TypeError:
            raise TypeError(f"{name} is {value!r}, expected {self.expected}") from None
        if self.kind == "integer" and self.high is None and number > _LARGEST:
            raise ValueError(f"{name} is {number}, expected {self.expected}, at most {_LARGEST}")
        if not self.holds(number):
            shown = f"{number:g}" if isinstance(number, float) else number
            kind = "a number" if math.isfinite(number) else "a finite number"
            kind = "a whole number" if self.kind == "integer" else kind
            raise ValueError(f"{name} is {shown}, expected {kind}{self.range}")


#: The core counts in 32 bits.
_LARGEST = 2**31 - 1


def _real(value: Any) -> float:
    if isinstance(value, str):
        raise TypeError
    return float(value)


def _is_numpy_bool(value: Any) -> bool:
    return type(value).__name__ in ("bool_", "bool") and hasattr(value, "dtype")


#: Dates come in many types; what is no date is refused where it is read.
_TYPES: dict[str, type] = {"boolean": bool, "text": str, "date": object}


@functools.cache
def all_choices() -> dict[str, dict[str, Choice]]:
    """Every list of choices, by the name of the function that takes them; ``network`` are those of
    ``Snapshot.network`` with the date, ``specification`` those of a row of a multiverse."""
    lists: dict[str, list[dict[str, Any]]] = json.loads(_core.choices())
    return {
        name: {one["name"]: Choice(**{**one, "words": tuple(one["words"])}) for one in listed}
        for name, listed in lists.items()
    }


def choices_of(function: str) -> dict[str, Choice]:
    """The choices of one function, in the order in which they are shown."""
    return all_choices()[function]


def words_of(function: str, name: str) -> tuple[str, ...]:
    """The words that an argument takes."""
    return choices_of(function)[name].words


def check_choices(function: str, /, **values: Any) -> None:
    """Check arguments against their description; see :meth:`Choice.check`."""
    known = choices_of(function)
    for name, value in values.items():
        known[name].check(value)
