"""Tests of claims about who the bridges are."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import checked_seed
from .._common.labels import as_text, attribute_by_id, own_ids
from .._common.result import Result
from .._common.words import check_word
from ..bridging._bridges import bridges
from ..bridging._ranking import ASCENDING

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from .._common.literals import KindOfParticipant
    from ..registry._snapshot import Snapshot

    FloatArray = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Claim(Result):
    """What a table of bridges says about a claim such as "large municipalities are the bridges".

    Attributes
    ----------
    by : the measure of bridging.
    n : municipalities with a value of both; ``n_above`` of them meet the threshold.
    rank_correlation : Spearman's, between bridging and the attribute.
    auc : chance that one that meets the threshold bridges more than one that does not (ties half).
    partial_correlation : of the ranks, given strength: is it more than being in many arrangements?
    p, p_auc, p_partial : one-sided permutation p, (b + 1) / (draws + 1), of the three; for the
        partial correlation the residuals of the attribute are permuted.
    draws : permutations.

    NaN where not defined: fewer than three municipalities, nothing that varies, nobody above or
    nobody below the threshold.
    """

    by: str
    n: int
    n_above: int
    threshold: float
    rank_correlation: float
    auc: float
    partial_correlation: float
    p: float
    p_auc: float
    p_partial: float
    draws: int

    @property
    def table(self) -> pd.DataFrame:
        """One row."""
        import pandas as pd

        return pd.DataFrame([asdict(self)])


def size_claim(
    bridges: pd.DataFrame,
    population: Any,
    *,
    threshold: float = 100_000,
    by: str | None = None,
    draws: int = 9_999,
    seed: int = 0,
) -> Claim:
    """Test the claim that large municipalities are the bridges.

    Parameters
    ----------
    bridges : table of :func:`bridges`.
    population : Series by id, dict, or array in the order of the network's nodes. Ids that are
        missing or unknown are an error; values may be missing.
    threshold : inhabitants from which a municipality is large, for the AUC.
    by : measure (default: the one the table is ranked by).
    draws, seed : of the permutations.
    """
    return attribute_claim(bridges, population, threshold=threshold, by=by, draws=draws, seed=seed)


def attribute_claim(
    bridges: pd.DataFrame,
    attribute: Any,
    *,
    threshold: float | None = None,
    by: str | None = None,
    draws: int = 9_999,
    seed: int = 0,
) -> Claim:
    """Test the claim that municipalities with more of an attribute bridge more.

    ``attribute`` is a number or a yes/no per municipality, see :func:`size_claim`; ``threshold``
    splits it for the AUC (default: yes against no, NaN for other attributes). Rows without a value
    of the measure (isolates) or the attribute are left out and not counted in ``n``.
    """
    import numpy as np

    measure = by or bridges.attrs.get("by") or "rank"
    check_word("column of the table of bridges", measure, list(bridges.columns))
    scores = bridges[measure].to_numpy(dtype=np.float64)
    if measure in ASCENDING or measure == "rank":
        scores = -scores
    values, is_flag = _aligned(bridges, attribute)
    strength = bridges["strength"].to_numpy(dtype=np.float64)
    kept = ~(np.isnan(scores) | np.isnan(values) | np.isnan(strength))
    cut = 1.0 if is_flag and threshold is None else threshold
    above = values[kept] >= cut if cut is not None else np.zeros(int(kept.sum()), dtype=bool)

    x, y = _ranks(scores[kept]), _ranks(values[kept])
    residuals = [_residual(side, _ranks(strength[kept])) for side in (x, y)]
    correlation, p = _permutation(x, y, draws, seed)
    partial, p_partial = _permutation(residuals[0], residuals[1], draws, seed)
    _, p_auc = _permutation(x, above.astype(np.float64), draws, seed)
    return Claim(
        by=measure,
        n=int(kept.sum()),
        n_above=int(above.sum()),
        threshold=float("nan") if cut is None else float(cut),
        rank_correlation=correlation,
        auc=_auc(x, above),
        partial_correlation=partial,
        p=p,
        p_auc=p_auc,
        p_partial=p_partial,
        draws=draws,
    )


def claim_with_and_without(
    snapshot: Snapshot,
    *,
    kinds: tuple[KindOfParticipant, ...] | None = None,
    by: str = "participation",
    threshold: float = 100_000,
    seed: int = 0,
    draws: int = 9_999,
    **construction: Any,
) -> pd.DataFrame:
    """The size claim with participants that are no municipality and without them.

    Two rows, ``municipalities`` and ``all``: the network is built and clustered (Leiden) for each,
    and the claim is tested over municipalities alone. ``others`` counts further participants,
    ``others_in_top`` those among the first ten bridges, and ``others_auc`` is the chance that one
    of them bridges more than a municipality: national organisations as bridges.

    ``kinds``: those of ``all`` (default: every kind among the participants); ``construction``: as
    of ``snapshot.network``.
    """
    import numpy as np
    import pandas as pd

    from ..clustering._leiden import leiden

    every = tuple(sorted(set(snapshot.register.participants["kind"].dropna())))
    rows = []
    taken: dict[str, tuple[KindOfParticipant, ...]]
    taken = {"municipalities": ("municipality",), "all": kinds or every}
    for name, chosen in taken.items():
        network = snapshot._one_of_many(kinds=chosen, **construction)
        found = leiden(network, seed=seed)
        table = bridges(network, found, by=by, measures=["strength", by])
        nodes = network.nodes.set_index("id")
        other = (nodes["kind"] != "municipality").reindex(table.index).to_numpy(dtype=bool)
        claim = size_claim(
            table[~other], nodes["population"], threshold=threshold, draws=draws, seed=seed, by=by
        )
        scores = table[by].to_numpy(dtype=np.float64) * (-1 if by in ASCENDING else 1)
        kept = ~np.isnan(scores)
        row = {
            "participants": name,
            "clusters": found.clusters,
            "others": int(other.sum()),
            "others_in_top": int(other[:10].sum()),
            "others_auc": _auc(_ranks(scores[kept]), other[kept]),
        }
        rows.append(row | asdict(claim))
    return pd.DataFrame(rows)


def _aligned(table: pd.DataFrame, attribute: Any) -> tuple[FloatArray, bool]:
    """The attribute in the order of the table's rows, and whether it is a yes/no."""
    import numpy as np
    import pandas as pd

    rows = as_text(table.index)
    nodes = table.attrs.get("nodes")
    ids = own_ids(attribute)
    if ids is None and nodes is None:
        raise ValueError(
            "the attribute has no ids, and the table does not know the order of its nodes: give a "
            'Series by id, such as network.nodes.set_index("id")["population"]'
        )
    # A table that lost rows still knows all nodes that it was made of.
    if nodes is not None and not (ids is not None and len(ids) == len(rows) != len(nodes)):
        order = as_text(nodes)
        values = attribute_by_id(order, attribute, "attribute")[order.get_indexer(rows)]
    else:
        values = attribute_by_id(rows, attribute, "attribute")
    known = pd.Series(values).dropna()
    flag = known.map(lambda v: v in (True, False)).all()
    result: FloatArray = pd.to_numeric(pd.Series(values, dtype=object), errors="raise").to_numpy(
        dtype=np.float64, na_value=np.nan
    )
    return result, bool(flag)


