"""One change in words: ``2026-01-01 GM0363 leaves X``."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from .._common.text import near

__all__ = ["FORMS", "Statement", "parse"]

FORMS = (
    "DATE A, B leaves X",
    "DATE A, B joins X [as host|observer]",
    "DATE X founded by A, B [as FORM] [named NAME] [on THEME, THEME]",
    "DATE X dissolved",
    "DATE A, B merged into C [named NAME]",
    "DATE X renamed NAME",
    "DATE X form FORM",
)

#: What is said -> the verb.
VERBS = {
    "leaves": "leaves", "leave": "leaves", "left": "leaves",
    "joins": "joins", "join": "joins", "joined": "joins",
    "founded": "founded", "dissolved": "dissolved", "dissolves": "dissolved",
    "merged": "merged", "merge": "merged", "merges": "merged",
    "renamed": "renamed", "form": "form",
}  # fmt: skip

#: Words that begin a part of what follows a verb.
PARTS = {
    "leaves": (), "joins": ("as",), "founded": ("by", "as", "named", "on"), "dissolved": (),
    "merged": ("into", "named"), "renamed": ("to",), "form": (),
}  # fmt: skip

_TOKEN = re.compile(r'"(?P<quoted>[^"]*)"|(?P<comma>,)|(?P<word>[^\s",]+)')


@dataclass(frozen=True)
class Statement:
    """One change: on a day, something about somebody."""

    date: str
    verb: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...] = ()
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def ids(self) -> tuple[str, ...]:
        """Whom and what it is about."""
        parts = [*self.parts.get("by", ()), *self.parts.get("into", ())]
        objects = self.objects if self.verb in ("leaves", "joins") else ()
        return tuple(dict.fromkeys([*self.subjects, *objects, *parts]))


def parse(text: str) -> Statement:
    """What a sentence says.

    Ids stand apart by commas; those that hold a comma or one of the words stand in quotes.
    Raises ``ValueError`` naming what is missing, with the forms there are.
    """
    if not isinstance(text, str):
        raise TypeError(f"a change is {text!r}, expected text such as '2026-01-01 GM0363 leaves X'")
    if text.count('"') % 2:
        raise _wrong(text, "a quote is not closed")
    tokens = [_token(found) for found in _TOKEN.finditer(text)]
    if not tokens:
        raise _wrong(text, "nothing is said")
    date = _date(tokens[0], text)
    rest = tokens[1:]
    place = next((k for k, (kind, word) in enumerate(rest) if kind == "word" and word in VERBS), -1)
    if place < 0:
        words = [word for kind, word in rest if kind == "word"]
        similar = [one for word in words for one in near(word, list(VERBS), 1)]
        hint = f"; did you mean {similar[0]!r}?" if similar else ""
        raise _wrong(text, f"no verb{hint}")
    verb = VERBS[rest[place][1]]
    subjects = _list(rest[:place], text)
    if not subjects:
        raise _wrong(text, f"nobody before {rest[place][1]!r}")
    objects, parts = _object(rest[place + 1 :], PARTS[verb], text)
    made = Statement(date, verb, subjects, objects, parts)
    _check(made, text)
    return made


def _token(found: re.Match[str]) -> tuple[str, str]:
    kind = found.lastgroup or "word"
    return kind, found.group(kind)


def _date(token: tuple[str, str], text: str) -> str:
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", token[1]):
            raise ValueError
        return datetime.date.fromisoformat(token[1]).isoformat()
    except ValueError:
        raise _wrong(text, f"{token[1]!r} is no date (YYYY-MM-DD), which comes first") from None


def _object(
    tokens: list[tuple[str, str]], words: tuple[str, ...], text: str
) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    groups: list[tuple[str, list[tuple[str, str]]]] = [("", [])]
    for token in tokens:
        if token[0] == "word" and token[1] in words and token[1] not in dict(groups):
            groups.append((token[1], []))
        else:
            groups[-1][1].append(token)
    found = {name: _list(part, text) for name, part in groups}
    for name, part in found.items():
        if name and not part:
            raise _wrong(text, f"nothing after {name!r}")
    return found.pop(""), found


def _list(tokens: list[tuple[str, str]], text: str) -> tuple[str, ...]:
    """Words between commas are one name."""
    names: list[list[str]] = [[]]
    for kind, word in tokens:
        if kind == "comma":
            names.append([])
        else:
            names[-1].append(word)
    if names == [[]]:
        return ()
    if not all(names):
        raise _wrong(text, "nothing between two commas")
    return tuple(" ".join(name) for name in names)


def _check(made: Statement, text: str) -> None:
    one_object = {"leaves": "what is left", "joins": "what is joined", "form": "the form",
                  "renamed": "the new name"}  # fmt: skip
    said = made.objects + made.parts.get("to", ())
    if made.verb in one_object and len(said) != 1:
        quotes = "; a name with a comma stands in quotes" if len(said) > 1 else ""
        raise _wrong(text, f"expected {one_object[made.verb]}, one name, after the verb{quotes}")
    if made.verb in ("founded", "renamed", "form") and len(made.subjects) != 1:
        raise _wrong(text, f"one at a time can be {made.verb}")
    needed = {"founded": "by", "merged": "into"}.get(made.verb)
    if needed and needed not in made.parts:
        raise _wrong(text, f"expected {needed!r} after {made.verb!r}")
    if made.verb in ("founded", "merged", "dissolved") and made.objects:
        raise _wrong(text, f"{made.objects[0]!r} is not understood")
    for name in ("as", "into", "named"):
        if len(made.parts.get(name, ("",))) != 1:
            raise _wrong(text, f"one name is expected after {name!r}")


def _wrong(text: str, why: str) -> ValueError:
    return ValueError(f"{text!r}: {why}; expected one of: " + " | ".join(FORMS))
