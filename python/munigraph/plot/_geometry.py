"""Shapes of municipalities from GeoJSON and TopoJSON files.

Only what a cluster map needs: polygons by municipality id, which of them share a border, and rings
wound the way the drawing library expects. Coordinates are taken as longitude and latitude.
"""

from __future__ import annotations

import functools
import importlib
import importlib.resources
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .._common.errors import DataError
from .._common.text import visible

if TYPE_CHECKING:
    import geopandas

Ring = list[list[float]]

_ID_PROPERTIES = ("id", "code", "gm_code", "statcode", "gmcode", "gemeentecode", "insee", "siren")
#: What maps say of the shipped cells, and by which these are known.
CELLS = "Cells around the seats: no municipal borders"

_BY_GEOPANDAS = (".shp", ".gpkg", ".fgb", ".parquet", ".geoparquet", ".zip", ".gml", ".kml")
_DECIMALS = 4  # of a degree: about ten metres


@dataclass(frozen=True)
class Geometry:
    """Polygons by id and the pairs of ids that share a border."""

    shapes: dict[str, dict[str, Any]]
    borders: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    source: str = ""

    def __repr__(self) -> str:
        named = f" of {visible(self.source, line=True)}" if self.source else ""
        return f"<Geometry{named}: {len(self.shapes):,} shapes, {len(self.borders):,} borders>"

    @classmethod
    def read(
        cls, path: str | os.PathLike[str], *, ids: Iterable[str] = (), layer: str | None = None
    ) -> Geometry:
        """Read a GeoJSON FeatureCollection or a TopoJSON topology.

        ``ids`` are the municipalities looked for: the layer and the property that hold most of
        them are taken. Shapefiles, GeoPackages and the like are read by geopandas (extra ``geo``).
        Raises ``DataError`` for a file that is none of these, or that has no polygon.
        """
        name = str(path)
        if Path(path).suffix.lower() in _BY_GEOPANDAS:
            frame = needed("geopandas").read_file(path, **({"layer": layer} if layer else {}))
            return replace(cls.from_frame(frame, ids=ids), source=name)
        try:
            document = json.loads(Path(path).read_text(encoding="utf-8-sig"))
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            raise _bad(name, error, "GeoJSON or TopoJSON") from error
        kind = document.get("type") if isinstance(document, dict) else None
        wanted = set(ids)
        if kind == "Topology":
            return _from_topology(document, name, wanted, layer)
        if kind == "FeatureCollection":
            return _from_features(document, name, wanted)
        raise _bad(name, kind, 'a "FeatureCollection" or a "Topology"')

    @classmethod
    def from_frame(cls, frame: geopandas.GeoDataFrame, *, ids: Iterable[str] = ()) -> Geometry:
        """The polygons of a GeoDataFrame, or of anything with ``__geo_interface__``.

        Coordinates are brought to longitude and latitude where the frame says what they are in.
        ``ids`` are looked for in its columns, then in its index. Raises ``DataError`` where there
        is no polygon with an id.
        """
        if getattr(frame, "crs", None) is not None and hasattr(frame, "to_crs"):
            frame = frame.to_crs(4326)
        document = _as_lists(frame.__geo_interface__)
        if document.get("type") != "FeatureCollection":
            raise _bad("GeoDataFrame", document.get("type"), "several shapes with ids")
        return _from_features(document, "GeoDataFrame", set(ids))

    def simplified(self, tolerance: float) -> Geometry:
        """With fewer points: nothing moves by more than about ``tolerance`` degrees (0.01: a
        kilometre), and shapes that share a border still do. By the library topojson (extra
        ``geo``). A shape that vanishes keeps its outline.
        """
        if not tolerance > 0:
            raise ValueError(f"tolerance must be above 0 degrees, not {tolerance!r}")
        features = [
            {"type": "Feature", "id": key, "properties": {"id": key}, "geometry": shape}
            for key, shape in self.shapes.items()
        ]
        topology = needed("topojson").Topology(
            {"type": "FeatureCollection", "features": features},
            prequantize=False,
            toposimplify=tolerance,
            prevent_oversimplify=True,
        )
        read = _from_topology(json.loads(topology.to_json()), self.source, set(self.shapes), None)
        kept = {key: read.shapes.get(key, shape) for key, shape in self.shapes.items()}
        return Geometry(kept, self.borders, self.source)

    def __len__(self) -> int:
        return len(self.shapes)

    def neighbours(self) -> dict[str, set[str]]:
        """Ids that share a border with each id."""
        beside: dict[str, set[str]] = {key: set() for key in self.shapes}
        for a, b in self.borders:
            beside[a].add(b)
            beside[b].add(a)
        return beside


