"""What the answers on `nl-2020` are when its inputs are others: one row per change.

    python benchmarks/validity/sensitivity.py [--draws 999] [--write docs/claims.md]

`as it is`; `sure rows only`: without the arrangements that the register marks `mostly`;
`populations of 2026`: of those municipalities that still exist, where the table of them is at hand
(`cbs/municipalities_2026.csv` in the folder of data). Columns: clusters (the estimate and its
range), agreement with provinces, rank correlation of participation with population with its spatial
p, two-sided, and the difference of clusters between the social and the physical domain with its p.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import cells
import munigraph as mg
import pandas as pd
from munigraph.datasets._datasets import data_folders

DATE = "2020-07-01"
CBS = Path("nl/cbs/municipalities_2026.csv")


def sure_only(register: mg.Register) -> mg.Register:
    """The same register without what it is not sure of."""
    arrangements = register.arrangements
    kept = arrangements[arrangements["sure"] == "yes"]
    parts = {}
    for name in ("memberships", "arrangement_themes"):
        table = getattr(register, name)
        parts[name] = table[table["arrangement"].isin(kept["id"])]
    themes = parts["arrangement_themes"]
    return mg.Register.from_tables(
        register.participants, kept, parts["memberships"], themes=themes[["arrangement", "theme"]],
        domains=dict(zip(themes["theme"], themes["domain"], strict=True)), name="sure rows only",
    )  # fmt: skip


def of_2026() -> pd.Series | None:
    """Populations by id, or nothing where the table is not at hand."""
    for folder in data_folders():
        if (folder / CBS).is_file():
            return pd.read_csv(folder / CBS).set_index("code")["population"]
    return None


def answers(register: mg.Register, population: pd.Series | None, draws: int) -> dict[str, str]:
    day = register.at(DATE)
    network = day.network()
    found = mg.estimate(network, seed=1, progress=False)
    labels = found.clustering
    people = day.participants.set_index("id")["population"]
    if population is not None:
        people = population.reindex(people.index)
    claim = mg.size_claim(mg.bridges(network, labels), people, draws=draws, seed=1)
    test = mg.compare_domains(
        day, ["social", "physical"], rarefy=True, draws=1, relabellings=draws, permutations=0,
        seed=1, progress=False,
    ).attrs["fragmentation"][0]  # fmt: skip
    return {
        "arrangements": f"{network.arrangement_count}",
        "clusters": found.range,
        "AMI with provinces": f"{mg.alignment(labels, by='province').agreement.ami:.3f}",
        "rank correlation": (
            f"{claim.rank_correlation:.3f} (p {claim.p_two_sided:.2f}, n {claim.n})"
        ),
        "social − physical": f"{test['difference']:+g} (p {test['p']:.2f})",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--draws", type=int, default=999)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    register = mg.datasets.load("nl-2020")
    rows = {
        "as it is": answers(register, None, options.draws),
        "sure rows only": answers(sure_only(register), None, options.draws),
    }
    population = of_2026()
    if population is None:
        print(f"no {CBS}: populations of 2026 are left out", file=sys.stderr)
    else:
        rows["populations of 2026"] = answers(register, population, options.draws)
    table = pd.DataFrame(rows).T
    lines = ["", "| | " + " | ".join(table.columns) + " |", "|---" * (len(table.columns) + 1) + "|"]
    lines += [f"| {name} | " + " | ".join(row) + " |" for name, row in table.iterrows()]
    cells.show("\n".join([*lines, "", ""]), "sensitivity", options.write)


if __name__ == "__main__":
    main()
