"""Eleven years of the Dutch register clustered together, beside leidenalg's temporal partition."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from clock import Clock

from tasks import task

COUPLINGS = {"nl-roo, ω 0.001": 0.001, "nl-roo, ω 20": 20.0}
DAYS = [*(f"{year}-07-01" for year in range(2016, 2026)), "2026-05-01"]


class Given(NamedTuple):
    """The networks of all years, and how they are coupled."""

    coupling: float
    networks: list[Any]
    size: dict[str, int]


def load_years(name: str) -> Given | None:
    """The coupling and the networks; 342 nodes each."""
    import munigraph as mg
    from munigraph.datasets import _datasets as datasets

    path = datasets.find("nl/roo/roo_gr_participants.csv")
    if path is None:
        return None
    fixed = mg.read_roo(path)[0].on_geography("2026-05-01")[0]
    networks = [fixed.at(day).network() for day in DAYS]
    size = {
        "layers": len(networks),
        "municipalities": networks[0].node_count,
        "memberships": sum(network.membership_count for network in networks),
    }
    return Given(COUPLINGS[name], networks, size)


def score(given: Given, labels: Any) -> dict[str, Any]:
    """Of labels (layers, nodes), by the definition."""
    from munigraph import _core

    coupling, networks, _ = given
    labels = np.asarray(labels, dtype=np.int32)
    nodes = [np.arange(network.node_count, dtype=np.int32) for network in networks]
    found = _core.describe_multilayer(
        [network._core for network in networks], nodes, labels.shape[1], labels,
        coupling=coupling, layers="ordered", normalise="layer", quality="modularity",
        resolution=None,
    )  # fmt: skip
    return {
        "quality": found.quality,
        "sum of modularities": float(found.layer_quality.sum()),
        "pairs together": found.coupled / found.pairs,
        "clusters": found.clusters,
    }


layers = task(
    name="multilayer",
    title="Eleven years clustered together (342 municipalities, Newman weights, γ = 1)",
    data=tuple(COUPLINGS),
    small={"nl-roo, ω 20": ()},
    score=score,
    load=load_years,
    reference=("leidenalg, temporal",),
    note="From networks to labels of all copies. Layers count the same (1/2m each). leidenalg gets "
    "the same quality function: slices of `RBConfigurationVertexPartition` with layer weights "
    "1/2m, and couplings of weight ω, until nothing improves. munigraph takes the best of eighteen "
    "starts and uses two threads.",
)


@layers.contender("munigraph")
def munigraph(given: Given, seed: int, clock: Clock) -> Any:
    import munigraph as mg

    coupling, networks, _ = given
    with clock("clustering"):
        return mg.multilayer(networks, coupling=coupling, seed=seed, threads=2).labels


@layers.contender("leidenalg, temporal")
def leidenalg(given: Given, seed: int, clock: Clock) -> Any:
    import igraph
    import leidenalg as la

    coupling, networks, _ = given
    n = networks[0].node_count
    with clock("conversion"):
        slices = []
        for network in networks:
            source, target, weight = network._core.edges()
            graph = igraph.Graph(n=n, edges=np.column_stack([source, target]))
            graph.es["weight"] = weight / (2 * weight.sum())
            graph.vs["id"] = list(range(n))
            slices.append(graph)
        layers_of, coupled, whole = la.time_slices_to_layers(
            slices, interslice_weight=coupling, vertex_id_attr="id"
        )
        # The expectation of a layer with weights w/2m is k k / 2m in the same unit.
        partitions = [
            la.RBConfigurationVertexPartition(layer, weights="weight") for layer in layers_of
        ]
        partitions.append(la.CPMVertexPartition(coupled, weights="weight", resolution_parameter=0))
    with clock("clustering"):
        optimiser = la.Optimiser()
        optimiser.set_rng_seed(seed)
        optimiser.optimise_partition_multiplex(partitions, n_iterations=-1)
    labels = np.full((len(networks), n), -1)
    for vertex, label in zip(whole.vs, partitions[0].membership, strict=True):
        labels[vertex["slice"], vertex["id"]] = label
    return labels
