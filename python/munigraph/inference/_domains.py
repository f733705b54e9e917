"""Domain against domain: the same municipalities, other networks; and administrative density."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import checked_flag, checked_seed, checked_threads
from .._common.choices import check_choices
from .._common.errors import DataError
from .._common.labels import labels_together
from .._common.numbers import median
from .._common.objects import core_of, require
from .._common.progress import Progress, ProgressLike
from .._common.result import Result
from .._common.structs import fields
from ..bridging._cluster_network import cluster_network
from ..clustering._ensemble import ensemble
from ..comparison._agreement import compare
from ._fragmentation import (
    Fragmentation,
    clusterer,
    domains_at_equal_size,
    refuse_whole,
)
from ._in_force import domains_in_force, empty_like

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from typing_extensions import Unpack

    from .._common.literals import NetworkChoices, Quality
    from .._common.types import FloatVector, LabelsLike
    from ..clustering._clustering import Clustering
    from ..network._network import Network
    from ..registry._snapshot import Snapshot

__all__ = [
    "NetworkComparison",
    "alluvial",
    "compare_domains",
    "compare_networks",
    "density",
]

_PAIR_FIGURES = ("jaccard", "of_first", "of_second", "weighted", "correlation", "p")


@dataclass(frozen=True)
class NetworkComparison(Result):
    """What two networks of the same nodes have in common."""

    jaccard: float
    """Pairs tied in both, of those tied in either."""
    of_first: float
    """Share of the first network's ties that the second has as well."""
    of_second: float
    weighted: float
    """Share of the weight that lies on the same pairs: Σ min(w/W, v/V)."""
    correlation: float
    """Pearson's, of the weights (or ties) of all pairs."""
    p: float
    """Of the correlation: (b + 1) / (permutations + 1), b the number of relabellings of the second
    network with a correlation at least as large (QAP)."""
    permuted: FloatVector
    """The correlations of the relabellings."""

    def __repr__(self) -> str:
        return (
            f"<NetworkComparison: {self.jaccard:.0%} of the tied pairs in both, correlation "
            f"{self.correlation:.3f}, p {self.p:.3g} ({len(self.permuted):,} relabellings)>"
        )

    @property
    def table(self) -> pd.DataFrame:
        """One row: ``jaccard, of_first, of_second, weighted, correlation, p``."""
        import pandas as pd

        return pd.DataFrame({name: [getattr(self, name)] for name in _PAIR_FIGURES})


