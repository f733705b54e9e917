"""Clusterings side by side: domains, years or methods as columns, joined by shared members."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from .._common import colours as colours
from ._escaped import leaves_escaped
from ._style import data, heading, named, plural, tip
from ._tables import clusters_of

if TYPE_CHECKING:
    from .._common.types import LabelsLike, NodesLike

_GAP = 0.012  # between blocks, as a share of the height
_HALF = 0.045  # half a block's width; columns are one apart
_STEPS = np.linspace(0, 1, 13)


@leaves_escaped
def domains(
    clusterings: Mapping[str, LabelsLike],
    nodes: NodesLike | None = None,
    *,
    palettes: Mapping[str, Mapping[Hashable, str]] | None = None,
    title: str | None = None,
    width: int = 720,
    height: int = 480,
) -> alt.LayerChart:
    """Clusterings of the same municipalities as columns of blocks, joined by ribbons.

    Parameters
    ----------
    clusterings : name → Clustering, table ``id, cluster`` or labels, in the order of the columns.
    nodes : the network or table of nodes; needed where labels alone are given.
    palettes : column → colours of its clusters by their labels, to agree with other charts.

    A ribbon holds the municipalities that are in both clusters, and names them when pointed at.
    Clusters of one share the grey block at the foot. A cluster takes the colour of the one in the
    column before that it has most members in common with.

    Examples
    --------
    >>> import munigraph as mg
    >>> snapshot = mg.datasets.load("nl-2020").at("2020-07-01")
    >>> found = {one: mg.leiden(snapshot.network(domain=one)) for one in ("safety", "social")}
    >>> type(mg.plot.domains(found)).__name__
    'LayerChart'
    """
    if len(clusterings) < 1:
        raise ValueError("no clustering to draw")
    columns = [_column(name, c, nodes) for name, c in clusterings.items()]
    table = columns[0][["id", "name"]]
    given: dict[str, dict[str, str]] = {}
    called: dict[str, dict[str, str]] = {}
    for name, column in zip(clusterings, columns, strict=True):
        given[name] = _blocks_of(column, (palettes or {}).get(name, {}))
        called[name] = _called(column)
        table = table.merge(column[["id", "block"]].rename(columns={"block": name}), on="id")
    blocks = _stacked(table, list(clusterings), given, called)
    ribbons = _ribbons(table, blocks, list(clusterings))
    counts = [_count(name, blocks[blocks["column"] == name]) for name in clusterings]
    said = "; ".join(counts)
    chart = alt.layer(_areas(ribbons, len(columns)), *_boxes(blocks, list(clusterings)))
    return chart.properties(
        width=width,
        height=height,
        title=heading(title, *_lines(counts)),
        description=f"Clusters side by side over {plural(len(table), 'municipality')}. {said}.",
    )


_ALONE = "alone"


def _count(name: str, blocks: pd.DataFrame) -> str:
    alone = int(blocks.loc[blocks["block"] == _ALONE, "size"].sum())
    text = f"{name}: {plural(int((blocks['block'] != _ALONE).sum()), 'cluster')}"
    return f"{text}, {alone} alone" if alone else text


def _lines(parts: list[str], each: int = 4) -> list[str]:
    return ["; ".join(parts[i : i + each]) for i in range(0, len(parts), each)]


def _column(name: str, clustering: Any, nodes: Any) -> pd.DataFrame:
    table = clusters_of(clustering, nodes)
    block = table["short_name"].where(table["kind"] == "cluster", _ALONE)
    return table.assign(block=block)


def _blocks_of(column: pd.DataFrame, palette: Mapping[Hashable, str]) -> dict[str, str]:
    """Colours by block instead of by label."""
    found = column.loc[column["block"] != _ALONE, ["block", "cluster"]].drop_duplicates()
    pairs = zip(found["block"], found["cluster"], strict=True)
    return {str(block): palette[label] for block, label in pairs if label in palette}


def _called(column: pd.DataFrame) -> dict[str, str]:
    """What people call the cluster of each block: ``4 · Groningen``."""
    found = column.loc[column["block"] != _ALONE, ["block", "cluster_name"]].drop_duplicates()
    return dict(zip(found["block"].astype(str), found["cluster_name"].astype(str), strict=True))


def _stacked(
    table: pd.DataFrame,
    names: list[str],
    given: Mapping[str, Mapping[str, str]] | None = None,
    called: Mapping[str, Mapping[str, str]] | None = None,
) -> pd.DataFrame:
    """Blocks with their place: ordered by the mean place of their members one column before.

    ``given``: colours, and ``called``: names of the clusters, by column and block.
    """
    place = pd.Series(np.nan, index=table.index)
    previous: pd.DataFrame | None = None
    out, n = [], max(len(table), 1)
    for at, name in enumerate(names):
        groups = []
        for block, members in table.groupby(name, sort=True):
            rank = place[members.index].mean() if at else -len(members)
            groups.append((block == _ALONE, rank, str(block), members))
        groups.sort(key=lambda g: g[:3])
        free = 1 - _GAP * max(len(groups) - 1, 0)
        y = 0.0
        rows = []
        for _, _, block, members in groups:
            size = len(members) / n * free
            rows.append(
                {
                    "column": name,
                    "at": at,
                    "block": block,
                    "called": (called or {}).get(name, {}).get(str(block), str(block)),
                    "size": len(members),
                    "y": y,
                    "y2": y + size,
                    "unit": free / n,
                    "members": named(members["name"].tolist(), 10),
                }
            )
            place[members.index] = y + size / 2
            y += size + _GAP
        stacked = pd.DataFrame(rows)
        stacked["fill"] = _fills(stacked, table, name, previous, (given or {}).get(name, {}))
        previous = stacked
        out.append(stacked)
    return pd.concat(out, ignore_index=True)


def _fills(
    blocks: pd.DataFrame,
    table: pd.DataFrame,
    name: str,
    previous: pd.DataFrame | None,
    given: Mapping[str, str],
) -> list[str]:
    """Each takes its given colour, else that of its best match before; what is left goes round
    the palette."""
    fill: dict[str, str] = {_ALONE: colours.ALONE, **given}
    if previous is not None:
        before = str(previous["column"].iloc[0])
        shared = table.groupby([before, name]).size().sort_values(ascending=False, kind="stable")
        old = dict(zip(previous["block"], previous["fill"], strict=True))
        used: set[str] = set()
        for a, b in shared.index:
            if b not in fill and a != _ALONE and a not in used:
                fill[b] = old[a]
                used.add(a)
    for i, block in enumerate(blocks["block"]):
        fill.setdefault(block, colours.MUTED[i % len(colours.MUTED)])
    return [fill[block] for block in blocks["block"]]


def _ribbons(table: pd.DataFrame, blocks: pd.DataFrame, names: list[str]) -> list[dict[str, Any]]:
    place = blocks.set_index(["column", "block"])
    rows: list[dict[str, Any]] = []
    for at in range(len(names) - 1):
        left, right = names[at], names[at + 1]
        flows = [(a, b, m) for (a, b), m in table.groupby([left, right])]
        y_left = dict(place.loc[left, "y"])
        y_right = dict(place.loc[right, "y"])
        unit_left, unit_right = place.loc[left, "unit"].iloc[0], place.loc[right, "unit"].iloc[0]
        starts = {}
        for a, b, members in sorted(flows, key=lambda f: (y_left[f[0]], y_right[f[1]])):
            starts[a, b] = [y_left[a]]
            y_left[a] += len(members) * unit_left
        base, top = dict(place.loc[left, "y"]), dict(place.loc[right, "y"])
        for a, b, members in sorted(flows, key=lambda f: (top[f[1]], base[f[0]])):
            low = y_right[b]
            y_right[b] += len(members) * unit_right
            rows += _ribbon(
                at, starts[a, b][0], low, len(members) * unit_left, len(members) * unit_right,
                {
                    "ribbon": f"{at}|{a}|{b}",
                    "fill": place.loc[(left, a), "fill"],
                    "from": f"{left}: {place.loc[(left, a), 'called']}",
                    "to": f"{right}: {place.loc[(right, b), 'called']}",
                    "count": len(members),
                    "members": named(members["name"].tolist(), 10),
                },
            )  # fmt: skip
    return rows


def _ribbon(
    at: int, left: float, right: float, thick_left: float, thick_right: float, about: dict[str, Any]
) -> list[dict[str, Any]]:
    ease = _STEPS * _STEPS * (3 - 2 * _STEPS)
    low = left + (right - left) * ease
    high = low + thick_left + (thick_right - thick_left) * ease
    x = at + _HALF + _STEPS * (1 - 2 * _HALF)
    return [
        {"x": round(float(px), 4), "y": round(float(py), 5), "y2": round(float(py2), 5), **about}
        for px, py, py2 in zip(x, low, high, strict=True)
    ]


def _scales(count: int) -> tuple[alt.Scale, alt.Scale]:
    reach = alt.Scale(domain=[-_HALF - 0.02, max(count - 1, 0) + _HALF + 0.02], nice=False)
    return reach, alt.Scale(domain=[0, 1], reverse=True, nice=False)


def _areas(ribbons: list[dict[str, Any]], count: int) -> alt.Chart:
    across, down = _scales(count)
    return (
        alt.Chart(data(ribbons))
        .mark_area(opacity=0.45)
        .encode(
            x=alt.X(field="x", type="quantitative", axis=None, scale=across),
            y=alt.Y(field="y", type="quantitative", axis=None, scale=down),
            y2="y2",
            detail=alt.Detail(field="ribbon", type="nominal"),
            color=alt.Color(field="fill", type="nominal", scale=None, legend=None),
            tooltip=[
                tip("from", "From"),
                tip("to", "to"),
                tip("count", "Municipalities", "quantitative"),
                tip("members", "Which"),
            ],
        )
    )


def _boxes(blocks: pd.DataFrame, names: list[str]) -> list[alt.Chart]:
    across, down = _scales(len(names))
    rows = blocks.assign(x=blocks["at"] - _HALF, x2=blocks["at"] + _HALF)
    rows["middle"] = (rows["y"] + rows["y2"]) / 2
    rows["text"] = rows["fill"].map(colours.text_on)
    rows["label"] = rows["block"].where(rows["y2"] - rows["y"] > 0.018, "")
    base = alt.Chart(data(rows))
    boxes = base.mark_rect(stroke="#FFFFFF", strokeWidth=0.5).encode(
        x=alt.X(field="x", type="quantitative", axis=None, scale=across),
        x2="x2",
        y=alt.Y(field="y", type="quantitative", axis=None, scale=down),
        y2="y2",
        color=alt.Color(field="fill", type="nominal", scale=None, legend=None),
        tooltip=[
            tip("column", "Clustering"),
            tip("called", "Cluster"),
            tip("size", "Municipalities", "quantitative"),
            tip("members", "Members"),
        ],
    )
    text = base.mark_text(fontSize=10, fontWeight=600).encode(
        x=alt.X(field="at", type="quantitative", axis=None, scale=across),
        y=alt.Y(field="middle", type="quantitative", axis=None, scale=down),
        text=alt.Text(field="label", type="nominal"),
        color=alt.Color(field="text", type="nominal", scale=None, legend=None),
    )
    heads = (
        alt.Chart(data([{"at": i, "y": 0, "name": name} for i, name in enumerate(names)]))
        .mark_text(fontSize=12, fontWeight=600, dy=-10, baseline="bottom", color=colours.INK)
        .encode(
            x=alt.X(field="at", type="quantitative", axis=None, scale=across),
            y=alt.Y(field="y", type="quantitative", axis=None, scale=down),
            text=alt.Text(field="name", type="nominal"),
        )
    )
    return [boxes, text, heads]
