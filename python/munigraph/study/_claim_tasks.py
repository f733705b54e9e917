"""Tasks behind the claims of a finding: intervals, free constructions, chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from .. import _core
from .._common.errors import ConsensusWarning
from .._common.random import stream
from .._common.warn import without
from ..bridging._ranking import ASCENDING, compute
from ..clustering._consensus import consensus
from ..clustering._ensemble import ensemble
from ..comparison._agreement import compare
from ..inference._contrast import contrast as domains_dealt
from ..null_models._models import null_model
from ..null_models._null_model import _with_core
from ._data import network_of, snapshot_of
from ._entries import Result, tidy

Inputs = Mapping[Any, Result]

_QUIET: dict[str, Any] = {"threads": 1, "progress": False}


def labels_by(net: Any, params: Mapping[str, Any], seed: int, runs: int) -> np.ndarray[Any, Any]:
    """Clusters of a network by the study's method."""
    method = _core.method_for(params["method"], net.node_count)
    common = {**params["leiden"], "runs": runs_for(net, runs), "seed": seed, **_QUIET}
    if method == "consensus":
        with without(ConsensusWarning):
            found = consensus(net, threshold=params["threshold"], **common)
        return np.asarray(found.labels)
    return np.asarray(ensemble(net, **common).best.labels)


def runs_for(net: Any, runs: int) -> int:
    """A draw of a large network is clustered once."""
    return 1 if net.node_count > _core.largest_consensus else runs


class Measured:
    """Figures that claims are about, of one network and its clusters."""

    def __init__(self, params: Mapping[str, Any], nodes: pd.DataFrame) -> None:
        by = params["by"]
        self.codes = _codes(nodes, params["column"])
        population = nodes["population"] if "population" in nodes else pd.Series(dtype=float)
        self.population = (
            pd.to_numeric(population, errors="coerce").to_numpy(dtype=float)
            if by and len(population)
            else None
        )
        self.by, self.threshold = by, params["population_threshold"]

    def figures(self, net: Any, labels: np.ndarray[Any, Any]) -> dict[str, float]:
        tied = np.asarray(net.strength) > 0
        sizes = np.bincount(labels, minlength=1)
        out: dict[str, float] = {"clusters": float((sizes >= 2).sum())}
        both = tied & (self.codes >= 0)
        groups = len(np.unique(self.codes[both])) if both.any() else 0
        out["ami"] = compare(labels[both], self.codes[both]).ami if groups > 1 else np.nan
        out["within"] = within(net, self.codes) if groups > 1 else np.nan
        out |= {"rank_correlation": np.nan, "auc": np.nan}
        if self.population is not None:
            score = np.asarray(compute(net, labels, [self.by], threads=1)[self.by], dtype=float)
            score = -score if self.by in ASCENDING else score
            out |= size_figures(score, self.population, tied, self.threshold)
        return out


def _codes(nodes: pd.DataFrame, column: str) -> np.ndarray[Any, Any]:
    if column not in nodes:
        return np.full(len(nodes), -1)
    return np.asarray(pd.factorize(nodes[column], sort=True)[0])


def within(net: Any, codes: np.ndarray[Any, Any]) -> float:
    """Share of the weight of ties that stays within groups."""
    source, target, weight = net._core.edges()
    a, b = codes[source], codes[target]
    known = (a >= 0) & (b >= 0)
    total = float(weight[known].sum())
    return float(weight[known & (a == b)].sum()) / total if total else float("nan")


def size_figures(
    score: np.ndarray[Any, Any],
    population: np.ndarray[Any, Any],
    tied: np.ndarray[Any, Any],
    threshold: float,
) -> dict[str, float]:
    """Rank correlation of bridging with population, and the AUC of large against other."""
    kept = tied & ~np.isnan(score) & ~np.isnan(population)
    x = pd.Series(score[kept]).round(12).rank().to_numpy()
    y = pd.Series(population[kept]).rank().to_numpy()
    out = {"rank_correlation": np.nan, "auc": np.nan}
    if len(x) > 2 and x.std() > 0 and y.std() > 0:
        out["rank_correlation"] = float(np.corrcoef(x, y)[0, 1])
    large = population[kept] >= threshold
    a, b = int(large.sum()), int((~large).sum())
    if a and b:
        out["auc"] = float((x[large].sum() - a * (a + 1) / 2) / (a * b))
    return out


