"""The tables and sentences of each section of the report."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ._charts import of_network
from ._wording import Table, figure, span, table

_MOST_ROWS = 1000


def constructions(result: Any) -> Table:
    counts = result["counts"].copy()
    for name, low, high in (("clusters", "min", "max"), ("stability", "low", "high")):
        if f"{name}_{low}" in counts.columns:
            ends = zip(counts[f"{name}_{low}"], counts[f"{name}_{high}"], strict=True)
            counts[f"{name}_range"] = [span(a, b) for a, b in ends]
    counts["choices"] = [_choices(c) for c in counts["construction"]]
    notes = {k: v["note"] for k, v in result.study["networks"].items()}
    counts["note"] = counts["key"].map(notes)
    columns = [
        "label", "clusters", "clusters_range", "stability_range", "isolates", "singletons",
        "components", "choices", "date", "nodes", "arrangements", "mean_arrangements", "quality",
        "agreement", "weight_inside", "note",
    ]  # fmt: skip
    return table("constructions", "Constructions and what they give", counts, columns)


def _choices(text: str) -> str:
    import json

    from ..plot._specification import word_of

    chosen = json.loads(text)
    words = [f"{k.replace('_', ' ')}: {word_of(v)}" for k, v in chosen.items()]
    return "; ".join(words) or "all defaults"


def cluster_list(result: Any) -> Table | None:
    """Clusters of the main network."""
    main = result.main.name
    if "summary" not in result:
        return None
    rows = of_network(result["summary"], main)
    columns = ["cluster_name", "size", "central_name", "provinces", "weight_inside", "inside_share"]
    rows = rows.rename(columns={"weight_inside": "weight"})
    columns[4] = "weight"
    return table(
        "clusters", "Clusters of the main network", rows, columns, labels={"weight": "Inside"}
    )


def not_placed(result: Any, features: set[str]) -> list[str]:
    """Names of the municipalities in force that have no shape on the map."""
    nodes = of_network(result["nodes"], result.main.name)
    return nodes.loc[~nodes["id"].astype(str).isin(features), "name"].astype(str).tolist()


def statements(result: Any) -> Table | None:
    if "statements" not in result:
        return None
    rows = result["statements"].copy()
    rows["survives"] = rows["survives"].map({True: "in every construction", False: "not in all"})
    labels = {"text": "Statement", "tried": "Constructions", "against": "First against"}
    columns = ["text", "tried", "holds", "share", "survives", "against"]
    return table(
        "statements", "Statements tried on every construction", rows, columns, labels=labels
    )


def bridge_tables(result: Any) -> list[Table]:
    main = result.main.name
    out = []
    if "bridges" in result:
        rows = of_network(result["bridges"], main)
        people = of_network(result["nodes"], main).set_index("id")
        rows["province"] = rows["id"].map(people["province"])
        rows["population"] = rows["id"].map(people["population"])
        ends = zip(rows["rank_low"], rows["rank_high"], strict=True)
        rows["rank_range"] = [span(a, b) for a, b in ends] if "rank_low" in rows else None
        columns = [
            "rank", "rank_range", "name", "province", "population", "cluster_name", "strength",
            "participation", "outside_share", "within_z", "role", "clusters_reached",
            "bridging_arrangements", "betweenness", "constraint", "cut_node",
        ]  # fmt: skip
        shown = rows.sort_values("rank", kind="stable").head(_MOST_ROWS)
        note = f"The first {_MOST_ROWS:,} of {len(rows):,}." if len(rows) > _MOST_ROWS else ""
        out.append(
            table("bridges", "Bridge municipalities", shown, columns, note=note, search=True)
        )
    if "bridging_arrangements" in result:
        rows = of_network(result["bridging_arrangements"], main)
        if "weight_across" in rows:
            rows = rows.sort_values("weight_across", ascending=False, kind="stable")
        columns = ["name", "size", "clusters_spanned", "cross_pairs_share", "weight_across"]
        out.append(
            table(
                "bridging-arrangements",
                "Arrangements that reach over clusters",
                rows.head(50),
                columns,
                note=f"The first 50 of {len(rows):,}." if len(rows) > 50 else "",
                search=True,
            )
        )
    return out


_CLAIM = (
    ("rank_correlation", "rank correlation", "p"),
    ("partial_correlation", "rank correlation given strength", "p_partial"),
    ("auc", "AUC of large against other", "p_auc"),
)


def size_claim(result: Any) -> str:
    """What the data say about large municipalities being the bridges."""
    main = result.main.name
    facts = result.facts_of("bridges", main).get("size_claim")
    if not facts:
        return ""
    about = []
    for key, words, p in _CLAIM:
        if facts.get(key) is not None:
            chance = f" (p = {facts[p]:.3g})" if facts.get(p) is not None else ""
            about.append(f"{words} {figure(facts[key])}{chance}")
    large = f"{facts['n_above']} of {facts['n']}" if "n_above" in facts else "those"
    return (
        f"Are large municipalities the bridges? Of population with "
        f"{result.study['bridges']['by'].replace('_', ' ')}: {'; '.join(about)}. Large are {large} "
        f"with {figure(facts.get('threshold'))} inhabitants or more. An AUC of 0.5 is what chance "
        f"gives.{_against(facts)}"
    )


_NULLS = {
    "spatial": "chance keeps the pattern of the scores in space (Moran spectral randomisation)",
    "variogram": "chance keeps the pattern of the scores in space (variogram-matched surrogates)",
    "permutation": "chance deals the scores anew among municipalities",
    "within": "chance deals the scores anew within groups",
}


def _against(facts: Any) -> str:
    """What the p of a claim are against, and what permutation would have said."""
    null = facts.get("null")
    if null not in _NULLS:
        return ""
    text = f" For these p, {_NULLS[null]}, one-sided"
    if facts.get("note"):
        text += f" ({facts['note']})"
    text += "."
    plain = facts.get("p_permutation")
    if null != "permutation" and plain is not None:
        text += (
            f" If neighbours were not alike, the p of the rank correlation would be {plain:.3g}."
        )
    return text


def comparisons(result: Any) -> list[Table]:
    out = []
    if "agreement" in result:
        columns = ["a", "b", "common", "ami", "ari", "nmi", "vi"]
        labels = {"a": "Network", "b": "and network", "common": "Isolated in neither"}
        out.append(
            table(
                "agreement", "Agreement of clusterings", result["agreement"], columns,
                labels=labels,
            )
        )  # fmt: skip
    if "truth" in result and len(result["truth"]):
        frame = result["truth"]
        out.append(table("truth", "Planted clusters found again", frame, list(frame.columns)))
    if "domains" in result:
        frame = result["domains"]
        plain = [c for c in frame.columns if not str(c).startswith("common_")]
        out.append(table("domains", "Domains", frame, plain))
    if "coherence" in result:
        frame = result["coherence"]
        out.append(table("coherence", "What is done together", frame, list(frame.columns)))
    if "density" in result:
        frame = result["density"]
        columns = ["name", "arrangements", "partners", "themes"]
        out.append(
            table("density", "What each municipality has to deal with", frame, columns, search=True)
        )
    if "reach" in result:
        frame = of_network(result["reach"], result.main.name)
        labels = {"case": "Bridges", "kind": "Pairs", "pairs": "Number of pairs"}
        out.append(
            table(
                "reach", "Distances with and without the top bridges", frame, list(frame.columns),
                labels=labels,
            )
        )  # fmt: skip
    if "scenarios" in result:
        columns = ["scenario", "figure", "before", "after", "change", "low", "high", "noise",
                   "beyond_noise"]  # fmt: skip
        heading = "What if: what differs, and what seeds alone do"
        out.append(table("scenarios", heading, result["scenarios"], columns))
    if "hubs" in result:
        frame = result["hubs"]
        heading = "Hubs as nodes, and as one clique of everyone"
        out.append(table("hubs", heading, frame, list(frame.columns)))
    if "alignment" in result:
        main = result.main.name
        rows = of_network(result["alignment"], main)
        rows = rows[rows["size"] > 1] if "size" in rows else rows
        out.append(
            table(
                "alignment", "Clusters and provinces", rows, ["cluster_name", "size", "majority",
                                                             "share"],
            )
        )  # fmt: skip
    return out


def null_table(result: Any) -> Table | None:
    if "nulls" not in result:
        return None
    columns = ["network", "model", "statistic", "observed", "mean", "sd", "z", "p", "draws"]
    return table("nulls", "Observed against null models", result["nulls"], columns)


def expectation_table(result: Any) -> Table | None:
    if "expectations" not in result:
        return None
    rows = result["expectations"].copy()
    for name, low, high in (
        ("published", "low", "high"),
        ("computed", "min", "max"),
        ("multiverse", "min", "max"),
    ):
        ends = zip(rows[f"{name}_{low}"], rows[f"{name}_{high}"], strict=True)
        rows[f"{name}_range"] = [span(a, b) for a, b in ends]
    rows["published"] = rows["published_range"]
    same = rows["computed_range"] == rows["computed"].map(figure)
    rows["computed_range"] = rows["computed_range"].where(~same)
    columns = [
        "name", "network", "published", "computed", "computed_range", "multiverse_range",
        "multiverse_share", "verdict", "nearest", "why", "source",
    ]  # fmt: skip
    labels = {
        "name": "Figure",
        "published": "As published",
        "computed": "As computed",
        "computed_range": "over runs",
        "multiverse_range": "Range over constructions",
        "multiverse_share": "Constructions that give it",
        "nearest": "Nearest construction",
        "why": "Why they differ",
    }
    return table("expectations", "Published and computed", rows, columns, labels=labels)


def quality(result: Any) -> list[Table]:
    """What reading the data changed or left out."""
    facts = result.facts["data"]
    rows = pd.DataFrame([{"table": k, "rows": v} for k, v in facts["rows"].items()])
    out = [table("register", "The register as read", rows, ["table", "rows"])]
    moved = result.facts_of("geography")
    imports = facts["imports"]
    if moved:
        imports = [*imports, {"source": f"geography of {moved['geography']}", **moved}]
    if imports:
        frame = pd.DataFrame(imports)
        columns = ["source", "rows_read", "taken", "repaired", "merged", "left_out"]
        out.append(table("import", "Rows of the source", frame, columns))
    if "import_report" in result:
        report = result["import_report"]
        keys = [c for c in ("source", "column", "action", "reason") if c in report.columns]
        grouped = report.fillna("").groupby(keys).size().rename("rows").reset_index()
        grouped = grouped.sort_values("rows", ascending=False, kind="stable")
        out.append(
            table("repairs", "What was changed, by reason", grouped.head(200), [*keys, "rows"])
        )
        columns = [c for c in report.columns if c != "source"]
        note = f"The first 300 of {len(report):,}; all are in tables/import_report.parquet."
        out.append(
            table(
                "rows", "Row by row", report.head(300), columns,
                note=note if len(report) > 300 else "", search=True,
            )
        )  # fmt: skip
    if "geography" in result:
        out.append(_moved(result["geography"]))
    return out


def _moved(report: pd.DataFrame) -> Table:
    """Memberships that went to the municipalities of another day, by reason."""
    rows = report.fillna("")
    rows["reason"] = rows["reason"].str.replace(r" \(arrangement .*\)$", "", regex=True)
    rows["reason"] = rows["reason"].str.replace(r"\d{4}-\d\d-\d\d", "a date", regex=True)
    grouped = rows.groupby(["action", "reason"]).size().rename("rows").reset_index()
    grouped = grouped.sort_values("rows", ascending=False, kind="stable")
    return table(
        "geography", "Memberships on the geography of another day", grouped,
        ["action", "reason", "rows"], note="Every row is in tables/geography.parquet.",
    )  # fmt: skip


def unavailable(result: Any) -> Table | None:
    if "unavailable" not in result:
        return None
    labels = {"task": "Part of the study"}
    return table(
        "unavailable", "Not computed", result["unavailable"], ["task", "reason"], labels=labels
    )


def files(result: Any) -> Table:
    rows = [
        {"table": f"tables/{k}.parquet", "rows": v["rows"], "hash": v["hash"][:16]}
        for k, v in result.manifest["tables"].items()
    ]
    return table("files", "Tables", pd.DataFrame(rows), ["table", "rows", "hash"])
