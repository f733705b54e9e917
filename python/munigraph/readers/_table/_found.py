"""What finding a participant gives, and who can find one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Found", "Places"]


class Found(NamedTuple):
    """What a name or code of a participant turned out to be."""

    id: str
    """"" if it is not known."""
    step: str
    """``given``, ``code``, ``exact``, ``normalised``, ``alias``, ``dissolved``, ``other``,
    ``ambiguous``, ``unknown``."""
    name: str = ""
    reason: str = ""
    candidates: tuple[tuple[str, str, float], ...] = ()
    """Names, ids and scores of what it may be."""
    kind: str = ""


class Places(Protocol):
    """A source of participants."""

    about: str

    def prepare(self, texts: Iterable[str], header: str) -> None:
        """Look at all names and codes of the import before any is asked for."""

    def find(self, text: str, *, province: str = "", date: str | None = None) -> Found:
        """The participant of a name or code, at a date where one is known."""

    def table(self) -> pd.DataFrame | None:
        """All participants, or None: those that the import finds."""

    def successions(self) -> pd.DataFrame | None: ...

    def names(self) -> Iterable[str]:
        """Folded names that are known, so that a list is not cut through one."""

    def in_province(self, province: str, date: str | None) -> list[str] | None:
        """Ids in force in a province ("": everywhere), or None: no such province is known."""
