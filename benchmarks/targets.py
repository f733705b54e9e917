"""What is aimed at, and whether the measurements reach it. A target with several networks is met
where each of those measured meets it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any, NamedTuple

from results import Row, difference, find, total

IGRAPH = "igraph, converged"
NETWORKIT = "NetworKit ParallelLeiden"
TWO = "munigraph, 2 threads"


class Found(NamedTuple):
    here: str
    met: bool | None


NOTHING = Found("", None)


class Target(NamedTuple):
    id: str
    work: str
    target: str
    judge: Callable[[list[Row]], Found]


def judged(rows: list[Row]) -> list[dict[str, Any]]:
    """Every target with what was found, as the table and the JSON have it."""
    return [
        {"id": t.id, "work": t.work, "target": t.target, **t.judge(rows)._asdict()}
        for t in targets()
    ]


def span(values: Iterable[float], form: str = ".3g") -> str:
    """The smallest and the largest, or the one there is."""
    ordered = sorted(values)
    texts = list(dict.fromkeys(format(value, form) for value in (ordered[0], ordered[-1])))
    return " to ".join(texts)


def times_faster(task: str, data: Iterable[str], peer: str, least: float) -> Callable[..., Found]:
    """The peer's processor time per unit, over ours."""

    def judge(rows: list[Row]) -> Found:
        found = []
        for name in data:
            mine, theirs = find(rows, task, name), find(rows, task, name, peer)
            if mine and theirs:
                found.append((total(theirs) / total(mine), total(mine), total(theirs)))
        if not found:
            return NOTHING
        ratios = [ratio for ratio, _, _ in found]
        ours, others = clock(m for _, m, _ in found), clock(t for _, _, t in found)
        here = f"{span(ratios)} × ({ours}; theirs {others})"
        return Found(here, min(ratios) >= least)

    return judge


def clock(values: Iterable[float]) -> str:
    values = list(values)
    if max(values) < 1:
        return f"{span(1e3 * v for v in values)} ms"
    return f"{span(values)} s"


def quality(
    task: str, data: Iterable[str], peers: Iterable[str], errors: float
) -> Callable[..., Found]:
    """Our mean quality less the peer's, in standard errors; not below `errors`."""

    def judge(rows: list[Row]) -> Found:
        gains = {}
        for name in data:
            mine = find(rows, task, name)
            others = (find(rows, task, name, peer) for peer in peers)
            theirs = next((other for other in others if other), None)
            found = difference(mine, theirs) if mine and theirs else None
            if found:
                gains[name] = found
        if not gains:
            return NOTHING
        here = span((gain for gain, _ in gains.values()), "+.6f")
        if any(math.isnan(error) for _, error in gains.values()):
            return Found(f"{here} (one run)", None)
        # Equal qualities of all runs differ by rounding alone.
        in_errors = {name: gain / max(error, 1e-9) for name, (gain, error) in gains.items()}
        below = {name: e for name, e in in_errors.items() if e < -errors}
        here += f"; {span(in_errors.values(), '+.1f')} standard errors"
        if below:
            here += "; below: " + ", ".join(f"{name} ({e:+.1f})" for name, e in below.items())
        return Found(here, not below)

    return judge


def two_threads(rows: list[Row]) -> Found:
    from tasks.ensembles import ensembles

    pairs = [
        (find(rows, "ensembles", name), find(rows, "ensembles", name, TWO))
        for name in ensembles.data
    ]
    ratios = [total(one, "wall") / total(two, "wall") for one, two in pairs if one and two]
    return Found(f"{span(ratios)} ×", min(ratios) >= 1.9) if ratios else NOTHING


def million(rows: list[Row]) -> Found:
    row = find(rows, "multiverse", "a million runs", TWO)
    if row is None:
        return NOTHING
    wall, runs = total(row, "wall"), row["score"]["runs"]
    here = f"{runs:,.0f} runs in {wall:.0f} s ({total(row):.0f} s CPU)"
    return Found(here, runs >= 1e6 and wall <= 240)


def memory_share(data: str, most: float) -> Callable[..., Found]:
    def judge(rows: list[Row]) -> Found:
        mine, theirs = find(rows, "clusters", data), find(rows, "clusters", data, NETWORKIT)
        if not mine or not theirs:
            return NOTHING
        share = mine["process"] / theirs["process"]
        here = f"{share:.2g} ({mine['process']:.0f} of {theirs['process']:.0f} MB, whole processes)"
        return Found(here, share <= most)

    return judge


def world_memory(rows: list[Row]) -> Found:
    row = find(rows, "clusters", "world")
    if row is None:
        return NOTHING
    here = f"{row['process']:,.0f} MB of the whole process, {row['memory']:,.0f} above the arrays"
    return Found(here, row["process"] <= 1500)


def doubling(rows: list[Row]) -> Found:
    sizes = [
        find(rows, "clusters", name) for name in ("europe-half", "europe", "europe-x2", "europe-x4")
    ]
    known = [total(row) for row in sizes if row]
    if len(known) < len(sizes):
        return NOTHING
    factors = [b / a for a, b in pairwise(known)]
    return Found(", ".join(f"{f:.2f}" for f in factors) + " ×", max(factors) <= 2.4)


def tenfold(rows: list[Row]) -> Found:
    small, large = find(rows, "clusters", "europe"), find(rows, "clusters", "world")
    if not small or not large:
        return NOTHING
    factor = total(large) / total(small)
    return Found(f"{factor:.1f} × ({total(small):.2f} s, {total(large):.1f} s)", factor <= 40)


