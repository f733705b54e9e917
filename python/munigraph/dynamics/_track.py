"""Clusters over time: which go on, split and merge, and what of it is more than noise."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .._common.arguments import checked_threads, leiden_options
from .._common.choices import check_choices
from .._common.progress import Progress, ProgressLike
from .._common.result import Result
from ._track_clusters import Settings, cluster
from ._track_events import changes_table, counts_table, events_table, noise_table, steps_table
from ._track_items import looks_of
from ._track_tables import Tracked

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    from .._common.types import LabelsLike
    from ..network._network import Network
    from ..registry._snapshot import Snapshot

    #: What clusters can be followed through: a day, a network, or clusters found already.
    Trackable: TypeAlias = Snapshot | Network | LabelsLike
    import numpy as np
    import pandas as pd

    from .._common.literals import Arrangements, Quality, Representation, TrackMethod
    from .._common.types import YearLike

__all__ = ["Track", "track"]

_EVENTS = ("continued", "reshuffled", "split", "merged", "gone", "born")


@dataclass(frozen=True)
class Track(Result):
    """Clusters of several dates, matched from each to the next, as :func:`munigraph.track` does it.

    Shares and overlaps are over municipalities that are in a cluster of two or more at both dates.
    Where arrangements are held (``in_both``, ``not_registered``) every date but the first and the
    last is clustered twice, once for the step that ends there and once for the one that begins;
    tables by date then have a column ``step``.
    """

    table: pd.DataFrame
    """One row per step: ``before, after, clusters_before, clusters_after, continued, reshuffled,
    split, merged, gone, born, municipalities`` (that are compared), ``moved`` (their share that is
    not in the cluster matched to theirs), ``changes`` (the figures above the noise floor; missing
    where there is none)."""
    counts: pd.DataFrame
    """One row per date: ``date, municipalities, in_clusters, clusters, clusters_min, clusters_max,
    method``."""
    clusters: pd.DataFrame
    """One row per date and cluster: ``date, cluster`` (its label), ``number`` (from 1, kept as long
    as it is matched), ``cluster_name, size, overlap_previous`` (J with the cluster matched to it
    at the date before), ``first`` (the date at which the number began), ``overlap_first`` (J with
    the cluster that had the number then)."""
    flow: pd.DataFrame
    """One row per step and two clusters with municipalities in common: ``before, after, from, to``
    (numbers), ``from_name, to_name, n, share_from, share_to, jaccard, event`` (the first that it is
    of ``continued, reshuffled, split, merged``; missing for the small rest). Clusters that are
    ``gone`` or ``born`` have a row without the other end, with ``n`` 0."""
    events: pd.DataFrame
    """One row per event: ``before, after, event, from, to`` (numbers; several joined by commas),
    ``from_name, to_name, n, share`` (of the cluster that is split, merged or goes on), ``jaccard``,
    ``change`` (whether there are more such events than the noise floor; missing without one)."""
    changes: pd.DataFrame
    """One row per step and figure: ``before, after, figure, value, floor, change``. ``clusters`` is
    the difference of the counts."""
    stability: pd.DataFrame
    """One row per municipality, indexed by id: ``id, name, steps`` (in which it is in a cluster at
    both dates), ``moved, stability`` (the share of steps in which it did not move)."""
    noise: pd.DataFrame
    """What seeds alone make of one date, one row per date and figure: ``date, figure, median, p95,
    largest`` (the floor), ``pairs``. Of two runs either can come first: ``split`` and ``merged``
    have the same noise, and so do ``gone`` and ``born``."""
    dates: tuple[str, ...]
    """What was tracked, in order: dates, or the names that were given."""
    geography: str
    """``"own"``, or the day whose municipalities everything is on."""
    arrangements: str
    """Which arrangements are looked at: ``all``, ``in_both`` or ``not_registered``."""
    seed: int
    _ids: np.ndarray[Any, Any] = field(repr=False)
    _names_of: np.ndarray[Any, Any] = field(repr=False)
    _numbers: np.ndarray[Any, Any] = field(repr=False)
    _present: np.ndarray[Any, Any] = field(repr=False)

    @property
    def memberships(self) -> pd.DataFrame:
        """One row per date and municipality: ``date, id, name, number`` (of its cluster; missing
        where it is in none), with ``step`` where arrangements are held."""
        import numpy as np
        import pandas as pd

        look, node = np.nonzero(self._present)
        numbers = self._numbers[look, node].astype(np.int64)
        names = np.array(self.counts["date"], dtype=object)
        table = {"date": names[look]}
        if "step" in self.counts.columns:
            table["step"] = look // 2 + 1
        number = pd.arrays.IntegerArray(numbers, numbers == 0)
        return pd.DataFrame({**table, "id": self._ids[node], "name": self._names_of[node],
                             "number": number})  # fmt: skip

    def describe(self) -> list[str]:
        """A sentence per step: what happened, and whether it is more than noise."""
        return [_sentence(row) for row in self.table.to_dict("records")]

    def __repr__(self) -> str:
        counts = " → ".join(str(n) for n in self.counts["clusters"].iloc[:12])
        more = " …" if len(self.counts) > 12 else ""
        steps = int(self.table["changes"].fillna("").ne("").sum())
        floor = f"{steps} of {len(self.table)} steps above the noise floor"
        if self.noise.empty:
            floor = "no noise floor"
        return (
            f"<Track of {len(self.dates)} dates, {self.dates[0]} to {self.dates[-1]}: "
            f"{counts}{more} clusters; {floor}>"
        )


def _share(moved: float) -> str:
    """As a percentage; 0% is nobody."""
    return f"{moved:.0%}" if moved == 0 or moved >= 0.005 else "under 1%"


def _sentence(row: Mapping[Any, Any]) -> str:
    counts = f"{row['clusters_before']} → {row['clusters_after']} clusters"
    events = [f"{row[name]} {name}" for name in _EVENTS if row[name]]
    moved = (
        "" if row["moved"] != row["moved"] else f", {_share(row['moved'])} of municipalities moved"
    )
    said = row["changes"]
    if said is None:
        end = "no noise floor"
    else:
        end = f"above the noise floor: {said}" if said else "nothing above the noise floor"
    told = f": {', '.join(events)}" if events else ""
    return f"{row['before']} → {row['after']}: {counts}{told}{moved}; {end}"


def track(
    items: Mapping[str, Trackable] | Mapping[int, Trackable] | Iterable[Trackable],
    *,
    geography: YearLike | None = None,
    arrangements: Arrangements = "all",
    repair: bool = True,
    method: TrackMethod = "auto",
    runs: int | None = None,
    threshold: float = 0.5,
    pairs: int | None = None,
    noise_runs: int = 1,
    quality: Quality = "modularity",
    resolution: float | None = None,
    iterations: int | None = None,
    representation: Representation = "auto",
    seed: int = 0,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> Track:
    """Which clusters go on from date to date, and which differences are more than noise.

    Clusters of successive items are matched over the municipalities that are in a cluster of two or
    more in both. J is the overlap |A ∩ B| / |A ∪ B| of two clusters. Every pair with J > ½ is
    *continued*; among the rest those with J ≥ .3 are matched by the largest sum of J, ties by more
    municipalities and then by the smaller number: *reshuffled*. A cluster is *split* where at least
    two later ones each take ≥ .3 of it, *merged* where at least two earlier ones each make up ≥ .3
    of it, both perhaps beside continued. What is unmatched and part of neither is *gone* or *born*.

    Clusters differ between two sets of seeds too. The noise floor of a date is the largest that
    each of these figures gets between ``pairs`` pairs of runs of that one date; a difference
    between dates is a change above the larger of the two dates' floors.

    Parameters
    ----------
    items : sequence, or mapping of names
        Two or more snapshots, networks, clusterings, or labels by id (Series, dicts, tables with
        ``id`` and ``cluster``), in the order of time. Things of one day are told apart by their
        place; in a mapping the order is taken as it is, also backwards (a merger is a split then).
        Snapshots and networks are clustered here; what is given as a clustering or
        labels is taken as it is.
    geography : "own", year or date, optional
        Carry everything to the municipalities of one day first. Networks and clusterings are then
        made anew, with their own construction, quality and resolution.
    arrangements : {"all", "in_both", "not_registered"}
        Hold the register still: in each step look at arrangements (chains) only that are in force
        at both dates, or at all but those that the register took up between them though they are
        older. ``in_both`` leaves out real foundings and endings, too, so that the three together
        tell the register from the world.
    repair : bool
        Of snapshots: carry memberships over to municipalities of the day (as
        ``register.at(…, repair=True)``). On a fixed geography all are carried; networks and
        clusterings keep what they were made with.
    method : {"auto", "consensus", "leiden"}
        Consensus of ``runs`` runs (``auto`` up to 5,000 municipalities), or their best one.
    runs : int, optional
        100 for a consensus, 20 for the best run.
    threshold : float
        Of a consensus.
    pairs : int, optional
        Pairs of ensembles behind each noise floor; 0: none. By default 200 up to 5,000
        municipalities and none above.
    noise_runs : int
        Runs of one of these ensembles, whose consensus or best run it is. Of a single run, the
        default, the floor is what a date leaves open. The more runs, the better ensembles agree,
        and the more the floor is that of the method alone: a difference of a hair between two
        nearly equally good solutions is then called a change.
    quality, resolution, iterations, representation, seed, threads, progress
        As in :func:`munigraph.ensemble`.

    Returns
    -------
    Track

    Raises
    ------
    ValueError
        for fewer than two items, dates that run backwards under no names, labels in which an id is
        there twice, an unknown word, a number out of range, or ``geography`` or ``arrangements``
        with items that do not know the snapshot they were made from.
    TypeError
        for one thing where several are expected, or what is none of these.
    DataError
        for text that is no date.
    KeyboardInterrupt
        within a tenth of a second.

    Notes
    -----
    Matching is linear in municipalities. The cost is that of the runs: of each network those of its
    clusters and their range (ten consensus, or one ensemble), and 2 · ``pairs`` · ``noise_runs``.
    The result does not depend on the number of threads.

    Examples
    --------
    >>> import munigraph as mg
    >>> register = mg.synthetic(40, 60, clusters=4, history=True, seed=1)
    >>> found = mg.track([register.at("2018-07-01"), register.at("2020-07-01")], runs=2, pairs=2)
    >>> "continued" in found.events["event"].tolist()
    True
    """
    check_choices("track", arrangements=arrangements, method=method, runs=runs,
                  threshold=threshold, pairs=pairs, noise_runs=noise_runs)  # fmt: skip
    leiden = leiden_options(quality, resolution, iterations, representation, seed)
    settings = Settings(
        method=method,
        runs=None if runs is None else operator.index(runs),
        threshold=float(threshold),
        pairs=None if pairs is None else operator.index(pairs),
        noise_runs=operator.index(noise_runs),
        threads=checked_threads(threads),
        leiden=leiden,
    )
    with Progress("clusters", progress, counted=False) as bar:
        looks, steps = looks_of(
            items, geography=geography, arrangements=arrangements, repair=bool(repair)
        )
        parts = 2 * len(looks)
        found = [
            cluster(look, settings, bar.share(2 * k, parts), bar.share(2 * k + 1, parts))
            for k, look in enumerate(looks)
        ]
    tracked = Tracked(found, steps)
    noise = noise_table(tracked)
    changes = changes_table(tracked, noise)
    flow = tracked.flow()
    dates = dict.fromkeys(look.date for look in found)
    return Track(
        table=steps_table(tracked, changes),
        counts=counts_table(tracked),
        clusters=tracked.clusters(),
        flow=flow,
        events=events_table(tracked, flow, changes),
        changes=changes,
        stability=tracked.stability(),
        noise=noise,
        dates=tuple(dates),
        geography=_geography(looks, geography),
        arrangements=arrangements,
        seed=leiden["seed"],
        _ids=tracked.ids.to_numpy(),
        _names_of=tracked.names,
        _numbers=tracked.of_node,
        _present=tracked.present,
    )


def _geography(looks: list[Any], geography: Any) -> str:
    """The day of the geography that all items are on."""
    networks = [look.network for look in looks if look.network is not None]
    days = {one.construction.get("geography") for one in networks}
    if len(days) == 1 and len(networks) == len(looks):
        return days.pop() or "own"
    return "own"
