"""Makes the cells that stand for the Dutch municipalities of 2020 on maps without borders.

A cell is what lies nearer to a municipality's seat than to any other (Voronoi), within reach of the
seat and within a hull around all seats. Made from the package's own coordinates alone; cells are no
municipal borders, and maps say so. ``python scripts/make_cells.py`` needs the extra ``geo``.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import munigraph as mg
import shapely
import topojson

TARGET = Path(__file__).resolve().parents[1] / "python/munigraph/data/nl/nl_cells_2020.topo.json"
DATE = "2020-07-01"
REACH = 18.0
"""Furthest that a cell goes from its seat, in km: open water stays open."""
MARGIN = 6.0
"""How far the hull lies outside the outermost seats, in km."""
RATIO = 0.22
"""How closely the hull follows the seats (0: closest, 1: convex)."""
SMOOTH = 0.9
"""Detail that is left out of the outlines, in km."""
LATITUDE = 52.2
KM = 111.2


def main() -> None:
    nodes = mg.datasets.load("nl-2020").at(DATE).network().nodes
    stretch = KM * math.cos(math.radians(LATITUDE))
    seats = [
        shapely.Point(lon * stretch, lat * KM)
        for lon, lat in nodes[["lon", "lat"]].itertuples(index=False)
    ]
    together = shapely.MultiPoint(seats)
    hull = shapely.concave_hull(together, ratio=RATIO).buffer(MARGIN).simplify(SMOOTH)
    cells = shapely.voronoi_polygons(together, extend_to=hull.envelope, ordered=True)
    made = []
    for seat, cell in zip(seats, cells.geoms, strict=True):
        part = cell.intersection(hull).intersection(seat.buffer(REACH, quad_segs=4))
        pieces = [one for one in getattr(part, "geoms", [part]) if one.covers(seat)]
        made.append(shapely.transform(pieces[0], lambda xy: xy / [stretch, KM]))
    features = [
        {"type": "Feature", "id": key, "properties": {}, "geometry": shapely.geometry.mapping(one)}
        for key, one in zip(nodes["id"], made, strict=True)
    ]
    topology = topojson.Topology(
        {"type": "FeatureCollection", "features": features},
        prequantize=20_000, shared_coords=False, object_name="cells",
    ).to_dict()  # fmt: skip
    for one in topology["objects"]["cells"]["geometries"]:
        one.pop("bbox", None)
        one.pop("properties", None)
    topology.pop("bbox", None)
    TARGET.write_text(json.dumps(topology, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(features)} cells, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
