"""Tables of the report: which columns, what they are called, how figures are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from .._common.numbers import decimals

_LONGEST_WORD = 40


@dataclass(frozen=True)
class Column:
    key: str
    label: str
    numeric: bool
    title: str = ""
    short: bool = False  # keep on one line


@dataclass(frozen=True)
class Cell:
    text: str
    value: str  # what sorting goes by
    swatch: str = ""  # the colour that the page gives what it names

    @property
    def unbroken(self) -> bool:
        """Whether it has a word that is longer than a column is wide."""
        return any(len(word) > _LONGEST_WORD for word in self.text.split())


@dataclass(frozen=True)
class Table:
    """What the page draws: a caption, columns and rows of cells."""

    name: str
    caption: str
    columns: list[Column]
    rows: list[list[Cell]]
    note: str = ""
    search: bool = False
    sort: bool = True


LABELS = {
    "over_range": "Over constructions of the same question",
    "id": "Code",
    "claim": "Claim",
    "answer": "Answer",
    "p_two_sided": "p, two-sided",
    "shown_figure": "Figure",
    "shown_interval": "95% interval",
    "shown_range": "Over constructions of the same question",
    "shown_null": "Null",
    "shown_p": "p, one-sided",
    "shown_two": "p, two-sided",
    "shown_holm": "Holm's p",
    "why": "Can the data tell?",
    "label": "Network",
    "clusters_min": "Clusters, lowest",
    "clusters_max": "Clusters, highest",
    "nodes": "Municipalities",
    "mean_arrangements": "Arrangements per municipality",
    "clusters_range": "Range of the method",
    "stability_range": "Stability range",
    "weight_inside": "Weight inside clusters",
    "ami": "AMI",
    "ari": "ARI",
    "nmi": "NMI",
    "vi": "VI (nats)",
    "p": "p",
    "sd": "Standard deviation",
    "z": "z",
    "name": "Name",
    "within_z": "Within-cluster z",
    "inside_share": "Share inside",
    "central_name": "Central member",
    "cluster_name": "Cluster",
    "outside_share": "Share outside",
    "rank_range": "Range of rank",
    "role": "Role, fixed cuts",
    "role_here": "Role, quantiles here",
    "cross_pairs_share": "Share of pairs in two clusters",
    "weight_across": "Weight across clusters",
    "bridging_arrangements": "Arrange\u00adments that bridge",
}

HINTS = {
    "participation": "0: all ties in one cluster; near 1: ties spread evenly over many clusters",
    "within_z": "strength inside the cluster in standard deviations from its members' mean",
    "outside_share": "share of the strength that goes outside the cluster",
    "isolates": "municipalities without any tie",
    "components": "connected parts of two or more municipalities",
    "agreement": "mean adjusted mutual information of two runs",
    "constraint": "Burt: low where partners are not tied to each other",
    "betweenness": "share of shortest paths that run through the municipality",
}

_SHARES = {
    "weight_inside", "weight_within", "inside_share", "outside_share", "share",
    "multiverse_share", "cross_weight_share", "weight_share", "within", "partner_share",
    "rather_than_share", "partners_once", "joint_share", "expected_within", "null_within",
    "tied_pairs_share", "connected_share", "overlap", "expected_overlap", "linked_pairs_share",
    "cross_pairs_share",
}  # fmt: skip


def label(key: str) -> str:
    if key.startswith("ami_"):
        return f"AMI with {key.removeprefix('ami_')}"
    return LABELS.get(key) or key.replace("_", " ").capitalize()


def figure(value: Any, key: str = "") -> str:
    """A figure for reading: shares as per cent, whole numbers with thousands, else 3–4 digits."""
    if value is None or (isinstance(value, float) and pd.isna(value)) or value is pd.NA:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    number = float(value)
    if key in _SHARES:
        return f"{100 * number:.1f}%"
    if number in (float("inf"), float("-inf")):
        return "∞" if number > 0 else "−∞"
    if number.is_integer() and abs(number) < 1e15:
        return f"{int(number):,}".replace("-", "−")
    return (decimals(number, 4) if abs(number) < 1 else f"{number:,.2f}").replace("-", "−")


def table(
    name: str,
    caption: str,
    frame: pd.DataFrame,
    columns: list[str],
    *,
    labels: Mapping[str, str] | None = None,
    **more: Any,
) -> Table:
    """The columns of a DataFrame that are there, as the page draws them."""
    frame = frame.reset_index(drop=True)
    keys = [c for c in columns if c in frame.columns and shown(frame[c])]
    heads = [
        Column(
            key,
            (labels or {}).get(key) or label(key),
            _numeric(frame[key]),
            HINTS.get(key, ""),
            _short(frame[key]),
        )
        for key in keys
    ]
    ways = {key: _way(frame[key], key) for key in keys}
    rows = [
        [_cell(value, key, ways[key]) for value, key in zip(row, keys, strict=True)]
        for row in zip(*(frame[k].tolist() for k in keys), strict=True)
    ]
    return Table(name, caption, heads, rows, **more)


def shown(values: pd.Series) -> bool:
    """Whether a column has anything to show."""
    return bool((values.notna() & (values.astype(str) != "")).any())


def coloured(found: Table, colours: Mapping[str, str], key: str = "cluster_name") -> Table:
    """The table with the colour that each cluster has on the page before its name."""
    keys = [column.key for column in found.columns]
    if key not in keys:
        return found
    at = keys.index(key)
    rows = [
        [*row[:at], replace(row[at], swatch=colours.get(row[at].text, "")), *row[at + 1 :]]
        for row in found.rows
    ]
    return replace(found, rows=rows)


def _numeric(values: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)


def _short(values: pd.Series) -> bool:
    return _numeric(values) or int(values.dropna().astype(str).str.len().max()) <= 10


def _way(values: pd.Series, key: str) -> int | None:
    """Decimals that all figures of a column have, so that they can be read down the column."""
    if not _numeric(values) or key in _SHARES:
        return None
    finite = pd.to_numeric(values, errors="coerce").astype(float)
    finite = finite[finite.abs() < float("inf")]
    if not len(finite) or (finite == finite.round()).all():
        return 0
    largest = float(finite.abs().max())
    return 1 if largest >= 100 else 2 if largest >= 1 else 3


def _cell(value: Any, key: str, decimals: int | None) -> Cell:
    text = figure(value, key)
    if decimals is not None and text and _is_number(value) and abs(value) != float("inf"):
        # What rounds to nothing has no sign.
        text = f"{round(value, decimals) or 0.0:,.{decimals}f}".replace("-", "−")
    plain = "" if text == "" else repr(float(value)) if _is_number(value) else text.casefold()
    return Cell(text, plain)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def span(low: Any, high: Any) -> str | None:
    """``16–18``; one figure where both ends are the same."""
    if low is None or high is None or pd.isna(low) or pd.isna(high):
        return None
    return figure(low) if low == high else f"{figure(low)}–{figure(high)}"
