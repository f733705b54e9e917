"""Agreement of labellings: do two groupings of the same nodes say the same?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import checked_threads
from .._common.choices import check_choices
from .._common.labels import labels_together
from .._common.progress import Progress, ProgressLike
from .._common.result import Result
from .._common.structs import fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import pandas as pd

    from .._common.literals import Measure
    from .._common.types import LabelsLike, MatrixLike

__all__ = ["Agreement", "compare", "pairwise"]


@dataclass(frozen=True)
class Agreement(Result):
    """How much two labellings of the same nodes agree. Entropies and information are in nats.

    Special cases are those of scikit-learn: labellings that group alike (no nodes at all, too)
    agree fully; where one of the two has a single group and the other has not, ``ami`` and
    ``nmi`` are 0.
    """

    ami: float
    """Adjusted mutual information, arithmetic mean: 1 the same, 0 what chance gives."""
    ami_max: float
    """The same, normalised by the larger entropy."""
    ari: float
    """Adjusted Rand index."""
    nmi: float
    """Normalised mutual information (arithmetic mean); not corrected for chance."""
    vi: float
    """Variation of information ``H(a|b) + H(b|a)``: a metric, 0 the same."""
    homogeneity: float
    """``I / H(a)``: 1 if every group of ``b`` lies inside one group of ``a``."""
    completeness: float
    """``I / H(b)``: 1 if every group of ``a`` lies inside one group of ``b``."""
    v_measure: float
    """Harmonic mean of the two."""
    element_centric: float
    """Mean over nodes of ``|A ∩ B| / max(|A|, |B|)`` of the node's two groups."""
    rand: float
    """Rand index: share of pairs of nodes that both group alike; not corrected for chance."""
    split_join: float
    """Split-join distance: nodes outside the largest common part of their groups, counted from both
    sides, 2n − Σ max |A ∩ B| − Σ max |A ∩ B|: a metric, 0 the same (van Dongen 2000)."""
    mutual_information: float
    expected_mutual_information: float
    entropy_a: float
    entropy_b: float
    groups_a: int
    groups_b: int
    _labels: tuple[Any, Any] = field(repr=False, compare=False)

    @property
    def table(self) -> pd.DataFrame:
        """The contingency table without its empty cells: columns ``a, b, count``."""
        import pandas as pd

        (first, names_a), (second, names_b) = self._labels
        cells = _core.contingency_cells(first, second)
        rows = _first_seen(first)[cells[:, 0]] if len(cells) else cells[:, 0]
        columns = _first_seen(second)[cells[:, 1]] if len(cells) else cells[:, 1]
        frame = pd.DataFrame(
            {"a": names_a.take(rows), "b": names_b.take(columns), "count": cells[:, 2]}
        )
        return frame.sort_values(["a", "b"], ignore_index=True)

    def __repr__(self) -> str:
        return (
            f"<Agreement of {self.groups_a} with {self.groups_b} groups: AMI {self.ami:.3f}, "
            f"ARI {self.ari:.3f}, NMI {self.nmi:.3f}>"
        )

    def _shown(self) -> pd.DataFrame:
        """The measures; groups may be many."""
        return self.to_frame().T.rename(columns={0: "value"}).rename_axis("measure")

    def crosstab(self) -> pd.DataFrame:
        """The whole contingency table, a row per group of ``a``, a column per group of ``b``.

        Examples
        --------
        >>> import munigraph as mg
        >>> mg.compare([0, 0, 1], [0, 1, 1]).crosstab().to_numpy().tolist()
        [[1, 1], [0, 1]]
        """
        return self.table.pivot(index="a", columns="b", values="count").fillna(0).astype("int64")

    def to_frame(self) -> pd.DataFrame:
        """All measures in one row.

        Examples
        --------
        >>> import munigraph as mg
        >>> mg.compare([0, 0, 1], [0, 0, 1]).to_frame()["ami"].item()
        1.0
        """
        import pandas as pd

        names = [name for name in self.__dataclass_fields__ if not name.startswith("_")]
        return pd.DataFrame({name: [getattr(self, name)] for name in names})


