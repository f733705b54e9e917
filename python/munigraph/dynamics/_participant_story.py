"""The life of a municipality, or of another participant, in sentences."""

from __future__ import annotations

from typing import Any

from ._event_index import rows_by
from ._told import Sentence, Told

__all__ = ["participant_story"]


def participant_story(told: Told, participant: str) -> list[Sentence]:
    """Sentences about what a participant was part of, and what became of it."""
    events = told.events
    rows = [(row, str(row.event)) for row in events.of_participant(participant)]
    versions = {row[0] for row in told.memberships_of.get(participant, ())}
    rows += [
        (row, "founded" if row.event == "founded" else "continued")
        for row in events.begun_with(versions)
    ]
    rows += [(row, str(row.event)) for row in events.ended_with(versions)]
    return [*_successions(told, participant), *_sentences(told, rows)]


def _sentences(told: Told, rows: list[tuple[object, str]]) -> list[Sentence]:
    """One sentence for all arrangements to which the same happened on one day."""
    known = told.words.participant
    groups: dict[tuple[str, str, str], list[object]] = {}
    for row, kind in rows:
        exact = (f"{kind}_{row.rule}", f"{kind}_{row.reason}")  # type: ignore[attr-defined]
        key = next((one for one in exact if one in known), kind)
        date = f"{row.date:%Y-%m-%d}"  # type: ignore[attr-defined]
        groups.setdefault((date, told.when(row), key), []).append(row)
    result = []
    for (date, when, key), events in groups.items():
        into = key == "continued"
        where = told.places(
            dict.fromkeys(
                e.counterpart if into else e.arrangement  # type: ignore[attr-defined]
                for e in events
            )
        )
        administrative = all(e.administrative for e in events)  # type: ignore[attr-defined]
        result.append(Sentence(date, f"{when}: {known[key].format(where=where)}", administrative))
    return result


def _successions(told: Told, participant: str) -> list[Sentence]:
    """What reorganisations made of it, and out of whom it was made."""
    result = []
    for mine, found, other in (
        ("to", told.successions_to, 1),
        ("from", told.successions_from, 2),
    ):
        days = rows_by(found.get(participant, ()), 0)
        for date in sorted(days):  # type: ignore[type-var]
            groups: dict[str, list[Any]] = {}
            for row in days[date]:
                groups.setdefault(_role(told, row, mine, len(days[date])), []).append(row)
            result += [_succession(told, key, rows, other) for key, rows in groups.items()]
    return result


def _role(told: Told, row: Any, mine: str, number: int) -> str:
    """Which sentence tells of a succession: to the one it made or enlarged, or to the one it
    ended."""
    if mine == "from":
        known = {"part": "part", "split": "divided", "renamed": "goes_on", "recoded": "goes_on"}
        return known.get(row.kind, "gone")
    if row.kind == "part":
        return "given"
    began = told.began[row.to]
    new = began == began and abs((began - row.date).days) <= 31
    if row.kind in ("renamed", "recoded") and number == 1:
        return "recoded"
    return "formed" if new else "enlarged"


def _succession(told: Told, key: str, rows: list[Any], other: int) -> Sentence:
    """With its share of the one that was divided, where that is known."""
    names = []
    for row in rows:
        name = told.people([row[other]])
        if row.kind in ("split", "part") and row.share == row.share:
            name += f" ({row.share:.0%})"
        names.append(name)
    date = rows[0].date
    text = told.words.participant[key].format(who=told.words.listed(names, 12))
    return Sentence(f"{date:%Y-%m-%d}", f"{told.words.date(date)}: {text}", True)
