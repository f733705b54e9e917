"""The tables and sentences of each section of the report."""

from __future__ import annotations

from typing import Any

import pandas as pd

from .._common.choice_words import shown_word
from ..plot._roles import quantile_cuts
from ._answers import CAVEATS, claims, count_table, named, null_table, p_cell
from ._data import files, quality, unavailable
from ._numbers import number
from ._of import of_network
from ._provinces import provinces
from ._what_if import scenarios
from ._wording import Table, figure, label, span, table

_MOST_ROWS = 1000


def constructions(result: Any) -> Table:
    counts = result["counts"].copy()
    for name, low, high in (("clusters", "min", "max"), ("stability", "low", "high")):
        if f"{name}_{low}" in counts.columns:
            ends = zip(counts[f"{name}_{low}"], counts[f"{name}_{high}"], strict=True)
            counts[f"{name}_range"] = [span(a, b) for a, b in ends]
    if "constructions" in result:
        over = result["constructions"].set_index("network")
        found = [over.loc[n] if n in over.index else None for n in counts["network"]]
        counts["over_range"] = [
            f"{span(one['min'], one['max'])} over {int(one['constructions'])}"
            if one is not None and one["constructions"]
            else None
            for one in found
        ]
    counts["choices"] = [_choices(c) for c in counts["construction"]]
    columns = [
        "label", "choices", "date", "nodes", "arrangements", "mean_arrangements", "clusters",
        "clusters_range", "over_range", "stability_range",
    ]  # fmt: skip
    # What is the same in every row is said once, so that the table fits.
    once = [c for c in ("date", "nodes") if c in counts and counts[c].nunique() == 1]
    said = [f"{label(c)}: {figure(counts[c].iloc[0])}." for c in once]
    notes = {k: v["note"] for k, v in result.study["networks"].items() if v["note"]}
    named_notes = [
        f"{row.label}: {notes[row.key]}."
        for row in counts.drop_duplicates("key").itertuples()
        if row.key in notes
    ]
    return table(
        "constructions", "Constructions and what they give", counts,
        [c for c in columns if c not in once], note=" ".join([*said, *named_notes]),
    )  # fmt: skip


def networks(result: Any) -> Table | None:
    """What the networks are like, and how well their clusters stand out."""
    counts = result["counts"]
    columns = ["label", "edges", "tied_pairs_share", "components", "isolates", "singletons",
               "quality", "agreement", "weight_inside"]  # fmt: skip
    labels = {"edges": "Tied pairs", "tied_pairs_share": "Share of all pairs",
              "agreement": "Agreement of runs (AMI)"}  # fmt: skip
    return table("networks", "The networks and how clear their clusters are", counts, columns,
                 labels=labels)  # fmt: skip


def _choices(text: str) -> str:
    import json

    chosen = json.loads(text)
    words = [f"{k.replace('_', ' ')}: {shown_word(v, k)}" for k, v in chosen.items()]
    return "; ".join(words) or "all defaults"


def cluster_list(result: Any) -> Table | None:
    """Clusters of the main network."""
    main = result.main.name
    if "summary" not in result:
        return None
    rows = of_network(result["summary"], main)
    columns = ["cluster_name", "size", "provinces", "weight", "inside_share"]
    rows = rows.rename(columns={"weight_inside": "weight"})
    labels = {"weight": "Weight inside", "size": "Municipalities"}
    note = "A cluster is called by its number and its central member, the one most tied to others."
    return table("clusters", "Clusters of the main network", rows, columns, labels=labels,
                 note=note)  # fmt: skip


def not_placed(result: Any, features: set[str]) -> list[str]:
    """Names of the municipalities in force that have no shape on the map."""
    nodes = of_network(result["nodes"], result.main.name)
    return nodes.loc[~nodes["id"].astype(str).isin(features), "name"].astype(str).tolist()


