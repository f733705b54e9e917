"""How often tests of whole registers find what is not there, and what is: question × side.

    python benchmarks/validity/questions.py [--simulations 500] [--power] [--draws 39]
        [--questions fragmentation schemes specification ties themes tiling]
        [--store FILE] [--write docs/validity.md]

Registers of 60 municipalities in a square of 150 km and 90 arrangements of about four.
`fragmentation`: members by chance, domains dealt at random; planted: one domain within twelve
groups. `schemes`: eight random tilings of six regions, four of either domain; planted: the four of
one domain are one tiling of twelve. `specification`: members dealt by curveball, "more clusters in
a than in b" over twelve constructions; planted as in fragmentation. `ties`: two networks by chance
beside each other; planted: a sixth of the arrangements are in both. `themes`: the same of partners
in two themes. `tiling`: a draw of the tiling null of such a register; planted: half of the other
arrangements each within one province. Every simulation is written when it is done: stop it at any
time, run it again, and it goes on.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import cells
import munigraph as mg
import numpy as np
import pandas as pd

NODES, ARRANGEMENTS, REGIONS, GROUPS = 60, 90, 6, 12
DAY = "2020-07-01"
Members = list[np.ndarray]


def by_chance(rng: np.random.Generator, count: int = ARRANGEMENTS) -> Members:
    """About four members each, some municipalities more often than others."""
    weights = np.exp(0.5 * rng.normal(size=NODES))
    sizes = 2 + rng.poisson(2, count)
    return [rng.choice(NODES, size, replace=False, p=weights / weights.sum()) for size in sizes]


def within_groups(rng: np.random.Generator, count: int) -> Members:
    """The same, each among the municipalities of one of twelve groups."""
    size = NODES // GROUPS
    return [
        size * rng.integers(GROUPS) + rng.choice(size, min(2 + rng.poisson(2), size), replace=False)
        for _ in range(count)
    ]


def places(rng: np.random.Generator) -> np.ndarray:
    return rng.random((NODES, 2)) * 150


def regions(rng: np.random.Generator, where: np.ndarray, count: int) -> Members:
    """A tiling: everybody with the nearest of so many municipalities."""
    seats = where[rng.choice(NODES, count, replace=False)]
    nearest = np.argmin(((where[:, None] - seats[None]) ** 2).sum(axis=2), axis=1)
    return [np.flatnonzero(nearest == k) for k in range(count)]


def register_of(
    members: Members, domains: list[str], where: np.ndarray | None = None,
    schemes: list[str | None] | None = None,
) -> mg.Register:  # fmt: skip
    ids = [f"a{k}" for k in range(len(members))]
    people = {"id": [f"m{k}" for k in range(NODES)], "population": [20_000] * NODES}
    if where is not None:
        people |= {"lon": 5 + where[:, 0] / 68, "lat": 52 + where[:, 1] / 111}
    arrangements: dict[str, Any] = {"id": ids}
    if schemes is not None:
        arrangements |= {"scheme": schemes}
    rows = [(one, f"m{k}") for one, some in zip(ids, members, strict=True) for k in some]
    return mg.Register.from_tables(
        pd.DataFrame(people), pd.DataFrame(arrangements),
        pd.DataFrame(rows, columns=["arrangement", "participant"]),
        themes=pd.DataFrame({"arrangement": ids, "theme": domains}),
        domains={"a": "a", "b": "b"},
    )  # fmt: skip


def two_domains(rng: np.random.Generator, planted: bool) -> mg.Register:
    if planted:
        half = ARRANGEMENTS // 2
        return register_of(
            within_groups(rng, half) + by_chance(rng, half), ["a"] * half + ["b"] * half
        )
    return register_of(by_chance(rng), rng.choice(["a", "b"], ARRANGEMENTS).tolist())


def fragmentation(rng: np.random.Generator, number: int, planted: bool, draws: int) -> Any:
    (test,) = mg.compare_domains(
        two_domains(rng, planted).at(DAY), ["a", "b"], rarefy=True, draws=1, relabellings=draws,
        runs=1, relabelled_runs=3, permutations=0, seed=number, threads=1, progress=False,
    ).attrs["fragmentation"]  # fmt: skip
    return {"greater": test["p"], "two-sided": test["two_sided"]}


def schemes(rng: np.random.Generator, number: int, planted: bool, draws: int) -> Any:
    where, members, domains, names = places(rng), [], [], []
    alike = regions(rng, where, GROUPS)
    for scheme in range(8):
        some = alike if planted and scheme < 4 else regions(rng, where, REGIONS)
        members += some
        domains += ["a" if scheme < 4 else "b"] * len(some)
        names += [f"s{scheme}"] * len(some)
    day = register_of(members, domains, where, names).at(DAY)
    (test,) = mg.compare_domains(
        day, ["a", "b"], rarefy=True, draws=1, relabellings=draws, runs=1, relabelled_runs=3,
        permutations=0, seed=number, threads=1, progress=False,
    ).attrs["fragmentation"]  # fmt: skip
    return {"greater": test["p_schemes"], "two-sided": test["two_sided_schemes"]}


def specification(rng: np.random.Generator, number: int, planted: bool, draws: int) -> Any:
    register = two_domains(rng, planted)
    if not planted:
        model = mg.null_models.Curveball(register.at(DAY).network(), trades_per_node=50)
        register = model.sample_snapshot(number).register
    grid = {"domain": ["a", "b"], "weighting": ["newman", "binary"], "resolution": [0.5, 1, 2]}
    statement = {"where": {"domain": "a"}, "more_than": {"domain": "b"}}
    found = mg.specification_test(
        register, grid, statement, date=DAY, draws=draws, runs=3, seed=number, threads=1,
        progress=False,
    )  # fmt: skip
    return {"greater": found.p, "two-sided": found.two_sided}


def pair(rng: np.random.Generator, planted: bool) -> tuple[Members, Members]:
    half = ARRANGEMENTS // 2
    first, second = by_chance(rng, half), by_chance(rng, half)
    if planted:
        second[: half // 6] = first[: half // 6]
    return first, second


def ties(rng: np.random.Generator, number: int, planted: bool, draws: int) -> Any:
    a, b = (
        mg.Network.from_memberships(
            np.concatenate(some), np.repeat(np.arange(len(some)), list(map(len, some))), n=NODES
        )
        for some in pair(rng, planted)
    )
    found = mg.compare_networks(a, b, permutations=draws, seed=number, threads=1, progress=False)
    return {"greater": found.p}


def themes(rng: np.random.Generator, number: int, planted: bool, draws: int) -> Any:
    first, second = pair(rng, planted)
    register = register_of(first + second, ["a"] * len(first) + ["b"] * len(second))
    found = mg.coherence(
        register.at(DAY), ["a", "b"], draws=draws, seed=number, threads=1, progress=False
    )
    return {"two-sided": float(found.table["p"].iloc[0])}


def tiling(rng: np.random.Generator, number: int, planted: bool, draws: int) -> Any:
    where = places(rng)
    scheme = regions(rng, where, REGIONS)
    province = np.argsort(np.argsort(where[:, 0])) * 4 // NODES
    others = by_chance(rng, ARRANGEMENTS - REGIONS)
    register = register_of(
        scheme + others, ["a"] * REGIONS + ["b"] * len(others), where,
        ["s"] * REGIONS + [None] * len(others),
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # Few regions: the share out of size is told.
        if planted:
            for k in range(0, len(others), 2):
                home = np.flatnonzero(province == rng.integers(4))
                others[k] = rng.choice(home, min(len(others[k]), len(home)), replace=False)
            register = register_of(
                scheme + others, ["a"] * REGIONS + ["b"] * len(others), where,
                ["s"] * REGIONS + [None] * len(others),
            )  # fmt: skip
            day = register.at(DAY)
        else:
            model = mg.tiling(register.at(DAY).network(), others="curveball")
            day = model.sample_snapshot(number)
        network = day.network()
        one = mg.significance(
            network, null=mg.tiling(network, others="curveball"), statistic="group_share",
            groups=province, draws=draws, seed=number, threads=1, progress=False,
        )  # fmt: skip
    return {side: one.on(side).p for side in ("greater", "two-sided")}


QUESTIONS: dict[str, Callable[..., dict[str, float]]] = {
    "fragmentation": fragmentation,
    "schemes": schemes,
    "specification": specification,
    "ties": ties,
    "themes": themes,
    "tiling": tiling,
}
SIDES = ("greater", "two-sided")


def simulate(key: str, draws: int) -> dict[str, Any]:
    kind, question, number = key.split("/")
    seeds = [list(QUESTIONS).index(question), int(number), kind == "power"]
    rng = np.random.default_rng(seeds)
    return QUESTIONS[question](rng, int(number), kind == "power", draws)


def keys(kind: str, questions: list[str], simulations: int) -> Iterator[str]:
    for number in range(simulations):
        for question in questions:
            yield f"{kind}/{question}/{number}"


def hits(store: cells.Store, kind: str, question: str, side: str) -> tuple[int, int] | None:
    """Simulations that reject, and how many there are."""
    start = f"{kind}/{question}/"
    p = [r[side] for k, r in store.records.items() if k.startswith(start) and side in r]
    return (sum(one <= cells.ALPHA for one in p), len(p)) if p else None


def failures(store: cells.Store) -> list[str]:
    """Cells that reject too often."""
    seen = [
        (question, side, found)
        for question in QUESTIONS
        for side in SIDES
        if (found := hits(store, "null", question, side))
    ]
    return [
        f"{question} {side}: {cells.rate(*found)}"
        for question, side, found in seen
        if cells.verdict(*found, len(seen)) == "too often"
    ]


def table(store: cells.Store) -> str:
    columns = [(kind, side) for kind in ("null", "power") for side in SIDES]
    number = len(QUESTIONS) * len(SIDES)
    mark = {"too often": " **too often**", "conservative": " conservative"}
    rows, counts = "", {"null": 0, "power": 0}
    for question in QUESTIONS:
        shown = []
        for kind, side in columns:
            found = hits(store, kind, question, side)
            if found is None:
                shown.append("–")
                continue
            counts[kind] = max(counts[kind], found[1])
            verdict = cells.verdict(*found, number) if kind == "null" else ""
            shown.append(cells.rate(*found) + mark.get(verdict, ""))
        rows += f"| {question} | " + " | ".join(shown) + " |\n"
    text = f"\nRejections at .05, {counts['null']} simulations by chance"
    text += f", {counts['power']} planted" if counts["power"] else ""
    text += " (95% interval):\n\n| question | chance, greater | chance, two-sided "
    text += "| planted, greater | planted, two-sided |\n|---|---|---|---|---|\n"
    return text + rows + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--simulations", type=int, default=500)
    parser.add_argument("--draws", type=int, default=39)
    parser.add_argument("--power", action="store_true")
    parser.add_argument("--questions", nargs="+", choices=list(QUESTIONS), default=list(QUESTIONS))
    parser.add_argument("--store", type=Path, default=Path("build/validity/questions.jsonl"))
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    store = cells.Store(options.store)
    for kind in ("null", "power") if options.power else ("null",):
        wanted = keys(kind, options.questions, options.simulations)
        cells.run_or_stop(store, wanted, lambda key: simulate(key, options.draws))
    cells.show(table(store), "type-i", options.write)
    bad = failures(store)
    if bad:
        raise SystemExit("too often: " + "; ".join(bad))


if __name__ == "__main__":
    main()
