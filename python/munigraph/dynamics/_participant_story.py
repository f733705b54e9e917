"""The life of a municipality, or of another participant, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
    rows = told.successions
    result = []
    for mine, other in (("to", "from"), ("from", "to")):
        for date, group in rows[rows[mine] == participant].groupby("date"):
            keys = [_role(told, row, date, mine, len(group)) for row in group.itertuples()]
            for key in dict.fromkeys(keys):
                chosen = group[[one == key for one in keys]]
                result.append(_succession(told, date, key, chosen, other))
    return result


def _role(told: Told, row: Any, date: pd.Timestamp, mine: str, number: int) -> str:
    """Which sentence tells of a succession: to the one it made or enlarged, or to the one it
    ended."""
    if mine == "from":
        known = {"part": "part", "split": "divided", "renamed": "goes_on", "recoded": "goes_on"}
        return known.get(row.kind, "gone")
    if row.kind == "part":
        return "given"
    began = told.began[row.to]
    new = began == began and abs((began - date).days) <= 31
    if row.kind in ("renamed", "recoded") and number == 1:
        return "recoded"
    return "formed" if new else "enlarged"


def _succession(
    told: Told, date: pd.Timestamp, key: str, rows: pd.DataFrame, other: str
) -> Sentence:
    """With its share of the one that was divided, where that is known."""
    names = []
    for row in rows.to_dict("records"):
        name = told.people([row[other]])
        if row["kind"] in ("split", "part") and row["share"] == row["share"]:
            name += f" ({row['share']:.0%})"
        names.append(name)
    text = told.words.participant[key].format(who=told.words.listed(names, 12))
    return Sentence(f"{date:%Y-%m-%d}", f"{told.words.date(date)}: {text}", True)
