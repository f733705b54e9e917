"""Tests of claims about who the bridges are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .._common.arguments import checked_count, checked_seed
from .._common.choices import check_choices
from .._common.objects import require
from .._common.result import Result
from .._common.words import check_word
from ..bridging._bridges import bridges
from ..bridging._ranking import ASCENDING
from ._claim_nulls import auc_of, nulls_of
from ._claim_table import aligned, claim_data, ranks_of
from ._surrogates import SCALE

if TYPE_CHECKING:
    import pandas as pd

    from .._common.literals import AttributeClaimNull, By, KindOfParticipant
    from .._common.types import NodesLike, ValuesLike
    from ..registry._snapshot import Snapshot


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
    p, p_auc, p_partial : one-sided p of the three, (b + 1) / (draws + 1), against ``null``.
    draws : surrogates, or permutations.
    null : the null that these p come from; ``note`` says why, where it is not the one asked for,
        and who was left out.
    p_two_sided, p_auc_two_sided, p_partial_two_sided : at least as far from the null's mean.
    moran_score, moran_attribute : Moran's I of the ranks of both with weights exp(−d/``scale``),
        NaN without positions. Where both are well above −1/(n − 1), permutation rejects too often.
    nulls : every null side by side, one row each: ``null, keeps``, the six p, ``draws, note``.

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
    null: str
    p_two_sided: float
    p_auc_two_sided: float
    p_partial_two_sided: float
    scale: float
    note: str
    moran_score: float = field(compare=False)
    moran_attribute: float = field(compare=False)
    nulls: pd.DataFrame = field(compare=False, repr=False)

    def __repr__(self) -> str:
        under = f"p {self.p:.3g} under the null {self.null!r} ({self.draws:,} draws)"
        return (
            f"<Claim about {self.by}, {self.n} municipalities: rank correlation "
            f"{self.rank_correlation:.3f}, AUC {self.auc:.3f}, {under}>"
        )

    def row(self) -> dict[str, Any]:
        """All but the table of nulls, and the p of the rank correlation under each of them."""
        row = {name: getattr(self, name) for name in self._names() if name != "nulls"}
        p = self.nulls.set_index("null")["p"]
        return row | {f"p_{null}": float(value) for null, value in p.items()}

    @property
    def table(self) -> pd.DataFrame:
        """One row."""
        import pandas as pd

        return pd.DataFrame([self.row()])


def size_claim(
    bridges: pd.DataFrame,
    population: ValuesLike,
    *,
    threshold: float = 100_000,
    by: str | None = None,
    null: AttributeClaimNull = "spatial",
    positions: NodesLike | None = None,
    groups: ValuesLike = "province",
    scale: float = SCALE,
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
    null, positions, groups, scale, draws, seed : as of :func:`attribute_claim`.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.datasets.load("nl-2020").at("2020-07-01").network(domain="safety")
    >>> table = mg.bridges(network, mg.leiden(network))
    >>> claim = mg.size_claim(table, network.nodes.set_index("id")["population"], draws=99)
    >>> claim.n_above
    32
    """
    return attribute_claim(
        bridges, population, threshold=threshold, by=by, null=null, positions=positions,
        groups=groups, scale=scale, draws=draws, seed=seed,
    )  # fmt: skip


