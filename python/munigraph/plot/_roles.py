"""The plane of roles: ties outside the cluster against standing inside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from .._common import colours as colours
from ..bridging._cartography import CARTOGRAPHIC_CUTS, cuts_of
from ._escaped import leaves_escaped
from ._style import HALO, data, heading, plural, readable, sentences, tip

#: From the rim inwards; a role looks the same in every chart, whichever others are there.
ROLES = (
    "ultra-peripheral", "peripheral", "connector", "kinless", "provincial hub", "connector hub",
    "kinless hub",
)  # fmt: skip
_SHADES = (1, 4, 3, 2, 0, 5, 6, 7, 8)
_SHAPES = (
    "square", "circle", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right",
    "triangle-left",
)  # fmt: skip


@leaves_escaped
def role_plane(
    bridges: pd.DataFrame,
    *,
    cuts: Mapping[str, float] | None = None,
    top: int = 12,
    title: str | None = None,
    width: int = 600,
    height: int = 420,
) -> alt.LayerChart:
    """Participation coefficient against within-cluster z, with the cuts between roles.

    ``bridges`` is the table of ``munigraph.bridges`` (``name, participation, within_z, role``, and
    ``strength`` for the size of a dot). Those without a z (all members of the cluster alike) stand
    on the line z = 0, open; the ``top`` ranked are named. ``cuts`` are those that the table was
    made with (``bridges(cuts=…)``). Raises ``ValueError`` for an unknown cut.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.datasets.load("nl-2020").at("2020-07-01").network(domain="safety")
    >>> table = mg.bridges(network, mg.leiden(network))
    >>> type(mg.plot.role_plane(table)).__name__
    'LayerChart'
    """
    missing = {"participation", "within_z"} - set(bridges.columns)
    if missing:
        raise ValueError(f"a role plane needs the columns {sorted(missing)}")
    table = _prepared(bridges)
    lost = len(bridges) - len(table)
    undefined = int((table["defined"] == "no").sum())
    counts = table["role"].value_counts()
    roles = ", ".join(_counted(int(count), str(role)) for role, count in counts.items())
    notes = [roles]
    if undefined:
        notes.append(f"{plural(undefined, 'municipality')} without a z (open, on the line)")
    if lost:
        notes.append(f"{plural(lost, 'municipality')} without ties left out")
    own = quantile_cuts(table)
    chosen = cuts_of(cuts)
    hub = chosen["hub"]
    across = [chosen[name] for name in ("peripheral", "connector", "kinless")]
    among_hubs = [chosen[name] for name in ("connector_hub", "kinless_hub")]
    notes.append(
        f"dashed: hubs at z of {hub:g}, roles at {', '.join(f'{c:g}' for c in across)}"
        + (" (Guimerà & Amaral 2005)" if chosen == CARTOGRAPHIC_CUTS else "")
    )
    if own is not None:
        notes.append(
            f"solid: quantiles of this network, hubs at its 90th percentile of z ({own[0]:.2f}), "
            f"connectors at its 75th of participation ({own[1]:.2f})"
        )
    layers: list[Any] = [_cuts(hub, [*across, *among_hubs], own), _dots(table), *_names(table, top)]
    return alt.layer(*layers).properties(
        width=width,
        height=height,
        title=heading(title, *notes),
        description=f"Role plane of {plural(len(table), 'municipality')}. {sentences(notes)}",
    )


def _counted(count: int, role: str) -> str:
    """``4 connector hubs``; what is an adjective stays as it is."""
    return (
        plural(count, role) if role.endswith(("connector", "hub", "node")) else f"{count:,} {role}"
    )


def _prepared(bridges: pd.DataFrame) -> pd.DataFrame:
    table = bridges.reset_index() if "id" not in bridges.columns else bridges.reset_index(drop=True)
    out = pd.DataFrame({"name": table.get("name", table.iloc[:, 0]).astype(str)})
    for column in ("participation", "within_z", "strength", "rank", "cluster"):
        given = table[column] if column in table.columns else pd.Series(np.nan, index=table.index)
        out[column] = pd.to_numeric(given, errors="coerce").astype(float)
    number = out["cluster"].map(lambda v: "" if np.isnan(v) else str(int(v) + 1))
    out["called"] = table["cluster_name"].astype(str) if "cluster_name" in table else number
    roles = table["role"] if "role" in table.columns else pd.Series("municipality", table.index)
    out["role"] = roles.astype(str).str.replace("_", " ")
    out = out[out["participation"].notna()].reset_index(drop=True)
    out["defined"] = np.where(out["within_z"].notna(), "yes", "no")
    out["z"] = out["within_z"].fillna(0.0)
    out["strength"] = out["strength"].fillna(1.0)
    if out["rank"].isna().all():
        out["rank"] = out["participation"].rank(ascending=False, method="first")
    return out


def _axes() -> dict[str, Any]:
    return {
        "x": alt.X(
            field="participation",
            type="quantitative",
            title="participation coefficient (0: all ties inside its cluster)",
            scale=alt.Scale(domainMin=0, nice=True),
            axis=alt.Axis(tickCount=8),
        ),
        "y": alt.Y(field="z", type="quantitative", title="within-cluster z"),
    }


def _dots(table: pd.DataFrame) -> alt.Chart:
    roles, palette, shapes = _looks(table)
    shade = alt.Color(
        field="role",
        type="nominal",
        scale=alt.Scale(domain=roles, range=palette),
        legend=alt.Legend(title="role", orient="bottom", columns=4),
    )
    return (
        alt.Chart(data(table))
        .mark_point(filled=True, strokeWidth=1)
        .encode(
            **_axes(),
            color=shade,
            # An open dot is its outline, which a filled mark does not have by itself.
            stroke=alt.Stroke(
                field="role",
                type="nominal",
                scale=alt.Scale(domain=roles, range=palette),
                legend=alt.Legend(title="role", orient="bottom", columns=4),
            ),
            shape=alt.Shape(
                field="role",
                type="nominal",
                scale=alt.Scale(domain=roles, range=shapes),
                title="role",
            ),
            size=alt.Size(
                field="strength",
                type="quantitative",
                scale=alt.Scale(domainMin=0, range=[20, 160]),
                legend=None,
            ),
            fillOpacity=alt.condition("datum.defined == 'yes'", alt.value(0.85), alt.value(0)),
            strokeOpacity=alt.value(1),
            tooltip=[
                tip("name", "Municipality"),
                tip("role", "Role"),
                tip("called", "Cluster"),
                tip("participation", "Participation", "quantitative", ".3f"),
                tip("within_z", "Within-cluster z", "quantitative", ".2f"),
                tip("strength", "Strength", "quantitative", ".2f"),
            ],
        )
    )


def _looks(table: pd.DataFrame) -> tuple[list[str], list[str], list[str]]:
    """Roles in their order, each with the colour and shape that it has in every chart."""
    there = table["role"].value_counts().index.tolist()
    roles = [r for r in ROLES if r in there] + [r for r in there if r not in ROLES]
    order = [*ROLES, *(r for r in there if r not in ROLES)]
    at = [order.index(role) for role in roles]
    palette = [colours.MUTED[_SHADES[i % len(_SHADES)]] for i in at]
    return roles, palette, [_SHAPES[i % len(_SHAPES)] for i in at]


def _names(table: pd.DataFrame, top: int) -> list[alt.Chart]:
    best = readable(table.nsmallest(top, "rank"), table, x="participation", y="z", aside=True)
    base = alt.Chart(data(best)).encode(**_axes(), text=alt.Text(field="name", type="nominal"))
    look = {"fontSize": 10.5, "align": "left", "dx": 7, "dy": -3}
    return [
        base.mark_text(**look, stroke=HALO, strokeWidth=2.5, color=HALO),
        base.mark_text(**look, color=colours.INK),
    ]


def quantile_cuts(table: pd.DataFrame) -> tuple[float, float] | None:
    """The 90th percentile of z and the 75th of participation, of municipalities with ties."""
    z = table["within_z"].dropna()
    if not len(z):
        return None
    return float(z.quantile(0.9)), float(table["participation"].quantile(0.75))


def _cuts(hub: float, shares: list[float], own: tuple[float, float] | None) -> Any:
    across = alt.Chart(data([{"z": hub, "what": f"hubs above z = {hub:g}"}])).mark_rule(
        strokeDash=[4, 4], color="#777777"
    )
    rows = [{"participation": c} for c in dict.fromkeys(shares)]
    upright = alt.Chart(data(rows)).mark_rule(strokeDash=[2, 4], color="#BBBBBB")
    axes = _axes()
    lines = [upright.encode(x=axes["x"]), across.encode(y=axes["y"], tooltip=[tip("what", "Cut")])]
    if own is not None:
        look: dict[str, Any] = {"color": "#999999", "strokeWidth": 1}
        high = alt.Chart(data([{"z": own[0], "what": "90th percentile of z"}])).mark_rule(**look)
        far = alt.Chart(
            data([{"participation": own[1], "what": "75th percentile of participation"}])
        ).mark_rule(**look)
        lines.append(high.encode(y=axes["y"], tooltip=[tip("what", "Cut")]))
        lines.append(far.encode(x=axes["x"], tooltip=[tip("what", "Cut")]))
    return alt.layer(*lines)
