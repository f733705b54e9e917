"""Participants that are no Dutch municipality: provinces, water boards, foreign bodies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from .._common.text import fold, slug, squeeze, within_one_edit
from .._common.toml import DATA, read_toml
from .._common.words import check_word
from ..registry._vocabulary import PARTICIPANT_KINDS

__all__ = ["Body", "BodyIndex"]

MIN_LENGTH_FOR_TYPING_ERRORS = 12
"""Letters a name needs before one wrong letter is forgiven."""


class Body(NamedTuple):
    """A participant that is no Dutch municipality."""

    id: str
    name: str
    kind: str
    how: str = "known"
    """`known` by its name, by a `pattern`, as another `arrangement` of the same source, or as a
    `typing_error`: a known name with one letter wrong."""


class BodyIndex:
    """Recognises participants by known names, then by patterns, then as another arrangement.

    Parameters
    ----------
    arrangements
        names of the arrangements of the same source; a participant of that name is
        one of them.
    """

    def __init__(self, arrangements: Iterable[str] = ()) -> None:
        self._names, self._patterns = _rules()
        self._arrangements = {fold(name): name for name in arrangements}
        for name in list(self._arrangements.values()):
            # "Regionale Dienst (RDWI)" is also known without the abbreviation.
            short = fold(re.sub(r"\s*\([^)]*\)\s*$", "", name))
            if short:
                self._arrangements.setdefault(short, name)

    def match(self, name: str) -> Body | None:
        """The body of that name, or None. Cost O(known names) for a name that is not known."""
        text = squeeze(name)
        key = fold(text)
        known = self._names.get(key)
        if known is not None:
            return known
        for pattern, kind in self._patterns:
            if pattern.search(text):
                return self._near(key) or Body(f"{kind}:{slug(text)}", text, kind, "pattern")
        arrangement = self._arrangements.get(key)
        if arrangement is not None:
            return Body(
                f"arrangement:{slug(arrangement)}", arrangement, "arrangement", "arrangement"
            )
        return self._near(key)

    def _near(self, key: str) -> Body | None:
        if len(key) < MIN_LENGTH_FOR_TYPING_ERRORS:
            return None
        found = {body for known, body in self._names.items() if within_one_edit(key, known)}
        return found.pop()._replace(how="typing_error") if len(found) == 1 else None


@lru_cache(maxsize=1)
def _rules() -> tuple[dict[str, Body], tuple[tuple[re.Pattern[str], str], ...]]:
    rules = read_toml(DATA / "bodies_nl.toml")
    names: dict[str, Body] = {}
    for kind, bodies in rules["names"].items():
        check_word("kind of participant", kind, PARTICIPANT_KINDS)
        for identifier, spellings in bodies.items():
            body = Body(identifier, spellings[0], kind)
            names.update((fold(spelling), body) for spelling in spellings)
    patterns = tuple(
        (re.compile(rule["pattern"], re.IGNORECASE), rule["kind"]) for rule in rules["patterns"]
    )
    return names, patterns
