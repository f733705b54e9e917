"""What the tasks of a study compute. Each runs alone, from tables, on any worker."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .. import _core
from .._common.errors import ConsensusWarning, DataError
from .._common.numbers import median
from .._common.warn import without
from ..bridging._arrangements import bridge_details, bridging_arrangements
from ..bridging._bridges import bridges as bridge_table
from ..bridging._reach import reach as distances
from ..clustering._estimate import estimate
from ..clustering._profile import profile as scan
from ..clustering._summary import weight_inside
from ..comparison._agreement import compare
from ..dynamics._scenario_difference import difference
from ..inference._alignment import alignment as aligned
from ..inference._claims import size_claim
from ..inference._coherence import coherence as together
from ..inference._domains import compare_domains
from ..inference._domains import density as per_municipality
from ..inference._multiverse import multiverse as every_construction
from ..inference._significance import significance
from ..inference._stability import stability as resampled
from . import _claim_tasks as claim_tasks
from . import _time as over_time
from ._data import day_of, network_of, on_ground, register_of, snapshot_of
from ._entries import Result, tidy

if TYPE_CHECKING:
    from .._common.literals import Null, StabilityMethod

Inputs = Mapping[Any, Result]


def run(payload: Mapping[str, Any]) -> bytes:
    """Run one task; the whole of it is in ``payload``, so any process can."""
    register = register_of(payload["register"]) if payload.get("register") else None
    inputs = {name: Result.decode(data) for name, data in payload["inputs"].items()}
    step = STEPS[payload["step"]]
    try:
        return step(register, payload["params"], inputs).encode()
    except (ValueError, DataError) as error:
        if payload["step"] not in LEAVABLE:
            raise
        return Result({}, {"reason": _reason(error)}).encode()


def _reason(error: Exception) -> str:
    """The first line, with the head only of a long list of what was found."""
    return _LONG.sub(r"\1 …')", str(error).splitlines()[0])


_LONG = re.compile(r"(\(got '[^']{0,60}[,;])[^']{20,}'\)")


#: Tasks run beside each other already, so each works on one thread, without a bar of its own.
_QUIET: dict[str, Any] = {"threads": 1, "progress": False}

#: What the report says of the fit of a null model.
_OF_FITS = ("regions outside their size", "pairs at a distance")

#: Municipalities whose population must be known before anything is said about size.
_LEAST_KNOWN = 10

#: Ties up to which the lines of the main network are kept for its maps; more would hide them, and
#: would make the projection of a network that needs none.
MOST_LINES = 200_000

#: Municipalities up to which all distances are taken: their cost grows with ties times nodes.
MOST_DISTANCES = 5_000


def _net(register: Any, params: Mapping[str, Any]) -> Any:
    return network_of(register, params)


def network(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """Nodes and counts of one network; ``params["lines"]``: its ties as well, for a map."""
    net = _net(register, params)
    nodes = net._table.copy()
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
        "tied_pairs_share": 2 * m / (n * (n - 1)) if n > 1 else None,
        "isolates": len(net.isolates),
    }
    tables = {"nodes": tidy(nodes), "arrangements": tidy(net.arrangements)}
    if params["lines"] and m <= MOST_LINES:
        tables["edges"] = tidy(net.edges)
    return Result(tables, facts)


def clusters(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """Clusters of one network, with the range of their number by the same method."""
    net = _net(register, params)
    options, seed = params["leiden"], params["seed"]
    with without(ConsensusWarning):
        found = estimate(
            net,
            method=params["method"],
            runs=params["runs"],
            threshold=params["threshold"],
            seed=seed,
            **options,
            **_QUIET,
        )
    best, agreement = found.clustering, found.agreement
    facts = {
        **counts_of(best),
        "quality": float(best.quality),
        "clusters_min": found.clusters_min,
        "clusters_max": found.clusters_max,
        "agreement": None if np.isnan(agreement) else float(agreement),
        "weight_inside": weight_inside(net, best),
        "method": found.method,
        "runs": found.runs,
        "runs_min": int(found.run_counts.min()),
        "runs_median": median(found.run_counts),
        "runs_max": int(found.run_counts.max()),
    }
    return Result({"clusters": tidy(best.table), "summary": tidy(best.summary)}, facts)


def counts_of(clustering: Any) -> dict[str, int]:
    names = ("clusters", "singletons", "isolates", "components")
    return {name: int(getattr(clustering, name)) for name in names}


def method_for(method: str, municipalities: int) -> StabilityMethod:
    """The method of functions that know only runs and their consensus."""
    found = _core.method_for(method, municipalities)
    return "consensus" if found == "consensus" else "leiden"


def profile(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    found = scan(
        _net(register, params),
        resolutions=params["resolutions"],
        runs=params["runs"],
        quality=params["quality"],
        seed=params["seed"],
        **_QUIET,
    )
    return Result({"profile": tidy(found.table), "plateaus": tidy(found.plateaus)}, {})


def stability(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    found = resampled(
        _net(register, params),
        draws=params["draws"],
        resample=params["resample"],
        drop=params["drop"],
        seed=params["seed"],
        method=method_for(params["method"], _net(register, params).node_count),
        threshold=params["threshold"],
        **params["leiden"],
        **_QUIET,
    )
    low, high = found.range(0.95)
    facts = {
        "observed": found.observed,
        "mean": found.mean,
        "bias": found.bias,
        "low": low,
        "high": high,
        "method": found.method,
    }
    return Result({"stability": tidy(found.draws_table[["clusters", "method"]])}, facts)


def bridges(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """The table of bridges, the arrangements that do it, and the claim about size."""
    net = _net(register, params)
    labels = inputs["clusters"].tables["clusters"]
    options = {k: params[k] for k in ("by", "groups", "seed")}
    try:
        table = bridge_table(net, labels, stability=params["stability"], threads=1, **options)
    except ValueError:
        if not params["stability"]:
            raise
        # Ranks whose measure or weighting does not see weights have no range.
        table = bridge_table(net, labels, stability=0, threads=1, **options)
    tables = {
        "bridges": tidy(table),
        "bridging_arrangements": tidy(bridging_arrangements(net, labels)),
        "bridge_details": tidy(bridge_details(net, labels)),
    }
    return Result(tables, {"size_claim": _size_claim(net, table, params["threshold"])})


def _size_claim(net: Any, table: pd.DataFrame, threshold: int) -> dict[str, Any] | None:
    nodes = net._table
    if "population" not in nodes or nodes["population"].notna().sum() < _LEAST_KNOWN:
        return None
    population = nodes.set_index("id")["population"]
    return size_claim(table, population, threshold=threshold).row()


def null(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """One statistic of one network under one null model."""
    found = significance(
        _net(register, params),
        null=params["model"],
        statistic=params["statistic"],
        draws=params["draws"],
        seed=params["seed"],
        refit="none",  # a study's tasks take seconds; fits to every draw of gravity take minutes
        **params["leiden"],
        **_QUIET,
    )
    facts: dict[str, Any] = {
        k: float(getattr(found, k)) for k in ("observed", "mean", "sd", "z", "p")
    }
    # How far the fit reaches what it should keep.
    facts |= {k: v for k, v in found.fit.items() if k in _OF_FITS}
    return Result({"draws": pd.DataFrame({"value": np.asarray(found.draws, dtype=float)})}, facts)


def agreement(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """Agreement of every two clusterings, over municipalities that are isolated in neither."""
    tied = {}
    for name in params["names"]:
        nodes = inputs["network", name].tables["nodes"]
        labels = inputs["clusters", name].tables["clusters"][["id", "cluster"]]
        tied[name] = labels[labels["id"].isin(nodes.loc[nodes["strength"] > 0, "id"])]
    rows = []
    names = list(tied)
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            both = tied[a].merge(tied[b], on="id", suffixes=("_a", "_b"))
            found = compare(both["cluster_a"].to_numpy(), both["cluster_b"].to_numpy())
            figures = {m: float(getattr(found, m)) for m in ("ami", "ari", "nmi", "vi")}
            rows.append({"a": a, "b": b, "common": len(both), **figures})
    columns = ["a", "b", "common", "ami", "ari", "nmi", "vi"]
    return Result({"agreement": pd.DataFrame(rows, columns=columns)}, {})


def alignment(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """How clusters follow a column of the municipalities (provinces)."""
    net = _net(register, params)
    if net._table[params["by"]].isna().all():
        return Result({}, {"reason": f"the municipalities have no {params['by']}"})
    labels = inputs["clusters"].tables["clusters"]
    found = aligned(net, labels, params["by"])
    facts = {
        "by": found.by,
        "share": found.share,
        "weight_within": found.weight_within,
        "inside_one": int((found.clusters["groups"] == 1).sum()),
        "ami": None if found.agreement is None else found.agreement.ami,
    }
    tables = {"alignment": found.clusters, "borders": found.borders, "leanings": found.leanings}
    return Result({name: tidy(table) for name, table in tables.items()}, facts)


def domain_table(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    found = compare_domains(
        snapshot_of(register, params),
        params["domains"],
        runs=params["runs"],
        seed=params["seed"],
        **params["leiden"],
        **_QUIET,
    )
    return Result({"domains": tidy(found)}, {})


def coherence(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """Held against gravity: against a null without distance all neighbours are coherent."""
    snapshot, about = snapshot_of(register, params), {"seed": params["seed"], **_QUIET}
    null: Null = "gravity"
    try:
        found = together(snapshot, params["themes"], null=null, **about)
    except DataError:
        # Without coordinates or population distance cannot be held.
        null = "curveball"
        found = together(snapshot, params["themes"], null=null, **about)
    return Result({"coherence": tidy(found.table)}, {"null": null, "draws": found.draws})


def density(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    table = tidy(per_municipality(snapshot_of(register, params)))
    figures = ("arrangements", "partners", "themes")
    medians = {f"median_{name}": median(table[name]) for name in figures}
    return Result({"density": table}, medians)


def reach(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    net = _net(register, params)
    if net.node_count > MOST_DISTANCES:
        raise ValueError(
            f"{net.node_count:,} municipalities; distances between all of them are taken up to "
            f"{MOST_DISTANCES:,}"
        )
    labels = inputs["clusters"].tables["clusters"]
    found = distances(net, labels, threads=1)
    return Result({"reach": tidy(found.summary)}, {"removed": list(found.removed)})


def scenario(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """What differs after some steps, apart from what seeds do."""
    day = day_of(register, params["date"])
    register, _ = on_ground(register, params.get("geography"))
    made = register.scenario(day).apply(params["steps"])
    options = {"runs": params["runs"], "seed": params["seed"], **params["leiden"], **_QUIET}
    found = difference(register, made, date=day, **options, **params["construction"])
    tables = {"scenarios": tidy(found.table)}
    if found.hubs is not None:
        tables["hubs"] = tidy(found.hubs)
    return Result(tables, {"steps": list(made.steps), "date": made.date})


def multiverse(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """Some rows of the multiverse."""

    def dated(row: Mapping[str, Any]) -> dict[str, Any]:
        return {**row, "date": day_of(register, row.get("date"))}

    most = len(register.participants)
    table = every_construction(
        register,
        [dated(row) for row in params["grid"]],
        runs=params["runs"],
        method=method_for(params["method"], most),
        threshold=params["threshold"],
        reference=dated(params["reference"]),
        seed=params["seed"],
        **_QUIET,
    )
    return Result({"multiverse": tidy(table)}, {})


def geography(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """What became of every membership that moved to the municipalities of another day."""
    moved, report = on_ground(register, params["geography"])
    counts = ("rows_read", "taken", "repaired", "merged", "left_out")
    facts = {"geography": moved.geography, **{c: int(getattr(report, c)) for c in counts}}
    return Result({"geography": tidy(report.table.astype(object))}, facts)


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
    "scenario": scenario,
    "geography": geography,
    **claim_tasks.STEPS,
    **over_time.STEPS,
}

#: Steps that are left out, with the reason, where the data or the choices do not allow them; the
#: rest of the study goes on.
LEAVABLE = frozenset(
    {"stability", "bridges", "null", "alignment", "reach", "coherence", "domains",
     *claim_tasks.STEPS}
)  # fmt: skip