def statements(result: Any) -> Table | None:
    if "statements" not in result:
        return None
    rows = result["statements"].copy()
    rows["survives"] = rows["survives"].map({True: "in every construction", False: "not in all"})
    ends = zip(rows["min"], rows["max"], strict=True)
    rows["over"] = [f"{number(a)} to {number(b)}" if pd.notna(a) else "" for a, b in ends]
    labels = {"text": "Statement", "question": "Question", "tried": "Constructions",
              "over": "Figure over them", "against": "First against"}  # fmt: skip
    columns = ["text", "question", "tried", "holds", "share", "over", "survives", "against"]
    if not rows["question"].str.len().any():
        columns.remove("question")
    return table(
        "statements", "Statements tried on every construction", rows, columns, labels=labels,
        note="A statement is tried on each question apart. Where two choices are compared, the "
        "figure is the difference.",
    )  # fmt: skip


def bridge_tables(result: Any) -> list[Table]:
    main = result.main.name
    out = []
    if "bridges" in result:
        rows = of_network(result["bridges"], main)
        people = of_network(result["nodes"], main).set_index("id")
        rows["province"] = rows["id"].map(people["province"])
        rows["population"] = rows["id"].map(people["population"])
        if "rank_low" in rows:
            ends = zip(rows["rank_low"], rows["rank_high"], strict=True)
            rows["rank_range"] = [span(a, b) for a, b in ends]
        rows["role_here"] = roles_here(rows)
        columns = [
            "rank", "rank_range", "name", "province", "population", "cluster_name",
            "participation", "outside_share", "within_z", "role", "role_here",
            "clusters_reached", "bridging_arrangements", "id",
        ]  # fmt: skip
        columns = _without_names(columns, rows)
        by = result.study["bridges"]["by"]
        if by not in columns:
            columns.insert(columns.index("participation"), by)
        shown = rows.sort_values("rank", kind="stable").head(_MOST_ROWS)
        note = f"The first {_MOST_ROWS:,} of {len(rows):,}. " if len(rows) > _MOST_ROWS else ""
        if "rank_range" in rows:
            draws = result.study["bridges"]["stability"]
            note += f"Range of rank: the middle 95% over {draws} draws of arrangements. "
        note += "Every measure of every municipality is in tables/bridges."
        out.append(
            table("bridges", "Bridge municipalities", shown, columns, note=note, search=True)
        )
    if "bridging_arrangements" in result:
        rows = of_network(result["bridging_arrangements"], main)
        rows = rows[rows["clusters_spanned"] > 1]
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


def _without_names(columns: list[str], rows: pd.DataFrame) -> list[str]:
    """No column of codes where names are the codes, as in a table of names alone."""
    same = {"id", "name"} <= set(rows.columns) and (rows["id"] == rows["name"]).all()
    return [c for c in columns if not (same and c == "id")]


def roles_here(rows: pd.DataFrame) -> list[str]:
    """Roles by quantiles of this network, as the chart of roles draws them."""
    high, far = quantile_cuts(rows[rows["participation"].notna()]) or (float("inf"), float("inf"))
    out = []
    for share, z in zip(rows["participation"], rows["within_z"], strict=True):
        said = [word for word, is_so in (("hub", z >= high), ("connector", share >= far)) if is_so]
        out.append(" and ".join(said) or ("" if pd.isna(share) else "neither"))
    return out


def roles_note(result: Any) -> str:
    """Why nobody, or hardly anybody, is a connector by the fixed cuts."""
    if "bridges" not in result:
        return ""
    rows = of_network(result["bridges"], result.main.name)
    roles = rows.loc[rows["participation"].notna(), "role"].astype(str)
    if not len(roles) or not roles.isin(["peripheral", "ultra-peripheral"]).all():
        return ""
    highest = number(float(rows["participation"].max()))
    return (
        "By the fixed cuts everybody is peripheral: they were drawn for networks of metabolism, in "
        "which ties leave their cluster far more often. Here the highest participation is "
        f"{highest}, and a connector would need 0.62; the quantiles tell who stands out "
        "among these municipalities."
    )


