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
    def propensities(self) -> FloatVector:
        """The degree correction: how much more a node is drawn than population and distance say."""
        return self._core.propensities

    @property
    def degree_errors(self) -> FloatVector:
        """(expected − observed) / observed degree per node after the correction; NaN without."""
        return self._core.degree_errors

    def _of(self, network: Network) -> Gravity:
        given: Any = self._given
        return _gravity_model(network, self.degree_correction, *given)

    def _facts(self) -> list[tuple[str, object]]:
        import numpy as np

        rows: list[tuple[str, object]] = [("exponent of population", round(self.alpha, 4))]
        known = np.abs(self.degree_errors[np.isfinite(self.degree_errors)])
        if self.degree_correction and len(known):
            rows.append(("largest error of a degree", f"{known.max():.2%}"))
        decay = self.distance_decay
        for row in decay.iloc[:: max(1, len(decay) // 5)].itertuples():
            rows.append((f"factor at {row.distance:,.0f} km", float(row.factor)))
        return rows

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
