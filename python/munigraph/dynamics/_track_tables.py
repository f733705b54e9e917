"""From matched clusters to what is shown: numbers that persist, flows, events, noise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .. import _core
from ._track_clusters import Clustered

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

__all__ = ["FIGURES", "Tracked"]

#: Figures of a step that the noise floor is held against.
FIGURES = ("clusters", "reshuffled", "split", "merged", "gone", "born", "moved")


class Tracked:
    """All looks over the same municipalities, matched step by step and numbered."""

    def __init__(self, looks: Sequence[Clustered], steps: Sequence[tuple[int, int]]) -> None:
        import numpy as np
        import pandas as pd

        self.looks, self.steps = looks, steps
        lengths = [len(one.ids) for one in looks]
        values = np.concatenate([one.ids.to_numpy() for one in looks])
        codes, ids = pd.factorize(values)
        self.ids = pd.Index(ids, name="id")
        self.names = np.empty(len(ids), dtype=object)
        self.labels = np.full((len(looks), len(ids)), -1, dtype=np.int32)
        self.present = np.zeros(self.labels.shape, dtype=bool)
        end = 0
        for k, one in enumerate(looks):
            start, end = end, end + lengths[k]
            self.names[codes[start:end]] = one.names  # as it is called at the last date
            self.labels[k, codes[start:end]] = one.labels
            self.present[k, codes[start:end]] = True
        self.passages = [self._passage(a, b) for a, b in steps]
        self.numbers, self.matched = self._numbered()
        self.called = [self._names_of(k) for k in range(len(looks))]
        #: The number of each municipality's cluster at each look; 0 where it is in none.
        self.of_node = np.zeros(self.labels.shape, dtype=np.int32)
        for k, numbers in enumerate(self.numbers):
            inside = self.labels[k] >= 0
            self.of_node[k, inside] = numbers[self.labels[k, inside]]

    def _passage(self, a: int, b: int) -> _core.Passage:
        return _core.passage(
            self.labels[a], self.labels[b], self.looks[a].clusters, self.looks[b].clusters
        )

    def _numbered(self) -> tuple[list[np.ndarray[Any, Any]], list[_core.Passage | None]]:
        """Numbers from 1 of the clusters of each look: that of the cluster matched to it in the
        look before, else the next. Where arrangements are held a date is looked at twice; its two
        looks are matched by the same rules."""
        import numpy as np

        by_end = {b: found for (_, b), found in zip(self.steps, self.passages, strict=True)}
        numbers: list[np.ndarray[Any, Any]] = []
        matched: list[_core.Passage | None] = []
        count = 0
        for k, look in enumerate(self.looks):
            found = by_end.get(k)
            if k and found is None:
                found = self._passage(k - 1, k)
            before = np.full(look.clusters, -1) if found is None else found.predecessor
            new = before < 0
            row = np.empty(look.clusters, dtype=np.int32)
            row[new] = count + 1 + np.arange(new.sum())
            count += int(new.sum())
            if not new.all():
                row[~new] = numbers[-1][before[~new]]
            numbers.append(row)
            matched.append(found)
        return numbers, matched

    # --- tables ---------------------------------------------------------------------------------

    def step(self, number: int) -> dict[str, str]:
        a, b = self.steps[number]
        return {"before": self.looks[a].date, "after": self.looks[b].date}

    def _names_of(self, look: int) -> np.ndarray[Any, Any]:
        """The number that persists and the central member of the date: 4 · Groningen."""
        import numpy as np

        numbers, central = self.numbers[look].tolist(), self.looks[look].central
        if central is None:
            return np.array([str(one) for one in numbers], dtype=object)
        pairs = zip(numbers, central.tolist(), strict=True)
        return np.array([f"{number} · {member}" for number, member in pairs], dtype=object)

    def clusters(self) -> pd.DataFrame:
        """One row per look and cluster, with its overlap with the previous and the first."""
        import numpy as np
        import pandas as pd

        first: dict[int, int] = {}  # number -> look in which it began
        held = len(self.looks) != len(self.steps) + 1
        parts = []
        for k, look in enumerate(self.looks):
            numbers = self.numbers[k]
            for one in numbers.tolist():
                first.setdefault(one, k)
            began = np.array([first[one] for one in numbers.tolist()], dtype=np.intp)
            dates = np.array([one.date for one in self.looks], dtype=object)
            inside = self.labels[k] >= 0
            table: dict[str, Any] = {
                "date": look.date,
                "cluster": np.arange(look.clusters, dtype=np.int32),
                "number": numbers,
                "cluster_name": self.called[k],
                "size": np.bincount(self.labels[k, inside], minlength=look.clusters),
                "overlap_previous": _overlaps(self.matched[k], look.clusters),
                "first": dates[began],
                "overlap_first": self._overlap_first(k, began),
            }
            if held:
                table["step"] = k // 2 + 1
            parts.append(pd.DataFrame(table, index=range(look.clusters)))
        return pd.concat(parts, ignore_index=True)

    def _overlap_first(self, k: int, began: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """J of each cluster with the one that first had its number."""
        import numpy as np

        numbers, now = self.numbers[k], self.of_node[k]
        out = np.ones(len(numbers))
        most = max((int(row.max(initial=0)) for row in self.numbers), default=0) + 1
        for look in np.unique(began):
            if look == k:
                continue
            then = self.of_node[look]
            both = (now > 0) & (then > 0)
            a = np.bincount(now[both], minlength=most)[numbers]
            b = np.bincount(then[both], minlength=most)[numbers]
            same = np.bincount(now[both & (now == then)], minlength=most)[numbers]
            here = began == look
            with np.errstate(invalid="ignore"):
                out[here] = (same / (a + b - same))[here]
        return out

    def flow(self) -> pd.DataFrame:
        """What every two clusters of a step have in common, and who is born or gone."""
        import numpy as np
        import pandas as pd

        parts = []
        for s, ((a, b), found) in enumerate(zip(self.steps, self.passages, strict=True)):
            flows = found.flows
            gone, born = np.flatnonzero(found.gone), np.flatnonzero(found.born)
            blank = len(gone) + len(born)
            source = np.concatenate([flows.source, gone, np.full(len(born), -1)])
            target = np.concatenate([flows.target, np.full(len(gone), -1), born])
            n = np.concatenate([flows.nodes, np.zeros(blank, dtype=np.int64)])
            with np.errstate(invalid="ignore", divide="ignore"):
                shares = [
                    np.where(n > 0, n / np.append(sizes, 0)[end], 0.0)
                    for sizes, end in ((found.from_size, source), (found.to_size, target))
                ]
                either = np.concatenate([flows.either, np.ones(blank, dtype=np.int64)])
                overlap = n / either
            events = [*flows.event, *["gone"] * len(gone), *["born"] * len(born)]
            parts.append(
                pd.DataFrame({
                    **self.step(s),
                    "from": _numbers(self.numbers[a], source),
                    "to": _numbers(self.numbers[b], target),
                    "from_name": _picked(self.called[a], source),
                    "to_name": _picked(self.called[b], target),
                    "n": n,
                    "share_from": shares[0],
                    "share_to": shares[1],
                    "jaccard": overlap,
                    "event": pd.Series([one or None for one in events], dtype=object),
                })
            )  # fmt: skip
        return pd.concat(parts, ignore_index=True)

    def stability(self) -> pd.DataFrame:
        """Per municipality the share of steps in which it stayed in the cluster matched to its."""
        import numpy as np
        import pandas as pd

        steps = np.zeros(len(self.ids), dtype=np.int64)
        moved = np.zeros(len(self.ids), dtype=np.int64)
        for (a, b), found in zip(self.steps, self.passages, strict=True):
            both = (self.labels[a] >= 0) & (self.labels[b] >= 0)
            steps += both
            away = found.successor[self.labels[a, both]] != self.labels[b, both]
            moved[both] += away
        with np.errstate(invalid="ignore"):
            share = np.where(steps > 0, 1 - moved / steps, np.nan)
        table = {"id": self.ids, "name": self.names, "steps": steps, "moved": moved}
        return pd.DataFrame({**table, "stability": share}, index=self.ids.to_numpy())


def _overlaps(found: _core.Passage | None, clusters: int) -> np.ndarray[Any, Any]:
    """J with the cluster matched to it before; missing where there is none."""
    import numpy as np

    out = np.full(clusters, np.nan)
    if found is not None:
        flows = found.flows
        target = flows.target
        same = found.successor[flows.source] == target
        out[target[same]] = flows.nodes[same] / flows.either[same]
    return out


def _numbers(numbers: np.ndarray[Any, Any], clusters: np.ndarray[Any, Any]) -> Any:
    import numpy as np
    import pandas as pd

    values = np.append(numbers, 0)[clusters].astype(np.int64)
    return pd.arrays.IntegerArray(values, clusters < 0)


def _picked(names: np.ndarray[Any, Any], clusters: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    import numpy as np

    return np.append(names, np.array([None]))[clusters]  # −1 takes the last
