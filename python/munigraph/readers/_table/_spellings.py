"""Names as people write them: footnote marks, "Gemeente" in front, "(gemeente)" behind."""

from __future__ import annotations

import html
import re
import unicodedata

from ..._common.text import squeeze
from .._text import repair_encoding

__all__ = [
    "cleaned", "code_and_name", "loose_spellings", "name_key", "near_names", "plain_key",
    "without_brackets", "without_footnote",
]  # fmt: skip

_QUOTES = ('""', "“”", "„“", "„”", "””", "““", "„„", "«»", "''", "‘’")
_LIGATURES = str.maketrans(
    {"ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ĳ": "ij", "Ĳ": "IJ"}
)
_PUNCTUATION = re.compile(r"[\s.,;:'’‘`´\"“”„()\[\]/_\-‐–—]+")
_SURE = re.compile(
    r"(?:\s*[*†‡§#⁎]+|\s*[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,⁾)]?)|\s*\[(?:\d{1,2}|[a-z])\]|\s+\d{1,2}\)|\s*\((?:noot\s*)?\d{1,2}\))+$"
)
_PREFIX = re.compile(
    r"^(?:(?:het )?college van (?:burgemeester en wethouders|b en w|b ?& ?w|b w) van (?:de )?|"
    r"burgemeester en wethouders van |b(?: en | ?& ?| )w van |"
    r"(?:de )?(?:gemeente)?raad van (?:de )?|"
    r"de gemeente |gemeente |gem |gde |municipality of |the city of |city of |town of |borough of |"
    r"commune d[eu]s? (?:la |l )?|commune d |ville d[eu] |ville d |stadtgemeinde |"
    r"landeshauptstadt |hansestadt |universitatsstadt |marktgemeinde |"
    r"stadt |gemeinde |markt )+(?=\S)"
)
_SUFFIX = re.compile(
    r"(?<=\S) (?:gemeente|gem|gde|gemeinde|(?:grosse )?kreisstadt|kreisfreie stadt|flecken"
    r"|(?:landeshaupt|hanse|universitats|hochschul)?stadt|commune|cne|municipality|"
    r"(?:(?:city|borough|district|town|county) )?council)$"
)
_TURNED = re.compile(
    r"^([^,;]+[^,;\s])\s*,\s*(de|het|den|the|la|le|les|l'|'s|'t|'s-|il|lo|el|los|las|der|die|das)\s*$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"^(.*\S)\s*\(([^()]*)\)\s*$")


def cleaned(text: str) -> str:
    """A text without double encoding, entities of HTML, soft hyphens, stray blanks and quotes
    around it."""
    text = squeeze(repair_encoding(text)).replace("\u00ad", "")
    if text[:1] in ("'", "’") and text[1:].isdigit():
        text = text[1:]  # what tells a spreadsheet that a code is a text
    if "&" in text:
        text = squeeze(html.unescape(text))
    if len(text) > 2 and text[0] + text[-1] in _QUOTES:
        text = squeeze(text[1:-1])
    return text


def without_footnote(text: str) -> str:
    """A name without the marks of footnotes at its end (`*`, `²`, ` 1)`, `[3]`, `[a]`, `(1)`)."""
    bare = _SURE.sub("", text).strip()
    return bare or text


def name_key(text: str) -> str:
    """What names are compared by, in any script: without case, accents and punctuation.

    Signs that tell names apart (`A` and `A+`) count. An article behind a name stands in front
    ("Bilt, De").
    """
    if "," in text:
        text = _TURNED.sub(r"\2 \1", text)
    if text.isascii():
        plain = text
    else:
        plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES).replace("\u00ad", ""))
        plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _PUNCTUATION.sub(" ", plain.casefold()).strip()


def plain_key(text: str) -> str:
    """``name_key`` without words for "municipality" around it."""
    folded = name_key(text)
    short = _SUFFIX.sub("", _PREFIX.sub("", folded))
    return short or folded


