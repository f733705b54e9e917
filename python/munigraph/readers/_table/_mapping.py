"""Which column is which field: the mapping of an import, and its file."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..._common.dates import date_text
from ..._common.files import write_atomic
from ..._common.text import fold, near, squeeze, visible
from ..._common.toml import read_toml
from ._faults import Faults
from ._marks import is_meaning
from ._words import FIELDS, VOCABULARIES, words

__all__ = ["LAYOUTS", "ColumnMapping", "mapping_of", "mapping_path", "split_field"]

LAYOUTS = ("memberships", "lists", "matrix", "pairs", "years")

_AT = re.compile(r"([a-z_]+)@(\d{4})")
_SETTINGS: dict[str, tuple[str, tuple[type, ...]]] = {
    "layout": ("layout", (str,)),
    "rows": ("rows", (str,)),
    "across": ("across", (str,)),
    "sheets": ("sheets", (list,)),
    "header_rows": ("header_rows", (list,)),
    "encoding": ("encoding", (str,)),
    "separator": ("separator", (str,)),
    "places": ("places", (str,)),
    "successions": ("successions", (str,)),
    "date": ("date", (str, int)),
    "key": ("key", (str,)),
    "fill_down": ("fill_down", (list,)),
    "separators": ("separators", (list,)),
    "day_first": ("day_first", (bool,)),
    "decimal": ("decimal", (str,)),
    "ends": ("ends", (str,)),
    "exact": ("exact", (bool,)),
    "participants": ("participants", (str,)),
    "numbers": ("numbers", (list,)),
}
_CHOICES = {
    "layout": LAYOUTS,
    "rows": LAYOUTS[:-1],
    "across": ("arrangements", "participants"),
    "key": ("sheet", "value", "scheme", "theme"),
    "decimal": (".", ","),
    "ends": ("inclusive", "exclusive"),
}
_TABLES = ("columns", "words", "names", "domains", "skip_columns")


@dataclass(frozen=True)
class ColumnMapping:
    """How a table is read. ``str()`` of it is its file; ``write()`` writes that.

    A person corrects a line of the file and imports again. It holds the whole reading: what it does
    not name is not read.
    """

    columns: dict[str, str] = field(default_factory=dict)
    """Column → field (see ``munigraph.readers`` and docs: fields of a mapping)."""
    layout: str = ""
    """One of ``memberships``, ``lists``, ``matrix``, ``pairs``, ``years``."""
    rows: str = ""
    """What a row is within a year, where the layout is ``years``."""
    across: str = ""
    """What the columns of a matrix are: ``arrangements`` or ``participants``."""
    sheets: tuple[str, ...] = ()
    header_rows: tuple[int, ...] | None = None
    encoding: str = ""
    separator: str = ""
    places: Any = None
    successions: str = ""
    date: str = ""
    key: str = ""
    """``sheet``: an arrangement is its name and its sheet or file; ``value``: its name alone;
    ``scheme`` or ``theme``: its name and that column, where regions are numbered in each."""
    fill_down: tuple[str, ...] = ()
    separators: tuple[str, ...] = ()
    day_first: bool | None = None
    decimal: str = ""
    ends: str = ""
    participants: str = ""
    """A file of further participants: ``id, name, …``."""
    numbers: tuple[str, ...] = ()
    """Fields ``arrangement.NAME`` or ``participant.NAME`` that hold numbers."""
    exact: bool = False
    """Cells are taken as they stand: no repair of spellings, codes or footnotes."""
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    """Vocabulary (``role``, ``obligation``, …) → word of the file → word of the vocabulary."""
    names: dict[str, str] = field(default_factory=dict)
    """Name or code of the file → id of the participant; "" leaves it out."""
    domains: dict[str, str] = field(default_factory=dict)
    """Theme of the file → domain, beside those that the package knows."""
    origin: str = ""
    """Where the mapping comes from."""
    why: tuple[str, ...] = ()
    """What was recognised and how, and what was not (a proposal)."""
    doubts: tuple[str, ...] = ()
    """Lines that a person may want to put into the file."""
    path: Path | None = None
    """Where ``write()`` writes to."""
    preview: Any = None
    """The first rows (DataFrame)."""

    def fields(self) -> dict[str, list[str]]:
        """Field → its columns; the year of ``field@year`` is left aside."""
        found: dict[str, list[str]] = {}
        for label, its in self.columns.items():
            found.setdefault(split_field(its)[0], []).append(label)
        return found

    def document(self) -> dict[str, Any]:
        """The mapping as a TOML document."""
        table: dict[str, Any] = {}
        for name in _SETTINGS:
            value = getattr(self, name)
            if name == "places" and not isinstance(value, str):
                continue
            if value in ("", (), None) or (value is False and name != "day_first"):
                continue
            table[name] = list(value) if isinstance(value, tuple) else value
        table["columns"] = dict(self.columns)
        if self.words:
            table["words"] = {name: dict(terms) for name, terms in self.words.items() if terms}
        if self.names:
            table["names"] = dict(self.names)
        if self.domains:
            table["domains"] = dict(self.domains)
        return table

    def __str__(self) -> str:
        import tomli_w

        lines = ["# How munigraph reads this table; correct a line and import again."]
        lines += [f"# {_line(text)}" for text in self.why]
        if self.doubts:
            lines.append(
                "# Lines that begin with #: are for you to decide: take #: away to say them."
            )
        settings = [line for line in self.doubts if " = " in line and line[:1] not in '["']
        rest = [line for line in self.doubts if line not in settings]
        text = "\n".join([*lines, "", *(f"#: {_line(line)}" for line in settings), ""])
        text += tomli_w.dumps(self.document())
        for line in rest:
            text += "\n" * line.startswith("[") + f"#: {_line(line)}\n"
        return text

    def write(self, path: str | os.PathLike[str] | None = None) -> Path:
        """Write the mapping: to ``path``, else ``FILE.columns.toml`` beside the file.

        Gives the path. Raises ``ValueError`` where there is neither.
        """
        target = Path(path) if path is not None else self.path
        if target is None:
            raise ValueError("the table is no file: name the path of the mapping")
        write_atomic(target, str(self).encode("utf-8"))
        return target

    def __repr__(self) -> str:
        return f"<ColumnMapping {self.layout or '?'}: {len(self.columns)} columns, {self.origin}>"


def _line(text: str) -> str:
    """One line of a comment, in which TOML allows no control characters."""
    return visible(" ".join(text.split()))


def mapping_path(path: Path) -> Path:
    """``inventory.xlsx.columns.toml`` of ``inventory.xlsx``."""
    return path.with_name(path.name + ".columns.toml")


def split_field(text: str) -> tuple[str, int | None]:
    """("members", 2018) of "members@2018"."""
    found = _AT.fullmatch(text)
    return (found.group(1), int(found.group(2))) if found else (text, None)


def mapping_of(given: Any, path: Path | None, source: str) -> ColumnMapping | None:
    """The mapping of an argument ``columns``, or of the file beside the source; None: neither.

    Raises ``TableError`` with all faults of the mapping, ``DataError`` for a file that is no TOML.
    """
    if isinstance(given, ColumnMapping):
        return given
    if given is not None and not isinstance(given, str | os.PathLike | MappingType):
        raise TypeError(
            f"columns: expected a dict, a path or a mapping, got {type(given).__name__}"
        )
    if isinstance(given, MappingType):
        return _checked(dict(given), "columns=", None)
    if given is None:
        beside = mapping_path(path) if path is not None else None
        if beside is None or not beside.exists():
            return None
        given = beside
    file = Path(given)
    document = read_toml(file)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return _checked(document, f"{file.name}, sha256 {digest}", file.parent)


def _checked(document: dict[str, Any], origin: str, folder: Path | None) -> ColumnMapping:
    faults = Faults(origin.partition(",")[0])
    if not any(isinstance(document.get(name), dict) for name in _TABLES) and not (
        set(document) & set(_SETTINGS) and _is_no_pair(document)
    ):
        document = {"columns": document}  # a plain dict is the columns themselves
    elif "columns" not in document:
        # [data.columns] of a study may have [data.columns.words.role] beside its columns.
        own = {
            k: v for k, v in document.items()
            if k not in _SETTINGS and (k not in _TABLES or isinstance(v, str))
        }  # fmt: skip
        document = {"columns": own, **{k: v for k, v in document.items() if k not in own}}
    settings = _settings(document, faults)
    columns = _columns(document.get("columns", {}), faults)
    vocabulary = _vocabulary(document.get("words", {}), faults)
    names = document.get("names", {})
    if not isinstance(names, dict) or not all(isinstance(v, str) for v in names.values()):
        faults.add("names", "not a table of name = id", expected='such as "Den Hag" = "GM0518"')
        names = {}
    domains = document.get("domains", {})
    if not isinstance(domains, dict) or not all(isinstance(v, str) for v in domains.values()):
        faults.add(
            "domains", "not a table of theme = domain", expected='such as "jeugd" = "social"'
        )
        domains = {}
    faults.raise_if_any()
    for key in ("places", "successions", "participants"):
        value = settings.get(key)
        if folder is not None and isinstance(value, str) and (folder / value).is_file():
            settings[key] = str(folder / value)
    return ColumnMapping(
        columns=columns,
        words=vocabulary,
        names=dict(names),
        domains=dict(domains),
        origin=origin,
        **settings,
    )


def _is_no_pair(document: dict[str, Any]) -> bool:
    """Whether a dict with a key such as ``layout`` is no plain dict of columns."""
    return not all(isinstance(v, str) and (v in FIELDS or "." in v) for v in document.values())


def _settings(document: dict[str, Any], faults: Faults) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in document.items():
        if key in _TABLES:
            if not isinstance(value, dict):
                faults.add(key, "not a table", example=str(value))
            continue
        if key not in _SETTINGS:
            close = near(key, [*_SETTINGS, *_TABLES], 1)
            hint = f"did you mean {close[0]!r}?" if close else f"one of {', '.join(_SETTINGS)}"
            faults.add(key, "no such key", expected=hint)
            continue
        name, types = _SETTINGS[key]
        if hasattr(value, "isoformat"):
            value = date_text(value)
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            faults.add(key, "another kind of value is expected", example=repr(value))
            continue
        if key in _CHOICES and value not in _CHOICES[key]:
            close = near(str(value), _CHOICES[key], 1)
            hint = f"did you mean {close[0]!r}? " if close else ""
            faults.add(
                key, "unknown word", example=str(value),
                expected=f"{hint}one of {', '.join(_CHOICES[key])}",
            )  # fmt: skip
            continue
        if key == "date":
            value = f"{value}-07-01" if isinstance(value, int) else value
        found[name] = tuple(value) if isinstance(value, list) else value
    return found


def _columns(given: Any, faults: Faults) -> dict[str, str]:
    if not isinstance(given, MappingType):
        return {}
    pairs = {str(label): its for label, its in given.items()}
    # {"arrangement": "Naam regeling"} says the same the other way round.
    if (
        pairs
        and all(_is_field(label) for label in pairs)
        and not all(isinstance(its, str) and _is_field(its) for its in pairs.values())
    ):
        turned: dict[str, str] = {}
        for label, its in pairs.items():
            for one in its if isinstance(its, list | tuple) else [its]:
                turned[str(one)] = label
        pairs = turned
    found: dict[str, str] = {}
    for label, its in pairs.items():
        if its in (None, "", False):
            its = "ignore"
        if not isinstance(its, str) or not _is_field(its):
            close = near(str(its), FIELDS, 1)
            hint = f"did you mean {close[0]!r}?" if close else f"one of {', '.join(FIELDS)}"
            faults.add(label, "no such field", example=str(its), expected=hint)
            continue
        found[label] = its
    return found


def _is_field(text: Any) -> bool:
    if not isinstance(text, str):
        return False
    name, _ = split_field(text)
    head, dot, rest = name.partition(".")
    return name in FIELDS or (bool(dot) and head in ("arrangement", "participant") and bool(rest))


def _vocabulary(given: Any, faults: Faults) -> dict[str, dict[str, str]]:
    known = words().vocabularies
    found: dict[str, dict[str, str]] = {}
    for name, terms in given.items() if isinstance(given, dict) else []:
        if name == "mark" and isinstance(terms, dict):
            found["mark"] = _marks(terms, faults)
            continue
        part = VOCABULARIES.get(name, name)
        if part not in known or not isinstance(terms, dict):
            faults.add(
                f"words.{name}",
                "no such vocabulary",
                expected=f"one of {', '.join(VOCABULARIES)}, mark",
            )
            continue
        allowed = sorted(set(known[part].values()))
        for term, word in terms.items():
            if word not in allowed:
                close = near(str(word), allowed, 1)
                hint = f"did you mean {close[0]!r}? " if close else ""
                faults.add(
                    f"words.{name}", "no word of the vocabulary", example=f"{term} = {word}",
                    expected=f"{hint}one of {', '.join(allowed)}",
                )  # fmt: skip
            else:
                found.setdefault(part, {})[fold(str(term)) or str(term)] = word
    return found


def _marks(terms: dict[str, Any], faults: Faults) -> dict[str, str]:
    """What the signs of a matrix mean."""
    found: dict[str, str] = {}
    for sign, meaning in terms.items():
        if isinstance(meaning, str) and is_meaning(meaning):
            found[squeeze(str(sign)).casefold()] = meaning
        else:
            faults.add(
                "words.mark", "no meaning of a mark", example=f"{sign} = {meaning}",
                expected="member, host, observer, yes, no, or 'theme: NAME'",
            )  # fmt: skip
    return found
