"""Where nodes lie: positions in every form a user may hold them in, matched by id; distances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .labels import as_text

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    FloatArray = np.ndarray[Any, np.dtype[np.float64]]

EARTH_KM = 6371.0088


def kilometres(
    lon_a: FloatArray, lat_a: FloatArray, lon_b: FloatArray, lat_b: FloatArray
) -> FloatArray:
    """Great-circle distance (haversine) of places in degrees, element by element."""
    import numpy as np

    a, b = np.radians(lat_a), np.radians(lat_b)
    across = np.sin(np.radians(lon_b - lon_a) / 2) ** 2
    half = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * across
    found: FloatArray = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return found


def distances(lon: FloatArray, lat: FloatArray) -> FloatArray:
    """Kilometres between every two places, n×n."""
    return kilometres(lon[:, None], lat[:, None], lon[None, :], lat[None, :])


def places_of(positions: Any, what: str = "positions") -> pd.DataFrame:
    """A table indexed by id (text) with ``lon`` and ``lat`` in degrees and whatever else is there.

    ``positions``: a network, a table ``id, lon, lat``, or an array (n, 2) of lon and lat, whose ids
    are then 0 … n−1. Raises ValueError for a table without these columns, an id that is there
    twice, or degrees out of range.
    """
    import numpy as np
    import pandas as pd

    if hasattr(positions, "node_count"):
        table = positions._table
    elif isinstance(positions, pd.DataFrame):
        table = positions
    else:
        array = np.asarray(positions, dtype=np.float64)
        if array.ndim != 2 or array.shape[1] != 2:
            raise ValueError(
                f"{what}: expected a network, a table id, lon, lat, or an array of two columns "
                f"(lon and lat), got an array of shape {array.shape}"
            )
        table = pd.DataFrame({"id": range(len(array)), "lon": array[:, 0], "lat": array[:, 1]})
    if "id" not in table.columns and table.index.name == "id":
        table = table.reset_index()
    missing = [name for name in ("id", "lon", "lat") if name not in table.columns]
    if missing:
        raise ValueError(f"{what}: a table needs the columns id, lon, lat; {missing} are missing")
    table = table.set_axis(as_text(table["id"]), axis=0)
    if not table.index.is_unique:
        raise ValueError(f"{what}: the id {table.index[table.index.duplicated()][0]!r} is twice")
    columns = {
        name: pd.to_numeric(table[name], errors="coerce").astype(np.float64)
        for name in ("lon", "lat")
    }
    for name, limit in (("lon", 180.0), ("lat", 90.0)):
        far = columns[name].abs() > limit
        if far.any():
            raise ValueError(
                f"{what}: {name} of {table.index[far][0]!r} is {columns[name][far].iloc[0]:g}, "
                f"expected degrees from -{limit:g} to {limit:g}"
            )
    return table.assign(**columns)
