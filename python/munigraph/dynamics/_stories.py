"""Life stories: the events of one arrangement or municipality as dated sentences."""

from __future__ import annotations

import difflib
import html
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ._words import LANGUAGES, Language

if TYPE_CHECKING:
    import pandas as pd

    from ._chronicle import Chronicle

__all__ = ["LifeStory", "Sentence", "Told", "tell"]

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


@dataclass(frozen=True, repr=False)
class LifeStory:
    """What happened to one arrangement or municipality; shows itself as text, and in notebooks."""

    id: str
    name: str
    language: str
    sentences: tuple[Sentence, ...]

    @property
    def table(self) -> pd.DataFrame:
        """DataFrame ``date, sentence, administrative``."""
        import pandas as pd

        return pd.DataFrame(
            {
                "date": pd.to_datetime([s.date for s in self.sentences]).astype("datetime64[s]"),
                "sentence": [s.text for s in self.sentences],
                "administrative": [s.administrative for s in self.sentences],
            }
        )

    def __repr__(self) -> str:
        lines = [f"{self.name} ({self.id})", *(f"  {s.text}" for s in self.sentences)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        items = "".join(
            f"<li{' style=' + chr(34) + 'color:gray' + chr(34) if s.administrative else ''}>"
            f"{html.escape(s.text)}</li>"
            for s in self.sentences
        )
        return f"<p><b>{html.escape(f'{self.name} ({self.id})')}</b></p><ul>{items}</ul>"

    def __len__(self) -> int:
        return len(self.sentences)


def tell(chronicle: Chronicle, id: str, language: str) -> LifeStory:
    """The story behind ``Chronicle.of``."""
    from ._arrangement_story import arrangement_story
    from ._participant_story import participant_story

    if language not in LANGUAGES:
        raise ValueError(f"unknown language {language!r}; known are {', '.join(LANGUAGES)}")
    told = Told(chronicle, LANGUAGES[language])
    chain = told.chain_of.get(id, id)
    if chain in told.arrangements:
        sentences, name = arrangement_story(told, chain), told.arrangements[chain]
        id = chain
    elif id in told.participants:
        sentences, name = participant_story(told, id), told.participants[id]
    else:
        known = [*told.arrangements, *told.chain_of, *told.participants]
        near = difflib.get_close_matches(id, known, 1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise KeyError(f"no arrangement or participant {id!r}{hint}")
    sentences.sort(key=lambda sentence: sentence.date)
    return LifeStory(id, name, language, tuple(sentences))


class Told:
    """What every story needs: events, names, and the words of a language."""

    def __init__(self, chronicle: Chronicle, language: Language) -> None:
        self.words = language
        self.events = chronicle.events
        self.register = chronicle.register
        versions = self.register.arrangements
        self.chain_of: dict[str, str] = dict(zip(versions["id"], versions["chain"], strict=True))
        people = self.register.participants
        self.participants: dict[str, str] = dict(zip(people["id"], people["name"], strict=True))
        by_start = versions.sort_values("valid_from", kind="stable")
        self.arrangements: dict[str, str] = dict(
            zip(by_start["chain"], by_start["name"], strict=True)
        )

    def people(self, ids: Iterable[str]) -> str:
        """Participants by name."""
        return self.words.listed((self.participants.get(i, i) for i in ids), _SHOWN)

    def places(self, chains: Iterable[str]) -> str:
        """Arrangements by name and id."""
        return self.words.listed((f"“{self.arrangements.get(c, c)}” ({c})" for c in chains), _SHOWN)

    def members(self, version: str) -> list[str]:
        """Participants that a version lists."""
        rows = self.register.memberships
        return list(dict.fromkeys(rows.loc[rows["arrangement"] == version, "participant"]))

    def when(self, event: Any) -> str:
        """The date in words, or the interval where it is not known to the day."""
        earliest, latest = event.earliest, event.latest
        dated = event.event in ("founded", "merged", "absorbed", "split", "renumbered", "revised")
        if not dated and event.date_basis == "version" and earliest < latest:
            return self.words.between.format(self.words.date(earliest), self.words.date(latest))
        return self.words.date(event.date)


def parts(value: str | None) -> list[str]:
    """The ids of a cell that holds several."""
    return value.split("; ") if value else []
