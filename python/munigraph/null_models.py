"""Random counterparts of a network's memberships, and the ties that they do not explain.

Three nulls, from the least to the most that is kept: *curveball* (every degree, exactly), *BiCM*
(every degree, on average) and *gravity* (arrangement sizes, and on average degrees, with population
and distance doing the rest). Against the first two everything geographic is significant; gravity
is the honest one.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import _core
from .comparison import thread_count
from .errors import DataError
from .network import Network
from .progress import Progress

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

__all__ = [
    "Bicm",
    "Curveball",
    "Gravity",
    "Mixing",
    "backbone",
    "bicm",
    "curveball",
    "curveball_mixing",
    "gravity",
]

#: Names of the null models.
NULLS = ("gravity", "curveball", "bicm")

_BACKBONES = ("disparity", "bicm")


def check_word(what: str, word: str, words: tuple[str, ...]) -> None:
    """``ValueError`` with the nearest word unless ``word`` is one of ``words``."""
    if word in words:
        return
    near = difflib.get_close_matches(str(word), words, 1)
    hint = f"did you mean {near[0]!r}?" if near else f"expected one of {', '.join(words)}"
    raise ValueError(f"unknown {what} {word!r}; {hint}")


def _with_core(network: Network, core: Any, made: dict[str, Any]) -> Network:
    """The same nodes (and arrangements, where memberships are left) with other ties."""
    return Network(
        core,
        construction={"version": 1, **made, "of": network.construction},
        snapshot=network.snapshot,
        node_rows=network._node_rows,
        arrangement_rows=network._arrangement_rows if core.has_memberships else None,
    )


class NullModel:
    """What all null models have: :meth:`sample`. Immutable; can be pickled."""

    name = ""

    def __init__(self, network: Network, core: Any) -> None:
        self.network = network
        self._core = core

    def sample(self, seed: int = 0) -> Network:
        """A random counterpart of the network: the same nodes and arrangements, other members,
        weighted as the network is. The same seed gives the same draw.

        The host of a star stays; its members are drawn.
        """
        core = self._core.draw(self.network._core, seed)
        return _with_core(self.network, core, {"made_from": self.name, "seed": seed})


class Curveball(NullModel):
    """Memberships with exactly the observed degrees, uniformly among all such tables.

    See :func:`curveball`. Strona et al. (2014), doi:10.1038/ncomms5114.
    """

    name = "curveball"

    def __init__(self, network: Network, *, trades_per_node: float = 5.0) -> None:
        super().__init__(network, _core.Curveball(network._core, trades_per_node))
        self.trades_per_node = trades_per_node

    def __reduce__(self) -> tuple[Any, ...]:
        return _curveball_model, (self.network, self.trades_per_node)


def _curveball_model(network: Network, trades_per_node: float) -> Curveball:
    return Curveball(network, trades_per_node=trades_per_node)


def curveball(network: Network, *, seed: int = 0, trades_per_node: float = 5.0) -> Network:
    """A draw that keeps every node's number of arrangements and every arrangement's size, exactly.

    A chain of ``trades_per_node`` · n trades from the observed table, in each of which two nodes
    share out anew the arrangements that only one of them is in; uniform among all tables with these
    degrees in the limit. :func:`curveball_mixing` shows whether the chain is long enough.

    Raises ``ValueError`` for a network without memberships. Cost O(trades · memberships per node).
    """
    return Curveball(network, trades_per_node=trades_per_node).sample(seed)


@dataclass(frozen=True)
class Mixing:
    """How fast the curveball chain forgets the observed table."""

    table: pd.DataFrame
    """``trades_per_node, perturbed``: share of the memberships that differ from the observed."""
    plateau: float
    """Where ``perturbed`` levels off (mean of the second half of the chain)."""
    reached: float
    """Trades per node after which 99% of the plateau is first reached."""


def curveball_mixing(
    network: Network,
    *,
    trades_per_node: float = 20.0,
    points: int = 40,
    seed: int = 0,
    progress: bool | None = None,
) -> Mixing:
    """Follow one curveball chain and see when it stops moving away from the observed table."""
    import pandas as pd

    with Progress("trades", progress) as bar:
        found = _core.curveball_mixing(network._core, trades_per_node, points, seed, bar.callback)
    table = pd.DataFrame({k: found[k] for k in ("trades_per_node", "perturbed")})
    return Mixing(table, found["plateau"], found["reached"])


class Bicm(NullModel):
    """The bipartite configuration model: independent memberships with the observed degrees on
    average. See :func:`bicm`."""

    name = "bicm"

    def __init__(self, network: Network) -> None:
        super().__init__(network, _core.Bicm(network._core))

    @property
    def probabilities(self) -> np.ndarray[Any, Any]:
        """Probability of every membership (nodes × arrangements); 1 for a star's host."""
        return self._core.probabilities(self.network._core)

    @property
    def largest_residual(self) -> float:
        """Largest difference between an expected and an observed degree."""
        return self._core.largest_residual

    @property
    def iterations(self) -> int:
        """Newton steps that solving took."""
        return self._core.iterations

    def p_values(self, *, threads: int | None = None) -> pd.DataFrame:
        """``source, target, weight, shared, p``: per tie the chance of sharing at least as many
        arrangements, from the exact Poisson-binomial distribution."""
        table = self.network.edges
        table["p"] = self._core.p_values(self.network._core, thread_count(threads))
        return table

    def validated_projection(
        self, alpha: float = 0.05, *, correction: str = "fdr", threads: int | None = None
    ) -> Network:
        """The network with those ties only that the model does not explain, weights kept.

        ``correction``: ``fdr`` (Benjamini–Hochberg over all pairs of nodes), ``bonferroni`` or
        ``none``. Raises ``ValueError`` unless 0 < alpha < 1.
        """
        core = self._core.validated_projection(
            self.network._core, alpha, correction, thread_count(threads)
        )
        made = {"made_from": "backbone", "backbone": "bicm", "alpha": alpha}
        return _with_core(self.network, core, {**made, "correction": correction})

    def __reduce__(self) -> tuple[Any, ...]:
        return Bicm, (self.network,)


