"""One colour per cluster through the whole page."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from ..plot._maps import map_colours
from ..plot._tables import clusters_of
from ._of import clustered, network, of_network

Palette = dict[Hashable, str]


def palettes(result: Any, geometry: Any) -> dict[str, Palette]:
    """Colours of the clusters of each network, by its name.

    The main network's are chosen first; a cluster of another network takes the colour of the one
    that it has most municipalities in common with, where its neighbours allow it. So a colour
    means the same in every map, in the chart that sets networks side by side, and in the tables.
    """
    names = clustered(result)
    main = result.main.name
    out: dict[str, Palette] = {}
    if main not in names:
        return out
    table = of_network(result["clusters"], main)
    out[main] = _chosen(result, main, table, geometry, {})
    for name in names:
        if name != main:
            other = of_network(result["clusters"], name)
            wanted = _matched(table, out[main], other)
            out[name] = _chosen(result, name, other, geometry, wanted)
    return out


def _chosen(result: Any, name: str, table: Any, geometry: Any, wanted: Palette) -> Palette:
    net = network(result, name)
    return dict(map_colours(clusters_of(table, net), net, geometry, wanted))


def _matched(main: pd.DataFrame, colours: Palette, other: pd.DataFrame) -> Palette:
    """Cluster of ``other`` -> colour of the main cluster it shares most with, each used once."""
    both = main[["id", "cluster"]].merge(other[["id", "cluster"]], on="id", suffixes=("", "_other"))
    known = both[both["cluster"].isin(list(colours))]
    return {
        label: colours[cluster]
        for cluster, label in matched(known["cluster"], known["cluster_other"])
    }


def matched(first: pd.Series, second: pd.Series) -> list[tuple[Any, Any]]:
    """Pairs of labels of the same municipalities, those with most in common first, each once."""
    pairs = pd.DataFrame({"a": first.to_numpy(), "b": second.to_numpy()})
    shared = pairs.groupby(["a", "b"]).size().sort_values(ascending=False, kind="stable")
    found: list[tuple[Any, Any]] = []
    taken: tuple[set[Any], set[Any]] = (set(), set())
    for a, b in shared.index:
        if a not in taken[0] and b not in taken[1]:
            found.append((a, b))
            taken[0].add(a)
            taken[1].add(b)
    return found
