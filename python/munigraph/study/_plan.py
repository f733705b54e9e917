"""The tasks of a study, and what each depends on."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ._capabilities import find
from ._entries import dumps
from ._file import Study, construction
from ._steps import NEEDS


@dataclass(frozen=True)
class Task:
    """One piece of work. ``after`` maps the name of an input to the task that gives it."""

    name: str
    step: str
    params: dict[str, Any]
    after: dict[str, str] = field(default_factory=dict)
    register: bool = True


@dataclass
class Plan:
    """Tasks by name, in an order in which each comes after what it needs."""

    tasks: dict[str, Task] = field(default_factory=dict)
    unavailable: dict[str, str] = field(default_factory=dict)

    def add(self, task: Task) -> None:
        needs = [n for n in NEEDS.get(task.step, ()) if find(n) is None]
        if task.step == "clusters" and task.params["method"] != "leiden":
            needs += [n for n in (task.params["method"],) if find(n) is None]
        missing = [t for t in task.after.values() if t not in self.tasks]
        if needs:
            self.unavailable[task.name] = f"munigraph.{needs[0]} is not part of this version"
        elif missing:
            reason = self.unavailable.get(missing[0], "not computed")
            self.unavailable[task.name] = f"needs {missing[0]}: {reason}"
        else:
            self.tasks[task.name] = task

    def keys(self, register_hash: str, code: str) -> dict[str, str]:
        """The hash of everything that each task's result depends on."""
        keys: dict[str, str] = {}
        for name, task in self.tasks.items():
            about = {
                "step": task.step,
                "params": task.params,
                "after": {k: keys[v] for k, v in task.after.items()},
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

    @property
    def params(self) -> dict[str, Any]:
        return {"date": self.date, "construction": self.construction}


def instances(study: Study) -> list[Instance]:
    out = []
    dates = study.dates()
    for key, settings in study["networks"].items():
        own = [settings["date"]] if settings["date"] else dates
        for date in own:
            several = len(own) > 1
            out.append(
                Instance(
                    f"{key} {date}" if several else key,
                    key,
                    (settings["label"] or key) + (f", {date}" if several else ""),
                    date,
                    construction(settings),
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
    for net in nets:
        out.add(Task(f"network:{net.name}", "network", net.params))
    _clusters(out, study, nets)
    _multiverse(out, study)
    _bridges(out, study, nets)
    _nulls(out, study, nets)
    _comparison(out, study, nets)
    return out


def _chosen(nets: Iterable[Instance], section: Mapping[str, Any]) -> list[Instance]:
    names = section.get("networks")
    return [n for n in nets if not names or n.network in names]


def _clusters(out: Plan, study: Study, nets: list[Instance]) -> None:
    section = study["clusters"]
    common = {k: section[k] for k in ("method", "quality", "resolution", "runs", "threshold")}
    for net in _chosen(nets, section):
        params = {**net.params, **common, "seed": study.seed}
        out.add(Task(f"clusters:{net.name}", "clusters", params))
    if "profile" in section:
        part = section["profile"]
        params = {"resolutions": resolutions(part), "runs": part["runs"], "seed": study.seed}
        for net in _chosen(nets, part):
            out.add(Task(f"profile:{net.name}", "profile", {**net.params, **params}))
    if "stability" in section:
        part = section["stability"]
        params = {**{k: part[k] for k in ("draws", "resample", "drop")}, "seed": study.seed}
        params |= {k: section[k] for k in ("quality", "resolution")}
        for net in _chosen(nets, part):
            out.add(Task(f"stability:{net.name}", "stability", {**net.params, **params}))


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
        after = {"clusters": f"clusters:{net.name}"}
        out.add(Task(f"bridges:{net.name}", "bridges", {**net.params, **params}, after))


def _nulls(out: Plan, study: Study, nets: list[Instance]) -> None:
    if "nulls" not in study:
        return
    section = study["nulls"]
    for net in _chosen(nets, section):
        for model, statistic in itertools.product(section["models"], section["statistics"]):
            params = {"model": model, "statistic": statistic, "draws": section["draws"]}
            params |= {**net.params, "seed": study.seed}
            out.add(Task(f"null:{net.name}:{model}:{statistic}", "null", params))


def _comparison(out: Plan, study: Study, nets: list[Instance]) -> None:
    if "comparison" not in study:
        return
    section = study["comparison"]
    some = [n for n in _chosen(nets, section) if f"clusters:{n.name}" in out.tasks]
    if len(some) > 1:
        inputs = [f"{step}:{n.name}" for n in some for step in ("clusters", "network")]
        after = {name: name for name in inputs}
        names: dict[str, Any] = {"names": [n.name for n in some]}
        out.add(Task("agreement", "agreement", names, after, register=False))
    for net in some:
        one = {"clusters": f"clusters:{net.name}"}
        params = {**net.params, "by": section["alignment"]}
        out.add(Task(f"alignment:{net.name}", "alignment", params, one))
        if section["reach"]:
            out.add(Task(f"reach:{net.name}", "reach", net.params, one))
    date = main_instance(study).date
    if section["domains"]:
        params = {"date": date, "domains": section["domains"], "runs": section["runs"]}
        params |= {"seed": study.seed}
        out.add(Task("domains", "domains", params))
    if section["coherence"]:
        params = {"date": date, "themes": section["coherence"], "seed": study.seed}
        out.add(Task("coherence", "coherence", params))
    if section["density"]:
        out.add(Task("density", "density", {"date": date}))


def grid_rows(study: Study) -> list[dict[str, Any]]:
    """Every combination of the grid, in the order of the file; ``"none"`` is no filter."""
    grid = study["multiverse"]["grid"]
    combined = itertools.product(*grid.values())
    rows = []
    for values in combined:
        row = dict(zip(grid, (None if v == "none" else v for v in values), strict=True))
        row.setdefault("date", main_instance(study).date)
        rows.append(row)
    return rows


def _multiverse(out: Plan, study: Study) -> None:
    if "multiverse" not in study:
        return
    section = study["multiverse"]
    reference = section["reference"] or study.main
    base = next(i for i in reversed(instances(study)) if i.network == reference)
    about = {"date": base.date, **base.construction}
    about |= {k: study["clusters"][k] for k in ("quality", "resolution")}
    rows, size = grid_rows(study), section["chunk"]
    for start in range(0, len(rows), size):
        params = {
            "grid": rows[start : start + size],
            "runs": section["runs"],
            "reference": about,
            "seed": study.seed,
        }
        out.add(Task(f"multiverse:{start // size:05d}", "multiverse", params))
