"""The faces of families: their public names, loaded when they are used.

What is public says which option was meant where one is misspelt: the functions of a face, and
methods that ask for it by :func:`suggesting`. Nothing is checked before a call; only the error of a
call that cannot be is told better.
"""

from __future__ import annotations

import functools
import inspect
import re
import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any, ParamSpec, TypeVar

import lazy_loader as _lazy

P = ParamSpec("P")
R = TypeVar("R")

_UNEXPECTED = re.compile(r"(?:.*\.)?(\w+)\(\) got an unexpected keyword argument '(\w+)'")


def attach(package: str, filename: str) -> tuple[Callable[[str], Any], Any, list[str]]:
    """What ``lazy_loader.attach_stub`` gives, with functions that suggest names of options."""
    load, listed, names = _lazy.attach_stub(package, filename)

    def __getattr__(name: str) -> Any:
        try:
            found = load(name)
        except AttributeError:
            raise _no_attribute(package, name, names) from None
        if isinstance(found, FunctionType) and found.__module__.startswith("munigraph"):
            found = _in_place(found)
            sys.modules[package].__dict__[name] = found
        return found

    return __getattr__, listed, names


def _no_attribute(package: str, name: str, names: list[str]) -> AttributeError:
    from .text import near

    similar = [] if name.startswith("_") else near(name, names, 1)
    hint = f"; did you mean {similar[0]!r}?" if similar else ""
    return AttributeError(f"module {package!r} has no attribute {name!r}{hint}")


def _in_place(function: FunctionType) -> Any:
    """The function that suggests, also where it was defined, so that it can be pickled."""
    if hasattr(function, "__suggests__"):
        return function
    made = suggesting(function)
    home = sys.modules[function.__module__].__dict__
    if home.get(function.__name__) is function:
        home[function.__name__] = made
    return made


def suggesting(function: Callable[P, R]) -> Callable[P, R]:
    """The function; an option that it does not have is an error that names the nearest."""

    @functools.wraps(function)
    def called(*args: P.args, **kwds: P.kwargs) -> R:
        try:
            return function(*args, **kwds)
        except TypeError as error:
            better = _better(function, kwds, error)
            if better is None:
                raise
        raise better

    called.__suggests__ = True  # type: ignore[attr-defined]
    return called


def _better(function: Any, kwds: dict[str, Any], error: TypeError) -> TypeError | None:
    """The error with the nearest name; None where it is about something else."""
    found = _UNEXPECTED.match(str(error))
    own = inspect.unwrap(function).__name__
    if found is None or found[1] != own or found[2] not in kwds:
        return None
    from .words import unknown

    parameters = inspect.signature(function).parameters.values()
    options = [one.name for one in parameters if one.kind in (one.KEYWORD_ONLY,
               one.POSITIONAL_OR_KEYWORD) and one.name != "self"]  # fmt: skip
    if found[2] in options:
        return None
    return TypeError(f"{own}(): {unknown('option', found[2], options)}")
