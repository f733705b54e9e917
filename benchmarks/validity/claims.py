"""How often tests of claims about bridges reject what is not there.

    python benchmarks/validity/claims.py [--simulations 500] [--draws 199] [--power]
        [--store build/validity/claims.jsonl] [--write docs/claims.md]

Scores, an attribute and strengths are unrelated Gaussian random fields with covariance exp(−d/r) on
the positions of `nl-2020`, for r = 5, 15, 30 and 60 km. Every simulation is written when it is
done: stop it at any time, run it again, and it goes on. Power: the attribute is .3 of the score
and the rest a field of its own.
"""

from __future__ import annotations

import argparse
import functools
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import cells
import munigraph as mg
import numpy as np
import pandas as pd
from munigraph._common.places import distances

RANGES = (5, 15, 30, 60)
NULLS = ("spatial", "variogram", "permutation", "within")
STATISTICS = {"rank correlation": "p", "AUC": "p_auc", "partial correlation": "p_partial"}
SIDES = {"one-sided": "", "two-sided": "_two_sided"}


@functools.cache
def places() -> pd.DataFrame:
    nodes = mg.datasets.load("nl-2020").at("2020-07-01").network().nodes
    return nodes.loc[nodes["lon"].notna(), ["id", "lon", "lat", "province"]]


@functools.cache
def root(reach: float) -> np.ndarray:
    """Times independent normal deviates: a field."""
    apart = distances(places()["lon"].to_numpy(), places()["lat"].to_numpy())
    return np.linalg.cholesky(np.exp(-apart / reach) + 1e-9 * np.eye(len(apart)))


def simulate(key: str, draws: int) -> dict[str, Any]:
    """All p of one simulation: ``{null: [p, p_auc, p_partial, the same two-sided]}``."""
    kind, reach, number = key.split("/")
    rng = np.random.default_rng([int(reach), int(number), kind == "power"])
    score, attribute, strength = (
        root(float(reach)) @ rng.normal(size=(len(places()), 3)).T[..., None]
    )
    ids = places()["id"].to_numpy()
    table = pd.DataFrame(
        {"participation": score[:, 0], "strength": np.exp(strength[:, 0])}, index=ids
    )
    table.attrs = {"by": "participation"}
    values = attribute[:, 0] * np.sqrt(1 - 0.09) + 0.3 * score[:, 0] if kind == "power" else (
        attribute[:, 0]
    )  # fmt: skip
    claim = mg.attribute_claim(
        table, pd.Series(values, ids), threshold=0.0, null="variogram", positions=places(),
        groups="province", draws=draws, seed=int(number),
    )  # fmt: skip
    columns = [p + side for side in SIDES.values() for p in STATISTICS.values()]
    nulls = claim.nulls.set_index("null")
    return {null: [float(nulls.loc[null, one]) for one in columns] for null in NULLS}


def keys(kind: str, simulations: int) -> Iterator[str]:
    for number in range(simulations):
        for reach in RANGES:
            yield f"{kind}/{reach}/{number}"


def counts(store: cells.Store, kind: str) -> pd.DataFrame:
    """``range, null, statistic, side, rejected, count``."""
    rows = []
    names = [(statistic, side) for side in SIDES for statistic in STATISTICS]
    for reach in RANGES:
        mine = [r for k, r in store.records.items() if k.startswith(f"{kind}/{reach}/")]
        for null in NULLS if mine else ():
            p = np.array([one[null] for one in mine])
            for (statistic, side), rejected in zip(names, (p <= cells.ALPHA).sum(0), strict=True):
                rows.append((reach, null, statistic, side, int(rejected), len(mine)))
    columns = ["range", "null", "statistic", "side", "rejected", "count"]
    return pd.DataFrame(rows, columns=columns)


def judged(found: pd.DataFrame) -> pd.DataFrame:
    """With the verdict per cell; cells are counted per null."""
    size = found.groupby("null")["null"].transform("size")
    verdicts = [
        cells.verdict(row.rejected, row.count_, number)
        for row, number in zip(
            found.rename(columns={"count": "count_"}).itertuples(), size, strict=True
        )
    ]
    return found.assign(verdict=verdicts)


def tables(store: cells.Store) -> str:
    text = ""
    for kind, title in (("null", "Type-I error"), ("power", "Power")):
        found = counts(store, kind)
        if found.empty:
            continue
        found = judged(found)
        count = found["count"].min()
        text += f"\n{title} at .05, {count} simulations per range (95% interval):\n\n"
        text += "| null | statistic | side | " + " | ".join(f"{r} km" for r in RANGES) + " |\n"
        text += "|---|---|---|" + "---|" * len(RANGES) + "\n"
        for (null, statistic, side), rows in found.groupby(
            ["null", "statistic", "side"], sort=False
        ):
            by_range = rows.set_index("range")
            shown = []
            for reach in RANGES:
                row = by_range.loc[reach]
                mark = {"too often": " **too often**", "conservative": " conservative"}.get(
                    row["verdict"] if kind == "null" else "", ""
                )
                shown.append(cells.rate(row["rejected"], row["count"]) + mark)
            text += f"| {null} | {statistic} | {side} | " + " | ".join(shown) + " |\n"
    return text + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--simulations", type=int, default=500)
    parser.add_argument("--draws", type=int, default=199)
    parser.add_argument("--power", action="store_true")
    parser.add_argument("--store", type=Path, default=Path("build/validity/claims.jsonl"))
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    store = cells.Store(options.store)
    for kind in ("null", "power") if options.power else ("null",):
        wanted = keys(kind, options.simulations)
        cells.run_or_stop(store, wanted, lambda key: simulate(key, options.draws))
    cells.show(tables(store), "type-i", options.write)


if __name__ == "__main__":
    main()
