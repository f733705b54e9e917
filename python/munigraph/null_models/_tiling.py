"""Random counterparts of a network's memberships, and the ties that they do not explain.

*Tiling* draws statutory regions anew as regions that tile the country: what gravity, curveball and
BiCM, which draw arrangements one by one, do not keep.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import checked_seed, checked_threads
from .._common.choices import check_choices
from .._common.labels import as_text
from .._common.objects import core_of, require
from .._common.progress import Progress, ProgressLike
from .._common.warn import warn
from ..network._network import Network
from ._curveball import Curveball
from ._gravity import Gravity, node_numbers
from ._null_model import NullModel, _with_core
from ._schemes import find_schemes, refusal

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from .._common.literals import Adjacency, Others
    from .._common.types import BordersLike, ValuesLike

#: More regions than this outside the tolerance of their size, and the null says so.
_OUTSIDE = 0.1


class Tiling(NullModel):
    """Regions that tile, as they could have been drawn. See :func:`tiling`."""

    name = "tiling"

    def __init__(
        self,
        network: Network,
        *,
        others: Others = "gravity",
        schemes: ValuesLike | None = None,
        borders: BordersLike | None = None,
        adjacency: Adjacency = "delaunay",
        population: ValuesLike | None = None,
        lon: ValuesLike | None = None,
        lat: ValuesLike | None = None,
        steps_per_region: float = 10.0,
        seed: int = 0,
        threads: int | None = None,
        progress: ProgressLike = None,
    ) -> None:
        require(network)
        check_choices(
            "tiling", others=others, adjacency=adjacency, steps_per_region=steps_per_region
        )
        seed = checked_seed(seed)
        self._given: dict[str, Any] = {
            "others": others, "schemes": schemes, "borders": borders, "adjacency": adjacency,
            "population": population, "lon": lon, "lat": lat,
            "steps_per_region": steps_per_region, "seed": seed,
        }  # fmt: skip
        found = find_schemes(network) if schemes is None else _named_schemes(network, schemes)
        if not found:
            raise ValueError(refusal(network))
        self._regions = found
        regions = [position for one in found.values() for position in one]
        #: What draws all other arrangements; None where there are none.
        self.others = self._model_of_others(network, regions, threads)
        pairs = _pairs(network, borders) if borders is not None else None
        places = self._places(network, pairs is None)
        if pairs is None:
            pairs = _core.neighbours_of_places(*places, adjacency)
        #: ``borders`` where they were given, else the word of what stands in for them.
        self.adjacency = adjacency if borders is None else "borders"
        self._pairs = pairs
        with Progress("tiling", progress) as bar:
            core = _core.Tiling(
                core_of(network),
                self.others._core if self.others is not None else None,
                list(found.values()),
                pairs,
                self._weights(network, regions),
                *places,
                float(steps_per_region),
                seed,
                checked_threads(threads),
                bar.callback,
            )
        super().__init__(network, core)
        self._warn()

    def _model_of_others(
        self, network: Network, regions: list[int], threads: int | None
    ) -> Gravity | Curveball | None:
        core = _core.without_members(core_of(network), regions)
        if core.membership_count == 0:
            return None
        rest = _with_core(network, core, {"made_from": "others"})
        if self._given["others"] == "curveball":
            return Curveball(rest)
        own = {key: self._given[key] for key in ("population", "lon", "lat", "seed")}
        return Gravity(rest, threads=threads, progress=False, **own)

    def _places(self, network: Network, needed: bool) -> tuple[Any, Any]:
        """Longitudes and latitudes; empty where they are not needed and not all there."""
        import numpy as np

        try:
            return tuple(  # type: ignore[return-value]
                node_numbers(network, name, self._given[name], "tiling null")
                for name in ("lon", "lat")
            )
        except ValueError:
            if needed:
                raise
            return np.empty(0), np.empty(0)

    def _weights(self, network: Network, regions: list[int]) -> np.ndarray[Any, Any]:
        """Population, where hosts of stars are to be drawn by it."""
        import numpy as np

        if not (core_of(network).hosts()[regions] >= 0).any():
            return np.empty(0)
        return node_numbers(network, "population", self._given["population"], "tiling null")

    def _warn(self) -> None:
        if self.outside > _OUTSIDE:
            warn(
                f"tiling: {self.outside:.0%} of the regions drawn are outside 10% of the size they "
                "have in the register; columns outside of .schemes says in which schemes"
            )
        still = self.schemes.loc[~self.schemes["levelled"], "scheme"].tolist()
        if still:
            warn(
                "tiling: agreement with the start of the chain has not levelled off for "
                f"{', '.join(still)}; see .mixing, and give more steps_per_region"
            )

    @property
    def schemes(self) -> pd.DataFrame:
        """One row per scheme: ``scheme, regions, nodes, steps`` (recombinations per region of a
        draw), ``levelled`` (whether agreement with the start has levelled off by then), ``outside``
        (share of its regions drawn with a size outside 10%, at least one, of the register's)."""
        import pandas as pd

        trials = self._core.trials
        covered = _covered_nodes(self.network, self._regions)
        return pd.DataFrame({
            "scheme": list(self._regions),
            "regions": [len(one) for one in self._regions.values()],
            "nodes": covered,
            "steps": trials.steps,
            "levelled": trials.levelled.astype(bool),
            "outside": trials.outside,
        })  # fmt: skip

    @property
    def mixing(self) -> pd.DataFrame:
        """``scheme, steps_per_region, agreement``: AMI with the regions that chains start from,
        mean of eight trial draws; NaN for schemes that are taken over whole from others."""
        import numpy as np
        import pandas as pd

        trials = self._core.trials
        points, names = len(trials.steps_per_region), list(self._regions)
        return pd.DataFrame({
            "scheme": np.repeat(names, points),
            "steps_per_region": np.tile(trials.steps_per_region, len(names)),
            "agreement": trials.agreement.T.ravel(),
        })  # fmt: skip

    @property
    def outside(self) -> float:
        """Share of regions drawn with a size outside 10% (at least one) of the register's."""
        table = self.schemes
        return float((table["outside"] * table["regions"]).sum() / table["regions"].sum())

    @property
    def kept(self) -> pd.DataFrame:
        """``observed, drawn`` (mean of the trial draws) of two shares of regions: ``equal``, that
        have the members of a region of another scheme, and ``connected``."""
        import pandas as pd

        t = self._core.trials
        return pd.DataFrame(
            {
                "observed": [t.equal_observed, t.connected_observed],
                "drawn": [t.equal_drawn, t.connected_drawn],
            },
            index=["equal", "connected"],
        )

    @property
    def neighbours(self) -> pd.DataFrame:
        """``source, target``: the pairs of nodes that count as neighbours."""
        import pandas as pd

        ids = self.network._table["id"].to_numpy()
        ends = list(zip(*self._pairs, strict=True)) or [(), ()]
        return pd.DataFrame({"source": ids[list(ends[0])], "target": ids[list(ends[1])]})

    def _facts(self) -> list[tuple[str, object]]:
        table, kept = self.schemes, self.kept
        other = type(self.others).__name__.lower() if self.others is not None else "none left"
        return [
            ("schemes", ", ".join(table["scheme"])),
            ("regions", int(table["regions"].sum())),
            ("neighbours by", self.adjacency),
            ("other arrangements", other),
            ("regions outside their size", f"{self.outside:.1%}"),
            *(
                (
                    f"regions {what}",
                    f"{kept['observed'][key]:.0%}, in draws {kept['drawn'][key]:.0%}",
                )
                for key, what in (
                    ("equal", "equal to another scheme's"),
                    ("connected", "connected"),
                )
            ),
            ("recombinations per region", f"{table['steps'].max():g}"),
        ]

    def _of(self, network: Network) -> Tiling:
        given = dict(self._given)
        ids, own = network.arrangements["id"].tolist(), self.network.arrangements["id"].tolist()
        # A draw of the network has its schemes; a network with more arrangements is looked at.
        if given["schemes"] is not None or ids == own:
            name_of = {own[a]: name for name, one in self._regions.items() for a in one}
            given["schemes"] = {one: name_of[one] for one in ids if one in name_of}
        return Tiling(network, progress=False, **given)

    def __reduce__(self) -> tuple[Any, ...]:
        return _tiling_model, (self.network, self._given)


def _tiling_model(network: Network, given: dict[str, Any]) -> Tiling:
    return Tiling(network, progress=False, **given)


def _named_schemes(network: Network, schemes: Any) -> dict[str, list[int]]:
    """Schemes as they were given: a column of the arrangements, or a name per arrangement."""
    import pandas as pd

    table = network.arrangements
    if isinstance(schemes, str):
        from .._common.words import check_word

        column = table[check_word("column of schemes", schemes, list(map(str, table.columns)))]
        names = column.tolist()
    elif isinstance(schemes, (Mapping, pd.Series)):
        known = {str(key): value for key, value in dict(schemes).items()}
        ids = as_text(table["id"]).tolist()
        if unknown := [key for key in known if key not in set(ids)]:
            raise ValueError(f"schemes: no arrangement {unknown[0]!r} in the network")
        names = [known.get(one) for one in ids]
    else:
        names = list(schemes)
        if len(names) != len(table):
            raise ValueError(
                f"schemes: {len(names)} names for {len(table)} arrangements; expected one each "
                "(None for those in no scheme), a dict by id, or the name of a column"
            )
    found: dict[str, list[int]] = {}
    for position, name in enumerate(names):
        if not pd.isna(name) and str(name):
            found.setdefault(str(name), []).append(position)
    return found


def _covered_nodes(network: Network, schemes: dict[str, list[int]]) -> list[int]:
    import numpy as np

    node, arrangement = core_of(network).memberships()
    return [len(np.unique(node[np.isin(arrangement, one)])) for one in schemes.values()]


def _pairs(network: Network, borders: Any) -> list[tuple[int, int]]:
    """Pairs of positions from pairs of ids; pairs with other places are left out."""
    import pandas as pd

    if hasattr(borders, "borders"):
        borders = borders.borders
    if isinstance(borders, pd.DataFrame):
        rows = list(borders.iloc[:, :2].itertuples(index=False, name=None))
    else:
        rows = list(borders)
    at = {one: k for k, one in enumerate(as_text(network._table["id"]).tolist())}
    pairs = []
    for row in rows:
        if isinstance(row, str) or len(row) != 2:
            raise ValueError(
                f"borders: {row!r} is no pair of ids; expected pairs, or a table whose first two "
                "columns are ids"
            )
        a, b = (at.get(str(end)) for end in row)
        if a is not None and b is not None:
            pairs.append((a, b))
    if not pairs:
        raise ValueError(
            f"borders: none of {len(rows)} pairs lies between two nodes of the network"
        )
    return pairs


def tiling(
    network: Network,
    *,
    others: Others = "gravity",
    schemes: ValuesLike | None = None,
    borders: BordersLike | None = None,
    adjacency: Adjacency = "delaunay",
    population: ValuesLike | None = None,
    lon: ValuesLike | None = None,
    lat: ValuesLike | None = None,
    steps_per_region: float = 10.0,
    seed: int = 0,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> Tiling:
    """Regions laid down by law, as they could have been drawn: a null that keeps the tiling.

    Statutory regions cover a country without overlap, and several laws use one map. A *scheme* is
    such a set of arrangements. Schemes are drawn anew as random contiguous regions with the same
    sizes, by recombination of neighbouring regions along random spanning trees (ReCom), fewest
    regions first; regions that have the same members in two schemes have the same members in the
    draw. All other arrangements are drawn by gravity or curveball. The host of a star among the
    regions is drawn among its members in proportion to population.

    Parameters
    ----------
    others : ``"gravity"`` or ``"curveball"``, fitted to the arrangements in no scheme.
    schemes : the name of a column of ``network.arrangements``, or one name per arrangement (None:
        in no scheme; a dict or Series by id). By default those found: arrangements with one value
        of ``scheme``, else the imposed and semi-voluntary ones of one theme that do not overlap,
        where at least 90% of the nodes are in exactly one.
    borders : pairs of ids of nodes that share a border, a table whose first two columns are such
        pairs, or shapes that know them.
    adjacency : without borders, which seats count as neighbours: ``"delaunay"`` (the triangulation
        of the seats, without flat triangles at its edge) or ``"gabriel"`` (fewer pairs).
        ``.adjacency`` of the result says what was used.
    population, lon, lat : as for :func:`gravity`. Coordinates are not needed for curveball with
        borders that leave no part apart, nor population where curveball draws and no scheme has
        stars.
    steps_per_region : recombinations per region of a draw, at least; more until agreement with the
        start of the chain has levelled off in trial draws (``.mixing``, ``.schemes``).
    seed : of the trial draws, and of gravity's.

    Returns
    -------
    ``Tiling``: ``.sample(seed)``, ``.sample_snapshot(seed)``, ``.schemes``, ``.mixing``, ``.kept``
    (regions equal to another scheme's, observed and drawn), ``.outside``, ``.neighbours``,
    ``.others``.

    Warns where more than a tenth of the regions drawn are outside 10% (at least one) of their size
    in the register, or where a chain does not level off.

    Raises
    ------
    ValueError : no scheme is found; the network has no memberships; ``schemes`` or ``borders`` that
        fit no arrangement or node; borders that leave parts apart without coordinates to join them.
    DataError : coordinates or population of a node are missing where they are needed.

    Cost: the fit of ``others``, O(n²) for neighbours, and eight trial draws; a draw is linear in
    its recombinations (some milliseconds for eight schemes of 355 municipalities).

    DeFord, Duchin & Solomon (2021), Harvard Data Science Review 3(1).

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.datasets.load("nl-2020").at("2020-07-01").network()
    >>> model = mg.tiling(network, others="curveball")
    >>> len(model.schemes) > 1
    True
    >>> model.sample(seed=1).arrangement_count == network.arrangement_count
    True
    """
    return Tiling(
        network,
        others=others,
        schemes=schemes,
        borders=borders,
        adjacency=adjacency,
        population=population,
        lon=lon,
        lat=lat,
        steps_per_region=steps_per_region,
        seed=seed,
        threads=threads,
        progress=progress,
    )
