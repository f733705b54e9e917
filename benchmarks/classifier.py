"""How often the classifier of names is right: precision and recall per domain.

The truth are the chains of the Dutch register that carry official policy areas. A chain counts
once: its official areas are those of all its versions, its proposal is that of its last name. One
half of the chains (by a hash of their id) was looked at while the rules were written, the other
half was not; figures are given for both. Obligation is compared with the register that ships with
the package, scheme by scheme.

    python benchmarks/classifier.py [roo_gr_participants.csv]
"""

from __future__ import annotations

import argparse
import hashlib
import os
from collections import Counter, defaultdict
from pathlib import Path

from munigraph.readers import _facts as facts
from munigraph.readers._classifier import Classifier
from munigraph.readers._roo import roo_tables
from munigraph.registry._themes import ThemeMap

DEFAULT = Path("nl/roo/roo_gr_participants.csv")


def truth(path: Path) -> dict[str, tuple[str, frozenset[str]]]:
    """Chain → its last name and the domains of its official policy areas."""
    tables, _ = roo_tables(path)
    themes = ThemeMap.load()
    table = tables.themes
    official = table[table["basis"] == "official"]
    chain_of = dict(zip(tables.arrangements["id"], tables.arrangements["chain"], strict=True))
    domains: dict[str, set[str]] = defaultdict(set)
    for arrangement, theme in zip(official["arrangement"], official["theme"], strict=True):
        domain = themes.domain_of(theme)
        if domain is not None:
            domains[chain_of[arrangement]].add(domain)
    ordered = tables.arrangements.sort_values("valid_from", kind="stable")
    names = dict(zip(ordered["chain"], ordered["name"], strict=True))
    return {chain: (names[chain], frozenset(found)) for chain, found in sorted(domains.items())}


def seen(chain: str) -> bool:
    """Whether the chain is of the half that was looked at while the rules were written."""
    return int(hashlib.sha256(chain.encode()).hexdigest(), 16) % 2 == 0


def score(chains: dict[str, tuple[str, frozenset[str]]], classifier: Classifier) -> list[str]:
    """Lines of a table: domain, chains, proposed, precision, recall."""
    themes = ThemeMap.load()
    right: Counter[str] = Counter()
    proposed: Counter[str] = Counter()
    official: Counter[str] = Counter()
    silent = any_right = 0
    for name, domains in chains.values():
        found = {themes.domain_of(theme) or "" for theme in classifier.themes(name)}
        silent += not found
        any_right += bool(found & domains)
        official.update(domains)
        proposed.update(found)
        right.update(found & domains)
    lines = ["| domain | official | proposed | precision | recall |", "|---|---|---|---|---|"]
    for domain in [*themes.domains, "all"]:
        if domain == "all":
            counts = (official.total(), proposed.total(), right.total())
        else:
            counts = (official[domain], proposed[domain], right[domain])
        of, to, hit = counts
        precision = f"{hit / to:.2f}" if to else "–"
        recall = f"{hit / of:.2f}" if of else "–"
        lines.append(f"| {domain} | {of} | {to} | {precision} | {recall} |")
    told = len(chains) - silent
    lines.append(
        f"\n{len(chains)} chains; {told} names tell something; of these "
        f"{any_right / told:.2f} name at least one official domain.\n"
    )
    return lines


def obligations() -> list[str]:
    """Lines of a table: what the rule says of each scheme of the shipped register."""
    table = facts.nl2020_tables().arrangements
    classifier = Classifier.load()
    pairs: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for scheme, name, stated in zip(
        table["scheme"], table["name"], table["obligation"], strict=True
    ):
        pairs[scheme][stated, classifier.obligation(name)[0]] += 1
    lines = ["| scheme | arrangements | agree | differ | unknown |", "|---|---|---|---|---|"]
    totals: Counter[str] = Counter()
    for scheme, counts in sorted(pairs.items()):
        row = Counter[str]()
        for (stated, told), count in counts.items():
            kind = "unknown" if told == "unknown" else "agree" if told == stated else "differ"
            row[kind] += count
        totals.update(row)
        lines.append(
            f"| {scheme} | {row.total()} | {row['agree']} | {row['differ']} | {row['unknown']} |"
        )
    lines.append(
        f"| all | {totals.total()} | {totals['agree']} | {totals['differ']} | {totals['unknown']} |"
    )
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    folder = os.environ.get("MUNIGRAPH_DATA", "../shared/data")
    parser.add_argument("path", nargs="?", type=Path, default=Path(folder) / DEFAULT)
    chains = truth(parser.parse_args().path)
    halves = {
        "Half that was not looked at": {c: t for c, t in chains.items() if not seen(c)},
        "Half that was looked at": {c: t for c, t in chains.items() if seen(c)},
    }
    for title, half in halves.items():
        print(f"### {title}\n")
        print("\n".join(score(half, Classifier.load())))
    print("### Half that was not looked at, words of the language only\n")
    unseen = halves["Half that was not looked at"]
    print("\n".join(score(unseen, Classifier.load(use_names=False))))
    print("### Obligation\n")
    print("\n".join(obligations()))


if __name__ == "__main__":
    main()
