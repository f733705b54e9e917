"""The charts of a report, from the tables of a study."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import pandas as pd

from .. import plot
from ..plot._over_time import draw_counts
from . import _over_time
from ._colours import Palette, palettes
from ._of import clustered, network, of_network
from ._provinces import MOST_GROUPS, pairs_of, strictest

Tables = Mapping[str, pd.DataFrame]

_MOST_TILES = 8  # columns of the side-by-side chart


def charts(
    result: Any, *, geometry: Any = "auto", colours: dict[str, Palette] | None = None
) -> dict[str, Any]:
    """All charts that the tables allow, by name; ``map:NAME`` for each network.

    ``colours`` is what ``palettes`` gives, where it is known already.
    """
    out: dict[str, Any] = {}
    colours = palettes(result, geometry) if colours is None else colours
    makers: dict[str, Callable[[Any, Any], Any]] = {
        "specification": _specification,
        "profile": _profile,
        "bridge_map": _bridge_map,
        "roles": _roles,
        "meta": _meta,
        "side_by_side": functools.partial(_side_by_side, colours),
        "sizes": _sizes,
        "nulls": _nulls,
        "counts_over_time": _counts_over_time,
        "between_provinces": _between_provinces,
    }
    for name in clustered(result):
        out[f"map:{name}"] = plot.cluster_map(
            network(result, name),
            of_network(result["clusters"], name),
            geometry=geometry,
            palette=colours.get(name),
        )
    for name, make in makers.items():
        chart = make(result, geometry)
        if chart is not None:
            out[name] = chart
    same = same_question(result)
    for name in dict.fromkeys(result["counts"]["network"]):
        if name in same:
            continue
        if (chart := _curve(result, name)) is not None:
            out[f"specification:{name}"] = chart
    out.update(_over_time.charts(result, geometry, colours.get(result.main.name)))
    return out


def _main(result: Any, table: str) -> tuple[str, pd.DataFrame] | None:
    """The table of the main network, if it is there."""
    name = result.main.name
    if table not in result or "clusters" not in result:
        return None
    part = of_network(result[table], name)
    return (name, part) if len(part) and name in clustered(result) else None


def same_question(result: Any) -> set[str]:
    """The main network and those that ask what it asks: they differ in free choices only."""
    main = result.main.name
    if "multiverse" not in result:
        return {main}
    asked = result["multiverse"]["asked_by"].map(lambda names: str(names).split("\n"))
    return {main}.union(*(names for names in asked if main in names))


def _specification(result: Any, geometry: Any) -> Any:
    return _curve(result, result.main.name)


def _curve(result: Any, name: str) -> Any:
    """The constructions that ask what a network asks; what else was tried is another question."""
    if "multiverse" not in result:
        return None
    table = result["multiverse"]
    asks = table["asked_by"].map(lambda names: name in str(names).split("\n"))
    table = table[asks & (table["outcome"] == "ok")].reset_index(drop=True)
    if len(table) < 2:
        return None
    grid = result.study["multiverse"]["grid"]
    choices = [k for k in grid if k in table.columns and table[k].astype(str).nunique() > 1]
    published = {}
    for item in result.study.settings.get("expectations", []):
        about = item["network"] or result.study.main
        if about != name.partition(" ")[0] and about != name:
            continue
        if item["figure"] == "clusters" and item["value"] is not None:
            published[item["name"]] = item["value"]
    return plot.specification_curve(table, choices=choices, published=published, width=860)


def _profile(result: Any, geometry: Any) -> Any:
    found = _main(result, "profile")
    if found is None:
        return None
    exact = _main(result, "plateaus")
    drawn: Any = SimpleNamespace(table=found[1], plateaus=exact[1] if exact else None)
    return plot.profile(drawn)


def _bridge_map(result: Any, geometry: Any) -> Any:
    found = _main(result, "bridges")
    if found is None or "edges" not in result:
        return None
    name, table = found
    by = result.study["bridges"]["by"]
    if by not in table.columns or table[by].notna().sum() == 0:
        return None
    return plot.bridge_map(
        network(result, name),
        of_network(result["clusters"], name),
        table.set_index("id"),
        by=by,
        geometry=geometry,
    )


def _roles(result: Any, geometry: Any) -> Any:
    found = _main(result, "bridges")
    if found is None or found[1]["participation"].notna().sum() == 0:
        return None
    return plot.role_plane(found[1])


def _meta(result: Any, geometry: Any) -> Any:
    name = result.main.name
    if "edges" not in result or name not in clustered(result):
        return None
    return plot.meta_network(
        network(result, name), of_network(result["clusters"], name), geometry=geometry
    )


def _side_by_side(colours: dict[str, Palette], result: Any, geometry: Any) -> Any:
    names = clustered(result)[:_MOST_TILES]
    if len(names) < 2:
        return None
    labels = dict(zip(result["counts"]["network"], result["counts"]["label"], strict=True))
    parts = {labels[n]: of_network(result["clusters"], n) for n in names}
    if len(parts) < len(names):
        parts = {n: of_network(result["clusters"], n) for n in names}
    shown = {part: colours.get(name, {}) for part, name in zip(parts, names, strict=True)}
    return plot.domains(parts, palettes=shown, width=max(760, 180 * len(parts)))


def _sizes(result: Any, geometry: Any) -> Any:
    name = result.main.name
    if "arrangements" not in result:
        return None
    table = of_network(result["arrangements"], name)
    if not len(table) or "size" not in table.columns:
        return None
    by = "obligation" if table.get("obligation", pd.Series(dtype=str)).nunique() > 1 else None
    if by is not None:
        table = table.assign(obligation=table[by].replace("semi", "semi-voluntary"))
    return plot.arrangement_sizes(table, by=by)


def _nulls(result: Any, geometry: Any) -> Any:
    """The null models of the main network (else of the first), a panel per statistic."""
    if "nulls" not in result:
        return None
    table, draws = result["nulls"], result["null_draws"]
    main = result.main.name
    names = list(dict.fromkeys(table["network"]))
    name = main if main in names else names[0]
    results: dict[tuple[str, str], object] = {}
    for row in table[table["network"] == name].itertuples():
        keep = (draws["network"] == name) & (draws["model"] == row.model)
        values = draws.loc[keep & (draws["statistic"] == row.statistic), "value"]
        one = {"draws": values, "observed": row.observed, "p": row.p, "z": row.z}
        if pd.notna(row.observed):
            results[row.model, str(row.statistic).replace("_", " ")] = one
    return plot.null_histogram(results) if results else None


def _between_provinces(result: Any, geometry: Any) -> Any:
    """Weight between each two provinces over what gravity gives."""
    pairs = pairs_of(result)
    if pairs is None or not 2 <= len(set(pairs["a"]) | set(pairs["b"])) <= 2 * MOST_GROUPS:
        return None
    group = str(result["provinces"]["by"].iloc[0]) if "provinces" in result else "group"
    return plot.weight_matrix(pairs, null=str(strictest(result)), group=group.replace("_", " "))


def _counts_over_time(result: Any, geometry: Any) -> Any:
    """Counts of the main network with their ranges, where it is made on several dates."""
    counts = result["counts"]
    rows = counts[counts["key"] == result.study.main]
    if len(rows) < 2 or "clusters" not in rows or rows["clusters"].isna().any():
        return None
    return draw_counts(rows)
