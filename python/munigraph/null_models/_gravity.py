"""Random counterparts of a network's memberships, and the ties that they do not explain.

Three nulls, from the least to the most that is kept: *curveball* (every degree, exactly), *BiCM*
(every degree, on average) and *gravity* (arrangement sizes, and on average degrees, with population
and distance doing the rest). Against the first two everything geographic is significant; gravity
is the honest one.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import checked_flag, checked_seed, checked_threads
from .._common.choices import check_choices
from .._common.errors import DataError
from .._common.labels import attribute_of
from .._common.objects import core_of, require
from .._common.progress import Progress, ProgressLike
from ..network._network import Network
from ._null_model import NullModel

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from .._common.literals import Distance
    from .._common.types import FloatVector, ValuesLike

#: Draws by which the distances of pairs are judged, and in networks of more nodes than this, where
#: a draw takes long and holds many pairs.
_DRAWS, _LARGE, _DRAWS_WHERE_LARGE = 200, 3000, 5


class Gravity(NullModel):
    """Cooperation as population and distance would have it. See :func:`gravity`."""

    name = "gravity"

    def __init__(
        self,
        network: Network,
        *,
        degree_correction: bool = True,
        distance: Distance = "auto",
        population: ValuesLike | None = None,
        lon: ValuesLike | None = None,
        lat: ValuesLike | None = None,
        start: Gravity | None = None,
        seed: int = 0,
        threads: int | None = None,
        progress: ProgressLike = None,
    ) -> None:
        require(network)
        degree_correction = checked_flag(degree_correction, "degree_correction")
        check_choices("gravity", distance=distance)
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
                distance,
                None if start is None else core_of(start, "Gravity"),
                seed,
                checked_threads(threads),
                bar.callback,
            )
        super().__init__(network, core)
        self.degree_correction = degree_correction
        self._given: tuple[Any, ...] = (distance, *columns, seed)
        self._start = start

    @property
    def distance(self) -> Distance:
        """Whose distances count when a member is drawn: ``"initiator"`` or ``"members"``."""
        return self._core.distance

    @property
    def pairs(self) -> pd.DataFrame:
        """Whether draws have the distances of the register.

        One row per class of distance: ``from_km``, ``to_km``, ``observed`` (pairs of members of an
        arrangement, arrangement by arrangement; in a star, host and member), ``drawn`` (mean of 200
        draws; of 5 above 3,000 nodes) and ``ratio`` (drawn / observed; NaN where none is observed).
        Worked out once, in the time of these draws.
        """
        import numpy as np
        import pandas as pd

        found = self._pairs
        start, observed, drawn = (
            np.array(x, dtype=float) for x in (found.from_km, found.observed, found.drawn)
        )
        ratio = np.divide(drawn, observed, out=np.full(len(start), np.nan), where=observed > 0)
        return pd.DataFrame(
            {"from_km": start, "to_km": np.append(start[1:], np.inf), "observed": observed,
             "drawn": drawn, "ratio": ratio}
        )  # fmt: skip

    @property
    def largest_distance_error(self) -> float:
        """Largest |ratio − 1| of :attr:`pairs` among classes with 1% of the pairs, in the register
        or in the draws; infinite where only draws fill such a class."""
        return self._pairs.largest_error

    @property
    def reproduces_distances(self) -> bool:
        """Whether :attr:`largest_distance_error` is at most 5% and all other classes together are
        off by at most .5% of the pairs."""
        return self._pairs.reproduced

    @cached_property
    def _pairs(self) -> Any:
        draws = _DRAWS if self.network.node_count <= _LARGE else _DRAWS_WHERE_LARGE
        return self._core.pairs(draws, 1, None)

    @property
    def alpha(self) -> float:
        """Exponent of population; 0 where there are no ties to fit it on."""
        return self._core.alpha

    @property
    def distance_decay(self) -> pd.DataFrame:
        """``distance`` (km) and ``factor``: f at the distances where it was fitted, relative to
        the first; log f is linear in between, constant before the first and, beyond the last,
        falls at its mean slope between them, by 1 in the distance to the last one at least."""
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
        distance, population, lon, lat, seed = self._given
        return _gravity_model(
            network, self.degree_correction, distance, population, lon, lat, seed, self
        )

    def _facts(self) -> list[tuple[str, object]]:
        import numpy as np

        rows: list[tuple[str, object]] = [
            ("exponent of population", round(self.alpha, 4)),
            ("distances that count", f"to the {self.distance}"),
        ]
        if self.network.node_count <= _LARGE:
            rows.append(("pairs at a distance", self._said_of_pairs()))
        known = np.abs(self.degree_errors[np.isfinite(self.degree_errors)])
        if self.degree_correction and len(known):
            rows.append(("largest error of a degree", f"{known.max():.2%}"))
        decay = self.distance_decay
        for row in decay.iloc[:: max(1, len(decay) // 5)].itertuples():
            rows.append((f"factor at {row.distance:,.0f} km", f"{row.factor:.2g}"))
        return rows

    def _said_of_pairs(self) -> str:
        """How well draws meet the distances, in a few words."""
        if self.reproduces_distances:
            return f"within {self.largest_distance_error:.1%} of the register's in every class"
        table = self.pairs
        judged = table[["observed", "drawn"]].max(axis=1) >= (
            self._pairs.share_judged * table["observed"].sum()
        )
        off = ", ".join(
            f"{row.from_km:g}–{row.to_km:g} km {row.ratio:.2f}" if row.observed else
            f"{row.from_km:g}–{row.to_km:g} km none but in draws"
            for row in table[judged].itertuples()
        )  # fmt: skip
        return f"not those of the register; drawn over observed: {off}"

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
        return _gravity_model, (
            self.network, self.degree_correction, *self._given, self._start,
        )  # fmt: skip


def _gravity_model(
    network: Network,
    degree_correction: bool,
    distance: Distance,
    population: Any,
    lon: Any,
    lat: Any,
    seed: int,
    start: Gravity | None,
) -> Gravity:
    return Gravity(
        network,
        degree_correction=degree_correction,
        distance=distance,
        population=population,
        lon=lon,
        lat=lat,
        seed=seed,
        start=start,
    )


def gravity(
    network: Network,
    *,
    degree_correction: bool = True,
    distance: Distance = "auto",
    population: ValuesLike | None = None,
    lon: ValuesLike | None = None,
    lat: ValuesLike | None = None,
    start: Gravity | None = None,
    seed: int = 0,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> Gravity:
    """Fit the gravity model of a network's memberships.

    Every arrangement keeps its size. Its initiator is drawn in proportion to strength (a star's
    host is its initiator), the others without replacement in proportion to population^α · f. α
    and f start from the Poisson likelihood of the numbers of arrangements that pairs share, and f
    (up to 3,000 nodes) is then calibrated until draws have as many such pairs at every distance as
    are observed. With ``degree_correction`` propensities are iterated until each node's expected
    number of arrangements is the observed one.

    f speaks of the distance to the initiator or, as a geometric mean, of those to all members who
    are in. By the former, members may lie on opposite sides of the initiator: where arrangements
    are compact regions no f then reproduces the register's distances, and the latter does.
    ``pairs`` of the result shows how well distances are met, ``reproduces_distances`` whether they
    are.

    Parameters
    ----------
    population, lon, lat : one number per node (degrees for the latter two), by id (a Series, a
        dict) or in the order of the nodes (an array), or the name of a column; those of
        ``network.nodes`` if not given.
    distance : ``"initiator"`` | ``"members"`` | ``"auto"`` (the former where its draws have the
        observed distances, else the one that comes nearer; above 3,000 nodes the former).
    start : a model of the same nodes to begin at: its rule (``distance``), knots and α are kept, f
        and propensities moved on, in a fifth of the time. For fits to draws of that model.
    seed : of the draws that f is calibrated by, and of the sample of pairs above 3,000 nodes.

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
    >>> model.distance, model.reproduces_distances
    ('members', True)
    """
    return Gravity(
        network,
        degree_correction=degree_correction,
        distance=distance,
        population=population,
        lon=lon,
        lat=lat,
        start=start,
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