def domains(result: Any) -> list[Table]:
    """Domains side by side, the test of their difference, and how alike their clusters are."""
    out = []
    if "domains" in result:
        frame = result["domains"].copy()
        ends = zip(frame["clusters_min"], frame["clusters_max"], strict=True)
        frame["clusters_range"] = [span(a, b) for a, b in ends]
        columns = [
            "domain", "arrangements", "municipalities", "isolates", "components", "clusters",
            "clusters_range", "cross_weight_share", "linked_pairs_share", "quality",
        ]  # fmt: skip
        labels = {"clusters_range": "over runs", "cross_weight_share": "Weight between clusters",
                  "linked_pairs_share": "Pairs of clusters that are tied"}  # fmt: skip
        note = "Clusters: the best run of Leiden, and the range of its runs."
        out.append(table("domains", "Domains", frame, columns, labels=labels, note=note))
        alike = [c for c in frame.columns if str(c).startswith("ami_")]
        if len(alike) > 1:
            heading = "How alike the clusters of two domains are"
            note = "Adjusted mutual information: 1 where they are the same, 0 as by chance."
            out.append(table("domains-alike", heading, frame, ["domain", *alike], note=note))
    if "rarefied" in result and result["rarefied"]["clusters_mean"].notna().any():
        out.append(_equal_size(result))
    if "agreement" in result:
        pairs = named(result, result["agreement"], "a", "b")
        columns = ["a", "b", "common", "ami", "ari", "nmi", "vi"]
        labels = {"a": "Network", "b": "and network", "common": "Isolated in neither"}
        out.append(
            table(
                "agreement", "Agreement of clusterings", pairs, columns, labels=labels,
            )
        )  # fmt: skip
    if "truth" in result and len(result["truth"]):
        frame = named(result, result["truth"], "network")
        labels = {"common": "Municipalities with a planted cluster"}
        heading = "Planted clusters found again"
        out.append(table("truth", heading, frame, list(frame.columns), labels=labels))
    return out


def _equal_size(result: Any) -> Table:
    rows = result["rarefied"].copy()
    ends = zip(rows["clusters_low"], rows["clusters_high"], strict=True)
    # Of whole numbers a quantile may lie between two: one decimal is enough.
    rows["range"] = [f"{number(a)}–{number(b)}" if a != b else number(a) for a, b in ends]
    labels = {"clusters_mean": "Clusters on average", "range": "Middle 95% of draws"}
    note = (
        "A domain with more arrangements has other clusters for that alone: here both have as many "
        "as the smaller one. The test is in the table of claims."
    )
    return table(
        "equal-size", "Two domains at an equal number of arrangements", rows,
        ["domain", "arrangements", "clusters_mean", "range"], labels=labels, note=note,
    )  # fmt: skip


def together(result: Any) -> list[Table]:
    """Whether partners in one theme are partners in another."""
    if "coherence" not in result:
        return []
    facts = result.facts_of("coherence")
    null, draws = facts.get("null", "curveball"), facts.get("draws")
    frame = result["coherence"].copy()
    frame = frame.rename(columns={"expected": "expected_overlap"})
    for name in ("a", "b"):
        frame[name] = frame[name].str.replace("_", " ")
    frame["shown_p"] = [p_cell(p, draws) for p in frame["p"]]
    columns = ["a", "b", "common", "overlap", "expected_overlap", "shown_p"]
    labels = {"a": "Theme", "b": "and theme", "common": "Municipalities in both",
              "overlap": "Partners in common", "expected_overlap": f"under {null}",
              "shown_p": "p, two-sided"}  # fmt: skip
    note = (
        "Partners in common: of the partners that a municipality has in either theme, the mean "
        f"share that it has in both. {CAVEATS.get(null, '')} p is not corrected for the "
        f"{len(frame)} pairs."
    )
    heading = "Whether partners in one theme are partners in another"
    return [table("coherence", heading, frame, columns, labels=labels, note=note)]


