"""The tasks of a study, and what each depends on."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ._entries import dumps
from ._file import Study, construction
from ._question import asked, question_of
from ._time import geography_of, time_tasks
from ._words import NULLS

#: What a task is called: its step, then the names of what it is about.
Key = tuple[str, ...]


def words(key: Key) -> str:
    """A key as people read it."""
    return " · ".join(key)


#: What people call a part of a study, by its step; what follows the step in its key goes in.
_SAID = {
    "network": "{0}", "clusters": "clusters of {0}", "profile": "resolution profile of {0}",
    "stability": "stability of {0}", "bridges": "bridges of {0}",
    "alignment": "clusters and provinces of {0}", "reach": "distances in {0}",
    "null": "{2} of {0} against {1}", "chance": "{0} in draws of {1}",
    "sampling": "intervals of {0}", "across": "claims over constructions of {0}",
    "contrast": "domain against domain", "agreement": "agreement of clusterings",
    "coherence": "coherence of themes", "domains": "domains side by side",
    "density": "what each municipality has to deal with",
}  # fmt: skip


def said(key: Key, labels: Mapping[str, str]) -> str:
    """A key as a sentence names it, networks by their labels."""
    step, *rest = key
    rest = [labels.get(part, part.replace("_", " ")) for part in rest]
    return _SAID[step].format(*rest) if step in _SAID else " ".join([step, *rest])


@dataclass(frozen=True)
class Task:
    """One piece of work. ``after`` maps the name of an input to the task that gives it."""

    key: Key
    params: dict[str, Any]
    after: dict[Any, Key] = field(default_factory=dict)
    register: bool = True

    @property
    def step(self) -> str:
        return self.key[0]


@dataclass
class Plan:
    """Tasks by key, in an order in which each comes after what it needs."""

    tasks: dict[Key, Task] = field(default_factory=dict)
    unavailable: dict[Key, str] = field(default_factory=dict)

    def add(self, task: Task) -> None:
        missing = [key for key in task.after.values() if key not in self.tasks]
        if missing:
            reason = self.unavailable.get(missing[0], "not asked for")
            self.unavailable[task.key] = f"needs {words(missing[0])}: {reason}"
        else:
            self.tasks[task.key] = task

    def keys(self, register_hash: str, code: str) -> dict[Key, str]:
        """The hash of everything that each task's result depends on."""
        keys: dict[Key, str] = {}
        for name, task in self.tasks.items():
            about = {
                "step": task.step,
                "params": task.params,
                "after": sorted((str(k), keys[v]) for k, v in task.after.items()),
                "register": register_hash if task.register else None,
                "code": code,
            }
            keys[name] = hashlib.sha256(dumps(about).encode()).hexdigest()
        return keys


@dataclass(frozen=True)
class Instance:
    """A network of the study on one date."""

    name: str
    network: str
    label: str
    date: str | None
    construction: dict[str, Any]
    ground: dict[str, Any] = field(default_factory=dict)

    @property
    def params(self) -> dict[str, Any]:
        return {"date": self.date, "construction": self.construction, **self.ground}


def ground(study: Study) -> dict[str, Any]:
    """The geography of networks as a parameter; none where municipalities are as they were."""
    geography = study["data"]["geography"]
    return {} if geography == "own" else {"geography": geography}


def instances(study: Study) -> list[Instance]:
    """Every network on each of its dates, but for dates on which nothing is in force."""
    out = []
    dates = study.dates()
    left_out = study.settings.get("left_out", {})
    for key, settings in study["networks"].items():
        own = [settings["date"]] if settings["date"] else dates
        for date in own:
            several = len(own) > 1
            if several and f"{key} {date}" in left_out:
                continue
            out.append(
                Instance(
                    f"{key} {date}" if several else key,
                    key,
                    (settings["label"] or key) + (f", {date}" if several else ""),
                    date,
                    construction(settings),
                    ground(study),
                )
            )
    return out


def main_instance(study: Study) -> Instance:
    """The network that the finding is about; of several dates the last."""
    return [i for i in instances(study) if i.network == study.main][-1]


def plan(study: Study) -> Plan:
    """All tasks of a study."""
    out = Plan()
    nets = instances(study)
    main = main_instance(study).name
    for net in nets:
        out.add(Task(("network", net.name), {**net.params, "lines": net.name == main}))
    _clusters(out, study, nets)
    _multiverse(out, study)
    _bridges(out, study, nets)
    _nulls(out, study, nets)
    _comparison(out, study, nets)
    _claims(out, study)
    _scenarios(out, study, nets)
    if ground(study):
        out.add(Task(("geography",), ground(study)))
    for key, params in time_tasks(study):
        out.add(Task(key, params))
    _track(out, study)
    for name, reason in study.settings.get("left_out", {}).items():
        out.unavailable["network", name] = reason
    return out


