"""What a chart needs of a network and a clustering, as plain tables.

Charts take the library's results, DataFrames with the same columns, or arrays of labels; this is
the one place that knows how.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from .._common.labels import as_text, labels_by_id, own_ids

ALONE, NOWHERE = "alone", "no ties"


def nodes_of(source: Any) -> pd.DataFrame:
    """Nodes (``id, name, province, population, lon, lat``; the last four may be missing)."""
    table = source if isinstance(source, pd.DataFrame) else getattr(source, "nodes", None)
    if not isinstance(table, pd.DataFrame):
        raise TypeError(f"expected a Network or its table of nodes, not {type(source).__name__}")
    table = table.reset_index() if table.index.name == "id" else table
    if "id" not in table.columns:
        raise ValueError(f"a table of nodes needs a column 'id'; it has {list(table.columns)}")
    out = table.reset_index(drop=True).copy()
    out["id"] = out["id"].astype(str)
    names = out["name"] if "name" in out.columns else out["id"]
    out["name"] = names.where(names.notna() & (names.astype(str) != ""), out["id"]).astype(str)
    for column in ("province", "population", "lon", "lat"):
        if column not in out.columns:
            out[column] = None if column == "province" else np.nan
    for column in ("population", "lon", "lat"):
        out[column] = pd.to_numeric(out[column], errors="coerce").astype(float)
    out["province"] = out["province"].astype(object).where(out["province"].notna(), "")
    return out


def edges_of(source: Any) -> pd.DataFrame:
    """Edges (``source, target, weight``; ids as strings)."""
    table = source if isinstance(source, pd.DataFrame) else getattr(source, "edges", None)
    if not isinstance(table, pd.DataFrame):
        raise TypeError(f"expected a Network or its table of edges, not {type(source).__name__}")
    missing = {"source", "target"} - set(table.columns)
    if missing:
        raise ValueError(f"a table of edges needs the columns {sorted(missing)}")
    out = table.reset_index(drop=True).copy()
    out["source"], out["target"] = out["source"].astype(str), out["target"].astype(str)
    if "weight" not in out.columns:
        out["weight"] = 1.0
    return out


def clusters_of(clustering: Any, network: Any = None) -> pd.DataFrame:
    """One row per node: the columns of ``nodes_of``, ``cluster`` (from 0) and its name for people
    (``cluster_name``; its number alone, ``short_name``), ``size`` and ``kind``.

    ``kind`` is ``cluster`` (two or more members), ``alone`` (a cluster of one) or ``no ties`` (an
    isolate; told apart where the network is given). ``clustering`` is labels of the network's nodes
    in any form, by id where it has ids; without a network it names the nodes itself.
    """
    nodes = _nodes_for(clustering, network)
    values = labels_by_id(as_text(nodes["id"]), clustering).values
    nodes["cluster"] = numbers = _numbers(values)
    words = numbers is not values and not np.array_equal(numbers, values)
    nodes["cluster_name"] = values.astype(str) if words else _names(clustering, nodes)
    nodes["short_name"] = [str(name).partition(" · ")[0] for name in nodes["cluster_name"]]
    nodes["size"] = nodes.groupby("cluster")["id"].transform("size").astype("int64")
    nodes["kind"] = np.where(nodes["size"] > 1, "cluster", ALONE)
    isolates = {str(i) for i in _isolates(clustering, network)}
    nodes.loc[nodes["id"].isin(isolates) & (nodes["size"] == 1), "kind"] = NOWHERE
    return nodes


def _nodes_for(clustering: Any, network: Any) -> pd.DataFrame:
    if network is not None:
        return nodes_of(network)
    table = (
        clustering if isinstance(clustering, pd.DataFrame) else getattr(clustering, "table", None)
    )
    if isinstance(table, pd.DataFrame):
        return nodes_of(table).drop(columns=["cluster"], errors="ignore")
    ids = own_ids(clustering)
    if ids is None:
        raise TypeError("labels alone name no municipality: give the network or its nodes too")
    return nodes_of(pd.DataFrame({"id": ids}))


def _names(clustering: Any, nodes: pd.DataFrame) -> pd.Series:
    """The clusters' own names where they have some, else their numbers from 1."""
    table = (
        clustering if isinstance(clustering, pd.DataFrame) else getattr(clustering, "table", None)
    )
    if isinstance(table, pd.DataFrame) and {"cluster", "cluster_name"} <= set(table.columns):
        names = table.drop_duplicates("cluster").set_index("cluster")["cluster_name"]
        return nodes["cluster"].map(names)
    return (nodes["cluster"] + 1).astype(str)


def _numbers(values: np.ndarray) -> np.ndarray:
    """Labels as whole numbers: words are numbered by size, then by themselves."""
    if values.dtype.kind in "iu":
        return values.astype(np.int64)
    try:
        numbers = values.astype(np.float64)
        if (numbers == np.floor(numbers)).all():
            return numbers.astype(np.int64)
    except (TypeError, ValueError):
        pass
    counts = pd.Series(values).value_counts()
    order = sorted(counts.index, key=lambda v: (-counts[v], str(v)))
    return pd.Series(values).map({v: i for i, v in enumerate(order)}).to_numpy(dtype=np.int64)


def _isolates(clustering: Any, network: Any) -> list[str]:
    listed = getattr(network, "isolates", None)
    if isinstance(listed, (list, tuple)):
        return list(listed)
    table = network if isinstance(network, pd.DataFrame) else getattr(clustering, "table", None)
    if isinstance(table, pd.DataFrame) and {"id", "strength"} <= set(table.columns):
        return table.loc[table["strength"] == 0, "id"].astype(str).tolist()
    return []


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as JSON-able dicts; missing values become ``None``."""
    columns = {str(c): [_plain(v) for v in table[c].tolist()] for c in table.columns}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _plain(value: Any) -> Any:
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, float) and not np.isfinite(value):
        return None
    if isinstance(value, (bool, int, float, str)):
        return value
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    if hasattr(value, "item"):
        return _plain(value.item())
    return str(value)
