"""Synthetic registers with planted clusters and bridges, on an invented map.

The generator is seeded and written in C++: the same options give the same register on every
platform. It exists for tests, benchmarks and teaching; what it plants is returned as truth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict, cast

from .. import _core
from .._common.arguments import checked_count, checked_seed
from .._common.structs import fields
from .._common.words import check_word

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from .._common.literals import Size

#: Standard sizes: municipalities × arrangements, memberships, largest arrangement.
SIZES = ("national", "europe", "world")

_THEMES = {
    "social": ("zorg en gezondheid", "sociale zekerheid", "werk", "onderwijs en wetenschap"),
    "physical": ("ruimte en infrastructuur", "natuur en milieu", "verkeer", "wonen"),
    "safety": ("openbare orde en veiligheid", "recht"),
    "economic": ("economie",),
    "administrative": ("organisatie en bedrijfsvoering", "overheidsfinanciën"),
    "culture": ("cultuur en recreatie",),
}
_FROM = "2018-01-01"


class SyntheticArrays(TypedDict):
    """Memberships as integer arrays, and what was planted.

    ``n`` municipalities, ``A`` arrangements, ``M`` memberships.
    """

    participants: NDArray[np.int32]  #: (M) municipality of each membership
    arrangements: NDArray[np.int32]  #: (M) its arrangement, ascending
    cluster: NDArray[np.int32]  #: (n) planted cluster
    bridge_strength: NDArray[np.int32]  #: (n) 0: no bridge; 1–4 tickets for visiting seats
    bridge_reach: NDArray[np.int32]  #: (n) clusters visited besides the own one
    lon: NDArray[np.float64]  #: (n) degrees
    lat: NDArray[np.float64]  #: (n) degrees
    population: NDArray[np.int64]  #: (n)
    province: NDArray[np.int32]  #: (n)
    home: NDArray[np.int32]  #: (A) cluster that the arrangement belongs to
    domain: NDArray[np.int32]  #: (A) index into ``domains``
    host: NDArray[np.int32]  #: (A) host of a star, −1 for a clique
    domains: list[str]


def synthetic_options(size: Size = "national") -> dict[str, Any]:
    """Options of a standard size (``national``, ``europe``, ``world``), to be changed and passed on
    to :func:`synthetic_memberships`.

    Examples
    --------
    >>> import munigraph as mg
    >>> mg.network.synthetic_options("national")["municipalities"]
    355
    """
    return fields(_core.synthetic_options(check_word("synthetic size", size, SIZES)))


def synthetic_memberships(
    municipalities: int = 355,
    arrangements: int = 1284,
    *,
    clusters: int = 11,
    provinces: int | None = None,
    memberships: int | None = None,
    largest: int | None = None,
    size_exponent: float = 2.0,
    bridge_share: float = 0.05,
    bridging: float = 0.08,
    blur: float = 0.14,
    stars: float = 0.0,
    seed: int = 0,
) -> SyntheticArrays:
    """Memberships with planted spatial clusters and bridges, as integer arrays.

    Parameters
    ----------
    municipalities, arrangements
        How many; ids are shuffled, so that nothing can be read off them.
    clusters
        Planted; each is a patch of the map.
    provinces
        Patches of their own, which cut across clusters; by default one more than ``clusters``.
    memberships
        Exactly so many; by default 9.1 per arrangement (as in the Dutch inventory of 2020) or as
        near to that as the sizes allow.
    largest
        Members of the one largest arrangement; by default 94% of the municipalities, at most 334.
    size_exponent
        Sizes are 2–5, or in a tail P(k) ∝ k^−exponent from 6 to ``largest``; a multiple of 0.5.
    bridge_share
        Share of the municipalities planted as bridges, drawn from the largest of each cluster.
    bridging, blur
        Chance that a seat of an arrangement goes to a visiting bridge, and to any municipality of
        a cluster nearby.
    stars
        Share of the arrangements of at most 20 members that have a host.
    seed
        Same seed, same register, on every platform.

    Raises
    ------
    ValueError
        For sizes that cannot be met together.

    Examples
    --------
    >>> import munigraph as mg
    >>> made = mg.network.synthetic_memberships(40, 60, clusters=4, seed=1)
    >>> len(made["participants"]) == len(made["arrangements"])
    True
    """
    n = checked_count(municipalities, "municipalities")
    count = checked_count(arrangements, "arrangements")
    planted = checked_count(clusters, "clusters")
    if largest is None:
        largest = max(2, min(334, n * 334 // 355))
    largest = checked_count(largest, "largest")
    if memberships is None:
        others = max(0, count - 1)
        most = largest + max(2, largest - 1) * others
        memberships = min(max(count * 11_700 // 1_284, largest + 2 * others), most)
    drawn = _core.synthetic(
        n,
        count,
        planted,
        planted + 1 if provinces is None else checked_count(provinces, "provinces"),
        checked_count(memberships, "memberships"),
        largest,
        float(size_exponent),
        float(bridge_share),
        float(bridging),
        float(blur),
        float(stars),
        checked_seed(seed),
    )
    arrays: Any = {name: array.copy() for name, array in fields(drawn).items()}
    return cast("SyntheticArrays", arrays | {"domains": list(_core.synthetic_domains)})


def synthetic_tables(
    municipalities: int = 355, arrangements: int = 1284, **options: Any
) -> dict[str, pd.DataFrame]:
    """A synthetic register as tables: ``participants``, ``arrangements``, ``arrangement_themes``,
    ``memberships`` with the columns of a register, and ``truth`` (``id``, ``cluster``, ``bridge``,
    ``bridge_strength``, ``bridge_reach``).

    Options as in :func:`synthetic_memberships`. Everything is in force from 2018-01-01 on.
    """
    import numpy as np
    import pandas as pd

    drawn = synthetic_memberships(municipalities, arrangements, **options)
    n = len(drawn["cluster"])
    count = len(drawn["domain"])
    ids = _numbered("S", n)
    arrangement_ids = _numbered("A", count)
    province_names = _numbered("Province ", int(drawn["province"].max(initial=0)) + 1)
    start = pd.Series(pd.to_datetime([_FROM])).astype("datetime64[s]").iloc[0]
    host = drawn["host"]
    participants = pd.DataFrame(
        {
            "id": ids,
            "name": _numbered("Municipality ", n),
            "kind": "municipality",
            "province": province_names[drawn["province"]],
            "population": drawn["population"],
            "population_year": 2020,
            "lon": drawn["lon"],
            "lat": drawn["lat"],
            "valid_from": start,
        }
    )
    arrangement_table = pd.DataFrame(
        {
            "id": arrangement_ids,
            "chain": arrangement_ids,
            "name": _numbered("Arrangement ", count),
            "kind": "cooperation",
            "structure": np.where(host >= 0, "star", "clique"),
            "obligation": "unknown",
            "valid_from": start,
            "source": "synthetic",
        }
    )
    is_host = host[drawn["arrangements"]] == drawn["participants"]
    memberships = pd.DataFrame(
        {
            "arrangement": arrangement_ids[drawn["arrangements"]],
            "participant": ids[drawn["participants"]],
            "role": np.where(is_host, "host", "member"),
        }
    )
    themes = pd.DataFrame(
        {
            "arrangement": arrangement_ids,
            "theme": _themes(drawn["domain"], drawn["domains"]),
            "basis": "official",
        }
    )
    truth = pd.DataFrame(
        {
            "id": ids,
            "cluster": drawn["cluster"],
            "bridge": drawn["bridge_strength"] > 0,
            "bridge_strength": drawn["bridge_strength"],
            "bridge_reach": drawn["bridge_reach"],
        }
    )
    return {
        "participants": participants,
        "arrangements": arrangement_table,
        "arrangement_themes": themes,
        "memberships": memberships,
        "truth": truth,
    }


def _numbered(prefix: str, count: int) -> NDArray[np.object_]:
    """``prefix`` with numbers from 1, padded to at least six digits for ids."""
    import numpy as np

    width = max(6, len(str(count))) if not prefix.endswith(" ") else 0
    return np.array([f"{prefix}{i:0{width}d}" for i in range(1, count + 1)], dtype=object)


def _themes(domain: NDArray[np.int32], domains: list[str]) -> NDArray[np.object_]:
    """A theme of the arrangement's domain, in turn."""
    import numpy as np

    result = np.empty(len(domain), dtype=object)
    for index, name in enumerate(domains):
        of_domain = np.flatnonzero(domain == index)
        themes = np.array(_THEMES[name], dtype=object)
        result[of_domain] = themes[np.arange(len(of_domain)) % len(themes)]
    return result