def _track(out: Plan, study: Study) -> None:
    """The main network's construction, followed through the years of ``[time]``."""
    if "time" not in study or not study["time"]["track"]:
        return
    section, net = study["time"], main_instance(study)
    own = {key: study["clusters"][key] for key in ("method", "runs", "threshold")}
    if own["method"] == "louvain":
        own["method"] = "leiden"
    params = {
        "years": section["years"],
        "repair": section["repair"],
        "geography": geography_of(study),
        "arrangements": section["track_arrangements"],
        "construction": net.construction,
        "clusters": {**own, **leiden_of(study)},
        "seed": study.seed,
    }
    out.add(Task(("track",), params))


def _chosen(nets: Iterable[Instance], section: Mapping[str, Any]) -> list[Instance]:
    names = section.get("networks")
    return [n for n in nets if not names or n.network in names]


def _clusters(out: Plan, study: Study, nets: list[Instance]) -> None:
    section = study["clusters"]
    common = {k: section[k] for k in ("method", "runs", "threshold")}
    for net in _chosen(nets, section):
        params = {**net.params, **common, "leiden": leiden_of(study), "seed": study.seed}
        out.add(Task(("clusters", net.name), params))
    if "profile" in section:
        part = section["profile"]
        params = {"resolutions": resolutions(part), "runs": part["runs"], "seed": study.seed}
        params["quality"] = section["quality"]
        for net in _chosen(nets, part):
            out.add(Task(("profile", net.name), {**net.params, **params}))
    if "stability" in section:
        part = section["stability"]
        params = {**{k: part[k] for k in ("draws", "resample", "drop")}, "seed": study.seed}
        params |= {k: section[k] for k in ("method", "threshold")}
        params["leiden"] = leiden_of(study)
        for net in _chosen(nets, part):
            out.add(Task(("stability", net.name), {**net.params, **params}))


def leiden_of(study: Study) -> dict[str, Any]:
    """The quality function and resolution that every step of a study clusters with."""
    return {key: study["clusters"][key] for key in ("quality", "resolution")}


def resolutions(part: Mapping[str, Any]) -> list[float]:
    if part.get("resolutions"):
        return sorted(float(r) for r in part["resolutions"])
    scan = np.geomspace(part["from"], part["to"], part["steps"]) if part["from"] > 0 else None
    scan = np.linspace(part["from"], part["to"], part["steps"]) if scan is None else scan
    # Short figures, so that the same resolutions come out on every machine.
    return [float(f"{r:.6g}") for r in scan]


def _bridges(out: Plan, study: Study, nets: list[Instance]) -> None:
    if "bridges" not in study:
        return
    section = study["bridges"]
    params = {k: section[k] for k in ("by", "groups", "stability")}
    params |= {"threshold": section["population_threshold"], "seed": study.seed}
    for net in _chosen(nets, section):
        after: dict[Any, Key] = {"clusters": ("clusters", net.name)}
        out.add(Task(("bridges", net.name), {**net.params, **params}, after))


def _nulls(out: Plan, study: Study, nets: list[Instance]) -> None:
    if "nulls" not in study:
        return
    section = study["nulls"]
    for net in _chosen(nets, section):
        for model, statistic in itertools.product(section["models"], section["statistics"]):
            params = {"model": model, "statistic": statistic, "draws": section["draws"]}
            params |= {**net.params, "leiden": leiden_of(study), "seed": study.seed}
            out.add(Task(("null", net.name, model, statistic), params))


def _comparison(out: Plan, study: Study, nets: list[Instance]) -> None:
    if "comparison" not in study:
        return
    section = study["comparison"]
    some = [n for n in _chosen(nets, section) if ("clusters", n.name) in out.tasks]
    if len(some) > 1:
        inputs = [(step, n.name) for n in some for step in ("clusters", "network")]
        after: dict[Any, Key] = {key: key for key in inputs}
        names: dict[str, Any] = {"names": [n.name for n in some]}
        out.add(Task(("agreement",), names, after, register=False))
    for net in some:
        one: dict[Any, Key] = {"clusters": ("clusters", net.name)}
        params = {**net.params, "by": section["alignment"]}
        out.add(Task(("alignment", net.name), params, one))
        if section["reach"]:
            out.add(Task(("reach", net.name), net.params, one))
    when = {"date": main_instance(study).date, **ground(study)}
    if section["domains"]:
        params = {**when, "domains": section["domains"], "runs": section["runs"]}
        params |= {"leiden": leiden_of(study), "seed": study.seed}
        out.add(Task(("domains",), params))
    if section["coherence"]:
        params = {**when, "themes": section["coherence"], "seed": study.seed}
        out.add(Task(("coherence",), params))
    if section["density"]:
        out.add(Task(("density",), when))


