"""The life of an arrangement in sentences."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pandas as pd

from ._told import INSIDE_ONE, Sentence, Told, parts

__all__ = ["arrangement_story"]

_BETWEEN_CHAINS = ("merged", "absorbed", "split", "renumbered")


def arrangement_story(told: Told, chain: str) -> list[Sentence]:
    """Sentences about a chain, and the chains that it was renumbered from and to."""
    events = told.events
    chains = same_arrangement(events, chain)
    between = events["event"].isin(_BETWEEN_CHAINS) & events["counterpart"].isin(chains)
    rows = events[events["arrangement"].isin(chains) | between]
    rows = rows.drop(index=_taken_over(rows))
    keys = [rows[key].fillna("") for key in ("event", "reason", "counterpart", "before", "after")]
    return [
        _sentence(told, list(group.itertuples()), chains)
        for _, group in rows.groupby([rows["date"], *keys], sort=False)
    ]


def same_arrangement(events: pd.DataFrame, chain: str) -> set[str]:
    """The chain with those that are the same arrangement under another number."""
    pairs = events[events["event"] == "renumbered"]
    chains, size = {chain}, 0
    while size < len(chains):
        size = len(chains)
        linked = pairs[pairs["arrangement"].isin(chains) | pairs["counterpart"].isin(chains)]
        chains |= set(linked["arrangement"]) | set(linked["counterpart"])
    return chains


def _taken_over(rows: pd.DataFrame) -> list[Any]:
    """Leavings that the sentence about the heir's joining tells already."""
    heirs = rows[(rows["event"] == "joined") & (rows["reason"] == "merger")]
    place_of = {
        (row.arrangement, gone, row.participant)
        for row in heirs.itertuples()
        for gone in parts(row.counterpart)
    }
    gone = rows[(rows["event"] == "left") & (rows["reason"] == "merger")]
    return [
        row.Index
        for row in gone.itertuples()
        if any((row.arrangement, row.participant, h) in place_of for h in parts(row.counterpart))
    ]


def _sentence(told: Told, group: list[Any], chains: Collection[str]) -> Sentence:
    event = group[0]
    away = event.arrangement in chains
    key = _key(event, away, told.words.arrangement)
    text = told.words.arrangement[key].format(
        who=told.people(row.participant for row in group if row.participant),
        others=_others(told, event, away),
        before=_shown(told, event.event, event.before),
        after=_shown(told, event.event, event.after),
        members=_founders(told, event),
        on=told.words.date(pd.Timestamp(event.after)) if event.rule == INSIDE_ONE else "",
    )
    date = f"{event.date:%Y-%m-%d}"
    return Sentence(date, f"{told.when(event)}: {text}", bool(event.administrative))


def _founders(told: Told, event: Any) -> str:
    if event.event != "founded":
        return ""
    return told.people(told.founders(event.versions)) or told.words.nobody


def _key(event: Any, away: bool, known: Collection[str]) -> str:
    """The sentence for an event: by kind and rule or reason, or else by kind alone."""
    if event.event in _BETWEEN_CHAINS and not away:
        return f"{event.event}_into" if event.event != "renumbered" else "renumbered"
    if event.event == "renumbered" and event.before:
        return "renumbered_in_chain"
    for more in (event.rule, event.reason):
        if f"{event.event}_{more}" in known:
            return f"{event.event}_{more}"
    return str(event.event)


def _others(told: Told, event: Any, away: bool) -> str:
    if event.event in _BETWEEN_CHAINS:
        return told.places([event.counterpart if away else event.arrangement])
    return told.people(parts(event.counterpart))


def _shown(told: Told, kind: str, value: str | None) -> str:
    if not value:
        return told.words.nothing
    if kind == "host":
        return told.people(parts(value))
    return told.words.listed(parts(value), 12) if kind == "themes" else value
