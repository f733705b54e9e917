"""What must be said wherever a register is used: its limits, licence and source."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from .._common.errors import DataError
from .._common.files import write_atomic


class About(NamedTuple):
    """Notes (one sentence each), licence and source; empty where nothing is known."""

    notes: tuple[str, ...] = ()
    licence: str = ""
    source: str = ""

    def lines(self) -> list[str]:
        """As reports, displays and commands say it."""
        said = list(self.notes)
        said += [f"Source of the register: {self.source}."] if self.source else []
        said += [f"Licence of the register: {self.licence}."] if self.licence else []
        return said


def about(notes: Any, licence: str, source: str) -> About:
    """From arguments; one note may stand alone."""
    listed = [notes] if isinstance(notes, str) else list(notes)
    return About(tuple(str(one) for one in listed if str(one)), str(licence), str(source))


def remarks_of(known: About, geography: str | None) -> dict[str, str]:
    """As a register file keeps it: by name, texts."""
    made = {"licence": known.licence, "source": known.source, "geography": geography or ""}
    made["notes"] = json.dumps(list(known.notes), ensure_ascii=False) if known.notes else ""
    return {name: text for name, text in made.items() if text}


def about_remarks(remarks: Mapping[str, str]) -> tuple[About, str | None]:
    """The inverse: what is known, and the geography. What another program wrote into the notes and
    is no list is one note."""
    text = remarks.get("notes", "")
    try:
        notes = json.loads(text) if text else ()
    except ValueError:
        notes = text
    notes = notes if isinstance(notes, list) else text
    known = about(notes, remarks.get("licence", ""), remarks.get("source", ""))
    return known, _day(remarks.get("geography"))


def write_about(folder: Path, known: About, geography: str | None) -> None:
    """Into the descriptor of a package: ``licenses`` and ``sources`` as Frictionless has them, and
    ``notes`` and ``geography`` beside what else is munigraph's own."""
    if not any(known) and geography is None:
        return
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    if known.licence:
        descriptor["licenses"] = [{"name": known.licence}]
    if known.source:
        descriptor["sources"] = [{"title": known.source}]
    if known.notes:
        descriptor.setdefault("munigraph", {})["notes"] = list(known.notes)
    if geography is not None:
        descriptor.setdefault("munigraph", {})["geography"] = geography
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    write_atomic(path, text.encode("utf-8"))


def read_about(folder: Path) -> tuple[About, str | None]:
    """What a descriptor says, and the day of the geography; a package from elsewhere may say it
    with titles, paths or nothing.

    Raises ``DataError`` where the geography is no date.
    """
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8-sig"))
    own = descriptor.get("munigraph")
    notes = own.get("notes", ()) if isinstance(own, dict) else ()
    notes = notes if isinstance(notes, (list, str)) else ()
    known = about(
        notes,
        _first(descriptor.get("licenses"), ("name", "title", "path")),
        _first(descriptor.get("sources"), ("title", "path", "name")),
    )
    geography = own.get("geography") if isinstance(own, dict) else None
    return known, _day(geography)


def _day(text: Any) -> str | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except (TypeError, ValueError):
        raise DataError(
            "not a date", column="geography", value=str(text),
            expected="the day of a geography, as YYYY-MM-DD",
        ) from None  # fmt: skip


def _first(entries: Any, keys: tuple[str, ...]) -> str:
    """What the entries of a list are called, each by the first key that it has."""
    called = []
    for one in entries if isinstance(entries, list) else ():
        if isinstance(one, dict):
            called += [str(one[key]) for key in keys if one.get(key)][:1]
    return ", ".join(called)
