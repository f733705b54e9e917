"""Histograms: sizes of arrangements, and figures under null models beside what was observed."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from .._common import colours as colours
from .._common.numbers import p_text
from .._common.words import check_word
from ._escaped import leaves_escaped
from ._style import data, heading, number, plural, sentences, tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._common.types import Array, HasMemberships
    from ..inference._significance import Significance, SignificanceTable


@leaves_escaped
def arrangement_sizes(
    source: HasMemberships | pd.DataFrame | Array | Sequence[int],
    *,
    by: str | None = None,
    title: str | None = None,
    width: int = 560,
    height: int = 260,
) -> alt.Chart:
    """How many members arrangements have.

    ``source`` is a table with a column ``size`` (or of memberships: ``arrangement,
    participant``), an array of sizes, or something with a table ``memberships``. ``by`` names a
    column of the table (domain, legal form) to stack the bars by.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
    >>> chart = mg.plot.arrangement_sizes(network)
    >>> chart.to_dict()["mark"]["type"]
    'bar'
    """
    table = _sizes(source, by)
    sizes = table["size"]
    keys = ["size"] if by is None else ["size", "group"]
    bins = table.assign(bin=_bins(sizes))
    keys = ["bin", *keys[1:]]
    counts = bins.groupby(keys, observed=True).size().rename("count").reset_index()
    order = _order(bins)
    notes = [
        f"{plural(len(sizes), 'arrangement')}, {int(sizes.sum()):,} memberships",
        f"median {number(float(sizes.median()))}, largest {number(float(sizes.max()))}"
        if len(sizes)
        else "",
    ]
    chart = (
        alt.Chart(data(counts))
        .mark_bar(color=colours.ACCENT, stroke="#FFFFFF", strokeWidth=0.5)
        .encode(
            x=alt.X(
                field="bin",
                type="ordinal",
                # Sizes that nobody has are gaps, not left out.
                scale=alt.Scale(domain=order),
                title="members",
                axis=alt.Axis(labelAngle=-90 if _crowded(order, width) else 0),
            ),
            y=alt.Y(field="count", type="quantitative", title="arrangements", stack=True),
            tooltip=[
                tip("bin", "Members"),
                tip("count", "Arrangements", "quantitative"),
                *([tip("group", by.capitalize())] if by else []),
            ],
        )
    )
    if by is not None:
        groups = sorted(counts["group"].unique())
        shades = [colours.MUTED[i % len(colours.MUTED)] for i in range(len(groups))]
        chart = chart.encode(
            color=alt.Color(
                field="group",
                type="nominal",
                scale=alt.Scale(domain=groups, range=shades),
                legend=alt.Legend(title=by.replace("_", " ")),
            )
        )
    return chart.properties(
        width=width,
        height=height,
        title=heading(title, *notes),
        description=f"Sizes of {'; '.join(n for n in notes if n)}.",
    )


def _sizes(source: Any, by: str | None) -> pd.DataFrame:
    table = source
    if not isinstance(table, pd.DataFrame):
        table = getattr(source, "memberships", None)
        if table is None:
            table = pd.DataFrame({"size": np.asarray(source, dtype=np.int64)})
    if "size" not in table.columns:
        missing = {"arrangement", "participant"} - set(table.columns)
        if missing:
            raise ValueError("expected a column 'size', or 'arrangement' and 'participant'")
        # Someone may be listed twice, as host and as member.
        table = table.groupby("arrangement")["participant"].nunique().rename("size").reset_index()
    if by is not None:
        check_word("column of the table", by, list(table.columns))
    out = pd.DataFrame({"size": pd.to_numeric(table["size"]).astype("int64")})
    if by is not None:
        out["group"] = table[by].fillna("unknown").astype(str).str.replace("_", " ")
    return out.reset_index(drop=True)


def _bins(sizes: pd.Series) -> pd.Series:
    """Each size its own bar up to 20; then tens to 100; then hundreds."""
    return sizes.map(_bin)


def _bin(size: int) -> str:
    if size <= 20:
        return str(size)
    step = 10 if size <= 100 else 100
    low = (size - 1) // step * step + 1
    return f"{low}–{low + step - 1}"


def _order(bins: pd.DataFrame) -> list[str]:
    """Every bin from the least size to the largest; those in use, where that would be too many."""
    there = list(dict.fromkeys(bins.sort_values("size")["bin"]))
    if not there or bins["size"].max() > 2000:
        return there
    ends = (*range(1, 21), *range(30, 101, 10), *range(200, 2001, 100))
    every = [_bin(size) for size in ends]
    return every[every.index(there[0]) : every.index(there[-1]) + 1]


def _crowded(order: list[str], width: int) -> bool:
    """Whether two labels side by side would run into one, at 6.5 pixels a sign."""
    pairs = itertools.pairwise(order)
    most = max((len(a) + len(b) for a, b in pairs), default=0)
    return 6.5 * (most / 2 + 1) > width / max(len(order), 1)


@leaves_escaped
def null_histogram(
    results: Significance
    | SignificanceTable
    | Mapping[str, object]
    | Mapping[tuple[str, str], object],
    *,
    statistic: str | None = None,
    bins: int = 25,
    title: str | None = None,
    width: int = 520,
    height: int = 110,
) -> alt.VConcatChart:
    """Draws of one or several null models, with the observed value as a line.

    ``results``: a Significance (``.draws``, ``.observed``, and ``.p``, ``.z`` where there), or a
    mapping from a null model's name to one, or to a dict with those keys. All share one scale. Keys
    that are pairs (null model, statistic) give a panel per statistic, each with a scale of its own.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
    >>> chart = mg.plot.null_histogram(mg.significance(network, null="curveball", draws=9))
    >>> type(chart).__name__
    'VConcatChart'
    """
    many: Any = results
    if not isinstance(results, Mapping) or "draws" in results:
        many = {getattr(results, "null", "null"): results}
    if statistic is None:
        statistic = next((getattr(r, "statistic", None) for r in many.values()), None)
        statistic = (statistic or "statistic").replace("_", " ")
    if not many:
        raise ValueError("no null model to draw")
    if all(isinstance(key, tuple) and len(key) == 2 for key in many):
        return _panels(many, bins, title, width, height)
    read = {str(name): _read(result) for name, result in many.items()}
    everything = np.concatenate([np.append(r["draws"], r["observed"]) for r in read.values()])
    everything = everything[np.isfinite(everything)]
    if not len(everything):
        raise ValueError("no finite draw and no finite observed value")
    low, high = float(everything.min()), float(everything.max())
    pad = 0.04 * (high - low) or 0.5
    scale = alt.Scale(domain=[low - pad, high + pad], nice=False)
    rows = [
        _null_row(name, result, scale, statistic, bins, width, height)
        for name, result in read.items()
    ]
    said = [f"{name}: {_said(result)}" for name, result in read.items()]
    return alt.vconcat(*rows, spacing=6).properties(
        title=heading(title, *said),
        description=sentences([f"{statistic} against null models", *said]),
    )


def _panels(
    many: Mapping[Any, Any], bins: int, title: str | None, width: int, height: int
) -> alt.VConcatChart:
    """A panel per statistic: figures of different units share no axis."""
    statistics = list(dict.fromkeys(statistic for _, statistic in many))
    panels = []
    for statistic in statistics:
        here = {null: result for (null, one), result in many.items() if one == statistic}
        panels.append(
            null_histogram(here, statistic=str(statistic), bins=bins, width=width, height=height)
        )
    if len(panels) == 1:
        return panels[0]
    said = " ".join(str(panel.description) for panel in panels)
    chart = alt.vconcat(*panels, spacing=24).properties(description=said)
    return chart.properties(title=heading(title)) if title else chart


def _read(result: Any) -> dict[str, Any]:
    def get(name: str) -> Any:
        return result.get(name) if isinstance(result, Mapping) else getattr(result, name, None)

    draws = np.asarray(get("draws"), dtype=float)
    observed = float(get("observed"))
    p = get("p")
    return {"draws": draws[np.isfinite(draws)], "observed": observed, "p": p, "z": get("z")}


def _said(result: dict[str, Any]) -> str:
    draws, observed = result["draws"], result["observed"]
    mean = float(draws.mean()) if len(draws) else np.nan
    parts = [f"observed {number(observed)}, mean of {len(draws):,} draws {number(mean)}"]
    if result["p"] is not None and np.isfinite(result["p"]):
        parts.append(p_text(float(result["p"]), len(draws)))
    return ", ".join(parts)


def _null_row(
    name: str,
    result: dict[str, Any],
    scale: alt.Scale,
    statistic: str,
    bins: int,
    width: int,
    height: int,
) -> alt.LayerChart:
    low, high = scale["domain"]
    count, edge = np.histogram(result["draws"], bins=bins, range=(low, high))
    bars = pd.DataFrame({"low": edge[:-1], "high": edge[1:], "count": count})
    drawn = (
        alt.Chart(data(bars[bars["count"] > 0]))
        .mark_bar(color="#9DB4C0", stroke="#FFFFFF", strokeWidth=0.5)
        .encode(
            x=alt.X(
                field="low",
                type="quantitative",
                scale=scale,
                title=f"{statistic} ({name})",
                bin="binned",
            ),
            x2="high",
            y=alt.Y(field="count", type="quantitative", title="draws"),
            tooltip=[
                tip("low", "From", "quantitative", ".4~g"),
                tip("high", "to", "quantitative", ".4~g"),
                tip("count", "Draws", "quantitative"),
            ],
        )
    )
    line = (
        alt.Chart(data([{"value": result["observed"], "label": "observed"}]))
        .mark_rule(color="#882255", strokeWidth=2.5)
        .encode(
            x=alt.X(field="value", type="quantitative", scale=scale),
            tooltip=[tip("value", "Observed", "quantitative", ".5~g")],
        )
    )
    return (drawn + line).properties(width=width, height=height)
