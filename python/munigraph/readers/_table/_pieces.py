"""Lists of members in one cell: cutting them, and never through a name."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from ..._common.text import squeeze
from ._spellings import name_key, plain_key, without_footnote
from ._words import names_nothing

__all__ = ["Cutter", "are_others", "list_separators", "looks_like_list"]

STRONG = ("\n", ";", "|", "•")
_MORE = (
    r"e\.?\s?a\.?|e\.v\.a\.|et al\.?|u\.\s?a\.|c\.s\.|etc\.?|ecc\.?|"
    r"(?:en |and |und |et |e |y )?(?:de |die |les |le |gli |los )?"
    r"(?:\d+ |twee |drie |vier |two |three |four |zwei |drei |deux |trois |due |tre |dos |tres |"
    r"enkele |diverse |several |some |mehrere |plusieurs )?"
    r"(?:anderen?|overigen?|others?|weitere|übrigen?|autres|altri|otros)"
    r"(?: gemeenten| municipalities| gemeinden| communes| comuni| municipios)?"
)
_OTHERS = re.compile(rf"^(.*?\S)\s+({_MORE})$", re.IGNORECASE)
_ALONE = re.compile(_MORE, re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:en|and|und|et|e|ed|y|&|\+|e\.?o\.?|-|–|•|\*|\d{1,2}[.)])\s+", re.IGNORECASE
)
_KIND_FIRST = re.compile(
    r"^\s*(?i:(?:de |the |les |die |i |los )?(?:deelnemende )?"
    r"(?:gemeenten|municipalities|cities|towns|communes|gemeinden|städte|comuni|municipios)"
    r"(?:\s*:| of| de| di| van)?)\s+(?=[A-ZÀ-Þ]|'[a-z])"
)
"""What the names of a list are, before the first of them: "de gemeenten Zeist, Bunnik"."""
_CONJUNCTIONS = (" en ", " and ", " und ", " et ", " e ", " y ", " & ", " + ")
_RARE = (" och ", " og ", " oraz ", " ja ")
"""Words for "and" by which a column is cut where it has them."""
_ALL = (*_CONJUNCTIONS, *_RARE)
_ANY = re.compile("(" + "|".join(map(re.escape, (",", "/", *_ALL))) + ")", re.IGNORECASE)


# "Soest (t/m 2018)", "Baarn (1-1-2014 tot en met 2018)": what stands with a year in brackets is not
# cut.
_DATED = re.compile(r"\([^()]*\d{4}[^()]*\)")
_GUARDED = {ord(char): 0xE000 + place for place, char in enumerate(" ,/;|&+\n")}
_UNGUARDED = {guard: char for char, guard in _GUARDED.items()}


def list_separators(values: Iterable[str]) -> tuple[str, ...]:
    """The separators by which the lists of a column are cut: line break, semicolon and bar where
    most lists have one of them; comma, slash and the words for "and" too where most have none."""
    texts = [text.strip() for text in values if text.strip()]
    if _are_codes(texts):
        return (" ",)
    strong = [sep for sep in STRONG if any(sep in text for text in texts)]
    without = [text for text in texts if not any(sep in text for sep in strong)]
    weak = [sep for sep in (",", "/") if any(sep in text for text in without)]
    if strong and len(texts) - len(without) >= sum(any(sep in t for sep in weak) for t in without):
        return tuple(strong)
    rare = [word for word in _RARE if any(word in text for text in without)]
    return (*strong, *weak, *_CONJUNCTIONS, *rare)


_CODES = re.compile(r"[A-Za-z]{1,4}\d{2,}(?:\s+[A-Za-z]{1,4}\d{2,})*")


def _are_codes(texts: list[str]) -> bool:
    """Whether cells are codes with blanks between them, several in one at least."""
    return any(" " in squeeze(text) for text in texts) and all(map(_CODES.fullmatch, texts))


def looks_like_list(values: Sequence[str]) -> bool:
    """Whether the cells of a column hold several names each."""
    texts = [squeeze(text) if "\n" not in text else text.strip() for text in values if text.strip()]
    if not texts:
        return False
    if _are_codes(texts):
        return True
    strong = sum(any(sep in text for sep in STRONG) for text in texts)
    commas = sum(
        text.count(",") >= 2
        or text.count(" / ") >= 1
        or (", " in text and any(word in text.rpartition(", ")[2] for word in _ALL))
        for text in texts
    )
    return strong >= 0.2 * len(texts) or commas >= 0.2 * len(texts)


def are_others(text: str) -> bool:
    """Whether a piece of a list says that there are more, without a name: "e.a."."""
    return bool(_ALONE.fullmatch(squeeze(text)))


class Cutter:
    """Cuts cells into names.

    A stretch that is a known name stays whole, the longest first; so does one that stands alone in
    another cell.
    """

    def __init__(self, separators: Sequence[str], known: Collection[str] = ()) -> None:
        self.separators = tuple(separators)
        self._known = known
        self._seen: set[str] = set()
        ordered = sorted(self.separators, key=len, reverse=True)
        self._cut = re.compile(
            "(" + "|".join(re.escape(sep) for sep in ordered) + ")", re.IGNORECASE
        )
        self._sure = [sep for sep in self.separators if sep not in _ALL]
        self._strong = [sep for sep in self.separators if sep in STRONG]
        mixed = self._strong and len(self._strong) < len(self.separators)
        #: A list that has a semicolon is cut at semicolons, though others have commas only.
        self._inner = Cutter(self._strong, known) if mixed else None

    def learn(self, cells: Iterable[str]) -> None:
        """Names that cells show: a cell that is one, a piece of a list that is not its last."""
        weak = [sep for sep in self._sure if sep not in self._strong]
        last: list[str] = []
        twos: list[str] = []
        for cell in cells:
            strong = self._strong and any(sep in _clean(cell).strip() for sep in self._strong)
            pieces = self._split(cell, self._strong if strong else weak)
            for piece in pieces[:-1]:
                if not self._of_known(piece):
                    self._seen.add(plain_key(without_footnote(piece)))
            # "A, B and C": what stands at the end of a list may be two names; not so where
            # semicolons separate.
            if pieces and len(pieces) > 1 - bool(not _ANY.search(pieces[-1])):
                if not strong:
                    last.append(pieces[-1])
                elif not _ANY.search(pieces[-1]):
                    self._seen.add(plain_key(without_footnote(pieces[-1])))
            elif pieces and not strong:
                twos.append(pieces[-1])
        for piece in last:
            parts = [piece] if self._is_name(piece) else _ANY.split(piece)[::2]
            if len(parts) <= 2:
                self._seen.update(plain_key(without_footnote(_piece(part))) for part in parts)

        self._learn_twos(twos)

    def _learn_twos(self, cells: list[str]) -> None:
        """Names of cells "A and B": where one is a name the other is, too, and what stands in
        several of them with others is one."""
        halves = [
            tuple(map(_piece, parts[::2])) for cell in cells
            if len(parts := _ANY.split(cell)) == 3 and parts[1].casefold() in _ALL
        ]  # fmt: skip
        keys = [tuple(plain_key(without_footnote(half)) for half in two) for two in set(halves)]
        counts = Counter(key for two in set(keys) for key in two)
        self._seen.update(key for key, count in counts.items() if count > 1)
        todo = keys
        while found := [two for two in todo if any(map(self._is_name, two))]:
            self._seen.update(key for two in found for key in two)
            todo = [two for two in todo if two not in found]

    def _of_known(self, piece: str) -> bool:
        """Whether a piece is several known names: "Maastricht, Heerlen" between semicolons."""
        parts = [part for part in map(_piece, _ANY.split(piece)[::2]) if part]
        return len(parts) > 1 and all(name_key(part) in self._known for part in parts)

    def pieces(self, cell: str) -> list[str]:
        """The names in a cell, in their order."""
        if self._inner is not None and any(sep in _clean(cell).strip() for sep in self._strong):
            self._inner._seen = self._seen
            return self._inner.pieces(cell)
        parts = self._cut.split(_clean(cell))
        tokens, joints = parts[::2], parts[1::2]
        two = len(tokens) == 2 and joints[0].casefold() in _ALL
        if two and not any(self._is_name(token) for token in tokens):
            return _with_others(_piece(_clean(cell)))  # "Brighton and Hove": neither half is known
        found: list[str] = []
        start = 0
        while start < len(tokens):
            end = self._longest(tokens, joints, start)
            if name := _piece(_join(tokens, joints, start, end)):
                found.extend(self._loosely(name, len(tokens) == 1) if end == start + 1 else [name])
            start = end
        return [part for name in found for part in _with_others(name)]

    def _loosely(self, name: str, alone: bool) -> list[str]:
        """A name, or the names it is made of where all of them are known (one of them, where the
        name is the whole cell): "Zeist en Bunnik" in a column that is cut at semicolons."""
        if self._is_name(name):
            return [name]
        parts = _ANY.split(_guarded(name))
        tokens, joints = parts[::2], parts[1::2]
        found: list[str] = []
        start = 0
        while start < len(tokens):
            end = self._longest(tokens, joints, start)
            found.append(_piece(_join(tokens, joints, start, end)))
            start = end
        known = sum(map(self._is_name, found))
        return found if len(found) > 1 and known >= (1 if alone else len(found)) else [name]

    def _longest(self, tokens: list[str], joints: list[str], start: int) -> int:
        """End of the longest stretch from ``start`` that is a known name; one token otherwise.

        What says that there is none ("Zeist, -") ends a name, and is no part of it.
        """
        for end in range(min(len(tokens), start + 6), start + 1, -1):
            if "\n" in "".join(joints[start : end - 1]) or ";" in joints[start : end - 1]:
                continue
            if names_nothing(tokens[end - 1]) or names_nothing(tokens[start]):
                continue
            if self._is_name(_join(tokens, joints, start, end)):
                return end
        return start + 1

    def _is_name(self, text: str) -> bool:
        bare = without_footnote(_piece(text))
        return (
            name_key(bare) in self._known
            or plain_key(bare) in self._known
            or plain_key(bare) in self._seen
        )

    def _split(self, cell: str, separators: Sequence[str]) -> list[str]:
        if not separators:
            return [_piece(cell)]
        cut = "|".join(re.escape(sep) for sep in separators)
        return [piece for piece in map(_piece, re.split(cut, _clean(cell))) if piece]


def _with_others(name: str) -> list[str]:
    """A text such as "Houten e.a." as a name, and the words that say there are more."""
    found = None if are_others(name) else _OTHERS.match(name)
    return [found.group(1), found.group(2)] if found else [name]


def _clean(cell: str) -> str:
    text = html.unescape(cell) if "&" in cell else cell
    text = _KIND_FIRST.sub("", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    return _guarded(text.replace("\u00a0", " "))


def _guarded(text: str) -> str:
    """The text with what would cut a dated bracket hidden, until ``_piece`` shows it again."""
    return _DATED.sub(lambda found: found.group().translate(_GUARDED), text)


def _join(tokens: list[str], joints: list[str], start: int, end: int) -> str:
    text = tokens[start]
    for place in range(start + 1, end):
        text += joints[place - 1] + tokens[place]
    return text


def _piece(text: str) -> str:
    piece = squeeze(text.translate(_UNGUARDED)).strip(" ,;/|")
    while (shorter := _LEAD.sub("", piece)) != piece:
        piece = shorter
    return piece.strip(" ,;/|") if piece not in (".", "-", "–") else ""
