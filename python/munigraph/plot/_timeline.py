"""The timeline of an arrangement or of a municipality: who was in, from when to when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from .._common.colours import ACCENT, INK, MUTED, WARM
from ..dynamics._lifelines import Lifelines, lifelines
from ._escaped import leaves_escaped
from ._style import data, heading, plural, tip

if TYPE_CHECKING:
    from ..dynamics._chronicle import Chronicle

_CAUSES = {
    "real": ("left", WARM),
    "merger": ("merged into another municipality", ACCENT),
    "dissolved_not_succeeded": ("dissolved", MUTED[1]),
    "ended": ("the arrangement ended", INK),
    "merged": ("the arrangement was merged", INK),
    "absorbed": ("the arrangement was absorbed", INK),
    "split": ("the arrangement fell apart", INK),
}


@leaves_escaped
def timeline(
    chronicle: Chronicle,
    id: str,
    *,
    title: str | None = None,
    width: int = 640,
    row_height: int = 18,
) -> alt.LayerChart:
    """Memberships as bars over time, of an arrangement (a row per participant) or of a municipality
    (a row per arrangement).

    A thin line runs from when a membership began, as far as is known, to when the register could
    first see it; the bar from then on. A point says why it ended; a leaving can have happened
    anywhere on the dotted line before it. Of an arrangement, changes of form, name, themes, host
    and number stand as vertical rules.

    Where no membership has a known beginning the chart is empty and says so. Raises ``KeyError``
    for an unknown id.

    Examples
    --------
    >>> import munigraph as mg
    >>> register = mg.synthetic(40, 60, clusters=4, history=True, seed=1)
    >>> story = mg.chronicle(register)
    >>> type(mg.plot.timeline(story, register.arrangements["id"].iloc[0])).__name__
    'LayerChart'
    """
    return draw(lifelines(chronicle, id), title=title, width=width, row_height=row_height)


def draw(
    lives: Lifelines, *, title: str | None = None, width: int = 640, row_height: int = 18
) -> alt.LayerChart:
    """The chart of such lifelines; see :func:`timeline`."""
    if lives.bars.empty:
        return _empty(lives, title, width)
    causes = lives.bars["cause"].map({cause: text for cause, (text, _) in _CAUSES.items()})
    rows = lives.bars.assign(why=causes.fillna("goes on"))
    order = list(dict.fromkeys(rows["row"]))
    axis = alt.Axis(title=None, labelLimit=420)
    y = alt.Y(field="row", type="nominal", axis=axis, sort=order)
    chart = alt.layer(*_bars(rows, y), *_rules(lives.changes), *_ends(rows, y))
    other = "participant" if lives.of == "arrangement" else "arrangement"
    notes = [
        plural(rows["row"].nunique(), other),
        f"{plural(int(rows['exit'].sum()), 'membership')} ended",
    ]
    return chart.properties(
        width=width,
        height=max(60, row_height * rows["row"].nunique()),
        title=heading(title or f"{lives.name} ({lives.id})", *notes),
        description=f"Timeline of {lives.name}. {'; '.join(notes)}.",
    )


def _empty(lives: Lifelines, title: str | None, width: int) -> alt.LayerChart:
    said = "No membership whose beginning is known."
    text = alt.Chart(data([{"text": said}])).mark_text(color=INK)
    return alt.layer(text.encode(text=alt.Text(field="text", type="nominal"))).properties(
        width=width,
        height=60,
        title=heading(title or f"{lives.name} ({lives.id})"),
        description=f"Timeline of {lives.name}. {said}",
    )


def _x(name: str, label: str | None = None) -> alt.X:
    return alt.X(field=name, type="temporal", title=label)


def _bars(rows: pd.DataFrame, y: alt.Y) -> list[alt.Chart]:
    columns = ["row", "start", "entry", "stop", "stop_earliest", "why"]
    table = rows[columns].copy()
    for name in ("start", "entry", "stop", "stop_earliest"):
        table[name] = table[name].dt.strftime("%Y-%m-%d")
    tips = [tip("row", "Who or what"), tip("start", "From", "temporal", "%d %b %Y"),
            tip("entry", "Seen from", "temporal", "%d %b %Y"),
            tip("stop", "To", "temporal", "%d %b %Y"), tip("why", "Why")]  # fmt: skip
    base = alt.Chart(data(table))
    before = base.mark_rule(color=MUTED[0], strokeWidth=2)
    bar = base.mark_bar(height=alt.RelativeBandSize(0.55), color=ACCENT, opacity=0.45)
    return [
        before.encode(x=_x("start"), x2="entry", y=y),
        bar.encode(x=_x("entry"), x2="stop", y=y, tooltip=tips),
    ]


def _ends(rows: pd.DataFrame, y: alt.Y) -> list[alt.Chart]:
    ended = rows[rows["exit"]]
    if ended.empty:
        return []
    table = ended[["row", "why"]].assign(
        stop=ended["stop"].dt.strftime("%Y-%m-%d"),
        earliest=ended["stop_earliest"].dt.strftime("%Y-%m-%d"),
    )
    unsure = table[ended["cause"].isin(["real", "dissolved_not_succeeded"]).to_numpy()]
    known = {text: colour for text, colour in _CAUSES.values() if text in set(table["why"])}
    scale = alt.Scale(domain=list(known), range=list(known.values()))
    legend = alt.Legend(title=None, labelLimit=320, orient="bottom", columns=2)
    colour = alt.Color(field="why", type="nominal", scale=scale, legend=legend)
    points = (
        alt.Chart(data(table))
        .mark_point(filled=True, size=46, opacity=1)
        .encode(
            x=_x("stop"), y=y, color=colour,
            tooltip=[tip("row", "Who or what"), tip("why", "Why"),
                     tip("earliest", "At the earliest", "temporal", "%d %b %Y"),
                     tip("stop", "At the latest", "temporal", "%d %b %Y")],
        )
    )  # fmt: skip
    if unsure.empty:
        return [points]
    dotted = alt.Chart(data(unsure)).mark_rule(strokeWidth=1, strokeDash=[2, 2])
    return [dotted.encode(x=_x("earliest"), x2="stop", y=y, color=colour), points]


def _rules(changes: pd.DataFrame) -> list[alt.Chart]:
    if changes.empty:
        return []
    table = changes.assign(date=changes["date"].dt.strftime("%Y-%m-%d"))
    return [
        alt.Chart(data(table[["event", "before", "after", "date"]]))
        .mark_rule(color=INK, opacity=0.35)
        .encode(
            x=_x("date"),
            tooltip=[tip("event", "Changed"), tip("date", "On", "temporal", "%d %b %Y"),
                     tip("before", "Before"), tip("after", "After")],
        )
    ]  # fmt: skip
