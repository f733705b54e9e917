"""Registers of cooperation: all participants, arrangements and memberships of all time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.faces import suggesting

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from .._common.literals import (
        Backbone,
        KindOfArrangement,
        KindOfParticipant,
        LegalForm,
        Obligation,
        Phase,
        Weighting,
    )
    from ..network._network import Network
    from ._import_report import ImportReport
    from ._register import Register


class Snapshot:
    """A register on one date. Made by :meth:`Register.at`; can be pickled.

    ``register`` is what its rows are of: of a repaired snapshot, the register with the memberships
    that were carried over for this day. ``repairs`` is the ``ImportReport`` of these, or ``None``.
    """

    __slots__ = ("_core", "_inferred", "_original", "register", "repairs")

    def __init__(
        self,
        register: Register,
        core: _core.Snapshot,
        *,
        original: Register | None = None,
        inferred: Set[int] = frozenset(),
        repairs: ImportReport | None = None,
    ) -> None:
        self.register = register
        self._core = core
        self._original = original
        self._inferred = inferred
        self.repairs = repairs

    @property
    def repaired(self) -> bool:
        """Whether memberships were carried over to the municipalities of the day."""
        return self.repairs is not None

    @property
    def date(self) -> str:
        """The date, ``YYYY-MM-DD``."""
        return self._core.date

    @property
    def participants(self) -> pd.DataFrame:
        """Participants in force, of every kind, whether or not they cooperate."""
        return self._rows("participants", self._core.participants)

    @property
    def arrangements(self) -> pd.DataFrame:
        """Arrangements in force."""
        return self._rows("arrangements", self._core.arrangements)

    @property
    def memberships(self) -> pd.DataFrame:
        """Memberships in force; of a repaired snapshot with ``basis``, ``recorded`` or ``inferred``
        (carried over)."""
        rows = self._core.memberships
        table = self._rows("memberships", rows)
        if self.repaired:
            table["basis"] = ["inferred" if r in self._inferred else "recorded" for r in rows]
        return table

    @property
    def arrangement_themes(self) -> pd.DataFrame:
        """Themes of the arrangements in force."""
        themes = self.register.arrangement_themes
        here = themes["arrangement"].isin(self.arrangements["id"])
        return themes[here].reset_index(drop=True)

    def _rows(self, name: str, rows: np.ndarray[Any, Any]) -> pd.DataFrame:
        return self.register._table(name).iloc[rows].reset_index(drop=True)

    @suggesting
    def network(
        self,
        *,
        domain: str | Sequence[str] | None = None,
        themes: str | Sequence[str] | None = None,
        weighting: Weighting = "newman",
        intensity: Mapping[LegalForm, float] | None = None,
        legal_forms: LegalForm | Sequence[LegalForm] | None = None,
        obligation: Obligation | Sequence[Obligation] | None = None,
        phase: Phase | Sequence[Phase] | None = None,
        kinds: KindOfParticipant | Sequence[KindOfParticipant] = ("municipality",),
        arrangement_kinds: KindOfArrangement | Sequence[KindOfArrangement] | None = (
            "cooperation",
        ),
        min_size: int = 2,
        max_size: int | None = None,
        max_province_coverage: float | None = None,
        min_province: int = 5,
        max_share: float | None = None,
        min_shared: int = 1,
        backbone: Backbone | None = None,
        split_domains: bool = False,
    ) -> Network:
        """The network of who cooperates with whom under a construction.

        Nodes are all participants of ``kinds`` in force, isolates too. Filters work in this order:

        domain, themes
            keep arrangements with a theme in any of these domains / these themes or below them.
        legal_forms, obligation, phase, kinds, arrangement_kinds
            keep these words of the vocabularies only.
        min_size, max_size
            number of members left in the arrangement.
        max_province_coverage
            leave out what covers at least this share (0, 1] of the municipalities of a province
            that has at least ``min_province`` of them in force.
        max_share
            leave out what has more than this share of all nodes.
        min_shared
            keep ties between pairs with at least so many shared arrangements.
        backbone
            ``"disparity"`` or ``"bicm"``: keep significant ties only.

        ``weighting`` is ``newman`` (each arrangement adds 1 to the strength of a member; of a star,
        to its host's, and 1/(k − 1) to that of the other members), ``count``,
        ``pair_share``, ``binary``, ``jaccard`` or ``cosine``. ``intensity`` gives each legal form a
        factor (default 1); ``split_domains`` weighs an arrangement by the share of its domains that
        were chosen.

        Raises ``ValueError`` for an unknown word ("did you mean …?") or a value out of range, and
        ``DataError`` for a domain or theme that no arrangement in force has. Warns
        (``EmptyNetworkWarning``) where the filters leave no arrangement or no tie, with what each
        left out; ``network.left_out`` counts it in any case.
        Cost is linear in memberships; the ties are worked out when first asked for.

        Examples
        --------
        >>> import munigraph as mg
        >>> snapshot = mg.datasets.load("nl-2020").at("2020-07-01")
        >>> snapshot.network(domain="social", weighting="count")
        <Network: 355 nodes, 3,624 edges, 281 arrangements, 0 isolates, count>
        """
        from ..network._left_out import warn_if_empty
        from ..network._network import construct

        options = dict(locals())
        del options["self"], options["construct"], options["warn_if_empty"]
        network = construct(self, options)
        warn_if_empty(network)
        return network

    def _one_of_many(self, **options: Any) -> Network:
        """As :meth:`network`, without a warning where nothing is left: for those that make many."""
        import inspect

        from ..network._network import construct

        inspect.signature(type(self).network).bind(self, **options)
        return construct(self, options)

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpickle_snapshot, (self._original or self.register, self.date, self.repaired)

    def _repr_html_(self) -> str:
        from .._common.display import facts

        kinds: Any = {}
        if len(self._core.participants):
            kinds = self.participants["kind"].value_counts()
        rows: list[tuple[str, object]] = [
            ("participants", f"{len(self._core.participants):,}"),
            *((f"· {kind}", f"{count:,}") for kind, count in list(kinds.items())[:6]),
            ("arrangements", f"{len(self._core.arrangements):,}"),
            ("memberships", f"{len(self._core.memberships):,}"),
        ]
        if self.repaired:
            rows.append(("· carried over", f"{len(self._inferred):,}"))
        return facts(f"Snapshot of {self.date}", rows)

    def __repr__(self) -> str:
        return (
            f"<Snapshot {self.date}: {len(self._core.participants):,} participants, "
            f"{len(self._core.arrangements):,} arrangements, "
            f"{len(self._core.memberships):,} memberships"
            + (f", {len(self._inferred):,} of them carried over>" if self.repaired else ">")
        )


def _unpickle_snapshot(register: Register, date: str, repair: bool = False) -> Snapshot:
    return register.at(date, repair=repair)
