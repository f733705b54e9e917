"""What sheets and columns a workbook of a register has."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

from ..registry._vocabulary import (
    ARRANGEMENT_KINDS,
    LEGAL_FORMS,
    OBLIGATIONS,
    PARTICIPANT_KINDS,
    PHASES,
    ROLES,
    STRUCTURES,
    SUCCESSION_KINDS,
    THEME_BASES,
    YES_NO,
)

if TYPE_CHECKING:
    from ..registry._register import Register

__all__ = ["ABOUT", "BASE", "DATES", "EDITED", "KEYS", "ROW", "SHEETS", "WORDS", "digest",
           "readable", "rows_of"]  # fmt: skip

#: The tables, in the order of their sheets.
SHEETS = ("participants", "arrangements", "memberships", "arrangement_themes", "successions")
#: The sheet that explains, and the hidden one with the state that the workbook was made from.
ABOUT, BASE = "read me", "state"
#: The column that says which row of that state a row is, and the one for the day of an edit.
ROW, EDITED = "row", "edited"

#: What makes a row the same row.
KEYS = {
    "participants": ("id",),
    "arrangements": ("id",),
    "memberships": ("arrangement", "participant"),
    "arrangement_themes": ("arrangement", "theme"),
    "successions": ("date", "from", "to"),
}

DATES = {"valid_from", "valid_to", "date"}

#: Table and column → the words that may stand there.
WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("participants", "kind"): PARTICIPANT_KINDS,
    ("arrangements", "kind"): ARRANGEMENT_KINDS,
    ("arrangements", "legal_form"): LEGAL_FORMS,
    ("arrangements", "structure"): STRUCTURES,
    ("arrangements", "obligation"): OBLIGATIONS,
    ("arrangements", "phase"): PHASES,
    ("arrangements", "inputs"): YES_NO,
    ("arrangements", "decision_rules"): YES_NO,
    ("arrangements", "evaluation"): YES_NO,
    ("memberships", "role"): ROLES,
    ("arrangement_themes", "basis"): THEME_BASES,
    ("successions", "kind"): SUCCESSION_KINDS,
}

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")

Rows = dict[str, list[dict[str, str]]]


def rows_of(register: Register) -> Rows:
    """The tables of a register as rows of text."""
    text = register._core.to_text()
    return {
        name: [
            dict(zip(text[name], values, strict=True))
            for values in zip(*text[name].values(), strict=True)
        ]
        for name in SHEETS
    }


def readable(text: str) -> str:
    """A text as a workbook gives it back: without characters that it cannot hold, and with one
    kind of line end."""
    return _NO_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def digest(rows: Rows) -> str:
    """The hash of a state: of all tables in their order."""
    text = json.dumps([rows[name] for name in SHEETS], ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
