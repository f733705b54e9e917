"""Statistics of a network and of draws of null models of it, all on the same draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import checked_resolution
from .._common.labels import labels_of
from .._common.objects import core_of
from .._common.progress import Report
from .._common.random import stream
from ..null_models._null_model import NullModel

if TYPE_CHECKING:
    import numpy as np

    from ..network._network import Network

#: The stream of the seed that the observed network is clustered with; draws take the first ones.
_OBSERVED = 2**62


class Measured:
    """Statistics of a network and of draws: all of them see the same draws and clusterings."""

    def __init__(self, names: list[Any], options: dict[str, Any], seed: int, threads: int) -> None:
        self._names, self._options = names, options
        self._seed, self._threads = seed, threads
        self._named = any(not callable(name) for name in names)

    def observed(self, network: Network) -> np.ndarray[Any, Any]:
        """One value per statistic."""
        import numpy as np

        figures: Any = None
        if self._named:
            figures = _core.measure(
                core_of(network), stream(self._seed, _OBSERVED), **self._options
            )
        return np.array([
            float(name(network)) if callable(name) else figures[_core.figure_index(name)]
            for name in self._names
        ])  # fmt: skip

    def draws(
        self,
        network: Network,
        model: NullModel,
        draws: int,
        seed: int,
        report: Report | None = None,
    ) -> np.ndarray[Any, Any]:
        """Values (draws × statistics) of draws of a model of a network."""
        import numpy as np

        if self._named:
            figures = _core.null_figures(
                core_of(network), model._core, draws, seed, self._threads, **self._options,
                progress=report,
            )  # fmt: skip
        called = _call(model, [name for name in self._names if callable(name)], draws, seed)
        return np.column_stack([
            called[name] if callable(name) else figures[:, _core.figure_index(name)]
            for name in self._names
        ])  # fmt: skip


def _call(
    model: NullModel, statistics: list[Callable[[Network], float]], draws: int, seed: int
) -> dict[Any, np.ndarray[Any, Any]]:
    """Values of callables on the same draws that the named statistics see."""
    import numpy as np

    values = {one: np.empty(draws) for one in statistics}
    for d in range(draws if statistics else 0):
        drawn = model.sample(stream(seed, 2 * d))
        for one in statistics:
            values[one][d] = float(one(drawn))
    return values


def figure_options(
    network: Network,
    statistics: list[str],
    groups: Any,
    node: str | None,
    themes: Sequence[str] | None,
    quality: str,
    resolution: float | None,
    runs: int,
) -> dict[str, Any]:
    import numpy as np

    codes = np.empty(0, dtype=np.int32)
    if {"alignment", "group_share"} & set(statistics):
        codes = labels_of(network, groups, "groups", unknown=True, ascending=True).codes
    index = -1
    if "participation" in statistics:
        if node is None:
            raise ValueError("participation is that of one municipality: give its id as node")
        index = network._index(node)
    arrangements: list[list[int]] = []
    if "coherence" in statistics:
        from ._coherence import theme_arrangements

        arrangements = theme_arrangements(network, themes)
    return {
        "quality": quality,
        "resolution": checked_resolution(resolution),
        "runs": runs,
        "groups": codes,
        "node": index,
        "themes": arrangements,
    }
