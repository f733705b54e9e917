"""Colours for clusters that stay apart in print and under colour blindness.

The scheme is Paul Tol's *muted* palette of nine. Up to nine clusters get a colour each; with more
a colour is used again, but never for two clusters that touch: the clusters are coloured as a graph
(smallest-last order), and the distance between two colours is the smallest CIELAB distance seen by
normal, protanopic and deuteranopic eyes. Numbers on the map carry the same information without
colour.
"""

from __future__ import annotations

import functools
from collections.abc import Hashable, Iterable, Mapping, Sequence

import numpy as np

MUTED = (
    "#88CCEE",
    "#CC6677",
    "#DDCC77",
    "#117733",
    "#332288",
    "#AA4499",
    "#44AA99",
    "#999933",
    "#882255",
)
ALONE = "#DDDDDD"  # clusters of one
NOWHERE = "#FFFFFF"  # municipalities without any tie
INK = "#222222"
ACCENT = "#332288"
WARM = "#CC6677"

# Below this CIELAB distance two fills next to each other are hard to tell apart.
ENOUGH = 20.0

# Machado, Oliveira & Fernandes (2009), severity 1, on linear RGB.
_VISION = np.array(
    [
        [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ],
    ]
)
_XYZ = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
) / np.array([[0.95047], [1.0], [1.08883]])


def _linear(colour: str) -> np.ndarray:
    value = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def _lab(linear: np.ndarray) -> np.ndarray:
    xyz = _XYZ @ np.clip(linear, 0, 1)
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@functools.lru_cache(maxsize=1024)
def distance(a: str, b: str) -> float:
    """Smallest CIELAB distance between two ``#RRGGBB`` colours over the three kinds of vision."""
    first, second = _linear(a), _linear(b)
    return min(float(np.linalg.norm(_lab(eye @ first) - _lab(eye @ second))) for eye in _VISION)


def _smallest_last(
    keys: Sequence[Hashable], touching: Mapping[Hashable, set[Hashable]]
) -> list[Hashable]:
    """The order in which a planar map needs at most six colours."""
    left = {key: set(touching.get(key, ())) & set(keys) for key in keys}
    rank = {key: i for i, key in enumerate(keys)}
    order: list[Hashable] = []
    while left:
        key = min(left, key=lambda k: (len(left[k]), -rank[k]))
        for other in left.pop(key):
            left[other].discard(key)
        order.append(key)
    return order[::-1]


def cluster_colours(
    clusters: Sequence[Hashable],
    touching: Iterable[tuple[Hashable, Hashable]] = (),
    *,
    palette: Sequence[str] = MUTED,
    wanted: Mapping[Hashable, str] | None = None,
) -> dict[Hashable, str]:
    """A colour for each cluster; those that touch are distinguishable.

    ``clusters`` in order of importance (the first colours go to the first when there are enough);
    ``touching`` pairs of clusters that lie side by side. ``wanted`` names a colour that a cluster
    should have, the most important first: it gets it unless one that it touches has one like it.
    Cost O(K² · colours).

    Examples
    --------
    >>> import munigraph as mg
    >>> colours = mg.plot.cluster_colours([0, 1, 2], touching=[(0, 1)])
    >>> colours[0] != colours[1]
    True
    """
    known = list(dict.fromkeys(clusters))
    beside: dict[Hashable, set[Hashable]] = {key: set() for key in known}
    for a, b in touching:
        if a != b and a in beside and b in beside:
            beside[a].add(b)
            beside[b].add(a)
    if len(known) <= len(palette) and not wanted:
        plain = dict(zip(known, palette, strict=False))
        if all(distance(plain[a], plain[b]) >= ENOUGH for a in known for b in beside[a]):
            return plain
    chosen: dict[Hashable, str] = {}
    used = dict.fromkeys(palette, 0)
    for key, colour in (wanted or {}).items():
        taken = [chosen[other] for other in beside.get(key, ()) if other in chosen]
        if key in beside and all(distance(colour, other) >= ENOUGH for other in taken):
            chosen[key] = colour
            used[colour] = used.get(colour, 0) + 1
    left = [key for key in known if key not in chosen]
    for key in _smallest_last(left, beside):
        taken = [chosen[other] for other in beside[key] if other in chosen]
        apart = {c: min((distance(c, t) for t in taken), default=np.inf) for c in palette}
        fit = [c for c in palette if apart[c] >= ENOUGH]
        if fit:
            best = min(fit, key=lambda c: (used[c], palette.index(c)))
        else:
            best = max(palette, key=lambda c: (apart[c], -used[c], -palette.index(c)))
        chosen[key] = best
        used[best] += 1
    return {key: chosen[key] for key in known}


def text_on(fill: str) -> str:
    """Black or white, whichever reads better on ``fill`` (relative luminance)."""
    red, green, blue = _linear(fill)
    return "#000000" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 else "#FFFFFF"
