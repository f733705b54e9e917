"""What rows claim: that a participant is in an arrangement. Every layout ends here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ._cells import Column

if TYPE_CHECKING:
    import numpy as np

__all__ = ["CellFault", "Claims", "joined_claims"]


@dataclass(frozen=True)
class CellFault:
    """A cell of a row that could not be taken."""

    row: int
    label: str
    value: str
    reason: str


@dataclass
class Claims:
    """Claims of memberships, column by column.

    ``rows`` are positions among the rows of the source; ``fields`` holds a column per field, all
    as long as ``rows``. ``lone`` are rows that name a participant and no arrangement (a matrix row
    without marks): they are taken for the participant's sake.
    """

    rows: np.ndarray[Any, Any]
    fields: dict[str, Column]
    labels: dict[str, str] = field(default_factory=dict)
    """Field → name of its column in the source."""
    faults: list[CellFault] = field(default_factory=list)
    lone: dict[int, str] = field(default_factory=dict)
    """Row → participant."""
    reasons: dict[int, str] = field(default_factory=dict)
    """Row without claims → why."""
    present: dict[str, None] = field(default_factory=dict)
    """Participants of rows that say that they take no part: in the register all the same."""
    years: dict[int, None] = field(default_factory=dict)
    """Years of which the table says something, though perhaps that nobody takes part."""

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, chosen: np.ndarray[Any, Any]) -> Claims:
        """The claims at these places, some perhaps several times."""
        return Claims(
            self.rows[chosen],
            {name: column.take(chosen) for name, column in self.fields.items()},
            self.labels,
            self.faults,
            self.lone,
            self.reasons,
            self.present,
            self.years,
        )


def joined_claims(parts: list[Claims]) -> Claims:
    """Claims one after the other; a field that a part lacks is empty there."""
    import numpy as np

    names = list(dict.fromkeys(name for part in parts for name in part.fields))
    joined = Claims(
        np.concatenate([part.rows for part in parts]) if parts else np.empty(0, np.int64),
        {
            name: Column.joined(
                [part.fields.get(name) or Column.constant("", len(part)) for part in parts]
            )
            for name in names
        },
    )
    for part in parts:
        for name, label in part.labels.items():
            joined.labels.setdefault(name, label)
        if part.faults is not joined.faults:
            joined.faults = list(dict.fromkeys((*joined.faults, *part.faults)))
        joined.lone = {**joined.lone, **part.lone}
        joined.reasons = {**joined.reasons, **part.reasons}
        joined.present = {**joined.present, **part.present}
        joined.years = {**joined.years, **part.years}
    return joined
