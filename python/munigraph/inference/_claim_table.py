"""From a table of bridges and an attribute to what a claim is tested on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._common.labels import as_text, attribute_by_id, own_ids
from .._common.places import places_of
from .._common.words import check_word
from ..bridging._ranking import ASCENDING, rounded
from ._claim_nulls import FEWEST, ClaimData

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    FloatArray = np.ndarray[Any, np.dtype[np.float64]]


def claim_data(
    table: pd.DataFrame,
    measure: str,
    values: FloatArray,
    cut: float | None,
    *,
    positions: Any,
    groups: Any,
    placed_only: bool,
) -> tuple[ClaimData, int]:
    """Ranks of the rows that have everything, and how many were left out for want of a position.

    With ``placed_only`` rows without a position are left out if enough have one.
    """
    import numpy as np

    scores = table[measure].to_numpy(dtype=np.float64)
    if measure in ASCENDING or measure == "rank":
        scores = -scores
    kept = ~(np.isnan(scores) | np.isnan(values))
    strength = np.ones(len(kept))
    if "strength" in table.columns:
        strength = table["strength"].to_numpy(dtype=np.float64)
        kept &= strength > 0
    lon, lat = _positions(table, positions)
    placed = np.isfinite(lon) & np.isfinite(lat)
    left_out = 0
    if placed_only and (kept & placed).sum() >= FEWEST:
        left_out = int((kept & ~placed).sum())
        kept &= placed
    above = values[kept] >= cut if cut is not None else np.zeros(int(kept.sum()), dtype=bool)
    everywhere = bool(placed[kept].all())
    codes = _groups(table, positions, groups)
    data = ClaimData(
        scores=ranks_of(scores[kept]),
        attribute=ranks_of(values[kept]),
        above=above,
        strength=ranks_of(strength[kept]),
        lon=lon[kept] if everywhere else None,
        lat=lat[kept] if everywhere else None,
        groups=None if codes is None else codes[kept],
    )
    return data, left_out


def aligned(table: pd.DataFrame, attribute: Any) -> tuple[FloatArray, bool]:
    """The attribute in the order of the table's rows, and whether it is a yes/no."""
    import numpy as np
    import pandas as pd

    values = _by_row(table, attribute, "attribute")
    known = pd.Series(values).dropna()
    flag = known.map(lambda v: v in (True, False)).all()
    result: FloatArray = pd.to_numeric(pd.Series(values, dtype=object), errors="raise").to_numpy(
        dtype=np.float64, na_value=np.nan
    )
    return result, bool(flag)


def _by_row(table: pd.DataFrame, attribute: Any, what: str) -> np.ndarray[Any, Any]:
    """Values of the nodes in the order of the table's rows."""
    rows = as_text(table.index)
    nodes = table.attrs.get("nodes")
    ids = own_ids(attribute)
    if ids is None and nodes is None:
        raise ValueError(
            f"the {what} has no ids, and the table does not know the order of its nodes: give a "
            'Series by id, such as network.nodes.set_index("id")["population"]'
        )
    # A table that lost rows still knows all nodes that it was made of.
    if nodes is not None and not (ids is not None and len(ids) == len(rows) != len(nodes)):
        order = as_text(nodes)
        return attribute_by_id(order, attribute, what)[order.get_indexer(rows)]
    return attribute_by_id(rows, attribute, what)


def _kept_places(table: pd.DataFrame) -> pd.DataFrame | None:
    """What the table of bridges keeps of its network: ``lon, lat, province`` by id."""
    import pandas as pd

    places, nodes = table.attrs.get("places"), table.attrs.get("nodes")
    if not places or nodes is None:
        return None
    return pd.DataFrame(dict(places), index=as_text(nodes))


def _positions(table: pd.DataFrame, positions: Any) -> tuple[FloatArray, FloatArray]:
    """Lon and lat of the table's rows; NaN where not known."""
    import numpy as np
    import pandas as pd

    places = _kept_places(table) if positions is None else places_of(positions)
    if places is None or not {"lon", "lat"} <= set(places.columns):
        nowhere = np.full(len(table), np.nan)
        return nowhere, nowhere
    found = places[["lon", "lat"]].reindex(as_text(table.index)).apply(pd.to_numeric)
    lon, lat = found.to_numpy(dtype=np.float64, na_value=np.nan).T
    return lon, lat


def _groups(table: pd.DataFrame, positions: Any, groups: Any) -> Any:
    """A number per row for its group (those without one together); None where there are none."""
    import numpy as np
    import pandas as pd

    if groups is None:
        return None
    values: Any = None
    if not isinstance(groups, str):
        values = _by_row(table, groups, "groups")
    elif groups in table.columns:
        values = table[groups].to_numpy()
    else:
        sources = [_kept_places(table)] if positions is None else [places_of(positions)]
        for places in [*sources, _kept_places(table)]:
            if values is None and places is not None and groups in places.columns:
                values = places[groups].reindex(as_text(table.index)).to_numpy()
        if values is None and groups != "province":
            check_word("column for groups", groups, ["province", *map(str, table.columns)])
    if values is None or pd.isna(values).all():
        return None
    return pd.factorize(values, use_na_sentinel=True)[0].astype(np.int32)


def ranks_of(values: FloatArray) -> FloatArray:
    """Mean ranks, centred; values alike to 12 digits are the same."""
    import numpy as np
    import pandas as pd

    ranks: FloatArray = pd.Series(rounded(values)).rank().to_numpy(dtype=np.float64)
    return ranks - ranks.mean() if len(ranks) else ranks
