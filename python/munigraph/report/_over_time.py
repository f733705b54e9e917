"""The section *Over time* of a report: figures of years, why they differ, what happened."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pandas as pd

from .. import plot
from ..dynamics._lifelines import CHANGES, COLUMNS, Lifelines
from ..plot._events import draw_events
from ..plot._over_time import WORDS
from ..plot._timeline import draw
from ._colours import Palette, matched
from ._of import of_network
from ._wording import Table, table

_MOST_LINES = 10  # colours that can be told apart


class Years:
    """The tables of a study as charts take a factsheet."""

    def __init__(self, result: Any) -> None:
        self._figures = result["figures"]
        self._differences = result["differences"]
        self._yearly = result["yearly"]
        self.facts = result.facts_of("factsheet")
        # Tables keep years as numbers, JSON as text.
        kept = {str(year): year for year in self._figures["year"].unique()}
        self.dates = {kept.get(year, year): day for year, day in self.facts["dates"]}
        self.geography: str = self.facts["geography"]
        self.repair: bool = self.facts["repair"]

    def figure(self, name: str, group: str = "all") -> pd.DataFrame:
        rows = self._figures[(self._figures["figure"] == name) & (self._figures["group"] == group)]
        return rows.reset_index(drop=True)

    def groups(self, name: str) -> list[str]:
        rows = self._figures[self._figures["figure"] == name]
        return list(dict.fromkeys(rows["group"]))

    @property
    def figures(self) -> list[str]:
        return list(dict.fromkeys(self._figures["figure"]))

    @property
    def decomposed(self) -> list[str]:
        """Figures of which a difference between every two successive years is there."""
        steps = len(self.dates) - 1
        rows = self._differences.groupby("figure", sort=False)[["from", "to"]]
        return [name for name, found in rows if len(found.drop_duplicates()) == steps]

    def difference(self, a: Any, b: Any, *, figure: str, group: str = "all") -> pd.DataFrame:
        rows = self._differences
        found = rows[(rows["from"] == a) & (rows["to"] == b) & (rows["figure"] == figure)].copy()
        found["detail"] = found["detail"].fillna("")
        found.attrs["total"] = float(found["total"].iloc[0])
        return found

    def municipalities(self, year: Any) -> pd.DataFrame:
        return self._yearly[self._yearly["year"] == year].drop(columns="year")

    def mixes_classification(self, group: str = "all") -> bool:
        return group in self.facts["mixed"]


def charts(
    result: Any, geometry: Any = "auto", palette: Palette | None = None
) -> Iterator[tuple[str, Any]]:
    """Charts of the section by name; ``palette``: colours of the main network's clusters."""
    if "figures" not in result:
        return
    years = Years(result)
    for name in years.figures:
        for part, groups in _lines(years, name):
            kind = part.partition(" by ")[2]
            words = WORDS[name][:1].upper() + WORDS[name][1:] + (f", by {kind}" if kind else "")
            chart = plot.figures(years, name, groups, title=words)  # type: ignore[arg-type]
            yield f"figure:{part}", chart
    for name in years.decomposed:
        yield f"difference:{name}", plot.decomposition(years, name)  # type: ignore[arg-type]
    if result["yearly"][["lon", "lat"]].notna().all(axis=1).any():
        yield "yearly", plot.yearly_maps(years, geometry=geometry)  # type: ignore[arg-type]
    if "track" in result:
        found = _track(result)
        yield "tracks", plot.tracks(found, palette=tracked_colours(result, palette or {}))
        yield "track_counts", plot.track_counts(found)
    if "events" in result:
        within = result["events"][result["events"]["within"].astype(bool)]
        if len(within):
            yield "events", draw_events(within)
        for life in _lives(result):
            yield f"life:{life.id}", draw(life)


def _track(result: Any) -> Any:
    """The tables of tracked clusters as charts take a track."""
    facts = result.facts_of("track")
    return SimpleNamespace(
        memberships=result["track_members"],
        counts=result["track_counts"],
        clusters=result["track_clusters"],
        noise=result["track_noise"],
        changes=result["track_changes"],
        geography=facts["geography"],
        arrangements=facts["arrangements"],
        describe=lambda: facts["sentences"],
    )


