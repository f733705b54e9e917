"""Figures of a network over many runs, and what differs between two networks, run by run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..bridging._bridges import bridges
from ..bridging._reach import distances
from ..clustering._ensemble import Ensemble
from ..clustering._summary import weight_inside
from ..comparison._agreement import compare

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from ..network._network import Network

#: Figure -> the group it belongs to, in the order of the table.
FIGURES = {
    "municipalities": "counts",
    "arrangements": "counts",
    "memberships": "counts",
    "ties": "counts",
    "isolates": "counts",
    "components": "counts",
    "clusters": "clusters",
    "singletons": "clusters",
    "quality": "clusters",
    "weight_inside": "clusters",
    "disagreement": "clusters",
    "participation": "bridges",
    "clusters_reached": "bridges",
    "top_bridges_changed": "bridges",
    "clusters_one_step": "reach",
    "clusters_two_steps": "reach",
    "connected_share": "distances",
    "mean_hops": "distances",
    "mean_distance": "distances",
    "efficiency_hops": "distances",
    "efficiency_distance": "distances",
    "hops_between": "distances",
    "efficiency_between": "distances",
}

#: A change of less than this share of a figure is rounding.
ROUNDING = 1e-12

#: Those that compare two runs, and are 0 for one run with itself.
OF_PAIRS = ("disagreement", "top_bridges_changed")


@dataclass(frozen=True)
class Measured:
    """Runs on one network and their figures. Labels and bridges are of municipalities alone: hubs
    that are nodes are there for others to meet."""

    network: Network
    ensemble: Ensemble
    figures: pd.DataFrame  #: a row per run
    labels: list[pd.Series]  #: per run, by id
    tops: list[frozenset[str]]  #: per run, the strongest bridges
    fixed: frozenset[str]  #: figures that no seed touches


def measure(
    network: Network, ensemble: Ensemble, hubs: frozenset[str], top: int, threads: int | None,
    done: Callable[[], None],
) -> Measured:  # fmt: skip
    """All figures of every run; runs that found the same clusters are measured once."""
    import pandas as pd

    fixed = _counts(network, hubs)
    ids = pd.Index(ensemble.ids)
    own = ~ids.isin(hubs)
    rows, labels, tops = [], [], []
    known: dict[bytes, tuple[dict[str, float], frozenset[str]]] = {}
    for run, codes in enumerate(ensemble.labels):
        mine = pd.Series(codes[own], index=ids[own])
        if codes.tobytes() not in known:
            reached = distances(network, codes, aside=hubs, threads=threads)
            if run == 0:
                fixed |= _distances(reached)
            known[codes.tobytes()] = _of_clusters(network, codes, mine, reached, hubs, top, threads)
        row, best = known[codes.tobytes()]
        rows.append({**fixed, **row, "quality": float(ensemble.quality[run])})
        labels.append(mine)
        tops.append(best)
        done()
    return Measured(network, ensemble, pd.DataFrame(rows), labels, tops, frozenset(fixed))


def _of_clusters(
    network: Network, codes: np.ndarray[Any, Any], mine: pd.Series, reached: pd.DataFrame,
    hubs: frozenset[str], top: int, threads: int | None,
) -> tuple[dict[str, float], frozenset[str]]:  # fmt: skip
    """The figures that depend on the clusters, and the strongest bridges."""
    table = bridges(network, codes, measures=["participation", "clusters_reached"],
                    threads=threads)  # fmt: skip
    table = table[~table.index.isin(hubs)]
    sizes = mine.value_counts()
    row = {
        "clusters": int((sizes > 1).sum()),
        "singletons": int((sizes == 1).sum()),
        "weight_inside": weight_inside(network, codes),
        "participation": float(table["participation"].mean()),
        "clusters_reached": float(table["clusters_reached"].mean()),
        **_between(reached),
    }
    return row, frozenset(table.index[:top])


def _counts(network: Network, hubs: frozenset[str]) -> dict[str, float]:
    ids = network._table["id"]
    return {
        "municipalities": int((~ids.isin(hubs)).sum()),
        "arrangements": network.arrangement_count,
        "memberships": network.membership_count - sum(_memberships(network, hub) for hub in hubs),
        "ties": network.edge_count,
        "isolates": len(set(network.isolates) - hubs),
        "components": network.components,
    }


def _memberships(network: Network, id_: str) -> int:
    at = network._table["id"].tolist()
    return int((network._core.memberships()[0] == at.index(id_)).sum()) if id_ in at else 0


def _distances(reached: pd.DataFrame) -> dict[str, float]:
    """Of all pairs of municipalities, whatever their clusters."""
    rows = reached[reached["pairs"] > 0]
    pairs = rows["pairs"]
    connected = pairs * rows["connected_share"]

    def mean(column: str, weight: Any) -> float:
        whole = float(weight.sum())
        return float((rows[column] * weight).sum()) / whole if whole > 0 else float("nan")

    return {
        "connected_share": mean("connected_share", pairs),
        "mean_hops": mean("mean_hops", connected),
        "mean_distance": mean("mean_distance", connected),
        "efficiency_hops": mean("efficiency_hops", pairs),
        "efficiency_distance": mean("efficiency_distance", pairs),
    }


def _between(reached: pd.DataFrame) -> dict[str, float]:
    row = reached[reached["kind"] == "between"].iloc[0]
    return {
        "clusters_one_step": float(row["clusters_one_step"]),
        "clusters_two_steps": float(row["clusters_two_steps"]),
        "hops_between": float(row["mean_hops"]),
        "efficiency_between": float(row["efficiency_distance"]),
    }


def differences(before: Measured, after: Measured) -> pd.DataFrame:
    """One row per figure: ``group, figure, before, after, change, low, high, noise,
    beyond_noise``."""
    import numpy as np
    import pandas as pd

    rows = []
    runs = range(len(before.labels))
    for figure, group in FIGURES.items():
        if figure in OF_PAIRS:
            change = np.array([_pair(figure, before, k, after, k) for k in runs])
            start, end = 0.0, float(change.mean())
        else:
            a, b = (one.figures[figure].to_numpy(dtype=float) for one in (before, after))
            change = b - a
            start, end = float(a.mean()), float(b.mean())
        noise = max(_noise(figure, one) for one in (before, after))
        middle = float(change.mean())
        low, high = np.quantile(change, [0.025, 0.975])
        beyond = abs(middle) > noise + ROUNDING * max(abs(start), abs(end))
        rows.append((group, figure, start, end, middle, low, high, noise, beyond))
    columns = ["group", "figure", "before", "after", "change", "low", "high", "noise",
               "beyond_noise"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _noise(figure: str, one: Measured) -> float:
    """The 95th percentile of the size of the figure's difference between disjoint runs; missing
    where there is one run only and the figure depends on its seed."""
    import numpy as np

    if figure in one.fixed:
        return 0.0
    sizes = [abs(_pair(figure, one, a, one, b)) for a, b in disjoint(len(one.labels))]
    return float(np.quantile(sizes, 0.95)) if sizes else float("nan")


def disjoint(runs: int) -> Iterator[tuple[int, int]]:
    """Pairs of a run of the first half and one of the second."""
    half = runs // 2
    return ((a, b) for a in range(half) for b in range(half, runs))


def _pair(figure: str, one: Measured, a: int, other: Measured, b: int) -> float:
    if figure == "top_bridges_changed":
        first, second = one.tops[a], other.tops[b]
        return 1 - len(first & second) / max(len(first), len(second), 1)
    if figure == "disagreement":
        mine, theirs = common(one.labels[a], other.labels[b])
        return 0.0 if (mine == theirs).all() else 1 - compare(mine, theirs).ami
    return float(other.figures[figure][b]) - float(one.figures[figure][a])


def common(a: pd.Series, b: pd.Series) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Labels of those that are in both."""
    if a.index.equals(b.index):
        return a.to_numpy(), b.to_numpy()
    both = a.index.intersection(b.index)
    return a.loc[both].to_numpy(), b.loc[both].to_numpy()
