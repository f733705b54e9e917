"""From the results of tasks to the tables of the study."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from .._common.numbers import median
from ..comparison._agreement import compare
from ._claims import claims, counts_by_chance, provinces_by_chance
from ._entries import Result, dumps, tidy
from ._file import Study
from ._judge import expectations, statements
from ._plan import Key, Plan, grid_rows, instances, main_instance, said, words
from ._question import apart, asked, outcome, question_of, records, varied
from ._time import time_tables
from ._words import COUNTS

Results = Mapping[Key, Result]


def tables(study: Study, plan: Plan, data: Result, results: Results) -> dict[str, pd.DataFrame]:
    """All tables of a study, each with the network in its first column where it has one."""
    out: dict[str, pd.DataFrame] = {"counts": counts(study, results)}
    for step, names in _STACKED.items():
        for name in names:
            table = _stacked(study, results, step, name)
            if table is not None:
                out[name] = table
    nulls = _nulls(study, results)
    if nulls is not None:
        out["nulls"], out["null_draws"] = nulls
    edges = results["network", main_instance(study).name].tables.get("edges")
    if edges is not None:
        out["edges"] = edges  # of the main network
    for name in ("agreement", "domains", "coherence", "density"):
        if (name,) in results and name in results[name,].tables:
            out[name] = results[name,].tables[name]
    out |= _of_scenarios(results)
    many = multiverse(study, results)
    if many is not None:
        out["multiverse"] = many
        out["constructions"] = over_constructions(study, many)
    if "expectations" in study:
        out["expectations"] = expectations(study, out["counts"], many)
    if "statements" in study and many is not None:
        out["statements"] = statements(study, many)
    aligned = [
        {"network": net.name, **results["alignment", net.name].facts}
        for net in instances(study)
        if "by" in getattr(results.get(("alignment", net.name)), "facts", {})
    ]
    pairs = _pairs(study, results)
    if pairs is not None:
        out["province_pairs"] = pairs
    if aligned:
        out["provinces"] = pd.DataFrame(aligned)
        if pairs is not None:
            out["provinces_by_chance"] = _within_by_chance(study, results, pairs)
    by_chance = counts_by_chance(study, results)
    if by_chance is not None:
        out["counts_by_chance"] = by_chance
    found = claims(study, results, out)
    if found is not None:
        out["claims"] = found
    if ("contrast",) in results and "rarefied" in results["contrast",].tables:
        out["rarefied"] = results["contrast",].tables["rarefied"]
        out["contrast"] = pd.DataFrame([results["contrast",].facts])
    out.update(time_tables(results))
    if ("geography",) in results:
        out["geography"] = results["geography",].tables["geography"]
    if "truth" in data.tables:
        out["truth"] = planted(study, data.tables["truth"], results)
    if "import_report" in data.tables:
        out["import_report"] = data.tables["import_report"]
    left_out = {**plan.unavailable}
    left_out |= {k: r.facts["reason"] for k, r in results.items() if "reason" in r.facts}
    if left_out:
        labels = {net.name: net.label for net in instances(study)}
        rows = [
            {"task": words(k), "part": said(k, labels), "reason": v} for k, v in left_out.items()
        ]
        out["unavailable"] = pd.DataFrame(rows)
    return {name: tidy(table) for name, table in out.items()}


# Step → tables that are put under each other, with the network as the first column.
_STACKED = {
    "network": ("nodes", "arrangements"),
    "clusters": ("clusters", "summary"),
    "profile": ("profile", "plateaus"),
    "stability": ("stability",),
    "bridges": ("bridges", "bridging_arrangements", "bridge_details"),
    "alignment": ("alignment", "borders", "leanings"),
    "reach": ("reach",),
}


def counts(study: Study, results: Results) -> pd.DataFrame:
    """One row per network: its size, its clusters and their range."""
    rows = []
    for net in instances(study):
        row: dict[str, Any] = {"network": net.name, "label": net.label, "key": net.network}
        facts = dict(results["network", net.name].facts)
        built = facts.pop("construction")
        row["date"] = (built or {}).get("date") or net.date
        row.update(facts)
        if ("clusters", net.name) in results:
            row.update(results["clusters", net.name].facts)
        found = results["stability", net.name].facts if ("stability", net.name) in results else {}
        if "low" in found:
            row |= {"stability_low": found["low"], "stability_high": found["high"]}
        row["construction"] = dumps(net.construction)
        rows.append(row)
    table = pd.DataFrame(rows)
    first = [c for c in COUNTS if c in table.columns]
    return table[[*first, *[c for c in table.columns if c not in first]]]


def _stacked(study: Study, results: Results, step: str, name: str) -> pd.DataFrame | None:
    parts = []
    for net in instances(study):
        found = results.get((step, net.name))
        if found is not None and name in found.tables:
            table = found.tables[name]
            parts.append(table.assign(network=net.name)[["network", *table.columns]])
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else pd.concat(parts, ignore_index=True)


def _of_scenarios(results: Results) -> dict[str, pd.DataFrame]:
    """What differs in each scenario, and hubs as nodes and as arrangements, by its name."""
    out: dict[str, list[pd.DataFrame]] = {}
    for key, found in results.items():
        if key[0] == "scenario":
            for name, table in found.tables.items():
                out.setdefault(name, []).append(table.assign(scenario=key[1]))
    return {
        name: pd.concat(parts, ignore_index=True)[["scenario", *parts[0].columns[:-1]]]
        for name, parts in out.items()
    }


def planted(study: Study, truth: pd.DataFrame, results: Results) -> pd.DataFrame:
    """Agreement of what was found with the planted clusters of a synthetic register."""
    known = truth.set_index(truth["id"].astype(str))["cluster"]
    rows = []
    for net in instances(study):
        found = results.get(("clusters", net.name))
        if found is None:
            continue
        table = found.tables["clusters"]
        labels = known.reindex(table["id"].astype(str))
        keep = labels.notna().to_numpy()
        score = compare(table["cluster"].to_numpy()[keep], labels[keep].to_numpy(dtype="int64"))
        rows.append(
            {
                "network": net.name,
                "common": int(keep.sum()),
                "planted": int(labels.nunique()),
                "found": int(found.facts["clusters"]),
                **{m: float(getattr(score, m)) for m in ("ami", "ari", "nmi", "vi")},
            }
        )
    return pd.DataFrame(rows)


def _nulls(study: Study, results: Results) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    rows, draws = [], []
    for key, found in results.items():
        if key[0] != "null" or "draws" not in found.tables:
            continue
        about = dict(zip(("network", "model", "statistic"), key[1:], strict=True))
        values = found.tables["draws"]["value"]
        rows.append({**about, **found.facts, "draws": len(values)})
        draws.append(pd.DataFrame({**about, "value": values}))
    return (pd.DataFrame(rows), pd.concat(draws, ignore_index=True)) if rows else None


def over_constructions(study: Study, many: pd.DataFrame) -> pd.DataFrame:
    """Per network the range of its count over the constructions that ask the same."""
    keys = question_of(study)
    questions = [asked(row, keys) for row in grid_rows(study)]
    rows = []
    for net in instances(study):
        about = asked({"date": net.date, **net.construction, **net.ground}, keys)
        here = many[[q == about for q in questions]]
        good = here[here["outcome"] == "ok"]
        value = good["clusters"].astype(float)
        rows.append(
            {
                "network": net.name,
                "constructions": len(good),
                "min": value.min() if len(good) else None,
                "median": median(value) if len(good) else None,
                "max": value.max() if len(good) else None,
                "method": here["method"].iloc[0] if len(here) else None,
                "runs": study["multiverse"]["runs"],
                **{k.replace(" ", "_"): apart(here).get(k, 0)
                   for k in ("no ties", "one cluster", "singletons only", "invalid")},
                "varied": varied(study, good) if len(good) else "",
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def _pairs(study: Study, results: Results) -> pd.DataFrame | None:
    """Weight between each two provinces of the main network, under each null."""
    name = main_instance(study).name
    parts = [
        found.tables["pairs"].assign(null=key[2])
        for key, found in results.items()
        if key[:2] == ("chance", name) and len(found.tables.get("pairs", ()))  # none: no provinces
    ]
    return pd.concat(parts, ignore_index=True) if parts else None


def _within_by_chance(study: Study, results: Results, pairs: pd.DataFrame) -> pd.DataFrame:
    """Per null the share of weight within provinces and the agreement of clusters with them: what
    is seen, and what its draws give."""
    agreed = provinces_by_chance(study, results)
    rows = []
    for model, part in pairs.groupby("null", sort=False):
        inside = part["a"] == part["b"]
        sums = part[["weight", "expected"]].sum()
        shares = part.loc[inside, ["weight", "expected"]].sum() / sums.where(sums > 0)
        rows.append(
            {
                "network": main_instance(study).name,
                "null": model,
                "weight_within": shares["weight"],
                "expected_within": shares["expected"],
                **agreed.get(str(model), {}),
            }
        )
    return pd.DataFrame(rows)


def multiverse(study: Study, results: Results) -> pd.DataFrame | None:
    """The rows of the grid, in its order, choices as the file names them."""
    names = sorted(key for key in results if key[0] == "multiverse")
    if not names:
        return None
    table = pd.concat([results[n].tables["multiverse"] for n in names], ignore_index=True)
    grid = study["multiverse"]["grid"]
    rows = grid_rows(study)
    if len(rows) == len(table):
        from .._common.choice_words import word_of

        for key in grid:
            values = [row[key] for row in rows]
            numbers = all(isinstance(v, (int, float)) for v in values)
            # ``quality`` itself is a result.
            name = "quality_function" if key == "quality" else key
            table[name] = values if numbers else [word_of(v) for v in values]
        main = main_instance(study)
        keys = question_of(study)
        about = asked({"date": main.date, **main.construction, **main.ground}, keys)
        questions = [asked(row, keys) for row in rows]
        table["same_question"] = [one == about for one in questions]
        nets = [
            (net.name, asked({"date": net.date, **net.construction, **net.ground}, keys))
            for net in instances(study)
        ]
        table["asked_by"] = ["\n".join(n for n, q in nets if q == one) for one in questions]
        table["outcome"] = [outcome(row) for row in records(table)]
        first = ["quality_function" if key == "quality" else key for key in grid]
        table = table[[*first, *[c for c in table.columns if c not in first]]]
    return table
