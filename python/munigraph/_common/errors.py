"""Errors that say where the data are wrong and what was expected."""

from __future__ import annotations

from typing import Any

from .. import _core
from .text import visible

_PARTS = ("source", "row", "column", "value", "expected")


class DataError(ValueError):
    """Input that cannot be right.

    Attributes
    ----------
    message : what is wrong, without where; ``str(error)`` says all of it.
    source : file, table or argument.
    row : 1-based row of the source (the header of a file is row 1), or an id; ``None`` if unknown.
    column : name of the column, or ``None``.
    value : what was found.
    expected : what should have stood there.
    """

    def __init__(
        self,
        message: str,
        *,
        source: str | None = None,
        row: int | str | None = None,
        column: str | None = None,
        value: Any = None,
        expected: str | None = None,
    ) -> None:
        self.message = message
        self.source = source or None
        self.row = None if row in (None, "") else int(row) if str(row).isdigit() else row
        self.column = column or None
        self.value = value
        self.expected = expected or None
        parts = (self.source, self.row, self.column, value, self.expected)
        super().__init__(_core.error_text(message, *("" if p is None else str(p) for p in parts)))

    def __str__(self) -> str:
        return visible(super().__str__())

    def __reduce__(self) -> tuple[Any, ...]:
        parts = (self.message, self.source, self.row, self.column, self.value, self.expected)
        return _rebuild, parts


def _rebuild(message: str, *parts: Any) -> DataError:
    return DataError(message, **dict(zip(_PARTS, parts, strict=True)))


class TaskError(RuntimeError):
    """A task of a study failed; ``task`` names it and ``__cause__`` is what it raised."""

    def __init__(self, task: str, error: BaseException) -> None:
        # As text a KeyError is the repr of what it says.
        said = error.args[0] if isinstance(error, KeyError) and error.args else error
        super().__init__(visible(f"{task}: {said}"))
        self.task = task


class EmptyNetworkWarning(UserWarning):
    """The filters of a network leave no arrangement, or no tie.

    The message says how many each filter left out, as does ``network.left_out``. Only
    ``snapshot.network`` warns: where many networks are made at once (a multiverse, a comparison of
    domains, a study), empty ones are rows of the result.
    """


class ConsensusWarning(UserWarning):
    """A consensus has a number of clusters that none of its runs has, or its runs hardly agree.

    The message says which; ``clustering.doubt`` keeps it.
    """


# Users meet it under this name, also in tracebacks and pickles.
DataError.__module__ = "munigraph"
EmptyNetworkWarning.__module__ = "munigraph"
ConsensusWarning.__module__ = "munigraph"
