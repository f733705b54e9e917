"""Closed lists of words: one way to refuse an unknown one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, TypeVar, cast

from .. import _core

#: What a list of words holds: str, or a type of words.
Word = TypeVar("Word", bound=str)


def check_word(what: str, word: Any, words: Collection[Word]) -> Word:
    """``word``, or a ``ValueError`` that names the nearest of ``words``."""
    if isinstance(word, str) and word in words:
        return cast(Word, word)
    raise unknown(what, word, words)


def unknown(what: str, word: Any, words: Iterable[str]) -> ValueError:
    """The error for a word that is not there: "unknown weighting 'newmann'; did you mean
    'newman'?", or the words that are known where none is near."""
    return ValueError(_core.unknown_word(what, str(word), list(words)))
