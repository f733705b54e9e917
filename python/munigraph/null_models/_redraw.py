"""A draw of memberships as a register on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.objects import core_of

if TYPE_CHECKING:
    from ..network._network import Network
    from ..registry._snapshot import Snapshot


def everything_in_force(network: Network) -> Network:
    """The network of all arrangements in force that have two members of its kinds of node: itself
    where it leaves none of them out.

    Raises ``ValueError`` for a network that was made from no snapshot.
    """
    import numpy as np

    snapshot = network.snapshot
    if snapshot is None or network._node_rows is None or network._arrangement_rows is None:
        raise ValueError("the network was made from no snapshot, so there is no register to draw")
    kinds = network.construction.get("kinds") or ["municipality"]
    whole = snapshot._one_of_many(kinds=kinds, arrangement_kinds=None, min_size=2)
    alike = all(
        np.array_equal(np.asarray(mine), np.asarray(other))
        for mine, other in (
            (network._node_rows, whole._node_rows),
            (network._arrangement_rows, whole._arrangement_rows),
        )
    )
    return network if alike and core_of(network).weighting == "newman" else whole


class Redraw:
    """Puts drawn members in the place of those in force; holds what all draws share."""

    def __init__(self, whole: Network) -> None:
        assert whole.snapshot is not None
        self.snapshot: Snapshot = whole.snapshot
        self._ids = whole._table["id"].to_numpy()
        self._arrangements = whole.arrangements["id"].to_numpy()
        self._tables = self._of_the_day()
        self._kept = self._split()

    def _of_the_day(self) -> dict[str, dict[str, list[str]]]:
        """Tables of the register with the arrangements in force alone."""
        core = self.snapshot._core
        tables = core_of(self.snapshot.register, "Register").to_text()
        for name, rows in (
            ("arrangements", core.arrangements),
            ("memberships", core.memberships),
        ):
            tables[name] = {key: [column[r] for r in rows] for key, column in tables[name].items()}
        return _without_lost(tables, set(tables["arrangements"]["id"]))

    def _split(self) -> dict[str, list[str]]:
        """Memberships that no draw touches."""
        nodes, drawn = set(self._ids), set(self._arrangements)
        table = self._tables["memberships"]
        rows = zip(table["arrangement"], table["participant"], strict=True)
        left = [k for k, (a, p) in enumerate(rows) if a not in drawn or p not in nodes]
        return {key: [column[k] for k in left] for key, column in table.items()}

    def snapshot_of(self, drawn: Network) -> Snapshot:
        """The day's register with the members of a draw."""
        from ..registry._register import Register

        member, arrangement = core_of(drawn).memberships()
        pairs = list(
            zip(self._arrangements[arrangement].tolist(), self._ids[member].tolist(), strict=True)
        )
        # Of stars alone, and not where the host is of another kind: that one stays.
        hosts = {
            (self._arrangements[a], self._ids[host])
            for a, host in enumerate(core_of(drawn).hosts().tolist())
            if host >= 0
        }
        made: dict[str, list[str]] = {
            "arrangement": [a for a, _ in pairs],
            "participant": [p for _, p in pairs],
            "role": ["host" if one in hosts else "member" for one in pairs],
        }
        empty = [""] * len(pairs)
        memberships = {k: column + made.get(k, empty) for k, column in self._kept.items()}
        register = self.snapshot.register
        held: Any = core_of(register, "Register")
        numbers = {name: set(columns) for name, columns in held.number_columns.items()}
        tables = {**self._tables, "memberships": memberships}
        if lost := set(self._tables["arrangements"]["id"]) - set(memberships["arrangement"]):
            arrangements = tables["arrangements"]
            some = [k for k, one in enumerate(arrangements["id"]) if one not in lost]
            tables["arrangements"] = {key: [c[k] for k in some] for key, c in arrangements.items()}
            tables = _without_lost(tables, set(tables["arrangements"]["id"]))
        core = _core.Register.from_text(tables, register.domain_map, numbers, held.exported)
        return Register(core, name=register.name, geography=register.geography).at(
            self.snapshot.date
        )


def _without_lost(
    tables: dict[str, dict[str, list[str]]], here: set[str]
) -> dict[str, dict[str, list[str]]]:
    """Tables without what refers to arrangements that are not ``here``."""
    arrangements, themes = tables["arrangements"], tables["arrangement_themes"]
    if "parent" in arrangements:
        parents = [one if one in here else "" for one in arrangements["parent"]]
        arrangements = {**arrangements, "parent": parents}
    some = [k for k, one in enumerate(themes.get("arrangement", [])) if one in here]
    return {
        **tables,
        "arrangements": arrangements,
        "arrangement_themes": {key: [c[k] for k in some] for key, c in themes.items()},
    }
