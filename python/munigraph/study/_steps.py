"""What the tasks of a study compute. Each runs alone, from tables, on any worker."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from ._capabilities import find, need
from ._data import network_of, register_of
from ._entries import Result, tidy

Inputs = Mapping[str, Result]


def run(payload: Mapping[str, Any]) -> bytes:
    """Run one task; the whole of it is in ``payload``, so any process can."""
    register = register_of(payload["register"]) if payload.get("register") else None
    inputs = {name: Result.decode(data) for name, data in payload["inputs"].items()}
    step = STEPS[payload["step"]]
    return step(register, payload["params"], inputs).encode()


def quietly(function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    """Call without a progress bar and on one thread: tasks run beside each other already."""
    known = inspect.signature(function).parameters
    given = {"threads": 1, "progress": False}
    more = {k: v for k, v in given.items() if k in known}
    return function(*arguments, **more, **options)


def _net(register: Any, params: Mapping[str, Any]) -> Any:
    return network_of(register, params["date"], params["construction"])


def network(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """Nodes and counts of one network."""
    net = _net(register, params)
    nodes = net.nodes.copy()
    nodes["strength"] = net.strength
    nodes["component"] = net.component_labels
    n, m = int(net.node_count), int(net.edge_count)
    members = int(net.membership_count)
    facts = {
        "construction": net.construction,
        "nodes": n,
        "edges": m,
        "arrangements": int(net.arrangement_count),
        "memberships": members,
        "mean_arrangements": members / n if n else None,
        "total_weight": float(net.total_weight),
        "density": 2 * m / (n * (n - 1)) if n > 1 else None,
        "isolates": len(net.isolates),
    }
    tables = {"nodes": tidy(nodes), "edges": tidy(net.edges)}
    arrangements = getattr(net, "arrangements", None)
    if isinstance(arrangements, pd.DataFrame):
        tables["arrangements"] = tidy(arrangements)
    return Result(tables, facts)


def clusters(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """Clusters of one network, with the range of the count over runs."""
    net = _net(register, params)
    options = {"quality": params["quality"], "resolution": params["resolution"]}
    runs = many(net, params["method"], params["runs"], params["seed"], options)
    best = runs.best
    if params["method"] == "consensus":
        best = quietly(
            need("consensus"),
            net,
            runs=params["runs"],
            threshold=params["threshold"],
            seed=params["seed"],
            **options,
        )
    counts = np.asarray(runs.counts)
    facts = {
        **counts_of(best),
        "quality": float(best.quality),
        "clusters_low": int(counts.min()),
        "clusters_median": float(np.median(counts)),
        "clusters_high": int(counts.max()),
        "agreement": None if runs.agreement is None else float(runs.agreement),
        "weight_inside": weight_inside(net, np.asarray(best.labels)),
        "runs": len(counts),
        "method": params["method"],
    }
    tables = {"clusters": tidy(best.table)}
    if hasattr(best, "summary"):
        tables["summary"] = tidy(best.summary)
    return Result(tables, facts)


class Runs:
    """Several runs of a method: what an ensemble gives."""

    def __init__(self, found: list[Any]) -> None:
        self.counts = [int(c.clusters) for c in found]
        self.best = max(found, key=lambda c: np.nan_to_num(c.quality, nan=-np.inf))
        self.agreement: float | None = None
        pairwise = find("pairwise")
        labels = np.array([np.asarray(c.labels) for c in found[:20]])
        if pairwise is not None and len(labels) > 1 and labels.shape[1] > 1:
            table = np.asarray(pairwise(labels))
            self.agreement = float(table[np.triu_indices(len(labels), 1)].mean())


def many(net: Any, method: str, runs: int, seed: int, options: Mapping[str, Any]) -> Any:
    """``runs`` runs: the library's ensemble, or run by run with the same seeds."""
    ensemble = find("ensemble")
    if method != "louvain" and ensemble is not None:
        return quietly(ensemble, net, runs=runs, seed=seed, **options)
    stream = need("stream")
    single = need("louvain" if method == "louvain" else "leiden")
    return Runs([single(net, seed=stream(seed, r), **options) for r in range(runs)])


def counts_of(clustering: Any) -> dict[str, int]:
    names = ("clusters", "singletons", "isolates", "components")
    return {name: int(getattr(clustering, name)) for name in names}


