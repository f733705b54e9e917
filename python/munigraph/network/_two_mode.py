"""Who is in what, and pairs of nodes, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._common.labels import labels_of
from .._common.places import kilometres
from ._export import _need

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from ._network import Network

    Floats = np.ndarray[Any, Any]

#: More pairs are refused: a table of them would not be read by anything.
MOST_PAIRS = 5_000_000


def memberships(network: Network) -> pd.DataFrame:
    """The docstring is the property's."""
    import numpy as np
    import pandas as pd

    if not network._core.has_memberships:
        none = np.empty(0, dtype=object)
        return pd.DataFrame(
            {"arrangement": none, "participant": none, "host": np.empty(0, dtype=bool)}
        )
    nodes, groups = network._core.memberships()
    return pd.DataFrame({
        "arrangement": network.arrangements["id"].to_numpy()[groups],
        "participant": network._table["id"].to_numpy()[nodes],
        "host": network._core.hosts()[groups] == nodes,
    })  # fmt: skip


def incidence(network: Network, labels: bool) -> Any:
    """The docstring is the method's."""
    import numpy as np

    if not network._core.has_memberships:
        raise ValueError("this network was made from edges: it has no arrangements")
    nodes, groups = network._core.memberships()
    shape = (network.node_count, network.arrangement_count)
    if labels:
        import pandas as pd

        matrix = np.zeros(shape, dtype=np.int8)
        matrix[nodes, groups] = 1
        rows = pd.Index(network._table["id"], name="id")
        columns = pd.Index(network.arrangements["id"], name="arrangement")
        return pd.DataFrame(matrix, index=rows, columns=columns)
    sparse = _need("scipy.sparse", "scipy")
    ones = np.ones(len(nodes), dtype=np.int8)
    return sparse.coo_array((ones, (nodes, groups)), shape=shape).tocsr()


def dyads(network: Network, clustering: Any, tied: bool) -> pd.DataFrame:
    """The docstring is the method's."""
    import numpy as np
    import pandas as pd

    n = network.node_count
    pairs = network.edge_count if tied else n * (n - 1) // 2
    if pairs > MOST_PAIRS:
        hint = "" if tied else "; tied=True gives those with a tie alone"
        raise ValueError(f"{n:,} nodes make {pairs:,} pairs, more than {MOST_PAIRS:,}{hint}")
    source, target, weight = network._core.edges()
    shared: Any = pd.array([pd.NA] * len(weight), dtype="Int64")
    if network._core.has_memberships and tied:
        shared = pd.array(network._core.edge_shared(), dtype="Int64")
    if not tied:
        ties = np.zeros((n, n))
        ties[source, target] = weight
        source, target = np.triu_indices(n, 1)
        weight = ties[source, target]
        shared = pd.array([pd.NA] * len(weight), dtype="Int64")
        if network._core.has_memberships:
            shared = pd.array(_shared(network)[source, target], dtype="Int64")
    nodes = network._table
    ids = nodes["id"].to_numpy()
    table = pd.DataFrame(
        {"source": ids[source], "target": ids[target], "weight": weight, "shared": shared}
    )
    provinces = nodes["province"] if "province" in nodes.columns else None
    table["same_province"] = _same(provinces, source, target)
    table["km"] = _kilometres(nodes, source, target)
    labels = None if clustering is None else labels_of(network, clustering).codes
    table["same_cluster"] = _same(None if labels is None else pd.Series(labels), source, target)
    return table


def _shared(network: Network) -> Floats:
    """Arrangements that tie each pair (n×n), counted as in ``network.edges``."""
    import numpy as np

    n = network.node_count
    shared = np.zeros((n, n), dtype=np.int32)
    nodes, groups = network._core.memberships()
    hosts = network._core.hosts()
    bounds = np.searchsorted(groups, np.arange(network.arrangement_count + 1))
    for group in range(network.arrangement_count):
        members, host = nodes[bounds[group] : bounds[group + 1]], hosts[group]
        if host == -1:
            shared[np.ix_(members, members)] += 1
        elif host >= 0:
            shared[host, members] += 1
            shared[members, host] += 1
    return shared


def _same(values: pd.Series | None, source: Any, target: Any) -> Any:
    """Whether both ends have one value; missing where one is not known."""
    import numpy as np
    import pandas as pd

    if values is None:
        return pd.array([pd.NA] * len(source), dtype="boolean")
    known = (values.notna() & (values.astype(object) != "")).to_numpy()
    codes = pd.factorize(values)[0]
    same = pd.array(codes[source] == codes[target], dtype="boolean")
    same[np.flatnonzero(~(known[source] & known[target]))] = pd.NA
    return same


def _kilometres(nodes: pd.DataFrame, source: Any, target: Any) -> Floats:
    """Along the great circle (haversine); missing without coordinates."""
    import numpy as np

    if not {"lon", "lat"} <= set(nodes.columns):
        return np.full(len(source), np.nan)
    lon, lat = (nodes[name].to_numpy(dtype=float) for name in ("lon", "lat"))
    return kilometres(lon[source], lat[source], lon[target], lat[target])
