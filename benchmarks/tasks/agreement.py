"""How alike two labellings of a million nodes are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from clock import Clock

from tasks import task, warm

NODES = 1_000_000


@dataclass(frozen=True)
class Labellings:
    """Two labellings of the same nodes; a tenth of the second is the first's, permuted."""

    first: np.ndarray
    second: np.ndarray
    labels: int

    @property
    def size(self) -> dict[str, int]:
        return {"nodes": len(self.first), "labels": self.labels}


def draw(name: str) -> Labellings:
    """`uniform-25`: every label as likely; `zipf-25`: label k as often as 1/k."""
    kind, count = name.split("-")
    labels = int(count)
    random = np.random.default_rng(0)
    share = np.ones(labels) if kind == "uniform" else 1.0 / np.arange(1, labels + 1)
    first = random.choice(labels, NODES, p=share / share.sum()).astype(np.int32)
    redrawn = random.random(NODES) < 0.1
    second = np.where(redrawn, random.permutation(first), first).astype(np.int32)
    return Labellings(first, second, labels)


DRAWN = ("uniform-25", "zipf-25", "uniform-25000", "zipf-25000")

agreement = task(
    name="agreement",
    title="Agreement (AMI) of two labellings of a million nodes",
    data=DRAWN,
    small={"uniform-25": ("munigraph",), "zipf-25000": ()},
    score=lambda given, value: {"AMI": float(value)},
    load=draw,
    note="`uniform-25` has 25 labels, each as likely; in `zipf-25000` label k is as often as 1/k. "
    "In the second labelling a tenth of the nodes have their labels permuted. All of `compare` is "
    "measured (NMI, VI and ARI too). scikit-learn does not finish with 25,000 labels.",
)


@agreement.contender("munigraph")
def munigraph(given: Labellings, seed: int, clock: Clock) -> Any:
    import munigraph as mg

    compare = warm(mg.compare, [0, 0, 1], [0, 1, 1])
    with clock("measure"):
        return compare(given.first, given.second).ami


@agreement.contender("scikit-learn", only=("uniform-25", "zipf-25"), repeats={"": 1})
def scikit_learn(given: Labellings, seed: int, clock: Clock) -> Any:
    from sklearn.metrics import adjusted_mutual_info_score

    score = warm(adjusted_mutual_info_score, [0, 0, 1], [0, 1, 1])
    with clock("measure"):
        return score(given.first, given.second)
