"""The networks that everyone measures on, as membership arrays.

Names: `national`, `europe` and `world` are the generator's standard sizes with seed 0;
`national-100` is `national` with seed 100; `nodes1000-100` and `nodes2000-100` are `national` with
every number in proportion (the density of the projection is .99 for all of them); `europe-half`,
`europe-x2` and `europe-x4` are `europe` in proportion, with its largest arrangement on the way to
that of `world`; `region` is a tenth of `europe`, for quick looks. Others are registers of
`munigraph.datasets._datasets`.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import munigraph as mg
import numpy as np
from munigraph.network._synthetic import synthetic_memberships, synthetic_options

CACHE = Path(__file__).parent.parent / "build" / "benchmark-networks"
IN_PROPORTION = ("arrangements", "clusters", "provinces", "memberships")
GROWTH = {"europe-half": 0.5, "europe-x2": 2, "europe-x4": 4}


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

    @property
    def size(self) -> dict[str, int]:
        return {
            "municipalities": self.n,
            "arrangements": len(self.sizes),
            "memberships": len(self.participants),
        }

    def network(self) -> mg.Network:
        """Newman weights."""
        return mg.Network.from_memberships(self.participants, self.arrangements, n=self.n)


def in_proportion(size: str, municipalities: int, largest: int) -> dict[str, Any]:
    """A standard size for another number of municipalities."""
    options = synthetic_options(size)
    factor = municipalities / options["municipalities"]
    for key in IN_PROPORTION:
        options[key] = round(options[key] * factor)
    return {**options, "municipalities": municipalities, "largest": largest}


def generator_options(name: str) -> dict[str, Any] | None:
    """What the generator is called with; None for a name that is no synthetic network."""
    if name in ("national", "europe", "world"):
        return {**synthetic_options(name), "seed": 0}
    if name == "region":
        return {**in_proportion("europe", 10_000, 1_000), "seed": 0}
    if name in GROWTH:
        growth = GROWTH[name]
        largest = round(1_000 * growth ** math.log10(5))  # tenfold: the 5,000 of `world`
        return {**in_proportion("europe", round(100_000 * growth), largest), "seed": 0}
    if found := re.fullmatch(r"national-(\d+)", name):
        return {**synthetic_options("national"), "seed": int(found[1])}
    if found := re.fullmatch(r"nodes(\d+)-(\d+)", name):
        n = int(found[1])
        return {**in_proportion("national", n, n * 334 // 355), "seed": int(found[2])}
    return None


def make(name: str) -> Memberships | None:
    """None where the data cannot be found."""
    options = generator_options(name)
    if options is not None:
        drawn = synthetic_memberships(**options)
        return Memberships(drawn["participants"], drawn["arrangements"], options["municipalities"])
    from munigraph.datasets import _datasets as datasets

    try:
        register = datasets.load(name)
    except FileNotFoundError:
        return None
    network = register.at(datasets.dataset(name).date).network()
    # As cliques: what the peers can hold.
    participants, arrangements = network._core.memberships()
    return Memberships(participants, arrangements, network.node_count)


@cache
def code() -> str:
    """Digest of the installed package: results of another build are not to be mixed in."""
    digest = hashlib.sha256()
    folder = Path(mg.__file__).parent
    for path in sorted([*folder.glob("**/*.py"), Path(mg._core.__file__)]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def load(name: str) -> Memberships | None:
    """As `make`, from a file where this build has made the network before: so a measurement starts
    with the arrays alone, and not in the memory that reading a register has left."""
    folder = CACHE / code()
    if not (folder / f"{name}.json").exists():
        memberships = make(name)
        if memberships is not None:
            keep(memberships, folder, name)
        return memberships
    n = json.loads((folder / f"{name}.json").read_text())
    arrays = (np.load(folder / f"{name}-{part}.npy") for part in ("participants", "arrangements"))
    return Memberships(*arrays, n)


def keep(memberships: Memberships, folder: Path, name: str) -> None:
    if CACHE.exists():
        for other in CACHE.iterdir():
            if other != folder:
                shutil.rmtree(other, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / f"{name}-participants.npy", memberships.participants)
    np.save(folder / f"{name}-arrangements.npy", memberships.arrangements)
    whole = folder / f"{name}.json.{os.getpid()}"
    whole.write_text(json.dumps(memberships.n))
    whole.rename(folder / f"{name}.json")
