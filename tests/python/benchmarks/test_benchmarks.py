"""The benchmark's parts on tiny networks: every contender that is installed, what is kept of the
measurements, and the verdicts on targets."""

from __future__ import annotations

import gzip
import importlib
import json
import math
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

FOLDER = Path(__file__).parents[3] / "benchmarks"


class Parts:
    """The benchmark's modules, by name."""

    def __getattr__(self, name: str) -> Any:
        return importlib.import_module(name)


@pytest.fixture(scope="module")
def parts() -> Iterator[Parts]:
    """Importable for the time of these tests only: their names are those of scripts."""
    before = set(sys.modules)
    handler = signal.getsignal(signal.SIGINT)
    sys.path.insert(0, str(FOLDER))
    importlib.import_module("tasks").load_tasks()
    yield Parts()
    sys.path.remove(str(FOLDER))
    signal.signal(signal.SIGINT, handler)
    for name in set(sys.modules) - before:
        where = getattr(sys.modules[name], "__file__", None) or ""
        if where.startswith(str(FOLDER)):
            del sys.modules[name]


@pytest.fixture
def memberships(parts: Parts) -> Any:
    from munigraph.network._synthetic import synthetic_memberships

    drawn = synthetic_memberships(60, 150, clusters=4, memberships=700, largest=40, seed=3)
    return parts.networks.Memberships(drawn["participants"], drawn["arrangements"], 60)


TASKS_ON_NETWORKS = (
    "ensembles",
    "clusters",
    "betweenness",
    "constraint",
    "curveball",
    "bicm",
    "bicm_solving",
    "validated_projection",
)


@pytest.mark.filterwarnings("ignore")  # what peers warn of is theirs
@pytest.mark.parametrize("name", TASKS_ON_NETWORKS)
def test_every_contender_does_the_work(parts: Parts, memberships: Any, name: str) -> None:
    task = parts.tasks.TASKS[name]
    scores = {}
    for contender, function in task.contenders.items():
        clock = parts.clock.Clock(small=True)
        try:
            result = function(memberships, 1, clock)
        except ModuleNotFoundError:
            continue
        assert clock.cpu
        assert clock.cpu.keys() == clock.wall.keys()
        scores[contender] = task.score(memberships, result)
    assert "munigraph" in scores
    if name in ("betweenness", "constraint"):
        assert scores["igraph"] == pytest.approx(scores["munigraph"], rel=1e-6)
    if name == "curveball":
        assert scores["munigraph"]["largest difference of a degree"] == 0
        assert 0 < scores["munigraph"]["unmoved"] < 1
    if name in ("ensembles", "clusters"):
        means = {c: np.mean(s["quality"]) for c, s in scores.items() if "quality" in s}
        assert means["munigraph"] >= means["igraph, converged"] - 0.01
        assert all(0 < mean < 1 for mean in means.values())


