"""The network of clusters: one circle each, joined by the weight between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import numpy as np
import pandas as pd

from .._common import colours as colours
from .._common.order import network_first
from .._common.words import check_word
from . import _layout as layout
from ._escaped import leaves_escaped
from ._ground import Place
from ._maps import map_colours
from ._style import data, heading, named, plural, tip
from ._tables import clusters_of, edges_of

if TYPE_CHECKING:
    from .._common.literals import MetaPlace
    from .._common.types import LabelsLike, NodesLike

#: How circles are placed.
PLACES = ("auto", "geography", "layout")


@leaves_escaped
@network_first("clustering", "network")
def meta_network(
    network: NodesLike,
    clustering: LabelsLike,
    *,
    place: MetaPlace = "auto",
    geometry: Place = "auto",
    title: str | None = None,
    width: int = 480,
    height: int = 520,
) -> alt.LayerChart:
    """Clusters as circles (area: members), ties as lines (width: weight between the clusters).

    ``place``: ``geography`` (mean of the members' lon, lat), ``layout`` (by forces), or ``auto``:
    geography where coordinates are known. Colours are those of ``cluster_map`` with this
    ``geometry``. Clusters of one are left out and counted in the subtitle.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.datasets.load("nl-2020").at("2020-07-01").network(domain="safety")
    >>> type(mg.plot.meta_network(network, mg.leiden(network))).__name__
    'LayerChart'
    """
    check_word("place", place, PLACES)
    nodes = clusters_of(clustering, network)
    real = nodes[nodes["kind"] == "cluster"]
    between, inside = _weights(real, edges_of(network))
    groups = _groups(real, inside)
    colour = map_colours(nodes, network, geometry)
    groups["fill"] = groups["cluster"].map(colour)
    on_a_map = _put(groups, between, place)
    links = _links(groups, between)
    shown = links["weight"].sum()
    total = shown + groups["inside"].sum()
    share = shown / total if total else 0.0
    apart = len(nodes) - len(real)
    notes = [
        f"{plural(len(groups), 'cluster')}; {100 * share:.1f}% of the weight lies between them",
        f"{plural(apart, 'municipality')} in no cluster of two or more left out" if apart else "",
        "" if on_a_map or not len(groups) else "No map: positions made up",
    ]
    strong = links.nlargest(3, "weight")
    pairs = [f"{a} and {b}" for a, b in zip(strong["a_called"], strong["b_called"], strict=True)]
    described = f"Network of {notes[0]}. Strongest between {', '.join(pairs) or 'none'}."
    scale_x, scale_y = _scales(groups, width, height)
    lines = [_lines(links, scale_x, scale_y)] if len(links) else []
    return alt.layer(*lines, *_circles(groups, scale_x, scale_y)).properties(
        width=width, height=height, title=heading(title, *notes), description=described
    )


def _weights(real: pd.DataFrame, edges: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series]:
    """Weight between and inside clusters."""
    label = real.set_index("id")["cluster"]
    pairs = pd.DataFrame(
        {
            "a": edges["source"].map(label),
            "b": edges["target"].map(label),
            "weight": edges["weight"].astype(float),
        }
    ).dropna()
    low, high = pairs[["a", "b"]].min(axis=1), pairs[["a", "b"]].max(axis=1)
    summed = pairs.assign(a=low, b=high).groupby(["a", "b"], as_index=False)["weight"].sum()
    own = summed[summed["a"] == summed["b"]].set_index("a")["weight"]
    return summed[summed["a"] != summed["b"]].reset_index(drop=True), own


def _groups(real: pd.DataFrame, inside: pd.Series) -> pd.DataFrame:
    rows = []
    ordered = real.assign(known=real["population"].fillna(-1)).sort_values(
        ["known", "name"], ascending=[False, True], kind="stable"
    )
    for cluster, members in ordered.groupby("cluster"):
        provinces = members["province"][members["province"] != ""].value_counts()
        rows.append(
            {
                "cluster": int(cluster),
                "called": members["cluster_name"].iloc[0],
                "label": members["short_name"].iloc[0],
                "size": len(members),
                "members": named(members["name"].tolist(), 8),
                "first": members["name"].iloc[0],
                "provinces": ", ".join(f"{p} ({c})" for p, c in provinces.head(3).items()),
                "inside": float(inside.get(cluster, 0.0)),
                "lon": members["lon"].mean(),
                "lat": members["lat"].mean(),
            }
        )
    columns = [
        "cluster",
        "called",
        "label",
        "size",
        "members",
        "first",
        "provinces",
        "inside",
        "lon",
        "lat",
    ]
    return pd.DataFrame(rows, columns=columns)


def _put(groups: pd.DataFrame, between: pd.DataFrame, place: str) -> bool:
    """Give each cluster its place; whether that is one on a map."""
    known = bool(len(groups)) and bool(groups[["lon", "lat"]].notna().all(axis=None))
    if place == "geography" and not known:
        raise ValueError("place='geography' needs lon and lat of the municipalities")
    if place != "layout" and known:
        groups["x"] = groups["lon"] * np.cos(np.deg2rad(groups["lat"].mean()))
        groups["y"] = groups["lat"]
        return True
    at = {cluster: i for i, cluster in enumerate(groups["cluster"])}
    weights = np.zeros((len(groups), len(groups)))
    for a, b, weight in zip(between["a"], between["b"], between["weight"], strict=True):
        weights[at[a], at[b]] = weights[at[b], at[a]] = weight
    places = layout.spring(weights)
    groups["x"], groups["y"] = places[:, 0], places[:, 1]
    return False


def _links(groups: pd.DataFrame, between: pd.DataFrame) -> pd.DataFrame:
    at = groups.set_index("cluster")
    links = between.assign(a=between["a"].astype(int), b=between["b"].astype(int))
    for end, names in (("a", ("x", "y")), ("b", ("x2", "y2"))):
        links[f"{end}_called"] = links[end].map(at["called"])
        for axis, name in zip(("x", "y"), names, strict=True):
            links[name] = links[end].map(at[axis])
    return links


def _scales(groups: pd.DataFrame, width: int, height: int) -> tuple[alt.Scale, alt.Scale]:
    """Both axes to the same measure, so that a country keeps its shape."""
    if groups.empty:
        return alt.Scale(domain=[0, 1]), alt.Scale(domain=[0, 1])
    unit = max(np.ptp(groups["x"]) / (width - 80), np.ptp(groups["y"]) / (height - 80), 1e-9)
    ends = []
    for column, length in (("x", width), ("y", height)):
        middle = (groups[column].min() + groups[column].max()) / 2
        ends.append(alt.Scale(domain=[middle - unit * length / 2, middle + unit * length / 2]))
    return ends[0], ends[1]


def _lines(links: pd.DataFrame, scale_x: alt.Scale, scale_y: alt.Scale) -> alt.Chart:
    return (
        alt.Chart(data(links))
        .mark_rule(color="#555555", opacity=0.55)
        .encode(
            x=alt.X(field="x", type="quantitative", axis=None, scale=scale_x),
            y=alt.Y(field="y", type="quantitative", axis=None, scale=scale_y),
            x2="x2",
            y2="y2",
            strokeWidth=alt.StrokeWidth(
                field="weight",
                type="quantitative",
                scale=alt.Scale(domainMin=0, range=[0.3, 12]),
                legend=None,
            ),
            tooltip=[
                tip("a_called", "Cluster"),
                tip("b_called", "with cluster"),
                tip("weight", "Weight between", "quantitative", ".2f"),
            ],
        )
    )


def _circles(groups: pd.DataFrame, scale_x: alt.Scale, scale_y: alt.Scale) -> list[alt.Chart]:
    base = alt.Chart(data(groups)).encode(
        x=alt.X(field="x", type="quantitative", axis=None, scale=scale_x),
        y=alt.Y(field="y", type="quantitative", axis=None, scale=scale_y),
    )
    largest = max(int(groups["size"].max()) if len(groups) else 1, 1)
    circles = base.mark_circle(opacity=1, stroke="#FFFFFF", strokeWidth=1.5).encode(
        size=alt.Size(
            field="size",
            type="quantitative",
            scale=alt.Scale(domain=[0, largest], range=[70, 1600]),
            legend=None,
        ),
        color=alt.Color(field="fill", type="nominal", scale=None, legend=None),
        tooltip=[
            tip("called", "Cluster"),
            tip("size", "Municipalities", "quantitative"),
            tip("members", "Members"),
            tip("provinces", "Provinces"),
            tip("inside", "Weight inside", "quantitative", ".2f"),
        ],
    )
    look = {"fontSize": 11, "fontWeight": 700}
    text = base.encode(text=alt.Text(field="label", type="nominal"))
    halo = text.mark_text(**look, stroke="#FFFFFF", strokeWidth=3, color="#FFFFFF")
    return [circles, halo, text.mark_text(**look, color=colours.INK)]
