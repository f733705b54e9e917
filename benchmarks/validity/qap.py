"""How often regressions of ties find predictors that are not there.

    python benchmarks/validity/qap.py [--simulations 500] [--permutations 199]
        [--store build/validity/qap.jsonl] [--write docs/qap.md]

Ties among 40 nodes in four groups. Every node has an effect of its own on its ties and on the
predictor that is tested, so that pairs are not independent; a second predictor is related to both.
Cases: `plain` effects are anybody's; `groups` they differ by group (of either, independently), and
the same group is in the regression; `space` the predictor is the difference of an attribute that is
a Gaussian random field (covariance exp(−d/30 km)) on positions of `nl-2020`, and so are the effects
on ties, with log_distance in the regression. Every simulation is written when it is done: stop it
at any time.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import cells
import munigraph as mg
import numpy as np
from munigraph._common.places import distances

NODES = 40
CASES = ("plain", "groups", "space")
FAMILIES = ("gaussian", "poisson", "binomial")
PERMUTATIONS = ("all", "within")


def sums(values: np.ndarray) -> np.ndarray:
    return values[:, None] + values[None, :]


def symmetric(rng: np.random.Generator) -> np.ndarray:
    upper = np.triu(rng.normal(size=(NODES, NODES)), 1)
    return upper + upper.T


def made_up(case: str, rng: np.random.Generator) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """The linear part of ties, and predictors of which the first has no effect."""
    group = np.arange(NODES) % 4
    same = (group[:, None] == group[None, :]) * 1.0
    effect, own = rng.normal(size=(2, NODES)) * 0.5
    if case == "space":
        nodes = mg.datasets.load("nl-2020").at("2020-07-01").network().nodes
        chosen = nodes.iloc[rng.choice(len(nodes), NODES, replace=False)]
        km = distances(chosen["lon"].to_numpy(), chosen["lat"].to_numpy())
        root = np.linalg.cholesky(np.exp(-km / 30) + 1e-9 * np.eye(NODES))
        attribute, field = root @ rng.normal(size=(NODES, 2)).T[..., None]
        log_distance = np.log(np.maximum(km, 1))
        near = np.abs(attribute - attribute.T)
        return sums(0.5 * field[:, 0]) - 0.3 * (log_distance - log_distance.mean()), {
            "tested": near, "log_distance": log_distance
        }  # fmt: skip
    if case == "groups":
        effect, own = np.array([effect, own]) + rng.normal(size=(2, 4))[:, group]
    tested = sums(own) + symmetric(rng)
    confounder = 0.5 * tested + symmetric(rng)
    return sums(effect) + 0.4 * confounder + 0.5 * same, {
        "tested": tested, "confounder": confounder, "same": same
    }  # fmt: skip


def simulate(key: str, permutations: int) -> dict[str, Any]:
    """p of the first predictor: ``{family: {permutation: p}}``."""
    case, number = key.split("/")
    rng = np.random.default_rng([CASES.index(case), int(number)])
    linear, predictors = made_up(case, rng)
    noise = symmetric(rng)
    ties = {
        "gaussian": linear + noise,
        "poisson": np.round(np.exp(np.clip(linear + 0.5 * noise, -5, 5))),
        "binomial": (linear + noise > 0) * 1.0,
    }
    network = mg.Network.from_edges([0], [1], n=NODES)
    found: dict[str, Any] = {}
    for family in FAMILIES:
        found[family] = {}
        for permutation in PERMUTATIONS:
            one = mg.qap(
                network, predictors, family=family, response=ties[family], seed=int(number),
                permutation=permutation, groups=np.arange(NODES) % 4, permutations=permutations,
                progress=False,
            )  # fmt: skip
            found[family][permutation] = float(one.table["p"].iloc[1])
    return found


def keys(simulations: int) -> Iterator[str]:
    for number in range(simulations):
        for case in CASES:
            yield f"{case}/{number}"


def table(store: cells.Store) -> str:
    number = len(CASES) * len(FAMILIES) * len(PERMUTATIONS)
    count = sum(key.startswith("plain/") for key in store.records)
    text = f"\nType-I error at .05, {count} simulations per case (95% interval), two-sided:\n\n"
    text += "| family | permutation | " + " | ".join(CASES) + " |\n"
    text += "|---|---|" + "---|" * len(CASES) + "\n"
    for family in FAMILIES:
        for permutation in PERMUTATIONS:
            shown = []
            for case in CASES:
                p = [
                    one[family][permutation]
                    for key, one in store.records.items()
                    if key.startswith(f"{case}/")
                ]
                reached = sum(value <= cells.ALPHA for value in p)
                verdict = cells.verdict(reached, len(p), number)
                mark = {"too often": " **too often**", "conservative": " conservative"}
                shown.append(cells.rate(reached, len(p)) + mark.get(verdict, ""))
            text += f"| {family} | {permutation} | " + " | ".join(shown) + " |\n"
    return text + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--simulations", type=int, default=500)
    parser.add_argument("--permutations", type=int, default=199)
    parser.add_argument("--store", type=Path, default=Path("build/validity/qap.jsonl"))
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    store = cells.Store(options.store)
    cells.run_or_stop(
        store, keys(options.simulations), lambda key: simulate(key, options.permutations)
    )
    cells.show(table(store), "type-i", options.write)


if __name__ == "__main__":
    main()
