"""Bridging in several networks side by side, and tidy tables for charts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .._common.arguments import checked_count
from .._common.labels import as_text, ids_of, labels_of, nodes_of
from .._common.objects import require
from .._common.places import kilometres
from ._bridges import bridges
from ._cartography import cuts_of
from ._cluster_network import ClusterNetwork, cluster_network

if TYPE_CHECKING:
    import pandas as pd

    from .._common.literals import By
    from .._common.types import LabelsLike
    from ..network._network import Network


def compare_roles(
    networks: Mapping[str, tuple[Network, LabelsLike]],
    *,
    by: By = "participation",
    top: float = 0.1,
    cuts: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """A municipality's role in several networks side by side, for instance one per domain.

    ``networks``: ``{name: (network, clustering)}``. Returns one row per municipality that is in any
    of them, by id: ``name``, then per network ``cluster, cluster_name, <by>, within_z, role, rank,
    bridge`` with ``_<network>`` behind each; ``bridge`` is being among the first ``top`` (a share
    of the municipalities that have a value, or a number from 1). ``bridges_in`` counts the networks
    in which it is a bridge, ``only_in`` names the one where that is one. Raises ValueError for no
    network, or a ``top`` that is not above 0.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> both = {"one": (network, [0, 0, 0, 1, 1, 1]), "other": (network, [0, 0, 1, 1, 1, 1])}
    >>> len(mg.compare_roles(both))
    6
    """
    import pandas as pd

    if not networks:
        raise ValueError("compare_roles needs at least one network")
    if not isinstance(top, (int, float)) and not hasattr(top, "dtype"):
        raise TypeError(f"top is {top!r}, expected a share below 1 or a number from 1")
    if not (0 < top < float("inf")):
        raise ValueError(
            f"top is {top!r}, expected a share above 0 and below 1, or a number from 1"
        )
    parts, names, flags = [], [], {}
    for key, (network, clustering) in networks.items():
        table = bridges(
            network, clustering, by=by, measures=["strength", "within_z", by], cuts=cuts
        )
        has_value = table[by].notna()
        first = top * has_value.sum() if top < 1 else top
        flags[key] = (table["rank"] <= first) & has_value
        columns = list(dict.fromkeys(["cluster", "cluster_name", by, "within_z", "role", "rank"]))
        part = table[columns].assign(bridge=flags[key])
        parts.append(part.add_suffix(f"_{key}"))
        names.append(table["name"])
    joined = pd.concat(parts, axis=1)
    name = pd.concat(names)
    joined.insert(0, "name", name[~name.index.duplicated()].reindex(joined.index))
    marks = pd.DataFrame({key: flag.reindex(joined.index) for key, flag in flags.items()})
    marks = marks.eq(True)
    for key in networks:
        joined[f"bridge_{key}"] = marks[key]
    joined["bridges_in"] = marks.sum(axis=1).astype("int64")
    joined["only_in"] = marks.idxmax(axis=1).where(joined["bridges_in"] == 1)
    joined.index.name = "id"
    return joined.sort_index()


def role_plane(
    table: pd.DataFrame, *, cuts: Mapping[str, float] | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The plane of participation and within-cluster z, from a table of :func:`bridges`.

    Returns the points (``id, name, cluster, participation, within_z, role, strength``; undefined
    z as 0 with ``z_defined`` false, isolates left out) and the regions (``role, x_low, x_high,
    y_low, y_high``; infinite at the open sides).

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> points, regions = mg.bridging.role_plane(mg.bridges(network, [0, 0, 0, 1, 1, 1]))
    >>> points["id"].tolist()
    ['c', 'd', 'a', 'b', 'e', 'f']
    """
    import numpy as np
    import pandas as pd

    columns = ["name", "cluster", "participation", "within_z", "role", "strength"]
    points = table[columns].dropna(subset=["participation"]).reset_index()
    points["z_defined"] = points["within_z"].notna()
    points["within_z"] = points["within_z"].fillna(0.0)
    c = cuts_of(cuts)
    low = [0.0, c["peripheral"], c["connector"], c["kinless"], 1.0]
    high = [0.0, c["connector_hub"], c["kinless_hub"], 1.0]
    roles = ["ultra-peripheral", "peripheral", "connector", "kinless"]
    hubs = ["provincial hub", "connector hub", "kinless hub"]
    regions = [(r, low[i], low[i + 1], -np.inf, c["hub"]) for i, r in enumerate(roles)]
    regions += [(r, high[i], high[i + 1], c["hub"], np.inf) for i, r in enumerate(hubs)]
    return points, pd.DataFrame(regions, columns=["role", "x_low", "x_high", "y_low", "y_high"])


