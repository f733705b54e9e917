"""A small map for notebooks: points by longitude and latitude, without a drawing library."""

from __future__ import annotations

import html
from typing import Any

import numpy as np
import pandas as pd

from . import colours as colours
from .labels import ids_of, labels_by_id

_SIDE = 180.0


def small_map(nodes: pd.DataFrame, labels: Any) -> str:
    """An SVG of municipalities coloured by cluster; empty where coordinates are not known.

    ``nodes`` has ``id, name, lon, lat``; ``labels`` are matched by id where they have ids, else one
    per row. Clusters of one are grey. At most 2,000 points are drawn, evenly chosen.
    """
    if not {"lon", "lat"} <= set(nodes.columns) or nodes["lon"].notna().sum() < 2:
        return ""
    ids = ids_of(nodes) if "id" in nodes.columns else pd.RangeIndex(len(nodes)).astype(str)
    table = pd.DataFrame(
        {
            "name": nodes["name"].astype(str).to_numpy() if "name" in nodes else "",
            "x": pd.to_numeric(nodes["lon"]).to_numpy(dtype=float),
            "y": pd.to_numeric(nodes["lat"]).to_numpy(dtype=float),
            "cluster": labels_by_id(ids, labels, "labels").values,
        }
    )
    size = table.groupby("cluster")["cluster"].transform("size")
    real = table.loc[size > 1, "cluster"].drop_duplicates().sort_values()
    colour = dict(zip(real, np.resize(np.array(colours.MUTED), len(real)), strict=True))
    whole = pd.api.types.is_integer_dtype(table["cluster"])
    table["called"] = table["cluster"] + 1 if whole else table["cluster"]
    table["fill"] = table["cluster"].map(colour).fillna(colours.ALONE)
    table = table[table["x"].notna() & table["y"].notna()]
    if len(table) > 2000:
        table = table.iloc[np.linspace(0, len(table) - 1, 2000).astype(int)]
    x = table["x"] * np.cos(np.deg2rad(table["y"].mean()))
    unit = max(float(np.ptp(x)), float(np.ptp(table["y"])), 1e-9) / (_SIDE - 8)
    left, top = (x - x.min()) / unit + 4, (table["y"].max() - table["y"]) / unit + 4
    dots = "".join(
        f'<circle cx="{a:.1f}" cy="{b:.1f}" r="2.6" fill="{fill}" stroke="#666" stroke-width="0.3">'
        f"<title>{html.escape(f'{name}: {cluster}')}</title></circle>"
        for a, b, fill, name, cluster in zip(
            left, top, table["fill"], table["name"], table["called"], strict=True
        )
    )
    text = f"Map of {len(table)} municipalities in {len(real)} clusters"
    return (
        f'<svg width="{_SIDE:g}" height="{_SIDE:g}" viewBox="0 0 {_SIDE:g} {_SIDE:g}" role="img" '
        f'aria-label="{text}">{dots}</svg>'
    )