def at_most(task: str, data: Iterable[str], milliseconds: float) -> Callable[..., Found]:
    """Our processor time per unit."""

    def judge(rows: list[Row]) -> Found:
        found = [1e3 * total(row) for name in data if (row := find(rows, task, name))]
        if not found:
            return NOTHING
        long = min(found) >= 1e3
        shown = f"{span(one / 1e3 for one in found)} s" if long else f"{span(found)} ms"
        return Found(shown, max(found) <= milliseconds)

    return judge


def interrupted(rows: list[Row]) -> Found:
    return of_calls(rows, "ms until the end", "at most", 100)


def frozen(rows: list[Row]) -> Found:
    return of_calls(rows, "longest freeze, ms", "largest of all calls", 10, most_counts=False)


def of_calls(
    rows: list[Row], middle: str, most: str, limit: float, most_counts: bool = True
) -> Found:
    """The call with the largest median, and the largest of all measurements."""
    mine = [r for r in rows if r["task"] == "interrupts" and r["contender"] == "munigraph"]
    if any("failed" in row.get("skipped", "") for row in mine):
        return Found("failed", False)
    done = [row for row in mine if middle in row.get("score", {})]
    if not done:
        return NOTHING
    worst = max(done, key=lambda row: row["score"][most if most_counts else middle])
    medians = [row["score"][middle] for row in done]
    largest = max(row["score"][most] for row in done)
    here = (
        f"medians of {len(done)} calls {span(medians)} ms, at most {largest:.3g} ms "
        f"(worst: {worst['data']})"
    )
    return Found(here, (largest if most_counts else max(medians)) <= limit)


def imported(rows: list[Row]) -> Found:
    row = find(rows, "imports", "munigraph", "import")
    return Found(f"{row['score']['ms']:.0f} ms", row["score"]["ms"] <= 100) if row else NOTHING


def targets() -> list[Target]:
    from tasks.agreement import DRAWN
    from tasks.ensembles import REGISTER, THOUSAND, TWO_THOUSAND, UNSEEN, ensembles

    def ensemble(work: str, data: tuple[str, ...], least: float) -> Target:
        judge = times_faster("ensembles", data, IGRAPH, least)
        return Target("P1", f"Leiden ensembles, {work}", f"≥ {least:g} × igraph converged", judge)

    pipeline = f"SciPy + {NETWORKIT}"
    within = "≥ igraph converged within the standard error"
    either = (IGRAPH, "igraph, 2 iterations")
    return [
        ensemble("`national` with unseen seeds", UNSEEN, 50),
        ensemble("1,000 nodes", THOUSAND, 100),
        ensemble("2,000 nodes", TWO_THOUSAND, 60),
        ensemble("the Dutch register", REGISTER, 15),
        Target("P1", "their mean quality", within,
               quality("ensembles", ensembles.data, (IGRAPH,), 1)),
        Target("P1", "2 threads", "≥ 1.9 × 1 thread (wall)", two_threads),
        Target("P2", "a million Leiden runs of a multiverse, 2 threads", "≤ 240 s wall", million),
        Target("P3", "`europe`, memberships → clusters", f"≥ 8 × {pipeline}",
               times_faster("clusters", ("europe",), NETWORKIT, 8)),
        Target("P3", "its peak memory", "≤ ¼ of theirs", memory_share("europe", 0.25)),
        Target("P3", "its quality", "igraph converged within seed noise (2 standard errors)",
               quality("clusters", ("europe",), (IGRAPH,), 2)),
        Target("P4", "`world`, memberships → clusters", f"≥ 3.5 × {pipeline}",
               times_faster("clusters", ("world",), NETWORKIT, 3.5)),
        Target("P4", "its peak memory", "≤ 1,500 MB", world_memory),
        Target("P5", "France 2021, memberships → clusters", "≥ 10 × SciPy + igraph converged",
               times_faster("clusters", ("fr-2021",), IGRAPH, 10)),
        Target("P5", "its quality", "igraph within seed noise (2 standard errors)",
               quality("clusters", ("fr-2021",), either, 2)),
        Target("P6", "`europe` at ½, 1, 2, 4 times its size", "≤ 2.4 × per doubling", doubling),
        Target("P6", "`europe` → `world`", "≤ 40 ×", tenfold),
        Target("P7", "betweenness, `national`", "≤ 200 ms",
               at_most("betweenness", ("national",), 200)),
        Target("P7", "constraint, `national`", "≤ 20 ms",
               at_most("constraint", ("national",), 20)),
        Target("P7", "curveball draw, `national`", "≤ 0.5 ms",
               at_most("curveball", ("national",), 0.5)),
        Target("P7", "BiCM draw, `national`", "≤ 0.5 ms", at_most("bicm", ("national",), 0.5)),
        Target("P7", "AMI of a million labels, 25 and 25,000 kinds, uniform and Zipf",
               "≤ 300 ms", at_most("agreement", DRAWN, 300)),
        Target("P7", "chronicle of the Dutch register", "≤ 1 s",
               at_most("chronicle", ("nl-roo",), 1_000)),
        Target("P7", "chronicle of the French panel", "≤ 20 s",
               at_most("chronicle", ("fr-panel",), 20_000)),
        Target("P7", "opening the file of the Dutch register", "≤ 50 ms",
               at_most("register_file", ("nl-roo",), 50)),
        Target("P7", "eleven Dutch years clustered together", "≤ 5 s",
               at_most("multilayer", ("nl-roo, ω 0.001", "nl-roo, ω 20"), 5_000)),
        Target("P7", "clusters of the French panel tracked", "≤ 20 s",
               at_most("track", ("fr-panel",), 20_000)),
        Target("P8", "Ctrl-C", "≤ 100 ms", interrupted),
        Target("P8", "another thread's longest freeze", "≤ 10 ms (median over calls)", frozen),
        Target("P8", "`import munigraph`", "≤ 100 ms", imported),
    ]  # fmt: skip