def _first_seen(codes: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The codes in order of first appearance."""
    import numpy as np

    values, first = np.unique(codes, return_index=True)
    return values[np.argsort(first, kind="stable")]


def compare(a: LabelsLike, b: LabelsLike) -> Agreement:
    """Compare two labellings of the same nodes, all measures at once.

    Parameters
    ----------
    a, b : one label per node (integers, strings), by id (a Series, a dict, a list of sets) or in
        the order of the nodes (an array), or a ``Clustering``. What has ids is matched by them.
        What the labels are called does not matter. ``a`` is the reference of ``homogeneity`` and
        ``completeness``.

    Raises
    ------
    ValueError : the nodes or the lengths differ, a label is missing, or only one of the two has
        ids.

    Notes
    -----
    AMI takes the exact hypergeometric expectation (Vinh, Epps & Bailey 2010), one sum per pair of
    distinct group sizes: a million labels in 25,000 groups take a fraction of a second.

    Examples
    --------
    >>> import munigraph as mg
    >>> mg.compare([0, 0, 1, 1], [0, 0, 1, 2]).ari
    0.5714285714285714
    """
    first, second = labels_together([a, b])
    pairs = (first.codes, first.names), (second.codes, second.names)
    return Agreement(**fields(_core.compare_labels(first.codes, second.codes)), _labels=pairs)


def pairwise(
    labels: Sequence[LabelsLike] | Mapping[str, LabelsLike] | MatrixLike,
    measure: Measure = "ami",
    *,
    threads: int | None = None,
    progress: ProgressLike = None,
) -> pd.DataFrame:
    """A measure between all pairs of R labellings: an R×R table, entry (r, s) compares r with s.

    Parameters
    ----------
    labels : a dict of labellings or clusterings by name, a list of them, an R×n integer array, or
        something with such ``.labels`` (an ``Ensemble``). Rows and columns of the table are the
        names, else 0 … R − 1.
    measure : ``ami``, ``ami_max``, ``ari``, ``nmi``, ``vi``, ``homogeneity``, ``completeness``,
        ``v_measure``, ``element_centric``,
        ``rand`` or ``split_join``.
    threads : number of threads, all cores by default; the result does not depend on it.
    progress : True, False or a function of (done, total); None shows a bar on terminals and in
        notebooks after two seconds.

    Labellings that group alike are compared once.

    Examples
    --------
    >>> import munigraph as mg
    >>> mg.pairwise({"one": [0, 0, 1, 1], "other": [1, 1, 0, 0]}).loc["one", "other"]
    np.float64(1.0)
    """
    import numpy as np
    import pandas as pd

    check_choices("pairwise", measure=measure)
    names = None
    if isinstance(labels, Mapping):
        names, labels = list(labels), list(labels.values())
    matrix = np.ascontiguousarray(_label_matrix(labels), dtype=np.int32)
    with Progress("pairs", progress) as bar:
        found = _core.pairwise_agreement(matrix, measure, checked_threads(threads), bar.callback)
    return pd.DataFrame(found, index=names, columns=names)


def _label_matrix(labels: Any) -> np.ndarray[Any, Any]:
    import numpy as np

    values = getattr(labels, "labels", labels)
    if isinstance(values, np.ndarray) and values.ndim == 2:
        if values.dtype == np.int32:
            return values
        values = list(values)
    if not isinstance(values, Iterable) or (isinstance(values, np.ndarray) and values.ndim != 2):
        raise TypeError("expected a dict or a list of labellings, or an R×n array")
    rows = [one.codes for one in labels_together(list(values))]
    return np.array(rows, dtype=np.int32).reshape(len(rows), len(rows[0]) if rows else 0)
