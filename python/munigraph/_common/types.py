"""Types of what arguments take in several forms, and of the arrays that results hold.

For type checkers and readers: modules import these names where types are checked only.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from datetime import date
from os import PathLike
from typing import Any, Literal, Protocol, TypeAlias, Union

import numpy as np
import pandas as pd

# Arrays of results: of one or two dimensions, and of what.
IntVector: TypeAlias = np.ndarray[tuple[int], np.dtype[np.int32]]
FloatVector: TypeAlias = np.ndarray[tuple[int], np.dtype[np.float64]]
BoolVector: TypeAlias = np.ndarray[tuple[int], np.dtype[np.bool_]]
TextVector: TypeAlias = np.ndarray[tuple[int], np.dtype[np.object_]]
IntMatrix: TypeAlias = np.ndarray[tuple[int, int], np.dtype[np.int32]]
FloatMatrix: TypeAlias = np.ndarray[tuple[int, int], np.dtype[np.float64]]


class HasLabels(Protocol):
    """A clustering, or another result with a label per node."""

    @property
    def labels(self) -> IntVector:
        """One label per node."""


class HasMemberships(Protocol):
    """A register, a snapshot or a network."""

    @property
    def memberships(self) -> pd.DataFrame:
        """One row per membership."""


class HasNodes(Protocol):
    """A network, or another result with a table of nodes."""

    @property
    def nodes(self) -> pd.DataFrame:
        """One row per node, with ``id``."""


class HasBorders(Protocol):
    """Shapes that know which of them touch."""

    @property
    def borders(self) -> Collection[tuple[str, str]]:
        """Pairs of ids."""


class HasArrowStream(Protocol):
    """A table of polars, DuckDB, Arrow and others."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The table as a stream."""


#: An array of numbers, truths or texts, of any dimensions.
Array: TypeAlias = "np.ndarray[tuple[int, ...], np.dtype[np.generic]]"
#: The name of a column, or a column.
Column: TypeAlias = "str | pd.Series[Any] | pd.Index[Any]"
#: A value per node: by id (a Series, a dict), by position (an array, a list), or the name of a
#: column of the nodes.
ValuesLike: TypeAlias = (
    "Column | Array | Sequence[object] | Mapping[str, object] | Mapping[int, object]"
)
#: A label per node: a clustering, sets of ids, a table with ``id`` and ``cluster``, or values.
LabelsLike: TypeAlias = "HasLabels | pd.DataFrame | Collection[Collection[Hashable]] | ValuesLike"
#: Numbers for rows and columns: an array, a table, nested lists.
MatrixLike: TypeAlias = "pd.DataFrame | Array | Sequence[Sequence[float]]"
#: Who shares a border: pairs of ids, a table of them, or shapes that know them.
BordersLike: TypeAlias = "HasBorders | pd.DataFrame | Collection[Collection[str]]"
#: A table: a DataFrame, or a dict of columns.
TableLike: TypeAlias = "pd.DataFrame | Mapping[str, Sequence[object]]"
#: A network to draw or to ask, or a table of its nodes.
NodesLike: TypeAlias = "HasNodes | pd.DataFrame"
#: A day: ``YYYY-MM-DD``, a date or a timestamp.
DateLike: TypeAlias = "str | date | np.datetime64"
#: A year (its 1 July), or a day.
YearLike: TypeAlias = "int | DateLike"
#: A place on disk.
PathText: TypeAlias = Union[str, "PathLike[str]"]
#: What holds a table: files, a DataFrame, or whatever gives an Arrow stream.
Readable: TypeAlias = "PathText | Sequence[PathText] | pd.DataFrame | HasArrowStream"
#: The word for: find out.
Auto: TypeAlias = Literal["auto"]
