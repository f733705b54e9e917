"""What the report answers: claims, and figures against chance."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ._numbers import number, p_text
from ._of import of_network
from ._wording import Table, shown, table


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
    rows["shown_interval"] = [_interval_of(r) for r in records]
    once = varied_once(records)
    rows["shown_range"] = [_over(r, once) for r in records]
    rows["shown_null"] = [_null_of(r) for r in records]
    rows["shown_p"] = [p_cell(r["p"], r["draws"]) for r in records]
    rows["shown_two"] = [p_cell(r["p_two_sided"], r["draws"]) for r in records]
    rows["shown_holm"] = [
        f"{number(r['holm'], p=True)} of {int(r['tests'])} test{'s' * (r['tests'] != 1)}"
        if pd.notna(r["holm"])
        else ""
        for r in records
    ]
    columns = ["claim", "answer", "shown_figure", "shown_interval", "shown_range", "shown_null",
               "shown_p", "shown_two", "shown_holm", "why"]  # fmt: skip
    note = (
        "Yes: p ≤ .05 in the claimed direction under the strictest null shown, and the same sign "
        "in nine of ten constructions of the same question. No: the 95% interval lies below the "
        "smallest size that would matter. Everything else cannot be told. p = (b + 1)/(draws + 1). "
        "A figure can lie at the end of its interval or beyond: redrawn registers blur clusters."
    )
    if once:
        note = f"Constructions are {once}, where nothing else is said. {note}"
    return table("claims", "Claims and whether the data can tell", rows, columns, note=note)


def cannot_be_told(result: Any) -> list[str]:
    """The claims that the data cannot settle, each with the reason."""
    if "claims" not in result:
        return []
    rows = result["claims"]
    rows = rows[rows["answer"] == "Cannot be told"]
    said = {"published": "As published, “{}”: {}.", "statement": "“{}”: {}."}
    return [said.get(r.kind, "{}: {}.").format(r.claim, r.why) for r in rows.itertuples()]


def not_asked(result: Any) -> list[str]:
    """What the register has nothing about, so that the questions could not be put."""
    nodes = of_network(result["nodes"], result.main.name)
    asked = set(result["claims"]["key"]) if "claims" in result else set()

    def has(column: str) -> bool:
        return column in nodes and shown(nodes[column])

    said = []
    if "provinces" not in asked:
        claim = "Clusters follow provinces"
        if not has("province"):
            said.append(f"{claim}: the register names no provinces.")
        elif "comparison" not in result.study:
            said.append(f"{claim}: the study does not ask ([comparison]).")
        elif nodes["province"].nunique() < 2:
            said.append(f"{claim}: all municipalities lie in one.")
    said += _domains_not_asked(result, asked)
    if "size" not in asked and "bridges" in result:
        claim = "Larger municipalities bridge more"
        if not has("population"):
            said.append(f"{claim}: the register has no population.")
        elif not result.facts_of("bridges", result.main.name).get("size_claim"):
            said.append(f"{claim}: the population of too few municipalities is known.")
        else:
            said.append(f"{claim}: nobody bridges, or all alike.")
    return said


def _domains_not_asked(result: Any, asked: set[str]) -> list[str]:
    """Why one domain was not held against the other."""
    pair = result.study["claims"]["contrast"]
    if "domains" in asked or len(pair) != 2 or "domain" in result.main.construction:
        return []
    claim = f"The {pair[0]} domain falls into more clusters than the {pair[1]} domain"
    if "comparison" not in result.study:
        return [f"{claim}: the study does not ask ([comparison])."]
    left = result["unavailable"] if "unavailable" in result else pd.DataFrame({"task": []})
    reasons = left.loc[left["task"] == "contrast", "reason"] if len(left) else []
    return [f"{claim}: {reason}." for reason in reasons]


def _figure_of(row: dict[str, Any]) -> str:
    return f"{row['figure']} {number(row['value'])}" if pd.notna(row["value"]) else row["figure"]


def _interval_of(row: dict[str, Any]) -> str:
    """The 95% interval of a claim; of a published figure the range of the study's own method."""
    if pd.isna(row["low"]):
        return ""
    if row["kind"] != "published":
        return f"{number(row['low'])} to {number(row['high'])} ({row['interval']})"
    if row["low"] == row["high"]:
        return f"none: the same in every run, {number(row['low'])}"
    return f"none: {number(row['low'])} to {number(row['high'])} over runs of the method"


def varied_once(records: list[dict[str, Any]]) -> str:
    """What most ranges varied, said under the table and not in every row of it."""
    said = pd.Series([r["varied"] for r in records if r["constructions"] and r["varied"]])
    counts = said.value_counts()
    return str(counts.index[0]) if len(counts) and counts.iloc[0] > 1 else ""


def _over(row: dict[str, Any], once: str) -> str:
    if not row["constructions"]:
        return "none tried"
    count = int(row["constructions"])
    ends = (
        f"{number(row['min'])} to {number(row['max'])} over " if pd.notna(row["min"]) else "over "
    )
    if row["min"] == row["max"]:
        ends = f"{number(row['min'])} in all of "
    text = f"{ends}{count:,} constructions"
    text += f" ({row['varied']})" if row["varied"] and row["varied"] != once else ""
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


def p_cell(p: Any, draws: Any) -> str:
    """A column of p has no need of ``p =``; ``≤`` stays."""
    return p_text(p, draws).removeprefix("p ").removeprefix("= ") if pd.notna(p) else ""


def count_table(result: Any) -> Table | None:
    """The number of clusters in draws of each null."""
    if "counts_by_chance" not in result:
        return None
    rows = result["counts_by_chance"].copy()
    rows["middle"] = [
        f"{number(low)} to {number(high)}"
        for low, high in zip(rows["low"], rows["high"], strict=True)
    ]
    pairs = zip(rows["p_two_sided"], rows["draws"], strict=True)
    rows["shown_two"] = [p_cell(p, draws) for p, draws in pairs]
    labels = {"observed": "Clusters", "mean": "In draws, on average", "middle": "Middle 95%"}
    return table(
        "counts-by-chance", "The number of clusters against null models", rows,
        ["model", "observed", "mean", "middle", "shown_two"], labels=labels,
        note="Draws are clustered by the method of the study, with "
        f"{int(rows['runs'].max())} runs each.",
    )  # fmt: skip


def null_table(result: Any) -> Table | None:
    if "nulls" not in result:
        return None
    rows = named(result, result["nulls"], "network")
    pairs = zip(rows["p"], rows["draws"], strict=True)
    rows["shown_two"] = [p_cell(p, draws) for p, draws in pairs]
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
    "pairs at a distance": "Gravity, pairs of members at a distance from each other",
}


def caveats(result: Any) -> list[str]:
    """What is to be said beside the figures of these nulls."""
    models = [m for name in ("nulls", "counts_by_chance") if name in result
              for m in result[name]["model"]]  # fmt: skip
    said = [CAVEATS[m] for m in dict.fromkeys(models) if m in CAVEATS]
    table = result["nulls"] if "nulls" in result else pd.DataFrame()
    for name, value in _OF_FITS.items():
        if name not in table:
            continue
        rows = named(result, table[table[name].notna()], "network").drop_duplicates("network")
        said += [
            f"{value}, {network}: {text}."
            for network, text in zip(rows["network"], rows[name], strict=True)
        ]
    return said
