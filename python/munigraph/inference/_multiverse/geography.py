"""One register on the municipalities of several days, for rows that choose among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .grid import OWN

if TYPE_CHECKING:
    from ...registry._register import Register

#: Participants (rows of a register), their labels, and whether each is isolated.
Reference = tuple[Any, Any, Any]


class Grounds:
    """The register on each geography that rows ask for; carried there once."""

    def __init__(self, register: Register) -> None:
        self._registers = {OWN: register}

    def __getitem__(self, geography: str) -> Register:
        if geography not in self._registers:
            self._registers[geography] = self._registers[OWN].on_geography(geography)[0]
        return self._registers[geography]

    def carried(self, reference: Reference | None, before: str, after: str) -> Reference | None:
        """A reference partition as rows of the register on another geography: municipalities that
        are on both are compared."""
        import numpy as np

        if reference is None or before == after:
            return reference
        participants, labels, isolate = (np.asarray(part) for part in reference)
        ids = self[before].participants["id"].to_numpy()[participants]
        rows = self[after].participants
        place = dict(zip(rows["id"], range(len(rows)), strict=True))
        there = np.array([one in place for one in ids], dtype=bool)
        found = np.array([place[one] for one in ids[there]], dtype=participants.dtype)
        order = np.argsort(found, kind="stable")
        return found[order], labels[there][order], isolate[there][order]