def _scenarios(out: Plan, study: Study, nets: list[Instance]) -> None:
    if "scenarios" not in study:
        return
    for item in study["scenarios"]:
        about = item["network"] or study.main
        params = {
            **[net for net in nets if net.network == about][-1].params,
            "steps": item["steps"],
            "runs": item["runs"],
            "leiden": leiden_of(study),
            "seed": study.seed,
        }
        out.add(Task(("scenario", item["name"]), params))


def grid_rows(study: Study) -> list[dict[str, Any]]:
    """Every combination of the grid, in the order of the file; ``"none"`` is no filter."""
    grid = study["multiverse"]["grid"]
    combined = itertools.product(*grid.values())
    own = leiden_of(study)
    rows = []
    for values in combined:
        row = dict(zip(grid, (None if v == "none" else v for v in values), strict=True))
        row.setdefault("date", main_instance(study).date)
        row = {**ground(study), **row}
        row = {**own, **row}
        if "resolution" not in grid and row["quality"] != own["quality"]:
            row["resolution"] = None  # that of [clusters] is one of its own quality function
        rows.append(row)
    return rows


def free_rows(study: Study, net: Instance | None = None) -> list[dict[str, Any]]:
    """The rows of the grid that ask what a network (the main one) asks."""
    if "multiverse" not in study:
        return []
    net = net or main_instance(study)
    keys = question_of(study)
    about = asked({"date": net.date, **net.construction, **net.ground}, keys)
    return [row for row in grid_rows(study) if asked(row, keys) == about]


def _claims(out: Plan, study: Study) -> None:
    """Intervals, free constructions and chance, for what is asked of the main network."""
    net, part = main_instance(study), study["claims"]
    if ("clusters", net.name) not in out.tasks:
        return
    section = study["clusters"]
    compared = "comparison" in study
    common: dict[str, Any] = {
        **{k: section[k] for k in ("method", "threshold")},
        "leiden": leiden_of(study),
        "seed": study.seed,
        "column": study["comparison"]["alignment"] if compared else "province",
        "by": study["bridges"]["by"] if "bridges" in study else None,
        "population_threshold": study["bridges"]["population_threshold"]
        if "bridges" in study
        else None,
        "draw_runs": 10,
    }
    about = {**net.params, **common}
    if part["draws"] and (compared or "bridges" in study):
        out.add(Task(("sampling", net.name), {**about, "draws": part["draws"]}))
    rows = free_rows(study, net)
    if rows and (compared or "bridges" in study):
        params = {**common, "rows": rows, "runs": study["multiverse"]["runs"]}
        out.add(Task(("across", net.name), params))
    if compared and part["null_draws"]:
        models = study["nulls"]["models"] if "nulls" in study else list(NULLS)
        # Whether clusters follow borders of provinces is a question about regions that tile.
        for model in dict.fromkeys([*models, "tiling"]):
            params = {**about, "model": model, "draws": part["null_draws"]}
            out.add(Task(("chance", net.name, model), params))
        _contrast(out, study, net)


def _contrast(out: Plan, study: Study, net: Instance) -> None:
    part = study["claims"]
    if len(part["contrast"]) != 2 or "domain" in net.construction:
        return
    plain = {k: v for k, v in net.construction.items() if k != "themes"}
    params = {"date": net.date, **net.ground, "construction": plain, "seed": study.seed}
    params |= {"domains": part["contrast"], "draws": part["relabellings"], "runs": 20}
    params["redraws"] = part["draws"]
    out.add(Task(("contrast",), {**params, "leiden": leiden_of(study)}))


def _multiverse(out: Plan, study: Study) -> None:
    if "multiverse" not in study:
        return
    section = study["multiverse"]
    reference = section["reference"] or study.main
    base = next(i for i in reversed(instances(study)) if i.network == reference)
    about = {"date": base.date, **base.construction, **base.ground}
    about |= leiden_of(study)
    rows, size = grid_rows(study), section["chunk"]
    for start in range(0, len(rows), size):
        params = {
            "grid": rows[start : start + size],
            "runs": section["runs"],
            "method": section["method"] or study["clusters"]["method"],
            "threshold": study["clusters"]["threshold"],
            "reference": about,
            "seed": study.seed,
        }
        out.add(Task(("multiverse", f"{start // size + 1:05d}"), params))
