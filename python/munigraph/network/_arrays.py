"""Numbers and ids of nodes as users give them."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from .._common.arguments import LARGEST_COUNT, checked_count

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike


def near_ids(id_: str, ids: list[str]) -> list[str]:
    """At most three ids that may have been meant."""
    folded: dict[str, str] = {}
    for one in ids:
        folded.setdefault(one.casefold(), one)
    return [folded[key] for key in get_close_matches(id_.casefold(), folded, n=3)]


def integers(values: ArrayLike, name: str) -> np.ndarray[Any, Any]:
    """An array of whole numbers as 32-bit integers."""
    import numpy as np

    array = np.asarray(values)
    if array.ndim != 1:
        raise ValueError(f"{name} has shape {array.shape}, expected one dimension")
    if array.size and array.dtype.kind not in "iu":
        raise TypeError(
            f"{name} holds {array.dtype}, expected integers (pandas.factorize makes them of codes)"
        )
    if array.size:
        low, high = int(array.min()), int(array.max())
        if high > LARGEST_COUNT - 1 or low < -(2**31):
            worst = high if high > LARGEST_COUNT - 1 else low
            raise ValueError(
                f"{name} holds {worst}: numbers beyond 32 bits are codes; number them from 0 "
                "(pandas.factorize)"
            )
    return array.astype(np.int32)


def without_gaps(numbers: np.ndarray[Any, Any], name: str, argument: str | None) -> int:
    """How many there are if they are 0 … n−1; a gap is rather a code that was taken for a number.

    Negative numbers are left for the core, which says the row.
    """
    import numpy as np

    there = np.unique(numbers[numbers >= 0])
    count = 1 + int(there[-1]) if len(there) else 0
    if len(there) == count:
        return count
    gap = int(np.flatnonzero(there != np.arange(len(there)))[0])
    raise ValueError(
        f"{name}: {len(there)} different numbers up to {count - 1}, without {gap}"
        + (f"; give {argument}={count} if the others have no ties," if argument else ";")
        + (" or" if argument else "")
        + " number them from 0 (pandas.factorize) if they are codes"
    )


def arrangement_count(
    groups: np.ndarray[Any, Any], per_arrangement: dict[str, np.ndarray[Any, Any] | None]
) -> int:
    """How many arrangements there are: as many as have an entry, else those that are numbered."""
    given = {name: len(one) for name, one in per_arrangement.items() if one is not None}
    if not given:
        return without_gaps(groups, "arrangements", None)
    count = next(iter(given.values()))
    if len(set(given.values())) > 1:
        raise ValueError(f"intensity has {given['intensity']} entries, host {given['host']}")
    used = 1 + int(groups.max(initial=-1))
    if used != count:
        name = next(iter(given))
        raise ValueError(
            f"{name} has {count} entries for {used} arrangements (0 to {used - 1}); expected one "
            "per arrangement"
        )
    return count


def with_partners(
    nodes: np.ndarray[Any, Any],
    groups: np.ndarray[Any, Any],
    hosts: np.ndarray[Any, Any],
    n: int,
    count: int,
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Memberships without those of arrangements of one member; what is out of range is left for
    the core to refuse."""
    import numpy as np

    if nodes.min(initial=0) < 0 or nodes.max(initial=-1) >= n or groups.min(initial=0) < 0:
        return nodes, groups, hosts
    # Two or more different members: some member differs from the first that was met.
    first = np.full(count, -1, dtype=np.int32)
    first[groups[::-1]] = nodes[::-1]
    several = np.zeros(count, dtype=bool)
    several[groups[nodes != first[groups]]] = True
    kept = several[groups]
    if kept.all():
        return nodes, groups, hosts
    lost = ~several & (first >= 0)
    if len(hosts):
        own = lost & (hosts == first)
        hosts = np.where(own, -2, hosts).astype(np.int32)
    return nodes[kept], groups[kept], hosts


def membership_arrays(
    participants: ArrayLike,
    arrangements: ArrayLike,
    n: int | None,
    intensity: Any,
    host: Any,
) -> tuple[Any, ...]:
    """Memberships as the core takes them: nodes, arrangements, the number of each, intensities,
    hosts; checked, and without what ties nobody."""
    import numpy as np

    nodes = integers(participants, "participants")
    groups = integers(arrangements, "arrangements")
    if len(nodes) != len(groups):
        raise ValueError(
            f"participants has {len(nodes)} numbers, arrangements {len(groups)}; expected one "
            "of each per membership"
        )
    size = without_gaps(nodes, "participants", "n") if n is None else checked_count(n, "n")
    weights = None if intensity is None else np.asarray(intensity, dtype=np.float64)
    hosts = None if host is None else integers(host, "host")
    count = arrangement_count(groups, {"intensity": weights, "host": hosts})
    weights = np.empty(0) if weights is None else weights
    hosts = np.empty(0, np.int32) if hosts is None else hosts
    nodes, groups, hosts = with_partners(nodes, groups, hosts, size, count)
    return nodes, groups, size, count, weights, hosts