def small_panel(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A panel of two years in the place of the French one, which takes long to read."""
    rows = ["year,siren,legal_form,tax_model,insee,name"]
    for year, members in [(1999, 3), (2000, 4)]:
        for siren in range(1, 6):
            rows += [
                f"{year},{siren:09d},CC,FPU,{10 * siren + k:05d},Place {10 * siren + k}"
                for k in range(members)
            ]
    (folder / "fr").mkdir()
    with gzip.open(folder / "fr" / "epci_panel.csv.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(rows) + "\n")
    monkeypatch.setenv("MUNIGRAPH_DATA", str(folder))


@pytest.mark.parametrize(
    ("name", "data"),
    [("chronicle", "nl-roo"), ("multilayer", "nl-roo, ω 20"), ("track", "fr-panel")],
)
def test_tasks_on_registers(
    parts: Parts, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, data: str
) -> None:
    """What they load has a size, as the measurement needs, and munigraph does the work."""
    task = parts.tasks.TASKS[name]
    if name == "track":
        monkeypatch.setattr(importlib.import_module("tasks.track"), "YEARS", [1999, 2000])
        small_panel(tmp_path, monkeypatch)
    given = task.load(data)
    if given is None:
        pytest.skip("data not found")
    assert all(isinstance(count, int) and count > 0 for count in given.size.values())
    clock = parts.clock.Clock(small=True)
    score = task.score(given, task.contenders["munigraph"](given, 1, clock))
    assert clock.cpu
    assert score


def test_a_multiverse_is_counted(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    import munigraph as mg

    module = importlib.import_module("tasks.multiverse")
    monkeypatch.setattr(module, "GRID", {"min_shared": [1, 1000], "weighting": ["newman", "count"]})
    register = mg.datasets.synthetic(40, 90, clusters=3, seed=1)
    grid = module.Grid(register, 2, 3)
    clock = parts.clock.Clock(small=True)
    found = module.score(grid, module.table(grid, 0, clock, 1))
    # Nobody shares a thousand arrangements: half of the constructions have no ties.
    assert (found["rows"], found["no ties or invalid"], found["runs"]) == (8, 4, 12)
    assert clock.cpu["multiverse"] > 0


@pytest.mark.parametrize("name", ["uniform-25", "zipf-25000"])
def test_labellings_to_compare(parts: Parts, name: str) -> None:
    task = parts.tasks.TASKS["agreement"]
    given = task.load(name)
    assert given.size["nodes"] == 1_000_000
    counts = np.bincount(given.first)
    assert len(counts) <= given.labels
    assert (counts.max() / np.median(counts) < 1.1) == (name == "uniform-25")
    found = task.score(given, task.contenders["munigraph"](given, 0, parts.clock.Clock()))
    assert 0.5 < found["AMI"] < 1


def test_networks_by_name(parts: Parts) -> None:
    options = parts.networks.generator_options
    thousand = options("nodes1000-100")
    assert (thousand["municipalities"], thousand["seed"]) == (1000, 100)
    assert thousand["memberships"] / 1000 == pytest.approx(11_700 / 355, rel=1e-3)
    assert options("national-7") == {**options("national"), "seed": 7}
    twice = options("europe-x2")
    assert twice["memberships"] == 2 * options("europe")["memberships"]
    assert options("europe")["largest"] < twice["largest"] < options("world")["largest"]
    assert options("nl-2020") is None


def test_a_network_is_kept(
    parts: Parts, memberships: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    networks = parts.networks
    monkeypatch.setattr(networks, "CACHE", tmp_path / "kept")
    monkeypatch.setattr(networks, "make", lambda name: memberships)
    (tmp_path / "kept" / "another build").mkdir(parents=True)
    first = networks.load("tiny")
    monkeypatch.setattr(networks, "make", lambda name: pytest.fail("made again"))
    again = networks.load("tiny")
    assert first.n == again.n == 60
    np.testing.assert_array_equal(first.participants, again.participants)
    np.testing.assert_array_equal(first.arrangements, again.arrangements)
    assert [folder.name for folder in (tmp_path / "kept").iterdir()] == [networks.code()]


def test_contenders_take_turns(parts: Parts) -> None:
    task = parts.tasks.Task("t", "T", ("a",), {"a": ("x",)}, score=dict, repeats={"": 2})
    task.contender("x")(print)
    task.contender("y", repeats={"a": 1})(print)
    task.contender("z", only=("b",))(print)
    assert list(task.jobs(False)) == [("a", "x", 0), ("a", "y", 0), ("a", "x", 1)]
    assert list(task.jobs(True)) == [("a", "x", 0)]


@pytest.mark.skipif(
    not Path("/proc/self/clear_refs").exists(), reason="the system cannot forget a peak"
)
def test_the_clock_counts_memory_of_its_phases(parts: Parts) -> None:
    np.ones(320_000_000 // 8).sum()  # before: none of it is counted
    clock = parts.clock.Clock()
    with clock("work"):
        held = np.ones(160_000_000 // 8)
    assert held.nbytes / 2**20 * 0.9 < clock.memory < held.nbytes / 2**20 * 1.5
    assert clock.peak > clock.memory


def test_qualities_are_pooled(parts: Parts) -> None:
    values = np.random.default_rng(1).normal(0.4, 0.01, 60)
    worker, results = parts.worker, parts.results
    split = [worker.summary(part.tolist()) for part in np.split(values, [1, 20])]
    pooled = results.pooled([*split, None])
    assert pooled["runs"] == 60
    assert pooled["mean"] == pytest.approx(values.mean())
    assert pooled["sd"] == pytest.approx(values.std(ddof=1))
    assert pooled["error"] == pytest.approx(values.std(ddof=1) / math.sqrt(60))
    assert results.pooled([worker.summary(0.5)])["error"] is None
    assert results.pooled([None]) is None


def run(task: str, data: str, contender: str, cpu: float, **others: Any) -> dict[str, Any]:
    """A measurement as a worker gives it."""
    made = {"task": task, "data": data, "contender": contender, "seed": 0, "units": 1}
    made |= {"cpu": {"all": cpu}, "wall": {"all": cpu}, "memory": 10.0, "process": 100.0}
    return {
        **made,
        "quality": None,
        "score": {},
        "size": {"memberships": 9, "municipalities": 3},
        **others,
    }


def test_an_interrupted_run_goes_on(parts: Parts, tmp_path: Path) -> None:
    results, path = parts.results, tmp_path / "results.json"
    store = results.Store(path, small=False, code="one")
    store.add(run("t", "a", "x", 2.0))
    store.add({**run("t", "a", "x", 4.0), "seed": 1})
    store.add({"task": "t", "data": "a", "contender": "y", "seed": 0, "skipped": "failed: why"})
    store.write(store.rows(), [])
    assert store.done("t", "a", "y", 5)  # no other seed will do better

    again = results.Store(path, small=False, code="one")
    again.read(same_build=True)
    assert again.done("t", "a", "x", 1)
    assert not again.done("t", "a", "x", 2)
    assert not again.done("t", "a", "y", 0)
    assert results.total(again.rows()[0]) == 3.0
    with pytest.raises(ValueError, match="another build"):
        results.Store(path, small=False, code="two").read(same_build=True)
    results.Store(path, small=False, code="two").read(same_build=False)
    with pytest.raises(ValueError, match="another table"):
        results.Store(path, small=True, code="one").read(same_build=False)


def verdicts(parts: Parts, runs: list[dict[str, Any]]) -> dict[tuple[str, str], Any]:
    rows = [parts.results.combined([one]) for one in runs]
    return {(t["id"], t["work"]): t["met"] for t in parts.targets.judged(rows)}


def test_verdicts(parts: Parts) -> None:
    assert set(verdicts(parts, []).values()) == {None}
    peer = "NetworKit ParallelLeiden"
    # Conversion into the peer's graph is left out; units count.
    theirs = run("clusters", "europe", peer, 8.0, process=401.0)
    theirs["cpu"] = {"projection": 3.0, "conversion": 90.0, "clustering": 5.0}
    met = verdicts(parts, [run("clusters", "europe", "munigraph", 1.0), theirs])
    assert met["P3", "`europe`, memberships → clusters"] is True
    assert met["P3", "its peak memory"] is True
    theirs["cpu"]["clustering"] = 4.9
    theirs["process"] = 399.0
    met = verdicts(parts, [run("clusters", "europe", "munigraph", 1.0), theirs])
    assert met["P3", "`europe`, memberships → clusters"] is False
    assert met["P3", "its peak memory"] is False
    draws = [run("curveball", "national", "munigraph", cpu, units=100) for cpu in (0.05, 0.051)]
    works = [verdicts(parts, [one])["P7", "curveball draw, `national`"] for one in draws]
    assert works == [True, False]


def test_quality_is_judged_by_its_standard_error(parts: Parts) -> None:
    def met(mean: float) -> Any:
        def of(runs: int, mean: float) -> dict[str, float]:
            return {"runs": runs, "mean": mean, "sd": 0.02}

        runs = [
            run("ensembles", "national-100", "munigraph", 1.0, quality=of(800, mean)),
            run("ensembles", "national-100", "igraph, converged", 1.0, quality=of(800, 0.4)),
        ]
        return verdicts(parts, runs)["P1", "their mean quality"]

    # The standard error of the difference is 0.02 · √(2/800) = 0.001.
    assert met(0.4 - 0.0009) is True
    assert met(0.4 - 0.0011) is False
    assert met(0.5) is True


def test_one_network_that_misses_is_enough(parts: Parts) -> None:
    def met(ratios: list[float]) -> Any:
        runs = []
        for number, ratio in enumerate(ratios):
            name = f"national-10{number}"
            runs.append(run("ensembles", name, "munigraph", 1.0))
            runs.append(run("ensembles", name, "igraph, converged", ratio))
        return verdicts(parts, runs)["P1", "Leiden ensembles, `national` with unseen seeds"]

    assert met([50, 60, 70]) is True
    assert met([50, 49, 70]) is False


def test_latency_verdicts(parts: Parts) -> None:
    def met(latency: float, freeze: float) -> tuple[Any, Any]:
        score = {"ms until the end": 20.0, "at most": latency}
        score |= {"longest freeze, ms": freeze, "largest of all calls": 50.0}
        runs = [
            run("interrupts", "ensemble, national", "munigraph", 1.0, score=score),
            run("interrupts", "leidenalg leiden, region", "peer", 1.0, score={"at most": 9e4}),
        ]
        found = verdicts(parts, runs)
        return found["P8", "Ctrl-C"], found["P8", "another thread's longest freeze"]

    assert met(99, 9) == (True, True)
    assert met(101, 11) == (False, False)


def test_the_document(parts: Parts, tmp_path: Path) -> None:
    store = parts.results.Store(tmp_path / "r.json", small=False, code="one")
    quality = {"runs": 1, "mean": 0.5, "sd": 0.0}
    store.add(run("clusters", "europe", "munigraph", 2.0, quality=quality))
    store.add(run("clusters", "world", "munigraph", 50.0))
    store.add({"task": "clusters", "data": "europe", "contender": "p", "seed": 0, "skipped": "why"})
    parts.report.write(store, tmp_path / "t.md", parts.tasks.TASKS)
    text = (tmp_path / "t.md").read_text()
    assert "| P6 | `europe` → `world` | ≤ 40 × | 25.0 × (2.00 s, 50.0 s) | yes |" in text
    assert "| P1 |" in text
    assert "not measured" in text
    assert "| p | why |" in text
    assert "## Growth" in text
    kept = json.loads((tmp_path / "r.json").read_text())
    assert {"machine", "rows", "targets", "measurements"} <= kept.keys()
    for line in text.splitlines():
        if line.startswith("| europe |"):
            assert line.count("|") == 9


def test_a_call_is_interrupted_and_others_are_let_be(parts: Parts) -> None:
    interruptible = parts.calls.Interruptible()

    def endless() -> None:
        while True:
            time.sleep(0.001)

    threading.Timer(0.02, signal.raise_signal, (signal.SIGINT,)).start()
    began = time.monotonic()
    how, when = interruptible.make(endless)
    assert how == "interrupted"
    assert when > began
    signal.raise_signal(signal.SIGINT)  # no call: nothing happens
    assert interruptible.make(lambda: None)[0] == "done"


def test_a_frozen_thread_is_noticed(parts: Parts) -> None:
    ticker = parts.calls.Ticker()
    ticker.start()
    before = sys.getswitchinterval()
    sys.setswitchinterval(10)  # the thread has to wait until this one lets go
    try:
        end = time.monotonic() + 0.05
        while time.monotonic() < end:
            pass
    finally:
        sys.setswitchinterval(before)
    assert ticker.stop() > 0.02


def test_every_call_can_be_named(parts: Parts) -> None:
    latency = importlib.import_module("tasks.latency")
    assert {*latency.OURS, *latency.THEIRS} == set(parts.calls.CALLS)


def test_a_projection_as_edges(parts: Parts, memberships: Any) -> None:
    weights = parts.tasks.projection(memberships)
    source, target, weight = parts.tasks.upper_edges(weights)
    order = np.lexsort((target, source))
    expected = memberships.network()._core.edges()
    np.testing.assert_array_equal(source[order], expected[0])
    np.testing.assert_array_equal(target[order], expected[1])
    np.testing.assert_allclose(weight[order], expected[2])
