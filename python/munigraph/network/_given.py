"""Networks from what others hold: ids for numbers, tables of nodes, graphs of other tools."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from .._common.columns import _text as as_id
from .._common.columns import is_missing
from .._common.errors import DataError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    Integers = np.ndarray[Any, Any]


def holds_text(*columns: Any) -> bool:
    """Whether any of the columns holds text, and so ids instead of positions."""
    for values in columns:
        array = one_column(values, "values")
        if array.dtype.kind in "UT":
            return True
        if array.dtype.kind == "O" and any(isinstance(one, str) for one in array.tolist()):
            return True
    return False


def one_column(values: Any, what: str) -> np.ndarray[Any, Any]:
    """The values as an array of one dimension; mixed ones keep their types."""
    import numpy as np

    if isinstance(values, (list, tuple)):
        mixed = any(isinstance(one, str) for one in values)
        array = np.array(values, dtype=object) if mixed else np.asarray(values)
    else:
        array = np.asarray(values)
    if array.ndim != 1:
        raise ValueError(f"{what} has shape {array.shape}, expected one dimension")
    return array


def ids_in(values: Any, what: str) -> list[str]:
    """The values as ids. Raises ``DataError`` for one that is missing."""
    ids = []
    for row, value in enumerate(one_column(values, what).tolist(), 1):
        if is_missing(value) or value == "":
            raise DataError(
                "an id is missing", source=what, row=row, value="", expected="an id per row"
            )
        ids.append(as_id(value))
    return ids


def node_table(nodes: Any) -> pd.DataFrame:
    """A table of nodes with ``id`` (text, each once) and ``name`` in front.

    From a DataFrame, a dict of columns or a list of ids.
    """
    import pandas as pd

    from .._common.columns import as_frame

    if isinstance(nodes, (list, tuple)) or (
        hasattr(nodes, "dtype") and getattr(nodes, "ndim", 1) == 1
    ):
        nodes = {"id": list(nodes)}
    table = as_frame(nodes, "nodes")
    if "id" not in table.columns and table.index.name == "id":
        table = table.reset_index()
    if "id" not in table.columns:
        raise ValueError(f"nodes: a column id is needed, there are {list(map(str, table.columns))}")
    if not table.columns.is_unique:
        twice = table.columns[table.columns.duplicated()][0]
        raise DataError(
            "a column is there twice", source="nodes", column=str(twice), value=str(twice),
            expected="distinct column names",
        )  # fmt: skip
    ids = ids_in(table["id"], "nodes")
    seen: dict[str, int] = {}
    for row, one in enumerate(ids, 1):
        if one in seen:
            raise DataError(
                f"an id is there twice (first in row {seen[one]})", source="nodes", row=row,
                column="id", value=one, expected="each node once",
            )  # fmt: skip
        seen[one] = row
    names = table["name"].tolist() if "name" in table.columns else [None] * len(ids)
    names = [
        one if is_missing(name) or name == "" else as_id(name)
        for one, name in zip(ids, names, strict=True)
    ]
    front = pd.DataFrame({"id": ids, "name": names}, dtype=object)
    rest = table.drop(columns=["id", "name"], errors="ignore").reset_index(drop=True)
    return pd.concat([front, rest], axis=1) if len(rest.columns) else front


def positions(ids: list[str], known: Mapping[str, int], what: str) -> Integers:
    """Where the ids stand. Raises ``DataError`` for one that is not known."""
    import numpy as np

    found = np.empty(len(ids), dtype=np.int32)
    for row, one in enumerate(ids):
        place = known.get(one)
        if place is None:
            near = get_close_matches(one, known, n=3)
            raise DataError(
                "not among the nodes", source=what, row=row + 1, value=one,
                expected=f"an id of nodes (near: {', '.join(near)})" if near else "an id of nodes",
            )  # fmt: skip
        found[row] = place
    return found


def _numbered(*columns: list[str]) -> dict[str, int]:
    """The ids in the order in which the rows first name them."""
    numbers: dict[str, int] = {}
    for row in zip(*columns, strict=True):
        for one in row:
            numbers.setdefault(one, len(numbers))
    return numbers


def named_edges(
    source: Any, target: Any, nodes: Any, n: int | None
) -> tuple[Integers, Integers, pd.DataFrame]:
    """Ends of edges that are given by ids as positions, and the table of nodes."""
    ends = ids_in(source, "source"), ids_in(target, "target")
    if len(ends[0]) != len(ends[1]):
        raise ValueError(f"source has {len(ends[0])} values, target {len(ends[1])}")
    known = _numbered(*ends) if nodes is None else None
    table = node_table(list(known) if known is not None else nodes)
    _check_count(n, len(table))
    known = known or {one: k for k, one in enumerate(table["id"])}
    return positions(ends[0], known, "source"), positions(ends[1], known, "target"), table


def _check_count(n: int | None, count: int) -> None:
    if n is not None and n != count:
        raise ValueError(f"n is {n}, but there are {count} nodes; with ids, leave n out")


def named_members(
    participants: Any, nodes: Any, n: int | None
) -> tuple[Integers, int, pd.DataFrame]:
    """Participants that are given by ids as positions, the number of nodes, and their table."""
    ids = ids_in(participants, "participants")
    known = _numbered(ids) if nodes is None else None
    table = node_table(list(known) if known is not None else nodes)
    _check_count(n, len(table))
    known = known or {one: k for k, one in enumerate(table["id"])}
    return positions(ids, known, "participants"), len(table), table


def named_groups(arrangements: Any) -> tuple[Integers, pd.DataFrame]:
    """Arrangements as positions, and their table; whole numbers 0 … k−1 stay positions."""
    import numpy as np
    import pandas as pd

    array = one_column(arrangements, "arrangements")
    if array.dtype.kind in "iu" and array.size:
        values = np.unique(array)
        if int(values[0]) == 0 and int(values[-1]) == len(values) - 1:
            ids = [str(k) for k in range(len(values))]
            return array.astype(np.int32), pd.DataFrame({"id": ids, "name": ids})
    ids = ids_in(arrangements, "arrangements")
    known = _numbered(ids)
    places = np.array([known[one] for one in ids], dtype=np.int32)
    return places, pd.DataFrame({"id": list(known), "name": list(known)}, dtype=object)


def per_arrangement(values: Any, table: pd.DataFrame, what: str, default: Any) -> Any:
    """Values by arrangement: a dict or Series by id (``default`` for the others), or in order."""
    keyed = values.to_dict() if hasattr(values, "to_dict") else values
    if not isinstance(keyed, Mapping):
        return values
    by_id = {as_id(key): value for key, value in keyed.items()}
    unknown = [one for one in by_id if one not in set(table["id"])]
    if unknown:
        raise ValueError(f"{what}: no arrangement {unknown[0]!r}")
    return [by_id.get(one, default) for one in table["id"]]


def named_hosts(values: Any, table: pd.DataFrame | None) -> Any:
    """Hosts as positions: ids of nodes; missing for none, numbers below 0 as they are."""
    if table is None or values is None:
        return values
    known = {one: k for k, one in enumerate(table["id"])}
    hosts = []
    for row, value in enumerate(one_column(values, "host").tolist(), 1):
        negative = not isinstance(value, (str, bool)) and not is_missing(value) and value < 0
        if is_missing(value) or value == "":
            hosts.append(-1)
        elif negative:
            hosts.append(int(value))
        elif as_id(value) in known:
            hosts.append(known[as_id(value)])
        else:
            raise DataError(
                "not among the nodes", source="host", row=row, value=as_id(value),
                expected="an id of nodes, or missing where everyone is tied with everyone",
            )  # fmt: skip
    return hosts


# --- graphs of other tools ------------------------------------------------------------------------


def read_networkx(graph: Any, weight: str | None) -> tuple[Any, Any, Any, pd.DataFrame]:
    """Ends, weights and nodes of a networkx graph."""
    import pandas as pd

    if not hasattr(graph, "is_directed") or not hasattr(graph, "adj"):
        raise TypeError(f"expected a networkx graph, got {type(graph).__name__}")
    if graph.is_directed():
        raise ValueError(
            "the graph is directed, and networks here are not: say how its ties become undirected, "
            "such as G.to_undirected()"
        )
    ids = ids_in(pd.Series(list(graph), dtype=object), "the nodes of the graph")
    records = [dict(data) for _, data in graph.nodes(data=True)]
    table = _with_attributes(ids, records)
    place = {node: k for k, node in enumerate(graph)}
    edges = list(graph.edges(data=True))
    weights = _weights([data for *_, data in edges], weight, "edge of the graph")
    return [place[a] for a, *_ in edges], [place[b] for _, b, _ in edges], weights, table


def read_igraph(graph: Any, weight: str | None) -> tuple[Any, Any, Any, pd.DataFrame]:
    """Ends, weights and nodes of an igraph graph."""
    if not hasattr(graph, "vs") or not hasattr(graph, "get_edgelist"):
        raise TypeError(f"expected an igraph graph, got {type(graph).__name__}")
    if graph.is_directed():
        raise ValueError(
            "the graph is directed, and networks here are not: say how its ties become undirected, "
            "such as g.as_undirected()"
        )
    names = graph.vs.attributes()
    ids = list(graph.vs["name"]) if "name" in names else list(range(graph.vcount()))
    records = [vertex.attributes() for vertex in graph.vs]
    for record in records:
        record.pop("name", None)
        if "label" in record:
            record["name"] = record.pop("label")
    edges = graph.get_edgelist()
    weights = _weights([edge.attributes() for edge in graph.es], weight, "edge of the graph")
    table = _with_attributes(ids_in(ids, "the vertices of the graph"), records)
    return [a for a, _ in edges], [b for _, b in edges], weights, table


def _with_attributes(ids: list[str], records: list[dict[Any, Any]]) -> pd.DataFrame:
    """A table of nodes; an attribute that is called id becomes the column id_attribute."""
    import pandas as pd

    columns: dict[str, list[Any]] = {}
    for key in dict.fromkeys(key for record in records for key in record):
        name = "id_attribute" if key == "id" else str(key)
        columns[name] = [record.get(key) for record in records]
    return node_table(pd.DataFrame({"id": ids, **columns}))


def _weights(records: list[Any], weight: str | None, what: str) -> list[float] | None:
    """The attribute of every edge; 1 each where none of them has the usual one."""
    if weight is None or not records:
        return None
    there = [weight in record and not is_missing(record[weight]) for record in records]
    if not any(there):
        if weight == "weight":
            return None
        names = sorted({str(key) for record in records for key in record})
        near = get_close_matches(weight, names, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise ValueError(f"no {what} has an attribute {weight!r}{hint}")
    if not all(there):
        raise ValueError(
            f"{there.count(False)} of {len(there)} edges have no {weight!r} (the first: edge "
            f"{there.index(False)}); give all of them one, or take weight=None for 1 each"
        )
    return [float(record[weight]) for record in records]


def read_scipy(matrix: Any, nodes: Any) -> tuple[Any, Any, Any, pd.DataFrame]:
    """Ends, weights and nodes of a symmetric matrix (sparse, an array or a DataFrame)."""
    import numpy as np

    if hasattr(matrix, "columns"):
        if nodes is None:
            if ids_in(matrix.index, "index") != ids_in(matrix.columns, "columns"):
                raise ValueError("the rows and columns of the matrix have other names")
            nodes = list(matrix.index)
        matrix = matrix.to_numpy()
    if hasattr(matrix, "tocoo"):
        entries = matrix.tocsr().tocoo()  # adds up what is there twice
        rows, columns, values = entries.row, entries.col, entries.data
    else:
        dense = np.asarray(matrix, dtype=np.float64)
        if dense.ndim != 2:
            raise ValueError(f"the matrix has shape {dense.shape}, expected two dimensions")
        rows, columns = np.nonzero(dense)
        values = dense[rows, columns]
    n, width = matrix.shape
    if n != width:
        raise ValueError(f"the matrix has shape {(n, width)}; expected one row and column per node")
    _require_symmetric(rows, columns, values)
    table = node_table(range_ids(n) if nodes is None else nodes)
    if len(table) != n:
        raise ValueError(f"{len(table)} nodes for a matrix of {n} rows")
    upper = rows < columns
    return rows[upper], columns[upper], np.asarray(values[upper], dtype=np.float64), table


def range_ids(n: int) -> list[str]:
    """The ids of nodes that have none."""
    return [str(k) for k in range(n)]


def _require_symmetric(rows: Any, columns: Any, values: Any) -> None:
    import numpy as np

    there = values != 0
    rows, columns, values = rows[there], columns[there], values[there]
    forth, back = np.lexsort((columns, rows)), np.lexsort((rows, columns))
    same = (
        (rows[forth] == columns[back])
        & (columns[forth] == rows[back])
        & (values[forth] == values[back])
    )
    if not same.all():
        k = forth[int(np.flatnonzero(~same)[0])]
        raise ValueError(
            f"the matrix is not symmetric (entry {int(rows[k])}, {int(columns[k])}), and networks "
            "here are undirected: say how its ties become so, such as matrix + matrix.T"
        )
