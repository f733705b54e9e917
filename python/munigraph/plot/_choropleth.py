"""A map of any column: numbers as shades, words as colours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from .._common.labels import as_text
from .._common.words import check_word
from ._escaped import leaves_escaped
from ._ground import Ground, Place, described, ground_of, heading_of
from ._maps import finished, xy
from ._style import data, number, plural, tip
from ._tables import nodes_of, records

if TYPE_CHECKING:
    from .._common.types import NodesLike, ValuesLike

_MOST = 12
"""Different words that get a colour of their own; the rest share one."""
_OTHERS = "others"
_KEPT = ["id", "name", "value", "x", "y"]


@leaves_escaped
def choropleth(
    network: NodesLike,
    values: ValuesLike,
    *,
    geometry: Place = "auto",
    name: str | None = None,
    scheme: str = "viridis",
    log: bool = False,
    title: str | None = None,
    width: int = 480,
    height: int = 560,
) -> alt.LayerChart:
    """Values of municipalities on a map.

    Parameters
    ----------
    network : the Network, or its table of nodes (``id, name, …``).
    values : the name of a column of the nodes, a Series by id, a dict by id, or an array in the
        order of the nodes. Numbers become shades with a legend, words and booleans colours (the
        twelve most frequent).
    geometry : as for :func:`cluster_map`.
    name : what the legend calls them; default: the name of the column or Series.
    scheme : a continuous colour scheme of Vega, for numbers.
    log : whether shades follow the logarithm; for numbers above 0.

    Municipalities without a value are white and counted under the title. Raises ``ValueError`` for
    a column that the nodes do not have, for values that are of none of the nodes, and for a
    logarithm of numbers that have none. Cost: linear in the nodes, besides the shapes.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.datasets.load("nl-2020").at("2020-07-01").network(domain="safety")
    >>> type(mg.plot.choropleth(network, "population")).__name__
    'LayerChart'
    """
    nodes = nodes_of(network)
    found, called = _values(nodes, values)
    called = name or called
    numbers = pd.to_numeric(found, errors="coerce")
    quantitative = found.dtype != bool and bool(numbers.notna().sum() == found.notna().sum())
    if not found.notna().any():
        raise ValueError(f"no node has a value of {called!r}")
    if quantitative:
        found = numbers.astype(float)
        if log and not (found.dropna() > 0).all():
            raise ValueError(f"log needs values above 0; {called!r} has {found.min():g}")
    else:
        found = _words(found)
    nodes = nodes.assign(value=found, cluster=0)
    ground = ground_of(nodes, network, geometry)
    text = _summary(found, called, quantitative)
    layer = _layer(ground, called, quantitative, scheme, log)
    return finished(
        layer,
        ground,
        heading_of(ground, title, text),
        described(ground, f"Map of {text}."),
        width,
        height,
    )


def _values(nodes: pd.DataFrame, values: Any) -> tuple[pd.Series, str]:
    """One value per node, and what they are called."""
    if isinstance(values, str):
        check_word("column of the nodes", values, list(nodes.columns))
        return nodes[values], values
    if isinstance(values, Mapping):
        values = pd.Series(values)
    if isinstance(values, pd.Series):
        by_id = pd.Series(values.to_numpy(), index=as_text(values.index))
        if by_id.index.has_duplicates:
            twice = by_id.index[by_id.index.duplicated()][0]
            raise ValueError(f"values name {twice!r} twice")
        if not nodes["id"].isin(by_id.index).any():
            if isinstance(values.index, pd.RangeIndex) and len(values) == len(nodes):
                # A column of ``network.nodes``, as it stands.
                return pd.Series(values.to_numpy(), index=nodes.index), str(values.name or "value")
            raise ValueError(f"values are of none of the nodes; the first is of {by_id.index[0]!r}")
        return nodes["id"].map(by_id), str(values.name or "value")
    array = np.asarray(values)
    if array.shape != (len(nodes),):
        raise ValueError(f"{len(nodes)} values are needed, one per node, not {array.shape}")
    return pd.Series(array, index=nodes.index), "value"


def _words(found: pd.Series) -> pd.Series:
    """As text, the rarest put together."""
    text = found.astype(object).where(found.notna(), None).map(lambda v: v if v is None else str(v))
    text = text.where(text != "", None)
    frequent = text.value_counts(sort=True).index[:_MOST]
    few = text.nunique() <= _MOST
    return text if few else text.where(text.isin(frequent) | text.isna(), _OTHERS)


def _summary(found: pd.Series, called: str, quantitative: bool) -> str:
    known = found.dropna()
    lost = len(found) - len(known)
    missing = f"; {plural(lost, 'municipality')} without, white" if lost else ""
    if quantitative:
        return f"{called}, from {number(known.min())} to {number(known.max())}{missing}"
    return f"{called}: {plural(int(known.nunique()), 'value')}{missing}"


def _shade(
    nodes: pd.DataFrame, called: str, quantitative: bool, scheme: str, log: bool
) -> dict[str, Any]:
    """How values become colours."""
    if quantitative:
        given: Any = scheme
        scale = alt.Scale(scheme=given, type="log" if log else "linear")
    else:
        words = sorted(nodes["value"].dropna().unique(), key=lambda w: (w == _OTHERS, w))
        scale = alt.Scale(domain=words, scheme="tableau10" if len(words) <= 10 else "tableau20")
    legend = alt.Legend(title=called, orient="bottom-right" if quantitative else "right")
    kind = "quantitative" if quantitative else "nominal"
    return {"field": "value", "type": kind, "scale": scale, "legend": legend}


def _layer(
    ground: Ground, called: str, quantitative: bool, scheme: str, log: bool
) -> list[alt.Chart]:
    nodes = ground.nodes
    shade = _shade(nodes, called, quantitative, scheme, log)
    form = ",.4~g" if quantitative else None
    tips = [tip("name", "Municipality"), tip("value", called, shade["type"], form)]
    layers: list[alt.Chart] = []
    for known in (False, True):
        rows = nodes[nodes["value"].notna() == known]
        shaped = rows["drawn"] & (ground.kind == "shapes")
        dots = rows[~shaped & rows["x"].notna() & rows["y"].notna()]
        if shaped.any():
            fill = alt.Fill(**shade) if known else alt.FillValue("#FFFFFF")
            layers.append(_filled(ground, rows[shaped]).encode(fill=fill, tooltip=tips))
        if len(dots):
            size = 45 if ground.kind == "shapes" else float(np.clip(16000 / len(nodes), 12, 110))
            color = alt.Color(**shade) if known else alt.ColorValue("#FFFFFF")
            layers.append(
                alt.Chart(data(dots[_KEPT]))
                .mark_circle(size=size, stroke="#666666", strokeWidth=0.6, opacity=1)
                .encode(color=color, tooltip=tips, **xy(ground))
            )
    return layers


def _filled(ground: Ground, rows: pd.DataFrame) -> alt.Chart:
    features = [
        {"type": "Feature", "geometry": ground.shapes[row["id"]], **row}
        for row in records(rows[_KEPT])
    ]
    return alt.Chart(data(features)).mark_geoshape(stroke="#AAAAAA", strokeWidth=0.4)


__all__ = ["choropleth"]
