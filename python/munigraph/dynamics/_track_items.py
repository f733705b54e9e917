"""What is tracked: snapshots, networks, clusterings or labels, on one geography where asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .. import _core
from ._chronicle import chronicle

if TYPE_CHECKING:
    from ..clustering._clustering import Clustering
    from ..network._network import Network
    from ..registry._register import Register
    from ..registry._snapshot import Snapshot

__all__ = ["Item", "Look", "looks_of"]


@dataclass(frozen=True)
class Item:
    """One thing to track, and what it knows of where it comes from."""

    date: str
    given: Any
    network: Network | None = None
    clustering: Clustering | None = None
    snapshot: Snapshot | None = None

    @property
    def register(self) -> Register:
        """The register that it is made from."""
        snapshot = self.snapshot
        assert snapshot is not None
        return snapshot._original or snapshot.register

    @property
    def day(self) -> str | None:
        """The day of what it is made from, where that is known."""
        snapshot = self.snapshot or (self.network.snapshot if self.network else None)
        return None if snapshot is None else snapshot.date

    @property
    def construction(self) -> dict[str, Any]:
        return {} if self.network is None else self.network.construction


@dataclass(frozen=True)
class Look:
    """An item as it is clustered: with other arrangements in each step where these are held."""

    item: Item
    network: Network | None
    #: Whether the item's own clusters (or labels) are those of the network.
    own: bool


def looks_of(
    items: Any, *, geography: Any, arrangements: str, repair: bool
) -> tuple[list[Look], list[tuple[int, int]]]:
    """What is clustered, and which two of these are compared in each step.

    Raises ``ValueError`` for fewer than two items, or one that cannot be made anew where
    ``geography`` or ``arrangements`` ask for it.
    """
    known = _items(items)
    moved = not (geography is None or (isinstance(geography, str) and geography == "own"))
    if not moved and arrangements == "all":
        looks = [_as_it_is(item, repair) for item in known]
        return looks, [(k, k + 1) for k in range(len(looks) - 1)]
    for item in known:
        _check_known(item)
    maker = _Maker(geography if moved else None, repair)
    if arrangements == "all":
        looks = [Look(item, maker.network(item), own=False) for item in known]
        return looks, [(k, k + 1) for k in range(len(looks) - 1)]
    looks = []
    for before, after in pairwise(known):
        kept = maker.kept(before, after, arrangements)
        looks += [Look(item, maker.network(item, chains), own=False)
                  for item, chains in zip((before, after), kept, strict=True)]  # fmt: skip
    return looks, [(k, k + 1) for k in range(0, len(looks), 2)]


def _items(items: Any) -> list[Item]:
    import numpy as np

    from ..network._network import Network
    from ..registry._snapshot import Snapshot

    named = isinstance(items, Mapping)
    # A table is labels of one date; walking through it would give the names of its columns.
    single = isinstance(items, (str, Network, Snapshot)) or hasattr(items, "columns")
    if single or not isinstance(items, Iterable):
        raise TypeError(
            f"items: expected snapshots, networks or clusterings in the order of time, got "
            f"{type(items).__name__}"
        )
    pairs: list[tuple[Any, Any]]
    pairs = list(items.items()) if isinstance(items, Mapping) else [(None, one) for one in items]
    if len(pairs) < 2:
        raise ValueError(f"tracking needs at least two items, got {len(pairs)}")
    found: list[Item] = []
    taken: dict[str, int] = {}
    for place, (name, one) in enumerate(pairs):
        if one is None or np.isscalar(one):
            raise TypeError(
                f"items: {one!r}; expected a snapshot, network, clustering or labels for each date"
            )
        item = _item(one, str(name) if named else str(place + 1), named)
        if not named:
            _check_order(found, item)
        # Two looks at one day are told apart.
        count = taken[item.date] = taken.get(item.date, 0) + 1
        again = f"{item.date} ({count})" if count > 1 else item.date
        found.append(Item(again, item.given, item.network, item.clustering, item.snapshot))
    return found


def _check_order(before: list[Item], item: Item) -> None:
    """A day before that of the last item with one is a slip: who means it gives names."""
    days = [one.day for one in before if one.day is not None]
    if item.day is None or not days or days[-1] <= item.day:
        return
    raise ValueError(
        f"items: {item.day} comes after {days[-1]}; expected them in the order of time (with "
        "names of your own, in a dict, any order is taken as it is)"
    )


def _item(given: Any, name: str, named: bool) -> Item:
    from ..clustering._clustering import Clustering
    from ..network._network import Network
    from ..registry._snapshot import Snapshot

    if isinstance(given, Snapshot):
        return Item(name if named else given.date, given, snapshot=given)
    for name_of in ("best", "clustering"):  # of an ensemble, an estimate, a stability
        inner = getattr(given, name_of, None)
        given = inner if isinstance(inner, Clustering) else given
    clustering = given if isinstance(given, Clustering) else None
    network = given if isinstance(given, Network) else getattr(clustering, "_network", None)
    if network is None:
        return Item(name, given, clustering=clustering)
    # What was drawn from a null model stands on a snapshot, but is not made from it alone.
    made = network._construction.get("made_from") is None
    snapshot = network.snapshot if made else None
    date = name if named or network.snapshot is None else network.snapshot.date
    return Item(date, given, network, clustering, snapshot)


def _as_it_is(item: Item, repair: bool) -> Look:
    if item.network is not None or item.snapshot is None:
        return Look(item, item.network, own=not _is_network(item.given))
    return Look(item, _snapshot(item, item.register, repair).network(), own=False)


def _is_network(given: Any) -> bool:
    from ..network._network import Network

    return isinstance(given, Network)


def _snapshot(item: Item, register: Register, repair: bool) -> Snapshot:
    """Its day in a register; on the municipalities of one day there is nothing to repair."""
    snapshot = item.snapshot
    assert snapshot is not None
    if register.geography is not None:
        repair = False
    if register is item.register and snapshot.repaired == repair:
        return snapshot
    made = register.at(snapshot.date, repair=repair)
    # Without anything to repair the plain one says the same, and shares the register's tables.
    return made if not repair or made._inferred else register.at(snapshot.date)


def _check_known(item: Item) -> None:
    if item.snapshot is None:
        kind = type(item.given).__name__
        raise ValueError(
            f"{item.date}: a {kind} that does not know its snapshot; geography= and arrangements= "
            "need snapshots, or networks and clusterings that were made from one"
        )


class _Maker:
    """Makes networks anew: on a geography, with some chains only. Registers are moved once."""

    def __init__(self, geography: Any, repair: bool) -> None:
        self._geography = geography
        self._repair = repair
        self._moved: dict[int, tuple[Register, Register]] = {}  # the first keeps its id in use
        self._registered: dict[int, Any] = {}

    def register(self, item: Item) -> Register:
        own = item.register
        if self._geography is None or own.geography == own.geography_day(self._geography):
            return own
        if id(own) not in self._moved:
            self._moved[id(own)] = own, own.on_geography(self._geography)[0]
        return self._moved[id(own)][1]

    def network(self, item: Item, chains: set[str] | None = None) -> Network:
        register = self.register(item)
        if chains is not None:
            register = _only(register, chains)
        assert item.snapshot is not None
        if item.network is None:
            return _snapshot(item, register, self._repair).network()
        made = {**item.construction, "geography": register.geography}
        if register.geography is not None:
            made.pop("repair", None)
        return register.rebuild(made)

    def kept(self, before: Item, after: Item, arrangements: str) -> tuple[set[str], set[str]]:
        """The chains that are looked at on each of two days."""
        first, second = self._in_force(before), self._in_force(after)
        if arrangements == "in_both":
            return first & second, first & second
        assert before.snapshot is not None
        assert after.snapshot is not None
        days = sorted([before.snapshot.date, after.snapshot.date])
        return (first - self._taken_up(before, *days), second - self._taken_up(after, *days))

    def _in_force(self, item: Item) -> set[str]:
        assert item.snapshot is not None
        return set(self.register(item).at(item.snapshot.date).arrangements["chain"])

    def _taken_up(self, item: Item, start: str, end: str) -> set[str]:
        """Chains that the register took up after one day, up to another, though they are older."""
        register = self.register(item)
        if id(register) not in self._registered:
            events = chronicle(register).events
            begun = (events["event"] == "founded") & (events["reason"] == "registered")
            self._registered[id(register)] = events.loc[begun, ["arrangement", "date"]]
        table = self._registered[id(register)]
        between = (table["date"] > start) & (table["date"] <= end)
        return set(table.loc[between, "arrangement"])


def _only(register: Register, chains: set[str]) -> Register:
    """A register with all its participants, and of its arrangements those of some chains."""
    from ..registry._register import Register

    core = register._core
    tables = core.to_text()
    rows = tables["arrangements"]
    here = [chain in chains for chain in rows["chain"]]
    kept = {id_ for id_, one in zip(rows["id"], here, strict=True) if one}
    tables["arrangements"] = _rows(rows, here)
    if rows.get("parent"):
        # A parent that is not looked at is no parent here.
        table = tables["arrangements"]
        table["parent"] = [one if one in kept else "" for one in table["parent"]]
    for name in ("memberships", "arrangement_themes"):
        held = [one in kept for one in tables[name]["arrangement"]]
        tables[name] = _rows(tables[name], held)
    made = _core.Register.from_text(tables, core.domain_map, core.number_columns, core.exported)
    return Register(made, name=register.name, geography=register.geography)


def _rows(columns: Mapping[str, list[str]], mask: list[bool]) -> dict[str, list[str]]:
    return {
        name: [one for one, keep in zip(values, mask, strict=True) if keep]
        for name, values in columns.items()
    }
