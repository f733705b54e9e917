"""Which measure finds planted bridges: precision at k and rank correlation on synthetic registers.

    python benchmarks/planted_bridges.py [--registers 20] [--write docs/planted_bridges.md]

Each register of the size `national` has bridges planted in it: municipalities that take seats in
arrangements of other clusters. Bridges are ranked by every measure, once with the planted clusters
and once with clusters found by Leiden, so that the error of the clustering shows. k is the number
of planted bridges; chance gives their share of all municipalities.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import munigraph as mg
import numpy as np
import pandas as pd
from munigraph import bridging
from munigraph.network import _synthetic as generators


def one_register(seed: int, max_size: int) -> pd.DataFrame:
    """Precision at k and Spearman's correlation per measure, clusters planted and found."""
    options = generators.synthetic_options("national") | {"seed": seed}
    made = generators.synthetic_memberships(**options)
    small = np.bincount(made["arrangements"])[made["arrangements"]] <= max_size
    network = mg.Network.from_memberships(
        made["participants"][small], made["arrangements"][small], n=len(made["cluster"])
    )
    # How much is planted: seats of a visitor, spread over the clusters visited.
    truth = made["bridge_strength"].astype(float) * made["bridge_reach"]
    found = mg.leiden(network, seed=seed)
    rows = []
    for clusters, labels in (("planted", made["cluster"]), ("found", found.labels)):
        table = mg.bridges(network, labels).loc[[str(i) for i in range(len(truth))]]
        for measure in bridging.MEASURES:
            score = table[measure].to_numpy(dtype=float) * (-1 if measure == "constraint" else 1)
            rows.append({"clusters": clusters, "measure": measure} | figures(score, truth))
    return pd.DataFrame(rows).assign(seed=seed)


def figures(score: np.ndarray, truth: np.ndarray) -> dict[str, float]:
    planted = truth > 0
    k = int(planted.sum())
    score = np.where(np.isnan(score), -np.inf, score)
    order = np.lexsort((np.arange(len(score)), -score))
    ranks = pd.DataFrame({"score": score, "truth": truth}).rank()
    constant = ranks["score"].nunique() == 1
    return {
        "precision": float(planted[order[:k]].mean()) if not constant else np.nan,
        "correlation": float(ranks["score"].corr(ranks["truth"])) if not constant else np.nan,
        "among_bridges": among_bridges(score[planted], truth[planted]),
        "chance": k / len(truth),
    }


def among_bridges(score: np.ndarray, truth: np.ndarray) -> float:
    """The correlation among planted bridges alone: is the stronger bridge ranked higher?"""
    ranks = pd.DataFrame({"score": score, "truth": truth}).rank()
    if (ranks.nunique() == 1).any():
        return np.nan
    return float(ranks["score"].corr(ranks["truth"]))


def report(runs: pd.DataFrame) -> str:
    columns = ["precision", "correlation", "among_bridges"]
    mean = runs.groupby(["measure", "clusters"])[columns].mean().unstack("clusters")
    error = runs.groupby(["measure", "clusters"])["precision"].sem().unstack("clusters")
    mean = mean.sort_values(("precision", "found"), ascending=False)
    lines = [
        "| measure | precision at k, planted clusters | found clusters | rank correlation, planted "
        "| found | among the bridges alone, found |",
        "|---|---|---|---|---|---|",
    ]
    for measure, row in mean.iterrows():
        e = error.loc[measure]
        cells = [
            f"{row['precision', 'planted']:.2f} ± {e['planted']:.2f}",
            f"{row['precision', 'found']:.2f} ± {e['found']:.2f}",
            *(f"{row['correlation', which]:.2f}" for which in ("planted", "found")),
            f"{row['among_bridges', 'found']:.2f}",
        ]
        cells = ["–" if "nan" in cell else cell for cell in cells]
        lines.append(f"| `{measure}` | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--registers", type=int, default=20)
    parser.add_argument("--write", type=Path, help="put the table into this file")
    arguments = parser.parse_args()
    parts = []
    for title, size in (("All arrangements", 10**9), ("Arrangements of at most 30 members", 30)):
        runs = pd.concat([one_register(seed, size) for seed in range(arguments.registers)])
        parts.append(
            f"**{title}** ({arguments.registers} registers; by chance the precision is "
            f"{runs['chance'].mean():.2f})\n\n{report(runs)}\n"
        )
    text = "\n".join(parts)
    print(text)
    if arguments.write:
        page = arguments.write.read_text()
        start, end = "<!-- table -->\n", "<!-- end of table -->"
        before, rest = page.split(start, 1)
        after = rest.split(end, 1)[1]
        arguments.write.write_text(f"{before}{start}{text}{end}{after}")


if __name__ == "__main__":
    main()
