"""Warnings that point at the user's line, however many functions of ours lie in between."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_PACKAGE = __name__.partition(".")[0]

#: Kinds that are not told here and now; of a context, so that other threads are not silenced.
_left_out: ContextVar[tuple[type[Warning], ...]] = ContextVar("_left_out", default=())


@contextmanager
def without(category: type[Warning]) -> Iterator[None]:
    """Leave out our own warnings of a kind: for callers that show by other means what they say."""
    token = _left_out.set((*_left_out.get(), category))
    try:
        yield
    finally:
        _left_out.reset(token)


def warn(message: str, category: type[Warning] = UserWarning) -> None:
    """Warn where the call came into the package."""
    if issubclass(category, _left_out.get()):
        return
    depth = 2
    frame = sys._getframe(1)
    while frame.f_back is not None:
        name = frame.f_globals.get("__name__", "")
        if name != _PACKAGE and not name.startswith(f"{_PACKAGE}."):
            break
        frame = frame.f_back
        depth += 1
    warnings.warn(message, category, stacklevel=depth)
