"""Predictors of ties as matrices: by name from the nodes, or as they are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .._common.places import distances, places_of
from .._common.words import check_word

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from ..network._network import Network

    FloatArray = np.ndarray[Any, np.dtype[np.float64]]

_FORMS = "same_<column>, difference_<column>, <column>_product, distance, log_distance"


def given_predictors(predictors: Any) -> dict[str, Any]:
    """Names and matrices by name, as they are given."""
    given: dict[str, Any] = {}
    if isinstance(predictors, str):
        predictors = [predictors]
    if isinstance(predictors, Mapping):
        given = {str(name): one for name, one in predictors.items()}
    elif isinstance(predictors, Iterable):
        for one in predictors:
            if not isinstance(one, str):
                raise TypeError(
                    f"predictors: a {type(one).__name__} has no name; give matrices as "
                    "{name: matrix}"
                )
            given[one] = one
    if not given:
        raise ValueError("qap needs at least one predictor")
    return given


def predictor_matrices(network: Network, predictors: Any) -> dict[str, FloatArray]:
    """Predictors n×n by name; NaN where missing, the diagonal of no account."""
    made = {}
    for name, one in given_predictors(predictors).items():
        if isinstance(one, str):
            made[name] = _named(network, one)
        else:
            made[name] = square_matrix(network, one, f"predictor {name!r}")
    return made


def square_matrix(network: Network, given: Any, what: str) -> FloatArray:
    """A symmetric matrix over the nodes: an array in their order, or a table labelled by ids."""
    import numpy as np
    import pandas as pd

    n = network.node_count
    if isinstance(given, pd.DataFrame) and not isinstance(given.index, pd.RangeIndex):
        ids = network._table["id"].astype(str).to_numpy()
        table = given.set_axis(given.index.astype(str)).set_axis(given.columns.astype(str), axis=1)
        for axis in (table.index, table.columns):
            if not axis.is_unique or set(axis) != set(ids):
                raise ValueError(f"{what}: rows and columns must name every node once")
        given = table.loc[ids, ids]
    given = given.toarray() if hasattr(given, "toarray") else given
    matrix = np.asarray(given, dtype=np.float64)
    if matrix.shape != (n, n):
        raise ValueError(f"{what}: expected a matrix {n}×{n}, got {matrix.shape}")
    off = ~np.eye(n, dtype=bool)
    if not np.allclose(matrix[off], matrix.T[off], rtol=1e-9, atol=0, equal_nan=True):
        raise ValueError(f"{what} is not symmetric; ties here have no direction")
    return matrix


def _named(network: Network, name: str) -> FloatArray:
    import numpy as np

    nodes = network.nodes
    if name in ("distance", "log_distance"):
        places = places_of(network, f"predictor {name!r}")
        km = distances(places["lon"].to_numpy(), places["lat"].to_numpy())
        return km if name == "distance" else np.log(np.maximum(km, 1.0))
    if name.startswith("same_"):
        values = column_of(nodes, name.removeprefix("same_"), name)
        known = values.notna().to_numpy()
        codes = values.astype("category").cat.codes.to_numpy()
        same = (codes[:, None] == codes[None, :]).astype(np.float64)
        same[~(known[:, None] & known[None, :])] = np.nan
        return same
    if name.startswith("difference_"):
        numbers = numbers_of(nodes, name.removeprefix("difference_"), name)
        return np.abs(numbers[:, None] - numbers[None, :])
    if name.endswith("_product"):
        numbers = numbers_of(nodes, name.removesuffix("_product"), name)
        return numbers[:, None] * numbers[None, :]
    words = [f"same_{column}" for column in nodes.columns if column not in ("id", "name")]
    words += ["distance", "log_distance", "population_product"]
    try:
        check_word("predictor", name, words)
    except ValueError as error:
        raise ValueError(f"{error}; a predictor is {_FORMS}, or a matrix by name") from None
    raise AssertionError(name)  # pragma: no cover


def column_of(table: pd.DataFrame, column: str, name: str) -> pd.Series:
    """A column by the name that a predictor gives it; ``ValueError`` with the nearest."""
    check_word(f"column for predictor {name!r}", column, list(map(str, table.columns)))
    return table[column]


def numbers_of(nodes: pd.DataFrame, column: str, name: str) -> FloatArray:
    """The same as numbers, NaN where missing."""
    import numpy as np
    import pandas as pd

    values: FloatArray = pd.to_numeric(column_of(nodes, column, name), errors="raise").to_numpy(
        dtype=np.float64, na_value=np.nan
    )
    return values
