"""Clusters over time: who goes where, and which differences are more than noise."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from .._common import colours as colours
from ._alluvial import _ALONE, _areas, _boxes, _lines, _ribbons, _stacked
from ._escaped import leaves_escaped
from ._style import data, heading, plural, tip

if TYPE_CHECKING:
    from ..dynamics._track import Track


@leaves_escaped
def tracks(
    track: Track,
    *,
    palette: Mapping[int, str] | None = None,
    title: str | None = None,
    width: int = 720,
    height: int = 480,
) -> alt.LayerChart:
    """Tracked clusters as columns of blocks, joined by ribbons of the municipalities that go.

    Parameters
    ----------
    track
        Of :func:`munigraph.track`.
    palette
        Colours of clusters by their numbers, to agree with other charts where their neighbours
        allow it.
    title, width, height
        Of the chart.

    A cluster keeps its number and its colour as long as it is matched to the one before. Clusters
    of one share the grey block at the foot; municipalities that are not there on a date leave a
    gap. Where arrangements are held, a date stands twice, as it is clustered for either step.
    Raises ``ValueError`` where a date has nobody.

    Examples
    --------
    >>> import munigraph as mg
    >>> register = mg.synthetic(40, 60, clusters=4, history=True, seed=1)
    >>> found = mg.track([register.at("2018-07-01"), register.at("2020-07-01")], runs=2, pairs=2)
    >>> type(mg.plot.tracks(found)).__name__
    'LayerChart'
    """
    table, names = _wide(track)
    blocks = _stacked(table, names, called=_called(track))
    fills = _persistent(blocks, palette or {})
    blocks["fill"] = blocks["block"].map(fills)
    ribbons = _ribbons(table, blocks, names)
    found = track.counts
    counts = [
        f"{date}: {plural(int(count), 'cluster')}"
        for date, count in zip(found["date"].tolist(), found["clusters"].tolist(), strict=True)
    ]
    chart = alt.layer(_areas(ribbons, len(names)), *_boxes(blocks, names))
    said = "; ".join(counts)
    return chart.properties(
        width=width,
        height=height,
        title=heading(title or "Clusters over time", *_lines(counts)),
        description=f"Clusters of {plural(len(table), 'municipality')} over time. {said}.",
    )


def _wide(track: Track) -> tuple[pd.DataFrame, list[str]]:
    """A row per municipality and a column per look, and the names of the columns."""
    rows = track.memberships
    look = rows["date"].astype(str)
    counts = track.counts
    if (counts["municipalities"] == 0).any():
        date = counts.loc[counts["municipalities"] == 0, "date"].iloc[0]
        raise ValueError(f"nobody is there at {date}; expected municipalities at every date")
    names = counts["date"].astype(str)
    if "step" in rows.columns:
        look = look + " (" + rows["step"].astype(str) + ")"
        names = names + " (" + counts["step"].astype(str) + ")"
    rows["block"] = rows["number"].astype("string").astype(object).where(
        rows["number"].notna(), _ALONE)  # fmt: skip
    wide = rows.assign(look=look).pivot(index="id", columns="look", values="block")
    known = rows.drop_duplicates("id", keep="last").set_index("id")["name"]
    wide.insert(0, "name", known.reindex(wide.index))
    return wide.reset_index(), names.tolist()


def _called(track: Track) -> dict[str, dict[str, str]]:
    """What people call the clusters of each column, by their numbers."""
    out: dict[str, dict[str, str]] = {}
    for row in track.clusters.to_dict("records"):
        column = f"{row['date']} ({row['step']})" if "step" in row else str(row["date"])
        central = str(row["cluster_name"]).partition(" · ")[2]
        number = str(int(row["number"]))
        out.setdefault(column, {})[number] = f"{number} · {central}" if central else number
    return out


def _persistent(blocks: pd.DataFrame, palette: Mapping[int, str]) -> dict[str, str]:
    """A colour for each number; those that stand beside each other at any date can be told."""
    beside: set[tuple[str, str]] = set()
    for _, column in blocks.groupby("at"):
        beside.update(pairwise(column.sort_values("y")["block"]))
    numbers = sorted(set(blocks["block"]) - {_ALONE}, key=int)
    pairs = [(a, b) for a, b in beside if _ALONE not in (a, b)]
    wanted: dict[Hashable, str] = {str(number): fill for number, fill in palette.items()}
    found = colours.cluster_colours(numbers, sorted(pairs), wanted=wanted)
    return {**{str(key): fill for key, fill in found.items()}, _ALONE: colours.ALONE}


_LOOK = "Dark bar: range of the count; pale band and red line: noise floor, what seeds alone make"


@leaves_escaped
def track_counts(
    track: Track,
    *,
    title: str | None = None,
    width: int = 480,
    height: int = 200,
) -> alt.VConcatChart:
    """Numbers of clusters over time with their range and noise floor, and below them the share of
    municipalities that moved in each step, beside what seeds alone move.

    The dark bar of a date is the range of its count; the pale band is the count plus and minus the
    noise floor, the largest difference between two runs of that date. A step above the floor is
    dark.

    Examples
    --------
    >>> import munigraph as mg
    >>> register = mg.synthetic(40, 60, clusters=4, history=True, seed=1)
    >>> found = mg.track([register.at("2018-07-01"), register.at("2020-07-01")], runs=2, pairs=2)
    >>> type(mg.plot.track_counts(found)).__name__
    'VConcatChart'
    """
    top = _counted(track).properties(width=width, height=height)
    bottom = _moved(track).properties(width=width, height=height // 2)
    notes = f"Geography: {track.geography}; arrangements: {track.arrangements.replace('_', ' ')}"
    said = " ".join(f"{sentence}." for sentence in track.describe())
    return alt.vconcat(top, bottom).properties(
        title=heading(title or "Clusters over time", notes, _LOOK), description=said
    )


def _counted(track: Track) -> Any:
    rows = track.counts.reset_index(drop=True)
    floor = track.noise[track.noise["figure"] == "clusters"]
    keys = [key for key in ("date", "step") if key in rows.columns]
    rows = rows.merge(floor[[*keys, "largest"]], on=keys, how="left") if len(floor) else (
        rows.assign(largest=float("nan")))  # fmt: skip
    rows["label"] = rows["date"].astype(str)
    if "step" in rows.columns:
        rows["label"] += " (" + rows["step"].astype(str) + ")"
    rows["below"] = rows["clusters"] - rows["largest"]
    rows["above"] = rows["clusters"] + rows["largest"]
    for name in ("clusters_min", "clusters_max"):
        rows[name] = rows[name].astype(float)
    base = alt.Chart(data(rows))
    x = alt.X(field="label", type="nominal", sort=None, title=None, axis=alt.Axis(labelAngle=0))
    ends = rows[["clusters", "clusters_min", "clusters_max", "below", "above"]]
    whole = range(math.floor(ends.min().min()) - 1, math.ceil(ends.max().max()) + 2)
    scale = alt.Scale(domain=[whole[0], whole[-1]], nice=False)
    values = list(whole)[:: max(1, len(whole) // 8)]
    tips = [tip("date", "On"), tip("clusters", "Clusters", "quantitative"),
            tip("clusters_min", "Range from", "quantitative"),
            tip("clusters_max", "to", "quantitative"),
            tip("largest", "Noise floor", "quantitative", ".2~f"), tip("method", "By")]  # fmt: skip

    def y(field: str) -> alt.Y:
        return alt.Y(field=field, type="quantitative", title="clusters", scale=scale,
                     axis=alt.Axis(values=values, format="d"))  # fmt: skip

    band = base.mark_rule(strokeWidth=22, opacity=0.35, color=colours.MUTED[0])
    bars = base.mark_rule(strokeWidth=4, color=colours.ACCENT)
    return alt.layer(
        band.encode(x=x, y=y("below"), y2="above", tooltip=tips),
        base.mark_line(color=colours.ACCENT, opacity=0.5).encode(x=x, y=y("clusters")),
        bars.encode(x=x, y=y("clusters_min"), y2="clusters_max", tooltip=tips),
        base.mark_point(filled=True, size=70, color=colours.INK, opacity=1).encode(
            x=x, y=y("clusters"), tooltip=tips
        ),
    )


def _moved(track: Track) -> Any:
    rows = track.changes[track.changes["figure"] == "moved"].copy()
    rows["step"] = rows["before"].astype(str) + " → " + rows["after"].astype(str)
    said = {True: "above the noise floor", False: "within the noise floor"}
    rows["kind"] = [said.get(one, "no noise floor") for one in rows["change"].astype(object)]
    scale = alt.Scale(domain=[*said.values(), "no noise floor"],
                      range=[colours.ACCENT, "#B8C4D6", "#D5D5D5"])  # fmt: skip
    tips = [tip("step", "Between"), tip("value", "Moved", "quantitative", ".1%"),
            tip("floor", "Noise floor", "quantitative", ".1%"),
            tip("kind", "Which is")]  # fmt: skip
    base = alt.Chart(data(rows.drop(columns="change")))
    x = alt.X(field="step", type="nominal", sort=None, title=None,
              axis=alt.Axis(labelAngle=0, labelLimit=200))  # fmt: skip
    axis = alt.Axis(format=".0%")
    bars = base.mark_bar(size=34).encode(
        x=x,
        y=alt.Y(field="value", type="quantitative", title="moved", axis=axis),
        color=alt.Color(field="kind", type="nominal", title=None, scale=scale,
                        legend=alt.Legend(orient="bottom")),
        tooltip=tips,
    )  # fmt: skip
    ticks = base.mark_tick(color=colours.WARM, thickness=3, size=44).encode(
        x=x, y=alt.Y(field="floor", type="quantitative"), tooltip=tips
    )
    return alt.layer(bars, ticks)
