"""What lies near each other is alike: Moran's I, and surrogates that are alike as much."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import checked_count, checked_seed
from .._common.labels import as_text, attribute_by_id, attribute_of, own_ids
from .._common.places import distances, kilometres, places_of
from .._common.words import check_word

if TYPE_CHECKING:
    import numpy as np

    from .._common.literals import SurrogateMethod
    from .._common.types import MatrixLike, NodesLike, ValuesLike

    FloatArray = np.ndarray[Any, np.dtype[np.float64]]

__all__ = ["moran", "spatial_surrogates"]

#: Km over which the weights of neighbours fall to 1/e.
SCALE = 30.0
#: Above, n×n eigenvectors no longer fit.
LARGEST = 3_000
#: How surrogates are made.
METHODS = ("spectral", "variogram")
#: Surrogates that are held at once.
_BATCH = 512


def moran(values: ValuesLike, positions: NodesLike | MatrixLike, *, scale: float = SCALE) -> float:
    """Moran's I: whether what lies near each other is alike.

    ``I = n/S · Σ w_ij (x_i − x̄)(x_j − x̄) / Σ (x_i − x̄)²`` with weights w_ij = exp(−d_ij/scale),
    w_ii = 0, and S their sum. Without any pattern −1/(n − 1) is expected.

    Parameters
    ----------
    values : one number per node, such as a column of :func:`bridges`: a Series by id, a dict, an
        array in the order of the positions, or the name of a column of the network.
    positions : a network, a table ``id, lon, lat``, or an array (n, 2) of lon and lat (degrees).
    scale : km.

    Returns
    -------
    float
        NaN for fewer than three places or values that do not vary. Nodes without a value or a
        position are left out. Cost O(n²) time, O(n) memory.

    Raises
    ------
    ValueError
        Ids without a position in the table, a length that does not fit, ``scale`` not above 0.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.datasets.load("nl-2020").at("2020-07-01").network(domain="safety")
    >>> round(mg.moran("lat", network), 1)
    0.4
    """
    x, lon, lat = _placed(values, positions)
    return weighted_moran(x, lon, lat, scale)


def spatial_surrogates(
    values: ValuesLike,
    positions: NodesLike | MatrixLike,
    *,
    method: SurrogateMethod = "spectral",
    scale: float = SCALE,
    draws: int = 99,
    seed: int = 0,
) -> FloatArray:
    """Random variables with the spatial pattern of a given one.

    Parameters
    ----------
    values, positions, scale : as of :func:`moran`; every node needs a value and a position.
    method : ``"spectral"``, Moran spectral randomisation (Wagner & Dray 2015), singleton version:
        the components of the values along the eigenvectors of the doubly centred weights
        exp(−d/scale) get random signs, so that mean, variance and Moran's I are kept exactly; up to
        3,000 nodes. ``"variogram"`` (Viladomat et al. 2014): values are permuted, smoothed over
        nearest neighbours and brought to the variogram; mean kept, the rest on average.
    draws, seed : of the surrogates.

    Returns
    -------
    array (draws, n), in the order of the positions (of ``values``, where they have ids).

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.datasets.load("nl-2020").at("2020-07-01").network(domain="safety")
    >>> mg.spatial_surrogates("lat", network, draws=3, seed=1).shape
    (3, 355)
    """
    import numpy as np

    check_word("method", method, METHODS)
    draws = checked_count(draws, "draws")
    x, lon, lat = _placed(values, positions, drop=False)
    mean = x.mean()
    if method == "variogram":
        drawn: FloatArray = _core.variogram_surrogates(
            x - mean, lon, lat, draws, checked_seed(seed)
        )
        return drawn + mean
    spectrum = Spectrum.of(lon, lat, scale)
    signs = _core.random_signs(draws, len(x) - 1, checked_seed(seed), 0)
    made: FloatArray = (signs * (spectrum.vectors.T @ x)) @ spectrum.vectors.T + mean
    return np.asarray(made, dtype=np.float64)


@dataclass(frozen=True)
class Spectrum:
    """Eigenvectors of the doubly centred spatial weights, without the constant one."""

    vectors: FloatArray
    """(n, n − 1), orthonormal, each with sum 0."""

    @classmethod
    def of(cls, lon: FloatArray, lat: FloatArray, scale: float) -> Spectrum:
        """Those of places; O(n³). The last ones are kept for claims on the same places."""
        return _spectrum(lon.tobytes(), lat.tobytes(), float(scale))

    @classmethod
    def _made(cls, lon: FloatArray, lat: FloatArray, scale: float) -> Spectrum:
        import numpy as np

        n = len(lon)
        if n > LARGEST:
            raise ValueError(
                f"spectral surrogates of {n:,} places, expected at most {LARGEST:,}; "
                'take method="variogram"'
            )
        weights = spatial_weights(lon, lat, scale)
        centred = weights - weights.mean(axis=0) - weights.mean(axis=1)[:, None] + weights.mean()
        # The constant vector gets the smallest eigenvalue of all, and so can be told from others
        # with eigenvalue 0.
        floor = np.abs(centred).sum(axis=1).max() + 1
        _, vectors = np.linalg.eigh(centred - floor / n)
        return cls(vectors[:, 1:])

    def products(self, x: FloatArray, columns: FloatArray, draws: int, seed: int) -> FloatArray:
        """Σ_i surrogate_i · column_i per draw and column (columns: (k, n)), then Σ surrogate²:
        (draws, k + 1)."""
        import numpy as np

        terms = (self.vectors.T @ x)[:, None] * (self.vectors.T @ columns.T)
        found = np.full((draws, len(columns) + 1), float(x @ x))
        for first in range(0, draws, _BATCH):
            count = min(_BATCH, draws - first)
            signs = _core.random_signs(count, len(terms), seed, first)
            found[first : first + count, :-1] = signs @ terms
        return found


@functools.lru_cache(maxsize=1)
def _spectrum(lon: bytes, lat: bytes, scale: float) -> Spectrum:
    import numpy as np

    return Spectrum._made(np.frombuffer(lon), np.frombuffer(lat), scale)


def spatial_weights(lon: FloatArray, lat: FloatArray, scale: float) -> FloatArray:
    """exp(−d/scale) with zero diagonal."""
    import numpy as np

    _check_scale(scale)
    weights: FloatArray = np.exp(-distances(lon, lat) / scale)
    np.fill_diagonal(weights, 0.0)
    return weights


def weighted_moran(x: FloatArray, lon: FloatArray, lat: FloatArray, scale: float) -> float:
    """Moran's I of values at places."""
    import numpy as np

    _check_scale(scale)
    n = len(x)
    if n < 3:
        return float("nan")
    centred = x - x.mean()
    square = float(centred @ centred)
    if square <= 1e-24 * max(1.0, float(x @ x)):
        return float("nan")
    total = product = 0.0
    for first in range(0, n, _BATCH):
        rows = slice(first, min(first + _BATCH, n))
        apart = kilometres(lon[rows, None], lat[rows, None], lon[None, :], lat[None, :])
        weights = np.exp(-apart / scale)
        weights[np.arange(weights.shape[0]), np.arange(rows.start, rows.stop)] = 0.0
        total += float(weights.sum())
        product += float(centred[rows] @ weights @ centred)
    return n / total * product / square if total > 0 else float("nan")


