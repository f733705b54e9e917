"""Figures over years, why they differ, and maps of each year."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from .._common.colours import ACCENT, INK, MUTED, WARM
from ._escaped import leaves_escaped
from ._geometry import Geometry, is_frame
from ._ground import Ground, Place, ground_of
from ._style import HALO, data, heading, number, tip
from ._tables import records

if TYPE_CHECKING:
    from .._common.literals import DecomposedFigure, FactsheetFigure
    from ..dynamics._factsheet import Factsheet

#: Cause -> what the legend calls it, and its colour; what the register does is pale.
CAUSES = {
    "registered": ("registered: it was there before", "#C9CDD2"),
    "lag": ("the register's lag", "#AEB4BB"),
    "classified": ("classified", "#D9CFC3"),
    "founded": ("founded", "#3B7A57"),
    "ended": ("ended", INK),
    "reorganisation": ("municipal reorganisation", ACCENT),
    "real": ("joined or left", WARM),
    "changed": ("changed theme or form", "#7A5195"),
}


#: What charts call a figure.
WORDS = {
    "arrangements": "number of arrangements",
    "memberships": "number of memberships",
    "mean": "arrangements per municipality",
    "lower_quartile": "arrangements per municipality, lower quartile",
    "median": "arrangements per municipality, median",
    "upper_quartile": "arrangements per municipality, upper quartile",
    "two_to_five": "share of arrangements with two to five municipalities",
    "official_share": "share of municipalities in an official arrangement",
    "official_inhabitants": "share of inhabitants in an official arrangement",
    "phase": "share of arrangements in a phase",
    "classified": "share of arrangements with an official theme",
    "inferred": "share of memberships that were carried over",
    "changed_members": "share of arrangements that changed members",
    "changed_form": "share of arrangements that changed their form",
    "changed_themes": "share of arrangements that changed their themes",
    "changed_name": "share of arrangements that changed their name",
}


@leaves_escaped
def figures(
    sheet: Factsheet,
    figure: FactsheetFigure = "mean",
    groups: str | Iterable[str] = "all",
    *,
    title: str | None = None,
    width: int = 480,
    height: int = 240,
) -> alt.VConcatChart:
    """One figure over the years of a factsheet, a line per group, and below it a band of coverage:
    the share of arrangements (municipalities) that have what the figure needs. Where that is too
    thin there is no point, and the band is pale; where it is in every year, the band is all.
    Where a trend would mix classification with change (``sheet.mixes_classification``) points are
    not joined, and the title says why.

    Raises ``ValueError`` for a figure or group that is not there, naming the nearest.

    Examples
    --------
    >>> import munigraph as mg
    >>> register = mg.synthetic(40, 60, clusters=4, history=True, seed=1)
    >>> sheet = mg.factsheet(register, [2018, 2020])
    >>> type(mg.plot.figures(sheet, "mean")).__name__
    'VConcatChart'
    """
    names = [groups] if isinstance(groups, str) else list(groups)
    table = pd.concat([sheet.figure(figure, name) for name in names], ignore_index=True)
    table["date"] = table["year"].map(sheet.dates)
    table["label"] = table["group"].str.partition("=")[2].where(table["group"] != "all", "all")
    x = alt.X(field="date", type="temporal", title=None, scale=alt.Scale(padding=16))
    mixed = [name for name in names if _mixed(sheet, name)]
    table["trend"] = ~table["group"].isin(mixed)
    label = WORDS.get(figure, figure)
    tips = [tip("label", "Group"), tip("date", "On", "temporal", "%d %b %Y"),
            tip("value", _upper(label), "quantitative", ",.3~g"),
            tip("numerator", "Numerator", "quantitative", ","),
            tip("denominator", "Denominator", "quantitative", ","),
            tip("coverage", "Coverage", "quantitative", ".0%")]  # fmt: skip
    colour: Any = alt.value(ACCENT)
    if len(names) > 1:
        colour = alt.Color(field="label", type="nominal", title=None, sort=None)
    parts = [_coverage(table, x, tips).properties(width=width, height=18 * len(names))]
    if table["value"].notna().any():
        parts.insert(0, _values(table, x, colour, tips).properties(width=width, height=height))
    chart = alt.vconcat(*parts)
    notes = f"Geography: {sheet.geography}; " + (
        "memberships repaired" if sheet.repair else "memberships as recorded"
    )
    refused = [_MIXED] if mixed else []
    return chart.resolve_scale(color="independent").properties(
        title=heading(title or _upper(label), notes, *refused),
        description=f"{_upper(label)} over {len(sheet.dates)} years, with coverage. {notes}.",
    )


_MIXED = (
    "No trend of official themes: the share of arrangements that have one moves by more than 5 "
    "points"
)


def _values(table: pd.DataFrame, x: alt.X, colour: Any, tips: list[alt.Tooltip]) -> Any:
    """Points, joined where they are a trend."""
    base = alt.Chart(data(table))
    y = alt.Y(field="value", type="quantitative", title=None)
    points = base.mark_point(filled=True, size=46, opacity=1)
    layers = [points.encode(x=x, y=y, color=colour, tooltip=tips)]
    if (table["trend"] & table["value"].notna()).any():
        trends = base.transform_filter("datum.trend").mark_line(strokeWidth=2)
        layers.insert(0, trends.encode(x=x, y=y, color=colour))
    return alt.layer(*layers)


def _coverage(table: pd.DataFrame, x: alt.X, tips: list[alt.Tooltip]) -> alt.Chart:
    """A square for each year, dark where a figure is covered."""
    shade = alt.Color(
        field="coverage",
        type="quantitative",
        title="coverage",
        scale=alt.Scale(domain=[0, 1], range=["#F1F1F1", INK]),
        legend=alt.Legend(format=".0%"),
    )
    y = alt.Y(field="label", type="nominal", title=None, sort=None)
    return alt.Chart(data(table)).mark_rect(width=18).encode(x=x, y=y, color=shade, tooltip=tips)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _mixed(sheet: Factsheet, group: str) -> bool:
    """Of municipalities there is no coverage of themes of their own: that of all counts."""
    municipal = group.startswith(("province=", "size="))
    try:
        return sheet.mixes_classification("all" if municipal else group)
    except ValueError:
        return False


@leaves_escaped
def decomposition(
    sheet: Factsheet,
    figure: DecomposedFigure = "mean",
    group: str = "all",
    *,
    title: str | None = None,
    width: int = 480,
    height: int = 280,
) -> alt.LayerChart:
    """What each cause contributes to the difference of a figure between successive years of a
    factsheet: stacked bars, gains above and losses below, a point for the difference itself.

    Raises as :meth:`munigraph.Factsheet.difference`; ``ValueError`` for fewer than two years.

    Examples
    --------
    >>> import munigraph as mg
    >>> register = mg.synthetic(40, 60, clusters=4, history=True, seed=1)
    >>> sheet = mg.factsheet(register, [2018, 2020])
    >>> type(mg.plot.decomposition(sheet)).__name__
    'LayerChart'
    """
    if len(sheet.dates) < 2:
        raise ValueError("a factsheet of one year has no difference; expected at least two years")
    rows, totals = [], []
    for before, after in pairwise(sheet.dates):
        found = sheet.difference(before, after, figure=figure, group=group)
        step = f"{before} → {after}"
        totals.append({"step": step, "total": found.attrs["total"]})
        for part in found.to_dict("records"):
            rows.append({"step": step, "cause": CAUSES[part["cause"]][0],
                         "contribution": part["contribution"],
                         "detail": part["detail"].replace("_", " ")})  # fmt: skip
    there = {row["cause"] for row in rows}
    shown = [(text, colour) for text, colour in CAUSES.values() if text in there]
    scale = alt.Scale(domain=[t for t, _ in shown], range=[c for _, c in shown])
    steps = len(totals)
    # Labels stand straight where each has room for itself, and bars are as wide as there is room.
    straight = width / steps >= 7 * max(len(row["step"]) for row in totals)
    axis = alt.Axis(labelAngle=0 if straight else -45, labelLimit=200, labelOverlap=False)
    x = alt.X(field="step", type="nominal", title=None, sort=None, axis=axis)
    label = WORDS.get(figure, figure)
    bars = alt.Chart(data(rows)).mark_bar(size=min(34, round(0.6 * width / steps)))
    chart = alt.layer(
        bars.encode(
            x=x,
            y=alt.Y(field="contribution", type="quantitative", title="change",
                    stack="zero"),
            color=alt.Color(field="cause", type="nominal", title=None, scale=scale,
                            legend=alt.Legend(orient="right", labelLimit=260)),
            tooltip=[tip("step", "Between"), tip("cause", "Cause"), tip("detail", "Of which"),
                     tip("contribution", "Contributes", "quantitative", "+.3f")],
        ),
        alt.Chart(data(totals)).mark_point(
            filled=True, color=INK, size=80, shape="diamond", opacity=1, stroke=HALO,
            strokeWidth=1.5,
        ).encode(
            x=x,
            y=alt.Y(field="total", type="quantitative"),
            tooltip=[tip("step", "Between"), tip("total", "Difference", "quantitative", "+.3f")],
        ),
    )  # fmt: skip
    whole = sum(row["total"] for row in totals)
    note = f"In all {'+' if whole >= 0 else '−'}{number(abs(round(whole, 3)))}; diamonds: the sum"
    return chart.properties(
        width=width,
        height=height,
        title=heading(title or f"Why it changed: {label}", note),
        description=f"Contributions of causes to the change of {label}. {note}.",
    )


@leaves_escaped
def yearly_maps(
    sheet: Factsheet,
    *,
    geometry: Place = "auto",
    title: str | None = None,
    columns: int = 4,
    size: int = 180,
) -> alt.ConcatChart:
    """Small maps, one per year of a factsheet: municipalities in force, shaded by their number of
    arrangements on one scale.

    Parameters
    ----------
    geometry :
        As for :func:`cluster_map`; of each year the shapes of its own municipalities are drawn, and
        points at the seats of those that have none. ``None``: points alone.
    columns, size :
        Maps in a row, and the width of one.

    Raises ``ValueError`` where no municipality has a shape or coordinates.

    Examples
    --------
    >>> import munigraph as mg
    >>> register = mg.datasets.load("nl-2020")
    >>> type(mg.plot.yearly_maps(mg.factsheet(register, [2020]))).__name__
    'ConcatChart'
    """
    parts = {year: sheet.municipalities(year).reset_index(drop=True) for year in sheet.dates}
    everyone = pd.concat(parts.values(), ignore_index=True)
    geometry = _read(geometry, set(everyone["id"]))
    grounds = {year: _ground(part, geometry) for year, part in parts.items()}
    if not any(ground.nodes["x"].notna().any() for ground in grounds.values()):
        raise ValueError("no municipality has coordinates (lon, lat)")
    domain = [int(everyone["arrangements"].min()), int(everyone["arrangements"].max())]
    shade: dict[str, Any] = {
        "field": "arrangements", "type": "quantitative", "title": "arrangements",
        "scale": alt.Scale(range=[MUTED[0], ACCENT, INK], domain=domain),
    }  # fmt: skip
    maps = [
        alt.layer(*_layers(ground, year, shade))
        .project(type="mercator")
        .properties(width=size, height=int(size * 1.15), title=str(year))
        for year, ground in grounds.items()
        if ground.nodes["x"].notna().any()
    ]
    lost = sum(int(ground.nodes["x"].isna().sum()) for ground in grounds.values())
    notes = [f"{lost:,} without a place are not shown"] if lost else []
    notes += dict.fromkeys(ground.remark for ground in grounds.values() if ground.remark)
    return alt.concat(*maps, columns=columns).properties(
        title=heading(title or "Arrangements per municipality", *notes),
        description=f"Maps of {len(sheet.dates)} years: arrangements per municipality.",
    )


def _read(geometry: Place, ids: set[str]) -> Place:
    """A file is read once."""
    if geometry is None or isinstance(geometry, Geometry) or is_frame(geometry):
        return geometry
    if isinstance(geometry, str) and geometry in ("auto", "cells"):
        return geometry
    return Geometry.read(geometry, ids=ids)


def _ground(nodes: pd.DataFrame, geometry: Place) -> Ground:
    """Where the municipalities of one year are; at points where nothing else fits them."""
    placed = nodes.assign(cluster=0)
    try:
        return ground_of(placed, None, geometry)
    except ValueError:
        if geometry is not None and geometry != "auto":
            raise
        points = placed.assign(x=placed["lon"], y=placed["lat"], drawn=placed["lon"].notna())
        return Ground("points", points, {}, ())


_KEPT = ["id", "name", "arrangements", "year", "x", "y"]


def _layers(ground: Ground, year: Any, shade: dict[str, Any]) -> list[alt.Chart]:
    nodes = ground.nodes.assign(year=str(year))
    tips = [tip("name", "Municipality"), tip("year", "Year"),
            tip("arrangements", "Arrangements", "quantitative")]  # fmt: skip
    shaped = nodes["id"].isin(set(ground.shapes))
    layers = []
    if shaped.any():
        features = [
            {"type": "Feature", "geometry": ground.shapes[row["id"]], **row}
            for row in records(nodes.loc[shaped, _KEPT])
        ]
        outline = alt.Chart(data(features)).mark_geoshape(stroke="#FFFFFF", strokeWidth=0.2)
        layers.append(outline.encode(color=alt.Color(**shade), tooltip=tips))
    dots = nodes[~shaped & nodes["x"].notna() & nodes["y"].notna()]
    if len(dots):
        circle = alt.Chart(data(dots[_KEPT])).mark_circle(size=16, opacity=0.9)
        layers.append(circle.encode(
            longitude=alt.Longitude(field="x", type="quantitative"),
            latitude=alt.Latitude(field="y", type="quantitative"),
            color=alt.Color(**shade), tooltip=tips,
        ))  # fmt: skip
    return layers


def draw_counts(rows: pd.DataFrame, *, width: int = 640, height: int = 220) -> alt.LayerChart:
    """Clusters of one network over its dates, each with the range of its method.

    ``rows``: ``date, clusters, clusters_min, clusters_max``, and ``method`` in words.
    """
    columns = ["date", "clusters", "clusters_min", "clusters_max"]
    table = rows[columns].assign(date=rows["date"].astype(str)).sort_values("date")
    base = alt.Chart(data(table))
    x = alt.X(field="date", type="temporal", title=None)
    y = alt.Y(field="clusters", type="quantitative", title="clusters", scale=alt.Scale(zero=True))
    tips = [
        tip("date", "Date"),
        tip("clusters", "Clusters", "quantitative"),
        tip("clusters_min", "from", "quantitative"),
        tip("clusters_max", "to", "quantitative"),
    ]
    ends = base.mark_rule(color=INK, strokeWidth=2).encode(
        x=x, y=alt.Y(field="clusters_min", type="quantitative"), y2="clusters_max"
    )
    line = base.mark_line(color=ACCENT).encode(x=x, y=y)
    points = base.mark_circle(color=ACCENT, size=60, opacity=1).encode(x=x, y=y, tooltip=tips)
    said = "; ".join(
        f"{row.date}: {number(row.clusters)} ({number(row.clusters_min)} to "
        f"{number(row.clusters_max)})"
        for row in table.itertuples()
    )
    return alt.layer(line, ends, points).properties(
        width=width, height=height, title=heading("Clusters over the dates of the study"),
        description=f"Clusters by date, with the range of their method. {said}.",
    )  # fmt: skip
