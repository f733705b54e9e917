"""Regression of memberships: the table of municipalities and arrangements, and its predictors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._common.words import check_word
from ._mrqap_predictors import column_of, given_predictors, numbers_of

if TYPE_CHECKING:
    import numpy as np

    from ..network._network import Network

    FloatArray = np.ndarray[Any, np.dtype[np.float64]]

_FORMS = "municipality_<column>, arrangement_<column>, same_<column>"


def table_response(network: Network, response: Any) -> tuple[str, FloatArray]:
    """The name and the matrix (municipalities, arrangements) of what is regressed."""
    import numpy as np

    if response is None or (isinstance(response, str) and response == "member"):
        matrix = np.zeros((network.node_count, network.arrangement_count))
        matrix[network._core.memberships()] = 1
        return "member", matrix
    if isinstance(response, str):
        check_word("response", response, ("member",))
    return "matrix", table_matrix(network, response, "response")


def table_predictors(network: Network, predictors: Any) -> dict[str, FloatArray]:
    """Predictors (municipalities, arrangements) by name; NaN where missing."""
    return {
        name: _named(network, one)
        if isinstance(one, str)
        else table_matrix(network, one, f"predictor {name!r}")
        for name, one in given_predictors(predictors).items()
    }


def table_matrix(network: Network, given: Any, what: str) -> FloatArray:
    """A matrix in the order of both, or a table labelled by the ids of both."""
    import numpy as np
    import pandas as pd

    shape = (network.node_count, network.arrangement_count)
    if isinstance(given, pd.DataFrame) and not isinstance(given.index, pd.RangeIndex):
        rows = network._table["id"].astype(str).to_numpy()
        columns = network.arrangements["id"].astype(str).to_numpy()
        table = given.set_axis(given.index.astype(str)).set_axis(given.columns.astype(str), axis=1)
        for axis, ids in ((table.index, rows), (table.columns, columns)):
            if not axis.is_unique or set(axis) != set(ids):
                raise ValueError(
                    f"{what}: rows must name every node once, columns every arrangement"
                )
        given = table.loc[rows, columns]
    given = given.toarray() if hasattr(given, "toarray") else given
    matrix = np.asarray(given, dtype=np.float64)
    if matrix.shape != shape:
        raise ValueError(
            f"{what}: expected a matrix {shape[0]}×{shape[1]} (nodes, arrangements), "
            f"got {matrix.shape}"
        )
    return matrix


def _named(network: Network, name: str) -> FloatArray:
    import numpy as np

    nodes, arrangements = network._table, network.arrangements
    shape = (len(nodes), len(arrangements))
    if name.startswith("municipality_"):
        values = numbers_of(nodes, name.removeprefix("municipality_"), name)
        return np.broadcast_to(values[:, None], shape).copy()
    if name.startswith("arrangement_"):
        values = numbers_of(arrangements, name.removeprefix("arrangement_"), name)
        return np.broadcast_to(values, shape).copy()
    if name.startswith("same_"):
        column = name.removeprefix("same_")
        rows = column_of(nodes, column, name)
        columns = column_of(arrangements, column, name)
        same = rows.astype(str).to_numpy()[:, None] == columns.astype(str).to_numpy()
        made: FloatArray = same.astype(np.float64)
        made[rows.isna().to_numpy()] = np.nan
        made[:, columns.isna().to_numpy()] = np.nan
        return made
    words = [f"municipality_{c}" for c in nodes.columns if c not in ("id", "name")]
    words += [f"arrangement_{c}" for c in arrangements.columns if c not in ("id", "name")]
    try:
        check_word("predictor", name, words)
    except ValueError as error:
        raise ValueError(
            f"{error}; of a two-mode table a predictor is {_FORMS}, or a matrix by name"
        ) from None
    raise AssertionError(name)  # pragma: no cover
