"""The profile: how the number of clusters follows the resolution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from .._common import colours as colours
from .._common.numbers import at_edge
from ._escaped import leaves_escaped
from ._style import data, heading, number, plural, tip

if TYPE_CHECKING:
    from ..clustering._profile import Profile

#: Bands that are drawn: more would run together.
_MOST_BANDS = 6


@leaves_escaped
def profile(
    result: Profile | pd.DataFrame,
    *,
    title: str | None = None,
    width: int = 640,
    height: int = 240,
) -> alt.VConcatChart:
    """Clusters and agreement against resolution, with the plateaus shaded.

    ``result`` is a Profile or its table (``resolution, clusters, singletons, quality, agreement,
    plateau``). A plateau is a run of neighbouring resolutions with the same mark in ``plateau``;
    the figure on it is its number of clusters.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
    >>> scan = mg.profile(network, resolutions=[0.5, 1.0, 2.0], runs=2)
    >>> type(mg.plot.profile(scan)).__name__
    'VConcatChart'
    """
    table = result if isinstance(result, pd.DataFrame) else result.table
    missing = {"resolution", "clusters"} - set(table.columns)
    if missing:
        raise ValueError(f"a profile needs the columns {sorted(missing)}")
    table = table.sort_values("resolution", kind="stable").reset_index(drop=True)
    exact = _exact(getattr(result, "plateaus", None))
    bands = plateaus(table) if exact is None else exact.nlargest(_MOST_BANDS, "length")
    bands = bands.sort_values("start")[["start", "end", "clusters"]]
    some = ""
    if exact is not None and len(exact) > len(bands):
        some = f"the {_MOST_BANDS} longest of {len(exact)} "
    scale = alt.Scale(
        type="log" if (table["resolution"] > 0).all() and len(table) > 2 else "linear", nice=False
    )
    upper = _counts(table, bands, scale).properties(width=width, height=height)
    parts = [upper]
    if "agreement" in table.columns and table["agreement"].notna().any():
        parts.append(_agreement(table, scale).properties(width=width, height=90))
    longest = _longest(bands, table["resolution"])
    notes = [
        f"{plural(len(table), 'resolution')} from {number(table['resolution'].min())} to "
        f"{number(table['resolution'].max())}",
        f"longest plateau: {longest}" if longest else "no plateau",
    ]
    if not bands.empty:
        notes.append(
            f"bands: {some}intervals of resolution in which one partition is the best of those "
            "found (CHAMP), with its clusters"
        )
    chart = alt.vconcat(*parts, spacing=10).resolve_scale(x="shared")
    return chart.properties(
        title=heading(title, *notes), description=f"Resolution profile. {'; '.join(notes)}."
    )


def _exact(found: Any) -> pd.DataFrame | None:
    """A Profile's own plateaus (``low, high, clusters``), with their length on a log scale."""
    if not isinstance(found, pd.DataFrame) or not {"low", "high", "clusters"} <= set(found.columns):
        return None
    bands = found.rename(columns={"low": "start", "high": "end"})
    bands = bands[(bands["start"] > 0) & np.isfinite(bands["end"])]
    return bands.assign(length=np.log(bands["end"] / bands["start"]))


def plateaus(table: pd.DataFrame) -> pd.DataFrame:
    """``start, end, clusters`` of each plateau marked in the table."""
    marks = table.get("plateau", pd.Series([None] * len(table)))
    runs: list[dict[str, float]] = []
    previous: Any = None
    for i, mark in enumerate(marks.tolist()):
        real: bool = not (
            mark is None or mark is False or (isinstance(mark, float) and np.isnan(mark))
        )
        if isinstance(mark, (int, float, np.number)) and not isinstance(mark, bool):
            real = real and bool(mark >= 0)
        clusters = float(table["clusters"].iloc[i])
        key = (mark, clusters) if isinstance(mark, (bool, np.bool_)) else mark
        if real and mark is not np.False_:
            at = float(table["resolution"].iloc[i])
            if runs and previous == key:
                runs[-1]["end"] = at
            else:
                runs.append({"start": at, "end": at, "clusters": clusters})
        previous = key if real else None
    return pd.DataFrame(runs, columns=["start", "end", "clusters"])


def _longest(bands: pd.DataFrame, scan: pd.Series) -> str:
    if bands.empty:
        return ""
    length = np.log(bands["end"] / bands["start"].where(bands["start"] > 0))
    best = bands.loc[length.idxmax() if length.notna().any() else bands.index[0]]
    return (
        f"{plural(int(best['clusters']), 'cluster')} from resolution {number(best['start'])} "
        f"to {number(best['end'])}{at_edge(best['start'], best['end'], scan)}"
    )


def _x(scale: alt.Scale, name: str = "resolution", shown: bool = True) -> alt.X:
    return alt.X(
        field=name, type="quantitative", scale=scale, title="resolution" if shown else None
    )


def _counts(table: pd.DataFrame, bands: pd.DataFrame, scale: alt.Scale) -> alt.LayerChart:
    columns = [c for c in ("resolution", "clusters", "singletons", "quality") if c in table.columns]
    tips = [tip(c, c.capitalize(), "quantitative", ".4~g") for c in columns]
    y = alt.Y(field="clusters", type="quantitative", title="clusters", scale=alt.Scale(zero=True))
    x = _x(scale, shown="agreement" not in table.columns)
    base = alt.Chart(data(table[columns]))
    line = base.mark_line(interpolate="step-after", color=colours.ACCENT).encode(x=x, y=y)
    points = base.mark_circle(color=colours.ACCENT, size=26, opacity=1).encode(
        x=x, y=y, tooltip=tips
    )
    wide = bands[bands["end"] > bands["start"]]
    if wide.empty:
        return line + points
    shade = (
        alt.Chart(data(wide.assign(odd=[i % 2 == 1 for i in range(len(wide))])))
        .mark_rect(opacity=0.3, stroke="#555555", strokeWidth=1, strokeOpacity=1)
        .encode(
            x=_x(scale, "start", shown=False),
            x2="end",
            # Neighbours differ, so that bands do not run together.
            color=alt.condition(
                "datum.odd", alt.value(colours.MUTED[1]), alt.value(colours.MUTED[0])
            ),
            tooltip=[
                tip("clusters", "Clusters", "quantitative"),
                tip("start", "From", "quantitative", ".3~g"),
                tip("end", "to", "quantitative", ".3~g"),
            ],
        )
    )
    label = (
        alt.Chart(data(wide))
        .mark_text(dy=-9, align="left", dx=2, fontSize=12, fontWeight=600, color=colours.INK)
        .encode(
            x=_x(scale, "start", shown=False),
            y=alt.Y(field="clusters", type="quantitative"),
            text=alt.Text(field="clusters", type="quantitative"),
        )
    )
    return shade + line + points + label


def _agreement(table: pd.DataFrame, scale: alt.Scale) -> alt.Chart:
    return (
        alt.Chart(data(table[["resolution", "agreement"]]))
        .mark_line(color=colours.WARM, point=alt.OverlayMarkDef(color=colours.WARM, size=18))
        .encode(
            x=_x(scale),
            y=alt.Y(
                field="agreement",
                type="quantitative",
                title="agreement of runs",
                scale=alt.Scale(zero=False, domainMax=1.0),
            ),
            tooltip=[
                tip("resolution", "Resolution", "quantitative", ".4~g"),
                tip("agreement", "Agreement", "quantitative", ".3f"),
            ],
        )
    )