def compare_networks(
    a: Network,
    b: Network,
    *,
    weighted: bool = True,
    permutations: int = 1000,
    seed: int = 0,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> NetworkComparison:
    """Overlap of the ties of two networks of the same nodes, and their QAP correlation.

    The quadratic assignment procedure (Krackhardt 1988) relabels the nodes of one network, since
    pairs within a network depend on each other. ``weighted``: correlate weights, else
    whether pairs are tied. Raises ``ValueError`` where the nodes differ.

    Cost: each permutation goes through all ties.

    Examples
    --------
    >>> import munigraph as mg
    >>> snapshot = mg.datasets.load("nl-2020").at("2020-07-01")
    >>> safety, social = (snapshot.network(domain=one) for one in ("safety", "social"))
    >>> round(mg.compare_networks(safety, social, permutations=99).jaccard, 2)
    0.69
    """
    import numpy as np

    require(a)
    require(b)
    if a.node_count != b.node_count or a._table["id"].tolist() != b._table["id"].tolist():
        raise ValueError("the two networks have different nodes")
    check_choices("compare_networks", weighted=weighted, permutations=permutations)
    with Progress("permutations", progress) as bar:
        correlation, permuted = _core.qap_correlation(
            core_of(a), core_of(b), weighted, permutations, checked_seed(seed),
            checked_threads(threads), bar.callback,
        )  # fmt: skip
    p = float("nan")
    if np.isfinite(correlation):
        # Relabellings that change nothing must not fall short by rounding.
        p = float(((permuted >= correlation - 1e-12).sum() + 1) / (permutations + 1))
    overlap = _core.edge_overlap(core_of(a), core_of(b))
    return NetworkComparison(**fields(overlap), correlation=correlation, p=p, permuted=permuted)


def alluvial(a: LabelsLike, b: LabelsLike, *, names: tuple[str, str] = ("a", "b")) -> pd.DataFrame:
    """Clusters of one clustering inside those of another: what an alluvial diagram draws.

    One row per flow: the two clusters (columns ``names``), ``count`` of nodes, ``share_of_<a>`` and
    ``share_of_<b>`` of either's members. Most nodes first.

    Examples
    --------
    >>> import munigraph as mg
    >>> mg.alluvial({"Aa": 0, "Bee": 0, "Cee": 1}, {"Aa": 0, "Bee": 1, "Cee": 1})
       a  b  count  share_of_a  share_of_b
    0  0  0      1         0.5         1.0
    1  0  1      1         0.5         0.5
    2  1  1      1         1.0         0.5
    """
    import pandas as pd

    if names[0] == names[1]:
        raise ValueError(f"both clusterings are called {names[0]!r}")
    first, second = labels_together([a, b])
    frame = pd.DataFrame({names[0]: first.values, names[1]: second.values})
    flows = frame.groupby(list(names), sort=True).size().rename("count").reset_index()
    for name in names:
        flows[f"share_of_{name}"] = flows["count"] / flows.groupby(name)["count"].transform("sum")
    return flows.sort_values("count", ascending=False, kind="stable", ignore_index=True)


def compare_domains(
    snapshot: Snapshot,
    domains: list[str] | None = None,
    *,
    runs: int = 20,
    quality: Quality = "modularity",
    resolution: float | None = None,
    seed: int = 0,
    permutations: int = 200,
    rarefy: bool = False,
    draws: int = 200,
    relabellings: int = 999,
    relabelled_runs: int = 5,
    threads: int | None = None,
    progress: ProgressLike = None,
    **construction: Unpack[NetworkChoices],
) -> pd.DataFrame:
    """Networks of several domains, made and clustered in the same way.

    Parameters
    ----------
    domains : those of the register by default, as far as an arrangement in force has them.
    runs, quality, resolution, seed : of Leiden per domain; figures are those of the best run,
        ``clusters`` is the median with ``clusters_min`` and ``clusters_max``.
    permutations : of the QAP test; 0 leaves it out.
    rarefy : also compare at equal numbers of arrangements and of memberships, those of the smallest
        domain: counts depend on these numbers, and not even in one direction.
    draws, relabellings : of arrangements without replacement, and of domain sets dealt anew within
        strata of obligation and size, as of :func:`compare_fragmentation`.
    relabelled_runs : of Leiden, whose median counts in that test. It costs 2 · ``relabelled_runs``
        · ``relabellings`` clusterings per pair of domains, and as many again where
        schemes of regions are dealt as wholes.
    construction : further arguments of ``snapshot.network`` (weighting, filters).

    Returns
    -------
    DataFrame indexed by domain: ``arrangements, municipalities`` (in force), ``isolates,
    components, clusters, clusters_min, clusters_max, cross_weight_share, linked_pairs_share`` (of
    pairs of clusters, those with a tie), ``quality, edges``; ``ami_<domain>``, agreement of the
    best clusterings over the municipalities that are isolated in neither, and ``common_<domain>``,
    their number. A domain without ties has NaN where there is nothing to measure.
    ``.attrs["pairs"]`` has one row per pair of domains (as records): overlap of ties, unweighted
    and weighted, and the QAP correlation with its p. With ``rarefy`` also, of ``clusters,
    singletons, isolates, components``, ``<figure>_rarefied`` with ``_low`` and ``_high`` (mean and
    95% of the draws at the least number of arrangements), and, as records, ``.attrs["rarefied"]``
    (all figures, at equal arrangements and at equal memberships), ``.attrs["curves"]`` and
    ``.attrs["fragmentation"]`` (per pair the difference of clusters, its expectation and p, and
    p with whole schemes dealt).

    Raises ``ValueError`` for an unknown domain; with ``rarefy`` also for a backbone or
    ``split_domains``, which hang on the whole network.

    Examples
    --------
    >>> import munigraph as mg
    >>> snapshot = mg.datasets.load("nl-2020").at("2020-07-01")
    >>> table = mg.compare_domains(snapshot, ["safety", "social"], runs=5)
    >>> table["clusters"].to_dict()
    {'safety': 25.0, 'social': 19.0}
    """
    import numpy as np
    import pandas as pd

    require(snapshot, "Snapshot")
    check_choices(
        "compare_domains", runs=runs, quality=quality, resolution=resolution,
        permutations=permutations, draws=draws, relabellings=relabellings,
        relabelled_runs=relabelled_runs,
    )  # fmt: skip
    if checked_flag(rarefy, "rarefy"):
        draws, relabellings = operator.index(draws), operator.index(relabellings)
        refuse_whole(construction)
        how = clusterer(quality, resolution, relabelled_runs, threads)
    chosen = domains_in_force(snapshot) if domains is None else list(domains)
    rows, networks, best = {}, {}, {}
    couples = list(combinations(chosen, 2))
    steps = len(chosen) + len(couples)
    pairs = []
    with Progress("domains", progress) as bar:
        report = bar.callback or _silent
        for done, domain in enumerate(chosen):
            report(done, steps)
            network = network_or_empty(snapshot, domain, construction, domains is not None)
            found = ensemble(
                network,
                runs=runs,
                quality=quality,
                resolution=resolution,
                seed=seed,
                threads=threads,
                progress=False,
            )
            networks[domain], best[domain] = network, found.best
            rows[domain] = _figures(network, found.best, found.counts)
        for done, (a, b) in enumerate(couples, len(chosen)):
            report(done, steps)
            both = compare_networks(
                networks[a], networks[b], permutations=permutations, seed=seed, threads=threads,
                progress=False,
            )  # fmt: skip
            figures = {name: getattr(both, name) for name in _PAIR_FIGURES}
            pairs.append({"a": a, "b": b, **figures})
        if rarefy:
            equal = domains_at_equal_size(
                snapshot, networks, how, draws, relabellings, checked_seed(seed), construction,
                lambda done, more: report(steps + done, steps + more),
            )  # fmt: skip
        else:
            report(steps, steps)
    table = pd.DataFrame.from_dict(rows, orient="index")
    table.index.name = "domain"
    ami, common = _pairwise_agreement(networks, best)
    for domain in chosen:
        table[f"ami_{domain}"] = [ami.get((other, domain), np.nan) for other in chosen]
    for domain in chosen:
        table[f"common_{domain}"] = [common[other, domain] for other in chosen]
    table.attrs["pairs"] = pairs
    if rarefy:
        _add_rarefied(table, *equal)
    return table


def _add_rarefied(
    table: pd.DataFrame, equal: pd.DataFrame, curves: pd.DataFrame, tests: list[Fragmentation]
) -> None:
    for figure in ("clusters", "singletons", "isolates", "components"):
        if equal.empty:
            break
        chosen = equal[(equal["equal"] == "arrangements") & (equal["figure"] == figure)]
        here = chosen.set_index("side").reindex(table.index)
        for name, column in (("", "mean"), ("_low", "low"), ("_high", "high")):
            table[f"{figure}_rarefied{name}"] = here[column]
    table.attrs["rarefied"] = equal.to_dict("records")
    table.attrs["curves"] = curves.to_dict("records")
    table.attrs["fragmentation"] = [one.row() for one in tests]


def _silent(done: int, total: int) -> None:
    pass


def network_or_empty(
    snapshot: Snapshot, domain: str, construction: Mapping[str, Any], asked_for: bool
) -> Network:
    """The domain's network; without ties where no arrangement in force belongs to it."""
    try:
        return snapshot._one_of_many(domain=domain, **construction)
    except DataError:
        if asked_for and domain not in snapshot.register.domains:
            raise
        everything = snapshot._one_of_many(**{**construction, "min_size": 2})
        return empty_like(everything)


def _figures(network: Network, best: Clustering, counts: Any) -> dict[str, Any]:
    between = cluster_network(network, best)
    return {
        "arrangements": network.arrangement_count,
        "municipalities": network.node_count,
        "isolates": best.isolates,
        "components": best.components,
        "clusters": median(counts),
        "clusters_min": int(counts.min()),
        "clusters_max": int(counts.max()),
        "cross_weight_share": between.cross_weight_share,
        "linked_pairs_share": between.linked_pairs_share,
        "quality": best.quality,
        "edges": network.edge_count,
    }


def _pairwise_agreement(
    networks: dict[str, Network], best: dict[str, Clustering]
) -> tuple[dict[Any, float], dict[Any, int]]:
    ami: dict[Any, float] = {}
    common: dict[Any, int] = {}
    tied = {name: ~core_of(network).isolates.astype(bool) for name, network in networks.items()}
    for a in networks:
        for b in networks:
            both = tied[a] & tied[b]
            common[a, b] = int(both.sum())
            if both.any():
                ami[a, b] = compare(best[a].labels[both], best[b].labels[both]).ami
    return ami, common


def density(snapshot: Snapshot, **construction: Unpack[NetworkChoices]) -> pd.DataFrame:
    """Administrative density: with how much cooperation each municipality has to deal.

    One row per municipality in force, indexed by id: ``name``, ``arrangements`` it is in (of two or
    more, as ``snapshot.network`` counts them), ``partners`` (distinct municipalities it is tied
    with), ``themes`` and ``domains`` of its arrangements, ``joint_share`` (of its arrangements of a
    known legal form, those with a body of their own: public_body, operational_organisation,
    joint_organ),
    ``partners_once`` (share of its partners that it meets in a single arrangement: the distance
    that councils complain of). Shares are NaN where there is nothing to take a share of.
    ``construction``: further arguments of ``snapshot.network``.

    Examples
    --------
    >>> import munigraph as mg
    >>> snapshot = mg.datasets.load("nl-2020").at("2020-07-01")
    >>> mg.density(snapshot).loc["GM0363"][["arrangements", "partners"]].to_dict()
    {'arrangements': 13, 'partners': 32}
    """
    import numpy as np
    import pandas as pd

    require(snapshot, "Snapshot")
    network = snapshot.network(**construction)
    nodes, arrangements = network._table, network.arrangements
    member, arrangement = core_of(network).memberships()
    n = network.node_count
    count = np.bincount(member, minlength=n)
    joint_forms = ("public_body", "operational_organisation", "joint_organ")
    joint = arrangements["legal_form"].isin(joint_forms).to_numpy()
    joined = np.bincount(member, weights=joint[arrangement].astype(float), minlength=n)
    formed = (arrangements["legal_form"].fillna("unknown") != "unknown").to_numpy()
    known = np.bincount(member, weights=formed[arrangement].astype(float), minlength=n)
    themes = snapshot.arrangement_themes
    table = pd.DataFrame(
        {"node": member, "arrangement": arrangements["id"].to_numpy()[arrangement]}
    )
    per_theme = table.merge(themes, on="arrangement").groupby("node")
    source, target, _ = core_of(network).edges()
    once = core_of(network).edge_shared() == 1
    partners = np.bincount(source, minlength=n) + np.bincount(target, minlength=n)
    single = np.bincount(source[once], minlength=n) + np.bincount(target[once], minlength=n)
    with np.errstate(invalid="ignore"):
        return pd.DataFrame(
            {
                "name": nodes["name"].to_numpy(),
                "arrangements": count,
                "partners": partners,
                "themes": per_theme["theme"].nunique().reindex(range(n), fill_value=0).to_numpy(),
                "domains": per_theme["domain"].nunique().reindex(range(n), fill_value=0).to_numpy(),
                "joint_share": joined / known,
                "partners_once": single / partners,
            },
            index=pd.Index(nodes["id"], name="id"),
        )
