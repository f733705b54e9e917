"""Who a participant of the Dutch register is: joined on its id there, not on its TOOI code."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .._common.text import fold
from ._bodies import Body, BodyIndex
from ._names import NameMatcher

if TYPE_CHECKING:
    import pandas as pd

    from ._text import CsvTable

__all__ = ["Joined", "ParticipantJoin"]

_KIND_OF_TOOI = {
    "provincie": "province",
    "waterschap": "water_board",
    "ministerie": "state",
    "so": "arrangement",
}


class Joined(NamedTuple):
    """What a participant of the register is."""

    id: str
    """"" if it is to be left out."""
    name: str
    how: str
    """Rule by which it was found where the TOOI code did not tell, or why it is left out."""
    note: bool = False
    """Whether `how` is only worth a note."""


class ParticipantJoin:
    """Finds the participant of each id in the register. Answers are remembered.

    Parameters
    ----------
    municipalities
        DataFrame `code, name, …`: the municipalities that are participants.
    own_list
        the register's own list of municipalities (`name, roo_id, tooi`), or None.
    """

    def __init__(self, municipalities: pd.DataFrame, own_list: CsvTable | None) -> None:
        self._names = dict(zip(municipalities["code"], municipalities["name"], strict=True))
        self._matcher = NameMatcher(None, municipalities=municipalities)
        self._index = BodyIndex()
        self._bodies: dict[str, Body] = {}
        self._memory: dict[tuple[str, str, str], Joined] = {}
        self._own: dict[str, tuple[str, str]] | None = None
        if own_list is not None:
            ids, names, codes = (own_list[column] for column in ("roo_id", "name", "tooi"))
            self._own = {
                identifier: (name, tooi)
                for identifier, name, tooi in zip(ids, names, codes, strict=True)
            }

    @property
    def bodies(self) -> list[Body]:
        """The participants found so far that are no municipality."""
        return list(self._bodies.values())

    def find(self, name: str, roo_id: str, tooi: str) -> Joined:
        """The participant of that name, id in the register and TOOI identifier."""
        key = (name, roo_id, tooi)
        found = self._memory.get(key)
        if found is None:
            found = self._by_tooi(name, tooi) or self._by_register(name, roo_id)
            self._memory[key] = found
        return found

    def _by_tooi(self, name: str, tooi: str) -> Joined | None:
        if not tooi:
            return None
        *_, kind, code = ["", *tooi.rstrip("/").split("/")]
        code = code.upper()
        if kind == "gemeente":
            if code not in self._names:
                return Joined("", name, f"no municipality of the table: {code}")
            return Joined(code, self._names[code], "")
        return self._body(code, name, _KIND_OF_TOOI.get(kind, "organisation"), "")

    def _by_register(self, name: str, roo_id: str) -> Joined:
        listed = self._own.get(roo_id) if self._own is not None else None
        if listed is not None and listed[1]:
            found = self._by_tooi(name, listed[1])
            if found is not None and found.id:
                return found._replace(how="joined on participant_roo_id")
        is_called_so = fold(name).startswith("gemeente ")
        if listed is not None or (self._own is None and is_called_so):
            match = self._matcher.municipality(name)
            if match.found:
                how = "joined on participant_roo_id" if listed else "municipality by its name"
                return Joined(match.id, match.name, f"{how}: {match.step} name" if listed else how)
        if listed is not None:
            return Joined("", name, "no municipality of the table: listed without a TOOI code")
        return self._other(name, roo_id, is_called_so)

    def _other(self, name: str, roo_id: str, is_called_so: bool) -> Joined:
        body = self._index.match(name)
        if body is not None and body.how != "typing_error":
            identifier = body.id if body.how == "known" else f"ROO{roo_id}"
            return self._body(identifier, body.name, body.kind, "")
        if is_called_so:
            # The register lists all Dutch municipalities; what it calls one else is abroad.
            return self._body(f"ROO{roo_id}", name, "foreign", "municipality of another country",
                              note=True)  # fmt: skip
        return self._body(f"ROO{roo_id}", name, "organisation", "taken as an organisation",
                          note=True)  # fmt: skip

    def _body(
        self, identifier: str, name: str, kind: str, how: str, *, note: bool = False
    ) -> Joined:
        known = self._index.match(name)
        if known is not None and known.how == "known" and known.id == identifier:
            name = known.name
        self._bodies.setdefault(identifier, Body(identifier, name, kind))
        return Joined(identifier, self._bodies[identifier].name, how, note)
