"""The life of an arrangement in sentences."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pandas as pd

from ._event_index import BETWEEN_CHAINS
from ._told import INSIDE_ONE, Sentence, Told, parts

__all__ = ["arrangement_story"]


def arrangement_story(told: Told, chain: str) -> list[Sentence]:
    """Sentences about a chain, and the chains that it was renumbered from and to."""
    chains = told.events.same_arrangement(chain)
    rows = told.events.of_arrangements(chains)
    over = _taken_over(rows)
    groups: dict[tuple[Any, ...], list[Any]] = {}
    for row in rows:
        if row.Index not in over:
            keys = (row.event, row.reason, row.counterpart, row.before, row.after)
            groups.setdefault((row.date, *keys), []).append(row)
    return [_sentence(told, group, chains) for group in groups.values()]


def _taken_over(rows: list[Any]) -> set[int]:
    """Leavings that the sentence about the heir's joining tells already."""
    by_merger = [row for row in rows if row.reason == "merger"]
    place_of = {
        (row.arrangement, gone, row.participant)
        for row in by_merger
        if row.event == "joined"
        for gone in parts(row.counterpart)
    }
    return {
        row.Index
        for row in by_merger
        if row.event == "left"
        and any((row.arrangement, row.participant, h) in place_of for h in parts(row.counterpart))
    }


def _sentence(told: Told, group: list[Any], chains: Collection[str]) -> Sentence:
    event = group[0]
    away = event.arrangement in chains
    key = _key(event, away, told.words.arrangement)
    text = told.words.arrangement[key].format(
        who=told.people(row.participant for row in group if row.participant),
        others=_others(told, group, away),
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
    if event.event in BETWEEN_CHAINS and not away:
        return f"{event.event}_into" if event.event != "renumbered" else "renumbered"
    if event.event == "renumbered" and event.before:
        return "renumbered_in_chain"
    for more in (event.rule, event.reason):
        if f"{event.event}_{more}" in known:
            return f"{event.event}_{more}"
    return str(event.event)


def _others(told: Told, group: list[Any], away: bool) -> str:
    event = group[0]
    if event.event in BETWEEN_CHAINS:
        # Several that went into this one on one day are told together.
        return told.places(row.counterpart if away else row.arrangement for row in group)
    return told.people(parts(event.counterpart))


def _shown(told: Told, kind: str, value: str | None) -> str:
    if not value:
        return told.words.nothing
    if kind == "host":
        return told.people(parts(value))
    if kind == "name":
        return told.words.quoted(value)
    return told.words.listed(parts(value), 12) if kind == "themes" else value