def weight_inside(net: Any, labels: np.ndarray) -> float | None:
    """Share of the weight that lies inside clusters."""
    edges = net.edges
    index = pd.Series(range(net.node_count), index=net.nodes["id"].astype(str))
    a = labels[edges["source"].astype(str).map(index).to_numpy(dtype=np.int64)]
    b = labels[edges["target"].astype(str).map(index).to_numpy(dtype=np.int64)]
    weight = edges["weight"].to_numpy(dtype=float)
    total = weight.sum()
    return float(weight[a == b].sum() / total) if total > 0 else None


def profile(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    found = quietly(
        need("profile"),
        _net(register, params),
        resolutions=params["resolutions"],
        runs=params["runs"],
        seed=params["seed"],
    )
    tables = {"profile": tidy(found.table)}
    plateaus = getattr(found, "plateaus", None)
    if isinstance(plateaus, pd.DataFrame):
        tables["plateaus"] = tidy(plateaus)
    return Result(tables, {})


def stability(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    found = quietly(
        need("stability"),
        _net(register, params),
        draws=params["draws"],
        resample=params["resample"],
        drop=params["drop"],
        quality=params["quality"],
        resolution=params["resolution"],
        seed=params["seed"],
    )
    low, high = called(found.range, 0.95)
    facts = {
        "observed": found.observed,
        "mean": called(found.mean),
        "bias": called(found.bias),
        "low": low,
        "high": high,
    }
    return Result({"stability": pd.DataFrame({"clusters": np.asarray(found.counts)})}, facts)


def called(value: Any, *arguments: Any) -> Any:
    """A figure that is a method in one version and a property in another."""
    return value(*arguments) if callable(value) else value


def labels_of(net: Any, clusters_table: pd.DataFrame) -> np.ndarray:
    """Labels in the order of the network's nodes."""
    by_id = clusters_table.set_index(clusters_table["id"].astype(str))["cluster"]
    return by_id.reindex(net.nodes["id"].astype(str)).to_numpy(dtype=np.int32)


def bridges(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """The table of bridges, the arrangements that do it, and the claim about size."""
    net = _net(register, params)
    labels = labels_of(net, inputs["clusters"].tables["clusters"])
    more = {"groups": params["groups"]} if params.get("groups") else {}
    if params["stability"]:
        more["stability"] = params["stability"]
    table = quietly(need("bridges"), net, labels, by=params["by"], seed=params["seed"], **more)
    tables = {"bridges": tidy(table)}
    across = find("bridging_arrangements")
    if across is not None:
        tables["bridging_arrangements"] = tidy(across(net, labels))
    details = find("bridge_details")
    if details is not None:
        tables["bridge_details"] = tidy(details(net, labels))
    return Result(tables, {"size_claim": _size_claim(net, table, params["threshold"])})


def _size_claim(net: Any, table: pd.DataFrame, threshold: int) -> dict[str, Any] | None:
    claim = find("size_claim")
    if claim is None or "population" not in net.nodes:
        return None
    population = net.nodes.set_index("id")["population"].reindex(table.index)
    if population.notna().sum() < 10:
        return None
    return figures_of(claim(table, population, threshold=threshold))


def figures_of(result: Any) -> dict[str, Any]:
    """The numbers of a result: a dict, a Series, a one-row table, a tuple or an object."""
    if isinstance(result, pd.DataFrame):
        result = result.iloc[0]
    if isinstance(result, (dict, pd.Series)):
        items = dict(result).items()
    elif hasattr(result, "_asdict"):
        items = result._asdict().items()
    else:
        names = [n for n in dir(result) if not n.startswith("_")]
        items = {n: getattr(result, n) for n in names}.items()
    kinds = (bool, int, float, str, np.integer, np.floating)
    return {str(k): v for k, v in items if isinstance(v, kinds)}


def null(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """One statistic of one network under one null model."""
    found = quietly(
        need("significance"),
        _net(register, params),
        null=params["model"],
        statistic=params["statistic"],
        draws=params["draws"],
        seed=params["seed"],
    )
    facts = {k: v for k, v in figures_of(found).items() if k in ("observed", "z", "p")}
    return Result({"draws": pd.DataFrame({"value": np.asarray(found.draws, dtype=float)})}, facts)


def agreement(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """Agreement of every two clusterings, over municipalities that are isolated in neither."""
    compare = need("compare")
    tied = {}
    for name in params["names"]:
        nodes = inputs[f"network:{name}"].tables["nodes"]
        labels = inputs[f"clusters:{name}"].tables["clusters"][["id", "cluster"]]
        tied[name] = labels[labels["id"].isin(nodes.loc[nodes["strength"] > 0, "id"])]
    rows = []
    names = list(tied)
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            both = tied[a].merge(tied[b], on="id", suffixes=("_a", "_b"))
            found = compare(both["cluster_a"].to_numpy(), both["cluster_b"].to_numpy())
            figures = {m: float(getattr(found, m)) for m in ("ami", "ari", "nmi", "vi")}
            rows.append({"a": a, "b": b, "municipalities": len(both), **figures})
    columns = ["a", "b", "municipalities", "ami", "ari", "nmi", "vi"]
    return Result({"agreement": pd.DataFrame(rows, columns=columns)}, {})


def alignment(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """How clusters follow a column of the municipalities (provinces)."""
    net = _net(register, params)
    column = params["by"]
    if column not in net.nodes or net.nodes[column].isna().all():
        return Result({}, {"reason": f"the municipalities have no {column}"})
    found = need("alignment")(inputs["clusters"].tables["clusters"], column, network=net)
    per = found.clusters[["cluster", "cluster_name", "size", "majority", "share"]]
    facts = {
        "by": column,
        "share": float(found.share),
        "inside_one": int((per["share"] == 1).sum()),
        "ami": None if found.agreement is None else float(found.agreement.ami),
    }
    return Result({"alignment": tidy(per)}, facts)


def _snapshot(register: Any, date: str | None) -> Any:
    from ._data import only_date

    return register.at(date or only_date(register))


def domain_table(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    found = quietly(
        need("compare_domains"),
        _snapshot(register, params["date"]),
        params["domains"],
        runs=params["runs"],
        seed=params["seed"],
    )
    table = found if isinstance(found, pd.DataFrame) else found.table
    return Result({"domains": tidy(table)}, {})


def coherence(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    found = quietly(
        need("coherence"),
        _snapshot(register, params["date"]),
        params["themes"],
        seed=params["seed"],
    )
    table = found if isinstance(found, pd.DataFrame) else found.table
    return Result({"coherence": tidy(table)}, {})


def density(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    return Result({"density": tidy(need("density")(_snapshot(register, params["date"])))}, {})


def reach(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    net = _net(register, params)
    found = need("reach")(net, labels_of(net, inputs["clusters"].tables["clusters"]))
    if isinstance(found, pd.DataFrame):
        return Result({"reach": tidy(found)}, {})
    table = getattr(found, "table", None)
    tables = {"reach": tidy(table)} if isinstance(table, pd.DataFrame) else {}
    return Result(tables, figures_of(found))


def multiverse(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """Some rows of the multiverse."""
    from ._data import only_date

    def dated(row: Mapping[str, Any]) -> dict[str, Any]:
        return {**row, "date": row.get("date") or only_date(register)}

    table = quietly(
        need("multiverse"),
        register,
        [dated(row) for row in params["grid"]],
        runs=params["runs"],
        reference=dated(params["reference"]),
        seed=params["seed"],
    )
    return Result({"multiverse": tidy(table)}, {})


STEPS: dict[str, Callable[[Any, Mapping[str, Any], Inputs], Result]] = {
    "network": network,
    "clusters": clusters,
    "profile": profile,
    "stability": stability,
    "bridges": bridges,
    "null": null,
    "agreement": agreement,
    "alignment": alignment,
    "domains": domain_table,
    "coherence": coherence,
    "density": density,
    "reach": reach,
    "multiverse": multiverse,
}

# The library's functions that a step cannot do without.
NEEDS = {
    "clusters": ("leiden",),
    "profile": ("profile",),
    "stability": ("stability",),
    "bridges": ("bridges",),
    "null": ("significance",),
    "agreement": ("compare",),
    "alignment": ("alignment",),
    "domains": ("compare_domains",),
    "coherence": ("coherence",),
    "density": ("density",),
    "reach": ("reach",),
    "multiverse": ("multiverse",),
}
