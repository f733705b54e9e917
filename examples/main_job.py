"""How many clusters of municipalities are there, per policy domain, and who bridges them?

Takes the register that ships with the package and, where they can be found, the large open
registers; prints counts per source and domain, the ten strongest bridges, and what an inventory
published; writes a table and a map. Run it by `bash examples/run.sh`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import munigraph as mg
import pandas as pd
from munigraph import plot
from munigraph._common.spreadsheets import csv_text
from munigraph.cli._output import show
from munigraph.clustering._summary import Summary, summarise
from munigraph.datasets import _datasets as datasets

# Source, date, and the further constructions that are worth a row of their own.
VOLUNTARY = ("voluntary", {"obligation": ["free"]})
VOLUNTARY_SOCIAL = ("voluntary, social", {"obligation": ["free"], "domain": "social"})
NO_PROVINCE_WIDE = (
    "social, none province-wide",
    {"domain": "social", "max_province_coverage": 0.8},
)
SOURCES: list[tuple[str, str, list[tuple[str, dict[str, Any]]]]] = [
    ("nl-2020", "2020-07-01", [VOLUNTARY, VOLUNTARY_SOCIAL]),
    ("nl-roo", "2017-07-01", []),
    ("nl-roo", "2020-07-01", []),
    ("nl-roo", "2026-05-01", []),
    ("nl-opengr-2016", "2016-07-01", [NO_PROVINCE_WIDE]),
    ("nl-regioatlas-2016", "2016-07-01", []),
]  # fmt: skip
DOMAINS = ("social", "physical", "safety", "economic", "administrative", "culture", "international")
HOW_TO_READ = """\
How to read the tables. Municipalities are tied where they share an arrangement; an arrangement of k
members adds 1/(k-1) to each of its ties (Newman weights). A cluster is a group of two or more with
more weight inside than chance gives (modularity, resolution 1): what a hundred runs of Leiden agree
on; in brackets the range over ten such sets of runs. Isolates are municipalities without any tie,
in no cluster. Components are parts that no tie connects. A bridge has its ties spread over several
clusters: participation is 0 if all stay inside its own, and outside_share is the share of its ties'
weight that leaves it.
"""
PUBLISHED = """\
What was published. An inventory of 2020 counted 1,284 partnerships, 33 per municipality, informal
and private-law ones among them. It reported 11 clusters of governments that often work together,
with large municipalities as the bridges, and almost 30 hardly connected clusters in the social
domain (KWINK groep and PROOF adviseurs for the ministry of the interior, as told by Sprank). The
registers here hold fewer arrangements, and a count depends on which arrangements are taken and how
they are weighed. Nothing was tuned towards those figures. Beside them stand:"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--runs", type=int, default=100, help="runs per consensus (default 100)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path("out/main_job"), help="folder to write to")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)

    print(HOW_TO_READ)
    rows: list[dict[str, Any]] = []
    registers: dict[str, mg.Register | None] = {}
    for source, date, further in SOURCES:
        if source not in registers:
            registers[source] = _load(source)
        found = registers[source]
        if found is not None:
            rows += _source_rows(found, source, date, further, chosen)
    table = pd.DataFrame(rows)
    path = chosen.out / "clusters.csv"
    path.write_text(csv_text(table), "utf-8")
    _compare_with_published(table)
    print(f"\nThe counts as a table: {path}; all bridges and maps beside it.")


def _load(source: str) -> mg.Register | None:
    try:
        register, report = datasets.load_with_report(source)
    except FileNotFoundError:
        why = "not on this machine, and not downloaded (munigraph data fetch says why)"
    except mg.DataError as damaged:
        why = str(damaged).splitlines()[0]
    else:
        print(f"\n======== {register!r}\n{report}")
        return register
    print(f"\n======== {source} is left out: {why}")
    return None


def _source_rows(
    register: mg.Register,
    source: str,
    date: str,
    further: list[tuple[str, dict[str, Any]]],
    chosen: argparse.Namespace,
) -> list[dict[str, Any]]:
    snapshot = register.at(date)
    networks: list[tuple[str, dict[str, Any]]] = [("all", {})]
    networks += [(domain, {"domain": domain}) for domain in DOMAINS]
    rows = []
    shown = []
    whole: tuple[mg.Network, Summary] | None = None
    for name, options in networks + further:
        try:
            network = snapshot.network(**options)
        except mg.DataError:  # no arrangement of this domain
            continue
        if network.arrangement_count == 0:
            continue
        found = summarise(network, method="consensus", runs=chosen.runs, seed=chosen.seed)
        rows.append({"source": source, "date": date, "network": name, **found.row()})
        shown.append({"network": name, **_shown(found)})
        if name == "all":
            whole = network, found
    show(pd.DataFrame(shown), f"\n{source} on {date}: consensus of {chosen.runs} runs")
    if whole is not None:
        _bridges(*whole, source, date, chosen)
    return rows


def _shown(found: Summary) -> dict[str, Any]:
    return {
        "arrangements": found.arrangements,
        "municipalities": found.municipalities,
        "isolates": found.estimate.clustering.isolates,
        "components": found.estimate.clustering.components,
        "clusters": found.estimate.range,
        "weight_inside": found.weight_inside,
    }


def _bridges(
    network: mg.Network, found: Summary, source: str, date: str, chosen: argparse.Namespace
) -> None:
    table = mg.bridges(network, found.estimate.clustering, by="participation")
    stem = f"{source}-{date}"
    (chosen.out / f"bridges-{stem}.csv").write_text(csv_text(table, index=True), "utf-8")
    top = table.head(10).reset_index()
    top["inhabitants"] = top["id"].map(network.nodes.set_index("id")["population"])
    columns = ["rank", "name", "inhabitants", "participation", "outside_share", "clusters_reached"]
    show(top[columns], f"\n{source} on {date}: the ten strongest bridges, all domains")
    claim = mg.size_claim(table, network.nodes.set_index("id")["population"])
    print(
        "Are large municipalities the bridges? Rank correlation of participation and inhabitants "
        f"{claim.rank_correlation:.2f}\n(p = {claim.p:.3f}); {claim.n_above} municipalities from "
        f"100,000 inhabitants on, AUC {claim.auc:.2f} (0.5: neither more nor less)."
    )
    title = f"{found.estimate.clustering.clusters} clusters of municipalities, {source}, {date}"
    chart = plot.cluster_map(network, found.estimate.clustering, title=title)
    print(f"\nMap: {plot.save(chart, chosen.out / f'map-{stem}.png')}")


def _compare_with_published(table: pd.DataFrame) -> None:
    print("\n========\n" + PUBLISHED)
    social = [name for name in table["network"].unique() if "social" in name]
    for published, names in (("11", ["all"]), ("almost 30", social)):
        beside = table[table["network"].isin(names)]
        ends = beside[["clusters_min", "clusters_max"]].itertuples(index=False)
        counts = [_span(low, high) for low, high in ends]
        columns = ["source", "date", "network", "arrangements", "components", "isolates"]
        show(
            beside[columns].assign(clusters=counts),
            f"\npublished: {published}; here: "
            f"{_span(beside['clusters_min'].min(), beside['clusters_max'].max())}",
        )


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


if __name__ == "__main__":
    main()
