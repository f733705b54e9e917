"""Life stories: the events of one arrangement or municipality as dated sentences."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .._common.display import cut
from .._common.result import Result
from .._common.text import near, visible
from .._common.words import check_word
from ._arrangement_story import arrangement_story
from ._participant_story import participant_story
from ._told import Sentence, Told
from ._words import LANGUAGES

if TYPE_CHECKING:
    import pandas as pd

    from ._chronicle import Chronicle

__all__ = ["LifeStory", "tell"]

#: Sentences that a notebook shows, and letters of one.
_SHOWN, _LETTERS = 60, 300


@dataclass(frozen=True, repr=False)
class LifeStory(Result):
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
        told = [s.text for s in self.sentences] or [LANGUAGES[self.language].undated]
        lines = [f"{self.name} ({self.id})", *(f"  {text}" for text in told)]
        return visible("\n".join(lines))

    def _repr_html_(self) -> str:
        items = "".join(
            f"<li{' style=' + chr(34) + 'color:gray' + chr(34) if s.administrative else ''}>"
            f"{html.escape(cut(s.text, _LETTERS))}</li>"
            for s in self.sentences[:_SHOWN]
        )
        if not self.sentences:
            items = f"<li>{LANGUAGES[self.language].undated}</li>"
        if len(self) > _SHOWN:
            items += f"<li>… and {len(self) - _SHOWN} more sentences</li>"
        return f"<p><b>{html.escape(f'{self.name} ({self.id})')}</b></p><ul>{items}</ul>"

    def __len__(self) -> int:
        return len(self.sentences)


def tell(chronicle: Chronicle, id: str, language: str) -> LifeStory:
    """The story behind ``Chronicle.of``."""
    check_word("language", language, list(LANGUAGES))
    told = chronicle._told.get(language)
    if told is None:
        told = chronicle._told[language] = Told(chronicle, LANGUAGES[language])
    chain = told.chain(id)
    if chain in told.arrangements:
        sentences, name = arrangement_story(told, chain), told.arrangements[chain]
        id = chain
    elif id in told.participants:
        sentences, name = participant_story(told, id), told.participants[id]
    else:
        known = [*told.arrangements, *told.chain_of, *told.participants]
        similar = near(id, known, 1)
        hint = f"; did you mean {similar[0]!r}?" if similar else ""
        raise KeyError(f"no arrangement or participant {id!r}{hint}")
    sentences.sort(key=lambda sentence: sentence.date)
    return LifeStory(id, name, language, tuple(sentences))
