"""One colour for each cluster of a clustering, the same in every display and chart."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from .colours import cluster_colours

#: Nodes that stand for a node's neighbours on a map.
_NEIGHBOURS = 12
#: Nodes up to which neighbours are found one by one; above, by the cells of a grid.
_ONE_BY_ONE = 5_000


def colours_of(
    labels: Any,
    lon: Any,
    lat: Any,
    pairs: Iterable[tuple[int, int]] = (),
    wanted: Mapping[Hashable, str] | None = None,
) -> dict[Hashable, str]:
    """A colour for each cluster of two or more members.

    Parameters
    ----------
    labels
        One per node.
    lon, lat
        Coordinates of the nodes in degrees. Where half of them or more are known, clusters of near
        nodes get colours that stay apart, whether the chart has shapes or not.
    pairs
        Pairs of nodes that lie side by side where coordinates are not known.
    wanted
        Colours that clusters should have where their neighbours allow it, as in
        ``cluster_colours``.
    """
    values = pd.Series(np.asarray(labels))
    counts = values.value_counts()
    counts = counts[counts > 1]
    whole = pd.api.types.is_integer_dtype(values.dtype)
    order = sorted(counts.index, key=lambda one: (-counts[one], one if whole else str(one)))
    found = near_pairs(lon, lat)
    if found is None:
        found = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
    number = {label: k for k, label in enumerate(order)}
    codes = values.map(number).fillna(-1).to_numpy(dtype=np.int64)
    ends = codes[found]
    ends = ends[(ends >= 0).all(axis=1) & (ends[:, 0] != ends[:, 1])]
    touching = np.unique(np.sort(ends, axis=1), axis=0)
    asked: dict[Hashable, str] = {
        number[label]: fill for label, fill in (wanted or {}).items() if label in number
    }
    beside = [(int(a), int(b)) for a, b in touching]
    chosen = cluster_colours(range(len(order)), beside, wanted=asked)
    return {label: chosen[k] for k, label in enumerate(order)}


def near_pairs(lon: Any, lat: Any) -> np.ndarray[Any, Any] | None:
    """Pairs of near nodes (m, 2); None where less than half of the nodes have coordinates."""
    x, y = (pd.to_numeric(pd.Series(np.asarray(v))).to_numpy(dtype=float) for v in (lon, lat))
    placed = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    if len(placed) < 2 or 2 * len(placed) < len(x):
        return None
    x, y = x[placed], y[placed]
    place = np.column_stack([x * np.cos(np.deg2rad(y.mean())), y])
    found = _nearest(place) if len(place) <= _ONE_BY_ONE else _same_cells(place)
    return np.asarray(placed[found])


def _nearest(place: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Every point with its nearest ones, in blocks, so that memory stays small. Cost O(n²)."""
    count = min(_NEIGHBOURS, len(place) - 1)
    parts = []
    for start in range(0, len(place), 512):
        block = place[start : start + 512]
        far = ((block[:, None, :] - place[None, :, :]) ** 2).sum(axis=2)
        rows = np.arange(len(block))
        far[rows, start + rows] = np.inf
        near = np.argpartition(far, count - 1, axis=1)[:, :count]
        parts.append(np.column_stack([np.repeat(start + rows, count), near.ravel()]))
    return np.concatenate(parts)


def _same_cells(place: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Every point with the first of its own cell and of the cells around. Cost O(n log n)."""
    side = max(np.ptp(place[:, 0]), np.ptp(place[:, 1]), 1e-9) / np.sqrt(len(place) / 4)
    cell = np.floor((place - place.min(axis=0)) / side).astype(np.int64)
    width = int(cell[:, 1].max()) + 3
    key = (cell[:, 0] + 1) * width + cell[:, 1] + 1
    order = np.argsort(key, kind="stable")
    parts = []
    for step in (0, 1, -1, width, -width, width + 1, width - 1, -width + 1, -width - 1):
        at = np.minimum(np.searchsorted(key[order], key + step), len(key) - 1)
        other = order[at]
        there = np.flatnonzero(key[other] == key + step)
        parts.append(np.column_stack([there, other[there]]))
    return np.concatenate(parts)