def attribute_claim(
    bridges: pd.DataFrame,
    attribute: ValuesLike,
    *,
    threshold: float | None = None,
    by: str | None = None,
    null: AttributeClaimNull = "spatial",
    positions: NodesLike | None = None,
    groups: ValuesLike = "province",
    scale: float = SCALE,
    draws: int = 9_999,
    seed: int = 0,
) -> Claim:
    """Test the claim that municipalities with more of an attribute bridge more.

    Scores and attributes of neighbours are alike, so that municipalities are not exchangeable:
    permutation finds a claim in 8 to 34 of 100 pairs of unrelated maps. The default null therefore
    keeps the spatial pattern of the scores. All nulls are computed and shown side by side.

    Parameters
    ----------
    bridges : table of :func:`bridges`, which keeps the positions of its network.
    attribute : a number or a yes/no per municipality, see :func:`size_claim`.
    threshold : splits the attribute for the AUC (default: yes against no, NaN for others).
    by : measure (default: the one the table is ranked by).
    null : the one that ``p`` is of. ``"spatial"``: Moran spectral randomisation of the ranks of the
        score with weights exp(−d/scale) (Wagner & Dray 2015); under 30 municipalities or without
        positions permutation, above 3,000 variogram-matched surrogates, and ``note`` says so.
        ``"variogram"``: those surrogates (Viladomat et al. 2014). ``"permutation"``: anybody's
        score could be anybody's. ``"within"``: anybody's of the same group.
    positions : a network or a table ``id, lon, lat`` (default: those that ``bridges`` keeps).
    groups : of ``"within"``: a column of the table or of the positions, or labels by id.
    scale : km over which spatial weights fall to 1/e.
    draws, seed : of each null.

    Returns
    -------
    Claim
        Rows without a value of the measure or the attribute, without ties, and with a spatial null
        without a position are left out and not counted in ``n``. Cost O(n³) once and O(draws · n).

    Raises
    ------
    ValueError
        Ids that do not fit; an unknown word; ``null="within"`` where there are no groups.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.datasets.load("nl-2020").at("2020-07-01").network(domain="safety")
    >>> table = mg.bridges(network, mg.leiden(network))
    >>> claim = mg.attribute_claim(table, network.nodes.set_index("id")["population"], draws=99)
    >>> claim.n
    355
    """
    check_choices("attribute_claim", null=null, scale=scale, draws=draws)
    draws = checked_count(draws, "draws")
    measure = by or bridges.attrs.get("by") or "rank"
    check_word("column of the table of bridges", measure, list(bridges.columns))
    values, is_flag = aligned(bridges, attribute)
    cut = 1.0 if is_flag and threshold is None else threshold
    data, left_out = claim_data(
        bridges, measure, values, cut, positions=positions, groups=groups,
        placed_only=null in ("spatial", "variogram"),
    )  # fmt: skip
    taken, note, nulls = nulls_of(data, null, draws=draws, scale=scale, seed=checked_seed(seed))
    chosen = nulls.set_index("null").loc[taken]
    left = f"{left_out} without a position left out" if left_out else ""
    found = data.observed()
    return Claim(
        by=measure,
        n=len(data),
        n_above=int(data.above.sum()),
        threshold=float("nan") if cut is None else float(cut),
        rank_correlation=float(found[0]),
        auc=data.auc(),
        partial_correlation=float(found[2]),
        **{name: float(chosen[name]) for name in nulls.columns if name.startswith("p")},
        draws=draws,
        null=taken,
        scale=float(scale),
        note="; ".join(filter(None, (note, left))),
        moran_score=data.moran(data.scores, scale),
        moran_attribute=data.moran(data.attribute, scale),
        nulls=nulls,
    )


def claim_with_and_without(
    snapshot: Snapshot,
    *,
    kinds: tuple[KindOfParticipant, ...] | None = None,
    by: By = "participation",
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

    Examples
    --------
    >>> import munigraph as mg
    >>> snapshot = mg.datasets.load("nl-2020").at("2020-07-01")
    >>> both = mg.inference.claim_with_and_without(snapshot, draws=99, domain="safety")
    >>> list(both.index)
    [0, 1]
    """
    import numpy as np
    import pandas as pd

    from ..clustering._leiden import leiden

    require(snapshot, "Snapshot")
    every = tuple(sorted(set(snapshot.register.participants["kind"].dropna())))
    rows = []
    taken: dict[str, tuple[KindOfParticipant, ...]]
    taken = {"municipalities": ("municipality",), "all": kinds or every}
    for name, chosen in taken.items():
        network = snapshot._one_of_many(kinds=chosen, **construction)
        found = leiden(network, seed=seed)
        table = bridges(network, found, by=by, measures=["strength", by])
        nodes = network._table.set_index("id")
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
            "others_auc": auc_of(ranks_of(scores[kept]), other[kept]),
        }
        rows.append(row | claim.row())
    return pd.DataFrame(rows)