def municipalities(result: Any) -> list[Table]:
    """What each municipality has to deal with, and how far apart clusters are."""
    out = []
    if "density" in result:
        frame = result["density"].sort_values("arrangements", ascending=False, kind="stable")
        columns = ["name", "arrangements", "partners", "themes", "domains", "partners_once",
                   "joint_share", "id"]  # fmt: skip
        columns = _without_names(columns, frame)
        labels = {"partners_once": "Partners met in one arrangement only",
                  "joint_share": "Arrangements with a body of their own, of known form",
                  "partners": "Municipalities it is tied with"}  # fmt: skip
        ends = result.facts_of("density")
        note = "All arrangements in force are counted."
        if "median_arrangements" in ends:
            note = (
                f"Medians: arrangements {number(ends['median_arrangements'])}, partners "
                f"{number(ends['median_partners'])}, themes {number(ends['median_themes'])}. {note}"
            )
        out.append(
            table("density", "What each municipality has to deal with", frame, columns,
                  labels=labels, note=note, search=True)
        )  # fmt: skip
    if "reach" in result:
        frame = of_network(result["reach"], result.main.name)
        removed = result.facts_of("reach", result.main.name).get("removed", [])
        nodes = of_network(result["nodes"], result.main.name).set_index("id")["name"]
        frame["case"] = frame["case"].map({"with": "with them", "without": "without them"})
        frame["kind"] = frame["kind"] + " clusters"
        columns = ["kind", "case", "pairs", "connected_share", "mean_hops", "efficiency_hops",
                   "clusters_two_steps"]  # fmt: skip
        labels = {"case": "Bridges", "kind": "Pairs of municipalities", "pairs": "Number of pairs",
                  "connected_share": "Connected", "mean_hops": "Steps on average",
                  "efficiency_hops": "Mean of 1/steps",
                  "clusters_two_steps": "Other clusters within two steps"}  # fmt: skip
        note = f"Bridges: {', '.join(str(nodes.get(one, one)) for one in removed)}." * bool(removed)
        out.append(
            table("reach", "Distances with and without the top bridges",
                  frame.sort_values(["kind", "case"], kind="stable"), columns, labels=labels,
                  note=note)
        )  # fmt: skip
    return out


def expectation_table(result: Any) -> Table | None:
    if "expectations" not in result:
        return None
    rows = named(result, result["expectations"], "network")
    rows["why"] = [
        " ".join(part for part in (why, f"Source: {source}." if source else "") if part)
        for why, source in zip(rows["why"].fillna(""), rows["source"].fillna(""), strict=True)
    ]
    for name, low, high in (
        ("published", "low", "high"),
        ("computed", "min", "max"),
        ("multiverse", "min", "max"),
    ):
        ends = zip(rows[f"{name}_{low}"], rows[f"{name}_{high}"], strict=True)
        rows[f"{name}_range"] = [span(a, b) for a, b in ends]
    rows["published"] = rows["published_range"]
    # Figures of different kinds: each has its own number of decimals.
    rows["computed"] = rows["computed"].map(figure)
    rows["computed_range"] = rows["computed_range"].where(
        rows["computed_range"] != rows["computed"]
    )
    columns = [
        "name", "network", "published", "computed", "computed_range", "multiverse_range",
        "multiverse_share", "verdict", "nearest", "why",
    ]  # fmt: skip
    labels = {
        "name": "Figure",
        "published": "As published",
        "computed": "As computed",
        "computed_range": "over runs",
        "multiverse_range": "Range over constructions",
        "multiverse_share": "Constructions that give it",
        "nearest": "Nearest construction",
        "why": "Why they differ, and the source",
    }
    return table("expectations", "Published and computed", rows, columns, labels=labels)


def all_tables(result: Any) -> dict[str, Table]:
    """Every table of the page by name, in its order."""
    found = [claims(result), statements(result), constructions(result), networks(result)]
    found += [cluster_list(result)]
    found += [*provinces(result), *domains(result), *bridge_tables(result)]
    found += [*municipalities(result), *together(result), *scenarios(result)]
    found += [count_table(result), null_table(result)]
    found += [expectation_table(result), *quality(result), unavailable(result), files(result)]
    return {one.name: one for one in found if one is not None}
