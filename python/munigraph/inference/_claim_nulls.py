"""What chance would give of a claim about bridges: by surrogates in space, and by permutation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .. import _core
from ._surrogates import LARGEST, Spectrum, weighted_moran

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    FloatArray = np.ndarray[Any, np.dtype[np.float64]]

#: Below, surrogates in space have too few components.
FEWEST = 30
#: What a null is held against, in the order of the columns of draws.
STATISTICS = ("rank_correlation", "auc", "partial_correlation")
_ABOUT = {
    "spatial": "the spatial pattern of the scores (Moran spectral randomisation)",
    "variogram": "the spatial pattern of the scores (variogram)",
    "permutation": "nothing: scores could be anybody's",
    "within": "scores of a group stay in the group",
}


@dataclass(frozen=True)
class ClaimData:
    """Ranks of the municipalities that have everything, centred, and who is above the threshold;
    places and groups may be None."""

    scores: FloatArray
    attribute: FloatArray
    above: np.ndarray[Any, np.dtype[np.bool_]]
    strength: FloatArray
    lon: FloatArray | None
    lat: FloatArray | None
    groups: np.ndarray[Any, np.dtype[np.int32]] | None

    def __len__(self) -> int:
        return len(self.scores)

    def auc(self) -> float:
        """Chance that one above has the higher score (ties half); NaN where all or none are."""
        return auc_of(self.scores, self.above)

    def moran(self, values: FloatArray, scale: float) -> float:
        """Moran's I of ranks; NaN without positions."""
        if self.lon is None or self.lat is None:
            return float("nan")
        return weighted_moran(values, self.lon, self.lat, scale)

    def observed(self) -> FloatArray:
        """The statistics as correlations: of the AUC, of the scores with being above."""
        import numpy as np

        products = np.array([[*(self._columns() @ self.scores), self.scores @ self.scores]])
        found: FloatArray = self._correlations(products)[0]
        return found

    def draws(self, null: str, *, draws: int, scale: float, seed: int) -> FloatArray:
        """The same of every surrogate, (draws, 3)."""
        import numpy as np

        if null in ("permutation", "within"):
            return self._permuted(null, draws, seed)
        assert self.lon is not None
        assert self.lat is not None
        if null == "spatial":
            spectrum = Spectrum.of(self.lon, self.lat, scale)
            products = spectrum.products(self.scores, self._columns(), draws, seed)
        else:
            flat = np.ascontiguousarray(self._columns())
            products = _core.variogram_products(
                self.scores, self.lon, self.lat, flat, draws, seed, 0
            )
        return self._correlations(products)

    def _above(self) -> FloatArray:
        import numpy as np

        flags: FloatArray = self.above.astype(np.float64)
        return flags - flags.mean() if len(flags) else flags

    def _columns(self) -> FloatArray:
        import numpy as np

        return np.vstack([self.attribute, self._above(), self.strength])

    def _correlations(self, products: FloatArray) -> FloatArray:
        """From products with the columns and squares, rows of draws."""
        import numpy as np

        norms = np.sqrt((self._columns() ** 2).sum(axis=1))
        least = 1e-9 * max(1.0, len(self))
        squares = np.sqrt(products[:, -1:])
        with np.errstate(invalid="ignore", divide="ignore"):
            with_attribute, with_above, with_strength = (
                np.where((norms > least) & (squares > least), products[:, :-1] / squares / norms, 0)
            ).T
        fixed = 0.0
        if norms[0] > least and norms[2] > least:
            fixed = float(self.attribute @ self.strength / norms[0] / norms[2])
        left = np.sqrt(np.clip(1 - with_strength**2, 0, None) * max(0.0, 1 - fixed**2))
        with np.errstate(invalid="ignore", divide="ignore"):
            partial = np.where(left > 1e-9, (with_attribute - with_strength * fixed) / left, np.nan)
        found = np.column_stack([with_attribute, with_above, partial])
        defined = (squares[:, 0] > least) & (len(self) >= 3)
        found[~defined] = np.nan
        found[:, [norms[0] <= least, norms[1] <= least, norms[0] <= least]] = np.nan
        return found

    def _permuted(self, null: str, draws: int, seed: int) -> FloatArray:
        """Who has which attribute is permuted; for the partial correlation, of the residuals."""
        import numpy as np

        groups = np.empty(0, np.int32)
        if null == "within" and self.groups is not None:
            groups = self.groups
        residuals = [residual(side, self.strength) for side in (self.scores, self.attribute)]
        columns = []
        for x, y in (
            (self.scores, self.attribute),
            (self.scores, self._above()),
            (residuals[0], residuals[1]),
        ):
            norm = float(np.sqrt((x @ x) * (y @ y)))
            if norm <= 1e-9 * max(1.0, len(self)):
                columns.append(np.full(draws, np.nan))
                continue
            columns.append(_core.permuted_products(x, y, draws, seed, groups) / norm)
        return np.column_stack(columns)


