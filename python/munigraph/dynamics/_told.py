"""What the stories of arrangements and of participants share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ._event_index import EventIndex, rows_by
from ._words import Language

if TYPE_CHECKING:
    from ._chronicle import Chronicle

__all__ = ["INSIDE_ONE", "Sentence", "Told", "parts"]

INSIDE_ONE = "inside_one_municipality"
"""The rule of an end whose `after` is the day of the municipal merger."""

_SHOWN = 12
"""Names that a sentence lists before it counts the rest."""


@dataclass(frozen=True)
class Sentence:
    """One dated sentence."""

    date: str
    """YYYY-MM-DD: by what the sentences are ordered."""
    text: str
    administrative: bool
    """Whether the world did nothing: a municipal merger's or the register's own doing."""


class Told:
    """What every story needs: events, names, and the words of a language.

    Everything is looked up by id here once, so that a document of all stories costs no more than
    what it tells.
    """

    def __init__(self, chronicle: Chronicle, language: Language) -> None:
        self.words = language
        self.events = EventIndex(chronicle.events)
        self.register = chronicle.register
        versions = self.register.arrangements
        self.chain_of: dict[str, str] = dict(zip(versions["id"], versions["chain"], strict=True))
        #: Number under which a version is known → its chains (of a register that has numbers).
        self.numbers: dict[str, set[str]] = {}
        if "number" in versions.columns:
            for number, chain in zip(versions["number"], versions["chain"], strict=True):
                self.numbers.setdefault(str(number), set()).add(chain)
        self.starts = dict(zip(versions["id"], versions["valid_from"], strict=True))
        #: On a fixed geography, those that left have their names and reorganisations, too.
        moved = self.register._moved_from
        everyone = self.register if moved is None else moved[0]
        people = everyone.participants
        self.participants: dict[str, str] = dict(zip(people["id"], people["name"], strict=True))
        self.began = dict(zip(people["id"], people["valid_from"], strict=True))
        successions = list(everyone.successions.itertuples(index=False))
        # `from` is no name of a field: the second column.
        self.successions_to = rows_by(successions, 2)
        self.successions_from = rows_by(successions, 1)
        members = self.register.memberships
        columns = [members[name] for name in ("arrangement", "participant", "valid_from")]
        rows = list(zip(*columns, strict=True))
        self._members_of = rows_by(rows, 0)
        #: Participant → its memberships (arrangement first).
        self.memberships_of = rows_by(rows, 1)
        by_start = versions.sort_values("valid_from", kind="stable")
        self.arrangements: dict[str, str] = dict(
            zip(by_start["chain"], by_start["name"], strict=True)
        )

    def chain(self, id: str) -> str:
        """The chain of a version, of a number, or the id itself. Raises ``KeyError`` for a number
        that several chains have had."""
        if id in self.chain_of or id in self.arrangements or id in self.participants:
            return self.chain_of.get(id, id)
        chains = sorted(self.numbers.get(id, {id}))
        if len(chains) > 1:
            raise KeyError(f"{id!r} is the number of {', '.join(chains)}; expected one of these")
        return chains[0]

    def people(self, ids: Iterable[str]) -> str:
        """Participants by name."""
        return self.words.listed((self.participants.get(i, i) for i in ids), _SHOWN)

    def places(self, chains: Iterable[str]) -> str:
        """Arrangements by name and id."""
        quoted = self.words.quoted
        return self.words.listed(
            (f"{quoted(self.arrangements.get(c, c))} ({c})" for c in chains), _SHOWN
        )

    def founders(self, version: str) -> list[str]:
        """Participants that a version has from its start; who accedes later has a sentence."""
        start = self.starts[version]
        rows = self._members_of.get(version, ())
        return list(dict.fromkeys(who for _, who, since in rows if not since > start))

    def when(self, event: Any) -> str:
        """The date in words, or the interval where it is not known to the day."""
        earliest, latest = event.earliest, event.latest
        dated = event.event in ("founded", "merged", "absorbed", "split", "renumbered", "revised")
        dated = dated or event.rule == INSIDE_ONE  # The merger's own date is told beside it.
        if not dated and event.date_basis == "version" and earliest < latest:
            return self.words.between.format(self.words.date(earliest), self.words.date(latest))
        return self.words.date(event.date)


def parts(value: str | None) -> list[str]:
    """The ids of a cell that holds several."""
    return value.split("; ") if value else []
