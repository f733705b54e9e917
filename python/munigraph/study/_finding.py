"""The finding of a study, in a sentence with its range."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ..clustering._estimate import method_text
from ._file import Study
from ._plan import main_instance


def finding(study: Study, tables: Mapping[str, pd.DataFrame]) -> str:
    """The count of the main network, its method and its range, in a sentence."""
    net = main_instance(study)
    counts = tables["counts"].set_index("network")
    row = counts.loc[net.name]
    if "clusters" not in row or pd.isna(row["clusters"]):
        return (
            f"{_upper(net.label)}: {int(row['nodes']):,} municipalities in "
            f"{int(row['arrangements']):,} arrangements; clusters were not computed."
        )
    text = f"{_upper(net.label)}: {_clusters(row['clusters'])}"
    low, high = int(row["clusters_min"]), int(row["clusters_max"])
    runs = int(row["runs"])
    how = method_text(str(row["method"]), runs)
    several = "ten such" if row["method"] == "consensus" else "all of them"
    if low < high:
        text += f" ({how}; {low} to {high} over {several})"
    else:
        text += f" ({how}; the same in {several})"
    if int(row["isolates"]):
        text += f", {int(row['isolates']):,} municipalities without ties"
    many = tables.get("multiverse")
    if many is not None and "clusters" in many.columns:
        value = pd.to_numeric(many["clusters"], errors="coerce").dropna()
        if len(value):
            text += (
                f"; over {len(value):,} constructions of the same data the count runs from "
                f"{int(value.min())} to {int(value.max())}, with {value.median():g} in the middle"
            )
    return text + "."


def _clusters(count: float) -> str:
    return "1 cluster" if int(count) == 1 else f"{int(count):,} clusters"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
