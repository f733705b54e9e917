"""How often pairs of municipalities share a cluster."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from .._common import colours as colours
from .._common.labels import as_text, attribute_by_id
from ._escaped import leaves_escaped
from ._style import data, heading, named, plural, tip
from ._tables import clusters_of

if TYPE_CHECKING:
    from .._common.types import LabelsLike, MatrixLike, NodesLike
    from ..clustering._ensemble import Ensemble
    from ..clustering._posterior import Posterior
    from ..inference._stability import Stability

_PIXELS = 800  # a larger matrix is averaged down to at most this many cells a side
_WHITE, _BLUE = np.array([255.0, 255.0, 255.0]), np.array([8.0, 48.0, 107.0])


@leaves_escaped
def co_assignment(
    matrix: Ensemble | Stability | Posterior | MatrixLike,
    clustering: LabelsLike,
    network: NodesLike | None = None,
    *,
    title: str | None = None,
    size: int = 480,
) -> alt.LayerChart:
    """Share of runs in which two municipalities are in the same cluster, as a heat map.

    Parameters
    ----------
    matrix : (n, n) array in the order of the network's nodes, or a result with
        ``co_assignment()`` (an Ensemble, a Stability).
    clustering : gives the order of rows: clusters by number, members by province and name; its
        clusters are framed. ``network`` names the nodes where the clustering has labels only.

    The cells are one picture, so that a thousand municipalities stay light; pointing at a block
    names the members and the mean share. Cost O(n²).

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
    >>> runs = mg.ensemble(network, runs=5)
    >>> type(mg.plot.co_assignment(runs, runs.best)).__name__
    'LayerChart'
    """
    values: Any = matrix
    if callable(asked := getattr(matrix, "co_assignment", None)):
        values = asked()
    if hasattr(values, "toarray"):
        values = values.toarray()
    values = np.asarray(values, dtype=float)
    nodes = clusters_of(clustering, network)
    values = _in_order(values, getattr(matrix, "ids", None), nodes)
    if values.shape != (len(nodes), len(nodes)):
        raise ValueError(f"a matrix of shape {values.shape} for {len(nodes)} nodes")
    order = nodes.assign(row=range(len(nodes)), real=nodes["kind"] != "cluster").sort_values(
        ["real", "cluster", "province", "name"], kind="stable"
    )
    turned = values[np.ix_(order["row"].to_numpy(), order["row"].to_numpy())]
    blocks = _blocks(order)
    cells = _block_pairs(turned, blocks)
    n = len(nodes)
    inside = float(cells.loc[cells["a"] == cells["b"], "share"].mean()) if len(cells) else np.nan
    between = cells.loc[cells["a"] != cells["b"], "share"]
    said = f"{plural(n, 'municipality')} in the order of {plural(len(blocks), 'block')}"
    described = (
        f"Co-assignment heat map of {said}. Mean share inside a block {inside:.2f}, between blocks "
        f"{float(between.mean()) if len(between) else 0:.2f}."
    )
    return alt.layer(_picture(turned, n), _frames(blocks), _overlay(cells)).properties(
        width=size, height=size, title=heading(title, said), description=described
    )


def _in_order(values: np.ndarray, ids: Any, nodes: pd.DataFrame) -> np.ndarray:
    """The matrix in the order of the nodes, where what it was made of knows its own."""
    if ids is None or callable(ids):
        return values
    rows = attribute_by_id(as_text(nodes["id"]), pd.Series(range(len(ids)), as_text(ids)), "matrix")
    return values[np.ix_(rows, rows)]


def _blocks(order: pd.DataFrame) -> pd.DataFrame:
    """Consecutive rows of one cluster; clusters of one are a single last block."""
    key = order["cluster"].where(order["kind"] == "cluster", -1)
    rows, start = [], 0
    for cluster, members in order.groupby(key.to_numpy(), sort=False):
        name = "alone" if cluster == -1 else str(members["short_name"].iloc[0])
        rows.append(
            {
                "block": name,
                "start": start,
                "end": start + len(members),
                "members": named(members["name"].tolist(), 8),
            }
        )
        start += len(members)
    return pd.DataFrame(rows)


def _block_pairs(turned: np.ndarray, blocks: pd.DataFrame) -> pd.DataFrame:
    rows = []
    items: list[Any] = list(blocks.itertuples(index=False))
    for a in items:
        for b in items:
            part = turned[a.start : a.end, b.start : b.end]
            count, total = part.size, float(part.sum())
            if str(a.block) == str(b.block):
                # A node with itself says nothing.
                count, total = count - len(part), total - float(np.trace(part))
            share = total / count if count else np.nan
            rows.append(
                {
                    "a": a.block,
                    "b": b.block,
                    "x": b.start,
                    "x2": b.end,
                    "y": a.start,
                    "y2": a.end,
                    "share": share,
                    "members": a.members,
                    "others": b.members,
                }
            )
    return pd.DataFrame(rows)


def _axis(channel: Any, field: str, n: int) -> Any:
    scale = alt.Scale(domain=[0, n], nice=False, reverse=channel is alt.Y)
    return channel(field=field, type="quantitative", scale=scale, axis=None)


def _picture(turned: np.ndarray, n: int) -> alt.Chart:
    address = "data:image/png;base64," + base64.b64encode(png(turned)).decode()
    return (
        alt.Chart(data([{"picture": address, "x": 0, "y": 0}]))
        .mark_image(aspect=False, align="left", baseline="top")
        .encode(
            url=alt.Url(field="picture", type="nominal"),
            x=_axis(alt.X, "x", n),
            y=_axis(alt.Y, "y", n),
            x2=alt.X2(datum=n),
            y2=alt.Y2(datum=n),
        )
    )


def _frames(blocks: pd.DataFrame) -> alt.Chart:
    n = int(blocks["end"].max()) if len(blocks) else 1
    return (
        alt.Chart(data(blocks))
        .mark_rect(fill=None, stroke=colours.WARM, strokeWidth=1)
        .encode(
            x=_axis(alt.X, "start", n),
            y=_axis(alt.Y, "start", n),
            x2="end",
            y2="end",
        )
    )


def _overlay(cells: pd.DataFrame) -> alt.Chart:
    n = int(cells["x2"].max()) if len(cells) else 1
    scale = alt.Scale(domain=[0, 1], range=["#FFFFFF", "#08306B"], interpolate="rgb")
    return (
        alt.Chart(data(cells))
        .mark_rect(fillOpacity=0)
        .encode(
            x=_axis(alt.X, "x", n),
            y=_axis(alt.Y, "y", n),
            x2="x2",
            y2="y2",
            fill=alt.Fill(
                field="share",
                type="quantitative",
                scale=scale,
                legend=alt.Legend(title="share of runs"),
            ),
            tooltip=[
                tip("a", "Cluster"),
                tip("members", "Municipalities"),
                tip("b", "with cluster"),
                tip("others", "Municipalities "),
                tip("share", "Mean share of runs", "quantitative", ".2f"),
            ],
        )
    )


def png(values: np.ndarray) -> bytes:
    """Values from 0 (white) to 1 (dark blue) as a PNG, averaged down where it is large."""
    step = -(-len(values) // _PIXELS) if len(values) else 1
    if step > 1:
        edge = np.arange(0, len(values), step)
        count = np.diff(np.append(edge, len(values)))
        values = np.add.reduceat(np.add.reduceat(values, edge, axis=0), edge, axis=1)
        values = values / np.outer(count, count)
    share = np.clip(np.nan_to_num(values), 0, 1)[..., None]
    pixels = np.rint(_WHITE + share * (_BLUE - _WHITE)).astype(np.uint8)
    height, width = max(pixels.shape[0], 1), max(pixels.shape[1], 1)
    if not pixels.size:
        pixels = np.full((1, 1, 3), 255, dtype=np.uint8)
    lines = np.concatenate([np.zeros((height, 1), np.uint8), pixels.reshape(height, -1)], axis=1)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(lines.tobytes(), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND")


def _chunk(kind: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
