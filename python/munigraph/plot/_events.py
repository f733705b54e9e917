"""How many events of each kind, and for which reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from .._common.colours import ACCENT, INK, WARM
from ._escaped import leaves_escaped
from ._style import data, heading, number, tip

if TYPE_CHECKING:
    from ..dynamics._chronicle import Chronicle

#: Reason → what the legend calls it, and its colour; what the register does is pale.
REASONS = {
    "real": ("real", WARM),
    "unclear": ("unclear", INK),
    "merger": ("municipal merger", ACCENT),
    "dissolved_not_succeeded": ("dissolved, not succeeded", "#8A7FBF"),
    "registered": ("registered: it was there before", "#C9CDD2"),
    "late": ("recorded late", "#AEB4BB"),
    "classified": ("classified", "#D9CFC3"),
    "gap_in_register": ("gap in the register", "#B9C4BC"),
    "error_corrected": ("error corrected", "#E3D9DE"),
}


@leaves_escaped
def events(
    chronicle: Chronicle, *, title: str | None = None, width: int = 460, row_height: int = 24
) -> alt.Chart:
    """Events of a chronicle by kind and reason: a bar per kind, most frequent first, its parts by
    reason; what the world did is dark, what mergers and the register did by themselves is not.
    Versions in which nothing differs are no events here and are counted in the title.

    Examples
    --------
    >>> import munigraph as mg
    >>> register = mg.synthetic(40, 60, clusters=4, history=True, seed=1)
    >>> type(mg.plot.events(mg.chronicle(register))).__name__
    'Chart'
    """
    return draw_events(chronicle.events, title=title, width=width, row_height=row_height)


@leaves_escaped
def draw_events(
    table: pd.DataFrame,
    *,
    title: str | None = None,
    width: int = 460,
    row_height: int = 24,
) -> alt.Chart:
    """The chart of such a table of events; see :func:`events`."""
    shown = table[table["event"] != "revised"]
    counts = shown.groupby(["event", "reason"], sort=False).size().rename("events").reset_index()
    order = counts.groupby("event")["events"].sum().sort_values(ascending=False, kind="stable")
    counts["kind"] = counts["event"].str.replace("_", " ")
    counts["why"] = [REASONS.get(reason, (reason, INK))[0] for reason in counts["reason"]]
    counts["order"] = [list(REASONS).index(r) if r in REASONS else 99 for r in counts["reason"]]
    there = set(counts["why"])
    used = [(text, colour) for text, colour in REASONS.values() if text in there]
    scale = alt.Scale(domain=[text for text, _ in used], range=[colour for _, colour in used])
    real = int((~shown["administrative"].astype(bool)).sum())
    revised = len(table) - len(shown)
    notes = [f"{number(real)} of {number(len(shown))} are of the world"]
    if revised:
        notes.append(f"besides {number(revised)} new versions in which nothing differs")
    chart = alt.Chart(data(counts[["kind", "why", "events", "order"]])).mark_bar()
    return chart.encode(
        x=alt.X(field="events", type="quantitative", title="events", stack="zero"),
        y=alt.Y(field="kind", type="nominal", title=None,
                sort=[kind.replace("_", " ") for kind in order.index]),
        color=alt.Color(field="why", type="nominal", title=None, scale=scale,
                        legend=alt.Legend(orient="right", labelLimit=260)),
        order=alt.Order(field="order", type="quantitative"),
        tooltip=[tip("kind", "Event"), tip("why", "Reason"),
                 tip("events", "Events", "quantitative", ",")],
    ).properties(
        width=width,
        height=row_height * max(1, len(order)),
        title=heading(title or "What happened, and why", *notes),
        description=f"Events by kind and reason. {'; '.join(notes)}.",
    )  # fmt: skip
