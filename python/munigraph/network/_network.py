"""Networks of municipalities tied by shared arrangements."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import checked_count
from .._common.choices import check_choices
from .._common.faces import suggesting
from .._common.objects import core_of
from ._arrays import integers, membership_arrays, without_gaps
from ._construction import chosen_words, construction_text
from ._exchange import Exchange
from ._find import index_of, partners_of, with_ties
from ._given import (
    holds_text,
    named_edges,
    named_groups,
    named_hosts,
    named_members,
    per_arrangement,
)
from ._left_out import LeftOut, left_out_table
from ._size import Size

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import ArrayLike

    from .._common.literals import Weighting
    from .._common.types import Array
    from ..registry._snapshot import Snapshot


class Network(Size, Exchange):
    """An undirected weighted network of n nodes, with the memberships it was made from.

    Made by ``snapshot.network(...)``, :meth:`from_memberships`, :meth:`from_edges` or from a graph
    of another tool (:meth:`from_networkx`, :meth:`from_igraph`, :meth:`from_scipy`). Immutable; can
    be pickled. Nodes are numbered 0..n-1 in the order of :attr:`nodes`; every array of length n
    follows that order. The ties are worked out from the memberships when first asked for.
    """

    __slots__ = (
        "_arrangement_rows",
        "_construction",
        "_core",
        "_left_out",
        "_measured",
        "_node_rows",
        "_nodes",
        "_own_arrangements",
        "_own_nodes",
        "snapshot",
    )

    def __init__(
        self,
        core: _core.Network,
        *,
        construction: dict[str, Any],
        snapshot: Snapshot | None = None,
        node_rows: np.ndarray[Any, Any] | None = None,
        arrangement_rows: np.ndarray[Any, Any] | None = None,
        left_out: Sequence[LeftOut] = (),
        nodes: pd.DataFrame | None = None,
        arrangements: pd.DataFrame | None = None,
    ) -> None:
        self._core = core
        self._construction = construction
        #: The snapshot that the network was made from, if any.
        self.snapshot = snapshot
        self._node_rows = node_rows
        self._arrangement_rows = arrangement_rows
        self._left_out = tuple(left_out)
        #: Tables of nodes and arrangements that come from no register.
        self._own_nodes = nodes
        self._own_arrangements = arrangements
        self._nodes: pd.DataFrame | None = None
        self._measured: pd.DataFrame | None = None

    # --- construction ---------------------------------------------------------------------------

    @classmethod
    @suggesting
    def from_edges(
        cls,
        source: ArrayLike,
        target: ArrayLike,
        weight: ArrayLike | None = None,
        *,
        n: int | None = None,
        nodes: pd.DataFrame | Sequence[str] | None = None,
    ) -> Network:
        """A network from edges, each given once.

        Parameters
        ----------
        source, target : ends of the edges, of one length: text, which is taken as ids, or whole
            numbers, which are positions 0 … n−1 (with the ids "0", "1", …).
        weight : 0 or from 1e-100 to 1e100, by default 1. Repeated pairs are added up, loops and
            zero weights left out.
        n : number of nodes, needed where positions do not name all of them.
        nodes : DataFrame with ``id``, perhaps ``name`` and attributes, a row per node (or a list of
            ids). Every end is then an id, compared as text: 344 is "344". Without it, nodes that
            are named by ids come in the order in which the rows name them.

        Raises
        ------
        DataError
            for an end out of [0, n), an id that is missing or not among the nodes, or a bad weight
            (rows count from 1).
        ValueError
            for positions with gaps without ``n``: they are rather codes.

        Examples
        --------
        >>> import munigraph as mg
        >>> mg.Network.from_edges(["Aa", "Aa"], ["Bee", "Cee"], [2.0, 1.0]).nodes["id"].tolist()
        ['Aa', 'Bee', 'Cee']

        Cost O(m log m).
        """
        import numpy as np

        table = None
        if nodes is not None or holds_text(source, target):
            source, target, table = named_edges(source, target, nodes, n)
            n = len(table)
        ends = [integers(source, "source"), integers(target, "target")]
        if n is None:
            count = without_gaps(np.concatenate(ends), "source and target", "n")
        else:
            count = checked_count(n, "n")
        weights = np.empty(0) if weight is None else np.asarray(weight, dtype=np.float64)
        if weight is not None and weights.shape != ends[0].shape:
            raise ValueError(f"weight has shape {weights.shape}, source {ends[0].shape}")
        core = _core.Network.from_edges(ends[0], ends[1], weights, count)
        return cls(core, construction={"version": 1, "made_from": "edges"}, nodes=table)

    @classmethod
    @suggesting
    def from_memberships(
        cls,
        participants: ArrayLike,
        arrangements: ArrayLike,
        *,
        n: int | None = None,
        weighting: Weighting = "newman",
        min_shared: int = 1,
        intensity: Sequence[float] | Array | Mapping[str, float] | None = None,
        host: Sequence[str | int | None] | Array | Mapping[str, str | None] | None = None,
        nodes: pd.DataFrame | Sequence[str] | None = None,
    ) -> Network:
        """A network from memberships: a participant and an arrangement per row.

        Parameters
        ----------
        participants, arrangements : of one length: text, which is taken as ids, or whole numbers,
            which are positions from 0.
        n, nodes : as of :meth:`from_edges`. With ``nodes`` every participant is an id.
        weighting, min_shared : as of ``Snapshot.network``.
        intensity : 0 or a number from 1e-80 to 1e80 per arrangement, in order, or by id (a dict; 1
            for the others).
        host : one node per arrangement whose ties alone count (a star), in order or by id (a dict);
            -1 or missing where everyone is tied with everyone, -2 for a star that makes no ties.

        Raises
        ------
        DataError
            for a participant out of [0, n), or an id that is missing or not among the nodes, or
            a bad intensity (rows count from 1).
        ValueError
            for positions with gaps without ``n``, or arrays that do not fit.

        Examples
        --------
        >>> import munigraph as mg
        >>> made = mg.Network.from_memberships(["Aa", "Bee", "Cee"], ["water", "water", "water"])
        >>> made.edges["weight"].tolist()
        [0.5, 0.5, 0.5]

        An arrangement of one member ties nobody: its membership is left out. Cost O(memberships).
        """
        check_choices("network", weighting=weighting, min_shared=min_shared)
        node_table, own = None, None
        if nodes is not None or holds_text(participants):
            participants, n, node_table = named_members(participants, nodes, n)
        if node_table is not None or holds_text(arrangements):
            arrangements, own = named_groups(arrangements)
            intensity = per_arrangement(intensity, own, "intensity", 1.0)
            host = named_hosts(per_arrangement(host, own, "host", None), node_table)
        places, groups, size, count, weights, hosts = membership_arrays(
            participants, arrangements, n, intensity, host
        )
        core = _core.Network.from_memberships(
            places, groups, size, count, weighting, min_shared, weights, hosts
        )
        made = {
            "version": 1,
            "made_from": "memberships",
            "weighting": weighting,
            "min_shared": min_shared,
        }
        return cls(core, construction=made, nodes=node_table, arrangements=own)

    # --- tables ---------------------------------------------------------------------------------

    @property
    def nodes(self) -> pd.DataFrame:
        """``id, name, province, population, lon, lat`` and further attributes, one row per node;
        at the end ``degree`` (with how many others a node is tied) and ``strength`` (the sum of the
        weights of its ties), which take the place of columns of those names.

        Works out the ties; where they are not there yet and could be more than 50 million pairs,
        degrees are missing rather than counted.
        """
        if self._measured is None:
            self._measured = with_ties(self)
        return self._measured.copy()

    @property
    def _table(self) -> pd.DataFrame:
        """Attributes of the nodes as they were given: no ties are worked out. Not to be changed."""
        if self._nodes is None:
            self._nodes = self._node_table()
        return self._nodes

    def _node_table(self) -> pd.DataFrame:
        import pandas as pd

        if self._own_nodes is not None:
            return self._own_nodes
        if self.snapshot is None or self._node_rows is None:
            ids = [str(i) for i in range(self.node_count)]
            return pd.DataFrame({"id": ids, "name": ids})
        table = self.snapshot.register._table("participants")
        return table.iloc[self._node_rows].reset_index(drop=True)

    @property
    def arrangements(self) -> pd.DataFrame:
        """The arrangements left by the filters, one row each, with their ``size`` (members counted)
        and ``intensity``."""
        import numpy as np
        import pandas as pd

        if self._own_arrangements is not None:
            table = self._own_arrangements.copy()
        elif self.snapshot is None or self._arrangement_rows is None:
            ids = [str(i) for i in range(self.arrangement_count)]
            table = pd.DataFrame({"id": ids, "name": ids})
        else:
            rows = self.snapshot.register._table("arrangements")
            table = rows.iloc[self._arrangement_rows].reset_index(drop=True)
        if self._core.has_memberships:
            groups = self._core.memberships()[1]
            table["size"] = np.bincount(groups, minlength=len(table)).astype(np.int32)
            table["intensity"] = self._core.intensities()
        return table

    @property
    def left_out(self) -> pd.DataFrame:
        """How many arrangements in force each filter left out: ``filter, value, arrangements``, in
        the order in which filters work; ``value`` is the word that the filter does not admit.

        ``kinds`` counts what lost so many members by their kind that ``min_size`` are not left.
        Empty for networks that were not made from a register.
        """
        return left_out_table(self._left_out)

    @property
    def edges(self) -> pd.DataFrame:
        """``source, target`` (ids), ``weight`` and ``shared``, the number of arrangements that tie
        the pair (missing if made from edges). Cost O(Σ k²) over arrangements."""
        import numpy as np
        import pandas as pd

        source, target, weight = self._core.edges()
        ids = self._table["id"].to_numpy()
        shared: Any = np.full(len(weight), np.nan)
        if self._core.has_memberships:
            shared = self._core.edge_shared()
        return pd.DataFrame(
            {"source": ids[source], "target": ids[target], "weight": weight, "shared": shared}
        )

    @property
    def isolates(self) -> list[str]:
        """Ids of nodes without any tie."""
        mask = self._core.isolates.astype(bool)
        return self._table["id"][mask].tolist()

    @property
    def construction(self) -> dict[str, Any]:
        """Every choice behind the network, versioned and JSON-able: ``register.rebuild`` makes the
        same network from it."""
        return copy.deepcopy(self._construction)

    def arrangements_between(self, a: str, b: str) -> pd.DataFrame:
        """What the tie between two nodes is made of: the arrangements that tie them (rows of
        :attr:`arrangements`), behind the name the ``weight`` that each adds where weights add up.

        ``a`` and ``b`` are ids, or names that one node has. Raises ``KeyError`` for anything else,
        with the ids of near ones.

        Examples
        --------
        >>> import munigraph as mg
        >>> network = mg.datasets.load("nl-2020").at("2020-07-01").network(domain="safety")
        >>> network.arrangements_between("Amsterdam", "Diemen")[["name", "weight"]]
                                        name  weight
        0  Veiligheidsregio Amsterdam-Amstelland     0.2
        """
        rows = self._core.arrangements_between(self._index(a), self._index(b))
        table = self.arrangements.iloc[rows].reset_index(drop=True)
        if self._core.weights_add_up:
            weight = [self._core.tie_weight(row) for row in rows]
            place = table.columns.get_loc("name") + 1 if "name" in table else len(table.columns)
            table.insert(place, "weight", weight)
        return table

    def partners(self, node: str) -> pd.DataFrame:
        """With whom a node is tied, the strongest tie first: ``name, weight, share`` (of the node's
        strength) and ``shared`` (arrangements that tie the two), indexed by id.

        ``node`` is an id, or a name that one node has. Raises ``KeyError`` for anything else, with
        the ids of near ones. Works out the ties.

        Examples
        --------
        >>> import munigraph as mg
        >>> made = mg.Network.from_edges(["Aa", "Aa"], ["Bee", "Cee"], [3.0, 1.0])
        >>> made.partners("Aa")["share"].to_dict()
        {'Bee': 0.75, 'Cee': 0.25}
        """
        return partners_of(self, self._index(node))

    def _index(self, node: str) -> int:
        """The position of a node by its id or by a name that no other has."""
        return index_of(self._table, node)

    # --- pickling and display -------------------------------------------------------------------

    def __reduce__(self) -> tuple[Any, ...]:
        if self.snapshot is not None and self._construction.get("made_from") is None:
            given = ("version", "date", "repair", "geography")  # by the snapshot
            options = {k: v for k, v in self._construction.items() if k not in given}
            return construct, (self.snapshot, options)
        source, target, weight = (None, None, None)
        groups = None
        if self._core.has_memberships:
            groups = (
                *self._core.memberships(),
                self.node_count,
                self.arrangement_count,
                self._core.weighting,
                self._core.min_shared,
                self._core.intensities(),
                self._core.hosts(),
            )
        else:
            source, target, weight = self._core.edges()
        edges = (source, target, weight, self.node_count)
        rows = (self._node_rows, self._arrangement_rows, self._own_nodes, self._own_arrangements)
        return _unpickle_raw, (groups, edges, self._construction, self.snapshot, rows)

    def __repr__(self) -> str:
        counts = f"{self.node_count:,} nodes, {self.edge_count:,} edges"
        if self._core.has_memberships:
            counts += f", {self.arrangement_count:,} arrangements"
        weighting = self._construction.get("weighting", "given weights")
        isolates = int(self._core.isolates.sum())
        return f"<Network: {counts}, {isolates:,} isolates, {weighting}>"

    def _repr_html_(self) -> str:
        from .._common.display import facts
        from .._common.small_map import small_map

        rows = [
            ("nodes", f"{self.node_count:,}"),
            ("edges", f"{self.edge_count:,}"),
            ("arrangements", f"{self.arrangement_count:,}"),
            ("isolates", f"{int(self._core.isolates.sum()):,}"),
            ("components", f"{self.components:,}"),
        ]
        rows += chosen_words(self._construction)
        # Coloured by component: clusters are another choice.
        return facts("Network", rows, picture=small_map(self._table, self.component_labels))


def construct(snapshot: Snapshot, options: dict[str, Any]) -> Network:
    """The network of a snapshot; ``options`` as of ``Snapshot.network``."""
    core, node_rows, arrangement_rows, used, left_out = core_of(snapshot, "Snapshot").construct(
        construction_text(options)
    )
    construction = json.loads(used)
    if snapshot.repaired:
        construction["repair"] = True
    if snapshot.register.geography is not None:
        construction["geography"] = snapshot.register.geography
    network = Network(
        core,
        construction=construction,
        snapshot=snapshot,
        node_rows=node_rows,
        arrangement_rows=arrangement_rows,
        left_out=left_out,
    )
    if construction["backbone"] is not None:
        from ..null_models._backbone import backbone

        network = backbone(network, construction["backbone"])
        network._left_out = tuple(left_out)
    return network


def _unpickle_raw(
    memberships: tuple[Any, ...] | None,
    edges: tuple[Any, Any, Any, int],
    construction: dict[str, Any],
    snapshot: Snapshot | None,
    rows: tuple[Any, ...],
) -> Network:
    if memberships is not None:
        core = _core.Network.from_memberships(*memberships)
    else:
        core = _core.Network.from_edges(*edges)
    return Network(
        core,
        construction=construction,
        snapshot=snapshot,
        node_rows=rows[0],
        arrangement_rows=rows[1],
        nodes=rows[2],
        arrangements=rows[3],
    )
