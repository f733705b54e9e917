"""The command ``export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from .._common.errors import ConsensusWarning
from .._common.warn import without
from ._output import print_json, say, say_doubt

if TYPE_CHECKING:
    from ..network._network import Network


def export(
    network: Network, path: Path, *, clusters: bool, bridges: bool, plain: bool, json: bool,
    seed: int, runs: dict[str, Any],
) -> None:  # fmt: skip
    """Write a network with its clusters and bridges, and say which files there are."""
    from ..bridging import bridges as table_of
    from ..clustering import estimate

    made: dict[str, Any] = {}
    told: list[str] = []
    if clusters or bridges:
        with without(ConsensusWarning):
            found = estimate(network, seed=seed, **runs)
        labels = found.clustering
        say_doubt(labels)
        if clusters:
            made["clustering"] = labels
            told.append(f"clusters: {found.range}, {found.by}")
        if bridges:
            made["bridges"] = table_of(network, labels)
    files = [str(one) for one in network.write(path, **made, plain=plain)]
    if json:
        print_json({"files": files, "construction": network.construction, "seed": seed})
        return
    for line in (repr(network), *told, *(f"written: {name}" for name in files)):
        say(line)
