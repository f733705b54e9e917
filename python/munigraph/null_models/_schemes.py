"""Schemes of arrangements that tile the country: statutory regions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._common.objects import core_of

if TYPE_CHECKING:
    from ..network._network import Network

#: Share of the municipalities that must be in exactly one region of a scheme.
COVERED = 0.9


def members_of(network: Network) -> list[frozenset[int]]:
    """The nodes of every arrangement."""
    node, arrangement = core_of(network).memberships()
    sets: list[set[int]] = [set() for _ in range(network.arrangement_count)]
    for a, i in zip(arrangement.tolist(), node.tolist(), strict=True):
        sets[a].add(i)
    return [frozenset(one) for one in sets]


def find_schemes(network: Network) -> dict[str, list[int]]:
    """Sets of arrangements that tile: by name, the positions of their regions.

    Arrangements with one value in the column ``scheme``; where the register has none, the imposed
    and semi-voluntary arrangements of one theme that do not overlap each other (those that overlap
    most are left out). Of either, sets in which at least 90% of the nodes are in exactly one
    region. An arrangement is in one scheme at most; what covers most comes first.
    """
    members = members_of(network)
    found = _by_column(network, members)
    if found is None:
        found = _by_theme(network, members)
    return dict(sorted(found.items()))


def refusal(network: Network) -> str:
    """Why there is no scheme, in a sentence."""
    how = (
        "arrangements with one value of scheme"
        if _schemes_column(network) is not None
        else "imposed or semi-voluntary arrangements of one theme"
    )
    return (
        f"no scheme of regions found: no set of {how} has {COVERED:.0%} of the "
        f"{network.node_count} nodes in exactly one; name the schemes of the arrangements by "
        "schemes=, or use gravity or curveball"
    )


def _schemes_column(network: Network) -> Any | None:
    import pandas as pd

    table = network.arrangements
    if "scheme" not in table.columns:
        return None
    column = table["scheme"].where(table["scheme"].astype("string").str.len() > 0)
    return None if pd.isna(column).all() else column


def _by_column(network: Network, members: list[frozenset[int]]) -> dict[str, list[int]] | None:
    column = _schemes_column(network)
    if column is None:
        return None
    sets: dict[str, list[int]] = {}
    for position, name in enumerate(column.tolist()):
        if isinstance(name, str):
            sets.setdefault(name, []).append(position)
    ids = network.arrangements["id"].tolist()
    schemes = {name: _once(regions, ids) for name, regions in sets.items()}
    n = network.node_count
    return {name: s for name, s in schemes.items() if _covered(s, members) >= COVERED * n}


def _by_theme(network: Network, members: list[frozenset[int]]) -> dict[str, list[int]]:
    snapshot, table = network.snapshot, network.arrangements
    if snapshot is None or not {"id", "obligation"} <= set(table.columns):
        return {}
    ids = table["id"].tolist()
    laid_down = table["obligation"].isin(["imposed", "semi"]).tolist()
    at: dict[str, list[int]] = {}
    for position, one in enumerate(ids):
        if laid_down[position]:
            at.setdefault(one, []).append(position)
    themes: dict[str, list[int]] = {}
    rows = snapshot.register.arrangement_themes
    for one, theme in zip(rows["arrangement"].tolist(), rows["theme"].tolist(), strict=True):
        if isinstance(theme, str):
            themes.setdefault(theme, []).extend(at.get(one, ()))
    sets = {
        theme: apart(_once(sorted(set(regions)), ids), members) for theme, regions in themes.items()
    }
    found: dict[str, list[int]] = {}
    used: set[int] = set()
    # Themes of one set of arrangements: the one that covers more, then the first in the alphabet.
    for theme in sorted(sets, key=lambda name: (-_covered(sets[name], members), name)):
        regions = [a for a in sets[theme] if a not in used]
        if _covered(regions, members) >= COVERED * network.node_count:
            found[theme] = regions
            used.update(regions)
    return found


def _once(regions: list[int], ids: list[Any]) -> list[int]:
    """An arrangement that stands in several domains is one region."""
    return list({ids[a]: a for a in reversed(regions)}.values())[::-1]


def _covered(regions: list[int], members: list[frozenset[int]]) -> int:
    """Nodes in exactly one region."""
    count: dict[int, int] = {}
    for a in regions:
        for i in members[a]:
            count[i] = count.get(i, 0) + 1
    return sum(number == 1 for number in count.values())


def apart(regions: list[int], members: list[frozenset[int]]) -> list[int]:
    """Regions that are left when those that overlap most others are taken away, one by one (of
    equals the smallest, then the last), until none overlap."""
    overlap = {a: {b for b in regions if b != a and members[a] & members[b]} for a in regions}
    left = [a for a in regions if members[a]]
    while True:
        worst = max(left, key=lambda a: (len(overlap[a]), -len(members[a]), a), default=None)
        if worst is None or not overlap[worst]:
            return left
        left.remove(worst)
        for others in overlap.values():
            others.discard(worst)