def bicm(network: Network) -> Bicm:
    """Solve the bipartite configuration model of a network's memberships.

    Membership of node i in arrangement a has probability x_i y_a / (1 + x_i y_a), independently of
    all others, with x and y such that expected degrees are the observed ones (to 1e-9, Newton on
    the distinct degrees). The places of hosts of stars are certain.

    Raises ``ValueError`` for a network without memberships.
    Saracco et al. (2015), doi:10.1038/srep10595.
    """
    return Bicm(network)


class Gravity(NullModel):
    """Cooperation as population and distance would have it. See :func:`gravity`."""

    name = "gravity"

    def __init__(
        self,
        network: Network,
        *,
        degree_correction: bool = True,
        population: Any = None,
        lon: Any = None,
        lat: Any = None,
        seed: int = 0,
        threads: int | None = None,
        progress: bool | None = None,
    ) -> None:
        columns = [
            _attribute(network, name, given)
            for name, given in (("population", population), ("lon", lon), ("lat", lat))
        ]
        with Progress("gravity", progress) as bar:
            core = _core.Gravity(
                network._core,
                *columns,
                degree_correction,
                seed,
                thread_count(threads),
                bar.callback,
            )
        super().__init__(network, core)
        self.degree_correction = degree_correction
        self._given = (*columns, seed)

    @property
    def alpha(self) -> float:
        """Exponent of population; 0 where there are no ties to fit it on."""
        return self._core.alpha

    @property
    def distance_decay(self) -> pd.DataFrame:
        """``distance`` (km) and ``factor``: f at the distances where it was fitted, relative to
        the first; log f is linear in between and constant beyond."""
        import pandas as pd

        return pd.DataFrame({"distance": self._core.knots, "factor": self._core.decay})

    @property
    def propensities(self) -> np.ndarray[Any, Any]:
        """The degree correction: how much more a node is drawn than population and distance say."""
        return self._core.propensities

    @property
    def degree_errors(self) -> np.ndarray[Any, Any]:
        """(expected − observed) / observed degree per node after the correction; NaN without."""
        return self._core.degree_errors

    def __reduce__(self) -> tuple[Any, ...]:
        return _gravity_model, (self.network, self.degree_correction, *self._given)


def _gravity_model(
    network: Network, degree_correction: bool, population: Any, lon: Any, lat: Any, seed: int
) -> Gravity:
    return Gravity(
        network,
        degree_correction=degree_correction,
        population=population,
        lon=lon,
        lat=lat,
        seed=seed,
    )


