"""One node of a network, by its id or its name, and with whom it is tied."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from .._common.text import fold

if TYPE_CHECKING:
    import pandas as pd

    from ._network import Network

#: How many near ones an error names.
_NEAR = 3
#: Pairs up to which ties are worked out to count them.
_COUNTED = 50_000_000


def index_of(nodes: pd.DataFrame, node: Any) -> int:
    """The row of a node; ``KeyError`` where neither an id nor a name of one node is meant."""
    import numpy as np

    ids = nodes["id"].astype(str)
    found = np.flatnonzero((ids == str(node)).to_numpy())
    if len(found):
        return int(found[0])
    names = nodes["name"].fillna("").astype(str) if "name" in nodes.columns else ids
    same = np.flatnonzero((names == str(node)).to_numpy())
    if len(same) == 0:
        wanted = fold(str(node))
        same = np.flatnonzero([fold(name) == wanted for name in names]) if wanted else same
    if len(same) == 1:
        return int(same[0])
    if len(same) > 1:
        listed = ", ".join(ids.iloc[same[:5]])
        raise KeyError(f"{node!r} is the name of {len(same)} nodes: give an id ({listed})")
    raise KeyError(f"no node {node!r}: neither an id nor a name{_hint(str(node), ids, names)}")


def _hint(node: str, ids: pd.Series, names: pd.Series) -> str:
    """``; near: GM0363 (Amsterdam)``, or what ids look like where nothing is near."""
    shown = {
        key: key if key == name else f"{key} ({name})" for key, name in zip(ids, names, strict=True)
    }
    by_text: dict[str, str] = {}
    for key, name in zip(ids, names, strict=True):
        by_text.setdefault(key.casefold(), key)
        by_text.setdefault(fold(name), key)
    close = get_close_matches(node.casefold(), by_text, n=_NEAR)
    close += get_close_matches(fold(node), by_text, n=_NEAR)
    near = list(dict.fromkeys(by_text[text] for text in close))[:_NEAR]
    if near:
        return f"; near: {', '.join(shown[key] for key in near)}"
    return f"; an id is, for instance, {shown[ids.iloc[0]]}" if len(ids) else ""


def with_ties(network: Network) -> pd.DataFrame:
    """The table of :attr:`Network.nodes`: the attributes, with ``degree`` and ``strength``."""
    import numpy as np
    import pandas as pd

    core = network._core
    degree: Any = pd.array([pd.NA] * network.node_count, dtype="Int32")
    if core.is_projected or not core.has_memberships or _most_pairs(network) <= _COUNTED:
        source, target, _ = core.edges()
        ends = np.concatenate([source, target])
        degree = np.bincount(ends, minlength=network.node_count).astype(np.int32)
    return network._table.drop(columns=["degree", "strength"], errors="ignore").assign(
        degree=degree, strength=core.strength
    )


def _most_pairs(network: Network) -> int:
    """Pairs that the arrangements tie, counted once for each."""
    import numpy as np

    sizes = np.bincount(network._core.memberships()[1]).astype(np.int64)
    return int((sizes * (sizes - 1) // 2).sum())


def partners_of(network: Network, index: int) -> pd.DataFrame:
    """The table of :meth:`Network.partners`."""
    import numpy as np
    import pandas as pd

    source, target, weight = network._core.edges()
    here = (source == index) | (target == index)
    other = np.where(source == index, target, source)[here]
    nodes = network._table
    names = nodes["name"] if "name" in nodes.columns else nodes["id"]
    total = float(weight[here].sum())
    shared: Any = np.full(len(other), np.nan)
    if network._core.has_memberships:
        shared = network._core.edge_shared()[here]
    table = pd.DataFrame(
        {
            "name": names.to_numpy()[other],
            "weight": weight[here],
            "share": weight[here] / total if total else weight[here],
            "shared": shared,
        },
        index=pd.Index(nodes["id"].to_numpy()[other], name="id"),
    )
    return table.sort_values("weight", ascending=False, kind="stable")
