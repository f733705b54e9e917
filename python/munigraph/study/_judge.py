"""Published figures and statements, held against what was computed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from .._common.choice_words import word_of
from ..inference._statements import chosen, column_of, holds, measured
from ._file import Study
from ._plan import Instance, grid_rows, instances
from ._question import asked, question_of, varied
from ._words import QUESTION


def expectations(
    study: Study, counts: pd.DataFrame, multiverse: pd.DataFrame | None
) -> pd.DataFrame:
    """One row per published figure: as published, as computed, range over the multiverse."""
    rows = []
    for item in study["expectations"]:
        network = item["network"] or study.main
        rows_of = counts[counts["key"] == network]
        computed, low, high = _computed(rows_of, item["figure"])
        published = (item["value"], item["value"]) if item["value"] is not None else None
        published = published or (_or(item["low"], -np.inf), _or(item["high"], np.inf))
        net = [i for i in instances(study) if i.network == network][-1]
        same = _same_question(study, multiverse, net, item["where"])
        found = _range(same, item["figure"], item["where"])
        rows.append(
            {
                "name": item["name"],
                "figure": item["figure"],
                "network": network,
                "published_low": published[0],
                "published_high": published[1],
                "computed": computed,
                "computed_min": low,
                "computed_max": high,
                "multiverse_min": found["min"],
                "multiverse_max": found["max"],
                "multiverse_rows": found["rows"],
                "multiverse_apart": found["apart"],
                "varied": varied(study, found["table"]) if found["rows"] else "",
                "multiverse_share": _share(found["values"], *published),
                "verdict": _verdict(computed, low, high, found, published),
                "nearest": _nearest(study, same, item, published),
                "why": item["why"] or "",
                "source": item["source"],
            }
        )
    return pd.DataFrame(rows)


def _or(value: Any, other: float) -> float:
    return other if value is None else float(value)


def _computed(rows: pd.DataFrame, figure: str) -> tuple[float, float, float]:
    """The figure and its range over runs; NaN where there is no such column."""
    if figure not in rows.columns or rows.empty:
        return np.nan, np.nan, np.nan
    row = rows.iloc[-1]
    value = float(row[figure]) if pd.notna(row[figure]) else np.nan
    ends = [float(row[c]) if c in row and pd.notna(row[c]) else value
            for c in (f"{figure}_min", f"{figure}_max")]  # fmt: skip
    return value, min(ends[0], value), max(ends[1], value)


def _range(
    table: pd.DataFrame | None, figure: str, where: Mapping[str, Any] | None
) -> dict[str, Any]:
    values, apart, rows = np.array([]), 0, None
    if table is not None and figure in table.columns:
        rows = chosen(table, where)
        apart = int((rows["outcome"] != "ok").sum())
        rows = rows[rows["outcome"] == "ok"]
        values = pd.to_numeric(rows[figure], errors="coerce").dropna().to_numpy()
    if not len(values):
        return {"min": np.nan, "max": np.nan, "rows": 0, "values": values, "apart": apart,
                "table": rows}  # fmt: skip
    return {
        "apart": apart,
        "table": rows,
        "min": float(values.min()),
        "max": float(values.max()),
        "rows": len(values),
        "values": values,
    }


def _same_question(
    study: Study,
    table: pd.DataFrame | None,
    net: Instance,
    where: Mapping[str, Any] | None,
) -> pd.DataFrame | None:
    """The rows that ask what a network asks, but for what ``where`` asks instead."""
    if table is None:
        return None
    keys = question_of(study)
    # A list of one is that one; of more, where the question is told by it, there is none.
    instead = {k: v[0] if isinstance(v, list) else v for k, v in (where or {}).items() if k in keys}
    wanted = asked({"date": net.date, **net.construction, **net.ground, **instead}, keys)
    return table[[asked(row, keys) == wanted for row in grid_rows(study)]]


def _share(values: np.ndarray, low: float, high: float) -> float:
    return float(((values >= low) & (values <= high)).mean()) if len(values) else np.nan


def _verdict(
    computed: float, low: float, high: float, found: dict[str, Any], published: tuple[float, float]
) -> str:
    if np.isnan(computed):
        return "not computed"
    if published[0] <= computed <= published[1]:
        return "as published"
    if low <= published[1] and high >= published[0]:
        return "within the range over runs"
    if found["rows"]:
        if found["min"] <= published[1] and found["max"] >= published[0]:
            return "within the range over constructions"
        return "outside every construction"
    return "differs"


def _nearest(
    study: Study,
    table: pd.DataFrame | None,
    item: Mapping[str, Any],
    published: tuple[float, float],
) -> str:
    """The choices of the construction that comes nearest to the published figure."""
    if table is None or item["figure"] not in table.columns:
        return ""
    rows = chosen(table, item["where"])
    rows = rows[rows["outcome"] == "ok"]
    value = pd.to_numeric(rows[item["figure"]], errors="coerce")
    if value.notna().sum() == 0:
        return ""
    off = np.maximum(published[0] - value, value - published[1]).clip(lower=0)
    if value.nunique() < 2:
        return ""  # no choice matters to it
    best = rows.loc[off.idxmin()]
    figure = f"{value[off.idxmin()]:g}"
    words = _words(study, best)
    return f"{figure} with {words}" if words else figure


def statements(study: Study, table: pd.DataFrame) -> pd.DataFrame:
    """One row per statement and question: in how many of its constructions it holds."""
    rows = []
    for item in study["statements"]:
        about = chosen(table, item["where"])
        good = table[(table["outcome"] == "ok") | (item["figure"] in _ANY)]
        known = holds(good, item, study["multiverse"]["grid"]).dropna()
        found = measured(good, item, study["multiverse"]["grid"]).loc[known.index]
        values = found["value"] - found["other"] if item["more_than"] else found["value"]
        questions = _questions(study, about)
        for question in questions:
            mine = known[known.index.isin(question.index)]
            against = mine.index[~mine.astype(bool)]
            rows.append(
                {
                    "text": item["text"],
                    "question": _question_words(study, question, item["more_than"] or {}),
                    "questions": len(questions),
                    "figure": item["figure"],
                    "compared": bool(item["more_than"]),
                    "tried": len(mine),
                    "holds": int(mine.sum()) if len(mine) else 0,
                    "share": float(mine.mean()) if len(mine) else np.nan,
                    "min": float(values[mine.index].min()) if len(mine) else np.nan,
                    "max": float(values[mine.index].max()) if len(mine) else np.nan,
                    "survives": bool(len(mine)) and not len(against),
                    "apart": len(question) - int(question.index.isin(good.index).sum()),
                    "varied": varied(study, good.loc[mine.index]),
                    "against": _words(study, table.loc[against[0]]) if len(against) else "",
                }
            )
    return pd.DataFrame(rows)


def _questions(study: Study, about: pd.DataFrame) -> list[pd.DataFrame]:
    """The rows that a statement is about, apart by what they ask; none at all stay one."""
    keys = question_of(study)
    asks = [asked(row, keys) for row in grid_rows(study)]  # rows of the table, in its order
    mine = [asks[row] for row in about.index]
    return [about[[ask == one for ask in mine]] for one in dict.fromkeys(mine)] or [about]


def _question_words(study: Study, rows: pd.DataFrame, instead: Mapping[str, Any]) -> str:
    """What rows of one question ask, by the choices of the grid that change the question."""
    if rows.empty:
        return ""
    row, grid, parts = rows.iloc[0], study["multiverse"]["grid"], []
    for key in grid:
        if key not in question_of(study) or len(grid[key]) < 2:
            continue
        said = f"{key.replace('_', ' ')} {_plain(key, word_of(row[column_of(key)]))}"
        if key in instead:
            said += f" against {_plain(key, word_of(instead[key]))}"
        parts.append(said)
    return ", ".join(parts)


#: Figures that networks without ties have as well.
_ANY = frozenset({"nodes", "arrangements", "edges", "isolates", "components", "singletons"})


def _words(study: Study, row: pd.Series) -> str:
    grid = study["multiverse"]["grid"]
    several = [k for k in grid if len(grid[k]) > 1]
    return ", ".join(
        f"{k.replace('_', ' ')} {_plain(k, word_of(row[column_of(k)]))}" for k in several
    )


def _plain(key: str, word: str) -> str:
    """A word of a choice for people: a filter that leaves nothing out is "all"."""
    return "all" if word == "none" and key in QUESTION else word.replace("_", " ")
