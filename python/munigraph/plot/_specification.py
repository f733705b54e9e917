"""The specification curve: every construction's count, and the choices behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from .._common import colours as colours
from .._common.choice_words import shown_word, word_of
from .._common.words import check_word
from ._escaped import leaves_escaped
from ._style import HALO, data, heading, number, plural, tip

# Columns of a multiverse that are results, not choices.
OUTCOMES = {
    "clusters", "clusters_min", "clusters_max", "singletons", "isolates", "components",
    "quality", "agreement", "ami_reference", "ami_nodes", "weight_inside", "status", "seed",
    "runs", "construction", "error", "message", "row", "nodes", "edges", "arrangements",
    "representation",
}  # fmt: skip


@leaves_escaped
def specification_curve(
    table: pd.DataFrame,
    *,
    outcome: str = "clusters",
    choices: list[str] | None = None,
    published: Mapping[str, float] | None = None,
    most: int = 600,
    title: str | None = None,
    width: int = 680,
    height: int = 220,
) -> alt.VConcatChart:
    """All constructions in order of ``outcome``, with their range over runs and their choices.

    Parameters
    ----------
    table : the result of ``multiverse``: columns of choices, ``clusters`` with ``clusters_min`` and
        ``clusters_max``, ``status``.
    choices : columns to show below; default: those of the construction that vary.
    published : figures to draw as lines (name → value).
    most : more rows than this are thinned evenly along the curve (its ends stay), and the chart
        says so.

    Examples
    --------
    >>> import munigraph as mg
    >>> register = mg.datasets.load("nl-2020")
    >>> grid = {"weighting": ["newman", "binary"]}
    >>> table = mg.multiverse(register, grid, date="2020-07-01", runs=2)
    >>> type(mg.plot.specification_curve(table)).__name__
    'VConcatChart'
    """
    check_word("column of the table", outcome, list(table.columns))
    value = pd.to_numeric(table[outcome], errors="coerce")
    good = table.assign(outcome=value)[value.notna()]
    if good.empty:
        raise ValueError("no construction has a result")
    good = good.sort_values("outcome", kind="stable").reset_index(drop=True)
    names = choices if choices is not None else varying(table, outcome)
    shown = good
    if len(good) > most:
        shown = good.iloc[np.unique(np.linspace(0, len(good) - 1, most).round().astype(int))]
    shown = shown.reset_index(drop=True).assign(rank=range(1, min(len(good), most, len(shown)) + 1))
    upper = _curve(shown, outcome, names, published or {}, width, height)
    lower = _choices(shown, names, width)
    low, middle, high = good["outcome"].min(), good["outcome"].median(), good["outcome"].max()
    word = outcome.replace("_", " ")
    said = (
        f"{plural(len(good), 'construction')}: {word} from {number(low)} to {number(high)}, "
        f"median {number(middle)}"
    )
    lost = len(table) - len(good)
    notes = [said]
    if lost:
        notes.append(f"{plural(lost, 'combination')} without a result left out")
    if len(shown) < len(good):
        notes.append(f"{len(shown):,} of {len(good):,} drawn, evenly along the curve")
    chart = alt.vconcat(upper, *([lower] if lower is not None else []), spacing=8)
    chosen = ", ".join(str(name).replace("_", " ") for name in names)
    described = f"Specification curve. {'. '.join(notes)}. Choices: {chosen or 'none'}."
    return chart.resolve_scale(x="shared", color="independent").properties(
        title=heading(title, *notes), description=described
    )


def varying(table: pd.DataFrame, outcome: str = "clusters") -> list[str]:
    """The columns that hold choices and take more than one value."""
    plain = [c for c in table.columns if c not in OUTCOMES and c != outcome]
    plain = [c for c in plain if not str(c).endswith(("_min", "_max"))]
    return [c for c in plain if table[c].map(word_of).nunique() > 1]


def _curve(
    shown: pd.DataFrame,
    outcome: str,
    names: list[str],
    published: Mapping[str, float],
    width: int,
    height: int,
) -> alt.LayerChart:
    rows = pd.DataFrame({"rank": shown["rank"], "outcome": shown["outcome"]})
    for end in ("min", "max"):
        column = shown.get(f"{outcome}_{end}", shown["outcome"])
        rows[end] = pd.to_numeric(column, errors="coerce").fillna(rows["outcome"])
    # Columns of the user's may hold dots and brackets, which a chart would read as paths.
    for i, name in enumerate(names):
        rows[f"c{i}"] = [shown_word(value, name) for value in shown[name]]
    word = outcome.replace("_", " ").capitalize()
    tips = [tip("outcome", word, "quantitative"), tip("min", "Lowest run", "quantitative")]
    tips.append(tip("max", "Highest run", "quantitative"))
    tips += [tip(f"c{i}", str(name)) for i, name in enumerate(names)]
    x = alt.X(field="rank", type="quantitative", axis=None, scale=alt.Scale(nice=False, padding=6))
    # Room above, so that the highest point is whole.
    highest = float(pd.concat([rows["outcome"], rows["max"]]).max())
    y_scale = alt.Scale(zero=True, domainMax=1.05 * highest) if highest > 0 else alt.Scale()
    base = alt.Chart(data(rows))
    ranges = base.mark_rule(color=colours.WARM, strokeWidth=2, opacity=0.6).encode(
        x=x, y=alt.Y(field="min", type="quantitative", title=word, scale=y_scale), y2="max"
    )
    points = base.mark_circle(color=colours.ACCENT, size=24, opacity=1).encode(
        x=x, y=alt.Y(field="outcome", type="quantitative", title=word), tooltip=tips
    )
    layers: list[Any] = [ranges, points]
    if published:
        layers += _published(published, width)
    return alt.layer(*layers).properties(width=width, height=height)


def _published(published: Mapping[str, float], width: int) -> list[alt.Chart]:
    rows = [
        {"name": name if number(v) in name else f"{name}: {number(v)}", "value": float(v)}
        for name, v in published.items()
    ]
    y = alt.Y(field="value", type="quantitative")
    base = alt.Chart(data(rows)).encode(y=y)
    line = base.mark_rule(color=colours.INK, strokeDash=[5, 4], opacity=0.8)
    # At the right end: the curve rises away from all but the highest lines.
    look: dict[str, Any] = {"align": "right", "dy": -6, "dx": -4, "fontSize": 11}
    words = base.encode(x=alt.value(width), text=alt.Text(field="name", type="nominal"))
    return [
        line.encode(tooltip=[tip("name", "Published")]),
        words.mark_text(**look, stroke=HALO, strokeWidth=3, color=HALO),
        words.mark_text(**look, color=colours.INK),
    ]


def _choices(shown: pd.DataFrame, names: list[str], width: int) -> alt.Chart | None:
    if not names:
        return None
    rows, order = [], []
    for name in names:
        words = [shown_word(value, name) for value in shown[name]]
        called = str(name).replace("_", " ")
        order += [_choice(called, word) for word in _sorted(words)]
        rows += [
            {"rank": int(rank), "choice": _choice(called, word), "kind": str(name)}
            for rank, word in zip(shown["rank"], words, strict=True)
        ]
    tick = max(1.0, min(6.0, 0.8 * width / len(shown)))
    return (
        alt.Chart(data(rows))
        .mark_tick(thickness=tick, size=10, orient="vertical", color=colours.ACCENT)
        .encode(
            x=alt.X(
                field="rank",
                type="quantitative",
                title="constructions, in order of the count",
                axis=alt.Axis(labels=False, ticks=False, grid=False),
                scale=alt.Scale(nice=False, padding=6),
            ),
            y=alt.Y(
                field="choice",
                type="nominal",
                sort=order,
                title=None,
                axis=alt.Axis(grid=True, labelLimit=260, ticks=False, domain=False),
            ),
            tooltip=[tip("choice", "Choice")],
        )
        .properties(width=width, height=alt.Step(15))
    )


def _choice(name: str, word: str) -> str:
    """``weighting: pair share``: as people write it."""
    return f"{name}: {word.replace('_', ' ')}"


def _sorted(words: Iterable[str]) -> list[str]:
    """Numbers by size, the rest by name, "all" first."""

    def key(word: str) -> tuple[int, float, str]:
        try:
            return (1, float(word), "")
        except ValueError:
            return (0 if word == "all" else 2, 0.0, word)

    return sorted(set(words), key=key)