def _ranks(values: FloatArray) -> FloatArray:
    """Mean ranks, centred; values alike to 12 digits are the same."""
    import numpy as np
    import pandas as pd

    from ..bridging._ranking import rounded

    ranks: FloatArray = pd.Series(rounded(values)).rank().to_numpy(dtype=np.float64)
    return ranks - ranks.mean() if len(ranks) else ranks


def _residual(y: FloatArray, z: FloatArray) -> FloatArray:
    """What a straight line through z leaves of y (both centred)."""
    square = float(z @ z)
    return y if square == 0 else y - z * (float(y @ z) / square)


def _permutation(x: FloatArray, y: FloatArray, draws: int, seed: int) -> tuple[float, float]:
    """Correlation of x (centred) and y, and the share of permutations that reach it."""
    import numpy as np

    y = y - y.mean() if len(y) else y
    scale = float(np.sqrt((x @ x) * (y @ y)))
    if len(x) < 3 or scale <= 1e-9 * max(1.0, len(x)):
        return float("nan"), float("nan")
    observed = float(x @ y)
    products = _core.permuted_products(x, y, draws, checked_seed(seed))
    reached = int((products >= observed - 1e-9 * scale).sum())
    return observed / scale, (reached + 1) / (draws + 1)


def _auc(ranks: FloatArray, above: np.ndarray[Any, Any]) -> float:
    a, b = int(above.sum()), int((~above).sum())
    if a == 0 or b == 0:
        return float("nan")
    # Mann–Whitney: centred ranks of those above sum to (AUC − ½)·a·b.
    return float(0.5 + ranks[above].sum() / (a * b))
