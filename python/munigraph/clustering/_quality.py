"""The value of a quality function for labels from anywhere, and what each cluster adds to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import _core
from .._common.arguments import leiden_options
from .._common.labels import labels_of
from .._common.objects import core_of
from .._common.result import Result
from ._clustering import CODES, value_text

if TYPE_CHECKING:
    import pandas as pd

    from .._common.literals import Quality
    from .._common.types import LabelsLike
    from ..network._network import Network


class QualityValue(Result):
    """The quality of a labelling. ``float(value)`` is the value. Can be pickled.

    Attributes
    ----------
    value : as a share of the total weight; NaN where that is 0. Of ``map`` and
        ``planted_partition`` minus the length of the code, in bits per step and in nats.
    quality_function, resolution : what it is the value of.
    table : one row per cluster, the largest first: ``cluster`` (its label), ``size``,
        ``weight_inside`` (of its ties, each once), ``strength`` (of its members), ``inside`` (the
        share of the total weight), ``expected`` (what the quality function takes off for γ = 1) and
        ``part``: inside − γ · expected. The parts add up to the value. The length of a code is no
        sum over clusters: there ``expected`` and ``part`` are NaN.
    """

    __slots__ = ("quality_function", "resolution", "table", "value")

    value: float
    quality_function: str
    resolution: float
    table: pd.DataFrame

    def __init__(self, value: float, function: str, resolution: float, table: pd.DataFrame) -> None:
        self._set(value=value, quality_function=function, resolution=resolution, table=table)

    def __float__(self) -> float:
        return self.value

    def __repr__(self) -> str:
        return (
            f"<QualityValue: {value_text(self.quality_function, self.value, self.resolution)}, "
            f"{len(self.table)} clusters>"
        )


def quality(
    network: Network,
    labels: LabelsLike,
    *,
    quality: Quality = "modularity",
    resolution: float | None = None,
) -> QualityValue:
    """The quality of labels from anywhere, and the part of each cluster in it.

    With m the total weight, w the weight of the ties inside a cluster, s the sum of its members'
    strengths and n their number, the part of a cluster is

    - ``"modularity"``: w/m − γ (s/2m)²;
    - ``"cpm"``: [w − γ n(n−1)/2] / m.

    ``"map"`` and ``"planted_partition"`` are minus the length of a code, see :func:`leiden`.

    Parameters
    ----------
    network
        The network.
    labels
        In any form: a ``Clustering``, by id (a Series, a dict, a list of sets), an array in the
        order of the nodes, or the name of a column of ``network.nodes``. They need not be
        connected, and nodes without ties may share one.
    quality, resolution
        As of :func:`leiden`; CPM must be given a resolution, and codes have none.

    Returns
    -------
    QualityValue
        ``.value`` and ``.table``.

    Raises
    ------
    ValueError
        Labels that do not fit, an unknown quality, a CPM without resolution or a resolution below
        0.

    Examples
    --------
    >>> import munigraph as mg
    >>> two = mg.Network.from_edges([0, 2], [1, 3])
    >>> mg.quality(two, [0, 0, 1, 1]).value
    0.5

    Cost O(n + memberships) where weights add up and ties were not worked out, else O(n + m).
    """
    import numpy as np
    import pandas as pd

    core = core_of(network)
    chosen = leiden_options(quality, resolution, None, "auto", 0)
    if quality == "cpm" and resolution is None:
        raise ValueError(
            "cpm has no default resolution: give the tie weight per pair that clusters must exceed"
        )
    if quality in CODES and resolution is not None:
        raise ValueError(f"resolution is no choice of {quality}")
    gamma = 1.0 if chosen["resolution"] is None else chosen["resolution"]
    if quality in CODES:
        gamma = np.nan
    found = labels_of(network, labels, "labels")
    groups = len(found.names)
    made = _core.cluster_summary(core, found.codes, groups)
    inside, strength = made.weight_inside, made.strength
    size = np.bincount(found.codes, minlength=groups)
    total = core.total_weight
    with np.errstate(divide="ignore", invalid="ignore"):
        share = inside / total if total else np.full(groups, np.nan)
        if quality in CODES:
            expected = np.full(groups, np.nan)
        elif quality == "cpm":
            expected = size * (size - 1) / 2 / total
        else:
            expected = (strength / (2 * total)) ** 2
    table = pd.DataFrame({
        "cluster": found.names,
        "size": size,
        "weight_inside": inside,
        "strength": strength,
        "inside": share,
        "expected": expected if total else share,
        "part": share - gamma * expected if total else share,
    })  # fmt: skip
    order = np.argsort(-size, kind="stable")
    value = float(_core.quality_value(core, found.codes, quality, gamma))
    return QualityValue(value, quality, gamma, table.iloc[order].reset_index(drop=True))
