"""The networks that everyone measures on, as membership arrays."""

from __future__ import annotations

from dataclasses import dataclass

import munigraph as mg
import numpy as np
from munigraph.generators import synthetic_memberships, synthetic_options

NAMES = ("national", "region", "europe", "world", "nl-2020", "nl-roo", "fr-2021")
"""`region` is a tenth of `europe`, for quick looks."""


@dataclass(frozen=True)
class Memberships:
    """Municipality and arrangement of each membership; arrangements of two or more members."""

    participants: np.ndarray
    arrangements: np.ndarray
    n: int

    @property
    def sizes(self) -> np.ndarray:
        """Members per arrangement."""
        return np.bincount(self.arrangements)

    @property
    def pairs(self) -> float:
        """Ordered pairs within arrangements: what a projection has to add up."""
        k = self.sizes.astype(float)
        return float((k * (k - 1)).sum())

    def network(self) -> mg.Network:
        """Newman weights."""
        return mg.Network.from_memberships(self.participants, self.arrangements, n=self.n)


def load(name: str) -> Memberships | None:
    """None where the data cannot be found."""
    if name in ("national", "region", "europe", "world"):
        options = synthetic_options("europe" if name == "region" else name)
        if name == "region":
            for key in ("municipalities", "arrangements", "clusters", "provinces", "memberships"):
                options[key] //= 10
        drawn = synthetic_memberships(**options, seed=0)
        return Memberships(drawn["participants"], drawn["arrangements"], options["municipalities"])
    from munigraph import datasets

    try:
        register = datasets.load(name)
    except FileNotFoundError:
        return None
    network = register.at(datasets.dataset(name).date).network()
    # As cliques: what the peers can hold.
    participants, arrangements = network._core.memberships()
    return Memberships(participants, arrangements, network.node_count)
