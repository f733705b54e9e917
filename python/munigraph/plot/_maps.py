"""Maps of clusters and of the bridges between them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from .._common import colours as colours
from .._common.cluster_colours import colours_of
from .._common.labels import as_text
from .._common.order import network_first
from .._common.words import check_word
from ._escaped import leaves_escaped
from ._ground import ABOUT, Ground, Place, about_map, described, ground_of, heading_of
from ._style import HALO, data, named, plural, readable, tip
from ._tables import ALONE, NOWHERE, clusters_of, edges_of, records

if TYPE_CHECKING:
    from .._common.types import LabelsLike, NodesLike

#: Colours of clusters by their labels.
Palette = Mapping[Hashable, str]


def map_colours(
    nodes: pd.DataFrame, network: Any, geometry: Place, wanted: Palette | None = None
) -> dict[Hashable, str]:
    """The colour that each cluster has on a map, for charts that stand beside it.

    ``wanted``: colours that clusters should have where their neighbours allow it.
    """
    return _colours(ground_of(nodes, network, geometry), wanted)


def _colours(ground: Ground, wanted: Palette | None = None) -> dict[Hashable, str]:
    nodes = ground.nodes
    at = {key: i for i, key in enumerate(nodes["id"])}
    pairs = [(at[a], at[b]) for a, b in ground.pairs if a in at and b in at]
    return colours_of(nodes["cluster"].to_numpy(), nodes["lon"], nodes["lat"], pairs, wanted)


def _coloured(ground: Ground, palette: Palette | None = None) -> pd.DataFrame:
    nodes = ground.nodes
    colour = dict(palette or _colours(ground))
    fill = nodes["cluster"].map(colour)
    fill = fill.where(nodes["kind"] == "cluster", colours.ALONE)
    fill = fill.where(nodes["kind"] != NOWHERE, colours.NOWHERE)
    words = {"cluster": "", ALONE: "alone in its cluster", NOWHERE: "has no ties"}
    what = [
        words[kind] or f"{name} ({plural(size, 'municipality')})"
        for kind, name, size in zip(
            nodes["kind"], nodes["cluster_name"], nodes["size"], strict=True
        )
    ]
    line = np.where(nodes["kind"] == NOWHERE, "#AAAAAA", "#FFFFFF")
    return nodes.assign(fill=fill, line=line, belongs=what)


_SHAPE_FIELDS = ["id", "name", "province", "population", "cluster", "belongs", "fill", "line"]
_TIPS = [
    tip("name", "Municipality"),
    tip("belongs", "Cluster"),
    tip("province", "Province"),
    tip("population", "Inhabitants", "quantitative", ",.0f"),
]


def _base(ground: Ground, nodes: pd.DataFrame, fade: float) -> alt.Chart:
    """The ground layer: shapes, or points at coordinates or at their place in the layout."""
    shown = nodes[nodes["drawn"]]
    if ground.kind == "shapes":
        features = [
            {"type": "Feature", "geometry": ground.shapes[row["id"]], **row}
            for row in records(shown[_SHAPE_FIELDS])
        ]
        return (
            alt.Chart(data(features))
            .mark_geoshape(strokeWidth=0.6, opacity=fade)
            .encode(
                fill=alt.Fill(field="fill", type="nominal", scale=None, legend=None),
                stroke=alt.Stroke(field="line", type="nominal", scale=None, legend=None),
                tooltip=_TIPS,
            )
        )
    size = float(np.clip(16000 / max(len(shown), 1), 12, 110))
    return _dots(ground, shown, size, fade)


def _dots(ground: Ground, shown: pd.DataFrame, size: float, fade: float) -> alt.Chart:
    return (
        alt.Chart(data(shown[[*_SHAPE_FIELDS, "x", "y"]]))
        .mark_circle(size=size, stroke="#666666", strokeWidth=0.6, opacity=fade)
        .encode(
            color=alt.Color(field="fill", type="nominal", scale=None, legend=None),
            tooltip=_TIPS,
            **xy(ground),
        )
    )


def _seats(ground: Ground, nodes: pd.DataFrame) -> list[alt.Chart]:
    """On a map of shapes, those without one but with coordinates, as dots at their seat."""
    lost = nodes[~nodes["drawn"] & nodes["x"].notna() & nodes["y"].notna()]
    return [_dots(ground, lost, 45, 1.0)] if ground.kind == "shapes" and len(lost) else []


def xy(ground: Ground) -> dict[str, Any]:
    if ground.kind == "layout":
        return {axis: _blank_axis(axis, axis) for axis in ("x", "y")}
    return {
        "longitude": alt.Longitude(field="x", type="quantitative"),
        "latitude": alt.Latitude(field="y", type="quantitative"),
    }


def _blank_axis(channel: str, field: str) -> Any:
    kind = alt.X if channel == "x" else alt.Y
    scale = alt.Scale(zero=False, nice=False, padding=12)
    return kind(field=field, type="quantitative", axis=None, scale=scale)


def _numbers(ground: Ground, nodes: pd.DataFrame) -> alt.LayerChart:
    """The number of each cluster, at the member nearest to its middle, with a white halo."""
    real = nodes[(nodes["kind"] == "cluster") & nodes["x"].notna()]
    rows = []
    for _, members in real.groupby("cluster"):
        x, y = members["x"].to_numpy(), members["y"].to_numpy()
        near = np.argmin((x - x.mean()) ** 2 + (y - y.mean()) ** 2)
        rows.append(
            {"x": float(x[near]), "y": float(y[near]), "label": members["short_name"].iloc[0]}
        )
    text = alt.Text(field="label", type="nominal")
    base = alt.Chart(data(rows)).encode(text=text, **xy(ground))
    halo = base.mark_text(
        fontSize=12, fontWeight=700, stroke=HALO, strokeWidth=3.5, strokeJoin="round", color=HALO
    )
    return halo + base.mark_text(fontSize=12, fontWeight=700, color=colours.INK)


def finished(
    layers: list[Any], ground: Ground, headed: Any, description: str, width: int, height: int,
) -> alt.LayerChart:  # fmt: skip
    chart = alt.layer(*layers).properties(
        width=width,
        height=height,
        title=headed,
        description=description,
    )
    if ground.kind != "layout":
        chart = chart.project(type="mercator")
    # No part of the specification: there it would be in the way of charts beside charts.
    object.__setattr__(chart, ABOUT, about_map(ground))
    return chart


@leaves_escaped
@network_first("clustering", "network")
def cluster_map(
    network: NodesLike,
    clustering: LabelsLike | None = None,
    *,
    geometry: Place = "auto",
    palette: Palette | None = None,
    labels: bool = True,
    title: str | None = None,
    width: int = 480,
    height: int = 560,
) -> alt.LayerChart:
    """Clusters on a map.

    Parameters
    ----------
    network : the Network, or its table of nodes (``id, name, province, population, lon, lat``).
    clustering : a Clustering, a table ``id, cluster``, or labels. A clustering or table that names
        its municipalities may stand alone.
    geometry : GeoJSON or TopoJSON file (other formats with the extra ``geo``), a GeoDataFrame, a
        :class:`Geometry`, ``"cells"`` (cells around the seats of the Dutch municipalities of 2020),
        ``"auto"`` (the file in the data folder, else these cells, where they fit) or ``None``.
        Without shapes: points at ``lon, lat``; without those a layout, and the title says that its
        positions are made up.
    palette : colours of clusters by their labels (``#RRGGBB``), to agree with another chart;
        without it, clusters that lie side by side get colours that stay apart.
    labels : write each cluster's number on it.

    Municipalities without a shape (merged since, or new) are dots at their seat; a page (``.html``,
    the interactive display) lists them below, folded away, and its maps can be zoomed and moved.
    Clusters of one are grey, municipalities without ties white.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.datasets.load("nl-2020").at("2020-07-01").network(domain="safety")
    >>> chart = mg.plot.cluster_map(network, mg.leiden(network), title="Safety")
    >>> type(chart).__name__
    'LayerChart'
    """
    labels_given, known = (network, None) if clustering is None else (clustering, network)
    ground = ground_of(clusters_of(labels_given, known), known, geometry)
    nodes = _coloured(ground, palette)
    layers: list[Any] = [_base(ground, nodes, 1.0), *_seats(ground, nodes)]
    if labels:
        layers.append(_numbers(ground, nodes))
    real = nodes[nodes["kind"] == "cluster"]
    sizes = real.groupby("cluster").size().sort_values(ascending=False)
    summary = _summary(nodes)
    description = described(
        ground, f"Map of {summary}. Sizes of the clusters: {', '.join(map(str, sizes.head(30)))}."
    )
    headed = heading_of(ground, title, summary)
    return finished(layers, ground, headed, description, width, height)


def _summary(nodes: pd.DataFrame) -> str:
    real = nodes[nodes["kind"] == "cluster"]
    parts = [plural(real["cluster"].nunique(), "cluster") + f" of {len(real):,} municipalities"]
    for kind, words in ((ALONE, "alone"), (NOWHERE, "without ties")):
        count = int((nodes["kind"] == kind).sum())
        if count:
            parts.append(f"{count:,} {words}")
    return ", ".join(parts)


@leaves_escaped
@network_first("bridges", "clustering", "network")
def bridge_map(
    network: NodesLike,
    clustering: LabelsLike,
    bridges: pd.DataFrame,
    *,
    geometry: Place = "auto",
    by: str = "participation",
    top: int = 15,
    ties: int = 400,
    title: str | None = None,
    width: int = 480,
    height: int = 560,
) -> alt.LayerChart:
    """The municipalities that tie clusters together, and the ties that do it.

    ``bridges`` is the table of ``munigraph.bridges`` (indexed by id); circles grow with ``by``, the
    ``top`` best ranked are named. Drawn are the ``ties`` strongest ties between different clusters,
    wider for more weight; how many there are in all is said under the title.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.datasets.load("nl-2020").at("2020-07-01").network(domain="safety")
    >>> found = mg.leiden(network)
    >>> chart = mg.plot.bridge_map(network, found, mg.bridges(network, found))
    >>> type(chart).__name__
    'LayerChart'
    """
    check_word("column of the table of bridges", by, list(bridges.columns))
    ground = ground_of(clusters_of(clustering, network), network, geometry)
    nodes = _coloured(ground)
    table = bridges.set_index("id") if "id" in bridges.columns else bridges
    table = table.set_axis(as_text(table.index))
    unknown = table.index.difference(pd.Index(nodes["id"]))
    if len(unknown):
        raise ValueError(f"the table of bridges has ids that the network lacks, as {unknown[0]!r}")
    value = nodes["id"].map(pd.to_numeric(table[by], errors="coerce"))
    nodes = nodes.assign(value=value)
    rank = value.rank(ascending=False, method="first")
    if "rank" in table.columns:
        rank = pd.to_numeric(nodes["id"].map(table["rank"]), errors="coerce")
    nodes["rank"] = rank
    across = _crossing(nodes, edges_of(network))
    shown = across.nlargest(ties, "weight", keep="first")
    layers: list[Any] = [_base(ground, nodes, 0.45)]
    if len(shown):
        layers.append(_ties(ground, shown))
    layers += _circles(ground, nodes, by, top)
    best = nodes[nodes["value"] > 0].nsmallest(top, "rank")["name"].tolist()
    said = f"{len(shown):,} of {plural(len(across), 'tie')} between clusters, the strongest"
    description = f"Map of bridge municipalities by {by}. "
    description += f"The first: {named(best, 10)}. {said}." if best else f"Nobody has any. {said}."
    what = f"Circle: {by.replace('_', ' ')}"
    headed = heading_of(ground, title, what, said)
    description = described(ground, description)
    return finished(layers, ground, headed, description, width, height)


def _crossing(nodes: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """Ties between nodes of different clusters, with both ends' names and places."""
    at = nodes.set_index("id")
    inside = edges["source"].isin(at.index) & edges["target"].isin(at.index)
    edges = edges.loc[inside, ["source", "target", "weight"]]
    for end in ("source", "target"):
        for column in ("cluster", "name", "x", "y"):
            edges[f"{end}_{column}"] = edges[end].map(at[column])
    placed = edges["source_x"].notna() & edges["target_x"].notna()
    return edges[(edges["source_cluster"] != edges["target_cluster"]) & placed]


def _ties(ground: Ground, shown: pd.DataFrame) -> alt.Chart:
    if ground.kind == "layout":
        ends = {
            "x": _blank_axis("x", "source_x"),
            "y": _blank_axis("y", "source_y"),
            "x2": alt.X2(field="target_x"),
            "y2": alt.Y2(field="target_y"),
        }
    else:
        ends = {
            "longitude": alt.Longitude(field="source_x", type="quantitative"),
            "latitude": alt.Latitude(field="source_y", type="quantitative"),
            "longitude2": alt.Longitude2(field="target_x"),
            "latitude2": alt.Latitude2(field="target_y"),
        }
    widest = alt.Scale(type="sqrt", domainMin=0, range=[0.3, 3])
    return (
        alt.Chart(data(shown))
        .mark_rule(color=colours.INK, opacity=0.35)
        .encode(
            strokeWidth=alt.StrokeWidth(
                field="weight", type="quantitative", scale=widest, legend=None
            ),
            tooltip=[
                tip("source_name", "Between"),
                tip("target_name", "and"),
                tip("weight", "Weight", "quantitative", ".3f"),
            ],
            **ends,
        )
    )


def _circles(ground: Ground, nodes: pd.DataFrame, by: str, top: int) -> list[alt.Chart]:
    keep = ["id", "name", "belongs", "province", "population", "fill", "x", "y", "value", "rank"]
    placed = nodes.loc[nodes["x"].notna() & (nodes["value"] > 0), keep]
    if not len(placed):
        return []
    named_ones = readable(placed.nsmallest(top, "rank"), nodes)
    size = alt.Size(
        field="value",
        type="quantitative",
        scale=alt.Scale(domainMin=0, range=[0, 220]),
        legend=alt.Legend(
            title=by.replace("_", " "),
            # Beside a coast there is room; points may lie anywhere, and buttons lie bottom left.
            orient="bottom-right" if ground.kind == "shapes" else "right",
            symbolFillColor="#888",
        ),
    )
    circles = (
        alt.Chart(data(placed))
        .mark_circle(opacity=0.9, stroke=colours.INK, strokeWidth=0.7)
        .encode(
            color=alt.Color(field="fill", type="nominal", scale=None, legend=None),
            size=size,
            tooltip=[
                *_TIPS,
                tip("value", by.replace("_", " ").capitalize(), "quantitative", ".3f"),
                tip("rank", "Rank", "quantitative"),
            ],
            **xy(ground),
        )
    )
    text = alt.Chart(data(named_ones)).encode(
        text=alt.Text(field="name", type="nominal"), **xy(ground)
    )
    look = {"fontSize": 11, "fontWeight": 600, "dy": -10}
    halo = text.mark_text(**look, stroke=HALO, strokeWidth=3, strokeJoin="round", color=HALO)
    return [circles, halo, text.mark_text(**look, color=colours.INK)]


__all__ = ["bridge_map", "cluster_map"]
