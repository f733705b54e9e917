"""The tables of docs/benchmarks.md, made of the measurements."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from results import Row, Store, difference, find, machine, total
from targets import judged

OURS = "munigraph"
MILLISECONDS = 1e3
NOTES = Path(__file__).parent / "notes.md"
"""What the figures cannot say for themselves, written by hand."""


def write(store: Store, table: Path, tasks: dict[str, Any]) -> None:
    """The JSON and the table."""
    rows = store.rows()
    targets = judged(rows)
    store.write(rows, targets)
    table.parent.mkdir(parents=True, exist_ok=True)
    text = "\n".join(document(rows, targets, tasks, store.small)) + "\n"
    partial = table.with_suffix(".partial")
    partial.write_text(text)
    partial.replace(table)


def document(
    rows: list[Row], targets: list[dict[str, Any]], tasks: dict[str, Any], small: bool
) -> Iterator[str]:
    used = machine()
    yield "# Benchmarks"
    yield ""
    command = "bash benchmarks/run.sh" + (" --small" if small else "")
    yield f"Made by `{command}`, every figure by the program."
    yield ""
    yield "## Targets"
    yield ""
    if small:
        yield "The small table: few seeds and short runs, so take its verdicts as a first look."
        yield ""
    yield from lined(
        ["", "work", "target", "here", "met"],
        ([t["id"], t["work"], t["target"], t["here"], verdict(t["met"])] for t in targets),
        left=True,
    )
    yield ""
    yield "## How it was measured"
    yield ""
    yield (
        "Every figure is measured in a process of its own, through Python, on the same network. "
        "Seconds are of the processor (wall time beside it), medians over seeds; contenders take "
        "turns seed by seed. × compares with the first row: how many times as long. MB is the peak "
        "of memory above what the process held when it began (Python, the membership arrays), and "
        "*process MB* the peak of all of it. Machines differ, and so do moments: read the ratios."
    )
    yield ""
    names = ", ".join(f"{name} {number}" for name, number in used["versions"].items())
    yield f"{used['processor']}, {used['cores']} cores, Python {used['python']}; {names}."
    yield from quiet(row for row in rows if tasks[row["task"]].columns == "time")
    if NOTES.exists():
        yield ""
        yield NOTES.read_text().rstrip()
    for name, task in tasks.items():
        mine = [r for r in rows if r["task"] == name]
        if mine:
            yield from section(task, mine)
        if mine and name == "clusters":
            yield from growth(task, rows)


def quiet(rows: Iterable[Row]) -> Iterator[str]:
    """How much of the time others had the processor: wall beside CPU time on one thread."""
    shares = [
        total(row, "wall") / total(row)
        for row in rows
        if "skipped" not in row and "2 threads" not in row["contender"] and total(row) > 1e-3
    ]
    if shares:
        extra = 100 * (statistics.median(shares) - 1)
        most = 100 * (max(shares) - 1)
        yield (
            f"On one thread wall time was {extra:.0f}% above the processor's (median; at most "
            f"{most:.0f}%): so busy was the machine with other work."
        )


def verdict(met: bool | None) -> str:
    return "not measured" if met is None else "yes" if met else "**no**"


def lined(head: list[str], rows: Iterable[list[str]], left: bool = False) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|---" * len(head) + "|" if left else "|---" + "|--:" * (len(head) - 1) + "|"
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def section(task: Any, rows: list[Row]) -> Iterator[str]:
    yield ""
    yield f"## {task.title}"
    if task.note:
        yield ""
        yield task.note
    if task.columns == "score":
        yield ""
        yield from figures(rows)
        return
    for data in dict.fromkeys(row["data"] for row in rows):
        yield ""
        yield from table(task, [row for row in rows if row["data"] == data], data)


def figures(rows: list[Row]) -> Iterator[str]:
    """All data in one table, without seconds."""
    names = list(dict.fromkeys(n for row in rows for n in row.get("score", {})))

    def cells(row: Row) -> list[str]:
        if "skipped" in row:
            return [row["data"], row["skipped"], *[""] * (len(names) - 1)]
        return [row["data"], *(number(row["score"].get(n)) for n in names)]

    yield from lined(["", *names], (cells(row) for row in rows))


def table(task: Any, rows: list[Row], data: str) -> Iterator[str]:
    done = [row for row in rows if "skipped" not in row]
    if not done:
        yield f"**{data}**: {'; '.join(dict.fromkeys(row['skipped'] for row in rows))}"
        return
    size = ", ".join(f"{count:,} {what}" for what, count in done[0]["size"].items())
    yield f"**{data}** ({size})"
    yield ""
    phases = list(dict.fromkeys(p for row in done for p in row["cpu"]))
    scores = list(dict.fromkeys(s for row in done for s in row["score"]))
    unit = "ms" if task.unit else "s"
    quality = ["quality"] if any(row["quality"] for row in done) else []
    compared = reference(task, done)
    gain = ["difference"] if compared else []
    head = ["", *(f"{p} {unit}" for p in phases), f"wall {unit}", "×", "× wall", "MB", "process MB"]
    head += [*quality, *gain, *scores, f"{task.unit or 'seed'}s"]
    first = next((row for row in done if row["contender"] == OURS), None)

    def cells(row: Row) -> list[str]:
        if "skipped" in row:
            return [row["contender"], row["skipped"], *[""] * (len(head) - 2)]
        made = [row["contender"], *times(row, phases, MILLISECONDS if task.unit else 1)]
        made += [ratio(row, first, kind) for kind in ("cpu", "wall")]
        made += [f"{row['memory']:.0f}", f"{row['process']:.0f}"]
        made += [mean(row)] * len(quality)
        made += [gained(row, compared)] * len(gain)
        made += [number(row["score"].get(s)) for s in scores]
        return [*made, f"{row['units'] if task.unit else row['seeds']:,}"]

    yield from lined(head, (cells(row) for row in rows))


def reference(task: Any, done: list[Row]) -> Row | None:
    named = {row["contender"]: row for row in done if row["quality"]}
    return next((named[name] for name in task.reference if name in named), None)


def times(row: Row, phases: list[str], scale: float) -> list[str]:
    cells = [seconds(row["cpu"].get(phase), scale) for phase in phases]
    return [*cells, seconds(sum(row["wall"].values()), scale)]


def ratio(row: Row, first: Row | None, kind: str) -> str:
    return "" if first is None else f"{total(row, kind) / total(first, kind):.3g}"


def mean(row: Row) -> str:
    quality = row["quality"]
    if not quality:
        return ""
    error = "" if quality["error"] is None else f" ± {quality['error']:.6f}"
    return f"{quality['mean']:.6f}{error}"


def gained(row: Row, compared: Row | None) -> str:
    if compared is None or row is compared:
        return ""
    found = difference(row, compared)
    if found is None:
        return ""
    return f"{found[0]:+.6f} ± {found[1]:.6f}"


def growth(task: Any, rows: list[Row]) -> Iterator[str]:
    """One line per size: how time and memory grow."""
    from tasks.clusters import GROWTH

    sizes = [(data, find(rows, task.name, data)) for data in GROWTH]
    known = [(data, row) for data, row in sizes if row is not None]
    if len(known) < 2:
        return
    yield ""
    yield "## Growth: memberships → clusters, from size to size"
    yield ""
    lines = []
    before: Row | None = None
    for data, row in known:
        # `world` is compared with `europe`, the others with the size before.
        last = find(rows, task.name, "europe") if data == "world" else before
        theirs = find(rows, task.name, data, "SciPy projection alone")
        lines.append(
            [
                data,
                f"{row['size']['municipalities']:,}",
                f"{row['size']['memberships']:,}",
                seconds(total(row)),
                "" if last is None else f"{total(row) / total(last):.3g}",
                f"{row['process']:.0f}",
                "" if theirs is None else seconds(total(theirs)),
                "" if theirs is None else f"{theirs['process']:.0f}",
            ]
        )
        before = row
    head = ["", "municipalities", "memberships", "CPU s", "× the size before", "process MB"]
    yield from lined([*head, "SciPy projection CPU s", "process MB"], lines)
    yield ""
    yield "`world` is compared with `europe`, a tenth of it."


def seconds(value: float | None, scale: float = 1) -> str:
    return "" if value is None else f"{scale * value:.3g}"


def number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else f"{value:.4g}"
