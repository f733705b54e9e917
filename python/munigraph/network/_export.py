"""Networks for other tools: matrices, graph libraries and file formats."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .._common.columns import is_missing
from .._common.objects import core_of
from .._common.words import check_word

if TYPE_CHECKING:
    import igraph
    import networkx
    import scipy.sparse

    from ._network import Network

FORMATS = (".graphml", ".gexf", ".net", ".dl")


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
    return graph


def _plain(record: Mapping[Any, Any]) -> dict[str, Any]:
    """Attributes that every file format takes: text and numbers; missing values are left out."""
    plain: dict[str, Any] = {}
    for key, value in record.items():
        if key == "id" or is_missing(value):
            continue
        if hasattr(value, "isoformat"):
            value = value.isoformat()[:10]
        elif hasattr(value, "item"):
            value = value.item()
        plain[key] = value if isinstance(value, (int, float)) else str(value)
    return plain


def write(network: Network, path: str | os.PathLike[str]) -> None:
    path = Path(path)
    suffix = path.suffix.lower()
    check_word("format", suffix, FORMATS)
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        if suffix in (".graphml", ".gexf"):
            nx = _need("networkx", "networkx")
            graph = to_networkx(network)
            if suffix == ".graphml":
                nx.write_graphml_xml(graph, draft)
            else:
                nx.write_gexf(graph, draft)
        else:
            text = _pajek(network) if suffix == ".net" else _ucinet(network)
            draft.write_text(text, encoding="utf-8")
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _labels(network: Network) -> list[str]:
    """A label in quotes for each node: its name, with its id where others have the same name."""
    nodes = network.nodes
    plain = [" ".join(name.replace('"', "'").split()) for name in nodes["name"]]
    counts = Counter(plain)
    pairs = zip(plain, nodes["id"], strict=True)
    return [f'"{name}"' if counts[name] == 1 else f'"{name} ({id_})"' for name, id_ in pairs]


def _pajek(network: Network) -> str:
    source, target, weight = core_of(network).edges()
    lines = [f"*Vertices {network.node_count}"]
    lines += [f"{i} {label}" for i, label in enumerate(_labels(network), 1)]
    lines.append("*Edges")
    rows = zip(source.tolist(), target.tolist(), weight.tolist(), strict=True)
    lines += [f"{s + 1} {t + 1} {w!r}" for s, t, w in rows]
    return "\n".join(lines) + "\n"


def _ucinet(network: Network) -> str:
    source, target, weight = core_of(network).edges()
    lines = [f"DL n={network.node_count} format=edgelist1", "labels:"]
    lines += _labels(network)
    lines.append("data:")
    for s, t, w in zip(source.tolist(), target.tolist(), weight.tolist(), strict=True):
        lines += [f"{s + 1} {t + 1} {w!r}", f"{t + 1} {s + 1} {w!r}"]
    return "\n".join(lines) + "\n"
