"""Before and after: two maps of clusters, and which figures changed beyond the noise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from .._common.colours import ACCENT, INK
from ._escaped import leaves_escaped
from ._ground import Ground, Place, ground_of, heading_of
from ._maps import _base, _coloured, _numbers, _seats, finished
from ._maps import _colours as map_colours_on
from ._style import data, heading, named, tip
from ._tables import clusters_of

if TYPE_CHECKING:
    from ..dynamics._scenario_difference import Difference

#: Changes beyond so many times the noise are drawn at the edge.
EDGE = 10.0


@leaves_escaped
def before_after(
    found: Difference,
    *,
    geometry: Place = "auto",
    title: str | None = None,
    width: int = 340,
    height: int = 400,
) -> alt.VConcatChart:
    """The clusters before and after a change, and the figures that changed.

    Parameters
    ----------
    found
        Of :func:`munigraph.difference`.
    geometry
        As of :func:`cluster_map`.
    title, width, height
        Of the whole, and of each map.

    Returns
    -------
    VConcatChart
        Two maps of the best runs, in which a cluster keeps its colour and number while most of it
        stays together, and pale municipalities have lost most of those they were with. Below, each
        figure's change (and its range over runs) in units of the noise of seeds; between the lines
        it is no change. Figures without noise are listed with their change.

    Examples
    --------
    >>> import munigraph as mg
    >>> register = mg.datasets.load("nl-2020")
    >>> after = register.scenario("2020-07-01").merge(["GM0363", "GM0384"], into="GM0363").register
    >>> found = mg.difference(register, after, date="2020-07-01", domain="safety", runs=2)
    >>> type(mg.plot.before_after(found)).__name__
    'VConcatChart'
    """
    table = found.municipalities.reset_index()
    labels = _continued(table["cluster_before"], table["cluster_after"])
    colours: dict[Any, str] | None = None
    maps = []
    sides = (("Before", table["cluster_before"], found.before), ("After", labels, found.after))
    for headed, cluster, clustering in sides:
        here = cluster.notna()
        nodes = table[here].drop(columns=["cluster_before", "cluster_after"])
        shown = pd.DataFrame({"id": nodes["id"], "cluster": cluster[here].astype(int)})
        ground = ground_of(clusters_of(shown, nodes), clustering._network, geometry)
        # A cluster keeps its colour where no neighbour of it has one like it.
        colours = map_colours_on(ground, colours)
        layers = _map_layers(ground, _coloured(ground, colours), headed == "After")
        words = f"Map of the clusters {headed.lower()} the change."
        title_of_map = heading_of(ground, headed)
        maps.append(finished(layers, ground, title_of_map, words, width, height))
    below = _changes(found.table, 2 * width)
    fresh = found.table[found.table["beyond_noise"]]
    note = f"Beyond the noise of {found.runs} runs: " + (
        named([f.replace("_", " ") for f in fresh["figure"]], 6) if len(fresh) else "nothing"
    )
    return alt.vconcat(alt.hconcat(*maps), below).properties(
        title=heading(title or "Before and after", note),
        description=f"Maps of clusters before and after, and the change of each figure. {note}.",
    )


def _continued(before: pd.Series, after: pd.Series) -> pd.Series:
    """Labels after, renamed to those before that share most members; others get new ones."""
    cells = pd.DataFrame({"a": before, "b": after}).dropna().value_counts(sort=False)
    cells = cells.reset_index(name="n").sort_values(["n", "a", "b"], ascending=[False, True, True])
    named_: dict[int, int] = {}
    taken: set[int] = set()
    for a, b in zip(cells["a"], cells["b"], strict=True):
        if b not in named_ and a not in taken:
            named_[b] = int(a)
            taken.add(a)
    fresh = int(before.max()) + 1
    for b in sorted(after.dropna().unique()):
        if b not in named_:
            named_[b] = fresh
            fresh += 1
    return after.map(named_).astype("Int64")


def _map_layers(ground: Ground, nodes: pd.DataFrame, after: bool) -> list[Any]:
    """The ground and its numbers; after the change, those who lost their company are pale."""
    if not after:
        return [_base(ground, nodes, 1.0), *_seats(ground, nodes), _numbers(ground, nodes)]
    lost = nodes["mates_kept"] < 0.5
    layers: list[Any] = [_base(ground, nodes[~lost], 1.0), *_seats(ground, nodes)]
    if lost.any():
        layers.append(_base(ground, nodes[lost], 0.35))
    return [*layers, _numbers(ground, nodes)]


def _changes(table: pd.DataFrame, width: int) -> alt.LayerChart:
    """A row per figure: its change and range over the noise."""
    noise = table["noise"].where(table["noise"] > 0)
    shown = table.assign(label=table["figure"].str.replace("_", " "))
    for column in ("change", "low", "high"):
        share = shown[column] / noise
        # Without noise any change is real: it stands at the edge.
        share = share.fillna(np.sign(shown[column]) * EDGE)
        shown[f"{column}_share"] = share.clip(-EDGE, EDGE)
    shown["says"] = [f"{value:+.3g}" if value else "0" for value in shown["change"]]
    shown["colour"] = np.where(shown["beyond_noise"], ACCENT, "#9AA0A6")
    tips = [tip("label", "Figure"), tip("before", "Before", "quantitative", ",.4~g"),
            tip("after", "After", "quantitative", ",.4~g"),
            tip("change", "Change", "quantitative", "+.3~g"),
            tip("low", "from", "quantitative", "+.3~g"), tip("high", "to", "quantitative", "+.3~g"),
            tip("noise", "Noise", "quantitative", ".3~g")]  # fmt: skip
    y = alt.Y(field="label", type="nominal", sort=None, title=None)
    scale = alt.Scale(domain=[-EDGE, EDGE])
    base = alt.Chart(data(shown)).encode(y=y, tooltip=tips)
    colour = alt.Color(field="colour", type="nominal", scale=None, legend=None)
    edges = alt.Chart(data([{"x": -1}, {"x": 1}])).mark_rule(color=INK, strokeDash=[3, 3])
    return alt.layer(
        edges.encode(x=alt.X(field="x", type="quantitative", scale=scale)),
        base.mark_rule(strokeWidth=3, opacity=0.5).encode(
            x=alt.X(field="low_share", type="quantitative", scale=scale,
                    title="change, in units of the noise of seeds"),
            x2=alt.X2(field="high_share"), color=colour),
        base.mark_point(filled=True, size=60).encode(
            x=alt.X(field="change_share", type="quantitative"), color=colour),
        base.mark_text(align="right", dx=-8, fontSize=10).encode(
            x=alt.datum(EDGE), text=alt.Text(field="says", type="nominal"), color=colour),
    ).properties(width=width, height=15 * len(shown))  # fmt: skip
