"""Weight between groups of municipalities beside what a null gives, as a matrix."""

from __future__ import annotations

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from .._common import colours as colours
from .._common.text import in_order
from ._escaped import leaves_escaped
from ._style import data, heading, number, plural, tip

_LESS, _MORE, _EVEN = "#B35806", "#2166AC", "#F7F7F7"
#: Share of the whole under which weight and expectation are too small for their ratio to tell.
_SMALL = 0.001
#: Ratios beyond this and its inverse have the colour of the edge.
_EDGE = 8.0
_COLUMNS = ("a", "b", "weight", "expected")


@leaves_escaped
def weight_matrix(
    pairs: pd.DataFrame,
    *,
    null: str = "the null",
    group: str = "group",
    title: str | None = None,
    size: int = 520,
) -> alt.LayerChart:
    """Weight between each two groups, over what a null model gives on average.

    Parameters
    ----------
    pairs
        One row per unordered pair of groups, a group with itself included: ``a, b, weight,
        expected``; ``p`` (one-sided, of more) is told where it is there.
    null
        What the null is called in the text.
    group
        What a group is called in the text, in the singular.
    title
        Of the chart.
    size
        Width and height in pixels.

    Returns
    -------
    LayerChart
        A square of cells with the ratio of weight and expectation written in each: blue above 1,
        brown below, so that the figure can be read without the colour. Cells in which weight and
        expectation are both under a thousandth of the whole are empty: their ratio tells nothing.

    Raises ``ValueError`` for a missing column and for a pair that stands there twice.

    Examples
    --------
    >>> import munigraph as mg
    >>> import pandas as pd
    >>> rows = [("Drenthe", "Drenthe", 8, 5), ("Drenthe", "Fryslân", 1, 3)]
    >>> pairs = pd.DataFrame(rows, columns=["a", "b", "weight", "expected"])
    >>> type(mg.plot.weight_matrix(pairs, null="gravity")).__name__
    'LayerChart'
    """
    missing = [name for name in _COLUMNS if name not in pairs.columns]
    if missing:
        raise ValueError(f"no column {missing[0]!r} in the pairs; expected {', '.join(_COLUMNS)}")
    cells = _cells(pairs)
    groups = sorted({*pairs["a"].astype(str), *pairs["b"].astype(str)}, key=in_order)
    whole, within = float(pairs["weight"].sum()), pairs["a"].astype(str) == pairs["b"].astype(str)
    expected = float(pairs["expected"].sum())
    notes = (
        "figure in each cell: weight as a multiple of what the null gives; empty where both are "
        "under 0.1% of the whole"
    )
    said = f"Weight between {plural(len(groups), group)}"
    if whole and expected:
        inside = float(pairs.loc[within, "weight"].sum()) / whole
        chance = float(pairs.loc[within, "expected"].sum()) / expected
        said += f": {inside:.0%} lies within one, {chance:.0%} under {null}"
    chart = alt.layer(*_layers(cells, groups)).resolve_scale(color="independent")
    return chart.properties(
        width=size,
        height=size,
        title=heading(title or said, said if title else "", notes),
        description=f"{said}. {_extremes(pairs[~(within | _small(pairs, pairs))], null, group)}",
    )


def _cells(pairs: pd.DataFrame) -> pd.DataFrame:
    """Both triangles, with the text and the colours of each cell."""
    rows = pairs.assign(a=pairs["a"].astype(str), b=pairs["b"].astype(str))
    other = rows[rows["a"] != rows["b"]].rename(columns={"a": "b", "b": "a"})
    rows = pd.concat([rows, other], ignore_index=True)
    if rows.duplicated(["a", "b"]).any():
        twice = rows[rows.duplicated(["a", "b"])].iloc[0]
        raise ValueError(f"the pair {twice['a']!r}, {twice['b']!r} stands there twice")
    weight, expected = rows["weight"].astype(float), rows["expected"].astype(float)
    small = _small(rows, pairs)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(expected > 0, weight / expected, np.where(weight > 0, np.inf, np.nan))
        shade = np.log2(np.clip(ratio, 1 / _EDGE, _EDGE))
    ratio[small] = np.nan
    rows["said"] = [_said(one) for one in ratio]
    rows["shade"] = shade
    strong = np.abs(shade) > 1.6
    rows["ink"] = np.where(np.nan_to_num(strong), "#FFFFFF", colours.INK)
    rows["p_said"] = [f"{p:.2g}" for p in rows["p"]] if "p" in rows else ""
    columns = ["a", "b", "weight", "expected", "said", "shade", "ink", "p_said"]
    return rows.loc[~np.isnan(ratio), columns].reset_index(drop=True)


def _small(rows: pd.DataFrame, pairs: pd.DataFrame) -> np.ndarray[Any, Any]:
    sums = pairs[["weight", "expected"]].astype(float).sum()
    here = rows[["weight", "expected"]].astype(float)
    return np.asarray((here <= _SMALL * sums).all(axis=1))


def _said(ratio: float) -> str:
    if np.isnan(ratio):
        return ""
    if np.isinf(ratio):
        return "∞"
    return "0" if ratio == 0 else f"{ratio:.1f}" if ratio >= 0.95 else f"{ratio:.2f}"[1:]


def _extremes(between: pd.DataFrame, null: str, group: str) -> str:
    """The pairs that stand out most, as a sentence."""
    known = between[between["expected"] > 0]
    if not len(known):
        return f"No {group} is expected to cooperate with another."
    ratio = known["weight"] / known["expected"]
    high, low = ratio.idxmax(), ratio.idxmin()
    return (
        f"Highest ratio to {null} between two: {known.at[high, 'a']} and {known.at[high, 'b']} "
        f"({number(round(ratio[high], 2))}); lowest: {known.at[low, 'a']} and "
        f"{known.at[low, 'b']} ({number(round(ratio[low], 2))})."
    )


def _layers(cells: pd.DataFrame, groups: list[str]) -> list[Any]:
    edge = float(np.log2(_EDGE))
    scale = alt.Scale(domain=[-edge, 0, edge], range=[_LESS, _EVEN, _MORE], interpolate="rgb")
    legend = alt.Legend(
        title="weight ÷ expected",
        values=[-edge, -1, 0, 1, edge],
        labelExpr="format(pow(2, datum.value), '.3~g')",
    )
    tips = [
        tip("a", "Group"),
        tip("b", "with"),
        tip("weight", "Weight", "quantitative", ",.1f"),
        tip("expected", "Expected", "quantitative", ",.1f"),
        tip("said", "Ratio"),
    ]
    if (cells["p_said"] != "").any():
        tips.append(tip("p_said", "p of more"))
    axis = alt.Axis(title=None, labelLimit=140, ticks=False, domain=False, grid=False)
    x = alt.X(field="b", type="nominal", sort=groups, axis=axis)
    y = alt.Y(field="a", type="nominal", sort=groups, axis=axis)
    base = alt.Chart(data(cells)).encode(x=x, y=y)
    return [
        base.mark_rect(stroke="#FFFFFF", strokeWidth=1).encode(
            color=alt.Color(field="shade", type="quantitative", scale=scale, legend=legend),
            tooltip=tips,
        ),
        base.mark_text(fontSize=11).encode(
            text=alt.Text(field="said", type="nominal"),
            color=alt.Color(field="ink", type="nominal", scale=None, legend=None),
        ),
    ]
