"""Parts of a result that are about one network."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd


def clustered(result: Any) -> list[str]:
    """Networks that have clusters, in the order of the study."""
    if "clusters" not in result:
        return []
    return list(dict.fromkeys(result["clusters"]["network"]))


def of_network(table: pd.DataFrame, name: str) -> pd.DataFrame:
    part = table[table["network"] == name]
    part.attrs = {}  # pandas copies them at every step, and a page needs none
    return part.drop(columns="network").reset_index(drop=True)


def network(result: Any, name: str) -> SimpleNamespace:
    """Nodes, edges (of the main network) and isolates, as charts take them."""
    nodes = of_network(result["nodes"], name)
    isolates = nodes.loc[nodes["strength"] == 0, "id"].astype(str).tolist()
    main = result.main.name
    none = pd.DataFrame({"source": [], "target": [], "weight": []})
    edges = result["edges"] if name == main and "edges" in result else none
    return SimpleNamespace(nodes=nodes, edges=edges, isolates=isolates)
