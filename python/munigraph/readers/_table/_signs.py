"""Signs behind names that a legend explains: "Zeist*" where "* = centrumgemeente"."""

from __future__ import annotations

import re

from ..._common.text import fold, squeeze
from ._cells import Column
from ._claims import Claims
from ._draft import Draft
from ._mapping import ColumnMapping
from ._region import Region
from ._words import words

__all__ = ["name_signs", "roles_by_signs"]

_EXPLAINED = re.compile(r"(?:^|[\s;,(])(\*{1,3}|[†‡§#])\s*[=:)]?\s*([^;,()*†‡§#]+)")
_BEHIND = re.compile(r"(?<=\S)\s*(\*{1,3}|[†‡§#])$")


def name_signs(draft: Draft) -> None:
    """Roles that notes give to the signs behind the names of participants."""
    fields = ("participant", "participant_name", "member", "members", "listed")
    labels = [one for field in fields for one in draft.having(field)]
    text = "\n".join(cell for one in labels for cell in draft.column(one).values)
    found = {sign: role for sign, role in _legend(draft.region).items() if sign in text}
    if found and not draft.having("role"):
        draft.marks.update(found)
        told = ", ".join(f"{sign} = {role}" for sign, role in found.items())
        draft.why.append(f"signs behind names by the notes: {told}")


def _legend(region: Region) -> dict[str, str]:
    roles = words().vocabularies["role"]
    notes = [text for _, text in region.notes]
    notes += [text for _, text, what in region.skipped if what.startswith("note")]
    return {
        sign: roles[fold(meaning)]
        for note in notes for sign, meaning in _EXPLAINED.findall(squeeze(note))
        if fold(meaning) in roles
    }  # fmt: skip


def roles_by_signs(claims: Claims, mapping: ColumnMapping) -> None:
    """Give roles to claims whose participant has a sign of the mapping's marks behind its name."""
    meanings = {
        sign: role for sign, role in mapping.words.get("mark", {}).items()
        if role in ("host", "observer", "member")
    }  # fmt: skip
    if mapping.exact or not meanings or "role" in claims.fields:
        return
    for field in ("participant_name", "participant"):
        if field not in claims.fields:
            continue
        column: Column = claims.fields[field]
        signs = [_BEHIND.search(squeeze(text)) for text in column.values]
        roles = [meanings.get(sign[1], "") if sign else "" for sign in signs]
        if any(roles):
            claims.fields["role"] = column.mapped(roles)
            claims.labels.setdefault("role", claims.labels.get(field, field))
            return