def is_frame(value: Any) -> bool:
    """Whether it is a GeoDataFrame or the like, rather than a path."""
    return hasattr(value, "__geo_interface__")


@functools.cache
def shipped_cells() -> Geometry:
    """The package's cells around the seats of the Dutch municipalities of 2020.

    Made by ``scripts/make_cells.py`` from the package's coordinates; they are no municipal borders.
    """
    path = importlib.resources.files("munigraph") / "data" / "nl" / "nl_cells_2020.topo.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    return _from_topology(document, CELLS, set(), None)


def needed(module: str) -> Any:
    """A library that only maps need."""
    try:
        return importlib.import_module(module)
    except ImportError:
        raise ImportError(f"this needs {module}: pip install 'munigraph[geo]'") from None


def find_geometry(folder: str | os.PathLike[str] | None = None) -> Path | None:
    """The file of municipal shapes in the data folder, or ``None``.

    Looked for under ``nl/geo`` in ``folder``, else in ``MUNIGRAPH_DATA``, else in
    ``../shared/data`` beside a checkout.

    Examples
    --------
    >>> import munigraph as mg
    >>> mg.plot.find_geometry("no such folder") is None
    True
    """
    places = [Path(folder)] if folder else list(_data_folders())
    for place in places:
        for pattern in ("*.topo.json", "*.topojson", "*.geojson"):
            found = sorted((place / "nl" / "geo").glob(pattern))
            if found:
                return found[0]
    return None


def _data_folders() -> Iterator[Path]:
    if os.environ.get("MUNIGRAPH_DATA"):
        yield Path(os.environ["MUNIGRAPH_DATA"])
        return
    yield Path(__file__).resolve().parents[3].parent / "shared" / "data"
    yield Path.cwd().parent / "shared" / "data"


def _bad(source: str, value: object, expected: str) -> DataError:
    return DataError(
        "no shapes can be read from this",
        source=source,
        value=str(value)[:80],
        expected=expected,
    )


def _as_lists(document: Any) -> Any:
    """Tuples of coordinates as lists."""
    if isinstance(document, dict):
        return {key: _as_lists(value) for key, value in document.items()}
    return [_as_lists(one) for one in document] if isinstance(document, (list, tuple)) else document


def _id_property(features: list[dict[str, Any]], wanted: set[str]) -> str | None:
    """The property whose values are most often wanted ids (``None``: the feature's own id)."""
    hits: dict[str | None, int] = {None: sum(str(f.get("id")) in wanted for f in features)}
    names = list(dict.fromkeys(k for f in features for k in (f.get("properties") or {})))
    for name in names:
        hits[name] = sum(str((f.get("properties") or {}).get(name)) in wanted for f in features)
    best = max(hits, key=lambda k: hits[k])
    if hits[best]:
        return best
    usual = [n for n in names if n.lower() in _ID_PROPERTIES]
    return usual[0] if usual else None


def _feature_id(feature: dict[str, Any], prop: str | None) -> str | None:
    value = feature.get("id") if prop is None else (feature.get("properties") or {}).get(prop)
    return None if value is None else str(value)


def _from_features(document: dict[str, Any], name: str, wanted: set[str]) -> Geometry:
    features = [f for f in document.get("features") or [] if isinstance(f, dict)]
    prop = _id_property(features, wanted)
    shapes: dict[str, dict[str, Any]] = {}
    owners: dict[frozenset[tuple[float, float]], set[str]] = {}
    for feature in features:
        key, shape = _feature_id(feature, prop), feature.get("geometry") or {}
        if key is None or shape.get("type") not in ("Polygon", "MultiPolygon"):
            continue
        many = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        polygons = [[[list(map(float, p[:2])) for p in ring] for ring in poly] for poly in many]
        for ring in (ring for poly in polygons for ring in poly):
            for a, b in pairwise(ring):
                owners.setdefault(frozenset(((a[0], a[1]), (b[0], b[1]))), set()).add(key)
        _add(shapes, key, polygons)
    if not shapes:
        raise _bad(name, f"{len(features)} features", "polygons with an id")
    return Geometry(shapes, _pairs(owners.values()), name)