def gravity(
    network: Network,
    *,
    degree_correction: bool = True,
    population: Any = None,
    lon: Any = None,
    lat: Any = None,
    seed: int = 0,
    threads: int | None = None,
    progress: bool | None = None,
) -> Gravity:
    """Fit the gravity model of a network's memberships.

    Every arrangement keeps its size. Its initiator is drawn in proportion to strength (a star's
    host is its initiator), the others without replacement in proportion to population^α ·
    f(distance to the initiator). α and f are fitted by Poisson likelihood on the numbers of
    arrangements that pairs share, and f (up to 3,000 nodes) then calibrated until draws have as
    many such pairs at every distance as are observed. With ``degree_correction`` propensities are
    iterated until each node's expected number of arrangements is the observed one.

    Parameters
    ----------
    population, lon, lat : one number per node (degrees for the latter two); those of
        ``network.nodes`` if not given.
    seed : for the sample of pairs that α and f are fitted on above 3,000 nodes.

    Raises
    ------
    DataError : population (above 0) or coordinates of a node are missing; ``value`` lists the ids.
    ValueError : the network has no memberships.
    """
    return Gravity(
        network,
        degree_correction=degree_correction,
        population=population,
        lon=lon,
        lat=lat,
        seed=seed,
        threads=threads,
        progress=progress,
    )


def _attribute(network: Network, name: str, given: Any) -> np.ndarray[Any, Any]:
    """A column of the nodes as floats; DataError that lists the ids where it cannot be used."""
    import numpy as np
    import pandas as pd

    n = network.node_count
    if given is not None:
        values = np.asarray(given, dtype=np.float64)
        if values.shape != (n,):
            raise ValueError(f"{name} has shape {values.shape}, expected one number per node ({n})")
    else:
        nodes = network.nodes
        column = nodes[name] if name in nodes.columns else pd.Series(np.nan, index=range(n))
        values = pd.to_numeric(column, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    limit = {"lon": 180.0, "lat": 90.0}.get(name)
    good = np.isfinite(values) & (values > 0 if limit is None else np.abs(values) <= (limit or 0))
    if good.all():
        return values
    bad = network.nodes["id"][~good].tolist()
    raise DataError(
        f"the gravity model needs {name} of every node; {len(bad)} of {n} have none to use",
        source="nodes",
        column=name,
        value=", ".join(map(str, bad)),
        expected="a number above 0" if limit is None else f"degrees from -{limit:g} to {limit:g}",
    )


def backbone(
    network: Network,
    method: str,
    alpha: float = 0.05,
    *,
    correction: str | None = None,
    threads: int | None = None,
) -> Network:
    """The network with its significant ties only: all nodes stay, kept ties keep their weight.

    Parameters
    ----------
    method : ``"bicm"``, ties between pairs that share more arrangements than their degrees explain
        (see :meth:`Bicm.validated_projection`), or ``"disparity"``, ties that carry more of the
        strength of one of their ends than an even chance gives (Serrano, Boguñá & Vespignani 2009,
        doi:10.1073/pnas.0808904106).
    alpha : level of significance.
    correction : ``fdr``, ``bonferroni`` or ``none``; ``fdr`` for the first and, as is customary,
        ``none`` for the second if not given.
    """
    check_word("backbone", method, _BACKBONES)
    if correction is None:
        correction = "fdr" if method == "bicm" else "none"
    core = _core.backbone(network._core, method, alpha, correction, thread_count(threads))
    kept = network.construction
    if kept.get("backbone") == method and "made_from" not in kept:
        return Network(
            core, construction=kept, snapshot=network.snapshot, node_rows=network._node_rows
        )
    made = {"made_from": "backbone", "backbone": method, "alpha": alpha, "correction": correction}
    return _with_core(network, core, made)


def null_model(network: Network, null: str | NullModel, **options: Any) -> NullModel:
    """A null model by name, or one that is there already."""
    if isinstance(null, NullModel):
        return null
    check_word("null model", null, NULLS)
    kinds: dict[str, Any] = {"gravity": Gravity, "curveball": Curveball, "bicm": Bicm}
    return kinds[null](network, **options)
