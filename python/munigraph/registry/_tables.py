"""The five tables of a register, before they become one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from ._register import Register
    from ._themes import ThemeMap

__all__ = [
    "ARRANGEMENT_COLUMNS",
    "MEMBERSHIP_COLUMNS",
    "PARTICIPANT_COLUMNS",
    "SUCCESSION_COLUMNS",
    "THEME_COLUMNS",
    "RegisterTables",
    "frame",
]

PARTICIPANT_COLUMNS = (
    "id", "name", "kind", "province", "population", "population_year", "lon", "lat",
    "valid_from", "valid_to",
)  # fmt: skip
ARRANGEMENT_COLUMNS = (
    "id", "chain", "name", "kind", "legal_form", "structure", "obligation", "phase", "parent",
    "inputs", "decision_rules", "evaluation", "valid_from", "valid_to", "source",
)  # fmt: skip
THEME_COLUMNS = ("arrangement", "theme", "basis")
MEMBERSHIP_COLUMNS = ("arrangement", "participant", "role", "valid_from", "valid_to")
SUCCESSION_COLUMNS = ("date", "from", "to", "kind", "share", "share_of")

_NUMBERS = frozenset({"population", "population_year", "lon", "lat", "share"})
_DEFAULTS: dict[str, str] = {
    "kind": "cooperation",
    "legal_form": "unknown",
    "structure": "clique",
    "obligation": "unknown",
    "phase": "unknown",
    "inputs": "unknown",
    "decision_rules": "unknown",
    "evaluation": "unknown",
    "role": "member",
}


@dataclass(frozen=True)
class RegisterTables:
    """Participants, arrangements, memberships, themes and successions as DataFrames.

    Ids, names and dates (`YYYY-MM-DD`) are strings, "" where unknown; numbers are float64, NaN
    where unknown. `metadata` says what the data are and how far they can be trusted.
    """

    participants: pd.DataFrame
    arrangements: pd.DataFrame
    memberships: pd.DataFrame
    themes: pd.DataFrame
    successions: pd.DataFrame
    metadata: dict[str, Any] = field(default_factory=dict)

    def to_register(self, domains: ThemeMap | None = None) -> Register:
        """The register of these tables; `domains` defaults to the theme map of the package."""
        from ._register import Register
        from ._themes import ThemeMap

        return Register.from_tables(
            self.participants,
            self.arrangements,
            self.memberships,
            themes=self.themes,
            successions=self.successions,
            domains=ThemeMap.of(domains),
            name=str(self.metadata.get("name", "")),
            notes=self.metadata.get("limits", ()),
            licence=str(self.metadata.get("licence", "")),
            source=str(self.metadata.get("source", "")),
        )


def frame(columns: Mapping[str, Any], standard: tuple[str, ...]) -> pd.DataFrame:
    """A DataFrame with the standard columns first, then any others in their order.

    A standard column that is not given gets its default: NaN for numbers, `unknown`, `clique`,
    `member`, `cooperation` where those are words of the vocabulary, else "".
    """
    import numpy as np
    import pandas as pd

    length = max((len(values) for values in columns.values()), default=0)
    ordered: dict[str, Any] = {}
    for name in [*standard, *(extra for extra in columns if extra not in standard)]:
        values = columns.get(name)
        if name in _NUMBERS:
            numbers = np.full(length, np.nan) if values is None else values
            ordered[name] = np.asarray(numbers, dtype=np.float64)
        else:
            texts = [_DEFAULTS.get(name, "")] * length if values is None else list(values)
            ordered[name] = pd.Series(texts, dtype=object)
    return pd.DataFrame(ordered)
