"""Whether the chronicle finds planted histories: precision and recall per event and cause.

    python benchmarks/planted_histories.py [--registers 20] [--write docs/planted_histories.md]

Each synthetic register has a history planted in it: foundings, endings, joinings, leavings, new
numbers and numbers that are used again, mergers of municipalities, arrangements that merge, split
and are absorbed, changes of name, form, themes and host, errors that are corrected, revisions, and
a register that fills up and lags behind. A found event is right where the kind, the reason, the
arrangement and the participant (or the later arrangement) are those planted and the planted day
lies in the event's interval; each planted event is found once.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

import munigraph as mg
import pandas as pd

#: Registers that no rule was ever tried on.
FIRST_SEED = 610_000
SIZE = (120, 260)

#: What is planted → what differs from the defaults of ``mg.synthetic(…, history=…)``.
SETTINGS: dict[str, dict[str, float]] = {
    "as drawn": {},
    "one accession known of each": {"dated": 0},
    "every merger recorded late": {"lagging": 1, "municipalities": 0.3},
    "every merger edited in place": {"in_place": 1, "lagging": 0, "municipalities": 0.3},
}

#: Nothing happens but what the record does by itself.
STILL = {
    "ended": 0, "renumbered": 0, "merged": 0, "absorbed": 0, "split": 0, "reused": 0, "joined": 0,
    "left": 0, "changed": 0, "host": 0, "corrected": 0, "municipalities": 0,
    "opening": 0.4, "registered": 0.6, "revised": 1, "dated": 1,
}  # fmt: skip

#: Events that have a later arrangement.
BETWEEN = ("renumbered", "merged", "absorbed", "split")

Key = tuple[str, ...]


def key_of(row: Any) -> Key:
    """What a found event must have in common with a planted one."""
    later = row.counterpart if row.event in BETWEEN else None
    return row.event, row.reason, row.arrangement, row.participant or "", later or ""


def matched(planted: pd.DataFrame, found: pd.DataFrame) -> Counter[Key]:
    """Planted events that were found, by event and reason."""
    waiting: dict[Key, list[Any]] = {}
    for row in found.itertuples():
        first = min(day for day in (row.earliest, row.date, row.latest) if pd.notna(day))
        last = max(day for day in (row.latest, row.date) if pd.notna(day))
        waiting.setdefault(key_of(row), []).append((last, first))
    hits: Counter[Key] = Counter()
    for row in planted.sort_values("date").itertuples():
        spans = sorted(waiting.get(key_of(row), []))
        inside = next((s for s in spans if s[1] <= row.date <= s[0]), None)
        if inside is not None:
            waiting[key_of(row)].remove(inside)
            hits[row.event, row.reason] += 1
    return hits


def counts(setting: dict[str, float], registers: int) -> pd.DataFrame:
    """Planted, found and right events over all registers, by event and reason."""
    planted: Counter[Key] = Counter()
    found: Counter[Key] = Counter()
    right: Counter[Key] = Counter()
    for seed in range(FIRST_SEED, FIRST_SEED + registers):
        register = mg.synthetic(*SIZE, stars=0.3, seed=seed, history=setting or True)
        events = mg.chronicle(register).events
        truth = register.history
        planted.update(zip(truth["event"], truth["reason"], strict=True))
        found.update(zip(events["event"], events["reason"], strict=True))
        right.update(matched(truth, events))
    keys = sorted(set(planted) | set(found))
    rows = [(*key, planted[key], found[key], right[key]) for key in keys]
    return pd.DataFrame(rows, columns=["event", "reason", "planted", "found", "right"])


def quotient(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def report(name: str, table: pd.DataFrame) -> str:
    lines = [
        f"**{name[:1].upper()}{name[1:]}**",
        "",
        "| event | cause | planted | found | precision | recall |",
        "|---|---|--:|--:|--:|--:|",
    ]
    for row in table.itertuples():
        lines.append(
            f"| {row.event} | {row.reason} | {row.planted:,} | {row.found:,} | "
            f"{quotient(row.right, row.found)} | {quotient(row.right, row.planted)} |"
        )
    whole = table[["planted", "found", "right"]].sum()
    lines.append(
        f"| all |  | {whole['planted']:,} | {whole['found']:,} | "
        f"{quotient(whole['right'], whole['found'])} | "
        f"{quotient(whole['right'], whole['planted'])} |"
    )
    return "\n".join(lines)


def still(registers: int) -> str:
    """Events of the world where nothing but the record's own doing was planted."""
    wrong = versions = 0
    for seed in range(FIRST_SEED, FIRST_SEED + registers):
        register = mg.synthetic(*SIZE, seed=seed, history=STILL)
        events = mg.chronicle(register).events
        wrong += int((~events["administrative"]).sum())
        versions += len(register)
    return (
        f"**Nothing happens**: {registers} registers that open, fill up and revise "
        f"({versions:,} versions). Events of the world found: {wrong:,}."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--registers", type=int, default=20)
    parser.add_argument("--write", type=Path, help="put the tables into this file")
    arguments = parser.parse_args()
    municipalities, arrangements = SIZE
    parts = [
        f"{arguments.registers} registers of {municipalities} municipalities and {arrangements} "
        "arrangements over twelve years in each table.",
        *(report(name, counts(one, arguments.registers)) for name, one in SETTINGS.items()),
        still(arguments.registers),
    ]
    text = "\n\n".join(parts) + "\n"
    print(text)
    if arguments.write:
        page = arguments.write.read_text()
        start, end = "<!-- table -->\n", "<!-- end of table -->"
        before, rest = page.split(start, 1)
        arguments.write.write_text(f"{before}{start}{text}{end}{rest.split(end, 1)[1]}")


if __name__ == "__main__":
    main()
