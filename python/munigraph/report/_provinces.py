"""The section *Provinces*: agreement with its null, crossing, and weight between them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from .._common.text import in_order
from ._answers import named, p_cell
from ._numbers import number
from ._of import of_network
from ._wording import Table, table

#: Groups that a crossing table can have as columns.
MOST_GROUPS = 16


def provinces(result: Any) -> list[Table]:
    """How far clusters follow provinces, and where cooperation goes."""
    parts = (_agreement, _nulls, _alignment, _crossing, _leanings, _pairs)
    found = [part(result) for part in parts]
    return [one for one in found if one is not None]


def strictest(result: Any) -> str | None:
    """The null whose expectation is shown: gravity where it was drawn."""
    if "province_pairs" not in result or result["province_pairs"].empty:
        return None
    models = list(dict.fromkeys(result["province_pairs"]["null"]))
    return "gravity" if "gravity" in models else str(models[0])


def pairs_of(result: Any) -> pd.DataFrame | None:
    """Weight between each two provinces with what that null gives."""
    model = strictest(result)
    if model is None:
        return None
    rows = result["province_pairs"]
    rows = rows[(rows["null"] == model) & ((rows["weight"] > 0) | (rows["expected"] > 0))]
    return rows.reset_index(drop=True) if len(rows) else None


def _agreement(result: Any) -> Table | None:
    """Each network; the main one with what the nulls give."""
    if "provinces" not in result:
        return None
    rows = named(result, result["provinces"], "network")
    columns, labels = ["network", "ami", "weight_within", "inside_one"], {
        "weight_within": "Weight within one province",
        "inside_one": "Clusters inside one province",
        "ami": "AMI with provinces",
    }  # fmt: skip
    note, model = "", strictest(result)
    if "claims" in result:
        claim = result["claims"].query("key == 'provinces' and kind == 'claim'")
        if len(claim) and pd.notna(claim["null_value"].iloc[0]):
            one = claim.iloc[0]
            model = str(one["null"])  # one null for the whole row
            about = result["provinces"]["network"] == result.main.name
            rows["null_ami"] = float(one["null_value"])
            rows["null_ami"] = rows["null_ami"].where(about)
            rows["p_shown"] = [p_cell(one["p"], one["draws"]) if main else "" for main in about]
            labels |= {"null_ami": f"AMI in draws of {one['null']}", "p_shown": "p, one-sided"}
            columns[2:2] = ["null_ami", "p_shown"]
            note = "The main network alone is held against the null; the others have no null."
    by_chance = result.get("provinces_by_chance")
    if by_chance is not None and len(given := by_chance.query("null == @model")):
        about = result["provinces"]["network"] == result.main.name
        rows["null_within"] = float(given["expected_within"].iloc[0])
        rows["null_within"] = rows["null_within"].where(about)
        labels["null_within"] = f"Weight within, in draws of {model}"
        columns.insert(columns.index("weight_within") + 1, "null_within")
    heading = "Whether clusters follow provinces"
    return table("provinces", heading, rows, columns, labels=labels, note=note)


def _nulls(result: Any) -> Table | None:
    """The main network against every null that was drawn: the claim takes the strictest."""
    rows = result.get("provinces_by_chance")
    if rows is None or "ami_mean" not in rows or len(rows) < 2:
        return None
    rows = rows[rows["ami_mean"].notna()].copy()
    rows["middle"] = [
        f"{number(low)} to {number(high)}"
        for low, high in zip(rows["ami_low"], rows["ami_high"], strict=True)
    ]
    pairs = zip(rows["p"], rows["draws"], strict=True)
    rows["shown_p"] = [p_cell(p, draws) for p, draws in pairs]
    labels = {
        "ami": "AMI with provinces",
        "ami_mean": "In draws, on average",
        "middle": "Middle 95%",
        "expected_within": "Weight within one province, in draws",
    }
    note = (
        "The claim rests on the null with the largest p and, of those, the one that comes nearest. "
        "What each null keeps is said under Null models."
    )
    return table(
        "provinces-by-chance", "Agreement with provinces against each null", rows,
        ["null", "ami", "ami_mean", "middle", "shown_p", "expected_within"], labels=labels,
        note=note,
    )  # fmt: skip


def _alignment(result: Any) -> Table | None:
    if "alignment" not in result:
        return None
    rows = of_network(result["alignment"], result.main.name)
    rows = rows[rows["size"] > 1]
    columns = ["cluster_name", "size", "majority", "share", "groups", "weight_share"]
    labels = {"majority": "Most members in", "groups": "Provinces", "share": "Share of members",
              "weight_share": "Weight that stays within provinces"}  # fmt: skip
    return table("alignment", "Clusters and provinces", rows, columns, labels=labels)


def _crossing(result: Any) -> Table | None:
    """Members of each cluster by province."""
    if "clusters" not in result or "provinces" not in result:
        return None
    main, by = result.main.name, result["provinces"]["by"].iloc[0]
    nodes = of_network(result["nodes"], main)
    rows = of_network(result["clusters"], main)
    if by not in nodes:
        return None
    rows[by] = rows["id"].map(nodes.set_index("id")[by])
    sizes = rows.groupby("cluster")["id"].transform("size")
    rows = rows[(sizes > 1) & rows[by].notna()]
    if not len(rows) or rows[by].nunique() > MOST_GROUPS:
        return None
    wide = rows.groupby(["cluster", "cluster_name", by]).size().unstack(fill_value=0)
    # An empty cell is easier to see past than a nought.
    wide = wide.astype("Int64").mask(wide == 0)
    wide.columns = [str(c) for c in wide.columns]
    wide = wide.reset_index().drop(columns="cluster")
    wide = wide[[*wide.columns[:1], *sorted(wide.columns[1:], key=in_order)]]
    labels = {name: name for name in wide.columns[1:]}
    return table("crossing", "Members of each cluster by province", wide,
                 list(wide.columns), labels=labels)  # fmt: skip


def _leanings(result: Any) -> Table | None:
    if "leanings" not in result:
        return None
    rows = of_network(result["leanings"], result.main.name)
    rows = rows.sort_values("group", key=lambda names: names.map(in_order), kind="stable")
    model, pairs = strictest(result), pairs_of(result)
    columns = ["group", "size", "within", "expected_within", "partner", "partner_share",
               "rather_than", "rather_than_share", "clusters"]  # fmt: skip
    if pairs is not None:
        given = {name: _expected_within(pairs, name) for name in rows["group"]}
        rows["expected_within"] = rows["group"].map(given)
    labels = {"group": "Province", "size": "Municipalities", "partner_share": "of what leaves",
              "within": "Share of strength inside", "partner": "Works most with",
              "expected_within": f"under {model}",
              "rather_than": "rather than with", "rather_than_share": "of what leaves",
              "clusters": "Split over clusters"}  # fmt: skip
    note = "How much of the cooperation of each province stays inside, and where the rest goes."
    return table("leanings", "Inside each province, and across its border", rows, columns,
                 labels=labels, note=note)  # fmt: skip


def _expected_within(pairs: pd.DataFrame, name: str) -> float | None:
    """Share of a province's strength inside it in draws: a tie inside counts for both its ends."""
    inside = 2 * float(pairs.loc[(pairs["a"] == name) & (pairs["b"] == name), "expected"].sum())
    across = pairs[(pairs["a"] == name) != (pairs["b"] == name)]["expected"].sum()
    whole = inside + float(across)
    return inside / whole if whole else None


def _pairs(result: Any) -> Table | None:
    rows, model = pairs_of(result), strictest(result)
    if rows is None:
        return None
    rows = rows.sort_values("weight", ascending=False, kind="stable")
    together = zip(rows["p"], rows["draws"], strict=True)
    rows["shown_p"] = [p_cell(p, draws) for p, draws in together]
    labels = {"a": "Province", "b": "and province", "weight": "Weight", "ratio": "Ratio",
              "expected": f"Expected under {model}", "shown_p": "p of more"}  # fmt: skip
    note = (
        f"A ratio above 1: more cooperation than {model} gives. p is one-sided and not corrected "
        f"for the {len(rows)} pairs."
    )
    return table("pairs", "Weight between each two provinces", rows,
                 ["a", "b", "weight", "expected", "ratio", "shown_p"], labels=labels, note=note,
                 search=True)  # fmt: skip
