"""One order of arguments: the network first. The order before is taken for a while, and told."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from .warn import warn

P = ParamSpec("P")
R = TypeVar("R")


def is_network(value: Any) -> bool:
    """Whether a value is a network or a table of nodes, and not a clustering or labels."""
    if type(value).__name__ == "DataFrame":
        return "cluster" not in value.columns and ("id" in value.columns)
    # The table itself would be made by asking whether it is there.
    with_nodes = hasattr(type(value), "nodes") or "nodes" in getattr(value, "__dict__", ())
    return with_nodes and not hasattr(value, "labels")


def network_first(*before: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Take the arguments of a function in their order before, too.

    ``before`` names its leading parameters as they came. A call whose first argument is no network,
    though one of the others is, is of that order: it is warned of and done.
    """

    def decorate(make: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(make)
        def made(*args: P.args, **kwds: P.kwargs) -> R:
            if args and not is_network(args[0]):
                given = dict(zip(before, args, strict=False))
                both = {**given, **kwds}
                if len(args) <= len(before) and is_network(both.get("network")):
                    _tell(make.__name__)
                    return make(**both)  # type: ignore[call-arg, arg-type]
            return make(*args, **kwds)

        return made

    return decorate


def renamed(**before: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Take arguments by their names before (``before_name="name"``), and tell."""

    def decorate(make: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(make)
        def made(*args: P.args, **kwds: P.kwargs) -> R:
            for old, new in before.items():
                if old in kwds:
                    if new in kwds:
                        raise TypeError(f"{make.__name__}: {old} is {new} now; both are given")
                    warn(f"{make.__name__}: {old} is called {new} now", DeprecationWarning)
                    kwds[new] = kwds.pop(old)
            return make(*args, **kwds)

        return made

    return decorate


def _tell(name: str) -> None:
    warn(
        f"{name} takes the network first, then the clustering: {name}(network, clustering, …)",
        DeprecationWarning,
    )
