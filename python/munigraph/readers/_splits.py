"""Lists of municipalities that were cut up at the wrong places.

Where a source was made by cutting a list such as "Cuijk, Grave en Mill en Sint Hubert" at its
commas and conjunctions, a field may hold two municipalities, or half of one. What no step of
`names` knows is then tried in this order, within one arrangement:

1. *joined*: two unknown fields, put together, are known names, one of which runs across the joint;
2. *split*: the field is nothing but two or more known names;
3. *split, with a piece left over*: the same, but the other pieces are parts of names of
   municipalities that already take part (`Waal en Wijchen`, where `West Maas en Waal` does);
4. *piece*: the field is a part of the name of one municipality that already takes part.

Parts are of whole words. Where two readings are possible, none is taken.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from .._common.text import fold

__all__ = ["Mended", "fragment_of", "mend", "segment"]

_CONJUNCTIONS = frozenset({"en", "und"})
_SMALL_WORDS = frozenset(
    {"aan", "bij", "de", "den", "der", "en", "het", "in", "op", "s", "t", "te", "van"}
)
MAX_WORDS = 12
"""A longer field is no list of municipalities, and not tried."""

_Piece = tuple[str, str, tuple[int, int]]
Lookup = Callable[[str], tuple[str, str] | None]
"""Code and official name of the municipality of a name that is known for certain, or None."""


@dataclass(frozen=True)
class Mended:
    """What became of the unknown fields of one arrangement."""

    codes: tuple[str, ...]
    """The municipalities that the field stands for; none if it is only a piece of one."""
    rule: str
    """`joined`, `split` or `piece`."""
    with_field: int | None = None
    """Index of the field that this one was joined to, or None."""
    piece_of: str = ""
    """Code of the municipality that a piece belongs to."""


def mend(
    fields: Mapping[int, str], present: Mapping[str, str], lookup: Lookup
) -> dict[int, Mended]:
    """Mend the unknown fields of one arrangement.

    Parameters
    ----------
    fields
        index → text of every field that is not known.
    present
        code → name of the municipalities that take part by other fields.
    lookup
        knows names for certain (exact, normalised or alias).

    Returns
    -------
    index → what it became, for the fields that could be mended. Cost O(fields² · words²).
    """
    result: dict[int, Mended] = {}
    members = dict(present)
    for first, second in itertools.permutations(fields, 2):
        if first in result or second in result:
            continue
        joined = _join(fields[first], fields[second], lookup)
        if joined:
            result[first] = Mended(tuple(joined), "joined")
            result[second] = Mended((), "joined", with_field=first)
            members.update(joined)
    for pieces in (False, True):
        for index, text in fields.items():
            if index not in result:
                found = segment(text, lookup, members if pieces else {})
                if found:
                    result[index] = Mended(tuple(found), "split")
                    members.update(found)
    for index, text in fields.items():
        if index not in result:
            name = fragment_of(text, members.values())
            if name is not None:
                owner = next(code for code, known in members.items() if known == name)
                result[index] = Mended((), "piece", piece_of=owner)
    return result


def _join(first: str, second: str, lookup: Lookup) -> dict[str, str]:
    words = _words(first)
    for glue in ("en", ""):
        joined = f"{first} {glue} {second}"
        found = _segmentations(_words(joined), lookup, {})
        crossing = [one for one in found if _crosses(one, len(words))]
        if len(crossing) == 1:
            return {code: name for code, name, _ in crossing[0] if code}
    return {}


def _crosses(pieces: tuple[_Piece, ...], joint: int) -> bool:
    return any(start < joint < stop for _, _, (start, stop) in pieces)


def segment(text: str, lookup: Lookup, members: Mapping[str, str]) -> dict[str, str]:
    """The municipalities (code → name) that a field lists and nothing else; {} if there is no such
    reading, or more than one. With `members`, pieces of their names may be left over."""
    found = [one for one in _segmentations(_words(text), lookup, members) if len(one) > 1]
    if not found:
        return {}
    fewest = min(sum(not code for code, _, _ in one) for one in found)
    best = {
        tuple(sorted({(code, name) for code, name, _ in one if code}))
        for one in found
        if sum(not code for code, _, _ in one) == fewest
    }
    best.discard(())
    return dict(best.pop()) if len(best) == 1 else {}


def _segmentations(
    words: list[str], lookup: Lookup, members: Mapping[str, str]
) -> list[tuple[_Piece, ...]]:
    """All ways to read the words as known names (and pieces of members' names, with code "")."""
    if len(words) > MAX_WORDS:
        return []
    tails: dict[int, list[tuple[_Piece, ...]]] = {len(words): [()]}
    for start in range(len(words) - 1, -1, -1):
        tails[start] = []
        for stop in range(start + 1, len(words) + 1):
            piece = _piece(words, start, stop, lookup, members)
            if piece is None:
                continue
            after = stop + (stop < len(words) and words[stop].casefold() in _CONJUNCTIONS)
            if after < len(words) or stop == len(words):
                tails[start] += [(piece, *rest) for rest in tails[after]]
    return tails[0]


def _piece(
    words: list[str], start: int, stop: int, lookup: Lookup, members: Mapping[str, str]
) -> _Piece | None:
    text = " ".join(words[start:stop])
    known = lookup(text)
    if known is not None:
        return *known, (start, stop)
    if members and fragment_of(text, members.values()) is not None:
        return "", text, (start, stop)
    return None


def _words(text: str) -> list[str]:
    for sign in (",", ";", "/", "&"):
        text = text.replace(sign, " en " if sign == "&" else " ")
    return text.split()


def fragment_of(text: str, names: Iterable[str]) -> str | None:
    """The one name of which the text is a part of whole words (`Middelaar` of `Mook en Middelaar`);
    None if it is part of none or of several, or has no word of its own."""
    words = fold(text).split()
    if not set(words) - _SMALL_WORDS:
        return None
    found = {name for name in names if _is_proper_part(words, fold(name).split())}
    return found.pop() if len(found) == 1 else None


def _is_proper_part(words: list[str], whole: list[str]) -> bool:
    length = len(words)
    return length < len(whole) and any(
        whole[start : start + length] == words for start in range(len(whole) - length + 1)
    )