def sampling(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """The figures of claims over redrawn arrangements: what their 95% intervals are made of."""
    net = network_of(register, params)
    measured = Measured(params, net._table)
    how = "weights" if net._core.is_additive else "with_replacement"
    rows = []
    for draw in range(params["draws"]):
        seed = stream(params["seed"], draw)
        core = _core.resampled(net._core, how, 0.1, seed)
        drawn = _with_core(net, core, {"made_from": "resampling"})
        if drawn.edge_count:
            labels = labels_by(drawn, params, seed, params["draw_runs"])
            rows.append(measured.figures(drawn, labels))
    return Result({"sampling": pd.DataFrame(rows)}, {"resample": how})


def across(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """The figures of claims under every free construction of the main network's question."""
    rows: list[dict[str, Any]] = []
    for row in params["rows"]:
        choices = {k: v for k, v in row.items() if v is not None}
        place = {"date": choices.pop("date", None), "geography": choices.pop("geography", None)}
        place["geography"] = None if place["geography"] == "own" else place["geography"]
        leiden = {k: choices.pop(k) for k in ("quality", "resolution") if k in choices}
        try:
            net = network_of(register, {**place, "construction": choices})
        except ValueError as error:
            rows.append({"status": f"invalid: {error}"})
            continue
        if not net.edge_count:
            rows.append({"status": "no ties"})
            continue
        labels = labels_by(net, {**params, "leiden": leiden}, params["seed"], params["runs"])
        figures = Measured(params, net._table).figures(net, labels)
        found: dict[str, Any] = {"status": "ok"}
        rows.append(found | figures)
    table = pd.DataFrame([{**_named(r), **f} for r, f in zip(params["rows"], rows, strict=True)])
    return Result({"across": tidy(table)}, {})


def _named(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"quality_function" if k == "quality" else k: v for k, v in row.items()}


def chance(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """Agreement with groups, and weight between each two, in draws of one null model."""
    net = network_of(register, params)
    nodes = net._table
    measured = Measured({**params, "by": None}, nodes)
    model = null_model(net, params["model"])
    names = [str(v) for v in pd.unique(nodes[params["column"]].dropna())]
    names.sort()
    rows, between = [], []
    for draw, drawn in _draws(model, params):
        labels = labels_by(drawn, params, stream(params["seed"], draw), params["draw_runs"])
        rows.append(measured.figures(drawn, labels))
        between.append(_between(drawn, measured.codes, len(names)))
    seen = _between(net, measured.codes, len(names))
    tables = {
        "chance": pd.DataFrame(rows)[["clusters", "ami", "within"]],
        "pairs": _pairs(names, seen, np.array(between)),
    }
    return Result(tables, {"model": params["model"], "runs": runs_for(net, params["draw_runs"])})


def _draws(model: Any, params: Mapping[str, Any]) -> Iterator[tuple[int, Any]]:
    for draw in range(params["draws"]):
        yield draw, model.sample(stream(params["seed"], draw))


def _between(net: Any, codes: np.ndarray[Any, Any], groups: int) -> np.ndarray[Any, Any]:
    source, target, weight = net._core.edges()
    a, b = codes[source], codes[target]
    known = (a >= 0) & (b >= 0)
    table = np.zeros((groups, groups))
    np.add.at(table, (np.minimum(a, b)[known], np.maximum(a, b)[known]), weight[known])
    return table


def _pairs(names: list[str], seen: Any, drawn: Any) -> pd.DataFrame:
    """One row per two groups: weight, what draws have, and one-sided p of more."""
    rows = []
    for i, a in enumerate(names):
        for j in range(i, len(names)):
            values = drawn[:, i, j]
            mean = float(values.mean())
            reached = int((values >= seen[i, j] * (1 - 1e-12)).sum())
            rows.append(
                {
                    "a": a,
                    "b": names[j],
                    "weight": float(seen[i, j]),
                    "expected": mean,
                    "ratio": float(seen[i, j]) / mean if mean else np.nan,
                    "p": (reached + 1) / (len(values) + 1),
                    "draws": len(values),
                }
            )
    return pd.DataFrame(rows, columns=["a", "b", "weight", "expected", "ratio", "p", "draws"])


def contrast(register: Any, params: Mapping[str, Any], inputs: Inputs) -> Result:
    """One domain against another, with domains dealt anew among their arrangements."""
    snapshot = snapshot_of(register, params)
    first, second = params["domains"]
    found = domains_dealt(
        snapshot,
        first,
        second,
        runs=params["runs"],
        draws=params["draws"],
        redraws=params["redraws"],
        seed=params["seed"],
        **params["leiden"],
        **params["construction"],
        **_QUIET,
    )
    differences = {
        "dealt": found.dealt, "dealt_schemes": found.dealt_schemes, "redrawn": found.resampled
    }  # fmt: skip
    tables = {
        name: pd.DataFrame({"difference": values.astype(float)})
        for name, values in differences.items()
    }
    return Result({**tables, "rarefied": tidy(found.rarefied)}, found.row())


STEPS = {"sampling": sampling, "across": across, "chance": chance, "contrast": contrast}
