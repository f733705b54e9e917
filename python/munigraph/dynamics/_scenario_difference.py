"""What differs between two registers, apart from what seeds do."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

from .._common.arguments import checked_seed
from .._common.choices import check_choices
from .._common.progress import Progress, ProgressLike
from .._common.result import Result
from ..clustering._ensemble import ensemble
from ..network._network import Network
from ..registry._register import Register
from ..registry._snapshot import Snapshot
from ._scenario import Scenario
from ._scenario_draft import Draft
from ._scenario_figures import Measured, common, differences, measure

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from typing_extensions import Unpack

    from .._common.literals import NetworkChoices, Quality
    from .._common.types import DateLike
    from ..clustering._clustering import Clustering

__all__ = ["Difference", "difference"]

#: What is known of where a municipality lies.
PLACE = ("province", "lon", "lat")
#: Columns of the table of municipalities.
ORDER = ("name", "cluster_before", "cluster_after", "mates_kept", "participation_before",
         "participation_after", "rank_before", "rank_after", *PLACE)  # fmt: skip


class Difference(Result):
    """What differs between two networks, as :func:`munigraph.difference` finds it. Can be pickled.

    Attributes
    ----------
    table : DataFrame
        One row per figure: ``group`` (counts, clusters, bridges, reach, distances), ``figure``,
        ``before, after`` (means over runs), ``change`` with ``low`` and ``high`` (95% of the runs,
        each with its pair of the same seed), ``noise`` (95th percentile of the same figure's
        difference between runs of one network, the larger of the two) and ``beyond_noise``. What
        does not depend on the seed has no range and noise 0.
    hubs : DataFrame or None
        Where the later register has hubs: ``group, figure, before, node, arrangement, artefact``,
        the figures with the hubs as nodes, as arrangements of everyone, and the second less the
        first: what comes from the clique alone.
    municipalities : DataFrame
        Indexed by id: ``name``, ``cluster_before, cluster_after`` (of the best runs; missing where
        it is not there), ``mates_kept`` (Jaccard of its cluster before and after),
        ``participation_before, participation_after, rank_before, rank_after``, and ``province,
        lon, lat`` where they are known.
    before, after : Clustering
        The best runs.
    date : str or None
        Of the registers.
    runs, seed : int
        Of the ensembles.
    """

    __slots__ = ("_table", "after", "before", "date", "hubs", "municipalities", "runs", "seed")

    _table: pd.DataFrame
    hubs: pd.DataFrame | None
    municipalities: pd.DataFrame
    before: Clustering
    after: Clustering
    date: str | None
    runs: int
    seed: int

    def __init__(self, **values: object) -> None:
        self._set(**values)

    @property
    def table(self) -> pd.DataFrame:
        """The figures (a copy)."""
        return self._table.copy()

    def figure(self, name: str) -> pd.Series:
        """The row of one figure; ``KeyError`` for one that is not there."""
        rows = self._table.set_index("figure")
        if name not in rows.index:
            raise KeyError(f"no figure {name!r}; there are {', '.join(rows.index)}")
        return rows.loc[name]

    def __repr__(self) -> str:
        changed = self._table[self._table["beyond_noise"]]
        what = ", ".join(f"{row.figure} {row.change:+.3g}" for row in changed.head(6).itertuples())
        day = f" on {self.date}" if self.date else ""
        return f"<Difference{day}, {self.runs} runs: {what or 'nothing beyond the noise'}>"

    def _repr_html_(self) -> str:
        shown = super()._repr_html_()
        if self.hubs is None:
            return shown
        return (
            f"{shown}<p>Hubs as nodes, and as one clique of everyone</p>"
            f"{self.hubs.to_html(border=0, na_rep='', index=False)}"
        )


def difference(
    before: Register | Snapshot | Network | Scenario,
    after: Register | Snapshot | Network | Scenario,
    *,
    date: DateLike | None = None,
    runs: int = 20,
    seed: int = 0,
    quality: Quality = "modularity",
    resolution: float | None = None,
    top: int = 10,
    threads: int | None = None,
    progress: ProgressLike = None,
    **construction: Unpack[NetworkChoices],
) -> Difference:
    """What differs between two registers on a day, with the noise of seeds told apart.

    Parameters
    ----------
    before, after : Register, Scenario, Snapshot or Network
        Of the same kind of thing, such as a register and a scenario of it.
    date : date or year, optional
        Of registers; by default the day of the scenario, or of the snapshot or network on the other
        side, else the last day of the earlier register on which it has arrangements in force.
    runs : int
        Runs of Leiden on each network; run k has the same seed on both. Twenty give a hundred
        pairs for the noise.
    seed : int
        Of the ensembles.
    quality, resolution
        As in :func:`munigraph.leiden`.
    top : int
        How many of the strongest bridges (by participation) are compared, at least one.
    threads : int, optional
        All cores if not given; results do not depend on it.
    progress : bool or function, optional
        None shows a bar on terminals and in notebooks after two seconds; a function is called with
        ``(done, total)``.
    **construction
        Arguments of :meth:`munigraph.Snapshot.network`, for both.

    Returns
    -------
    Difference
        ``disagreement`` is 1 − AMI of the clusters, over municipalities of both;
        ``top_bridges_changed`` the share of the strongest bridges that are others. A hub that was
        added as a node counts as a node of the network and as no municipality: paths run through
        it, and figures are those of municipalities.

    Raises
    ------
    ValueError
        For a construction of networks that are given, or ``runs`` or ``top`` below 1.
    TypeError
        For what is none of these things.

    Cost: 2·runs times that of :func:`munigraph.leiden`, ``bridges`` and ``reach``; with hubs, half
    as much again.

    Examples
    --------
    >>> import munigraph as mg
    >>> register = mg.datasets.load("nl-2020")
    >>> after = register.scenario("2020-07-01").merge(["GM0363", "GM0384"], into="GM0363").register
    >>> found = mg.difference(register, after, date="2020-07-01", domain="safety", runs=2)
    >>> "beyond_noise" in found.table.columns
    True
    """
    check_choices("difference", runs=runs, quality=quality, resolution=resolution, top=top)
    count, seed, top = operator.index(runs), checked_seed(seed), operator.index(top)
    leiden = {"quality": quality, "resolution": resolution, "seed": seed}
    day = _day(before, after, date)
    hubs, nodes = _hubs(after, day), _nodes(after, day)
    networks = [_network(before, day, _nodes(before, day), construction),
                _network(after, day, nodes, construction)]  # fmt: skip
    other = None
    if hubs:
        turned_register, others = _turned(after, str(day), hubs)
        other = _network(turned_register, day, others, construction)
    with Progress("runs", progress) as bar:
        work = _Work(count, leiden, top, threads, bar, 3 if other else 2)
        first = work.measured(networks[0], _nodes(before, day))
        second = work.measured(networks[1], nodes)
        table = differences(first, second)
        found = None
        if other is not None:
            turned = differences(first, work.measured(other, others))
            found = _beside(table, turned, bool(nodes))
    return Difference(
        _table=table,
        hubs=found,
        municipalities=_municipalities(first, second, threads),
        before=first.ensemble.best,
        after=second.ensemble.best,
        date=day,
        runs=count,
        seed=seed,
    )


class _Work:
    """Runs, and how far they are."""

    def __init__(
        self,
        runs: int,
        leiden: dict[str, Any],
        top: int,
        threads: int | None,
        bar: Progress,
        networks: int,
    ) -> None:
        self._runs, self._leiden, self._top, self._threads = runs, leiden, top, threads
        self._report, self._done, self._total = bar.callback, 0, networks * runs

    def measured(self, network: Network, hubs: frozenset[str]) -> Measured:
        found = ensemble(
            network, runs=self._runs, threads=self._threads, progress=False, **self._leiden
        )
        return measure(network, found, hubs, self._top, self._threads, self._count)

    def _count(self) -> None:
        self._done += 1
        if self._report is not None:
            self._report(self._done, self._total)


def _register(given: Any) -> Any:
    return given.register if isinstance(given, Scenario) else given


def _hubs(given: Any, day: str | None) -> dict[str, str]:
    """The hubs that scenarios added and that are in force on the day."""
    register = _register(given)
    if not isinstance(register, Register) or not register._scenario or not register._scenario[1]:
        return {}
    draft = Draft(register, str(day))
    return {hub: as_ for hub, as_ in register._scenario[1] if draft.has_hub(hub)}


def _nodes(given: Any, day: str | None) -> frozenset[str]:
    return frozenset(hub for hub, as_ in _hubs(given, day).items() if as_ == "node")


def _day(before: Any, after: Any, date: Any) -> str | None:
    both = (_register(before), _register(after))
    registers = [one for one in both if isinstance(one, Register)]
    if not registers:
        if date is not None:
            raise ValueError("date= is for registers; these have one already")
        return getattr(before, "date", None)
    if date is not None:
        return registers[0].day(date)
    for given in (after, before):
        if isinstance(given, Scenario):
            return given.date
    for register in reversed(registers):
        if register._scenario:
            return register._scenario[0]
    for one in both:  # a register beside a snapshot or network is asked on that day
        if snapshot := one if isinstance(one, Snapshot) else getattr(one, "snapshot", None):
            return snapshot.date
    return _last_day(registers[0])


def _last_day(register: Register) -> str:
    """The last day on which arrangements are in force."""
    import pandas as pd

    last = register.last_day or "2000-01-01"
    ends = register.arrangements["valid_to"]
    if ends.isna().any():
        return last
    return min(last, str((ends.max() - pd.Timedelta(days=1)).date()))


def _network(
    given: Any, day: str | None, hubs: frozenset[str], construction: Mapping[str, Any]
) -> Network:
    given = _register(given)
    if isinstance(given, Register):
        return _with_nodes(given, str(day), hubs).at(day).network(**construction)
    if isinstance(given, Snapshot):
        return given.network(**construction)
    if isinstance(given, Network):
        if construction:
            raise ValueError(f"{next(iter(construction))}= is for registers; a network is made")
        return given
    raise TypeError(
        f"expected a Register, Scenario, Snapshot or Network, got {type(given).__name__}"
    )


def _with_nodes(register: Register, day: str, hubs: frozenset[str]) -> Register:
    """A register in which these hubs are nodes of networks of municipalities."""
    if not hubs:
        return register
    draft = Draft(register, day)
    for hub in hubs:
        draft.change("participants", draft.participant(hub), kind="municipality")
    return Register(draft.to_core(register), name=register.name)


def _turned(given: Any, day: str, hubs: dict[str, str]) -> tuple[Register, frozenset[str]]:
    """A register whose hubs are arrangements where they were nodes, and the other way round; and
    the hubs that are nodes now."""
    register = _register(given)
    draft = Draft(register, day)
    nodes = []
    for hub, as_ in hubs.items():
        version = draft.version(draft.chain(hub))
        if as_ == "node":
            draft.drop("memberships", draft.rows_of(version, hub.__eq__))
            draft.drop("participants", draft.of("participants", "id", hub))
            draft.change("arrangements", version, structure="clique")
            continue
        # An arrangement may be called what a participant is.
        node = draft.free("participants", hub)
        nodes.append(node)
        draft.add("participants", id=node, name=hub, kind="organisation", valid_from=draft.day)
        draft.add("memberships", arrangement=draft.id_of(version), participant=node, role="host",
                  valid_from=draft.day)  # fmt: skip
        draft.change("arrangements", version, structure="star")
    return Register(draft.to_core(register), name=register.name), frozenset(nodes)


def _beside(table: pd.DataFrame, turned: pd.DataFrame, as_node: bool) -> pd.DataFrame:
    """The figures with hubs as nodes and as arrangements, beside each other."""
    made = table[["group", "figure", "before"]].copy()
    node, arrangement = (table, turned) if as_node else (turned, table)
    made["node"] = node["after"]
    made["arrangement"] = arrangement["after"]
    made["artefact"] = made["arrangement"] - made["node"]
    return made


def _municipalities(first: Measured, second: Measured, threads: int | None) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    from ..bridging._bridges import bridges

    parts = []
    for suffix, one in (("before", first), ("after", second)):
        best = one.ensemble.best_run
        table = bridges(
            one.network, one.ensemble.labels[best], measures=["participation"], threads=threads
        )
        own = table.loc[table.index.isin(one.labels[best].index), ["name", "participation"]]
        rank = pd.Series(np.arange(1, len(own) + 1), index=own.index)
        parts.append(
            pd.DataFrame(
                {
                    "name": own["name"],
                    f"cluster_{suffix}": one.labels[best],
                    f"participation_{suffix}": own["participation"],
                    f"rank_{suffix}": rank,
                }
            )
        )
    ids = first.labels[0].index.union(second.labels[0].index, sort=False)
    a, b = (part.reindex(ids) for part in parts)
    made = a.join(b.drop(columns="name"))
    made.insert(0, "name", made.pop("name").fillna(b["name"]))
    made["mates_kept"] = _mates_kept(first, second).reindex(ids)
    for column in ("cluster_before", "cluster_after", "rank_before", "rank_after"):
        made[column] = made[column].astype("Int64")
    places = [one.network._table.set_index("id") for one in (first, second)]
    for column in PLACE:
        known = [table[column].reindex(ids) for table in places if column in table.columns]
        if known:
            made[column] = known[0].combine_first(known[-1]) if len(known) > 1 else known[0]
    return made[[name for name in ORDER if name in made.columns]].rename_axis("id")


def _mates_kept(first: Measured, second: Measured) -> pd.Series:
    """Jaccard of each one's cluster before and after, over municipalities of both."""
    import pandas as pd

    labels = [one.labels[one.ensemble.best_run] for one in (first, second)]
    ids = labels[0].index[labels[0].index.isin(labels[1].index)]
    a, b = common(labels[0].loc[ids], labels[1].loc[ids])
    table = pd.DataFrame({"a": a, "b": b}, index=ids)
    both = table.groupby(["a", "b"])["a"].transform("size")
    one, other = (table.groupby(c)[c].transform("size") for c in ("a", "b"))
    return both / (one + other - both)
