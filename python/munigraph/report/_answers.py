"""What the report answers: claims, provinces, and figures against chance."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ._numbers import number, p_text
from ._of import of_network
from ._wording import Table, table


def named(result: Any, frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The table with networks called as people call them."""
    labels = dict(zip(result["counts"]["network"], result["counts"]["label"], strict=True))
    keys = dict(zip(result["counts"]["key"], result["counts"]["label"], strict=True))
    return frame.assign(**{c: frame[c].map({**keys, **labels}).fillna(frame[c]) for c in columns})


def claims(result: Any) -> Table | None:
    """Claim, answer, figure, range over constructions, null, and whether the data can tell."""
    if "claims" not in result:
        return None
    rows = result["claims"].copy()
    records = rows.to_dict("records")
    rows["shown_figure"] = [_figure_of(r) for r in records]
    rows["shown_interval"] = [
        f"{number(r['low'])} to {number(r['high'])} ({r['interval']})" if pd.notna(r["low"]) else ""
        for r in records
    ]
    rows["shown_range"] = [_over(r) for r in records]
    rows["shown_null"] = [_null_of(r) for r in records]
    rows["shown_p"] = [_p(r["p"], r["draws"]) for r in records]
    rows["shown_two"] = [_p(r["p_two_sided"], r["draws"]) for r in records]
    rows["shown_holm"] = [
        f"{number(r['holm'], p=True)} of {int(r['tests'])} tests" if pd.notna(r["holm"]) else ""
        for r in records
    ]
    columns = ["claim", "answer", "shown_figure", "shown_interval", "shown_range", "shown_null",
               "shown_p", "shown_two", "shown_holm", "why"]  # fmt: skip
    note = (
        "Yes: p ≤ .05 in the claimed direction under the strictest null shown, and the same sign "
        "in nine of ten constructions of the same question. No: the 95% interval lies below the "
        "smallest size that would matter. Everything else cannot be told. p = (b + 1)/(draws + 1)."
    )
    return table("claims", "Claims and whether the data can tell", rows, columns, note=note)


def _figure_of(row: dict[str, Any]) -> str:
    return f"{row['figure']} {number(row['value'])}" if pd.notna(row["value"]) else row["figure"]


def _over(row: dict[str, Any]) -> str:
    if not row["constructions"]:
        return "none tried"
    count = int(row["constructions"])
    ends = (
        f"{number(row['min'])} to {number(row['max'])} over " if pd.notna(row["min"]) else "over "
    )
    text = f"{ends}{count:,} constructions"
    text += f" ({row['varied']})" if row["varied"] else ""
    if row["kind"] != "statement" and pd.notna(row["same_sign"]):
        word = "as published" if row["kind"] == "published" else "the claimed sign"
        text += (
            f"; {row['same_sign']:.0%} with {word}"
            if word[0] == "t"
            else (f"; {row['same_sign']:.0%} {word}")
        )
    return text + (f"; {int(row['apart'])} counted apart" if row["apart"] else "")


def _null_of(row: dict[str, Any]) -> str:
    if row["key"] != "provinces" or pd.isna(row["null_value"]):
        return str(row["null"] or "no null")
    return f"{row['null']}: {number(row['null_value'])} on average"


def _p(p: Any, draws: Any) -> str:
    return p_text(number(p, p=True), p, draws).removeprefix("p ") if pd.notna(p) else ""


def null_table(result: Any) -> Table | None:
    if "nulls" not in result:
        return None
    rows = named(result, result["nulls"], "network")
    pairs = zip(rows["p"], rows["draws"], strict=True)
    rows["shown_two"] = [_p(p, draws) for p, draws in pairs]
    columns = ["network", "model", "statistic", "observed", "mean", "sd", "z", "shown_two"]
    return table("nulls", "Observed against null models", rows, columns)


#: What each null keeps, and what must be said beside its figures.
CAVEATS = {
    "curveball": "Curveball keeps how many arrangements each municipality is in and how large each "
    "is, but not where they lie: against it everything that has to do with distance stands out, so "
    "that a large z says little.",
    "bicm": "BiCM keeps the same on average only, and no distance either: a large z says little.",
    "gravity": "Gravity keeps the sizes of arrangements and lets population and distance do the "
    "rest (Zipf 1946): what stands out against it is more than nearness.",
    "tiling": "Tiling draws statutory regions anew as regions that tile the country, with the same "
    "sizes and on one map where they are on one map, and all other arrangements by gravity: what "
    "stands out against it is more than that regions tile.",
}


#: What a fit says of itself, and how the page begins it.
_OF_FITS = {
    "regions outside their size": "Tiling, regions outside their size",
}


def caveats(result: Any) -> list[str]:
    """What is to be said beside the figures of these nulls."""
    if "nulls" not in result:
        return []
    table = result["nulls"]
    said = [CAVEATS[m] for m in dict.fromkeys(table["model"]) if m in CAVEATS]
    for name, value in _OF_FITS.items():
        if name not in table:
            continue
        rows = named(result, table[table[name].notna()], "network").drop_duplicates("network")
        said += [
            f"{value}, {network}: {text}."
            for network, text in zip(rows["network"], rows[name], strict=True)
        ]
    return said


def provinces(result: Any) -> list[Table]:
    """Crossing, leanings and weight between provinces with what gravity would give."""
    out = []
    main = result.main.name
    if "alignment" in result:
        rows = of_network(result["alignment"], main)
        rows = rows[rows["size"] > 1]
        columns = ["cluster_name", "size", "majority", "share", "groups", "weight_share"]
        labels = {"majority": "Most members in", "groups": "Provinces", "share": "Share of members",
                  "weight_share": "Weight that stays within provinces"}  # fmt: skip
        out.append(table("alignment", "Clusters and provinces", rows, columns, labels=labels))
    if "leanings" in result:
        rows = of_network(result["leanings"], main)
        columns = ["group", "size", "within", "partner", "partner_share", "rather_than",
                   "rather_than_share", "clusters"]  # fmt: skip
        labels = {"group": "Province", "size": "Municipalities", "partner_share": "of what leaves",
                  "within": "Share of strength inside", "partner": "Works most with",
                  "rather_than": "rather than with", "rather_than_share": "of what leaves",
                  "clusters": "Split over clusters"}  # fmt: skip
        note = "How much of the cooperation of each province stays inside, and where the rest goes."
        out.append(
            table("leanings", "Inside each province, and across its border", rows, columns,
                  labels=labels, note=note)
        )  # fmt: skip
    if "province_pairs" in result:
        rows = result["province_pairs"]
        model = "gravity" if (rows["null"] == "gravity").any() else rows["null"].iloc[0]
        rows = rows[(rows["null"] == model) & ((rows["weight"] > 0) | (rows["expected"] > 0))]
        rows = rows.sort_values("weight", ascending=False, kind="stable")
        pairs = zip(rows["p"], rows["draws"], strict=True)
        rows["shown_p"] = [_p(p, draws) for p, draws in pairs]
        labels = {"a": "Province", "b": "and province", "weight": "Weight", "ratio": "Ratio",
                  "expected": f"Expected under {model}", "shown_p": "p of more"}  # fmt: skip
        note = (
            f"A ratio above 1: more cooperation than {model} gives. p is one-sided and not "
            "corrected for the "
            f"{len(rows)} pairs."
        )
        out.append(
            table("pairs", "Weight between each two provinces", rows,
                  ["a", "b", "weight", "expected", "ratio", "shown_p"], labels=labels, note=note,
                  search=True)
        )  # fmt: skip
    return out
