"""Random counterparts of a network's memberships, and the ties that they do not explain.

Three nulls, from the least to the most that is kept: *curveball* (every degree, exactly), *BiCM*
(every degree, on average) and *gravity* (arrangement sizes, and on average degrees, with population
and distance doing the rest). Against the first two everything geographic is significant; gravity
is the honest one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import checked_flag, checked_seed, checked_threads
from .._common.errors import DataError
from .._common.labels import attribute_of
from .._common.objects import core_of, require
from .._common.progress import Progress, ProgressLike
from ..network._network import Network
from ._null_model import NullModel

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from .._common.types import FloatVector, ValuesLike


class Gravity(NullModel):
    """Cooperation as population and distance would have it. See :func:`gravity`."""

    name = "gravity"

    def __init__(
        self,
        network: Network,
        *,
        degree_correction: bool = True,
        population: ValuesLike | None = None,
        lon: ValuesLike | None = None,
        lat: ValuesLike | None = None,
        seed: int = 0,
        threads: int | None = None,
        progress: ProgressLike = None,
        _start: Gravity | None = None,
    ) -> None:
        require(network)
        degree_correction = checked_flag(degree_correction, "degree_correction")
        columns = [
            node_numbers(network, name, given)
            for name, given in (("population", population), ("lon", lon), ("lat", lat))
        ]
        seed = checked_seed(seed)
        with Progress("gravity", progress) as bar:
            core = _core.Gravity(
                core_of(network),
                *columns,
                degree_correction,
                seed,
                checked_threads(threads),
                _start._core if _start is not None else None,
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
        the first; log f is linear in between and constant below the first. Beyond the last it falls
        on as between the last two, at least as an inverse square."""
        import pandas as pd

        return pd.DataFrame({"distance": self._core.knots, "factor": self._core.decay})

    @property
    def propensities(self) -> FloatVector:
        """The degree correction: how much more a node is drawn than population, distance and its
        place say. It is b times the node's accessibility (the sum of f over the distances to those
        that start arrangements), since b alone has to be large where nobody is near; mean 1."""
        return self._core.propensities

    @property
    def weights(self) -> FloatVector:
        """B itself, which draws use; mean 1."""
        return self._core.weights

    @property
    def distances(self) -> pd.DataFrame:
        """``low, high`` (km), ``observed, drawn, ratio``: pairs of members of an arrangement (in a
        star host and member alone) by distance, of the network and the mean of 200 draws that the
        fit has not seen. Empty above 3,000 nodes, where f is not calibrated."""
        import numpy as np
        import pandas as pd

        found = self._core.distances
        low, observed, drawn = found.low.copy(), found.observed.copy(), found.drawn.copy()
        high = np.append(low[1:], np.inf) if len(low) else low
        ratio = np.divide(drawn, observed, out=np.where(drawn > 0, np.inf, 1.0), where=observed > 0)
        return pd.DataFrame(
            {"low": low, "high": high, "observed": observed, "drawn": drawn, "ratio": ratio}
        )

    @property
    def distances_met(self) -> bool:
        """Whether draws have as many pairs as the network: within 5% in every class of distance
        that holds a hundredth of all pairs in one of the two, and within .5% of all pairs in the
        other classes together. ``distances`` says where not."""
        return self._core.distances.met

    @property
    def degree_errors(self) -> FloatVector:
        """(expected − observed) / observed degree per node after the correction; NaN without."""
        return self._core.degree_errors

    def _of(self, network: Network) -> Gravity:
        population, lon, lat, seed = self._given
        like = (network.node_count, network.arrangement_count) == (
            self.network.node_count,
            self.network.arrangement_count,
        )
        return Gravity(
            network,
            degree_correction=self.degree_correction,
            population=population,
            lon=lon,
            lat=lat,
            seed=seed,
            progress=False,
            # A draw is like its network: fitting goes on from here.
            _start=self if like else None,
        )

    def _facts(self) -> list[tuple[str, object]]:
        import numpy as np

        rows: list[tuple[str, object]] = [("exponent of population", round(self.alpha, 4))]
        known = np.abs(self.degree_errors[np.isfinite(self.degree_errors)])
        if self.degree_correction and len(known):
            rows.append(("largest error of a degree", f"{known.max():.2%}"))
        if len(self._core.distances.low):
            rows.append(("pairs by distance", self._said_of_distances()))
        decay = self.distance_decay
        for row in decay.iloc[:: max(1, len(decay) // 5)].itertuples():
            rows.append((f"factor at {row.distance:,.0f} km", float(row.factor)))
        return rows

    def _said_of_distances(self) -> str:
        """How far draws have as many pairs at every distance as the network, in a few words."""
        table = self.distances
        some = table[table[["observed", "drawn"]].max(axis=1) >= 0.01 * table["observed"].sum()]
        worst = some.loc[(some["ratio"] - 1).abs().idxmax()]
        where = f"{worst['low']:g}–{worst['high']:g} km"
        if self.distances_met:
            return f"within 5% (furthest at {where}: {worst['ratio']:.2f})"
        return f"not met within 5%: at {where} draws have {worst['ratio']:.2f} of the pairs"

    def _picture(self) -> str:
        """How the chance of working together falls with distance."""
        import numpy as np

        from .._common.display import curve

        decay = self.distance_decay[self.distance_decay["factor"] > 0]
        return curve(
            decay["distance"].to_numpy(dtype=float),
            np.log(decay["factor"].to_numpy(dtype=float)),
            "Logarithm of the distance factor against distance",
        )

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
    population: ValuesLike | None = None,
    lon: ValuesLike | None = None,
    lat: ValuesLike | None = None,
    seed: int = 0,
    threads: int | None = None,
    progress: ProgressLike = None,
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
    population, lon, lat : one number per node (degrees for the latter two), by id (a Series, a
        dict) or in the order of the nodes (an array), or the name of a column; those of
        ``network.nodes`` if not given.
    seed : for the sample of pairs that α and f are fitted on above 3,000 nodes.

    Raises
    ------
    DataError : population (above 0) or coordinates of a node are missing; ``value`` lists the ids.
    ValueError : the network has no memberships; or the ids of an attribute are not those of the
        nodes.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.datasets.load("nl-2020").at("2020-07-01").network(domain="social")
    >>> model = mg.gravity(network)
    >>> model.sample(seed=1).arrangement_count == network.arrangement_count
    True
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


def node_numbers(
    network: Network, name: str, given: Any, model: str = "gravity model"
) -> np.ndarray[Any, Any]:
    """A column of the nodes as floats; DataError that lists the ids where it cannot be used."""
    import numpy as np
    import pandas as pd

    n = network.node_count
    nodes = network._table
    if given is not None:
        column = pd.Series(attribute_of(network, given, name))
    else:
        column = nodes[name] if name in nodes.columns else pd.Series(np.nan, index=range(n))
    values = pd.to_numeric(column, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    limit = {"lon": 180.0, "lat": 90.0}.get(name)
    good = np.isfinite(values) & (values > 0 if limit is None else np.abs(values) <= (limit or 0))
    if good.all():
        return values
    bad = nodes["id"][~good].tolist()
    raise DataError(
        f"the {model} needs {name} of every node; {len(bad)} of {n} have none to use",
        source="nodes",
        column=name,
        value=", ".join(map(str, bad)),
        expected="a number above 0" if limit is None else f"degrees from -{limit:g} to {limit:g}",
    )