def without_brackets(text: str) -> tuple[str, str] | None:
    """("Utrecht", "Ut") of "Utrecht (Ut)", else None."""
    found = _BRACKETS.match(text)
    return (found.group(1), found.group(2).strip(" .")) if found else None


_NUMBERED = re.compile(r"^(?:\(\d{1,3}\)|\[\d{1,3}\]|\d{1,3}[.):])\s*(?=[^\W\d])")
_STUCK = re.compile(r"^(\S.*[^\W\d_]{3})\d{1,2}$")
_ARTICLE = re.compile(r"^([^(),]+?)\s*\((de|het|den|the|la|le|les|'s|'t|l')\)$", re.IGNORECASE)
_SMALL_ARTICLE = re.compile(
    r"^(?:[Dd]e|[Hh]et|[Tt]he|[Ll]a|[Ll]e|[Dd]ie|[Dd]er|[Dd]as)\s+(?=[a-zà-ÿ])"
)
_KIND = re.compile(
    r"^(.*\S)\s*\((?:stad|dorp|city|town|ville|stadt|citta|ciudad)\)$", re.IGNORECASE
)
_ON_THE = re.compile(r"(?<=\w) a\.?/?d\.?(?: |(?<=[./]))", re.IGNORECASE)


def loose_spellings(name: str) -> list[str]:
    """Other spellings of a name, to be tried where the name itself is nobody's: without a number
    in front or stuck to its end, an article in brackets in front, "(stad)" off, "a/d" written out.

    >>> loose_spellings("Ronde Venen (De)")
    ['De Ronde Venen']
    """
    found = [_NUMBERED.sub("", name), _SMALL_ARTICLE.sub("", name)]
    if stuck := _STUCK.match(name):
        found.append(stuck.group(1))
    if article := _ARTICLE.match(name):
        found.append(f"{article.group(2)} {article.group(1)}")
    if kind := _KIND.match(name):
        found.append(kind.group(1))
    if _ON_THE.search(name):
        found += [_ON_THE.sub(f" {words} ", name) for words in ("aan den", "aan de")]
    return [one for one in dict.fromkeys(found) if one != name]


_CODE_FIRST = re.compile(r"^([A-Za-z]{0,4}\d{2,})\s*[-–:/|]?\s+(\D{2,})$")
_CODE_LAST = re.compile(r"^(\D{2,}?)\s*(?:[-–:/|]\s*|[(\[]\s*)([A-Za-z]{0,4}\d{2,})\s*[)\]]?$")


def code_and_name(text: str) -> tuple[str, str] | None:
    """Code and name of a text that gives both ("GM0344 Utrecht", "Bunnik [312]"), or None."""
    if found := _CODE_FIRST.match(text):
        return found.group(1), found.group(2).strip(" -–:")
    if found := _CODE_LAST.match(text):
        return found.group(2), found.group(1).strip(" -–:")
    return None


def near_names(name: str, known: dict[str, str], count: int = 3) -> list[tuple[str, str, float]]:
    """The `count` most similar of `known` (folded name → id): name, id, score from 0 to 1.

    The score is rapidfuzz's ratio (the better of the words as they stand and sorted); difflib's
    where rapidfuzz is not installed. Only scores of .75 and more.
    """
    key = plain_key(name)
    try:
        from rapidfuzz import fuzz, process
    except ImportError:
        import difflib

        close = difflib.get_close_matches(key, list(known), n=count, cutoff=0.75)
        scored = [(c, difflib.SequenceMatcher(None, key, c).ratio()) for c in close]
    else:
        best: dict[str, float] = {}
        for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
            for choice, score, _ in process.extract(
                key, list(known), scorer=scorer, limit=count, score_cutoff=75
            ):
                best[choice] = max(best.get(choice, 0.0), score / 100)
        scored = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:count]
    found: dict[str, tuple[str, str, float]] = {}
    for choice, score in scored:
        found.setdefault(known[choice], (choice, known[choice], round(score, 3)))
    return list(found.values())
