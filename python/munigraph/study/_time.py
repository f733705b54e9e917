"""The section ``[time]``: its tasks, what they compute, and their tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from .._common.errors import DataError
from ..dynamics._chronicle import Chronicle, chronicle
from ..dynamics._counting import days_of
from ..dynamics._dyads import dyads
from ..dynamics._factsheet import Factsheet, factsheet
from ..dynamics._lifelines import lifelines
from ..dynamics._spells import spells
from ..dynamics._track import track
from ._entries import Result, tidy
from ._file import Study

if TYPE_CHECKING:
    from .._common.literals import DecomposedFigure, Language

Inputs = Mapping[Any, Result]
Key = tuple[str, ...]

#: Task → the tables that it gives.
TABLES = {
    "factsheet": ("figures", "differences", "yearly"),
    "chronicle": ("events", "candidates", "stories", "timelines"),
    "spells": ("spells", "arrangement_spells"),
    "dyads": ("dyads",),
    "track": ("track", "track_counts", "track_clusters", "track_flow", "track_events",
              "track_changes", "track_noise", "track_members"),
}  # fmt: skip

_COUNTED = ("themes", "forms", "repair", "rules")


def geography_of(study: Study) -> Any:
    """That of ``[time]``, else that of ``[data]``."""
    own = study["time"]["geography"]
    return study["data"]["geography"] if own is None else own


def time_tasks(study: Study) -> Iterator[tuple[Key, dict[str, Any]]]:
    """Keys and parameters of the tasks of ``[time]``; none without that section."""
    if "time" not in study:
        return
    section = study["time"]
    geography = geography_of(study)
    shared = {"years": section["years"], "geography": geography}
    counted = {**shared, **{key: section[key] for key in _COUNTED}}
    sheet = {key: section[key] for key in ("by", "bases", "starts", "min_coverage")}
    shown = {key: section[key] for key in ("figures", "difference")}
    yield ("factsheet",), {**counted, "sheet": sheet, **shown}
    if section["chronicle"]:
        told = {key: section[key] for key in ("rules", "stories", "language")}
        yield ("chronicle",), {**shared, **told}
    if section["spells"]:
        yield ("spells",), {"geography": geography, "rules": section["rules"]}
    if section["dyads"]:
        yield ("dyads",), counted


def time_tables(results: Mapping[Key, Result]) -> Iterator[tuple[str, pd.DataFrame]]:
    """The tables of these tasks."""
    for task, names in TABLES.items():
        for name in names:
            if (task,) in results and name in results[task,].tables:
                yield name, results[task,].tables[name]


def tracked(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """The clusters of the main network's construction, followed through the years: each day that
    they stand for once, in the order of time."""
    networks = [
        register.at(day, repair=params["repair"])._one_of_many(**params["construction"])
        for day in dict.fromkeys(days_of(register, params["years"]).values())
    ]
    found = track(
        networks,
        geography=params["geography"],
        arrangements=params["arrangements"],
        seed=params["seed"],
        threads=1,
        progress=False,
        **params["clusters"],
    )
    tables = {
        "track": found.table,
        "track_counts": found.counts,
        "track_clusters": found.clusters,
        "track_flow": found.flow,
        "track_events": found.events,
        "track_changes": found.changes,
        "track_noise": found.noise,
        "track_members": found.memberships,
    }
    facts = {
        "sentences": found.describe(),
        "geography": found.geography,
        "arrangements": found.arrangements,
    }
    return Result({name: tidy(table) for name, table in tables.items()}, facts)


def _counting(params: Mapping[str, Any]) -> dict[str, Any]:
    return {key: params[key] for key in (*_COUNTED, "geography")}


def figures(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """The factsheet of the years, and why its figures differ from one to the next."""
    sheet = factsheet(register, params["years"], **_counting(params), **params["sheet"])
    table = sheet.table
    parts, refused = _differences(sheet, params["difference"])
    yearly = [sheet.municipalities(year).assign(year=year) for year in sheet.dates]
    facts = {
        "dates": [[str(year), day] for year, day in sheet.dates.items()],
        "geography": sheet.geography,
        "repair": sheet.repair,
        "refused": refused,
        "mixed": [group for group in _groups(sheet) if sheet.mixes_classification(group)],
    }
    tables = {
        "figures": table[table["figure"].isin(params["figures"])].reset_index(drop=True),
        "differences": parts,
        "yearly": pd.concat(yearly, ignore_index=True),
    }
    return Result({name: tidy(table) for name, table in tables.items()}, facts)


def _groups(sheet: Factsheet) -> list[str]:
    """The groups of arrangements."""
    rows = sheet.table
    return list(dict.fromkeys(rows.loc[rows["figure"] == "arrangements", "group"]))


_DIFFERENCE = ["from", "to", "figure", "cause", "detail", "contribution", "numerator",
               "denominator", "total", "in_between"]  # fmt: skip


def _same(found: pd.DataFrame) -> str:
    value, numerator, denominator = found.attrs["after"]
    of = f" ({numerator:,} of {denominator:,})" if denominator != 1 else ""
    return f"nothing differs, it is {value:.3g}{of} on both days"


def _differences(sheet: Factsheet, names: list[str]) -> tuple[pd.DataFrame, list[dict[str, str]]]:
    """Decomposed differences between successive years, and those that are not, with the reason."""
    parts, refused = [], []
    for before, after in pairwise(sheet.dates):
        for name in names:
            try:
                found = sheet.difference(before, after, figure=cast("DecomposedFigure", name))
            except DataError as error:
                about = {"from": str(before), "to": str(after), "figure": name}
                refused.append({**about, "why": str(error)})
                continue
            if found.empty:
                about = {"from": str(before), "to": str(after), "figure": name}
                refused.append({**about, "why": _same(found)})
                continue
            about = {"from": before, "to": after, "figure": name}
            about |= {key: found.attrs[key] for key in ("total", "in_between")}
            parts.append(found.assign(**about)[_DIFFERENCE])
    if not parts:
        return pd.DataFrame({name: [] for name in _DIFFERENCE}), refused
    return pd.concat(parts, ignore_index=True), refused


def events(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """What happened, and the lives of the arrangements with most change."""
    found = chronicle(register, geography=params["geography"], rules=params["rules"])
    days = sorted(register.day(year) for year in params["years"])
    table = found.events
    within = (table["date"] > days[0]) & (table["date"] <= days[-1])
    table["within"] = within if len(days) > 1 else True
    chosen = most_changed(table, params["stories"])
    tables = {
        "events": table,
        "candidates": found.candidates,
        "stories": _stories(found, chosen, params["language"]),
        "timelines": _timelines(found, chosen),
    }
    facts = {"first": days[0], "last": days[-1], "several": len(days) > 1}
    return Result({name: tidy(table) for name, table in tables.items()}, facts)


def most_changed(events: pd.DataFrame, count: int) -> list[str]:
    """The arrangements with most events of the world within the years, most first."""
    real = events[events["within"] & ~events["administrative"]]
    number = real.groupby("arrangement").size().rename("events").reset_index()
    ranked = number.sort_values(["events", "arrangement"], ascending=[False, True])
    return ranked["arrangement"].head(count).tolist()


def _stories(found: Chronicle, chosen: list[str], language: Language) -> pd.DataFrame:
    parts = []
    for one in chosen:
        story = found.of(one, language=language)
        parts.append(story.table.assign(arrangement=story.id, name=story.name))
    columns = ["arrangement", "name", "date", "sentence", "administrative"]
    if not parts:
        return pd.DataFrame({name: [] for name in columns})
    return pd.concat(parts, ignore_index=True)[columns]


def _timelines(found: Chronicle, chosen: list[str]) -> pd.DataFrame:
    """Bars and changes of each, told apart by ``event`` (missing: a bar)."""
    parts = []
    for one in chosen:
        lives = lifelines(found, one)
        for part in (lives.bars, lives.changes):
            parts.append(part.assign(arrangement=lives.id, name=lives.name))
    columns = ["arrangement", "name", "row", "start", "entry", "stop", "stop_earliest", "cause",
               "date", "event", "before", "after"]  # fmt: skip
    if not parts:
        return pd.DataFrame({name: [] for name in columns})
    some = [part for part in parts if len(part)]
    return pd.concat(some, ignore_index=True).reindex(columns=columns)


def durations(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """Spells of memberships and of arrangements."""
    if params["geography"] != "own":
        register = register.on_geography(params["geography"])[0]
    return Result(
        {
            "spells": tidy(spells(register, rules=params["rules"])),
            "arrangement_spells": tidy(spells(register, unit="arrangement", rules=params["rules"])),
        }
    )


def pairs(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """Pairs of municipalities with an arrangement in common, for each year."""
    return Result({"dyads": tidy(dyads(register, params["years"], tied=True, **_counting(params)))})


STEPS: dict[str, Callable[[Any, Mapping[str, Any], Inputs], Result]] = {
    "factsheet": figures,
    "chronicle": events,
    "spells": durations,
    "dyads": pairs,
    "track": tracked,
}
