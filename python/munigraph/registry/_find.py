"""Looking for participants and arrangements of a register by a part of their name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._common.text import fold, near

if TYPE_CHECKING:
    import pandas as pd

    from ._register import Register

#: Rows of similar names where none holds the text.
_SIMILAR = 5


def find_in(register: Register, text: str) -> pd.DataFrame:
    """The table of :meth:`Register.find`."""
    import pandas as pd

    parts = []
    for kind in ("participants", "arrangements"):
        table = getattr(register, kind)
        if len(table):
            columns = [c for c in ("id", "name", "kind", "valid_from", "valid_to") if c in table]
            parts.append(table[columns].assign(table=kind))
    if not parts:
        return pd.DataFrame(columns=["id", "name", "kind", "valid_from", "valid_to", "table"])
    whole = pd.concat(parts, ignore_index=True)
    if "name" not in whole.columns:
        whole.insert(1, "name", whole["id"])
    names = [fold(str(name)) for name in whole["name"].fillna("")]
    ids = [str(key).casefold() for key in whole["id"]]
    ranks = pd.Series(_ranks(names, ids, text), index=whole.index)
    if ranks.isna().all():
        close = near(fold(text), names, _SIMILAR)
        ranks = pd.Series([close.index(n) + 4.0 if n in close else None for n in names],
                          dtype=float)  # fmt: skip
    found = whole.assign(rank=ranks).dropna(subset="rank")
    found = found.sort_values(["rank", "table", "name", "id"], ascending=[True, False, True, True],
                              kind="stable")  # fmt: skip
    return found.drop(columns="rank").reset_index(drop=True)


def _ranks(names: list[str], ids: list[str], text: str) -> list[float | None]:
    """0 for the id or the name itself, 1 for its beginning, 2 for a word's, 3 for a part."""
    wanted, key = fold(text), text.strip().casefold()

    def rank(name: str, own: str) -> float | None:
        if (key and own == key) or (wanted and name == wanted):
            return 0
        if not wanted:
            return None
        if name.startswith(wanted):
            return 1
        if f" {wanted}" in name:
            return 2
        return 3 if wanted in name else None

    return [rank(name, own) for name, own in zip(names, ids, strict=True)]
