"""What filters left out, and the warning where they leave nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .._common.errors import EmptyNetworkWarning
from .._common.warn import warn

if TYPE_CHECKING:
    import pandas as pd

    from ._network import Network

#: Filter, the word that it does not admit ("" if none), number of arrangements.
LeftOut = tuple[str, str, int]

#: Words of filters whose column is not called as they are.
_WHAT = {
    "arrangement_kinds": "of kind {}",
    "legal_forms": "of legal form {}",
    "obligation": "of obligation {}",
    "phase": "of phase {}",
}


def left_out_table(rows: Sequence[LeftOut]) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    table = pd.DataFrame(list(rows), columns=["filter", "value", "arrangements"])
    table["value"] = pd.Series([value or None for _, value, _ in rows], dtype=object)
    return table.astype({"filter": object, "arrangements": np.int64})


def why_empty(network: Network, rows: Sequence[LeftOut]) -> str:
    """A sentence, where the filters leave no arrangement or no tie; else ""."""
    construction = network._construction
    if network.snapshot is None or construction.get("made_from") is not None:
        return ""
    if network.node_count == 0:
        kinds = ", ".join(construction["kinds"])
        return f"no participant left: none in force on {construction['date']} is of kinds {kinds}"
    kept = len(network.snapshot._core.arrangements) - sum(count for *_, count in rows)
    if kept == 0:
        if not rows:
            return ""
        parts = [_part(*row) for row in sorted(rows, key=lambda row: -row[2])]
        return "no arrangement left: " + ", ".join(parts)
    if construction["backbone"] is not None and network.edge_count == 0:
        return f"no tie left: all were left out by backbone ({construction['backbone']})"
    if construction["min_shared"] > 1 and network.edge_count == 0:
        return (
            f"no tie left: all were left out by min_shared, since no pair shares "
            f"{construction['min_shared']} of the {kept:,} arrangements"
        )
    return ""


def _part(name: str, value: str, count: int) -> str:
    what = _WHAT.get(name, "").format(value) + " " if value else ""
    return f"{count:,} {what}{'was' if count == 1 else 'were'} left out by {name}"


def warn_if_empty(network: Network) -> None:
    if why := why_empty(network, network._left_out):
        warn(why, EmptyNetworkWarning)
