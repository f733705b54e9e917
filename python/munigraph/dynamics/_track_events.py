"""What happened in each step, and which of it is more than seeds make by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.numbers import median
from .._common.structs import fields
from ._track_tables import FIGURES, Tracked

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


def noise_table(tracked: Tracked) -> pd.DataFrame:
    """Figures between pairs of ensembles of one date: ``date, figure, median, p95, largest,
    pairs``. Which of a pair comes first is arbitrary, so that what is a split is a merger as well,
    and what is born is gone."""
    import numpy as np
    import pandas as pd

    rows = []
    held = len(tracked.looks) != len(tracked.steps) + 1
    for k, look in enumerate(tracked.looks):
        if look.noise is None:
            continue
        step = {"step": k // 2 + 1} if held else {}
        figures = _figures(fields(look.noise))
        for one, mirrored in (("split", "merged"), ("gone", "born")):
            figures[one] = figures[mirrored] = np.append(figures[one], figures[mirrored])
        for figure, values in figures.items():
            known = values[~np.isnan(values)]
            row = {"date": look.date, **step, "figure": figure}
            row["median"] = median(known)
            row["p95"] = np.quantile(known, 0.95) if len(known) else np.nan
            row["largest"] = known.max() if len(known) else np.nan
            rows.append({**row, "pairs": len(look.noise.moved)})
    names = ["date", *(["step"] if held else []), "figure", "median", "p95", "largest", "pairs"]
    return pd.DataFrame(rows, columns=names)


def _figures(counts: dict[str, Any]) -> dict[str, np.ndarray[Any, Any]]:
    """The figures that are held against each other, of one passage or of many."""
    import numpy as np

    of = {name: np.atleast_1d(np.asarray(value, dtype=float)) for name, value in counts.items()}
    of["clusters"] = np.abs(of["clusters_after"] - of["clusters_before"])
    with np.errstate(invalid="ignore"):
        of["moved"] = of["moved"] / of["municipalities"]
    return {name: of[name] for name in FIGURES}


def changes_table(tracked: Tracked, noise: pd.DataFrame) -> pd.DataFrame:
    """Every figure of a step beside the larger of the two dates' floors, each the largest of its
    pairs: ``before, after, figure, value, floor, change``; missing where a date has no floor."""
    import numpy as np
    import pandas as pd

    floors = {}
    keys = ["date", *(["step"] if "step" in noise.columns else []), "figure"]
    for *key, floor in noise[[*keys, "largest"]].itertuples(index=False, name=None):
        floors[tuple(key)] = floor
    held = "step" in noise.columns
    rows = []
    for s, ((a, b), found) in enumerate(zip(tracked.steps, tracked.passages, strict=True)):
        for figure, value in _figures(fields(found.figures)).items():
            known = [
                floors.get((tracked.looks[k].date, *([k // 2 + 1] if held else []), figure), np.nan)
                for k in (a, b)
            ]
            floor = float(np.max(known))  # missing where one is
            change = None if np.isnan(floor) or np.isnan(value[0]) else bool(value[0] > floor)
            rows.append((*tracked.step(s).values(), figure, float(value[0]), floor, change))
    names = ["before", "after", "figure", "value", "floor", "change"]
    table = pd.DataFrame(rows, columns=names)
    return table.astype({"change": "boolean", "value": float, "floor": float})


def steps_table(tracked: Tracked, changes: pd.DataFrame) -> pd.DataFrame:
    """One row per step, with what of it is a change."""
    import pandas as pd

    rows = []
    for s, found in enumerate(tracked.passages):
        figures = found.figures
        share = figures.moved / figures.municipalities if figures.municipalities else None
        here = changes.iloc[s * len(FIGURES) : (s + 1) * len(FIGURES)]
        above = here.loc[here["change"].fillna(False).astype(bool), "figure"]
        said = None if here["change"].isna().all() else ", ".join(above)
        counts = {name: value for name, value in fields(figures).items() if name != "moved"}
        rows.append({**tracked.step(s), **counts, "moved": share, "changes": said})
    return pd.DataFrame(rows).astype({"moved": float, "changes": object})


_EVENT = ("event", "from", "to", "from_name", "to_name", "n", "share", "jaccard")


def events_table(tracked: Tracked, flow: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """One row per event; a cluster can be continued and split."""
    import pandas as pd

    parts = []
    start = 0
    for s, ((a, b), found) in enumerate(zip(tracked.steps, tracked.passages, strict=True)):
        count = len(found.flows.nodes) + int(found.gone.sum()) + int(found.born.sum())
        matched = _matched(flow.iloc[start : start + count])
        start += count
        others = [*_divided(tracked, found, a, b), *_ends(tracked, found, a, b)]
        part = pd.DataFrame(matched + others, columns=list(_EVENT))
        here = changes.iloc[s * len(FIGURES) : (s + 1) * len(FIGURES)]
        change = {**dict(zip(here["figure"], here["change"], strict=True)), "continued": False}
        part["change"] = pd.array([change[one] for one in part["event"]], dtype="boolean")
        for place, (name, date) in enumerate(tracked.step(s).items()):
            part.insert(place, name, date)
        parts.append(part)
    table = pd.concat(parts, ignore_index=True)
    return table.astype({"n": "int64", "share": float, "jaccard": float, "from": object,
                         "to": object})  # fmt: skip


def _matched(flow: pd.DataFrame) -> list[tuple[Any, ...]]:
    kept = flow[flow["event"].isin(["continued", "reshuffled"])]
    names = ("event", "from", "to", "from_name", "to_name", "n", "share_from", "jaccard")
    columns = [kept[name].tolist() for name in names]
    columns[1], columns[2] = [list(map(str, column)) for column in columns[1:3]]
    return list(zip(*columns, strict=True))


def _divided(tracked: Tracked, found: _core.Passage, a: int, b: int) -> list[tuple[Any, ...]]:
    """Splits, and merges, which are the same looked at from the other side."""
    import numpy as np

    flows = found.flows
    both, nodes = (flows.source, flows.target), flows.nodes.astype(np.int64)
    rows = []
    for event, happened, sizes, (side, other), near, far in (
        ("split", found.split, found.from_size, both, a, b),
        ("merged", found.merged, found.to_size, both[::-1], b, a),
    ):
        large = 10 * nodes >= 3 * sizes[side].astype(np.int64)
        for one in np.flatnonzero(happened).tolist():
            parts = np.flatnonzero(large & (side == one))
            ends = [_text(tracked, near, [one]), _text(tracked, far, other[parts])]
            (source, name), (target, into) = ends if event == "split" else ends[::-1]
            n = int(nodes[parts].sum())
            share = n / int(sizes[one])
            rows.append((event, source, target, name, into, n, share, float("nan")))
    return rows


def _ends(tracked: Tracked, found: _core.Passage, a: int, b: int) -> list[tuple[Any, ...]]:
    import numpy as np

    rows = []
    nan = float("nan")
    for event, happened, look in (("gone", found.gone, a), ("born", found.born, b)):
        sizes = np.bincount(tracked.labels[look] + 1, minlength=len(happened) + 1)[1:]
        for one in np.flatnonzero(happened).tolist():
            here, none = _text(tracked, look, [one]), (None, None)
            (source, name), (target, into) = (here, none) if event == "gone" else (none, here)
            rows.append((event, source, target, name, into, int(sizes[one]), nan, nan))
    return rows


def _text(tracked: Tracked, look: int, clusters: Any) -> tuple[str, str]:
    """Numbers and names of clusters, joined by commas."""
    numbers = tracked.numbers[look][clusters].tolist()
    return ", ".join(map(str, numbers)), ", ".join(tracked.called[look][clusters])


def counts_table(tracked: Tracked) -> pd.DataFrame:
    """Clusters of each look with their range, and how they were found."""
    import pandas as pd

    held = len(tracked.looks) != len(tracked.steps) + 1
    rows = []
    for k, look in enumerate(tracked.looks):
        step = {"step": k // 2 + 1} if held else {}
        inside = int((look.labels >= 0).sum())
        rows.append({"date": look.date, **step, "municipalities": len(look.ids),
                     "in_clusters": inside, "clusters": look.clusters, "clusters_min": look.low,
                     "clusters_max": look.high, "method": look.method})  # fmt: skip
    return pd.DataFrame(rows).astype({"clusters_min": "Int64", "clusters_max": "Int64"})
