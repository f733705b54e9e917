"""What is told of every node in a file: columns of one type each, with clusters and bridges."""

from __future__ import annotations

import math
import numbers
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from .._common.columns import as_frame, is_missing
from .._common.errors import DataError
from .._common.labels import as_text, ids_of, labels_of
from .._common.words import unknown

if TYPE_CHECKING:
    import pandas as pd

    from ._network import Network


class Column(NamedTuple):
    """One attribute of all nodes (or ties)."""

    name: str
    #: boolean, integer, number or text.
    kind: str
    #: bool, int, float or str; None where missing.
    values: list[Any]


def node_columns(
    network: Network, clustering: Any, bridges: Any, attributes: Any, *, numbers_only: bool = False
) -> list[Column]:
    """The attributes to write, ``name`` first.

    With ``numbers_only`` (formats that hold no text) the columns of nodes themselves are left out
    unless they are asked for, and of bridges what is no number.
    """
    named, tables = _tables(network, clustering, bridges, attributes)
    nodes = network.nodes.drop(columns="id")
    given = {str(name) for _, table in tables for name in table.columns}
    # Those of the tables are theirs.
    nodes = nodes.drop(columns=list({"degree", "strength"} & given))
    if named is not None:
        for one in named:
            if one not in nodes.columns:
                raise unknown("column of nodes", one, list(map(str, nodes.columns)))
    wanted = [] if numbers_only else list(nodes.columns)
    if named is not None:
        wanted = list(named)
    if not numbers_only and "name" in nodes.columns and "name" not in wanted:
        wanted.insert(0, "name")
    made = [column_of(str(name), nodes[name].tolist()) for name in wanted]
    for source, table in tables:
        new = [column_of(str(name), table[name].tolist(), source) for name in table.columns]
        if numbers_only and source == "bridges":
            new = [one for one in new if one.kind != "text"]
        made += new
    twice = [name for name, count in Counter(one.name for one in made).items() if count > 1]
    if twice:
        raise ValueError(f"the attribute {twice[0]!r} is there twice; rename one of them")
    return made


def _tables(
    network: Network, clustering: Any, bridges: Any, attributes: Any
) -> tuple[list[str] | None, list[tuple[str, pd.DataFrame]]]:
    """Columns of nodes that are asked for, and tables in the order of the nodes."""
    import pandas as pd

    tables: list[tuple[str, pd.DataFrame]] = []
    if clustering is not None:
        tables.append(("clustering", _clusters(network, clustering)))
    if bridges is not None:
        table = _by_id(network, bridges, "bridges").drop(columns="name", errors="ignore")
        if clustering is not None:  # said by it already
            table = table.drop(columns=["cluster", "cluster_name"], errors="ignore")
        tables.append(("bridges", table))
    if attributes is None:
        return None, tables
    if isinstance(attributes, str):
        raise TypeError("attributes: expected a list of columns or a table, got one text")
    if isinstance(attributes, Sequence) and all(isinstance(one, str) for one in attributes):
        return list(attributes), tables
    if isinstance(attributes, Mapping) and not hasattr(attributes, "columns"):
        attributes = pd.DataFrame({
            str(key): _by_id(network, pd.Series(one).to_frame("x"), str(key))["x"].to_numpy()
            for key, one in attributes.items()
        }, index=network._table["id"])  # fmt: skip
    tables.append(("attributes", _by_id(network, attributes, "attributes")))
    return None, tables


def _clusters(network: Network, clustering: Any) -> pd.DataFrame:
    """Numbers as the labels are; 0 … k−1 and the label where they are no whole numbers."""
    import pandas as pd

    labels = labels_of(network, clustering)
    if labels.values.dtype.kind in "iu":
        table = pd.DataFrame({"cluster": labels.values})
        if hasattr(clustering, "names") and hasattr(clustering, "labels"):
            table["cluster_name"] = clustering.names[labels.values]
        return table
    names = labels.names.take(labels.codes)
    return pd.DataFrame({"cluster": labels.codes, "cluster_name": as_text(names).to_numpy()})


def _by_id(network: Network, table: Any, what: str) -> pd.DataFrame:
    """The rows of a table (by its index or its column ``id``) in the order of the nodes."""
    import pandas as pd

    frame = as_frame(table, what)
    frame = frame.set_index("id") if "id" in frame.columns else frame
    ids, own = ids_of(network), as_text(frame.index)
    if isinstance(frame.index, pd.RangeIndex) and not own.isin(ids).all() and len(own) == len(ids):
        own = ids  # a table without ids, in the order of the nodes
    if not own.is_unique:
        raise ValueError(f"{what}: the id {own[own.duplicated()][0]!r} is there twice")
    extra = own[~own.isin(ids)]
    if len(extra):
        raise ValueError(f"{what}: {len(extra)} ids are not among the nodes (first: {extra[0]!r})")
    frame = frame.reset_index(drop=True)
    where = own.get_indexer(ids)
    made = frame.iloc[where].reset_index(drop=True)
    if (where < 0).any():
        made = made.astype(object)
        made[where < 0] = None
    return made


def column_of(name: str, values: list[Any], source: str = "nodes") -> Column:
    """The values of one type: text where they differ in type."""
    plain = [_plain(value, source, row, name) for row, value in enumerate(values, 1)]
    there = [value for value in plain if value is not None]
    if there and all(isinstance(value, bool) for value in there):
        return Column(name, "boolean", plain)
    if there and all(isinstance(value, int) and not isinstance(value, bool) for value in there):
        return Column(name, "integer", plain)
    if there and all(isinstance(value, (int, float)) and not isinstance(value, bool)
                     for value in there):  # fmt: skip
        return Column(name, "number", [None if v is None else float(v) for v in plain])
    return Column(name, "text", [None if v is None else _text(v) for v in plain])


def _plain(value: Any, source: str, row: int, column: str) -> Any:
    if isinstance(value, str):
        return value or None
    if is_missing(value):
        return None
    if hasattr(value, "isoformat"):
        text = str(value.isoformat())
        return text[:10] if text[10:] in ("", "T00:00:00") else text
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, bool):
        return value
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Real):
        return float(value)
    raise DataError(
        f"files hold text, numbers and yes or no, but no {type(value).__name__}", source=source,
        row=row, column=column, value=value, expected="one plain value per node",
    )  # fmt: skip


def _text(value: Any) -> str:
    return value if isinstance(value, str) else repr(value)


def require_finite(columns: list[Column], what: str) -> None:
    """Raises ``DataError`` for an infinite number, which ``what`` cannot hold."""
    for column in columns:
        for row, value in enumerate(column.values, 1):
            if isinstance(value, float) and math.isinf(value):
                raise DataError(
                    f"{what} holds no infinite numbers", row=row, column=column.name, value=value,
                    expected="a finite number",
                )  # fmt: skip


def told_apart(names: list[str], ids: list[str]) -> list[str]:
    """A label per node, each once: its name, with its id where others have the same one."""
    counts = Counter(names)
    pairs = list(zip(names, ids, strict=True))
    labels = [name if counts[name] == 1 else f"{name} ({one})" for name, one in pairs]
    if len(set(labels)) < len(labels):
        labels = [f"{name} ({one})" for name, one in pairs]
    return labels if len(set(labels)) == len(labels) else list(ids)
