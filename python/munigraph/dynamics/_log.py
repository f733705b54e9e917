"""A register as a document: what happened, per arrangement and municipality, newest first."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .._common.arguments import checked_id
from .._common.objects import core_of
from .._common.result import Result
from .._common.text import near
from .._common.words import check_word
from ._arrangement_story import arrangement_story
from ._chronicle import chronicle
from ._participant_story import participant_story
from ._record_grammar import parse
from ._told import Sentence, Told
from ._words import LANGUAGES

if TYPE_CHECKING:
    import pandas as pd

    from .._common.literals import Language
    from ..registry._register import Register

__all__ = ["RegisterLog", "log_of"]

HEADS = {
    "en": ("Log of {name}", "Arrangements", "Municipalities and others", "Imports",
           "recorded {time}, import {number}{by}: {what}",
           "{time}, import {number} ({kind}){by}: {what}", " by {author}", " (undone {undone})",
           "{added} rows new, {changed} changed"),
    "nl": ("Logboek van {name}", "Regelingen", "Gemeenten en anderen", "Importen",
           "vastgelegd {time}, import {number}{by}: {what}",
           "{time}, import {number} ({kind}){by}: {what}", " door {author}",
           " (teruggedraaid {undone})", "{added} rijen nieuw, {changed} gewijzigd"),
}  # fmt: skip


#: Kinds of imports, and the source of what nobody gave a source, as this package writes them.
KINDS: dict[str, dict[str, str]] = {
    "en": {},
    "nl": {"save": "bewaard", "update": "bijgewerkt", "workbook": "werkmap",
           "record": "opgetekend", "reconcile": "samengebracht", "by hand": "met de hand"},
}  # fmt: skip


@dataclass(frozen=True)
class Section:
    """What is told of one arrangement or participant."""

    part: str
    """``arrangement`` or ``participant``."""
    id: str
    name: str
    sentences: tuple[Sentence, ...]
    """Newest first."""
    recorded: tuple[str, ...]
    """What was written down about it, and by whom; newest first."""


class RegisterLog(Result):
    """A register as a document: per arrangement and per municipality what happened, newest first,
    and which imports of the file brought it. Immutable; can be pickled.

    Attributes
    ----------
    table : DataFrame
        ``part, id, name, date, sentence, administrative``: a row per sentence.
    """

    __slots__ = ("_imports", "_sections", "language", "name")

    _imports: tuple[str, ...]
    _sections: tuple[Section, ...]
    language: str
    name: str

    def __init__(
        self, name: str, language: str, sections: Iterable[Section], imports: Iterable[str]
    ) -> None:
        made, told = tuple(sections), tuple(imports)
        self._set(name=name, language=language, _sections=made, _imports=told)

    @property
    def table(self) -> pd.DataFrame:
        """One row per sentence, in the order of the document."""
        import pandas as pd

        rows = [
            (s.part, s.id, s.name, one.date, one.text, one.administrative)
            for s in self._sections
            for one in s.sentences
        ]
        columns = ["part", "id", "name", "date", "sentence", "administrative"]
        table = pd.DataFrame(rows, columns=columns)
        return table.astype({"date": "datetime64[s]"})

    def to_markdown(self) -> str:
        """The document in Markdown; what the world did not do stands in italics."""
        head, *heads = HEADS[self.language][:4]
        lines = ["# " + _plain(head.format(name=self.name or "…")), ""]
        for part, title in zip(("arrangement", "participant"), heads, strict=False):
            sections = [one for one in self._sections if one.part == part]
            lines += [f"## {title}", ""] if sections else []
            for one in sections:
                lines += [f"### {_plain(one.name)} ({_plain(one.id)})", ""]
                lines += [f"- {_marked(sentence)}" for sentence in one.sentences]
                lines += [f"- *{_plain(said)}*" for said in one.recorded] + [""]
        if self._imports:
            lines += [f"## {heads[2]}", "", *(f"- {_plain(one)}" for one in self._imports), ""]
        return "\n".join(lines)

    def to_html(self) -> str:
        """The document as one HTML page that needs nothing else."""
        return (
            f'<!doctype html>\n<html lang="{self.language}"><head><meta charset="utf-8">'
            f"<title>{html.escape(self.name)}</title><style>body{{max-width:48em;margin:2em auto;"
            "font-family:sans-serif;line-height:1.4}.administrative,.recorded{color:#666}</style>"
            f"</head><body>\n{self._body()}</body></html>\n"
        )

    def _body(self) -> str:
        head, *heads = HEADS[self.language][:4]
        parts = [f"<h1>{html.escape(head.format(name=self.name or '…'))}</h1>\n"]
        for part, title in zip(("arrangement", "participant"), heads, strict=False):
            sections = [one for one in self._sections if one.part == part]
            parts += [f"<h2>{html.escape(title)}</h2>\n"] if sections else []
            for one in sections:
                parts.append(f"<h3>{html.escape(one.name)} ({html.escape(one.id)})</h3>\n<ul>\n")
                for sentence in one.sentences:
                    kind = ' class="administrative"' if sentence.administrative else ""
                    parts.append(f"<li{kind}>{html.escape(sentence.text)}</li>\n")
                parts += [f'<li class="recorded">{html.escape(s)}</li>\n' for s in one.recorded]
                parts.append("</ul>\n")
        if self._imports:
            items = "".join(f"<li>{html.escape(one)}</li>\n" for one in self._imports)
            parts.append(f"<h2>{html.escape(heads[2])}</h2>\n<ul>\n{items}</ul>\n")
        return "".join(parts)

    def _repr_html_(self) -> str:
        return self._body()

    def __len__(self) -> int:
        return len(self._sections)

    def __repr__(self) -> str:
        sentences = sum(len(one.sentences) for one in self._sections)
        return f"<RegisterLog: {len(self)} arrangements and participants, {sentences} sentences>"


def _plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", " ".join(text.split()))


def _marked(sentence: Sentence) -> str:
    text = _plain(sentence.text)
    return f"*{text}*" if sentence.administrative else text


def log_of(register: Register, id: str | None = None, *, language: Language = "en") -> RegisterLog:
    """The document behind ``Register.log``; cost O(events × arrangements told)."""
    core_of(register, "Register")
    check_word("language", language, list(LANGUAGES))
    id = None if id is None else checked_id(id)
    told = Told(chronicle(register), LANGUAGES[language])
    imports, changes = register._provenance or ((), ())
    known = _recorded(imports, changes, language)
    sections = [*_arrangements(told, known, id), *_participants(told, known, id)]
    if id is not None and not sections:
        names = [*told.arrangements, *told.chain_of, *told.participants]
        similar = near(id, names, 1)
        hint = f"; did you mean {similar[0]!r}?" if similar else ""
        raise KeyError(f"no arrangement or participant {id!r}{hint}")
    sections = [one for one in sections if id is not None or one.sentences or one.recorded]
    sections.sort(key=lambda one: one.sentences[0].date if one.sentences else "", reverse=True)
    lines = [] if id is not None else [_import_line(one, language) for one in reversed(imports)]
    return RegisterLog(register.name, language, sections, lines)


def _newest_first(sentences: list[Sentence]) -> tuple[Sentence, ...]:
    return tuple(sorted(sentences, key=lambda one: one.date, reverse=True))


def _arrangements(told: Told, known: dict[str, list[str]], id: str | None) -> list[Section]:
    versions: dict[str, list[str]] = {}
    for version, chain in told.chain_of.items():
        versions.setdefault(chain, []).append(version)
    wanted = versions if id is None else {told.chain(id)} & versions.keys()
    made = []
    for chain in wanted:
        notes = [n for one in dict.fromkeys([chain, *versions[chain]]) for n in known.get(one, ())]
        sentences = _newest_first(arrangement_story(told, chain))
        name = told.arrangements[chain]
        made.append(
            Section("arrangement", chain, name, sentences, tuple(reversed(dict.fromkeys(notes))))
        )
    return made


def _participants(told: Told, known: dict[str, list[str]], id: str | None) -> list[Section]:
    wanted = told.participants if id is None else {id} & told.participants.keys()
    return [
        Section(
            "participant", one, told.participants[one],
            _newest_first(participant_story(told, one)),
            tuple(reversed(dict.fromkeys(known.get(one, ())))),
        )
        for one in wanted
    ]  # fmt: skip


def _recorded(
    imports: Sequence[tuple[object, ...]], changes: Sequence[tuple[object, ...]], language: str
) -> dict[str, list[str]]:
    """Id → what imports after the first wrote about it, oldest first."""
    about = {row[0]: row for row in imports}
    found: dict[str, list[str]] = {}
    for row in imports:
        if row[2] == "record" and not row[6]:
            said = str(row[5])
            for one in _about(said):
                found.setdefault(one, []).append(_note(row, f"“{said}”", language))
    for number, table, action, row_id, *values in changes:
        record = about.get(number)
        if record is None or record[2] == "record":
            continue
        said = f"{table}, {row_id}: {action}{_fields(*values)}"
        first, _, rest = str(row_id).partition(", ")
        keys = {str(row_id), first} | ({rest} if table == "memberships" else set())
        for one in keys:
            found.setdefault(one, []).append(_note(record, said, language))
    return found


def _about(said: str) -> tuple[str, ...]:
    """The ids in a recorded sentence; none where another program wrote what this one would not."""
    try:
        return parse(said).ids
    except ValueError:
        return ()


def _fields(before: object, after: object) -> str:
    """What a change put in the place of what; nothing for a row that was removed."""
    if not after:
        return ""
    old, new = json.loads(str(before)), json.loads(str(after))
    told = [
        f"{column}: {_value(old[column])} → {_value(new.get(column))}"
        for column in old
        if column not in ("import", "source_row") and old[column] != new.get(column)
    ]
    return f" ({'; '.join(told)})" if told else ""


def _value(value: object) -> str:
    return "…" if value in (None, "") else str(value)


def _by(row: tuple[object, ...], language: str) -> str:
    author = HEADS[language][6].format(author=row[4]) if row[4] else ""
    source = KINDS[language].get(str(row[3]), row[3]) if row[2] == "record" else row[3]
    return f"{author}, {source}" if source else author


def _note(row: tuple[object, ...], said: str, language: str) -> str:
    return HEADS[language][4].format(
        time=str(row[1])[:10], number=row[0], by=_by(row, language), what=said
    )


def _import_line(row: tuple[object, ...], language: str) -> str:
    words = HEADS[language]
    what = str(row[5]) or words[8].format(added=row[7], changed=row[8])
    line = words[5].format(
        time=str(row[1])[:10],
        number=row[0],
        kind=KINDS[language].get(str(row[2]), row[2]),
        by=_by(row, language),
        what=what,
    )
    return line + (words[7].format(undone=str(row[6])[:10]) if row[6] else "")
