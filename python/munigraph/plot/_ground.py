"""Where the nodes of a map are: in shapes, at points, or in a layout that is made up."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd

from . import _layout as layout
from ._geometry import CELLS, Geometry, centre, find_geometry, is_frame, shipped_cells
from ._style import heading, named, plural
from ._tables import edges_of

if TYPE_CHECKING:
    import os

    import geopandas

    from ._geometry import Geometry

NO_MAP = "no map: positions made up"

#: ``"auto"``, ``"cells"``, a path, a Geometry, a GeoDataFrame, or None.
Place: TypeAlias = "Geometry | geopandas.GeoDataFrame | str | os.PathLike[str] | None"


@dataclass(frozen=True)
class Ground:
    """Where the nodes are: ``kind`` is shapes, points or layout; ``x, y`` are in ``nodes``."""

    kind: str
    nodes: pd.DataFrame
    shapes: dict[str, dict[str, Any]]
    #: Pairs of ids that lie side by side, for colours where coordinates are not known.
    pairs: Any
    remark: str = ""
    """What has to be said of the shapes or places, for a line under the title."""

    @property
    def not_placed(self) -> pd.DataFrame:
        """Nodes that the map cannot show: no shape and no coordinates."""
        return self.nodes[~self.nodes["drawn"]]


def ground_of(nodes: pd.DataFrame, network: Any, geometry: Place) -> Ground:
    shapes, borders, remark = _shapes(nodes, geometry)
    nodes = nodes.assign(x=nodes["lon"], y=nodes["lat"])
    if shapes:
        middle = {key: centre(shape) for key, shape in shapes.items()}
        for axis, column in enumerate(("x", "y")):
            own = nodes["id"].map({k: v[axis] for k, v in middle.items()})
            nodes[column] = own.fillna(nodes[column])
        nodes["drawn"] = nodes["id"].isin(set(shapes))
        return Ground("shapes", nodes, shapes, borders, remark)
    if nodes["x"].notna().mean() >= 0.5:
        nodes["drawn"] = nodes["x"].notna() & nodes["y"].notna()
        return Ground("points", nodes, {}, ())
    if network is None or isinstance(network, pd.DataFrame):
        raise ValueError(
            "no shapes and no coordinates (lon, lat): give a geometry, or the network to lay out"
        )
    edges = edges_of(network)
    at = {key: i for i, key in enumerate(nodes["id"])}
    edges = edges[edges["source"].isin(set(at)) & edges["target"].isin(set(at))]
    source = edges["source"].map(at).to_numpy(dtype=np.int64)
    target = edges["target"].map(at).to_numpy(dtype=np.int64)
    labels = pd.factorize(nodes["cluster"])[0]
    place = layout.by_cluster(labels, source, target, edges["weight"].to_numpy(dtype=float))
    nodes["x"], nodes["y"] = place[:, 0], place[:, 1]
    nodes["drawn"] = True
    pairs = set(zip(edges["source"], edges["target"], strict=True))
    return Ground("layout", nodes, {}, pairs)


def _shapes(nodes: pd.DataFrame, geometry: Place) -> tuple[dict[str, Any], Any, str]:
    """Shapes of the nodes, their borders, and a remark; ``auto`` takes what fits most of them."""
    if geometry is None:
        return {}, (), ""
    ids = set(nodes["id"])
    if isinstance(geometry, str) and geometry in ("auto", "cells"):
        return _found(ids, geometry)
    if isinstance(geometry, Geometry):
        read = geometry
    elif is_frame(geometry):
        read = Geometry.from_frame(geometry, ids=ids)
    else:
        read = Geometry.read(geometry, ids=ids)
    shapes = {key: shape for key, shape in read.shapes.items() if key in ids}
    if not shapes:
        raise ValueError(f"no shape in {read.source or 'the geometry'} has the id of a node")
    return shapes, read.borders, CELLS if read.source == CELLS else ""


def _found(ids: set[str], which: str) -> tuple[dict[str, Any], Any, str]:
    """The shapes in the data folder if they fit, else the cells of the package if they fit."""
    place = find_geometry() if which == "auto" else None
    if place is not None:
        about = place.stat()
        read = _read(place, about.st_mtime_ns, about.st_size, frozenset(ids))
        shapes = {key: shape for key, shape in read.shapes.items() if key in ids}
        if len(shapes) >= len(ids) / 2:
            return shapes, read.borders, ""
    cells = shipped_cells()
    shapes = {key: shape for key, shape in cells.shapes.items() if key in ids}
    # Cells are those of one set of municipalities: with another one they would be other cells.
    if len(shapes) == len(ids) >= 0.9 * len(cells):
        return shapes, cells.borders, CELLS
    if which == "cells":
        raise ValueError(
            "the cells of the package are those of the 355 Dutch municipalities of 2020; "
            f"{len(shapes)} of these {len(ids)} nodes are among them"
        )
    return {}, (), ""


@functools.lru_cache(maxsize=4)
def _read(place: Path, changed: int, size: int, ids: frozenset[str]) -> Geometry:
    """A file as it is now: the maps of one page are of the same municipalities."""
    return Geometry.read(place, ids=ids)


def heading_of(ground: Ground, text: str | None, *lines: str) -> Any:
    """The title of a map, with what must be said of its places: in the title itself where they are
    made up, else under it."""
    lines = tuple(line for line in (*lines, ground.remark, missing_text(ground)) if line)
    if ground.kind == "layout":
        first, lines = (text, lines) if text else (lines[0], lines[1:])
        text = f"{first} ({NO_MAP})"
    return heading(text, *lines)


def described(ground: Ground, text: str) -> str:
    """The text alternative of a map, with the same."""
    made_up = f"{NO_MAP[0].upper()}{NO_MAP[1:]}." if ground.kind == "layout" else ""
    lost = ground.not_placed["name"].tolist()
    missing = f"{missing_text(ground)} ({named(lost, 5)})." if lost else ""
    return " ".join(one for one in (text, missing, ground.remark, made_up) if one)


def missing_text(ground: Ground) -> str:
    """How many nodes the map cannot show as the others; their names stand in :func:`about_map`."""
    lost = ground.not_placed
    if lost.empty:
        return ""
    if ground.kind != "shapes":
        return f"{plural(len(lost), 'municipality')} without coordinates: not drawn"
    dots = int(lost["x"].notna().sum())
    text = f"{plural(len(lost), 'municipality')} without a shape"
    if not dots:
        return f"{text}: not drawn"
    return f"{text}: a dot at the seat" + (f", {len(lost) - dots:,} not drawn" * (dots < len(lost)))


#: Where a chart keeps what :func:`about_map` says of it.
ABOUT = "_munigraph_about"


def about_map(ground: Ground) -> dict[str, Any]:
    """What a page needs to know of a map: that it can be zoomed, and the list to fold away."""
    about: dict[str, Any] = {"zoom": True}
    lost = ground.not_placed["name"].tolist()
    if lost:
        about["folded"] = {"summary": missing_text(ground), "items": sorted(map(str, lost))}
    return about


__all__ = [
    "CELLS",
    "NO_MAP",
    "Ground",
    "Place",
    "about_map",
    "described",
    "ground_of",
    "heading_of",
]