def tracked_colours(result: Any, palette: Palette) -> dict[int, str]:
    """Number of a tracked cluster -> colour of the main network's cluster it shares most with.

    On the date nearest to the main network's; each colour is given once.
    """
    if "clusters" not in result or not palette:
        return {}
    members = result["track_members"].dropna(subset="number")
    day = pd.Timestamp(str(result["counts"].set_index("network").loc[result.main.name, "date"]))
    days = pd.to_datetime(members["date"].astype(str))
    near = (days - day).abs()
    members = members[near == near.min()].drop_duplicates("id", keep="last")
    labels = of_network(result["clusters"], result.main.name)[["id", "cluster"]]
    both = members[["id", "number"]].merge(labels, on="id")
    return {
        int(number): palette[label]
        for label, number in matched(both["cluster"], both["number"])
        if label in palette
    }


def _passages(result: Any) -> Table | None:
    """What became of the clusters from date to date."""
    if "track" not in result:
        return None
    rows = result["track"].copy()
    rows["step"] = rows["before"].astype(str) + " → " + rows["after"].astype(str)
    rows["moved"] = [_percent(share) for share in rows["moved"]]
    rows["changes"] = rows["changes"].fillna("").str.replace("_", " ").replace("", "none")
    columns = ["step", "clusters_before", "clusters_after", "continued", "reshuffled", "split",
               "merged", "gone", "born", "moved", "changes"]  # fmt: skip
    labels = {"step": "Between", "moved": "Municipalities that moved",
              "changes": "Above the noise floor"}  # fmt: skip
    which = result.facts_of("track")["arrangements"].replace("_", " ")
    note = (
        f"Arrangements: {which}. The noise floor is what other seeds alone make of one date; it "
        "says nothing of gaps in the register."
    )
    return table("track", "Clusters from date to date", rows, columns, labels=labels, note=note)


def _percent(share: float) -> str:
    return "" if pd.isna(share) else f"{share:.0%}"


def _lines(years: Years, name: str) -> Iterator[tuple[str, list[str]]]:
    """The charts of a figure: the whole, and for every grouping its groups where they are few."""
    groups = years.groups(name)
    if "all" in groups:
        yield name, ["all"]
    kinds: dict[str, list[str]] = {}
    for group in groups:
        if group != "all":
            kinds.setdefault(group.partition("=")[0], []).append(group)
    for kind, some in kinds.items():
        if len(some) <= _MOST_LINES:
            yield f"{name} by {kind}", some


def _lives(result: Any) -> Iterator[Lifelines]:
    rows = result["timelines"]
    for (chain, name), part in rows.groupby(["arrangement", "name"], sort=False):
        bars = part[part["event"].isna()]
        bars = bars.assign(exit=bars["cause"] != "censored")[COLUMNS]
        changes = part.loc[part["event"].notna(), CHANGES]
        yield Lifelines(chain, name, "arrangement", bars, changes)


def section(result: Any) -> dict[str, Any] | None:
    """What the template draws, or None where the study asks for nothing over time."""
    if "figures" not in result:
        return None
    years = Years(result)
    named = [part for name in years.figures for part, _ in _lines(years, name)]
    return {
        "about": _about(years),
        "figure_charts": [f"figure:{part}" for part in named],
        "figures": _figures(result, years),
        "difference_charts": [f"difference:{name}" for name in years.decomposed],
        "differences": _differences(result),
        "refused": [_refusal(one) for one in years.facts["refused"]],
        "tracked": result.facts_of("track").get("sentences", []),
        "passages": _passages(result),
        "events": _events(result),
        "span": _span(result),
        "lives": _stories(result),
        "language": result.study["time"]["language"],
    }


def _about(years: Years) -> str:
    days = "; ".join(f"{year}: {day}" for year, day in years.dates.items())
    ground = (
        "as they were on the day"
        if years.geography == "own"
        else f"of {years.geography}, to which all memberships are carried"
    )
    kept = (
        "memberships that name municipalities of another time are carried over"
        if years.repair and years.geography == "own"
        else "memberships count as the register names them"
        if years.geography == "own"
        else "an arrangement that falls inside one municipality is gone"
    )
    return f"Days: {days}. Municipalities {ground}; {kept}."


