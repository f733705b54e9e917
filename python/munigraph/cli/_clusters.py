"""The commands that make a network of one date: clusters, bridges and files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from .._common.choices import choices_of
from .._common.numbers import decimals
from ._arguments import (
    NETWORK,
    RUNS,
    AsCsv,
    AsJson,
    Geography,
    RegisterArgument,
    Seed,
    network_of,
    one_format,
)
from ._options import takes
from ._output import print_csv, print_json, say_doubt, show


@takes(network=NETWORK, runs=RUNS)
def clusters(
    register: RegisterArgument,
    network: dict[str, Any],
    runs: dict[str, Any],
    geography: Geography = "own",
    seed: Seed = 0,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """How many clusters there are, with their range over seeds, and which."""
    import pandas as pd

    from ..clustering._summary import summarise

    one_format(json, csv)
    made = network_of(register, network, geography)
    found = summarise(made, seed=seed, **runs)
    say_doubt(found.estimate.clustering)
    if csv:
        print_csv(found.estimate.clustering.table)
    elif json:
        print_json({
            "construction": made.construction,
            "counts": found.row(),
            "clusters": found.estimate.clustering.summary.reset_index(),
            "members": found.estimate.clustering.table,
        })  # fmt: skip
    else:
        counts = found.row()
        counts["clusters"] = f"{found.estimate.range}, {found.estimate.by}"
        shown = ["clusters", "arrangements", "municipalities", "isolates", "components",
                 "weight_inside", "quality"]  # fmt: skip
        rows = [(name.replace("_", " "), _text(counts[name])) for name in shown]
        show(pd.DataFrame(rows, columns=["", "value"]), f"{register}, {made!r}")
        table = found.estimate.clustering.summary.reset_index()
        # Named as people call them: a second number beside the name would be another one.
        known = ["cluster_name", "size", "weight_inside", "inside_share", "provinces"]
        show(table[[name for name in known if name in table]], "The clusters")


def _text(value: Any) -> str:
    return decimals(value, 4) if isinstance(value, float) else str(value)


@takes(network=NETWORK, runs=RUNS, ranking={"by": choices_of("bridges")["by"]})
def bridges(
    register: RegisterArgument,
    network: dict[str, Any],
    runs: dict[str, Any],
    ranking: dict[str, Any],
    geography: Geography = "own",
    top: Annotated[int, typer.Option(help="Rows to print; 0: all.", min=0)] = 20,
    seed: Seed = 0,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Which municipalities bridge the clusters, the strongest first."""
    from ..bridging import bridges as table_of
    from ..clustering._summary import summarise

    one_format(json, csv)
    made = network_of(register, network, geography)
    found = summarise(made, seed=seed, **runs)
    say_doubt(found.estimate.clustering)
    by = ranking["by"]
    table = table_of(made, found.estimate.clustering, by=by).reset_index()
    if top:
        table = table.head(top)
    if csv:
        print_csv(table)
    elif json:
        print_json({"construction": made.construction, "by": by, "bridges": table})
    else:
        # What ranks stands beside the rank, so that a narrow terminal has it too.
        shown = ["rank", "id", "name", by, "cluster_name", "strength", "outside_share",
                 "clusters_reached", "role", "bridging_arrangements"]  # fmt: skip
        columns = [name for name in dict.fromkeys(shown) if name in table.columns]
        show(
            table[columns],
            f"{register}: bridges between {found.estimate.clusters} clusters, by {by}",
        )


@takes(network=NETWORK, runs=RUNS)
def export(
    register: RegisterArgument,
    output: Annotated[
        Path, typer.Argument(help="File; .graphml, .gexf, .gml, .net, .dl or .csv decides.")
    ],
    network: dict[str, Any],
    runs: dict[str, Any],
    clusters: Annotated[bool, typer.Option(help="With the cluster of each node.")] = True,
    bridges: Annotated[bool, typer.Option(help="With the measures of bridging.")] = True,
    plain: Annotated[
        bool, typer.Option("--plain", help="Labels of .net and .dl in ASCII without quotes.")
    ] = False,
    geography: Geography = "own",
    seed: Seed = 0,
    json: AsJson = False,
) -> None:
    """Write the network, with clusters and bridges, for Gephi, R, UCINET or Pajek."""
    from ._export import export as write

    made = network_of(register, network, geography)
    write(made, output, clusters=clusters, bridges=bridges, plain=plain, json=json, seed=seed,
          runs=runs)  # fmt: skip