def _check_scale(scale: float) -> None:
    if not 0 < scale < float("inf"):
        raise ValueError(f"scale is {scale}, expected a number of km above 0")


def _placed(
    values: Any, positions: Any, *, drop: bool = True
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Values, lon and lat of the nodes that have all three."""
    import numpy as np
    import pandas as pd

    places = places_of(positions)
    ids = own_ids(values)
    if ids is None:
        table = positions if hasattr(positions, "node_count") else places.assign(id=places.index)
        taken = attribute_of(table, values, "values")
    else:
        taken = attribute_by_id(ids, values, "values")
        lost = ids[~ids.isin(places.index)]
        if len(lost):
            raise ValueError(f"values: {len(lost)} ids have no position (first: {lost[0]!r})")
        places = places.loc[as_text(ids)]
    x = pd.to_numeric(pd.Series(taken, dtype=object), errors="raise").to_numpy(
        dtype=np.float64, na_value=np.nan
    )
    lon, lat = places["lon"].to_numpy(), places["lat"].to_numpy()
    there = np.isfinite(x) & np.isfinite(lon) & np.isfinite(lat)
    if not drop and not there.all():
        raise ValueError(f"{(~there).sum()} nodes have no value or no position; leave them out")
    return x[there], lon[there], lat[there]