def bridge_map(network: Network, table: pd.DataFrame, *, by: str | None = None) -> pd.DataFrame:
    """Points for a map: ``id, name, lon, lat, population, cluster, value`` (of ``by``, default the
    measure the table is ranked by) and ``rank``; municipalities without a position have NaN.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.datasets.load("nl-2020").at("2020-07-01").network(domain="safety")
    >>> table = mg.bridges(network, mg.leiden(network))
    >>> "lon" in mg.bridging.bridge_map(network, table).columns
    True
    """
    import numpy as np
    import pandas as pd

    require(network)
    if not isinstance(table, pd.DataFrame):
        raise TypeError(f"table is {table!r}, expected the DataFrame of munigraph.bridges")
    measure = by or table.attrs.get("by") or "participation"
    known = ids_of(network)
    unknown = as_text(table.index).difference(known)
    if len(unknown):
        raise ValueError(f"the table of bridges has ids that the network lacks, as {unknown[0]!r}")
    nodes = network._table.set_index(known).reindex(as_text(table.index)).set_index(table.index)
    points = table[["name", "cluster", "rank"]].assign(value=table[measure])
    for column in ("lon", "lat", "population"):
        points[column] = nodes[column] if column in nodes.columns else np.nan
    return points.reset_index()


def meta_network(
    network: Network, clustering: LabelsLike
) -> tuple[pd.DataFrame, pd.DataFrame, ClusterNetwork]:
    """Nodes and links of the network of clusters for a chart, placed at the mean of their members.

    Returns ``clusters`` of :func:`cluster_network` with ``lon, lat`` (NaN without positions), its
    ``links`` with the positions of both ends (``lon_source`` …), and the whole.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_edges(list("aabddec"), list("bcceffd"))
    >>> len(mg.bridging.meta_network(network, [0, 0, 0, 1, 1, 1]))
    3
    """
    import numpy as np

    whole = cluster_network(network, clustering)
    labels = labels_of(network, clustering).values
    nodes = network._table
    clusters = whole.clusters.copy()
    for column in ("lon", "lat"):
        if column in nodes.columns:
            centre = nodes[column].astype(float).groupby(labels).mean()
            clusters[column] = clusters["cluster"].map(centre)
        else:
            clusters[column] = np.nan
    places = clusters.set_index("cluster")[["lon", "lat"]]
    links = whole.links.join(places.add_suffix("_source"), on="source")
    return clusters, links.join(places.add_suffix("_target"), on="target"), whole


def place_attributes(network: Network, *, neighbours: int = 6) -> pd.DataFrame:
    """Where municipalities lie, for :func:`attribute_claim`; needs ``lon, lat, province``.

    By id: ``province_centrality`` (minus the distance in km to the mean position of the province's
    municipalities) and ``border_share`` (of the nearest ``neighbours`` municipalities, the share
    that lie in another province). NaN without a position. Cost O(n²).

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.datasets.load("nl-2020").at("2020-07-01").network(domain="safety")
    >>> list(mg.bridging.place_attributes(network).columns)
    ['province_centrality', 'border_share']
    """
    import numpy as np
    import pandas as pd

    neighbours = checked_count(neighbours, "neighbours")
    nodes = nodes_of(network)
    position = nodes[["lon", "lat"]].to_numpy(dtype=np.float64)
    placed = ~np.isnan(position).any(axis=1) & nodes["province"].notna().to_numpy()
    province = nodes["province"].to_numpy()[placed]
    lon, lat = position[placed].T
    centrality = np.full(len(nodes), np.nan)
    border = np.full(len(nodes), np.nan)
    mean_lon = pd.Series(lon).groupby(province).transform("mean").to_numpy()
    mean_lat = pd.Series(lat).groupby(province).transform("mean").to_numpy()
    centrality[placed] = -kilometres(lon, lat, mean_lon, mean_lat)
    k = min(neighbours, int(placed.sum()) - 1)
    if k > 0:
        shares = []
        for i in range(len(lon)):
            apart = kilometres(lon, lat, lon[i], lat[i])
            apart[i] = np.inf
            nearest = np.argsort(apart, kind="stable")[:k]
            shares.append((province[nearest] != province[i]).mean())
        border[placed] = shares
    return pd.DataFrame(
        {"province_centrality": centrality, "border_share": border},
        index=pd.Index(nodes["id"].to_numpy(), name="id"),
    )
