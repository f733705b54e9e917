"""A small map for notebooks: points by longitude and latitude, without a drawing library."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from . import colours as colours
from .cluster_colours import colours_of
from .labels import ids_of, labels_by_id

if TYPE_CHECKING:
    from .types import LabelsLike

_SIDE = 180.0
#: Points up to which each is named when the pointer is on it; more are one path per colour.
_NAMED = 90
#: Points that are drawn at most, evenly chosen, and letters of a name.
_DRAWN, _LETTERS = 1200, 40


def small_map(nodes: pd.DataFrame, labels: LabelsLike) -> str:
    """An SVG of municipalities coloured by cluster; empty where coordinates are not known.

    ``nodes`` has ``id, name, lon, lat``; ``labels`` are matched by id where they have ids, else one
    per row. Clusters of one are grey; a cluster has the colour that it has in ``cluster_map``. At
    most 1,200 points are drawn, evenly chosen, so that the picture stays below 20 kB.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.datasets.load("nl-2020").at("2020-07-01").network(domain="safety")
    >>> mg.plot.small_map(network.nodes, mg.leiden(network).labels)[:4]
    '<svg'
    """
    if not {"lon", "lat"} <= set(nodes.columns) or nodes["lon"].notna().sum() < 2:
        return ""
    ids = ids_of(nodes) if "id" in nodes.columns else pd.RangeIndex(len(nodes)).astype(str)
    values = labels_by_id(ids, labels, "labels").values
    colour = colours_of(values, nodes["lon"], nodes["lat"])
    table = pd.DataFrame(
        {
            "name": nodes["name"].astype(str).to_numpy() if "name" in nodes else "",
            "x": pd.to_numeric(nodes["lon"]).to_numpy(dtype=float),
            "y": pd.to_numeric(nodes["lat"]).to_numpy(dtype=float),
            "cluster": values,
        }
    )
    whole = pd.api.types.is_integer_dtype(table["cluster"])
    table["called"] = table["cluster"] + 1 if whole else table["cluster"]
    table["fill"] = table["cluster"].map(colour).fillna(colours.ALONE)
    table = table[table["x"].notna() & table["y"].notna()]
    text = f"Map of {len(table):,} municipalities in {len(colour):,} clusters"
    if len(table) > _DRAWN:
        table = table.iloc[np.linspace(0, len(table) - 1, _DRAWN).astype(int)]
    table = _placed(table)
    return (
        f'<svg width="{_SIDE:g}" height="{_SIDE:g}" viewBox="0 0 {_SIDE:g} {_SIDE:g}" role="img" '
        # Colours of clusters are told apart on white; a dark theme would swallow some.
        f'aria-label="{text}" style="background:#fff; border-radius:4px">'
        f"{_dots(table) if len(table) <= _NAMED else _paths(table)}</svg>"
    )


def _placed(table: pd.DataFrame) -> pd.DataFrame:
    """The table with ``left`` and ``top`` on the picture."""
    x = table["x"] * np.cos(np.deg2rad(table["y"].mean()))
    unit = max(float(np.ptp(x)), float(np.ptp(table["y"])), 1e-9) / (_SIDE - 8)
    return table.assign(
        left=(x - x.min()) / unit + 4, top=(table["y"].max() - table["y"]) / unit + 4
    )


def _dots(table: pd.DataFrame) -> str:
    """A circle per municipality, with its name."""
    return "".join(
        f'<circle cx="{a:.1f}" cy="{b:.1f}" r="2.6" fill="{fill}" stroke="#666" stroke-width="0.3">'
        f"<title>{html.escape(_short(f'{name}: {cluster}'))}</title></circle>"
        for a, b, fill, name, cluster in zip(
            table["left"], table["top"], table["fill"], table["name"], table["called"], strict=True
        )
    )


def _paths(table: pd.DataFrame) -> str:
    """A path per colour, its points round ends of lines without length."""
    size = 5.2 if len(table) <= 400 else 4.2
    return "".join(
        f'<path stroke="{fill}" stroke-width="{size}" stroke-linecap="round" d="'
        + "".join(f"M{a:.1f} {b:.1f}h0" for a, b in zip(group["left"], group["top"], strict=True))
        + '"/>'
        for fill, group in table.groupby("fill", sort=True)
    )


def _short(text: str) -> str:
    return text if len(text) <= _LETTERS else text[: _LETTERS - 1] + "…"
