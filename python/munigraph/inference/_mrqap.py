"""What goes with ties: regression of a network on matrices, with permutation tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import checked_flag, checked_seed, checked_threads
from .._common.choices import check_choices
from .._common.labels import labels_of
from .._common.objects import require
from .._common.progress import Progress, ProgressLike
from .._common.result import Result
from .._common.words import check_word
from ._mrqap_predictors import predictor_matrices, square_matrix
from ._mrqap_two_mode import table_predictors, table_response

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    import pandas as pd

    from .._common.literals import Family, Permutation, QapMethod, Response
    from .._common.types import MatrixLike, ValuesLike
    from ..network._network import Network

    FloatArray = np.ndarray[Any, np.dtype[np.float64]]

__all__ = ["Mrqap", "qap"]

RESPONSES = ("weight", "shared", "tied")


@dataclass(frozen=True)
class Mrqap(Result):
    """A regression of ties on predictors, with permutation tests."""

    table: pd.DataFrame
    """One row for the intercept and each predictor: ``predictor, coefficient, t`` (coefficient /
    standard error), ``p`` (two-sided: the share of permutations with |t| as large), ``p_greater``
    and ``p_less``, each (b + 1) / (permutations + 1). The intercept has no p."""
    family: str
    response: str
    """What was regressed: ``weight``, ``shared``, ``tied`` or ``matrix``."""
    method: str
    permutation: str
    pairs: int
    """Unordered pairs of nodes (cells of a two-mode table) that were used."""
    left_out: int
    """Pairs left out, since a predictor is missing."""
    deviance: float
    """Of the fit; the residual sum of squares if gaussian."""
    null_deviance: float
    converged: bool
    """Whether the fit converged; ``not_converged`` counts permuted fits that did not."""
    not_converged: int
    draws: FloatArray
    """t of every predictor under every permutation, (permutations, predictors)."""

    @property
    def explained(self) -> float:
        """1 − deviance / null deviance: R² if gaussian."""
        return 1 - self.deviance / self.null_deviance if self.null_deviance > 0 else float("nan")

    def __repr__(self) -> str:
        out = f", {self.left_out:,} left out" if self.left_out else ""
        return (
            f"<Mrqap: {self.family} regression of {self.response} on {len(self.table) - 1} "
            f"predictors, {self.pairs:,} pairs{out}, {len(self.draws):,} permutations "
            f"({self.permutation})>"
        )


def qap(
    network: Network,
    predictors: Sequence[str] | Mapping[str, str | MatrixLike],
    *,
    permutations: int = 1_000,
    method: QapMethod = "double_semi_partialling",
    permutation: Permutation = "all",
    family: Family = "gaussian",
    response: Response | MatrixLike | None = None,
    groups: ValuesLike = "province",
    two_mode: bool = False,
    arrangement_groups: ValuesLike | None = None,
    seed: int = 0,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> Mrqap:
    """Regress ties on properties of pairs (MRQAP): does distance matter beside the province?

    Pairs that share a municipality are not independent, so that ordinary p are far too small. Here
    the t of a predictor is compared with its t when municipalities change places in what the other
    predictors leave of it (double semi-partialling). Each unordered pair counts once.

    Parameters
    ----------
    network : of n nodes.
    predictors : names, or ``{name: matrix or name}``. Names: ``same_<column>`` (1 or 0, such as
        ``same_province``), ``difference_<column>`` (absolute), ``<column>_product`` (such as
        ``population_product``), ``distance`` (km), ``log_distance`` (of at least 1 km, natural).
        Matrices are n×n in the order of the nodes, or DataFrames labelled by ids, and symmetric.
    permutations : of each predictor.
    method : ``"double_semi_partialling"`` (Dekker, Krackhardt & Snijders 2007).
    permutation : ``"all"`` nodes change places, or those ``"within"`` the same of ``groups``.
        Neither makes up for groups that differ in both ties and predictors: see the manual's
        table of error rates.
    family : ``"gaussian"`` (least squares), ``"poisson"`` (counts, log link) or ``"binomial"``
        (tied or not, logit link).
    response : ``"weight"`` (default if gaussian), ``"shared"`` arrangements (default if poisson),
        ``"tied"`` (default if binomial), or a matrix.
    groups : of ``"within"``: labels or a column of the nodes; those without one are a group.
    two_mode : regress the table of municipalities × arrangements, every cell of which counts: who
        is in what. Municipalities and arrangements then change places independently of each other.
        Predictors are ``municipality_<column>``, ``arrangement_<column>`` (such as
        ``arrangement_size``), ``same_<column>`` (of a column that both have), or matrices
        (nodes, arrangements); the response is ``"member"`` (1 or 0) or a matrix.
    arrangement_groups : of ``"within"`` and ``two_mode``: a column of ``network.arrangements`` or
        one label per arrangement, within which these change places; None: all.
    seed, threads : the result does not depend on the threads.
    progress : True, False or a function of (done, total); None shows a bar on terminals and in
        notebooks after two seconds.

    Returns
    -------
    Mrqap
        Coefficients and t are those of ordinary regression, and of ``netlm`` and ``netlogit`` of
        R's sna. Pairs with a missing predictor are left out first, and counted. Cost O(permutations
        · n² · predictors²) if gaussian; a few times that per predictor else.

    Raises
    ------
    ValueError
        An unknown name; a matrix that does not fit or is not symmetric; a predictor that is the
        same for all pairs or a combination of others; ties that the family does not allow.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.datasets.load("nl-2020").at("2020-07-01").network(domain="safety")
    >>> mg.qap(network, ["same_province"], permutations=99).table["predictor"].tolist()
    ['intercept', 'same_province']
    """
    check_choices(
        "qap", permutations=permutations, method=method, permutation=permutation, family=family
    )
    require(network, "Network")
    within = permutation == "within"
    if checked_flag(two_mode, "two_mode"):
        if not network._core.has_memberships:
            raise ValueError("two_mode: this network was made from edges: it has no arrangements")
        matrices = table_predictors(network, predictors)
        name, ties = table_response(network, response)
    else:
        if arrangement_groups is not None:
            raise ValueError("arrangement_groups are of two_mode=True")
        matrices = predictor_matrices(network, predictors)
        name, ties = _response(network, response, family)
    found, apart = _fit(
        network, ties, matrices, family=family, permutations=permutations,
        groups=groups if within else None, symmetric=not two_mode,
        arrangement_groups=arrangement_groups if within else None, seed=checked_seed(seed),
        threads=checked_threads(threads), progress=progress,
    )  # fmt: skip
    return Mrqap(
        table=_table(list(matrices), found),
        family=family,
        response=name,
        method=method,
        permutation=permutation,
        pairs=found.cells,
        left_out=found.missing + apart,
        deviance=found.deviance,
        null_deviance=found.null_deviance,
        converged=found.converged,
        not_converged=found.not_converged,
        draws=found.permuted,
    )


def _fit(
    network: Network,
    ties: FloatArray,
    matrices: dict[str, FloatArray],
    *,
    family: str,
    permutations: int,
    groups: Any,
    symmetric: bool,
    arrangement_groups: Any,
    seed: int,
    threads: int,
    progress: ProgressLike,
) -> tuple[_core.Mrqap, int]:
    """What the core finds, and the pairs of nodes that it was not given."""
    import numpy as np

    codes = columns = np.empty(0, dtype=np.int32)
    if groups is not None:
        codes = labels_of(network, groups, "groups", unknown=True).codes
    if arrangement_groups is not None:
        columns = _arrangement_codes(network, arrangement_groups)
    stacked = np.stack(list(matrices.values()))
    # What has no usable pair takes no part: nor does it change places.
    there = np.isfinite(stacked).all(axis=0) & np.isfinite(ties)
    if symmetric:
        np.fill_diagonal(there, False)
    kept = np.flatnonzero(there.any(axis=1))
    across = kept if symmetric else np.flatnonzero(there.any(axis=0))
    cells = np.ix_(kept, across)
    try:
        with Progress("permutations", progress) as bar:
            found = _core.mrqap(
                ties[cells], stacked[:, cells[0], cells[1]], symmetric,
                codes[kept] if len(codes) else codes,
                columns[across] if len(columns) else columns,
                family, permutations, seed, threads, bar.callback,
            )  # fmt: skip
    except ValueError as error:
        raise ValueError(_with_names(str(error), list(matrices))) from None
    n, m = network.node_count, len(kept)
    if symmetric:
        return found, n * (n - 1) // 2 - m * (m - 1) // 2
    return found, int(ties.size) - m * len(across)


def _arrangement_codes(network: Network, groups: Any) -> np.ndarray[Any, Any]:
    """One code per arrangement from a column or from labels in their order; missing is a group."""
    import pandas as pd

    table = network.arrangements
    if isinstance(groups, str):
        check_word("arrangement_groups", groups, list(map(str, table.columns)))
        groups = table[groups]
    values = pd.Series(list(groups), dtype=object)
    if len(values) != network.arrangement_count:
        raise ValueError(
            f"arrangement_groups: expected one per arrangement ({network.arrangement_count}), "
            f"got {len(values)}"
        )
    codes: np.ndarray[Any, Any] = values.astype("category").cat.codes.to_numpy("int32")
    return codes


def _with_names(message: str, names: list[str]) -> str:
    """The core counts predictors; users name them."""
    for k, name in reversed(list(enumerate(names))):
        message = message.replace(f"predictor {k} ", f"predictor {name!r} ")
    return message


def _response(network: Network, response: Any, family: str) -> tuple[str, FloatArray]:
    """The name and the matrix of what is regressed."""
    import numpy as np

    memberships = network._core.has_memberships
    if response is None:
        usual = {"gaussian": "weight", "binomial": "tied"}
        response = usual.get(family, "shared" if memberships else "weight")
    if not isinstance(response, str):
        return "matrix", square_matrix(network, response, "response")
    check_word("response", response, RESPONSES)
    n = network.node_count
    matrix = np.zeros((n, n))
    if response == "shared" and not memberships:
        raise ValueError("response 'shared' counts arrangements, and this network has none")
    edges = network.edges
    places = {one: k for k, one in enumerate(network._table["id"])}
    source, target = (edges[end].map(places).to_numpy() for end in ("source", "target"))
    values = np.ones(len(edges)) if response == "tied" else edges[response].to_numpy(float)
    matrix[source, target] = matrix[target, source] = values
    return response, matrix


def _table(names: list[str], found: _core.Mrqap) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    t, permuted = found.t, found.permuted
    slack = 1e-9
    greater = (permuted >= t[1:] - slack).sum(axis=0)
    less = (permuted <= t[1:] + slack).sum(axis=0)
    far = (np.abs(permuted) >= np.abs(t[1:]) - slack).sum(axis=0)
    columns = {"p": far, "p_greater": greater, "p_less": less}
    return pd.DataFrame(
        {
            "predictor": ["intercept", *names],
            "coefficient": found.coefficients,
            "t": t,
        }
        | {
            name: np.append(np.nan, (count + 1) / (len(permuted) + 1))
            for name, count in columns.items()
        }
    )
