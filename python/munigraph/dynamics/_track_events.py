"""What happened in each step, and which of it is more than seeds make by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._track_tables import FIGURES, Tracked

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_COUNTS = ("clusters_before", "clusters_after", "continued", "reshuffled", "split", "merged",
           "gone", "born", "municipalities")  # fmt: skip


def noise_table(tracked: Tracked) -> pd.DataFrame:
    """Figures between pairs of ensembles of one date: ``date, figure, median, p95, largest,
    pairs``."""
    import numpy as np
    import pandas as pd

    rows = []
    held = len(tracked.looks) != len(tracked.steps) + 1
    for k, look in enumerate(tracked.looks):
        if look.noise is None:
            continue
        step = {"step": k // 2 + 1} if held else {}
        for figure, values in _figures(look.noise).items():
            known = values[~np.isnan(values)]
            floor = np.quantile(known, 0.95) if len(known) else np.nan
            rows.append({"date": look.date, **step, "figure": figure,
                         "median": np.median(known) if len(known) else np.nan, "p95": floor,
                         "largest": known.max(initial=0.0), "pairs": len(values)})  # fmt: skip
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
    """Every figure of a step beside the larger of the two dates' floors: ``before, after, figure,
    value, floor, change``; missing where a date has no floor."""
    import numpy as np
    import pandas as pd

    floors = {}
    keys = ["date", *(["step"] if "step" in noise.columns else []), "figure"]
    for *key, floor in noise[[*keys, "p95"]].itertuples(index=False, name=None):
        floors[tuple(key)] = floor
    held = "step" in noise.columns
    rows = []
    for s, ((a, b), found) in enumerate(zip(tracked.steps, tracked.passages, strict=True)):
        for figure, value in _figures(found["figures"]).items():
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
        figures = found["figures"]
        share = figures["moved"] / figures["municipalities"] if figures["municipalities"] else None
        here = changes.iloc[s * len(FIGURES) : (s + 1) * len(FIGURES)]
        above = here.loc[here["change"].fillna(False).astype(bool), "figure"]
        said = None if here["change"].isna().all() else ", ".join(above)
        counts = {name: figures[name] for name in _COUNTS}
        rows.append({**tracked.step(s), **counts, "moved": share, "changes": said})
    return pd.DataFrame(rows).astype({"moved": float, "changes": object})


def events_table(tracked: Tracked, flow: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """One row per event; a cluster can be continued and split."""
    import pandas as pd

    rows = []
    start = 0
    for s, ((a, b), found) in enumerate(zip(tracked.steps, tracked.passages, strict=True)):
        here = changes.iloc[s * len(FIGURES) : (s + 1) * len(FIGURES)]
        change = {**dict(zip(here["figure"], here["change"], strict=True)), "continued": False}
        count = len(found["flows"]["n"]) + int(found["gone"].sum()) + int(found["born"].sum())
        part = flow.iloc[start : start + count]
        start += count
        for event in _events(part, found, a, b, tracked):
            rows.append({**tracked.step(s), **event, "change": change[event["event"]]})
    names = ["before", "after", "event", "from", "to", "from_name", "to_name", "n", "share",
             "jaccard", "change"]  # fmt: skip
    return pd.DataFrame(rows, columns=names).astype({"change": "boolean", "n": "int64"})


def _events(
    flow: pd.DataFrame, found: dict[str, Any], a: int, b: int, tracked: Tracked
) -> list[dict[str, Any]]:
    import numpy as np

    matched = flow["event"].isin(["continued", "reshuffled"]).to_numpy()
    rows = []
    columns = ("event", "from", "to", "from_name", "to_name", "n", "jaccard", "share_from")
    for event, source, target, name, into, n, overlap, share in flow.loc[
        matched, list(columns)
    ].itertuples(index=False, name=None):
        rows.append(_event(event, [source], [target], [name], [into], n, share, overlap))
    flows = found["flows"]
    for event, side, size, whole, ends in (
        ("split", "from", "from_size", found["split"], (a, b)),
        ("merged", "to", "to_size", found["merged"], (b, a)),
    ):
        other = "to" if side == "from" else "from"
        large = 10 * flows["n"].astype(np.int64) >= 3 * found[size][flows[side]].astype(np.int64)
        for one in np.flatnonzero(whole).tolist():
            parts = np.flatnonzero(large & (flows[side] == one))
            others = flows[other][parts].tolist()
            here = [[int(tracked.numbers[ends[0]][one])], [tracked.name(ends[0], one)]]
            there = [[int(tracked.numbers[ends[1]][k]) for k in others],
                     [tracked.name(ends[1], k) for k in others]]  # fmt: skip
            n = int(flows["n"][parts].sum())
            ways = (here, there) if side == "from" else (there, here)
            numbers, names = zip(*ways, strict=True)
            rows.append(_event(event, *numbers, *names, n, n / int(found[size][one])))
    for event, k, whole in (("gone", a, found["gone"]), ("born", b, found["born"])):
        for one in np.flatnonzero(whole).tolist():
            here = [[int(tracked.numbers[k][one])], [tracked.name(k, one)]]
            ways = (here, [[], []]) if event == "gone" else ([[], []], here)
            numbers, names = zip(*ways, strict=True)
            size = int((tracked.labels[k] == one).sum())
            rows.append(_event(event, *numbers, *names, size))
    return rows


def _event(
    event: str, source: list[Any], target: list[Any], names: list[Any], into: list[Any],
    n: int, share: float = float("nan"), overlap: float = float("nan"),
) -> dict[str, Any]:  # fmt: skip
    def text(values: list[Any]) -> str | None:
        return ", ".join(map(str, values)) or None

    return {
        "event": event, "from": text(source), "to": text(target),
        "from_name": text(names), "to_name": text(into), "n": n,
        "share": share, "jaccard": overlap,
    }  # fmt: skip


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
