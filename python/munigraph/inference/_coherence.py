"""What municipalities do together and what apart: are partners in one theme partners in another?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.arguments import checked_seed, checked_threads
from .._common.choices import check_choices
from .._common.errors import DataError
from .._common.objects import core_of, require
from .._common.progress import Progress, ProgressLike
from .._common.result import Result
from .._common.words import check_word
from ..null_models._models import null_model
from ._in_force import domains_in_force, empty_like

if TYPE_CHECKING:
    import pandas as pd

    from .._common.literals import Null
    from ..network._network import Network
    from ..registry._snapshot import Snapshot

__all__ = ["Coherence", "coherence"]


@dataclass(frozen=True)
class Coherence(Result):
    """Overlap of partner sets across themes, beside what the null model gives.

    The overlap of a municipality in two themes is the Jaccard index of its two sets of partners,
    defined where it has partners in both.
    """

    table: pd.DataFrame
    """One row per pair of themes: ``a, b, common`` (municipalities with partners in both),
    ``overlap`` (their mean), ``expected`` and ``sd`` (of that mean under the null), ``z``, ``p``
    (two-sided, (b + 1) / (draws + 1))."""
    municipalities: pd.DataFrame
    """One row per municipality with partners in two themes or more, most coherent first:
    ``name, overlap`` (mean over its pairs of themes), ``expected`` and ``sd`` (of that mean under
    the null), ``pairs, excess`` (overlap − expected), ``z`` (excess / sd)."""
    details: pd.DataFrame
    """One row per municipality and pair of themes where it is defined: ``id, a, b, overlap,
    expected, sd, z``."""
    null: str
    draws: int

    @property
    def matrix(self) -> pd.DataFrame:
        """Theme × theme: mean overlap; 1 on the diagonal."""
        return self._square("overlap", 1.0)

    @property
    def z(self) -> pd.DataFrame:
        """Theme × theme: z of the mean overlap; NaN on the diagonal."""
        return self._square("z", float("nan"))

    def _square(self, column: str, diagonal: float) -> pd.DataFrame:
        import pandas as pd

        themes = list(dict.fromkeys([*self.table["a"], *self.table["b"]]))
        square = pd.DataFrame(diagonal, index=themes, columns=themes, dtype=float)
        for row in self.table.to_dict("records"):
            square.loc[row["a"], row["b"]] = square.loc[row["b"], row["a"]] = row[column]
        return square

    def __repr__(self) -> str:
        return f"<Coherence: {len(self.matrix)} themes, {self.draws} draws of {self.null}>"


def coherence(
    snapshot: Snapshot,
    themes: list[str] | None = None,
    *,
    draws: int = 100,
    null: Null = "curveball",
    seed: int = 0,
    threads: int | None = None,
    progress: ProgressLike = None,
    **construction: Any,
) -> Coherence:
    """Whether municipalities work with the same partners in one theme as in another.

    Parameters
    ----------
    themes : domains or themes of the register (a name that is both is taken as the domain); all
        domains with arrangements in force if not given. A theme without arrangements has no
        partners, and NaN.
    null : every theme is drawn anew, independently: ``curveball``, ``bicm``, ``gravity`` or
        ``tiling``. Against the first two neighbours that cooperate at all are coherent; ``gravity``
        asks for more.
    draws, seed, threads : of the null; the result does not depend on the threads.
    construction : further arguments of ``snapshot.network``.

    Raises ``ValueError`` for an unknown theme or fewer than two themes.

    Cost: (``draws`` + 1) projections of every theme, and the comparison of every two of them.

    Examples
    --------
    >>> import munigraph as mg
    >>> snapshot = mg.datasets.load("nl-2020").at("2020-07-01")
    >>> found = mg.coherence(snapshot, ["safety", "social"], draws=9)
    >>> len(found.table)
    1
    """
    require(snapshot, "Snapshot")
    chosen = _chosen(snapshot, themes)
    check_choices("coherence", draws=draws, null=null)
    networks = [_theme_network(snapshot, theme, construction) for theme in chosen]
    models = [null_model(network, null) for network in networks]
    with Progress("draws", progress) as bar:
        found = _core.coherence(
            [core_of(network) for network in networks], [model._core for model in models], draws,
            checked_seed(seed), checked_threads(threads), bar.callback,
        )  # fmt: skip
    pairs = list(combinations(chosen, 2))
    details = _details(networks[0], pairs, found)
    per_municipality = _per_municipality(networks[0], details, found)
    return Coherence(_pair_table(pairs, found), per_municipality, details, null, draws)


def theme_arrangements(network: Network, themes: Sequence[str] | None) -> list[list[int]]:
    """Per theme (as of :func:`coherence`) its rows of ``network.arrangements``."""
    import numpy as np

    snapshot, own = network.snapshot, network._arrangement_rows
    if snapshot is None or own is None or not core_of(network).has_memberships:
        raise ValueError("coherence needs themes: a network made by snapshot.network(...)")
    chosen = _chosen(snapshot, themes)
    made = network.construction
    # A draw of a null model was made of a network: its themes are those of that network.
    while "of" in made:
        made = made["of"]
    options = {k: v for k, v in made.items() if k not in ("version", "date")}
    rows = []
    for theme in chosen:
        there = _theme_network(snapshot, theme, options)._arrangement_rows
        rows.append([] if there is None else np.flatnonzero(np.isin(own, there)).tolist())
    return rows


def _chosen(snapshot: Snapshot, themes: Sequence[str] | None) -> list[str]:
    chosen = domains_in_force(snapshot) if themes is None else list(themes)
    if len(chosen) < 2:
        raise ValueError(f"coherence compares themes: {len(chosen)} given, expected two or more")
    if themes is not None:
        known = snapshot.register._theme_words()
        for theme in chosen:
            check_word("theme", theme, known)
    return chosen


def _theme_network(snapshot: Snapshot, theme: str, construction: dict[str, Any]) -> Network:
    key = "domain" if theme in snapshot.register.domains else "themes"
    try:
        return snapshot._one_of_many(**{**construction, key: theme})
    except DataError:  # no arrangement in force has it
        return empty_like(snapshot._one_of_many(**construction))


def _pair_table(pairs: list[tuple[str, str]], found: _core.Coherence) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    rows = []
    for k, (a, b) in enumerate(pairs):
        null = found.null_means[:, k]
        null = null[np.isfinite(null)]
        mean = null.mean() if len(null) else np.nan
        sd = null.std(ddof=1) if len(null) > 1 else np.nan
        overlap = found.mean[k]
        far = np.abs(null - mean) >= abs(overlap - mean) * (1 - 1e-12)
        defined = np.isfinite(overlap) and len(null)
        rows.append(
            {
                "a": a,
                "b": b,
                "common": int(np.isfinite(found.overlap[:, k]).sum()),
                "overlap": overlap,
                "expected": mean,
                "sd": sd,
                "z": (overlap - mean) / sd if sd > 0 else np.nan,
                "p": (far.sum() + 1) / (len(null) + 1) if defined else np.nan,
            }
        )
    return pd.DataFrame(rows)


def _details(
    network: Network, pairs: list[tuple[str, str]], found: _core.Coherence
) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    node, pair = np.nonzero(np.isfinite(found.overlap))
    overlap, expected, sd = (
        values[node, pair] for values in (found.overlap, found.expected, found.spread)
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        z = np.where(sd > 0, (overlap - expected) / sd, np.nan)
    names = np.array(pairs, dtype=object).reshape(len(pairs), 2)
    ids = network._table["id"].to_numpy()
    return pd.DataFrame(
        {
            "id": ids[node],
            "a": names[pair, 0],
            "b": names[pair, 1],
            "overlap": overlap,
            "expected": expected,
            "sd": sd,
            "z": z,
        }
    )


def _per_municipality(
    network: Network, details: pd.DataFrame, found: _core.Coherence
) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    grouped = details.groupby("id", sort=False)
    table = grouped[["overlap"]].mean()
    nodes = network._table.set_index("id")
    # Draws in which a municipality has partners in no two of the themes say nothing about it.
    drawn = pd.DataFrame(found.node_means, columns=nodes.index)[table.index.tolist()]
    table["expected"], table["sd"] = drawn.mean(), drawn.std(ddof=1)
    table["pairs"] = grouped.size()
    table["excess"] = table["overlap"] - table["expected"]
    table["z"] = (table["excess"] / table["sd"]).where(table["sd"] > 0, np.nan)
    table.insert(0, "name", nodes["name"].reindex(table.index))
    return table.sort_values("overlap", ascending=False, kind="stable")
