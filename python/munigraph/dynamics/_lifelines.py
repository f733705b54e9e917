"""What a timeline shows: memberships of one arrangement or participant, and what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ._event_index import EventIndex
from ._spells import spells

if TYPE_CHECKING:
    import pandas as pd

    from ._chronicle import Chronicle

__all__ = ["Lifelines", "lifelines"]

COLUMNS = ["row", "start", "entry", "stop", "stop_earliest", "exit", "cause"]
CHANGES = ["date", "event", "before", "after"]

_CHANGES = ("form", "name", "themes", "host", "renumbered")


class Lifelines(NamedTuple):
    """The bars of a timeline (``row, start, entry, stop, stop_earliest, exit, cause``) and the
    changes that stand across them (``date, event, before, after``; of an arrangement only)."""

    id: str
    name: str
    of: str  #: ``"arrangement"`` or ``"participant"``
    bars: pd.DataFrame
    changes: pd.DataFrame


def lifelines(chronicle: Chronicle, id: str) -> Lifelines:
    """Memberships of an arrangement (a row per participant) or of a participant (a row per
    arrangement). Raises ``KeyError`` for an unknown id."""
    story = chronicle.of(id)
    table = spells(chronicle.register, rules=chronicle.rules)
    rows = table[table["arrangement"] == _thread(chronicle, story.id)]
    kind, other = "arrangement", "participant"
    if rows.empty:
        kind, other = other, kind
        rows = table[table["participant"] == story.id]
    bars = _named(rows, chronicle, other)
    return Lifelines(story.id, story.name, kind, bars, _changes(chronicle, story.id, kind))


def _thread(chronicle: Chronicle, chain: str) -> str:
    """The first number of an arrangement: spells go by that."""
    events = chronicle.events
    pairs = events[
        (events["event"] == "renumbered") & (events["counterpart"] != events["arrangement"])
    ]
    before = dict(zip(pairs["counterpart"], pairs["arrangement"], strict=True))
    seen = set()
    while chain in before and chain not in seen:
        seen.add(chain)
        chain = before[chain]
    return chain


def _named(rows: pd.DataFrame, chronicle: Chronicle, key: str) -> pd.DataFrame:
    if key == "participant":
        source = chronicle.register.participants.set_index("id")["name"]
    else:
        versions = chronicle.register.arrangements.sort_values("valid_from", kind="stable")
        source = versions.drop_duplicates("chain", keep="last").set_index("chain")["name"]
    names = rows[key].map(source).astype(object)
    twice = names.duplicated(keep=False) & ~rows[key].duplicated(keep=False)
    rows = rows.assign(row=names.where(~twice, names + " (" + rows[key] + ")"))
    return rows.sort_values(["start", "row"], kind="stable")[COLUMNS].reset_index(drop=True)


def _changes(chronicle: Chronicle, chain: str, kind: str) -> pd.DataFrame:
    events: Any = chronicle.events
    chains = EventIndex(events).same_arrangement(chain)
    here = events["arrangement"].isin(chains) & events["event"].isin(_CHANGES)
    keep = here & (events["reason"] == "real") & (kind == "arrangement")
    return events.loc[keep, CHANGES].reset_index(drop=True)