def auc_of(ranks: FloatArray, above: np.ndarray[Any, Any]) -> float:
    """Chance that one above has the higher rank (centred; ties half)."""
    a, b = int(above.sum()), int((~above).sum())
    if a == 0 or b == 0:
        return float("nan")
    # Mann–Whitney: centred ranks of those above sum to (AUC − ½)·a·b.
    return float(0.5 + ranks[above].sum() / (a * b))


def residual(y: FloatArray, z: FloatArray) -> FloatArray:
    """What a straight line through z leaves of y (both centred)."""
    square = float(z @ z)
    return y if square == 0 else y - z * (float(y @ z) / square)


def nulls_of(
    data: ClaimData, null: str, *, draws: int, scale: float, seed: int
) -> tuple[str, str, pd.DataFrame]:
    """The null that decides, a sentence where it is not the one asked for, and all side by side.

    The table has a row per null: ``null, keeps, p, p_auc, p_partial`` (one-sided),
    ``p_two_sided, p_auc_two_sided, p_partial_two_sided``, ``draws`` and ``note`` (why there is no
    p).
    """
    import pandas as pd

    asked, note = _possible(data, null)
    observed = data.observed()
    names = ["spatial", "permutation", "within"]
    if asked == "variogram":
        names[:1] = ["variogram"] if len(data) > LARGEST else ["spatial", "variogram"]
    rows = []
    for name in names:
        why = _hindrance(data, name)
        row: dict[str, Any] = {"null": name, "keeps": _ABOUT[name]}
        if not why:
            found = data.draws(name, draws=draws, scale=scale, seed=seed)
            row |= _chances(observed, found)
        rows.append(row | {"draws": 0 if why else draws, "note": why})
    columns = ["null", "keeps", *_chance_names(), "draws", "note"]
    return asked, note, pd.DataFrame(rows, columns=columns)


def _possible(data: ClaimData, null: str) -> tuple[str, str]:
    """The null that can be had, and why it is not the one asked for."""
    why = _hindrance(data, null)
    if not why:
        return null, ""
    if null == "within":
        raise ValueError(f"null 'within' {why}; give groups, a column or labels by id")
    if null == "spatial" and len(data) > LARGEST and not _hindrance(data, "variogram"):
        return "variogram", f"variogram-matched surrogates: spectral ones serve up to {LARGEST:,}"
    return "permutation", f"permutation, since the {null} null {why}"


def _hindrance(data: ClaimData, null: str) -> str:
    if null == "within":
        return "" if data.groups is not None else "needs groups, and there are none"
    if null == "permutation":
        return ""
    if data.lon is None:
        return "needs the positions of all municipalities"
    if len(data) < FEWEST:
        return f"needs {FEWEST} municipalities, and there are {len(data)}"
    if null == "spatial" and len(data) > LARGEST:
        return f"serves up to {LARGEST:,} municipalities"
    return ""


def _chance_names() -> list[str]:
    sides = ("", "_two_sided")
    return [f"p{part}{side}" for side in sides for part in ("", "_auc", "_partial")]


def _chances(observed: FloatArray, found: FloatArray) -> dict[str, float]:
    """(b + 1) / (draws + 1): at least as large; at least as far from the mean of the draws."""
    import numpy as np

    chances = []
    slack = 1e-9
    mean = found.mean(axis=0) if len(found) else np.zeros(len(observed))
    above = found >= observed - slack
    far = np.abs(found - mean) >= np.abs(observed - mean) - slack
    for reached in (above, far):
        p = (reached.sum(axis=0) + 1) / (len(found) + 1)
        chances += np.where(np.isnan(observed), np.nan, p).tolist()
    return dict(zip(_chance_names(), chances, strict=True))
