"""Networks for other tools: matrices, graph libraries and file formats."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .._common.columns import is_missing
from .._common.files import named
from .._common.objects import core_of
from .._common.words import check_word
from ._attributes import Column, column_of, node_columns
from ._formats import FORMATS as HOLD_ATTRIBUTES
from ._formats import Drawn
from ._plain_formats import pajek, tables, ucinet

if TYPE_CHECKING:
    import igraph
    import networkx
    import scipy.sparse

    from ._network import Network

_PLAIN = {".net": pajek, ".dl": ucinet, ".csv": tables}
FORMATS = (*HOLD_ATTRIBUTES, *_PLAIN)


def _need(module: str, extra: str) -> Any:
    import importlib

    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise ImportError(
            f"this needs {module.partition('.')[0]}: pip install 'munigraph[{extra}]'"
        ) from error


def to_scipy(network: Network) -> scipy.sparse.csr_array:
    sparse = _need("scipy.sparse", "scipy")
    source, target, weight = core_of(network).edges()
    n = network.node_count
    half = sparse.coo_array((weight, (source, target)), shape=(n, n))
    return (half + half.T).tocsr()


def to_networkx(network: Network) -> networkx.Graph:
    nx = _need("networkx", "networkx")
    graph = nx.Graph()
    nodes = network.nodes
    for record in nodes.to_dict("records"):
        graph.add_node(record["id"], **_plain(record))
    ids = nodes["id"].tolist()
    source, target, weight = core_of(network).edges()
    graph.add_weighted_edges_from(
        (ids[s], ids[t], w) for s, t, w in zip(source, target, weight.tolist(), strict=True)
    )
    return graph


def to_igraph(network: Network) -> igraph.Graph:
    ig = _need("igraph", "igraph")
    source, target, weight = core_of(network).edges()
    edges = list(zip(source.tolist(), target.tolist(), strict=True))
    graph = ig.Graph(n=network.node_count, edges=edges)
    graph.es["weight"] = weight.tolist()
    nodes = network.nodes
    graph.vs["name"] = nodes["id"].tolist()
    graph.vs["label"] = nodes["name"].tolist()
    for column in nodes.columns.drop(["id", "name"]):
        if str(column) not in ("name", "label"):
            values = nodes[column].tolist()
            graph.vs[str(column)] = [None if is_missing(v) else _plain_value(v) for v in values]
    return graph


def _plain(record: Mapping[Any, Any]) -> dict[str, Any]:
    """Attributes as plain values; missing ones are left out."""
    plain: dict[str, Any] = {}
    for key, value in record.items():
        if key != "id" and not is_missing(value):
            plain[str(key)] = _plain_value(value)
    return plain


def _plain_value(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    return value.item() if hasattr(value, "item") else value


def write(
    network: Network,
    path: str | os.PathLike[str],
    clustering: Any,
    bridges: Any,
    attributes: Any,
    plain: bool,
) -> list[Path]:
    """The docstring is the method's."""
    path = Path(path)
    suffix = path.suffix.lower()
    check_word("format", suffix, FORMATS)
    only_numbers = suffix in (".net", ".dl")
    columns = node_columns(network, clustering, bridges, attributes, numbers_only=only_numbers)
    drawn = _drawn(network, columns, only_numbers)
    if suffix in HOLD_ATTRIBUTES:
        files = iter([(path, "".join(HOLD_ATTRIBUTES[suffix](drawn)))])
    else:
        files = _PLAIN[suffix](network, drawn, path, plain)
    written = [(file, text.encode("utf-8")) for file, text in files]
    _write_files(written)
    return [file for file, _ in written]


def _drawn(network: Network, columns: list[Column], only_numbers: bool) -> Drawn:
    nodes = network._table
    if only_numbers and "name" in nodes.columns:  # their labels
        columns = [column_of("name", nodes["name"].tolist()), *columns]
    source, target, weight = network._core.edges()
    edges = [Column("weight", "number", weight.tolist())]
    if network._core.has_memberships and not only_numbers:
        edges.append(Column("shared", "integer", network._core.edge_shared().tolist()))
    ids = [str(one) for one in nodes["id"]]
    return Drawn(ids, columns, source.tolist(), target.tolist(), edges)


def _write_files(files: list[tuple[Path, bytes]]) -> None:
    """All of them or none: each beside its place first, then renamed."""
    paths = [path for path, _ in files]
    if len(set(paths)) < len(paths):
        raise ValueError("two attributes would be written to one file; rename one of them")
    drafts = [path.with_name(f"{path.name}.{os.getpid()}.part") for path in paths]
    try:
        for draft, (path, content) in zip(drafts, files, strict=True):
            with named(path):
                draft.write_bytes(content)
        for draft, path in zip(drafts, paths, strict=True):
            os.replace(draft, path)
    finally:
        for draft in drafts:
            draft.unlink(missing_ok=True)
