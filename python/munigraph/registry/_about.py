"""What must be said wherever a register is used: its limits, licence and source."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

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


def write_about(folder: Path, known: About) -> None:
    """Into the descriptor of a package: ``licenses`` and ``sources`` as Frictionless has them, and
    ``notes`` beside what else is munigraph's own."""
    if not any(known):
        return
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    if known.licence:
        descriptor["licenses"] = [{"name": known.licence}]
    if known.source:
        descriptor["sources"] = [{"title": known.source}]
    if known.notes:
        descriptor.setdefault("munigraph", {})["notes"] = list(known.notes)
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    write_atomic(path, text.encode("utf-8"))


def read_about(folder: Path) -> About:
    """What a descriptor says; a package from elsewhere may say it with titles, paths or nothing."""
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8-sig"))
    own = descriptor.get("munigraph")
    notes = own.get("notes", ()) if isinstance(own, dict) else ()
    notes = notes if isinstance(notes, (list, str)) else ()
    return about(
        notes,
        _first(descriptor.get("licenses"), ("name", "title", "path")),
        _first(descriptor.get("sources"), ("title", "path", "name")),
    )


def _first(entries: Any, keys: tuple[str, ...]) -> str:
    """What the entries of a list are called, each by the first key that it has."""
    called = []
    for one in entries if isinstance(entries, list) else ():
        if isinstance(one, dict):
            called += [str(one[key]) for key in keys if one.get(key)][:1]
    return ", ".join(called)
