"""Does one domain fall into more clusters than another, once both are told apart by chance?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import checked_seed
from .._common.progress import Progress, ProgressLike
from .._common.random import stream
from ..clustering._ensemble import ensemble
from ..network._network import Network
from ._domains import _network_or_empty

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from ..registry._snapshot import Snapshot


@dataclass(frozen=True)
class Contrast:
    """Clusters of two domains of one register, and what chance would make of their difference.

    Figures are medians over ``runs`` runs of Leiden. ``dealt``: differences when the sets of
    domains are dealt anew among the arrangements that carry either, within strata of obligation
    and size (2–3, 4–7, 8–15, 16 and more members); ``p`` is of a difference at least as large,
    ``p_two_sided`` of one at least as far from the mean of the draws, which is not 0 where one
    domain has more arrangements. ``resampled``: differences over the Bayesian bootstrap of
    arrangements. ``rarefied``: both domains at the number of arrangements of the smaller, mean and
    middle 95%; ``redraws`` draws of either.
    """

    a: str
    b: str
    clusters_a: float
    clusters_b: float
    arrangements_a: int
    arrangements_b: int
    p: float
    p_two_sided: float
    draws: int
    runs: int
    dealt: np.ndarray[Any, Any] = field(repr=False, compare=False)
    resampled: np.ndarray[Any, Any] = field(repr=False, compare=False)
    rarefied: pd.DataFrame = field(repr=False, compare=False)

    @property
    def difference(self) -> float:
        """Clusters of the first domain less those of the second."""
        return self.clusters_a - self.clusters_b

    def row(self) -> dict[str, Any]:
        """All single figures."""
        names = ("a", "b", "clusters_a", "clusters_b", "difference", "arrangements_a",
                 "arrangements_b", "p", "p_two_sided", "draws", "runs")  # fmt: skip
        return {name: getattr(self, name) for name in names}

    @property
    def table(self) -> pd.DataFrame:
        """One row."""
        import pandas as pd

        return pd.DataFrame([self.row()])


def contrast(
    snapshot: Snapshot,
    a: str,
    b: str,
    *,
    runs: int = 20,
    draws: int = 99,
    redraws: int | None = None,
    quality: str = "modularity",
    resolution: float | None = None,
    seed: int = 0,
    threads: int | None = None,
    progress: ProgressLike = None,
    **construction: Any,
) -> Contrast:
    """Hold the numbers of clusters of two domains against each other; see :class:`Contrast`.

    ``draws``: times that domains are dealt anew. ``redraws``: draws of the bootstrap and of equal
    sizes; ``None``: as many, and 199 at most.

    Raises ``ValueError`` where either domain has no arrangement, and ``DataError`` for one that the
    register does not know. Cost: ``2 · (draws + 2 · redraws) · runs`` runs of Leiden.
    """
    import numpy as np

    both = _Both(snapshot, a, b, construction)
    options: dict[str, Any] = {
        "runs": runs,
        "quality": quality,
        "resolution": resolution,
        "threads": threads,
    }

    def count(network: Network, index: int) -> float:
        if not network.edge_count:
            return 0.0
        found = ensemble(network, seed=stream(seed, index), progress=False, **options)
        return float(np.median(found.counts))

    def pair(labels: Any, index: int, factors: Any = None) -> tuple[float, float]:
        first, second = labels
        return count(both.network(first, factors), index), count(
            both.network(second, factors), index
        )

    seen = pair(both.carries, 0)
    again = min(draws, 199) if redraws is None else redraws
    # A generator each, so that the number of draws of one changes none of another.
    deal, weigh, thin = (
        np.random.Generator(np.random.PCG64([stream(checked_seed(seed), 1), kind]))
        for kind in range(3)
    )
    dealt, redrawn, thinned = [], [], []
    with Progress("draws", progress) as bar:
        for draw in range(max(draws, again)):
            if draw < draws:
                one = pair(both.dealt(deal), 2 + draw)
                dealt.append(one[0] - one[1])
            if draw < again:
                one = pair(both.carries, 2 + draw, weigh.exponential(size=both.count))
                redrawn.append(one[0] - one[1])
                thinned.append(pair(both.thinned(thin), 2 + draw))
            if bar.callback is not None:
                bar.callback(draw + 1, max(draws, again))
    values, difference = np.array(dealt), seen[0] - seen[1]
    far = np.abs(values - values.mean()) >= abs(difference - values.mean()) * (1 - 1e-12)
    return Contrast(
        a, b, *seen, *both.sizes,
        p=float(((values >= difference).sum() + 1) / (draws + 1)),
        p_two_sided=float((far.sum() + 1) / (draws + 1)),
        draws=draws, runs=runs, dealt=values, resampled=np.array(redrawn),
        rarefied=_rarefied((a, b), both, np.array(thinned)),
    )  # fmt: skip


def _rarefied(names: tuple[str, str], both: _Both, counts: Any) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    counts = counts.reshape(-1, 2)
    if len(counts):
        low, high = np.quantile(counts, [0.025, 0.975], axis=0)
        mean = counts.mean(axis=0)
    else:
        low = high = mean = np.full(2, np.nan)
    return pd.DataFrame(
        {
            "domain": list(names),
            "arrangements": min(both.sizes),
            "clusters_mean": mean,
            "clusters_low": low,
            "clusters_high": high,
        }
    )


class _Both:
    """The arrangements that carry either of two domains, and networks of some of them."""

    def __init__(self, snapshot: Snapshot, a: str, b: str, construction: dict[str, Any]) -> None:
        import numpy as np

        parts = [_network_or_empty(snapshot, name, construction, True) for name in (a, b)]
        ids = [part.arrangements["id"].tolist() for part in parts]
        for name, known in zip((a, b), ids, strict=True):
            if not known:
                raise ValueError(f"the domain {name} has no arrangement of two or more")
        self.order = list(dict.fromkeys(ids[0] + ids[1]))
        self.count = len(self.order)
        at = {one: k for k, one in enumerate(self.order)}
        self.carries = np.zeros((2, self.count), dtype=bool)
        self.size = np.zeros(self.count, dtype=np.int64)
        self.obligation = np.full(self.count, "", dtype=object)
        self.intensity = np.ones(self.count)
        self.host = np.full(self.count, -1, dtype=np.int32)
        members: dict[int, Any] = {}
        for which, (part, known) in enumerate(zip(parts, ids, strict=True)):
            node, arrangement = part._core.memberships()
            hosts, intensities = part._core.hosts(), part._core.intensities()
            duty = part.arrangements["obligation"].astype(object).fillna("").to_numpy()
            for k, one in enumerate(known):
                row = at[one]
                self.carries[which, row] = True
                members[row] = node[arrangement == k]
                self.obligation[row] = duty[k]
                self.intensity[row] = intensities[k] if len(intensities) else 1.0
                self.host[row] = hosts[k] if len(hosts) else -1
        self.members = [members[k] for k in range(self.count)]
        self.size[:] = [len(one) for one in self.members]
        self.part = parts[0]

    @property
    def sizes(self) -> tuple[int, int]:
        first, second = self.carries.sum(axis=1).tolist()
        return first, second

    def dealt(self, random: np.random.Generator) -> Any:
        """Sets of domains dealt anew within strata of obligation and size."""
        import numpy as np

        bins = np.digitize(self.size, [4, 8, 16])
        out = self.carries.copy()
        for duty in sorted(set(self.obligation.tolist())):
            for size in range(4):
                at = np.flatnonzero((self.obligation == duty) & (bins == size))
                out[:, at] = self.carries[:, random.permutation(at)]
        return out

    def thinned(self, random: np.random.Generator) -> Any:
        """Both domains at the number of arrangements of the smaller."""
        import numpy as np

        least = min(self.sizes)
        out = np.zeros_like(self.carries)
        for which in range(2):
            own = np.flatnonzero(self.carries[which])
            out[which, random.choice(own, size=least, replace=False)] = True
        return out

    def network(self, chosen: Any, factors: Any = None) -> Network:
        """The network of some of the arrangements, their intensities times ``factors``."""
        import numpy as np

        at = np.flatnonzero(chosen)
        sizes = self.size[at]
        nodes = np.concatenate([self.members[k] for k in at]) if len(at) else np.empty(0)
        intensity = self.intensity[at] if factors is None else self.intensity[at] * factors[at]
        core = _core.Network.from_memberships(
            nodes.astype(np.int32), np.repeat(np.arange(len(at), dtype=np.int32), sizes),
            self.part.node_count, len(at), self.part._core.weighting, self.part._core.min_shared,
            intensity, self.host[at],
        )  # fmt: skip
        return Network(
            core,
            construction={"version": 1, "made_from": "some arrangements"},
            snapshot=self.part.snapshot,
            node_rows=self.part._node_rows,
            arrangement_rows=np.empty(0, dtype=np.int32),
            nodes=self.part._own_nodes,
        )
