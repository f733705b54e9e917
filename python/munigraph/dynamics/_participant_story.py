"""The life of a municipality, or of another participant, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._told import Sentence, Told

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["participant_story"]

_BEGINNINGS = ("founded", "renumbered", "merged", "split")
_ENDS = ("ended", "merged", "absorbed", "split")


def participant_story(told: Told, participant: str) -> list[Sentence]:
    """Sentences about what a participant was part of, and what became of it."""
    events = told.events
    own = events[events["participant"] == participant]
    rows = [(row, str(row.event)) for row in own.itertuples()]
    versions = _versions_of(told, participant)
    begun = events[events["event"].isin(_BEGINNINGS)]
    rows += [
        (row, "founded" if row.event == "founded" else "continued")
        for row in begun.itertuples()
        if row.event in ("founded", "merged", "split") and _after(row.versions) in versions
    ]
    ended = events[events["event"].isin(_ENDS)]
    rows += [
        (row, str(row.event)) for row in ended.itertuples() if _before(row.versions) in versions
    ]
    return [*_successions(told, participant), *_sentences(told, rows)]


def _versions_of(told: Told, participant: str) -> set[str]:
    members = told.register.memberships
    return set(members.loc[members["participant"] == participant, "arrangement"])


def _before(versions: str) -> str:
    return versions.partition(" → ")[0]


def _after(versions: str) -> str:
    return versions.rpartition(" → ")[2]


def _sentences(told: Told, rows: list[tuple[object, str]]) -> list[Sentence]:
    """One sentence for all arrangements to which the same happened on one day."""
    known = told.words.participant
    groups: dict[tuple[str, str, str], list[object]] = {}
    for row, kind in rows:
        exact = f"{kind}_{row.reason}"  # type: ignore[attr-defined]
        key = exact if exact in known else kind
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
    rows = told.register.successions
    result = []
    for mine, other, key in (("to", "from", "born"), ("from", "to", "gone")):
        for date, group in rows[rows[mine] == participant].groupby("date"):
            part = group["kind"] == "part"
            for kind, those in (
                ("part" if mine == "from" else "", group[part]),
                (key, group[~part]),
            ):
                if kind and len(those):
                    result.append(_succession(told, date, kind, those[other]))
    return result


def _succession(told: Told, date: pd.Timestamp, kind: str, others: pd.Series) -> Sentence:
    text = told.words.participant[kind].format(who=told.people(others))
    return Sentence(f"{date:%Y-%m-%d}", f"{told.words.date(date)}: {text}", True)
