"""Pairs of municipalities by year: for regressions of ties elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .._common.arguments import checked_flag
from .._common.places import kilometres
from ._counting import counting_options, days_of, inventories, participants_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from .. import _core
    from .._common.types import YearLike
    from ..registry._register import Register

__all__ = ["dyads"]

MAX_ROWS = 5_000_000


def dyads(
    register: Register,
    years: Iterable[YearLike],
    *,
    tied: bool = False,
    themes: str | Iterable[str] | None = None,
    forms: str | Iterable[str] | None = None,
    geography: YearLike = "own",
    repair: bool = True,
    rules: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Every unordered pair of municipalities in force, for each year.

    Parameters
    ----------
    register, years, themes, forms, geography, repair, rules
        As of :func:`munigraph.factsheet`.
    tied : bool
        Only pairs with an arrangement in common.

    Returns
    -------
    DataFrame
        ``year, source, target`` (ids, by their order in the register), ``shared`` (arrangements in
        common), ``weight`` (newman: each adds 1/(k − 1), k its municipalities), ``same_province``
        (missing where one is not known) and ``km`` (great circle; missing without coordinates).
        For R: ``table.to_parquet("dyads.parquet")`` and ``arrow::read_parquet`` (``[arrow]``).

    Raises
    ------
    ValueError
        Above 5 million rows, saying so; ``tied=True`` or fewer years give less.

    Examples
    --------
    >>> import munigraph as mg
    >>> register = mg.synthetic(40, 60, clusters=4, history=True, seed=1)
    >>> mg.dyads(register, [2018])["year"].nunique()
    1
    """
    import pandas as pd

    repaired = checked_flag(repair, "repair")
    counting = counting_options(
        register, themes=themes, forms=forms, geography=geography, rules=rules
    )
    source = inventories(register, counting)
    taken = {label: source.at(day, repaired) for label, day in days_of(register, years).items()}
    if not tied:
        rows = 0
        for inventory in taken.values():
            n = len(inventory.memberships()[2])
            rows += n * (n - 1) // 2
        if rows > MAX_ROWS:
            raise ValueError(
                f"{rows:,} pairs, expected at most {MAX_ROWS:,}; ask for tied=True or fewer years"
            )
    places = participants_of(source.register)
    tables = [_year(label, inventory, places, tied) for label, inventory in taken.items()]
    return pd.concat(tables, ignore_index=True)


def _year(label: Any, inventory: _core.Inventory, places: pd.DataFrame, tied: bool) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    versions, participants, everyone = inventory.memberships()
    shared, weight = _co_membership(versions, participants, everyone)
    source, target = np.triu_indices(len(everyone), 1)
    if tied:
        there = shared[source, target] > 0
        source, target = source[there], target[there]
    here = places.iloc[everyone].reset_index(drop=True)
    ids = here["id"].to_numpy()
    table = pd.DataFrame(
        {
            "year": label,
            "source": ids[source],
            "target": ids[target],
            "shared": shared[source, target],
            "weight": weight[source, target],
        }
    )
    province = here["province"].to_numpy(dtype=object)
    known = here["province"].notna().to_numpy()
    same = pd.array(province[source] == province[target], dtype="boolean")
    same[~(known[source] & known[target])] = pd.NA
    table["same_province"] = same
    lon, lat = (here[name].to_numpy(dtype=float) for name in ("lon", "lat"))
    table["km"] = kilometres(lon[source], lat[source], lon[target], lat[target])
    return table


def _co_membership(
    versions: NDArray[np.int32], participants: NDArray[np.int32], everyone: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Arrangements in common and their newman weight, n×n."""
    import numpy as np

    n = len(everyone)
    shared = np.zeros((n, n), dtype=np.int64)
    weight = np.zeros((n, n))
    place = np.searchsorted(everyone, participants)
    ends = np.flatnonzero(versions[1:] != versions[:-1]) + 1
    for members in np.split(place, ends) if len(versions) else ():
        both = np.ix_(members, members)
        shared[both] += 1
        weight[both] += 1 / (len(members) - 1)
    return shared, weight
