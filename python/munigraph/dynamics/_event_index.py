"""Events of a chronicle, found by what they are about."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["BETWEEN_CHAINS", "EventIndex", "rows_by"]

BETWEEN_CHAINS = ("merged", "absorbed", "split", "renumbered")
"""Events of two arrangements: `arrangement` and `counterpart`."""

_BEGINNINGS = ("founded", "merged", "split")
_ENDS = ("ended", "merged", "absorbed", "split")


class EventIndex:
    """The events as rows (``row.event``, ``row.date``, …; ``row.Index`` is the position), each
    list in their order. Missing ids find nothing.
    """

    def __init__(self, events: pd.DataFrame) -> None:
        self.rows: list[Any] = list(events.reset_index(drop=True).itertuples())
        between = [row for row in self.rows if row.event in BETWEEN_CHAINS]
        self._of_arrangement = _found_by(self.rows, "arrangement")
        self._of_counterpart = _found_by(between, "counterpart")
        self._of_participant = _found_by(self.rows, "participant")
        self._begun: dict[str, list[Any]] = {}
        self._ended: dict[str, list[Any]] = {}
        for row in self.rows:
            if row.event in _BEGINNINGS:
                self._begun.setdefault(row.versions.rpartition(" → ")[2], []).append(row)
            if row.event in _ENDS:
                self._ended.setdefault(row.versions.partition(" → ")[0], []).append(row)
        self._numbers: dict[str, list[str]] = {}
        for row in between:
            if row.event == "renumbered" and isinstance(row.counterpart, str):
                self._numbers.setdefault(row.arrangement, []).append(row.counterpart)
                self._numbers.setdefault(row.counterpart, []).append(row.arrangement)

    def same_arrangement(self, chain: str) -> set[str]:
        """The chain with those that are the same arrangement under another number."""
        chains, waiting = {chain}, [chain]
        while waiting:
            fresh = [one for one in self._numbers.get(waiting.pop(), ()) if one not in chains]
            chains.update(fresh)
            waiting += fresh
        return chains

    def of_arrangements(self, chains: Collection[str]) -> list[Any]:
        """Events of any of the chains, those of another with one of them among them."""
        return _in_order(
            row
            for chain in chains
            for found in (self._of_arrangement, self._of_counterpart)
            for row in found.get(chain, ())
        )

    def of_participant(self, participant: str) -> list[Any]:
        """Events of a participant."""
        return self._of_participant.get(participant, [])

    def begun_with(self, versions: Iterable[str]) -> list[Any]:
        """Beginnings of arrangements with one of these as first version."""
        return _in_order(row for one in versions for row in self._begun.get(one, ()))

    def ended_with(self, versions: Iterable[str]) -> list[Any]:
        """Ends of arrangements with one of these as last version."""
        return _in_order(row for one in versions for row in self._ended.get(one, ()))


def rows_by(rows: Iterable[Sequence[Any]], column: int) -> dict[Hashable, list[Any]]:
    """What stands in a column → the rows, in their order."""
    found: dict[Hashable, list[Any]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found


def _found_by(rows: Iterable[Any], name: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        if isinstance(getattr(row, name), str):
            found.setdefault(getattr(row, name), []).append(row)
    return found


def _in_order(rows: Iterable[Any]) -> list[Any]:
    """Each once, by position."""
    found = {row.Index: row for row in rows}
    return [found[at] for at in sorted(found)]
