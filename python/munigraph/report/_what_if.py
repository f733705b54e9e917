"""The tables of scenarios in the report."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ._wording import Table, figure, table


def _each_to_its_digits(frame: pd.DataFrame) -> pd.DataFrame:
    """A table whose rows are figures of different kinds: counts, shares, lengths. One number of
    decimals for a column would round a share's change to nothing."""
    made = frame.copy()
    for name in made.select_dtypes("float").columns:
        made[name] = made[name].map(figure)
    made["figure"] = made["figure"].str.replace("_", " ")
    return made


def _steps(result: Any) -> pd.DataFrame:
    """What every scenario changes, in words: also what it cannot keep of the register."""
    rows = []
    for name in result["scenarios"]["scenario"].unique().tolist():
        facts = result.facts_of("scenario", name)
        rows += [{"scenario": name, "from": facts["date"], "step": one} for one in facts["steps"]]
    return pd.DataFrame(rows)


def scenarios(result: Any) -> list[Table]:
    out = []
    if "scenarios" in result:
        out.append(
            table("scenario_steps", "What is changed", _steps(result), ["scenario", "from", "step"])
        )
        columns = ["scenario", "figure", "before", "after", "change", "low", "high", "noise",
                   "beyond_noise"]  # fmt: skip
        heading = "What if: what differs, and what seeds alone do"
        frame = _each_to_its_digits(result["scenarios"])
        out.append(table("scenarios", heading, frame, columns))
    if "hubs" in result:
        frame = _each_to_its_digits(result["hubs"])
        heading = "Hubs as nodes, and as one clique of everyone"
        out.append(table("hubs", heading, frame, list(frame.columns)))
    return out