def _from_topology(
    document: dict[str, Any], name: str, wanted: set[str], layer: str | None
) -> Geometry:
    layers = {
        key: [g for g in value.get("geometries", []) if isinstance(g, dict)]
        for key, value in (document.get("objects") or {}).items()
        if value.get("type") == "GeometryCollection"
    }
    if layer is not None and layer not in layers:
        raise _bad(name, layer, f"one of the layers {sorted(layers)}")

    def score(key: str) -> tuple[int, int]:
        prop = _id_property(layers[key], wanted)
        return (sum(_feature_id(g, prop) in wanted for g in layers[key]), len(layers[key]))

    if not layers:
        raise _bad(name, "no layer", "a GeometryCollection")
    features = layers[layer if layer is not None else max(layers, key=score)]
    prop = _id_property(features, wanted)
    arcs = _decoded_arcs(document)
    shapes: dict[str, dict[str, Any]] = {}
    owners: dict[int, set[str]] = {}
    for feature in features:
        key = _feature_id(feature, prop)
        if key is None or feature.get("type") not in ("Polygon", "MultiPolygon"):
            continue
        many = feature["arcs"] if feature["type"] == "MultiPolygon" else [feature["arcs"]]
        for index in (i for poly in many for ring in poly for i in ring):
            owners.setdefault(~index if index < 0 else index, set()).add(key)
        _add(shapes, key, [[_stitched(ring, arcs) for ring in poly] for poly in many])
    if not shapes:
        raise _bad(name, f"{len(features)} features", "polygons with an id")
    return Geometry(shapes, _pairs(owners.values()), name)


def _decoded_arcs(document: dict[str, Any]) -> list[Ring]:
    transform = document.get("transform")
    if not transform:
        return [[list(map(float, p[:2])) for p in arc] for arc in document["arcs"]]
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    arcs = []
    for arc in document["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append([x * kx + dx, y * ky + dy])
        arcs.append(points)
    return arcs


def _stitched(ring: list[int], arcs: list[Ring]) -> Ring:
    points: Ring = []
    for index in ring:
        arc = arcs[~index][::-1] if index < 0 else arcs[index]
        points.extend(arc[1:] if points else arc)
    return points


def _pairs(owners: Iterable[set[str]]) -> frozenset[tuple[str, str]]:
    return frozenset((a, b) for keys in owners for a in keys for b in keys if a < b)


def _add(shapes: dict[str, dict[str, Any]], key: str, polygons: list[list[Ring]]) -> None:
    """Add polygons to a shape; a municipality may come in several features."""
    wound = [[_wound(ring, outer=i == 0) for i, ring in enumerate(poly)] for poly in polygons]
    rounded = [
        [[[round(x, _DECIMALS), round(y, _DECIMALS)] for x, y in ring] for ring in poly]
        for poly in wound
    ]
    if key in shapes:
        rounded = shapes[key]["coordinates"] + rounded
    shapes[key] = {"type": "MultiPolygon", "coordinates": rounded}


def _wound(ring: Ring, *, outer: bool) -> Ring:
    """Outer rings clockwise: the drawing library takes the other side of the globe otherwise."""
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    return ring[::-1] if (area > 0) == outer else ring


def centre(shape: dict[str, Any]) -> tuple[float, float]:
    """Area-weighted centre of a shape's largest polygon (longitude, latitude)."""
    best, at = -1.0, (0.0, 0.0)
    for polygon in shape["coordinates"]:
        ring = polygon[0]
        x0, y0 = ring[0]
        area = cx = cy = 0.0
        for a, b in pairwise(ring):
            ax, ay, bx, by = a[0] - x0, a[1] - y0, b[0] - x0, b[1] - y0
            cross = ax * by - bx * ay
            area += cross
            cx += (ax + bx) * cross
            cy += (ay + by) * cross
        if abs(area) > best:
            best = abs(area)
            at = (x0 + cx / (3 * area), y0 + cy / (3 * area)) if area else (x0, y0)
    return at