def _figures(result: Any, years: Years) -> Table:
    """A row per figure and group, a column per year; what is too thin shows its coverage."""
    rows = result["figures"].copy()
    rows["label"] = [_shown(row) for row in rows.itertuples()]
    rows["figure"] = rows["figure"].str.replace("_", " ")
    rows["group"] = rows["group"].str.replace("=", ": ", regex=False)
    wide = rows.pivot_table(
        index=["figure", "group"], columns="year", values="label", aggfunc="first", sort=False
    ).reset_index()
    wide.columns = [str(c) for c in wide.columns]
    note = (
        "A share with its numerator and denominator. Where coverage is too thin for a number the "
        "coverage stands instead."
    )
    return table("figures", "Figures by year", wide, list(wide.columns), note=note, search=True)


_SHARES = ("two_to_five", "official_share", "official_inhabitants", "phase", "classified",
           "inferred", "changed_members", "changed_form", "changed_themes",
           "changed_name")  # fmt: skip


def _shown(row: Any) -> str:
    if pd.isna(row.value):
        return f"coverage {row.coverage:.0%}" if pd.notna(row.coverage) else ""
    if row.figure in _SHARES:
        return f"{row.value:.1%} ({row.numerator:,.0f} of {row.denominator:,.0f})"
    return f"{row.value:,.0f}" if float(row.value).is_integer() else f"{row.value:,.2f}"


def _differences(result: Any) -> Table | None:
    rows = result["differences"]
    if not len(rows):
        return None
    rows = rows.assign(
        step=rows["from"].astype(str) + " → " + rows["to"].astype(str),
        figure=rows["figure"].str.replace("_", " "),
        cause=rows["cause"].str.replace("_", " "),
        detail=rows["detail"].fillna("").str.replace("_", " "),
        contribution=[_signed(value) for value in rows["contribution"]],
        total=[_signed(value) for value in rows["total"]],
    )
    columns = ["step", "figure", "cause", "detail", "contribution", "numerator", "denominator",
               "total"]  # fmt: skip
    labels = {"step": "Between", "numerator": "Change of numerator",
              "denominator": "of denominator", "total": "Difference in all"}  # fmt: skip
    note = "Contributions of one step add up to its difference."
    return table("differences", "Why figures differ", rows, columns, labels=labels, note=note)


def _signed(value: float) -> str:
    text = f"{value:+,.0f}" if float(value).is_integer() else f"{value:+,.3f}"
    return text.replace("-", "−")


def _refusal(one: dict[str, str]) -> str:
    about = f"{one['figure'].replace('_', ' ')}, {one['from']} to {one['to']}"
    return f"Not decomposed: {about}: {one['why']}"


def _events(result: Any) -> Table | None:
    if "events" not in result:
        return None
    rows = result["events"]
    rows = rows[rows["within"].astype(bool)]
    keys = ["event", "reason", "administrative"]
    counts = rows.groupby(keys, sort=True).size().rename("events").reset_index()
    doing = counts["administrative"].astype(bool)
    counts["whose"] = doing.map({True: "mergers or the register", False: "the world"})
    for name in ("event", "reason"):
        counts[name] = counts[name].str.replace("_", " ")
    return table(
        "events", "Events by kind and reason", counts, ["event", "reason", "whose", "events"]
    )


def _span(result: Any) -> str:
    facts = result.facts_of("chronicle")
    if not facts or not facts["several"]:
        return "Over all years of the register."
    return f"After {facts['first']}, up to {facts['last']}."


def _stories(result: Any) -> list[dict[str, Any]]:
    if "stories" not in result:
        return []
    return [
        {
            "id": chain,
            "name": name,
            "chart": f"life:{chain}",
            "sentences": [(row.sentence, bool(row.administrative)) for row in part.itertuples()],
        }
        for (chain, name), part in result["stories"].groupby(["arrangement", "name"], sort=False)
    ]
